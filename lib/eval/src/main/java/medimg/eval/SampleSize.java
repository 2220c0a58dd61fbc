package medimg.eval;

import java.util.function.LongToDoubleFunction;

/**
 * How many cases an interval of a wanted width needs.
 *
 * @param metric what is to be known: {@code sensitivity .8}
 * @param width largest width of its 95 % interval
 * @param needed how many of the cases that the metric is about
 * @param kind who they are: {@code positive cases}
 * @param cases how many cases altogether, at the prevalence given
 */
public record SampleSize(String metric, double width, long needed, String kind, long cases) {
  private static final long MOST = 1L << 50;

  /**
   * Cases for any rate of them all, for example accuracy. The width is that of Wilson's interval at
   * the expected value.
   *
   * @param expected the rate that is expected, 0 to 1; .5 is the worst
   * @param width largest width of the 95 % interval, between 0 and 1
   * @return the plan
   * @throws EvalException if one is outside
   */
  public static SampleSize forRate(double expected, double width) {
    long n = forRate("rate", expected, width);
    return new SampleSize("rate " + TextFormat.number(expected), width, n, "cases", n);
  }

  /**
   * Cases for a sensitivity, of which only the positive count.
   *
   * @param expected the sensitivity that is expected, 0 to 1
   * @param width largest width of the 95 % interval, between 0 and 1
   * @param prevalence share of positive cases, between 0 and 1
   * @return the plan
   * @throws EvalException if an argument is outside
   */
  public static SampleSize forSensitivity(double expected, double width, double prevalence) {
    Scores.requirePrevalence(prevalence);
    long n = forRate("sensitivity", expected, width);
    return new SampleSize(
        "sensitivity " + TextFormat.number(expected),
        width,
        n,
        "positive cases",
        up(n / prevalence));
  }

  /**
   * Cases for a specificity, of which only the negative count; see {@link #forSensitivity}.
   *
   * @param expected the specificity that is expected, 0 to 1
   * @param width largest width of the 95 % interval, between 0 and 1
   * @param prevalence share of positive cases, between 0 and 1
   * @return the plan
   */
  public static SampleSize forSpecificity(double expected, double width, double prevalence) {
    Scores.requirePrevalence(prevalence);
    long n = forRate("specificity", expected, width);
    return new SampleSize(
        "specificity " + TextFormat.number(expected),
        width,
        n,
        "negative cases",
        up(n / (1 - prevalence)));
  }

  /**
   * Cases for an AUC, by Hanley and McNeil's standard error (exponential scores).
   *
   * @param expected the AUC that is expected, from .5 to below 1
   * @param width largest width of the 95 % interval, between 0 and 1
   * @param prevalence share of positive cases, between 0 and 1
   * @return the plan
   * @throws EvalException if an argument is outside
   * @see "J. A. Hanley, B. J. McNeil, Radiology 143 (1982) 29"
   */
  public static SampleSize forAuc(double expected, double width, double prevalence) {
    Scores.requirePrevalence(prevalence);
    requireWidth(width);
    if (!(expected >= .5 && expected < 1)) {
      throw new EvalException("expected AUC is " + expected + ", must be from .5 to below 1");
    }
    double z = Interval.z(Interval.DEFAULT_LEVEL);
    long n =
        least(
            width,
            cases -> {
              double p = Math.max(1, cases * prevalence);
              double q = Math.max(1, cases * (1 - prevalence));
              return 2 * z * hanleyMcNeil(expected, p, q);
            });
    return new SampleSize(
        "AUC " + TextFormat.number(expected), width, up(n * prevalence), "positive cases", n);
  }

  /** Standard error of an AUC with that many cases of each class. */
  static double hanleyMcNeil(double auc, double positives, double negatives) {
    double a2 = auc * auc;
    double q1 = auc / (2 - auc) - a2;
    double q2 = 2 * a2 / (1 + auc) - a2;
    return Math.sqrt(
        (auc * (1 - auc) + (positives - 1) * q1 + (negatives - 1) * q2) / (positives * negatives));
  }

  private static long forRate(String name, double expected, double width) {
    requireWidth(width);
    if (!(expected >= 0 && expected <= 1)) {
      throw new EvalException("expected " + name + " is " + expected + ", must be from 0 to 1");
    }
    return least(width, n -> Rate.wilson(n * expected, n, Interval.DEFAULT_LEVEL).width());
  }

  private static void requireWidth(double width) {
    if (!(width >= 1e-6 && width < 1)) {
      throw new EvalException(
          "width of the interval is " + width + ", must be from .000001 to below 1");
    }
  }

  /** The least number whose interval is narrow enough; widths fall as numbers grow. */
  private static long least(double width, LongToDoubleFunction widthOf) {
    long low = 0;
    long high = 1;
    while (high < MOST && widthOf.applyAsDouble(high) > width) {
      low = high;
      high *= 2;
    }
    while (high - low > 1) {
      long middle = (low + high) / 2;
      if (widthOf.applyAsDouble(middle) > width) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static long up(double n) {
    return (long) Math.ceil(n - 1e-9);
  }

  /** {@code sensitivity .8 with an interval of .1: 246 positive cases, 820 cases in all}. */
  @Override
  public String toString() {
    return metric
        + " with a 95 % interval of "
        + TextFormat.number(width)
        + " at most: "
        + TextFormat.count(needed)
        + " "
        + kind
        + (kind.equals("cases") ? "" : ", " + TextFormat.count(cases) + " cases in all");
  }
}
