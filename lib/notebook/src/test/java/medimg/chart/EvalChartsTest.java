package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import medimg.eval.Confusion;
import medimg.eval.EvalException;
import medimg.eval.OperatingPoint;
import medimg.eval.Predictions;
import medimg.eval.Subgroups;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

/** Charts of an evaluation show its figures. */
class EvalChartsTest {
  private static final Predictions FOUR =
      Predictions.of(new int[] {0, 0, 1, 1}, new double[] {.1, .6, .4, .9});

  private static Predictions many(int n) {
    Random random = new Random(1);
    boolean[] truth = new boolean[n];
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      truth[i] = i % 4 == 0;
      scores[i] = .5 * random.nextDouble() + (truth[i] ? .4 : .1);
    }
    return Predictions.of(truth, scores);
  }

  private static double[] x(XYChart chart, String series) {
    return chart.getSeries(series).getXData();
  }

  private static double[] y(XYChart chart, String series) {
    return chart.getSeries(series).getYData();
  }

  private static BufferedImage image(XYChart chart) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Charts.encoded(chart).bytes()));
  }

  @Test
  void aRocCurveHasItsPointsItsAucAndTheOperatingPoint() {
    OperatingPoint youden = FOUR.roc().youden();
    XYChart chart = EvalCharts.roc(FOUR, youden);
    assertThat(chart.getTitle()).startsWith("ROC curve, AUC 0.750 (95 % ");
    assertThat(x(chart, "ROC")).containsExactly(0, 0, .5, .5, 1);
    assertThat(y(chart, "ROC")).containsExactly(0, .5, .5, 1, 1);
    assertThat(x(chart, "point 0")).containsExactly(0);
    assertThat(y(chart, "point 0")).containsExactly(.5);
    assertThat(chart.getXAxisTitle()).isEqualTo("false positive rate, 1 - specificity");
  }

  @Test
  void aLongCurveIsThinnedAndKeepsItsEnds() {
    XYChart chart = EvalCharts.roc(many(5000));
    assertThat(x(chart, "ROC")).hasSize(600).startsWith(0).endsWith(1);
  }

  @Test
  void aPrecisionRecallCurveIsTheStepsThatAveragePrecisionAddsUp() {
    XYChart chart = EvalCharts.precisionRecall(many(200));
    double[] recall = x(chart, "precision");
    double[] precision = y(chart, "precision");
    double area = 0;
    for (int i = 1; i < recall.length; i++) {
      area += (recall[i] - recall[i - 1]) * precision[i];
    }
    assertThat(area)
        .isCloseTo(many(200).averagePrecision().value(), org.assertj.core.data.Offset.offset(1e-9));
    assertThat(recall).startsWith(0).endsWith(1).isSorted();
  }

  @Test
  void calibrationShowsMeanScoreAndShareOfEachBin() {
    XYChart chart = EvalCharts.calibration(FOUR.calibration(2));
    assertThat(x(chart, "bins")).containsExactly(.25, .75);
    assertThat(y(chart, "bins")).containsExactly(.5, .5);
  }

  @Test
  void predictiveValuesFollowBayes() {
    Confusion counts = new Confusion(90, 10, 20, 80);
    XYChart chart = EvalCharts.predictiveValues(counts);
    assertThat(x(chart, "PPV")[9]).isEqualTo(.1);
    assertThat(y(chart, "PPV")[9]).isEqualTo(counts.scores().ppvAt(.1).value());
    assertThat(y(chart, "NPV")[9]).isEqualTo(counts.scores().npvAt(.1).value());
  }

  @Test
  void aConfusionMatrixColoursRightCallsBlueAndWrongOnesOrangeByTheirShare() throws IOException {
    XYChart chart = EvalCharts.confusion(new Confusion(90, 10, 20, 80));
    BufferedImage image = image(chart);
    int right = pixel(chart, image, .1, 1.1);
    int wrong = pixel(chart, image, 1.1, 1.1);
    assertThat(right & 0xFF).isGreaterThan(right >> 16 & 0xFF);
    assertThat(wrong & 0xFF).isLessThan(wrong >> 16 & 0xFF);
    int more = pixel(chart, image, .1, .1);
    assertThat(more & 0xFF).isLessThan(wrong & 0xFF);
  }

  private static int pixel(XYChart chart, BufferedImage image, double x, double y) {
    return image.getRGB(
        Painted.FINE * (int) chart.getScreenXFromChart(x),
        Painted.FINE * (int) chart.getScreenYFromChart(y));
  }

  @Test
  void emptyClassesAndNoCallsAreDrawnOrSayWhy() {
    Confusion healthy = new Confusion(5, 0, 0, 0);
    assertThat(Charts.encoded(EvalCharts.confusion(healthy)).bytes()).isNotEmpty();
    assertThatThrownBy(
            () -> EvalCharts.roc(Predictions.of(new int[] {0, 0}, new double[] {.1, .2})))
        .isInstanceOf(EvalException.class);
    Predictions equal = Predictions.of(new int[] {0, 1, 1}, new double[] {.5, .5, .5});
    assertThat(Charts.encoded(EvalCharts.roc(equal, equal.roc().youden())).bytes()).isNotEmpty();
    assertThat(Charts.encoded(EvalCharts.precisionRecall(equal, equal.roc().youden())).bytes())
        .isNotEmpty();
    assertThat(Charts.encoded(EvalCharts.scores(equal, 1)).bytes()).isNotEmpty();
    assertThat(Charts.encoded(EvalCharts.calibration(equal.calibration(10))).bytes()).isNotEmpty();
    assertThat(Charts.encoded(EvalCharts.predictiveValues(new Confusion(3, 0, 2, 0))).bytes())
        .isNotEmpty();
  }

  @Test
  void repeatsOfEqualValuesAreDrawn() {
    double[] same = {.5, .5, .5};
    XYChart chart = EvalCharts.repeats("title", "AUC", "a", same, "b", same);
    assertThat(Charts.encoded(chart).bytes()).isNotEmpty();
    assertThat(chart.getXAxisTitle()).isEqualTo("AUC");
  }

  @Test
  void subgroupsShowTheirFiguresSideBySideAndSayWhatIsUndefined() {
    Predictions six =
        Predictions.of(new int[] {1, 0, 1, 0, 0, 0}, new double[] {.9, .2, .4, .6, .1, .3});
    Subgroups sex = Subgroups.of(six, new String[] {"F", "F", "M", "M", "F", "F"}, .5);
    Subgroups view = Subgroups.of(six, new String[] {"PA", "PA", "PA", "AP", "AP", "AP"}, .5);
    XYChart chart = EvalCharts.subgroups(sex, view);
    assertThat(chart.getTitle()).isEqualTo("Subgroups at threshold 0.500");
    double auc = EvalCharts.panel(0);
    // F, M, then PA; AP has no positive case
    assertThat(x(chart, "AUC")).containsExactly(auc + 1, auc, auc + 1);
    double sensitivity = EvalCharts.panel(1);
    assertThat(x(chart, "sensitivity"))
        .containsExactly(sensitivity + 1, sensitivity, sensitivity + .5);
    assertThat(x(chart, "specificity")).hasSize(4);
    assertThat(y(chart, "specificity")).containsExactly(4, 3, 1.5, .5);
    assertThat(Charts.encoded(chart).bytes()).isNotEmpty();
    assertThatThrownBy(() -> EvalCharts.subgroups(sex, new Subgroups(.4, view.groups())))
        .isInstanceOf(EvalException.class)
        .hasMessage("subgroups at thresholds of 0.5 and 0.4: make them at the same one");
    assertThatThrownBy(EvalCharts::subgroups).isInstanceOf(EvalException.class);
  }

  @Test
  void aGroupsIntervalIsALineBelowItsDot() throws IOException {
    Predictions cases = many(200);
    String[] all = new String[200];
    Arrays.fill(all, "all");
    XYChart chart = EvalCharts.subgroups(Subgroups.of(cases, all, .45));
    BufferedImage image = image(chart);
    var wilson = cases.at(.45).scores().sensitivity().wilson();
    double inside = EvalCharts.panel(1) + .75 * wilson.low() + .25 * wilson.high();
    double outside = EvalCharts.panel(1) + wilson.low() - .05;
    assertThat(pixel(chart, image, inside, .5) >>> 24).isGreaterThan(100);
    assertThat(pixel(chart, image, outside, .5) >>> 24).isLessThan(100);
  }
}
