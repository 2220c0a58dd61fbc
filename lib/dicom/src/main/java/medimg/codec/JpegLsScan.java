package medimg.codec;

import java.util.Arrays;

/**
 * Decodes the lines of a JPEG-LS scan (T.87 annex A): gradients choose a context, the context
 * corrects a prediction, a Golomb code carries the error; flat stretches are runs.
 */
final class JpegLsScan {
  /** Exponents of run lengths (T.87 section A.2.1). */
  private static final int[] J = {
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15
  };

  private static final int CONTEXTS = 365;

  /** The largest exponent of a Golomb code that errors of 16 bit can lead to. */
  private static final int MOST_K = 16;

  private final JpegBits bits;
  private final JpegCodestream codestream;
  private final int components;
  private final int columns;
  private final int maxval;
  private final int near;
  private final int step;
  private final int range;
  private final int reset;
  private final int limit;
  private final int errorBits;

  /** The region, -4 to 4, of each gradient from -maxval to maxval. */
  private final byte[] regions;

  /** A, B, C and N of each context; the two of run interruption have A and N only. */
  private final int[] magnitude = new int[CONTEXTS + 2];

  private final int[] bias = new int[CONTEXTS];
  private final int[] correction = new int[CONTEXTS];
  private final int[] count = new int[CONTEXTS + 2];
  private final int[] negatives = new int[2];
  private final int[] runIndex;

  /** A component's line from index 1, with a sample more on either side. */
  private int[][] previous;

  private int[][] current;

  JpegLsScan(
      JpegBits bits, JpegCodestream codestream, JpegLsPreset preset, int components, int columns) {
    this.bits = bits;
    this.codestream = codestream;
    this.components = components;
    this.columns = columns;
    this.maxval = preset.maxval();
    this.near = preset.near();
    this.step = 2 * near + 1;
    this.range = preset.range();
    this.reset = preset.reset();
    this.limit = preset.limit();
    this.errorBits = preset.errorBits();
    this.regions = regions(preset);
    this.runIndex = new int[components];
    this.previous = new int[components][columns + 2];
    this.current = new int[components][columns + 2];
    reset();
  }

  private static byte[] regions(JpegLsPreset p) {
    byte[] out = new byte[2 * p.maxval() + 1];
    for (int d = p.near() + 1; d <= p.maxval(); d++) {
      int region = d < p.t1() ? 1 : d < p.t2() ? 2 : d < p.t3() ? 3 : 4;
      out[p.maxval() + d] = (byte) region;
      out[p.maxval() - d] = (byte) -region;
    }
    return out;
  }

  /** Starts anew, as at the scan's begin (T.87 section A.2.1). */
  void reset() {
    Arrays.fill(magnitude, Math.max(2, range + 32 >> 6));
    Arrays.fill(bias, 0);
    Arrays.fill(correction, 0);
    Arrays.fill(count, 1);
    Arrays.fill(negatives, 0);
    Arrays.fill(runIndex, 0);
    for (int c = 0; c < components; c++) {
      Arrays.fill(previous[c], 0);
      Arrays.fill(current[c], 0);
    }
  }

  /** The line of a component that was decoded last; its samples start at index 1. */
  int[] line(int component) {
    return current[component];
  }

  /** Decodes the next line of all components. */
  void decodeLine(boolean samplesInterleaved) {
    int[][] swap = previous;
    previous = current;
    current = swap;
    for (int c = 0; c < components; c++) {
      current[c][0] = previous[c][1];
      previous[c][columns + 1] = previous[c][columns];
    }
    if (samplesInterleaved) {
      decodeTogether();
    } else {
      for (int c = 0; c < components; c++) {
        decodeAlone(c);
      }
    }
  }

  private void decodeAlone(int c) {
    int[] above = previous[c];
    int[] line = current[c];
    int i = 1;
    while (i <= columns) {
      int context = context(above, line, i);
      if (context != 0) {
        line[i] = regular(context, line[i - 1], above[i], above[i - 1]);
        i++;
        continue;
      }
      int length = runLength(columns + 1 - i, c);
      int a = line[i - 1];
      Arrays.fill(line, i, i + length, a);
      i += length;
      if (i <= columns) {
        int b = above[i];
        line[i] = Math.abs(a - b) <= near ? interrupted(a, a, 1, c) : interrupted(a, b, 0, c);
        i++;
        endRun(c);
      }
    }
  }

  /** Sample interleaved: a run goes on as long as all components do (T.87 section B.2.2). */
  private void decodeTogether() {
    int[] contexts = new int[components];
    int i = 1;
    while (i <= columns) {
      int any = 0;
      for (int c = 0; c < components; c++) {
        contexts[c] = context(previous[c], current[c], i);
        any |= contexts[c];
      }
      if (any != 0) {
        for (int c = 0; c < components; c++) {
          int[] above = previous[c];
          int[] line = current[c];
          line[i] = regular(contexts[c], line[i - 1], above[i], above[i - 1]);
        }
        i++;
        continue;
      }
      int length = runLength(columns + 1 - i, 0);
      for (int c = 0; c < components; c++) {
        Arrays.fill(current[c], i, i + length, current[c][i - 1]);
      }
      i += length;
      if (i <= columns) {
        for (int c = 0; c < components; c++) {
          current[c][i] = interrupted(current[c][i - 1], previous[c][i], 0, 0);
        }
        i++;
        endRun(0);
      }
    }
  }

