package medimg.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Subgroups, folds, and how many cases an interval needs. */
class SummariesTest {
  private static final Predictions CASES =
      Predictions.of(new int[] {1, 0, 1, 0, 0, 0}, new double[] {.9, .2, .4, .6, .1, .3})
          .withPatients("a", "a", "b", "c", "d", "e");

  @Test
  void subgroupsKeepTheirCases() {
    Subgroups by = Subgroups.of(CASES, new String[] {"F", "F", "M", "M", "", null}, .5);
    assertThat(by.groups().keySet()).containsExactly("F", "M", "missing");
    assertThat(by.group("F").at(.5)).isEqualTo(new Confusion(1, 0, 0, 1));
    assertThat(by.group("F").patientCount()).hasValue(1);
    assertThat(by.toString())
        .contains("undefined: no positive cases")
        .contains("1/1 = 1")
        .contains("0/1 = 0")
        .contains("threshold .5, intervals of 95 %")
        .doesNotContain("NaN");
    assertThatThrownBy(() -> by.group("X"))
        .isInstanceOf(EvalException.class)
        .hasMessage("no group X, there are [F, M, missing]");
    assertThatThrownBy(() -> Subgroups.of(CASES, new String[2], .5))
        .hasMessage("groups: 2, but 6 cases: must be as many");
  }

  @Test
  void ageGroupsAreInTheOrderOfTheirYears() {
    String[] ages = {"60 and over", "5 to 17", "18 to 59", "", "100 and over", "0 to 4"};
    assertThat(Subgroups.of(CASES, ages, .5).groups().keySet())
        .containsExactly("0 to 4", "5 to 17", "18 to 59", "60 and over", "100 and over", "missing");
  }

  @Test
  void foldsHaveAMeanAndASpreadButNoInterval() {
    CrossValidation folds =
        new CrossValidation(
            "AUC", List.of(Rate.of("AUC", 7, 10), Rate.of("AUC", 8, 10), Rate.of("AUC", 9, 10)));
    assertThat(folds.mean().value()).isCloseTo(.8, within(1e-12));
    assertThat(folds.standardDeviation().value()).isCloseTo(.1, within(1e-12));
    assertThat(folds.mean().interval()).isEmpty();
    assertThat(folds.toString())
        .startsWith("fold 1: AUC 7/10 = .7")
        .endsWith("mean of AUC .8, standard deviation .1, from .7 to .9");
  }

  @Test
  void aFoldWithoutPositivesLeavesNoMean() {
    CrossValidation folds =
        CrossValidation.of(
            List.of(CASES, CASES.where(false, true, false, true, true, true)), Predictions::auc);
    assertThat(folds.mean())
        .hasToString("mean of AUC undefined: a fold has none: no positive cases");
    assertThat(folds.standardDeviation().isDefined()).isFalse();
    assertThat(folds.values()).hasSize(1);
    CrossValidation one = CrossValidation.of(List.of(CASES), Predictions::auc);
    assertThat(one.standardDeviation().reason()).isEqualTo("one fold has no spread");
    assertThat(one.toString()).contains("mean of AUC");
    assertThatThrownBy(() -> CrossValidation.of(List.of(), Predictions::auc))
        .hasMessage("a summary of folds needs folds: there are none");
  }

  @Test
  void theLeastNumberThatIsNarrowEnough() {
    SampleSize need = SampleSize.forSensitivity(.8, .1, .25);
    assertThat(Rate.wilson(.8 * need.needed(), need.needed(), .95).width()).isLessThanOrEqualTo(.1);
    assertThat(Rate.wilson(.8 * (need.needed() - 1), need.needed() - 1., .95).width())
        .isGreaterThan(.1);
    assertThat(need.cases()).isEqualTo(4 * need.needed());
    assertThat(need)
        .hasToString(
            "sensitivity .8 with a 95 % interval of .1 at most:"
                + " 245 positive cases, 980 cases in all");
    assertThat(SampleSize.forSpecificity(.8, .1, .25).cases()).isEqualTo(327);
    assertThat(SampleSize.forRate(.8, .1).cases()).isEqualTo(245);
    assertThat(SampleSize.forRate(.5, 1e-6).cases()).isGreaterThan(3_000_000_000_000L);
  }

  /** Cases of that number have DeLong intervals of about that width. */
  @Test
  void casesForAnAucGiveItsWidth() {
    SampleSize need = SampleSize.forAuc(.76, .1, .3);
    assertThat(need.needed() / .3).isCloseTo(need.cases(), within(4.));
    int positives = (int) need.needed();
    double width = 0;
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      width +=
          SimulatedCases.binormal(random, positives, (int) need.cases() - positives, 1)
                  .auc()
                  .delong(.95)
                  .width()
              / 50;
    }
    assertThat(width).isCloseTo(.1, within(.01));
  }

  /** Area .75: Q1 = .75 / 1.25 = .6, Q2 = 1.125 / 1.75; two cases of each class. */
  @Test
  void hanleyAndMcNeilByHand() {
    double variance = (.1875 + (.6 - .5625) + (1.125 / 1.75 - .5625)) / 4;
    assertThat(SampleSize.hanleyMcNeil(.75, 2, 2)).isCloseTo(Math.sqrt(variance), within(1e-12));
  }

  @Test
  void wrongPlansAreNamed() {
    assertThatThrownBy(() -> SampleSize.forRate(80, .1))
        .isInstanceOf(EvalException.class)
        .hasMessage("expected rate is 80.0, must be from 0 to 1");
    assertThatThrownBy(() -> SampleSize.forRate(.8, 0))
        .hasMessage("width of the interval is 0.0, must be from .000001 to below 1");
    assertThatThrownBy(() -> SampleSize.forAuc(.3, .1, .3))
        .hasMessage("expected AUC is 0.3, must be from .5 to below 1");
    assertThatThrownBy(() -> SampleSize.forSensitivity(.8, .1, 0))
        .isInstanceOf(EvalException.class);
  }
}
