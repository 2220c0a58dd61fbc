package medimg.pixels;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import medimg.dicom.DataSet;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.Element;
import medimg.dicom.PixelData;
import medimg.dicom.StoredValues;
import medimg.dictionary.Tag;

/**
 * A graphic or a region of interest drawn over an image, one bit a pixel: the Overlay Plane module
 * (PS3.3 section C.9.2), in groups 6000, 6002 and so on to 601E.
 *
 * <p>The mask has the size of the image: parts of the overlay outside of it are left out.
 */
public final class Overlay {
  private static final int GROUPS = 16;
  private static final int ROWS = 0x0010;
  private static final int COLUMNS = 0x0011;
  private static final int FRAMES = 0x0015;
  private static final int DESCRIPTION = 0x0022;
  private static final int TYPE = 0x0040;
  private static final int ORIGIN = 0x0050;
  private static final int FRAME_ORIGIN = 0x0051;
  private static final int BITS_ALLOCATED = 0x0100;
  private static final int BIT_POSITION = 0x0102;
  private static final int LABEL = 0x1500;
  private static final int DATA = 0x3000;

  private final String file;
  private final int group;
  private final boolean region;
  private final String description;
  private final int rows;
  private final int columns;
  private final BitSet bits;

  private Overlay(
      String file,
      int group,
      boolean region,
      String description,
      int rows,
      int columns,
      BitSet bits) {
    this.file = file;
    this.group = group;
    this.region = region;
    this.description = description;
    this.rows = rows;
    this.columns = columns;
    this.bits = bits;
  }

  /**
   * The overlays of the first frame of a file; none if it has none.
   *
   * @throws DicomException if an overlay breaks a rule
   */
  public static List<Overlay> of(Dicom dicom) {
    return of(dicom, 0);
  }

  /**
   * The overlays of a frame of a file. One that does not name frames is for all of them (Image
   * Frame Origin, section C.9.3).
   *
   * @param frame from 0
   * @throws DicomException if an overlay breaks a rule
   */
  public static List<Overlay> of(Dicom dicom, int frame) {
    DataSet header = Frame.of(dicom, frame).header();
    List<Overlay> all = new ArrayList<>();
    try {
      for (int i = 0; i < GROUPS; i++) {
        int group = 0x6000 + 2 * i;
        if (header.contains(Tag.of(group, DATA)) || header.contains(Tag.of(group, BIT_POSITION))) {
          Overlay overlay = of(dicom, header, frame, group);
          if (overlay != null) {
            all.add(overlay);
          }
        }
      }
    } catch (DicomException e) {
      throw e.in(dicom.name());
    }
    return all;
  }

  private static Overlay of(Dicom dicom, DataSet header, int frame, int group) {
    int rows = header.get(Tag.Rows).integer();
    int columns = header.get(Tag.Columns).integer();
    if (rows < 1 || columns < 1 || (long) rows * columns > Integer.MAX_VALUE) {
      throw new DicomException(
          "an overlay of an image of " + rows + " x " + columns + " pixels cannot be drawn");
    }
    BitSet bits;
    if (header.find(Tag.of(group, DATA)).filter(e -> !e.isEmpty()).isPresent()) {
      bits = drawn(header, frame, group, rows, columns);
    } else {
      bits = embedded(dicom, header, frame, group);
    }
    if (bits == null) {
      return null;
    }
    String label = header.string(Tag.of(group, LABEL), "");
    return new Overlay(
        dicom.name(),
        group,
        header.string(Tag.of(group, TYPE), "G").strip().equals("R"),
        (label.isEmpty() ? header.string(Tag.of(group, DESCRIPTION), "") : label).strip(),
        rows,
        columns,
        bits);
  }

