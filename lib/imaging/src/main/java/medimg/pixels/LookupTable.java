package medimg.pixels;

import java.util.Arrays;
import java.util.List;
import medimg.dicom.DataSet;
import medimg.dicom.DicomException;
import medimg.dicom.Element;
import medimg.dictionary.Tag;

/**
 * A table from stored values to values with a meaning: LUT Descriptor and LUT Data (PS3.3 section
 * C.11.1.1.1). Values before the first entry get the first one, values after the last the last.
 *
 * @param first the stored value that the first entry is for
 * @param entries the results, at least one
 * @param explanation what the file says about the table, may be empty
 */
public record LookupTable(int first, double[] entries, String explanation)
    implements ModalityTransform {
  /**
   * Copies the entries.
   *
   * @throws DicomException if there is none
   */
  public LookupTable {
    if (entries.length == 0) {
      throw new DicomException("a look-up table without entries was asked for, must be at least 1");
    }
    entries = entries.clone();
  }

  @Override
  public double[] entries() {
    return entries.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LookupTable table
        && first == table.first
        && Arrays.equals(entries, table.entries)
        && explanation.equals(table.explanation);
  }

  @Override
  public int hashCode() {
    return 31 * first + Arrays.hashCode(entries);
  }

  static List<DataSet> items(DataSet header, int tag) {
    return header.find(tag).map(Element::items).orElse(List.of());
  }

  /**
   * The table of one item of a LUT sequence.
   *
   * @param signed whether the values looked up may be negative
   * @throws DicomException if the descriptor or the data break the rules
   */
  static LookupTable of(DataSet item, boolean signed) {
    double[] descriptor = item.get(Tag.LUTDescriptor).numbers();
    if (descriptor.length != 3) {
      throw new DicomException(
          Tag.describe(Tag.LUTDescriptor) + " has " + descriptor.length + " values, must be 3");
    }
    int count = descriptor[0] == 0 ? 1 << 16 : (int) descriptor[0] & 0xFFFF;
    int first = signed ? (short) descriptor[1] : (int) descriptor[1] & 0xFFFF;
    byte[] data = item.get(Tag.LUTData).littleEndianBytes();
    // Entries of 8 bit may also be stored in 16.
    boolean wide = descriptor[2] > 8 || data.length >= 2 * count;
    if (data.length < (wide ? 2 * count : count)) {
      throw new DicomException(
          Tag.describe(Tag.LUTData)
              + " holds "
              + data.length
              + " bytes, must be "
              + count
              + (wide ? " entries of 16 bit (" : " entries of 8 bit (")
              + Tag.describe(Tag.LUTDescriptor)
              + ")");
    }
    double[] entries = new double[count];
    for (int i = 0; i < count; i++) {
      entries[i] = wide ? data[2 * i] & 0xFF | (data[2 * i + 1] & 0xFF) << 8 : data[i] & 0xFF;
    }
    return new LookupTable(first, entries, item.string(Tag.LUTExplanation, ""));
  }

  @Override
  public double apply(double stored) {
    return entries[(int) Math.max(0, Math.min(entries.length - 1, stored - first))];
  }

  /** The range of the table. */
  @Override
  public String toString() {
    return "look-up table of "
        + entries.length
        + " entries from stored value "
        + first
        + (explanation.isEmpty() ? "" : " (" + explanation + ")");
  }
}
