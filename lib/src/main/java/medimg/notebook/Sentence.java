package medimg.notebook;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one sentence that a reader's mistake is told in, taken out of what a kernel would print.
 *
 * <p>Kernels hand the text of an error to a styler, which a kernel's adapter replaces: IJava the
 * whole stack trace, JJava line by line. Of a {@link medimg.dicom.DicomException} its message
 * stays; every other error is left as it is. JJava still prints one line for each frame and cause
 * that the exception has, so the exception itself has none when a cell threw it.
 */
final class Sentence {
  private static final Pattern ERROR =
      Pattern.compile("^medimg\\.dicom\\.DicomException: (.*?)(\\R\\tat .*)?$", Pattern.DOTALL);

  private Sentence() {}

  /** The sentence instead of a stack trace or its first line; the same text if there is none. */
  static String of(String error) {
    Matcher m = ERROR.matcher(error);
    return m.matches() ? m.group(1).stripTrailing() : error;
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
