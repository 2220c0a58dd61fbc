package medimg.pixels;

import medimg.text.DecimalText;

/** Numbers as text. */
final class Numbers {
  private Numbers() {}

  /** At most six digits, whole numbers in full, no exponent and no needless zero. */
  static String text(double value) {
    return DecimalText.of(value);
  }
}
