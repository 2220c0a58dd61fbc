package medimg.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.dicom.DicomFiles;
import medimg.dicom.TinyDicom;
import medimg.dicom.Warning;
import medimg.dictionary.ArgumentException;
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
  void numbersAreReadFromEveryNumericVr() throws IOException {
    write(
        "1.dcm",
        "0018106EUL=4294967295",
        "00189087FD=0.25",
        "00200013IS=7 ",
        "00280010US=512",
        "00281053DS=-1.5");
    write("2.dcm", "00200013IS=12", "00280010US=65535", "00281053DS=1e2 ");
    Table table =
        Headers.of(
            DicomFiles.in(folder),
            "Rows",
            "InstanceNumber",
            "TriggerSamplePosition",
            "RescaleSlope",
            "DiffusionBValue");
    assertThat(table.intColumn("Rows").asObjectArray()).containsExactly(512, 65535);
    assertThat(table.intColumn("InstanceNumber").asObjectArray()).containsExactly(7, 12);
    assertThat(table.longColumn("TriggerSamplePosition").get(0)).isEqualTo(4294967295L);
    assertThat(table.doubleColumn("RescaleSlope").asDoubleArray()).containsExactly(-1.5, 100);
    assertThat(table.doubleColumn(5).get(0)).isEqualTo(.25);
    assertThat(table.longColumn("TriggerSamplePosition").isMissing(1)).isTrue();
    assertThat(table.doubleColumn(5).isMissing(1)).isTrue();
  }

  @Test
  void theTypesAreThoseOfTheDictionaryWhateverTheFolderHolds() throws IOException {
    String[] keywords = {
      "NumberOfFrames",
      "TriggerSamplePosition",
      "SliceThickness",
      "PixelSpacing",
      "WindowCenter",
      "Modality",
      "PatientID",
      "(0009,1001)"
    };
    ColumnType[] types = {
      ColumnType.STRING, // file
      ColumnType.INTEGER,
      ColumnType.LONG,
      ColumnType.DOUBLE,
      ColumnType.STRING,
      ColumnType.STRING,
      ColumnType.STRING,
      ColumnType.STRING,
      ColumnType.STRING,
      ColumnType.STRING // error
    };
    assertThat(Headers.of(List.of(), keywords).types()).containsExactly(types);
    write("absent");
    assertThat(Headers.of(DicomFiles.in(folder), keywords).types()).containsExactly(types);
    write(
        "numbers",
        "00080060CS=1",
        "00091001DS=1",
        "00180050DS=1",
        "00280008IS=1",
        "00280030DS=1",
        "00281050DS=1");
    write("texts", "00180050DS=thin", "00280008IS=1A");
    assertThat(Headers.of(DicomFiles.in(folder), keywords).types()).containsExactly(types);
    assertThat(Headers.showIdentifying(DicomFiles.in(folder), keywords).types())
        .containsExactly(types);
    Table all = Headers.all(DicomFiles.in(folder));
    assertThat(all.intColumn("NumberOfFrames").get(1)).isEqualTo(1);
    assertThat(all.doubleColumn("SliceThickness").get(1)).isEqualTo(1);
    assertThat(all.stringColumn("WindowCenter").get(1)).isEqualTo("1");
  }

  @Test
  void aValueThatIsNoNumberIsMissingAndTheErrorNamesIt() throws IOException {
    write("letters.dcm", "00280008IS=1A");
    write("none.dcm", "00180050DS=thin");
    write("part.dcm", "00280008IS=1.5");
    write("several.dcm", "00180050DS=1\\2 ");
    write("large.dcm", "00280008IS=2147483648");
    write("least.dcm", "00280008IS=-2147483648");
    write("long.dcm", "00280008IS=" + "9".repeat(50) + "x".repeat(50));
    write("whole.dcm", "00180050DS=5 ", "00280008IS=2147483647");
    Table table = Headers.of(DicomFiles.in(folder), "NumberOfFrames", "SliceThickness");
    assertThat(table.stringColumn("error").asList())
        .containsExactlyInAnyOrder(
            "letters.dcm: (0028,0008) NumberOfFrames is \"1A\", must be a whole number",
            "none.dcm: (0018,0050) SliceThickness is \"thin\", must be a number",
            "part.dcm: (0028,0008) NumberOfFrames is \"1.5\", must be a whole number",
            "several.dcm: (0018,0050) SliceThickness is \"1\\2\", must be a number",
            "large.dcm: (0028,0008) NumberOfFrames is \"2147483648\","
                + " must lie between -2147483647 and 2147483647",
            "least.dcm: (0028,0008) NumberOfFrames is \"-2147483648\","
                + " must lie between -2147483647 and 2147483647",
            "long.dcm: (0028,0008) NumberOfFrames is \""
                + "9".repeat(50)
                + "x".repeat(13)
                + "\u2026\", must be a whole number",
            "");
    assertThat(table.intColumn("NumberOfFrames").removeMissing().asObjectArray())
        .containsExactly(2147483647);
    assertThat(table.doubleColumn("SliceThickness").removeMissing().asDoubleArray())
        .containsExactly(5);
  }

  @Test
  void aWholeNumberThatNoDoubleHoldsIsNotRounded() throws IOException {
    write("1.dcm", "0018106EIS=9007199254740991");
    write("2.dcm", "0018106EIS=9007199254740993");
    Table table = Headers.of(DicomFiles.in(folder), "TriggerSamplePosition");
    assertThat(table.longColumn(1).get(0)).isEqualTo(9007199254740991L);
    assertThat(table.longColumn(1).isMissing(1)).isTrue();
    assertThat(table.stringColumn("error").get(1))
        .endsWith("must lie between -9007199254740991 and 9007199254740991");
  }

  @Test
  void aNumberIsReadWhereTheFileSaysAnotherVr() throws IOException {
    write("1.dcm", "00200013LO=12 ", "00280010IS=512 ", "00281053FD=2");
    Table table = Headers.of(folder);
    assertThat(table.intColumn("InstanceNumber").get(0)).isEqualTo(12);
    assertThat(table.intColumn("Rows").get(0)).isEqualTo(512);
    assertThat(table.doubleColumn("RescaleSlope").get(0)).isEqualTo(2);
    assertThat(table.column("error").isMissing(0)).isTrue();
  }

  @Test
  void theErrorHasThreeSentencesAndCountsTheOthers() throws IOException {
    String[] wrong = {
      "00180050DS=a", "00181100DS=b", "00200013IS=c", "00281052DS=d", "00281053DS=e"
    };
    write("3", Arrays.copyOf(wrong, 3));
    write("5", wrong);
    String three =
        ": (0018,0050) SliceThickness is \"a\", must be a number"
            + "; (0018,1100) ReconstructionDiameter is \"b\", must be a number"
            + "; (0020,0013) InstanceNumber is \"c\", must be a whole number";
    assertThat(Headers.all(DicomFiles.in(folder)).stringColumn("error").asList())
        .containsExactly("3" + three, "5" + three + " and 2 more");
  }

  @Test
  void anIdentifyingNumberIsMissingAndNoErrorTellsAHiddenValue() throws IOException {
    write("1.dcm", "00101010AS=061Y", "001021C0US=4", "00200013PN=Roe^Jane");
    String[] keywords = {"PregnancyStatus", "InstanceNumber"};
    Table hidden = Headers.of(DicomFiles.in(folder), keywords);
    assertThat(hidden.intColumn("PregnancyStatus").isMissing(0)).isTrue();
    assertThat(hidden.stringColumn("error").get(0))
        .isEqualTo("1.dcm: (0020,0013) InstanceNumber is (hidden), must be a whole number");
    Table shown = Headers.showIdentifying(DicomFiles.in(folder), keywords);
    assertThat(shown.intColumn("PregnancyStatus").get(0)).isEqualTo(4);
    assertThat(shown.stringColumn("error").get(0)).contains("is \"Roe^Jane\"");
  }

  @Test
  void aHeaderThatIsCutSaysWhere() throws IOException {
    byte[] whole = TinyDicom.of("00080060CS=CT", "00280008IS=1A", "00281053DS=1.25");
    Files.write(folder.resolve("cut.dcm"), Arrays.copyOf(whole, whole.length - 2));
    Files.write(folder.resolve("rest.dcm"), Arrays.copyOf(whole, whole.length - 6));
    Table table = Headers.of(folder);
    int start = whole.length - 12;
    assertThat(table.stringColumn("error").asList())
        .containsExactly(
            "cut.dcm: the file ends within (0028,1053) RescaleSlope, which starts at byte "
                + start
                + "; (0028,0008) NumberOfFrames is \"1A\", must be a whole number",
            "rest.dcm: 6 bytes at the end of the file are no data element"
                + "; (0028,0008) NumberOfFrames is \"1A\", must be a whole number");
    assertThat(table.stringColumn("Modality").asList()).containsExactly("CT", "CT");
  }

  @Test
  void aCutThroughNestedSequencesIsToldOnce() throws IOException {
    byte[] whole = Files.readAllBytes(TestFiles.pydicom("reportsi.dcm"));
    Path cut = folder.resolve("cut.dcm");
    Files.write(cut, Arrays.copyOf(whole, 724));
    assertThat(Dicom.readHeader(cut).warnings())
        .extracting(Warning::sentence)
        .containsOnlyOnce("the file ends within a sequence");
    assertThat(Headers.of(folder).stringColumn("error").get(0))
        .startsWith("cut.dcm: ")
        .containsOnlyOnce("the file ends within a sequence");
  }

  @Test
  void aWarningThatIsNoCutIsNoError() throws IOException {
    Path file = write("1.dcm", "00080005CS=KLINGON", "00080060CS=CT");
    assertThat(Dicom.readHeader(file).warnings()).isNotEmpty();
    assertThat(Headers.of(folder).column("error").isMissing(0)).isTrue();
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
        .isInstanceOf(ArgumentException.class)
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
    assertThat(table.intColumn("NumberOfFrames").max()).isGreaterThan(1);
    assertThat(table.stringColumn("error").asList())
        .contains("badVR.dcm: (0028,0008) NumberOfFrames is \"1A\", must be a whole number")
        .contains(
            "rtplan_truncated.dcm: the file ends within (300A,012C) IsocenterPosition,"
                + " which starts at byte 2092");
    assertThat(Headers.all(files).rowCount()).isEqualTo(files.count());
  }
}
