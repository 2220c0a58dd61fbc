package medimg.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Stored values as numbers, and how they are distributed. */
class PixelsTest {
  private static Pixels row(long... values) {
    return TestImage.row(values).pixels();
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(DicomException.class).hasMessage(message);
  }

  /** Two frames of 2 x 3: 0 to 5 and 6 to 11. */
  private static Dicom twoFrames() {
    return TestImage.image(4, 1, 8, false, "MONOCHROME2", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
        .number(Tag.Rows, VR.US, 2)
        .with(Tag.NumberOfFrames, VR.IS, "2")
        .read();
  }

  /** 3 x 4: ten times the row plus the column. */
  private static Pixels grid() {
    return TestImage.image(
            3, 1, 8, false, "MONOCHROME2", 0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23)
        .pixels();
  }

  @Test
  void aRealCtHasPydicomsValues() {
    Pixels px = Pixels.of(Dicom.read(TestFiles.pydicom("CT_small.dcm")));
    assertThat(px.rows()).isEqualTo(128);
    assertThat(px.columns()).isEqualTo(128);
    assertThat(px.min()).isEqualTo(128);
    assertThat(px.max()).isEqualTo(2191);
    assertThat(px.at(0, 0)).isEqualTo(175);
    assertThat(px.at(64, 64)).isEqualTo(1928);
  }

  @Test
  void binsHoldTheirLeftEdgeAndTheLastOneItsRightEdgeToo() {
    Histogram h = row(0, 1, 2, 3, 4).histogram(2);
    assertThat(h.edges()).containsExactly(0, 2, 4);
    assertThat(h.counts()).containsExactly(2, 3);
    assertThat(h.total()).isEqualTo(5);
    assertThat(h.fullest()).isEqualTo(1);
  }

  @Test
  void aConstantImageFillsTheFirstBin() {
    assertThat(row(7, 7, 7).histogram(3).counts()).containsExactly(3, 0, 0);
  }

  @Test
  void noBinsAreRefused() {
    Pixels px = row(1, 2);
    assertThatThrownBy(() -> px.histogram(0))
        .isInstanceOf(DicomException.class)
        .hasMessage("a histogram of 0 bins was asked for, must be 1 to 1000000");
  }

  @Test
  void aPixelOutsideTheImageIsNamed() {
    Pixels px = row(1, 2);
    assertThatThrownBy(() -> px.at(1, 0))
        .isInstanceOf(DicomException.class)
        .hasMessageEndingWith(
            "there is no pixel in row 1, column 0 of 1 x 2 (rows x columns, from 0)");
  }

  @Test
  void theTextSaysShapeRangeAndFirstValues() {
    assertThat(row(1, 2, 3))
        .hasToString(
            "1 x 3 MONOCHROME2, 8 of 8 bit unsigned, stored values 1 to 3, mean 2.00; middle row:"
                + " 1 2 3");
  }

  @Test
  void aHistogramTellsWholeNumbersAsSuch() {
    assertThat(row(0, 1, 2, 3, 4).histogram(2))
        .hasToString("2 bins from 0 to 4, 5 pixels; most in 2 to 4: 3 (60.0 %)");
  }

  @Test
  void everySampleFormatKeepsItsRange() {
    assertThat(TestImage.row(8, false, 0, 255).pixels().values()).containsExactly(0, 255);
    assertThat(TestImage.row(8, true, -128, 127).pixels().values()).containsExactly(-128, 127);
    assertThat(TestImage.row(16, false, 0, 65535).pixels().values()).containsExactly(0, 65535);
    assertThat(TestImage.row(16, true, -32768, 32767).pixels().values())
        .containsExactly(-32768, 32767);
    Pixels unsigned = TestImage.row(32, false, 0, 4294967295L).pixels();
    assertThat(unsigned.max()).isEqualTo(4294967295.0);
    assertThat(unsigned.at(0, 1)).isEqualTo(4294967295.0);
    Pixels signed = TestImage.row(32, true, -2147483648L, 2147483647L).pixels();
    assertThat(signed.min()).isEqualTo(-2147483648.0);
    assertThat(signed.max()).isEqualTo(2147483647.0);
    assertThat(TestImage.floats(-.5f, 1e30f).pixels().max()).isEqualTo(1e30f);
    assertThat(TestImage.doubles(-.1, 1e300).pixels().max()).isEqualTo(1e300);
    assertThat(TestImage.doubles(-.1, 1e300).pixels().min()).isEqualTo(-.1);
  }

  @Test
  void statisticsOfFourPixels() {
    Pixels px = row(1, 2, 2, 7);
    assertThat(px.min()).isEqualTo(1);
    assertThat(px.max()).isEqualTo(7);
    assertThat(px.mean()).isEqualTo(3);
    assertThat(px.std()).isCloseTo(Math.sqrt((4 + 1 + 1 + 16) / 4.0), within(1e-15));
    assertThat(px.shareUpTo(0)).isEqualTo(0);
    assertThat(px.shareUpTo(2)).isEqualTo(.75);
    assertThat(px.shareUpTo(2.5)).isEqualTo(.75);
    assertThat(px.shareUpTo(9)).isEqualTo(1);
    assertThat(px.quantile(0)).isEqualTo(1);
    assertThat(px.quantile(.25)).isEqualTo(2);
    assertThat(px.quantile(.75)).isEqualTo(7);
    assertThat(px.quantile(1)).isEqualTo(7);
    assertThat(px.size()).isEqualTo(4);
    assertThat(px.count()).isEqualTo(4);
  }

  @Test
  void aSinglePixelHasStatisticsToo() {
    Pixels px = row(7);
    assertThat(px.min()).isEqualTo(7);
    assertThat(px.max()).isEqualTo(7);
    assertThat(px.mean()).isEqualTo(7);
    assertThat(px.std()).isZero();
    assertThat(px.quantile(.5)).isEqualTo(7);
    assertThat(px.histogram(1).counts()).containsExactly(1);
    assertThat(px.pctInWindow(Window.of(4, 7))).isEqualTo(1);
  }

  @Test
  void aQuantileIsAskedForByAShare() {
    refuses(() -> row(1).quantile(1.5), "quantile(1.5): the share must be 0 to 1");
    refuses(() -> row(1).quantile(-.1), "quantile(-0.1): the share must be 0 to 1");
    refuses(() -> row(1).quantile(Double.NaN), "quantile(NaN): the share must be 0 to 1");
  }

  @Test
  void valuesOnAnEdgeAreInTheBinThatBeginsThere() {
    // .3 / .1 is a little below 3 in double precision.
    Pixels px = TestImage.doubles(0, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1).pixels();
    assertThat(px.histogram(10).counts()).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 2);
  }

