package medimg.eval;

import java.util.Locale;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * McNemar's test of two models' calls of the same cases. Only cases count that one calls rightly
 * and the other wrongly.
 *
 * @param bothRight cases that both call rightly
 * @param onlyFirst cases that only the first model calls rightly
 * @param onlySecond cases that only the second does
 * @param bothWrong cases that neither does
 * @see "Q. McNemar, Psychometrika 12 (1947) 153"
 */
public record McNemar(long bothRight, long onlyFirst, long onlySecond, long bothWrong) {
  /**
   * Checks the counts.
   *
   * @param bothRight cases that both call rightly
   * @param onlyFirst cases that only the first model calls rightly
   * @param onlySecond cases that only the second does
   * @param bothWrong cases that neither does
   * @throws EvalException if one is negative
   */
  public McNemar {
    if (bothRight < 0 || onlyFirst < 0 || onlySecond < 0 || bothWrong < 0) {
      throw new EvalException("McNemar's test: counts must not be negative");
    }
  }

  /**
   * The exact two-sided p-value: twice the binomial tail of the smaller count with chance 1/2, at
   * most 1. It is 1 if the models never disagree.
   *
   * @return the p-value, above 0 and at most 1
   * @throws EvalException if more than 2,147,483,647 cases disagree
   */
  public double exactP() {
    long n = onlyFirst + onlySecond;
    if (n > Integer.MAX_VALUE) {
      throw new EvalException("McNemar's exact test: too many cases disagree: " + n);
    }
    if (n == 0) {
      return 1;
    }
    int smaller = (int) Math.min(onlyFirst, onlySecond);
    return Math.min(1, 2 * BinomialDistribution.of((int) n, .5).cumulativeProbability(smaller));
  }

  /**
   * Chi-square with one degree of freedom and continuity correction, {@code (|b - c| - 1)^2 / (b +
   * c)}; 0 if b = c, undefined if both are 0.
   *
   * @return the statistic
   * @see "A. L. Edwards, Psychometrika 13 (1948) 185"
   */
  public Estimate correctedChiSquare() {
    double n = onlyFirst + onlySecond;
    if (n == 0) {
      return Estimate.undefined("chi-square", "the models never disagree, 0/0");
    }
    double d = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1);
    return Estimate.of("chi-square", d * d / n, "", "a test statistic has none");
  }

  /** {@return the p-value of {@link #correctedChiSquare}} */
  public Estimate correctedP() {
    Estimate chi = correctedChiSquare();
    return chi.isDefined()
        ? Estimate.of(
            "p",
            ChiSquaredDistribution.of(1).survivalProbability(chi.value()),
            "",
            "a p-value has none")
        : Estimate.undefined("p", chi.reason());
  }

  /**
   * The first model's share of rightly called cases minus the second's, from the same cases.
   * Interval: square-and-add of both shares' Wilson intervals, less what the models have in common
   * (their correlation phi, corrected for continuity); it has a width also where the models never
   * disagree.
   *
   * @return the difference, from -1 to 1, with its 95 % interval
   * @see "R. G. Newcombe, Statistics in Medicine 17 (1998) 2635, method 10"
   */
  public Estimate difference() {
    String name = "difference of rates";
    long n = bothRight + onlyFirst + onlySecond + bothWrong;
    if (n == 0) {
      return Estimate.undefined(name, "no cases");
    }
    Rate a = Rate.of("first", bothRight + onlyFirst, n);
    Rate b = Rate.of("second", bothRight + onlySecond, n);
    Interval x = a.wilson();
    Interval y = b.wilson();
    double phi = phi(n);
    double value = (double) (onlyFirst - onlySecond) / n;
    double down = joined(a.value() - x.low(), y.high() - b.value(), phi);
    double up = joined(x.high() - a.value(), b.value() - y.low(), phi);
    return Estimate.of(
        name,
        value,
        TextFormat.count(n, "case", "cases"),
        new Interval(value - down, value + up, Interval.DEFAULT_LEVEL, "Newcombe, paired"));
  }

  private double phi(double n) {
    double product =
        (double) (bothRight + onlyFirst)
            * (onlySecond + bothWrong)
            * (bothRight + onlySecond)
            * (onlyFirst + bothWrong);
    double common = (double) bothRight * bothWrong - (double) onlyFirst * onlySecond;
    double corrected = common > 0 ? Math.max(0, common - n / 2) : common;
    return product == 0 ? 0 : corrected / Math.sqrt(product);
  }

  private static double joined(double a, double b, double phi) {
    return Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "rightly called: both %s, only first %s, only second %s, neither %s; exact p %s",
        TextFormat.count(bothRight),
        TextFormat.count(onlyFirst),
        TextFormat.count(onlySecond),
        TextFormat.count(bothWrong),
        TextFormat.number(exactP()));
  }
}
