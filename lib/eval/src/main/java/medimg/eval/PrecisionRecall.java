package medimg.eval;

import java.util.Arrays;

/**
 * The precision-recall curve. Each different score, ascending, is a threshold; a last point without
 * threshold has precision 1 and recall 0, as in scikit-learn.
 *
 * <p>Immutable; equal to another curve of the same points.
 *
 * @see "J. Davis, M. Goadrich, ICML (2006) 233"
 */
public final class PrecisionRecall {
  private final double[] threshold;
  private final double[] precision;
  private final double[] recall;
  private final double prevalence;

  private PrecisionRecall(
      double[] threshold, double[] precision, double[] recall, double prevalence) {
    this.threshold = threshold;
    this.precision = precision;
    this.recall = recall;
    this.prevalence = prevalence;
  }

  static PrecisionRecall of(ScoreCounts byScore) {
    // Highest scores without any weight leave nothing to divide by.
    int n = byScore.size();
    while (byScore.positive()[n - 1] + byScore.negative()[n - 1] == 0) {
      n--;
    }
    double[] threshold = Arrays.copyOf(byScore.score(), n);
    double[] precision = new double[n + 1];
    double[] recall = new double[n + 1];
    precision[n] = 1;
    double tp = 0;
    double fp = 0;
    for (int i = n - 1; i >= 0; i--) {
      tp += byScore.positive()[i];
      fp += byScore.negative()[i];
      precision[i] = tp / (tp + fp);
      recall[i] = tp / byScore.positives();
    }
    return new PrecisionRecall(threshold, precision, recall, byScore.positives() / byScore.cases());
  }

  /** {@return the thresholds, ascending; one fewer than points} */
  public double[] thresholds() {
    return threshold.clone();
  }

  /** {@return the precision (PPV) of each point} */
  public double[] precisions() {
    return precision.clone();
  }

  /** {@return the recall (sensitivity) of each point, descending from 1 to 0} */
  public double[] recalls() {
    return recall.clone();
  }

  /** {@return the precision of a useless model: the share of positive cases} */
  public double baseline() {
    return prevalence;
  }

  /**
   * The area by trapezoids. It is too large where the curve jumps, as lines between its points are
   * not reachable; {@link Predictions#averagePrecision} does not interpolate.
   *
   * @return the area, 0 to 1
   */
  public double trapezoid() {
    double area = 0;
    for (int i = 0; i < threshold.length; i++) {
      area += (recall[i] - recall[i + 1]) * (precision[i] + precision[i + 1]) / 2;
    }
    return area;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PrecisionRecall p
        && Arrays.equals(threshold, p.threshold)
        && Arrays.equals(precision, p.precision)
        && Arrays.equals(recall, p.recall)
        && Double.compare(prevalence, p.prevalence) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(threshold) + Arrays.hashCode(precision))
        + Arrays.hashCode(recall);
  }

  @Override
  public String toString() {
    return "precision-recall curve of "
        + TextFormat.count(precision.length)
        + " points, baseline "
        + TextFormat.number(prevalence);
  }
}
