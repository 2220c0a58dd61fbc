package medimg.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PredictionsTest {
  private static final List<Function<Predictions, Metric>> METRICS =
      List.of(
          Predictions::auc,
          Predictions::averagePrecision,
          Predictions::brier,
          Predictions::logLoss,
          p -> p.calibration(4).slope(),
          p -> p.calibration(4).intercept(),
          p -> p.calibration(4).inTheLarge(),
          p -> p.calibrationByQuantile(3).ece(),
          p -> p.at(.5).scores().mcc(),
          p -> p.at(.5).scores().sensitivity());

  /** Cases with many ties: scores are tenths. */
  private static Predictions tied(Random random, int n) {
    int[] truth = new int[n];
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      truth[i] = random.nextInt(3) == 0 ? 1 : 0;
      scores[i] = (1 + random.nextInt(6 + 3 * truth[i])) / 10.;
    }
    return Predictions.of(truth, scores);
  }

  /** By the definitions: all pairs, and DeLong's placements one by one. */
  @Test
  void areaAndVarianceAreThoseOfAllPairs() {
    Random random = new Random(5);
    for (int trial = 0; trial < 200; trial++) {
      Predictions cases = tied(random, 5 + random.nextInt(30));
      double[] x = cases.scores(true);
      double[] y = cases.scores(false);
      if (x.length < 2 || y.length < 2) {
        continue;
      }
      double[] ofX = new double[x.length];
      double[] ofY = new double[y.length];
      double area = 0;
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < y.length; j++) {
          double won = x[i] > y[j] ? 1 : x[i] == y[j] ? .5 : 0;
          ofX[i] += won / y.length;
          ofY[j] += won / x.length;
          area += won / x.length / y.length;
        }
      }
      double variance = 0;
      for (double v : ofX) {
        variance += (v - area) * (v - area) / (x.length - 1) / x.length;
      }
      for (double v : ofY) {
        variance += (v - area) * (v - area) / (y.length - 1) / y.length;
      }
      assertThat(cases.auc().value()).isCloseTo(area, within(1e-12));
      assertThat(cases.auc().variance().getAsDouble()).isCloseTo(variance, within(1e-12));
    }
  }

  /** A change of one case's weight by little: what the jackknife's derivatives must sum to. */
  @Test
  void averagePrecisionsVarianceIsThatOfSmallChangesOfWeight() {
    Predictions cases = tied(new Random(8), 40);
    double ap = cases.averagePrecision().value();
    double squares = 0;
    for (int i = 0; i < 40; i++) {
      double[] weights = new double[40];
      Arrays.fill(weights, 1);
      weights[i] += 1e-6;
      double d = (cases.withWeights(weights).averagePrecision().value() - ap) / 1e-6;
      squares += d * d;
    }
    double se = Math.sqrt(squares * 40 / 39);
    double half = Interval.z(.95) * se / (ap * (1 - ap));
    assertThat(cases.averagePrecision().interval().orElseThrow().low())
        .isCloseTo(Logistic.expit(Logistic.logit(ap) - half), within(1e-5));
  }

  @Test
  void wholeWeightsAreRepeatedCases() {
    Random random = new Random(2);
    int n = 120;
    Predictions once = tied(random, n);
    double[] weights = new double[n];
    int all = 0;
    for (int i = 0; i < n; i++) {
      weights[i] = random.nextInt(4);
      all += (int) weights[i];
    }
    boolean[] truth = new boolean[all];
    double[] scores = new double[all];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < weights[i]; k++) {
        truth[at] = once.truth(i);
        scores[at++] = once.score(i);
      }
    }
    Predictions weighted = once.withWeights(weights);
    Predictions repeated = Predictions.of(truth, scores);
    for (Function<Predictions, Metric> metric : METRICS) {
      Metric a = metric.apply(weighted);
      Metric b = metric.apply(repeated);
      assertThat(a.isDefined()).isEqualTo(b.isDefined());
      if (a.isDefined()) {
        assertThat(a.value()).as(a.name()).isCloseTo(b.value(), within(1e-12));
        a.interval()
            .ifPresent(
                i -> assertThat(i.low()).isCloseTo(b.interval().orElseThrow().low(), within(1e-9)));
      }
    }
  }

  @Test
  void otherWeightsGiveNoCounts() {
    double[] weights = new double[60];
    Arrays.fill(weights, 1.5);
    Predictions half = tied(new Random(3), 60).withWeights(weights);
    assertThat(half.auc().interval()).isEmpty();
    assertThat(half.auc().toString()).contains("weights that are not whole; a bootstrap gives one");
    assertThat(half.brier().interval()).isEmpty();
    assertThatThrownBy(() -> half.at(.5))
        .isInstanceOf(EvalException.class)
        .hasMessageStartingWith("a confusion matrix counts cases: weights must be whole");
    assertThatThrownBy(() -> half.calibration(10)).hasMessageStartingWith("calibration counts");
    assertThatThrownBy(() -> half.roc().youden()).isInstanceOf(EvalException.class);
    assertThat(new Bootstrap(100, 1).estimate(half, Predictions::brier).interval()).isPresent();
  }

  /** Sums of such weights round, by which an area of 1 would be a little more than 1. */
  @Test
  void perfectScoresOfAnyWeightsHaveAnAreaOfOne() {
    Random random = new Random(6);
    for (int trial = 0; trial < 500; trial++) {
      int[] truth = new int[9];
      double[] scores = new double[9];
      double[] weights = new double[9];
      for (int i = 0; i < 9; i++) {
        truth[i] = i < 4 ? 0 : 1;
        scores[i] = i;
        weights[i] = random.nextDouble();
      }
      double area = Predictions.of(truth, scores).withWeights(weights).auc().value();
      assertThat(area).isBetween(1 - 1e-12, 1.);
    }
  }

  @Test
  void oneClassOnly() {
    Predictions healthy = Predictions.of(new int[3], new double[] {.1, .2, .2});
    assertThat(healthy.auc()).hasToString("AUC undefined: no positive cases");
    assertThatThrownBy(() -> healthy.auc().value())
        .hasMessage("AUC is undefined: no positive cases");
    assertThat(healthy.averagePrecision().reason()).isEqualTo("no positive cases");
    assertThat(healthy.brier().value()).isCloseTo(.03, within(1e-12));
    assertThat(healthy.calibration(10).slope().reason()).isEqualTo("no positive cases");
    assertThat(healthy.evaluate(.5).toString()).doesNotContain("NaN");
    assertThatThrownBy(healthy::roc)
        .isInstanceOf(EvalException.class)
        .hasMessage("a ROC curve needs both classes: there are no positive cases");
    assertThatThrownBy(healthy::precisionRecall).isInstanceOf(EvalException.class);
    Predictions ill = Predictions.of(new int[] {1, 1}, new double[] {.1, .2});
    assertThat(ill.auc().reason()).isEqualTo("no negative cases");
    assertThat(ill.averagePrecision().value()).isEqualTo(1);
    assertThat(ill.evaluate(.5).toString()).doesNotContain("NaN");
  }

  @Test
  void noCasesAtAll() {
    Predictions none = Predictions.of(new int[0], new double[0]);
    assertThat(none.evaluate(.5).toString())
        .startsWith("0 cases, 0 positive, threshold .5")
        .doesNotContain("NaN");
    assertThat(none.brier().reason()).isEqualTo("no cases");
    assertThatThrownBy(() -> none.calibrationByQuantile(4)).isInstanceOf(EvalException.class);
    assertThat(new Bootstrap(100, 1).estimate(none, Predictions::auc).isDefined()).isFalse();
  }

  @Test
  void oneCaseOfAClass() {
    Predictions one = Predictions.of(new int[] {0, 0, 1}, new double[] {.1, .5, .3});
    assertThat(one.auc())
        .hasToString(
            "AUC .5 (1 positive, 2 negative);"
                + " no interval: DeLong's variance needs two cases of each class");
    assertThat(one.averagePrecision().reason()).isEqualTo("one positive case");
    assertThatThrownBy(() -> one.auc().standardError()).isInstanceOf(EvalException.class);
  }

  @Test
  void allScoresEqual() {
    Predictions same = Predictions.of(new int[] {0, 1, 0, 1, 0}, new double[] {.4, .4, .4, .4, .4});
    assertThat(same.auc().value()).isEqualTo(.5);
    assertThat(same.averagePrecision().value()).isCloseTo(.4, within(1e-12));
    assertThat(same.roc().size()).isEqualTo(2);
    assertThat(same.roc().corners().size()).isEqualTo(2);
    assertThat(same.calibration(10).slope().reason()).isEqualTo("all scores are equal");
    assertThat(same.calibration(10).inTheLarge().value()).isCloseTo(0, within(1e-9));
    assertThat(same.evaluate(.5).toString()).doesNotContain("NaN");
  }

  @Test
  void perfectScoresSayThatTheirIntervalSaysNothing() {
    Predictions perfect = Predictions.of(new int[] {0, 0, 1, 1}, new double[] {.1, .2, .8, .9});
    assertThat(perfect.auc().toString()).endsWith("says nothing about other cases");
    assertThatThrownBy(() -> perfect.auc().logit(.95))
        .hasMessage("AUC is 1: its logit is infinite");
    assertThat(perfect.averagePrecision().interval()).isEmpty();
    assertThat(perfect.calibration(10).slope().reason())
        .isEqualTo("the scores separate the classes, the slope is infinite");
  }

  @Test
  void certainScoresHaveALossButNoSlope() {
    Predictions certain = Predictions.of(new int[] {0, 1, 1, 0}, new double[] {0, 1, 0, .5});
    assertThat(certain.logLoss().value())
        .isCloseTo((-Math.log(Math.ulp(1.0)) - Math.log(.5)) / 4, within(1e-12));
    assertThat(certain.calibration(10).slope().reason())
        .isEqualTo("3 scores are 0 or 1, of which the logit is infinite");
  }

  @Test
  void wrongInputIsNamed() {
    assertThatThrownBy(() -> Predictions.of(new int[] {0, 2}, new double[2]))
        .isInstanceOf(EvalException.class)
        .hasMessage("label of case 1 is 2, must be 0 or 1");
    assertThatThrownBy(() -> Predictions.of(new int[2], new double[] {0, Double.NaN}))
        .hasMessage("score of case 1 is NaN, must be a finite number");
    assertThatThrownBy(() -> Predictions.of(new int[2], new double[3]))
        .hasMessage("scores: 3, but 2 cases: must be as many");
    Predictions logits = Predictions.of(new int[] {0, 1}, new double[] {-1, 2});
    assertThat(logits.auc().value()).isEqualTo(1);
    assertThatThrownBy(logits::brier)
        .hasMessage("Brier score needs probabilities: a score is -1.0, must be between 0 and 1");
    assertThatThrownBy(() -> logits.evaluate(.5)).isInstanceOf(EvalException.class);
    assertThatThrownBy(() -> logits.at(Double.NaN))
        .hasMessage("threshold is NaN, must be a number");
    assertThatThrownBy(() -> logits.withWeights(1, -1))
        .hasMessage("weight of case 1 is -1.0, must be 0 or more");
    assertThatThrownBy(() -> logits.withPatients("a", " "))
        .hasMessage("case 1 has no patient: every case needs one, or none has");
    assertThatThrownBy(() -> logits.onePerPatient(1)).isInstanceOf(EvalException.class);
    assertThatThrownBy(() -> logits.where(true)).isInstanceOf(EvalException.class);
  }

  @Test
  void casesStayAsTheyWereGiven() {
    boolean[] truth = {false, true};
    double[] scores = {.2, .7};
    Predictions cases = Predictions.of(truth, scores);
    truth[0] = true;
    scores[0] = .9;
    assertThat(cases.auc().value()).isEqualTo(1);
    cases.roc().thresholds()[1] = 5;
    assertThat(cases.roc().thresholds()).containsExactly(Double.POSITIVE_INFINITY, .7, .2);
  }

  @Test
  void somePatientsAndAllAgain() {
    Predictions cases =
        Predictions.of(new int[] {0, 1, 1, 0, 1}, new double[] {.1, .2, .3, .4, .5})
            .withPatients("a", "b", "b", "c", "a");
    assertThat(cases).hasToString("5 cases of 3 patients, 3 positive (.6)");
    assertThat(cases.evaluate(.5).toString()).contains("patients repeat: see Bootstrap");
    Predictions some = cases.where(true, false, true, false, true);
    assertThat(some).hasToString("3 cases of 2 patients, 2 positive (.667)");
    assertThat(some.scores(true)).containsExactly(.3, .5);
    Predictions rest = cases.where(false, true, false, true, false);
    assertThat(Predictions.pooled(List.of(some, rest)))
        .hasToString("5 cases of 3 patients, 3 positive (.6)");
    assertThat(Predictions.pooled(List.of(some, rest)).auc().value())
        .isEqualTo(cases.auc().value());
    for (int seed = 0; seed < 20; seed++) {
      Predictions one = cases.onePerPatient(seed);
      assertThat(one.size()).isEqualTo(3);
      assertThat(one.patientCount()).hasValue(3);
    }
    Predictions nameless = Predictions.of(new int[] {0}, new double[] {.5});
    assertThatThrownBy(() -> Predictions.pooled(List.of(cases, nameless)))
        .isInstanceOf(EvalException.class);
  }

  /** Minus zero is zero, and a threshold takes cases that lie on it. */
  @Test
  void bordersOfThresholds() {
    Predictions cases = Predictions.of(new int[] {1, 0, 1}, new double[] {0.0, -0.0, .5});
    assertThat(cases.at(0)).isEqualTo(new Confusion(0, 1, 0, 2));
    assertThat(cases.at(-0.0)).isEqualTo(new Confusion(0, 1, 0, 2));
    assertThat(cases.at(.5)).isEqualTo(new Confusion(1, 0, 1, 1));
    assertThat(cases.at(Math.nextUp(.5))).isEqualTo(new Confusion(1, 0, 2, 0));
    assertThat(cases.at(Double.POSITIVE_INFINITY)).isEqualTo(new Confusion(1, 0, 2, 0));
    assertThat(cases.roc().size()).isEqualTo(3);
  }
}
