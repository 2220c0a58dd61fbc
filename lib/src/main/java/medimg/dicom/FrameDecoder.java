package medimg.dicom;

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
   * <p>A flat JPEG block of 64 samples takes some bits; RLE makes 128 samples of two bytes.
   */
  default long mostSamplesPerByte(ImageLayout layout) {
    return 1024;
  }

  /**
   * The decoder of a transfer syntax.
   *
   * @throws DicomException if there is none
   */
  static FrameDecoder of(TransferSyntax syntax, int pixelTag) {
    String uid = syntax.uid();
    if (uid.equals(TransferSyntax.RLE.uid())) {
      return RleDecoder::decode;
    }
    if (uid.equals(TransferSyntax.JPEG_BASELINE.uid())
        || uid.equals(TransferSyntax.JPEG_EXTENDED.uid())) {
      return Jpeg::decode;
    }
    if (uid.equals(TransferSyntax.JPEG_LS.uid())
        || uid.equals(TransferSyntax.JPEG_LS_NEAR_LOSSLESS.uid())) {
      return new JpegLs();
    }
    throw new DicomException(
        Tag.describe(pixelTag)
            + " is compressed as "
            + syntax
            + ", for which there is no decoder yet; convert the file to an uncompressed transfer"
            + " syntax");
  }
}
