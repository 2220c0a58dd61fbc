package medimg.samples;

import java.util.Arrays;

/**
 * What a digital X-ray system does before anyone sees the film: the wide range is compressed, local
 * contrast raised, and a tone curve laid through the percentiles of the picture, so that exposure
 * does not show in the mean grey.
 *
 * @see "M. Prokop et al., Principles of image processing in digital chest radiography, J. Thorac.
 *     Imaging 18 (2003) 148"
 */
final class VendorProcessing {
  private static final int N = Beam.SIZE;
  private static final int COARSE = N / 8;

  /** Signal above which a pixel is behind the body, not direct exposure. */
  private static final float BODY = .6f;

  /** Share of the body's pixels below a grey, and that grey, as on real films. */
  private static final double[] SHARE = {.01, .05, .25, .50, .75, .95, .99};

  private static final double[] GREY = {44, 68, 112, 160, 196, 222, 234};

  /**
   * How much these greys differ from system to system and from one radiographer's taste to the
   * next: standard deviation. Without it normal films would be so alike that a pneumothorax showed
   * in the histogram alone.
   */
  private static final double[] TASTE = {12, 19, 24, 24, 17, 10, 5};

  /** Greatest slope of the tone curve up to each percentile, in units of its mean slope. */
  private static final double[] STEEPEST = {3, 3, 3, 2.6, 2.0, 1.3, .8};

  private final double detail;
  private final double wideWeight;
  private final float[] baseFull;
  private final float[] wideFull;
  private final float low;
  private final float high;
  private final byte[] tone = new byte[4096];

  /**
   * Learns the picture's own curve.
   *
   * @param signal the noise-free signal at an eighth of the size
   * @param pitch mm of a pixel at full size
   */
  VendorProcessing(long key, float[] signal, double pitch) {
    Rng r = new Rng(key, 21);
    detail = r.in(1.5, 1.9);
    wideWeight = r.in(.25, .42);
    double mm = pitch * 8;
    // Direct exposure counts as thin tissue, or the compression would glow around the body.
    float[] held = signal.clone();
    for (int i = 0; i < held.length; i++) {
      held[i] = Math.max(held[i], BODY);
    }
    float[] base = BlurAndResize.blur(held, COARSE, 24 / mm);
    float[] wide = BlurAndResize.blur(held, COARSE, 50 / mm);
    float[] v = new float[held.length];
    int n = 0;
    for (int i = 0; i < v.length; i++) {
      if (signal[i] > BODY) {
        v[n++] = mix(signal[i], base[i], wide[i]);
      }
    }
    v = Arrays.copyOf(v, n);
    Arrays.sort(v);
    double[] points = new double[2 * SHARE.length + 4];
    double p1 = v[(int) (.01 * v.length)];
    double p99 = v[(int) (.99 * v.length)];
    low = (float) (p1 - .35 * (p99 - p1));
    high = (float) (p99 + .35 * (p99 - p1));
    points[0] = low;
    points[1] = 0;
    double personal = r.in(.55, .8);
    double slope = r.in(4.5, 6);
    double centre = r.in(.36, .46);
    double gamma = StrictMath.exp(r.normal(0, .2));
    double[] wanted = new double[GREY.length];
    for (int i = 0; i < GREY.length; i++) {
      double least = i == 0 ? 12 : wanted[i - 1] + .35 * (GREY[i] - GREY[i - 1]);
      wanted[i] = Math.min(246, Math.max(least, r.normal(GREY[i], TASTE[i])));
    }
    for (int i = 0; i < SHARE.length; i++) {
      double at = v[(int) (SHARE[i] * v.length)];
      at = Math.max(at, points[2 * i] + 1e-3);
      double x = (at - p1) / (p99 - p1);
      double curve = logistic(slope * (x - centre));
      double from = logistic(-slope * centre);
      double to = logistic(slope * (1 - centre));
      double fixed = 8 + 234 * (curve - from) / (to - from);
      double grey = personal * wanted[i] + (1 - personal) * fixed;
      points[2 * i + 2] = at;
      points[2 * i + 3] = Math.max(points[2 * i + 1] + .5, 255 * StrictMath.pow(grey / 255, gamma));
    }
    // An S-curve's shoulder: a long stretch of one bright tissue must not become steep and noisy.
    for (int i = SHARE.length - 1; i > 0; i--) {
      double steepest = STEEPEST[i] * 235 / (p99 - p1);
      double least = points[2 * i + 3] - steepest * (points[2 * i + 2] - points[2 * i]);
      points[2 * i + 1] = Math.max(points[2 * i + 1], least);
    }
    points[points.length - 2] = high;
    points[points.length - 1] = 255;
    Curve curve = new Curve(points);
    for (int i = 0; i < tone.length; i++) {
      double at = low + (high - low) * i / (tone.length - 1.0);
      tone[i] = (byte) Math.max(0, Math.min(255, Math.round(curve.at(at))));
    }
    baseFull = new float[N * N];
    wideFull = new float[N * N];
    BlurAndResize.enlarge(base, COARSE, baseFull, N);
    BlurAndResize.enlarge(wide, COARSE, wideFull, N);
  }

  private static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private float mix(float signal, float base, float wide) {
    return (float) (base + detail * (signal - base) - wideWeight * wide);
  }

  /** Grey values of a film, MONOCHROME2. */
  byte[] apply(float[] signal) {
    byte[] grey = new byte[N * N];
    float scale = (tone.length - 1) / (high - low);
    for (int i = 0; i < grey.length; i++) {
      float v = (mix(signal[i], baseFull[i], wideFull[i]) - low) * scale;
      grey[i] = tone[(int) Math.max(0, Math.min(tone.length - 1, v))];
    }
    return grey;
  }

  /** Blackens what the collimator kept dark, as vendors' shutters do; on two films of five. */
  static void shutters(long key, byte[] grey) {
    Rng r = new Rng(key, 24);
    boolean any = r.chance(.4);
    double[] edge = new double[4];
    double[] slope = new double[4];
    for (int i = 0; i < 4; i++) {
      edge[i] = r.chance(.5) ? r.in(2, 34) : 0;
      slope[i] = r.normal(0, .006);
    }
    if (!any) {
      return;
    }
    for (int row = 0; row < N; row++) {
      for (int column = 0; column < N; column++) {
        if (row < edge[0] + slope[0] * column
            || N - 1 - row < edge[1] + slope[1] * column
            || column < edge[2] + slope[2] * row
            || N - 1 - column < edge[3] + slope[3] * row) {
          grey[row * N + column] = 0;
        }
      }
    }
  }
}
