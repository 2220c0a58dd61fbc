package medimg.samples;

/**
 * A solid whose every horizontal section is an ellipse, or the part of it on one side of a sagittal
 * plane: chest cavity, chest wall, trunk, mediastinum. Lengths in mm; sections every 2 mm, linear
 * between them.
 */
final class StackedEllipses extends Solid {
  static final double STEP = 2;

  /** Heights closer than this, in mm, need no second look. */
  private static final double CLOSE = .05;

  private final double bottom;
  private final double[] centreX;
  private final double[] centreY;
  private final double[] halfX;
  private final double[] halfY;
  private final double side;
  private final double wall;
  private final double middle;

  /** One section: centre and half axes, in mm; half axes of 0 mean nothing at this height. */
  record Section(double x, double y, double a, double b) {}

  /** Gives the section at height z. */
  interface Shape {
    Section at(double z);
  }

  /**
   * Samples a shape.
   *
   * @param side 1 keeps x > wall, -1 keeps x < wall, 0 keeps both
   */
  StackedEllipses(double bottom, double top, Shape shape, int side, double wall) {
    int n = (int) Math.ceil((top - bottom) / STEP) + 2;
    this.bottom = bottom;
    this.side = side;
    this.wall = wall;
    centreX = new double[n];
    centreY = new double[n];
    halfX = new double[n];
    halfY = new double[n];
    double sum = 0;
    double minX = 1e9;
    double maxX = -1e9;
    double minY = 1e9;
    double maxY = -1e9;
    for (int i = 0; i < n; i++) {
      Section s = shape.at(bottom + i * STEP);
      centreX[i] = s.x;
      centreY[i] = s.y;
      halfX[i] = s.a;
      halfY[i] = s.b;
      sum += s.y;
      if (s.a > 0) {
        minX = Math.min(minX, s.x - s.a);
        maxX = Math.max(maxX, s.x + s.a);
        minY = Math.min(minY, s.y - s.b);
        maxY = Math.max(maxY, s.y + s.b);
      }
    }
    middle = sum / n;
    low[0] = side > 0 ? Math.max(minX, wall) : minX;
    high[0] = side < 0 ? Math.min(maxX, wall) : maxX;
    low[1] = minY;
    high[1] = maxY;
    low[2] = bottom;
    high[2] = bottom + (n - 1) * STEP;
  }

  @Override
  boolean inside(double x, double y, double z) {
    double f = (z - bottom) / STEP;
    int i = (int) f;
    if (f < 0 || i >= halfX.length - 1 || side * (x - wall) < 0) {
      return false;
    }
    f -= i;
    double a = halfX[i] + f * (halfX[i + 1] - halfX[i]);
    double b = halfY[i] + f * (halfY[i + 1] - halfY[i]);
    if (a <= 0 || b <= 0) {
      return false;
    }
    double u = (x - centreX[i] - f * (centreX[i + 1] - centreX[i])) / a;
    double v = (y - centreY[i] - f * (centreY[i + 1] - centreY[i])) / b;
    return u * u + v * v < 1;
  }

  @Override
  boolean span(Ray r, double[] t) {
    double start = r.dy * r.dy > .01 * (r.dx * r.dx + r.dz * r.dz) ? (middle - r.oy) / r.dy : 0;
    boolean hit = solve(r, r.oz + start * r.dz, t);
    double t0 = t[0];
    double t1 = t[1];
    if (r.dz != 0) {
      if (!hit) {
        // Near the dome or the rim the section at mid-depth may be missed by a ray that still hits.
        return nearRim(r, start) && march(r, t) && cut(r, t);
      }
      double before = start;
      for (int i = 0; i < 4 && Math.abs((t0 - before) * r.dz) > CLOSE; i++) {
        before = t0;
        if (!solve(r, r.oz + t0 * r.dz, t)) {
          return march(r, t) && cut(r, t);
        }
        t0 = t[0];
      }
      before = start;
      for (int i = 0; i < 4 && Math.abs((t1 - before) * r.dz) > CLOSE; i++) {
        before = t1;
        if (!solve(r, r.oz + t1 * r.dz, t)) {
          return march(r, t) && cut(r, t);
        }
        t1 = t[1];
      }
      t[0] = t0;
      t[1] = t1;
    }
    return hit && t0 < t1 && cut(r, t);
  }

  private boolean nearRim(Ray r, double start) {
    double x = r.ox + start * r.dx;
    double z = r.oz + start * r.dz;
    double margin = 12;
    if (x < low[0] - margin || x > high[0] + margin || z > high[2] + margin) {
      return false;
    }
    int i = (int) Math.max(0, Math.min(halfX.length - 1, (z - margin - bottom) / STEP));
    int j = (int) Math.max(0, Math.min(halfX.length - 1, (z + margin - bottom) / STEP));
    double reach = Math.max(halfX[i], halfX[j]) + 1;
    return Math.abs(x - centreX[i]) < reach || Math.abs(x - centreX[j]) < reach;
  }

  private boolean cut(Ray r, double[] t) {
    if (side == 0) {
      return true;
    }
    double slope = side * r.dx;
    double rest = side * (wall - r.ox);
    if (slope == 0) {
      return rest < 0;
    }
    if (slope > 0) {
      t[0] = Math.max(t[0], rest / slope);
    } else {
      t[1] = Math.min(t[1], rest / slope);
    }
    return t[0] < t[1];
  }

  /** Both crossings of the ray with the elliptic cylinder that the section at height z spans. */
  private boolean solve(Ray r, double z, double[] t) {
    double f = (z - bottom) / STEP;
    int i = (int) f;
    if (f < 0 || i >= halfX.length - 1) {
      return false;
    }
    f -= i;
    double a = halfX[i] + f * (halfX[i + 1] - halfX[i]);
    double b = halfY[i] + f * (halfY[i + 1] - halfY[i]);
    if (a <= 0 || b <= 0) {
      return false;
    }
    double ox = (r.ox - centreX[i] - f * (centreX[i + 1] - centreX[i])) / a;
    double oy = (r.oy - centreY[i] - f * (centreY[i + 1] - centreY[i])) / b;
    double dx = r.dx / a;
    double dy = r.dy / b;
    double p = dx * dx + dy * dy;
    double q = ox * dx + oy * dy;
    double disc = q * q - p * (ox * ox + oy * oy - 1);
    if (disc <= 0) {
      return false;
    }
    double root = Math.sqrt(disc);
    t[0] = (-q - root) / p;
    t[1] = (-q + root) / p;
    return true;
  }
}
