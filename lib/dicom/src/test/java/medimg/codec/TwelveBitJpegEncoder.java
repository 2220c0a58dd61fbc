package medimg.codec;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * An encoder of sequential 12-bit JPEG for tests, and what a decoder must make of its codestream.
 *
 * <p>The transforms are T.81's formulas in double. All Huffman codes have one length, so that the
 * code of a symbol is its number.
 *
 * @param factors horizontal (high digit) and vertical sampling factor of each component
 * @param interleaved whether one scan has all components
 * @param restart units from one restart marker to the next, 0 for none
 * @param step quantisation step of DC; the others grow from there, in 16 bits if it is above 255
 * @param codeLength of every Huffman code, 8 to 16
 */
public record TwelveBitJpegEncoder(
    int rows,
    int columns,
    int[] factors,
    boolean interleaved,
    int restart,
    int step,
    int codeLength) {

  /**
   * A codestream and its samples, in the order row, column, component.
   *
   * @param samples by T.81's inverse transform in double, rounded
   */
  public record Encoded(byte[] codestream, int[] samples) {}

  private static final double[] COSINES = new double[64];

  static {
    for (int x = 0; x < 8; x++) {
      for (int u = 0; u < 8; u++) {
        COSINES[8 * x + u] =
            (u == 0 ? Math.sqrt(.5) : 1) / 2 * Math.cos((2 * x + 1) * u * Math.PI / 16);
      }
    }
  }

  /** T.81 section A.3.3, the inverse, as it stands there. */
  public static double[] inverse(double[] coefficients) {
    double[] out = new double[64];
    for (int i = 0; i < 64; i++) {
      for (int k = 0; k < 64; k++) {
        out[i] += coefficients[k] * COSINES[i / 8 * 8 + k / 8] * COSINES[i % 8 * 8 + k % 8];
      }
    }
    return out;
  }

  private static double[] forward(double[] samples) {
    double[] out = new double[64];
    for (int k = 0; k < 64; k++) {
      for (int i = 0; i < 64; i++) {
        out[k] += samples[i] * COSINES[i / 8 * 8 + k / 8] * COSINES[i % 8 * 8 + k % 8];
      }
    }
    return out;
  }

  /** The place in a block of each coefficient, walking along the diagonals. */
  private static int[] zigzag() {
    int[] out = new int[64];
    int k = 0;
    for (int diagonal = 0; diagonal < 15; diagonal++) {
      for (int i = Math.max(0, diagonal - 7); i <= Math.min(7, diagonal); i++) {
        int row = diagonal % 2 == 0 ? diagonal - i : i;
        out[k++] = 8 * row + diagonal - row;
      }
    }
    return out;
  }

  private static int ceil(int value, int unit) {
    return (value + unit - 1) / unit;
  }

  private int most(int shift) {
    return Arrays.stream(factors).map(f -> f >> shift & 15).max().orElseThrow();
  }

  public Encoded encode(int[] values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    bytes(out, 0xFF, 0xD8);
    boolean wide = step > 255;
    bytes(out, 0xFF, 0xDB, 0, wide ? 131 : 67, wide ? 0x10 : 0);
    int[] steps = new int[64];
    for (int k = 0; k < 64; k++) {
      steps[k] = wide ? step + 10 * k : Math.min(255, step + k / 8);
      bytes(out, wide ? new int[] {steps[k] >> 8, steps[k]} : new int[] {steps[k]});
    }
    bytes(out, 0xFF, 0xC1, 0, 8 + 3 * factors.length, 12);
    bytes(out, rows >> 8, rows, columns >> 8, columns, factors.length);
    for (int c = 0; c < factors.length; c++) {
      bytes(out, c + 1, factors[c], 0);
    }
    for (int kind = 0; kind < 2; kind++) {
      bytes(out, 0xFF, 0xC4, 1, 18, kind << 4);
      for (int length = 1; length <= 16; length++) {
        bytes(out, length == codeLength ? 255 : 0);
      }
      for (int symbol = 0; symbol < 255; symbol++) {
        bytes(out, symbol);
      }
    }
    if (restart > 0) {
      bytes(out, 0xFF, 0xDD, 0, 4, restart >> 8, restart);
    }
    int[] samples = new int[values.length];
    if (interleaved) {
      int[] all = new int[factors.length];
      Arrays.setAll(all, c -> c);
      new Scan(out, steps, values, samples).write(all);
    } else {
      for (int c = 0; c < factors.length; c++) {
        new Scan(out, steps, values, samples).write(c);
      }
    }
    bytes(out, 0xFF, 0xD9);
    return new Encoded(out.toByteArray(), samples);
  }

  private static void bytes(ByteArrayOutputStream out, int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
  }

  private final class Scan {
    private final ByteArrayOutputStream out;
    private final int[] steps;
    private final int[] values;
    private final int[] samples;
    private final int[] zigzag = zigzag();
    private final int[] dc = new int[factors.length];
    private int partial;
    private int room = 8;

    Scan(ByteArrayOutputStream out, int[] steps, int[] values, int[] samples) {
      this.out = out;
      this.steps = steps;
      this.values = values;
      this.samples = samples;
    }

    void write(int... components) {
      bytes(out, 0xFF, 0xDA, 0, 6 + 2 * components.length, components.length);
      for (int c : components) {
        bytes(out, c + 1, 0);
      }
      bytes(out, 0, 63, 0);
      boolean together = components.length > 1;
      int first = factors[components[0]];
      int h = together ? 1 : first >> 4;
      int v = together ? 1 : first & 15;
      int down = ceil(ceil(rows * v, most(0)), 8);
      int across = ceil(ceil(columns * h, most(4)), 8);
      for (int unit = 0; unit < down * across; unit++) {
        if (restart > 0 && unit > 0 && unit % restart == 0) {
          flush();
          bytes(out, 0xFF, 0xD0 + (unit / restart - 1) % 8);
          Arrays.fill(dc, 0);
        }
        for (int c : components) {
          int wide = together ? factors[c] >> 4 : 1;
          int high = together ? factors[c] & 15 : 1;
          for (int i = 0; i < wide * high; i++) {
            block(c, unit / across * high + i / wide, unit % across * wide + i % wide);
          }
        }
      }
      flush();
    }

    private void block(int c, int row, int column) {
      int h = factors[c] >> 4;
      int v = factors[c] & 15;
      double[] block = new double[64];
      for (int i = 0; i < 64; i++) {
        int y = Math.min((8 * row + i / 8) * most(0) / v, rows - 1);
        int x = Math.min((8 * column + i % 8) * most(4) / h, columns - 1);
        block[i] = values[(y * columns + x) * factors.length + c] - 2048;
      }
      double[] coefficients = forward(block);
      int[] quantised = new int[64];
      for (int k = 0; k < 64; k++) {
        quantised[k] = (int) Math.round(coefficients[zigzag[k]] / steps[k]);
        coefficients[zigzag[k]] = quantised[k] * steps[k];
      }
      write(quantised, c);
      double[] inverse = inverse(coefficients);
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          int sy = y * v / most(0) - 8 * row;
          int sx = x * h / most(4) - 8 * column;
          if (sy >= 0 && sy < 8 && sx >= 0 && sx < 8) {
            long sample = Math.round(inverse[8 * sy + sx]) + 2048;
            samples[(y * columns + x) * factors.length + c] =
                (int) Math.max(0, Math.min(4095, sample));
          }
        }
      }
    }

    private void write(int[] quantised, int c) {
      number(quantised[0] - dc[c], 0);
      dc[c] = quantised[0];
      int run = 0;
      for (int k = 1; k < 64; k++) {
        if (quantised[k] == 0) {
          run++;
          continue;
        }
        for (; run > 15; run -= 16) {
          bits(0xF0, codeLength);
        }
        number(quantised[k], run);
        run = 0;
      }
      if (run > 0) {
        bits(0, codeLength);
      }
    }

    private void number(int value, int run) {
      int size = 32 - Integer.numberOfLeadingZeros(Math.abs(value));
      bits(run << 4 | size, codeLength);
      bits(value < 0 ? value - 1 : value, size);
    }

    private void bits(int value, int count) {
      for (int i = count - 1; i >= 0; i--) {
        partial |= (value >> i & 1) << --room;
        if (room == 0) {
          out.write(partial);
          if (partial == 0xFF) {
            out.write(0);
          }
          partial = 0;
          room = 8;
        }
      }
    }

    private void flush() {
      while (room < 8) {
        bits(1, 1);
      }
    }
  }
}
