package medimg.dicom;

import java.util.function.IntUnaryOperator;

/**
 * While it is open, every sentence about a file is told in other words: each letter, digit and sign
 * is another one, from which {@link #plain} finds the way back. What goes by words then goes wrong.
 */
public final class OtherWords implements AutoCloseable {
  /** Braille, of which there are 256 signs. */
  private static final int FIRST = 0x2800;

  /** From now on speaks other words. */
  public OtherWords() {
    Wording.speak(OtherWords::of);
  }

  /** A sentence in other words. */
  static String of(String sentence) {
    return map(sentence, c -> c < 0x100 ? c + FIRST : c);
  }

  /** The sentence that was told in other words. */
  public static String plain(String sentence) {
    return map(sentence, c -> c >= FIRST && c < FIRST + 0x100 ? c - FIRST : c);
  }

  private static String map(String sentence, IntUnaryOperator letter) {
    StringBuilder out = new StringBuilder(sentence.length());
    sentence.chars().map(letter).forEach(c -> out.append((char) c));
    return out.toString();
  }

  /** Speaks as usual again. */
  @Override
  public void close() {
    Wording.speak(Wording.PLAIN);
  }
}
