package medimg.work;

/**
 * A place where progress can be seen, found by {@link java.util.ServiceLoader}: a notebook offers
 * one; a terminal is always tried after those.
 */
public interface ProgressDisplay {
  /** Whether somebody would see it now. */
  boolean isAvailable();

  /** Opens a line for one piece of work; nothing is shown yet. */
  Line open();

  /** The line of one piece of work. */
  interface Line {
    /** Shows how far the work is, in the place of what was shown before. */
    void show(ProgressState state);

    /** Removes what was shown. */
    void close();
  }
}
