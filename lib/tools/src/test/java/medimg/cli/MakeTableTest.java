package medimg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import medimg.TestFiles;
import medimg.table.TableFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** {@code ./run table}. */
class MakeTableTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(args, new PrintWriter(out), new PrintWriter(err));
  }

  private Path images() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (String name : new String[] {"CT_small.dcm", "MR_truncated.dcm"}) {
      Files.copy(TestFiles.pydicom(name), images.resolve(name));
    }
    return images;
  }

  @Test
  void theFileHoldsTheTableAndTheLineSaysHowLargeItIs() throws IOException {
    Path csv = folder.resolve("t.csv");
    assertThat(run("table", images().toString(), "--out", csv.toString())).isZero();
    Table headers = TableFile.read(csv);
    assertThat(out.toString())
        .startsWith(csv + ": 2 rows x " + headers.columnCount() + " columns, ");
    assertThat(headers.columnNames()).doesNotContain("img_mean");
    assertThat(headers.stringColumn("PatientName").get(0)).isEqualTo("(hidden)");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void eachOptionAddsWhatItSays() throws IOException {
    Path csv = folder.resolve("t.csv");
    String[] all = {
      "table",
      images().toString(),
      "--out",
      csv.toString(),
      "--pixels",
      "--nested",
      "--show-identifying"
    };
    assertThat(run(all)).isZero();
    Table table = TableFile.read(csv);
    assertThat(table.doubleColumn("img_max").asObjectArray()).containsExactly(2191.0, null);
    assertThat(table.columnNames()).contains("OtherPatientIDsSequence1.PatientID");
    assertThat(table.stringColumn("PatientName").get(0)).isEqualTo("CompressedSamples^CT1");
    assertThat(table.stringColumn("error").get(1)).startsWith("MR_truncated.dcm: ");
    assertThat(out.toString()).endsWith(", 1 with an error" + System.lineSeparator());
  }

  @Test
  void everyFaultIsOneSentenceAndNoFile() throws IOException {
    String images = images().toString();
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path csv = folder.resolve("t.csv");
    assertThat(run("table", folder + "/none", "--out", csv.toString())).isEqualTo(1);
    assertThat(run("table", empty.toString(), "--out", csv.toString())).isEqualTo(1);
    assertThat(run("table", images, "--out", folder + "/no/t.csv")).isEqualTo(1);
    assertThat(run("table", images, "--out", empty.toString())).isEqualTo(1);
    assertThat(run("table", images)).isEqualTo(2);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("none: there is no such folder"),
            line -> assertThat(line).contains("empty: there is no DICOM file in this folder"),
            line -> assertThat(line).contains("t.csv: cannot be written: there is no folder"),
            line ->
                assertThat(line).endsWith("empty: cannot be written: it is a folder; name a file"),
            line -> assertThat(line).contains("'--out=FILE.csv'", "./run table --help"));
    assertThat(out.toString()).isEmpty();
    assertThat(csv).doesNotExist();
    assertThat(empty).isEmptyDirectory();
  }
}
