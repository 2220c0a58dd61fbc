package medimg.samples;

/**
 * A smooth random field in space: the sum of plane waves of about one wavelength, in directions and
 * phases of their own. Its standard deviation is 1. Where it is zero lie winding sheets about half
 * a wavelength apart, which is what the folds of the brain look like.
 *
 * <p>Sines come from a table made with StrictMath, so values are the same on every machine.
 */
final class RandomField {
  private static final int STEPS = 1 << 13;
  private static final double PER_RADIAN = STEPS / (2 * StrictMath.PI);

  /** Makes every phase positive, so that a cast rounds down; a multiple of the period. */
  private static final double FAR = STEPS * 4096.0;

  private static final float[] SINE = new float[STEPS + STEPS / 4 + 2];

  static {
    for (int i = 0; i < SINE.length; i++) {
      SINE[i] = (float) StrictMath.sin(i / PER_RADIAN);
    }
  }

  private final double[] kx;
  private final double[] ky;
  private final double[] kz;
  private final double[] phase;
  private final double scale;
  private final double length;

  /**
   * @param wavelength in the unit of the places asked for, mm here
   * @param count number of waves
   */
  RandomField(Rng rng, double wavelength, int count) {
    kx = new double[count];
    ky = new double[count];
    kz = new double[count];
    phase = new double[count];
    scale = StrictMath.sqrt(2.0 / count);
    length = wavelength;
    for (int i = 0; i < count; i++) {
      double z = rng.in(-1, 1);
      double around = rng.in(0, 2 * StrictMath.PI);
      double across = StrictMath.sqrt(1 - z * z);
      double k = STEPS / wavelength * rng.in(.8, 1.2);
      kx[i] = k * across * StrictMath.cos(around);
      ky[i] = k * across * StrictMath.sin(around);
      kz[i] = k * z;
      phase[i] = FAR + rng.in(0, STEPS);
    }
  }

  double at(double x, double y, double z) {
    double sum = 0;
    for (int i = 0; i < kx.length; i++) {
      sum += SINE[(int) (kx[i] * x + ky[i] * y + kz[i] * z + phase[i]) & (STEPS - 1)];
    }
    return scale * sum;
  }

  /**
   * Distance in mm to the nearest sheet where the field is zero, to first order: the field over its
   * slope across the direction of sight (unit vector u).
   */
  double distance(double x, double y, double z, double ux, double uy, double uz) {
    double sum = 0;
    double gx = 0;
    double gy = 0;
    double gz = 0;
    for (int i = 0; i < kx.length; i++) {
      int at = (int) (kx[i] * x + ky[i] * y + kz[i] * z + phase[i]) & (STEPS - 1);
      double cosine = SINE[at + STEPS / 4];
      sum += SINE[at];
      gx += kx[i] * cosine;
      gy += ky[i] * cosine;
      gz += kz[i] * cosine;
    }
    double along = gx * ux + gy * uy + gz * uz;
    gx -= along * ux;
    gy -= along * uy;
    gz -= along * uz;
    double slope = Math.sqrt(gx * gx + gy * gy + gz * gz) / PER_RADIAN;
    // Where the field is flat it would close into small rings: no sheet there.
    double flat = Math.max(0, .45 - slope * scale * length / (2 * StrictMath.PI));
    return Math.abs(sum) / (slope + .05) + 12 * flat;
  }
}
