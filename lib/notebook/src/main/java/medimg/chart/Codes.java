package medimg.chart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import medimg.dicom.DicomException;

/**
 * Values of images rounded to a step and packed as text for a page: code 0 is no value, another is
 * low + (code - 1) * step. Each code is kept as its difference from the mean of its left and upper
 * neighbour, folded so that small differences of either sign are small numbers; all low bytes come
 * first, then all high bytes, deflated (RFC 1950) and in base64.
 *
 * @param step from one value to the next
 * @param low the smallest value, a whole number of steps
 * @param high the largest value
 * @param rows of an image
 * @param columns of an image
 * @param base64 the packed codes, image after image
 */
record Codes(double step, double low, double high, int rows, int columns, String base64) {
  /** Steps from the smallest value to the largest that a code can tell. */
  static final int MOST = 65_534;

  /**
   * Packs values.
   *
   * @param values rows x columns each, row by row; NaN is no value
   * @param min the smallest of all
   * @param max the largest of all
   * @throws DicomException if the step is too small for the range
   */
  static Codes of(
      List<float[]> values, int rows, int columns, double step, double min, double max) {
    long first = Math.round(min / step);
    long last = Math.round(max / step);
    if (last - first > MOST) {
      throw new DicomException(
          "a step of "
              + step
              + " makes more than "
              + MOST
              + " steps of the values from "
              + min
              + " to "
              + max
              + "; choose a larger one");
    }
    int size = rows * columns;
    if ((long) size * values.size() > Integer.MAX_VALUE / 4) {
      throw new DicomException(
          values.size()
              + " images of "
              + rows
              + " x "
              + columns
              + " (rows x columns) are too many for a page; choose fewer with slices(..), or a side");
    }
    byte[] bytes = new byte[2 * size * values.size()];
    int[] codes = new int[size];
    for (int n = 0; n < values.size(); n++) {
      float[] own = values.get(n);
      for (int i = 0; i < size; i++) {
        codes[i] = Float.isNaN(own[i]) ? 0 : (int) (Math.round((double) own[i] / step) - first) + 1;
      }
      fold(codes, columns, bytes, n * size);
    }
    String text = Base64.getEncoder().encodeToString(deflated(bytes));
    return new Codes(step, first * step, last * step, rows, columns, text);
  }

  private static void fold(int[] codes, int columns, byte[] bytes, int start) {
    for (int i = 0; i < codes.length; i++) {
      int left = i % columns > 0 ? codes[i - 1] : 0;
      int up = i >= columns ? codes[i - columns] : 0;
      int guess = i % columns == 0 ? up : i < columns ? left : left + up >> 1;
      // Differences are taken modulo 2^16, as the reader adds them.
      short difference = (short) (codes[i] - guess);
      int folded = difference << 1 ^ difference >> 15;
      bytes[start + i] = (byte) folded;
      bytes[bytes.length / 2 + start + i] = (byte) (folded >> 8);
    }
  }

  private static byte[] deflated(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater();
    try (DeflaterOutputStream to = new DeflaterOutputStream(out, deflater)) {
      to.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }
}
