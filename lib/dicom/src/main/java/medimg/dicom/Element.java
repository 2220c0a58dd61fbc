package medimg.dicom;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import medimg.dictionary.Dictionary;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;

/**
 * A data element: tag, value representation and value, as the file has it.
 *
 * <p>Values are decoded when asked for. Immutable; the bytes given out are copies.
 */
public final class Element {
  private static final int SHOWN = 64;

  /** Component groups at a name's end that are empty may be left out (PS3.5 section 6.2.1.1). */
  private static final Pattern EMPTY_GROUPS = Pattern.compile("=+(?=\\\\|$)");

  private final int tag;
  private final VR vr;
  private final byte[] source;
  private final int offset;
  private final int length;
  private final boolean bigEndian;
  private final CharacterSet characters;
  private final List<DataSet> items;
  private final boolean identifyingShown;

  Element(
      int tag,
      VR vr,
      byte[] source,
      int offset,
      int length,
      boolean bigEndian,
      CharacterSet characters) {
    this.tag = tag;
    this.vr = vr;
    this.source = source;
    this.offset = offset;
    this.length = length;
    this.bigEndian = bigEndian;
    this.characters = characters;
    this.items = List.of();
    this.identifyingShown = false;
  }

  Element(int tag, List<DataSet> items) {
    this.tag = tag;
    this.vr = VR.SQ;
    this.source = new byte[0];
    this.offset = 0;
    this.length = 0;
    this.bigEndian = false;
    this.characters = CharacterSet.DEFAULT;
    this.items = List.copyOf(items);
    this.identifyingShown = false;
  }

  /**
   * A sequence of items.
   *
   * @param tag the tag
   * @param items its items, in order
   * @return the element
   */
  public static Element sequence(int tag, List<DataSet> items) {
    return new Element(tag, items);
  }

  private Element(Element other, CharacterSet characters, boolean identifyingShown) {
    this.tag = other.tag;
    this.vr = other.vr;
    this.source = other.source;
    this.offset = other.offset;
    this.length = other.length;
    this.bigEndian = other.bigEndian;
    this.characters = characters;
    this.items = other.items;
    this.identifyingShown = identifyingShown;
  }

  /**
   * The same element, its text read in another character set; so is that of its items but those
   * that name their own (PS3.3 section C.12.1.1.2).
   */
  Element with(CharacterSet other) {
    if (vr != VR.SQ) {
      return vr.usesCharacterSet() ? new Element(this, other, identifyingShown) : this;
    }
    List<DataSet> inheriting = items.stream().map(item -> item.inheriting(other)).toList();
    Element sequence = new Element(tag, inheriting);
    return identifyingShown ? sequence.showIdentifying() : sequence;
  }

  /** {@return the same element, which prints its value even if that identifies a person} */
  public Element showIdentifying() {
    return new Element(this, characters, true);
  }

  /** {@return group and element number} */
  public int tag() {
    return tag;
  }

  /**
   * {@return the value representation: what the file says, or the dictionary where the file is
   * implicit}
   */
  public VR vr() {
    return vr;
  }

  /** {@return the keyword of PS3.6; empty for private and unknown tags} */
  public String keyword() {
    return Dictionary.keyword(tag);
  }

  /** {@return the name of PS3.6; empty for unknown tags} */
  public String name() {
    return Dictionary.name(tag);
  }

  /** {@return bytes of the value; 0 for a sequence, whose content is its {@link #items()}} */
  public int length() {
    return length;
  }

  /** {@return whether there is no value (type 2 elements may be empty, PS3.5 section 7.4.3)} */
  public boolean isEmpty() {
    return vr == VR.SQ ? items.isEmpty() : length == 0;
  }

