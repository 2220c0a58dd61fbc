package medimg.dicom;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import medimg.dictionary.Dictionary;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;

/**
 * Puts a data set together, element by element; each value is held to its VR (PS3.5 section 6.2).
 *
 * <p>Text that is not ASCII is written as UTF-8, and (0008,0005) Specific Character Set says so.
 */
public final class DataSetBuilder {
  private static final int DS_LENGTH = 16;
  private static final String UTF_8 = "ISO_IR 192";

  private final TreeMap<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);

  DataSetBuilder(DataSet start) {
    for (Element e : start) {
      elements.put(e.tag(), e);
    }
  }

  /**
   * Puts text; several values are several arguments, none is an empty element.
   *
   * @param tag the tag
   * @param values the values, without padding
   * @return this builder
   * @throws DicomException if the tag's VR holds no text, or a value breaks its rule
   */
  public DataSetBuilder put(int tag, String... values) {
    VR vr = Dictionary.vr(tag);
    if (vr.kind() != VR.Kind.TEXT) {
      throw new DicomException(Tag.describe(tag) + " has VR " + vr + ", which holds no text");
    }
    for (String value : values) {
      check(tag, vr, value);
    }
    return text(tag, vr, String.join("\\", values));
  }

  /** The longest value of each VR, in characters (PS3.5 table 6.2-1). */
  private static int longest(VR vr) {
    return switch (vr) {
      case AE, CS, SH, DS -> 16;
      case AS -> 4;
      case DA -> 8;
      case IS -> 12;
      case LO, UI, PN -> 64;
      case TM -> 14;
      case DT -> 26;
      case ST -> 1024;
      case LT -> 10240;
      default -> Integer.MAX_VALUE;
    };
  }

  private static void check(int tag, VR vr, String value) {
    if (value.length() > longest(vr)) {
      throw new DicomException(
          Tag.describe(tag)
              + " is \""
              + value
              + "\" of "
              + value.length()
              + " characters; VR "
              + vr
              + " holds at most "
              + longest(vr));
    }
    if (value.indexOf('\\') >= 0 && !vr.isSingleText()) {
      throw new DicomException(
          Tag.describe(tag) + " is \"" + value + "\": a backslash separates values in VR " + vr);
    }
    String pattern =
        switch (vr) {
          case CS -> "[A-Z0-9 _]*";
          case UI -> "(0|[1-9]\\d*)(\\.(0|[1-9]\\d*))*|";
          case IS -> "[+-]?\\d+|";
          default -> "(?s).*";
        };
    if (!value.matches(pattern)) {
      throw new DicomException(
          Tag.describe(tag) + " is \"" + value + "\", which VR " + vr + " does not allow");
    }
  }

  private DataSetBuilder text(int tag, VR vr, String text) {
    Charset charset = StandardCharsets.US_ASCII;
    if (!text.chars().allMatch(c -> c < 0x80)) {
      if (!vr.usesCharacterSet()) {
        throw new DicomException(
            Tag.describe(tag) + " is \"" + text + "\", but VR " + vr + " holds ASCII only");
      }
      charset = StandardCharsets.UTF_8;
      Element said = elements.get(Tag.SpecificCharacterSet);
      if (said == null || said.isEmpty()) {
        put(Tag.SpecificCharacterSet, UTF_8);
      } else if (!said.string().equals(UTF_8)) {
        charset = latin1(tag, text, said.string());
      }
    }
    byte[] bytes = text.getBytes(charset);
    return put(element(tag, vr, bytes));
  }

  private static Charset latin1(int tag, String text, String said) {
    try {
      StandardCharsets.ISO_8859_1
          .newEncoder()
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw cannotWrite(tag, text, said);
    }
    if (!said.equals("ISO_IR 100")) {
      throw cannotWrite(tag, text, said);
    }
    return StandardCharsets.ISO_8859_1;
  }

  private static DicomException cannotWrite(int tag, String text, String said) {
    return new DicomException(
        Tag.describe(tag)
            + " is \""
            + text
            + "\", which cannot be written in the data set's character set "
            + said
            + "; use "
            + UTF_8);
  }

  /**
   * Puts numbers, in binary or as text as the tag's VR wants.
   *
   * @param tag the tag
   * @param values the numbers
   * @return this builder
   * @throws DicomException if the VR holds no numbers or a number does not fit it
   */
  public DataSetBuilder put(int tag, double... values) {
    return put(tag, Dictionary.vr(tag), values);
  }

  /**
   * Puts whole numbers, in binary or as text as the tag's VR wants.
   *
   * @param tag the tag
   * @param values the numbers
   * @return this builder
   * @throws DicomException if the VR holds no numbers or a number does not fit it
   */
  public DataSetBuilder put(int tag, int... values) {
    return put(tag, (double[]) Arrays.stream(values).asDoubleStream().toArray());
  }

  /**
   * Puts numbers where the standard leaves the choice of the VR, such as US or SS.
   *
   * @param tag the tag
   * @param vr the VR
   * @param values the numbers
   * @return this builder
   * @throws DicomException if the VR holds no numbers or a number does not fit it
   */
  public DataSetBuilder put(int tag, VR vr, double... values) {
    if (vr == VR.DS || vr == VR.IS) {
      String[] texts = new String[values.length];
      for (int i = 0; i < values.length; i++) {
        texts[i] = vr == VR.DS ? decimal(values[i]) : Long.toString(whole(tag, vr, values[i]));
      }
      return put(tag, texts);
    }
    if (vr.kind() != VR.Kind.NUMBERS) {
      throw new DicomException(Tag.describe(tag) + " has VR " + vr + ", which holds no numbers");
    }
    ByteBuffer b = ByteBuffer.allocate(values.length * vr.unit()).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      switch (vr) {
        case FD -> b.putDouble(value);
        case FL -> b.putFloat((float) value);
        default -> putWhole(b, tag, vr, value);
      }
    }
    return put(element(tag, vr, b.array()));
  }

  private static void putWhole(ByteBuffer b, int tag, VR vr, double value) {
    long whole = whole(tag, vr, value);
    switch (vr.unit()) {
      case 2 -> b.putShort((short) whole);
      case 4 -> b.putInt((int) whole);
      default -> b.putLong(whole);
    }
  }

  private static long whole(int tag, VR vr, double value) {
    int bits = vr == VR.IS ? 32 : 8 * vr.unit();
    boolean signed = vr == VR.SS || vr == VR.SL || vr == VR.SV || vr == VR.IS;
    double low = signed ? -Math.scalb(1.0, bits - 1) : 0;
    double high = Math.scalb(1.0, signed ? bits - 1 : bits) - 1;
    if (value != Math.rint(value) || value < low || value > high) {
      throw new DicomException(
          Tag.describe(tag) + " is " + value + ", which does not fit VR " + vr);
    }
    return (long) value;
  }

  /** A decimal string of at most 16 characters (PS3.5 section 6.2), as exact as that allows. */
  private static String decimal(double value) {
    if (!Double.isFinite(value)) {
      throw new DicomException(value + " cannot be written as a decimal string");
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    String exact = BigDecimal.valueOf(value).toPlainString();
    for (int digits = 16; exact.length() > DS_LENGTH && digits > 0; digits--) {
      BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(digits));
      exact = rounded.toPlainString();
      if (exact.length() > DS_LENGTH) {
        exact = String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
      }
    }
    return exact;
  }

  /**
   * Puts bytes under a VR.
   *
   * @param tag the tag
   * @param vr the VR
   * @param littleEndian the value, in little endian
   * @return this builder
   */
  public DataSetBuilder put(int tag, VR vr, byte[] littleEndian) {
    return put(element(tag, vr, littleEndian.clone()));
  }

  /**
   * Puts a sequence.
   *
   * @param tag the tag
   * @param items its items, in order
   * @return this builder
   * @throws DicomException if the VR of the tag holds no items
   */
  public DataSetBuilder put(int tag, DataSet... items) {
    if (Dictionary.vr(tag) != VR.SQ && !Tag.isPrivate(tag)) {
      throw new DicomException(
          Tag.describe(tag) + " has VR " + Dictionary.vr(tag) + " and holds no items");
    }
    return put(new Element(tag, List.of(items)));
  }

  /**
   * Puts an element as it is.
   *
   * @param element the element
   * @return this builder
   */
  public DataSetBuilder put(Element element) {
    elements.put(element.tag(), element);
    return this;
  }

  /**
   * Takes an element out, if it is there.
   *
   * @param tag the tag
   * @return this builder
   */
  public DataSetBuilder remove(int tag) {
    elements.remove(tag);
    return this;
  }

  private static Element element(int tag, VR vr, byte[] bytes) {
    return new Element(tag, vr, bytes, 0, bytes.length, false, CharacterSet.DEFAULT);
  }

  /** {@return the data set} */
  public DataSet build() {
    Element said = elements.get(Tag.SpecificCharacterSet);
    CharacterSet characters = said == null ? CharacterSet.DEFAULT : CharacterSet.of(said.strings());
    Element[] all = new Element[elements.size()];
    int n = 0;
    for (Element e : elements.values()) {
      all[n++] = e.with(characters);
    }
    return new DataSet(all, n);
  }
}
