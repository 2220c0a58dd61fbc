package medimg.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New images made of old ones are whole, true about themselves, and readable. */
class DerivedImageTest {
  private static Dicom read(String name) {
    return Dicom.read(TestFiles.pydicom(name));
  }

  /** fastai leaves (0028,0030) at .661468 mm. */
  @Test
  void spacingFollowsTheZoom() {
    Dicom zoomed = DerivedImage.zoom(read("CT_small.dcm"), .5);
    assertThat(zoomed.get(Tag.PixelSpacing).numbers()).containsExactly(1.322936, 1.322936);
    assertThat(zoomed.get(Tag.Rows).integer()).isEqualTo(64);
    assertThat(zoomed.get(Tag.Columns).integer()).isEqualTo(64);
    assertThat(Pixels.of(zoomed).values())
        .containsExactly(Pixels.of(read("CT_small.dcm")).zoom(.5).values());
  }

  @Test
  void spacingOfRowsAndColumnsFollowsEachByItself() {
    Dicom zoomed = DerivedImage.zoomTo(read("CT_small.dcm"), 32, 256);
    double[] mm = zoomed.get(Tag.PixelSpacing).numbers();
    assertThat(mm).containsExactly(4 * .661468, .661468 / 2);
    assertThat(Pixels.of(zoomed).shape()).isEqualTo(new Shape(32, 256));
  }

  @Test
  void aDerivedImageHasItsOwnUidAndNamesItsSource() {
    Dicom old = read("CT_small.dcm");
    Dicom one = DerivedImage.zoom(old, .5);
    Dicom two = DerivedImage.zoom(old, .5);
    String uid = one.get(Tag.SOPInstanceUID).string();
    assertThat(uid).startsWith("2.25.").isNotEqualTo(two.get(Tag.SOPInstanceUID).string());
    assertThat(one.meta().get(Tag.MediaStorageSOPInstanceUID).string()).isEqualTo(uid);
    assertThat(one.get(Tag.SeriesInstanceUID).string())
        .isEqualTo(two.get(Tag.SeriesInstanceUID).string())
        .isNotEqualTo(old.get(Tag.SeriesInstanceUID).string());
    assertThat(one.get(Tag.StudyInstanceUID).string())
        .isEqualTo(old.get(Tag.StudyInstanceUID).string());
    assertThat(one.get(Tag.ImageType).strings().get(0)).isEqualTo("DERIVED");
    assertThat(
            one.get(Tag.SourceImageSequence)
                .items()
                .get(0)
                .get(Tag.ReferencedSOPInstanceUID)
                .string())
        .isEqualTo(old.get(Tag.SOPInstanceUID).string());
  }

