package medimg.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import medimg.dictionary.VR;

/**
 * How the bytes of text become characters: (0008,0005) Specific Character Set.
 *
 * <p>One value names a character set, or the first of several between which escape sequences of ISO
 * 2022 switch (PS3.3 section C.12.1.1.2, PS3.5 section 6.1). A name that is not known reads as ISO
 * 8859-1, in which no byte is lost, and is reported by {@link #unknown()}.
 */
final class CharacterSet {
  private static final Charset LATIN_1 = StandardCharsets.ISO_8859_1;

  private static final Map<String, String> JAVA_NAMES =
      Map.ofEntries(
          Map.entry("", "ISO-8859-1"),
          Map.entry("ISO_IR 6", "ISO-8859-1"),
          Map.entry("ISO_IR 100", "ISO-8859-1"),
          Map.entry("ISO_IR 101", "ISO-8859-2"),
          Map.entry("ISO_IR 109", "ISO-8859-3"),
          Map.entry("ISO_IR 110", "ISO-8859-4"),
          Map.entry("ISO_IR 144", "ISO-8859-5"),
          Map.entry("ISO_IR 127", "ISO-8859-6"),
          Map.entry("ISO_IR 126", "ISO-8859-7"),
          Map.entry("ISO_IR 138", "ISO-8859-8"),
          Map.entry("ISO_IR 148", "ISO-8859-9"),
          Map.entry("ISO_IR 203", "ISO-8859-15"),
          Map.entry("ISO_IR 13", "Shift_JIS"),
          Map.entry("ISO_IR 166", "TIS-620"),
          Map.entry("ISO_IR 192", "UTF-8"),
          Map.entry("ISO_IR 149", "EUC-KR"),
          Map.entry("ISO_IR 58", "GB2312"),
          Map.entry("ISO_IR 87", "ISO-8859-1"),
          Map.entry("ISO_IR 159", "ISO-8859-1"),
          Map.entry("GB18030", "GB18030"),
          Map.entry("GBK", "GBK"));

  /** Escape sequences (after ESC) to the character set that follows them. */
  private static final Map<String, String> ESCAPES =
      Map.ofEntries(
          Map.entry("(B", "ISO-8859-1"),
          Map.entry("-A", "ISO-8859-1"),
          Map.entry("-B", "ISO-8859-2"),
          Map.entry("-C", "ISO-8859-3"),
          Map.entry("-D", "ISO-8859-4"),
          Map.entry("-L", "ISO-8859-5"),
          Map.entry("-G", "ISO-8859-6"),
          Map.entry("-F", "ISO-8859-7"),
          Map.entry("-H", "ISO-8859-8"),
          Map.entry("-M", "ISO-8859-9"),
          Map.entry("-b", "ISO-8859-15"),
          Map.entry("-T", "TIS-620"),
          Map.entry(")I", "Shift_JIS"),
          Map.entry("(J", "Shift_JIS"),
          Map.entry("$B", "x-JIS0208"),
          Map.entry("$@", "x-JIS0208"),
          Map.entry("$(D", "JIS_X0212-1990"),
          Map.entry("$)C", "EUC-KR"),
          Map.entry("$)A", "GB2312"));

  static final CharacterSet DEFAULT = new CharacterSet(List.of(), List.of());

  private final Charset first;
  private final boolean escapes;
  private final List<String> unknown;

  private CharacterSet(List<String> names, List<String> unknown) {
    String name = names.isEmpty() ? "" : names.get(0);
    Charset charset = charset(name);
    this.first = charset == null ? LATIN_1 : charset;
    this.escapes = names.size() > 1 || name.startsWith("ISO 2022");
    this.unknown = unknown;
  }

