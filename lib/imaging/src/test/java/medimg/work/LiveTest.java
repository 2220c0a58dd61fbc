package medimg.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Drawings of work that goes on. */
class LiveTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong();
  private final List<Object> drawings = new ArrayList<>();

  private String watch(Function<Consumer<String>, String> work) {
    LiveDisplay display =
        new LiveDisplay() {
          @Override
          public boolean isAvailable() {
            return true;
          }

          @Override
          public Consumer<Object> open() {
            return drawings::add;
          }
        };
    return Live.watch(work, state -> "drawn " + state, Optional.of(display), now::get);
  }

  /** Tells four states, some time after another. */
  private String four(Consumer<String> watch, long nanos) {
    for (String state : List.of("a", "b", "c", "d")) {
      watch.accept(state);
      now.addAndGet(nanos);
    }
    return "d";
  }

  @Test
  void slowWorkIsDrawnAtEachStateAndTheLastStaysAsItIs() {
    assertThat(watch(w -> four(w, SECOND))).isEqualTo("d");
    assertThat(drawings).containsExactly("drawn a", "drawn b", "drawn c", "drawn d");
  }

  @Test
  void fastWorkIsDrawnTwiceASecondAndAlwaysAtTheEnd() {
    watch(w -> four(w, SECOND / 4));
    assertThat(drawings).containsExactly("drawn a", "drawn c", "drawn d");
    drawings.clear();
    watch(w -> four(w, 1));
    assertThat(drawings).containsExactly("drawn a", "drawn d");
  }

  @Test
  void workThatTellsNothingIsDrawnByItsResult() {
    watch(w -> "done before");
    assertThat(drawings).containsExactly("drawn done before");
  }

  @Test
  void workThatFailsLeavesTheDrawingOfItsLastState() {
    assertThatThrownBy(
            () ->
                watch(
                    w -> {
                      four(w, 1);
                      throw new IllegalStateException("stopped");
                    }))
        .hasMessage("stopped");
    assertThat(drawings).containsExactly("drawn a", "drawn d");
    drawings.clear();
    assertThatThrownBy(
            () ->
                watch(
                    w -> {
                      throw new IllegalStateException("at once");
                    }))
        .hasMessage("at once");
    assertThat(drawings).isEmpty();
  }

  @Test
  void onlyTheThreadThatBeganTheWorkDraws() {
    watch(
        w -> {
          Thread other = new Thread(() -> w.accept("a"));
          other.start();
          try {
            other.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          assertThat(drawings).isEmpty();
          return "b";
        });
    assertThat(drawings).containsExactly("drawn b");
  }

  @Test
  void outsideOfANotebookNothingIsDrawn() {
    String result =
        Live.watch(
            (Consumer<String> w) -> four(w, SECOND),
            state -> {
              throw new AssertionError("drawn");
            });
    assertThat(result).isEqualTo("d");
  }
}
