package medimg.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All metrics are those of scikit-learn 1.9.1, scipy 1.17.1 and statsmodels 0.15.0 within 1e-9,
 * intervals within 1e-6.
 *
 * <p>Where scikit-learn's report writes 0 for a precision of 0/0, ours is undefined, and so are the
 * means it takes of that 0.
 */
class OracleTest {
  private static final double VALUE = 1e-9;
  private static final double ENDS = 1e-6;

  private static void same(Metric metric, JsonElement truth) {
    if (truth.isJsonNull()) {
      assertThat(metric.isDefined()).as(metric.toString()).isFalse();
      assertThat(metric.reason()).isNotEmpty();
    } else {
      assertThat(metric.value()).as(metric.name()).isCloseTo(truth.getAsDouble(), within(VALUE));
    }
  }

  private static void same(Interval interval, JsonElement ends) {
    same(interval, Oracle.numbers(ends)[0], Oracle.numbers(ends)[1]);
  }

  private static void same(Interval interval, double low, double high) {
    assertThat(interval.low()).as(interval.method()).isCloseTo(low, within(ENDS));
    assertThat(interval.high()).as(interval.method()).isCloseTo(high, within(ENDS));
  }

  private static void same(double[] values, JsonElement truth) {
    double[] wanted = Oracle.numbers(truth);
    assertThat(values).hasSize(wanted.length);
    for (int i = 0; i < wanted.length; i++) {
      if (Double.isInfinite(wanted[i])) {
        assertThat(values[i]).isEqualTo(wanted[i]);
      } else {
        assertThat(values[i]).as("value " + i).isCloseTo(wanted[i], within(VALUE));
      }
    }
  }

  private static void rate(Rate rate, JsonObject truth) {
    assertThat(rate.count()).isEqualTo(truth.get("k").getAsLong());
    assertThat(rate.total()).isEqualTo(truth.get("n").getAsLong());
    same(rate, truth.get("p"));
    same(rate.wilson(), truth.get("wilson"));
    same(rate.wilson(), truth.get("scipy_wilson"));
    same(rate.clopperPearson(), truth.get("clopper_pearson"));
    same(rate.clopperPearson(), truth.get("scipy_exact"));
    same(rate.agrestiCoull(), truth.get("agresti_coull"));
    same(rate.jeffreys(), truth.get("jeffreys"));
  }

  private static void scores(Confusion c, JsonObject truth) {
    assertThat(c)
        .isEqualTo(
            new Confusion(
                truth.get("tn").getAsLong(),
                truth.get("fp").getAsLong(),
                truth.get("fn").getAsLong(),
                truth.get("tp").getAsLong()));
    Scores s = c.scores();
    Map<String, Metric> metrics =
        Map.ofEntries(
            Map.entry("accuracy", s.accuracy()),
            Map.entry("sensitivity", s.sensitivity()),
            Map.entry("specificity", s.specificity()),
            Map.entry("ppv", s.ppv()),
            Map.entry("npv", s.npv()),
            Map.entry("prevalence", s.prevalence()),
            Map.entry("f1", s.f1()),
            Map.entry("fbeta2", s.fBeta(2)),
            Map.entry("mcc", s.mcc()),
            Map.entry("balanced_accuracy", s.balancedAccuracy()),
            Map.entry("cohen_kappa", s.kappa()),
            Map.entry("jaccard", s.jaccard()),
            Map.entry("youden_j", s.youden()),
            Map.entry("lr_plus", s.lrPlus()),
            Map.entry("lr_minus", s.lrMinus()));
    metrics.forEach((name, metric) -> same(metric, truth.get(name)));
    if (truth.has("diagnostic_odds_ratio")) {
      same(s.oddsRatio(), truth.get("diagnostic_odds_ratio"));
    } else {
      assertThat(s.oddsRatio().isDefined()).isFalse();
    }
    truth
        .getAsJsonObject("ci")
        .asMap()
        .forEach(
            (name, ci) -> {
              if (metrics.get(name).isDefined()) {
                rate((Rate) metrics.get(name), ci.getAsJsonObject());
              }
            });
    report(c, truth.getAsJsonObject("classification_report"));
  }

