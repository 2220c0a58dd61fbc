package medimg.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import medimg.samples.Body.Organ;
import medimg.samples.Body.Part;

/**
 * Cuts a body into CT slices. Each row of a slice is a few parallel lines through the body, whose
 * analytic entries and exits share the pixels exactly among tissues along the row; several lines
 * per row and per thickness do so across it.
 */
final class CtScanner {
  /** Label of a pixel that holds more than one material. */
  static final byte MIXED = -1;

  private static final int ROWS = 2;
  private static final int LAYERS = 9;

  /** Greatest number of organs that one line may meet. */
  static final int MOST = 64;

  private final Body body;
  private final int n;
  private final double pitch;
  private final double centreY;
  private final boolean attenuation;

  /**
   * A scanner.
   *
   * @param n rows and columns
   * @param pitch pixel spacing, mm
   * @param centreY y of the field's centre, mm
   * @param attenuation true: slices of attenuation at 60 keV in 1/cm, as a film sees it; false: HU
   */
  CtScanner(Body body, int n, double pitch, double centreY, boolean attenuation) {
    this.body = body;
    this.n = n;
    this.pitch = pitch;
    this.centreY = centreY;
    this.attenuation = attenuation;
  }

  private float value(Material m, double density) {
    if (attenuation) {
      return (float) (m.mu * density);
    }
    return m == Material.LUNG ? (float) (1000 * (density - 1)) : m.hu;
  }

  /**
   * Values (HU or 1/cm) without noise, and for each pixel the ordinal of its material or {@link
   * #MIXED}.
   */
  record Slice(float[] values, byte[] material) {}

  /** The slice at height z. */
  Slice cut(double z, double thickness) {
    Work work = new Work(z - thickness / 2, z + thickness / 2);
    float[] values = new float[n * n];
    byte[] label = new byte[n * n];
    for (int row = 0; row < n; row++) {
      Arrays.fill(work.sum, 0);
      Arrays.fill(work.label, (byte) -2);
      double y = centreY + (row - (n - 1) / 2.0) * pitch;
      work.row(y);
      for (int i = 0; i < ROWS; i++) {
        double yy = y + ((i + .5) / ROWS - .5) * pitch;
        for (int j = 0; j < LAYERS; j++) {
          work.line(yy, z + ((j + .5) / LAYERS - .5) * thickness);
        }
      }
      for (int c = 0; c < n; c++) {
        values[row * n + c] = work.sum[c] / (ROWS * LAYERS);
        label[row * n + c] = work.label[c];
      }
    }
    return new Slice(values, label);
  }

  /** What can lie in one slice, and the scratch of one line. */
  private final class Work {
    final float[] sum = new float[n];
    final byte[] label = new byte[n];
    private final float[] line = new float[n];
    private final float air = value(Material.AIR, 1);
    private final byte[] pure = new byte[n];
    private final List<Organ> organs = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<Float> hosts = new ArrayList<>();
    private final List<Integer> near = new ArrayList<>();
    private final Solid.Ray ray = new Solid.Ray().to(1, 0, 0);
    private final double[] t = new double[2];
    private final double[] ends = new double[2 * MOST];
    private final int[] owner = new int[2 * MOST];
    private final Organ[] hit = new Organ[MOST];
    private int count;

    Work(double from, double to) {
      for (Organ o : body.organs) {
        if (o.solid().low[2] < to && o.solid().high[2] > from) {
          organs.add(o);
        }
      }
      for (List<Part> some : List.of(body.vessels, body.bones)) {
        for (Part p : some) {
          if (p.outer().low[2] < to && p.outer().high[2] > from) {
            parts.add(p);
            Body.Host host = body.host(p);
            hosts.add(value(host.material(), host.density()));
          }
        }
      }
    }

    /** Picks the parts that a row may meet. */
    void row(double y) {
      near.clear();
      for (int i = 0; i < parts.size(); i++) {
        Solid s = parts.get(i).outer();
        if (y + pitch > s.low[1] && y - pitch < s.high[1]) {
          near.add(i);
        }
      }
    }

    void line(double y, double z) {
      ray.from(0, y, z);
      Arrays.fill(line, air);
      Arrays.fill(pure, (byte) Material.AIR.ordinal());
      count = 0;
      int hits = 0;
      for (int i = 0; i < organs.size() && hits < MOST; i++) {
        Organ o = organs.get(i);
        Solid s = o.solid();
        if (y > s.low[1] && y < s.high[1] && s.span(ray, t)) {
          hit[hits] = o;
          insert(t[0], hits);
          insert(t[1], hits);
          hits++;
        }
      }
      long inside = 0;
      int e = 0;
      while (e + 1 < count) {
        inside ^= 1L << owner[e];
        double from = ends[e];
        Organ o = inside == 0 ? null : hit[Long.numberOfTrailingZeros(inside)];
        e++;
        // Go on while the material stays the same, so that inner borders mix nothing.
        while (e + 1 < count) {
          long next = inside ^ 1L << owner[e];
          Organ other = next == 0 ? null : hit[Long.numberOfTrailingZeros(next)];
          if (other == null
              || o == null
              || other.material() != o.material()
              || other.side() != o.side()) {
            break;
          }
          inside = next;
          e++;
        }
        if (o != null) {
          Material m = o.material();
          double density = m == Material.LUNG ? body.lungDensity(o.side(), y, z) : 1;
          paint(from, ends[e], value(m, density) - air, m);
        }
      }
      for (int i : near) {
        Part p = parts.get(i);
        Solid s = p.outer();
        if (y <= s.low[1] || y >= s.high[1] || z <= s.low[2] || z >= s.high[2] || !s.span(ray, t)) {
          continue;
        }
        float shell = value(p.shell(), 1);
        paint(t[0], t[1], shell - hosts.get(i), p.shell());
        if (p.inner() != null && p.inner().span(ray, t)) {
          paint(t[0], t[1], value(p.core(), 1) - shell, p.core());
        }
      }
      for (int c = 0; c < n; c++) {
        sum[c] += line[c];
        label[c] = label[c] == -2 || label[c] == pure[c] ? pure[c] : MIXED;
      }
    }

    private void insert(double at, int who) {
      int j = count++;
      while (j > 0 && ends[j - 1] > at) {
        ends[j] = ends[j - 1];
        owner[j] = owner[j - 1];
        j--;
      }
      ends[j] = at;
      owner[j] = who;
    }

    /** Adds to the line what a material changes between two places. */
    private void paint(double from, double to, float change, Material m) {
      double a = from / pitch + n / 2.0;
      double b = to / pitch + n / 2.0;
      int first = (int) Math.max(0, Math.floor(a));
      int last = (int) Math.min(n - 1, Math.ceil(b) - 1);
      for (int c = first; c <= last; c++) {
        float cover = (float) (Math.min(b, c + 1) - Math.max(a, c));
        line[c] += cover * change;
        pure[c] = cover > .9999f ? (byte) m.ordinal() : MIXED;
      }
    }
  }
}
