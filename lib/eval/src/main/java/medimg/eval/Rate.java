package medimg.eval;

import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/**
 * A share of cases, {@code count / total}, with its intervals. The counts are taken as binomial:
 * independent cases of the same chance.
 *
 * @param name what it is called: {@code sensitivity}
 * @param count cases that have the property, 0 to {@code total}
 * @param total cases that could have it; if 0 the rate is undefined
 * @param missing what is missing if {@code total} is 0: {@code no positive cases}
 */
public record Rate(String name, long count, long total, String missing) implements Metric {
  /**
   * Checks the counts.
   *
   * @param name what it is called: {@code sensitivity}
   * @param count cases that have the property, 0 to {@code total}
   * @param total cases that could have it; if 0 the rate is undefined
   * @param missing what is missing if {@code total} is 0: {@code no positive cases}
   * @throws EvalException if they are negative, or {@code count} exceeds {@code total}
   */
  public Rate {
    if (count < 0 || count > total) {
      throw new EvalException(name + " " + count + "/" + total + ": must be 0 <= count <= total");
    }
  }

  /**
   * A rate of its own: {@code Rate.of("agreement", 17, 20)}.
   *
   * @param name what it is called
   * @param count cases that have the property, 0 to {@code total}
   * @param total cases that could have it
   * @return the rate
   */
  public static Rate of(String name, long count, long total) {
    return new Rate(name, count, total, "no cases");
  }

  @Override
  public boolean isDefined() {
    return total > 0;
  }

  @Override
  public double value() {
    if (total == 0) {
      throw new EvalException(name + " is undefined: " + reason());
    }
    return (double) count / total;
  }

  /** {@link #wilson()}, if defined. */
  @Override
  public Optional<Interval> interval() {
    return total > 0 ? Optional.of(wilson()) : Optional.empty();
  }

  @Override
  public String reason() {
    return total > 0 ? "" : missing + ", 0/0";
  }

  /** {@return the interval of {@link #wilson(double)} at 95 %} */
  public Interval wilson() {
    return wilson(Interval.DEFAULT_LEVEL);
  }

  /**
   * The score interval: all chances that a normal test of the count would not reject. Centre {@code
   * (k + z^2/2) / (n + z^2)}, half width {@code z sqrt(k (n-k) / n + z^2/4) / (n + z^2)}. Its
   * coverage is near the level on average over chances; for single chances it lies above and below.
   *
   * <p>Not that of Commons Statistics, which takes whole counts only (plans of {@link SampleSize}
   * have others) and rounds: of none it may begin beside 0, and of all end beside 1, so that the
   * rate itself is outside.
   *
   * @param level of the interval, between 0 and 1: .95
   * @return the interval, which holds the rate itself
   * @throws EvalException if the rate is undefined, or the level is not between 0 and 1
   * @see "E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209; L. D. Brown, T. T. Cai, A. DasGupta,
   *     Statistical Science 16 (2001) 101"
   */
  public Interval wilson(double level) {
    value();
    return wilson(count, total, level);
  }

  /** Wilson's interval of a count that need not be whole, as plans have it. */
  static Interval wilson(double k, double n, double level) {
    double z = Interval.z(level);
    double centre = (k + z * z / 2) / (n + z * z);
    double half = z * Math.sqrt(k * (n - k) / n + z * z / 4) / (n + z * z);
    return new Interval(
        k == 0 ? 0 : Math.max(0, centre - half),
        k == n ? 1 : Math.min(1, centre + half),
        level,
        "Wilson");
  }

  /** {@return the interval of {@link #clopperPearson(double)} at 95 %} */
  public Interval clopperPearson() {
    return clopperPearson(Interval.DEFAULT_LEVEL);
  }

