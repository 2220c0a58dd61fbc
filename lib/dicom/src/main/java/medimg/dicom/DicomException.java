package medimg.dicom;

/**
 * What is wrong with a DICOM file, tag or argument, in one sentence a reader can act on.
 *
 * <p>The message names the file, the tag, the value and the rule. Unchecked, because in a notebook
 * every line that touches a file would otherwise need a handler.
 */
public final class DicomException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A fault told by its sentence. */
  public DicomException(String sentence) {
    this(sentence, null);
  }

  /** A fault told by its sentence, and what caused it. */
  public DicomException(String sentence, Throwable cause) {
    super(sentence, inNotebook() ? null : cause, true, !inNotebook());
  }

  /**
   * Whether a notebook's kernel would print frames and causes below the sentence, which says all.
   */
  private static boolean inNotebook() {
    return Boolean.getBoolean("medimg.notebook");
  }

  /** The same fault with the file named before it, unless it is named already. */
  public DicomException in(String file) {
    String message = getMessage();
    if (message.startsWith(file + ": ")) {
      return this;
    }
    DicomException named = new DicomException(file + ": " + message, getCause());
    named.setStackTrace(getStackTrace());
    return named;
  }
}
