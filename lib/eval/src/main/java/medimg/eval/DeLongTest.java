package medimg.eval;

/**
 * Whether two models' areas under the ROC curve differ, on the same cases.
 *
 * @param first the first model's area
 * @param second the second's
 * @param difference first minus second, with its interval
 * @param standardError of the difference
 * @param z the difference in standard errors; undefined if both rank all cases alike
 * @param p the chance of at least such a difference if both were equal, two-sided
 * @see Comparison#delong
 */
public record DeLongTest(
    Auc first, Auc second, Estimate difference, double standardError, Estimate z, Estimate p) {
  @Override
  public String toString() {
    return String.join(
        "\n",
        "first " + first,
        "second " + second,
        difference.toString(),
        p.isDefined() ? "z " + z.brief() + ", p " + p.brief() : p.toString());
  }
}
