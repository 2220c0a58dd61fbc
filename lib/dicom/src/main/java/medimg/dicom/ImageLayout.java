package medimg.dicom;

import medimg.dictionary.Tag;

/**
 * The shape and the sample format of an image: the Image Pixel module (PS3.3 section C.7.6.3).
 *
 * @param rows height in pixels
 * @param columns width in pixels
 * @param frames number of frames, 1 where the file says nothing
 * @param samples samples a pixel: 1 for grey and palette, 3 for colour
 * @param planar whether the colours of a native frame stand one plane after another
 * @param photometric photometric interpretation, such as MONOCHROME2
 * @param bitsAllocated bits of the cell of a sample: 1, 8, 16, 32 or 64
 * @param bitsStored bits of the cell that are used
 * @param highBit number of the highest bit used
 * @param signed whether the sample is in two's complement
 */
public record ImageLayout(
    int rows,
    int columns,
    int frames,
    int samples,
    boolean planar,
    String photometric,
    int bitsAllocated,
    int bitsStored,
    int highBit,
    boolean signed) {

  /**
   * The layout that a header describes.
   *
   * @param pixelTag the element that carries the pixels: float and double ones need no bit depth
   * @throws DicomException if a needed element is absent or breaks its rule
   */
  static ImageLayout of(DataSet header, int pixelTag) {
    int rows = positive(header, Tag.Rows);
    int columns = positive(header, Tag.Columns);
    int frames = Math.max(1, wholeOr(header, Tag.NumberOfFrames, 1));
    int samples = wholeOr(header, Tag.SamplesPerPixel, 1);
    if (samples < 1 || samples > 4) {
      throw new DicomException(
          FaultKind.CONTENT,
          Tag.SamplesPerPixel,
          Tag.describe(Tag.SamplesPerPixel) + " is " + samples + ", must be 1, 3 or 4");
    }
    String photometric =
        header.string(Tag.PhotometricInterpretation, samples == 1 ? "MONOCHROME2" : "RGB");
    boolean planar = wholeOr(header, Tag.PlanarConfiguration, 0) == 1 && samples > 1;
    if (pixelTag != Tag.PixelData) {
      int bits = pixelTag == Tag.FloatPixelData ? 32 : 64;
      return new ImageLayout(
          rows, columns, frames, samples, planar, photometric, bits, bits, bits - 1, true);
    }
    int allocated = positive(header, Tag.BitsAllocated);
    if (allocated != 1 && allocated != 8 && allocated != 16 && allocated != 32) {
      throw new DicomException(
          FaultKind.CONTENT,
          Tag.BitsAllocated,
          Tag.describe(Tag.BitsAllocated) + " is " + allocated + ", must be 1, 8, 16 or 32");
    }
    int stored = wholeOr(header, Tag.BitsStored, allocated);
    if (stored < 1 || stored > allocated) {
      throw new DicomException(
          FaultKind.CONTENT,
          Tag.BitsStored,
          Tag.describe(Tag.BitsStored)
              + " is "
              + stored
              + ", must be 1 to "
              + allocated
              + " (Bits Allocated)");
    }
    int high = wholeOr(header, Tag.HighBit, stored - 1);
    if (high < stored - 1 || high >= allocated) {
      high = stored - 1;
    }
    boolean signed = wholeOr(header, Tag.PixelRepresentation, 0) == 1;
    return new ImageLayout(
        rows, columns, frames, samples, planar, photometric, allocated, stored, high, signed);
  }

  private static int wholeOr(DataSet header, int tag, int fallback) {
    return header.integer(tag, fallback);
  }

  private static int positive(DataSet header, int tag) {
    int value = header.find(tag).filter(e -> e.multiplicity() > 0).map(Element::integer).orElse(-1);
    if (value < 0) {
      throw new DicomException(
          FaultKind.ABSENT,
          tag,
          Tag.describe(tag) + " is absent, but an image needs it (PS3.3 section C.7.6.3)");
    }
    if (value == 0) {
      throw new DicomException(
          FaultKind.CONTENT, tag, Tag.describe(tag) + " is 0, must be at least 1");
    }
    if (value > 65_535) {
      throw new DicomException(
          FaultKind.CONTENT, tag, Tag.describe(tag) + " is " + value + ", must be at most 65535");
    }
    return value;
  }

  /** The shape as text: frames x rows x columns x samples. */
  String shape() {
    return frames + " x " + rows + " x " + columns + " x " + samples;
  }

  /** Refuses a compressed frame of another shape than the header says. */
  void checkShape(String codec, long rows, long columns, int samples) {
    if (rows != this.rows || columns != this.columns || samples != this.samples) {
      throw new DicomException(
          FaultKind.PIXELS,
          "a "
              + codec
              + " frame is "
              + rows
              + " x "
              + columns
              + " x "
              + samples
              + ", but the header says "
              + this.rows
              + " x "
              + this.columns
              + " x "
              + this.samples
              + " (rows x columns x samples)");
    }
  }

  /** Samples of one frame: rows x columns x samples. */
  public long frameSize() {
    return (long) rows * columns * samples;
  }

  /** Whether chroma is stored for every second pixel of a row only. */
  boolean isSubsampled() {
    return samples == 3 && photometric.endsWith("_422");
  }

  /** The same layout with another photometric interpretation. */
  public ImageLayout as(String other) {
    return new ImageLayout(
        rows, columns, frames, samples, planar, other, bitsAllocated, bitsStored, highBit, signed);
  }

  /** The smallest number that a sample can store. */
  public long smallest() {
    return signed ? -(1L << bitsStored - 1) : 0;
  }

  /** The largest number that a sample can store. */
  public long largest() {
    return (1L << (signed ? bitsStored - 1 : bitsStored)) - 1;
  }
}
