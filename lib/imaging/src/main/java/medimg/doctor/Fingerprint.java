package medimg.doctor;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import medimg.codec.ImageLayout;
import medimg.dicom.PixelData;
import medimg.dicom.StoredValues;

/**
 * What is kept of an image's pixels: a checksum of the stored values of all frames, and their
 * extremes. One frame at a time is in memory.
 *
 * @param checksum 128 bits over shape and values, so that images with the same values in the same
 *     depth are equal
 * @param least the smallest stored value
 * @param most the largest
 */
record Fingerprint(String checksum, double least, double most) {
  private static final int CHUNK = 1 << 12;

  /**
   * Decodes all frames.
   *
   * @throws medimg.dicom.DicomException if one cannot be decoded
   */
  static Fingerprint of(PixelData pixels) {
    MessageDigest sha = sha256();
    ImageLayout layout = pixels.layout();
    sha.update(ByteBuffer.allocate(8).putInt(layout.rows()).putInt(layout.columns()).array());
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int frame = 0; frame < layout.frames(); frame++) {
      StoredValues values = pixels.frame(frame);
      digest(values.array(), sha);
      if (values.isFloating()) {
        for (int i = 0; i < values.size(); i++) {
          least = Math.min(least, values.number(i));
          most = Math.max(most, values.number(i));
        }
      } else {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (int i = 0; i < values.size(); i++) {
          long value = values.integer(i);
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
        least = Math.min(least, low);
        most = Math.max(most, high);
      }
    }
    return new Fingerprint(HexFormat.of().formatHex(sha.digest(), 0, 16), least, most);
  }

  /** Takes in an array as it is, so that nothing is copied more than once. */
  private static void digest(Object array, MessageDigest sha) {
    if (array instanceof byte[] bytes) {
      sha.update(bytes);
      return;
    }
    int size = Array.getLength(array);
    ByteBuffer chunk = ByteBuffer.allocate(8 * CHUNK);
    for (int at = 0; at < size; at += CHUNK) {
      int n = Math.min(CHUNK, size - at);
      int width = 8;
      if (array instanceof short[] s) {
        chunk.asShortBuffer().put(s, at, n);
        width = 2;
      } else if (array instanceof int[] s) {
        chunk.asIntBuffer().put(s, at, n);
        width = 4;
      } else if (array instanceof float[] s) {
        chunk.asFloatBuffer().put(s, at, n);
        width = 4;
      } else {
        chunk.asDoubleBuffer().put((double[]) array, at, n);
      }
      sha.update(chunk.array(), 0, n * width);
    }
  }

  /** Whether all values are equal. */
  boolean isBlank() {
    return least == most;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
