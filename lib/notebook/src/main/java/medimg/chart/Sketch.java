package medimg.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.knowm.xchart.internal.chartpart.Annotation;
import org.knowm.xchart.style.AxesChartStyler;

/** Areas, lines and words in a chart, at values of its axes. */
final class Sketch extends Annotation {
  private static final float[] DASHES = {5, 4};

  private final List<Consumer<Graphics2D>> strokes = new ArrayList<>();

  Sketch() {
    super(false);
  }

  /** A filled rectangle between two corners. */
  Sketch rectangle(double x0, double y0, double x1, double y1, Color colour) {
    strokes.add(
        g -> {
          g.setColor(colour);
          double left = Math.min(x(x0), x(x1));
          double top = Math.min(y(y0), y(y1));
          g.fill(
              new Rectangle2D.Double(left, top, Math.abs(x(x1) - x(x0)), Math.abs(y(y1) - y(y0))));
        });
    return this;
  }

  /** The area between two curves over the same values. */
  Sketch band(double[] x, double[] low, double[] high, Color colour) {
    strokes.add(
        g -> {
          g.setColor(colour);
          Path2D path = new Path2D.Double();
          for (int i = 0; i < x.length; i++) {
            if (i == 0) {
              path.moveTo(x(x[i]), y(low[i]));
            } else {
              path.lineTo(x(x[i]), y(low[i]));
            }
          }
          for (int i = x.length - 1; i >= 0; i--) {
            path.lineTo(x(x[i]), y(high[i]));
          }
          path.closePath();
          g.fill(path);
        });
    return this;
  }

  /** A line from one point to another. */
  Sketch line(double x0, double y0, double x1, double y1, Color colour, double width) {
    return line(x0, y0, x1, y1, colour, new BasicStroke((float) width));
  }

  /** A dashed line from one point to another. */
  Sketch dashed(double x0, double y0, double x1, double y1, Color colour) {
    return line(
        x0,
        y0,
        x1,
        y1,
        colour,
        new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, DASHES, 0));
  }

  private Sketch line(double x0, double y0, double x1, double y1, Color colour, Stroke stroke) {
    strokes.add(
        g -> {
          g.setColor(colour);
          Stroke before = g.getStroke();
          g.setStroke(stroke);
          g.draw(new Line2D.Double(x(x0), y(y0), x(x1), y(y1)));
          g.setStroke(before);
        });
    return this;
  }

  /**
   * Words in the letters of the axes.
   *
   * @param along which part of the words is at x: 0 the start, .5 the middle, 1 the end
   * @param down by how many lines they are below y
   */
  Sketch text(double x, double y, String words, Color colour, double along, double down) {
    return text(x, y, words, colour, along, down, Font.PLAIN, 1);
  }

  /** Words in bold or larger letters. */
  Sketch text(
      double x,
      double y,
      String words,
      Color colour,
      double along,
      double down,
      int style,
      double factor) {
    strokes.add(
        g -> {
          Font base = ((AxesChartStyler) styler).getAxisTickLabelsFont();
          Font font = base.deriveFont(style, (float) (base.getSize2D() * factor));
          FontRenderContext fine = g.getFontRenderContext();
          double width = font.getStringBounds(words, fine).getWidth();
          double line = base.getLineMetrics(words, fine).getHeight();
          double ascent = font.getLineMetrics(words, fine).getAscent() * .76;
          g.setColor(colour);
          g.setFont(font);
          g.drawString(
              words, (float) (x(x) - along * width), (float) (y(y) + down * line + ascent / 2));
        });
    return this;
  }

  private double x(double value) {
    return getXAxisScreenValue(value);
  }

  private double y(double value) {
    return getYAxisScreenValue(value);
  }

  @Override
  public void paint(Graphics2D g) {
    strokes.forEach(s -> s.accept(g));
  }
}
