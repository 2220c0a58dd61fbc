package medimg.dicom;

import medimg.codec.ImageLayout;
import medimg.dictionary.Tag;

/** Reads the Image Pixel module of a header (PS3.3 section C.7.6.3). */
final class ImagePixelModule {
  private ImagePixelModule() {}

  /**
   * The layout that a header describes.
   *
   * @param pixelTag the element that carries the pixels: float and double ones need no bit depth
   * @throws DicomException if a needed element is absent or breaks its rule
   */
  static ImageLayout layout(DataSet header, int pixelTag) {
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
}
