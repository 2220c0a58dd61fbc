package medimg.notebook;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one sentence that a reader's mistake is told in, taken out of what a kernel would print.
 *
 * <p>Both kernels hand the text of a stack trace to a styler, which a notebook's adapter replaces.
 * A {@link medimg.dicom.DicomException} and an {@link IllegalArgumentException} thrown by this
 * library end in their message; every other trace stays as it is.
 */
final class Sentence {
  /**
   * Class, message and first frame: {@code class: message} from IJava, {@code
   * java.lang.RuntimeException: class, message} and then the true cause from JJava.
   */
  private static final Pattern TRACE =
      Pattern.compile(
          "^(?:java\\.lang\\.RuntimeException: )?([\\w.$]+)(?:: |, )(.*?)\\R\\tat (.*)$",
          Pattern.DOTALL);

  private static final Pattern CAUSE =
      Pattern.compile(
          "^Caused by: jdk\\.jshell\\.EvalException.*?\\R\\tat (.*)$", Pattern.MULTILINE);

  private Sentence() {}

  /** The sentence instead of a stack trace, if the mistake is one that a sentence tells. */
  static Optional<String> of(String trace) {
    Matcher m = TRACE.matcher(trace);
    if (!m.find()) {
      return Optional.empty();
    }
    Matcher cause = CAUSE.matcher(trace);
    String frame = cause.find() ? cause.group(1) : m.group(3);
    boolean ours = frame.replaceFirst("^[\\w.]+//?", "").startsWith("medimg.");
    return switch (m.group(1)) {
      case "medimg.dicom.DicomException" -> Optional.of(m.group(2));
      case "java.lang.IllegalArgumentException", "java.util.concurrent.CancellationException" ->
          ours ? Optional.of(m.group(2)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /**
   * Puts a styler that tells sentences in the place of a kernel's own; does nothing where the
   * kernel is built otherwise.
   *
   * @param kernel the kernel
   * @param declared its class with the field {@code errorStyler}
   * @param styler the new styler, which takes over the colours of the old one
   * @param base the class that declares the colours
   */
  static void install(Object kernel, Class<?> declared, Object styler, Class<?> base) {
    try {
      Field field = declared.getDeclaredField("errorStyler");
      field.setAccessible(true);
      Object old = field.get(kernel);
      if (old == null || old.getClass() == styler.getClass()) {
        return;
      }
      for (Field colour : base.getDeclaredFields()) {
        if (!Modifier.isStatic(colour.getModifiers())) {
          colour.setAccessible(true);
          colour.set(styler, colour.get(old));
        }
      }
      field.set(kernel, styler);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // The kernel keeps its stack traces: less readable, but nothing is lost.
    }
  }
}
