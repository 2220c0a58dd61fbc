package medimg.pixels;

import static medimg.dicom.TransferSyntax.EXPLICIT_LITTLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slices in order of position, and what keeps them from being a volume. */
class VolumeTest {
  private static final String AXIAL = "1\\0\\0\\0\\1\\0";

  /** A CT slice of 1 x 2 pixels. */
  private static class Slice {
    String position;
    String series = "1.2";
    String orientation = AXIAL;
    String spacing = "2\\2";
    int rows = 1;
    int value;

    Slice(int value, String position) {
      this.value = value;
      this.position = position;
    }

    byte[] bytes() {
      return DicomBytes.grey8(EXPLICIT_LITTLE, rows, 2)
          .text(Tag.Modality, VR.CS, "CT")
          .text(Tag.SeriesInstanceUID, VR.UI, series)
          .text(Tag.ImagePositionPatient, VR.DS, position)
          .text(Tag.ImageOrientationPatient, VR.DS, orientation)
          .text(Tag.PixelSpacing, VR.DS, spacing)
          .text(Tag.RescaleIntercept, VR.DS, "-1000")
          .text(Tag.RescaleSlope, VR.DS, "10")
          .element(Tag.PixelData, VR.OB, new byte[] {(byte) value, (byte) (value + 1), 0, 0})
          .bytes();
    }

    Dicom read() {
      return Dicom.read(bytes());
    }
  }

  private static Dicom slice(int value, String position) {
    return new Slice(value, position).read();
  }

  private static void refused(String why, Dicom... slices) {
    assertThatThrownBy(() -> Volume.of(List.of(slices)))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining(why);
  }

  @Test
  void slicesStandInOrderOfPositionInModalityUnits() {
    Volume volume =
        Volume.of(List.of(slice(3, "0\\0\\5"), slice(1, "0\\0\\-5"), slice(2, "0\\0\\0")));
    assertThat(volume.slices()).isEqualTo(3);
    assertThat(volume.unit()).isEqualTo("HU");
    assertThat(volume.at(0, 0, 0)).isEqualTo(-990);
    assertThat(volume.at(2, 0, 1)).isEqualTo(-960);
    assertThat(volume.slice(1).values()).containsExactly(-980, -970);
    assertThat(volume.sliceSpacing()).isEqualTo(5);
    assertThat(volume.position(2, 0, 1)).isEqualTo(new Point(2, 0, 5));
    assertThat(volume)
        .hasToString(
            "3 x 1 x 2 (slices x rows x columns), HU, spacing 5 x 2 x 2 mm, orientation L\\P\\H");
  }

  @Test
  void aCoronalSeriesIsOrderedFromFrontToBackOrAsItsNormalLeads() {
    Slice[] slices = {new Slice(1, "0\\4\\0"), new Slice(2, "0\\0\\0")};
    for (Slice slice : slices) {
      slice.orientation = "1\\0\\0\\0\\0\\-1";
    }
    Volume volume = Volume.of(Arrays.stream(slices).map(Slice::read).toList());
    assertThat(volume.orientation()).isEqualTo("L\\F\\P");
    assertThat(volume.at(0, 0, 0)).isEqualTo(-980);
  }

  @Test
  void aMissingSliceIsCounted() {
    refused(
        "lie 15 mm apart, other slices 5 mm: 2 slices are missing",
        slice(0, "0\\0\\0"),
        slice(0, "0\\0\\5"),
        slice(0, "0\\0\\10"),
        slice(0, "0\\0\\25"));
  }

  @Test
  void unevenDistancesAreTold() {
    refused(
        "lie 6 mm apart, other slices 5 mm: a volume needs even distances",
        slice(0, "0\\0\\0"),
        slice(0, "0\\0\\5"),
        slice(0, "0\\0\\11"));
  }

  @Test
  void roundedPositionsAreEvenAllTheSame() {
    Volume volume =
        Volume.of(
            List.of(
                slice(0, "0\\0\\0"),
                slice(0, "0\\0\\0.6"),
                slice(0, "0\\0\\1.3"),
                slice(0, "0\\0\\1.9")));
    assertThat(volume.sliceSpacing()).isCloseTo(1.9 / 3, within(1e-12));
  }

  @Test
  void twoSlicesAtOnePlaceAreRefused() {
    refused(
        "lie at the same place (0, 0, 5); a volume needs one slice there",
        slice(0, "0\\0\\0"),
        slice(0, "0\\0\\5"),
        slice(0, "0\\0\\5"));
  }

  @Test
  void aTiltedGantryIsRecognised() {
    refused(
        "lies 10 mm along the normal of the first and 3 mm aside (17 degrees)",
        slice(0, "0\\0\\0"),
        slice(0, "0\\3\\10"));
  }

