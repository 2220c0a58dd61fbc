package medimg.eval;

import java.util.Optional;

/**
 * A number of an evaluation that knows what it was counted from: a {@link Rate} is a share of
 * cases, an {@link Auc} the area under a ROC curve, an {@link Estimate} anything else.
 *
 * <p>Its text names the counts and the 95 % interval. Where an empty class or 0/0 leaves no value,
 * the metric is undefined and says why; it is never {@code NaN}.
 */
public sealed interface Metric permits Rate, Estimate, Auc {
  /** {@return what it is called: {@code sensitivity}} */
  String name();

  /** {@return whether there is a value} */
  boolean isDefined();

  /**
   * The value.
   *
   * @return the number, always finite
   * @throws EvalException if it is undefined; the message says why
   */
  double value();

  /** {@return the 95 % interval, if there is one by formula} */
  Optional<Interval> interval();

  /** {@return why there is no value, or no interval; empty if both are there} */
  String reason();

  /**
   * The value, or another number where it is undefined.
   *
   * @param other what is returned where there is no value
   * @return the value, or {@code other}
   */
  default double orElse(double other) {
    return isDefined() ? value() : other;
  }

  /** {@return the value alone: {@code .15}, or {@code undefined}} */
  default String brief() {
    return isDefined() ? TextFormat.number(value()) : "undefined";
  }
}
