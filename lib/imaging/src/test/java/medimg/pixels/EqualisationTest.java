package medimg.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;

/** Other ways to grey levels, for comparison: linear, equalised, CLAHE. */
class EqualisationTest {
  private static Pixels random(int rows, int columns, int spread) {
    Random random = new Random(7);
    long[] values = new long[rows * columns];
    Arrays.setAll(values, i -> random.nextInt(spread));
    return TestImage.image(rows, 1, 16, false, "MONOCHROME2", values).pixels();
  }

  @Test
  void linearRunsFromTheSmallestToTheLargest() {
    Pixels px = TestImage.row(16, true, -100, 0, 300).pixels().linear();
    assertThat(px.values()).containsExactly(0, .25f, 1);
    assertThat(px.name()).endsWith(", linear");
    assertThat(px.isGreyLevel()).isTrue();
  }

  @Test
  void equalisedIsThePlaceInTheCumulativeDistribution() {
    // Cumulative 1, 3, 4, 5 of 5; the first becomes 0: (c - 1) / 4.
    Pixels px = TestImage.row(9, 1, 1, 0, 200).pixels().equalised();
    assertThat(px.values()).containsExactly(.75f, .5f, .5f, 0, 1);
    assertThat(px.name()).endsWith(", equalised");
  }

  @Test
  void equalisedWorksOnValuesOfYourOwnToo() {
    float[] values = {.5f, Float.NaN, -0f, 0, 7};
    assertThat(Pixels.of(values, 1, 5).equalised().values()).containsExactly(.5f, 0, 0, 0, 1);
  }

  @Test
  void aConstantImageBecomesBlack() {
    Pixels px = TestImage.row(7, 7, 7).pixels();
    assertThat(px.linear().values()).containsExactly(0, 0, 0);
    assertThat(px.equalised().values()).containsExactly(0, 0, 0);
    assertThat(TestImage.row(7).pixels().linear().values()).containsExactly(0);
    assertThat(TestImage.row(7).pixels().equalised().values()).containsExactly(0);
  }

  @Test
  void claheOfAConstantImageIsConstant() {
    long[] values = new long[20 * 30];
    Arrays.fill(values, 99);
    float[] grey =
        TestImage.image(20, 1, 8, false, "MONOCHROME2", values).pixels().clahe(4, 2).values();
    for (float g : grey) {
      assertThat(g).isCloseTo(grey[0], within(1e-6f));
    }
  }

  @Test
  void claheOfOneTileWithAHighLimitIsTheCumulativeHistogram() {
    float[] grey = TestImage.row(0, 0, 1, 2, 255, 255, 255, 255).pixels().clahe(1, 1e9).values();
    assertThat(grey).containsExactly(.25f, .25f, .375f, .5f, 1, 1, 1, 1);
  }

  /** Each table mixes linearly between the middles of tiles; outside them the nearest is used. */
  @Test
  void claheMixesTheTablesOfTilesByDistance() {
    // Left tile 0 0 0 255, right tile 0 255 255 255, middles at columns 1.5 and 5.5 (of 0 to 7).
    float[] grey =
        TestImage.image(
                2,
                1,
                8,
                false,
                "MONOCHROME2",
                0,
                0,
                0,
                255,
                0,
                255,
                255,
                255,
                0,
                0,
                0,
                255,
                0,
                255,
                255,
                255)
            .pixels()
            .clahe(2, 1e9)
            .values();
    // 0 becomes 3/4 in the left tiles and 1/4 in the right ones.
    assertThat(grey[0]).isCloseTo(.75f, within(1e-6f));
    assertThat(grey[2]).isCloseTo(.75f - .5f / 8, within(1e-6f));
    assertThat(grey[4]).isCloseTo(.75f - .5f * 5 / 8, within(1e-6f));
    assertThat(grey[3]).isCloseTo(1, within(1e-6f));
    assertThat(grey[8 + 4]).isEqualTo(grey[4]);
  }

