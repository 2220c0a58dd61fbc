package medimg.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.spi.IIORegistry;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written reads back equal, and is a DICOM file by the rules. */
class DicomWriterTest {
  static Stream<TransferSyntax> nativeSyntaxes() {
    return Stream.of(
        TransferSyntax.IMPLICIT_LITTLE, TransferSyntax.EXPLICIT_LITTLE, TransferSyntax.DEFLATED);
  }

  private static DataSetBuilder image(int bits, int rows, int columns) {
    return DataSet.builder()
        .put(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7")
        .put(Tag.SOPInstanceUID, "2.25.1")
        .put(Tag.Modality, "OT")
        .put(Tag.SamplesPerPixel, 1)
        .put(Tag.PhotometricInterpretation, "MONOCHROME2")
        .put(Tag.Rows, rows)
        .put(Tag.Columns, columns)
        .put(Tag.BitsAllocated, bits)
        .put(Tag.BitsStored, bits)
        .put(Tag.HighBit, bits - 1)
        .put(Tag.PixelRepresentation, bits == 16 ? 1 : 0);
  }

  @ParameterizedTest
  @MethodSource("nativeSyntaxes")
  void elementsAndPixelsReadBackEqual(TransferSyntax syntax) {
    DataSet code =
        DataSet.builder().put(Tag.CodeValue, "T-D3000").put(Tag.CodeMeaning, "Chest").build();
    DataSet header =
        image(16, 2, 3)
            .put(Tag.PatientName, "M\u00fcller^J\u00f6rg")
            .put(Tag.ImageType, "DERIVED", "SECONDARY")
            .put(Tag.PixelSpacing, .125, 1 / 3.0)
            .put(Tag.AnatomicRegionSequence, code, code)
            .put(Tag.PixelPaddingValue, VR.SS, -2000)
            .build();
    Dicom read =
        Dicom.read(
            DicomWriter.of(header, syntax).pixels(new short[] {-2000, -1, 0, 1, 2, 3000}).bytes());
    assertThat(read.warnings()).isEmpty();
    assertThat(read.transferSyntax()).isEqualTo(syntax);
    assertThat(read.showIdentifying().header().elements())
        .extracting(e -> e.tag() + " " + e.vr() + " " + e.text())
        .isEqualTo(
            header.elements().stream().map(e -> e.tag() + " " + e.vr() + " " + e.text()).toList());
    assertThat(read.get("PatientName").string()).isEqualTo("M\u00fcller^J\u00f6rg");
    assertThat(read.get("AnatomicRegionSequence").items()).hasSize(2);
    assertThat(read.get(Tag.PixelSpacing).numbers()[1]).isEqualTo(0.33333333333333);
    StoredValues values = read.pixelData().all();
    assertThat(values.integer(0)).isEqualTo(-2000);
    assertThat(values.integer(5)).isEqualTo(3000);
  }

  @Test
  void theMetaGroupSaysItsLengthAndWhatTheFileIs() {
    byte[] file =
        DicomWriter.of(image(8, 1, 1).build(), TransferSyntax.EXPLICIT_LITTLE)
            .pixels(new byte[] {7})
            .bytes();
    DataSet meta = Dicom.read(file).meta();
    assertThat(meta.get(Tag.MediaStorageSOPInstanceUID).string()).isEqualTo("2.25.1");
    // The group length counts from its own end to the first element of the data set.
    int start = 128 + 4 + 12;
    int end = start + meta.get(Tag.FileMetaInformationGroupLength).integer();
    assertThat(file[end]).isEqualTo((byte) 8);
    assertThat(file[end + 1]).isZero();
    assertThat(file.length % 2).isZero();
  }

  @Test
  void jpegIsOneEvenFragmentThatDecodesNearlyEqual() {
    byte[] ramp = new byte[64 * 64];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) (i % 64 * 4);
    }
    Dicom read =
        Dicom.read(
            DicomWriter.of(image(8, 64, 64).build(), TransferSyntax.JPEG_BASELINE, .95f)
                .pixels(ramp)
                .bytes());
    assertThat(read.pixelData().storedBytes()).isLessThan(ramp.length).isEven();
    StoredValues values = read.pixelData().all();
    for (int i = 0; i < ramp.length; i++) {
      assertThat(values.integer(i)).isBetween((ramp[i] & 0xFF) - 6L, (ramp[i] & 0xFF) + 6L);
    }
  }

  @Test
  void aJavaWithoutItsJpegWriterIsNamed() throws Exception {
    DicomWriter writer = DicomWriter.of(image(8, 2, 3).build(), TransferSyntax.JPEG_BASELINE);
    IIORegistry plugIns = IIORegistry.getDefaultInstance();
    Object jdks =
        plugIns.getServiceProviderByClass(
            Class.forName("com.sun.imageio.plugins.jpeg.JPEGImageWriterSpi"));
    plugIns.deregisterServiceProvider(jdks);
    try {
      assertThatThrownBy(() -> writer.pixels(new byte[6]))
          .isInstanceOf(DicomException.class)
          .hasMessage(
              "this Java has no JPEG writer (com.sun.imageio.plugins.jpeg.JPEGImageWriter); use a"
                  + " JDK with the module java.desktop");
    } finally {
      plugIns.registerServiceProvider(jdks);
    }
    assertThat(writer.pixels(new byte[6]).bytes()).isNotEmpty();
  }

  @Test
  void aNumberOfPixelsThatTheHeaderDoesNotDescribeIsRefused() {
    DicomWriter writer = DicomWriter.of(image(8, 2, 3).build(), TransferSyntax.EXPLICIT_LITTLE);
    assertThatThrownBy(() -> writer.pixels(new byte[5]))
        .isInstanceOf(DicomException.class)
        .hasMessage("5 pixel values were given, must be 6 (1 x 2 x 3 x 1)");
    assertThatThrownBy(() -> writer.pixels(new short[6]))
        .isInstanceOf(DicomException.class)
        .hasMessage("(0028,0100) BitsAllocated is 8, but the pixels have 16 bits");
  }

  @Test
  void valuesThatBreakTheirVrAreRefusedWithTagAndRule() {
    DataSetBuilder set = DataSet.builder();
    assertThatThrownBy(() -> set.put(Tag.Modality, "chest"))
        .hasMessage("(0008,0060) Modality is \"chest\", which VR CS does not allow");
    assertThatThrownBy(() -> set.put(Tag.PatientID, "x".repeat(65)))
        .hasMessageEndingWith("of 65 characters; VR LO holds at most 64");
    assertThatThrownBy(() -> set.put(Tag.PatientID, "a\\b"))
        .hasMessageContaining("a backslash separates values");
    assertThatThrownBy(() -> set.put(Tag.Rows, 65536))
        .hasMessage("(0028,0010) Rows is 65536.0, which does not fit VR US");
    assertThatThrownBy(() -> set.put(Tag.StudyInstanceUID, "1.02"))
        .hasMessage("(0020,000D) StudyInstanceUID is \"1.02\", which VR UI does not allow");
  }

  @Test
  void aDecimalStringIsNeverLongerThanSixteenCharacters() {
    for (double value : new double[] {1 / 3.0, -1e-7 / 3, 12345678.123456789, 1e300, -2e-300}) {
      Element e = DataSet.builder().put(Tag.SliceThickness, value).build().get(Tag.SliceThickness);
      assertThat(e.text().length()).isLessThanOrEqualTo(16);
      assertThat(e.number())
          .isCloseTo(value, org.assertj.core.data.Percentage.withPercentage(.001));
    }
  }

  @Test
  void aFileWithoutItsUidIsRefused() {
    DataSet header = image(8, 1, 1).remove(Tag.SOPInstanceUID).build();
    assertThatThrownBy(() -> DicomWriter.of(header, TransferSyntax.EXPLICIT_LITTLE))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "(0008,0018) SOPInstanceUID is absent, but a file needs it (PS3.10 section 7.1)");
  }

  @Test
  void aFolderThatIsNotThereLeavesNothingBehind(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("none/a.dcm");
    DicomWriter writer =
        DicomWriter.of(image(8, 1, 1).build(), TransferSyntax.EXPLICIT_LITTLE).pixels(new byte[1]);
    assertThatThrownBy(() -> writer.write(file))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("cannot be written");
    assertThat(Files.list(folder)).isEmpty();
    Path good = folder.resolve("b.dcm");
    writer.write(good);
    assertThat(Files.list(folder)).containsExactly(good);
  }
}
