package medimg.notebook;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What a notebook's Java needs before the first chart or log line. */
final class Surroundings {
  private Surroundings() {}

  /** Held here, because the log manager forgets a logger that nobody holds. */
  private static final Logger ROOT = Logger.getLogger("");

  /**
   * No windows: a kernel has no screen. No chatter of libraries: only warnings. No stack traces: a
   * {@code DicomException} made from now on has neither frames nor cause (it asks the property).
   */
  static void prepare() {
    System.setProperty("medimg.notebook", "true");
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    ROOT.setLevel(Level.WARNING);
  }
}
