package medimg.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.util.Arrays;
import java.util.List;
import medimg.dicom.DicomException;
import medimg.pixels.FreqHist;
import medimg.pixels.Histogram;
import medimg.pixels.Pixels;
import medimg.pixels.SliceShares;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Charts in one style: titles, axis labels with units, readable at {@value #WIDTH} pixels and still
 * on a phone, on a light and a dark page.
 */
public final class Charts {
  /** Width of a chart on the page, in pixels. */
  public static final int WIDTH = 600;

  private static final int HEIGHT = 340;
  private static final int LONGEST_TITLE = 58;
  private static final int BINS = 128;
  private static final int OVER = 420;

  /** In a narrower cell a chart has small letters. */
  private static final int SMALL = 500;

  /** The foot of a logarithmic chart: low enough for one pixel to be seen. */
  private static final double FOOT = .6;

  /** Points of a curve: one for each pixel of the page. */
  private static final int POINTS = WIDTH;

  private Charts() {}

  /** Bars of a histogram: values to the right, pixels upwards. */
  public static XYChart histogram(Histogram histogram) {
    return histogram(histogram, Scale.LINEAR);
  }

  /** Bars of a histogram: values to the right, pixels upwards; an empty bin has no bar. */
  public static XYChart histogram(Histogram histogram, Scale scale) {
    return histogram(histogram, scale, WIDTH, HEIGHT);
  }

  private static XYChart histogram(Histogram histogram, Scale scale, int width, int height) {
    boolean linear = scale == Scale.LINEAR;
    double foot = linear ? 0 : FOOT;
    double[] edges = edges(histogram);
    long[] counts = edges.length == 2 ? new long[] {histogram.total()} : histogram.counts();
    double[] x = new double[4 * counts.length + 2];
    double[] y = new double[x.length];
    int n = 0;
    long before = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && before == 0) {
        x[n] = edges[i];
        y[n++] = foot;
      }
      if (counts[i] > 0) {
        x[n] = edges[i];
        y[n++] = counts[i];
        if (n == 2) {
          // One more point on the first bar: XChart labels points of equal distance instead of
          // round numbers.
          x[n] = edges[i] + (edges[i + 1] - edges[i]) / 3;
          y[n++] = counts[i];
        }
        x[n] = edges[i + 1];
        y[n++] = counts[i];
      } else if (before > 0) {
        x[n] = edges[i];
        y[n++] = foot;
        x[n] = edges[i];
        y[n++] = Double.NaN;
      }
      before = counts[i];
    }
    if (before > 0 || n == 0) {
      x[n] = edges[counts.length];
      y[n++] = foot;
    }
    int bins = histogram.counts().length;
    String title = title("Histogram of ", histogram.name(), ", " + bins + " bins");
    XYChart chart = chart(title, histogram.unit(), "pixels", width, height);
    double most = Math.max(1, Arrays.stream(counts).max().orElse(0));
    double top = linear ? 1.04 * most : 1.4 * most;
    if (!linear) {
      decades(chart, edges[0], edges[counts.length], top);
    }
    XYSeries series = chart.addSeries("pixels", Arrays.copyOf(x, n), Arrays.copyOf(y, n));
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
    line(series, 1.2f);
    series.setFillColor(Theme.FILL);
    chart.getStyler().setYAxisLogarithmic(!linear).setYAxisMin(foot).setYAxisMax(top);
    xAxis(chart, edges[0], edges[counts.length]);
    return chart;
  }

  /** Lines across the chart at 1, 10, 100 and so on only: XChart draws them at 2 to 9 too. */
  private static void decades(XYChart chart, double left, double right, double top) {
    int count = (int) Math.log10(top) + 1;
    double[] x = new double[3 * count];
    double[] y = new double[3 * count];
    for (int i = 0; i < count; i++) {
      Arrays.fill(y, 3 * i, 3 * i + 2, Math.pow(10, i));
      x[3 * i] = left;
      x[3 * i + 1] = right;
      x[3 * i + 2] = right;
      y[3 * i + 2] = Double.NaN;
    }
    XYSeries lines = chart.addSeries("decades", x, y);
    line(lines, 1);
    lines.setLineColor(Theme.GRID);
    chart.getStyler().setPlotGridHorizontalLinesVisible(false);
  }

  /** The edges of the bins; if all pixels have the same value, of one bin around it. */
  private static double[] edges(Histogram histogram) {
    return histogram.high() > histogram.low()
        ? histogram.edges()
        : new double[] {histogram.low() - .5, histogram.low() + .5};
  }

  /**
   * The cumulative distribution: for each value the share of pixels that are not above it, 0 to 100
   * %. Where bins begin and end is marked on the curve and below it: bins of equal frequency are
   * equally far from one another upwards.
   *
   * @param bins in the unit of the pixels
   * @throws DicomException if no pixel has a value, or the bins are in another unit
   */
  public static XYChart cumulative(Pixels px, FreqHist bins) {
    if (!bins.unit().isEmpty() && !bins.unit().equals(px.unit())) {
      throw new DicomException(
          px.name() + ": is in " + px.unit() + ", but the bins are in " + bins.unit());
    }
    double low = px.min();
    double high = px.max();
    if (low == high) {
      low -= .5;
      high += .5;
    }
    double[] x = new double[POINTS + 2];
    double[] y = new double[POINTS + 2];
    x[0] = low;
    for (int i = 0; i <= POINTS; i++) {
      // Not all at equal distances, or XChart would label the points instead of round numbers.
      x[i + 1] = low + (high - low) * (i == 1 ? .5 : i) / POINTS;
      y[i + 1] = 100 * px.shareUpTo(x[i + 1]);
    }
    double[] breaks = bins.breaks();
    String edgesText = ", " + breaks.length + (breaks.length == 1 ? " bin edge" : " bin edges");
    String title = title("Cumulative distribution of ", px.name(), edgesText);
    XYChart chart = chart(title, px.unit(), "pixels up to this value, %", WIDTH, HEIGHT);
    line(chart.addSeries("pixels", x, y), 2);
    chart.getStyler().setYAxisMin(-7.0).setYAxisMax(104.0).setMarkerSize(6);
    xAxis(chart, low, high);
    if (breaks.length > 0) {
      double[] share = Arrays.stream(breaks).map(b -> 100 * px.shareUpTo(b)).toArray();
      XYSeries edges = chart.addSeries("bin edges", breaks, share);
      edges.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      edges.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Theme.ORANGE);
      double[] rugX = new double[3 * breaks.length];
      double[] rugY = new double[rugX.length];
      for (int i = 0; i < breaks.length; i++) {
        Arrays.fill(rugX, 3 * i, 3 * i + 3, breaks[i]);
        rugY[3 * i] = -6;
        rugY[3 * i + 1] = -1.5;
        rugY[3 * i + 2] = Double.NaN;
      }
      XYSeries rug = chart.addSeries("rug", rugX, rugY);
      line(rug, 1);
      rug.setLineColor(Theme.ORANGE);
    }
    return chart;
  }

  /**
   * The picture of pixels above their histogram of {@value #BINS} bins; a strip below the bars
   * tells how each value looks in the picture.
   *
   * @throws DicomException if no pixel has a value or there is no picture, see {@link Picture#of}
   */
  public static Gallery overHistogram(Pixels px) {
    Picture picture = Picture.of(px).width(OVER);
    Histogram histogram = px.histogram(BINS);
    XYChart chart = histogram(histogram, Scale.LINEAR, OVER, OVER / 2);
    double highest = Arrays.stream(histogram.counts()).max().orElse(1);
    double[] edges = edges(histogram);
    double last = edges[edges.length - 1];
    boolean grey = px.isGreyLevel();
    double black = grey || px.samples() > 1 ? 0 : edges[0];
    double white = grey ? 1 : px.samples() > 1 ? px.layout().largest() : last;
    chart.getStyler().setYAxisMin(-.1 * highest);
    chart.addAnnotation(
        new GreyRamp(
            edges[0],
            last,
            -.1 * highest,
            -.02 * highest,
            value -> {
              double level = (value - black) / (white - black);
              return px.isInverted() ? 1 - level : level;
            }));
    return Gallery.of(picture.title(), picture)
        .with("Its histogram, " + BINS + " bins, above the greys of the picture", chart)
        .columns(1);
  }

  /** How much of each slice of a volume lies inside a window, along the volume. */
  public static XYChart along(SliceShares shares) {
    return along(shares, Double.NaN);
  }

  /**
   * How much of each slice of a volume lies inside a window, along the volume, 0 to 100 %; slices
   * above a share are marked, see {@link SliceShares#above}.
   *
   * @param above a share from 0 to 1
   * @throws DicomException if it is out of range
   */
  public static XYChart along(SliceShares shares, double above) {
    double[] x = new double[shares.slices()];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = shares.position(i);
      y[i] = 100 * shares.share(i);
    }
    String window = shares.window().toString();
    String axis = "position of the slice, mm (grows towards " + side(shares.direction()) + ")";
    String title = title("Share of each slice in ", window, "");
    XYChart chart = chart(title, axis, "pixels in the window, %", WIDTH, HEIGHT);
    double top = Math.max(1e-3, Arrays.stream(y).max().orElse(0));
    if (!Double.isNaN(above)) {
      List<Integer> chosen = shares.above(above);
      top = Math.max(top, 100 * above);
      XYSeries border =
          chart.addSeries(
              "border",
              new double[] {x[0], x[x.length - 1]},
              new double[] {100 * above, 100 * above});
      line(border, 1);
      border.setLineColor(Theme.ORANGE);
      if (!chosen.isEmpty()) {
        XYSeries marked =
            chart.addSeries(
                "above",
                chosen.stream().mapToDouble(i -> x[i]).toArray(),
                chosen.stream().mapToDouble(i -> y[i]).toArray());
        marked.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        marked.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Theme.ORANGE);
      }
    }
    line(chart.addSeries("share", x, y), 2);
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.06 * top).setMarkerSize(7);
    chart.getStyler().setYAxisDecimalPattern(top < 1 ? "0.###" : top < 10 ? "0.#" : "0");
    double room = .02 * (x[x.length - 1] - x[0]);
    xAxis(chart, x[0] - room, x[x.length - 1] + room);
    chart.getStyler().setXAxisDecimalPattern("#,##0.#");
    return chart;
  }

  /** A direction of the patient in words: its strongest letter. */
  private static String side(String letters) {
    return switch (letters.charAt(0)) {
      case 'R' -> "the right hand";
      case 'L' -> "the left hand";
      case 'A' -> "the front";
      case 'P' -> "the back";
      case 'F' -> "the feet";
      default -> "the head";
    };
  }

  /**
   * The numbers of a few pixels in coloured cells, with the numbers of their rows and columns.
   *
   * @throws DicomException if there are more than 24 x 24 pixels, several frames or colours
   */
  public static HeatMap heatMap(Pixels px) {
    return HeatMap.of(px);
  }

  /** A chart as PNG, two pixels for each one of the page. */
  public static Picture.Encoded encoded(Chart<?, ?> chart) {
    int width = chart.getWidth();
    int height = chart.getHeight();
    return Painted.png(width, height, g -> chart.paint(g, width, height));
  }

  /**
   * A chart drawn anew for a cell of a gallery: small letters, and no title, since the caption
   * tells it.
   *
   * @param width of the cell in pixels of the page
   */
  public static Picture.Encoded encoded(XYChart chart, int width) {
    int ownWidth = chart.getWidth();
    int ownHeight = chart.getHeight();
    AxesChartStyler styler = chart.getStyler();
    Font labels = styler.getAxisTickLabelsFont();
    Font titles = styler.getAxisTitleFont();
    boolean titled = styler.isChartTitleVisible();
    int hint = styler.getXAxisTickMarkSpacingHint();
    int height = Math.round((float) width * ownHeight / ownWidth);
    try {
      if (width < SMALL) {
        styler.setAxisTickLabelsFont(labels.deriveFont((float) Theme.SMALL_LETTERS));
        styler.setAxisTitleFont(titles.deriveFont((float) Theme.SMALL_LETTERS));
        styler.setXAxisTickMarkSpacingHint(60);
      }
      styler.setChartTitleVisible(false);
      return Painted.png(width, height, g -> chart.paint(g, width, height));
    } finally {
      styler.setAxisTickLabelsFont(labels);
      styler.setAxisTitleFont(titles);
      styler.setXAxisTickMarkSpacingHint(hint);
      styler.setChartTitleVisible(titled);
      // Painting is what sets a chart's size.
      Painted.image(1, 1, g -> chart.paint(g, ownWidth, ownHeight));
    }
  }

  /** An empty chart in the style of all. */
  static XYChart chart(String title, String x, String y, int width, int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    Theme.style(chart);
    return chart;
  }

  /** From one value to another, with as many decimals as their difference needs. */
  static void xAxis(XYChart chart, double low, double high) {
    chart.getStyler().setXAxisDecimalPattern(pattern(low, high));
    chart.getStyler().setXAxisMin(low).setXAxisMax(high);
  }

  /** How numbers from one to another are written: with as many decimals as they need. */
  static String pattern(double low, double high) {
    int decimals = (int) Math.max(0, Math.min(12, 2 - Math.floor(Math.log10(high - low))));
    return "#,##0" + (decimals > 0 ? "." : "") + "#".repeat(decimals);
  }

  static void line(XYSeries series, float width) {
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(Theme.BLUE);
    series.setLineStyle(new BasicStroke(width));
  }

  /** A long name keeps its start and end, so that the title fits its chart. */
  private static String title(String before, String name, String after) {
    int most = LONGEST_TITLE - before.length() - after.length();
    return name.length() <= most
        ? before + name + after
        : before
            + name.substring(0, most / 2)
            + "\u2026"
            + name.substring(name.length() - most / 2)
            + after;
  }
}