  private static void report(Confusion c, JsonObject truth) {
    ClassificationReport report = c.report("No Pneumothorax", "Pneumothorax");
    boolean allDefined = true;
    for (int i = 0; i < 2; i++) {
      JsonObject row = truth.getAsJsonObject(report.confusion().names().get(i));
      if (report.precision(i).isDefined()) {
        same(report.precision(i), row.get("precision"));
      } else {
        assertThat(row.get("precision").getAsDouble()).isZero();
        allDefined = false;
      }
      same(report.recall(i), row.get("recall"));
      same(report.f1(i), row.get("f1-score"));
      assertThat(report.support(i)).isEqualTo(row.get("support").getAsLong());
    }
    same(report.confusion().accuracy(), truth.get("accuracy"));
    JsonObject macro = truth.getAsJsonObject("macro avg");
    JsonObject weighted = truth.getAsJsonObject("weighted avg");
    assertThat(report.macroPrecision().isDefined()).isEqualTo(allDefined);
    assertThat(report.weightedPrecision().isDefined()).isEqualTo(allDefined);
    if (allDefined) {
      same(report.macroPrecision(), macro.get("precision"));
      same(report.weightedPrecision(), weighted.get("precision"));
    }
    same(report.macroRecall(), macro.get("recall"));
    same(report.macroF1(), macro.get("f1-score"));
    same(report.weightedRecall(), weighted.get("recall"));
    same(report.weightedF1(), weighted.get("f1-score"));
  }

