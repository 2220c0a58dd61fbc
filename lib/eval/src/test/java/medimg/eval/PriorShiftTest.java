package medimg.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PriorShiftTest {
  /** Odds 1 at .5 become 1/9 at .1; odds 3 become 1/3. */
  @Test
  void oddsAreMultiplied() {
    PriorShift shift = new PriorShift(.5, .1);
    assertThat(shift.apply(.5)).isCloseTo(.1, within(1e-12));
    assertThat(shift.apply(.75)).isCloseTo(.25, within(1e-12));
    assertThat(shift.apply(0)).isZero();
    assertThat(shift.apply(1)).isEqualTo(1);
    assertThat(new PriorShift(.1, .5).apply(shift.apply(.3))).isCloseTo(.3, within(1e-12));
  }

  /** A model balanced to one half says too much at 10 %: the shift mends that, not the AUC. */
  @Test
  void calibrationIsMendedAndTheAucStays() {
    Random random = new Random(3);
    int n = 20_000;
    boolean[] truth = new boolean[n];
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      truth[i] = random.nextDouble() < .1;
      // N(+-1, 1) with equal classes: log odds 2 x.
      scores[i] = Logistic.expit(2 * (random.nextGaussian() + (truth[i] ? 1 : -1)));
    }
    Predictions balanced = Predictions.of(truth, scores);
    Predictions shifted = new PriorShift(.5, .1).apply(balanced);
    assertThat(balanced.calibration(10).inTheLarge().value()).isLessThan(-1.5);
    assertThat(shifted.calibration(10).inTheLarge().interval().orElseThrow().contains(0)).isTrue();
    assertThat(shifted.brier().value()).isLessThan(balanced.brier().value());
    assertThat(shifted.auc().value()).isCloseTo(balanced.auc().value(), within(1e-6));
    assertThat(PriorShift.estimated(.5, scores).to()).isCloseTo(.1, within(.01));
  }

  @Test
  void wrongInputIsNamed() {
    assertThatThrownBy(() -> new PriorShift(0, .5))
        .isInstanceOf(EvalException.class)
        .hasMessageStartingWith("prevalence is 0.0");
    assertThatThrownBy(() -> new PriorShift(.5, .1).apply(1.2))
        .hasMessage("prior shift needs probabilities: a score is 1.2, must be between 0 and 1");
    assertThatThrownBy(() -> PriorShift.estimated(.5))
        .hasMessage("a prevalence needs scores: there are none");
    assertThatThrownBy(() -> PriorShift.estimated(.5, 0, 0))
        .hasMessage("the scores' prevalence ends at 0: no shift leads there");
    assertThat(new PriorShift(.5, .1)).hasToString("prior shift from a prevalence of .5 to .1");
  }
}
