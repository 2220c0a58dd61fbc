package medimg.eval;

import java.util.Arrays;

/**
 * Cases counted by score: all that curves, areas and losses need. Its arrays are not copied, as
 * loops read them; nothing outside of this package sees them.
 *
 * @param score the different scores, ascending
 * @param positive positive cases of each score
 * @param negative negative cases of each score
 * @param positives all positive cases
 * @param negatives all negative cases
 * @param whole whether all counts are whole numbers, as without weights
 */
record ScoreCounts(
    double[] score,
    double[] positive,
    double[] negative,
    double positives,
    double negatives,
    boolean whole) {

  static ScoreCounts of(double[] levels, int[] level, boolean[] truth, double[] weight) {
    double[] positive = new double[levels.length];
    double[] negative = new double[levels.length];
    boolean whole = true;
    for (int i = 0; i < level.length; i++) {
      double w = weight == null ? 1 : weight[i];
      (truth[i] ? positive : negative)[level[i]] += w;
      whole &= w == Math.rint(w);
    }
    return new ScoreCounts(levels, positive, negative, sum(positive), sum(negative), whole);
  }

  /** The different values, ascending. */
  static double[] levels(double[] scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    int n = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[n++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, n);
  }

  static double sum(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum;
  }

  int size() {
    return score.length;
  }

  double cases() {
    return positives + negatives;
  }

  /** What the metrics were counted from, as a text. */
  String basis() {
    return TextFormat.count(positives) + " positive, " + TextFormat.count(negatives) + " negative";
  }

  /**
   * Why a class is missing; empty if both are there.
   *
   * @return {@code no cases}, {@code no positive cases}, {@code no negative cases} or an empty text
   */
  String missing() {
    return cases() == 0
        ? "no cases"
        : positives == 0 ? "no positive cases" : negatives == 0 ? "no negative cases" : "";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScoreCounts c
        && Arrays.equals(score, c.score)
        && Arrays.equals(positive, c.positive)
        && Arrays.equals(negative, c.negative);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(score) + Arrays.hashCode(positive))
        + Arrays.hashCode(negative);
  }

  /** Index of the lowest score that is at or above a threshold. */
  int from(double threshold) {
    int i = Arrays.binarySearch(score, threshold);
    return i < 0 ? -i - 1 : i;
  }
}
