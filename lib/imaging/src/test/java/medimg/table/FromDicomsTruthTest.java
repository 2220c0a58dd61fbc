package medimg.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.pixels.PixelStatistics;
import medimg.pixels.Window;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** pydicom's files become the table that fastai's from_dicoms means. */
class FromDicomsTruthTest {
  /** Lossy JPEG: decoders differ by a level, two after the conversion to RGB. */
  private static final double LOSSY = .02;

  private static Map<String, JsonObject> truth() throws IOException {
    Path file = TestFiles.shared("oracle").resolve("from_dicoms.json");
    JsonObject files =
        JsonParser.parseString(Files.readString(file)).getAsJsonObject().getAsJsonObject("files");
    Map<String, JsonObject> truth = new TreeMap<>();
    files
        .asMap()
        .forEach(
            (name, of) -> {
              if (Files.exists(TestFiles.pydicom("").resolveSibling(name))) {
                truth.put(name, of.getAsJsonObject());
              }
            });
    assertThat(truth.size()).isGreaterThan(100);
    return truth;
  }

  private static Table table(Map<String, JsonObject> truth) {
    List<Path> files = truth.keySet().stream().map(TestFiles.pydicom("")::resolveSibling).toList();
    return FromDicoms.of(files).withPixels().showIdentifying().table();
  }

  @Test
  void everyValueOfTheHeadersIsTheTrueOne() throws IOException {
    Map<String, JsonObject> truth = truth();
    Table table = table(truth);
    List<String> wrong = new ArrayList<>();
    int[] compared = {0};
    int row = 0;
    for (Map.Entry<String, JsonObject> file : truth.entrySet()) {
      int r = row++;
      assertThat(file.getKey()).endsWith(table.stringColumn("file").get(r));
      file.getValue()
          .getAsJsonObject("expected")
          .asMap()
          .forEach(
              (name, value) -> {
                compared[0]++;
                if (!isSame(table, name, r, value)) {
                  Object ours =
                      table.containsColumn(name) ? table.column(name).get(r) : "no column";
                  wrong.add(file.getKey() + ": " + name + " is " + ours + ", must be " + value);
                }
              });
    }
    assertThat(wrong).isEmpty();
    assertThat(compared[0]).isGreaterThan(4_500);
  }

  private static boolean isSame(Table table, String name, int row, JsonElement truth) {
    if (name.startsWith("__cut__")) { // how many values the truth left out
      return true;
    }
    if (truth instanceof JsonArray several) { // fastai leaves binary numbers in a list
      boolean same = table.intColumn("Multi" + name).get(row) == 1;
      for (int i = 0; i < several.size(); i++) {
        same &= isSame(table, name + (i == 0 ? "" : i), row, several.get(i));
      }
      return same;
    }
    if (!table.containsColumn(name)) {
      return isEmpty(truth);
    }
    Column<?> column = table.column(name);
    if (isEmpty(truth) || column.isMissing(row)) {
      // A number that is none is told in the error instead.
      return column.isMissing(row)
          && (isEmpty(truth) || table.stringColumn("error").get(row).contains(name));
    }
    Object value = column.get(row);
    if (truth instanceof JsonObject part) {
      String text = value.toString();
      return part.has("start")
          ? text.startsWith(part.get("start").getAsString())
          : text.equals(part.get("len").getAsInt() + " bytes");
    }
    String text = truth.getAsString().strip();
    if (value instanceof LocalDate date) {
      return date.equals(Cells.date(text));
    }
    if (value instanceof LocalTime time) {
      return time.equals(Cells.time(text));
    }
    if (name.equals("PatientAge")) {
      return value.equals(Cells.years(text));
    }
    if (value instanceof Number number) {
      double expected = truth.getAsDouble();
      return Math.abs(number.doubleValue() - expected) <= 1e-6 * Math.max(1, Math.abs(expected));
    }
    if (text.startsWith("<SQ ")) {
      return value.toString().split(" ")[0].equals(text.substring(4, text.length() - 1));
    }
    return value.toString().replaceAll("[(),]", "").equals(text.replaceAll("[(),]", ""));
  }

  private static boolean isEmpty(JsonElement truth) {
    return truth.isJsonNull()
        || truth.isJsonPrimitive() && truth.getAsString().strip().matches("(<SQ 0>)?");
  }

  @Test
  void everyStatisticIsTheTrueOneAndWhatFastaiCannotDecodeIsMissingAndNotZero() throws IOException {
    Map<String, JsonObject> truth = truth();
    Table table = table(truth);
    int row = 0;
    int compared = 0;
    for (Map.Entry<String, JsonObject> file : truth.entrySet()) {
      int r = row++;
      JsonObject of = file.getValue();
      JsonObject px = of.getAsJsonObject(of.has("expected_px") ? "expected_px" : "fastai_px");
      if (px == null) {
        continue;
      }
      if (!px.has("img_pct_window")) { // fastai's zeros for an exception
        assertThat(table.doubleColumn("img_min").isMissing(r) || isDecodedHere(file.getKey()))
            .as(file.getKey())
            .isTrue();
        continue;
      }
      compared++;
      Dicom dicom = Dicom.read(TestFiles.pydicom("").resolveSibling(file.getKey()));
      boolean lossy =
          dicom.transferSyntax().uid().matches("1\\.2\\.840\\.10008\\.1\\.2\\.4\\.5[01]");
      px.asMap()
          .forEach(
              (name, value) ->
                  assertThat(table.doubleColumn(name).get(r))
                      .as(file.getKey() + " " + name)
                      .isCloseTo(
                          value.getAsDouble(),
                          within(
                              lossy
                                  ? name.endsWith("window") ? LOSSY : 2
                                  : 1e-5 * Math.max(1, Math.abs(value.getAsDouble())))));
    }
    assertThat(compared).isGreaterThan(70);
  }

  /** Character sets stop fastai's printing, not ours. */
  private static boolean isDecodedHere(String name) {
    return name.startsWith("charset_files/");
  }

  @Test
  void aColourOfManyFramesCountsEachFrameOnce() {
    PixelStatistics two =
        PixelStatistics.of(Dicom.read(TestFiles.pydicom("SC_rgb_rle_2frame.dcm")), Window.BRAIN);
    assertThat(two.mean()).isCloseTo(127.5, within(1e-9));
    assertThat(two.std()).isCloseTo(102.825337, within(1e-6));
    PixelStatistics dose =
        PixelStatistics.of(Dicom.read(TestFiles.pydicom("rtdose.dcm")), Window.BRAIN);
    assertThat(dose.max()).isEqualTo(1254000);
    assertThat(dose.std()).isCloseTo(143045.787, within(1e-3));
  }

  @Test
  void extremesAreOfStoredValuesAndTheShareOfScaledOnes() {
    Table ct = FromDicoms.of(List.of(TestFiles.pydicom("CT_small.dcm"))).withPixels().table();
    assertThat(ct.doubleColumn("img_min").get(0)).isEqualTo(128);
    assertThat(ct.doubleColumn("img_max").get(0)).isEqualTo(2191);
    assertThat(ct.doubleColumn("img_mean").get(0)).isCloseTo(904.926147, within(1e-5));
    assertThat(ct.doubleColumn("img_pct_window").get(0)).isCloseTo(.282348633, within(1e-8));
    assertThat(ct.column("Rows").type()).isEqualTo(ColumnType.INTEGER);
  }
}
