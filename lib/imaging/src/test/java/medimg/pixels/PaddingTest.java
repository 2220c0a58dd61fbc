package medimg.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;

/** Pixels that stand for no measurement: PS3.3 section C.7.5.1.1.2. */
class PaddingTest {
  private static String shown(Pixels px) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < px.size(); i++) {
      out.append(px.hasValue(i) ? 'v' : '-');
    }
    return out.toString();
  }

  @Test
  void onePaddingValueIsLeftOut() {
    Pixels px = TestImage.row(0, 1, 9, 2, 9).number(Tag.PixelPaddingValue, VR.US, 9).pixels();
    assertThat(shown(px)).isEqualTo("vv-v-");
    assertThat(px.size()).isEqualTo(5);
    assertThat(px.count()).isEqualTo(3);
    assertThat(px.max()).isEqualTo(2);
    assertThat(px.mean()).isEqualTo(1);
    assertThat(px.std()).isCloseTo(Math.sqrt(2 / 3.0), within(1e-15));
    assertThat(px.quantile(1)).isEqualTo(2);
    assertThat(px.shareUpTo(1)).isEqualTo(2 / 3.0);
    assertThat(px.pctInWindow(Window.of(20, 5))).isEqualTo(1);
    assertThat(px.histogram(2).counts()).containsExactly(1, 2);
    assertThat(px.freqHistBins(1).breaks()).containsExactly(0, 1, 2);
    assertThat(px.values()).containsExactly(0, 1, 9, 2, 9);
    assertThat(px.at(0, 2)).isEqualTo(9);
    assertThat(px)
        .hasToString(
            "1 x 5 MONOCHROME2, 8 of 8 bit unsigned, stored values 0 to 2, mean 1.00, 2 without a"
                + " value; middle row: 0 1 - 2 -");
  }

  @Test
  void aRangeReachesFromTheValueToTheLimitBothIncluded() {
    Pixels up =
        TestImage.row(0, 1, 2, 3, 4)
            .number(Tag.PixelPaddingValue, VR.US, 1)
            .number(Tag.PixelPaddingRangeLimit, VR.US, 3)
            .pixels();
    assertThat(shown(up)).isEqualTo("v---v");
    // MONOCHROME1: the limit is the smaller one.
    Pixels down =
        TestImage.image(1, 1, 8, false, "MONOCHROME1", 0, 1, 2, 3, 4)
            .number(Tag.PixelPaddingValue, VR.US, 4)
            .number(Tag.PixelPaddingRangeLimit, VR.US, 2)
            .pixels();
    assertThat(shown(down)).isEqualTo("vv---");
  }

  @Test
  void aLimitWithoutAValueAndAnEmptyValueMeanNothing() {
    assertThat(TestImage.row(0, 1).number(Tag.PixelPaddingRangeLimit, VR.US, 1).pixels().count())
        .isEqualTo(2);
    assertThat(TestImage.row(0, 1).with(Tag.PixelPaddingValue, VR.US, "").pixels().count())
        .isEqualTo(2);
  }

  @Test
  void theValueIsReadInTheSignOfThePixelsWhateverItsVr() {
    for (VR vr : new VR[] {VR.US, VR.SS}) {
      Pixels signed =
          TestImage.row(16, true, -2000, 5, -2000)
              .number(Tag.PixelPaddingValue, vr, -2000)
              .pixels();
      assertThat(shown(signed)).as(vr + " signed").isEqualTo("-v-");
      Pixels unsigned =
          TestImage.row(16, false, 63536, 5).number(Tag.PixelPaddingValue, vr, 63536).pixels();
      assertThat(shown(unsigned)).as(vr + " unsigned").isEqualTo("-v");
    }
    Pixels wide =
        TestImage.row(32, true, -1, 65535).number(Tag.PixelPaddingValue, VR.US, 65535).pixels();
    assertThat(shown(wide)).isEqualTo("-v");
  }

  @Test
  void floatPixelsHaveTheirOwnElements() {
    Pixels single =
        TestImage.floats(.1f, 1, -99.5f)
            .number(Tag.FloatPixelPaddingValue, VR.FL, .1f)
            .number(Tag.PixelPaddingValue, VR.US, 1)
            .pixels();
    assertThat(shown(single)).isEqualTo("-vv");
    Pixels twice =
        TestImage.doubles(.1, 1, -99.5)
            .number(Tag.DoubleFloatPixelPaddingValue, VR.FD, -100)
            .number(Tag.DoubleFloatPixelPaddingRangeLimit, VR.FD, .1)
            .pixels();
    assertThat(shown(twice)).isEqualTo("-v-");
  }

  @Test
  void colourHasNoPadding() {
    Pixels px =
        TestImage.image(1, 3, 8, false, "RGB", 255, 255, 255, 1, 2, 255)
            .number(Tag.PixelPaddingValue, VR.US, 255)
            .pixels();
    assertThat(px.count()).isEqualTo(6);
  }

  @Test
  void paddingCanBeTakenAsValues() {
    Pixels px = TestImage.row(0, 1, 9).number(Tag.PixelPaddingValue, VR.US, 9).pixels();
    assertThat(px.withPadding().max()).isEqualTo(9);
    assertThat(px.withPadding().count()).isEqualTo(3);
    assertThat(px.max()).isEqualTo(1);
    Pixels nan = Pixels.of(new float[] {1, Float.NaN}, 1, 2);
    assertThat(nan.withPadding().count()).isEqualTo(1);
  }

  @Test
  void paddingIsKnownByStoredValuesAndStaysSoAfterTheTransform() {
    Pixels px =
        TestImage.row(0, 1, 2)
            .ds(Tag.RescaleSlope, "2")
            .ds(Tag.RescaleIntercept, "-2")
            .number(Tag.PixelPaddingValue, VR.US, 2)
            .pixels()
            .scaled();
    // The stored 2 is padding; the scaled 0 is not.
    assertThat(shown(px)).isEqualTo("vv-");
    assertThat(px.max()).isEqualTo(0);
    assertThat(shown(px.clipped(-1, 1).crop(0, 1, 1, 2))).isEqualTo("v-");
  }

  @Test
  void paddingIsBlackInGreyLevels() {
    Pixels px = TestImage.row(1, 5, 200).number(Tag.PixelPaddingValue, VR.US, 200).pixels();
    assertThat(px.windowed(2, 2).values()).containsExactly(0, 1, 0);
    assertThat(px.histScaled().values()).containsExactly(0, 1, 0);
    assertThat(px.linear().values()).containsExactly(0, 1, 0);
    assertThat(px.equalised().values()).containsExactly(0, 1, 0);
    assertThat(px.clahe(1, 2).value(2)).isEqualTo(0);
  }

  @Test
  void paddingOfMonochrome1IsBlackToo() {
    Pixels px =
        TestImage.image(1, 1, 8, false, "MONOCHROME1", 1, 5, 0)
            .number(Tag.PixelPaddingValue, VR.US, 0)
            .pixels();
    assertThat(px.isInverted()).isTrue();
    // 1 is what MONOCHROME1 shows black.
    assertThat(px.windowed(2, 2).values()).containsExactly(0, 1, 1);
    assertThat(px.histScaled().values()).containsExactly(0, 1, 1);
    assertThat(px.linear().values()).containsExactly(0, 1, 1);
    assertThat(px.equalised().values()).containsExactly(0, 1, 1);
    assertThat(px.clahe(1, 2).value(2)).isEqualTo(1);
  }

  @Test
  void anImageOfPaddingIsBlackAndHasNoStatistics() {
    Pixels px = TestImage.row(3, 3).number(Tag.PixelPaddingValue, VR.US, 3).pixels();
    assertThat(px.count()).isZero();
    assertThat(px.windowed(2, 2).values()).containsExactly(0, 0);
    assertThat(px.histScaled().values()).containsExactly(0, 0);
    assertThat(px.linear().values()).containsExactly(0, 0);
    assertThat(px.equalised().values()).containsExactly(0, 0);
    assertThat(px.clahe(1, 2).values()).containsExactly(0, 0);
    assertThat(px)
        .hasToString(
            "1 x 2 MONOCHROME2, 8 of 8 bit unsigned, stored values, 2 without a value; middle row:"
                + " - -");
    String has = px.name() + ": has no ";
    String why = ": all 2 pixels are padding or no number";
    assertThatThrownBy(px::min)
        .isInstanceOf(DicomException.class)
        .hasMessage(has + "minimum" + why);
    assertThatThrownBy(px::max)
        .isInstanceOf(DicomException.class)
        .hasMessage(has + "maximum" + why);
    assertThatThrownBy(px::mean).isInstanceOf(DicomException.class).hasMessage(has + "mean" + why);
    assertThatThrownBy(px::std)
        .isInstanceOf(DicomException.class)
        .hasMessage(has + "standard deviation" + why);
    assertThatThrownBy(() -> px.quantile(.5))
        .isInstanceOf(DicomException.class)
        .hasMessage(has + "quantile" + why);
    assertThatThrownBy(() -> px.shareUpTo(5))
        .isInstanceOf(DicomException.class)
        .hasMessage(has + "cumulative distribution" + why);
    assertThatThrownBy(() -> px.histogram(5))
        .isInstanceOf(DicomException.class)
        .hasMessage(has + "histogram" + why);
    assertThatThrownBy(() -> px.pctInWindow(Window.of(2, 2)))
        .isInstanceOf(DicomException.class)
        .hasMessage(has + "share in a window" + why);
  }

  /** A chest CT whose corners outside the scanned circle are -2000; truth by NumPy. */
  @Test
  void fastaiCountsThePaddingOfARealCtAndWeDoNot() {
    Pixels px =
        Pixels.of(Dicom.read(TestFiles.shared("dicom/files/dcmqi/ct-3slice__01.dcm"))).scaled();
    assertThat(px.size() - px.count()).isEqualTo(55772);
    assertThat(px.min()).isEqualTo(-1024);
    assertThat(px.mean()).isCloseTo(-401.80429031070105, within(1e-9));
    assertThat(px.std()).isCloseTo(475.50497812851376, within(1e-9));
    assertThat(px.freqHistBins(1).breaks()).containsExactly(-1024, -125, 1038);
    assertThat(px.pctInWindow(Window.LUNGS)).isCloseTo(.9689783497761324, within(1e-15));
    assertThat(px.histogram(5).counts()).containsExactly(89401, 37584, 76672, 2243, 472);
    assertThat(px.windowed(Window.LUNGS).at(0, 0)).isZero();

    Pixels fastai = px.withPadding();
    assertThat(fastai.min()).isEqualTo(-3024);
    assertThat(fastai.mean()).isCloseTo(-959.6851, within(1e-4));
    assertThat(fastai.freqHistBins(1).breaks()).containsExactly(-3024, -815, 1002);
    assertThat(fastai.freqHistBins(100).breaks()).hasSize(77);
    assertThat(fastai.pctInWindow(Window.LUNGS)).isCloseTo(.7628250122070312, within(1e-15));
    assertThat(fastai.histogram(5).counts()).containsExactly(55772, 0, 92071, 112131, 2170);
  }
}
