package medimg.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds for every type: equal content is equal, nobody changes it, wrong arguments are told.
 */
class ContractTest {
  private static Predictions cases() {
    return Predictions.of(new int[] {1, 0, 1, 0}, new double[] {.9, .2, .4, .6});
  }

  private static MulticlassPredictions three() {
    return new MulticlassPredictions(
        List.of("a", "b", "c"),
        new int[] {0, 1, 2},
        new double[][] {{.8, .1, .1}, {.2, .5, .3}, {.6, .1, .3}});
  }

  /** Made twice from fresh arrays, they are equal and have one hash code. */
  @TestFactory
  List<DynamicTest> equalContentIsEqual() {
    return List.of(
        twice("predictions", ContractTest::cases),
        twice("with patients", () -> cases().withPatients("a", "a", "b", "c")),
        twice("with weights", () -> cases().withWeights(1, 2, 3, 4)),
        twice("ROC curve", () -> cases().roc()),
        twice("its corners", () -> cases().roc().corners()),
        twice("precision-recall curve", () -> cases().precisionRecall()),
        twice("calibration", () -> cases().calibration(2)),
        twice("evaluation", () -> cases().evaluate(.5)),
        twice("comparison", () -> cases().against(cases().map(s -> 1 - s))),
        twice("subgroups", () -> Subgroups.of(cases(), new String[] {"F", "M", "F", "M"}, .5)),
        twice(
            "cross-validation",
            () -> CrossValidation.of(List.of(cases(), cases()), Predictions::auc)),
        twice("several classes", ContractTest::three),
        twice("their counts", () -> three().confusion()),
        twice("their report", () -> three().confusion().report()));
  }

  private static DynamicTest twice(String name, Supplier<Object> made) {
    return DynamicTest.dynamicTest(
        name, () -> assertThat(made.get()).isEqualTo(made.get()).hasSameHashCodeAs(made.get()));
  }

  @Test
  void otherContentIsNotEqual() {
    assertThat(cases())
        .isNotEqualTo(cases().map(s -> s / 2))
        .isNotEqualTo(cases().where(true, true, true, false))
        .isNotEqualTo(cases().withPatients("a", "a", "b", "c"))
        .isNotEqualTo(cases().withWeights(1, 1, 1, 2))
        .isNotEqualTo(Predictions.of(new int[] {0, 0, 1, 0}, new double[] {.9, .2, .4, .6}));
    assertThat(cases().withPatients("a", "a", "b", "c"))
        .isNotEqualTo(cases().withPatients("a", "b", "b", "c"));
    Predictions other = cases().map(s -> s == .4 ? .1 : s);
    assertThat(cases().roc()).isNotEqualTo(other.roc());
    assertThat(cases().precisionRecall()).isNotEqualTo(other.precisionRecall());
    assertThat(cases().roc()).isNotEqualTo(cases().withWeights(2, 2, 2, 2).roc());
    Predictions equalSteps = Predictions.of(new int[] {1, 1, 0, 0}, new double[] {.9, .8, .2, .1});
    assertThat(equalSteps.roc()).isNotEqualTo(equalSteps.roc().corners());
  }

  @Test
  void arraysGivenAreCopied() {
    int[] truth = {0, 1};
    double[][] scores = {{.9, .1}, {.2, .8}};
    MulticlassPredictions classes = new MulticlassPredictions(List.of("a", "b"), truth, scores);
    truth[0] = 1;
    scores[1][0] = 5;
    assertThat(classes.truth()).containsExactly(0, 1);
    assertThat(classes.scores()[1]).containsExactly(.2, .8);
    long[][] counts = {{1, 2}, {3, 4}};
    MulticlassConfusion confusion = new MulticlassConfusion(List.of("a", "b"), counts);
    counts[0][0] = 9;
    assertThat(confusion.counts()[0]).containsExactly(1, 2);
    String[] patients = {"a", "b", "c", "d"};
    double[] weights = {1, 2, 3, 4};
    Predictions cases = cases().withPatients(patients).withWeights(weights);
    patients[0] = "d";
    weights[0] = 50;
    assertThat(cases)
        .isEqualTo(cases().withPatients("a", "b", "c", "d").withWeights(1, 2, 3, 4))
        .hasToString("4 cases of 4 patients, 4 positive (.4), weighted");
  }

  /** Arrays handed out are copies: whoever writes into them changes nothing. */
  @Test
  void arraysHandedOutAreCopies() {
    Predictions cases = cases();
    cases.scores(true)[0] = 7;
    Roc roc = cases.roc();
    roc.thresholds()[0] = 7;
    roc.sensitivities()[0] = 7;
    roc.falsePositiveRates()[0] = 7;
    PrecisionRecall curve = cases.precisionRecall();
    curve.thresholds()[0] = 7;
    curve.precisions()[0] = 7;
    curve.recalls()[0] = 7;
    assertThat(cases).isEqualTo(cases());
    assertThat(cases.scores(true)).containsExactly(.9, .4);
    assertThat(roc).isEqualTo(cases().roc());
    assertThat(roc.sensitivities()[0]).isZero();
    assertThat(curve).isEqualTo(cases().precisionRecall());
    MulticlassPredictions classes = three();
    classes.truth()[0] = 2;
    classes.scores()[0][0] = 7;
    assertThat(classes).isEqualTo(three());
    MulticlassConfusion confusion = classes.confusion();
    confusion.counts()[0][0] = 7;
    assertThat(confusion).isEqualTo(three().confusion());
    CrossValidation folds = CrossValidation.of(List.of(cases), Predictions::auc);
    folds.values()[0] = 7;
    assertThat(folds.values()).containsExactly(.75);
  }

  /** A caller who knows nothing of this package's own exception can still catch it. */
  @Test
  void wrongArgumentsAreIllegalArguments() {
    assertThatThrownBy(() -> cases().truth(4))
        .isInstanceOf(IllegalArgumentException.class)
        .isInstanceOf(EvalException.class)
        .hasMessage("case 4: there are 4, the first is 0");
    assertThatThrownBy(() -> cases().score(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("case -1: there are 4, the first is 0");
    assertThatThrownBy(() -> cases().roc().confusion(5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("point 5: must be from 0 to 4");
    assertThatThrownBy(() -> new OperatingPoint("x", Double.NaN, new Confusion(1, 1, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threshold is NaN, must be a number");
    assertThatThrownBy(() -> Subgroups.of(cases(), new String[4], Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threshold is NaN, must be a number");
    assertThatThrownBy(() -> Subgroups.of(cases().withWeights(1.5, 1, 1, 1), new String[4], .5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a confusion matrix counts cases");
    assertThatThrownBy(() -> new Auc("AUC", OptionalDouble.of(1.5), 2, 2, OptionalDouble.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("AUC 1.5 of 2.0 positive");
  }
}
