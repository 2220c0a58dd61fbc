package medimg.dicom;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

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
   * The decoder of a transfer syntax. Where the syntax is of JPEG or JPEG 2000, or says that pixels
   * are not compressed at all, each frame's first bytes tell which of them it is.
   *
   * @throws DicomException if there is none
   */
  static FrameDecoder of(TransferSyntax syntax, int pixelTag) {
    if (pixelTag != Tag.PixelData) {
      throw new DicomException(
          Tag.describe(pixelTag) + " must not be compressed (PS3.5 section A.4); " + CONVERT);
    }
    if (syntax.isVideo()) {
      throw new DicomException(
          Tag.describe(pixelTag)
              + " is video ("
              + syntax
              + "), which is not decoded; a video program such as a DICOM viewer shows it");
    }
    if (isWithoutDecoder(syntax.uid())) {
      throw none(syntax);
    }
    return switch (syntax.uid()) {
      case "1.2.840.10008.1.2.5" -> RleDecoder::decode;
      case "1.2.840.10008.1.2.1.98" ->
          (encoded, layout, format, array, at) -> format.unpackFrame(encoded, array, at);
      case "1.2.840.10008.1.2.8.1" -> FrameDecoder::inflate;
      default ->
          (encoded, layout, format, array, at) ->
              ofFrame(encoded, syntax).decode(encoded, layout, format, array, at);
    };
  }

  /** What to do with a file that is not decoded. */
  String CONVERT = "convert the file to an uncompressed transfer syntax";

  private static FrameDecoder ofFrame(byte[] b, TransferSyntax syntax) {
    boolean jpeg = startsWith(b, 0xFF, 0xD8);
    boolean jpeg2000 =
        startsWith(b, 0xFF, 0x4F, 0xFF, 0x51) || startsWith(b, 0, 0, 0, 12, 'j', 'P', ' ', ' ');
    if (jpeg || !jpeg2000 && isJpeg(syntax.uid())) {
      return Jpeg::decode;
    }
    if (jpeg2000 || isJpeg2000(syntax.uid())) {
      return Jpeg2000::decode;
    }
    throw none(syntax);
  }

  private static DicomException none(TransferSyntax syntax) {
    return new DicomException(
        Tag.describe(Tag.PixelData)
            + " is compressed as "
            + syntax
            + ", for which there is no decoder; "
            + CONVERT);
  }

  private static boolean isJpeg(String uid) {
    return uid.matches("1\\.2\\.840\\.10008\\.1\\.2\\.4\\.(5\\d|6[0-6]|70)");
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
