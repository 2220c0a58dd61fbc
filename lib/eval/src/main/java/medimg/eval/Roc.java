package medimg.eval;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/**
 * The ROC curve: sensitivity against false positive rate ({@code 1 - specificity}) over all
 * thresholds. Point 0 has the threshold infinity and calls no case positive; then each different
 * score, descending, is a threshold; the last calls all cases positive.
 *
 * <p>Immutable; equal to another curve of the same points.
 *
 * @see "C. E. Metz, Seminars in Nuclear Medicine 8 (1978) 283"
 */
public final class Roc {
  private final double[] threshold;
  private final double[] tp;
  private final double[] fp;
  private final ScoreCounts byScore;

  private Roc(double[] threshold, double[] tp, double[] fp, ScoreCounts byScore) {
    this.threshold = threshold;
    this.tp = tp;
    this.fp = fp;
    this.byScore = byScore;
  }

  static Roc of(ScoreCounts byScore) {
    int n = byScore.size();
    double[] threshold = new double[n + 1];
    double[] tp = new double[n + 1];
    double[] fp = new double[n + 1];
    threshold[0] = Double.POSITIVE_INFINITY;
    for (int i = 1; i <= n; i++) {
      threshold[i] = byScore.score()[n - i];
      tp[i] = tp[i - 1] + byScore.positive()[n - i];
      fp[i] = fp[i - 1] + byScore.negative()[n - i];
    }
    return new Roc(threshold, tp, fp, byScore);
  }

  /** {@return how many points the curve has} */
  public int size() {
    return threshold.length;
  }

  /** {@return the thresholds of the points, descending from infinity} */
  public double[] thresholds() {
    return threshold.clone();
  }

  /** {@return the sensitivities of the points, ascending from 0 to 1} */
  public double[] sensitivities() {
    return Arrays.stream(tp).map(v -> v / byScore.positives()).toArray();
  }

  /** {@return the false positive rates of the points, ascending from 0 to 1} */
  public double[] falsePositiveRates() {
    return Arrays.stream(fp).map(v -> v / byScore.negatives()).toArray();
  }

  /** {@return the area under this curve, with DeLong's interval} */
  public Auc auc() {
    return Auc.of(byScore.positive(), byScore.negative(), byScore.whole());
  }

  /**
   * A curve with fewer points and the same line: points in the middle of equal steps are left out,
   * as scikit-learn does (drop_intermediate).
   *
   * @return the thinner curve, of the same area
   */
  public Roc corners() {
    int n = threshold.length;
    int[] kept = new int[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      // Point 0 is an addition: steps are compared between scores only.
      boolean corner =
          i <= 1
              || i == n - 1
              || tp[i + 1] - tp[i] != tp[i] - tp[i - 1]
              || fp[i + 1] - fp[i] != fp[i] - fp[i - 1];
      if (corner) {
        kept[count++] = i;
      }
    }
    int[] of = Arrays.copyOf(kept, count);
    return new Roc(pick(threshold, of), pick(tp, of), pick(fp, of), byScore);
  }

  private static double[] pick(double[] values, int[] index) {
    return Arrays.stream(index).mapToDouble(i -> values[i]).toArray();
  }

  /**
   * The counts at a point.
   *
   * @param point its index, from 0
   * @return the four counts
   * @throws EvalException if there is no such point, or weights are not whole
   */
  public Confusion confusion(int point) {
    if (point < 0 || point >= size()) {
      throw new EvalException("point " + point + ": must be from 0 to " + (size() - 1));
    }
    if (!byScore.whole()) {
      throw new EvalException("a confusion matrix counts cases: weights must be whole numbers");
    }
    return new Confusion(
        (long) (byScore.negatives() - fp[point]),
        (long) fp[point],
        (long) (byScore.positives() - tp[point]),
        (long) tp[point]);
  }

  /**
   * The highest sensitivity whose false positive rate is at most the one given.
   *
   * @param falsePositiveRate the most that is allowed, 0 to 1
   * @return the sensitivity, 0 to 1
   * @throws EvalException if the rate given is not between 0 and 1
   */
  public double sensitivityAt(double falsePositiveRate) {
    if (!(falsePositiveRate >= 0 && falsePositiveRate <= 1)) {
      throw new EvalException(
          "false positive rate is " + falsePositiveRate + ", must be between 0 and 1");
    }
    double best = 0;
    for (int i = 0; i < tp.length && fp[i] <= falsePositiveRate * byScore.negatives(); i++) {
      best = tp[i];
    }
    return best / byScore.positives();
  }

