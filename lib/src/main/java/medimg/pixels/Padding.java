package medimg.pixels;

import java.util.BitSet;
import medimg.dicom.DataSet;
import medimg.dicom.Element;
import medimg.dicom.StoredValues;
import medimg.dicom.Tag;

/**
 * Stored values that stand for no measurement: Pixel Padding Value, up to the Range Limit if there
 * is one, both included (PS3.3 section C.7.5.1.1.2).
 */
record Padding(long low, long high) {
  /** The padding of a header, or null. */
  static Padding of(DataSet header) {
    var value = header.find(Tag.PixelPaddingValue).filter(e -> e.multiplicity() > 0);
    if (value.isEmpty()) {
      return null;
    }
    boolean signed = header.integer(Tag.PixelRepresentation, 0) == 1;
    long one = number(value.get(), signed);
    long other =
        header
            .find(Tag.PixelPaddingRangeLimit)
            .filter(e -> e.multiplicity() > 0)
            .map(e -> number(e, signed))
            .orElse(one);
    return new Padding(Math.min(one, other), Math.max(one, other));
  }

  /** The number in the sign of the pixels: many files write the VR of the other sign. */
  private static long number(Element element, boolean signed) {
    int bits = (int) element.number();
    return signed ? (short) bits : bits & 0xFFFF;
  }

  void mark(StoredValues values, BitSet out) {
    if (values.isFloating()) {
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      long v = values.integer(i);
      if (v >= low && v <= high) {
        out.set(i);
      }
    }
  }
}
