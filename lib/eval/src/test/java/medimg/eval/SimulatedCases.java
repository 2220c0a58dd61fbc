package medimg.eval;

import java.util.Random;

/** Made-up cases of known truth. */
final class SimulatedCases {
  private SimulatedCases() {}

  /** Positive cases score {@code N(separation, 1)}, negative ones {@code N(0, 1)}. */
  static Predictions binormal(Random random, int positives, int negatives, double separation) {
    boolean[] truth = new boolean[positives + negatives];
    double[] scores = new double[truth.length];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = i < positives;
      scores[i] = random.nextGaussian() + (truth[i] ? separation : 0);
    }
    return Predictions.of(truth, scores);
  }

  /** Independent cases with right probabilities: diseased with the chance that the score says. */
  static Predictions calibrated(Random random, int cases) {
    boolean[] truth = new boolean[cases];
    double[] scores = new double[cases];
    for (int i = 0; i < cases; i++) {
      scores[i] = Logistic.expit(-1 + 1.5 * random.nextGaussian());
      truth[i] = random.nextDouble() < scores[i];
    }
    return Predictions.of(truth, scores);
  }

  /** A count of hits. */
  static int binomial(Random random, int n, double p) {
    int k = 0;
    for (int i = 0; i < n; i++) {
      k += random.nextDouble() < p ? 1 : 0;
    }
    return k;
  }
}
