package medimg.samples;

import java.util.ArrayList;
import java.util.List;

/**
 * A CT series of chest and upper abdomen: 512 x 512 slices in HU, from head to foot, the patient
 * supine on the table. Slices are made when asked for; any thread may ask for any slice.
 *
 * <p>Rows run from front to back and columns from the patient's right to the left, which is Image
 * Orientation (Patient) 1\0\0\0\1\0.
 */
final class ChestCtSeries {
  /** Rows and columns. */
  static final int SIZE = 512;

  /** Value of the pixels outside the scanner's circle: Pixel Padding Value (0028,0120). */
  static final short PADDING = -2000;

  /** Distance of pixel centres, mm. */
  static final double PIXEL_SPACING = 500.0 / SIZE;

  /** Slice thickness, mm. */
  static final double THICKNESS = 5;

  /** Distance between slices, mm. */
  static final double SPACING = 7.5;

  /** Standard deviation of the noise, HU. */
  static final double NOISE = 10;

  private static final int SLICES = 52;

  private final long key;
  private final Body body;
  private final PatientTraits traits;
  private final CtScanner scanner;
  private final double centreY;
  private final double top;

  /**
   * A square of pixels in one slice that holds one material only.
   *
   * @param material its name, such as LIVER
   * @param hu true mean, HU
   * @param slice index from 0
   * @param row first row
   * @param column first column
   * @param size rows and columns of the square
   */
  record Region(String material, double hu, int slice, int row, int column, int size) {}

  private ChestCtSeries(long key, PatientTraits traits, boolean arms) {
    this.key = key;
    this.traits = traits;
    body = Anatomy.scanned(traits, arms, key);
    double k = traits.size();
    double back = 118 * k * traits.depth() + .8 * traits.fat() + 4;
    table(back);
    centreY = back - 105;
    top = Thorax.APEX * k + 14;
    scanner = new CtScanner(body, SIZE, PIXEL_SPACING, centreY, false);
  }

  /**
   * The series of a patient.
   *
   * @param seed of the whole set
   * @param patient from 0
   * @param arms true: arms beside the body, as when they cannot be raised; false: over the head
   */
  static ChestCtSeries chestAbdomen(long seed, int patient, boolean arms) {
    long key = new Rng(seed, patient, 77).bits();
    PatientTraits t = PatientTraits.draw(new Rng(key, 1));
    return new ChestCtSeries(key, t.forCt(), arms);
  }

  /** A hollow couch top of carbon fibre, and a mat. */
  private void table(double back) {
    double[] from = {0, back, -1000};
    double[] to = {0, back, 1000};
    double[] x = {1, 0, 0};
    double[] up = {0, 0, 1};
    double[] down = {0, 0, -1};
    body.organs.add(
        new Body.Organ(
            "mat",
            Material.AIR,
            Quadric.piece(from, to, x, 208, 34, down, up).cut(0, -1, 0, -(back + 9)),
            0));
    body.organs.add(
        new Body.Organ(
            "table",
            Material.PLASTIC,
            Quadric.piece(from, to, x, 210, 36, down, up).cut(0, -1, 0, -(back + 7.5)),
            0));
    body.organs.add(
        new Body.Organ(
            "mat",
            Material.TABLE,
            Quadric.piece(from, to, x, 200, 40, down, up)
                .cut(0, -1, 0, -(back - 6))
                .cut(0, 1, 0, back + 7.5),
            0));
  }

  /** Number of slices. */
  int slices() {
    return SLICES;
  }

  /** M or F. */
  char sex() {
    return traits.female() ? 'F' : 'M';
  }

  /** Age in years. */
  int age() {
    return traits.age();
  }

  /** Image Position (Patient) of a slice: x, y, z in mm of its first pixel's centre. */
  double[] position(int slice) {
    double half = (SIZE - 1) / 2.0 * PIXEL_SPACING;
    return new double[] {-half, centreY - half, top - slice * SPACING};
  }

  /** HU of a slice as the scanner gives it: noisy, and {@link #PADDING} outside its circle. */
  short[] slice(int slice) {
    float[] hu = scanner.cut(position(slice)[2], THICKNESS).values();
    float[] noise = noise(slice);
    short[] out = new short[hu.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (short) Math.max(-1024, Math.min(3071, Math.round(hu[i] + noise[i])));
    }
    pad(out);
    return out;
  }

