package medimg.dicom;

import java.util.Objects;
import medimg.dictionary.ArgumentException;

/**
 * Decoded samples of one frame or several, exactly as stored: no rescale, no window, no palette, no
 * inversion.
 *
 * <p>The order is frame, row, column, sample, in the narrowest primitive array that holds them.
 * Immutable by agreement: the array is shared for speed and must not be written to.
 */
public final class StoredValues {
  private final Object array;
  private final boolean signed;
  private final int frames;
  private final int rows;
  private final int columns;
  private final int samples;
  private final int size;

  /**
   * Wraps an array, which is not copied.
   *
   * @param array byte[], short[], int[], float[] or double[] in the order frame, row, column,
   *     sample
   * @param signed whether whole numbers are in two's complement
   * @param frames frames held
   * @param rows height in pixels
   * @param columns width in pixels
   * @param samples samples a pixel
   * @throws IllegalArgumentException if the array is not of the shape said
   */
  public StoredValues(
      Object array, boolean signed, int frames, int rows, int columns, int samples) {
    this.array = Objects.requireNonNull(array);
    this.signed = signed;
    this.frames = frames;
    this.rows = rows;
    this.columns = columns;
    this.samples = samples;
    this.size = java.lang.reflect.Array.getLength(array);
    if (size != (long) frames * rows * columns * samples) {
      throw new ArgumentException(size + " values are not of the shape said");
    }
  }

  /** {@return how many frames are held} */
  public int frames() {
    return frames;
  }

  /** {@return the height in pixels} */
  public int rows() {
    return rows;
  }

  /** {@return the width in pixels} */
  public int columns() {
    return columns;
  }

  /** {@return samples a pixel} */
  public int samples() {
    return samples;
  }

  /** {@return values in all: frames x rows x columns x samples} */
  public int size() {
    return size;
  }

  /** {@return whether whole numbers are in two's complement} */
  public boolean isSigned() {
    return signed;
  }

  /** {@return whether the values are float or double instead of whole numbers} */
  public boolean isFloating() {
    return array instanceof float[] || array instanceof double[];
  }

  /**
   * {@return the shared array: byte[], short[], int[], float[] or double[]; whole numbers may be
   * unsigned}
   */
  public Object array() {
    return array;
  }

  /**
   * A whole number; 32-bit unsigned ones keep their sign.
   *
   * @param i flat index, from 0 to {@link #size} - 1
   * @return the number
   */
  public long integer(int i) {
    if (array instanceof short[] s) {
      return signed ? s[i] : s[i] & 0xFFFF;
    }
    if (array instanceof byte[] b) {
      return signed ? b[i] : b[i] & 0xFF;
    }
    if (array instanceof int[] n) {
      return signed ? n[i] : n[i] & 0xFFFFFFFFL;
    }
    return (long) number(i);
  }

  /**
   * A value as it is.
   *
   * @param i flat index, from 0 to {@link #size} - 1
   * @return the number
   */
  public double number(int i) {
    if (array instanceof float[] f) {
      return f[i];
    }
    if (array instanceof double[] d) {
      return d[i];
    }
    return integer(i);
  }
}
