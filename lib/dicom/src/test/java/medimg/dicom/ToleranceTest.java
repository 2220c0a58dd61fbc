package medimg.dicom;

import static medimg.dicom.TransferSyntax.EXPLICIT_LITTLE;
import static medimg.dicom.TransferSyntax.IMPLICIT_LITTLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import medimg.TestFiles;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that break a rule are read as far as is sure, and what was wrong is told. */
class ToleranceTest {
  private static DicomBytes file() {
    return DicomBytes.file(EXPLICIT_LITTLE);
  }

  @ParameterizedTest
  @CsvSource({
    "PatientAge, AS, 21, '(0010,1010) PatientAge is \"21\", must be like 061Y (VR AS)'",
    "SliceThickness, DS, '1,5', '(0018,0050) SliceThickness is \"1,5\", must be like -1.5e3 (VR DS)'",
    "InstanceNumber, IS, 3.0, '(0020,0013) InstanceNumber is \"3.0\", must be like -12 (VR IS)'",
    "SpecificCharacterSet, CS, ISO-IR-100, "
        + "'(0008,0005) SpecificCharacterSet is \"ISO-IR-100\", a term spelt wrongly'",
    "StudyDate, DA, 19770231x, '(0008,0020) StudyDate is (hidden), must be like 20261122 (VR DA)'"
  })
  void aTextThatBreaksTheRuleOfItsVrIsKeptAndTold(
      String keyword, VR vr, String value, String warning) {
    Dicom dicom = file().text(Tag.of(keyword), vr, value).read();
    assertThat(dicom.get(keyword).string()).isEqualTo(value);
    assertThat(dicom.warnings()).extracting(Warning::sentence).containsExactly(warning);
  }

  @Test
  void rightValuesOfTheSameVrsAreNotTold() {
    Dicom dicom =
        file()
            .text(Tag.SpecificCharacterSet, VR.CS, "\\ISO 2022 IR 87")
            .text(Tag.StudyDate, VR.DA, "20261122")
            .text(Tag.StudyTime, VR.TM, "142530.123")
            .text(Tag.PatientAge, VR.AS, "021Y")
            .text(Tag.SliceThickness, VR.DS, " 1.5E-3\\+.5")
            .us(Tag.Rows, 4)
            .read();
    assertThat(dicom.warnings()).isEmpty();
  }

  @Test
  void aWrongVrIsToldAlsoWithinAnItem() {
    DicomBytes item = DicomBytes.bare(true).text(Tag.ReferencedSOPInstanceUID, VR.LO, "1.2");
    Dicom dicom = file().sequence(Tag.SourceImageSequence, item).read();
    assertThat(dicom.warnings())
        .extracting(Warning::sentence)
        .containsExactly("(0008,1155) ReferencedSOPInstanceUID has VR LO, must be UI");
  }

  @Test
  void anOddLengthIsTold() {
    Dicom dicom = file().element(Tag.StudyDescription, VR.LO, new byte[] {'a', 'b', 'c'}).read();
    assertThat(dicom.get("StudyDescription").string()).isEqualTo("abc");
    assertThat(dicom.warnings())
        .extracting(Warning::sentence)
        .containsExactly("(0008,1030) StudyDescription is 3 bytes long, must be even");
  }

  @Test
  void aWrongGroupLengthIsTold() {
    byte[] bytes = file().us(Tag.Rows, 4).bytes();
    bytes[140]++;
    Dicom dicom = Dicom.read(bytes);
    assertThat(dicom.get(Tag.Rows).integer()).isEqualTo(4);
    assertThat(dicom.warnings())
        .extracting(Warning::sentence)
        .containsExactly(
            "(0002,0000) FileMetaInformationGroupLength says that the group ends at byte 173, it"
                + " ends at 172");
  }

  @Test
  void trailingZerosAndNoiseAreToldAndLeftOut() {
    DicomBytes image =
        DicomBytes.grey8(EXPLICIT_LITTLE, 1, 2).element(Tag.PixelData, VR.OB, new byte[] {1, 2});
    Dicom zeros = Dicom.read(Arrays.copyOf(image.bytes(), image.bytes().length + 512));
    assertThat(zeros.warnings())
        .extracting(Warning::sentence)
        .containsExactly("512 bytes at the end of the file are no data element");
    Dicom noise = image.raw(9, 9, 9, 9, 'N', 'O', 2, 0, 9, 9).read();
    assertThat(noise.warnings())
        .extracting(Warning::sentence)
        .containsExactly("10 bytes at the end of the file are no data element");
    assertThat((byte[]) noise.pixelData().all().array()).containsExactly(1, 2);
  }

  @Test
  void explicitVrWithinImplicitIsReadAndTold() {
    DicomBytes item = DicomBytes.bare(true).text(Tag.CodeValue, VR.SH, "121320");
    Dicom dicom =
        DicomBytes.file(IMPLICIT_LITTLE).sequence(Tag.PurposeOfReferenceCodeSequence, item).read();
    DataSet code = dicom.get("PurposeOfReferenceCodeSequence").items().get(0);
    assertThat(code.get("CodeValue").string()).isEqualTo("121320");
    assertThat(dicom.warnings()).hasSize(1);
    assertThat(dicom.warnings().get(0).sentence())
        .endsWith("is written in explicit VR within implicit");
  }

  @Test
  void pixelsInFragmentsUnderAnUncompressedSyntaxAreTold() {
    Dicom dicom = DicomBytes.grey8(EXPLICIT_LITTLE, 1, 2).fragments(new byte[] {1, 2}).read();
    assertThat(dicom.warnings())
        .extracting(Warning::sentence)
        .containsExactly(
            "(7FE0,0010) PixelData is in fragments, but (0002,0010) TransferSyntaxUID says Explicit"
                + " VR Little Endian");
  }

  @Test
  void aDeflatedDataSetThatIsCutIsReadAsFarAsItGoes() throws Exception {
    byte[] plain =
        DicomBytes.bare(true)
            .text(Tag.Modality, VR.CS, "MR")
            .element(Tag.PatientComments, VR.LT, new byte[60_000])
            .bytes();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(DicomBytes.file(TransferSyntax.DEFLATED).bytes());
    try (var deflate = new DeflaterOutputStream(file, new Deflater(9, true))) {
      deflate.write(plain);
    }
    Dicom dicom = Dicom.read(Arrays.copyOf(file.toByteArray(), file.size() - 20));
    assertThat(dicom.get("Modality").string()).isEqualTo("MR");
    assertThat(dicom.cut()).isPresent();
  }

  @Test
  void strictReadsASoundFileAndRaisesForOthers(@TempDir Path folder) throws Exception {
    Path sound = TestFiles.pydicom("CT_small.dcm");
    assertThatCode(() -> Dicom.readStrict(sound)).doesNotThrowAnyException();
    Path wrong =
        Files.write(
            folder.resolve("wrong.dcm"),
            file().text(Tag.PatientAge, VR.AS, "21").text(Tag.PatientSize, VR.DS, "x").bytes());
    assertThatThrownBy(() -> Dicom.readStrict(wrong))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "wrong.dcm: breaks the standard: (0010,1010) PatientAge is \"21\", must be like 061Y (VR"
                + " AS); and 1 more; Dicom.read(..) reads it all the same and warnings() tells all");
  }
}
