package medimg.dicom;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;

/**
 * A data element byte by byte, as explicit VR little endian writes it: tag, VR, length, value
 * (PS3.5 section 7.1.2).
 *
 * @param element what is written
 * @param bytes all of its bytes
 */
public record EncodedElement(Element element, byte[] bytes) {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  /** So many bytes of a value are shown. */
  private static final int SHOWN = 16;

  /** Copies the bytes. */
  public EncodedElement {
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * The bytes of an element.
   *
   * @throws DicomException if it is a sequence, whose items are elements themselves
   */
  public static EncodedElement of(Element element) {
    if (element.vr() == VR.SQ) {
      throw new DicomException(
          Tag.describe(element.tag()) + " is a sequence; take an element of one of its items");
    }
    return new EncodedElement(element, DicomWriter.explicit(element));
  }

  /**
   * Where these very bytes stand in a file.
   *
   * @param file all bytes of a file
   * @return the first place, from 0, or -1 if they are not there: implicit, big endian and deflated
   *     files write them otherwise
   */
  public int placeIn(byte[] file) {
    for (int at = 0; at + bytes.length <= file.length; at++) {
      if (Arrays.equals(file, at, at + bytes.length, bytes, 0, bytes.length)) {
        return at;
      }
    }
    return -1;
  }

  /**
   * One line for each part: its name, its bytes in hexadecimal, what they mean. The value of an
   * element that may identify a person is hidden.
   */
  @Override
  public String toString() {
    int tag = element.tag();
    // Long lengths stand in 32 bits after two reserved bytes (PS3.5 table 7.1-1).
    int value = element.vr().hasLongLength() ? 12 : 8;
    int end = Math.min(bytes.length, value + SHOWN);
    String vr = new String(bytes, 4, 2, StandardCharsets.US_ASCII);
    int length = bytes.length - value;
    return line("tag", 0, 4, String.format(Locale.ROOT, "group %04X, element %04X", tag >>> 16, tag & 0xFFFF))
        + line("VR", 4, 6, "the letters " + vr)
        + line("length", 6, value, length + (length == 1 ? " byte" : " bytes"))
        + (element.hidesValue()
            ? line("value", value, value, Identifying.HIDDEN)
            : line("value", value, end, (end < bytes.length ? "... " : "") + element.shown()));
  }

  private String line(String part, int from, int to, String meaning) {
    return String.format(Locale.ROOT, "%-8s%-24s%s%n", part, HEX.formatHex(bytes, from, to), meaning)
        .replace(System.lineSeparator(), "\n");
  }
}
