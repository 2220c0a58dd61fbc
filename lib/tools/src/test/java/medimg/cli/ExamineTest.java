package medimg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import medimg.dicom.DataSet;
import medimg.dicom.DicomWriter;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./run doctor}: a page where it was asked for, and a line for each finding. */
class ExamineTest {
  @TempDir private Path temp;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path folder;
  private Path page;

  @BeforeEach
  void write() throws Exception {
    folder = Files.createDirectory(temp.resolve("mine"));
    page = temp.resolve("page.html");
    DataSet report =
        DataSet.builder()
            .put(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.88.11")
            .put(Tag.SOPInstanceUID, "2.25.1")
            .put(Tag.Modality, "SR")
            .put(Tag.PatientName, "Roe^Jane")
            .put(Tag.PatientID, "ID77")
            .put(Tag.StudyInstanceUID, "2.25.2")
            .put(Tag.SeriesInstanceUID, "2.25.3")
            .build();
    DicomWriter.of(report, TransferSyntax.EXPLICIT_LITTLE).write(folder.resolve("report"));
    Files.createFile(folder.resolve("empty.dcm"));
  }

  private int run(Object... args) {
    String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
    return Main.run(words, new PrintWriter(out), new PrintWriter(err));
  }

  @Test
  void itTellsOfEachFindingAndWhereThePageIs() {
    assertThat(run("doctor", "--out", page, folder)).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "2 DICOM files, 1 patient, 1 study, 1 series; SR 1; 1 fault, 0 doubts, 2 notes",
            "fault: A file is empty (0 bytes) (1 file, empty.dcm)",
            "note: Reports (structured reports, key objects) are among the files (1 file, report)",
            "note: Files name their patients (1 file, report)",
            "page: " + page);
    assertThat(page)
        .content()
        .contains("<title>What is in the folder mine</title>", "empty.dcm")
        .doesNotContain("Roe", "ID77");
  }

  @Test
  void headersOnlyIsSaid() {
    assertThat(run("doctor", "--headers", "--out", page, folder)).isZero();
    assertThat(out.toString()).contains("1 fault, 0 doubts, 2 notes (headers only)");
    assertThat(page).content().contains("Only headers were read");
  }

  @Test
  void aFolderThatIsNotThereIsOneSentence() {
    assertThat(run("doctor", "--out", page, temp.resolve("none"))).isEqualTo(1);
    assertThat(err.toString().strip())
        .isEqualTo(temp.resolve("none") + ": there is no such folder");
    assertThat(page).doesNotExist();
  }

  @Test
  void aPageThatCannotBeWrittenIsOneSentence() {
    Path nowhere = temp.resolve("none/page.html");
    assertThat(run("doctor", "--out", nowhere, folder)).isEqualTo(1);
    assertThat(err.toString()).startsWith(nowhere + ": the page cannot be written").hasLineCount(1);
  }
}
