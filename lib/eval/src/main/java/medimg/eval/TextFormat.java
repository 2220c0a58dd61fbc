package medimg.eval;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Numbers and small tables as text, in the same form in every locale. */
final class TextFormat {
  private TextFormat() {}

  /** Rounded to three decimals, more if these would be all zero: {@code .15}, {@code -2.5}. */
  static String number(double value) {
    return number(value, 3);
  }

  /** Rounded, without needless zeros; two significant digits at least. */
  static String number(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return value > 0 ? "infinite" : "-infinite";
    }
    if (value == 0) {
      return "0";
    }
    int digits = Math.max(decimals, 1 - (int) Math.floor(Math.log10(Math.abs(value))));
    BigDecimal exact = new BigDecimal(value);
    BigDecimal rounded = exact.setScale(digits, RoundingMode.HALF_EVEN);
    // A share of all but a few is not 1.
    while (rounded.compareTo(BigDecimal.ONE) == 0 && value != 1 && digits < 15) {
      rounded = exact.setScale(++digits, RoundingMode.HALF_EVEN);
    }
    return digits > 8
        ? String.format(Locale.ROOT, "%.2g", value)
        : bare(rounded.stripTrailingZeros().toPlainString());
  }

  /** With as many decimals as asked for: {@code .05}, {@code 1.00}; exact whole numbers without. */
  static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return value > 0 ? "infinite" : "-infinite";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return bare(new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString());
  }

  /** Decimals that show the ends of an interval as well as its width deserves: two or more. */
  static int decimals(double width) {
    return width > 0 && width < 1
        ? Math.min(9, Math.max(2, 1 + (int) Math.ceil(-Math.log10(width))))
        : 2;
  }

  /** A count with commas: {@code 100,000}. */
  static String count(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : number(value, 1);
  }

  /** One and many: {@code 1 case}, {@code 2 cases}. */
  static String count(double value, String one, String many) {
    return count(value) + " " + (value == 1 ? one : many);
  }

  /** A metric in a column of others: {@code .150}, or {@code undefined}. */
  static String cell(Metric metric) {
    return metric.isDefined() ? fixed(metric.value(), 3) : "undefined";
  }

  /** Lines with aligned columns; the first column to the left, the others to the right. */
  static String table(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] width = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        width[c] = Math.max(width[c], row.get(c).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String pad = " ".repeat(width[c] - row.get(c).length());
        line.append(c == 0 ? row.get(c) + pad : "  " + pad + row.get(c));
      }
      out.append(out.isEmpty() ? "" : "\n").append(line.toString().stripTrailing());
    }
    return out.toString();
  }

  private static String bare(String plain) {
    return plain.startsWith("0.")
        ? plain.substring(1)
        : plain.startsWith("-0.") ? "-" + plain.substring(2) : plain;
  }
}
