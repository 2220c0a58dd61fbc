package medimg.dicom;

import static medimg.dicom.TransferSyntax.EXPLICIT_LITTLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import medimg.TestFiles;
import medimg.dictionary.Dictionary;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader meets first: reading a file, asking for a tag, and being told what is wrong. */
class DicomTest {
  private static void assertSentence(Runnable mistake, String sentence) {
    assertThatThrownBy(mistake::run).isInstanceOf(DicomException.class).hasMessage(sentence);
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    Path file = folder.resolve("none.dcm");
    assertSentence(() -> Dicom.read(file), "none.dcm: there is no such file (" + file + ")");
  }

  @Test
  void aFolderIsNoFile(@TempDir Path folder) {
    assertSentence(() -> Dicom.read(folder), folder.getFileName() + ": is a folder, not a file");
  }

  @Test
  void anEmptyFileAndATextAreNoDicom(@TempDir Path folder) throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.dcm"));
    Path text = Files.writeString(folder.resolve("text.dcm"), "Dear colleague, please find");
    assertSentence(
        () -> Dicom.read(empty), "empty.dcm: the file is empty (0 bytes), so it is no DICOM file");
    assertSentence(
        () -> Dicom.readHeader(text),
        "text.dcm: this is no DICOM file: there is no DICM at byte 128 and no data element at byte"
            + " 0");
  }

  /** Its pixel data is read from the inflated bytes, which are no file. */
  @Test
  void aDeflatedFileIsSavedAsItWasRead(@TempDir Path folder) throws Exception {
    Path file = TestFiles.pydicom("image_dfl.dcm");
    Dicom.read(file).save(folder.resolve("copy.dcm"));
    assertThat(folder.resolve("copy.dcm")).hasSameBinaryContentAs(file);
  }

  @Test
  void aFileWithoutReadPermissionSaysSo(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("locked.dcm"), new byte[200]);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(file)).as("permission does not bind this user").isFalse();
    assertSentence(
        () -> Dicom.read(file),
        "locked.dcm: no permission to read it; ask for read access or pick another file");
  }

  @Test
  void aMisspeltKeywordIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Tag.of("PatientNmae"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"PatientNmae\" is no keyword of DICOM PS3.6 and no tag such as (0010,1010); did you mean"
                + " PatientName?");
  }

  @Test
  void tagsAreFoundByKeywordAndByEveryCommonSpelling() {
    for (String spelling :
        new String[] {"PatientAge", "(0010,1010)", "0010,1010", "00101010", " 0010 1010 "}) {
      assertThat(Tag.of(spelling)).isEqualTo(Tag.PatientAge);
    }
    assertThat(Tag.toString(Tag.PixelData)).isEqualTo("(7FE0,0010)");
  }

  @Test
  void anAbsentTagNamesFileAndTag() {
    Dicom dicom = DicomBytes.file(EXPLICIT_LITTLE).us(Tag.Rows, 1).read();
    assertThat(dicom.find("PatientAge")).isEmpty();
    assertThatThrownBy(() -> dicom.get("PatientAge"))
        .isInstanceOf(DicomException.class)
        .hasMessageEndingWith(
            "bytes in memory: there is no (0010,1010) PatientAge here; find(..) answers whether"
                + " there is one");
  }

  @Test
  void aReportHasNoPixels() {
    Dicom dicom =
        DicomBytes.file(EXPLICIT_LITTLE)
            .text(Tag.SOPClassUID, VR.UI, "1.2.840.10008.5.1.4.1.1.88.11")
            .read();
    assertThat(dicom.hasPixelData()).isFalse();
    assertThatThrownBy(dicom::pixelData)
        .isInstanceOf(DicomException.class)
        .hasMessageEndingWith("has no pixel data (Basic Text SR Storage)");
  }

  @Test
  void repeatingGroupsAreFoundUnderEachOfTheirNumbers() {
    assertThat(Dictionary.keyword(Tag.of(0x6002, 0x3000))).isEqualTo("OverlayData");
    assertThat(Dictionary.keyword(Tag.of(0x6003, 0x3000))).isEmpty();
  }

  @Test
  void numbersOfADecimalStringAreSplit() {
    Dicom dicom =
        DicomBytes.file(EXPLICIT_LITTLE).text(Tag.PixelSpacing, VR.DS, "0.5\\ .25 ").read();
    assertThat(dicom.get("PixelSpacing").numbers()).containsExactly(.5, .25);
    assertThat(dicom.get("PixelSpacing").strings()).containsExactly("0.5", ".25");
  }

  @Test
  void aNumberThatIsNoneIsQuoted() {
    Dicom dicom = DicomBytes.file(EXPLICIT_LITTLE).text(Tag.SliceThickness, VR.DS, "2,5").read();
    assertSentence(
        () -> dicom.get("SliceThickness").number(),
        "(0018,0050) SliceThickness is \"2,5\", which is no number");
  }

  @Test
  void whatMayIdentifyAPersonIsHiddenInEveryPrint() {
    Dicom dicom =
        DicomBytes.file(EXPLICIT_LITTLE)
            .text(Tag.StudyDate, VR.DA, "20200131")
            .text(Tag.Modality, VR.CS, "CT")
            .text(Tag.InstitutionName, VR.LO, "General Hospital")
            .text(Tag.PatientName, VR.PN, "Doe^Jane")
            .text(Tag.PatientID, VR.LO, "4711")
            .text(Tag.PatientAge, VR.AS, "061Y")
            .text(Tag.StudyInstanceUID, VR.UI, "1.2.3.4")
            .text(0x00291010, VR.LO, "secret")
            .read();
    assertThat(dicom.toString())
        .contains("(0010,0010) PN Patient's Name: (hidden)", "CT", "061Y")
        .doesNotContain("Doe", "4711", "20200131", "Hospital", "1.2.3.4", "secret");
    assertThat(dicom.get("PatientName").toString()).doesNotContain("Doe");
    assertThat(dicom.get("PatientName").string()).isEqualTo("Doe^Jane");
    assertThat(dicom.showIdentifying().toString()).contains("Doe^Jane", "4711", "20200131");
  }

  @Test
  void elementsAreCountedByVr() {
    DataSet set =
        DataSet.builder()
            .put(Tag.Rows, 1)
            .put(Tag.Columns, 2)
            .put(Tag.Modality, "CT")
            .put(Tag.AnatomicRegionSequence, DataSet.builder().put(Tag.CodeValue, "1").build())
            .build();
    assertThat(set.countVrs()).isEqualTo(java.util.Map.of(VR.US, 2, VR.CS, 1, VR.SQ, 1));
  }

  @Test
  void whatWasReadIsSavedByteForByteAndNothingIsLeftBeside(@TempDir Path folder) throws Exception {
    Path file = TestFiles.pydicom("CT_small.dcm");
    Dicom dicom = Dicom.read(file);
    dicom.save(folder.resolve("copy.dcm"));
    assertThat(folder.resolve("copy.dcm")).hasSameBinaryContentAs(file);
    Dicom.read(Files.readAllBytes(file)).save(folder.resolve("copy.dcm"));
    assertThat(folder.resolve("copy.dcm")).hasSameBinaryContentAs(file);
    try (var all = Files.list(folder)) {
      assertThat(all).hasSize(1);
    }
    assertThatThrownBy(() -> dicom.save(folder.resolve("none/copy.dcm")))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("copy.dcm: cannot be written");
  }
}
