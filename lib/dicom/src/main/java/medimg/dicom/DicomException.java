package medimg.dicom;

/**
 * What is wrong with a DICOM file, in one sentence a reader can act on, and of which kind it is.
 *
 * <p>The message names the file, the tag, the value and the rule. Unchecked, because in a notebook
 * every line that touches a file would otherwise need a handler. What is wrong with an argument is
 * a {@link medimg.dictionary.ArgumentException}.
 */
public final class DicomException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FaultKind kind;
  private final int tag;
  private final String file;
  private final String sentence;

  /**
   * A fault of what the file says, {@link FaultKind#CONTENT}.
   *
   * @param sentence what is wrong, as one sentence
   */
  public DicomException(String sentence) {
    this(FaultKind.CONTENT, sentence);
  }

  /**
   * A fault of what the file says, {@link FaultKind#CONTENT}, and what caused it.
   *
   * @param sentence what is wrong, as one sentence
   * @param cause what led to it, or null
   */
  public DicomException(String sentence, Throwable cause) {
    this(FaultKind.CONTENT, sentence, cause);
  }

  /**
   * A fault about no single element.
   *
   * @param kind what is wrong, for code
   * @param sentence what is wrong, as one sentence
   */
  public DicomException(FaultKind kind, String sentence) {
    this(kind, sentence, null);
  }

  /**
   * A fault about no single element, and what caused it.
   *
   * @param kind what is wrong, for code
   * @param sentence what is wrong, as one sentence
   * @param cause what led to it, or null
   */
  public DicomException(FaultKind kind, String sentence, Throwable cause) {
    this(kind, 0, "", Wording.of(sentence), cause);
  }

  /**
   * A fault of an element.
   *
   * @param kind what is wrong, for code
   * @param tag the element that it is about
   * @param sentence what is wrong, as one sentence
   */
  public DicomException(FaultKind kind, int tag, String sentence) {
    this(kind, tag, sentence, null);
  }

  /**
   * A fault of an element, and what caused it.
   *
   * @param kind what is wrong, for code
   * @param tag the element that it is about
   * @param sentence what is wrong, as one sentence
   * @param cause what led to it, or null
   */
  public DicomException(FaultKind kind, int tag, String sentence, Throwable cause) {
    this(kind, tag, "", Wording.of(sentence), cause);
  }

  /**
   * A fault that would else be a warning.
   *
   * @param warning the warning
   * @param cause what led to it, or null
   */
  public DicomException(Warning warning, Throwable cause) {
    this(warning.kind(), warning.tag(), "", warning.sentence(), cause);
  }

  private DicomException(FaultKind kind, int tag, String file, String sentence, Throwable cause) {
    super(
        file.isEmpty() ? sentence : file + ": " + sentence,
        inNotebook() ? null : cause,
        true,
        !inNotebook());
    this.kind = kind;
    this.tag = tag;
    this.file = file;
    this.sentence = sentence;
  }

  /**
   * A file that may be right, but is written in a way that nothing here reads or writes.
   *
   * @param sentence what is wrong, as one sentence
   * @return the fault
   */
  public static DicomException unsupported(String sentence) {
    return new DicomException(FaultKind.UNSUPPORTED, sentence);
  }

  /**
   * Whether a notebook's kernel would print frames and causes below the sentence, which says all.
   */
  private static boolean inNotebook() {
    return Boolean.getBoolean("medimg.notebook");
  }

  /** {@return what is wrong, for code} */
  public FaultKind kind() {
    return kind;
  }

  /** {@return the element that it is about, or 0 if it is about none} */
  public int tag() {
    return tag;
  }

  /** {@return the message without the name of the file that {@link #in} put before it} */
  public String sentence() {
    return sentence;
  }

  /**
   * The same fault with the file named before it, unless it is named already.
   *
   * @param name of the file
   * @return the fault
   */
  public DicomException in(String name) {
    if (file.equals(name)) {
      return this;
    }
    String start = name + ": ";
    String rest = getMessage();
    if (rest.startsWith(start)) {
      rest = rest.substring(start.length());
    }
    return with(kind, name, rest);
  }

  /** The same fault as one of another kind, if it is of none in particular. */
  DicomException orElse(FaultKind other) {
    return kind == FaultKind.CONTENT ? with(other, file, sentence) : this;
  }

  private DicomException with(FaultKind kind, String file, String sentence) {
    DicomException same = new DicomException(kind, tag, file, sentence, getCause());
    same.setStackTrace(getStackTrace());
    return same;
  }
}
