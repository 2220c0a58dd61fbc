package medimg.samples;

/**
 * Random numbers that are the same on every machine and Java version: SplitMix64, with StrictMath
 * where a transcendental function is needed.
 *
 * @see "G. Steele, D. Lea, C. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014"
 */
final class Rng {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final float[] NORMAL = normalQuantiles();
  private long state;

  /** A stream of its own for each list of keys (seed, patient, purpose). */
  Rng(long... keys) {
    for (long key : keys) {
      state = mix(state + GOLDEN + key);
    }
  }

  /** 64 well mixed bits of {@code z}; a different result for every argument. */
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * A standard normal deviate that belongs to one place (pixel) of one picture: no order of
   * evaluation can change it. Values are the 65,536 quantiles, so never beyond 4.3.
   */
  static float normalAt(long key, int place) {
    return NORMAL[(int) (mix(key + GOLDEN * place) >>> 48)];
  }

  long bits() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  double unit() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in [low, high). */
  double in(double low, double high) {
    return low + (high - low) * unit();
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /** Either 1 or -1. */
  int sign() {
    return bits() < 0 ? -1 : 1;
  }

  /** Normal deviate, cut at two and a half standard deviations (people, not monsters). */
  double normal(double mean, double sd) {
    double z;
    do {
      z = NORMAL[(int) (bits() >>> 48)];
    } while (z > 2.5 || z < -2.5);
    return mean + sd * z;
  }

  /** Quantiles of the standard normal distribution at (i + .5) / 65536. */
  private static float[] normalQuantiles() {
    int n = 1 << 16;
    float[] q = new float[n];
    // Integrate the density by Simpson's rule outward from 0; read off where each quantile is met.
    double step = 1.0 / 4096;
    double x = 0;
    double p = .5;
    int next = n / 2;
    while (next < n) {
      double dp = step / 6 * (density(x) + 4 * density(x + step / 2) + density(x + step));
      while (next < n && p + dp >= (next + .5) / n) {
        double at = x + step * ((next + .5) / n - p) / dp;
        q[next] = (float) at;
        q[n - 1 - next] = (float) -at;
        next++;
      }
      p += dp;
      x += step;
    }
    return q;
  }

  private static double density(double x) {
    return StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * StrictMath.PI);
  }
}
