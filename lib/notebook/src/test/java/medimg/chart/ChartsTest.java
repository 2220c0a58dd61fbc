package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import medimg.dicom.DicomException;
import medimg.pixels.FreqHist;
import medimg.pixels.Histogram;
import medimg.pixels.Pixels;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** Charts say what they show. */
class ChartsTest {
  private static final Histogram HISTOGRAM =
      new Histogram("ct.dcm", "HU", 0, 6, new long[] {30, 0, 5});

  private static double[] x(XYChart chart, String series) {
    return chart.getSeries(series).getXData();
  }

  private static double[] y(XYChart chart, String series) {
    return chart.getSeries(series).getYData();
  }

  @Test
  void aHistogramHasTitleAxesAndBarsBetweenItsEdges() {
    XYChart chart = Charts.histogram(HISTOGRAM);
    assertThat(chart.getTitle()).isEqualTo("Histogram of ct.dcm, 3 bins");
    assertThat(chart.getXAxisTitle()).isEqualTo("HU");
    assertThat(chart.getYAxisTitle()).isEqualTo("pixels");
    double third = 2 / 3.0;
    assertThat(x(chart, "pixels")).containsExactly(0, 0, third, 2, 2, 2, 4, 4, 6, 6);
    assertThat(y(chart, "pixels")).containsExactly(0, 30, 30, 30, 0, Double.NaN, 0, 5, 5, 0);
  }

  @Test
  void onALogarithmicScaleBarsStandOnAFootBelowOnePixelAndEmptyBinsHaveNone() {
    XYChart chart = Charts.histogram(HISTOGRAM, Scale.LOGARITHMIC);
    double foot = chart.getStyler().getYAxisMin();
    assertThat(chart.getStyler().isYAxisLogarithmic()).isTrue();
    assertThat(foot).isBetween(.1, .9);
    assertThat(y(chart, "pixels"))
        .containsExactly(foot, 30, 30, 30, foot, Double.NaN, foot, 5, 5, foot);
  }

  @Test
  void aLogarithmicScaleHasALineForEachDecade() {
    XYChart chart = Charts.histogram(HISTOGRAM, Scale.LOGARITHMIC);
    assertThat(y(chart, "decades")).containsExactly(1, 1, Double.NaN, 10, 10, Double.NaN);
  }

  @Test
  void aHistogramOfOneSingleValueAndOneOfNothingAreDrawn() {
    Histogram constant = new Histogram("own values", "values", 7, 7, new long[] {9});
    assertThat(x(Charts.histogram(constant), "pixels")).startsWith(6.5).endsWith(7.5);
    Histogram bins = new Histogram("own values", "values", 7, 7, new long[] {9, 0, 0});
    assertThat(y(Charts.histogram(bins), "pixels")).containsExactly(0, 9, 9, 9, 0);
    Histogram empty = new Histogram("own values", "values", 0, 4, new long[] {0, 0});
    for (Scale scale : Scale.values()) {
      assertThat(Charts.encoded(Charts.histogram(constant, scale)).bytes()).isNotEmpty();
      assertThat(Charts.encoded(Charts.histogram(empty, scale)).bytes()).isNotEmpty();
    }
  }

  @Test
  void aLongFileNameIsShortenedInTheMiddleSoThatTheTitleFits() {
    String name = "1.2.276.0.7230010.3.1.4.8323329.6904.1517875201.850819.dcm";
    XYChart chart = Charts.histogram(new Histogram(name, "HU", 0, 4, new long[] {3, 5}));
    assertThat(chart.getTitle())
        .isEqualTo("Histogram of 1.2.276.0.7230010.\u20267875201.850819.dcm, 2 bins")
        .hasSizeLessThan(59);
  }

