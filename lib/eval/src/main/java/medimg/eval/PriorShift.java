package medimg.eval;

import java.util.Arrays;

/**
 * Probabilities of a model that learnt at one prevalence, corrected for another: the odds are
 * multiplied by {@code (to / (1 - to)) / (from / (1 - from))}. Exact if only the prevalence
 * differs, not the look of the diseased and the healthy. The order of scores, and with it the AUC,
 * stays.
 *
 * @param from prevalence that the model learnt with, between 0 and 1; .5 after balancing classes
 * @param to prevalence where it is used
 * @see "M. Saerens, P. Latinne, C. Decaestecker, Neural Computation 14 (2002) 21; C. Elkan, IJCAI
 *     (2001) 973"
 */
public record PriorShift(double from, double to) {
  private static final int STEPS = 10_000;

  /**
   * Checks the prevalences.
   *
   * @param from prevalence that the model learnt with, between 0 and 1; .5 after balancing classes
   * @param to prevalence where it is used
   * @throws EvalException if one is not between 0 and 1
   */
  public PriorShift {
    Scores.requirePrevalence(from);
    Scores.requirePrevalence(to);
  }

  /**
   * The probability at the other prevalence.
   *
   * @param probability what the model says, 0 to 1
   * @return the corrected probability, 0 to 1
   * @throws EvalException if it is none
   */
  public double apply(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new EvalException(
          "prior shift needs probabilities: a score is "
              + probability
              + ", must be between 0 and 1");
    }
    double ill = probability * (to / from);
    double well = (1 - probability) * ((1 - to) / (1 - from));
    return ill / (ill + well);
  }

  /**
   * The same cases with corrected scores.
   *
   * @param cases whose scores are probabilities
   * @return the cases with their corrected scores
   */
  public Predictions apply(Predictions cases) {
    return cases.map(this::apply);
  }

  /**
   * The shift to a prevalence that is estimated from scores alone, without truth: expectation
   * maximisation, which corrects the scores for a prevalence and takes their mean as the next one.
   * Only as good as the scores' calibration.
   *
   * @param from prevalence that the model learnt with
   * @param scores probabilities of the cases at the unknown prevalence
   * @return the shift from {@code from} to the estimate
   * @throws EvalException if there are no scores, one is no probability, or the estimate ends at 0
   *     or 1
   * @see "M. Saerens, P. Latinne, C. Decaestecker, Neural Computation 14 (2002) 21, section 2.2"
   */
  public static PriorShift estimated(double from, double... scores) {
    Scores.requirePrevalence(from);
    double to = from;
    for (int step = 0; step < STEPS; step++) {
      PriorShift shift = new PriorShift(from, to);
      double next =
          Arrays.stream(scores)
              .map(shift::apply)
              .average()
              .orElseThrow(() -> new EvalException("a prevalence needs scores: there are none"));
      if (!(next > 1e-9 && next < 1 - 1e-9)) {
        throw new EvalException(
            "the scores' prevalence ends at " + Math.round(next) + ": no shift leads there");
      }
      boolean done = Math.abs(next - to) < 1e-12;
      to = next;
      if (done) {
        break;
      }
    }
    return new PriorShift(from, to);
  }

  @Override
  public String toString() {
    return "prior shift from a prevalence of "
        + TextFormat.number(from)
        + " to "
        + TextFormat.number(to);
  }
}
