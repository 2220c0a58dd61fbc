package medimg.chart;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/** Drawings in pixels, crisp on a fine screen too. */
final class Painted {
  /** A drawing has this many pixels along each one of the page. */
  static final int FINE = 2;

  private Painted() {}

  /** A drawing on nothing, as PNG. */
  static Picture.Encoded png(int width, int height, Consumer<Graphics2D> drawing) {
    return new Picture.Encoded("image/png", Png.ofDrawing(image(width, height, drawing)));
  }

  static BufferedImage image(int width, int height, Consumer<Graphics2D> drawing) {
    BufferedImage image =
        new BufferedImage(FINE * width, FINE * height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    g.scale(FINE, FINE);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    drawing.accept(g);
    g.dispose();
    return image;
  }
}
