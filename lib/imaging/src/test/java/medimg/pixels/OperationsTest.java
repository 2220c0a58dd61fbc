package medimg.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations on images of a few pixels, worked out by hand. */
class OperationsTest {
  private static Pixels px(int rows, int columns, float... values) {
    return Pixels.of(values, rows, columns);
  }

  private static Pixels colour(int rows, long... values) {
    return TestImage.image(rows, 3, 8, false, "RGB", values).pixels();
  }

  private static void close(Pixels px, double... expected) {
    assertThat(px.size()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(px.value(i)).as("value " + i).isCloseTo(expected[i], within(1e-5));
    }
  }

  @Test
  void shapeIsRowsAndColumns() {
    assertThat(px(2, 3, 0, 0, 0, 0, 0, 0).shape()).isEqualTo(new Shape(2, 3));
    assertThat(new Shape(2, 3)).hasToString("2 x 3 (rows x columns)");
  }

  @Test
  void uniformBlurIsTheMeanOfTheSquareCutAtTheEdge() {
    close(px(2, 3, 0, 6, 12, 6, 12, 18).uniformBlur2d(3), 6, 9, 12, 6, 9, 12);
    close(px(1, 4, 1, 2, 3, 10).uniformBlur2d(3), 1.5, 2, 5, 6.5);
  }

  @Test
  void anEvenSizeReachesFurtherUpAndLeft() {
    close(px(1, 4, 2, 4, 6, 8).uniformBlur2d(2), 2, 3, 5, 7);
    close(px(1, 4, 2, 4, 6, 8).uniformBlur2d(1), 2, 4, 6, 8);
  }

  @Test
  void aSizeBeyondTheImageIsTheMeanOfAll() {
    close(px(2, 2, 1, 2, 3, 6).uniformBlur2d(1000), 3, 3, 3, 3);
  }

  /** fastai grows the image and darkens it where it puts zeros. */
  @Test
  void fastaisUniformBlurGrows() {
    Pixels blurred = px(1, 2, 9, 18).uniformBlur2d(3, Like.FASTAI);
    assertThat(blurred.shape()).isEqualTo(new Shape(3, 4));
    close(blurred, 0, 3, 3, 0, 0, 3, 3, 0, 0, 3, 3, 0);
  }

  @Test
  void blursLeaveOutWhatHasNoValue() {
    Pixels px = px(1, 3, 1, Float.NaN, 5);
    assertThat(px.uniformBlur2d(3).count()).isEqualTo(2);
    assertThat(px.uniformBlur2d(5).value(0)).isEqualTo(3);
    assertThat(px.uniformBlur2d(3).value(0)).isEqualTo(1);
    assertThat(px.gaussBlur2d(1).hasValue(1)).isFalse();
    double e = Math.exp(-2);
    assertThat(px.gaussBlur2d(1).value(0)).isCloseTo((1 + 5 * e) / (1 + e), within(1e-6));
    assertThat(px.gaussBlur2d(8, Like.FASTAI).values()).doesNotContain(Float.NaN);
  }

  /** exp(-.5) = .60653 at a distance of one standard deviation. */
  @Test
  void gaussBlurIsATrueGaussian() {
    float[] point = new float[21 * 19];
    point[10 * 19 + 9] = 1;
    Pixels blurred = px(21, 19, point).gaussBlur2d(1);
    double middle = blurred.at(10, 9);
    assertThat(middle).isCloseTo(1 / (2 * Math.PI), within(1e-4));
    assertThat(blurred.at(9, 9) / middle).isCloseTo(Math.exp(-.5), within(1e-5));
    assertThat(blurred.at(9, 10) / middle).isCloseTo(Math.exp(-1), within(1e-5));
    assertThat(blurred.at(10, 12) / middle).isCloseTo(Math.exp(-4.5), within(1e-5));
    assertThat(blurred.at(5, 9)).isZero();
  }

