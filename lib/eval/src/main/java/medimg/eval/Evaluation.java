package medimg.eval;

/**
 * All metrics of a set of cases at one threshold, with their intervals.
 *
 * @param cases truth and probabilities
 * @param threshold scores at or above it are called positive
 */
public record Evaluation(Predictions cases, double threshold) {
  /**
   * Checks the scores.
   *
   * @param cases truth and probabilities
   * @param threshold scores at or above it are called positive
   * @throws EvalException if a score is no probability, the threshold is NaN, or weights are not
   *     whole
   */
  public Evaluation {
    cases.requireProbabilities("an evaluation");
    cases.at(threshold);
  }

  /** {@return the counts at the threshold} */
  public Confusion confusion() {
    return cases.at(threshold);
  }

  /** {@return the rates at the threshold} */
  public Scores scores() {
    return confusion().scores();
  }

  /** {@return the calibration in ten bins of equal width, with slope and intercept} */
  public Calibration calibration() {
    return cases.calibration(10);
  }

  @Override
  public String toString() {
    String repeats =
        cases.patientCount().filter(n -> n < cases.size()).isPresent()
            ? "\nintervals take cases as independent, but patients repeat: see Bootstrap"
            : "";
    Calibration calibration = calibration();
    return String.join(
        "\n",
        cases + ", threshold " + TextFormat.number(threshold) + repeats,
        confusion().toString(),
        scores().toString(),
        cases.auc().toString(),
        cases.averagePrecision().toString(),
        cases.brier().toString(),
        cases.logLoss().toString(),
        calibration.slope().toString(),
        calibration.intercept().toString(),
        calibration.inTheLarge().toString(),
        calibration.ece().toString());
  }
}
