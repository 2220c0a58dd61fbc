package medimg.dictionary;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Tags of data elements: group in the high 16 bits, element in the low 16 bits.
 *
 * <p>The constants are spelt as the keywords of DICOM PS3.6, which is also how dcm4che and pydicom
 * spell them. Repeating groups (60xx and others) have no constant; write {@code Tag.of(0x6002,
 * 0x3000)}.
 */
public final class Tag {
  private Tag() {}

  /**
   * The tag of a group and an element, each from 0 to 0xFFFF.
   *
   * @param group 0 to 0xFFFF
   * @param element 0 to 0xFFFF
   * @return the tag
   */
  public static int of(int group, int element) {
    return group << 16 | element & 0xFFFF;
  }

  /**
   * The tag that a reader has typed: a keyword ({@code PatientAge}), {@code (0010,1010)}, {@code
   * 0010,1010} or {@code 00101010}.
   *
   * @param keywordOrNumber what was typed
   * @return the tag
   * @throws ArgumentException if it is neither; the message names the nearest keyword
   */
  public static int of(String keywordOrNumber) {
    String s = keywordOrNumber.strip();
    OptionalInt known = Dictionary.tag(s);
    if (known.isPresent()) {
      return known.getAsInt();
    }
    String digits = s.replaceAll("[(),\\s]", "");
    if (digits.matches("[0-9A-Fa-f]{8}")) {
      return Integer.parseUnsignedInt(digits, 16);
    }
    throw new ArgumentException(
        "\""
            + keywordOrNumber
            + "\" is no keyword of DICOM PS3.6 and no tag such as (0010,1010)"
            + Dictionary.nearest(s).map(k -> "; did you mean " + k + "?").orElse(""));
  }

  /**
   * The group, 0 to 0xFFFF.
   *
   * @param tag the tag
   * @return the group
   */
  public static int group(int tag) {
    return tag >>> 16;
  }

  /**
   * The element number within its group, 0 to 0xFFFF.
   *
   * @param tag the tag
   * @return the element number
   */
  public static int element(int tag) {
    return tag & 0xFFFF;
  }

  /**
   * Whether the tag belongs to a vendor: its group is odd (PS3.5 section 7.8).
   *
   * @param tag the tag
   * @return whether it does
   */
  public static boolean isPrivate(int tag) {
    return (tag >>> 16 & 1) == 1;
  }

  /**
   * Whether the tag reserves a block of private elements: (gggg,0010-00FF), gggg odd.
   *
   * @param tag the tag
   * @return whether it does
   */
  public static boolean isPrivateCreator(int tag) {
    return isPrivate(tag) && element(tag) >= 0x10 && element(tag) <= 0xFF;
  }

  /**
   * The tag as the standard prints it: {@code (0010,1010)}.
   *
   * @param tag the tag
   * @return the text
   */
  public static String toString(int tag) {
    return String.format(Locale.ROOT, "(%04X,%04X)", tag >>> 16, tag & 0xFFFF);
  }

  /**
   * The tag with its keyword where it has one: {@code (0010,1010) PatientAge}.
   *
   * @param tag the tag
   * @return the text
   */
  public static String describe(int tag) {
    String keyword = Dictionary.keyword(tag);
    return keyword.isEmpty() ? toString(tag) : toString(tag) + " " + keyword;
  }

  // --- constants
}
