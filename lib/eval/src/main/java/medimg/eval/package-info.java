/**
 * What the numbers of a classifier that says yes or no are worth: rates with intervals, curves,
 * calibration, thresholds, comparisons.
 *
 * <p>Main type: {@link medimg.eval.Predictions}, the truth and the scores of a set of cases; counts
 * without scores begin at {@link medimg.eval.Confusion}. Every number is a {@link
 * medimg.eval.Metric}: it names its counts and its interval, or says why it is undefined. Uses the
 * JDK and Commons Statistics (quantiles and tail probabilities); knows nothing of images, tables or
 * charts.
 *
 * <p>Rules: a case is called positive if its score is at or above the threshold; positive means
 * diseased; intervals are two-sided, of 95 % where nothing else is said. Intervals by formula take
 * cases as independent; with several images of a patient use {@link medimg.eval.Bootstrap}.
 */
package medimg.eval;