  @Test
  void theClipLimitSpreadsWhatIsAboveIt() {
    // 256 pixels: 255 of 0, one of 255. Limit 2 a bin: 253 go in equal parts to all 256 bins.
    long[] values = new long[256];
    values[255] = 255;
    float[] grey =
        TestImage.image(16, 1, 8, false, "MONOCHROME2", values).pixels().clahe(1, 2).values();
    assertThat((double) grey[0]).isCloseTo((2 + 253 / 256.0) / 256, within(1e-7));
    assertThat((double) grey[255]).isCloseTo(1, within(1e-7));
  }

  @Test
  void claheStaysWithinZeroAndOneWhateverItsSizes() {
    for (int[] size : new int[][] {{8, 8}, {9, 17}, {50, 31}, {64, 65}}) {
      for (int tiles : new int[] {1, 3, 8}) {
        for (double clip : new double[] {1, 1.5, 40, Double.POSITIVE_INFINITY}) {
          for (float g : random(size[0], size[1], 3000).clahe(tiles, clip).values()) {
            assertThat(g).isBetween(0f, 1f);
          }
        }
      }
    }
  }

  @Test
  void claheWithoutArgumentsHasEightTilesAndALimitOfTwo() {
    Pixels px = random(40, 40, 500);
    assertThat(px.clahe().values()).containsExactly(px.clahe(8, 2).values());
    assertThat(px.clahe().name()).endsWith(", CLAHE");
    assertThat(px.clahe().isGreyLevel()).isTrue();
  }

  @Test
  void claheTakesNothingFromTilesThatHoldOnlyPadding() {
    // The right half is padding; the left must look as if nothing were there.
    long[] half = new long[16 * 8];
    Arrays.setAll(half, i -> i % 8 * 30);
    long[] all = new long[16 * 16];
    Arrays.setAll(all, i -> i % 16 < 8 ? i % 16 * 30 : 255);
    float[] alone =
        TestImage.image(16, 1, 8, false, "MONOCHROME2", half).pixels().clahe(1, 4).values();
    Pixels px =
        TestImage.image(16, 1, 8, false, "MONOCHROME2", all)
            .number(Tag.PixelPaddingValue, VR.US, 255)
            .pixels();
    float[] beside = px.clahe(2, 4).values();
    for (int i = 0; i < all.length; i++) {
      float expected = i % 16 < 8 ? alone[i / 16 * 8 + i % 16] : 0;
      assertThat(beside[i]).isCloseTo(expected, within(1e-6f));
    }
  }

  @Test
  void claheNeedsTilesThatFitAndALimitOfAtLeastOne() {
    Pixels px = random(5, 100, 9);
    for (int tiles : new int[] {0, 6, 65}) {
      assertThatThrownBy(() -> px.clahe(tiles, 2))
          .isInstanceOf(DicomException.class)
          .hasMessage(
              "CLAHE with "
                  + tiles
                  + " tiles along each axis of 5 x 100 pixels was asked for, must be 1 to 5");
    }
    assertThatThrownBy(() -> random(100, 100, 9).clahe(65, 2))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "CLAHE with 65 tiles along each axis of 100 x 100 pixels was asked for, must be 1 to"
                + " 64");
    for (double clip : new double[] {.5, Double.NaN}) {
      assertThatThrownBy(() -> px.clahe(2, clip))
          .isInstanceOf(DicomException.class)
          .hasMessage("the clip limit of CLAHE is " + clip + ", must be at least 1");
    }
  }

  @Test
  void claheNeedsOneGreyFrame() {
    Pixels colour = TestImage.image(1, 3, 8, false, "RGB", 1, 2, 3).pixels();
    assertThatThrownBy(() -> colour.clahe(1, 2))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            colour.name()
                + ": clahe needs one frame with one sample a pixel, but these are 1 with 3");
  }
}
