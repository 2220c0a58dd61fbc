package medimg.work;

import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A drawing of work that goes on, in one place of a notebook's output: drawn anew as the work tells
 * of its state, the last drawing stays.
 *
 * <pre>{@code
 * History history = Live.watch(training::run, TrainingCharts::history);
 * }</pre>
 *
 * <p>It is drawn by the thread that began the work, at most twice a second, and always at the end,
 * also of work that failed. Where no notebook is, nothing is drawn.
 */
public final class Live {
  private static final long REFRESH_NANOS = 500_000_000L;

  private Live() {}

  /**
   * Does work and draws it.
   *
   * @param work is given what it is to tell its state; its result is its last state
   * @param drawing of a state: whatever a notebook shows as the last value of a cell, such as a
   *     chart
   * @return the result of the work
   */
  public static <T> T watch(Function<Consumer<T>, T> work, Function<? super T, ?> drawing) {
    return watch(work, drawing, display(), System::nanoTime);
  }

  static <T> T watch(
      Function<Consumer<T>, T> work,
      Function<? super T, ?> drawing,
      Optional<LiveDisplay> display,
      LongSupplier nanos) {
    if (display.isEmpty()) {
      return work.apply(state -> {});
    }
    Watched<T> watched = new Watched<>(drawing, display.get().open(), nanos);
    try {
      T result = work.apply(watched);
      watched.last = result;
      return result;
    } finally {
      watched.draw();
    }
  }

  /** The states of one piece of work. */
  private static final class Watched<T> implements Consumer<T> {
    private final Function<? super T, ?> drawing;
    private final Consumer<Object> place;
    private final LongSupplier nanos;
    private final Thread owner = Thread.currentThread();
    private volatile T last;
    private T drawn;
    private long next;

    Watched(Function<? super T, ?> drawing, Consumer<Object> place, LongSupplier nanos) {
      this.drawing = drawing;
      this.place = place;
      this.nanos = nanos;
      next = nanos.getAsLong();
    }

    @Override
    public void accept(T state) {
      last = state;
      if (Thread.currentThread() == owner && nanos.getAsLong() - next >= 0) {
        draw();
        next = nanos.getAsLong() + REFRESH_NANOS;
      }
    }

    /** Draws the last state unless it is the one that is drawn. */
    void draw() {
      T state = last;
      if (!Objects.equals(state, drawn)) {
        place.accept(drawing.apply(state));
        drawn = state;
      }
    }
  }

  private static Optional<LiveDisplay> display() {
    return ServiceLoader.load(LiveDisplay.class, Live.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(LiveDisplay::isAvailable)
        .findFirst();
  }
}
