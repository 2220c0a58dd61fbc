package medimg.learn;

import medimg.dicom.DicomException;
import medimg.eval.Predictions;
import medimg.table.Split;
import tech.tablesaw.api.StringColumn;

/** A way to learn from some rows what it then tells of others. */
public sealed interface Classifier permits NearestNeighbour, LogisticRegression {
  /** This classifier on these features; what does not depend on the split is computed once. */
  Scorer over(Features features);

  /**
   * Learns from the train part of a split and scores another part.
   *
   * @param features of all rows of the table that was split
   * @param split grouped by the patient and stratified first by the label
   * @param positive the label of the diseased: {@code Pneumothorax}; every other label is healthy
   * @param part {@code valid} or {@code test}; {@code train} shows how well it fits what it knows
   * @return the part's cases in their order, each with its patient
   * @throws DicomException if rows and features differ in number, the split names no label, a label
   *     is missing, or the train part lacks a class
   */
  default Predictions predictions(Features features, Split split, String positive, String part) {
    int rows = split.table().rowCount();
    if (features.size() != rows) {
      throw new DicomException(
          rows + " rows were split, but the features have " + features.size() + ": must be equal");
    }
    if (split.by().strata().isEmpty()) {
      throw new DicomException("the split needs the label: Split.by(..).stratified(\"label\")");
    }
    StringColumn label = split.table().column(split.by().strata().get(0)).asStringColumn();
    StringColumn patient = split.table().column(split.by().group()).asStringColumn();
    if (label.countMissing() > 0) {
      throw new DicomException(
          label.countMissing() + " rows without " + label.name() + ": drop what has none first");
    }
    boolean[] truth = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      truth[i] = positive.equals(label.get(i));
    }
    int[] judged = split.rows(part);
    double[] scores = over(features).scores(truth, split.rows("train"), judged);
    boolean[] known = new boolean[judged.length];
    String[] ids = new String[judged.length];
    for (int i = 0; i < judged.length; i++) {
      known[i] = truth[judged[i]];
      ids[i] = patient.get(judged[i]);
    }
    return Predictions.of(known, scores).withPatients(ids);
  }

  /** Learns and scores. */
  interface Scorer {
    /**
     * Learns from some rows and scores others.
     *
     * @param truth whether each row of the features is diseased
     * @param train the rows to learn from, with both classes
     * @param test the rows to score
     * @return the score of each test row, 0 to 1, higher for disease
     * @throws DicomException if the train rows lack a class
     */
    double[] scores(boolean[] truth, int[] train, int[] test);
  }
}
