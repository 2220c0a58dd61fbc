package medimg.samples;

import java.util.List;
import medimg.samples.Body.Organ;
import medimg.samples.Body.Part;

/**
 * Line integrals of attenuation (no unit) through a body, for each pixel of a film.
 *
 * <p>Organs, whose shadows are smooth, are integrated on every second pixel and interpolated;
 * bones, vessels and devices on every pixel. All integrals are analytic: lengths of chords times
 * attenuation at 60 keV.
 */
final class Projector {
  private static final int COARSE = Beam.SIZE / 2;
  private static final int MOST = 64;
  private final Body body;
  private final Beam beam;
  private final Organ[] organs;
  private final int[][] box;

  // Scratch of one ray: the organs it hits, in order of rank, and their ends sorted along it.
  private final int[] hit = new int[MOST];
  private final double[] ends = new double[2 * MOST];
  private final int[] owner = new int[2 * MOST];
  private final double[] t = new double[2];
  private double airLength;

  Projector(Body body, Beam beam) {
    this.body = body;
    this.beam = beam;
    organs = body.organs.toArray(new Organ[0]);
    box = new int[organs.length][];
    for (int i = 0; i < organs.length; i++) {
      box[i] = beam.shade(organs[i].solid());
    }
  }

  /**
   * Integrals through the organs.
   *
   * @param air receives the length of pneumothorax air in mm for each pixel, or null
   * @return {@link Beam#SIZE} squared values, row by row
   */
  float[] organs(float[] air) {
    float[] coarse = new float[COARSE * COARSE];
    float[] coarseAir = air == null ? null : new float[COARSE * COARSE];
    Solid.Ray ray = new Solid.Ray();
    int[] active = new int[organs.length];
    for (int row = 0; row < COARSE; row++) {
      double r = 2 * row + .5;
      int n = 0;
      for (int i = 0; i < organs.length; i++) {
        if (r >= box[i][2] && r <= box[i][3]) {
          active[n++] = i;
        }
      }
      for (int column = 0; column < COARSE; column++) {
        double c = 2 * column + .5;
        beam.aim(ray, c, r);
        coarse[row * COARSE + column] = (float) sweep(ray, c, active, n);
        if (air != null) {
          coarseAir[row * COARSE + column] = (float) airLength;
        }
      }
    }
    if (air != null) {
      Smooth.enlarge(coarseAir, COARSE, air, Beam.SIZE);
    }
    float[] all = new float[Beam.SIZE * Beam.SIZE];
    Smooth.enlarge(coarse, COARSE, all, Beam.SIZE);
    return all;
  }

  /** Integral through organs and parts along one ray: exact and slow, for tests. */
  double along(double column, double row) {
    Solid.Ray ray = new Solid.Ray();
    beam.aim(ray, column, row);
    int[] active = new int[organs.length];
    for (int i = 0; i < active.length; i++) {
      active[i] = i;
    }
    double sum = sweep(ray, column, active, active.length);
    for (List<Part> parts : List.of(body.bones, body.vessels, body.devices)) {
      for (Part p : parts) {
        sum += part(p, ray);
      }
    }
    return sum;
  }

  private double part(Part p, Solid.Ray ray) {
    if (!p.outer().span(ray, t)) {
      return 0;
    }
    double middle = (t[0] + t[1]) / 2;
    double host = host(p, ray, middle);
    double sum = (t[1] - t[0]) * (p.shell().mu - host);
    if (p.inner() != null && p.inner().span(ray, t)) {
      sum += (t[1] - t[0]) * (p.core().mu - p.shell().mu);
    }
    return sum * ray.unit() / 10;
  }

  private double host(Part p, Solid.Ray ray, double at) {
    if (p.host() != Material.LUNG) {
      return p.host().mu;
    }
    return Material.LUNG.mu
        * body.lungDensity(p.side(), ray.oy + at * ray.dy, ray.oz + at * ray.dz);
  }

  private double sweep(Solid.Ray ray, double column, int[] active, int n) {
    int hits = 0;
    int count = 0;
    airLength = 0;
    for (int a = 0; a < n && hits < MOST; a++) {
      int i = active[a];
      if (column < box[i][0] || column > box[i][1] || !organs[i].solid().span(ray, t)) {
        continue;
      }
      hit[hits] = i;
      count = insert(t[0], hits, count);
      count = insert(t[1], hits, count);
      hits++;
    }
    double sum = 0;
    double airSum = 0;
    long inside = 0;
    for (int e = 0; e + 1 < count; e++) {
      inside ^= 1L << owner[e];
      double length = ends[e + 1] - ends[e];
      if (inside == 0 || length <= 0) {
        continue;
      }
      Organ o = organs[hit[Long.numberOfTrailingZeros(inside)]];
      double mu = o.material().mu;
      if (o.material() == Material.LUNG) {
        double at = (ends[e] + ends[e + 1]) / 2;
        mu *= body.lungDensity(o.side(), ray.oy + at * ray.dy, ray.oz + at * ray.dz);
      } else if (o.side() != 0 && o.material() == Material.AIR) {
        airSum += length;
      }
      sum += mu * length;
    }
    double unit = ray.unit();
    airLength = airSum * unit;
    return sum * unit / 10;
  }

