package medimg.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * One look for a light and a dark page: nothing behind the lines, text and lines in colours that
 * stand out from white as well as from nearly black.
 */
final class Theme {
  /** Text and axes: as far from white as from a dark page. */
  static final Color TEXT = new Color(0x797979);

  /** What is counted. */
  static final Color BLUE = new Color(0x2E7CC4);

  /** What is marked in it. */
  static final Color ORANGE = new Color(0xC8601A);

  static final Color FILL = new Color(BLUE.getRed(), BLUE.getGreen(), BLUE.getBlue(), 110);

  /** Lines behind the data: the colour of text, faint. */
  static final Color GRID = new Color(TEXT.getRed(), TEXT.getGreen(), TEXT.getBlue(), 64);

  static final Color NOTHING = new Color(0, 0, 0, 0);

  /** Height of letters in a chart of full width, and in a cell of a gallery. */
  static final int LETTERS = 15;

  static final int SMALL_LETTERS = 12;

  private Theme() {}

  static Font font(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  static void style(XYChart chart) {
    chart
        .getStyler()
        .setLocale(Locale.ENGLISH)
        .setLegendVisible(false)
        .setChartBackgroundColor(NOTHING)
        .setPlotBackgroundColor(NOTHING)
        .setChartFontColor(TEXT)
        .setPlotBorderVisible(false)
        .setPlotContentSize(.999)
        .setChartPadding(12)
        .setChartTitleBoxVisible(false)
        .setChartTitlePadding(6)
        .setChartTitleFont(font(LETTERS).deriveFont(Font.BOLD))
        .setBaseFont(font(LETTERS));
    chart
        .getStyler()
        .setAxisTitleFont(font(LETTERS))
        .setAxisTickLabelsFont(font(LETTERS))
        .setAxisTickLabelsColor(TEXT)
        .setAxisTickMarksColor(TEXT)
        .setAxisTickMarksStroke(new BasicStroke(1))
        .setAxisTickMarkLength(4)
        .setPlotMargin(0)
        .setPlotGridLinesColor(GRID)
        .setPlotGridLinesStroke(new BasicStroke(1))
        .setPlotGridVerticalLinesVisible(false)
        .setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right)
        .setYAxisDecimalPattern("#,##0")
        .setXAxisTickMarkSpacingHint(80);
  }
}
