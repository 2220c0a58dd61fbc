package medimg.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Decimal numbers as text and back: digits 0 to 9 and a point, whatever language Java speaks. */
public final class DecimalText {
  private static final int DIGITS = 6;

  /** Up to this one every whole number is a double with its digits. */
  private static final double WHOLE = 1e15;

  private static final double[] POWERS = new double[23];

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + i);
    }
  }

  private DecimalText() {}

  /** At most six digits, whole numbers in full, no exponent and no needless zero. */
  public static String of(double value) {
    return value == Math.rint(value) && Math.abs(value) < WHOLE
        ? Long.toString((long) value)
        : rounded(value, DIGITS);
  }

  /** All digits of a double, whole numbers without a point. */
  public static String exact(double value) {
    return value == Math.rint(value) && Double.isFinite(value)
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /**
   * At most so many digits, no exponent and no needless zero.
   *
   * @param digits significant ones, 1 or more
   */
  public static String rounded(double value, int digits) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }

  /**
   * At most so many decimals, no exponent and no needless zero.
   *
   * @param decimals after the point, 0 or more
   */
  public static String upTo(int decimals, double value) {
    String text = fixed(value, decimals);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  /**
   * With so many decimals.
   *
   * @param decimals after the point, 0 or more
   */
  public static String fixed(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /**
   * The number that a text of VR DS or IS spells (PS3.5 section 6.2); {@code NaN} if it is none.
   * Without exceptions and without waste, for tables of many thousand texts.
   *
   * <p>Up to 15 digits the quotient of two exact doubles is the nearest double; longer ones and
   * exponents take the slow way.
   */
  public static double parse(String text) {
    int n = text.length();
    int i = n > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    long digits = 0;
    int count = 0;
    int decimals = -1;
    for (; i < n; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits = 10 * digits + (c - '0');
        count++;
        if (decimals >= 0) {
          decimals++;
        }
      } else if (c == '.' && decimals < 0) {
        decimals = 0;
      } else {
        return slow(text);
      }
      if (count > 15) {
        return slow(text);
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    double value = decimals > 0 ? digits / POWERS[decimals] : digits;
    return text.charAt(0) == '-' ? -value : value;
  }

  private static double slow(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
        return Double.NaN;
      }
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
