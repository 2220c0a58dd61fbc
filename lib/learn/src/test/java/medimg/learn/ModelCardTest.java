package medimg.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import medimg.dicom.DicomException;
import medimg.dicom.TinyDicom;
import medimg.eval.Bootstrap;
import medimg.eval.EvalException;
import medimg.eval.Interval;
import medimg.eval.Metric;
import medimg.eval.Predictions;
import medimg.eval.Scores;
import medimg.eval.Subgroups;
import medimg.table.Split;
import medimg.table.SplitReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A model card has every section, computed numbers, and nothing that identifies. */
class ModelCardTest {
  private static final int FILMS = 40;
  private static final double THRESHOLD = .4;
  private static final String SETTINGS =
      "Settings[epochs=30, rate=0.003, augment=Augment[crop=0.08, flip=false], seed=1]";

  @TempDir Path folder;

  private Split split;
  private Predictions test;
  private String[] sex;

  /** Forty films of forty patients, a quarter diseased; the first 30 say that they are made. */
  @BeforeEach
  void films() throws IOException {
    StringColumn file = StringColumn.create("file");
    StringColumn id = StringColumn.create("PatientID");
    StringColumn label = StringColumn.create("label");
    for (int i = 0; i < FILMS; i++) {
      file.append(i + ".dcm");
      id.append("PAT-" + (1000 + i));
      label.append(i % 4 == 0 ? "air" : "none");
      byte[] bytes =
          i < 30 ? TinyDicom.of("0008001CCS=YES", "00080060CS=CR") : TinyDicom.of("00080060CS=CR");
      Files.write(folder.resolve(i + ".dcm"), bytes);
    }
    Table films = Table.create("films", file, id, label);
    split = Split.by("PatientID").stratified("label").seed(3).shares(films, .5, .2, .3);
    String[] truth = split.test().stringColumn("label").asObjectArray();
    Random random = new Random(1);
    boolean[] diseased = new boolean[truth.length];
    double[] scores = new double[truth.length];
    sex = new String[truth.length];
    for (int i = 0; i < truth.length; i++) {
      diseased[i] = truth[i].equals("air");
      scores[i] = .2 + .5 * random.nextDouble() + (diseased[i] ? .1 : 0);
      sex[i] = i % 2 == 0 ? "F" : "M";
    }
    test = Predictions.of(diseased, scores);
  }

  private SplitReport report() {
    return new SplitReport(
        split, "PatientID", List.of(), List.of(), List.of(), List.of(), List.of());
  }

  private ModelCard card() {
    return card(test, THRESHOLD);
  }

  private ModelCard card(Predictions cases, double threshold) {
    return ModelCard.of("Air on films")
        .model("siamese network for 160 x 160 films, 323,761 weights", SETTINGS)
        .date(LocalDate.of(2026, 11, 22))
        .data("films made for this test", folder)
        .split(report())
        .threshold("Youden on the validation part", threshold)
        .test(cases)
        .subgroups("sex", Subgroups.of(cases, Arrays.copyOf(sex, cases.size()), threshold))
        .use("lessons")
        .notFor("diagnosis", "triage")
        .limits("one kind of film only");
  }

  @Test
  void everySectionIsThereInOrder() {
    assertThat(card().markdown())
        .startsWith("# Model card: Air on films\n")
        .containsSubsequence(
            "## Model details",
            "| model | siamese network for 160 x 160 films, 323,761 weights |",
            "| epochs | 30 |",
            "| augment | Augment\\[crop=0.08, flip=false\\] |",
            "| seed | 1 |",
            "| trained | 2026-11-22 |",
            "| library | medimg",
            "## Intended use",
            "- lessons",
            "**It must not be used for:**",
            "- diagnosis\n- triage",
            "## Data",
            "- origin: films made for this test",
            "- 30 of 40 films say that they are synthetic",
            "## Split",
            "## Metrics on the test set",
            "## Subgroups",
            "## Limits",
            "- one kind of film only",
            "necessary, not sufficient");
    assertThat(card().toString()).isEqualTo(card().markdown());
  }

  @Test
  void thePartsHaveTheirFilmsPatientsAndPrevalence() {
    assertThat(card().markdown())
        .contains("|  | train | valid | test |\n|---|---|---|---|\n")
        .contains("| films | 20 | 8 | 12 |", "| different PatientID | 20 | 8 | 12 |")
        .contains("| label air | 5 (25 %) | 2 (25 %) | 3 (25 %) |");
  }

