package medimg.learn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import medimg.dicom.DicomException;
import medimg.eval.Bootstrap;
import medimg.eval.Estimate;
import medimg.eval.Predictions;
import medimg.table.Split;
import medimg.work.Parallel;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How much a split by file flatters: the AUC of one classifier in cross-validation by file, where a
 * patient's films may lie on both sides, and by patient, where they may not. Each repeat draws new
 * folds; every film is scored once a repeat by a classifier that has not seen it.
 *
 * <p>The AUC of a repeat pools the folds' scores. The spread of the repeats tells how much the lot
 * of the folds does; they share all films, so it is no interval for other patients: {@link
 * #difference} gives that, by drawing patients.
 *
 * @param what features and classifier
 * @param byFile the AUC of each repeat, split by file
 * @param byPatient the AUC of each repeat, split by patient
 * @param meanByFile each film's mean score over the repeats, split by file
 * @param meanByPatient the same, split by patient
 * @param repeated whether each film's patient has another film
 */
public record Leak(
    String what,
    double[] byFile,
    double[] byPatient,
    Predictions meanByFile,
    Predictions meanByPatient,
    boolean[] repeated) {
  /** Folds of each repeat. */
  public static final int FOLDS = 5;

  private static final int ROUNDS = 2000;

  /** Copies the areas. */
  public Leak {
    byFile = byFile.clone();
    byPatient = byPatient.clone();
    repeated = repeated.clone();
  }

  /**
   * Measures.
   *
   * @param by the split by patient; its first column is the label, its seed begins the repeats
   * @param films the table, its rows in the order of the features
   * @param positive the label of the diseased: {@code Pneumothorax}
   * @param repeats how often, 2 or more
   * @throws DicomException if the label has no such value, rows and features differ in number, or
   *     the split is not possible
   */
  public static Leak measure(
      Split.By by,
      Table films,
      String positive,
      Features features,
      Classifier classifier,
      int repeats) {
    if (by.strata().isEmpty()) {
      throw new DicomException("the split needs the label: Split.by(..).stratified(\"label\")");
    }
    if (features.size() != films.rowCount() || repeats < 2) {
      throw new DicomException(
          films.rowCount()
              + " films, "
              + features.size()
              + " rows of features, "
              + repeats
              + " repeats: as many features as films and 2 repeats or more are needed");
    }
    StringColumn labels = films.column(by.strata().get(0)).asStringColumn();
    if (labels.countMissing() > 0) {
      throw new DicomException(
          labels.countMissing()
              + (labels.countMissing() == 1 ? " film has no " : " films have no ")
              + labels.name()
              + ": drop first what has none");
    }
    boolean[] truth = new boolean[labels.size()];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = positive.equals(labels.get(i));
    }
    if (labels.countOccurrences(positive) == 0) {
      throw new DicomException("no " + labels.name() + " is " + positive + ": " + labels.unique());
    }
    Table numbered = films.copy();
    String row = "row number";
    int[] numbers = IntStream.range(0, truth.length).toArray();
    numbered.addColumns(IntColumn.create(row, numbers));
    Classifier.Scorer scorer = classifier.over(features);
    List<double[][]> scores =
        Parallel.map(
            IntStream.range(0, repeats).boxed().toList(),
            "Repeating the split",
            r -> {
              long seed = by.seed() + r;
              Split.By byFile = new Split.By(row, by.strata(), seed);
              return new double[][] {
                crossValidated(scorer, truth, byFile.folds(numbered, FOLDS)),
                crossValidated(scorer, truth, by.seed(seed).folds(numbered, FOLDS))
              };
            });
    String[] patients = films.column(by.group()).asStringColumn().asObjectArray();
    Predictions[] mean = new Predictions[2];
    double[][] areas = new double[2][repeats];
    for (int way = 0; way < 2; way++) {
      double[] sum = new double[truth.length];
      for (int r = 0; r < repeats; r++) {
        double[] s = scores.get(r)[way];
        areas[way][r] = Predictions.of(truth, s).auc().value();
        for (int i = 0; i < s.length; i++) {
          sum[i] += s[i] / repeats;
        }
      }
      mean[way] = Predictions.of(truth, sum).withPatients(patients);
    }
    Map<String, Integer> count = new HashMap<>();
    for (String p : patients) {
      count.merge(p, 1, Integer::sum);
    }
    boolean[] repeated = new boolean[patients.length];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = count.get(patients[i]) > 1;
    }
    return new Leak(
        features.name() + ", " + classifier, areas[0], areas[1], mean[0], mean[1], repeated);
  }

  private static double[] crossValidated(
      Classifier.Scorer scorer, boolean[] truth, List<Split> folds) {
    double[] all = new double[truth.length];
    for (Split fold : folds) {
      int[] test = fold.rows("test");
      double[] s = scorer.scores(truth, fold.rows("train"), test);
      for (int i = 0; i < test.length; i++) {
        all[test[i]] = s[i];
      }
    }
    return all;
  }

  /** How much higher the mean AUC of the repeats is by file. */
  public double flatters() {
    return mean(byFile) - mean(byPatient);
  }

  /** The share of the repeats in which the split by file gives the higher AUC. */
  public double higher() {
    return IntStream.range(0, byFile.length).filter(i -> byFile[i] > byPatient[i]).count()
        / (double) byFile.length;
  }

  /**
   * The difference of the AUCs of the films' mean scores, by file less by patient, with an interval
   * from {@value #ROUNDS} draws of patients.
   */
  public Estimate difference() {
    return new Bootstrap(ROUNDS, 1).difference(meanByFile, meanByPatient, Predictions::auc);
  }

  /**
   * The same for the films of patients who have several: only there a patient can be recognised.
   *
   * @throws DicomException if no patient has several films
   */
  public Estimate differenceOnRepeats() {
    if (meanByFile.where(repeated).size() == 0) {
      throw new DicomException("no patient has several films: not measurable here");
    }
    return new Bootstrap(ROUNDS, 1)
        .difference(meanByFile.where(repeated), meanByPatient.where(repeated), Predictions::auc);
  }

  /** A row for each way to split: mean, and the range of 95 % of the repeats. */
  public Table table() {
    StringColumn split = StringColumn.create("split", "by file", "by patient", "difference");
    double[] difference = new double[byFile.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = byFile[i] - byPatient[i];
    }
    DoubleColumn mean = DoubleColumn.create("mean AUC");
    DoubleColumn low = DoubleColumn.create("2.5 %");
    DoubleColumn high = DoubleColumn.create("97.5 %");
    for (double[] areas : List.of(byFile, byPatient, difference)) {
      mean.append(round(mean(areas)));
      low.append(round(quantile(areas, .025)));
      high.append(round(quantile(areas, .975)));
    }
    return Table.create(what + ", " + byFile.length + " repeats", split, mean, low, high);
  }

  private static double round(double v) {
    return Math.round(1000 * v) / 1000.0;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /** The means, their difference, and how often the split by file is the higher one. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %d repeats of %d folds: mean AUC %.3f by file, %.3f by patient;"
            + " by file is %+.3f (higher in %.0f %% of the repeats)%n%s",
        what,
        byFile.length,
        FOLDS,
        mean(byFile),
        mean(byPatient),
        flatters(),
        100 * higher(),
        difference());
  }

  /** A copy. */
  @Override
  public double[] byFile() {
    return byFile.clone();
  }

  /** A copy. */
  @Override
  public double[] byPatient() {
    return byPatient.clone();
  }

  /** A copy. */
  @Override
  public boolean[] repeated() {
    return repeated.clone();
  }

  /** Equal when the content is. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Leak that
        && Objects.equals(what, that.what)
        && Arrays.equals(byFile, that.byFile)
        && Arrays.equals(byPatient, that.byPatient)
        && Objects.equals(meanByFile, that.meanByFile)
        && Objects.equals(meanByPatient, that.meanByPatient)
        && Arrays.equals(repeated, that.repeated);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        what,
        Arrays.hashCode(byFile),
        Arrays.hashCode(byPatient),
        meanByFile,
        meanByPatient,
        Arrays.hashCode(repeated));
  }
}