  @Test
  void aCumulativeDistributionRisesTo100PercentAndMarksTheBinsOnTheCurveAndBelow() {
    Pixels px = Pixels.of(new float[] {0, 1, 1, 4, Float.NaN}, 1, 5);
    XYChart chart = Charts.cumulative(px, FreqHist.of(0, 1, 3));
    assertThat(chart.getTitle()).isEqualTo("Cumulative distribution of own values, 3 bin edges");
    assertThat(chart.getXAxisTitle()).isEqualTo("values");
    assertThat(chart.getYAxisTitle()).isEqualTo("pixels up to this value, %");
    assertThat(x(chart, "bin edges")).containsExactly(0, 1, 3);
    assertThat(y(chart, "bin edges")).containsExactly(25, 75, 75);
    assertThat(Arrays.stream(x(chart, "rug")).distinct().toArray()).containsExactly(0, 1, 3);
    assertThat(y(chart, "rug")).contains(-6);
    double[] curve = y(chart, "pixels");
    assertThat(curve).startsWith(0, 25).endsWith(100).isSorted();
    assertThat(chart.getSeries("bin edges").getXYSeriesRenderStyle())
        .contains(XYSeries.XYSeriesRenderStyle.Scatter);
  }

  @Test
  void aCumulativeDistributionNeedsValuesAndBinsInTheirUnit() {
    Pixels nothing = Pixels.of(new float[] {Float.NaN}, 1, 1);
    assertThatThrownBy(() -> Charts.cumulative(nothing, FreqHist.of(1)))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("has no minimum: all");
    Pixels px = Pixels.of(new float[] {0, 1}, 1, 2);
    assertThatThrownBy(() -> Charts.cumulative(px.linear(), px.freqHistBins(1)))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("in grey level, 0 to 1, but the bins are in values");
    Pixels constant = Pixels.of(new float[] {3, 3}, 1, 2);
    XYChart chart = Charts.cumulative(constant, constant.freqHistBins(5));
    assertThat(y(chart, "bin edges")).containsExactly(100);
  }

  @Test
  void aPictureOverItsHistogramIsAGalleryOfOneColumn() {
    Pixels px = Pixels.of(new float[] {0, 1, 2, 3}, 2, 2);
    Gallery both = Charts.overHistogram(px);
    assertThat(both.columns()).isEqualTo(1);
    assertThat(both.items()).hasSize(2);
    Picture picture = (Picture) both.items().get(0).content();
    XYChart chart = (XYChart) both.items().get(1).content();
    assertThat(picture.image().getWidth()).isEqualTo(chart.getWidth());
    assertThat(chart.getStyler().getYAxisMin()).isNegative();
  }

  @Test
  void theStripBelowAHistogramShowsTheGreysOfThePicture() throws IOException {
    Pixels px = Pixels.of(new float[] {0, 1, 2, 3}, 2, 2);
    for (boolean inverted : new boolean[] {false, true}) {
      Pixels shown = inverted ? px.interpretedAs("MONOCHROME1") : px;
      XYChart chart = (XYChart) Charts.overHistogram(shown).items().get(1).content();
      byte[] png = Charts.encoded(chart).bytes();
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      int left = Painted.FINE * (int) chart.getScreenXFromChart(.05);
      int right = Painted.FINE * (int) chart.getScreenXFromChart(2.95);
      int row = Painted.FINE * (int) chart.getScreenYFromChart(chart.getStyler().getYAxisMin() / 2);
      int first = image.getRGB(left, row) & 0xFF;
      int last = image.getRGB(right, row) & 0xFF;
      assertThat(inverted ? last : first).isLessThan(20);
      assertThat(inverted ? first : last).isGreaterThan(235);
    }
  }

  @Test
  void aChartIsDrawnFineAndOnNothing() throws IOException {
    XYChart chart = Charts.histogram(HISTOGRAM);
    byte[] png = Charts.encoded(chart).bytes();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(2 * Charts.WIDTH).isLessThanOrEqualTo(1400);
    assertThat(image.getRGB(0, 0) >>> 24).isZero();
    assertThat(png).hasSizeLessThan(25_000);
  }

  @Test
  void inACellAChartIsDrawnAnewAndStaysWhatItWas() throws IOException {
    XYChart chart = Charts.histogram(HISTOGRAM);
    byte[] png = Charts.encoded(chart, 340).bytes();
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(680);
    assertThat(png).hasSizeLessThan(15_000);
    assertThat(chart.getWidth()).isEqualTo(Charts.WIDTH);
    assertThat(chart.getStyler().isChartTitleVisible()).isTrue();
    assertThat(chart.getStyler().getAxisTickLabelsFont().getSize()).isEqualTo(Theme.LETTERS);
  }
}