  /** {@return how many values the element has: value multiplicity, or items of a sequence} */
  public int multiplicity() {
    return switch (vr.kind()) {
      case SEQUENCE -> items.size();
      case BYTES -> length == 0 ? 0 : 1;
      case NUMBERS -> length / vr.unit();
      case TAGS -> length / 4;
      case TEXT -> {
        String text = text();
        yield text.isEmpty() ? 0 : vr.isSingleText() ? 1 : 1 + count(text, '\\');
      }
    };
  }

  private static int count(String text, char c) {
    int n = 0;
    for (int i = text.indexOf(c); i >= 0; i = text.indexOf(c, i + 1)) {
      n++;
    }
    return n;
  }

  /** {@return a copy of the value's bytes, in the file's byte order} */
  public byte[] bytes() {
    return Arrays.copyOfRange(source, offset, offset + length);
  }

  /** {@return the value's bytes in little endian, whatever the file's order was} */
  public byte[] littleEndianBytes() {
    byte[] b = bytes();
    if (bigEndian && vr.unit() > 1) {
      for (int i = 0; i + vr.unit() <= b.length; i += vr.unit()) {
        for (int lo = i, hi = i + vr.unit() - 1; lo < hi; lo++, hi--) {
          byte swapped = b[lo];
          b[lo] = b[hi];
          b[hi] = swapped;
        }
      }
    }
    return b;
  }

  /**
   * The whole text of the value with backslashes between values; padding at the end is left out.
   *
   * <p>Numbers print as decimal text. Bytes have no text: the result is empty.
   *
   * @return the text
   */
  public String text() {
    return switch (vr.kind()) {
      case TEXT -> {
        int n = length;
        while (n > 0 && (source[offset + n - 1] == ' ' || source[offset + n - 1] == 0)) {
          n--;
        }
        CharacterSet set = vr.usesCharacterSet() ? characters : CharacterSet.DEFAULT;
        String text = set.decode(source, offset, n, vr);
        yield vr == VR.PN && text.indexOf('=') >= 0
            ? EMPTY_GROUPS.matcher(text).replaceAll("")
            : text;
      }
      case NUMBERS, TAGS -> {
        StringJoiner all = new StringJoiner("\\");
        for (int i = 0; i < multiplicity(); i++) {
          all.add(number(i));
        }
        yield all.toString();
      }
      case BYTES, SEQUENCE -> "";
    };
  }

