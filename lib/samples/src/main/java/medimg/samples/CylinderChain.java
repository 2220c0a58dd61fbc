package medimg.samples;

import java.util.List;

/** Bends chains of cylinder pieces along a line: ribs, clavicles, vessels, wires. Lengths in mm. */
final class CylinderChain {
  private CylinderChain() {}

  /**
   * Adds the pieces of a tube, mitred where they meet.
   *
   * @param points at least two points of its axis
   * @param across direction of the first half axis at each point, or null for round tubes
   * @param r1 first half axis at each point
   * @param r2 second half axis at each point
   * @param wall thickness of the shell, or 0 for a tube of one material
   */
  static void add(
      List<Body.Part> to,
      double[][] points,
      double[][] across,
      double[] r1,
      double[] r2,
      double wall,
      Material shell,
      Material core) {
    int n = points.length;
    for (int i = 0; i + 1 < n; i++) {
      double[] p = points[i];
      double[] q = points[i + 1];
      double[] d = Vec.unit(Vec.minus(q, p));
      double[] before = i == 0 ? d : Vec.unit(Vec.minus(p, points[i - 1]));
      double[] after = i + 2 == n ? d : Vec.unit(Vec.minus(points[i + 2], q));
      double[] cutP = Vec.times(Vec.plus(d, before), -1);
      double[] cutQ = Vec.plus(d, after);
      double[] a = across == null ? Vec.anyAcross(d) : Vec.across(across[i], d);
      double u = (r1[i] + r1[i + 1]) / 2;
      double v = (r2[i] + r2[i + 1]) / 2;
      Quadric outer = Quadric.piece(p, q, a, u, v, cutP, cutQ);
      if (wall > 0 && u > wall && v > wall) {
        Quadric inner = Quadric.piece(p, q, a, u - wall, v - wall, cutP, cutQ);
        to.add(new Body.Part(outer, inner, shell, core));
      } else {
        to.add(new Body.Part(outer, shell));
      }
    }
  }

  /** A round tube of one material and one radius. */
  static void add(List<Body.Part> to, double[][] points, double r, Material m) {
    double[] radii = new double[points.length];
    java.util.Arrays.fill(radii, r);
    add(to, points, null, radii, radii, 0, m, m);
  }

  /** A smooth line through points (Catmull-Rom), with n pieces between neighbours. */
  static double[][] smooth(int n, double[]... points) {
    int m = points.length;
    double[][] line = new double[(m - 1) * n + 1][];
    for (int i = 0; i < m - 1; i++) {
      double[] p0 = points[Math.max(0, i - 1)];
      double[] p1 = points[i];
      double[] p2 = points[i + 1];
      double[] p3 = points[Math.min(m - 1, i + 2)];
      for (int j = 0; j < n; j++) {
        double t = (double) j / n;
        double[] p = new double[3];
        for (int k = 0; k < 3; k++) {
          p[k] =
              .5
                  * (2 * p1[k]
                      + (p2[k] - p0[k]) * t
                      + (2 * p0[k] - 5 * p1[k] + 4 * p2[k] - p3[k]) * t * t
                      + (3 * p1[k] - p0[k] - 3 * p2[k] + p3[k]) * t * t * t);
        }
        line[i * n + j] = p;
      }
    }
    line[(m - 1) * n] = points[m - 1];
    return line;
  }

  /** n numbers from a to b in equal steps. */
  static double[] ramp(int n, double a, double b) {
    double[] r = new double[n];
    for (int i = 0; i < n; i++) {
      r[i] = a + (b - a) * i / (n - 1);
    }
    return r;
  }
}
