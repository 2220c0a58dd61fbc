package medimg.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.function.DoubleUnaryOperator;
import org.knowm.xchart.internal.chartpart.Annotation;

/** A strip along the x axis of a chart: how each value looks in a picture. */
final class GreyRamp extends Annotation {
  private static final int STEPS = 96;

  private final double low;
  private final double high;
  private final double top;
  private final double bottom;
  private final DoubleUnaryOperator level;

  /**
   * A strip between two values of each axis.
   *
   * @param level from a value of the x axis to a grey from 0 to 1
   */
  GreyRamp(double low, double high, double bottom, double top, DoubleUnaryOperator level) {
    super(false);
    this.low = low;
    this.high = high;
    this.top = top;
    this.bottom = bottom;
    this.level = level;
  }

  @Override
  public void paint(Graphics2D g) {
    double left = getXAxisScreenValue(low);
    double right = getXAxisScreenValue(high);
    double y = getYAxisScreenValue(top);
    double height = getYAxisScreenValue(bottom) - y;
    for (int i = 0; i < STEPS; i++) {
      double from = Math.round(2 * (left + (right - left) * i / STEPS)) / 2.0;
      double to = Math.round(2 * (left + (right - left) * (i + 1) / STEPS)) / 2.0;
      double value = low + (high - low) * (i + .5) / STEPS;
      g.setColor(new Color(ColourMap.GREY.rgb(level.applyAsDouble(value))));
      g.fill(new Rectangle2D.Double(from, y, to - from, height));
    }
    g.setColor(Theme.TEXT);
    g.draw(new Rectangle2D.Double(left, y, right - left, height));
  }
}
