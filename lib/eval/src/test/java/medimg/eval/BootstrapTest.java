package medimg.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final Predictions CASES = SimulatedCases.binormal(new Random(1), 40, 60, 1);

  @Test
  void theSameSeedGivesTheSameInterval() {
    Estimate first = new Bootstrap(200, 3).estimate(CASES, Predictions::auc);
    assertThat(new Bootstrap(200, 3).estimate(CASES, Predictions::auc)).isEqualTo(first);
    assertThat(new Bootstrap(200, 4).estimate(CASES, Predictions::auc)).isNotEqualTo(first);
    assertThat(first.value()).isEqualTo(CASES.auc().value());
    assertThat(first.name()).isEqualTo("AUC");
    assertThat(first.toString()).endsWith("(bootstrap by case, 200 draws)");
    assertThat(first.basis()).isEqualTo("100 cases");
  }

  /** Independent cases: about as wide as by formula. */
  @Test
  void ofIndependentCasesItIsNearTheFormula() {
    Interval formula = CASES.auc().delong(.95);
    Interval drawn =
        new Bootstrap(4000, 1).estimate(CASES, Predictions::auc).interval().orElseThrow();
    assertThat(drawn.low()).isCloseTo(formula.low(), within(.02));
    assertThat(drawn.high()).isCloseTo(formula.high(), within(.02));
    Interval wider =
        new Bootstrap(4000, 1).estimate(CASES, Predictions::auc, .99).interval().orElseThrow();
    assertThat(wider.width()).isGreaterThan(drawn.width());
  }

  /** Ten equal images of each patient say no more than one. */
  @Test
  void copiesOfAPatientsImageDoNotNarrowIt() {
    boolean[] truth = new boolean[1000];
    double[] scores = new double[1000];
    int[] patient = new int[1000];
    for (int i = 0; i < 1000; i++) {
      truth[i] = CASES.truth(i / 10);
      scores[i] = CASES.score(i / 10);
      patient[i] = i / 10;
    }
    Predictions copies = Predictions.of(truth, scores);
    Bootstrap bootstrap = new Bootstrap(500, 1);
    Interval once = bootstrap.estimate(CASES, Predictions::auc).interval().orElseThrow();
    Estimate byPatient = bootstrap.estimate(copies.withPatients(patient), Predictions::auc);
    assertThat(byPatient.interval().orElseThrow().low()).isCloseTo(once.low(), within(1e-12));
    assertThat(byPatient.interval().orElseThrow().high()).isCloseTo(once.high(), within(1e-12));
    assertThat(byPatient.toString()).contains("(100 patients)").contains("by patient, 500 draws");
    assertThat(bootstrap.estimate(copies, Predictions::auc).interval().orElseThrow().width())
        .isLessThan(once.width() / 2);
  }

  @Test
  void onePatientWithAllPositivesHasNoInterval() {
    int[] truth = new int[40];
    double[] scores = new double[40];
    int[] patient = new int[40];
    for (int i = 0; i < 40; i++) {
      truth[i] = i < 10 ? 1 : 0;
      scores[i] = i % 7;
      patient[i] = i < 10 ? 0 : i;
    }
    Predictions cases = Predictions.of(truth, scores).withPatients(patient);
    Estimate auc = new Bootstrap(500, 1).estimate(cases, Predictions::auc);
    assertThat(auc.value()).isEqualTo(cases.auc().value());
    assertThat(auc.interval()).isEmpty();
    assertThat(auc.reason())
        .matches(
            "undefined in \\d+ of 500 draws \\(no positive cases\\):"
                + " too few patients have what it needs");
  }

  @Test
  void onePatientAloneHasNoInterval() {
    Predictions one = CASES.withPatients(new int[100]);
    assertThat(new Bootstrap(500, 1).estimate(one, Predictions::auc).reason())
        .isEqualTo("one patient leaves nothing to draw");
  }

  @Test
  void differencesDrawTheSameCasesForBoth() {
    Estimate none = new Bootstrap(100, 1).difference(CASES, CASES, Predictions::auc);
    assertThat(none.value()).isZero();
    assertThat(none.interval().orElseThrow().width()).isZero();
    Predictions noisy = CASES.map(s -> s > 0 ? 1 : 0);
    Estimate difference = new Bootstrap(2000, 1).difference(CASES, noisy, Predictions::auc);
    Interval delong = CASES.against(noisy).delong().difference().interval().orElseThrow();
    assertThat(difference.interval().orElseThrow().low()).isCloseTo(delong.low(), within(.02));
    assertThat(difference.interval().orElseThrow().high()).isCloseTo(delong.high(), within(.02));
    assertThat(difference.name()).isEqualTo("difference of AUC");
    assertThatThrownBy(
            () ->
                new Bootstrap(100, 1)
                    .difference(CASES, noisy.where(new boolean[100]), Predictions::auc))
        .isInstanceOf(EvalException.class)
        .hasMessageStartingWith("two models are compared on the same cases");
  }

  @Test
  void fewRoundsAndWrongLevelsAreRefused() {
    assertThatThrownBy(() -> new Bootstrap(10, 1))
        .hasMessage("bootstrap: 10 rounds, must be 20 or more");
    assertThatThrownBy(() -> new Bootstrap(20, 1).estimate(CASES, Predictions::auc, 1))
        .isInstanceOf(EvalException.class);
  }

  /** As numpy: of 0, 10, 20 and 30 the quantile .25 is 7.5. */
  @Test
  void quantilesLieBetweenValues() {
    double[] sorted = {0, 10, 20, 30};
    assertThat(Bootstrap.quantile(sorted, .25)).isCloseTo(7.5, within(1e-12));
    assertThat(Bootstrap.quantile(sorted, 0)).isZero();
    assertThat(Bootstrap.quantile(sorted, 1)).isEqualTo(30);
  }
}
