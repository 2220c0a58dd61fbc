package medimg.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  @Test
  void borderScoresBelongToTheBinBelow() {
    Predictions cases = Predictions.of(new int[] {0, 1, 0, 1}, new double[] {0, .5, .50001, 1});
    Calibration two = cases.calibration(2);
    assertThat(two.bins()).hasSize(2);
    assertThat(two.bins().get(0).cases()).isEqualTo(2);
    assertThat(two.bins().get(0).meanScore()).isEqualTo(.25);
    assertThat(two.bins().get(0).positives()).isEqualTo(Rate.of("positive", 1, 2));
    assertThat(two.bins().get(1).difference()).isCloseTo(.250005, within(1e-12));
    assertThatThrownBy(() -> cases.calibration(0))
        .hasMessage("calibration: 0 bins, must be 1 or more");
  }

  @Test
  void noEceBelow200Cases() {
    Random random = new Random(1);
    Calibration few = SimulatedCases.calibrated(random, 199).calibration(10);
    assertThat(few.ece()).hasToString("ECE undefined: 199 cases, below 200 it is noise");
    assertThat(few.mce().isDefined()).isFalse();
    Calibration enough = SimulatedCases.calibrated(random, 200).calibration(10);
    assertThat(enough.ece().isDefined()).isTrue();
    assertThat(enough.toString()).contains("scores").contains("95 % (Wilson)").contains("ECE .");
  }

  /** Two scores, .2 and .8, of 10 cases each: the fit goes through both shares, 3/10 and 6/10. */
  @Test
  void slopeAndInterceptByHand() {
    int[] truth = new int[20];
    double[] scores = new double[20];
    for (int i = 0; i < 20; i++) {
      scores[i] = i < 10 ? .2 : .8;
      truth[i] = i < 3 || i >= 14 ? 1 : 0;
    }
    Calibration c = Predictions.of(truth, scores).calibration(10);
    double low = Math.log(3 / 7.);
    double high = Math.log(6 / 4.);
    assertThat(c.slope().value()).isCloseTo((high - low) / (2 * Math.log(4)), within(1e-9));
    assertThat(c.intercept().value()).isCloseTo((high + low) / 2, within(1e-9));
  }

  /** Logits doubled: the slope halves. Also with logits of +-40, where exp is near its ends. */
  @Test
  void exaggeratedScoresHaveASmallSlope() {
    Predictions right = SimulatedCases.calibrated(new Random(4), 3000);
    double slope = right.calibration(10).slope().value();
    for (double factor : new double[] {2, 8, .01, 1e-5}) {
      Predictions wrong = right.map(p -> Logistic.expit(factor * Logistic.logit(p)));
      assertThat(wrong.calibration(10).slope().value() * factor)
          .as("factor %f", factor)
          .isCloseTo(slope, within(1e-3));
    }
  }

  @Test
  void touchingClassesHaveNoSlope() {
    Predictions touching = Predictions.of(new int[] {0, 0, 1, 1}, new double[] {.2, .4, .4, .6});
    assertThat(touching.calibration(2).slope().reason()).contains("separate");
    Predictions upsideDown = Predictions.of(new int[] {1, 1, 0, 0}, new double[] {.2, .3, .4, .6});
    assertThat(upsideDown.calibration(2).slope().reason()).contains("separate");
  }
}