  /**
   * The exact interval: all chances that the binomial test of either tail would not reject. It
   * covers at least the level for every chance, and is therefore wider than {@link #wilson()}.
   * Ends: beta quantiles, {@code B(a/2; k, n-k+1)} and {@code B(1-a/2; k+1, n-k)} with {@code a = 1
   * - level}.
   *
   * @param level of the interval, between 0 and 1: .95
   * @return the interval, which holds the rate itself
   * @throws EvalException if the rate is undefined, of more than 2,147,483,647 cases, or the level
   *     is not between 0 and 1
   * @see "C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404"
   */
  public Interval clopperPearson(double level) {
    return binomial(BinomialConfidenceInterval.CLOPPER_PEARSON, level, "Clopper-Pearson");
  }

  /** An interval of the library's, which counts up to 2,147,483,647 cases. */
  private Interval binomial(BinomialConfidenceInterval formula, double level, String method) {
    value();
    Interval.requireLevel(level);
    if (total > Integer.MAX_VALUE) {
      throw new EvalException(
          method
              + " interval of "
              + TextFormat.count(total)
              + " cases: must be at most 2,147,483,647");
    }
    var ends = formula.fromErrorRate((int) total, (int) count, 1 - level);
    return new Interval(ends.getLowerBound(), ends.getUpperBound(), level, method);
  }

  /**
   * The plain normal interval around Wilson's centre, cut at 0 and 1; 95 %.
   *
   * @return the interval, within 0 and 1
   * @throws EvalException if the rate is undefined, or of more than 2,147,483,647 cases
   * @see "A. Agresti, B. A. Coull, The American Statistician 52 (1998) 119"
   */
  public Interval agrestiCoull() {
    return binomial(
        BinomialConfidenceInterval.AGRESTI_COULL, Interval.DEFAULT_LEVEL, "Agresti-Coull");
  }

  /**
   * The Bayesian interval of Jeffreys's prior, equal tails of {@code Beta(k + 1/2, n - k + 1/2)};
   * 95 %. Unlike Brown, Cai and DasGupta, and Commons Statistics after them, 0 of n does not begin
   * at 0, nor end n of n at 1; statsmodels has it so too.
   *
   * @return the interval, strictly within 0 and 1
   * @throws EvalException if the rate is undefined
   * @see "L. D. Brown, T. T. Cai, A. DasGupta, Statistical Science 16 (2001) 101, section 4.3"
   */
  public Interval jeffreys() {
    value();
    BetaDistribution posterior = BetaDistribution.of(count + .5, total - count + .5);
    double tail = (1 - Interval.DEFAULT_LEVEL) / 2;
    return new Interval(
        posterior.inverseCumulativeProbability(tail),
        posterior.inverseSurvivalProbability(tail),
        Interval.DEFAULT_LEVEL,
        "Jeffreys");
  }

  /**
   * The rate as a sentence: {@code Of 20 films with air, 3 were called positive: 15 %; by Wilson's
   * interval 5 to 36 % fit these counts.}
   *
   * @param cases who could have the property: {@code films with air}
   * @param property what it is: {@code were called positive}
   * @return one sentence in English, percentages rounded to whole numbers
   */
  public String aloud(String cases, String property) {
    if (total == 0) {
      return "There are no " + cases + ": " + name + " is undefined.";
    }
    Interval interval = wilson();
    return String.format(
        Locale.ROOT,
        "Of %s %s, %s %s: %.0f %%; by Wilson's interval %.0f to %.0f %% fit these counts.",
        TextFormat.count(total),
        cases,
        TextFormat.count(count),
        property,
        100 * value(),
        100 * interval.low(),
        100 * interval.high());
  }

  /** {@code sensitivity 3/20 = .15, 95 % .05 to .36 (Wilson)}. */
  @Override
  public String toString() {
    if (total == 0) {
      return name + " undefined: " + reason();
    }
    Interval interval = wilson();
    String value = TextFormat.number(value(), Math.max(3, TextFormat.decimals(interval.width())));
    return name
        + " "
        + TextFormat.count(count)
        + "/"
        + TextFormat.count(total)
        + " = "
        + value
        + ", "
        + interval;
  }
}
