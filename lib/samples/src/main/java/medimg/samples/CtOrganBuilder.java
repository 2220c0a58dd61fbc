package medimg.samples;

/** Ways to add the irregular forms that only a CT shows; a film's forms stay plain. */
abstract class CtOrganBuilder extends OrganBuilder {
  CtOrganBuilder(Plan plan) {
    super(plan, 0);
  }

  /**
   * An egg with uneven outline, in mm of the standard body.
   *
   * @param a half axis along x
   * @param b half axis along y
   * @param h half axis along z
   * @param lean how far its back lies to the left of its middle
   * @param bend how far front and back lie to the left of its middle: bean, crescent
   * @param rise how far its upper end lies to the left
   * @param tilt how far its upper end lies to the back
   * @param wave height of the outline's waves
   */
  record Egg(
      double x,
      double y,
      double z,
      double a,
      double b,
      double h,
      double lean,
      double bend,
      double rise,
      double tilt,
      double wave) {
    /** The same, thinner by a wall. */
    Egg inner(double wall) {
      return new Egg(x, y, z, a - wall, b - wall, h - wall, lean, bend, rise, tilt, wave);
    }
  }

  /** An egg, kept inside the limits if there are any. */
  final void egg(String name, Material m, Egg e, ScanlineSolid.Edges limits) {
    organ(name, m, solid(e, limits));
  }

  final ScanlineSolid solid(Egg e, ScanlineSolid.Edges limits) {
    double phase = new Rng(key, Double.doubleToLongBits(e.x), 61).in(0, 6);
    double reachX =
        e.a + Math.abs(e.lean) + Math.abs(e.bend) + Math.abs(e.rise) + Math.abs(e.wave) + 1;
    double reachY = e.b + Math.abs(e.tilt);
    double lift = Math.max(12, e.h);
    return new ScanlineSolid(
        p(e.x - reachX, e.y - reachY, e.z - e.h),
        p(e.x + reachX, e.y + reachY, e.z + e.h),
        (y, z, t) -> {
          double w = (z / k - e.z) / e.h;
          double v = (y / k - e.y - e.tilt * w) / e.b;
          double rest = 1 - v * v - w * w;
          if (rest <= 0) {
            return false;
          }
          double root = Math.sqrt(rest);
          double half = e.a * root;
          double middle = e.x + e.lean * v + e.bend * v * v + e.rise * w;
          double turn = 1.4 * w * lift / 30 + phase;
          double x0 = middle - half + e.wave * root * wave(3.7 * v + turn);
          double x1 = middle + half + e.wave * root * wave(4.3 * v - 1.3 * turn);
          t[0] = x0 * k;
          t[1] = x1 * k;
          if (limits == null) {
            return x0 < x1;
          }
          return clip(limits, y, z, t);
        });
  }

  /** Keeps what the limits leave of an interval. */
  static boolean clip(ScanlineSolid.Edges limits, double y, double z, double[] t) {
    double x0 = t[0];
    double x1 = t[1];
    if (!limits.at(y, z, t)) {
      return false;
    }
    t[0] = Math.max(t[0], x0);
    t[1] = Math.min(t[1], x1);
    return t[0] < t[1];
  }

  /** Something like a sine between -1 and 1, from a parabola: fast and the same everywhere. */
  static double wave(double turn) {
    double f = turn * .159154943;
    f -= Math.floor(f);
    double g = f < .5 ? 4 * f : 4 * f - 4;
    return f < .5 ? g * (2 - g) : g * (2 + g);
  }

  /** 0 below a, 1 above b, smooth between. */
  static double step(double a, double b, double v) {
    double f = Math.max(0, Math.min(1, (v - a) / (b - a)));
    return f * f * (3 - 2 * f);
  }
}
