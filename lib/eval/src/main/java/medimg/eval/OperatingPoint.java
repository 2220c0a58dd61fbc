package medimg.eval;

/**
 * A threshold with what it yields. Chosen on one set (validation), it is judged on another (test):
 * its metrics on the set it was chosen on flatter.
 *
 * @param rule how it was chosen: {@code Youden}
 * @param threshold scores at or above it are called positive; infinite if no case is
 * @param confusion the counts there
 */
public record OperatingPoint(String rule, double threshold, Confusion confusion) {
  /**
   * Checks the threshold.
   *
   * @param rule how it was chosen: {@code Youden}
   * @param threshold scores at or above it are called positive; infinite if no case is
   * @param confusion the counts there
   * @throws EvalException if it is NaN
   */
  public OperatingPoint {
    if (Double.isNaN(threshold)) {
      throw new EvalException("threshold is NaN, must be a number");
    }
  }

  /** {@return all metrics at this threshold} */
  public Scores scores() {
    return confusion.scores();
  }

  @Override
  public String toString() {
    return rule
        + ": "
        + (Double.isInfinite(threshold)
            ? "no case is called positive"
            : "threshold " + TextFormat.number(threshold))
        + "\n"
        + scores().sensitivity()
        + "\n"
        + scores().specificity();
  }
}
