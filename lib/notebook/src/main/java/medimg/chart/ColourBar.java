package medimg.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

/**
 * The colours of a picture beside their values: an upright bar.
 *
 * @param map its colours
 * @param low the value at the lower end
 * @param high the value at the upper end
 * @param inverted whether the lower end has the last colour
 * @param unit of the values
 * @param height in pixels of the page
 */
public record ColourBar(
    ColourMap map, double low, double high, boolean inverted, String unit, int height) {
  private static final int GAP = 8;
  private static final int THICK = 14;
  private static final int TICK = 4;
  private static final int STEPS = 128;
  private static final FontRenderContext FINE = new FontRenderContext(null, true, true);

  /** Labels are at least so far from one another. */
  private static final int APART = 36;

  private static Font font() {
    return Theme.font(Theme.SMALL_LETTERS);
  }

  private Ticks ticks() {
    return Ticks.of(low, high, Math.max(2, height / APART));
  }

  /** Width in pixels of the page. */
  public int width() {
    int letters = Theme.SMALL_LETTERS;
    return GAP
        + THICK
        + TICK
        + 3
        + (int) Math.ceil(labelWidth())
        + (unit.isEmpty() ? 2 : letters + 8);
  }

  private double labelWidth() {
    double widest = 0;
    for (String label : ticks().labels()) {
      widest = Math.max(widest, font().getStringBounds(label, FINE).getWidth());
    }
    return widest;
  }

  /** What a screen reader says. */
  public String title() {
    Ticks ends = Ticks.of(low, high, 2);
    return "colours from " + ends.text(low) + " to " + ends.text(high) + " " + unit;
  }

  /** The drawing as PNG with nothing behind it, two pixels for each one of the page. */
  public Picture.Encoded encoded() {
    return Painted.png(width(), height, this::paint);
  }

  void paint(Graphics2D g) {
    int steps = Math.min(STEPS, height);
    for (int i = 0; i < steps; i++) {
      // Edges on whole pixels of the fine image, so that nothing shines through.
      double from = Math.round(2.0 * height * i / steps) / 2.0;
      double to = Math.round(2.0 * height * (i + 1) / steps) / 2.0;
      double level = (steps - 1 - i) / (steps - 1.0);
      g.setColor(new Color(map.rgb(inverted ? 1 - level : level)));
      g.fill(new Rectangle2D.Double(GAP, from, THICK, to - from));
    }
    g.setColor(Theme.TEXT);
    g.setFont(font());
    Ticks ticks = ticks();
    float label = (float) labelWidth();
    float ascent = font().getLineMetrics("0", FINE).getAscent() * .76f;
    for (int i = 0; i < ticks.values().length; i++) {
      double y = high > low ? height * (high - ticks.values()[i]) / (high - low) : height / 2.0;
      double line = Math.max(.5, Math.min(height - .5, y));
      g.fill(new Rectangle2D.Double(GAP + THICK, line - .5, TICK, 1));
      double width = font().getStringBounds(ticks.labels()[i], FINE).getWidth();
      float base = (float) Math.max(ascent + .5, Math.min(height - 1, y + ascent / 2));
      g.drawString(ticks.labels()[i], (float) (GAP + THICK + TICK + 3 + label - width), base);
    }
    double length = font().getStringBounds(unit, FINE).getWidth();
    if (!unit.isEmpty() && length <= height) {
      AffineTransform before = g.getTransform();
      g.translate(width() - 5, (height + length) / 2);
      g.rotate(-Math.PI / 2);
      g.drawString(unit, 0, 0);
      g.setTransform(before);
    }
  }
}
