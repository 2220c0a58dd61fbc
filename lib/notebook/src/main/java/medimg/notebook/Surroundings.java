package medimg.notebook;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import medimg.chart.Charts;
import medimg.chart.Picture;
import medimg.pixels.Histogram;
import medimg.pixels.Pixels;

/** What a notebook's Java needs before the first chart or log line. */
final class Surroundings {
  private Surroundings() {}

  /** Held here, because the log manager forgets a logger that nobody holds. */
  private static final Logger ROOT = Logger.getLogger("");

  private static final AtomicBoolean DRAWN = new AtomicBoolean();

  /**
   * No windows: a kernel has no screen. No chatter of libraries: only warnings. No stack traces: a
   * {@code DicomException} made from now on has neither frames nor cause (it asks the property).
   */
  static void prepare() {
    System.setProperty("medimg.notebook", "true");
    Project.keepCaches();
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    ROOT.setLevel(Level.WARNING);
    if (DRAWN.getAndSet(true)) {
      return;
    }
    Thread drawing = new Thread(Surroundings::drawOnce, "medimg draws its first chart");
    drawing.setDaemon(true);
    // Whatever is wrong, the reader's own first chart will tell.
    drawing.setUncaughtExceptionHandler((thread, e) -> {});
    drawing.start();
  }

  /** Loads fonts and classes while the first cells run, so that the first chart need not. */
  private static void drawOnce() {
    Charts.encoded(Charts.histogram(new Histogram("", "", 0, 2, new long[] {1, 2})));
    Picture.of(Pixels.of(new float[1], 1, 1)).encoded();
  }
}