  @Test
  void tooManyBinsAreRefused() {
    refuses(
        () -> row(1).histogram(1_000_001),
        "a histogram of 1000001 bins was asked for, must be 1 to 1000000");
  }

  @Test
  void minusZeroIsZero() {
    Pixels px = Pixels.of(new float[] {-0f, 0f, 1}, 1, 3);
    assertThat(px.min()).isEqualTo(0.0);
    assertThat(px.shareUpTo(0)).isEqualTo(2 / 3.0);
    assertThat(px.shareUpTo(-0.0)).isEqualTo(2 / 3.0);
    assertThat(px.pctInWindow(Window.of(4, 2))).isEqualTo(1 / 3.0);
  }

  @Test
  void valuesOfYourOwnAreCopiedAndMayHaveNoValue() {
    float[] mine = {1, Float.NaN, 3, Float.POSITIVE_INFINITY};
    Pixels px = Pixels.of(mine, 2, 2);
    mine[0] = 99;
    assertThat(px.at(0, 0)).isEqualTo(1);
    assertThat(px.rows()).isEqualTo(2);
    assertThat(px.columns()).isEqualTo(2);
    assertThat(px.count()).isEqualTo(2);
    assertThat(px.hasValue(1)).isFalse();
    assertThat(px.mean()).isEqualTo(2);
    assertThat(px.unit()).isEqualTo("values");
    assertThat(px.name()).isEqualTo("own values");
    assertThat(px)
        .hasToString(
            "2 x 2 MONOCHROME2, values 1 to 3, mean 2.00, 2 without a value; middle row: 3 -");
  }

