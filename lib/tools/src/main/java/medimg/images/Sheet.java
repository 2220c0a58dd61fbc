package medimg.images;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import medimg.chart.Picture;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * Images, charts and captions on a dark sheet, as on a light box: it looks the same on a light and
 * on a dark page. Lengths are pixels of the page, of which each has two by two in the file.
 */
final class Sheet {
  /** Pixels of the file along each one of the page, so that it is crisp on a fine screen. */
  static final int FINE = 2;

  private static final Color DARK = new Color(0x0D0D0D);
  private static final Color TEXT = new Color(0xE6E6E6);
  private static final Color LINES = new Color(0xB4B4B4);
  private static final Color GRID = new Color(0x404040);
  private static final float QUALITY = .8f;

  private final BufferedImage image;
  private final Graphics2D g;

  /**
   * An empty sheet.
   *
   * @param coloured whether anything but grey is put on it
   */
  Sheet(int width, int height, boolean coloured) {
    int type = coloured ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY;
    image = new BufferedImage(FINE * width, FINE * height, type);
    g = image.createGraphics();
    g.scale(FINE, FINE);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.setColor(DARK);
    g.fillRect(0, 0, width, height);
  }

  /** An image of the same shape as the room for it. */
  void picture(BufferedImage picture, int x, int y, int width, int height) {
    g.drawImage(picture, x, y, width, height, null);
  }

  /** A chart without its title, in colours for a dark ground. */
  void chart(XYChart chart, int x, int y, int width, int height) {
    AxesChartStyler styler = chart.getStyler();
    styler.setChartTitleVisible(false);
    styler.setAxisTickLabelsColor(LINES).setAxisTickMarksColor(LINES).setPlotGridLinesColor(GRID);
    styler.setChartFontColor(TEXT);
    styler.setAxisTickLabelsFont(font(13)).setAxisTitleFont(font(13));
    Graphics2D part = (Graphics2D) g.create(x, y, width, height);
    chart.paint(part, width, height);
    part.dispose();
  }

  /**
   * A line of text on its base line.
   *
   * @param room how wide it may be
   * @throws IllegalStateException if it is wider
   */
  void caption(String text, int x, int y, int room) {
    g.setFont(font(15));
    g.setColor(TEXT);
    if (g.getFontMetrics().stringWidth(text) > room) {
      throw new IllegalStateException("\"" + text + "\" is wider than " + room);
    }
    g.drawString(text, x, y);
  }

  private static Font font(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  /** The sheet as JPEG. */
  byte[] jpeg() {
    return Picture.Encoded.jpeg(image, QUALITY).bytes();
  }
}
