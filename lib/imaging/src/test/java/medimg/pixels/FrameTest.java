package medimg.pixels;

import static medimg.dicom.TransferSyntax.EXPLICIT_LITTLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;

/** What holds for one frame: functional groups (PS3.3 section C.7.6.16) and vectors over frames. */
class FrameTest {
  private static DicomBytes group(int tag, DicomBytes content) {
    return DicomBytes.bare(true).sequence(tag, content);
  }

  private static DicomBytes rescale(String slope, String intercept) {
    return DicomBytes.bare(true)
        .text(Tag.RescaleIntercept, VR.DS, intercept)
        .text(Tag.RescaleSlope, VR.DS, slope)
        .text(Tag.RescaleType, VR.LO, "HU");
  }

  private static DicomBytes window(String center, String width) {
    return DicomBytes.bare(true)
        .text(Tag.WindowCenter, VR.DS, center)
        .text(Tag.WindowWidth, VR.DS, width);
  }

  private static DicomBytes twoFrames() {
    return DicomBytes.grey8(EXPLICIT_LITTLE, 1, 2)
        .text(Tag.Modality, VR.CS, "CT")
        .text(Tag.NumberOfFrames, VR.IS, "2");
  }

  private static Dicom read(DicomBytes image) {
    return image.element(Tag.PixelData, VR.OB, new byte[] {0, 10, 20, 30}).read();
  }

  /** Shared window, one rescale for each frame. */
  private static Dicom enhanced() {
    DicomBytes shared = group(Tag.FrameVOILUTSequence, window("20", "40"));
    return read(
        twoFrames()
            .sequence(Tag.SharedFunctionalGroupsSequence, shared)
            .sequence(
                Tag.PerFrameFunctionalGroupsSequence,
                group(Tag.PixelValueTransformationSequence, rescale("1", "-10")),
                group(Tag.PixelValueTransformationSequence, rescale("2", "-20"))));
  }

  @Test
  void eachFrameIsScaledByItsOwnGroupAndWindowedByTheShared() {
    Dicom dicom = enhanced();
    assertThat(Pixels.of(dicom, 0).scaled().values()).containsExactly(-10, 0);
    assertThat(Pixels.of(dicom, 1).scaled().values()).containsExactly(20, 40);
    assertThat(Pixels.of(dicom, 1).scaled().unit()).isEqualTo("HU");
    assertThat(Pixels.of(dicom, 1).name()).endsWith(", frame 1");
    assertThat(Window.of(dicom).level()).isEqualTo(20);
    assertThat(Frame.of(dicom, 1).vois()).hasSize(1);
    assertThat(Pixels.of(dicom, 1).windowed().values()[1]).isEqualTo(1);
  }

  @Test
  void aFramesOwnGroupWinsOverTheSharedAndTheHeader() {
    Dicom dicom =
        read(
            twoFrames()
                .text(Tag.WindowCenter, VR.DS, "1")
                .text(Tag.WindowWidth, VR.DS, "9")
                .sequence(
                    Tag.SharedFunctionalGroupsSequence,
                    group(Tag.FrameVOILUTSequence, window("2", "9")))
                .sequence(
                    Tag.PerFrameFunctionalGroupsSequence,
                    group(Tag.FrameVOILUTSequence, window("3", "9")),
                    DicomBytes.bare(true)));
    assertThat(Frame.of(dicom, 0).header().number(Tag.WindowCenter, 0)).isEqualTo(3);
    assertThat(Frame.of(dicom, 1).header().number(Tag.WindowCenter, 0)).isEqualTo(2);
    assertThat(Frame.of(dicom, 0).header().contains(Tag.PerFrameFunctionalGroupsSequence))
        .isFalse();
  }

  @Test
  void framesOfSeveralScalesAreNotScaledTogether() {
    Pixels all = Pixels.allOf(enhanced());
    assertThat(all.values()).containsExactly(0, 10, 20, 30);
    assertThatThrownBy(all::scaled)
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("its frames have modality transforms of their own")
        .hasMessageContaining("Pixels.of(dicom, frame)");
  }

  @Test
  void framesThatShareATableAreScaledTogether() {
    DicomBytes table =
        DicomBytes.bare(true)
            .element(Tag.LUTDescriptor, VR.US, new byte[] {2, 0, 10, 0, 8, 0})
            .text(Tag.ModalityLUTType, VR.LO, "US")
            .element(Tag.LUTData, VR.OW, new byte[] {5, 0, 7, 0});
    Dicom dicom =
        read(
            twoFrames()
                .sequence(Tag.ModalityLUTSequence, table)
                .sequence(
                    Tag.PerFrameFunctionalGroupsSequence,
                    DicomBytes.bare(true),
                    DicomBytes.bare(true)));
    assertThat(Pixels.allOf(dicom).scaled().values()).containsExactly(5, 5, 7, 7);
  }

  @Test
  void referencesToOtherImagesDoNotBecomeTheFramesOwn() {
    DicomBytes source = DicomBytes.bare(true).text(Tag.ReferencedSOPInstanceUID, VR.UI, "1.2.3");
    Dicom dicom =
        read(
            twoFrames()
                .sequence(
                    Tag.SharedFunctionalGroupsSequence,
                    group(Tag.ConversionSourceAttributesSequence, source)));
    assertThat(Frame.of(dicom, 0).header().contains(Tag.ReferencedSOPInstanceUID)).isFalse();
    assertThat(Frame.of(dicom, 0).header().contains(Tag.ConversionSourceAttributesSequence))
        .isTrue();
  }

