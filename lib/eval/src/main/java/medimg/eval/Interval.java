package medimg.eval;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A two-sided confidence interval.
 *
 * @param low lower end
 * @param high upper end, at least {@code low}
 * @param level the share of such intervals that hold the true value, 0 to 1: usually .95
 * @param method the name of its formula: {@code Wilson}
 */
public record Interval(double low, double high, double level, String method) {
  /** The level where none is named. */
  public static final double DEFAULT_LEVEL = .95;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /**
   * Checks the ends and the level.
   *
   * @param low lower end
   * @param high upper end, at least {@code low}
   * @param level the share of such intervals that hold the true value, 0 to 1: usually .95
   * @param method the name of its formula: {@code Wilson}
   * @throws EvalException if they are no interval
   */
  public Interval {
    if (!(low <= high)) {
      throw new EvalException("interval from " + low + " to " + high + ": low must be <= high");
    }
    requireLevel(level);
  }

  /** {@return {@code high - low}} */
  public double width() {
    return high - low;
  }

  /**
   * Whether a value lies inside; both ends do.
   *
   * @param value any number
   * @return whether it is neither below the lower end nor above the upper
   */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** {@code 95 % .05 to .36 (Wilson)}. */
  @Override
  public String toString() {
    int decimals = TextFormat.decimals(width());
    return TextFormat.number(100 * level)
        + " % "
        + TextFormat.fixed(low, decimals)
        + " to "
        + TextFormat.fixed(high, decimals)
        + " ("
        + method
        + ")";
  }

  /** The standard normal's quantile {@code 1 - (1 - level) / 2}: 1.96 for .95. */
  static double z(double level) {
    requireLevel(level);
    return NORMAL.inverseSurvivalProbability((1 - level) / 2);
  }

  /** The two-sided p-value of a standard normal z. */
  static double p(double z) {
    return Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(z)));
  }

  static void requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new EvalException("level of an interval is " + level + ", must be between 0 and 1");
    }
  }
}
