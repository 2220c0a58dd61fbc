package medimg.dicom;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import medimg.dictionary.Tag;

/** Decodes one compressed frame into stored values. Safe to use from several threads. */
interface FrameDecoder {
  /**
   * Decodes a frame.
   *
   * @param encoded the frame's fragments, joined
   * @param array where the values go, made by {@code format}
   * @param at index of the frame's first value in {@code array}
   * @throws DicomException if the bytes are damaged or do not fit the layout
   */
  void decode(byte[] encoded, ImageLayout layout, SampleFormat format, Object array, int at);

  /**
   * The most samples that a byte can hold: a header that promises more takes no memory.
   *
   * <p>A flat JPEG block of 64 samples takes some bits; RLE makes 128 samples of two bytes, deflate
   * 1032 bytes of one.
   */
  default long mostSamplesPerByte(ImageLayout layout) {
    return layout.bitsAllocated() == 1 ? 8256 : 1032;
  }

  /**
   * Refuses a transfer syntax for which there is no decoder, whatever its frames are.
   *
   * @throws DicomException if it is video, JPEG XL or JPEG 2000 of high throughput
   */
  static void check(TransferSyntax syntax, int pixelTag) {
    if (pixelTag != Tag.PixelData) {
      throw new DicomException(
          Tag.describe(pixelTag) + " must not be compressed (PS3.5 section A.4); " + CONVERT);
    }
    if (syntax.isVideo()) {
      throw DicomException.unsupported(
          Tag.describe(pixelTag)
              + " is video ("
              + syntax
              + "), which is not decoded; a video program such as a DICOM viewer shows it");
    }
    if (isWithoutDecoder(syntax.uid())) {
      throw none(syntax);
    }
  }

  /**
   * The decoder of a frame. Where the syntax is of JPEG, JPEG-LS or JPEG 2000, or says that pixels
   * are not compressed at all, the frame's first bytes tell which of them it is.
   *
   * @throws DicomException if there is none
   */
  static FrameDecoder of(TransferSyntax syntax, byte[] frame) {
    String uid = syntax.uid();
    if (uid.equals(TransferSyntax.RLE.uid())) {
      return RleDecoder::decode;
    }
    if (uid.equals("1.2.840.10008.1.2.1.98")) {
      return (encoded, layout, format, array, at) -> format.unpackFrame(encoded, array, at);
    }
    if (uid.equals("1.2.840.10008.1.2.8.1")) {
      return FrameDecoder::inflate;
    }
    boolean jpeg = startsWith(frame, 0xFF, 0xD8);
    boolean jpeg2000 =
        startsWith(frame, 0xFF, 0x4F, 0xFF, 0x51)
            || startsWith(frame, 0, 0, 0, 12, 'j', 'P', ' ', ' ');
    if (jpeg2000 || !jpeg && isJpeg2000(uid)) {
      return new Jpeg2000();
    }
    if (jpeg ? JpegCodestream.isLs(frame) : isJpegLs(uid)) {
      return new JpegLs();
    }
    if (jpeg || isJpeg(uid)) {
      return Jpeg::decode;
    }
    throw none(syntax);
  }

  /** What to do with a file that is not decoded. */
  String CONVERT = "convert the file to an uncompressed transfer syntax";

  private static DicomException none(TransferSyntax syntax) {
    return DicomException.unsupported(
        Tag.describe(Tag.PixelData)
            + " is compressed as "
            + syntax
            + ", for which there is no decoder; "
            + CONVERT);
  }

  private static boolean isJpeg(String uid) {
    return uid.matches("1\\.2\\.840\\.10008\\.1\\.2\\.4\\.(5\\d|6[0-6]|70)");
  }

  private static boolean isJpegLs(String uid) {
    return uid.equals(TransferSyntax.JPEG_LS.uid())
        || uid.equals(TransferSyntax.JPEG_LS_NEAR_LOSSLESS.uid());
  }

  /** JPEG XL, and JPEG 2000 of high throughput. */
  private static boolean isWithoutDecoder(String uid) {
    return uid.matches("1\\.2\\.840\\.10008\\.1\\.2\\.4\\.(11[0-2]|20[1-3])");
  }

  private static boolean isJpeg2000(String uid) {
    return uid.matches("1\\.2\\.840\\.10008\\.1\\.2\\.4\\.9[0-3]");
  }

  private static boolean startsWith(byte[] b, int... head) {
    boolean same = b.length >= head.length;
    for (int i = 0; same && i < head.length; i++) {
      same = b[i] == (byte) head[i];
    }
    return same;
  }

  /** Deflated Image Frame Compression: each native frame deflated alone (PS3.5 section A.4.13). */
  private static void inflate(
      byte[] encoded, ImageLayout layout, SampleFormat format, Object array, int at) {
    long needed = format.nativeBits(1) + 7 >>> 3;
    Inflater inflater = new Inflater(true);
    try {
      byte[] frame = new byte[(int) needed];
      inflater.setInput(encoded);
      int n = inflater.inflate(frame);
      format.unpackFrame(n == needed ? frame : Arrays.copyOf(frame, n), array, at);
    } catch (DataFormatException e) {
      throw new DicomException("a deflated frame is damaged: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }
}
