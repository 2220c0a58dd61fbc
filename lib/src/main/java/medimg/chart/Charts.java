package medimg.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import medimg.pixels.Histogram;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts in one style: titles, axis labels with units, readable at 700 pixels. */
public final class Charts {
  /** Width of a chart on the page, in pixels. */
  public static final int WIDTH = 700;

  private static final int HEIGHT = 380;
  private static final int LONGEST_NAME = 40;
  private static final Color BLUE = new Color(0x2F6DB5);
  private static final Color GRID = new Color(0xDDDDDD);

  private Charts() {}

  /** Bars of a histogram: values to the right, pixels upwards. */
  public static XYChart histogram(Histogram histogram) {
    double[] edges = histogram.edges();
    long[] counts = histogram.counts();
    double[] x = new double[2 * counts.length + 3];
    double[] y = new double[x.length];
    x[0] = edges[0];
    x[1] = edges[0];
    y[1] = counts[0];
    // One more point on the first bar's top: XChart labels points of equal distance instead of
    // round numbers.
    x[2] = (edges[0] + edges[1]) / 2;
    y[2] = counts[0];
    x[3] = edges[1];
    y[3] = counts[0];
    for (int i = 1; i < counts.length; i++) {
      x[2 * i + 2] = edges[i];
      x[2 * i + 3] = edges[i + 1];
      y[2 * i + 2] = counts[i];
      y[2 * i + 3] = counts[i];
    }
    x[x.length - 1] = edges[counts.length];
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("Histogram of " + shortened(histogram.name()) + ", " + counts.length + " bins")
            .xAxisTitle(histogram.unit())
            .yAxisTitle("pixels")
            .build();
    style(chart);
    XYSeries series = chart.addSeries("pixels", x, y);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(BLUE);
    series.setLineStyle(new BasicStroke(1.2f));
    series.setFillColor(new Color(BLUE.getRed(), BLUE.getGreen(), BLUE.getBlue(), 110));
    return chart;
  }

  /** Long file names keep their start and end, so that a title fits its chart. */
  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME
        ? name
        : name.substring(0, LONGEST_NAME / 2)
            + "\u2026"
            + name.substring(name.length() - LONGEST_NAME / 2);
  }

  private static void style(XYChart chart) {
    Font text = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    chart
        .getStyler()
        .setLegendVisible(false)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setChartTitleBoxVisible(false)
        .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15))
        .setBaseFont(text);
    chart
        .getStyler()
        .setAxisTitleFont(text)
        .setAxisTickLabelsFont(text)
        .setPlotGridLinesColor(GRID)
        .setPlotGridVerticalLinesVisible(false)
        .setXAxisDecimalPattern("#,##0.###")
        .setYAxisDecimalPattern("#,##0")
        .setXAxisTickMarkSpacingHint(80)
        .setYAxisMin(0.0);
  }
}