  private static DicomBytes placed(DicomBytes image) {
    return image
        .text(Tag.PixelSpacing, VR.DS, "2\\3")
        .text(Tag.ImagePositionPatient, VR.DS, "1\\2\\10")
        .text(Tag.ImageOrientationPatient, VR.DS, "1\\0\\0\\0\\1\\0");
  }

  @Test
  void theGridFrameOffsetVectorPlacesTheFramesOfADose() {
    for (String vector : List.of("0\\5", "10\\15")) { // from the first frame, or as z
      Dicom dose = read(placed(twoFrames()).text(Tag.GridFrameOffsetVector, VR.DS, vector));
      Plane plane = Frame.of(dose, 1).plane().orElseThrow();
      assertThat(plane.position()).isEqualTo(new Point(1, 2, 15));
      assertThat(plane.at(1, 1)).isEqualTo(new Point(4, 4, 15));
    }
  }

  @Test
  void theSliceVectorPlacesTheFramesOfATomogram() {
    DicomBytes detector =
        DicomBytes.bare(true)
            .text(Tag.ImagePositionPatient, VR.DS, "0\\0\\100")
            .text(Tag.ImageOrientationPatient, VR.DS, "1\\0\\0\\0\\1\\0");
    Dicom tomogram =
        read(
            twoFrames()
                .text(Tag.PixelSpacing, VR.DS, "2\\2")
                .text(Tag.SpacingBetweenSlices, VR.DS, "-4")
                .element(Tag.SliceVector, VR.US, new byte[] {1, 0, 2, 0})
                .sequence(Tag.DetectorInformationSequence, detector));
    assertThat(Frame.of(tomogram, 1).plane().orElseThrow().position())
        .isEqualTo(new Point(0, 0, 96));
  }

  @Test
  void framesOfWhichNoPositionIsToldHaveNoneButTheFirst() {
    Dicom film = read(placed(twoFrames()));
    assertThat(Frame.of(film, 0).plane()).isPresent();
    assertThat(Frame.of(film, 1).plane()).isEmpty();
  }

  @Test
  void aFrameThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Frame.of(enhanced(), 2))
        .isInstanceOf(DicomException.class)
        .hasMessageEndingWith("there is no frame 2: the file has 2 (0 to 1)");
  }

  @Test
  void directionsThatAreNoneBreakARule() {
    Dicom dicom =
        read(
            DicomBytes.grey8(EXPLICIT_LITTLE, 1, 4)
                .text(Tag.PixelSpacing, VR.DS, "1\\1")
                .text(Tag.ImagePositionPatient, VR.DS, "0\\0\\0")
                .text(Tag.ImageOrientationPatient, VR.DS, "1\\0\\0\\1\\0\\0"));
    assertThatThrownBy(() -> Frame.of(dicom, 0).plane())
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("ImageOrientationPatient is (1, 0, 0) and (1, 0, 0), must be two");
  }

  @Test
  void lettersNameTheStrongestDirectionFirst() {
    assertThat(new Point(-1, 0, 0).letters()).isEqualTo("R");
    assertThat(new Point(0, .9, .4).letters()).isEqualTo("PH");
    assertThat(new Point(0, .1, -.9).letters()).isEqualTo("FP");
    assertThat(new Point(1, -.001, 0).letters()).isEqualTo("L");
  }

  @Test
  void aRealDoseHasItsFramesInSteps() {
    List<Frame> frames = Frame.allOf(Dicom.read(TestFiles.pydicom("rtdose.dcm")));
    assertThat(frames).hasSize(15);
    double first = frames.get(0).plane().orElseThrow().distance();
    assertThat(frames.get(14).plane().orElseThrow().distance() - first).isEqualTo(70);
  }

  @Test
  void framesOfSharedEnhancedFilesHavePydicomsMeans() {
    Path files = TestFiles.shared("dicom/files");
    // pydicom 3.0.2: pixel_array[i] * RescaleSlope + RescaleIntercept of the frame's group
    Dicom scales = Dicom.read(files.resolve("synthetic/enhanced_per_frame_rescale.dcm"));
    assertThat(Pixels.of(scales, 1).scaled().mean()).isCloseTo(3443.160631994733, within(1e-6));
    assertThat(Pixels.of(scales, 2).scaled().mean()).isCloseTo(5714.994733377222, within(1e-6));
    Dicom ct = Dicom.read(files.resolve("pydicom-data/data__eCT_Supplemental.dcm"));
    assertThat(Pixels.of(ct, 1).scaled().mean()).isCloseTo(-648.544506072998, within(1e-6));
    assertThat(Frame.of(ct, 0).plane().orElseThrow().position())
        .isEqualTo(new Point(99.5, -301.5, -159));
    Volume volume = Volume.of(Dicom.read(files.resolve("rse-panimg/dicom_enhanced__volume.dcm")));
    assertThat(volume.frame(0).number()).isEqualTo(6); // from the feet
    assertThat(volume.slice(0).mean()).isCloseTo(-989.1735458374023, within(1e-6));
    assertThat(volume.sliceSpacing()).isEqualTo(4);
  }

  @Test
  void aRealSegmentationHasItsPlacesInItsGroups() {
    Dicom liver = Dicom.read(TestFiles.pydicom("liver_1frame.dcm"));
    Frame frame = Frame.of(liver, 0);
    assertThat(frame.plane().orElseThrow().orientation()).isEqualTo("L\\P");
    assertThat(frame.header().integer(Tag.ReferencedSegmentNumber, 0)).isEqualTo(1);
  }
}
