package medimg.chart;

import java.awt.Color;

/**
 * How far a colour stands out from another.
 *
 * @see "WCAG 2.2, contrast ratio and relative luminance"
 */
final class Contrast {
  private static final Color DARK = new Color(0x111111);

  private Contrast() {}

  /** From 1, the same, to 21, black on white. */
  static double of(Color a, Color b) {
    double x = luminance(a) + .05;
    double y = luminance(b) + .05;
    return Math.max(x, y) / Math.min(x, y);
  }

  /** The one of white and nearly black that is better read on a colour. */
  static Color inkOn(Color ground) {
    return of(Color.WHITE, ground) > of(DARK, ground) ? Color.WHITE : DARK;
  }

  private static double luminance(Color colour) {
    return .2126 * linear(colour.getRed())
        + .7152 * linear(colour.getGreen())
        + .0722 * linear(colour.getBlue());
  }

  private static double linear(int component) {
    double c = component / 255.0;
    return c <= .04045 ? c / 12.92 : Math.pow((c + .055) / 1.055, 2.4);
  }
}
