package medimg.pixels;

import java.util.BitSet;
import java.util.Optional;
import medimg.dicom.DataSet;
import medimg.dicom.StoredValues;
import medimg.dictionary.Tag;

/**
 * Stored values that stand for no measurement: Pixel Padding Value, up to the Range Limit if there
 * is one, both included (PS3.3 section C.7.5.1.1.2); Float and Double Float Pixel Padding Value
 * where the pixels are such.
 */
record Padding(double low, double high) {
  /** The padding that a header names for such values, or null. */
  static Padding of(DataSet header, StoredValues values) {
    if (values.array() instanceof float[]) {
      return of(header, Tag.FloatPixelPaddingValue, Tag.FloatPixelPaddingRangeLimit);
    }
    if (values.array() instanceof double[]) {
      return of(header, Tag.DoubleFloatPixelPaddingValue, Tag.DoubleFloatPixelPaddingRangeLimit);
    }
    return of(header, Tag.PixelPaddingValue, Tag.PixelPaddingRangeLimit);
  }

  private static Padding of(DataSet header, int valueTag, int limitTag) {
    Optional<Double> value = number(header, valueTag);
    if (value.isEmpty()) {
      return null;
    }
    double one = value.get();
    double other = number(header, limitTag).orElse(one);
    return new Padding(Math.min(one, other), Math.max(one, other));
  }

  /** A number in the sign of the pixels: many files write US for SS or SS for US. */
  private static Optional<Double> number(DataSet header, int tag) {
    boolean signed = header.integer(Tag.PixelRepresentation, 0) == 1;
    return header
        .find(tag)
        .filter(e -> e.multiplicity() > 0)
        .map(
            e ->
                switch (e.vr()) {
                  case US, SS -> (double) (signed ? (short) e.integer() : e.integer() & 0xFFFF);
                  default -> e.number();
                });
  }

  void mark(StoredValues values, BitSet out) {
    for (int i = 0; i < values.size(); i++) {
      double v = values.number(i);
      if (v >= low && v <= high) {
        out.set(i);
      }
    }
  }
}