  @Test
  void theChecksOfTheSplitSayWhetherTheyPassed() {
    assertThat(card().markdown())
        .contains("By PatientID, stratified by label, seed 3. The checks passed.")
        .contains("| PatientID in two parts | 0 | passed |");
    SplitReport leak =
        new SplitReport(
            split,
            "PatientID",
            List.of(new SplitReport.Shared("PAT-1007", Map.of("train", 1, "test", 1))),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertThat(card().split(leak).markdown())
        .contains("The checks did **not** pass.")
        .contains("| PatientID in two parts | 1 | NOT passed |")
        .contains("| images that cannot be compared | 0 | none |")
        .doesNotContain("PAT-1007");
  }

  /** A row of the table of metrics, as the figure tells it. */
  private static String row(Metric figure, String counted) {
    return "| "
        + figure.name()
        + " | "
        + figure.brief()
        + " | "
        + counted
        + " | "
        + figure.interval().map(Interval::toString).orElse("none: " + figure.reason())
        + " |";
  }

  @Test
  void theMetricsAreThoseOfThePredictions() {
    Scores scores = test.at(THRESHOLD).scores();
    String both = "3 positive, 9 negative";
    assertThat(card().markdown())
        .contains("test set: 12 cases, 3 positive (.25)")
        .contains("threshold .4 (exactly 0.4), chosen by: Youden on the validation part")
        .contains("intervals take the cases as independent")
        .contains(
            String.format(
                Locale.ROOT,
                "there %d diseased are found (tp) and %d missed (fn), %d healthy are called"
                    + " negative (tn) and %d positive (fp)",
                test.at(THRESHOLD).tp(),
                test.at(THRESHOLD).fn(),
                test.at(THRESHOLD).tn(),
                test.at(THRESHOLD).fp()))
        .contains(row(test.auc(), both))
        .contains(row(scores.sensitivity(), scores.sensitivity().count() + " of 3"))
        .contains(row(scores.specificity(), scores.specificity().count() + " of 9"))
        .contains(row(scores.ppv(), scores.ppv().count() + " of " + scores.ppv().total()))
        .contains(row(scores.npv(), scores.npv().count() + " of " + scores.npv().total()))
        .contains(row(test.brier(), both))
        .contains(row(test.calibration(10).slope(), both));
  }

  @Test
  void whereNobodyIsCalledTheCardSaysSo() {
    String card = card(test, Double.POSITIVE_INFINITY).markdown();
    assertThat(card)
        .contains("| PPV | undefined | 0 of 0 | no case was called positive, 0/0 |")
        .contains("threshold Infinity: no case is called positive")
        .doesNotContain("NaN");
    Predictions healthy = Predictions.of(new int[] {0, 0, 0}, new double[] {.1, .2, .6});
    assertThat(card(healthy, THRESHOLD).markdown())
        .contains("| AUC | undefined | 0 positive, 3 negative | no positive cases |")
        .contains("the test part of the split has 12 films; 3 cases were judged")
        .doesNotContain("NaN");
  }

  @Test
  void wherePatientsRepeatIntervalsAreDrawnByPatient() {
    String[] patients = new String[test.size()];
    for (int i = 0; i < patients.length; i++) {
      patients[i] = "p" + i / 2;
    }
    Predictions repeated = test.withPatients(patients);
    String interval =
        new Bootstrap(2000, 1)
            .estimate(repeated, Predictions::brier)
            .interval()
            .orElseThrow()
            .toString();
    assertThat(interval).contains("bootstrap by patient, 2,000 draws");
    assertThat(card(repeated, THRESHOLD).markdown())
        .contains("patients repeat: intervals are bootstraps by patient, 2000 draws, seed 1")
        .contains("| Brier score | " + repeated.brier().brief() + " | 3 positive, 9 negative | ")
        .contains(interval);
  }

  @Test
  void anIntervalWithoutWidthIsNone() {
    Predictions apart = Predictions.of(new int[] {0, 0, 1, 1}, new double[] {.1, .2, .8, .9});
    assertThat(card(apart, THRESHOLD).markdown())
        .contains(
            "| AUC | 1 | 2 positive, 2 negative | none: without spread these cases say nothing"
                + " about others |");
  }

  @Test
  void eachGroupHasItsCountsAndIntervals() {
    Subgroups by = Subgroups.of(test, sex, THRESHOLD);
    Predictions women = by.group("F");
    Scores scores = women.at(THRESHOLD).scores();
    String specificity =
        scores.specificity().count()
            + "/"
            + scores.specificity().total()
            + " = "
            + scores.specificity().brief()
            + "; "
            + scores.specificity().wilson().toString().replace(" (Wilson)", " |");
    assertThat(card().markdown())
        .contains("| sex | F | 6 | " + (int) women.positives() + " | ")
        .contains(specificity);
    assertThatThrownBy(() -> card().subgroups("view", Subgroups.of(test, sex, .9)).markdown())
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "subgroups by view: they have 12 cases at a threshold of 0.9, the test set has 12 at"
                + " 0.4; make them of the same cases and threshold");
  }

