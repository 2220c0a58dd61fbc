package medimg.notebook;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one sentence that a reader's mistake is told in, taken out of what a kernel would print.
 *
 * <p>A kernel hands the text of an error to a styler, which its adapter replaces. Of an exception
 * of this library, such as {@link medimg.dicom.DicomException}, the message stays; every other
 * error is left as it is. JJava hands over line by line, so its frames and causes can only be
 * absent if the exception has none when a cell threw it. IJava hands over the whole text, in which
 * the exception is called {@code jdk.jshell.EvalException}: one without any frame is ours.
 */
final class Sentence {
  private static final Pattern ERROR =
      Pattern.compile(
          "medimg\\.[\\w.]+Exception: (.*?)(\\R\\tat .*)?"
              + "|jdk\\.jshell\\.EvalException: ([^\t]*)",
          Pattern.DOTALL);

  private Sentence() {}

  /** The sentence instead of a stack trace or its first line; the same text if there is none. */
  static String of(String error) {
    Matcher m = ERROR.matcher(error);
    if (!m.matches()) {
      return error;
    }
    return (m.group(1) == null ? m.group(3) : m.group(1)).stripTrailing();
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
