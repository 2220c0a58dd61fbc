package medimg.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** By hand: scores .9+ .8- .7+ .6+ .5- .4- .3+ .2-. */
class RocTest {
  private static final Predictions CASES =
      Predictions.of(
          new int[] {1, 0, 1, 1, 0, 0, 1, 0}, new double[] {.9, .8, .7, .6, .5, .4, .3, .2});

  @Test
  void curve() {
    assertThat(CASES.roc().sensitivities()).containsExactly(0, .25, .25, .5, .75, .75, .75, 1, 1);
    assertThat(CASES.roc().falsePositiveRates())
        .containsExactly(0, 0, .25, .25, .25, .5, .75, .75, 1);
    assertThat(CASES.roc().auc().value()).isEqualTo(11 / 16.);
    assertThat(CASES.roc().corners().size()).isLessThan(CASES.roc().size());
    assertThat(CASES.roc()).hasToString("ROC curve of 9 points: " + CASES.auc());
  }

  @Test
  void sensitivityAtAFalsePositiveRate() {
    assertThat(CASES.roc().sensitivityAt(0)).isEqualTo(.25);
    assertThat(CASES.roc().sensitivityAt(.25)).isEqualTo(.75);
    assertThat(CASES.roc().sensitivityAt(1)).isEqualTo(1);
    assertThatThrownBy(() -> CASES.roc().sensitivityAt(2)).isInstanceOf(EvalException.class);
  }

  @Test
  void thresholdsByRule() {
    Roc roc = CASES.roc();
    assertThat(roc.youden()).isEqualTo(new OperatingPoint("Youden", .6, new Confusion(3, 1, 1, 3)));
    assertThat(roc.atSensitivity(.75).threshold()).isEqualTo(.6);
    assertThat(roc.atSensitivity(.76).threshold()).isEqualTo(.3);
    assertThat(roc.atSensitivity(1).confusion()).isEqualTo(new Confusion(1, 3, 0, 4));
    assertThat(roc.atSpecificity(.75).threshold()).isEqualTo(.6);
    assertThat(roc.atSpecificity(1).threshold()).isEqualTo(.9);
    assertThatThrownBy(() -> roc.atSensitivity(95))
        .hasMessage("wanted sensitivity is 95.0, must be above 0, at most 1");
  }

  @Test
  void costsMoveTheThreshold() {
    Roc roc = CASES.roc();
    assertThat(roc.cheapest(1, 1).threshold()).isEqualTo(.6);
    assertThat(roc.cheapest(100, 1).threshold()).isEqualTo(.3);
    assertThat(roc.cheapest(1, 100).threshold()).isEqualTo(.9);
    OperatingPoint never = roc.cheapest(1, 1, .0001);
    assertThat(never.threshold()).isEqualTo(.9);
    assertThatThrownBy(() -> roc.cheapest(0, 1))
        .hasMessage("costs are 0.0 and 1.0, must be above 0");
    assertThatThrownBy(() -> roc.cheapest(1, 1, 1)).isInstanceOf(EvalException.class);
  }

  /** The highest score is a healthy case's, and the disease rare: calling nobody costs least. */
  @Test
  void neverMayBeCheapest() {
    OperatingPoint never =
        Predictions.of(new int[] {0, 1, 0}, new double[] {.9, .5, .1}).roc().cheapest(1, 1, .01);
    assertThat(never.threshold()).isInfinite();
    assertThat(never.toString()).contains("no case is called positive").contains("0/1 = 0");
  }

  @Test
  void ofEqualsTheHighestThreshold() {
    Predictions same = Predictions.of(new int[] {1, 0, 1, 0}, new double[] {.4, .3, .2, .1});
    assertThat(same.roc().youden().threshold()).isEqualTo(.4);
  }

  /** 1/1, 2/3, 3/4, 4/7 at the positives. */
  @Test
  void precisionAndRecall() {
    assertThat(CASES.averagePrecision().value())
        .isCloseTo((1 + 2 / 3. + 3 / 4. + 4 / 7.) / 4, within(1e-12));
    PrecisionRecall pr = CASES.precisionRecall();
    assertThat(pr.precisions()).endsWith(2 / 3., .5, 1, 1);
    assertThat(pr.recalls()).startsWith(1, 1, .75).endsWith(.25, 0);
    assertThat(pr.thresholds()).hasSize(8);
    assertThat(pr.baseline()).isEqualTo(.5);
    assertThat(pr).hasToString("precision-recall curve of 9 points, baseline .5");
  }
}
