package medimg.samples;

import java.util.Arrays;

/** Ellipsoid or elliptic cylinder, cut by planes. All lengths in mm. */
final class Quadric extends Solid {
  /** Centre. */
  final double cx;

  final double cy;
  final double cz;

  /** Symmetric matrix of the form: inside where (p - c)' M (p - c) < 1. */
  final double xx;

  final double yy;
  final double zz;
  final double xy;
  final double xz;
  final double yz;

  /** Planes as four numbers each: inside where nx x + ny y + nz z < k. */
  final double[] planes;

  private Quadric(double[] c, double[][] axes, double[] radii, double[] planes) {
    cx = c[0];
    cy = c[1];
    cz = c[2];
    double[] m = new double[6];
    for (int k = 0; k < 3; k++) {
      double w = radii[k] == Double.POSITIVE_INFINITY ? 0 : 1 / (radii[k] * radii[k]);
      double[] e = axes[k];
      m[0] += w * e[0] * e[0];
      m[1] += w * e[1] * e[1];
      m[2] += w * e[2] * e[2];
      m[3] += w * e[0] * e[1];
      m[4] += w * e[0] * e[2];
      m[5] += w * e[1] * e[2];
    }
    xx = m[0];
    yy = m[1];
    zz = m[2];
    xy = m[3];
    xz = m[4];
    yz = m[5];
    this.planes = planes;
  }

  /**
   * An ellipsoid.
   *
   * @param c centre
   * @param axes three orthogonal unit vectors
   * @param radii half axes along them
   */
  static Quadric ellipsoid(double[] c, double[][] axes, double... radii) {
    Quadric q = new Quadric(c, axes, radii, new double[0]);
    for (int i = 0; i < 3; i++) {
      double h =
          Math.sqrt(
              sq(axes[0][i] * radii[0]) + sq(axes[1][i] * radii[1]) + sq(axes[2][i] * radii[2]));
      q.low[i] = c[i] - h;
      q.high[i] = c[i] + h;
    }
    return q;
  }

  /**
   * A piece of an elliptic cylinder between two points, cut by planes through them.
   *
   * @param across unit vector of the first half axis, orthogonal to the cylinder's direction
   * @param r1 half axis along {@code across}
   * @param r2 the other half axis
   * @param cutP normal of the plane through p (any length, pointing away from q)
   * @param cutQ normal of the plane through q (pointing away from p)
   */
  static Quadric piece(
      double[] p, double[] q, double[] across, double r1, double r2, double[] cutP, double[] cutQ) {
    double[] along = Vec.unit(Vec.minus(q, p));
    double[] other = Vec.cross(along, across);
    double[] planes = {
      cutP[0], cutP[1], cutP[2], Vec.dot(cutP, p), cutQ[0], cutQ[1], cutQ[2], Vec.dot(cutQ, q)
    };
    Quadric s =
        new Quadric(
            p,
            new double[][] {across, other, along},
            new double[] {r1, r2, Double.POSITIVE_INFINITY},
            planes);
    for (int i = 0; i < 3; i++) {
      double h = Math.sqrt(sq(across[i] * r1) + sq(other[i] * r2)) * 1.15;
      s.low[i] = Math.min(p[i], q[i]) - h;
      s.high[i] = Math.max(p[i], q[i]) + h;
    }
    return s;
  }

  /** A straight round cylinder with flat ends. */
  static Quadric cylinder(double[] p, double[] q, double r) {
    double[] d = Vec.unit(Vec.minus(q, p));
    return piece(p, q, Vec.anyAcross(d), r, r, Vec.times(d, -1), d);
  }

  /** The same solid, cut: only where nx x + ny y + nz z < k. */
  Quadric cut(double nx, double ny, double nz, double k) {
    double[] more = Arrays.copyOf(planes, planes.length + 4);
    more[planes.length] = nx;
    more[planes.length + 1] = ny;
    more[planes.length + 2] = nz;
    more[planes.length + 3] = k;
    return new Quadric(this, more);
  }

  private Quadric(Quadric o, double[] planes) {
    cx = o.cx;
    cy = o.cy;
    cz = o.cz;
    xx = o.xx;
    yy = o.yy;
    zz = o.zz;
    xy = o.xy;
    xz = o.xz;
    yz = o.yz;
    this.planes = planes;
    System.arraycopy(o.low, 0, low, 0, 3);
    System.arraycopy(o.high, 0, high, 0, 3);
  }

  @Override
  boolean inside(double x, double y, double z) {
    for (int i = 0; i < planes.length; i += 4) {
      if (planes[i] * x + planes[i + 1] * y + planes[i + 2] * z >= planes[i + 3]) {
        return false;
      }
    }
    double u = x - cx;
    double v = y - cy;
    double w = z - cz;
    return xx * u * u + yy * v * v + zz * w * w + 2 * (xy * u * v + xz * u * w + yz * v * w) < 1;
  }

  @Override
  boolean span(Ray r, double[] t) {
    double u = r.ox - cx;
    double v = r.oy - cy;
    double w = r.oz - cz;
    double mx = xx * r.dx + xy * r.dy + xz * r.dz;
    double my = xy * r.dx + yy * r.dy + yz * r.dz;
    double mz = xz * r.dx + yz * r.dy + zz * r.dz;
    double a = mx * r.dx + my * r.dy + mz * r.dz;
    double b = mx * u + my * v + mz * w;
    double c =
        xx * u * u + yy * v * v + zz * w * w + 2 * (xy * u * v + xz * u * w + yz * v * w) - 1;
    double disc = b * b - a * c;
    if (disc <= 0 || a < 1e-14) {
      return false;
    }
    double root = Math.sqrt(disc);
    double t0 = (-b - root) / a;
    double t1 = (-b + root) / a;
    for (int i = 0; i < planes.length; i += 4) {
      double slope = planes[i] * r.dx + planes[i + 1] * r.dy + planes[i + 2] * r.dz;
      double rest = planes[i + 3] - planes[i] * r.ox - planes[i + 1] * r.oy - planes[i + 2] * r.oz;
      if (slope > 0) {
        t1 = Math.min(t1, rest / slope);
      } else if (slope < 0) {
        t0 = Math.max(t0, rest / slope);
      } else if (rest <= 0) {
        return false;
      }
    }
    t[0] = t0;
    t[1] = t1;
    return t0 < t1;
  }

  private static double sq(double v) {
    return v * v;
  }
}
