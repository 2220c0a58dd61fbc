package medimg.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelTest {
  private static final List<Integer> THOUSAND = IntStream.range(0, 1000).boxed().toList();

  @Test
  void resultsStandInTheOrderOfTheItems() {
    List<Integer> squares = Parallel.map(THOUSAND, "squares", 4, i -> i * i);
    assertThat(squares).isEqualTo(THOUSAND.stream().map(i -> i * i).toList());
  }

  @Test
  void oneThreadMeansTheCallingThread() {
    assertThat(Parallel.map(THOUSAND, "threads", 1, i -> Thread.currentThread()))
        .containsOnly(Thread.currentThread());
  }

  @Test
  void severalThreadsWorkAtOnce() {
    CountDownLatch both = new CountDownLatch(2);
    Parallel.map(
        List.of(1, 2),
        "meeting",
        2,
        i -> {
          both.countDown();
          try {
            both.await(); // would never return if the items were taken one after the other
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return i;
        });
    assertThat(both.getCount()).isZero();
  }

  @Test
  void noItemsAreNoWork() {
    assertThat(Parallel.map(List.of(), "nothing", i -> i)).isEmpty();
  }

  @Test
  void theFailureOfAnItemEndsTheWorkAndIsThrown() {
    AtomicInteger done = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Parallel.map(
                    THOUSAND,
                    "failing",
                    2,
                    i -> {
                      if (i == 10) {
                        throw new IllegalStateException("item 10");
                      }
                      pause();
                      return done.incrementAndGet();
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("item 10");
    assertThat(done.get()).isLessThan(THOUSAND.size());
  }

  @Test
  void anInterruptStopsAllThreadsBeforeTheCallEnds() throws InterruptedException {
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    CountDownLatch started = new CountDownLatch(20);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Long> alive = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                Parallel.map(
                    IntStream.range(0, 100_000).boxed().toList(),
                    "long",
                    3,
                    i -> {
                      workers.add(Thread.currentThread());
                      started.countDown();
                      pause();
                      return i;
                    });
              } catch (Throwable t) {
                thrown.set(t);
                workers.remove(Thread.currentThread());
                alive.set(workers.stream().filter(Thread::isAlive).count());
              }
            });
    caller.start();
    started.await();
    caller.interrupt();
    caller.join();
    assertThat(thrown.get())
        .isInstanceOf(CancellationException.class)
        .hasMessageMatching("long: stopped after \\d+ of 100000");
    assertThat(alive.get()).isZero();
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
