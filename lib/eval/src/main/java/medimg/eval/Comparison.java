package medimg.eval;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two models judged on the same cases, which is far sharper than two models on two sets.
 *
 * @param first one model's scores
 * @param second the other's, of the same cases in the same order
 */
public record Comparison(Predictions first, Predictions second) {
  /**
   * Checks the cases.
   *
   * @param first one model's scores
   * @param second the other's, of the same cases in the same order
   * @throws EvalException if they are not the same
   */
  public Comparison {
    requireSameCases(first, second);
  }

  static void requireSameCases(Predictions first, Predictions second) {
    if (!first.sameCases(second)) {
      throw new EvalException(
          "two models are compared on the same cases: truth, patients and weights of "
              + first
              + " and "
              + second
              + " differ");
    }
  }

  /**
   * DeLong's test of equal areas under the ROC curves. The covariance is that of both models'
   * placements (see {@link Auc}), case by case.
   *
   * @return both areas, their difference with its interval, z and p; z and p undefined if both
   *     models rank all cases alike
   * @throws EvalException if a class has fewer than two cases, or cases have weights
   * @see "E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Biometrics 44 (1988) 837; X. Sun, W.
   *     Xu, IEEE Signal Processing Letters 21 (2014) 1389"
   */
  public DeLongTest delong() {
    requireNoWeights("DeLong's test");
    Auc a = first.auc();
    Auc b = second.auc();
    if (a.variance().isEmpty()) {
      throw new EvalException("DeLong's test needs two cases of each class: there are " + first);
    }
    double[][] placed = {placements(first), placements(second)};
    double ofPositives = 0;
    double ofNegatives = 0;
    for (int i = 0; i < first.size(); i++) {
      double d = placed[0][i] - a.value() - (placed[1][i] - b.value());
      if (first.truth(i)) {
        ofPositives += d * d;
      } else {
        ofNegatives += d * d;
      }
    }
    double p = first.positives();
    double n = first.negatives();
    double se = Math.sqrt(ofPositives / (p - 1) / p + ofNegatives / (n - 1) / n);
    double difference = a.value() - b.value();
    if (se == 0) {
      String why = "both models rank all cases alike, 0/0";
      return new DeLongTest(
          a,
          b,
          new Estimate(
              "difference of AUC", OptionalDouble.of(difference), "", Optional.empty(), why),
          se,
          Estimate.undefined("z", why),
          Estimate.undefined("p", why));
    }
    double half = Interval.z(Interval.DEFAULT_LEVEL) * se;
    double z = difference / se;
    return new DeLongTest(
        a,
        b,
        Estimate.of(
            "difference of AUC",
            difference,
            "",
            new Interval(difference - half, difference + half, Interval.DEFAULT_LEVEL, "DeLong")),
        se,
        Estimate.of("z", z, "", "a test statistic has none"),
        Estimate.of("p", Interval.p(z), "", "a p-value has none"));
  }

  /** Each positive's share of negatives below it, each negative's of positives above it. */
  private static double[] placements(Predictions of) {
    ScoreCounts byScore = of.byScore();
    double[] ofPositive = new double[byScore.size()];
    double[] ofNegative = new double[byScore.size()];
    double below = 0;
    double above = byScore.positives();
    for (int i = 0; i < byScore.size(); i++) {
      above -= byScore.positive()[i];
      ofPositive[i] = (below + byScore.negative()[i] / 2) / byScore.negatives();
      ofNegative[i] = (above + byScore.positive()[i] / 2) / byScore.positives();
      below += byScore.negative()[i];
    }
    double[] placed = new double[of.size()];
    for (int i = 0; i < placed.length; i++) {
      placed[i] = (of.truth(i) ? ofPositive : ofNegative)[of.level(i)];
    }
    return placed;
  }

  private void requireNoWeights(String what) {
    if (first.isWeighted()) {
      throw new EvalException(what + " takes every case once: leave the weights out");
    }
  }

  /**
   * {@link #mcnemar(double, double)} at the same threshold for both.
   *
   * @param threshold scores at or above it are called positive, by either model
   * @return the four counts of the test
   */
  public McNemar mcnemar(double threshold) {
    return mcnemar(threshold, threshold);
  }

  /**
   * McNemar's test of equal accuracy: counts the cases that only one of the models calls rightly.
   *
   * @param ofFirst scores of the first model at or above it are called positive
   * @param ofSecond scores of the second model at or above it are called positive
   * @return the four counts of the test
   * @throws EvalException if cases have weights
   */
  public McNemar mcnemar(double ofFirst, double ofSecond) {
    requireNoWeights("McNemar's test");
    long[] counts = new long[4];
    for (int i = 0; i < first.size(); i++) {
      boolean a = first.score(i) >= ofFirst == first.truth(i);
      boolean b = second.score(i) >= ofSecond == second.truth(i);
      counts[(a ? 0 : 2) + (b ? 0 : 1)]++;
    }
    return new McNemar(counts[0], counts[1], counts[2], counts[3]);
  }
}
