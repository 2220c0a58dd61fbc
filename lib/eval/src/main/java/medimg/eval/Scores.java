package medimg.eval;

import java.util.List;
import java.util.stream.Collectors;

/**
 * All metrics of a confusion matrix. Each is computed when it is asked for; where its denominator
 * is 0 it is undefined and says why.
 *
 * @param confusion the counts
 * @see "D. G. Altman, J. M. Bland, BMJ 308 (1994) 1552 and 309 (1994) 102 (sensitivity,
 *     specificity, predictive values); BMJ 329 (2004) 168 (likelihood ratios)"
 */
public record Scores(Confusion confusion) {
  private static final String ALIKE = "all cases are called alike, without spread";

  /**
   * {@return {@code tp / (tp + fn)}: the share of the diseased that is found; also called recall}
   */
  public Rate sensitivity() {
    return new Rate("sensitivity", confusion.tp(), confusion.positives(), "no positive cases");
  }

  /** {@return {@code tn / (tn + fp)}: the share of the healthy that is called negative} */
  public Rate specificity() {
    return new Rate("specificity", confusion.tn(), confusion.negatives(), "no negative cases");
  }

  /**
   * {@code tp / (tp + fp)}: the share of the called that is diseased; also called precision. It
   * holds for this set's prevalence only, see {@link #ppvAt}.
   *
   * @return the rate; undefined if no case was called positive
   */
  public Rate ppv() {
    return new Rate(
        "PPV", confusion.tp(), confusion.tp() + confusion.fp(), "no case was called positive");
  }

  /** {@return {@code tn / (tn + fn)}: the share of those called negative that is healthy} */
  public Rate npv() {
    return new Rate(
        "NPV", confusion.tn(), confusion.tn() + confusion.fn(), "no case was called negative");
  }

  /**
   * {@code (tn + tp) / cases}. On unbalanced classes never to be read alone.
   *
   * @return the rate; undefined without cases
   */
  public Rate accuracy() {
    return new Rate("accuracy", confusion.tn() + confusion.tp(), confusion.cases(), "no cases");
  }

  /** {@return {@code (tp + fn) / cases}: the share of the diseased in this set} */
  public Rate prevalence() {
    return new Rate("prevalence", confusion.positives(), confusion.cases(), "no cases");
  }

  /**
   * {@code tp / (tp + fp + fn)}: of the cases that are diseased or called so, the share that is
   * both.
   *
   * @return the rate; undefined if no case is diseased or called so
   * @see "P. Jaccard, Bull. Soc. Vaud. Sci. Nat. 37 (1901) 547"
   */
  public Rate jaccard() {
    return new Rate(
        "Jaccard index",
        confusion.tp(),
        confusion.tp() + confusion.fp() + confusion.fn(),
        "no positive case and none called so");
  }

  /**
   * {@code (sensitivity + specificity) / 2}. Interval: half of {@link #youden}'s, moved to 0..1.
   *
   * @return the mean of both rates, 0 to 1; undefined without both classes
   * @see "K. H. Brodersen et al., ICPR (2010) 3121"
   */
  public Estimate balancedAccuracy() {
    Estimate j = youden();
    if (!j.isDefined()) {
      return Estimate.undefined("balanced accuracy", j.reason());
    }
    Interval i = j.interval().orElseThrow();
    return Estimate.of(
        "balanced accuracy",
        (sensitivity().value() + specificity().value()) / 2,
        j.basis(),
        new Interval((i.low() + 1) / 2, (i.high() + 1) / 2, i.level(), i.method()));
  }

  /**
   * Youden's J, {@code sensitivity + specificity - 1}: 0 for guessing, 1 for a perfect test.
   * Interval by square-and-add of the two rates' Wilson intervals.
   *
   * @return J, -1 to 1; undefined without both classes
   * @see "W. J. Youden, Cancer 3 (1950) 32; R. G. Newcombe, Statistics in Medicine 17 (1998) 873,
   *     method 10"
   */
  public Estimate youden() {
    Rate a = sensitivity();
    Rate b = specificity();
    if (!a.isDefined() || !b.isDefined()) {
      return Estimate.undefined("Youden's J", (a.isDefined() ? b : a).missing());
    }
    double j = a.value() + b.value() - 1;
    Interval x = a.wilson();
    Interval y = b.wilson();
    return Estimate.of(
        "Youden's J",
        j,
        basis(),
        new Interval(
            j - Math.hypot(a.value() - x.low(), b.value() - y.low()),
            j + Math.hypot(x.high() - a.value(), y.high() - b.value()),
            Interval.DEFAULT_LEVEL,
            "Newcombe"));
  }

