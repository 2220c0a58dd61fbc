package medimg.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Predictions CASES = SimulatedCases.binormal(new Random(1), 20, 30, 1);

  @Test
  void modelsThatRankAlikeHaveNoTest() {
    DeLongTest test = CASES.against(CASES.map(s -> 3 * s + 1)).delong();
    assertThat(test.difference().value()).isZero();
    assertThat(test.p()).hasToString("p undefined: both models rank all cases alike, 0/0");
    assertThat(test.toString()).doesNotContain("NaN");
  }

  @Test
  void textShowsBothAndTheDifference() {
    assertThat(CASES.against(CASES.map(s -> -s)).delong().toString())
        .contains("first AUC .")
        .contains("second AUC .")
        .contains("difference of AUC .")
        .contains(", p ");
  }

  @Test
  void otherCasesAreRefused() {
    Predictions other = SimulatedCases.binormal(new Random(1), 21, 29, 1);
    assertThatThrownBy(() -> CASES.against(other))
        .isInstanceOf(EvalException.class)
        .hasMessageStartingWith("two models are compared on the same cases");
    double[] weights = new double[50];
    assertThatThrownBy(
            () -> CASES.withWeights(weights).against(CASES.withWeights(weights)).delong())
        .hasMessage("DeLong's test takes every case once: leave the weights out");
    Predictions single = Predictions.of(new int[] {1, 0, 0}, new double[] {1, 2, 3});
    assertThatThrownBy(() -> single.against(single).delong())
        .hasMessageStartingWith("DeLong's test needs two cases of each class");
  }

  @Test
  void mcnemarCountsWhoIsRightAlone() {
    Predictions a = Predictions.of(new int[] {1, 1, 0, 0}, new double[] {.9, .9, .1, .9});
    Predictions b = Predictions.of(new int[] {1, 1, 0, 0}, new double[] {.9, .1, .9, .9});
    assertThat(a.against(b).mcnemar(.5)).isEqualTo(new McNemar(1, 2, 0, 1));
    assertThat(a.against(b).mcnemar(.5, .05)).isEqualTo(new McNemar(2, 1, 0, 1));
  }

  /** 1 against 5: 2 (1 + 6) / 64; (4 - 1)^2 / 6. */
  @Test
  void mcnemarByHand() {
    McNemar test = new McNemar(10, 1, 5, 3);
    assertThat(test.exactP()).isCloseTo(14 / 64., within(1e-12));
    assertThat(test.correctedChiSquare().value()).isCloseTo(1.5, within(1e-12));
    assertThat(new McNemar(10, 4, 4, 3).exactP()).isEqualTo(1);
    assertThat(new McNemar(10, 4, 4, 3).correctedChiSquare().value()).isZero();
  }

  @Test
  void modelsThatNeverDisagree() {
    McNemar same = new McNemar(10, 0, 0, 3);
    assertThat(same.exactP()).isEqualTo(1);
    assertThat(same.correctedP()).hasToString("p undefined: the models never disagree, 0/0");
    assertThatThrownBy(() -> new McNemar(1, -1, 0, 0)).isInstanceOf(EvalException.class);
    assertThatThrownBy(() -> new McNemar(0, 3_000_000_000L, 0, 0).exactP())
        .isInstanceOf(EvalException.class);
  }

  /** Newcombe 1998, table II, method 10. */
  @Test
  void thePairedDifferenceHasNewcombesInterval() {
    Interval i = new McNemar(36, 12, 2, 0).difference().interval().orElseThrow();
    assertThat(new McNemar(36, 12, 2, 0).difference().value()).isCloseTo(.2, within(1e-12));
    assertThat(i.low()).isCloseTo(.0569, within(5e-5));
    assertThat(i.high()).isCloseTo(.3404, within(5e-5));
    Interval other = new McNemar(36, 2, 12, 0).difference().interval().orElseThrow();
    assertThat(other.low()).isCloseTo(-i.high(), within(1e-12));
    assertThat(other.high()).isCloseTo(-i.low(), within(1e-12));
  }

  @Test
  void thePairedDifferenceOfModelsThatAgreeIsZeroWithAWidth() {
    Estimate none = new McNemar(30, 0, 0, 20).difference();
    assertThat(none.value()).isZero();
    assertThat(none.interval().orElseThrow().contains(0)).isTrue();
    assertThat(none.interval().orElseThrow().width()).isBetween(.01, .1);
    assertThat(new McNemar(0, 0, 0, 0).difference())
        .hasToString("difference of rates undefined: no cases");
  }
}
