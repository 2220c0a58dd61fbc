package medimg.codec;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decodes one compressed frame into stored values. Safe to use from several threads. */
public interface FrameDecoder {
  /**
   * Decodes a frame.
   *
   * @param encoded the frame's fragments, joined
   * @param layout the shape that the header says: rows x columns x samples
   * @param format what native cells look like, of the same layout
   * @param array where the values go, made by {@code format}
   * @param at index of the frame's first value in {@code array}
   * @throws CodecException if the bytes are damaged or do not fit the layout
   */
  void decode(byte[] encoded, ImageLayout layout, SampleFormat format, Object array, int at);

  /**
   * The most samples that a byte can hold: a header that promises more takes no memory.
   *
   * <p>A flat JPEG block of 64 samples takes some bits; RLE makes 128 samples of two bytes, deflate
   * 1032 bytes of one.
   *
   * @param layout the shape that the header says
   * @return samples a byte
   */
  default long mostSamplesPerByte(ImageLayout layout) {
    return layout.bitsAllocated() == 1 ? 8256 : 1032;
  }

  /**
   * The decoder of a frame. Where the syntax is of JPEG, JPEG-LS or JPEG 2000, or says that pixels
   * are not compressed at all, the frame's first bytes tell which of them it is.
   *
   * @param uid the transfer syntax
   * @param frame the frame's fragments, joined
   * @param memory tells whether so many bytes may be taken; asked where a frame asks for more than
   *     its size lets expect
   * @return the decoder, or nothing if there is none
   * @throws CodecException if the frame starts as JPEG does and is damaged before its frame header
   */
  static Optional<FrameDecoder> of(String uid, byte[] frame, LongPredicate memory) {
    return Optional.ofNullable(find(uid, frame, memory));
  }

  private static FrameDecoder find(String uid, byte[] frame, LongPredicate memory) {
    if (uid.equals("1.2.840.10008.1.2.5")) {
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
      return new Jpeg2000(memory);
    }
    if (jpeg ? JpegCodestream.isLs(frame) : isJpegLs(uid)) {
      return new JpegLs();
    }
    if (jpeg || isJpeg(uid)) {
      return Jpeg::decode;
    }
    return null;
  }

  /** What to do with a file that is not decoded. */
  String CONVERT = "convert the file to an uncompressed transfer syntax";

  private static boolean isJpeg(String uid) {
    return uid.matches("1\\.2\\.840\\.10008\\.1\\.2\\.4\\.(5\\d|6[0-6]|70)");
  }

  private static boolean isJpegLs(String uid) {
    return uid.matches("1\\.2\\.840\\.10008\\.1\\.2\\.4\\.8[01]");
  }

  /**
   * Whether frames of a transfer syntax are decoded by nothing here, whatever they are: those of
   * JPEG XL, and of JPEG 2000 of high throughput.
   *
   * @param uid the transfer syntax
   * @return whether there is no decoder
   */
  static boolean isWithoutDecoder(String uid) {
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
      throw new CodecException("a deflated frame is damaged: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }
}
