package medimg.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;

/**
 * Where the elements of a file lie, byte for byte. For drawing only: it takes files in explicit VR
 * little endian whose sequences have a length, as the samples are; {@link medimg.dicom.Dicom} reads
 * all others too.
 *
 * @param bytes the whole file
 * @param elements from the first one of group 0002 to the last one
 */
record FileBytes(byte[] bytes, List<Place> elements) {
  /** Bytes before the prefix DICM (PS3.10 section 7.1). */
  static final int PREAMBLE = 128;

  /** Length of the prefix DICM. */
  static final int PREFIX = 4;

  /** The length FFFFFFFF: the value goes on to a delimiter (PS3.5 section 7.1.1). */
  private static final long UNDEFINED = 0xFFFFFFFFL;

  /** VRs with two reserved bytes and a 32-bit length (PS3.5 section 7.1.2). */
  private static final Set<String> LONG =
      Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

  /**
   * Where an element or an item lies.
   *
   * @param vr empty for an item, which has none
   * @param start of its tag
   * @param header bytes before its value
   * @param length bytes of its value as written, or -1 for an undefined one
   */
  record Place(int tag, String vr, int start, int header, int length) {
    int value() {
      return start + header;
    }
  }

  static FileBytes of(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DicomException(file + ": cannot be read: " + e.getMessage(), e);
    }
    List<Place> elements = new ArrayList<>();
    try {
      int at = PREAMBLE + PREFIX;
      while (at < bytes.length) {
        Place place = element(bytes, at);
        elements.add(place);
        if (place.length < 0 && place.tag != Tag.PixelData) {
          throw new DicomException(
              file + ": " + Tag.describe(place.tag) + " has no length; a drawing needs one");
        }
        at = place.length < 0 ? bytes.length : place.value() + place.length;
      }
    } catch (IndexOutOfBoundsException e) {
      throw new DicomException(
          file + ": is not whole, or not in explicit VR little endian, as a drawing needs it", e);
    }
    return new FileBytes(bytes, List.copyOf(elements));
  }

  private static Place element(byte[] bytes, int at) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int tag = Tag.of(b.getShort(at) & 0xFFFF, b.getShort(at + 2) & 0xFFFF);
    if (tag >>> 16 == 0xFFFE) {
      return new Place(tag, "", at, 8, length(b.getInt(at + 4)));
    }
    String vr = new String(bytes, at + 4, 2, StandardCharsets.US_ASCII);
    return LONG.contains(vr)
        ? new Place(tag, vr, at, 12, length(b.getInt(at + 8)))
        : new Place(tag, vr, at, 8, b.getShort(at + 6) & 0xFFFF);
  }

  private static int length(int written) {
    return (written & 0xFFFFFFFFL) == UNDEFINED ? -1 : written;
  }

  /**
   * The element of a tag.
   *
   * @throws DicomException if there is none
   */
  Place find(int tag) {
    return elements.stream()
        .filter(e -> e.tag == tag)
        .findFirst()
        .orElseThrow(() -> new DicomException("no " + Tag.describe(tag) + " in the file drawn"));
  }

  /** The items of encapsulated pixel data: offset table, fragments, delimiter (PS3.5 A.4). */
  List<Place> items() {
    List<Place> items = new ArrayList<>();
    int at = find(Tag.PixelData).value();
    while (at < bytes.length) {
      Place item = element(bytes, at);
      items.add(item);
      at = item.value() + item.length;
    }
    return items;
  }

  /** Some bytes as two hexadecimal digits each. */
  List<String> hex(int from, int count) {
    List<String> out = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      out.add(String.format(Locale.ROOT, "%02X", bytes[i]));
    }
    return out;
  }
}
