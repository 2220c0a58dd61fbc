package medimg.codec;

import java.io.ByteArrayOutputStream;

/** Writes JPEG lossless frames (ITU-T T.81 annex H) for tests: one scan, one Huffman table. */
public final class LosslessJpegBytes {
  private final int precision;
  private final int components;
  private final int predictor;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int restartRows;
  private int pending;
  private int bits;

  public LosslessJpegBytes(int precision, int components, int predictor) {
    this.precision = precision;
    this.components = components;
    this.predictor = predictor;
  }

  /** A restart marker after so many rows. */
  public LosslessJpegBytes restartEvery(int rows) {
    restartRows = rows;
    return this;
  }

  /** Encodes rows x columns x components samples. */
  public byte[] encode(int[] samples, int rows, int columns) {
    raw(0xFF, 0xD8, 0xFF, 0xC3, 0, 8 + 3 * components, precision);
    raw(rows >> 8, rows, columns >> 8, columns, components);
    for (int c = 0; c < components; c++) {
      raw(c + 1, 0x11, 0);
    }
    // Seventeen categories of difference, a code of five bits each: the category itself.
    raw(0xFF, 0xC4, 0, 3 + 16 + 17, 0);
    raw(0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    for (int category = 0; category <= 16; category++) {
      raw(category);
    }
    if (restartRows > 0) {
      int interval = restartRows * columns;
      raw(0xFF, 0xDD, 0, 4, interval >> 8, interval);
    }
    raw(0xFF, 0xDA, 0, 6 + 2 * components, components);
    for (int c = 0; c < components; c++) {
      raw(c + 1, 0);
    }
    raw(predictor, 0, 0);
    for (int y = 0; y < rows; y++) {
      boolean restart = restartRows > 0 && y % restartRows == 0;
      if (restart && y > 0) {
        flush();
        raw(0xFF, 0xD0 + (y / restartRows - 1) % 8);
      }
      for (int x = 0; x < columns; x++) {
        for (int c = 0; c < components; c++) {
          int i = (y * columns + x) * components + c;
          int expected = predict(samples, i, columns * components, x, y, restart);
          difference((short) (samples[i] - expected));
        }
      }
    }
    flush();
    raw(0xFF, 0xD9);
    return out.toByteArray();
  }

  private int predict(int[] s, int i, int stride, int x, int y, boolean first) {
    if (y == 0 || first) {
      return x == 0 ? 1 << precision - 1 : s[i - components];
    }
    if (x == 0) {
      return s[i - stride];
    }
    int left = s[i - components];
    int above = s[i - stride];
    int corner = s[i - stride - components];
    return switch (predictor) {
      case 1 -> left;
      case 2 -> above;
      case 3 -> corner;
      case 4 -> left + above - corner;
      case 5 -> left + (above - corner >> 1);
      case 6 -> above + (left - corner >> 1);
      default -> left + above >> 1;
    };
  }

  private void difference(int d) {
    int category = 32 - Integer.numberOfLeadingZeros(Math.abs(d));
    bits(category, 5);
    if (category > 0 && category < 16) {
      bits((d < 0 ? d - 1 : d) & (1 << category) - 1, category);
    }
  }

  private void bits(int value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      pending = pending << 1 | value >> i & 1;
      if (++bits == 8) {
        raw(pending);
        if ((pending & 0xFF) == 0xFF) {
          raw(0);
        }
        bits = 0;
      }
    }
  }

  private void flush() {
    while (bits != 0) {
      bits(1, 1);
    }
  }

  private void raw(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
  }
}