  /** The character set of the values of (0008,0005). */
  static CharacterSet of(List<String> values) {
    List<String> names = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String value : values) {
      String name = value.strip();
      names.add(name);
      if (charset(name) == null) {
        unknown.add(name);
      }
    }
    return names.isEmpty() ? DEFAULT : new CharacterSet(names, unknown);
  }

  /** The values that name no character set of the standard, even when spelt tolerantly. */
  List<String> unknown() {
    return unknown;
  }

  /** Whether a value is spelt as the standard does (PS3.3 section C.12.1.1.2). */
  static boolean isDefinedTerm(String value) {
    return JAVA_NAMES.containsKey(value.replaceFirst("^ISO 2022 IR ", "ISO_IR "));
  }

  private static Charset charset(String name) {
    // Spelt as the standard does in almost every file, of which thousands are scanned.
    String java = JAVA_NAMES.get(name);
    if (java == null) {
      java = tolerant(name.toUpperCase(Locale.ROOT));
    }
    return java != null && Charset.isSupported(java) ? Charset.forName(java) : null;
  }

  private static String tolerant(String name) {
    String tidy =
        name.replaceFirst("^ISO[ _-]?2022[ _-]IR[ _-]?", "ISO_IR ")
            .replaceFirst("^ISO[ _-]?IR[ _-]?", "ISO_IR ");
    String java = JAVA_NAMES.get(tidy);
    if (java == null && tidy.matches("ISO[ _-]?8859[ _-]\\d+|UTF-?8")) {
      return tidy.startsWith("UTF")
          ? "UTF-8"
          : tidy.replaceFirst("ISO[ _-]?8859[ _-]", "ISO-8859-");
    }
    return java;
  }

  /**
   * The characters of bytes; a name's parts and a text's lines each start anew (PS3.5 6.1.2.5.3).
   */
  String decode(byte[] bytes, int from, int length, VR vr) {
    boolean plain = true;
    boolean escaped = false;
    for (int i = from; i < from + length; i++) {
      plain &= bytes[i] >= 0x20;
      escaped |= bytes[i] == 0x1B;
    }
    if (plain) {
      return new String(bytes, from, length, LATIN_1);
    }
    return escaped && escapes
        ? decodeEscapes(bytes, from, from + length, vr)
        : new String(bytes, from, length, first);
  }

  private String decodeEscapes(byte[] b, int from, int end, VR vr) {
    StringBuilder out = new StringBuilder();
    Charset upper = first; // G1, which carries ASCII too
    Charset pairs = null; // G0 while it holds a set of two-byte characters
    int start = from;
    int i = from;
    while (i < end) {
      if (b[i] == 0x1B) {
        out.append(decodeRun(b, start, i, pairs == null ? upper : pairs));
        int length = i + 2 < end && b[i + 1] == '$' && (b[i + 2] == '(' || b[i + 2] == ')') ? 3 : 2;
        if (i + length >= end) {
          return out.append(decodeRun(b, i + 1, end, LATIN_1)).toString();
        }
        String escape = new String(b, i + 1, length, LATIN_1);
        Charset next = ESCAPES.containsKey(escape) ? Charset.forName(ESCAPES.get(escape)) : LATIN_1;
        if (escape.startsWith("(")) {
          pairs = null;
        } else if (escape.startsWith("$") && !escape.startsWith("$)")) {
          pairs = next;
        } else {
          upper = next;
        }
        i += 1 + length;
        start = i;
      } else if (restarts(b[i], vr, pairs != null) && (pairs != null || upper != first)) {
        out.append(decodeRun(b, start, i, pairs == null ? upper : pairs));
        pairs = null;
        upper = first;
        start = i;
        i++;
      } else {
        i += pairs != null && i + 1 < end ? 2 : 1;
      }
    }
    return out.append(decodeRun(b, start, end, pairs == null ? upper : pairs)).toString();
  }

  /** Control characters restart everywhere, a backslash between values, ^ and = within a name. */
  private static boolean restarts(byte c, VR vr, boolean pairs) {
    return c == '\t'
        || c == '\n'
        || c == '\f'
        || c == '\r'
        || !pairs && (c == '\\' && !vr.isSingleText() || (c == '^' || c == '=') && vr == VR.PN);
  }

  private static String decodeRun(byte[] b, int start, int end, Charset charset) {
    return end <= start ? "" : new String(b, start, end - start, charset);
  }
}
