package medimg.images;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.StoredValues;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import medimg.images.FileBytes.Place;
import medimg.images.Svg.Box;
import medimg.images.Svg.Ink;
import medimg.images.Svg.Side;
import medimg.images.Svg.Type;

/**
 * The parts of a DICOM file, two of its elements byte for byte, and its two kinds of pixel data.
 * Every number and byte is read from sample files.
 *
 * @see "DICOM PS3.10 section 7.1 (preamble, prefix, group 0002); PS3.5 sections 7.1 (elements), 8.2
 *     and A.4 (native and encapsulated pixel data)"
 */
final class FileParts {
  private static final int LEFT = 25;
  private static final int RIGHT = Svg.WIDTH - 25;
  private static final int CELL = 54;

  private final Svg svg;
  private final FileBytes file;
  private final Dicom dicom;

  private FileParts(Svg svg, FileBytes file, Dicom dicom) {
    this.svg = svg;
    this.file = file;
    this.dicom = dicom;
  }

  /**
   * The drawing.
   *
   * @param plain a file with native pixel data
   * @param compressed a file with encapsulated pixel data
   * @param name what the first file is called in the drawing
   */
  static String svg(Path plain, Path compressed, String name) {
    Svg svg =
        new Svg(
            830,
            "The parts of a DICOM file",
            "A file begins with a preamble of 128 bytes and the letters DICM. Then come data"
                + " elements: those of group 0002, which tell how the file is written, those of the"
                + " data set in the order of their tags, and the pixel data. An element is tag,"
                + " value representation, length and value; two are shown byte for byte. Native"
                + " pixel data is one run of values; encapsulated pixel data is a chain of items"
                + " with compressed bytes.");
    FileParts parts = new FileParts(svg, FileBytes.of(plain), Dicom.read(plain));
    parts.strip(name);
    heading(
        svg, 216, "A data element, byte by byte", "numbers stand low byte first: little endian");
    parts.element(236, Tag.Modality, "\"" + parts.dicom.get(Tag.Modality).string() + "\"");
    parts.element(344, Tag.Rows, Integer.toString(parts.dicom.get(Tag.Rows).integer()));
    parts.nativePixels(498);
    encapsulatedPixels(svg, FileBytes.of(compressed), Dicom.read(compressed), 646);
    return svg.toString();
  }

