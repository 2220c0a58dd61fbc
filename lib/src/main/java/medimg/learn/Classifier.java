package medimg.learn;

/** A way to learn from some rows what it then tells of others. */
public sealed interface Classifier permits NearestNeighbour, LogisticRegression {
  /** This classifier on these features; what does not depend on the split is computed once. */
  Scorer over(Features features);

  /** Learns and scores. */
  interface Scorer {
    /**
     * Learns from some rows and scores others.
     *
     * @param truth whether each row of the features is diseased
     * @param train the rows to learn from, with both classes
     * @param test the rows to score
     * @return the score of each test row, 0 to 1, higher for disease
     * @throws medimg.dicom.DicomException if the train rows lack a class
     */
    double[] scores(boolean[] truth, int[] train, int[] test);
  }
}