  /**
   * The threshold of the largest {@code sensitivity + specificity - 1}; of equals the highest one.
   *
   * @return the threshold with its counts
   * @see "W. J. Youden, Cancer 3 (1950) 32"
   */
  public OperatingPoint youden() {
    return best("Youden", (t, f) -> t * byScore.negatives() - f * byScore.positives());
  }

  /**
   * The highest threshold that reaches a sensitivity.
   *
   * @param wanted the least sensitivity, above 0 and at most 1
   * @return the threshold with its counts
   * @throws EvalException if it is not above 0 and at most 1
   */
  public OperatingPoint atSensitivity(double wanted) {
    requireShare("sensitivity", wanted);
    int i = 0;
    while (tp[i] < wanted * byScore.positives() * (1 - 1e-12)) {
      i++;
    }
    return point("sensitivity of at least " + TextFormat.number(wanted), i);
  }

  /**
   * The lowest threshold that reaches a specificity.
   *
   * @param wanted the least specificity, above 0 and at most 1
   * @return the threshold with its counts
   * @throws EvalException if it is not above 0 and at most 1
   */
  public OperatingPoint atSpecificity(double wanted) {
    requireShare("specificity", wanted);
    int i = size() - 1;
    while (byScore.negatives() - fp[i] < wanted * byScore.negatives() * (1 - 1e-12)) {
      i--;
    }
    return point("specificity of at least " + TextFormat.number(wanted), i);
  }

  private static void requireShare(String name, double wanted) {
    if (!(wanted > 0 && wanted <= 1)) {
      throw new EvalException("wanted " + name + " is " + wanted + ", must be above 0, at most 1");
    }
  }

  /**
   * The threshold of the smallest cost at this set's prevalence, {@code fn cost + fp cost}; of
   * equals the highest one.
   *
   * @param falseNegative what a missed case costs, in any unit
   * @param falsePositive what a false alarm costs, in the same unit
   * @return the threshold with its counts
   * @throws EvalException if one is not above 0
   */
  public OperatingPoint cheapest(double falseNegative, double falsePositive) {
    return cheapest(falseNegative, falsePositive, byScore.positives() / byScore.cases());
  }

  /**
   * The threshold of the smallest cost at another prevalence: {@code (1 - se) pi cost(fn) + (1 -
   * sp) (1 - pi) cost(fp)}.
   *
   * @param falseNegative what a missed case costs, in any unit
   * @param falsePositive what a false alarm costs, in the same unit
   * @param prevalence share of the diseased, above 0 and below 1, where it is used
   * @return the threshold with this set's counts
   * @throws EvalException if a cost is not above 0, or the prevalence not between 0 and 1
   * @see "C. E. Metz, Seminars in Nuclear Medicine 8 (1978) 283"
   */
  public OperatingPoint cheapest(double falseNegative, double falsePositive, double prevalence) {
    Scores.requirePrevalence(prevalence);
    if (!(falseNegative > 0 && falsePositive > 0)) {
      throw new EvalException(
          "costs are " + falseNegative + " and " + falsePositive + ", must be above 0");
    }
    double missed = falseNegative * prevalence / byScore.positives();
    double alarm = falsePositive * (1 - prevalence) / byScore.negatives();
    return best(
        "cost "
            + TextFormat.number(falseNegative)
            + " a miss, "
            + TextFormat.number(falsePositive)
            + " a false alarm",
        (t, f) -> t * missed - f * alarm);
  }

  private OperatingPoint best(String rule, DoubleBinaryOperator gain) {
    int best = 0;
    double most = gain.applyAsDouble(tp[0], fp[0]);
    for (int i = 1; i < size(); i++) {
      double g = gain.applyAsDouble(tp[i], fp[i]);
      if (g > most) {
        best = i;
        most = g;
      }
    }
    return point(rule, best);
  }

  private OperatingPoint point(String rule, int i) {
    return new OperatingPoint(rule, threshold[i], confusion(i));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Roc r
        && Arrays.equals(threshold, r.threshold)
        && Arrays.equals(tp, r.tp)
        && Arrays.equals(fp, r.fp)
        && byScore.equals(r.byScore);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(threshold) + byScore.hashCode();
  }

  @Override
  public String toString() {
    return "ROC curve of " + TextFormat.count(size()) + " points: " + auc();
  }
}
