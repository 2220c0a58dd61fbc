package medimg.eval;

import java.util.List;
import java.util.Locale;

/**
 * The four counts of a test against the truth, in the order tn, fp, fn, tp everywhere.
 *
 * @param tn true negatives: healthy and called negative
 * @param fp false positives: healthy but called positive
 * @param fn false negatives: diseased but called negative
 * @param tp true positives: diseased and called positive
 */
public record Confusion(long tn, long fp, long fn, long tp) {
  /**
   * Checks the counts.
   *
   * @param tn true negatives: healthy and called negative
   * @param fp false positives: healthy but called positive
   * @param fn false negatives: diseased but called negative
   * @param tp true positives: diseased and called positive
   * @throws EvalException if one is negative
   */
  public Confusion {
    if (tn < 0 || fp < 0 || fn < 0 || tp < 0) {
      throw new EvalException(
          String.format(
              Locale.ROOT,
              "confusion tn %d, fp %d, fn %d, tp %d: counts must not be negative",
              tn,
              fp,
              fn,
              tp));
    }
  }

  /**
   * Counts calls against the truth.
   *
   * @param truth whether each case is diseased
   * @param called whether each case was called positive
   * @return the four counts
   * @throws EvalException if the lengths differ
   */
  public static Confusion of(boolean[] truth, boolean[] called) {
    Predictions.requireLength("calls", called.length, truth.length);
    long[] counts = new long[4];
    for (int i = 0; i < truth.length; i++) {
      counts[(truth[i] ? 2 : 0) + (called[i] ? 1 : 0)]++;
    }
    return new Confusion(counts[0], counts[1], counts[2], counts[3]);
  }

  /**
   * Counts scores against the truth; a case is called positive if its score is at or above the
   * threshold.
   *
   * @param truth whether each case is diseased
   * @param scores each case's score, as many
   * @param threshold scores at or above it are called positive
   * @return the four counts
   * @throws EvalException if the lengths differ or a score or the threshold is NaN
   */
  public static Confusion of(boolean[] truth, double[] scores, double threshold) {
    return Predictions.of(truth, scores).at(threshold);
  }

  /** {@return the diseased cases, {@code fn + tp}} */
  public long positives() {
    return fn + tp;
  }

  /** {@return the healthy cases, {@code tn + fp}} */
  public long negatives() {
    return tn + fp;
  }

  /** {@return all cases} */
  public long cases() {
    return tn + fp + fn + tp;
  }

  /** {@return sensitivity, specificity and all other metrics of these counts} */
  public Scores scores() {
    return new Scores(this);
  }

  /**
   * Precision, recall and F1 of both classes, with their means.
   *
   * @param negative name of the healthy
   * @param positive name of the diseased
   * @return the report, the healthy first
   */
  public ClassificationReport report(String negative, String positive) {
    return new MulticlassConfusion(List.of(negative, positive), new long[][] {{tn, fp}, {fn, tp}})
        .report();
  }

  /**
   * The sum of two sets' counts, for example of two folds.
   *
   * @param other the other set's counts
   * @return the sum, count by count
   */
  public Confusion plus(Confusion other) {
    return new Confusion(tn + other.tn, fp + other.fp, fn + other.fn, tp + other.tp);
  }

  @Override
  public String toString() {
    return TextFormat.table(
        List.of(
            List.of("", "called negative", "called positive"),
            List.of("truly negative", "tn " + TextFormat.count(tn), "fp " + TextFormat.count(fp)),
            List.of("truly positive", "fn " + TextFormat.count(fn), "tp " + TextFormat.count(tp))));
  }
}
