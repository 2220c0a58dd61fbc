package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;

import medimg.pixels.Histogram;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

/** Charts say what they show. */
class ChartsTest {
  @Test
  void aHistogramHasTitleAxesAndStepsAtItsEdges() {
    XYChart chart = Charts.histogram(new Histogram("ct.dcm", "HU", 0, 4, new long[] {3, 5}));
    assertThat(chart.getTitle()).isEqualTo("Histogram of ct.dcm, 2 bins");
    assertThat(chart.getXAxisTitle()).isEqualTo("HU");
    assertThat(chart.getYAxisTitle()).isEqualTo("pixels");
    assertThat(chart.getSeriesMap().get("pixels").getXData()).containsExactly(0, 0, 2, 2, 4, 4);
    assertThat(chart.getSeriesMap().get("pixels").getYData()).containsExactly(0, 3, 3, 5, 5, 0);
  }

  @Test
  void aLongFileNameIsShortenedInTheMiddleSoThatTheTitleFits() {
    String name = "1.2.276.0.7230010.3.1.4.8323329.6904.1517875201.850819.dcm";
    XYChart chart = Charts.histogram(new Histogram(name, "HU", 0, 4, new long[] {3, 5}));
    assertThat(chart.getTitle())
        .isEqualTo("Histogram of 1.2.276.0.7230010.3.\u2026517875201.850819.dcm, 2 bins");
  }
}
