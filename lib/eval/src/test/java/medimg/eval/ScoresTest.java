package medimg.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
  private static final Scores SIIM = new Confusion(49, 6, 17, 3).scores();

  @Test
  void siimConfusionGivesThePublishedScores() {
    assertThat(SIIM.sensitivity().value()).isCloseTo(.15, within(1e-12));
    assertThat(SIIM.specificity().value()).isCloseTo(49 / 55., within(1e-12));
    assertThat(SIIM.ppv().value()).isCloseTo(3 / 9., within(1e-12));
    assertThat(SIIM.npv().value()).isCloseTo(49 / 66., within(1e-12));
    assertThat(SIIM.accuracy().value()).isCloseTo(52 / 75., within(1e-12));
  }

  @Test
  void alwaysNoScoresHigherThanTheOriginalModel() {
    assertThat(new Confusion(55, 0, 20, 0).scores().accuracy().value())
        .isGreaterThan(SIIM.accuracy().value());
  }

  @Test
  void countsOfCallsAndOfScores() {
    boolean[] truth = {false, false, true, true, true};
    assertThat(Confusion.of(truth, new boolean[] {false, true, false, true, true}))
        .isEqualTo(new Confusion(1, 1, 1, 2));
    assertThat(Confusion.of(truth, new double[] {.1, .5, .4, .5, .9}, .5))
        .isEqualTo(new Confusion(1, 1, 1, 2));
    assertThat(new Confusion(1, 2, 3, 4).plus(new Confusion(10, 20, 30, 40)))
        .isEqualTo(new Confusion(11, 22, 33, 44));
    assertThat(new Confusion(49, 6, 17, 3))
        .hasToString(
            """
                            called negative  called positive
            truly negative            tn 49             fp 6
            truly positive            fn 17             tp 3\
            """);
  }

  @Test
  void wrongCountsAreNamed() {
    assertThatThrownBy(() -> new Confusion(1, -2, 0, 0))
        .isInstanceOf(EvalException.class)
        .hasMessage("confusion tn 1, fp -2, fn 0, tp 0: counts must not be negative");
    assertThatThrownBy(() -> Confusion.of(new boolean[2], new boolean[3]))
        .hasMessage("calls: 3, but 2 cases: must be as many");
  }

  @Test
  void withoutCasesEverythingIsUndefined() {
    assertThat(new Confusion(0, 0, 0, 0).scores().metrics())
        .allSatisfy(
            f -> {
              assertThat(f.isDefined()).isFalse();
              assertThat(f.reason()).isNotEmpty();
              assertThat(f.toString()).contains(" undefined: ");
            });
    assertThat(new Confusion(0, 0, 0, 0).scores().kappa().isDefined()).isFalse();
    assertThat(new Confusion(0, 0, 0, 0).scores().oddsRatio().isDefined()).isFalse();
  }

  /** Every matrix of counts 0 to 2: a metric has a finite value or a reason, and never fails. */
  @Test
  void everySmallMatrixHasFiguresOrReasons() {
    for (int i = 0; i < 81; i++) {
      Confusion c = new Confusion(i % 3, i / 3 % 3, i / 9 % 3, i / 27);
      Scores s = c.scores();
      List<Metric> more =
          List.of(
              s.jaccard(),
              s.youden(),
              s.fBeta(2),
              s.kappa(),
              s.oddsRatio(),
              s.ppvAt(.1),
              s.npvAt(.1),
              s.accuracyAt(.1),
              c.report("no", "yes").macroPrecision(),
              c.report("no", "yes").weightedF1());
      for (List<? extends Metric> metrics : List.of(s.metrics(), more)) {
        for (Metric f : metrics) {
          assertThat(f.toString())
              .as(c.toString())
              .doesNotContain("NaN")
              .doesNotContain("infinity");
          assertThat(f.isDefined() || !f.reason().isEmpty()).isTrue();
          if (f.isDefined()) {
            assertThat(f.value()).isFinite();
            f.interval()
                .ifPresent(
                    in -> {
                      assertThat(in.low()).isFinite().isLessThanOrEqualTo(f.value() + 1e-12);
                      assertThat(in.high()).isFinite().isGreaterThanOrEqualTo(f.value() - 1e-12);
                      assertThat(in.width()).as(f + " of " + c).isPositive();
                    });
          }
        }
      }
    }
  }

  @Test
  void reasonsSayWhatIsMissing() {
    Scores never = new Confusion(55, 0, 20, 0).scores();
    assertThat(never.ppv()).hasToString("PPV undefined: no case was called positive, 0/0");
    assertThat(never.lrPlus()).hasToString("LR+ undefined: no false positives, a division by 0");
    assertThat(never.mcc().value()).isZero();
    assertThat(never.ppvAt(.1).reason()).isEqualTo("no case was called positive, 0/0");
    Scores healthy = new Confusion(5, 1, 0, 0).scores();
    assertThat(healthy.sensitivity().reason()).isEqualTo("no positive cases, 0/0");
    assertThat(healthy.mcc().reason()).isEqualTo("no positive cases");
    assertThatThrownBy(() -> healthy.balancedAccuracy().value())
        .hasMessage("balanced accuracy is undefined: no positive cases");
  }

  /** Sensitivity .9, specificity .8, prevalence .01: .009 / (.009 + .198) and .792 / .793. */
  @Test
  void bayesAtAnotherPrevalence() {
    Scores s = new Confusion(80, 20, 10, 90).scores();
    assertThat(s.ppvAt(.01).value()).isCloseTo(.009 / .207, within(1e-12));
    assertThat(s.npvAt(.01).value()).isCloseTo(.792 / .793, within(1e-12));
    assertThat(s.accuracyAt(.01).value()).isCloseTo(.009 + .792, within(1e-12));
    assertThat(s.ppvAt(.5).value()).isCloseTo(s.ppv().value(), within(1e-12));
    assertThat(s.npvAt(.5).value()).isCloseTo(s.npv().value(), within(1e-12));
    assertThatThrownBy(() -> s.ppvAt(5))
        .hasMessage("prevalence is 5.0, must be between 0 and 1 (.05 is 5 %)");
    assertThatThrownBy(() -> s.npvAt(0)).isInstanceOf(EvalException.class);
    assertThatThrownBy(() -> s.fBeta(0)).hasMessage("beta of F-beta is 0.0, must be above 0");
  }

  @Test
  void accuracyIsTheMeanOfTheRatesByPrevalence() {
    assertThat(SIIM.accuracyAt(SIIM.prevalence().value()).value())
        .isCloseTo(SIIM.accuracy().value(), within(1e-12));
  }

  @Test
  void hugeCountsDoNotOverflow() {
    long big = 2_000_000_000L;
    assertThat(new Confusion(big, big, big, big).scores().mcc().value()).isZero();
    assertThat(new Confusion(big, 0, 0, big).scores().mcc().value()).isCloseTo(1, within(1e-12));
    assertThat(new Confusion(big, 0, 0, big).scores().kappa().value()).isCloseTo(1, within(1e-12));
  }

  @Test
  void aReportsMeansAreUndefinedIfAClassIsNeverCalled() {
    ClassificationReport report = new Confusion(55, 0, 20, 0).report("no", "yes");
    assertThat(report.macroPrecision())
        .hasToString("macro precision undefined: no case was called positive, 0/0 (yes)");
    assertThat(report.macroRecall().value()).isEqualTo(.5);
    assertThat(report.toString()).contains("0/20 = 0").contains("undefined");
    assertThatThrownBy(() -> report.precision(2))
        .isInstanceOf(EvalException.class)
        .hasMessage("class 2: must be from 0 to 1");
  }

  @Test
  void tablesOfOtherShapesAreRefused() {
    assertThatThrownBy(() -> new MulticlassConfusion(List.of("a", "b"), new long[2][3]))
        .hasMessage("confusion table: 3 columns for 2 classes");
    assertThatThrownBy(
            () -> MulticlassConfusion.of(List.of("a", "b"), new int[] {2}, new int[] {0}))
        .hasMessage("class of case 0 is 2, must be from 0 to 1");
    MulticlassConfusion one =
        new MulticlassConfusion(List.of("a", "b"), new long[][] {{4, 0}, {0, 0}});
    assertThat(one.mcc().reason()).isEqualTo("all cases are of one class");
    assertThat(one.kappa().reason()).contains("0/0");
  }
}