  /** fastai writes raw pixels under the old transfer syntax, which nobody can read back. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MR_small_RLE.dcm",
        "MR_small_jpeg_ls_lossless.dcm",
        "MR_small_jp2klossless.dcm",
        "JPEG2000.dcm",
        "SC_rgb_rle_2frame.dcm",
        "rtdose_rle_1frame.dcm",
        "SC_rgb_jpeg_dcmtk.dcm"
      })
  void compressedAndColourFilesAreZoomedToo(String name) {
    Dicom old = read(name);
    Dicom zoomed = DerivedImage.zoom(old, .5);
    Pixels px = Pixels.allOf(zoomed);
    assertThat(px.rows()).isEqualTo(old.pixelData().layout().rows() / 2);
    assertThat(px.frames()).isEqualTo(old.pixelData().layout().frames());
    Pixels stored = Pixels.allOf(old);
    Pixels expected = (stored.samples() == 3 ? stored.toRgb() : stored).zoom(.5);
    assertThat(px.values()).containsExactly(expected.values());
    assertThat(zoomed.warnings()).filteredOn(w -> !old.warnings().contains(w)).isEmpty();
  }

  @Test
  void whatHadLossStillSaysSo() {
    assertThat(DerivedImage.zoom(read("JPEG2000.dcm"), .5).get(Tag.LossyImageCompression).string())
        .isEqualTo("01");
  }

  @Test
  void aPaletteIsNotZoomed() {
    Dicom palette = read("examples_palette.dcm");
    assertThatThrownBy(() -> DerivedImage.zoom(palette, .5))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "examples_palette.dcm: another size needs colours, but the pixels are indices into a"
                + " palette, which have no between");
  }

  private static TestImage ct(long... values) {
    return TestImage.image(2, 1, 16, true, "MONOCHROME2", values)
        .with(Tag.SOPClassUID, VR.UI, "1.2.840.10008.5.1.4.1.1.2")
        .with(Tag.SOPInstanceUID, VR.UI, "1.2.3")
        .with(Tag.Modality, VR.CS, "CT")
        .ds(Tag.RescaleSlope, "2")
        .ds(Tag.RescaleIntercept, "-1000");
  }

  @Test
  void valuesInTheFilesUnitAreStoredByItsRescale() {
    Dicom old = ct(0, 100, 200, 300).read();
    Pixels hu = Pixels.of(old).scaled();
    Dicom made = DerivedImage.setPixels(old, hu.clipped(-900, 0));
    assertThat(Pixels.of(made).scaled().values()).containsExactly(-900, -800, -600, -400);
    assertThat(made.get(Tag.RescaleSlope).number()).isEqualTo(2);
  }

  /** fastai keeps 16 bit for the bytes of single precision: (4, 4) is read as (2, 4, 4). */
  @Test
  void fractionsComeBackThroughARescale() {
    Dicom old = ct(0, 100, 200, 300).read();
    Dicom made = DerivedImage.setPixels(old, Pixels.of(new float[] {0, .25f, .5f, 1.5f}, 1, 4));
    Pixels back = Pixels.of(made);
    assertThat(back.shape()).isEqualTo(new Shape(1, 4));
    assertThat(back.layout().bitsAllocated()).isEqualTo(16);
    float[] values = back.scaled().values();
    double[] expected = {0, .25, .5, 1.5};
    IntStream.range(0, 4)
        .forEach(i -> assertThat((double) values[i]).isCloseTo(expected[i], within(1.5 / 65_535)));
  }

  @Test
  void ownWholeNumbersAreStoredAsTheyAre() {
    Dicom old = TestImage.row(1, 2).with(Tag.SOPInstanceUID, VR.UI, "1.2.3").read();
    Dicom bytes = DerivedImage.setPixels(old, Pixels.of(new float[] {0, 255}, 2, 1));
    assertThat(Pixels.of(bytes).values()).containsExactly(0, 255);
    assertThat(Pixels.of(bytes).layout().bitsAllocated()).isEqualTo(8);
    Dicom shorts = DerivedImage.setPixels(old, Pixels.of(new float[] {-5, 1000}, 2, 1));
    assertThat(Pixels.of(shorts).values()).containsExactly(-5, 1000);
    assertThat(Pixels.of(shorts).layout().bitsAllocated()).isEqualTo(16);
    assertThat(Pixels.of(shorts).layout().signed()).isTrue();
    Dicom ints = DerivedImage.setPixels(old, Pixels.of(new float[] {0, 70_000}, 2, 1));
    assertThat(Pixels.of(ints).values()).containsExactly(0, 70_000);
    assertThat(Pixels.of(ints).layout().bitsAllocated()).isEqualTo(32);
  }

  @Test
  void greyLevelsBecomeSixteenBitWithoutRescale() {
    Dicom old = ct(0, 100, 200, 300).read();
    Dicom made = DerivedImage.setPixels(old, Pixels.of(old).linear());
    assertThat(Pixels.of(made).values()).containsExactly(0, 21_845, 43_690, 65_535);
    assertThat(made.find(Tag.RescaleSlope)).isEmpty();
  }

  @Test
  void paddingStaysPadding() {
    Dicom old = ct(-2000, 100, 200, 300).number(Tag.PixelPaddingValue, VR.SS, -2000).read();
    Pixels px = Pixels.of(old);
    Pixels back = Pixels.of(DerivedImage.setPixels(old, px.gaussBlur2d(.5)));
    assertThat(back.count()).isEqualTo(3);
    assertThat(back.hasValue(0)).isFalse();
  }

  @Test
  void valuesThatFitNowhereAreRefused() {
    Dicom old = ct(0, 1, 2, 3).read();
    Pixels wide = Pixels.of(old).scaled().clipped(1e12, 1e12);
    assertThatThrownBy(() -> DerivedImage.setPixels(old, wide))
        .isInstanceOf(DicomException.class)
        .hasMessageEndingWith("do not fit 32 bit; scale them first");
  }

