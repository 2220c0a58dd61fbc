package medimg.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void aHalfDoneWorkTellsShareCountsRateAndTimeLeft() {
    ProgressState state = new ProgressState("Reading", 100, 200, 4);
    assertThat(state.share()).isEqualTo(.5);
    assertThat(state.rate()).isEqualTo(25);
    assertThat(state.secondsLeft()).isEqualTo(4);
    assertThat(state.line())
        .isEqualTo("Reading:  50 % [############------------] 100/200, 25/s, 4 s left");
  }

  @Test
  void nothingDoneYetPromisesNoTime() {
    assertThat(new ProgressState("Reading", 0, 200, 4).line())
        .isEqualTo("Reading:   0 % [------------------------] 0/200, 0/s");
  }

  @Test
  void anUnknownTotalHasNoShareAndNoBar() {
    assertThat(new ProgressState("Searching", 30, -1, 2).line()).isEqualTo("Searching: 30, 15/s");
  }

  @Test
  void slowWorkTellsSecondsForEachStepAndLongWorkHours() {
    assertThat(new ProgressState("Training", 2, 202, 40).figures())
        .isEqualTo("2/202, 20 s each, 1 h 6 min left");
    assertThat(new ProgressState("Training", 10, 20, 70).figures())
        .isEqualTo("10/20, 0.1/s, 1 min 10 s left");
  }

  @Test
  void moreStepsThanPromisedStayAtAHundredPercent() {
    assertThat(new ProgressState("Reading", 12, 10, 1).line()).contains("100 %").contains("12/10");
  }

  @Test
  void shortWorkOpensNoDisplay() {
    List<String> opened = new ArrayList<>();
    try (Progress progress = new Progress("short", 3, () -> recording(opened))) {
      progress.step();
      progress.step(2);
      assertThat(progress.state().done()).isEqualTo(3);
    }
    assertThat(opened).isEmpty();
  }

  @Test
  void longWorkIsShownAndTakenAwayAtTheEnd() throws InterruptedException {
    List<String> events = new ArrayList<>();
    try (Progress progress = new Progress("long", 2, () -> recording(events))) {
      Thread.sleep(520);
      progress.step();
      progress.step();
    }
    assertThat(events).containsExactly("open", "1", "close");
  }

  @Test
  void onlyTheThreadThatBeganTheWorkDraws() throws InterruptedException {
    List<String> events = new ArrayList<>();
    try (Progress progress = new Progress("long", 2, () -> recording(events))) {
      Thread.sleep(520);
      Thread other = new Thread(progress::step);
      other.start();
      other.join();
      assertThat(events).isEmpty();
      assertThat(progress.state().done()).isEqualTo(1);
    }
  }

  @Test
  void aTerminalsLineIsRewrittenAndWipedOut() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ProgressDisplay.Line line = TextLine.ON_TERMINAL.open(new PrintStream(bytes, true));
    line.show(new ProgressState("Searching", 30, -1, 2));
    line.show(new ProgressState("S", 3, -1, 1));
    line.close();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("\rSearching: 30, 15/s\rS: 3, 3.0/s        \r" + " ".repeat(11) + "\r");
  }

  @Test
  void aLogGetsALineEveryTenSecondsOnly() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ProgressDisplay.Line line = TextLine.IN_LOG.open(new PrintStream(bytes, true));
    for (int second = 1; second <= 25; second++) {
      line.show(new ProgressState("Reading", second, -1, second));
    }
    line.close();
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("Reading: 10, 1.0/s", "Reading: 20, 1.0/s");
  }

  private static ProgressDisplay recording(List<String> events) {
    return new ProgressDisplay() {
      @Override
      public boolean isAvailable() {
        return true;
      }

      @Override
      public Line open() {
        events.add("open");
        return new Line() {
          @Override
          public void show(ProgressState state) {
            events.add(String.valueOf(state.done()));
          }

          @Override
          public void close() {
            events.add("close");
          }
        };
      }
    };
  }
}
