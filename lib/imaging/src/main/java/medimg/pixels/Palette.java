package medimg.pixels;

import java.util.Arrays;
import medimg.dicom.DataSet;
import medimg.dicom.DicomException;
import medimg.dicom.StoredValues;
import medimg.dictionary.Tag;

/**
 * From indexes to colours: the Palette Color Lookup Table module (PS3.3 sections C.7.6.3.1.5,
 * C.7.6.3.1.6 and C.7.9). Indexes before the first entry get the first one, those behind the last
 * the last.
 *
 * @param first the index that the first entry is for
 * @param bits of an entry, 8 or 16
 * @param channels the entries of red, green and blue, unsigned
 */
record Palette(long first, int bits, int[][] channels) {
  private static final int MOST_ENTRIES = 1 << 16;

  private static final int[] DESCRIPTORS = {
    Tag.RedPaletteColorLookupTableDescriptor,
    Tag.GreenPaletteColorLookupTableDescriptor,
    Tag.BluePaletteColorLookupTableDescriptor
  };

  private static final int[] DATA = {
    Tag.RedPaletteColorLookupTableData,
    Tag.GreenPaletteColorLookupTableData,
    Tag.BluePaletteColorLookupTableData
  };

  private static final int[] SEGMENTED = {
    Tag.SegmentedRedPaletteColorLookupTableData,
    Tag.SegmentedGreenPaletteColorLookupTableData,
    Tag.SegmentedBluePaletteColorLookupTableData
  };

  /**
   * The palette of a header.
   *
   * @throws DicomException if there is none, or its descriptor or data break a rule
   */
  static Palette of(DataSet header) {
    boolean signed = header.integer(Tag.PixelRepresentation, 0) == 1;
    int[][] channels = new int[3][];
    long first = 0;
    boolean wide = false;
    for (int c = 0; c < 3; c++) {
      double[] descriptor = header.get(DESCRIPTORS[c]).numbers();
      if (descriptor.length != 3) {
        throw new DicomException(
            Tag.describe(DESCRIPTORS[c]) + " has " + descriptor.length + " values, must be 3");
      }
      int count = descriptor[0] == 0 ? MOST_ENTRIES : (int) descriptor[0] & 0xFFFF;
      if (c == 0) {
        first = signed ? (short) descriptor[1] : (int) descriptor[1] & 0xFFFF;
      }
      if (header.find(DATA[c]).filter(e -> !e.isEmpty()).isPresent()) {
        byte[] b = header.get(DATA[c]).littleEndianBytes();
        boolean words = b.length >= 2 * count; // entries of 8 bit may stand in 16
        if (!words && (b.length < count || descriptor[2] > 8 && b.length > count + 1)) {
          throw new DicomException(
              Tag.describe(DATA[c])
                  + " holds "
                  + b.length
                  + " bytes, must be "
                  + count
                  + " entries of 8 or 16 bit ("
                  + Tag.describe(DESCRIPTORS[c])
                  + ")");
        }
        channels[c] = Arrays.copyOf(entries(b, words), count);
        wide |= words && descriptor[2] > 8;
      } else {
        wide |= descriptor[2] > 8;
        byte[] b = header.get(SEGMENTED[c]).littleEndianBytes();
        channels[c] = new Segments(b, descriptor[2] > 8, SEGMENTED[c]).expanded();
      }
      wide |= Arrays.stream(channels[c]).anyMatch(e -> e > 0xFF);
    }
    return new Palette(first, wide ? 16 : 8, channels);
  }

  private static int[] entries(byte[] b, boolean words) {
    int[] out = new int[words ? b.length / 2 : b.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = words ? b[2 * i] & 0xFF | (b[2 * i + 1] & 0xFF) << 8 : b[i] & 0xFF;
    }
    return out;
  }

  /** The colours of indexes: three samples for each. */
  StoredValues rgb(StoredValues indexes) {
    int size = Math.multiplyExact(indexes.size(), 3);
    byte[] bytes = bits == 8 ? new byte[size] : null;
    short[] shorts = bits == 8 ? null : new short[size];
    for (int i = 0, o = 0; i < indexes.size(); i++) {
      long index = indexes.integer(i) - first;
      for (int[] channel : channels) {
        int entry = channel[(int) Math.max(0, Math.min(channel.length - 1, index))];
        if (bytes != null) {
          bytes[o++] = (byte) entry;
        } else {
          shorts[o++] = (short) entry;
        }
      }
    }
    return new StoredValues(
        bytes != null ? bytes : shorts,
        false,
        indexes.frames(),
        indexes.rows(),
        indexes.columns(),
        3);
  }

  /** A table written as segments (PS3.3 section C.7.9.2), bytes or words. */
  private static final class Segments {
    private final int[] data;
    private final boolean words;
    private final int tag;
    private final int[] out = new int[MOST_ENTRIES];
    private int size;
    private int segments;

    Segments(byte[] bytes, boolean words, int tag) {
      this.data = entries(bytes, words);
      this.words = words;
      this.tag = tag;
    }

    int[] expanded() {
      for (int at = 0; at + 1 < data.length; ) { // one byte of padding may stand at the end
        at = segment(at, true);
      }
      if (size == 0) {
        throw fault("has no entries");
      }
      return Arrays.copyOf(out, size);
    }

    /** Expands the segment at a place; returns the place behind it. */
    private int segment(int at, boolean mayPoint) {
      if (++segments > MOST_ENTRIES) {
        throw fault("has more than " + MOST_ENTRIES + " segments");
      }
      int kind = data(at);
      int length = data(at + 1);
      int behind =
          switch (kind) {
            case 0 -> discrete(at + 2, length);
            case 1 -> linear(data(at + 2), length, at + 3);
            case 2 -> {
              if (!mayPoint) {
                throw fault("has an indirect segment that leads to another");
              }
              yield indirect(at + 2, length);
            }
            default -> throw fault("has a segment of type " + kind + ", must be 0, 1 or 2");
          };
      return behind;
    }

    private int discrete(int from, int length) {
      for (int i = 0; i < length; i++) {
        add(data(from + i));
      }
      return from + length;
    }

    /** A straight line from the entry before to the last one, rounded to even as pydicom does. */
    private int linear(int last, int length, int behind) {
      if (size == 0) {
        throw fault("starts with a linear segment, which needs an entry before it");
      }
      int before = out[size - 1];
      for (int i = 1; i <= length; i++) {
        add((int) Math.rint(before + (double) (last - before) * i / length));
      }
      return behind;
    }

    /** Repeats segments; the offset counts bytes from the start of the table. */
    private int indirect(int from, int segments) {
      int parts = words ? 2 : 4;
      long offset = 0;
      for (int i = parts - 1; i >= 0; i--) {
        offset = offset << 32 / parts | data(from + i);
      }
      int at = (int) Math.min(Integer.MAX_VALUE, words ? offset / 2 : offset);
      for (int i = 0; i < segments; i++) {
        at = segment(at, false);
      }
      return from + parts;
    }

    private int data(int at) {
      if (at < 0 || at >= data.length) {
        throw fault("ends within a segment");
      }
      return data[at];
    }

    private void add(int entry) {
      if (size == MOST_ENTRIES) {
        throw fault("has more than " + MOST_ENTRIES + " entries");
      }
      out[size++] = entry;
    }

    private DicomException fault(String what) {
      return new DicomException(Tag.describe(tag) + " " + what + " (PS3.3 section C.7.9.2)");
    }
  }
}
