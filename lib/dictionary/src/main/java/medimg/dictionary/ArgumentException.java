package medimg.dictionary;

/**
 * What is wrong with an argument, in one sentence that names the value and the rule. Thrown by the
 * whole library for mistakes of the code that calls it; what is wrong with a file is a {@code
 * DicomException}.
 *
 * <p>A kernel prints an exception's frames and causes below its sentence. In a notebook there are
 * none, because the sentence says all.
 */
public class ArgumentException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * A mistake told by its sentence.
   *
   * @param sentence what is wrong, as one sentence
   */
  public ArgumentException(String sentence) {
    this(sentence, null);
  }

  /**
   * A mistake told by its sentence, and what caused it.
   *
   * @param sentence what is wrong, as one sentence
   * @param cause what led to it, or null
   */
  public ArgumentException(String sentence, Throwable cause) {
    super(sentence, inNotebook() ? null : cause);
    if (inNotebook()) {
      setStackTrace(new StackTraceElement[0]);
    }
  }

  private static boolean inNotebook() {
    return Boolean.getBoolean("medimg.notebook");
  }
}
