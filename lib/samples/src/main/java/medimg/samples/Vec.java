package medimg.samples;

/** Vectors of three numbers, in mm or without unit. */
final class Vec {
  private Vec() {}

  static double[] of(double x, double y, double z) {
    return new double[] {x, y, z};
  }

  static double[] plus(double[] a, double[] b) {
    return of(a[0] + b[0], a[1] + b[1], a[2] + b[2]);
  }

  static double[] minus(double[] a, double[] b) {
    return of(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  }

  static double[] times(double[] a, double k) {
    return of(a[0] * k, a[1] * k, a[2] * k);
  }

  /** a + k b. */
  static double[] along(double[] a, double[] b, double k) {
    return of(a[0] + k * b[0], a[1] + k * b[1], a[2] + k * b[2]);
  }

  static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  static double[] cross(double[] a, double[] b) {
    return of(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);
  }

  static double length(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  static double distance(double[] a, double[] b) {
    return length(minus(a, b));
  }

  static double[] unit(double[] a) {
    return times(a, 1 / length(a));
  }

  /** A unit vector orthogonal to the unit vector d. */
  static double[] anyAcross(double[] d) {
    double[] help = Math.abs(d[0]) < .7 ? of(1, 0, 0) : of(0, 1, 0);
    return unit(cross(d, help));
  }

  /** The part of v orthogonal to the unit vector d, as a unit vector. */
  static double[] across(double[] v, double[] d) {
    return unit(along(v, d, -dot(v, d)));
  }

  /**
   * Three orthogonal unit vectors: x, y, z axes turned about x, then y, then z.
   *
   * @param turns degrees about x, y and z
   */
  static double[][] frame(double... turns) {
    double[][] e = {of(1, 0, 0), of(0, 1, 0), of(0, 0, 1)};
    for (int axis = 0; axis < 3; axis++) {
      double a = StrictMath.toRadians(turns[axis]);
      double c = StrictMath.cos(a);
      double s = StrictMath.sin(a);
      int i = (axis + 1) % 3;
      int j = (axis + 2) % 3;
      for (double[] v : e) {
        double p = c * v[i] - s * v[j];
        double q = s * v[i] + c * v[j];
        v[i] = p;
        v[j] = q;
      }
    }
    return e;
  }
}
