package medimg.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import medimg.TestFiles;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.api.TimeColumn;
import tech.tablesaw.columns.Column;

class TableFileTest {
  @TempDir Path folder;

  /** Same names, types, missing places and values. */
  static void assertSame(Table read, Table written) {
    assertThat(read.columnNames()).isEqualTo(written.columnNames());
    assertThat(read.rowCount()).isEqualTo(written.rowCount());
    for (Column<?> column : written.columns()) {
      Column<?> other = read.column(column.name());
      assertThat(other.type()).as(column.name()).isEqualTo(column.type());
      for (int r = 0; r < column.size(); r++) {
        assertThat(other.isMissing(r))
            .as("%s, row %d", column.name(), r)
            .isEqualTo(column.isMissing(r));
        assertThat(other.get(r)).as("%s, row %d", column.name(), r).isEqualTo(column.get(r));
      }
    }
  }

  private static LongColumn longs(String name, Long... values) {
    LongColumn column = LongColumn.create(name);
    Arrays.stream(values).forEach(column::append);
    return column;
  }

  private Table there(Table table) {
    Path file = folder.resolve("t.csv");
    TableFile.write(table, file);
    return TableFile.read(file);
  }

  @Test
  void everyTypeComesBackWithItsMissingValues() {
    Table table =
        Table.create(
            "t",
            StringColumn.create("text", "a", "", "b"),
            IntColumn.create("int", new Integer[] {0, null, -7}),
            longs("long", -7L, null, -1L),
            longs("zero", 0L, 4294967295L, null),
            DoubleColumn.create("double", new Double[] {7.0, null, 1e300 / 3}),
            DoubleColumn.create("far", Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE),
            DateColumn.create("date", LocalDate.of(2004, 1, 19), null, LocalDate.of(33, 12, 31)),
            TimeColumn.create(
                "time", LocalTime.of(7, 0), null, LocalTime.of(23, 59, 59, 5_000_000)));
    assertSame(there(table), table);
  }

  @Test
  void noTextIsTakenForAnythingElse() {
    String[] texts = {
      "a,b",
      "two\nlines",
      "two\r\nlines",
      "\r",
      "back\\slash",
      "\\",
      "007",
      "NA",
      "NaN",
      "null",
      "1.5",
      "2026-11-22",
      "true",
      "say \"yes\"",
      "\"",
      "''",
      " spaces ",
      "\t",
      "\u00e9\u5c71\ud83e\ude7b",
      ";",
      "=1+1"
    };
    Table table = Table.create("t", StringColumn.create("with, comma \"and\" quote", texts));
    assertSame(there(table), table);
  }