  @Test
  void aBlurKeepsAnEvenImageUpToItsEdge() {
    float[] even = new float[5 * 90];
    Arrays.fill(even, 7);
    for (Pixels blurred :
        List.of(
            px(5, 90, even).gaussBlur2d(30),
            px(5, 90, even).gaussBlur2d(30, Like.FASTAI),
            px(5, 90, even).uniformBlur2d(40))) {
      assertThat(blurred.min()).isCloseTo(7, within(1e-5));
      assertThat(blurred.max()).isCloseTo(7, within(1e-5));
    }
  }

  /** Sigma 4: weights 1 and exp(-1 / 32) of each neighbour. Below 4: nothing. */
  @Test
  void fastaisGaussIsCutAtAQuarterOfSigma() {
    double e = Math.exp(-1 / 32.0);
    double sum = 1 + 2 * e;
    close(
        px(1, 3, 0, 1, 4).gaussBlur2d(4, Like.FASTAI),
        e / sum,
        (1 + 4 * e) / sum,
        (4 + 5 * e) / sum);
    close(px(1, 3, 0, 1, 4).gaussBlur2d(3.9, Like.FASTAI), 0, 1, 4);
  }

  /** fastai raises, or blurs across the colours. */
  @Test
  void eachColourIsBlurredByItself() {
    Pixels px = colour(1, 0, 10, 20, 30, 10, 80, 60, 10, 50);
    assertThat(px.uniformBlur2d(3).values()).containsExactly(15, 10, 50, 30, 10, 50, 45, 10, 65);
    for (int c = 0; c < 3; c++) {
      assertThat(px.gaussBlur2d(8, Like.FASTAI).channel(c).values())
          .containsExactly(px.channel(c).gaussBlur2d(8, Like.FASTAI).values());
    }
  }

