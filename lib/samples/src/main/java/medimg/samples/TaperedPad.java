package medimg.samples;

/**
 * A pad that thins out softly to its rim: inside where |w| < h (1 - rho^2)^1.5, with rho the
 * distance from the centre in units of the half axes. Breasts and fat pads: no hard rim on a film.
 */
final class TaperedPad extends Solid {
  private final double[] c;
  private final double[][] axes;
  private final double r1;
  private final double r2;
  private final double h;

  /**
   * A pad around c.
   *
   * @param axes orthogonal unit vectors: two across the pad, the third through it
   * @param r1 half axis along the first, mm
   * @param r2 half axis along the second, mm
   * @param h half thickness in the middle, mm
   */
  TaperedPad(double[] c, double[][] axes, double r1, double r2, double h) {
    this.c = c;
    this.axes = axes;
    this.r1 = r1;
    this.r2 = r2;
    this.h = h;
    for (int i = 0; i < 3; i++) {
      double reach =
          Math.abs(axes[0][i]) * r1 + Math.abs(axes[1][i]) * r2 + Math.abs(axes[2][i]) * h;
      low[i] = c[i] - reach;
      high[i] = c[i] + reach;
    }
  }

  @Override
  boolean inside(double x, double y, double z) {
    double w = along(2, x - c[0], y - c[1], z - c[2]);
    double limit = thickness(x, y, z);
    return w < limit && w > -limit;
  }

  @Override
  boolean span(Ray r, double[] t) {
    double slope = along(2, r.dx, r.dy, r.dz);
    if (slope * slope < .25 * (r.dx * r.dx + r.dy * r.dy + r.dz * r.dz)) {
      return march(r, t);
    }
    double offset = along(2, r.ox - c[0], r.oy - c[1], r.oz - c[2]);
    double middle = -offset / slope;
    if (thicknessAt(r, middle) <= 0) {
      return false;
    }
    double first = middle;
    double last = middle;
    double sense = slope > 0 ? 1 : -1;
    for (int i = 0; i < 3; i++) {
      first = (-sense * thicknessAt(r, first) - offset) / slope;
      last = (sense * thicknessAt(r, last) - offset) / slope;
    }
    t[0] = first;
    t[1] = last;
    return first < last;
  }

  private double thicknessAt(Ray r, double t) {
    return thickness(r.ox + t * r.dx, r.oy + t * r.dy, r.oz + t * r.dz);
  }

  private double thickness(double x, double y, double z) {
    double u = along(0, x - c[0], y - c[1], z - c[2]) / r1;
    double v = along(1, x - c[0], y - c[1], z - c[2]) / r2;
    double rest = 1 - u * u - v * v;
    return rest <= 0 ? 0 : h * rest * Math.sqrt(rest);
  }

  private double along(int axis, double x, double y, double z) {
    double[] e = axes[axis];
    return e[0] * x + e[1] * y + e[2] * z;
  }
}
