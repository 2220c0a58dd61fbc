package medimg.dicom;

import java.util.function.UnaryOperator;

/**
 * Where all sentences about files pass. A test speaks other words here and finds that nothing but
 * the words changes.
 */
final class Wording {
  /** Words as they were given. */
  static final UnaryOperator<String> PLAIN = sentence -> sentence;

  private static volatile UnaryOperator<String> spoken = PLAIN;

  private Wording() {}

  static String of(String sentence) {
    return spoken.apply(sentence);
  }

  /** From now on speaks other words. */
  static void speak(UnaryOperator<String> words) {
    spoken = words;
  }
}
