package medimg.codec;

/**
 * Why a frame cannot be decoded, in one sentence. {@code medimg.dicom} names the file and throws it
 * on as a {@code DicomException}.
 */
public final class CodecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean unsupported;
  private final long bytes;

  private CodecException(String sentence, Throwable cause, boolean unsupported, long bytes) {
    super(sentence, cause);
    this.unsupported = unsupported;
    this.bytes = bytes;
  }

  /** The frame is damaged, or not what the header says. */
  CodecException(String sentence) {
    this(sentence, null, false, 0);
  }

  /** The frame is damaged, as something else has found. */
  CodecException(String sentence, Throwable cause) {
    this(sentence, cause, false, 0);
  }

  /** The frame may be right, but no decoder here reads it; the sentence goes on with what to do. */
  static CodecException unsupported(String sentence) {
    return new CodecException(sentence + "; " + FrameDecoder.CONVERT, null, true, 0);
  }

  /** The frame may be right, but this Java lacks what reads or writes it. */
  static CodecException lacking(String sentence) {
    return new CodecException(sentence, null, true, 0);
  }

  /** Decoding the frame takes more memory than may be taken. */
  static CodecException tooLarge(long bytes) {
    return new CodecException("a frame takes " + bytes + " bytes to decode", null, false, bytes);
  }

  /** {@return whether the frame may be right, and it is a decoder that is missing} */
  public boolean isUnsupported() {
    return unsupported;
  }

  /** {@return how many bytes decoding takes where that is more than may be taken, else 0} */
  public long tooManyBytes() {
    return bytes;
  }
}
