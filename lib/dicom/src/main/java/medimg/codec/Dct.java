package medimg.codec;

/** The inverse discrete cosine transform of 8 x 8 coefficients (T.81 section A.3.3). */
final class Dct {
  /** C(u) / 2 cos((2x + 1) u pi / 16) at [8 x + u]; the other half of x is its mirror image. */
  private static final float[] BASIS = new float[32];

  static {
    for (int i = 0; i < BASIS.length; i++) {
      int u = i & 7;
      double scale = u == 0 ? Math.sqrt(.5) / 2 : .5;
      BASIS[i] = (float) (scale * StrictMath.cos((2 * (i >> 3) + 1) * u * Math.PI / 16));
    }
  }

  private Dct() {}

  /**
   * Turns coefficients into samples around zero, in place.
   *
   * @param block 8 rows x 8 columns
   * @param rows how many rows, from the first, have a coefficient that is not zero
   */
  static void inverse(float[] block, int rows) {
    for (int row = 0; row < rows; row++) {
      inverse(block, 8 * row, 1, 8);
    }
    for (int column = 0; column < 8; column++) {
      inverse(block, column, 8, rows);
    }
  }

  /** One row or column; even frequencies are alike on both sides of the middle, odd ones turned. */
  private static void inverse(float[] s, int at, int step, int count) {
    float s0 = s[at];
    float s1 = s[at + step];
    float s2 = s[at + 2 * step];
    float s3 = s[at + 3 * step];
    float s4 = s[at + 4 * step];
    float s5 = s[at + 5 * step];
    float s6 = s[at + 6 * step];
    float s7 = s[at + 7 * step];
    for (int x = 0; x < 4; x++) {
      int i = 8 * x;
      float even = BASIS[i] * s0 + BASIS[i + 2] * s2;
      float odd = BASIS[i + 1] * s1 + BASIS[i + 3] * s3;
      if (count > 4) {
        even += BASIS[i + 4] * s4 + BASIS[i + 6] * s6;
        odd += BASIS[i + 5] * s5 + BASIS[i + 7] * s7;
      }
      s[at + x * step] = even + odd;
      s[at + (7 - x) * step] = even - odd;
    }
  }
}
