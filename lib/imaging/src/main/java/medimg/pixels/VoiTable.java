package medimg.pixels;

import medimg.dicom.DataSet;
import medimg.dictionary.Tag;

/**
 * Grey levels by a table of the file: an item of the VOI LUT Sequence (PS3.3 section C.11.2.1.1).
 *
 * @param table from values after the modality transform to entries
 * @param bits of an entry: {@code 2^bits - 1} is white
 */
public record VoiTable(LookupTable table, int bits) implements Voi {
  /**
   * The table of an item.
   *
   * @param header the image's: its values are signed, or become so by a negative intercept
   */
  static VoiTable of(DataSet item, DataSet header) {
    LookupTable table = LookupTable.of(item, isSigned(header));
    int bits = (int) item.get(Tag.LUTDescriptor).numbers()[2];
    return new VoiTable(table, bits >= 8 && bits <= 16 ? bits : 16);
  }

  private static boolean isSigned(DataSet header) {
    if (ModalityTransform.of(header) instanceof Rescale rescale) {
      int bits = header.integer(Tag.BitsStored, 16);
      return header.integer(Tag.PixelRepresentation, 0) == 1
          || Math.min(rescale.apply(0), rescale.apply((1L << bits) - 1)) < 0;
    }
    return false;
  }

  @Override
  public String name() {
    return table.explanation();
  }

  @Override
  public double apply(double value) {
    return Math.min(1, table.apply(value) / ((1 << bits) - 1));
  }

  /** The range of the table, and its explanation. */
  @Override
  public String toString() {
    return table.toString();
  }
}
