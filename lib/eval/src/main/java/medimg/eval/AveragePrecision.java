package medimg.eval;

/** Average precision and its interval; see {@link Predictions#averagePrecision}. */
final class AveragePrecision {
  private static final String NAME = "average precision";

  private AveragePrecision() {}

  static Estimate of(Tally tally) {
    double p = tally.positives();
    if (p == 0) {
      return Estimate.undefined(NAME, tally.missing());
    }
    int n = tally.size();
    double[] precision = new double[n];
    double[] byPositive = new double[n];
    double[] byNegative = new double[n];
    double sum = 0;
    double tp = 0;
    double fp = 0;
    for (int i = n - 1; i >= 0; i--) {
      tp += tally.positive()[i];
      fp += tally.negative()[i];
      if (tp + fp > 0) {
        precision[i] = tp / (tp + fp);
        double share = tally.positive()[i] / (tp + fp);
        byPositive[i] = share * (1 - precision[i]);
        byNegative[i] = -share * precision[i];
        sum += tally.positive()[i] * precision[i];
      }
    }
    double ap = sum / p;
    if (!tally.whole()) {
      return Estimate.of(NAME, ap, tally.basis(), Bootstrap.WEIGHTS);
    }
    if (ap == 1) {
      return Estimate.of(NAME, ap, tally.basis(), "the logit of 1 is infinite");
    }
    double variance = variance(tally, ap, precision, byPositive, byNegative);
    if (p < 2 || variance == 0) {
      return Estimate.of(NAME, ap, tally.basis(), p < 2 ? "one positive case" : "no spread");
    }
    double logit = Math.log(ap / (1 - ap));
    double half = Interval.z(Interval.USUAL) * Math.sqrt(variance) / (ap * (1 - ap));
    return Estimate.of(
        NAME,
        ap,
        tally.basis(),
        new Interval(
            Logistic.expit(logit - half),
            Logistic.expit(logit + half),
            Interval.USUAL,
            "jackknife, logit"));
  }

  /** The sum of the squares of what a little more weight of each case would change. */
  private static double variance(
      Tally tally, double ap, double[] precision, double[] byPositive, double[] byNegative) {
    double p = tally.positives();
    double positiveBelow = 0;
    double negativeBelow = 0;
    double squares = 0;
    for (int i = 0; i < tally.size(); i++) {
      positiveBelow += byPositive[i];
      negativeBelow += byNegative[i];
      double d = (precision[i] - ap + positiveBelow) / p;
      double e = negativeBelow / p;
      squares += tally.positive()[i] * d * d + tally.negative()[i] * e * e;
    }
    return squares * tally.cases() / (tally.cases() - 1);
  }
}
