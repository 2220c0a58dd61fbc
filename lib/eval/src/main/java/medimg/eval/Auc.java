package medimg.eval;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The area under the ROC curve: the chance that a positive case scores above a negative one, ties
 * counting half (the Mann-Whitney statistic divided by both counts). It is undefined without both
 * classes.
 *
 * @param name what it is called: {@code AUC}
 * @param number the area, 0 to 1; empty if undefined
 * @param positives positive cases (their weight, if cases have weights)
 * @param negatives negative cases
 * @param variance DeLong's variance of the area; empty with fewer than two cases of a class, or
 *     with weights that are not whole
 * @see "E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Biometrics 44 (1988) 837; J. A. Hanley,
 *     B. J. McNeil, Radiology 143 (1982) 29"
 */
public record Auc(
    String name, OptionalDouble number, double positives, double negatives, OptionalDouble variance)
    implements Metric {
  /**
   * Checks the numbers.
   *
   * @param name what it is called: {@code AUC}
   * @param number the area, 0 to 1; empty if undefined
   * @param positives positive cases (their weight, if cases have weights)
   * @param negatives negative cases
   * @param variance DeLong's variance of the area; empty with fewer than two cases of a class, or
   *     with weights that are not whole
   * @throws EvalException if the area is not from 0 to 1, or a count or the variance is negative
   */
  public Auc {
    double area = number.orElse(0);
    double spread = variance.orElse(0);
    if (!(area >= 0 && area <= 1 && positives >= 0 && negatives >= 0 && spread >= 0)) {
      throw new EvalException(
          name
              + " "
              + area
              + " of "
              + positives
              + " positive and "
              + negatives
              + " negative cases, variance "
              + spread
              + ": must be from 0 to 1, and the others not negative");
    }
  }

  /**
   * Area and variance in one pass over the tied groups of scores, lowest first.
   *
   * <p>Of a positive case the placement is the share of negatives below it (ties half), of a
   * negative one the share of positives above. The area is their mean; its variance is the sample
   * variance of the positives' placements over their number, plus the same of the negatives.
   * Midranks of sorted scores give all placements at once (Sun and Xu).
   *
   * @see "X. Sun, W. Xu, IEEE Signal Processing Letters 21 (2014) 1389"
   */
  static Auc of(double[] positive, double[] negative, boolean whole) {
    double p = ScoreCounts.sum(positive);
    double n = ScoreCounts.sum(negative);
    if (p == 0 || n == 0) {
      return new Auc("AUC", OptionalDouble.empty(), p, n, OptionalDouble.empty());
    }
    double below = 0;
    double won = 0;
    for (int i = 0; i < positive.length; i++) {
      won += positive[i] * (below + negative[i] / 2);
      below += negative[i];
    }
    // Weights that are not whole may round beyond 1.
    double area = Math.min(1, won / (p * n));
    if (!whole || p < 2 || n < 2) {
      return new Auc("AUC", OptionalDouble.of(area), p, n, OptionalDouble.empty());
    }
    below = 0;
    double above = p;
    double ofPositives = 0;
    double ofNegatives = 0;
    for (int i = 0; i < positive.length; i++) {
      above -= positive[i];
      double d = (below + negative[i] / 2) / n - area;
      double e = (above + positive[i] / 2) / p - area;
      ofPositives += positive[i] * d * d;
      ofNegatives += negative[i] * e * e;
      below += negative[i];
    }
    double variance = ofPositives / (p - 1) / p + ofNegatives / (n - 1) / n;
    return new Auc("AUC", OptionalDouble.of(area), p, n, OptionalDouble.of(variance));
  }

  @Override
  public boolean isDefined() {
    return number.isPresent();
  }

  @Override
  public double value() {
    return number.orElseThrow(() -> new EvalException(name + " is undefined: " + reason()));
  }

  /**
   * DeLong's standard error.
   *
   * @return the root of the variance
   * @throws EvalException if there is none; the message says why
   */
  public double standardError() {
    return Math.sqrt(
        variance.orElseThrow(
            () -> new EvalException("standard error of " + name + " is undefined: " + reason())));
  }

  /** {@link #delong(double)} of 95 %, if defined. */
  @Override
  public Optional<Interval> interval() {
    return variance.isPresent() ? Optional.of(delong(Interval.DEFAULT_LEVEL)) : Optional.empty();
  }

  @Override
  public String reason() {
    if (number.isEmpty()) {
      return positives == 0 ? "no positive cases" : "no negative cases";
    }
    if (variance.isPresent()) {
      return "";
    }
    return positives < 2 || negatives < 2
        ? "DeLong's variance needs two cases of each class"
        : Bootstrap.WEIGHTS;
  }

  /**
   * The area plus and minus z standard errors, cut at 0 and 1. If every positive scores above every
   * negative the width is 0, which says nothing about other cases.
   *
   * @param level of the interval, between 0 and 1: .95
   * @return the interval, within 0 and 1
   * @throws EvalException if there is no variance, or the level is not between 0 and 1
   */
  public Interval delong(double level) {
    double half = Interval.z(level) * standardError();
    return new Interval(Math.max(0, value() - half), Math.min(1, value() + half), level, "DeLong");
  }

  /**
   * DeLong's interval on the scale of the logit: {@code logit(A) +- z SE / (A (1 - A))}, taken
   * back. It stays inside 0 and 1 and covers better where the area is near 1 and cases are few.
   *
   * @param level of the interval, between 0 and 1: .95
   * @return the interval, within 0 and 1
   * @throws EvalException if there is no variance, the area is 0 or 1, or the level is not between
   *     0 and 1
   * @see "M. S. Pepe, The Statistical Evaluation of Medical Tests (2003), section 5.2"
   */
  public Interval logit(double level) {
    double a = value();
    double half = Interval.z(level) * standardError() / (a * (1 - a));
    if (a == 0 || a == 1) {
      throw new EvalException(name + " is " + TextFormat.number(a) + ": its logit is infinite");
    }
    double logit = Math.log(a / (1 - a));
    return new Interval(
        Logistic.expit(logit - half), Logistic.expit(logit + half), level, "DeLong, logit");
  }

  /** {@code AUC .82 (77 positive, 173 negative), 95 % .76 to .88 (DeLong)}. */
  @Override
  public String toString() {
    if (number.isEmpty()) {
      return name + " undefined: " + reason();
    }
    String why =
        variance.isPresent() && variance.getAsDouble() == 0
            ? "; without spread the interval says nothing about other cases"
            : reason().isEmpty() ? "" : "; no interval: " + reason();
    int decimals = interval().map(i -> Math.max(3, TextFormat.decimals(i.width()))).orElse(3);
    return name
        + " "
        + TextFormat.number(value(), decimals)
        + " ("
        + TextFormat.count(positives)
        + " positive, "
        + TextFormat.count(negatives)
        + " negative)"
        + interval().map(i -> ", " + i).orElse("")
        + why;
  }
}
