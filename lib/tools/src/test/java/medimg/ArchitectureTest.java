package medimg;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The arrows between packages point one way only. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("medimg");

  private static final List<String> DICOM =
      List.of("medimg.dictionary", "medimg.codec", "medimg.dicom", "medimg.text");

  /** What each package may use of the others, and of libraries beside the JDK. */
  private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

  static {
    MAY_USE.put("medimg.dictionary", List.of());
    MAY_USE.put(
        "medimg.codec",
        List.of("medimg.dictionary", "jj2000.j2k..", "com.github.jaiimageio.jpeg2000.."));
    MAY_USE.put("medimg.dicom", List.of("medimg.dictionary", "medimg.codec"));
    MAY_USE.put("medimg.text", List.of());
    MAY_USE.put("medimg.work", List.of());
    MAY_USE.put("medimg.pixels", DICOM);
    MAY_USE.put("medimg.table", and(DICOM, "medimg.pixels", "medimg.work", "tech.tablesaw.."));
    MAY_USE.put("medimg.doctor", and(DICOM, "medimg.pixels", "medimg.table", "medimg.work"));
    MAY_USE.put("medimg.eval", List.of("org.apache.commons.statistics.."));
    MAY_USE.put(
        "medimg.samples",
        and(
            DICOM,
            "medimg.pixels",
            "medimg.table",
            "medimg.work",
            "tech.tablesaw..",
            "org.apache.commons.compress.."));
    MAY_USE.put(
        "medimg.learn",
        and(DICOM, "medimg.table", "medimg.eval", "medimg.work", "tech.tablesaw.."));
    MAY_USE.put(
        "medimg.net",
        and(DICOM, "medimg.pixels", "medimg.eval", "medimg.work", "tech.tablesaw..", "ai.djl.."));
    MAY_USE.put(
        "medimg.chart",
        and(
            DICOM,
            "medimg.pixels",
            "medimg.table",
            "medimg.eval",
            "medimg.net",
            "tech.tablesaw..",
            "org.knowm.."));
    MAY_USE.put("medimg.notebook", List.of(".."));
    MAY_USE.put(
        "medimg",
        and(
            DICOM,
            "medimg.pixels",
            "medimg.table",
            "medimg.notebook",
            "tech.tablesaw..",
            "org.knowm.."));
    MAY_USE.put(
        "medimg.experiments",
        and(
            DICOM,
            "medimg.trials",
            "medimg.notebook",
            "medimg.pixels",
            "medimg.samples",
            "medimg.table",
            "medimg.eval",
            "medimg.net",
            "medimg.work",
            "tech.tablesaw.."));
    MAY_USE.put("medimg.trials", and(DICOM, "medimg.eval", "tech.tablesaw.."));
    MAY_USE.put("medimg.images", and(DICOM, "medimg.pixels", "medimg.chart", "org.knowm.."));
    MAY_USE.put(
        "medimg.cli",
        and(
            DICOM,
            "medimg.pixels",
            "medimg.table",
            "medimg.work",
            "medimg.samples",
            "medimg.chart",
            "medimg.doctor",
            "medimg.images",
            "medimg.trials",
            "medimg.notebook",
            "tech.tablesaw..",
            "picocli.."));
  }

  private static List<String> and(List<String> some, String... more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return all;
  }

  @Test
  void aPackageUsesOnlyWhatItMay() {
    MAY_USE.forEach(
        (name, others) -> {
          List<String> allowed = new ArrayList<>(others);
          allowed.add(name);
          allowed.add("java..");
          allowed.add("javax..");
          allowed.add("");
          classes()
              .that()
              .resideInAPackage(name)
              .should()
              .onlyDependOnClassesThat()
              .resideInAnyPackage(allowed.toArray(String[]::new))
              .check(CLASSES);
        });
  }

  @Test
  void everyPackageHasItsRule() {
    Set<String> packages = new TreeSet<>();
    CLASSES.forEach(c -> packages.add(c.getPackageName()));
    assertThat(MAY_USE.keySet()).containsAll(packages);
  }

  /** Else numbers have Arabic digits on some machines, and "MRI" is "mr\u0131" on others. */
  @Test
  void noTextFollowsTheLanguageOfTheMachine() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "medimg.dictionary",
            "medimg.dicom",
            "medimg.text",
            "medimg.work",
            "medimg.pixels",
            "medimg.table",
            "medimg.doctor")
        .should()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .orShould()
        .callMethod(PrintStream.class, "printf", String.class, Object[].class)
        .orShould()
        .callMethod(PrintWriter.class, "printf", String.class, Object[].class)
        .check(CLASSES);
  }

  @Test
  void onlyTheNotebookPackageLinksAKernel() {
    noClasses()
        .that()
        .resideOutsideOfPackage("medimg.notebook")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.dflib..", "io.github.spencerpark..")
        .check(CLASSES);
  }

  @Test
  void onlyTheCodecsLinkJj2000() {
    noClasses()
        .that()
        .resideOutsideOfPackage("medimg.codec")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jj2000..", "com.github.jaiimageio..")
        .check(CLASSES);
  }

  @Test
  void onlyTheNetworksPackageLinksDjl() {
    noClasses()
        .that()
        .resideOutsideOfPackage("medimg.net")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl..")
        .check(CLASSES);
  }

  @Test
  void chartsOfATrainingNeedNoDjl() {
    DescribedPredicate<JavaClass> linksDjl =
        DescribedPredicate.describe(
            "link DJL",
            c ->
                c.getPackageName().equals("medimg.net")
                    && c.getDirectDependenciesFromSelf().stream()
                        .anyMatch(d -> d.getTargetClass().getPackageName().startsWith("ai.djl")));
    noClasses()
        .that()
        .resideInAPackage("medimg.chart")
        .should()
        .dependOnClassesThat(linksDjl)
        .check(CLASSES);
  }
}
