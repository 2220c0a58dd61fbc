package medimg.doctor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import medimg.dicom.PixelData;
import medimg.dicom.StoredValues;

/**
 * What is kept of an image's pixels: a checksum of the stored values of all frames, and their
 * extremes. One frame at a time is in memory.
 *
 * @param checksum 128 bits over shape and values, so that only equal images are equal
 * @param least the smallest stored value
 * @param most the largest
 */
record Fingerprint(String checksum, double least, double most) {
  private static final int CHUNK = 1 << 14;

  /**
   * Decodes all frames.
   *
   * @throws medimg.dicom.DicomException if one cannot be decoded
   */
  static Fingerprint of(PixelData pixels) {
    MessageDigest sha = sha256();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    chunk.putInt(pixels.layout().rows()).putInt(pixels.layout().columns());
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int frame = 0; frame < pixels.layout().frames(); frame++) {
      StoredValues values = pixels.frame(frame);
      boolean floating = values.isFloating();
      long low = Long.MAX_VALUE;
      long high = Long.MIN_VALUE;
      for (int i = 0; i < values.size(); i++) {
        if (chunk.remaining() < 8) {
          sha.update(chunk.array(), 0, chunk.position());
          chunk.clear();
        }
        if (floating) {
          double value = values.number(i);
          chunk.putDouble(value);
          least = Math.min(least, value);
          most = Math.max(most, value);
        } else {
          long value = values.integer(i);
          chunk.putInt((int) value);
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
      if (!floating) {
        least = Math.min(least, low);
        most = Math.max(most, high);
      }
    }
    sha.update(chunk.array(), 0, chunk.position());
    return new Fingerprint(HexFormat.of().formatHex(sha.digest(), 0, 16), least, most);
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