  @TestFactory
  Stream<DynamicTest> everyThresholdHasItsScores() {
    return Oracle.JSON.getAsJsonObject("thresholds").entrySet().stream()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.getKey(),
                    () ->
                        scores(
                            Oracle.cases("p").at(Double.parseDouble(e.getKey())),
                            e.getValue().getAsJsonObject())));
  }

  @Test
  void theOriginalNotebooksTableHasItsScores() {
    scores(new Confusion(49, 6, 17, 3), Oracle.JSON.getAsJsonObject("notebook_table"));
  }

  @Test
  void intervalsOfSharesFromNoneToAll() {
    Oracle.JSON
        .getAsJsonArray("proportion_ci_grid")
        .forEach(
            e -> {
              JsonObject truth = e.getAsJsonObject();
              rate(Rate.of("share", truth.get("k").getAsLong(), truth.get("n").getAsLong()), truth);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"p", "q"})
  void areasAndLosses(String model) {
    JsonObject truth = Oracle.JSON.getAsJsonObject(model);
    Predictions cases = Oracle.cases(model);
    same(cases.auc(), truth.get("roc_auc"));
    same(cases.averagePrecision(), truth.get("average_precision"));
    same(cases.brier(), truth.get("brier"));
    same(cases.logLoss(), truth.get("log_loss"));
    assertThat(cases.auc().value() * cases.positives() * cases.negatives())
        .isCloseTo(truth.get("mann_whitney_u").getAsDouble(), within(1e-6));
    JsonObject delong = truth.getAsJsonObject("delong");
    assertThat(cases.auc().variance().getAsDouble())
        .isCloseTo(delong.get("var").getAsDouble(), within(VALUE));
    assertThat(cases.auc().standardError())
        .isCloseTo(delong.get("se").getAsDouble(), within(VALUE));
    same(
        cases.auc().interval().orElseThrow(),
        delong.get("lo_clipped").getAsDouble(),
        delong.get("hi_clipped").getAsDouble());
    same(
        cases.auc().logit(.95),
        delong.get("logit_lo").getAsDouble(),
        delong.get("logit_hi").getAsDouble());
  }

  @ParameterizedTest
  @ValueSource(strings = {"p", "q"})
  void curves(String model) {
    JsonObject truth = Oracle.JSON.getAsJsonObject(model);
    Predictions cases = Oracle.cases(model);
    JsonObject all = truth.getAsJsonObject("roc_curve_all_points");
    same(cases.roc().falsePositiveRates(), all.get("fpr"));
    same(cases.roc().sensitivities(), all.get("tpr"));
    same(cases.roc().thresholds(), all.get("thresholds"));
    JsonObject corners = truth.getAsJsonObject("roc_curve");
    same(cases.roc().corners().falsePositiveRates(), corners.get("fpr"));
    same(cases.roc().corners().sensitivities(), corners.get("tpr"));
    same(cases.roc().corners().thresholds(), corners.get("thresholds"));
    JsonObject pr = truth.getAsJsonObject("precision_recall_curve");
    same(cases.precisionRecall().precisions(), pr.get("precision"));
    same(cases.precisionRecall().recalls(), pr.get("recall"));
    same(cases.precisionRecall().thresholds(), pr.get("thresholds"));
    assertThat(cases.precisionRecall().trapezoid())
        .isCloseTo(truth.get("pr_auc_trapezoid").getAsDouble(), within(VALUE));
    JsonObject best = truth.getAsJsonObject("youden_best");
    OperatingPoint youden = cases.roc().youden();
    assertThat(youden.threshold()).isEqualTo(best.get("threshold").getAsDouble());
    same(youden.scores().youden(), best.get("j"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"p", "q"})
  void calibration(String model) {
    JsonObject truth = Oracle.JSON.getAsJsonObject(model);
    Calibration uniform = Oracle.cases(model).calibration(10);
    bins(uniform, truth.getAsJsonObject("calibration_uniform"));
    same(uniform.ece(), truth.get("ece_uniform_10"));
    same(uniform.mce(), truth.get("mce_uniform_10"));
    assertThat(uniform.bins().stream().mapToInt(b -> (int) b.cases()))
        .containsExactlyElementsOf(
            Arrays.stream(Oracle.integers(truth.get("bin_counts_uniform_10")))
                .filter(n -> n > 0)
                .boxed()
                .toList());
    bins(
        Oracle.cases(model).calibrationByQuantile(10),
        truth.getAsJsonObject("calibration_quantile"));
  }

  private static void bins(Calibration calibration, JsonObject truth) {
    List<Calibration.Bin> bins = calibration.bins();
    same(
        bins.stream().mapToDouble(b -> b.positives().value()).toArray(),
        truth.get("fraction_positive"));
    same(
        bins.stream().mapToDouble(Calibration.Bin::meanScore).toArray(),
        truth.get("mean_predicted"));
  }

  /** From statsmodels' GLM (binomial) of y on logit(p), and of y with logit(p) as offset. */
  @Test
  void slopeAndInterceptAreThoseOfALogisticFit() {
    Calibration p = Oracle.cases("p").calibration(10);
    assertThat(p.intercept().value()).isCloseTo(0.11615239926404229, within(VALUE));
    assertThat(p.slope().value()).isCloseTo(1.1804851856689564, within(VALUE));
    assertThat(p.inTheLarge().value()).isCloseTo(0.009238999668072618, within(VALUE));
    same(p.intercept().interval().orElseThrow(), -0.25229252704919886, 0.48459732557728347);
    same(p.slope().interval().orElseThrow(), 0.8444142382644677, 1.5165561330734452);
    Calibration q = Oracle.cases("q").calibration(10);
    assertThat(q.intercept().value()).isCloseTo(-0.22412876139274307, within(VALUE));
    assertThat(q.slope().value()).isCloseTo(0.586764163274232, within(VALUE));
    assertThat(q.inTheLarge().value()).isCloseTo(0.10966394496146073, within(VALUE));
  }

  /** From scikit-learn with sample_weight 1, 1.5, 2, 1, 1.5, .. */
  @Test
  void weightedAreasAndLosses() {
    double[] weights = new double[250];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 1 + .5 * (i % 3);
    }
    Predictions p = Oracle.cases("p").withWeights(weights);
    assertThat(p.auc().value()).isCloseTo(0.8225139173251662, within(VALUE));
    assertThat(p.averagePrecision().value()).isCloseTo(0.716061041626565, within(VALUE));
    assertThat(p.brier().value()).isCloseTo(0.1479375554072096, within(VALUE));
    assertThat(p.logLoss().value()).isCloseTo(0.4678157348063225, within(VALUE));
    Predictions q = Oracle.cases("q").withWeights(weights);
    assertThat(q.auc().value()).isCloseTo(0.689927071524053, within(VALUE));
    assertThat(q.averagePrecision().value()).isCloseTo(0.531666211920831, within(VALUE));
  }

  @Test
  void bootstrapOfTheAucIsNearNumpys() {
    double[] ends =
        Oracle.numbers(
            Oracle.JSON.getAsJsonObject("p").get("bootstrap_auc_percentile_2000_loose_check"));
    Interval interval =
        new Bootstrap(2000, 1)
            .estimate(Oracle.cases("p"), Predictions::auc)
            .interval()
            .orElseThrow();
    assertThat(interval.low()).isCloseTo(ends[0], within(.02));
    assertThat(interval.high()).isCloseTo(ends[1], within(.02));
  }

  @Test
  void delongsTestOfTwoModels() {
    JsonObject truth = Oracle.JSON.getAsJsonObject("delong_p_vs_q");
    DeLongTest test = Oracle.cases("p").against(Oracle.cases("q")).delong();
    same(test.first(), truth.get("auc_a"));
    same(test.second(), truth.get("auc_b"));
    same(test.difference(), truth.get("diff"));
    assertThat(test.standardError()).isCloseTo(truth.get("se").getAsDouble(), within(VALUE));
    same(test.z(), truth.get("z"));
    same(test.p(), truth.get("p"));
  }

  @Test
  void mcnemarsTestOfTwoModels() {
    JsonObject truth = Oracle.JSON.getAsJsonObject("mcnemar_at_0.5");
    McNemar test = Oracle.cases("p").against(Oracle.cases("q")).mcnemar(.5);
    assertThat(test).isEqualTo(new McNemar(164, 34, 17, 35));
    assertThat(test.exactP()).isCloseTo(truth.get("exact_p").getAsDouble(), within(VALUE));
    same(test.correctedChiSquare(), truth.get("chi2_cc"));
    same(test.correctedP(), truth.get("chi2_cc_p"));
  }

  @Test
  void edges() {
    JsonObject edge = Oracle.JSON.getAsJsonObject("edge");
    JsonObject constant = edge.getAsJsonObject("constant_score");
    Predictions same =
        Predictions.of(Oracle.integers(constant.get("y")), Oracle.numbers(constant.get("p")));
    same(same.auc(), constant.get("roc_auc"));
    same(same.averagePrecision(), constant.get("ap"));
    JsonObject perfect = edge.getAsJsonObject("perfect");
    Predictions right =
        Predictions.of(Oracle.integers(perfect.get("y")), Oracle.numbers(perfect.get("p")));
    JsonObject delong = perfect.getAsJsonObject("delong");
    same(right.auc(), delong.get("auc"));
    assertThat(right.auc().standardError()).isEqualTo(delong.get("se").getAsDouble());
    same(
        right.auc().interval().orElseThrow(),
        delong.get("lo_clipped").getAsDouble(),
        delong.get("hi_clipped").getAsDouble());
    scores(right.at(.5), perfect.getAsJsonObject("at_0.5"));
    same(new Confusion(3, 0, 2, 0).scores().mcc(), edge.get("mcc_no_predicted_positive"));
    assertThat(Predictions.of(new int[] {1, 1}, new double[] {.2, .3}).auc().isDefined()).isFalse();
  }

  @Test
  void threeClasses() {
    JsonObject truth = Oracle.JSON.getAsJsonObject("multiclass");
    MulticlassPredictions cases =
        new MulticlassPredictions(
            List.of("a", "b", "c"),
            Oracle.integers(truth.get("y")),
            truth.getAsJsonArray("scores").asList().stream()
                .map(Oracle::numbers)
                .toArray(double[][]::new));
    MulticlassConfusion table = cases.confusion();
    for (int i = 0; i < 3; i++) {
      int[] row = Oracle.integers(truth.getAsJsonArray("confusion_rows_true").get(i));
      assertThat(table.counts()[i]).containsExactly(row[0], row[1], row[2]);
    }
    same(table.accuracy(), truth.get("accuracy"));
    same(table.report().macroF1(), truth.get("f1_macro"));
    same(table.report().weightedF1(), truth.get("f1_weighted"));
    same(table.mcc(), truth.get("mcc"));
    same(table.kappa(), truth.get("kappa"));
    same(table.quadraticKappa(), truth.get("kappa_quadratic"));
    same(cases.aucOneVsRest(), truth.get("auc_ovr_macro"));
    same(cases.aucOneVsOne(), truth.get("auc_ovo_macro"));
  }
}
