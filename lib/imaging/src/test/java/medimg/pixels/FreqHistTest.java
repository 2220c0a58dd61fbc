package medimg.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;
import org.junit.jupiter.api.Test;

/** Breaks between bins of equal frequency. */
class FreqHistTest {
  private static Pixels ramp(int count) {
    return TestImage.row(16, false, LongStream.range(0, count).toArray()).pixels();
  }

  @Test
  void oneBinGivesThreeQuantilesOfAnEightBitImage() {
    // 256 values, each four times: ranks 1, 512 and 1022 of 1024.
    long[] values = new long[1024];
    Arrays.setAll(values, i -> 255 - i / 4);
    Pixels px = TestImage.row(values).pixels();
    assertThat(px.freqHistBins(1).breaks()).containsExactly(0, 128, 255);
    assertThat(px.freqHistBins(1).breaks())
        .containsExactly(px.quantile(.001), px.quantile(.5), px.quantile(.999));
  }

  @Test
  void tenOrderedPixelsAreCutInTheMiddle() {
    assertThat(ramp(10).freqHistBins(1).breaks()).containsExactly(0, 5, 9);
    // Ranks 0, 1.25, 3.75, 6.25, 8.75 and 9.99, cut.
    assertThat(ramp(10).freqHistBins(4).breaks()).containsExactly(0, 1, 3, 6, 8, 9);
  }

  @Test
  void roundedRanksAreTheOnesOfArrayFreqhistBins() {
    // Ranks 1, 125, 375, 625, 875, 999 of 1000 are whole; of 1001 they differ by rounding.
    assertThat(ramp(1000).arrayFreqHistBins(4).breaks())
        .containsExactly(1, 125, 375, 625, 875, 999);
    assertThat(ramp(1001).arrayFreqHistBins(1).breaks()).containsExactly(1, 501, 1000);
    assertThat(ramp(1001).freqHistBins(1).breaks()).containsExactly(1, 500, 999);
  }

  @Test
  void equalPixelsUseUpBinsAndGiveFewerBreaks() {
    FreqHist bins = TestImage.row(7, 7, 7, 7, 7, 7, 7, 7, 7, 9).pixels().freqHistBins(100);
    assertThat(bins.breaks()).containsExactly(7, 9);
    assertThat(bins.bins()).isEqualTo(100);
    assertThat(bins.unit()).isEqualTo("stored values");
  }

  @Test
  void aConstantImageAndASinglePixelHaveOneBreak() {
    assertThat(TestImage.row(7, 7, 7).pixels().freqHistBins(100).breaks()).containsExactly(7);
    assertThat(TestImage.row(7).pixels().freqHistBins(1).breaks()).containsExactly(7);
    assertThat(TestImage.row(7).pixels().arrayFreqHistBins(1).breaks()).containsExactly(7);
  }

  @Test
  void nanAndInfinityAreLeftOut() {
    float nan = Float.NaN;
    float[] values = {nan, 3, Float.POSITIVE_INFINITY, 1, 2, Float.NEGATIVE_INFINITY};
    assertThat(Pixels.of(values, 2, 3).freqHistBins(1).breaks()).containsExactly(1, 2, 3);
    assertThat(Pixels.of(values, 2, 3).freqHistBins(2).breaks()).containsExactly(1, 3);
  }

  @Test
  void pixelsWithoutAnyValueHaveNoBreaksAndBecomeBlack() {
    Pixels nothing = TestImage.row(5, 5).ds(Tag.RescaleSlope, "2").pixels();
    assertThat(nothing.freqHistBins(3).breaks()).isNotEmpty();
    Pixels padding =
        TestImage.row(5, 5).number(Tag.PixelPaddingValue, medimg.dictionary.VR.US, 5).pixels();
    assertThat(padding.freqHistBins(3).breaks()).isEmpty();
    assertThat(padding.arrayFreqHistBins(3).breaks()).isEmpty();
    assertThat(padding.freqHistBins(3)).hasToString("0 breaks (stored values)");
    assertThat(padding.histScaled().values()).containsExactly(0, 0);
  }

  @Test
  void aSampleOfImagesIsCountedTogether() {
    Pixels low = TestImage.row(0, 1, 2, 3, 4).pixels();
    Pixels high = TestImage.row(4, 5, 6, 7, 8, 9).pixels();
    Pixels both = TestImage.row(9, 8, 7, 6, 5, 4, 4, 3, 2, 1, 0).pixels();
    FreqHist together = FreqHist.ofAll(List.of(low, high), 4);
    assertThat(together.breaks()).containsExactly(both.freqHistBins(4).breaks());
    assertThat(together.name()).isEqualTo("2 images");
    assertThat(FreqHist.ofAll(List.of(low), 4).breaks())
        .containsExactly(low.freqHistBins(4).breaks());
  }

  @Test
  void aSampleNeedsAnImageAndOneUnit() {
    assertThatThrownBy(() -> FreqHist.ofAll(List.of(), 3))
        .isInstanceOf(DicomException.class)
        .hasMessage("breaks of a sample need at least one image, but the list is empty");
    Pixels stored = TestImage.row(1, 2).pixels();
    Pixels own = Pixels.of(new float[] {1}, 1, 1);
    assertThatThrownBy(() -> FreqHist.ofAll(List.of(stored, own), 3))
        .isInstanceOf(DicomException.class)
        .hasMessage("own values is in values, but the first image is in stored values");
  }