  @Test
  void twoChannelsAreNoImage() {
    Dicom old = ct(0, 1, 2, 3).read();
    Pixels px = Pixels.of(old).scaled();
    assertThatThrownBy(() -> DerivedImage.setPixels(old, px.toNChannels(Window.BRAIN)))
        .isInstanceOf(DicomException.class)
        .hasMessageEndingWith("an image has 1 or 3 samples a pixel, but these have 2");
  }

  /** 2 x 4 pixels of 1 x .5 mm become 2 x 2 of 1 x 1 mm; the first middle moves right. */
  @Test
  void isotropicPixelsCoverTheSameMillimetres() {
    Dicom old =
        TestImage.image(2, 1, 16, false, "MONOCHROME2", 0, 2, 4, 6, 10, 20, 30, 40)
            .with(Tag.SOPInstanceUID, VR.UI, "1.2.3")
            .ds(Tag.PixelSpacing, "1\\0.5")
            .ds(Tag.ImagePositionPatient, "10\\20\\30")
            .ds(Tag.ImageOrientationPatient, "1\\0\\0\\0\\1\\0")
            .read();
    Dicom made = DerivedImage.isotropic(old, 1);
    assertThat(Pixels.of(made).shape()).isEqualTo(new Shape(2, 2));
    assertThat(Pixels.of(made).values()).containsExactly(1, 5, 15, 35);
    assertThat(made.get(Tag.PixelSpacing).numbers()).containsExactly(1, 1);
    assertThat(made.get(Tag.ImagePositionPatient).numbers()).containsExactly(10.25, 20, 30);
  }

  @Test
  void millimetresNeedASpacing() {
    Dicom old = ct(0, 1, 2, 3).read();
    assertThatThrownBy(() -> DerivedImage.isotropic(old, 1))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("(0028,0030)")
        .hasMessageEndingWith("is absent or not two numbers above 0, but millimetres need it");
    assertThatThrownBy(() -> DerivedImage.isotropic(old, 0))
        .hasMessage("isotropic: 0 mm is no distance of pixels, must be above 0");
  }

  @Test
  void overlaysAndShuttersDoNotOutliveTheirPlaces() {
    Dicom old =
        ct(0, 1, 2, 3).with(Tag.ShutterShape, VR.CS, "RECTANGULAR").ds(0x60000022, "x").read();
    Dicom zoomed = DerivedImage.zoomTo(old, 4, 4);
    assertThat(zoomed.find(Tag.ShutterShape)).isEmpty();
    assertThat(zoomed.find(0x60000022)).isEmpty();
    Dicom set = DerivedImage.setPixels(old, Pixels.of(old));
    assertThat(set.find(Tag.ShutterShape)).isPresent();
  }

  @Test
  void spacingWithinFunctionalGroupsFollows() {
    DicomBytes measures = DicomBytes.bare(true).text(Tag.PixelSpacing, VR.DS, "1\\2");
    DicomBytes shared = DicomBytes.bare(true).sequence(Tag.PixelMeasuresSequence, measures);
    Dicom old = ct(0, 1, 2, 3).sequence(Tag.SharedFunctionalGroupsSequence, shared).read();
    Dicom zoomed = DerivedImage.zoomTo(old, 4, 4);
    assertThat(
            zoomed
                .get(Tag.SharedFunctionalGroupsSequence)
                .items()
                .get(0)
                .get(Tag.PixelMeasuresSequence)
                .items()
                .get(0)
                .get(Tag.PixelSpacing)
                .numbers())
        .containsExactly(.5, 1);
  }

  /** The field of view keeps its edges, PS3.3 section C.7.6.2.1.1. */
  @Test
  void thePositionIsTheMiddleOfTheNewFirstPixel() {
    Dicom old =
        ct(0, 1, 2, 3)
            .ds(Tag.PixelSpacing, "1\\2")
            .ds(Tag.ImagePositionPatient, "10\\20\\30")
            .ds(Tag.ImageOrientationPatient, "1\\0\\0\\0\\0\\-1")
            .read();
    double[] spacing = {.5, 1};
    Dicom zoomed = DerivedImage.zoomTo(old, 4, 4);
    assertThat(zoomed.get(Tag.PixelSpacing).numbers()).containsExactly(spacing);
    assertThat(zoomed.get(Tag.ImagePositionPatient).numbers()).containsExactly(9.5, 20, 30.25);
    Plane before = Frame.of(old, 0).plane().orElseThrow();
    Plane after = Frame.of(zoomed, 0).plane().orElseThrow();
    assertThat(after.at(-.5, -.5).minus(before.at(-.5, -.5)).length()).isLessThan(1e-9);
    assertThat(after.at(3.5, 3.5).minus(before.at(1.5, 1.5)).length()).isLessThan(1e-9);
  }

