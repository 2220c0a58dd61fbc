package medimg.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;
import org.junit.jupiter.api.Test;

/** Grey levels that use the range from 0 to 1 evenly. */
class HistScaledTest {
  @Test
  void ownBinsSpreadAnImageEvenly() {
    // 100 bins of 4 pixels: every pixel is a break.
    Pixels px = TestImage.row(1, 2, 3, 200).pixels().histScaled();
    assertThat(px.values()).containsExactly(0, 1 / 3f, 2 / 3f, 1);
    assertThat(px.unit()).isEqualTo("grey level, 0 to 1");
    assertThat(px.name()).endsWith(", histScaled");
  }

  @Test
  void givenBreaksAreUsedInsteadOfOwnOnes() {
    Pixels px = TestImage.row(0, 10, 20, 60, 110, 255).pixels();
    assertThat(px.histScaled(FreqHist.of(10, 20, 120)).values())
        .containsExactly(0, 0, .5f, .7f, .95f, 1);
  }

  @Test
  void oneBreakOrNoneGivesBlack() {
    Pixels px = TestImage.row(1, 2, 3).pixels();
    assertThat(px.histScaled(FreqHist.of(2)).values()).containsExactly(0, 0, 0);
    assertThat(px.histScaled(FreqHist.of()).values()).containsExactly(0, 0, 0);
  }

  @Test
  void aConstantImageASinglePixelAndNanBecomeBlack() {
    assertThat(TestImage.row(7, 7).pixels().histScaled().values()).containsExactly(0, 0);
    assertThat(TestImage.row(7).pixels().histScaled().values()).containsExactly(0);
    float[] values = {Float.NaN, 1, 2, Float.NEGATIVE_INFINITY};
    Pixels px = Pixels.of(values, 1, 4).histScaled();
    assertThat(px.values()).containsExactly(0, 0, 1, 0);
    assertThat(px.count()).isEqualTo(2);
    assertThat(Pixels.of(new float[] {Float.NaN}, 1, 1).histScaled().values()).containsExactly(0);
  }

  @Test
  void minPxAndMaxPxClipFirst() {
    Pixels px = TestImage.row(0, 50, 60, 70, 255).pixels();
    assertThat(px.histScaled(50, 70).values()).containsExactly(0, 0, .5f, 1, 1);
    assertThat(px.histScaled(Double.NEGATIVE_INFINITY, 60).values())
        .containsExactly(0, .5f, 1, 1, 1);
    assertThat(px.histScaled(60, Double.POSITIVE_INFINITY).values())
        .containsExactly(0, 0, 0, .5f, 1);
    assertThatThrownBy(() -> px.histScaled(70, 50))
        .isInstanceOf(DicomException.class)
        .hasMessage("clipped(70, 50): the minimum must not be above the maximum");
  }

  @Test
  void breaksOfASampleScaleEveryImageAlike() {
    Pixels dark = TestImage.row(0, 1, 2).pixels();
    Pixels bright = TestImage.row(2, 3, 4).pixels();
    FreqHist breaks = FreqHist.ofAll(List.of(dark, bright), 100);
    assertThat(dark.histScaled(breaks).values()).containsExactly(0, .25f, .5f);
    assertThat(bright.histScaled(breaks).values()).containsExactly(.5f, .75f, 1);
  }

  /** numpy.interp written out, on every pixel, where ours makes a table. */
  @Test
  void randomImagesAreInterpolatedAsByNumpy() {
    Random random = new Random(6);
    for (int round = 0; round < 100; round++) {
      int bits = List.of(8, 16, 32).get(random.nextInt(3));
      int spread = 1 + random.nextInt(bits == 8 ? 255 : 60000);
      long[] stored = new long[1 + random.nextInt(500)];
      Arrays.setAll(stored, i -> random.nextInt(spread));
      double slope = random.nextBoolean() ? -.5 : 2;
      Pixels px =
          TestImage.row(bits, false, stored)
              .ds(Tag.RescaleSlope, Double.toString(slope))
              .pixels()
              .scaled();
      double[] breaks = px.freqHistBins(1 + random.nextInt(100)).breaks();
      float[] ours = px.histScaled(FreqHist.of(breaks)).values();
      float[] windowed = px.windowed(spread, 10).values();
      double half = Math.floor(spread / 2.0);
      for (int i = 0; i < stored.length; i++) {
        double v = slope * stored[i];
        assertThat((double) ours[i]).isCloseTo(interpolated(v, breaks), within(1e-6));
        double grey = half == 0 ? (v > 10 ? 1 : 0) : (v - (10 - half)) / (2 * half);
        assertThat((double) windowed[i]).isCloseTo(Math.max(0, Math.min(1, grey)), within(1e-6));
      }
    }
  }

  private static double interpolated(double v, double[] breaks) {
    int last = breaks.length - 1;
    if (last == 0 || v <= breaks[0]) {
      return 0;
    }
    for (int i = 0; i < last; i++) {
      if (v < breaks[i + 1]) {
        return (i + (v - breaks[i]) / (breaks[i + 1] - breaks[i])) / last;
      }
    }
    return 1;
  }
}