  /**
   * {@code 2 tp / (2 tp + fp + fn)}: the harmonic mean of precision and recall. It grows with the
   * Jaccard index J as {@code 2 J / (1 + J)}, which takes J's Wilson interval to its own.
   *
   * @return F1, 0 to 1; undefined if no case is diseased or called so
   * @see "C. J. van Rijsbergen, Information Retrieval (1979), chapter 7"
   */
  public Estimate f1() {
    Rate j = jaccard();
    if (!j.isDefined()) {
      return Estimate.undefined("F1", j.reason());
    }
    Interval i = j.wilson();
    return Estimate.of(
        "F1",
        2. * confusion.tp() / (2 * confusion.tp() + confusion.fp() + confusion.fn()),
        basis(),
        new Interval(
            2 * i.low() / (1 + i.low()),
            2 * i.high() / (1 + i.high()),
            i.level(),
            "Wilson of the Jaccard index"));
  }

  /**
   * {@code (1 + b^2) tp / ((1 + b^2) tp + b^2 fn + fp)}: as {@link #f1}, recall counting b times as
   * much as precision.
   *
   * @param beta how much more recall counts than precision; 1 is {@link #f1}
   * @return F-beta, 0 to 1; undefined if no case is diseased or called so
   * @throws EvalException if {@code beta} is not above 0
   */
  public Estimate fBeta(double beta) {
    if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
      throw new EvalException("beta of F-beta is " + beta + ", must be above 0");
    }
    double b2 = beta * beta;
    double hits = (1 + b2) * confusion.tp();
    return Estimate.ratio(
        "F" + TextFormat.number(beta),
        hits,
        hits + b2 * confusion.fn() + confusion.fp(),
        basis(),
        jaccard().reason());
  }

  /**
   * Matthews's correlation of truth and calls, {@code (tp tn - fp fn) / sqrt((tp+fp) (tp+fn)
   * (tn+fp) (tn+fn))}, -1 to 1. Undefined without both classes; if all cases are called alike it is
   * 0, the limit (Chicco and Jurman), as scikit-learn has it too.
   *
   * @return the correlation, without interval by formula
   * @see "B. W. Matthews, Biochim. Biophys. Acta 405 (1975) 442; D. Chicco, G. Jurman, BMC Genomics
   *     21 (2020) 6"
   */
  public Estimate mcc() {
    if (!missing().isEmpty()) {
      return Estimate.undefined("MCC", missing());
    }
    double called = confusion.tp() + confusion.fp();
    double not = confusion.tn() + confusion.fn();
    double root =
        Math.sqrt(called * not * ((double) confusion.positives() * confusion.negatives()));
    double over =
        (double) confusion.tp() * confusion.tn() - (double) confusion.fp() * confusion.fn();
    return Estimate.of("MCC", root == 0 ? 0 : over / root, basis(), Bootstrap.ADVICE);
  }

  /**
   * Cohen's kappa of truth and calls: {@code (accuracy - chance) / (1 - chance)}, chance from the
   * margins.
   *
   * @return kappa, without interval by formula; undefined if all cases are of one class and called
   *     so
   * @see "J. Cohen, Educational and Psychological Measurement 20 (1960) 37"
   */
  public Estimate kappa() {
    double n = confusion.cases();
    double called = confusion.tp() + confusion.fp();
    double not = confusion.tn() + confusion.fn();
    // Times n squared, so that whole numbers stay exact.
    double chance = called * confusion.positives() + not * confusion.negatives();
    return Estimate.ratio(
        "Cohen's kappa",
        n * (confusion.tp() + confusion.tn()) - chance,
        n * n - chance,
        basis(),
        n == 0 ? "no cases" : "all cases are of one class and called so, 0/0");
  }

  /**
   * {@code sensitivity / (1 - specificity)}: how many times a positive call multiplies the odds of
   * disease. Interval: normal on the logarithm; none if a count is 0.
   *
   * @return the ratio, 0 or more; undefined without both classes, or without false positives
   * @see "D. L. Simel, G. P. Samsa, D. B. Matchar, J. Clin. Epidemiol. 44 (1991) 763"
   */
  public Estimate lrPlus() {
    return likelihoodRatio("LR+", confusion.tp(), confusion.fp(), "no false positives");
  }

  /**
   * {@code (1 - sensitivity) / specificity}: how many times a negative call multiplies the odds of
   * disease. Interval as of {@link #lrPlus}.
   *
   * @return the ratio, 0 or more; undefined without both classes, or without true negatives
   */
  public Estimate lrMinus() {
    return likelihoodRatio("LR-", confusion.fn(), confusion.tn(), "no true negatives");
  }

  private Estimate likelihoodRatio(String name, long diseased, long healthy, String none) {
    if (!missing().isEmpty()) {
      return Estimate.undefined(name, missing());
    }
    if (healthy == 0) {
      return Estimate.undefined(name, none + ", a division by 0");
    }
    double p = confusion.positives();
    double n = confusion.negatives();
    return onLogarithm(
        name, diseased / p / (healthy / n), 1. / diseased - 1 / p + 1. / healthy - 1 / n);
  }

  /**
   * The diagnostic odds ratio, {@code tp tn / (fp fn)}. Interval: normal on the logarithm (Woolf).
   *
   * @return the ratio, 0 or more; undefined without both classes, false positives or false
   *     negatives
   * @see "A. S. Glas et al., J. Clin. Epidemiol. 56 (2003) 1129; B. Woolf, Ann. Hum. Genet. 19
   *     (1955) 251"
   */
  public Estimate oddsRatio() {
    String name = "diagnostic odds ratio";
    if (!missing().isEmpty()) {
      return Estimate.undefined(name, missing());
    }
    if (confusion.fp() == 0 || confusion.fn() == 0) {
      return Estimate.undefined(
          name,
          (confusion.fp() == 0 ? "no false positives" : "no false negatives")
              + ", a division by 0");
    }
    return onLogarithm(
        name,
        (double) confusion.tp() * confusion.tn() / ((double) confusion.fp() * confusion.fn()),
        1. / confusion.tn() + 1. / confusion.fp() + 1. / confusion.fn() + 1. / confusion.tp());
  }

  private Estimate onLogarithm(String name, double ratio, double variance) {
    if (ratio == 0) {
      return Estimate.of(name, 0, basis(), "the logarithm of 0 is infinite");
    }
    if (variance == 0) {
      return Estimate.of(name, ratio, basis(), ALIKE);
    }
    double factor = Math.exp(Interval.z(Interval.DEFAULT_LEVEL) * Math.sqrt(variance));
    return Estimate.of(
        name,
        ratio,
        basis(),
        new Interval(ratio / factor, ratio * factor, Interval.DEFAULT_LEVEL, "logarithm"));
  }

  /**
   * The PPV that a set of another prevalence would have, if sensitivity and specificity stay as
   * they are (Bayes): {@code se pi / (se pi + (1 - sp) (1 - pi))}. Interval: normal on the logit,
   * from the variances of both rates; none if one of them is 0 or 1.
   *
   * @param prevalence share of the diseased there, above 0 and below 1
   * @return the PPV there; undefined if no case was called positive
   * @throws EvalException if the prevalence is outside
   * @see "N. D. Mercaldo, K. F. Lau, X. H. Zhou, Statistics in Medicine 26 (2007) 2170"
   */
  public Estimate ppvAt(double prevalence) {
    requirePrevalence(prevalence);
    return at("PPV", prevalence, confusion.tp(), confusion.fp(), "called positive");
  }

  /**
   * The NPV at another prevalence, {@code sp (1 - pi) / (sp (1 - pi) + (1 - se) pi)}; see {@link
   * #ppvAt}.
   *
   * @param prevalence share of the diseased, above 0 and below 1 there
   * @return the NPV there; undefined if no case was called negative
   * @throws EvalException if the prevalence is not between 0 and 1
   */
  public Estimate npvAt(double prevalence) {
    requirePrevalence(prevalence);
    return at("NPV", prevalence, confusion.fn(), confusion.tn(), "called negative");
  }

  /** A predictive value from the diseased and the healthy that got one call. */
  private Estimate at(String value, double prevalence, long diseased, long healthy, String call) {
    String name = value + " at a prevalence of " + TextFormat.number(prevalence);
    if (!missing().isEmpty()) {
      return Estimate.undefined(name, missing());
    }
    if (diseased + healthy == 0) {
      return Estimate.undefined(name, "no case was " + call + ", 0/0");
    }
    double p = confusion.positives();
    double n = confusion.negatives();
    double ill = diseased / p * prevalence;
    double well = healthy / n * (1 - prevalence);
    double right = value.equals("PPV") ? ill : well;
    double wrong = value.equals("PPV") ? well : ill;
    double share = right / (right + wrong);
    if (diseased == 0 || healthy == 0) {
      return Estimate.of(name, share, basis(), "its logit is infinite");
    }
    double variance = 1. / diseased - 1 / p + 1. / healthy - 1 / n;
    if (variance == 0) {
      return Estimate.of(name, share, basis(), ALIKE);
    }
    double logit = Math.log(right / wrong);
    double half = Interval.z(Interval.DEFAULT_LEVEL) * Math.sqrt(variance);
    return Estimate.of(
        name,
        share,
        basis(),
        new Interval(
            Logistic.expit(logit - half),
            Logistic.expit(logit + half),
            Interval.DEFAULT_LEVEL,
            "logit"));
  }

  /**
   * The accuracy at another prevalence: {@code se pi + sp (1 - pi)}. Interval: square-and-add of
   * the two parts' Wilson intervals.
   *
   * @param prevalence share of the diseased, above 0 and below 1 there
   * @return the accuracy there; undefined without both classes
   * @throws EvalException if the prevalence is not between 0 and 1
   */
  public Estimate accuracyAt(double prevalence) {
    requirePrevalence(prevalence);
    String name = "accuracy at a prevalence of " + TextFormat.number(prevalence);
    if (!missing().isEmpty()) {
      return Estimate.undefined(name, missing());
    }
    double a = sensitivity().value();
    double b = specificity().value();
    Interval x = sensitivity().wilson();
    Interval y = specificity().wilson();
    double value = a * prevalence + b * (1 - prevalence);
    return Estimate.of(
        name,
        value,
        basis(),
        new Interval(
            value - Math.hypot((a - x.low()) * prevalence, (b - y.low()) * (1 - prevalence)),
            value + Math.hypot((x.high() - a) * prevalence, (y.high() - b) * (1 - prevalence)),
            Interval.DEFAULT_LEVEL,
            "Newcombe"));
  }

  static void requirePrevalence(double prevalence) {
    if (!(prevalence > 0 && prevalence < 1)) {
      throw new EvalException(
          "prevalence is " + prevalence + ", must be between 0 and 1 (.05 is 5 %)");
    }
  }

  /** {@return the metrics that a first look wants, in the order in which they are read} */
  public List<Metric> metrics() {
    return List.of(
        sensitivity(),
        specificity(),
        ppv(),
        npv(),
        accuracy(),
        prevalence(),
        balancedAccuracy(),
        f1(),
        mcc(),
        lrPlus(),
        lrMinus());
  }

  private String missing() {
    return confusion.cases() == 0
        ? "no cases"
        : confusion.positives() == 0
            ? "no positive cases"
            : confusion.negatives() == 0 ? "no negative cases" : "";
  }

  private String basis() {
    return TextFormat.count(confusion.cases(), "case", "cases");
  }

  /** A metric a line. */
  @Override
  public String toString() {
    return metrics().stream().map(Metric::toString).collect(Collectors.joining("\n"));
  }
}
