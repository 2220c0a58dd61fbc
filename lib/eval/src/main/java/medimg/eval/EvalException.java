package medimg.eval;

/**
 * What is wrong with the cases or an argument of an evaluation, in one sentence a reader can act
 * on. It is an {@link IllegalArgumentException}; a type of its own lets a notebook and the command
 * line print the sentence alone, and leave other errors as they are.
 *
 * <p>Without stack trace where a notebook's kernel would print it below the sentence (system
 * property {@code medimg.notebook}).
 */
public final class EvalException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * A fault told by its sentence.
   *
   * @param sentence one sentence that names the value, the rule and what to do
   */
  public EvalException(String sentence) {
    super(sentence);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return Boolean.getBoolean("medimg.notebook") ? this : super.fillInStackTrace();
  }
}
