package medimg;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
          .importPackages("medimg");

  /** What each package may use of the others, and of libraries beside the JDK. */
  private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

  static {
    MAY_USE.put("medimg.dicom", List.of("jj2000.j2k..", "com.github.jaiimageio.jpeg2000.."));
    MAY_USE.put("medimg.work", List.of());
    MAY_USE.put("medimg.pixels", List.of("medimg.dicom"));
    MAY_USE.put(
        "medimg.samples",
        List.of("medimg.dicom", "medimg.pixels", "medimg.work", "org.apache.commons.compress.."));
    MAY_USE.put(
        "medimg.table", List.of("medimg.dicom", "medimg.pixels", "medimg.work", "tech.tablesaw.."));
    MAY_USE.put(
        "medimg.doctor", List.of("medimg.dicom", "medimg.pixels", "medimg.table", "medimg.work"));
    MAY_USE.put("medimg.eval", List.of("org.apache.commons.statistics.."));
    MAY_USE.put(
        "medimg.learn",
        List.of("medimg.dicom", "medimg.table", "medimg.eval", "medimg.work", "tech.tablesaw.."));
    MAY_USE.put(
        "medimg.net",
        List.of(
            "medimg.dicom",
            "medimg.pixels",
            "medimg.eval",
            "medimg.work",
            "tech.tablesaw..",
            "ai.djl.."));
    MAY_USE.put(
        "medimg.chart",
        List.of(
            "medimg.dicom",
            "medimg.pixels",
            "medimg.table",
            "medimg.eval",
            "medimg.net",
            "tech.tablesaw..",
            "org.knowm.."));
    MAY_USE.put(
        "medimg.trials",
        List.of(
            "medimg.dicom",
            "medimg.pixels",
            "medimg.samples",
            "medimg.table",
            "medimg.eval",
            "medimg.net",
            "medimg.work",
            "tech.tablesaw.."));
    MAY_USE.put(
        "medimg.images", List.of("medimg.dicom", "medimg.pixels", "medimg.chart", "org.knowm.."));
    MAY_USE.put(
        "medimg.cli",
        List.of(
            "medimg.dicom",
            "medimg.pixels",
            "medimg.table",
            "medimg.work",
            "medimg.samples",
            "medimg.chart",
            "medimg.doctor",
            "medimg.images",
            "medimg.trials",
            "tech.tablesaw..",
            "picocli.."));
    MAY_USE.put("medimg.notebook", List.of(".."));
    MAY_USE.put(
        "medimg",
        List.of(
            "medimg.dicom",
            "medimg.pixels",
            "medimg.samples",
            "medimg.table",
            "medimg.notebook",
            "tech.tablesaw..",
            "org.knowm.."));
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