  @Test
  void aPositionWithoutOrientationStays() {
    Dicom old =
        ct(0, 1, 2, 3)
            .ds(Tag.PixelSpacing, "1\\2")
            .ds(Tag.ImagePositionPatient, "10\\20\\30")
            .read();
    assertThat(DerivedImage.zoomTo(old, 4, 4).get(Tag.ImagePositionPatient).numbers())
        .containsExactly(10, 20, 30);
  }

  private static DicomBytes item(int tag, String value) {
    return DicomBytes.bare(true).text(tag, VR.DS, value);
  }

  /** Two frames of 2 x 2 that lie at 10 and 15 mm. */
  private static TestImage enhanced(String measures) {
    DicomBytes shared =
        DicomBytes.bare(true)
            .sequence(
                Tag.PlaneOrientationSequence,
                item(Tag.ImageOrientationPatient, "0\\1\\0\\0\\0\\-1"))
            .sequence(Tag.PixelMeasuresSequence, item(Tag.PixelSpacing, measures));
    DicomBytes one =
        DicomBytes.bare(true)
            .sequence(Tag.PlanePositionSequence, item(Tag.ImagePositionPatient, "10\\20\\30"));
    DicomBytes two =
        DicomBytes.bare(true)
            .sequence(Tag.PlanePositionSequence, item(Tag.ImagePositionPatient, "15\\20\\30"));
    return TestImage.image(4, 1, 16, false, "MONOCHROME2", 0, 10, 20, 30, 40, 50, 60, 70)
        .number(Tag.Rows, VR.US, 2)
        .with(Tag.NumberOfFrames, VR.IS, "2")
        .sequence(Tag.SharedFunctionalGroupsSequence, shared)
        .sequence(Tag.PerFrameFunctionalGroupsSequence, one, two);
  }

  @Test
  void eachFramesPositionFollows() {
    Dicom old = enhanced("1\\2").read();
    for (Dicom made :
        new Dicom[] {DerivedImage.zoomTo(old, 4, 4), DerivedImage.isotropic(old, .25)}) {
      assertThat(Pixels.allOf(made).frames()).isEqualTo(2);
      for (int i = 0; i < 2; i++) {
        Plane before = Frame.of(old, i).plane().orElseThrow();
        Plane after = Frame.of(made, i).plane().orElseThrow();
        assertThat(after.position()).isNotEqualTo(before.position());
        assertThat(after.at(-.5, -.5).minus(before.at(-.5, -.5)).length()).isLessThan(1e-9);
      }
    }
  }

  @Test
  void isotropicTakesTheSpacingOfFunctionalGroups() {
    Dicom made = DerivedImage.isotropic(enhanced("1\\2").read(), 1);
    assertThat(Pixels.allOf(made).shape()).isEqualTo(new Shape(2, 4));
    Plane plane = Frame.of(made, 1).plane().orElseThrow();
    assertThat(plane.position()).isEqualTo(new Point(15, 19.5, 30));
    assertThat(plane.columnSpacing()).isEqualTo(1);
  }

  @Test
  void tilesOfASlideAreNotTornApart() {
    Dicom slide = ct(0, 1, 2, 3).number(Tag.TotalPixelMatrixColumns, VR.US, 9).read();
    assertThatThrownBy(() -> DerivedImage.zoom(slide, 2))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("its frames are tiles of one larger image");
  }

  /** Real files have such numbers: zeros in front, letters. */
  @Test
  void aSourceWithABadUidIsNotNamed() {
    Dicom old =
        TestImage.image(2, 1, 16, true, "MONOCHROME2", 0, 1, 2, 3)
            .with(Tag.SOPClassUID, VR.UI, "1.2.840.10008.5.1.4.1.1.2")
            .with(Tag.SOPInstanceUID, VR.UI, "1.2.0003")
            .read();
    Dicom made = DerivedImage.zoom(old, 2);
    assertThat(made.find(Tag.SourceImageSequence)).isEmpty();
    assertThat(made.get(Tag.SOPInstanceUID).string()).startsWith("2.25.");
  }
}
