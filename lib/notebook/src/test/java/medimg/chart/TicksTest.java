package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Axes are labelled with round numbers. */
class TicksTest {
  private static String[] labels(double low, double high, int most) {
    return Ticks.of(low, high, most).labels();
  }

  @Test
  void stepsAreOneTwoOrFiveTimesAPowerOfTen() {
    assertThat(labels(0, 253, 6)).containsExactly("0", "50", "100", "150", "200", "250");
    assertThat(labels(-1024, 1310, 4)).containsExactly("-1,000", "0", "1,000");
    assertThat(labels(0, 1, 6)).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(labels(.912, .918, 4)).containsExactly("0.912", "0.914", "0.916", "0.918");
  }

  @Test
  void zeroHasNoSign() {
    assertThat(labels(-1, 1, 3)).containsExactly("-1", "0", "1");
    assertThat(labels(-.3, .3, 3)).containsExactly("-0.2", "0.0", "0.2");
  }

  @Test
  void oneSingleValueIsItsOwnLabel() {
    assertThat(labels(7, 7, 5)).containsExactly("7");
    assertThat(labels(.5, .5, 5)).containsExactly("0.50");
  }
}