  private static void heading(Svg svg, int y, String head, String remark) {
    svg.text(Type.HEAD, Side.START, LEFT, y, 330, head);
    svg.text(Type.SOFT, Side.END, RIGHT, y, 500, remark);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** The file from its first byte to its last, not to scale. */
  private void strip(String name) {
    int prefix = FileBytes.PREAMBLE;
    int meta = prefix + FileBytes.PREFIX;
    List<Place> all = file.elements();
    Place first = all.stream().filter(e -> Tag.group(e.tag()) > 2).findFirst().orElseThrow();
    Place pixels = file.find(Tag.PixelData);
    int end = file.bytes().length;
    long metaCount = all.stream().filter(e -> Tag.group(e.tag()) == 2).count();
    long count = all.indexOf(pixels) - metaCount;
    heading(svg, 36, "One file", name + ", " + number(end) + " bytes");
    int[] widths = {118, 110, 212, 212, 198};
    String[][] texts = {
      {"Preamble", number(prefix) + " bytes,", zeros(prefix) ? "here all 0" : "any content"},
      {"DICM", number(FileBytes.PREFIX) + " bytes", "says: DICOM"},
      {"Group 0002", number(metaCount) + " elements,", "how the file is written"},
      {"Data set", number(count) + " elements,", "patient, study, image ..."},
      {"Pixel data", "(7FE0,0010),", number(end - pixels.start()) + " bytes"}
    };
    int[] starts = {0, prefix, meta, first.start(), pixels.start()};
    Ink[] inks = {Ink.GREY, Ink.GREY, Ink.VIOLET, Ink.BLUE, Ink.GREEN};
    int x = LEFT;
    for (int i = 0; i < widths.length; i++) {
      String[] t = texts[i];
      svg.box(inks[i], x, 56, widths[i], 88, t[0], t[1], t[2]);
      svg.text(Type.SOFT, Side.START, x + 2, 164, 120, "byte " + number(starts[i]));
      x += widths[i];
    }
    svg.text(Type.SOFT, Side.END, RIGHT, 164, 100, number(end));
  }

  private boolean zeros(int count) {
    for (int i = 0; i < count; i++) {
      if (file.bytes()[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Tag, VR, length and value of a short element, each byte in a cell. */
  private void element(int y, int tag, String value) {
    Place place = file.find(tag);
    if (place.header() != 8 || place.length() > 2) {
      throw new DicomException(Tag.describe(tag) + " is too long to be drawn byte for byte");
    }
    String name = dicom.get(tag).name();
    boolean text = dicom.get(tag).vr() == VR.CS;
    int x = LEFT;
    x = cells(x, y, Ink.BLUE, place.start(), 4, "tag " + Tag.toString(tag), name);
    x =
        cells(
            x,
            y,
            Ink.VIOLET,
            place.start() + 4,
            2,
            "VR " + place.vr(),
            text ? "code, as text" : "unsigned 16 bit");
    x = cells(x, y, Ink.ORANGE, place.start() + 6, 2, "length " + place.length(), "bytes of value");
    cells(
        x,
        y,
        Ink.GREEN,
        place.value(),
        place.length(),
        "value " + value,
        text ? "two letters" : reading(place));
  }

  /** How the two bytes of a number are read. */
  private String reading(Place place) {
    List<String> hex = file.hex(place.value(), 2);
    return "read as 0x" + hex.get(1) + hex.get(0);
  }

  private int cells(int x, int y, Ink ink, int from, int count, String head, String what) {
    List<String> hex = file.hex(from, count);
    int width = count == 4 ? 4 * CELL : 2 * CELL + 66;
    int cell = width / count;
    for (int i = 0; i < count; i++) {
      svg.box(ink, x + i * cell, y, cell, 40);
      svg.text(Type.BYTES, Side.MIDDLE, x + i * cell + cell / 2, y + 26, cell, hex.get(i));
    }
    svg.text(Type.BOLD, ink, Side.MIDDLE, x + width / 2, y + 64, width + 16, head);
    svg.text(Type.SMALL, Side.MIDDLE, x + width / 2, y + 84, width + 16, what);
    return x + width + 37;
  }

  private void nativePixels(int y) {
    Place pixels = file.find(Tag.PixelData);
    int rows = dicom.get(Tag.Rows).integer();
    int columns = dicom.get(Tag.Columns).integer();
    int bytes = dicom.get(Tag.BitsAllocated).integer() / 8;
    if ((long) rows * columns * bytes != pixels.length()) {
      throw new DicomException("the pixel data drawn is not rows x columns x bytes");
    }
    heading(svg, y - 20, "Pixel data, native", dicom.transferSyntax().name());
    int x = start(svg, file, pixels, y);
    x =
        part(
            svg,
            x,
            y,
            186,
            Ink.ORANGE,
            file.hex(pixels.start() + 8, 4),
            "length",
            number(pixels.length()));
    String values = rows + " x " + columns + " values of " + bytes + " bytes";
    StoredValues stored = dicom.pixelData().frame(0);
    int middle = stored.size() / 2;
    int shown = Math.min(5, stored.size() - middle);
    List<String> hex = file.hex(pixels.value() + middle * bytes, shown * bytes);
    String meaning =
        IntStream.range(middle, middle + shown)
            .mapToObj(i -> Long.toString(stored.integer(i)))
            .collect(Collectors.joining(", ", "from the middle: ", " ..."));
    part(svg, x, y, RIGHT - x, Ink.GREEN, hex, values, meaning, " ...");
  }

  private static void encapsulatedPixels(Svg svg, FileBytes file, Dicom dicom, int y) {
    Place pixels = file.find(Tag.PixelData);
    List<Place> items = file.items();
    if (items.size() != 3 || items.get(0).length() != 0) {
      throw new DicomException("the drawing needs an empty offset table and one fragment");
    }
    Place fragment = items.get(1);
    Place end = items.get(2);
    heading(svg, y - 20, "Pixel data, encapsulated", dicom.transferSyntax().name());
    int x = start(svg, file, pixels, y);
    x = part(svg, x, y, 186, Ink.ORANGE, file.hex(pixels.start() + 8, 4), "length", "undefined");
    part(
        svg,
        x,
        y,
        RIGHT - x,
        Ink.GREY,
        file.hex(items.get(0).start(), 8),
        "first item: offset table",
        "empty here; else where frames begin");
    int low = y + 84;
    part(
        svg,
        LEFT,
        low,
        400,
        Ink.GREEN,
        file.hex(fragment.start(), 4),
        "next item: a fragment",
        "4 bytes of length, then one whole JPEG",
        " .. .. .. .. " + jpegEnds(file, fragment));
    part(
        svg,
        LEFT + 400,
        low,
        RIGHT - LEFT - 400,
        Ink.GREY,
        file.hex(end.start(), 8),
        "sequence delimiter",
        "ends the chain of items");
  }

  /** The first two bytes of a JPEG stream and its last two, padding left out. */
  private static String jpegEnds(FileBytes file, Place fragment) {
    int last = fragment.value() + fragment.length() - 2;
    if (file.bytes()[last + 1] == 0) {
      last--;
    }
    return String.join(" ", file.hex(fragment.value(), 2))
        + " ... "
        + String.join(" ", file.hex(last, 2));
  }

  /** Tag, VR and reserved bytes of pixel data. */
  private static int start(Svg svg, FileBytes file, Place pixels, int y) {
    int x =
        part(
            svg,
            LEFT,
            y,
            150,
            Ink.BLUE,
            file.hex(pixels.start(), 4),
            "tag",
            Tag.toString(pixels.tag()));
    return part(
        svg,
        x,
        y,
        150,
        Ink.VIOLET,
        file.hex(pixels.start() + 4, 4),
        "VR " + pixels.vr(),
        "and 2 bytes of 0");
  }

  private static int part(
      Svg svg, int x, int y, int width, Ink ink, List<String> hex, String head, String what) {
    return part(svg, x, y, width, ink, hex, head, what, "");
  }

  private static int part(
      Svg svg,
      int x,
      int y,
      int width,
      Ink ink,
      List<String> hex,
      String head,
      String what,
      String more) {
    Box box = svg.box(ink, x, y, width, 76);
    svg.text(Type.MONO, Side.MIDDLE, box.middle(), y + 22, width - 8, String.join(" ", hex) + more);
    svg.text(Type.BOLD, ink, Side.MIDDLE, box.middle(), y + 44, width - 8, head);
    svg.text(Type.SMALL, Side.MIDDLE, box.middle(), y + 64, width - 8, what);
    return box.right();
  }
}
