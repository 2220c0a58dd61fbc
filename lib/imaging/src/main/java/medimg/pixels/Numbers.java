package medimg.pixels;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as text. */
final class Numbers {
  private Numbers() {}

  /** At most six digits, whole numbers in full, no exponent and no needless zero. */
  static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }
}
