package medimg.codec;

/**
 * The coding parameters of a JPEG-LS scan (T.87 sections A.2 and C.2.4.1.1).
 *
 * @param maxval the largest sample
 * @param t1 first threshold of gradients
 * @param t2 second
 * @param t3 third
 * @param reset count at which a context's statistics are halved
 * @param near the largest difference of a decoded sample from the true one, 0 for lossless
 */
record JpegLsPreset(int maxval, int t1, int t2, int t3, int reset, int near) {
  /**
   * The parameters of a codestream, or null if they break a rule.
   *
   * @param given MAXVAL, T1, T2, T3 and RESET as the codestream has them, 0 for the default
   */
  static JpegLsPreset of(int[] given, int precision, int near) {
    int most = (1 << precision) - 1;
    int maxval = given[0] == 0 ? most : given[0];
    if (maxval > most || near > Math.min(255, maxval / 2)) {
      return null;
    }
    int a = 3;
    int b = 7;
    int c = 21;
    if (maxval >= 128) {
      int factor = Math.min(maxval, 4095) + 128 >> 8;
      a = factor * (a - 2) + 2;
      b = factor * (b - 3) + 3;
      c = factor * (c - 4) + 4;
    } else {
      int factor = 256 / (maxval + 1);
      a /= factor;
      b /= factor;
      c /= factor;
    }
    int t1 = given[1] == 0 ? within(Math.max(2, a + 3 * near), near + 1, maxval) : given[1];
    int t2 = given[2] == 0 ? within(Math.max(3, b + 5 * near), t1, maxval) : given[2];
    int t3 = given[3] == 0 ? within(Math.max(4, c + 7 * near), t2, maxval) : given[3];
    int reset = given[4] == 0 ? 64 : given[4];
    boolean rising = near < t1 && t1 <= t2 && t2 <= t3 && t3 <= maxval;
    return rising && reset >= 3 && reset <= Math.max(255, maxval)
        ? new JpegLsPreset(maxval, t1, t2, t3, reset, near)
        : null;
  }

  /** The function CLAMP of the standard. */
  private static int within(int value, int least, int most) {
    return value > most || value < least ? least : value;
  }

  /** Number of different prediction errors. */
  int range() {
    return (maxval + 2 * near) / (2 * near + 1) + 1;
  }

  /** The most bits that an error takes, its escape code included. */
  int limit() {
    int bits = Math.max(2, 32 - Integer.numberOfLeadingZeros(maxval));
    return 2 * (bits + Math.max(8, bits));
  }

  /** Bits of an error that is written as it is. */
  int errorBits() {
    return 32 - Integer.numberOfLeadingZeros(range() - 1);
  }
}
