package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import medimg.dicom.DicomException;
import medimg.net.Epoch;
import medimg.net.History;
import medimg.net.OneCycle;
import medimg.net.RateSearch;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** Charts of a training. */
class TrainingChartsTest {
  /** Epochs with losses of 2, 1, 2/3 and so on. */
  private static History history(int planned, int best, boolean stopped, double... aucs) {
    List<Epoch> epochs = new ArrayList<>();
    for (double auc : aucs) {
      int n = epochs.size() + 1;
      epochs.add(new Epoch(n, 1.0 / n, 2.0 / n, auc, .001, 3));
    }
    return new History(epochs, planned, best, stopped);
  }

  private static List<String> captions(Gallery gallery) {
    return gallery.items().stream().map(Gallery.Item::caption).toList();
  }

  private static XYChart chart(Gallery gallery, int item) {
    return (XYChart) gallery.items().get(item).content();
  }

  private static void draw(Gallery gallery) {
    for (int i = 0; i < gallery.items().size(); i++) {
      assertThat(Charts.encoded(chart(gallery, i), gallery.cellWidth()).bytes()).isNotEmpty();
    }
  }

  @Test
  void aHistoryShowsBothLossesTheAucAndTheEpochThatIsKept() {
    Gallery gallery = TrainingCharts.history(history(10, 2, false, .6, .9, .8));
    assertThat(captions(gallery))
        .containsExactly(
            "Loss, 3 of 10 epochs; orange: kept", "AUC, best 0.900 in epoch 2; dashed: chance");
    XYChart loss = chart(gallery, 0);
    assertThat(loss.getSeries("train").getXData()).containsExactly(1, 2, 3);
    assertThat(loss.getSeries("train").getYData()).containsExactly(1, 1.0 / 2, 1.0 / 3);
    assertThat(loss.getSeries("valid").getYData()).containsExactly(2, 1, 2.0 / 3);
    assertThat(loss.getSeries("best").getYData()).containsExactly(1);
    assertThat(loss.getStyler().getYAxisMax()).isGreaterThan(2);
    XYSeries best = chart(gallery, 1).getSeries("best");
    assertThat(best.getXData()).containsExactly(2);
    assertThat(best.getYData()).containsExactly(.9);
    assertThat(gallery.cellWidth() * 2 + Gallery.GAP).isEqualTo(700);
    draw(gallery);
  }

  @Test
  void theAxesHaveRoomForAllPlannedEpochsFromTheStart() {
    XYChart first = chart(TrainingCharts.history(history(30, 1, false, .6)), 1);
    XYChart later = chart(TrainingCharts.history(history(30, 3, false, .6, .7, .9)), 1);
    assertThat(first.getStyler().getXAxisMax())
        .isGreaterThan(30)
        .isEqualTo(later.getStyler().getXAxisMax());
    assertThat(first.getStyler().getYAxisMin()).isEqualTo(later.getStyler().getYAxisMin());
  }

  @Test
  void anAucBelowChanceIsStillInTheChart() {
    XYChart chart = chart(TrainingCharts.history(history(3, 2, false, .17, .6)), 1);
    assertThat(chart.getStyler().getYAxisMin()).isEqualTo(.1);
  }

  @Test
  void aTrainingThatEndedEarlySaysSo() {
    assertThat(captions(TrainingCharts.history(history(30, 1, true, .9, .8, .8))).get(0))
        .isEqualTo("Loss, 3 of 30 epochs, stopped early; orange: kept");
  }

  @Test
  void noEpochAndASingleOneAreDrawn() {
    Gallery none = TrainingCharts.history(history(5, 0, false));
    assertThat(captions(none))
        .containsExactly("Loss, 0 of 5 epochs; orange: kept", "AUC; dashed: chance");
    assertThat(chart(none, 0).getSeriesCollection())
        .extracting(XYSeries::getName)
        .containsExactly("frame");
    draw(none);
    draw(TrainingCharts.history(history(1, 1, false, .5)));
  }

  @Test
  void aSearchMarksTheLowestLossAndATenthOfItsRateOnALogarithmicAxis() {
    RateSearch search = new RateSearch(new double[] {.001, .01, .1, 1}, new double[] {3, 2, 1, 4});
    XYChart chart = TrainingCharts.rates(search);
    assertThat(chart.getTitle()).isEqualTo("Loss as the learning rate grows, suggested 0.01");
    assertThat(chart.getStyler().isXAxisLogarithmic()).isTrue();
    assertThat(chart.getSeries("lowest").getXData()).containsExactly(.1);
    assertThat(chart.getSeries("lowest").getYData()).containsExactly(1);
    assertThat(chart.getStyler().getXAxisMin()).isLessThan(.001);
    assertThat(Charts.encoded(chart).bytes()).isNotEmpty();
  }

  @Test
  void aSuggestionBelowTheFirstRateIsStillInTheChart() {
    RateSearch search = new RateSearch(new double[] {.001, .01}, new double[] {1, 2});
    assertThat(TrainingCharts.rates(search).getStyler().getXAxisMin()).isLessThan(.0001);
  }

  @Test
  void aSearchThatExplodedAtOnceIsRefused() {
    assertThatThrownBy(
            () -> TrainingCharts.rates(new RateSearch(new double[] {1e-5}, new double[] {1})))
        .isInstanceOf(DicomException.class)
        .hasMessageStartingWith("a search of 1 steps has no curve");
  }

  @Test
  void aCycleShowsRateAndMomentumBelowOneAnotherOverTheSameSteps() {
    OneCycle cycle = new OneCycle(.003, 41);
    Gallery gallery = TrainingCharts.cycle(cycle);
    assertThat(captions(gallery).get(0))
        .isEqualTo("Learning rate of each step, highest 0.003 at step 11 of 41");
    assertThat(gallery.columns()).isEqualTo(1);
    double[] rate = chart(gallery, 0).getSeries("learning rate").getYData();
    double[] momentum = chart(gallery, 1).getSeries("momentum").getYData();
    assertThat(rate).hasSize(41);
    assertThat(rate[10])
        .isEqualTo(cycle.rate(10))
        .isLessThan(chart(gallery, 0).getStyler().getYAxisMax());
    assertThat(momentum[10]).isEqualTo(cycle.momentum(10));
    assertThat(chart(gallery, 0).getStyler().getXAxisMax())
        .isEqualTo(chart(gallery, 1).getStyler().getXAxisMax());
    draw(gallery);
    draw(TrainingCharts.cycle(new OneCycle(.1, 1)));
  }

  @Test
  void aLongCycleIsDrawnFromItsFirstToItsLastStep() {
    XYSeries line =
        chart(TrainingCharts.cycle(new OneCycle(.003, 30_000)), 0).getSeries("learning rate");
    assertThat(line.getXData()).hasSize(600).startsWith(1).endsWith(30_000);
  }
}
