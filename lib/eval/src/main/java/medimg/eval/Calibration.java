package medimg.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether probabilities mean what they say: of the cases scored near .3, are 30 % diseased?
 *
 * @param bins the bins that hold cases, in ascending order
 * @param slope b of {@code logit P(y = 1) = a + b logit(p)}: 1 is right, below 1 the scores are too
 *     extreme
 * @param intercept a of the same fit: 0 is right if the slope is 1
 * @param inTheLarge a with the slope kept at 1: above 0 the scores are too low on average
 * @param ece expected calibration error: the bins' differences of mean score and share of
 *     positives, weighted by their cases; undefined below 200 cases
 * @param mce the largest of these differences; undefined below 200 cases
 * @see "D. R. Cox, Biometrika 45 (1958) 562 (slope and intercept); B. Van Calster et al., BMC
 *     Medicine 17 (2019) 230; M. P. Naeini, G. F. Cooper, M. Hauskrecht, AAAI (2015) 2901 (ECE)"
 */
public record Calibration(
    List<Bin> bins,
    Estimate slope,
    Estimate intercept,
    Estimate inTheLarge,
    Estimate ece,
    Estimate mce) {
  /**
   * Cases of similar scores.
   *
   * @param from lower border of the scores, excluded (but for the lowest bin)
   * @param to upper border, included
   * @param meanScore mean score of its cases
   * @param positives the share of its cases that is diseased
   */
  public record Bin(double from, double to, double meanScore, Rate positives) {
    /** {@return how many cases it holds} */
    public long cases() {
      return positives.total();
    }

    /** {@return how far the mean score is from the share of the diseased} */
    public double difference() {
      return Math.abs(meanScore - positives.value());
    }
  }

  /**
   * Keeps the bins.
   *
   * @param bins the bins that hold cases, in ascending order
   * @param slope b of {@code logit P(y = 1) = a + b logit(p)}: 1 is right, below 1 the scores are
   *     too extreme
   * @param intercept a of the same fit: 0 is right if the slope is 1
   * @param inTheLarge a with the slope kept at 1: above 0 the scores are too low on average
   * @param ece expected calibration error: the bins' differences of mean score and share of
   *     positives, weighted by their cases; undefined below 200 cases
   * @param mce the largest of these differences; undefined below 200 cases
   */
  public Calibration {
    bins = List.copyOf(bins);
  }

  static double[] equalWidth(int bins) {
    requireBins(bins);
    double[] borders = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      borders[i] = (double) i / bins;
    }
    return borders;
  }

  static double[] quantiles(int bins, Predictions of) {
    requireBins(bins);
    of.requireWhole("calibration");
    ScoreCounts byScore = of.byScore();
    if (byScore.cases() == 0) {
      throw new EvalException("quantiles of the scores need cases: there are none");
    }
    double[] sorted = new double[(int) byScore.cases()];
    int at = 0;
    for (int i = 0; i < byScore.size(); i++) {
      int n = (int) (byScore.positive()[i] + byScore.negative()[i]);
      Arrays.fill(sorted, at, at + n, byScore.score()[i]);
      at += n;
    }
    double[] borders = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      borders[i] = Bootstrap.quantile(sorted, (double) i / bins);
    }
    return borders;
  }

  private static void requireBins(int bins) {
    if (bins < 1) {
      throw new EvalException("calibration: " + bins + " bins, must be 1 or more");
    }
  }

  static Calibration of(Predictions of, double[] borders) {
    of.requireProbabilities("calibration");
    of.requireWhole("calibration");
    ScoreCounts byScore = of.byScore();
    List<Bin> bins = bins(byScore, borders);
    double n = byScore.cases();
    Estimate ece;
    Estimate mce;
    if (n < Predictions.LEAST_FOR_ECE) {
      String why =
          TextFormat.count(n, "case", "cases")
              + ", below "
              + Predictions.LEAST_FOR_ECE
              + " it is noise";
      ece = Estimate.undefined("ECE", why);
      mce = Estimate.undefined("MCE", why);
    } else {
      ece =
          Estimate.of(
              "ECE",
              bins.stream().mapToDouble(b -> b.cases() / n * b.difference()).sum(),
              TextFormat.count(bins.size(), "bin", "bins"),
              Bootstrap.ADVICE);
      mce =
          Estimate.of(
              "MCE",
              bins.stream().mapToDouble(Bin::difference).max().orElse(0),
              TextFormat.count(bins.size(), "bin", "bins"),
              Bootstrap.ADVICE);
    }
    String slope = "calibration slope";
    String intercept = "calibration intercept";
    String large = "calibration in the large";
    String why = whyNoFit(byScore);
    if (!why.isEmpty()) {
      return new Calibration(
          bins,
          Estimate.undefined(slope, why),
          Estimate.undefined(intercept, why),
          Estimate.undefined(large, why),
          ece,
          mce);
    }
    double[] x = Arrays.stream(byScore.score()).map(Logistic::logit).toArray();
    Logistic shift = Logistic.fit(x, byScore.positive(), byScore.negative(), false);
    Estimate inTheLarge =
        wald(large, shift.intercept(), shift.varianceOfIntercept(), byScore.basis());
    String whyNoSlope = whyNoSlope(byScore);
    if (!whyNoSlope.isEmpty()) {
      return new Calibration(
          bins,
          Estimate.undefined(slope, whyNoSlope),
          Estimate.undefined(intercept, whyNoSlope),
          inTheLarge,
          ece,
          mce);
    }
    Logistic fit = Logistic.fit(x, byScore.positive(), byScore.negative(), true);
    return new Calibration(
        bins,
        wald(slope, fit.slope(), fit.varianceOfSlope(), byScore.basis()),
        wald(intercept, fit.intercept(), fit.varianceOfIntercept(), byScore.basis()),
        inTheLarge,
        ece,
        mce);
  }

  private static List<Bin> bins(ScoreCounts byScore, double[] borders) {
    List<Bin> bins = new ArrayList<>();
    int i = 0;
    for (int b = 0; b + 1 < borders.length; b++) {
      boolean last = b + 2 == borders.length;
      double positive = 0;
      double cases = 0;
      double sum = 0;
      for (; i < byScore.size() && (last || byScore.score()[i] <= borders[b + 1]); i++) {
        double n = byScore.positive()[i] + byScore.negative()[i];
        positive += byScore.positive()[i];
        cases += n;
        sum += n * byScore.score()[i];
      }
      if (cases > 0) {
        bins.add(
            new Bin(
                borders[b],
                borders[b + 1],
                sum / cases,
                Rate.of("positive", (long) positive, (long) cases)));
      }
    }
    return bins;
  }

  private static String whyNoFit(ScoreCounts byScore) {
    if (!byScore.missing().isEmpty()) {
      return byScore.missing();
    }
    int n = byScore.size();
    double infinite =
        (byScore.score()[0] == 0 ? byScore.positive()[0] + byScore.negative()[0] : 0)
            + (byScore.score()[n - 1] == 1
                ? byScore.positive()[n - 1] + byScore.negative()[n - 1]
                : 0);
    return infinite > 0
        ? TextFormat.count(infinite, "score is", "scores are")
            + " 0 or 1, of which the logit is infinite"
        : "";
  }

  /** A slope is finite unless one class's scores all lie at or below the other's. */
  private static String whyNoSlope(ScoreCounts byScore) {
    int[] positive = ends(byScore.positive());
    int[] negative = ends(byScore.negative());
    if (positive[0] == positive[1] && negative[0] == negative[1] && positive[0] == negative[0]) {
      return "all scores are equal";
    }
    return positive[0] >= negative[1] || negative[0] >= positive[1]
        ? "the scores separate the classes, the slope is infinite"
        : "";
  }

  private static int[] ends(double[] counts) {
    int low = 0;
    while (counts[low] == 0) {
      low++;
    }
    int high = counts.length - 1;
    while (counts[high] == 0) {
      high--;
    }
    return new int[] {low, high};
  }

  private static Estimate wald(String name, double value, double variance, String basis) {
    double half = Interval.z(Interval.DEFAULT_LEVEL) * Math.sqrt(variance);
    if (!Double.isFinite(value) || !Double.isFinite(half)) {
      return Estimate.undefined(name, "the logistic fit does not converge");
    }
    return Estimate.of(
        name,
        value,
        basis,
        new Interval(value - half, value + half, Interval.DEFAULT_LEVEL, "Wald"));
  }

  @Override
  public String toString() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("scores", "mean", "positive", "share", "95 % (Wilson)"));
    for (Bin bin : bins) {
      Interval i = bin.positives().wilson();
      rows.add(
          List.of(
              TextFormat.fixed(bin.from(), 3) + " to " + TextFormat.fixed(bin.to(), 3),
              TextFormat.fixed(bin.meanScore(), 3),
              TextFormat.count(bin.positives().count()) + "/" + TextFormat.count(bin.cases()),
              TextFormat.fixed(bin.positives().value(), 3),
              TextFormat.fixed(i.low(), 2) + " to " + TextFormat.fixed(i.high(), 2)));
    }
    return TextFormat.table(rows)
        + "\n"
        + String.join(
            "\n", slope.toString(), intercept.toString(), inTheLarge.toString(), ece.toString());
  }
}
