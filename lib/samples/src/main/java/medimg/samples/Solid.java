package medimg.samples;

/**
 * A convex body of one material, in mm. Axes are the patient's as in DICOM: x to the left, y to the
 * back, z to the head.
 *
 * <p>A point test and the entry and exit of a straight line are all that CT and radiograph need.
 */
abstract class Solid {
  /** A straight line: point + t direction. One object is reused for millions of lines. */
  static final class Ray {
    double ox;
    double oy;
    double oz;
    double dx;
    double dy;
    double dz;

    Ray from(double x, double y, double z) {
      ox = x;
      oy = y;
      oz = z;
      return this;
    }

    Ray to(double x, double y, double z) {
      dx = x;
      dy = y;
      dz = z;
      return this;
    }

    /** Length in mm of one unit of t. */
    double unit() {
      return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
  }

  private static final int STEPS = 64;

  /** A box around the solid: least and greatest x, y and z, in mm. */
  final double[] low = {-1e4, -1e4, -1e4};

  final double[] high = {1e4, 1e4, 1e4};

  abstract boolean inside(double x, double y, double z);

  /**
   * Where a ray enters and leaves.
   *
   * @param t receives entry and exit in units of the ray's direction
   * @return false if the ray misses
   */
  abstract boolean span(Ray ray, double[] t);

  /**
   * Entry and exit by sampling the inside of the box and halving: slow, for the few awkward rays.
   */
  final boolean march(Ray ray, double[] t) {
    if (!clipToBox(ray, t)) {
      return false;
    }
    double step = (t[1] - t[0]) / STEPS;
    double first = Double.NaN;
    double last = Double.NaN;
    for (int i = 0; i <= STEPS; i++) {
      double at = t[0] + i * step;
      if (at(ray, at)) {
        first = Double.isNaN(first) ? at : first;
        last = at;
      }
    }
    if (Double.isNaN(first)) {
      return false;
    }
    t[0] = edge(ray, first, first - step);
    t[1] = edge(ray, last, last + step);
    return true;
  }

  private double edge(Ray ray, double in, double out) {
    for (int i = 0; i < 14; i++) {
      double mid = (in + out) / 2;
      if (at(ray, mid)) {
        in = mid;
      } else {
        out = mid;
      }
    }
    return in;
  }

  private boolean at(Ray r, double t) {
    return inside(r.ox + t * r.dx, r.oy + t * r.dy, r.oz + t * r.dz);
  }

  private boolean clipToBox(Ray r, double[] t) {
    t[0] = -1e6;
    t[1] = 1e6;
    return slab(r.ox, r.dx, low[0], high[0], t)
        && slab(r.oy, r.dy, low[1], high[1], t)
        && slab(r.oz, r.dz, low[2], high[2], t);
  }

  private static boolean slab(double o, double d, double low, double high, double[] t) {
    if (d == 0) {
      return o > low && o < high;
    }
    double a = (low - o) / d;
    double b = (high - o) / d;
    t[0] = Math.max(t[0], Math.min(a, b));
    t[1] = Math.min(t[1], Math.max(a, b));
    return t[0] < t[1];
  }
}
