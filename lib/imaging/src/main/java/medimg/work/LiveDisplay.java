package medimg.work;

import java.util.function.Consumer;

/**
 * A place where drawings can be seen while they change, found by {@link java.util.ServiceLoader}: a
 * notebook offers one.
 */
public interface LiveDisplay {
  /** Whether somebody would see it now. */
  boolean isAvailable();

  /**
   * Opens a place; nothing is shown yet.
   *
   * @return what shows a drawing, in the place of the one before; the last one stays
   */
  Consumer<Object> open();
}
