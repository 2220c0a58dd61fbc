package medimg.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/**
 * The steps from stored values to what is seen give pydicom 3.0.2's numbers on the first frame of
 * real files: modality transform, VOI, palette and colour conversion; within 1e-6, or a level where
 * the compression has losses.
 */
class StepsTruthTest {
  private static final double TOLERANCE = 1e-6;

  /**
   * pydicom takes the words of a big endian palette in the machine's order: its numbers are those
   * of swapped bytes.
   */
  private static final Set<String> SWAPPED_PALETTE =
      Set.of("files/pydicom-data/data__OBXXXX1A_expb.dcm");

  @TestFactory
  Stream<DynamicTest> pydicomsFilesGivePydicomsNumbers() throws IOException {
    Path folder = TestFiles.pydicom("");
    try (Reader reader =
        new InputStreamReader(
            StepsTruthTest.class.getResourceAsStream("/oracle/steps.json"),
            StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject().entrySet().stream()
          .map(e -> test(e.getKey(), folder.resolve(e.getKey()), e.getValue().getAsJsonObject()));
    }
  }

  @TestFactory
  Stream<DynamicTest> allSharedFilesGivePydicomsNumbers() throws IOException {
    Path folder = TestFiles.shared("dicom");
    JsonObject manifest =
        JsonParser.parseString(Files.readString(folder.resolve("manifest.json"))).getAsJsonObject();
    return StreamSupport.stream(manifest.getAsJsonArray("files").spliterator(), false)
        .map(e -> e.getAsJsonObject())
        .filter(e -> e.get("expected").getAsString().equals("decodes"))
        .filter(e -> e.has("frame0_modality") || e.has("frame0_voi") || hasColour(e))
        .map(e -> test(e.get("path").getAsString(), folder, e));
  }

  private static boolean hasColour(JsonObject e) {
    return e.has("frame0_palette_mean_per_channel") || e.has("frame0_rgb_mean_per_channel");
  }

  private static DynamicTest test(String name, Path path, JsonObject truth) {
    Path file = truth.has("path") ? path.resolve(name) : path;
    return DynamicTest.dynamicTest(name, () -> check(name, file, truth));
  }

  private static void check(String name, Path file, JsonObject truth) throws Exception {
    Dicom dicom = Dicom.read(file);
    Pixels px;
    try {
      px = Pixels.of(dicom, 0).withPadding();
    } catch (DicomException e) {
      if (e.getMessage().contains("no decoder")) {
        throw new TestAbortedException(e.getMessage()); // other tests tell which these are
      }
      throw e;
    }
    boolean exact = truth.get("exact").getAsBoolean();
    if (truth.has("frame0_modality")) {
      near(px.scaled(), truth.getAsJsonObject("frame0_modality"), 0, 1, exact ? TOLERANCE : 1);
    }
    if (truth.has("frame0_voi")) {
      double[] range = outputRange(dicom);
      double level = exact ? TOLERANCE : 1.0 / 255;
      JsonObject voi = truth.getAsJsonObject("frame0_voi");
      near(px.windowed(), voi, range[0], range[1], level);
    }
    if (truth.has("frame0_palette_mean_per_channel")) {
      Pixels rgb = px.toRgb();
      double swap = SWAPPED_PALETTE.contains(name) ? 256 : 1;
      means(rgb, truth, "frame0_palette_mean_per_channel", swap, TOLERANCE);
      if (swap == 1) {
        assertThat(sha256(rgb)).isEqualTo(truth.get("frame0_palette_sha256").getAsString());
      }
    }
    if (truth.has("frame0_rgb_mean_per_channel")) {
      means(px.toRgb(), truth, "frame0_rgb_mean_per_channel", 1, exact ? TOLERANCE : 1);
    }
  }

  /** Compares after theirs are mapped to 0 to 1 over their range. */
  private static void near(Pixels ours, JsonObject theirs, double low, double high, double within) {
    for (Map.Entry<String, Double> own :
        Map.of("min", ours.min(), "max", ours.max(), "mean", ours.mean()).entrySet()) {
      double other = (theirs.get(own.getKey()).getAsDouble() - low) / (high - low);
      assertThat(own.getValue())
          .as(own.getKey())
          .isCloseTo(other, within(within * Math.max(1, Math.abs(other))));
    }
  }

  private static void means(
      Pixels rgb, JsonObject truth, String key, double factor, double tolerance) {
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int i = c; i < rgb.size(); i += 3) {
        sum += rgb.value(i);
      }
      double expected = factor * truth.getAsJsonArray(key).get(c).getAsDouble();
      assertThat(sum / (rgb.size() / 3))
          .as("mean of channel " + c)
          .isCloseTo(expected, within(tolerance * Math.max(1, expected)));
    }
  }

  /** Black and white of pydicom's apply_voi_lut. */
  private static double[] outputRange(Dicom dicom) {
    if (dicom.header().contains(Tag.VOILUTSequence)) {
      var item = dicom.get(Tag.VOILUTSequence).items().get(0);
      return new double[] {0, (1 << (int) item.get(Tag.LUTDescriptor).numbers()[2]) - 1};
    }
    double low = dicom.pixelData().layout().smallest();
    double high = dicom.pixelData().layout().largest();
    var tables = dicom.find(Tag.ModalityLUTSequence);
    if (tables.isPresent()) {
      var item = tables.get().items().get(0);
      low = 0;
      high = (1 << (int) item.get(Tag.LUTDescriptor).numbers()[2]) - 1;
    }
    double slope = dicom.header().number(Tag.RescaleSlope, 1);
    double intercept = dicom.header().number(Tag.RescaleIntercept, 0);
    return new double[] {low * slope + intercept, high * slope + intercept};
  }

  private static String sha256(Pixels rgb) throws Exception {
    ByteBuffer numbers = ByteBuffer.allocate(4 * rgb.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < rgb.size(); i++) {
      numbers.putInt((int) rgb.value(i));
    }
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(numbers.array()));
  }
}
