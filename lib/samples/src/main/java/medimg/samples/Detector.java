package medimg.samples;

/**
 * From attenuation to a detector's signal: primary beam, scatter, quantum noise before the
 * logarithm, blur of the scintillator.
 */
final class Detector {
  private static final int N = Beam.SIZE;
  private static final int COARSE = N / 8;
  private static final int TABLE = 1 << 12;
  private static final float[] EXP = new float[TABLE + 2];
  private static final float[] LOG = new float[TABLE + 2];

  static {
    for (int i = 0; i < EXP.length; i++) {
      EXP[i] = (float) StrictMath.exp(-16.0 * i / TABLE);
      LOG[i] = (float) StrictMath.log(1 + (double) i / TABLE);
    }
  }

  private final Rng rng;
  private final double pitch;

  /** Photons per pixel without a patient. */
  private final double dose;

  private final double share;
  private final double heel;
  private final double fog;
  private final long noise;

  /** A detector and exposure of its own for each patient, whatever the patient has. */
  Detector(long key, boolean supine, double pitch) {
    rng = new Rng(key, 20);
    this.pitch = pitch;
    dose = StrictMath.pow(10, rng.in(5.5, 6.1)) * (supine ? .45 : 1) * pitch * pitch;
    share = rng.in(.7, 1.15) * (supine ? 1.35 : 1);
    heel = rng.in(-.10, .10);
    fog = rng.in(.002, .004);
    noise = rng.bits();
  }

  /** Fast exp(-a) for 0 <= a, by table: error below 2e-6 of 1. */
  static float exp(float a) {
    float x = a * (TABLE / 16f);
    if (x >= TABLE) {
      return EXP[TABLE];
    }
    if (x < 0) {
      return 1;
    }
    int i = (int) x;
    return EXP[i] + (x - i) * (EXP[i + 1] - EXP[i]);
  }

  /** Fast natural logarithm of a positive number, by table: error below 1e-7. */
  static float log(float v) {
    int bits = Float.floatToRawIntBits(v);
    int exponent = (bits >>> 23) - 127;
    int rest = bits & 0x7fffff;
    int i = rest >>> 11;
    float f = (rest & 0x7ff) * (1f / 2048);
    return exponent * .6931472f + LOG[i] + f * (LOG[i + 1] - LOG[i]);
  }

  /** Primary transmission at full size. */
  float[] primary(float[] attenuation) {
    float[] p = new float[attenuation.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = exp(attenuation[i]);
    }
    return p;
  }

  /**
   * Scatter in units of the open beam: 20 % of the signal behind lung, half of it behind the
   * mediastinum, because it is spread over several centimetres while the primary is not.
   *
   * @param primary transmission at an eighth of the size
   */
  float[] scatter(float[] primary) {
    double mm = pitch * 8;
    float[] source = new float[primary.length];
    for (int i = 0; i < source.length; i++) {
      // Scatter grows with what the beam lost, and is absorbed on its way out like the beam.
      float p = primary[i];
      source[i] = -p * log(Math.max(p, 1e-6f));
    }
    float[] wide = BlurAndResize.blur(source, COARSE, 45 / mm);
    float[] near = BlurAndResize.blur(source, COARSE, 18 / mm);
    for (int i = 0; i < source.length; i++) {
      source[i] = (float) (share * .085 * (.6 * wide[i] + .4 * near[i]) + fog);
    }
    return source;
  }

  /**
   * The film's signal: minus the logarithm of what each pixel counted.
   *
   * @param primary transmission at full size
   * @param scatter at full size
   */
  float[] signal(float[] primary, float[] scatter) {
    float[] counts = new float[N * N];
    float open = (float) dose;
    for (int row = 0; row < N; row++) {
      float tube = (float) (1 + heel * (row / (double) N - .5));
      for (int i = row * N; i < row * N + N; i++) {
        float expected = open * tube * (primary[i] + scatter[i]);
        float spread = (float) Math.sqrt(expected);
        counts[i] = Math.max(1, expected + spread * Rng.normalAt(noise, i));
      }
    }
    scintillator(counts);
    float unattenuated = log(open);
    for (int i = 0; i < counts.length; i++) {
      counts[i] = unattenuated - log(counts[i]);
    }
    return counts;
  }

  /** The same without noise, for pictures at an eighth of the size. */
  float[] coarseSignal(float[] primary, float[] scatter) {
    float[] s = new float[primary.length];
    for (int i = 0; i < s.length; i++) {
      s[i] = -log(primary[i] + scatter[i]);
    }
    return s;
  }

  /** Light spreads over the neighbouring pixels: weights 1 4 1 along rows and columns. */
  private static void scintillator(float[] a) {
    float[] above = new float[N];
    float[] here = new float[N];
    for (int row = 0; row < N; row++) {
      int line = row * N;
      float left = a[line];
      for (int c = 0; c < N; c++) {
        float v = a[line + c];
        float next = c + 1 < N ? a[line + c + 1] : v;
        a[line + c] = (left + 4 * v + next) * (1 / 6f);
        left = v;
      }
    }
    System.arraycopy(a, 0, above, 0, N);
    for (int row = 0; row < N; row++) {
      int line = row * N;
      System.arraycopy(a, line, here, 0, N);
      int below = row + 1 < N ? line + N : line;
      for (int c = 0; c < N; c++) {
        a[line + c] = (above[c] + 4 * here[c] + a[below + c]) * (1 / 6f);
      }
      float[] swap = above;
      above = here;
      here = swap;
    }
  }
}