  @Test
  void eachFrameIsBlurredByItself() {
    Pixels px =
        Pixels.allOf(
            TestImage.image(2, 1, 8, false, "MONOCHROME2", 0, 2, 100, 104)
                .with(Tag.NumberOfFrames, VR.IS, "2")
                .with(Tag.Rows, VR.US, "\001\000")
                .read());
    assertThat(px.frames()).isEqualTo(2);
    assertThat(px.uniformBlur2d(3).values()).containsExactly(1, 1, 102, 102);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SC_rgb_rle.dcm", "SC_rgb_rle_2frame.dcm", "examples_rgb_color.dcm"})
  void colourFilesKeepTheirShapeWhenBlurred(String name) {
    Pixels px = Pixels.allOf(Dicom.read(TestFiles.pydicom(name)));
    for (Pixels blurred : List.of(px.uniformBlur2d(10), px.gaussBlur2d(10, Like.FASTAI))) {
      assertThat(blurred.shape()).isEqualTo(px.shape());
      assertThat(blurred.samples()).isEqualTo(3);
      assertThat(blurred.frames()).isEqualTo(px.frames());
      assertThat(blurred.min()).isGreaterThanOrEqualTo(px.min() - 1e-3);
    }
  }

  @Test
  void blursRefuseOddArguments() {
    Pixels px = px(1, 1, 0);
    assertThatThrownBy(() -> px.uniformBlur2d(0))
        .isInstanceOf(DicomException.class)
        .hasMessage("uniformBlur2d(0): the size must be 1 to 10000 pixels");
    assertThatThrownBy(() -> px.gaussBlur2d(0))
        .hasMessage("gaussBlur2d(0): sigma must be above 0, at most 10000 pixels");
    assertThatThrownBy(() -> px.gaussBlur2d(Double.NaN)).isInstanceOf(DicomException.class);
    assertThatThrownBy(() -> px.maskFromBlur(Window.of(2, 1), 0, .5, true))
        .hasMessage(
            "maskFromBlur: sigma is 0, must be above 0, at most 1 (a share of the columns)");
  }

  /** Window 0 to 10: .1, .6, 1 and 1; what is white becomes black if it is to be removed. */
  @Test
  void theMaskIsWhatIsBrightInTheWindow() {
    Pixels px = px(2, 2, 1, 6, 10, 30);
    Window window = Window.of(10, 5);
    assertThat(px.maskFromBlur(window, .3, .5, true).values()).containsExactly(0, 1, 0, 0);
    assertThat(px.maskFromBlur(window, .3, .5, false).values()).containsExactly(0, 1, 1, 1);
    assertThat(px(1, 2, Float.NaN, 6).maskFromBlur(window).values()).containsExactly(0, 1);
  }

  @Test
  void theBoxHoldsEveryPixelThatIsNotZero() {
    Pixels mask = px(3, 4, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0);
    assertThat(mask.mask2bbox()).isEqualTo(new Box(1, 1, 2, 2));
    assertThat(mask.mask2bbox()).hasToString("rows 1 to 2, columns 1 to 2 (2 x 2)");
    assertThat(colour(1, 0, 0, 0, 0, 0, 9, 0, 0, 0).mask2bbox()).isEqualTo(new Box(0, 1, 0, 1));
  }

  /** fastai: [[0, 0], [19, 19]] for 10 rows, of which there is no row 19. */
  @Test
  void anEmptyMaskHasAnEmptyBox() {
    Pixels mask = px(10, 20, new float[200]);
    assertThat(mask.mask2bbox()).isEqualTo(Box.EMPTY);
    assertThat(Box.EMPTY.isEmpty()).isTrue();
    assertThat(Box.EMPTY.rows()).isZero();
    assertThat(Box.EMPTY.columns()).isZero();
    assertThat(Box.EMPTY).hasToString("empty");
    assertThat(Box.fastaiEmpty(mask)).isEqualTo(new Box(0, 0, 19, 19));
  }

  @Test
  void severalFramesHaveABoxEach() {
    Pixels one = px(1, 3, 1, 0, 2);
    Pixels two = one.cropResize(List.of(new Box(0, 0, 0, 0), new Box(0, 1, 0, 1)), 1, 1);
    assertThat(two.mask2bboxes()).containsExactly(new Box(0, 0, 0, 0), Box.EMPTY);
    assertThatThrownBy(two::mask2bbox)
        .hasMessageEndingWith("mask2bbox() needs one frame, but these are 2; take mask2bboxes()");
  }

  @Test
  void aBoxThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new Box(2, 0, 1, 5))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "a box from row 2, column 0 to row 1, column 5 is none: corners are counted from 0,"
                + " the last not before the first");
    assertThatThrownBy(() -> new Box(-1, 0, 1, 5)).isInstanceOf(DicomException.class);
  }

  @Test
  void aSquaredBoxKeepsItsMiddleWithinTheImage() {
    Pixels px = px(6, 10, new float[60]);
    assertThat(new Box(2, 4, 2, 6).squared(px)).isEqualTo(new Box(1, 4, 3, 6));
    assertThat(new Box(0, 4, 0, 6).squared(px)).isEqualTo(new Box(0, 4, 2, 6));
    assertThat(new Box(5, 7, 5, 9).squared(px)).isEqualTo(new Box(3, 7, 5, 9));
    assertThat(new Box(0, 1, 0, 8).squared(px)).isEqualTo(new Box(0, 1, 5, 8));
    assertThatThrownBy(() -> Box.EMPTY.squared(px)).isInstanceOf(DicomException.class);
  }

  @Test
  void whatIsOutsideOfAMaskGetsOneValueAndTheUnitStays() {
    Dicom ct =
        TestImage.image(1, 1, 16, true, "MONOCHROME2", 5, 6, 7)
            .with(Tag.Modality, VR.CS, "CT")
            .ds(Tag.RescaleIntercept, "-10")
            .ds(Tag.RescaleSlope, "1")
            .read();
    Pixels hu = Pixels.of(ct).scaled();
    Pixels bare = hu.masked(px(1, 3, 0, 1, 1), -1000);
    assertThat(bare.values()).containsExactly(-1000, -4, -3);
    assertThat(bare.unit()).isEqualTo("HU");
    assertThatThrownBy(() -> hu.masked(px(1, 2, 1, 1), 0))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("needs a mask of 1 x 1 x 3 (frames x rows x columns)");
  }

  @Test
  void theLargestComponentIsOneThatTouchesAtSidesAndCorners() {
    Pixels mask = px(3, 4, 1, 0, 0, 1, 1, 0, 1, 0, 0, 0, 1, 1);
    assertThat(mask.largestComponent().values())
        .containsExactly(0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1);
    assertThat(px(1, 3, 1, 0, 1).largestComponent().values()).containsExactly(1, 0, 0);
    assertThat(px(1, 2, 0, 0).largestComponent().values()).containsExactly(0, 0);
    assertThatThrownBy(() -> colour(1, 1, 2, 3).largestComponent())
        .hasMessageEndingWith("largestComponent needs one sample a pixel, but these have 3");
  }

  @Test
  void aShrunkenCropIsTheMeanOfTheAreaUnderEachPixel() {
    Pixels px = px(2, 4, 0, 2, 4, 6, 10, 12, 14, 16);
    close(px.cropResize(Box.of(px), 1, 2), 6, 10);
    close(px.cropResize(new Box(0, 1, 1, 3), 1, 1), 9);
    // 3 pixels become 2: each is one and a half.
    close(px(1, 3, 0, 3, 9).cropResize(new Box(0, 0, 0, 2), 1, 2), 1, 7);
  }

  @Test
  void anEnlargedCropLiesOnStraightLinesBetweenMiddles() {
    close(px(1, 3, 0, 4, 99).cropResize(new Box(0, 0, 0, 1), 1, 4), 0, 1, 3, 4);
    close(px(1, 2, 5, 7).cropResize(new Box(0, 0, 0, 0), 2, 2), 5, 5, 5, 5);
  }

  @Test
  void aCropLeavesOutWhatHasNoValue() {
    Pixels made =
        px(1, 4, 3, Float.NaN, Float.NaN, Float.NaN).cropResize(new Box(0, 0, 0, 3), 1, 2);
    assertThat(made.value(0)).isEqualTo(3);
    assertThat(made.hasValue(1)).isFalse();
  }

  /** fastai: 27.25, 30.75, 34.25, 37.75 of 40 x 20, because it counts rows as columns. */
  @Test
  void aCropOfAnImageThatIsNotSquareIsInItsPlace() {
    float[] rows = new float[40 * 20];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i / 20;
    }
    Pixels px = px(40, 20, rows);
    Box box = new Box(30, 2, 37, 9);
    Pixels ours = px.cropResize(box, 4, 4);
    for (int i = 0; i < 4; i++) {
      assertThat(ours.at(i, 0)).isCloseTo(30.5 + 2 * i, within(1e-5));
    }
    Pixels theirs = px.cropResize(box, 4, 4, Like.FASTAI);
    double[] wrong = {27.2499981, 30.75, 34.25, 37.75};
    for (int i = 0; i < 4; i++) {
      assertThat(theirs.at(i, 0)).isCloseTo(wrong[i], within(1e-5));
    }
  }

  @Test
  void cropsOfSeveralFramesHaveABoxEach() {
    Pixels px = px(1, 4, 1, 2, 3, 4);
    Pixels two = px.cropResize(List.of(new Box(0, 0, 0, 1), new Box(0, 2, 0, 3)), 1, 2);
    assertThat(two.frames()).isEqualTo(2);
    assertThat(two.values()).containsExactly(1, 2, 3, 4);
    Pixels again = two.cropResize(List.of(new Box(0, 1, 0, 1), new Box(0, 0, 0, 0)), 1, 1);
    assertThat(again.values()).containsExactly(2, 3);
    assertThatThrownBy(() -> two.cropResize(List.of(new Box(0, 0, 0, 0)), 1, 1))
        .hasMessageEndingWith("1 boxes for 2 frames; give one for each");
    assertThatThrownBy(() -> px.cropResize(List.of(), 1, 1)).isInstanceOf(DicomException.class);
  }

  @Test
  void cropsRefuseBoxesAndSizesThatAreNone() {
    Pixels px = px(1, 4, 1, 2, 3, 4);
    assertThatThrownBy(() -> px.cropResize(Box.EMPTY, 1, 1))
        .hasMessage(
            "own values: the box empty is not within 1 x 4 (rows x columns); take one of this"
                + " image, at least 1 x 1");
    assertThatThrownBy(() -> px.cropResize(new Box(0, 0, 1, 0), 1, 1))
        .isInstanceOf(DicomException.class);
    assertThatThrownBy(() -> px.cropResize(Box.of(px), 0, 1))
        .hasMessage(
            "own values: cropResize to 0 x 1 (rows x columns): both must be 1 to 65535, and all"
                + " samples fit one array");
  }

  @Test
  void channelsAreTheWindowsAndHistScaled() {
    Pixels px = px(1, 3, 0, 5, 20);
    Pixels three = px.to3Channels(Window.of(10, 5), Window.of(20, 10));
    assertThat(three.samples()).isEqualTo(3);
    close(three, 0, 0, px.histScaled().value(0), .5, .25, .5, 1, 1, 1);
    close(three.channel(1), 0, .25, 1);
    assertThat(three.channel(2).values()).containsExactly(px.histScaled().values());
    assertThat(px.toNChannels(FreqHist.of(0, 40), Window.of(10, 5)).channel(1).values())
        .containsExactly(0, .125f, .5f);
    assertThat(Pixels.ofChannels(px.windowed(10, 5)).samples()).isEqualTo(1);
  }

  @Test
  void channelsRefuseWhatDoesNotGoTogether() {
    Pixels px = px(1, 3, 0, 5, 20);
    assertThatThrownBy(() -> colour(1, 1, 2, 3).toNChannels(Window.of(2, 1)))
        .hasMessageEndingWith("ofChannels needs one sample a pixel, but these have 3");
    assertThatThrownBy(() -> Pixels.ofChannels(px, px(3, 1, 0, 0, 0)))
        .hasMessage(
            "ofChannels: own values (1 frames of 3 x 1 (rows x columns), values) does not go with"
                + " own values (1 frames of 1 x 3 (rows x columns), values); all need one shape and"
                + " unit");
    assertThatThrownBy(Pixels::ofChannels).hasMessage("ofChannels() needs at least one image");
    assertThatThrownBy(() -> px.channel(1))
        .hasMessage("own values: there is no channel 1: there are 1, from 0");
  }

  /** A cubic spline goes through all pixels and keeps straight lines away from the edge. */
  @Test
  void zoomGoesThroughThePixels() {
    close(px(1, 3, 1, 5, 2).zoomTo(1, 3), 1, 5, 2);
    Pixels twice = px(1, 3, 1, 5, 2).zoomTo(1, 5);
    assertThat(twice.value(2)).isCloseTo(5, within(1e-6));
    assertThat(twice.value(4)).isCloseTo(2, within(1e-6));
    // By hand: mirrored, the coefficients are -2.75, 8.5, -1.25.
    double middle = (8.5 + 23 * -2.75 + 23 * 8.5 - 1.25) / 48;
    assertThat(twice.value(1)).isCloseTo(middle, within(1e-6));
    close(px(1, 1, 4).zoomTo(2, 3), 4, 4, 4, 4, 4, 4);
    close(px(1, 2, 4, 8).zoomTo(1, 1), 4);
  }

  @Test
  void storedNumbersStayWholeAndInTheirRange() {
    Pixels px = TestImage.row(0, 255, 0, 255, 255, 0).pixels().zoomTo(1, 11);
    assertThat(px.max()).isEqualTo(255);
    assertThat(px.min()).isZero();
    for (float v : px.values()) {
      assertThat(v).isEqualTo(Math.round(v));
    }
    assertThat(px.unit()).isEqualTo("stored values");
    Pixels grey = px(1, 4, 0, 1, 1, 0).linear().zoomTo(1, 13);
    assertThat(grey.max()).isEqualTo(1);
  }

  /** scipy: the last of 14 columns of 28 ones is 0, because 27 / 13 * 13 is above 27. */
  @Test
  void zoomHasNoBlackEdge() {
    float[] ones = new float[28];
    Arrays.fill(ones, 1);
    assertThat(px(1, 28, ones).zoomTo(1, 14, Like.FASTAI).value(13)).isZero();
    assertThat(px(1, 28, ones).zoomTo(1, 14).value(13)).isCloseTo(1, within(1e-6));
  }

  @Test
  void zoomKeepsPaddingOutOfTheImage() {
    Pixels px =
        TestImage.row(16, true, -2000, -2000, 7, 7, 7, 7)
            .number(Tag.PixelPaddingValue, VR.SS, -2000)
            .pixels()
            .zoomTo(1, 11);
    assertThat(px.count()).isLessThan(11);
    assertThat(px.min()).isEqualTo(7);
    assertThat(px.max()).isEqualTo(7);
    assertThat(px.withPadding().min()).isEqualTo(-2000);
  }

  @Test
  void zoomRefusesSizesThatAreNone() {
    Pixels px = px(2, 4, new float[8]);
    assertThatThrownBy(() -> px.zoom(.1))
        .hasMessage(
            "own values: zoomTo to 0 x 0 (rows x columns): both must be 1 to 65535, and all samples"
                + " fit one array");
    assertThatThrownBy(() -> px.zoom(0)).hasMessage("zoom(0): the ratio must be above 0");
    Dicom palette = Dicom.read(TestFiles.pydicom("examples_palette.dcm"));
    assertThatThrownBy(() -> Pixels.of(palette).zoom(.5))
        .hasMessageEndingWith("are indices into a palette, which have no between");
  }

  /** Between red and blue in a table there may be green: a mean of indexes is no colour. */
  @Test
  void indexesIntoAPaletteHaveNoMean() {
    Pixels indexes = TestImage.image(2, 1, 8, false, "PALETTE COLOR", 0, 9, 3, 4, 5, 6).pixels();
    List<Supplier<Pixels>> operations =
        List.of(
            () -> indexes.uniformBlur2d(3),
            () -> indexes.gaussBlur2d(2),
            () -> indexes.cropResize(Box.of(indexes), 1, 1));
    for (Supplier<Pixels> operation : operations) {
      assertThatThrownBy(operation::get)
          .isInstanceOf(DicomException.class)
          .hasMessageContaining("these are indexes into a palette; take toRgb()");
    }
    assertThat(indexes.uniformBlur2d(3, Like.FASTAI).shape()).isEqualTo(new Shape(4, 5));
  }

  /** The smallest image there is: no edge, no neighbour, no slope. */
  @Test
  void onePixelStaysWhatItIs() {
    Pixels one = TestImage.image(1, 1, 16, true, "MONOCHROME1", -5).pixels();
    assertThat(one.uniformBlur2d(50).values()).containsExactly(-5);
    assertThat(one.gaussBlur2d(50).values()).containsExactly(-5);
    assertThat(one.gaussBlur2d(50, Like.FASTAI).value(0)).isCloseTo(-5, within(1e-5));
    assertThat(one.zoomTo(2, 3).values()).containsOnly(-5).hasSize(6);
    assertThat(one.cropResize(Box.of(one), 2, 3).values()).containsOnly(-5).hasSize(6);
    assertThat(one.mask2bbox()).isEqualTo(new Box(0, 0, 0, 0));
    assertThat(one.largestComponent().values()).containsExactly(-5);
  }
}
