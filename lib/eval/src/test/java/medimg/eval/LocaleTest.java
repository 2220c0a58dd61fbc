package medimg.eval;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every number becomes the same text, with ASCII digits and a point, whatever the language. */
class LocaleTest {
  private final Locale before = Locale.getDefault();

  @AfterEach
  void backToTheMachinesLanguage() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "de", "tr"})
  void textsAreThoseOfEveryLanguage(String language) {
    Locale.setDefault(Locale.ROOT);
    List<String> wanted = texts();
    Locale.setDefault(Locale.forLanguageTag(language));
    List<String> texts = texts();
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(texts.get(i)).isEqualTo(wanted.get(i));
    }
    assertThat(wanted).allMatch(text -> text.chars().allMatch(c -> c < 128));
  }

  /** What the test above would find: these languages do write numbers in another way. */
  @Test
  void theseLanguagesWriteOtherNumbers() {
    assertThat(String.format(Locale.forLanguageTag("ar-EG"), "%d", 12)).isNotEqualTo("12");
    assertThat(String.format(Locale.forLanguageTag("de"), "%.1f", 1.5)).isEqualTo("1,5");
  }

  /** Which texts a later method makes is not known here; that it names no language would be. */
  @Test
  void nothingFormatsInTheMachinesLanguage() throws URISyntaxException {
    Path classes = Path.of(Predictions.class.getResource("Predictions.class").toURI()).getParent();
    noClasses()
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
        .dependOnClassesThat()
        .haveNameMatching("java\\.text\\..*|java\\.util\\.(Formatter|Scanner)")
        .check(new ClassFileImporter().importPath(classes));
  }

  private interface Made {
    Object make();
  }

  /** The text of every type of the package, and of its errors. */
  private static List<String> texts() {
    Predictions some = SimulatedCases.calibrated(new Random(1), 1500);
    Predictions other = some.map(p -> 1 - p * p);
    int[] patients = new int[1500];
    String[] ages = new String[1500];
    for (int i = 0; i < 1500; i++) {
      patients[i] = i / 3;
      ages[i] = i % 5 == 0 ? "5 to 17" : "18 and over";
    }
    Predictions cases = some.withPatients(patients);
    Predictions one = Predictions.of(new int[] {1, 0}, new double[] {.5, 1e-12});
    Scores scores = cases.at(.5).scores();
    Confusion large = new Confusion(1_234_567, 6_543_210, 17, 3_000_000_000L);
    MulticlassPredictions three =
        new MulticlassPredictions(
            List.of("a", "b", "c"),
            new int[] {0, 1, 2},
            new double[][] {{.8, .1, .1}, {.2, .5, .3}, {.6, .1, .3}});
    List<Made> all =
        List.of(
            () -> cases,
            () -> cases.evaluate(.5),
            () -> cases.withWeights(weights(1500)).auc(),
            () -> cases.roc(),
            () -> cases.roc().youden(),
            () -> cases.roc().atSensitivity(.95),
            () -> cases.roc().atSpecificity(.95),
            () -> cases.roc().cheapest(2.5, 1),
            () -> cases.precisionRecall(),
            () -> cases.calibration(10),
            () -> cases.calibrationByQuantile(10).mce(),
            () -> cases.against(other.withPatients(patients)).delong(),
            () -> cases.against(other.withPatients(patients)).mcnemar(.5),
            () -> cases.against(other.withPatients(patients)).mcnemar(.5).difference(),
            () -> cases.against(other.withPatients(patients)).mcnemar(.5).correctedP(),
            () -> new Bootstrap(1000, 1).estimate(cases, p -> p.at(.5).scores().mcc()),
            () -> new Bootstrap(1000, 1).estimate(one, Predictions::auc),
            () -> CrossValidation.of(List.of(cases, other), Predictions::auc),
            () -> Subgroups.of(cases, ages, .5),
            () -> scores.ppvAt(.05),
            () -> scores.npvAt(.05),
            () -> scores.accuracyAt(.05),
            () -> scores.fBeta(2.5),
            () -> scores.kappa(),
            () -> scores.oddsRatio(),
            () -> scores.youden(),
            () -> scores.jaccard().jeffreys(),
            () -> scores.jaccard().agrestiCoull(),
            () -> scores.sensitivity().clopperPearson(.999),
            () -> scores.sensitivity().aloud("films with air", "were called positive"),
            () -> scores.sensitivity().brief(),
            () -> large,
            () -> large.scores(),
            () -> large.report("no", "yes"),
            () -> Rate.of("tiny", 1, 3_000_000_000_000L),
            () -> Rate.of("x", 1, 3_000_000_000L).clopperPearson(),
            () -> three,
            () -> three.aucOneVsOne(),
            () -> three.confusion().quadraticKappa(),
            () -> SampleSize.forSensitivity(.85, .01, .015),
            () -> SampleSize.forAuc(.76, .1, .3),
            () -> new PriorShift(.5, .0125),
            () -> new Confusion(1, -2, 1234, 5),
            () -> Rate.of("x", 1234, -5),
            () -> new Interval(1.5, .5, .95, "x"),
            () -> new Bootstrap(10, 1),
            () -> new PriorShift(1.5, .5),
            () -> new McNemar(0, 3_000_000_000L, 0, 0).exactP(),
            () -> cases.score(2345),
            () -> cases.calibration(-12),
            () -> SampleSize.forRate(80, .1),
            () -> Predictions.of(new int[] {12}, new double[1]),
            () -> Predictions.of(new int[1], new double[1234]));
    List<String> texts = new ArrayList<>();
    for (Made made : all) {
      try {
        texts.add(made.make().toString());
      } catch (EvalException e) {
        texts.add(e.getMessage());
      }
    }
    return texts;
  }

  private static double[] weights(int n) {
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = 1 + i % 3 / 2.;
    }
    return weights;
  }
}