  @Test
  void textsAreNoMarkdownAndKeepTheirCells() {
    String card =
        card()
            .model("a | b\nc", "made by <b>hand</b> for $5, *twice*")
            .limits("first\n# no heading", "p < .05")
            .markdown();
    assertThat(card)
        .contains("| model | a \\| b c |")
        .contains("| training | made by &lt;b>hand&lt;/b> for \\$5, \\*twice\\* |")
        .contains("- first \\# no heading\n- p &lt; .05\n");
    long cells = card.lines().filter(l -> l.startsWith("| model")).count();
    assertThat(cells).isEqualTo(1);
  }

  @Test
  void aTextWithAnIdentifierOrAPathIsRefused() {
    for (String text : List.of("the film of PAT-1003, for example", "(PAT-1003)")) {
      assertThatThrownBy(() -> card().limits(text).markdown())
          .isInstanceOf(DicomException.class)
          .hasMessageStartingWith("the model card would hold a patient's identifier");
    }
    Subgroups byPatient =
        Subgroups.of(test, split.test().stringColumn("PatientID").asObjectArray(), THRESHOLD);
    assertThatThrownBy(() -> card().subgroups("patient", byPatient).markdown())
        .hasMessageContaining("a patient's identifier");
    for (String text : List.of("films of /data/films", "~/films", "C:\\films", "\\\\server\\x")) {
      assertThatThrownBy(() -> card().data(text, folder).markdown())
          .as(text)
          .hasMessageStartingWith("the model card would hold a path of this machine");
    }
    assertThat(card().limits("PA and/or AP, 1/2 of them", "see https://doi.org/10.1/x").markdown())
        .contains("PA and/or AP, 1/2 of them", "https://doi.org/10.1/x")
        .doesNotContain(folder.toString());
  }

  @Test
  void aCardThatLacksAPartSaysWhichToCall() {
    ModelCard begun = ModelCard.of("x").use("lessons").limits("many");
    assertThatThrownBy(begun::markdown)
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "the model card is not complete: call model(..), date(..), data(..), split(..),"
                + " threshold(..), test(..), subgroups(..), notFor(..)");
    assertThat(begun)
        .hasToString(
            "the model card is not complete: call model(..), date(..),"
                + " data(..), split(..), threshold(..), test(..), subgroups(..), notFor(..)");
    Split plain = Split.by("PatientID").shares(split.table(), .5, .5);
    SplitReport noLabel =
        new SplitReport(plain, "PatientID", List.of(), List.of(), List.of(), List.of(), List.of());
    assertThatThrownBy(() -> begun.split(noLabel)).hasMessageContaining("stratified(\"label\")");
  }

  @Test
  void aCardIsWrittenWholeOrNotAtAll() throws IOException {
    Path file = folder.resolve("model_card.md");
    assertThat(card().write(file)).hasContent(card().markdown());
    Predictions noProbabilities = test.map(s -> 5 * s);
    assertThatThrownBy(() -> card(noProbabilities, THRESHOLD).write(file))
        .isInstanceOf(EvalException.class);
    assertThat(file).hasContent(card().markdown());
    assertThatThrownBy(() -> card().write(folder.resolve("none").resolve("card.md")))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("card.md: cannot be written: there is no folder");
    assertThatThrownBy(() -> card().write(folder)).hasMessageEndingWith("is a folder; name a file");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(f -> !f.toString().endsWith(".dcm"))).containsExactly(file);
    }
  }

  @Test
  void aFilmThatCannotBeReadIsCounted() throws IOException {
    Files.writeString(folder.resolve("0.dcm"), "no film");
    assertThat(card().markdown())
        .contains("29 of 40 films say that they are synthetic")
        .contains("; 1 cannot be read");
    for (int i = 0; i < FILMS; i++) {
      Files.write(folder.resolve(i + ".dcm"), TinyDicom.of("0008001CCS=YES", "00080060CS=CR"));
    }
    assertThat(card().markdown()).contains("- Every film is synthetic: no number here says how");
  }
}
