package medimg.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.junit.jupiter.api.Test;

class RateTest {
  @Test
  void textHasCountValueAndIntervalInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(new Confusion(49, 6, 17, 3).scores().sensitivity())
          .hasToString("sensitivity 3/20 = .15, 95 % .05 to .36 (Wilson)");
      assertThat(Rate.of("agreement", 99_999, 100_000))
          .hasToString("agreement 99,999/100,000 = .99999, 95 % .999943 to .999998 (Wilson)");
    } finally {
      Locale.setDefault(before);
    }
  }

  /** A share of all but a few is not written as 1, nor one of a few as 0. */
  @Test
  void nearlyAllIsNotAll() {
    assertThat(TextFormat.number(.99996)).isEqualTo(".99996");
    assertThat(TextFormat.number(.00004)).isEqualTo(".00004");
    assertThat(TextFormat.number(1)).isEqualTo("1");
    assertThat(TextFormat.number(-.15)).isEqualTo("-.15");
    assertThat(TextFormat.number(1e-12)).isEqualTo("1.0e-12");
    assertThat(TextFormat.fixed(.996, 2)).isEqualTo("1.00");
    assertThat(TextFormat.fixed(1, 2)).isEqualTo("1");
  }

  /** 1 of 2: z^2 = 3.8415, centre .5, half width z sqrt(.5 + .9604) / 5.8415. */
  @Test
  void wilsonByHand() {
    Interval half = Rate.of("x", 1, 2).wilson();
    double z = 1.959963984540054;
    assertThat(half.low())
        .isCloseTo(.5 - z * Math.sqrt(.5 + z * z / 4) / (2 + z * z), within(1e-12));
    assertThat(half.low() + half.high()).isCloseTo(1, within(1e-12));
  }

  /** None of n: the upper end solves (1 - p)^n = .025. */
  @Test
  void clopperPearsonOfNoneByHand() {
    Interval none = Rate.of("x", 0, 10).clopperPearson();
    assertThat(none.low()).isZero();
    assertThat(none.high()).isCloseTo(1 - Math.pow(.025, .1), within(1e-9));
  }

  /** Commons Statistics has the same formula, but at none and all its ends are rounded. */
  @Test
  void wilsonIsThatOfCommonsStatisticsAndExactAtNoneAndAll() {
    for (double level : new double[] {.5, .95, .999}) {
      for (int n = 1; n <= 200; n++) {
        double apart = 0;
        for (int k = 0; k <= n; k++) {
          Interval ours = Rate.of("x", k, n).wilson(level);
          var theirs = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(n, k, 1 - level);
          apart = Math.max(apart, apart(ours, theirs));
        }
        assertThat(apart).as("n %d, level %f", n, level).isLessThan(1e-12);
        assertThat(Rate.of("x", 0, n).wilson(level).low()).isZero();
        assertThat(Rate.of("x", n, n).wilson(level).high()).isEqualTo(1);
      }
    }
  }

  /** Of none Commons Statistics begins at 0, statsmodels at the posterior's quantile. */
  @Test
  void jeffreysIsThatOfCommonsStatisticsButForNoneAndAll() {
    for (int n = 2; n <= 60; n++) {
      double apart = 0;
      for (int k = 1; k < n; k++) {
        var theirs = BinomialConfidenceInterval.JEFFREYS.fromErrorRate(n, k, 1 - .95);
        apart = Math.max(apart, apart(Rate.of("x", k, n).jeffreys(), theirs));
      }
      assertThat(apart).as("n %d", n).isLessThan(1e-12);
      assertThat(Rate.of("x", 0, n).jeffreys().low()).isPositive();
      assertThat(Rate.of("x", n, n).jeffreys().high()).isLessThan(1);
    }
  }

  private static double apart(
      Interval ours, org.apache.commons.statistics.interval.Interval theirs) {
    return Math.max(
        Math.abs(ours.low() - theirs.getLowerBound()),
        Math.abs(ours.high() - theirs.getUpperBound()));
  }

  @Test
  void moreCasesThanCommonsStatisticsCountsAreRefused() {
    Rate many = Rate.of("x", 1, 3_000_000_000L);
    assertThat(many.wilson().high()).isPositive();
    assertThatThrownBy(many::clopperPearson)
        .isInstanceOf(EvalException.class)
        .hasMessage(
            "Clopper-Pearson interval of 3,000,000,000 cases: must be at most 2,147,483,647");
    assertThatThrownBy(many::agrestiCoull).isInstanceOf(EvalException.class);
  }

  @Test
  void aHigherLevelIsWider() {
    Rate rate = Rate.of("x", 7, 20);
    assertThat(rate.wilson(.99).low()).isLessThan(rate.wilson(.95).low());
    assertThat(rate.clopperPearson(.99).high()).isGreaterThan(rate.clopperPearson(.95).high());
    assertThat(rate.wilson(.99)).asString().startsWith("99 % ");
  }

  @Test
  void noneOfNoneIsUndefinedAndSaysWhy() {
    Rate none = Rate.of("agreement", 0, 0);
    assertThat(none.isDefined()).isFalse();
    assertThat(none.interval()).isEmpty();
    assertThat(none).hasToString("agreement undefined: no cases, 0/0");
    assertThat(none.orElse(.5)).isEqualTo(.5);
    assertThatThrownBy(none::value)
        .isInstanceOf(EvalException.class)
        .hasMessage("agreement is undefined: no cases, 0/0");
    assertThatThrownBy(none::wilson).hasMessage("agreement is undefined: no cases, 0/0");
    assertThatThrownBy(none::clopperPearson).isInstanceOf(EvalException.class);
  }

  @Test
  void wrongCountsAndLevelsAreNamed() {
    assertThatThrownBy(() -> Rate.of("x", 3, 2))
        .isInstanceOf(EvalException.class)
        .hasMessage("x 3/2: must be 0 <= count <= total");
    assertThatThrownBy(() -> Rate.of("x", -1, 2)).isInstanceOf(EvalException.class);
    assertThatThrownBy(() -> Rate.of("x", 1, 2).wilson(95))
        .hasMessage("level of an interval is 95.0, must be between 0 and 1");
    assertThatThrownBy(() -> new Interval(.5, .4, .95, "")).isInstanceOf(EvalException.class);
    assertThatThrownBy(() -> new Interval(Double.NaN, .4, .95, ""))
        .isInstanceOf(EvalException.class);
  }

  @Test
  void anErrorHasNoFramesInANotebook() {
    assertThat(new EvalException("x").getStackTrace()).isNotEmpty();
    System.setProperty("medimg.notebook", "true");
    try {
      assertThat(new EvalException("x").getStackTrace()).isEmpty();
    } finally {
      System.clearProperty("medimg.notebook");
    }
  }

  @Test
  void aRateReadAloudTellsCountsShareAndInterval() {
    assertThat(Rate.of("sensitivity", 3, 20).aloud("films with air", "were called positive"))
        .isEqualTo(
            "Of 20 films with air, 3 were called positive: 15 %; by Wilson's interval 5 to 36 % fit"
                + " these counts.");
    assertThat(Rate.of("sensitivity", 0, 0).aloud("films with air", "were called positive"))
        .isEqualTo("There are no films with air: sensitivity is undefined.");
  }
}
