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
  private static final int KNOTS = Beam.SIZE / 4 + 1;
  private static final float BEND = .05f;
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
  private float[] coarse;
  private float[] coarseAir;
  private double airLength;
  private int signature;
  private final int[] active;
  private final Solid.Ray ray = new Solid.Ray();

  Projector(Body body, Beam beam) {
    this.body = body;
    this.beam = beam;
    organs = body.organs.toArray(new Organ[0]);
    box = new int[organs.length][];
    active = new int[organs.length];
    for (int i = 0; i < organs.length; i++) {
      box[i] = beam.shade(organs[i].solid());
    }
  }

  /** Integrals through the organs: {@link Beam#SIZE} squared values, row by row. */
  float[] organs() {
    coarse = new float[COARSE * COARSE];
    coarseAir = new float[COARSE * COARSE];
    integrate(new int[] {0, COARSE - 1, 0, COARSE - 1});
    return enlarged(coarse);
  }

  /**
   * The same, where a body differs from another one in a part of the film only.
   *
   * @param other has done its organs
   * @param part columns from, to, rows from, to, inclusive
   */
  float[] organs(Projector other, int[] part) {
    coarse = other.coarse.clone();
    coarseAir = other.coarseAir.clone();
    integrate(new int[] {part[0] / 2, part[1] / 2, part[2] / 2, part[3] / 2});
    return enlarged(coarse);
  }

  /** Length of pneumothorax air in mm for each pixel; after the organs. */
  float[] air() {
    return enlarged(coarseAir);
  }

  private static float[] enlarged(float[] coarse) {
    float[] all = new float[Beam.SIZE * Beam.SIZE];
    BlurAndResize.enlarge(coarse, COARSE, all, Beam.SIZE);
    return all;
  }

  private void integrate(int[] part) {
    Knots knots = new Knots(part);
    // Between four knots that see the same tissues, and no bend, the integral is interpolated.
    for (int row = part[2]; row <= part[3]; row++) {
      int active = active(2 * row + .5);
      int up = row / 2 * KNOTS;
      for (int column = part[0]; column <= part[1]; column++) {
        int k = up + column / 2;
        int i = row * COARSE + column;
        if (knots.flat[k]) {
          float f = .25f + .5f * (column & 1);
          float g = .25f + .5f * (row & 1);
          coarse[i] = between(knots.value, k, f, g);
          coarseAir[i] = between(knots.air, k, f, g);
        } else {
          coarse[i] = (float) sweep(2 * column + .5, 2 * row + .5, active);
          coarseAir[i] = (float) airLength;
        }
      }
    }
  }

  private static float between(float[] v, int k, float f, float g) {
    float above = v[k] + f * (v[k + 1] - v[k]);
    float below = v[k + KNOTS] + f * (v[k + KNOTS + 1] - v[k + KNOTS]);
    return above + g * (below - above);
  }

  /** Integrals on every fourth pixel, at the corners between pixels. */
  private final class Knots {
    final float[] value = new float[KNOTS * KNOTS];
    final float[] air = new float[KNOTS * KNOTS];
    final boolean[] flat = new boolean[KNOTS * KNOTS];

    Knots(int[] part) {
      int[] seen = new int[KNOTS * KNOTS];
      int[] from = {Math.max(0, part[0] / 2 - 1), Math.max(0, part[2] / 2 - 1)};
      int[] to = {Math.min(KNOTS - 1, part[1] / 2 + 3), Math.min(KNOTS - 1, part[3] / 2 + 3)};
      for (int row = from[1]; row <= to[1]; row++) {
        int active = active(4 * row - .5);
        for (int column = from[0]; column <= to[0]; column++) {
          int k = row * KNOTS + column;
          value[k] = (float) sweep(4 * column - .5, 4 * row - .5, active);
          air[k] = (float) airLength;
          seen[k] = signature;
        }
      }
      for (int row = from[1] + 1; row < to[1] - 1; row++) {
        for (int column = from[0] + 1; column < to[0] - 1; column++) {
          int k = row * KNOTS + column;
          flat[k] =
              seen[k] == seen[k + 1]
                  && seen[k] == seen[k + KNOTS]
                  && seen[k] == seen[k + KNOTS + 1]
                  && bend(k, 1) < BEND
                  && bend(k + KNOTS, 1) < BEND
                  && bend(k, KNOTS) < BEND
                  && bend(k + 1, KNOTS) < BEND;
        }
      }
    }

    /** Greatest second difference along a step at a knot and the next one. */
    private float bend(int k, int step) {
      float middle = value[k + step] - value[k];
      float before = value[k] - value[k - step];
      float after = value[k + 2 * step] - value[k + step];
      return Math.max(Math.abs(middle - before), Math.abs(after - middle));
    }
  }

  /** Lists the organs that a row can meet. */
  private int active(double row) {
    int n = 0;
    for (int i = 0; i < organs.length; i++) {
      if (row >= box[i][2] - 1 && row <= box[i][3] + 1) {
        active[n++] = i;
      }
    }
    return n;
  }

  /** Integral through organs and parts along one ray: exact and slow, for tests. */
  double along(double column, double row) {
    Solid.Ray ray = new Solid.Ray();
    beam.aim(ray, column, row);
    double sum = sweep(column, row, active(row));
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
    double sum = (t[1] - t[0]) * (p.shell().mu - body.host(p).mu());
    if (p.inner() != null && p.inner().span(ray, t)) {
      sum += (t[1] - t[0]) * (p.core().mu - p.shell().mu);
    }
    return sum * ray.unit() / 10;
  }

  private double sweep(double column, double row, int n) {
    beam.aim(ray, column, row);
    signature = 0;
    int last = 0;
    int hits = 0;
    int count = 0;
    airLength = 0;
    for (int a = 0; a < n && hits < MOST; a++) {
      int i = active[a];
      if (column < box[i][0] - 1 || column > box[i][1] + 1 || !organs[i].solid().span(ray, t)) {
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
      int kind = (int) (100 * mu) + o.side();
      if (kind != last) {
        signature = 31 * signature + kind;
        last = kind;
      }
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
      Solid.Ray ray = new Solid.Ray();
      beam.aim(ray, (b[0] + b[1]) / 2.0, (b[2] + b[3]) / 2.0);
      double unit = ray.unit();
      double shell = (p.shell().mu - body.host(p).mu()) * unit / 10;
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
