package medimg.eval;

/** Average precision and its interval; see {@link Predictions#averagePrecision}. */
final class AveragePrecision {
  private static final String NAME = "average precision";

  private AveragePrecision() {}

  static Estimate of(ScoreCounts byScore) {
    double p = byScore.positives();
    if (p == 0) {
      return Estimate.undefined(NAME, byScore.missing());
    }
    int n = byScore.size();
    double[] precision = new double[n];
    double[] byPositive = new double[n];
    double[] byNegative = new double[n];
    double sum = 0;
    double tp = 0;
    double fp = 0;
    for (int i = n - 1; i >= 0; i--) {
      tp += byScore.positive()[i];
      fp += byScore.negative()[i];
      if (tp + fp > 0) {
        precision[i] = tp / (tp + fp);
        double share = byScore.positive()[i] / (tp + fp);
        byPositive[i] = share * (1 - precision[i]);
        byNegative[i] = -share * precision[i];
        sum += byScore.positive()[i] * precision[i];
      }
    }
    double ap = sum / p;
    if (!byScore.whole()) {
      return Estimate.of(NAME, ap, byScore.basis(), Bootstrap.WEIGHTS);
    }
    if (ap == 1) {
      return Estimate.of(NAME, ap, byScore.basis(), "the logit of 1 is infinite");
    }
    double variance = variance(byScore, ap, precision, byPositive, byNegative);
    if (p < 2 || variance == 0) {
      return Estimate.of(NAME, ap, byScore.basis(), p < 2 ? "one positive case" : "no spread");
    }
    double logit = Math.log(ap / (1 - ap));
    double half = Interval.z(Interval.DEFAULT_LEVEL) * Math.sqrt(variance) / (ap * (1 - ap));
    return Estimate.of(
        NAME,
        ap,
        byScore.basis(),
        new Interval(
            Logistic.expit(logit - half),
            Logistic.expit(logit + half),
            Interval.DEFAULT_LEVEL,
            "jackknife, logit"));
  }

  /** The sum of the squares of what a little more weight of each case would change. */
  private static double variance(
      ScoreCounts byScore,
      double ap,
      double[] precision,
      double[] byPositive,
      double[] byNegative) {
    double p = byScore.positives();
    double positiveBelow = 0;
    double negativeBelow = 0;
    double squares = 0;
    for (int i = 0; i < byScore.size(); i++) {
      positiveBelow += byPositive[i];
      negativeBelow += byNegative[i];
      double d = (precision[i] - ap + positiveBelow) / p;
      double e = negativeBelow / p;
      squares += byScore.positive()[i] * d * d + byScore.negative()[i] * e * e;
    }
    return squares * byScore.cases() / (byScore.cases() - 1);
  }
}