  @Test
  void valuesOfYourOwnMustFillTheShape() {
    refuses(
        () -> Pixels.of(new float[3], 2, 2),
        "3 values do not make 2 x 2 pixels (rows x columns, at least 1 x 1)");
    refuses(
        () -> Pixels.of(new float[0], 0, 5),
        "0 values do not make 0 x 5 pixels (rows x columns, at least 1 x 1)");
  }

  @Test
  void aCropIsARectangleOfTheImage() {
    Pixels part = grid().crop(1, 2, 2, 2);
    assertThat(part.rows()).isEqualTo(2);
    assertThat(part.columns()).isEqualTo(2);
    assertThat(part.values()).containsExactly(12, 13, 22, 23);
    assertThat(part.at(1, 0)).isEqualTo(22);
    assertThat(grid().crop(0, 0, 3, 4).values()).containsExactly(grid().values());
  }

  @Test
  void aCropOfColourAndOfSeveralFramesTakesAllOfThem() {
    Pixels colour = TestImage.image(1, 3, 8, false, "RGB", 1, 2, 3, 4, 5, 6, 7, 8, 9).pixels();
    assertThat(colour.crop(0, 1, 1, 2).values()).containsExactly(4, 5, 6, 7, 8, 9);
    assertThat(Pixels.allOf(twoFrames()).crop(1, 1, 1, 2).values()).containsExactly(4, 5, 10, 11);
  }

  @Test
  void aCropOfNothingOrBeyondTheBorderIsRefused() {
    Pixels px = grid();
    int[][] wrong = {
      {0, 0, 0, 4},
      {0, 0, 3, 0},
      {-1, 0, 2, 2},
      {0, -1, 2, 2},
      {2, 0, 2, 2},
      {0, 3, 2, 2},
      {1, 1, Integer.MAX_VALUE, 1}
    };
    for (int[] w : wrong) {
      refuses(
          () -> px.crop(w[0], w[1], w[2], w[3]),
          px.name()
              + ": a crop of "
              + w[2]
              + " x "
              + w[3]
              + " at row "
              + w[0]
              + ", column "
              + w[1]
              + " is not within 3 x 4 (rows x columns, at least 1 x 1)");
    }
  }

