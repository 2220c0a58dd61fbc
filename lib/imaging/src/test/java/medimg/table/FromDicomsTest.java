package medimg.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import medimg.TestFiles;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.dicom.TinyDicom;
import medimg.dictionary.ArgumentException;
import medimg.pixels.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class FromDicomsTest {
  @TempDir Path folder;

  private void write(String name, String... elements) throws IOException {
    Files.write(folder.resolve(name), TinyDicom.of(elements));
  }

  private Path copy(String name) throws IOException {
    return Files.copy(TestFiles.pydicom(name), folder.resolve(name));
  }

  @Test
  void severalValuesAreSplitAndMarkedAndASingleOneIsNot() throws IOException {
    write("1.dcm", "00281050DS=40\\400 ", "00280030DS=0.5\\0.7");
    write("2.dcm", "00281050DS=30", "00280030DS=0.5\\");
    Table t = FromDicoms.of(folder).table();
    assertThat(t.columnNames())
        .containsExactly(
            "file",
            "MultiPixelSpacing",
            "PixelSpacing",
            "PixelSpacing1",
            "MultiWindowCenter",
            "WindowCenter",
            "WindowCenter1",
            "error");
    assertThat(t.intColumn("MultiWindowCenter").asObjectArray()).containsExactly(1, null);
    assertThat(t.doubleColumn("WindowCenter").asDoubleArray()).containsExactly(40, 30);
    assertThat(t.doubleColumn("WindowCenter1").get(0)).isEqualTo(400);
    assertThat(t.doubleColumn("WindowCenter1").isMissing(1)).isTrue();
    assertThat(t.doubleColumn("PixelSpacing1").isMissing(1)).isTrue();
    assertThat(t.stringColumn("error").countMissing()).isEqualTo(2);
  }

  @Test
  void aTextWhoseBackslashIsTextIsOneValue() throws IOException {
    write("1.dcm", "00081080LO=a\\b", "00102000LO=c", "001021B0LT=d\\e ");
    Table t = FromDicoms.of(folder).showIdentifying().table();
    assertThat(t.stringColumn("AdditionalPatientHistory").get(0)).isEqualTo("d\\e");
    assertThat(t.columnNames()).doesNotContain("MultiAdditionalPatientHistory");
    assertThat(t.stringColumn("AdmittingDiagnosesDescription1").get(0)).isEqualTo("b");
  }

  @Test
  void datesTimesAndAgesHaveTheirTypesAndWrongOnesAreErrors() throws IOException {
    String[] dates = {"20040119", "1997.04.24", "20040230", "2004"};
    String[] times = {"072731", "14:04:38", "0727", "256060"};
    String[] ages = {"045Y", "006M", "21", "old"};
    for (int i = 0; i < 4; i++) {
      write(
          i + ".dcm", "00080020DA=" + dates[i], "00080030TM=" + times[i], "00101010AS=" + ages[i]);
    }
    Table t = FromDicoms.of(folder).showIdentifying().table();
    assertThat(t.dateColumn("StudyDate").asList())
        .containsExactly(LocalDate.of(2004, 1, 19), LocalDate.of(1997, 4, 24), null, null);
    assertThat(t.timeColumn("StudyTime").asList())
        .containsExactly(
            LocalTime.of(7, 27, 31), LocalTime.of(14, 4, 38), LocalTime.of(7, 27), null);
    assertThat(t.doubleColumn("PatientAge").asObjectArray()).containsExactly(45.0, .5, 21.0, null);
    assertThat(t.stringColumn("error").get(1)).isEmpty();
    assertThat(t.stringColumn("error").get(3))
        .isEqualTo(
            "3.dcm: (0008,0020) StudyDate is \"2004\", must be a date such as 20261122;"
                + " (0008,0030) StudyTime is \"256060\", must be a time such as 204559.25;"
                + " (0010,1010) PatientAge is \"old\", must be an age such as 061Y");
  }

  @Test
  void daysAndWeeksAreYearsAndFractionsOfSecondsMilliseconds() {
    assertThat(Cells.years("003D")).isCloseTo(3 / 365.25, within(1e-12));
    assertThat(Cells.years("010W")).isCloseTo(70 / 365.25, within(1e-12));
    assertThat(Cells.years("-01Y")).isNull();
    assertThat(Cells.time("204559.123456")).isEqualTo(LocalTime.of(20, 45, 59, 123_000_000));
    assertThat(Cells.time("20")).isEqualTo(LocalTime.of(20, 0));
    assertThat(Cells.time("2")).isNull();
  }

  @Test
  void nothingIdentifyingIsInTheTableUnlessAskedFor() throws IOException {
    write(
        "1.dcm", "00080020DA=20040119", "00100010PN=Doe^Jane", "00100020LO=X77", "00101010AS=045Y");
    Table t = FromDicoms.of(folder).table();
    assertThat(t.dateColumn("StudyDate").isMissing(0)).isTrue();
    assertThat(t.stringColumn("PatientName").get(0)).isEqualTo("(hidden)");
    assertThat(t.stringColumn("PatientID").get(0)).isEqualTo("patient 1");
    assertThat(t.doubleColumn("PatientAge").get(0)).isEqualTo(45);
    Table shown = FromDicoms.of(folder).showIdentifying().table();
    assertThat(shown.stringColumn("PatientName").get(0)).isEqualTo("Doe^Jane");
    assertThat(shown.dateColumn("StudyDate").get(0)).isEqualTo(LocalDate.of(2004, 1, 19));
  }

  @Test
  void noTestFileLeaksANameOrADateEvenOutOfItsSequences() {
    DicomFiles files = DicomFiles.in(TestFiles.pydicom(""));
    Table shown = FromDicoms.of(files).nested().showIdentifying().table();
    Table hidden = FromDicoms.of(files).nested().table();
    assertThat(hidden.columnNames()).isEqualTo(shown.columnNames());
    int names = 0;
    for (String column : shown.columnNames()) {
      String keyword = column.substring(column.lastIndexOf('.') + 1);
      if (keyword.matches("PatientName|PatientBirthDate|AccessionNumber|OperatorsName")) {
        for (int r = 0; r < shown.rowCount(); r++) {
          if (!shown.column(column).isMissing(r)) {
            names++;
            assertThat(hidden.column(column).get(r)).isIn("(hidden)", null);
          }
        }
      }
    }
    assertThat(names).isGreaterThan(100);
  }

  @Test
  void elementsWithinSequencesAreDottedColumnsOfTheirItems() throws IOException {
    copy("CT_small.dcm");
    Table t = FromDicoms.of(folder).nested().showIdentifying().table();
    assertThat(t.stringColumn("OtherPatientIDsSequence").get(0)).isEqualTo("2 items");
    assertThat(t.stringColumn("OtherPatientIDsSequence.PatientID").get(0)).isEqualTo("ABCD1234");
    assertThat(t.stringColumn("OtherPatientIDsSequence1.PatientID").get(0)).isEqualTo("1234ABCD");
    assertThat(FromDicoms.of(folder).table().columnNames()).noneMatch(name -> name.contains("."));
  }

  @Test
  void keywordsAreTheColumnsInTheirOrderAndWithTheirTypes() throws IOException {
    copy("CT_small.dcm");
    Files.write(folder.resolve("bad.dcm"), new byte[300]);
    Table t = FromDicoms.of(folder).keywords("Rows", "ImagePositionPatient", "StudyDate").table();
    assertThat(t.columnNames())
        .containsExactly(
            "file",
            "Rows",
            "MultiImagePositionPatient",
            "ImagePositionPatient",
            "ImagePositionPatient1",
            "ImagePositionPatient2",
            "StudyDate",
            "error");
    assertThat(t.column("StudyDate").type()).isEqualTo(ColumnType.LOCAL_DATE);
    assertThatThrownBy(() -> FromDicoms.of(folder).keywords("Rowz"))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("Rowz");
  }

  @Test
  void aFileThatCannotBeReadIsARowAndOneThatCannotBeDecodedHasItsHeader() throws IOException {
    Files.write(folder.resolve("a.dcm"), new byte[300]);
    copy("MR_small.dcm");
    copy("MR_truncated.dcm");
    copy("rtplan.dcm");
    Table t = FromDicoms.of(folder).withPixels().table();
    assertThat(t.stringColumn("file").asList())
        .containsExactly("MR_small.dcm", "MR_truncated.dcm", "a.dcm", "rtplan.dcm");
    assertThat(t.intColumn("Rows").asObjectArray()).containsExactly(64, 64, null, null);
    assertThat(t.doubleColumn("img_max").asObjectArray()).containsExactly(2145.0, null, null, null);
    assertThat(t.stringColumn("error").get(0)).isEmpty();
    assertThat(t.stringColumn("error").get(1)).startsWith("MR_truncated.dcm: ");
    assertThat(t.stringColumn("error").get(2)).startsWith("a.dcm");
    assertThat(t.stringColumn("error").get(3)).isEmpty(); // a plan has no pixels
  }

  @Test
  void anotherWindowIsCountedAndAnImageWithoutPixelsIsAnError() throws IOException {
    copy("CT_small.dcm");
    write("x.dcm", "00080060CS=CT", "00280010US=4", "00280011US=4");
    Table brain = FromDicoms.of(folder).withPixels().table();
    Table all = FromDicoms.of(folder).withPixels(Window.of(10_000, 0)).table();
    assertThat(brain.doubleColumn("img_pct_window").get(0)).isCloseTo(.28234863, within(1e-8));
    assertThat(all.doubleColumn("img_pct_window").get(0)).isEqualTo(1);
    assertThat(all.stringColumn("error").get(1)).startsWith("x.dcm: has no pixel data");
  }

  @Test
  void oneThreadAndManyMakeTheSameTable() {
    DicomFiles files = DicomFiles.in(TestFiles.pydicom(""));
    TableFileTest.assertSame(
        FromDicoms.of(files).withPixels().threads(3).table(),
        FromDicoms.of(files).withPixels().threads(1).table());
    assertThatThrownBy(() -> FromDicoms.of(files).threads(0))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("threads(0)");
  }

  @Test
  void anInterruptEndsTheWorkAndTheNextOneIsWhole() {
    List<Path> files = Collections.nCopies(500, TestFiles.pydicom("MR_small.dcm"));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> FromDicoms.of(files).withPixels().table())
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("medimg-work"));
    Table t = FromDicoms.of(files).withPixels().table();
    assertThat(t.doubleColumn("img_max").asDoubleArray()).hasSize(500).containsOnly(2145);
  }

  @Test
  void noFilesAreATableWithoutRows() {
    Table t = FromDicoms.of(List.<Path>of()).withPixels().table();
    assertThat(t.columnNames())
        .containsExactly(
            "file", "img_min", "img_max", "img_mean", "img_std", "img_pct_window", "error");
    assertThat(t.rowCount()).isZero();
    assertThat(Summary.of(t).rowCount()).isEqualTo(7);
  }

  @Test
  void theSummaryCountsAndTellsRangesAndFrequentValues() throws IOException {
    String[] modalities = {"CT", "MR", "CT", "US", "CR", "CT", "MR"};
    for (int i = 0; i < 7; i++) {
      String date = "00080020DA=2004011" + i;
      write(i + ".dcm", date, "00080060CS=" + modalities[i], "00280010US=" + (i < 2 ? 512 : 64));
    }
    write("z.dcm", "00080016UI=1.2");
    Table summary = Summary.of(FromDicoms.of(folder).showIdentifying().table());
    List<String> lines =
        summary.stream()
            .map(row -> Arrays.stream(new int[] {0, 1, 2, 3, 4, 5, 7, 8}).mapToObj(row::getObject))
            .map(cells -> String.join("|", cells.map(String::valueOf).toList()))
            .toList();
    assertThat(lines)
        .contains(
            "StudyDate|date|7|1|7|null|null|2004-01-10 to 2004-01-16",
            "Modality|text|7|1|4|null|null|CT (3), MR (2), US (1), \u2026",
            "Rows|int|7|1|2|64.0|512.0|",
            "error|text|0|8|0|null|null|");
    assertThat(summary.doubleColumn("mean").get(4)).isCloseTo(192, within(1e-9));
  }
}