  @Test
  void slicesThatDifferAreNamedWithWhatDiffers() {
    Dicom first = slice(0, "0\\0\\0");
    Slice other = new Slice(0, "0\\0\\5");
    other.series = "1.3";
    refused("they are of the series 1.2 and 1.3", first, other.read());
    other = new Slice(0, "0\\0\\5");
    other.rows = 2;
    refused("they have the size 1 x 2 and 2 x 2", first, other.read());
    other = new Slice(0, "0\\0\\5");
    other.orientation = "1\\0\\0\\0\\0\\-1";
    refused("they have the orientation (1, 0, 0) (0, 1, 0) and", first, other.read());
    other = new Slice(0, "0\\0\\5");
    other.spacing = "2\\3";
    refused("they have the pixel spacing 2.0 x 2.0 mm and 2.0 x 3.0 mm", first, other.read());
  }

  @Test
  void oneSliceOrOneWithoutAPlaceMakesNoVolume() {
    refused("one slice makes no volume", slice(0, "0\\0\\0"));
    Dicom film =
        DicomBytes.grey8(EXPLICIT_LITTLE, 1, 2)
            .text(Tag.PixelSpacing, VR.DS, "1\\1")
            .element(Tag.PixelData, VR.OB, new byte[2])
            .read();
    refused(
        "frame 0 has no place in a volume, because it lacks (0020,0032) ImagePositionPatient and"
            + " (0020,0037) ImageOrientationPatient",
        film,
        film);
  }

  @Test
  void aSliceThatIsNotThereIsNamed() {
    Volume volume = Volume.of(List.of(slice(0, "0\\0\\0"), slice(0, "0\\0\\5")));
    assertThatThrownBy(() -> volume.slice(2))
        .isInstanceOf(DicomException.class)
        .hasMessage("there is no slice 2: the volume has 2, counted from 0");
    assertThatThrownBy(() -> volume.at(1, 0, 2))
        .isInstanceOf(DicomException.class)
        .hasMessageStartingWith("there is no voxel in row 0, column 2 of slices of 1 x 2");
  }

  @Test
  void theFramesOfAnEnhancedFileAreSlices() {
    DicomBytes at0 = DicomBytes.bare(true).text(Tag.ImagePositionPatient, VR.DS, "0\\0\\7");
    DicomBytes at1 = DicomBytes.bare(true).text(Tag.ImagePositionPatient, VR.DS, "0\\0\\4");
    DicomBytes orientation = DicomBytes.bare(true).text(Tag.ImageOrientationPatient, VR.DS, AXIAL);
    DicomBytes measures = DicomBytes.bare(true).text(Tag.PixelSpacing, VR.DS, "1\\1");
    Volume volume =
        Volume.of(
            DicomBytes.grey8(EXPLICIT_LITTLE, 1, 1)
                .text(Tag.NumberOfFrames, VR.IS, "2")
                .sequence(
                    Tag.SharedFunctionalGroupsSequence,
                    DicomBytes.bare(true)
                        .sequence(Tag.PlaneOrientationSequence, orientation)
                        .sequence(Tag.PixelMeasuresSequence, measures))
                .sequence(
                    Tag.PerFrameFunctionalGroupsSequence,
                    DicomBytes.bare(true).sequence(Tag.PlanePositionSequence, at0),
                    DicomBytes.bare(true).sequence(Tag.PlanePositionSequence, at1))
                .element(Tag.PixelData, VR.OB, new byte[] {10, 20})
                .read());
    assertThat(volume.at(0, 0, 0)).isEqualTo(20);
    assertThat(volume.frame(0).number()).isEqualTo(1);
    assertThat(volume.sliceSpacing()).isEqualTo(3);
  }

  @Test
  void aFolderMustHoldOneSeriesOfImages(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("b.dcm"), new Slice(1, "0\\0\\0").bytes());
    Files.write(folder.resolve("a.dcm"), new Slice(2, "0\\0\\5").bytes());
    assertThat(Volume.of(DicomFiles.in(folder)).at(1, 0, 0)).isEqualTo(-980);
    Slice other = new Slice(3, "0\\0\\9");
    other.series = "1.9";
    Files.write(folder.resolve("c.dcm"), other.bytes());
    DicomFiles files = DicomFiles.in(folder);
    assertThatThrownBy(() -> Volume.of(files))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("has 2 series of images");
  }

  @Test
  void aRealSeriesHasEvenSlices() {
    Path series = TestFiles.pydicom("dicomdirtests").resolve("98892001/CT5N");
    Volume volume = Volume.of(DicomFiles.in(series));
    assertThat(volume.slices()).isEqualTo(5);
    assertThat(volume.sliceSpacing()).isEqualTo(2.5);
    assertThat(volume.orientation()).isEqualTo("L\\P\\H");
  }

  @Test
  void aRealSeriesWithHolesIsRefused() {
    Path series = TestFiles.pydicom("dicomdirtests").resolve("77654033/CT2");
    DicomFiles files = DicomFiles.in(series);
    assertThatThrownBy(() -> Volume.of(files))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("lie 202.5 mm apart, other slices 1.25 mm: 161 slices are missing");
  }
}
