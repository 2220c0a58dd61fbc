package medimg.eval;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Intervals by drawing patients with replacement, as many as there are, and computing a metric
 * again for each draw. Images of one patient stay together, so that their likeness is counted;
 * where no patients are known, cases are drawn. Percentile intervals; the same seed gives the same
 * draws on every machine.
 *
 * <pre>new Bootstrap(2000, 1).estimate(test, p -&gt; p.at(.5).scores().mcc())</pre>
 *
 * @param rounds how many draws, at least 20
 * @param seed of the random numbers
 * @see "B. Efron, Annals of Statistics 7 (1979) 1; B. Efron, R. J. Tibshirani, An Introduction to
 *     the Bootstrap (1993), chapter 13; C. A. Field, A. H. Welsh, J. R. Stat. Soc. B 69 (2007) 369
 *     (clusters)"
 */
public record Bootstrap(int rounds, long seed) {
  static final String ADVICE = "a bootstrap gives one";
  static final String WEIGHTS = "weights that are not whole; a bootstrap gives one";

  /** Draws in which the metric may be undefined before there is no interval: 1 in 20. */
  private static final double MOST_UNDEFINED = .05;

  /**
   * Checks the rounds.
   *
   * @param rounds how many draws, at least 20
   * @param seed of the random numbers
   * @throws EvalException if they are too few
   */
  public Bootstrap {
    if (rounds < 20) {
      throw new EvalException("bootstrap: " + rounds + " rounds, must be 20 or more");
    }
  }

  /**
   * {@link #estimate(Predictions, Function, double)} of 95 %.
   *
   * @param cases the cases drawn from
   * @param metric what is computed of each draw: {@code Predictions::auc}
   * @return the metric, with an interval where the draws allow one
   */
  public Estimate estimate(Predictions cases, Function<Predictions, ? extends Metric> metric) {
    return estimate(cases, metric, Interval.DEFAULT_LEVEL);
  }

  /**
   * A metric with its bootstrap interval.
   *
   * @param cases the cases drawn from
   * @param metric what is computed of each draw: {@code Predictions::auc}
   * @param level of the interval
   * @return the metric; without interval if there are fewer than two patients, or if it is
   *     undefined in more than 1 of 20 draws, as happens where few patients hold all positives
   * @throws EvalException if the level is not between 0 and 1
   */
  public Estimate estimate(
      Predictions cases, Function<Predictions, ? extends Metric> metric, double level) {
    Random random = new Random(seed);
    return percentile(metric.apply(cases), cases, () -> metric.apply(cases.drawn(random)), level);
  }

  /**
   * {@link #difference(Predictions, Predictions, Function, double)} of 95 %.
   *
   * @param first one model's scores
   * @param second the other's, of the same cases in the same order
   * @param metric what is computed of each draw: {@code Predictions::auc}
   * @return the difference, with an interval where the draws allow one
   */
  public Estimate difference(
      Predictions first, Predictions second, Function<Predictions, ? extends Metric> metric) {
    return difference(first, second, metric, Interval.DEFAULT_LEVEL);
  }

  /**
   * The first model's metric minus the second's, both of the same draws.
   *
   * @param first one model's scores
   * @param second the other's, of the same cases in the same order
   * @param metric what is computed of each draw: {@code Predictions::auc}
   * @param level of the interval, between 0 and 1: .95
   * @return the difference, with an interval where the draws allow one
   * @throws EvalException if the two have not the same cases, or the level is not between 0 and 1
   */
  public Estimate difference(
      Predictions first,
      Predictions second,
      Function<Predictions, ? extends Metric> metric,
      double level) {
    Comparison.requireSameCases(first, second);
    Random one = new Random(seed);
    Random other = new Random(seed);
    return percentile(
        minus(metric.apply(first), metric.apply(second)),
        first,
        () -> minus(metric.apply(first.drawn(one)), metric.apply(second.drawn(other))),
        level);
  }

  private static Metric minus(Metric a, Metric b) {
    String name = "difference of " + a.name();
    return a.isDefined() && b.isDefined()
        ? Estimate.of(name, a.value() - b.value(), "", ADVICE)
        : Estimate.undefined(name, (a.isDefined() ? b : a).reason());
  }

  private Estimate percentile(
      Metric whole, Predictions cases, Supplier<? extends Metric> draw, double level) {
    Interval.requireLevel(level);
    if (!whole.isDefined()) {
      return Estimate.undefined(whole.name(), whole.reason());
    }
    String unit = cases.hasPatients() ? "patient" : "case";
    int units = cases.patientCount().orElse(cases.size());
    String basis = TextFormat.count(units, unit, unit + "s");
    OptionalDouble value = OptionalDouble.of(whole.value());
    if (units < 2) {
      return new Estimate(
          whole.name(), value, basis, Optional.empty(), "one " + unit + " leaves nothing to draw");
    }
    double[] values = new double[rounds];
    int n = 0;
    String why = "";
    for (int i = 0; i < rounds; i++) {
      Metric drawn = draw.get();
      if (drawn.isDefined()) {
        values[n++] = drawn.value();
      } else {
        why = drawn.reason();
      }
    }
    if (rounds - n > MOST_UNDEFINED * rounds) {
      return new Estimate(
          whole.name(),
          value,
          basis,
          Optional.empty(),
          String.format(
              Locale.ROOT,
              "undefined in %s of %s draws (%s): too few %ss have what it needs",
              TextFormat.count(rounds - n),
              TextFormat.count(rounds),
              why,
              unit));
    }
    Arrays.sort(values, 0, n);
    double[] sorted = Arrays.copyOf(values, n);
    return Estimate.of(
        whole.name(),
        whole.value(),
        basis,
        new Interval(
            quantile(sorted, (1 - level) / 2),
            quantile(sorted, (1 + level) / 2),
            level,
            "bootstrap by "
                + unit
                + ", "
                + (n < rounds ? TextFormat.count(n) + " of " : "")
                + TextFormat.count(rounds)
                + " draws"));
  }

  /** The quantile of sorted values, with straight lines between them as in numpy. */
  static double quantile(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int i = Math.min((int) at, sorted.length - 1);
    double low = sorted[i];
    double high = sorted[Math.min(i + 1, sorted.length - 1)];
    double t = at - i;
    return t < .5 ? low + (high - low) * t : high - (high - low) * (1 - t);
  }
}