  /** The signed number of a sample's context, 0 for flat (T.87 sections A.3.1 to A.3.4). */
  private int context(int[] above, int[] line, int i) {
    int b = above[i];
    int c = above[i - 1];
    return 81 * regions[maxval + above[i + 1] - b]
        + 9 * regions[maxval + b - c]
        + regions[maxval + c - line[i - 1]];
  }

  /** A sample in regular mode (T.87 sections A.4 to A.6 and F.1). */
  private int regular(int context, int a, int b, int c) {
    int sign = context >> 31;
    int q = (context ^ sign) - sign;
    int low = Math.min(a, b);
    int high = Math.max(a, b);
    int predicted = c >= high ? low : c <= low ? high : a + b - c;
    predicted = clamped(predicted + ((correction[q] ^ sign) - sign));
    int n = count[q];
    int k = golombParameter(n, magnitude[q]);
    int mapped = golomb(k, limit);
    int error = mapped >>> 1 ^ -(mapped & 1);
    if (near == 0 && k == 0 && 2 * bias[q] <= -n) {
      error = ~error;
    }
    update(q, n, error);
    return reconstructed(predicted, (error ^ sign) - sign);
  }

  /** T.87 section A.6. */
  private void update(int q, int n, int error) {
    int sum = bias[q] + error * step;
    magnitude[q] += Math.abs(error);
    if (n == reset) {
      magnitude[q] >>= 1;
      sum >>= 1;
      n >>= 1;
    }
    n++;
    if (sum <= -n) {
      sum = Math.max(sum + n, 1 - n);
      correction[q] = Math.max(correction[q] - 1, -128);
    } else if (sum > 0) {
      sum = Math.min(sum - n, 0);
      correction[q] = Math.min(correction[q] + 1, 127);
    }
    bias[q] = sum;
    count[q] = n;
  }

  /** Samples of a run, at most those left in the line (T.87 section A.7.1). */
  private int runLength(int left, int c) {
    int length = 0;
    bits.fill();
    while (bits.nextIsOne()) {
      bits.skip(1);
      int whole = 1 << J[runIndex[c]];
      if (whole > left - length) {
        return left;
      }
      length += whole;
      runIndex[c] = Math.min(runIndex[c] + 1, 31);
      if (length == left) {
        return left;
      }
      bits.fill();
    }
    bits.skip(1);
    length += bits.take(J[runIndex[c]]);
    if (length >= left) {
      throw codestream.damaged("a run is longer than its line");
    }
    return length;
  }

  private void endRun(int c) {
    runIndex[c] = Math.max(runIndex[c] - 1, 0);
  }

  /**
   * The sample that ends a run (T.87 section A.7.2).
   *
   * @param type 1 where the samples to the left and above are alike
   */
  private int interrupted(int a, int predicted, int type, int c) {
    int q = CONTEXTS + type;
    int n = count[q];
    int k = golombParameter(n, type == 0 ? magnitude[q] : magnitude[q] + (n >> 1));
    int mapped = golomb(k, limit - J[runIndex[c]] - 1);
    int shifted = mapped + type;
    int size = shifted + 1 >> 1;
    boolean turned = (k != 0 || 2 * negatives[type] >= n) == ((shifted & 1) != 0);
    int error = turned ? -size : size;
    if (error < 0) {
      negatives[type]++;
    }
    magnitude[q] += mapped + 1 - type >> 1;
    if (n == reset) {
      magnitude[q] >>= 1;
      negatives[type] >>= 1;
      n >>= 1;
    }
    count[q] = n + 1;
    return reconstructed(predicted, type == 0 && a > predicted ? -error : error);
  }

  private static int golombParameter(int n, int magnitude) {
    int k = 0;
    while (n << k < magnitude && k < MOST_K) {
      k++;
    }
    return k;
  }

  /** T.87 section A.5.3. */
  private int golomb(int k, int most) {
    bits.fill();
    int zeros = bits.zeros();
    int escape = most - errorBits - 1;
    int mapped;
    if (zeros < escape) {
      bits.skip(zeros + 1);
      bits.fill();
      mapped = zeros << k | bits.take(k);
    } else {
      if (zeros > escape) {
        throw codestream.damaged("a code is longer than its limit of %d bits", most);
      }
      bits.skip(zeros + 1);
      bits.fill();
      mapped = bits.take(errorBits) + 1;
    }
    if (mapped > range + 1) {
      throw codestream.damaged("an error is outside the range of %d", range);
    }
    return mapped;
  }

  /** T.87 section A.4.5. */
  private int reconstructed(int predicted, int error) {
    int value = predicted + error * step;
    if (value < -near) {
      value += range * step;
    } else if (value > maxval + near) {
      value -= range * step;
    }
    return clamped(value);
  }

  private int clamped(int value) {
    return Math.max(0, Math.min(value, maxval));
  }
}
