package medimg.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import medimg.TestFiles;
import medimg.dictionary.Tag;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every element that pydicom 3.0.2 reads from its own test files, we read with the same value. */
class HeaderTruthTest {
  private static final int ROWS = 90;

  /** One byte too many at the start: pydicom, told to force, reads one element of noise. */
  private static final String NO_DATA_SET = "test_files/no_meta.dcm";

  @Test
  void bytesThatAreNoDataSetAreRefused() {
    Path file = TestFiles.pydicom().resolve(NO_DATA_SET);
    assertThatThrownBy(() -> Dicom.read(file))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "no_meta.dcm: this is no DICOM file: there is no DICM at byte 128 and no data element at"
                + " byte 0");
  }

  @TestFactory
  Stream<DynamicTest> everyElementEqualsPydicoms() throws Exception {
    Path data = TestFiles.pydicom();
    Map<String, JsonElement> files;
    try (Reader json =
        new InputStreamReader(
            HeaderTruthTest.class.getResourceAsStream("/oracle/header.json"),
            StandardCharsets.UTF_8)) {
      files = JsonParser.parseReader(json).getAsJsonObject().asMap();
    }
    return files.entrySet().stream()
        .filter(file -> !file.getKey().equals(NO_DATA_SET))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey(),
                    () -> compare(data.resolve(file.getKey()), file.getValue().getAsJsonObject())));
  }

  private static void compare(Path file, JsonObject truth) {
    List<JsonArray> rows = new ArrayList<>();
    flatten(Dicom.read(file).header(), "", rows);
    List<String> different = new ArrayList<>();
    JsonArray expected = truth.getAsJsonArray("rows");
    for (int i = 0; i < Math.max(expected.size(), Math.min(ROWS, rows.size())); i++) {
      JsonElement theirs = i < expected.size() ? expected.get(i) : JsonNull.INSTANCE;
      JsonElement ours = i < rows.size() ? rows.get(i) : JsonNull.INSTANCE;
      if (!same(ours, theirs)) {
        different.add("is " + ours + ", should be " + theirs);
      }
    }
    assertThat(different).isEmpty();
    // pydicom keeps the half of a value at which the file ends; we tell of it and leave it out.
    int cut = file.endsWith("rtplan_truncated.dcm") ? 1 : 0;
    assertThat(rows).hasSize(truth.get("total").getAsInt() - cut);
  }

  /** Equal; numbers to the nine digits that the truth has. */
  private static boolean same(JsonElement ours, JsonElement theirs) {
    if (ours.isJsonArray() && theirs.isJsonArray()) {
      JsonArray a = ours.getAsJsonArray();
      JsonArray b = theirs.getAsJsonArray();
      boolean same = a.size() == b.size();
      for (int i = 0; same && i < a.size(); i++) {
        same = same(a.get(i), b.get(i));
      }
      return same;
    }
    if (ours instanceof JsonPrimitive a && a.isNumber() && theirs instanceof JsonPrimitive b) {
      double difference = Math.abs(a.getAsDouble() - b.getAsDouble());
      return b.isNumber() && difference <= 5e-9 * Math.abs(b.getAsDouble());
    }
    return ours.equals(theirs);
  }

  private static void flatten(DataSet set, String prefix, List<JsonArray> rows) {
    for (Element e : set) {
      if (e.tag() == Tag.PixelData) {
        continue; // an icon's; the truth leaves pixel data out
      }
      String path = prefix + String.format(Locale.ROOT, "%08X", e.tag());
      JsonArray row = new JsonArray();
      row.add(path);
      row.add(e.vr().name());
      row.add(e.keyword());
      row.add(e.multiplicity());
      row.add(value(e));
      rows.add(row);
      for (int i = 0; i < e.items().size(); i++) {
        flatten(e.items().get(i), path + "[" + i + "].", rows);
      }
    }
  }

  private static JsonElement value(Element e) {
    List<JsonElement> values = new ArrayList<>();
    switch (e.vr()) {
      case SQ -> {
        return JsonNull.INSTANCE;
      }
      case OB, OD, OF, OL, OV, OW, UN -> {
        byte[] bytes = e.bytes();
        JsonObject digest = new JsonObject();
        digest.addProperty("len", bytes.length);
        digest.addProperty("sha1", sha1(bytes));
        return digest;
      }
      case AT -> {
        for (int tag : e.tags()) {
          values.add(new JsonPrimitive(String.format(Locale.ROOT, "%08X", tag)));
        }
      }
      case DS, FD, FL -> {
        for (double number : e.numbers()) {
          values.add(new JsonPrimitive(number));
        }
      }
      case IS, SL, SS, UL, US, SV, UV -> {
        for (String text : e.strings()) {
          values.add(
              text.matches("[+-]?\\d+")
                  ? new JsonPrimitive(Long.parseLong(text))
                  : new JsonPrimitive(text));
        }
      }
      default -> {
        String text = e.text();
        if (e.vr().isSingleText() && text.length() > 120) {
          JsonObject digest = new JsonObject();
          digest.addProperty("len", text.length());
          digest.addProperty("start", text.substring(0, 80));
          digest.addProperty("sha1", sha1(text.getBytes(StandardCharsets.UTF_8)));
          return digest;
        }
        String[] parts = e.vr().isSingleText() ? new String[] {text} : text.split("\\\\", -1);
        for (String part : parts) {
          values.add(new JsonPrimitive(part));
        }
        return values.size() == 1 ? values.get(0) : array(values);
      }
    }
    return values.isEmpty()
        ? JsonNull.INSTANCE
        : values.size() == 1 ? values.get(0) : array(values);
  }

  private static JsonArray array(List<JsonElement> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }

  private static String sha1(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, 16);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