  /** The bits of Overlay Data at their place in the image; null if they are for other frames. */
  private static BitSet drawn(DataSet header, int frame, int group, int rows, int columns) {
    int height = size(header, Tag.of(group, ROWS));
    int width = size(header, Tag.of(group, COLUMNS));
    int first = 0;
    boolean forAll =
        !header.contains(Tag.of(group, FRAME_ORIGIN)) && !header.contains(Tag.of(group, FRAMES));
    if (!forAll) {
      first = frame - (header.integer(Tag.of(group, FRAME_ORIGIN), 1) - 1);
      if (first < 0 || first >= Math.max(1, header.integer(Tag.of(group, FRAMES), 1))) {
        return null;
      }
    }
    double[] origin =
        header.find(Tag.of(group, ORIGIN)).map(Element::numbers).orElse(new double[0]);
    int top = origin.length == 2 ? (int) origin[0] - 1 : 0;
    int left = origin.length == 2 ? (int) origin[1] - 1 : 0;
    byte[] data = header.get(Tag.of(group, DATA)).littleEndianBytes();
    long start = (long) first * height * width;
    long needed = start + (long) height * width + 7 >>> 3;
    if (data.length < needed) {
      throw new DicomException(
          Tag.describe(Tag.of(group, DATA))
              + " holds "
              + data.length
              + " bytes, must be "
              + needed
              + " ("
              + height
              + " x "
              + width
              + " bits, rows x columns)");
    }
    BitSet bits = new BitSet();
    for (int y = Math.max(0, -top); y < height && y + top < rows; y++) {
      for (int x = Math.max(0, -left); x < width && x + left < columns; x++) {
        long bit = start + (long) y * width + x;
        if ((data[(int) (bit >>> 3)] >> (bit & 7) & 1) == 1) {
          bits.set((y + top) * columns + x + left);
        }
      }
    }
    return bits;
  }

  private static int size(DataSet header, int tag) {
    int size = header.integer(tag, 0);
    if (size < 1) {
      throw new DicomException(Tag.describe(tag) + " is " + size + ", must be at least 1");
    }
    return size;
  }

  /**
   * The bits in an unused bit of the pixel cells (retired); null if there is no pixel data, or the
   * bit is a stored one.
   */
  private static BitSet embedded(Dicom dicom, DataSet header, int frame, int group) {
    int position = header.integer(Tag.of(group, BIT_POSITION), 0);
    int allocated = header.integer(Tag.of(group, BITS_ALLOCATED), 1);
    if (!dicom.hasPixelData() || allocated != header.integer(Tag.BitsAllocated, 0)) {
      return null;
    }
    PixelData pixels = dicom.pixelData();
    int high = pixels.layout().highBit();
    if (position > high - pixels.layout().bitsStored() && position <= high) {
      return null;
    }
    StoredValues plane = pixels.bits(frame, position);
    BitSet bits = new BitSet();
    for (int i = 0; i < plane.size(); i++) {
      bits.set(i, plane.integer(i) == 1);
    }
    return bits;
  }

  /** The group of its elements: 0x6000, 0x6002 and so on. */
  public int group() {
    return group;
  }

  /** Whether it is a region of interest (type R) and not graphics (type G). */
  public boolean isRegion() {
    return region;
  }

  /** The label, else the description that the file gives it; may be empty. */
  public String description() {
    return description;
  }

  /** Rows of the image. */
  public int rows() {
    return rows;
  }

  /** Columns of the image. */
  public int columns() {
    return columns;
  }

  /**
   * Whether a pixel of the image is covered.
   *
   * @param row from 0
   * @param column from 0
   * @throws DicomException if the pixel is outside the image
   */
  public boolean at(int row, int column) {
    if (row < 0 || row >= rows || column < 0 || column >= columns) {
      throw new DicomException(
          file
              + ": there is no pixel in row "
              + row
              + ", column "
              + column
              + " of "
              + rows
              + " x "
              + columns
              + " (rows x columns, from 0)");
    }
    return bits.get(row * columns + column);
  }

  /** How many pixels of the image are covered. */
  public int count() {
    return bits.cardinality();
  }

  /** The overlay as pixels of the image's size: 1 where it covers, 0 elsewhere. */
  public Pixels mask() {
    float[] values = new float[rows * columns];
    for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
      values[i] = 1;
    }
    return Pixels.of(values, rows, columns);
  }

  /** Type, group, size and description. */
  @Override
  public String toString() {
    return (region ? "region" : "graphics")
        + String.format(Locale.ROOT, " (%04X) ", group)
        + rows
        + " x "
        + columns
        + ", "
        + count()
        + " pixels"
        + (description.isEmpty() ? "" : ", " + description);
  }
}
