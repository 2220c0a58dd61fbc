package medimg.samples;

import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Head CT of a patient who never lived, as a series of slices: skull with its two tables, brain
 * with grey and white matter, folds, ventricles, orbits, air cells; an acute subdural bleed on one
 * side and a fresh stroke on the other.
 *
 * <p>Each slice is 512 rows x 512 columns, signed 16 bit, row by row. Stored values are HU + 1024,
 * and {@link #PIXEL_PADDING_VALUE} outside the circle that the scanner reconstructs. Pixels are the
 * same on every machine and depend on the seed alone.
 *
 * <p>A slice is the mean of {@value #LAYERS} layers through its thickness, blurred in its plane as
 * a scanner blurs (FWHM about 0.9 mm), with correlated noise of {@value #NOISE} HU. Not modelled:
 * beam hardening, streaks, motion; noise is the same everywhere.
 *
 * <p>Instances are immutable; slices may be computed in parallel.
 */
final class HeadPhantom {
  static final int ROWS = 512;
  static final int COLUMNS = 512;
  static final int SLICES = 32;

  /** Distance between pixel middles, both ways, in mm: Pixel Spacing (0028,0030). */
  static final double PIXEL_SPACING = 0.449219;

  /** Slice Thickness (0018,0050) and distance between slices, in mm. */
  static final double SLICE_THICKNESS = 5;

  /** HU = stored value x 1 + this: Rescale Intercept (0028,1052). */
  static final int RESCALE_INTERCEPT = -1024;

  /** Stored value outside the reconstructed circle: Pixel Padding Value (0028,0120). */
  static final short PIXEL_PADDING_VALUE = -2000;

  /** Standard deviation of the noise in HU. */
  static final double NOISE = 3;

  private static final int LAYERS = 3;

  /** From this range in HU on a border is sampled with more layers. */
  private static final int SHARP = 100;

  private static final int SHARP_LAYERS = 12;
  private static final double FIRST_Z = -70;
  private static final double[] LAYER_X = {-.33, 0, .33};
  private static final double[] LAYER_Y = {0, .33, -.33};
  private static final double[] HEIGHTS = ninths(0, 5, 7, 3, 8, 1, 6, 2, 4);
  private static final double[] BLUR = gauss(.8, 3);
  private static final double[] FINE = gauss(.75, 3);
  private static final double[] COARSE = gauss(2.0, 6);

  /** What the phantom is made of, with its true mean in HU. */
  enum Tissue {
    AIR(-1000),
    FOAM(-930),
    FAT(-100),
    CSF(5),
    VITREOUS(10),
    STROKE_WHITE(20),
    WHITE(28),
    STROKE_GREY(30),
    NERVE(35),
    GREY(38),
    SKIN(40),
    DURA(48),
    MUSCLE(50),
    VEIN(52),
    BLOOD(65),
    LENS(75),
    HEADREST(120),
    CALCIUM(180),
    DIPLOE(250),
    CORTEX(1300),
    PETROUS(1700);

    private final int hu;

    Tissue(int hu) {
      this.hu = hu;
    }

    /** True mean in HU. */
    int hu() {
      return hu;
    }
  }

  private final long seed;
  private final HeadAnatomy anatomy;
  private final double turnCosine;
  private final double turnSine;
  private final double tilt;

  /** The head that belongs to a seed. */
  HeadPhantom(long seed) {
    this.seed = seed;
    anatomy = new HeadAnatomy(seed);
    Rng rng = new Rng(seed, 0x504F53);
    double turn = rng.normal(0, .02);
    turnCosine = StrictMath.cos(turn);
    turnSine = StrictMath.sin(turn);
    tilt = rng.normal(0, .012);
  }

  /**
   * Stored values of a slice.
   *
   * @param slice 0 (below the skull base) to {@value #SLICES} - 1 (vertex), as everywhere here
   * @return {@value #ROWS} x {@value #COLUMNS}, row by row
   * @throws IndexOutOfBoundsException if there is no such slice
   */
  short[] pixels(int slice) {
    return stored(blurred(slice), slice, NOISE);
  }

  /** The same slice as {@link #pixels(int)} gives, before noise. */
  short[] pixelsWithoutNoise(int slice) {
    return stored(blurred(slice), slice, 0);
  }

  /**
   * The true tissue of each pixel.
   *
   * @return row by row the {@link Tissue#ordinal()} of the tissue that fills the voxel, or -1 where
   *     tissues share it and outside the circle
   */
  byte[] tissues(int slice) {
    Objects.checkIndex(slice, SLICES);
    byte[] tissues = new byte[ROWS * COLUMNS];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        int tissue = -1;
        for (int layer = 0; layer < LAYERS && !padded(row, column); layer++) {
          int here = layer(slice, row, column, layer, LAYERS).ordinal();
          if (layer > 0 && here != tissue) {
            tissue = -1;
            break;
          }
          tissue = here;
        }
        tissues[row * COLUMNS + column] = (byte) tissue;
      }
    }
    return tissues;
  }

  /**
   * Where one tissue fills the voxel and all around it.
   *
   * @param tissues of a slice, from {@link #tissues(int)}
   * @param tissue which
   * @param margin pixels that must lie between it and any other tissue; 3 keeps the blur out
   * @return row by row, true where the expected value is the tissue's own
   */
  static boolean[] mask(byte[] tissues, Tissue tissue, int margin) {
    boolean[] mask = new boolean[ROWS * COLUMNS];
    for (int row = margin; row < ROWS - margin; row++) {
      for (int column = margin; column < COLUMNS - margin; column++) {
        boolean all = true;
        for (int r = row - margin; r <= row + margin && all; r++) {
          for (int c = column - margin; c <= column + margin && all; c++) {
            all = tissues[r * COLUMNS + c] == tissue.ordinal();
          }
        }
        mask[row * COLUMNS + column] = all;
      }
    }
    return mask;
  }

  /** Whether the bleed is on the patient's left (right in the image); the stroke is opposite. */
  boolean bleedOnLeft() {
    return anatomy.bleedOnLeft();
  }

  /** Width of the skull from outer table to outer table in a slice, where it is widest, in mm. */
  double skullWidth(int slice) {
    return anatomy.skullWidth(z(slice));
  }

  /**
   * Image Position (Patient) (0020,0032): middle of the first pixel in mm, x to the patient's left,
   * y to the back, z up.
   */
  double[] position(int slice) {
    return new double[] {x(0), y(0), z(slice)};
  }

  /** Image Orientation (Patient) (0020,0037): rows run to the left, columns to the back. */
  double[] orientation() {
    return new double[] {1, 0, 0, 0, 1, 0};
  }

  private static double x(double column) {
    return (column - (COLUMNS - 1) / 2.0) * PIXEL_SPACING;
  }

  private static double y(double row) {
    return (row - (ROWS - 1) / 2.0) * PIXEL_SPACING + 6;
  }

  private static double z(double slice) {
    return FIRST_Z + slice * SLICE_THICKNESS;
  }

  private static boolean padded(int row, int column) {
    double r = row - (ROWS - 1) / 2.0;
    double c = column - (COLUMNS - 1) / 2.0;
    return r * r + c * c > ROWS * ROWS / 4.0;
  }

  private Tissue at(double x, double y, double z) {
    if (x * x / (95 * 95) + y * y / (122 * 122) > 1) {
      return headrest(x, y);
    }
    double turnedX = turnCosine * x + turnSine * y;
    double turnedY = turnCosine * y - turnSine * x;
    Tissue tissue = anatomy.at(turnedX + tilt * z, turnedY, z - tilt * turnedX);
    return tissue == Tissue.AIR ? headrest(x, y) : tissue;
  }

  /** Headrest: a carbon trough in the shape of a U, foam under the head. */
  private static Tissue headrest(double x, double y) {
    double qx = x / 96;
    double qy = Math.max(0, y - 8) / 101;
    double r = qx * qx + qy * qy;
    if (r > 1 || y < -20) {
      return Tissue.AIR;
    }
    if (r > .95) {
      return Tissue.HEADREST;
    }
    return y > 60 && x * x + (y - 2) * (y - 2) > 98 * 98 ? Tissue.FOAM : Tissue.AIR;
  }

  /** Mean of the layers; of more layers where bone or air borders on something else. */
  private float[] blurred(int slice) {
    Objects.checkIndex(slice, SLICES);
    float[] mean = new float[ROWS * COLUMNS];
    short[] low = new short[ROWS * COLUMNS];
    short[] high = new short[ROWS * COLUMNS];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        int i = row * COLUMNS + column;
        if (padded(row, column)) {
          continue;
        }
        low[i] = Short.MAX_VALUE;
        high[i] = Short.MIN_VALUE;
        for (int layer = 0; layer < LAYERS; layer++) {
          int hu = layer(slice, row, column, layer, LAYERS).hu();
          low[i] = (short) Math.min(low[i], hu);
          high[i] = (short) Math.max(high[i], hu);
          mean[i] += (float) hu / LAYERS;
        }
      }
    }
    for (int row = 1; row < ROWS - 1; row++) {
      for (int column = 1; column < COLUMNS - 1; column++) {
        if (!padded(row, column) && range(low, high, row, column) > SHARP) {
          int sum = 0;
          for (int layer = 0; layer < SHARP_LAYERS; layer++) {
            sum += layer(slice, row, column, layer, SHARP_LAYERS).hu();
          }
          mean[row * COLUMNS + column] = (float) sum / SHARP_LAYERS;
        }
      }
    }
    return convolve(mean, BLUR);
  }

  /** Difference between highest and lowest HU in a pixel and its eight neighbours. */
  private static int range(short[] low, short[] high, int row, int column) {
    int min = Short.MAX_VALUE;
    int max = Short.MIN_VALUE;
    for (int r = row - 1; r <= row + 1; r++) {
      for (int i = r * COLUMNS + column - 1; i <= r * COLUMNS + column + 1; i++) {
        min = Math.min(min, low[i]);
        max = Math.max(max, high[i]);
      }
    }
    return max - min;
  }

  /**
   * One of several layers through the slice's thickness, each at its own place in the pixel. The
   * layers' heights differ between neighbours, nine of them in any 3 x 3 pixels, or an oblique
   * membrane would show once for each layer.
   */
  private Tissue layer(int slice, int row, int column, int layer, int layers) {
    return at(
        x(column + LAYER_X[layer % LAYERS]),
        y(row + LAYER_Y[layer % LAYERS]),
        z(slice + (layer + HEIGHTS[row % 3 * 3 + column % 3]) / layers - .5));
  }

  private short[] stored(float[] hu, int slice, double noise) {
    float[] grain = noise > 0 ? noise(slice) : new float[hu.length];
    short[] stored = new short[hu.length];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        int i = row * COLUMNS + column;
        stored[i] =
            padded(row, column)
                ? PIXEL_PADDING_VALUE
                : (short) Math.max(0, Math.round(hu[i] + noise * grain[i]) - RESCALE_INTERCEPT);
      }
    }
    return stored;
  }

  /**
   * Noise of standard deviation 1, little of it at low frequencies: as back-projection makes it.
   */
  private float[] noise(int slice) {
    float[] white = new float[ROWS * COLUMNS];
    long key = new Rng(seed, 0x4E4F4953, slice).bits();
    for (int i = 0; i < white.length; i++) {
      white[i] = Rng.normalAt(key, i);
    }
    float[] fine = convolve(white, FINE);
    float[] coarse = convolve(white, COARSE);
    double power = 0;
    int reach = COARSE.length / 2;
    for (int r = -reach; r <= reach; r++) {
      for (int c = -reach; c <= reach; c++) {
        double k = tap(FINE, r) * tap(FINE, c) - .8 * tap(COARSE, r) * tap(COARSE, c);
        power += k * k;
      }
    }
    float scale = (float) (1 / Math.sqrt(power));
    for (int i = 0; i < fine.length; i++) {
      fine[i] = scale * (fine[i] - .8f * coarse[i]);
    }
    return fine;
  }

  private static double tap(double[] kernel, int offset) {
    int i = offset + kernel.length / 2;
    return i < 0 || i >= kernel.length ? 0 : kernel[i];
  }

  private static double[] ninths(int... order) {
    return IntStream.of(order).mapToDouble(i -> (i + .5) / 9).toArray();
  }

  private static double[] gauss(double sigma, int reach) {
    double[] kernel = new double[2 * reach + 1];
    double sum = 0;
    for (int i = -reach; i <= reach; i++) {
      kernel[i + reach] = StrictMath.exp(-i * i / (2 * sigma * sigma));
      sum += kernel[i + reach];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= sum;
    }
    return kernel;
  }

  /** Separable; beyond the border the image continues on the other side. */
  private static float[] convolve(float[] image, double[] kernel) {
    int reach = kernel.length / 2;
    float[] along = new float[image.length];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        float sum = 0;
        for (int k = -reach; k <= reach; k++) {
          sum += (float) kernel[k + reach] * image[row * COLUMNS + (column + k & COLUMNS - 1)];
        }
        along[row * COLUMNS + column] = sum;
      }
    }
    float[] both = new float[image.length];
    for (int row = 0; row < ROWS; row++) {
      for (int k = -reach; k <= reach; k++) {
        float weight = (float) kernel[k + reach];
        int from = (row + k & ROWS - 1) * COLUMNS;
        for (int column = 0; column < COLUMNS; column++) {
          both[row * COLUMNS + column] += weight * along[from + column];
        }
      }
    }
    return both;
  }
}