  @Test
  void framesAreReadOneByOneOrTogether() {
    Dicom dicom = twoFrames();
    assertThat(Pixels.of(dicom).values()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(Pixels.of(dicom, 1).values()).containsExactly(6, 7, 8, 9, 10, 11);
    Pixels all = Pixels.allOf(dicom);
    assertThat(all.frames()).isEqualTo(2);
    assertThat(all.mean()).isEqualTo(5.5);
    assertThat(all.frame(1).values()).containsExactly(6, 7, 8, 9, 10, 11);
    assertThat(all.frame(1).frames()).isEqualTo(1);
    assertThat(all.toString()).startsWith("2 frames of 2 x 3 MONOCHROME2, 8 of 8 bit unsigned");
    refuses(() -> all.frame(2), all.name() + ": there is no frame 2: 2 are held, counted from 0");
    refuses(
        () -> Pixels.of(dicom, 2), all.name() + ": there is no frame 2: the file has 2 (0 to 1)");
    refuses(
        () -> all.at(0, 0),
        all.name() + ": at needs one frame with one sample a pixel, but these are 2 with 1");
  }

  @Test
  void clippedValuesStayWithinTheRange() {
    Pixels px = row(0, 5, 10).clipped(2, 7);
    assertThat(px.values()).containsExactly(2, 5, 7);
    assertThat(px.max()).isEqualTo(7);
    assertThat(px.unit()).isEqualTo("stored values");
    refuses(
        () -> row(1).clipped(2, 1.5), "clipped(2, 1.5): the minimum must not be above the maximum");
    refuses(
        () -> row(1).clipped(Double.NaN, 1),
        "clipped(NaN, 1): the minimum must not be above the maximum");
  }

  @Test
  void greyMayBeInterpretedTheOtherWayRound() {
    Pixels px = row(1, 2).interpretedAs("MONOCHROME1");
    assertThat(px.isInverted()).isTrue();
    assertThat(px.values()).containsExactly(1, 2);
    assertThat(px.layout().photometric()).isEqualTo("MONOCHROME1");
    refuses(
        () -> px.interpretedAs("RGB"),
        px.name() + ": interpretedAs(\"RGB\") needs a grey image and MONOCHROME1 or MONOCHROME2");
    Pixels colour = TestImage.image(1, 3, 8, false, "RGB", 1, 2, 3).pixels();
    refuses(
        () -> colour.interpretedAs("MONOCHROME1"),
        colour.name()
            + ": interpretedAs(\"MONOCHROME1\") needs a grey image and MONOCHROME1 or MONOCHROME2");
  }

  @Test
  void ybrBecomesRgbByTheStandardsEquations() {
    Pixels ybr =
        TestImage.image(1, 3, 8, false, "YBR_FULL", 100, 128, 128, 76, 85, 255, 255, 0, 255)
            .pixels();
    Pixels rgb = ybr.toRgb();
    assertThat(rgb.layout().photometric()).isEqualTo("RGB");
    assertThat(rgb.values()).containsExactly(100, 100, 100, 254, 0, 0, 255, 208, 28);
    assertThat(rgb.toRgb()).isSameAs(rgb);
    assertThat(rgb.samples()).isEqualTo(3);
    refuses(
        () -> row(1).toRgb(),
        row(1).name()
            + ": toRgb() needs RGB, YBR_FULL, YBR_FULL_422, YBR_RCT, YBR_ICT or PALETTE COLOR, but"
            + " these are MONOCHROME2");
  }

  @Test
  void scaledValuesAreNotScaledAgain() {
    Pixels grey = row(1, 2).linear();
    assertThatThrownBy(grey::scaled)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            grey.name()
                + ": the values are in grey level, 0 to 1 already; scaled() takes stored values");
    assertThat(grey)
        .hasToString(
            "1 x 2 MONOCHROME2, grey level, 0 to 1, from 0 to 1, mean 0.50; middle row: 0 1");
  }

  @Test
  void aFileWithoutPixelsIsNamed() {
    Dicom dicom = Dicom.read(TestFiles.pydicom("rtplan.dcm"));
    assertThatThrownBy(() -> Pixels.of(dicom))
        .isInstanceOf(DicomException.class)
        .hasMessageStartingWith("rtplan.dcm: ");
  }

  @Test
  void aHistogramOfARangeCountsNothingOutsideIt() {
    Pixels px = row(0, 1, 2, 3, 4, 5, 200);
    assertThat(px.histogram(2, 1, 5).counts()).containsExactly(2, 3);
    assertThat(px.histogram(2, 300, 400)).hasToString("2 bins from 300 to 400, 0 pixels");
    Pixels nothing = Pixels.of(new float[] {Float.NaN}, 1, 1);
    assertThat(nothing.histogram(3, 0, 1).counts()).containsExactly(0, 0, 0);
    refuses(
        () -> px.histogram(2, 5, 5),
        "a histogram from 5 to 5 was asked for; the upper end must be above the lower one");
    refuses(
        () -> px.histogram(2, Double.NaN, 5),
        "a histogram from NaN to 5 was asked for; the upper end must be above the lower one");
    refuses(
        () -> px.histogram(0, 1, 5), "a histogram of 0 bins was asked for, must be 1 to 1000000");
  }

  @Test
  void aMaskIsOneWithinAWindow() {
    Pixels px = TestImage.row(0, 1, 2, 3, 4, 9).number(Tag.PixelPaddingValue, VR.US, 9).pixels();
    Pixels mask = px.within(Window.of(4, 2));
    assertThat(mask.values()).containsExactly(0, 1, 1, 1, 0, 0);
    assertThat(mask.mean()).isEqualTo(px.pctInWindow(Window.of(4, 2)));
    assertThat(mask.name()).endsWith(", mask of w 4, l 2");
  }

  private static int[] image(Pixels px) {
    BufferedImage image = px.toImage();
    int bands = image.getRaster().getNumBands();
    int[] all = new int[px.rows() * px.columns() * bands];
    return image.getRaster().getPixels(0, 0, px.columns(), px.rows(), all);
  }

