package medimg.eval;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A number that is no plain share of cases: F1, Brier score, a slope.
 *
 * @param name what it is called
 * @param number the value; empty if undefined
 * @param basis what it was counted from: {@code 77 positive, 173 negative}
 * @param interval the interval; empty if there is none
 * @param reason why there is no value, or no interval; empty if both are there
 */
public record Estimate(
    String name, OptionalDouble number, String basis, Optional<Interval> interval, String reason)
    implements Metric {
  /**
   * Checks that something is said.
   *
   * @param name what it is called
   * @param number the value; empty if undefined
   * @param basis what it was counted from: {@code 77 positive, 173 negative}
   * @param interval the interval; empty if there is none
   * @param reason why there is no value, or no interval; empty if both are there
   * @throws EvalException if the value is NaN or infinite, or absent without a reason
   */
  public Estimate {
    Objects.requireNonNull(interval);
    if (number.isPresent() && !Double.isFinite(number.getAsDouble())) {
      throw new EvalException(name + " is " + number.getAsDouble() + ", must be a finite number");
    }
    if (number.isEmpty() && reason.isEmpty()) {
      throw new EvalException(name + " has neither a value nor a reason");
    }
  }

  static Estimate of(String name, double value, String basis, Interval interval) {
    return new Estimate(name, OptionalDouble.of(value), basis, Optional.of(interval), "");
  }

  /** A value whose interval only a bootstrap gives, or none. */
  static Estimate of(String name, double value, String basis, String whyNoInterval) {
    return new Estimate(name, OptionalDouble.of(value), basis, Optional.empty(), whyNoInterval);
  }

  static Estimate undefined(String name, String reason) {
    return new Estimate(name, OptionalDouble.empty(), "", Optional.empty(), reason);
  }

  /** {@code numerator / denominator}, without interval by formula; undefined if that is 0/0. */
  static Estimate ratio(
      String name, double numerator, double denominator, String basis, String why) {
    return denominator == 0
        ? undefined(name, why)
        : of(name, numerator / denominator, basis, Bootstrap.ADVICE);
  }

  @Override
  public boolean isDefined() {
    return number.isPresent();
  }

  @Override
  public double value() {
    return number.orElseThrow(() -> new EvalException(name + " is undefined: " + reason));
  }

  /** {@code F1 .207 (75 cases), 95 % .08 to .42 (Wilson of the Jaccard index)}. */
  @Override
  public String toString() {
    if (number.isEmpty()) {
      return name + " undefined: " + reason;
    }
    int decimals = interval.map(i -> Math.max(3, TextFormat.decimals(i.width()))).orElse(3);
    return name
        + " "
        + TextFormat.number(value(), decimals)
        + (basis.isEmpty() ? "" : " (" + basis + ")")
        + interval.map(i -> ", " + i).orElse("")
        + (reason.isEmpty() ? "" : "; no interval: " + reason);
  }
}