  /** {@return each value as text, without the spaces that the standard calls not significant} */
  public List<String> strings() {
    String text = text();
    if (text.isEmpty()) {
      return List.of();
    }
    if (vr.kind() == VR.Kind.TEXT && vr.isSingleText()) {
      return List.of(text);
    }
    String[] values = text.split("\\\\", -1);
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i].strip();
    }
    return List.of(values);
  }

  /** {@return the first value as text; empty if there is none} */
  public String string() {
    List<String> all = strings();
    return all.isEmpty() ? "" : all.get(0);
  }

  /**
   * Each value as a number.
   *
   * @return the numbers, none of an empty element
   * @throws DicomException if a value is no number
   */
  public double[] numbers() {
    return switch (vr.kind()) {
      case TEXT -> {
        List<String> all = strings();
        double[] out = new double[all.size()];
        for (int i = 0; i < out.length; i++) {
          try {
            out[i] = Double.parseDouble(all.get(i));
          } catch (NumberFormatException e) {
            throw new DicomException(
                FaultKind.VALUE,
                tag,
                Tag.describe(tag) + " is \"" + all.get(i) + "\", which is no number",
                e);
          }
        }
        yield out;
      }
      case NUMBERS -> {
        double[] out = new double[multiplicity()];
        for (int i = 0; i < out.length; i++) {
          out[i] =
              switch (vr) {
                case FD -> buffer().getDouble(8 * i);
                case FL -> buffer().getFloat(4 * i);
                case UV -> unsigned(buffer().getLong(8 * i)).doubleValue();
                default -> integer(i);
              };
        }
        yield out;
      }
      default ->
          throw new DicomException(
              FaultKind.VR,
              tag,
              Tag.describe(tag) + " has VR " + vr + " and therefore no numbers; use bytes()");
    };
  }

  /**
   * The first value as a number.
   *
   * @return the number
   * @throws DicomException if there is none or it is no number
   */
  public double number() {
    double[] all = numbers();
    if (all.length == 0) {
      throw new DicomException(
          FaultKind.VALUE, tag, Tag.describe(tag) + " is empty, where a number is needed");
    }
    return all[0];
  }

  /**
   * The first value as a whole number.
   *
   * @return the number
   * @throws DicomException if there is none or it is no whole number that fits 32 bits
   */
  public int integer() {
    double value = number();
    if (value != Math.rint(value) || Math.abs(value) > 0xFFFFFFFFL) {
      throw new DicomException(
          FaultKind.VALUE,
          tag,
          Tag.describe(tag) + " is " + string() + ", where a whole number is needed");
    }
    return (int) (long) value;
  }

  /** {@return the items of a sequence; empty for any other VR} */
  public List<DataSet> items() {
    return items;
  }

  /** {@return the tags of an AT element} */
  public int[] tags() {
    if (vr != VR.AT) {
      throw new DicomException(
          FaultKind.VR, tag, Tag.describe(tag) + " has VR " + vr + ", not AT: it holds no tags");
    }
    ByteBuffer b = buffer();
    int[] out = new int[length / 4];
    for (int i = 0; i < out.length; i++) {
      out[i] = Tag.of(b.getShort(4 * i), b.getShort(4 * i + 2));
    }
    return out;
  }

  private ByteBuffer buffer() {
    return ByteBuffer.wrap(source, offset, length)
        .slice()
        .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  private long integer(int i) {
    ByteBuffer b = buffer();
    return switch (vr) {
      case US -> b.getShort(2 * i) & 0xFFFF;
      case SS -> b.getShort(2 * i);
      case UL -> b.getInt(4 * i) & 0xFFFFFFFFL;
      case SL -> b.getInt(4 * i);
      default -> b.getLong(8 * i);
    };
  }

  private static BigInteger unsigned(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  private String number(int i) {
    return switch (vr) {
      case FL -> Float.toString(buffer().getFloat(4 * i));
      case FD -> Double.toString(buffer().getDouble(8 * i));
      case UV -> unsigned(buffer().getLong(8 * i)).toString();
      case AT -> Tag.toString(tags()[i]);
      default -> Long.toString(integer(i));
    };
  }

  /** {@return whether the value may identify a person, see {@link Identifying}} */
  public boolean isIdentifying() {
    return Identifying.is(this);
  }

  /**
   * The value as a reader wants to see it: text, at most {@value #SHOWN} characters of it; the size
   * of bytes; the number of items.
   *
   * @return the text, also of a value that identifies a person
   */
  public String shown() {
    if (vr == VR.SQ) {
      return items.size() + (items.size() == 1 ? " item" : " items");
    }
    if (vr.kind() == VR.Kind.BYTES) {
      return length == 0 ? "" : length + " bytes";
    }
    String text = String.join(", ", strings());
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "\u2026";
  }

  /**
   * One line: tag, VR, name and value; an identifying value is hidden (ask {@link #string()} for
   * it).
   */
  @Override
  public String toString() {
    return line(identifyingShown);
  }

  /** Whether the value is not to be displayed. */
  boolean hidesValue() {
    return !identifyingShown && isIdentifying() && !isEmpty();
  }

  /** The line with an identifying value shown or hidden. */
  String line(boolean identifyingShown) {
    String name = name().isEmpty() ? "Private or unknown" : name();
    boolean hidden = !identifyingShown && isIdentifying() && !isEmpty();
    String value = hidden ? Identifying.HIDDEN : shown();
    return (Tag.toString(tag) + " " + vr + " " + name + ": " + value).strip();
  }
}
