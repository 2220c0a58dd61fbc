package medimg.dictionary;

/** Value representations: the data types of DICOM (PS3.5 section 6.2). */
public enum VR {
  /** Application entity. */
  AE(Kind.TEXT, 1),
  /** Age string: {@code 061Y}. */
  AS(Kind.TEXT, 1),
  /** Attribute tag. */
  AT(Kind.TAGS, 2),
  /** Code string. */
  CS(Kind.TEXT, 1),
  /** Date: {@code 20261122}. */
  DA(Kind.TEXT, 1),
  /** Decimal string. */
  DS(Kind.TEXT, 1),
  /** Date and time. */
  DT(Kind.TEXT, 1),
  /** Floating point, 64 bit. */
  FD(Kind.NUMBERS, 8),
  /** Floating point, 32 bit. */
  FL(Kind.NUMBERS, 4),
  /** Integer string. */
  IS(Kind.TEXT, 1),
  /** Long string, at most 64 characters. */
  LO(Kind.TEXT, 1),
  /** Long text, one value. */
  LT(Kind.TEXT, 1),
  /** Other bytes. */
  OB(Kind.BYTES, 1),
  /** Other doubles. */
  OD(Kind.BYTES, 8),
  /** Other floats. */
  OF(Kind.BYTES, 4),
  /** Other 32-bit words. */
  OL(Kind.BYTES, 4),
  /** Other 64-bit words. */
  OV(Kind.BYTES, 8),
  /** Other 16-bit words. */
  OW(Kind.BYTES, 2),
  /** Person name. */
  PN(Kind.TEXT, 1),
  /** Short string, at most 16 characters. */
  SH(Kind.TEXT, 1),
  /** Signed integer, 32 bit. */
  SL(Kind.NUMBERS, 4),
  /** Sequence of items. */
  SQ(Kind.SEQUENCE, 1),
  /** Signed integer, 16 bit. */
  SS(Kind.NUMBERS, 2),
  /** Short text, one value. */
  ST(Kind.TEXT, 1),
  /** Signed integer, 64 bit. */
  SV(Kind.NUMBERS, 8),
  /** Time. */
  TM(Kind.TEXT, 1),
  /** Unlimited characters. */
  UC(Kind.TEXT, 1),
  /** Unique identifier. */
  UI(Kind.TEXT, 1),
  /** Unsigned integer, 32 bit. */
  UL(Kind.NUMBERS, 4),
  /** Unknown. */
  UN(Kind.BYTES, 1),
  /** Uniform resource identifier, one value. */
  UR(Kind.TEXT, 1),
  /** Unsigned integer, 16 bit. */
  US(Kind.NUMBERS, 2),
  /** Unlimited text, one value. */
  UT(Kind.TEXT, 1),
  /** Unsigned integer, 64 bit. */
  UV(Kind.NUMBERS, 8);

  /** What a value of it is made of. */
  public enum Kind {
    /** Characters. */
    TEXT,
    /** Binary numbers. */
    NUMBERS,
    /** Tags. */
    TAGS,
    /** Bytes that are not looked into. */
    BYTES,
    /** Items, each a data set. */
    SEQUENCE
  }

  private static final VR[] BY_LETTERS = new VR[26 * 26];

  static {
    for (VR vr : values()) {
      BY_LETTERS[(vr.name().charAt(0) - 'A') * 26 + vr.name().charAt(1) - 'A'] = vr;
    }
  }

  private final Kind kind;

  private final int unit;

  VR(Kind kind, int unit) {
    this.kind = kind;
    this.unit = unit;
  }

  /** {@return what a value is made of} */
  public Kind kind() {
    return kind;
  }

  /** {@return bytes of one value in a binary VR: the unit in which big endian swaps bytes} */
  public int unit() {
    return unit;
  }

  /**
   * The VR spelt by two bytes, or null if there is none.
   *
   * @param first the first letter
   * @param second the second letter
   * @return the VR, or null
   */
  public static VR of(int first, int second) {
    int a = first - 'A';
    int b = second - 'A';
    return (a | b) < 0 || a >= 26 || b >= 26 ? null : BY_LETTERS[a * 26 + b];
  }

  /** {@return whether explicit VR writes this one with a 32-bit length (PS3.5 section 7.1.2)} */
  public boolean hasLongLength() {
    return switch (this) {
      case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
      default -> false;
    };
  }

  /**
   * {@return whether the text may hold characters of (0008,0005) Specific Character Set (PS3.5
   * 6.1.2.2)}
   */
  public boolean usesCharacterSet() {
    return switch (this) {
      case LO, LT, PN, SH, ST, UC, UT -> true;
      default -> false;
    };
  }

  /** {@return whether a backslash is text and does not separate values (PS3.5 section 6.2)} */
  public boolean isSingleText() {
    return switch (this) {
      case LT, ST, UR, UT -> true;
      default -> false;
    };
  }
}
