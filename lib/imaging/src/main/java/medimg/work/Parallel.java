package medimg.work;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The same work on every item of a list, on all cores, with a progress bar.
 *
 * <p>Each thread takes the next item when it is done with one, so that nothing but the results is
 * kept. When the calling thread is interrupted (Ctrl-C, a kernel's stop button), or one item fails,
 * all threads stop before the call ends.
 */
public final class Parallel {
  private Parallel() {}

  /**
   * The results of a function in the order of the items, on all cores.
   *
   * @param title what the progress bar says
   * @param work thread safe; what it throws ends the whole work and is thrown from here
   * @throws CancellationException if the calling thread was interrupted
   */
  public static <T, R> List<R> map(
      List<T> items, String title, Function<? super T, ? extends R> work) {
    return map(items, title, Runtime.getRuntime().availableProcessors(), work);
  }

  /**
   * The results of a function in the order of the items.
   *
   * @param threads how many threads at most; with 1 all work is done by the calling thread
   * @throws CancellationException if the calling thread was interrupted
   */
  public static <T, R> List<R> map(
      List<T> items, String title, int threads, Function<? super T, ? extends R> work) {
    Object[] results = new Object[items.size()];
    AtomicInteger next = new AtomicInteger();
    try (Progress progress = Progress.of(title, results.length)) {
      new Job(
              () -> {
                int i = next.getAndIncrement();
                if (i >= results.length) {
                  return false;
                }
                results[i] = work.apply(items.get(i));
                progress.step();
                return true;
              })
          .run(Math.min(threads, results.length), progress);
    }
    @SuppressWarnings("unchecked")
    List<R> list = (List<R>) Collections.unmodifiableList(Arrays.asList(results));
    return list;
  }

  /** Steps taken by several threads until none is left, one fails, or somebody interrupts. */
  private static final class Job {
    private final BooleanSupplier step;
    private volatile Throwable failure;
    private volatile boolean stopped;

    /**
     * @param step takes the next step; false if there is none
     */
    Job(BooleanSupplier step) {
      this.step = step;
    }

    private void work() {
      try {
        while (!stopped && !Thread.currentThread().isInterrupted() && step.getAsBoolean()) {
          // the step is all
        }
      } catch (Throwable t) {
        synchronized (this) {
          if (!stopped && failure == null) {
            failure = t;
          }
        }
        stopped = true;
      }
    }

    void run(int threads, Progress progress) {
      Thread[] others = new Thread[Math.max(0, threads - 1)];
      for (int i = 0; i < others.length; i++) {
        others[i] = new Thread(this::work, "medimg-work-" + (i + 1));
        others[i].setDaemon(true);
        others[i].start();
      }
      work();
      boolean interrupted = Thread.interrupted();
      for (Thread other : others) {
        while (other.isAlive()) {
          if (interrupted || failure != null) {
            stopped = true;
            other.interrupt();
          }
          try {
            other.join(100);
            progress.refresh();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
        ProgressState state = progress.state();
        throw new CancellationException(
            state.title() + ": stopped after " + state.done() + " of " + state.total());
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
    }
  }
}
