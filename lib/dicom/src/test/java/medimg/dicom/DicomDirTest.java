package medimg.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import medimg.TestFiles;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a DICOMDIR lists: pydicom's real ones, and small ones that break a rule. */
class DicomDirTest {
  private static DicomDir pydicoms(String name) {
    return DicomDir.read(TestFiles.pydicom("CT_small.dcm").resolveSibling("dicomdirtests/" + name));
  }

  /** A DICOMDIR without offsets: type and file of each record. */
  private static DicomDir written(Path folder, String... typesAndFiles) throws Exception {
    DicomBytes[] items = new DicomBytes[typesAndFiles.length / 2];
    for (int i = 0; i < items.length; i++) {
      items[i] = DicomBytes.bare(true).text(Tag.DirectoryRecordType, VR.CS, typesAndFiles[2 * i]);
      if (!typesAndFiles[2 * i + 1].isEmpty()) {
        items[i].text(Tag.ReferencedFileID, VR.CS, typesAndFiles[2 * i + 1]);
      }
    }
    byte[] bytes =
        DicomBytes.file(TransferSyntax.EXPLICIT_LITTLE)
            .sequence(Tag.DirectoryRecordSequence, items)
            .bytes();
    return DicomDir.read(Files.write(folder.resolve("DICOMDIR"), bytes));
  }

  private static String tree(List<DicomDir.Record> records) {
    StringBuilder out = new StringBuilder();
    for (DicomDir.Record record : records) {
      out.append(record.type().charAt(0)).append('(').append(tree(record.records())).append(')');
    }
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DICOMDIR",
        "DICOMDIR-bigEnd",
        "DICOMDIR-implicit",
        "DICOMDIR-reordered",
        "DICOMDIR-nooffset"
      })
  void theTreeIsTheSameHoweverItIsWritten(String name) {
    DicomDir dir = pydicoms(name);
    assertThat(dir).hasToString(name + ": 31 IMAGE, 2 PATIENT, 13 SERIES, 6 STUDY");
    assertThat(dir.files().count()).isEqualTo(31);
    assertThat(tree(dir.records().subList(0, 1)))
        .startsWith("P(S(S(I())S(I())S(I()))S(S(I()I()I()I())");
    assertThat(dir.files().relative(dir.files().get(0))).isEqualTo("77654033/CR1/6154");
  }

  @Test
  void recordsKnowTheirFileAndItsPatient() {
    DicomDir.Record patient = pydicoms("DICOMDIR").records().get(0);
    DicomDir.Record image = patient.records().get(0).records().get(0).records().get(0);
    assertThat(patient.file()).isEmpty();
    assertThat(patient.keys().string(Tag.PatientID, "")).isEqualTo("77654033");
    assertThat(Dicom.read(image.file().get()).get(Tag.PatientID).string()).isEqualTo("77654033");
  }

  @Test
  void anEmptyOneListsNothing() {
    assertThat(pydicoms("DICOMDIR-empty.dcm").files().files()).isEmpty();
  }

  @Test
  void otherFilesAreNoDicomdir() {
    Path image = TestFiles.pydicom("CT_small.dcm");
    assertThatThrownBy(() -> DicomDir.read(image))
        .isInstanceOf(DicomException.class)
        .hasMessageStartingWith(
            "CT_small.dcm: is no DICOMDIR: there is no (0004,1220) DirectoryRecordSequence");
  }

  @Test
  void withoutOffsetsTheOrderOfTheRecordsTellsTheTree(@TempDir Path folder) throws Exception {
    DicomDir dir =
        written(
            folder,
            "PATIENT",
            "",
            "STUDY",
            "",
            "SERIES",
            "",
            "IMAGE",
            "A",
            "IMAGE",
            "B",
            "PATIENT",
            "",
            "STUDY",
            "",
            "SR DOCUMENT",
            "C");
    assertThat(tree(dir.records())).isEqualTo("P(S(S(I()I())))P(S(S()))");
    assertThat(dir.missing()).hasSize(3);
    assertThat(dir.files().count()).isZero();
  }

  @Test
  void namesAreFoundInSmallLettersToo(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("dicom"));
    Files.copy(TestFiles.pydicom("CT_small.dcm"), folder.resolve("dicom/im1"));
    DicomDir dir = written(folder, "IMAGE", "DICOM\\IM1");
    assertThat(dir.files().relative(dir.files().get(0))).isEqualTo("dicom/im1");
  }

  @Test
  void aFileOutsideTheFolderIsNotFollowed(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("cd"));
    Files.copy(TestFiles.pydicom("CT_small.dcm"), folder.resolve("SECRET"));
    DicomDir dir = written(folder.resolve("cd"), "IMAGE", "..\\SECRET");
    assertThat(dir.records().get(0).file()).isEmpty();
    assertThat(dir.files().files()).isEmpty();
  }
}
