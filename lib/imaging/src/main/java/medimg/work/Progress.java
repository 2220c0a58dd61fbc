package medimg.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A progress bar for work that takes longer than half a second; shorter work shows nothing.
 *
 * <pre>{@code
 * try (Progress progress = Progress.of("Reading", files.size())) {
 *   for (Path file : files) {
 *     read(file);
 *     progress.step();
 *   }
 * }
 * }</pre>
 *
 * <p>Any thread may step. Only the thread that began the work draws, at most five times a second,
 * because a kernel's channel belongs to one thread. In a notebook the bar is removed at the end, so
 * that no time stays in the stored output; on a terminal it is one line on standard error;
 * elsewhere a line every ten seconds.
 */
public final class Progress implements AutoCloseable {
  private static final long QUIET_NANOS = 500_000_000L;
  private static final long REFRESH_NANOS = 200_000_000L;

  private final String title;
  private final long total;
  private final Supplier<ProgressDisplay> display;
  private final Thread owner = Thread.currentThread();
  private final AtomicLong done = new AtomicLong();
  private final long start = System.nanoTime();
  private long next = start + QUIET_NANOS;
  private ProgressDisplay.Line line;

  Progress(String title, long total, Supplier<ProgressDisplay> display) {
    this.title = title;
    this.total = total;
    this.display = display;
  }

  /** Work of a known number of steps. */
  public static Progress of(String title, long total) {
    return new Progress(title, total, Progress::display);
  }

  /** Work of which nobody knows how many steps it takes. */
  public static Progress of(String title) {
    return new Progress(title, -1, Progress::display);
  }

  /** One step more is done. */
  public void step() {
    step(1);
  }

  /** Some steps more are done. */
  public void step(long steps) {
    done.addAndGet(steps);
    if (Thread.currentThread() == owner) {
      refresh();
    }
  }

  /** Shows the present state if it is time to. */
  void refresh() {
    long now = System.nanoTime();
    if (now - next >= 0) {
      next = now + REFRESH_NANOS;
      if (line == null) {
        line = display.get().open();
      }
      line.show(state());
    }
  }

  /** How far the work is. */
  public ProgressState state() {
    return new ProgressState(title, done.get(), total, (System.nanoTime() - start) / 1e9);
  }

  /** Ends the work and removes the bar. */
  @Override
  public void close() {
    if (line != null) {
      line.close();
      line = null;
    }
  }

  private static ProgressDisplay display() {
    try {
      for (ProgressDisplay display :
          ServiceLoader.load(ProgressDisplay.class, Progress.class.getClassLoader())) {
        if (display.isAvailable()) {
          return display;
        }
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      // A display that cannot be loaded here, such as a notebook's without a kernel, is none.
    }
    return isTerminal() ? TextLine.ON_TERMINAL : TextLine.IN_LOG;
  }

  /** Whether standard error is a terminal. */
  private static boolean isTerminal() {
    Path link = Path.of("/proc/self/fd/2");
    try {
      if (Files.isSymbolicLink(link)) {
        String target = Files.readSymbolicLink(link).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      }
    } catch (IOException | SecurityException e) {
      return false;
    }
    return System.console() != null;
  }
}