  @Test
  void theNumberOfBinsHasALimit() {
    Pixels px = ramp(3);
    for (int bins : new int[] {-1, 0, 1_000_001}) {
      assertThatThrownBy(() -> px.freqHistBins(bins))
          .isInstanceOf(DicomException.class)
          .hasMessage(bins + " frequency bins were asked for, must be 1 to 1000000");
      assertThatThrownBy(() -> px.arrayFreqHistBins(bins))
          .isInstanceOf(DicomException.class)
          .hasMessage(bins + " frequency bins were asked for, must be 1 to 1000000");
    }
    assertThat(px.freqHistBins(1_000_000).breaks()).containsExactly(0, 1, 2);
  }

  @Test
  void breaksMustRise() {
    assertThatThrownBy(() -> FreqHist.of(1, 3, 3))
        .isInstanceOf(DicomException.class)
        .hasMessage("break 2 is 3 after 3; breaks must rise");
    assertThatThrownBy(() -> FreqHist.of(Double.NaN))
        .isInstanceOf(DicomException.class)
        .hasMessage("break 0 is NaN; breaks must rise");
  }

  @Test
  void nobodyChangesTheBreaksFromOutside() {
    double[] mine = {1, 2};
    FreqHist bins = FreqHist.of(mine);
    mine[0] = 5;
    bins.breaks()[1] = 7;
    assertThat(bins.breaks()).containsExactly(1, 2);
  }

  @Test
  void aValueLiesBetweenBreaksOnAStraightLine() {
    FreqHist bins = FreqHist.of(0, 10, 110);
    assertThat(bins.apply(-5)).isEqualTo(0);
    assertThat(bins.apply(0)).isEqualTo(0);
    assertThat(bins.apply(5)).isEqualTo(.25);
    assertThat(bins.apply(10)).isEqualTo(.5);
    assertThat(bins.apply(60)).isEqualTo(.75);
    assertThat(bins.apply(110)).isEqualTo(1);
    assertThat(bins.apply(111)).isEqualTo(1);
    assertThat(FreqHist.of(3).apply(99)).isEqualTo(0);
    assertThat(FreqHist.of().apply(99)).isEqualTo(0);
  }

  @Test
  void theTextShowsTheBreaksShortenedIfThereAreMany() {
    assertThat(FreqHist.of(3)).hasToString("1 break: 3");
    assertThat(ramp(10).freqHistBins(1)).hasToString("3 breaks: 0, 5, 9 (stored values)");
    double[] many = new double[20];
    Arrays.setAll(many, i -> i);
    assertThat(FreqHist.of(many))
        .hasToString("20 breaks: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, ... 19");
    assertThat(FreqHist.of(Arrays.copyOf(many, 13)))
        .hasToString("13 breaks: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12");
  }

  /** Sorts every pixel, as fastai does, where ours counts. */
  @Test
  void breaksOfRandomImagesAreThoseOfSortedPixels() {
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      int bits = List.of(8, 16, 32).get(random.nextInt(3));
      boolean signed = random.nextBoolean();
      int spread = 1 + random.nextInt(1 << 1 + random.nextInt(bits == 32 ? 30 : bits - 1));
      long[] stored = new long[1 + random.nextInt(2000)];
      Arrays.setAll(stored, i -> random.nextInt(spread) - (signed ? spread / 2 : 0));
      double slope = List.of(1.0, -1.0, .5, -2.25).get(random.nextInt(4));
      double intercept = random.nextInt(2001) - 1000;
      Pixels px =
          TestImage.row(bits, signed, stored)
              .ds(Tag.RescaleSlope, Double.toString(slope))
              .ds(Tag.RescaleIntercept, Double.toString(intercept))
              .pixels()
              .scaled();
      double[] sorted =
          Arrays.stream(stored).mapToDouble(v -> slope * v + intercept).sorted().toArray();
      int bins = 1 + random.nextInt(120);
      assertThat(px.freqHistBins(bins).breaks()).containsExactly(naive(sorted, bins, false));
      assertThat(px.arrayFreqHistBins(bins).breaks()).containsExactly(naive(sorted, bins, true));
    }
  }

  private static double[] naive(double[] sorted, int bins, boolean rounded) {
    double[] shares = new double[bins + 2];
    for (int i = 0; i < bins; i++) {
      shares[i + 1] =
          rounded ? (double) i / bins + .5 / bins : (float) i / bins + (float) (.5 / bins);
    }
    shares[0] = rounded ? .001 : .001f;
    shares[bins + 1] = rounded ? .999 : .999f;
    int n = sorted.length;
    return Arrays.stream(shares)
        .mapToInt(s -> rounded ? (int) (n * s + .5) : (int) (n * (float) s))
        .mapToDouble(rank -> sorted[Math.min(n - 1, rank)])
        .distinct()
        .toArray();
  }
}
