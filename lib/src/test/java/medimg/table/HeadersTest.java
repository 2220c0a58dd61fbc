package medimg.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import medimg.TestFiles;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class HeadersTest {
  @TempDir Path folder;

  /** A data set of explicit VR with the prefix DICM and no file meta information. */
  private Path write(String name, String... elements) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, TinyDicom.of(elements));
    return file;
  }

  @Test
  void aFolderIsOneRowAFileSortedByPathWithSlashes() throws IOException {
    write("b/2", "00080060CS=CT");
    write("a.dcm", "00080060CS=CR");
    Files.writeString(folder.resolve("notes.txt"), "no DICOM at all, but a text of some length");
    Table table = Headers.of(DicomFiles.in(folder), "Modality");
    assertThat(table.columnNames()).containsExactly("file", "Modality", "error");
    assertThat(table.stringColumn("file").asList()).containsExactly("a.dcm", "b/2");
    assertThat(table.stringColumn("Modality").asList()).containsExactly("CR", "CT");
  }

  @Test
  void aListOfFilesIsNamedBelowTheFolderInCommon() throws IOException {
    Path one = write("x/p1/1.dcm", "00080060CS=CT");
    Path two = write("x/p2/s/2.dcm", "00080060CS=CT");
    assertThat(Headers.of(List.of(one, two), "Modality").stringColumn("file").asList())
        .containsExactly("p1/1.dcm", "p2/s/2.dcm");
  }

  @Test
  void aNumericVrWithSingleValuesIsAColumnOfNumbers() throws IOException {
    write("1.dcm", "00280010US=512", "00200013IS=7 ", "00281053DS=-1.5", "00189445FD=0.25");
    write("2.dcm", "00280010US=65535", "00200013IS=12", "00281053DS=1e2 ");
    Table table =
        Headers.of(DicomFiles.in(folder), "Rows", "InstanceNumber", "RescaleSlope", "(0018,9445)");
    assertThat(table.column("Rows").type()).isEqualTo(ColumnType.INTEGER);
    assertThat(table.intColumn("Rows").asObjectArray()).containsExactly(512, 65535);
    assertThat(table.intColumn("InstanceNumber").asObjectArray()).containsExactly(7, 12);
    assertThat(table.doubleColumn("RescaleSlope").asDoubleArray()).containsExactly(-1.5, 100);
    assertThat(table.column(4).type()).isEqualTo(ColumnType.DOUBLE);
    assertThat(table.column(4).isMissing(1)).isTrue();
  }

  @Test
  void aValueThatIsNoNumberMakesTheColumnTextAndLosesNothing() throws IOException {
    write("1.dcm", "00200013IS=12");
    write("2.dcm", "00200013IS=one");
    assertThat(Headers.of(folder.resolve("1.dcm").getParent()).column("InstanceNumber").asList())
        .asList()
        .containsExactly("12", "one");
  }

  @Test
  void textThatLooksLikeANumberStaysText() throws IOException {
    write("1.dcm", "00080060CS=007");
    assertThat(Headers.of(folder).stringColumn("Modality").get(0)).isEqualTo("007");
  }

  @Test
  void severalValuesAreJoinedByABackslash() throws IOException {
    write("1.dcm", "00280030DS=0.168\\ 0.170 ");
    write("2.dcm", "00280030DS=0.2");
    assertThat(Headers.of(folder).stringColumn("PixelSpacing").asList())
        .containsExactly("0.168\\0.170", "0.2");
  }

  @Test
  void absentAndEmptyElementsAreMissing() throws IOException {
    write("1.dcm", "00180015CS=", "00080060CS=CR");
    Table table = Headers.of(folder);
    assertThat(table.column("BodyPartExamined").isMissing(0)).isTrue();
    assertThat(table.column("ViewPosition").isMissing(0)).isTrue();
    assertThat(table.column("Rows").isMissing(0)).isTrue();
    assertThat(table.column("error").isMissing(0)).isTrue();
  }

  @Test
  void aBrokenFileIsAMarkedRowAmongTheOthers() throws IOException {
    write("1.dcm", "00280010US=512");
    Files.write(folder.resolve("2.dcm"), new byte[0]);
    Files.writeString(folder.resolve("3.dcm"), "this is only called DICOM, it is none");
    for (Table table : List.of(Headers.of(folder), Headers.all(DicomFiles.in(folder)))) {
      assertThat(table.rowCount()).isEqualTo(3);
      assertThat(table.intColumn("Rows").get(0)).isEqualTo(512);
      assertThat(table.column("Rows").countMissing()).isEqualTo(2);
      assertThat(table.stringColumn("error").get(1)).startsWith("2.dcm: ").contains("empty");
      assertThat(table.stringColumn("error").get(2)).startsWith("3.dcm: ").contains("no DICOM");
    }
  }

  @Test
  void patientsAndStudiesAreNumberedAndOtherIdentifyingValuesHidden() throws IOException {
    String[] keywords = {"PatientID", "PatientName", "StudyInstanceUID", "Modality", "StudyDate"};
    write("1", "00080020DA=20260101", "00100010PN=Roe^Jane", "00100020LO=ID77", "0020000DUI=1.2.3");
    write("2", "00080020DA=20260102", "00100010PN=Doe^John", "00100020LO=ID78", "0020000DUI=1.2.4");
    write("3", "00080020DA=20260103", "00100010PN=Roe^Jane", "00100020LO=ID77", "0020000DUI=1.2.5");
    Table table = Headers.of(DicomFiles.in(folder), keywords);
    assertThat(table.stringColumn("PatientID").asList())
        .containsExactly("patient 1", "patient 2", "patient 1");
    assertThat(table.stringColumn("StudyInstanceUID").asList())
        .containsExactly("study 1", "study 2", "study 3");
    assertThat(table.stringColumn("PatientName").unique().asList()).containsExactly("(hidden)");
    assertThat(table.printAll() + Headers.all(DicomFiles.in(folder)).printAll())
        .doesNotContain("Roe", "ID77", "1.2.3", "20260101");
    assertThat(Headers.showIdentifying(DicomFiles.in(folder), keywords).row(0).getString(1))
        .isEqualTo("ID77");
    assertThat(Headers.showIdentifying(DicomFiles.in(folder)).stringColumn("PatientID").get(1))
        .isEqualTo("ID78");
  }

  @Test
  void everyElementThatOccursIsAColumnInTheOrderOfTheTags() throws IOException {
    write("1", "00080060CS=CT", "00280010US=2");
    write("2", "00080060CS=CR", "00185101CS=PA");
    Table table = Headers.all(DicomFiles.in(folder));
    assertThat(table.columnNames())
        .containsExactly("file", "Modality", "ViewPosition", "Rows", "error");
    assertThat(table.column("ViewPosition").isMissing(0)).isTrue();
    assertThat(table.stringColumn("ViewPosition").get(1)).isEqualTo("PA");
  }

  @Test
  void manyFilesReadInParallelGiveTheSameTable() throws IOException {
    for (int i = 0; i < 150; i++) {
      write("f" + (1000 + i), "00200013IS=" + i, "00280010US=" + i);
    }
    DicomFiles files = DicomFiles.in(folder);
    Table one = Headers.read(folder, files.files(), null, true, 1);
    Table many = Headers.read(folder, files.files(), null, true, 4);
    assertThat(many.print(200)).isEqualTo(one.print(200));
    assertThat(many.intColumn("InstanceNumber").get(149)).isEqualTo(149);
  }

  @Test
  void anUnknownKeywordIsNamedBeforeAnyFileIsRead() {
    assertThatThrownBy(() -> Headers.of(List.of(Path.of("none.dcm")), "PatientAgee"))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("PatientAgee")
        .hasMessageContaining("did you mean PatientAge?");
  }

  @Test
  void noFilesAreATableWithoutRows() {
    assertThat(Headers.of(DicomFiles.in(folder)).rowCount()).isZero();
    assertThat(Headers.of(List.of()).columnNames()).contains("file", "Rows", "error");
  }

  @Test
  void everyRealTestFileBecomesARow() {
    DicomFiles files = DicomFiles.in(TestFiles.pydicom());
    Table table = Headers.of(files);
    assertThat(table.rowCount()).isEqualTo(files.count()).isGreaterThan(60);
    int row = table.stringColumn("file").asList().indexOf("test_files/CT_small.dcm");
    assertThat(table.intColumn("Rows").get(row)).isEqualTo(128);
    assertThat(table.stringColumn("Modality").get(row)).isEqualTo("CT");
    assertThat(Headers.all(files).rowCount()).isEqualTo(files.count());
  }
}