  private int insert(double at, int who, int count) {
    int j = count;
    while (j > 0 && ends[j - 1] > at) {
      ends[j] = ends[j - 1];
      owner[j] = owner[j - 1];
      j--;
    }
    ends[j] = at;
    owner[j] = who;
    return count + 1;
  }

  /** Adds the integrals through parts, above what their hosts already gave. */
  void add(List<Part> parts, float[] to) {
    for (Part p : parts) {
      int[] b = beam.shade(p.outer());
      if (b[0] > b[1] || b[2] > b[3]) {
        continue;
      }
      Shot outer = new Shot((Quadric) p.outer());
      Shot inner = p.inner() == null ? null : new Shot((Quadric) p.inner());
      double middle = Vec.distance(beam.source, Vec.of(outer.q.cx, outer.q.cy, outer.q.cz));
      Solid.Ray ray = new Solid.Ray();
      beam.aim(ray, (b[0] + b[1]) / 2.0, (b[2] + b[3]) / 2.0);
      double unit = ray.unit();
      double host = host(p, ray, middle / unit);
      double shell = (p.shell().mu - host) * unit / 10;
      double core = (p.core().mu - p.shell().mu) * unit / 10;
      for (int row = b[2]; row <= b[3]; row++) {
        outer.row(row);
        if (inner != null) {
          inner.row(row);
        }
        int line = row * Beam.SIZE;
        for (int column = b[0]; column <= b[1]; column++) {
          double chord = outer.chord(column);
          if (chord > 0) {
            double sum = chord * shell;
            if (inner != null) {
              sum += inner.chord(column) * core;
            }
            to[line + column] += (float) sum;
          }
        }
      }
    }
  }

  /**
   * A quadric seen from the source: along a film row its equation is a polynomial of the column.
   */
  private final class Shot {
    final Quadric q;
    private final double[] w;
    private final double c;
    private final double a2;
    private double a0;
    private double a1;
    private double b0;
    private final double b1;
    private final int planes;
    private final double[] rest;
    private final double[] slope0;
    private final double[] slope1;

    Shot(Quadric q) {
      this.q = q;
      double[] u = Vec.of(beam.source[0] - q.cx, beam.source[1] - q.cy, beam.source[2] - q.cz);
      w = times(u);
      c = Vec.dot(w, u) - 1;
      a2 = Vec.dot(times(beam.right), beam.right);
      b1 = Vec.dot(w, beam.right);
      planes = q.planes.length / 4;
      rest = new double[planes];
      slope0 = new double[planes];
      slope1 = new double[planes];
      for (int i = 0; i < planes; i++) {
        double[] n = normal(i);
        rest[i] = q.planes[4 * i + 3] - Vec.dot(n, beam.source);
        slope1[i] = Vec.dot(n, beam.right);
      }
    }

    private double[] normal(int i) {
      return Vec.of(q.planes[4 * i], q.planes[4 * i + 1], q.planes[4 * i + 2]);
    }

    private double[] times(double[] v) {
      return Vec.of(
          q.xx * v[0] + q.xy * v[1] + q.xz * v[2],
          q.xy * v[0] + q.yy * v[1] + q.yz * v[2],
          q.xz * v[0] + q.yz * v[1] + q.zz * v[2]);
    }

    void row(int row) {
      double[] d = Vec.along(beam.corner, beam.down, row);
      double[] m = times(d);
      a0 = Vec.dot(m, d);
      a1 = Vec.dot(m, beam.right);
      b0 = Vec.dot(w, d);
      for (int i = 0; i < planes; i++) {
        slope0[i] = Vec.dot(normal(i), d);
      }
    }

    double chord(int column) {
      double b = b0 + b1 * column;
      double a = a0 + column * (2 * a1 + column * a2);
      double disc = b * b - a * c;
      if (disc <= 0) {
        return 0;
      }
      double root = Math.sqrt(disc);
      double t0 = (-b - root) / a;
      double t1 = (-b + root) / a;
      for (int i = 0; i < planes; i++) {
        double slope = slope0[i] + slope1[i] * column;
        double at = rest[i] / slope;
        if (slope > 0) {
          t1 = Math.min(t1, at);
        } else {
          t0 = Math.max(t0, at);
        }
      }
      return Math.max(0, t1 - t0);
    }
  }
}
