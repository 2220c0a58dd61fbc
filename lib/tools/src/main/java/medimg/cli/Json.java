package medimg.cli;

import java.util.Locale;
import java.util.Map;

/** Writes the few kinds of values that a row of {@code inspect --json} holds (RFC 8259). */
final class Json {
  private Json() {}

  /**
   * Appends null, text, a number, an array or a map; infinite numbers and NaN have no JSON: null.
   */
  static void write(Object value, StringBuilder out) {
    if (value instanceof Double d && !Double.isFinite(d)) {
      out.append("null");
    } else if (value instanceof CharSequence text) {
      write(text, out);
    } else if (value instanceof Object[] array) {
      out.append('[');
      for (int i = 0; i < array.length; i++) {
        if (i > 0) {
          out.append(',');
        }
        write(array[i], out);
      }
      out.append(']');
    } else if (value instanceof Map<?, ?> map) {
      char separator = '{';
      for (Map.Entry<?, ?> field : map.entrySet()) {
        out.append(separator);
        write((CharSequence) field.getKey(), out);
        out.append(':');
        write(field.getValue(), out);
        separator = ',';
      }
      out.append(map.isEmpty() ? "{}" : "}");
    } else {
      out.append(value);
    }
  }

  private static void write(CharSequence text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c >= 0x7F && c <= 0x9F || Character.isSurrogate(c) && !isPaired(text, i)) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isPaired(CharSequence text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