  @Test
  void anImageForJavaHasItsGreyLevels() {
    assertThat(image(row(3, 200))).containsExactly(3, 200);
    assertThat(image(row(3, 200).interpretedAs("MONOCHROME1"))).containsExactly(252, 55);
    assertThat(image(row(3, 200).linear())).containsExactly(0, 255);
    assertThat(image(TestImage.row(16, true, -5, 0, 5).pixels())).containsExactly(0, 128, 255);
    assertThat(image(row(3, 200).clipped(100, 300))).containsExactly(100, 200);
    assertThat(image(row(3, 200).clipped(-9, 300).clipped(260, 300))).containsExactly(255, 255);
  }

  @Test
  void anImageForJavaHasItsColours() {
    Pixels rgb = TestImage.image(1, 3, 8, false, "RGB", 1, 2, 3, 250, 251, 252).pixels();
    assertThat(image(rgb)).containsExactly(1, 2, 3, 250, 251, 252);
    assertThat(image(rgb.clipped(300, 300))).containsOnly(255);
    Pixels deep = TestImage.image(1, 3, 16, false, "RGB", 0, 257, 65535).pixels();
    assertThat(image(deep)).containsExactly(0, 1, 255);
    Pixels two = Pixels.allOf(twoFrames());
    refuses(
        two::toImage, two.name() + ": toImage() needs one frame, but these are 2; take frame(i)");
  }

  /** Every number from all pixels in order, where ours counts. */
  @Test
  void randomImagesHaveTheStatisticsOfTheirSortedPixels() {
    Random random = new Random(8);
    for (int round = 0; round < 200; round++) {
      float[] own = new float[1 + random.nextInt(300)];
      long[] stored = new long[own.length];
      int spread = 1 + random.nextInt(250);
      for (int i = 0; i < own.length; i++) {
        stored[i] = random.nextInt(spread);
        own[i] = stored[i];
      }
      double[] sorted = Arrays.stream(stored).asDoubleStream().sorted().toArray();
      int n = sorted.length;
      double share = random.nextDouble();
      double at = random.nextInt(spread + 2) - 1;
      Window window = Window.of(1 + random.nextInt(100), random.nextInt(spread));
      int bins = 1 + random.nextInt(20);
      long[] counts = new long[bins];
      double[] edges = Histogram.edges(sorted[0], sorted[n - 1], bins);
      for (double v : sorted) {
        int bin = bins - 1;
        while (bin > 0 && (v < edges[bin] || sorted[0] == sorted[n - 1])) {
          bin--;
        }
        counts[bin]++;
      }
      double mean = Arrays.stream(sorted).average().orElseThrow();
      double square = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum();
      for (Pixels px :
          new Pixels[] {
            row(stored), TestImage.row(32, true, stored).pixels(), Pixels.of(own, 1, n)
          }) {
        assertThat(px.min()).isEqualTo(sorted[0]);
        assertThat(px.max()).isEqualTo(sorted[n - 1]);
        assertThat(px.mean()).isCloseTo(mean, within(1e-9));
        assertThat(px.std()).isCloseTo(Math.sqrt(square / n), within(1e-9));
        assertThat(px.quantile(share)).isEqualTo(sorted[(int) (share * n)]);
        assertThat(px.shareUpTo(at))
            .isEqualTo(Arrays.stream(sorted).filter(v -> v <= at).count() / (double) n);
        assertThat(px.pctInWindow(window))
            .isEqualTo(
                Arrays.stream(sorted).filter(v -> v > window.low() && v < window.high()).count()
                    / (double) n);
        assertThat(px.histogram(bins).counts()).containsExactly(counts);
      }
    }
  }

  @Test
  void theMiddleOfABinIsBetweenItsEdges() {
    Histogram h = row(0, 1, 2, 3, 4).histogram(2);
    assertThat(h.middle(0)).isEqualTo(1);
    assertThat(h.middle(1)).isEqualTo(3);
    assertThatThrownBy(() -> h.middle(2))
        .isInstanceOf(DicomException.class)
        .hasMessage("there is no bin 2: the histogram has 2, counted from 0");
  }
}