  /** The same without noise. */
  short[] clean(int slice) {
    float[] hu = scanner.cut(position(slice)[2], THICKNESS).values();
    short[] out = new short[hu.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (short) Math.round(hu[i]);
    }
    pad(out);
    return out;
  }

  private static void pad(short[] hu) {
    double half = (SIZE - 1) / 2.0;
    for (int row = 0; row < SIZE; row++) {
      for (int c = 0; c < SIZE; c++) {
        double x = c - half;
        double y = row - half;
        if (x * x + y * y > SIZE * SIZE / 4.0) {
          hu[row * SIZE + c] = PADDING;
        }
      }
    }
  }

  /** Noise with neighbours alike, as a smooth reconstruction kernel leaves it. */
  private float[] noise(int slice) {
    long stream = new Rng(key, 30, slice).bits();
    float[] a = new float[SIZE * SIZE];
    for (int i = 0; i < a.length; i++) {
      a[i] = Rng.normalAt(stream, i);
    }
    float[] out = new float[a.length];
    // Weights 1 2 1 along both axes; the sum of their squares is 36.
    float scale = (float) (NOISE / 6);
    for (int row = 0; row < SIZE; row++) {
      int up = (row + SIZE - 1) % SIZE * SIZE;
      int here = row * SIZE;
      int low = (row + 1) % SIZE * SIZE;
      for (int c = 0; c < SIZE; c++) {
        int l = (c + SIZE - 1) % SIZE;
        int r = (c + 1) % SIZE;
        float s = a[up + l] + a[up + r] + a[low + l] + a[low + r];
        s += 2 * (a[up + c] + a[low + c] + a[here + l] + a[here + r]);
        out[here + c] = scale * (s + 4 * a[here + c]);
      }
    }
    return out;
  }

  /**
   * The largest square of each material, searched in every slice: where a test or a lesson can
   * measure.
   */
  List<Region> regions() {
    Region[] best = new Region[Material.values().length];
    for (int s = 0; s < SLICES; s++) {
      byte[] label = scanner.cut(position(s)[2], THICKNESS).material();
      int[] side = new int[SIZE * SIZE];
      short[] seen = new short[SIZE * SIZE];
      pad(seen);
      for (int row = 1; row < SIZE; row++) {
        for (int c = 1; c < SIZE; c++) {
          int i = row * SIZE + c;
          byte m = label[i];
          if (m < 0 || seen[i] == PADDING) {
            continue;
          }
          boolean same = label[i - 1] == m && label[i - SIZE] == m && label[i - SIZE - 1] == m;
          side[i] =
              same ? 1 + Math.min(side[i - 1], Math.min(side[i - SIZE], side[i - SIZE - 1])) : 1;
          if (best[m] == null || side[i] > best[m].size) {
            int n = side[i];
            best[m] = new Region(Material.values()[m].name(), 0, s, row - n + 1, c - n + 1, n);
          }
        }
      }
    }
    List<Region> found = new ArrayList<>();
    for (Region r : best) {
      if (r != null && r.size >= 4) {
        found.add(new Region(r.material, truth(r), r.slice, r.row, r.column, r.size));
      }
    }
    return found;
  }

  private double truth(Region r) {
    Material m = Material.valueOf(r.material);
    if (m != Material.LUNG) {
      return m.hu;
    }
    double[] first = position(r.slice);
    double y = first[1] + (r.row + (r.size - 1) / 2.0) * PIXEL_SPACING;
    double x = first[0] + r.column * PIXEL_SPACING;
    return 1000 * (body.lungDensity(x > 0 ? 1 : -1, y, first[2]) - 1);
  }

  /** True diameter of the liver's round lesion, mm. */
  double lesionDiameter() {
    return 2 * Abdomen.LESION_RADIUS * traits.size();
  }

  /** Centre of that lesion: x, y, z in mm. */
  double[] lesionCentre() {
    for (Body.Organ o : body.organs) {
      if (o.name().equals("lesion")) {
        Quadric q = (Quadric) o.solid();
        return new double[] {q.cx, q.cy, q.cz};
      }
    }
    throw new IllegalStateException("this body has no lesion");
  }

  Body body() {
    return body;
  }
}