  @Test
  void textsAreWrittenAsOtherProgramsDo() throws IOException {
    Table table =
        Table.create(
            "t",
            StringColumn.create("file", "a b.dcm", "c,d.dcm", "\"e\".dcm"),
            StringColumn.create("label", "007", "", "two\nlines"));
    Path file = folder.resolve("t.csv");
    TableFile.writeTexts(table, file);
    assertThat(file)
        .hasContent(
            "file,label\na b.dcm,007\n\"c,d.dcm\",\"\"\n\"\"\"e\"\".dcm\",\"two\nlines\"\n");
    assertThat(Files.readString(file)).doesNotContain("\r").endsWith("\n");
    assertSame(TableFile.readTexts(file), table);
    assertThatThrownBy(
            () -> TableFile.writeTexts(Table.create("t", IntColumn.create("n", 7)), file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the column n is of type INTEGER, must be text");
  }

  @Test
  void textsOfOtherProgramsAreReadWhateverTheirQuotesAndLineEnds() throws IOException {
    Path file = folder.resolve("t.csv");
    Files.writeString(
        file, "\ufefffile,\"label\"\r\n\r\na.dcm,007\r\n\"b, c.dcm\",\r\n\n\n\"d.dcm\",\"yes\"");
    Table read = TableFile.readTexts(file);
    assertThat(read.columnNames()).containsExactly("file", "label");
    assertThat(read.stringColumn("file").asList()).containsExactly("a.dcm", "b, c.dcm", "d.dcm");
    assertThat(read.stringColumn("label").asList()).containsExactly("007", "", "yes");
  }

  @Test
  void whatIsNoTableOfTextsIsToldWithItsLine() throws IOException {
    Path file = folder.resolve("t.csv");
    Files.writeString(file, "file,label\n\na.dcm,x\nb,c.dcm,y\n");
    assertThatThrownBy(() -> TableFile.readTexts(file))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            file + ", line 4: 3 values, must be 2; it is no table of comma-separated values (CSV)");
    Files.writeString(file, "label,Label\n");
    assertThatThrownBy(() -> TableFile.readTexts(file))
        .hasMessageContaining("line 1: two columns have the name Label");
    Files.writeString(file, "\n\n");
    assertThatThrownBy(() -> TableFile.readTexts(file)).hasMessageContaining("it is empty");
    Files.writeString(file, "label\n\"cut");
    assertThatThrownBy(() -> TableFile.readTexts(file))
        .hasMessageContaining("line 2: the file ends within a text");
  }

  @Test
  void columnsWithoutAnyValueHaveTheTypeOfTheirName() {
    Table table =
        Table.create(
            "t",
            StringColumn.create("error", ""),
            DateColumn.create("StudyDate", new LocalDate[] {null}),
            TimeColumn.create("A.B1.StudyTime1", new LocalTime[] {null}),
            IntColumn.create("Rows", new Integer[] {null}),
            IntColumn.create("MultiPixelSpacing", new Integer[] {null}),
            longs("TriggerSamplePosition", (Long) null),
            longs("RegionLocationMinX0", (Long) null),
            DoubleColumn.create("img_mean", new Double[] {null}),
            DoubleColumn.create("PatientAge", new Double[] {null}),
            DoubleColumn.create("PixelSpacing1", new Double[] {null}));
    assertSame(there(table), table);
    assertSame(there(table.emptyCopy()).emptyCopy(), table.emptyCopy());
  }

  @Test
  void theTableOfRealFilesComesBackTheSame() {
    Table table =
        FromDicoms.of(DicomFiles.in(TestFiles.pydicom("")))
            .withPixels()
            .nested()
            .showIdentifying()
            .table();
    assertThat(table.rowCount()).isGreaterThan(100);
    assertSame(there(table), table);
    Table hidden = FromDicoms.of(DicomFiles.in(TestFiles.pydicom(""))).table();
    assertSame(there(hidden), hidden);
  }

  @Test
  void aFileIsReplacedAsAWholeAndNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("t.csv");
    Files.writeString(file, "old");
    Table odd = Table.create("t", BooleanColumn.create("b", true));
    assertThatThrownBy(() -> TableFile.write(odd, file))
        .hasMessageContaining("column b is of type");
    assertThat(file).hasContent("old");
    TableFile.write(Table.create("t", IntColumn.create("n", new int[] {5})), file);
    assertThat(Files.readString(file)).isEqualTo("\"n\"\r\n5\r\n");
    assertThat(folder.toFile().list()).containsExactly("t.csv");
  }

  @Test
  void whatCannotBeWrittenOrReadIsOneSentence() throws IOException {
    Table table = Table.create("t", IntColumn.create("n", new int[] {1}));
    assertThatThrownBy(() -> TableFile.write(table, folder.resolve("no/t.csv")))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("t.csv: cannot be written: there is no folder");
    assertThatThrownBy(() -> TableFile.write(table, folder))
        .isInstanceOf(DicomException.class)
        .hasMessageEndingWith("is a folder; name a file");
    assertThatThrownBy(() -> TableFile.read(folder.resolve("none.csv")))
        .isInstanceOf(DicomException.class)
        .hasMessageEndingWith("none.csv: there is no such file");
    for (String[] bad :
        List.of(
            new String[] {"", "line 1: it is empty"},
            new String[] {"\"a\"\n1\n2,3\n", "line 3: 2 values, must be 1"},
            new String[] {"\"a\"\n1\nx\n", "line 3: For input string: \"x\""},
            new String[] {"\"a\"\n1\n\"x\"\n", "line 3: a is x, a text"},
            new String[] {"\"a\"\n\"x\n", "line 2: the file ends within a text"})) {
      Path file = Files.writeString(folder.resolve("bad.csv"), bad[0]);
      assertThatThrownBy(() -> TableFile.read(file))
          .isInstanceOf(DicomException.class)
          .hasMessageContaining(bad[1])
          .hasMessageEndingWith("it is no table that TableFile.write wrote");
    }
  }
}
