package medimg.dicom;

import java.util.Locale;
import medimg.dictionary.Tag;

/**
 * The marker segments of a JPEG or JPEG-LS codestream, one after another (T.81 section B.1).
 *
 * <p>Every read is checked, so that a cut codestream ends in a sentence. A codestream without its
 * end marker counts as ended where its bytes end.
 */
final class JpegCodestream {
  static final int DHT = 0xC4;
  static final int EOI = 0xD9;
  static final int SOS = 0xDA;
  static final int DQT = 0xDB;
  static final int DRI = 0xDD;
  static final int SOF_LS = 0xF7;
  static final int LSE = 0xF8;

  private final byte[] b;
  private final String kind;
  private int at = 2;
  private int end = 2;
  private int restartInterval;

  /**
   * Stands before the first segment.
   *
   * @param kind for messages: JPEG or JPEG-LS
   * @throws DicomException if the bytes do not start an image
   */
  JpegCodestream(byte[] b, String kind) {
    this.b = b;
    this.kind = kind;
    if (b.length < 4 || (b[0] & 0xFF) != 0xFF || (b[1] & 0xFF) != 0xD8) {
      throw new DicomException("a " + kind + " frame does not start with FF D8 (start of image)");
    }
  }

  /** Goes to the next segment, past what is left of this one, and returns its marker. */
  int next() {
    at = end;
    while (at + 1 < b.length && !isMarker(b, at)) {
      at++;
    }
    if (at + 1 >= b.length) {
      at = end = b.length;
      return EOI;
    }
    int marker = b[at + 1] & 0xFF;
    at += 2;
    end = at;
    if (marker == EOI) {
      return marker;
    }
    boolean alone = marker >= 0xD0 && marker <= 0xD8;
    if (!alone) {
      end = b.length;
      int length = u16();
      end = at - 2 + length;
      if (length < 2 || end > b.length) {
        throw damaged("segment FF %02X has a length of %d", marker, length);
      }
    }
    return marker;
  }

  /** Whether a marker stands here: FF and then neither data (below 80) nor another FF. */
  static boolean isMarker(byte[] b, int i) {
    return b[i] == -1 && b[i + 1] < -1;
  }

  /** Whether a marker is a frame header, of whatever process. */
  static boolean isFrameHeader(int marker) {
    return marker == SOF_LS
        || marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != 0xC8 && marker != 0xCC;
  }

  /** Whether a codestream is JPEG-LS: by its first frame header. */
  static boolean isLs(byte[] b) {
    JpegCodestream in = new JpegCodestream(b, "JPEG");
    int marker = in.next();
    while (!isFrameHeader(marker) && marker != EOI && marker != SOS) {
      marker = in.next();
    }
    return marker == SOF_LS;
  }

  /** Bytes of this segment that are not read yet. */
  int left() {
    return end - at;
  }

  /** The next byte of this segment. */
  int u8() {
    if (at >= end) {
      throw damaged("a segment is shorter than its content");
    }
    return b[at++] & 0xFF;
  }

  /** The next two bytes of this segment. */
  int u16() {
    return u8() << 8 | u8();
  }

  /** Reads a restart interval; JPEG-LS allows 2 to 4 bytes (T.87 section C.2.5). */
  void readRestartInterval() {
    long interval = 0;
    while (left() > 0) {
      interval = interval << 8 | u8();
    }
    restartInterval = (int) Math.min(interval, Integer.MAX_VALUE);
  }

  /** Units from one restart marker to the next, 0 for none. */
  int restartInterval() {
    return restartInterval;
  }

  /** The entropy-coded bits behind this segment. */
  JpegBits entropyCoded() {
    return new JpegBits(b, end, this);
  }

  /** Goes on behind entropy-coded bits. */
  void resumeAt(int position) {
    end = position;
  }

  /** Whether this is JPEG-LS, which stuffs bits where JPEG stuffs bytes. */
  boolean isLs() {
    return kind.equals("JPEG-LS");
  }

  /**
   * Reads the rest of a lossless frame header, whose components all have the full size.
   *
   * @param precision bits of a sample, which stand before
   * @return the components' identifiers
   */
  int[] readComponents(int precision, ImageLayout layout) {
    int rows = u16();
    int columns = u16();
    int[] ids = new int[u8()];
    checkShape(rows, columns, ids.length, precision, layout);
    if (precision < 2 || precision > 16) {
      throw damaged("its precision is %d bits, must be 2 to 16", precision);
    }
    for (int c = 0; c < ids.length; c++) {
      ids[c] = u8();
      if (u8() != 0x11 && ids.length > 1) {
        throw unsupported("subsampled components");
      }
      u8();
    }
    return ids;
  }

  /** Checks the frame header's numbers against the data set's. */
  void checkShape(int rows, int columns, int samples, int precision, ImageLayout layout) {
    layout.checkShape(kind, rows, columns, samples);
    if (precision > layout.bitsAllocated()) {
      throw new DicomException(
          Tag.describe(Tag.BitsAllocated)
              + " is "
              + layout.bitsAllocated()
              + ", but the "
              + kind
              + " frame has "
              + precision
              + "-bit samples");
    }
  }

  /** The fault of a codestream that breaks a rule. */
  DicomException damaged(String rule, Object... values) {
    return new DicomException("a " + kind + " frame is damaged: " + String.format(Locale.ROOT, rule, values));
  }

  /** The fault of a codestream that says what no decoder here does. */
  DicomException unsupported(String what) {
    return DicomException.unsupported(
        "a "
            + kind
            + " frame has "
            + what
            + ", for which there is no decoder; convert the file to an uncompressed transfer"
            + " syntax");
  }
}
