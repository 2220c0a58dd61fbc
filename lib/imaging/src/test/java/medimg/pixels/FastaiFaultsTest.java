package medimg.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ours makes of files and arguments on which fastai 2.8.12 raises or is silently wrong. */
class FastaiFaultsTest {
  private static Pixels read(String name) {
    return Pixels.allOf(Dicom.read(TestFiles.pydicom(name)));
  }

  /**
   * fastai: "RuntimeError: view size is not compatible with input tensor's size and stride",
   * because the planes of RLE lie one after another. Truth: fastai on a contiguous copy; its single
   * precision makes 4294967296 of the largest 32-bit number.
   */
  @ParameterizedTest
  @CsvSource({
    "SC_rgb_rle.dcm, 0 64 128 192 255, .65, 1 .5 .5 .25 1",
    "SC_rgb_rle_2frame.dcm, 0 63 64 127 128 191 192 255, .65, 0 0 0 1 .142857",
    "SC_rgb_rle_16bit.dcm, 0 16448 32896 49344 65535, .7, 1 .5 .5 .25 1",
    "SC_rgb_rle_16bit_2frame.dcm, 0 16191 16448 32639 32896 49087 49344 65535, .7,"
        + " 0 0 0 1 .142857",
    "SC_rgb_rle_32bit.dcm, 0 1077952576 2155905152 3233857728 4294967295, .7, 1 .5 .5 .25 1",
    "SC_rgb_rle_32bit_2frame.dcm, 0 1061109567 1077952576 2139062143 2155905152 3217014719"
        + " 3233857728 4294967295, .7, 0 0 0 1 .142857"
  })
  void colourOfRleIsScaled(String name, String breaks, double clippedMean, String samples) {
    Pixels px = read(name);
    assertThat(px.freqHistBins(100).breaks()).containsExactly(numbers(breaks));
    double[] all = numbers(breaks);
    assertThat(px.freqHistBins(1).breaks()).startsWith(0).endsWith(all[all.length - 1]).hasSize(3);
    Pixels grey = px.histScaled();
    double[] expected = numbers(samples);
    for (int k = 0; k < expected.length; k++) {
      int at = (int) ((2L * k + 1) * px.size() / 10);
      assertThat(grey.value(at)).isCloseTo(expected[k], within(1e-6));
    }
    assertThat(grey.mean()).isCloseTo(.5, within(1e-6));
    assertThat(px.histScaled(10, 100).mean()).isCloseTo(clippedMean, within(1e-6));
  }

  /**
   * fastai: "IndexError: index 256 is out of bounds for axis 0 with size 256": fewer than 500
   * pixels make the rounded rank .999 n one too many. Truth: NumPy with that rank at the last
   * pixel.
   */
  @ParameterizedTest
  @CsvSource({
    "SC_rgb_small_odd.dcm, 52 158 176, 7",
    "SC_rgb_small_odd_big_endian.dcm, 52 158 176, 7",
    "dicomdirtests/77654033/CR1/6154, 1563.896 1947.62 2116.568, 86",
    "dicomdirtests/98892003/MR1/15820, 224 553 840, 87",
    "dicomdirtests/98892003/MR700/4618, 19 60 81, 34",
    "rtdose_1frame.dcm, 795000 1027000 1254000, 74",
    "rtdose_expb_1frame.dcm, 795000 1027000 1254000, 74",
    "rtdose_rle_1frame.dcm, 795000 1027000 1254000, 74"
  })
  void arrayFreqHistBinsOfFewPixelsEndAtTheLargest(String name, String one, int hundred) {
    Pixels px = read(name).scaled();
    double[] expected = numbers(one);
    double[] ours = px.arrayFreqHistBins(1).breaks();
    assertThat(ours).hasSize(expected.length);
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i]).isCloseTo(expected[i], within(1e-6 * expected[i]));
    }
    assertThat(px.arrayFreqHistBins(100).breaks()).hasSize(hundred).endsWith(px.max());
  }

  /** fastai: "AttributeError: 'FileDataset' object has no attribute 'RescaleIntercept'". */
  @Test
  void aSlopeWithoutInterceptCounts() {
    Pixels px = TestImage.row(1, 2).ds(Tag.RescaleSlope, "2").pixels();
    assertThat(px.scaled().values()).containsExactly(2, 4);
  }

  /** fastai ignores it: the least value of CT_small.dcm stays 128, which is -896 HU. */
  @Test
  void anInterceptWithoutSlopeCounts() {
    Pixels px = TestImage.row(128, 0).ds(Tag.RescaleIntercept, "-1024").pixels();
    assertThat(px.scaled().values()).containsExactly(-896, -1024);
  }

  /** fastai: "TypeError: unsupported operand type(s) for *: 'Tensor' and 'NoneType'". */
  @Test
  void anEmptySlopeIsOne() {
    Pixels px = TestImage.row(1, 2).ds(Tag.RescaleSlope, "").ds(Tag.RescaleIntercept, "5").pixels();
    assertThat(px.scaled().values()).containsExactly(6, 7);
    Pixels neither =
        TestImage.row(1, 2).ds(Tag.RescaleSlope, "").ds(Tag.RescaleIntercept, "").pixels();
    assertThat(neither.scaled().values()).containsExactly(1, 2);
  }

  /** fastai: NaN in every pixel. */
  @Test
  void aWindowOfWidthOneIsBlackAndWhite() {
    Pixels px = TestImage.row(0, 1, 2).pixels();
    assertThat(px.windowed(1, 1).values()).containsExactly(0, 0, 1);
    assertThat(px.windowed(Window.of(1, 1).by(Window.Rule.LINEAR)).values())
        .containsExactly(0, 1, 1);
  }

  /** fastai has no code for it and shows the film inverted. */
  @Test
  void monochrome1IsKnownToBeInverted() {
    Pixels px = read("dicomdirtests/77654033/CR1/6154");
    assertThat(px.isInverted()).isTrue();
    assertThat(px.histScaled().isInverted()).isTrue();
    assertThat(px.interpretedAs("MONOCHROME2").isInverted()).isFalse();
  }

  /** fastai counts it; {@link PaddingTest} has a real CT. */
  @Test
  void paddingIsNotCounted() {
    Pixels px =
        TestImage.row(16, true, -2000, -2000, -2000, 0, 1)
            .number(Tag.PixelPaddingValue, VR.SS, -2000)
            .pixels();
    assertThat(px.histogram(2).counts()).containsExactly(1, 1);
    assertThat(px.freqHistBins(1).breaks()).containsExactly(0, 1);
    assertThat(px.mean()).isEqualTo(.5);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
