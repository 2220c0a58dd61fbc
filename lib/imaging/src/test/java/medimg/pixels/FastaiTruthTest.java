package medimg.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What fastai 2.8.12 makes of pydicom's test files and of small arrays, we make too: bins exactly,
 * other numbers within 1e-6 of themselves or of 1.
 *
 * <p>Padding is counted here, because fastai does; {@link PixelsTest} shows what we do instead.
 *
 * <p>JPEG with loss may decode a level apart (two after the conversion from YBR), so may its bins;
 * grey levels and shares move with them, by .02 at most.
 */
class FastaiTruthTest {
  private static final double TOLERANCE = 1e-6;

  /** JPEG Baseline and Extended, JPEG 2000 with loss: decoders may differ by a level. */
  private static final Set<String> LOSSY =
      Set.of("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.91");

  private static final double LOSSY_VALUE = 2;
  private static final double LOSSY_GREY = .02;

  private static Map<String, JsonElement> json(String name) throws IOException {
    try (Reader reader =
        new InputStreamReader(
            FastaiTruthTest.class.getResourceAsStream("/oracle/" + name), StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject().asMap();
    }
  }

  private static double[] numbers(JsonElement array) {
    return array.getAsJsonArray().asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
  }

  @TestFactory
  Stream<DynamicTest> smallArraysBecomeFastaisArrays() throws IOException {
    return json("synthetic.json").entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> small(e.getValue().getAsJsonObject())));
  }

  private static void small(JsonObject truth) {
    JsonObject input = truth.getAsJsonObject("input");
    double[] data = numbers(input.get("data"));
    float[] values = new float[data.length];
    for (int i = 0; i < data.length; i++) {
      values[i] = (float) data[i];
    }
    JsonArray shape = input.getAsJsonArray("shape");
    Pixels px = Pixels.of(values, shape.get(0).getAsInt(), shape.get(1).getAsInt());
    truth
        .getAsJsonObject("freqhist_bins")
        .asMap()
        .forEach(
            (bins, breaks) ->
                assertThat(px.freqHistBins(Integer.parseInt(bins)).breaks())
                    .containsExactly(numbers(breaks)));
    // fastai fails on these with an IndexError; ours ends at the largest value.
    truth
        .getAsJsonObject("array_freqhist_bins")
        .asMap()
        .forEach(
            (bins, breaks) -> {
              double[] ours = px.arrayFreqHistBins(Integer.parseInt(bins)).breaks();
              if (breaks.isJsonArray()) {
                assertThat(ours).containsExactly(numbers(breaks));
              } else {
                assertThat(ours[ours.length - 1]).isEqualTo(px.max());
              }
            });
    FreqHist oneToTen = FreqHist.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    Map<String, Pixels> made =
        Map.of(
            "hist_scaled", px.histScaled(),
            "hist_scaled_brks_1_10", px.histScaled(oneToTen),
            "windowed_80_40", px.windowed(80, 40),
            "windowed_375_40_odd_width", px.windowed(375, 40));
    made.forEach(
        (name, ours) -> {
          double[] theirs = numbers(truth.getAsJsonObject(name).get("data"));
          for (int i = 0; i < theirs.length; i++) {
            assertThat(ours.value(i)).as(name + " " + i).isCloseTo(theirs[i], within(TOLERANCE));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> realFilesBecomeFastaisNumbers() throws IOException {
    Path data = TestFiles.pydicom();
    return json("pixels.json").entrySet().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey(),
                    () -> real(data.resolve(file.getKey()), file.getValue().getAsJsonObject())));
  }

  private static String syntax(JsonObject truth) {
    return truth.get("transfer_syntax").getAsString();
  }

  private static final Map<String, Function<Pixels, Object>> OPERATIONS =
      Map.ofEntries(
          Map.entry("scaled_px", px -> px),
          Map.entry("freqhist_bins_1", px -> px.freqHistBins(1)),
          Map.entry("freqhist_bins_100", px -> px.freqHistBins(100)),
          Map.entry("array_freqhist_bins_1", px -> px.arrayFreqHistBins(1)),
          Map.entry("array_freqhist_bins_100", px -> px.arrayFreqHistBins(100)),
          Map.entry("hist_scaled", Pixels::histScaled),
          Map.entry("hist_scaled_min10_max100", px -> px.histScaled(10, 100)),
          Map.entry("windowed_lungs", px -> px.windowed(Window.LUNGS)),
          Map.entry("windowed_brain", px -> px.windowed(Window.BRAIN)),
          Map.entry("pct_in_window_lungs", px -> px.pctInWindow(Window.LUNGS)),
          Map.entry("pct_in_window_brain", px -> px.pctInWindow(Window.BRAIN)));

  private static void real(Path file, JsonObject truth) {
    Dicom dicom = Dicom.read(file);
    Pixels stored = Pixels.allOf(dicom);
    if (truth.get("photometric").getAsString().startsWith("YBR_FULL")) {
      stored = stored.toRgb();
    }
    boolean palette = stored.isPalette(); // fastai makes grey of indexes; we name toRgb()
    Pixels px = stored.scaled().withPadding();
    boolean lossy = LOSSY.contains(syntax(truth));
    List<String> different = new ArrayList<>();
    JsonObject ops = truth.getAsJsonObject("ops");
    OPERATIONS.forEach(
        (name, operation) -> {
          JsonElement theirs = ops.get(name);
          if (palette && !name.equals("scaled_px")) {
            assertThatThrownBy(() -> operation.apply(px))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("are indexes into a palette; take toRgb()");
            return;
          }
          String difference =
              theirs == null ? null : difference(operation.apply(px), theirs, lossy, px.modality());
          if (difference != null) {
            different.add(name + ": " + difference);
          }
        });
    assertThat(different).isEmpty();
  }

  /** A value of ours as single precision has it, in which fastai rescales. */
  private static float single(double value, ModalityTransform modality) {
    Rescale rescale = (Rescale) modality;
    double stored = Math.rint((value - rescale.intercept()) / rescale.slope());
    return (float) stored * (float) rescale.slope() + (float) rescale.intercept();
  }

  /** Whether each number has one of the others within 1. */
  private static boolean near(double[] numbers, double[] others) {
    return Arrays.stream(numbers)
        .allMatch(n -> Arrays.stream(others).anyMatch(other -> Math.abs(n - other) <= 1));
  }

  private static String difference(
      Object ours, JsonElement theirs, boolean lossy, ModalityTransform modality) {
    if (ours instanceof FreqHist bins && theirs.isJsonArray()) {
      double[] expected = numbers(theirs);
      double[] breaks = bins.breaks();
      for (int i = 0; i < breaks.length; i++) {
        breaks[i] = single(breaks[i], modality);
      }
      if (lossy) {
        // Equal ranks fall into one break, so that lists may differ in length.
        return near(breaks, expected) && near(expected, breaks) ? null : Arrays.toString(breaks);
      }
      for (int i = 0; i < expected.length; i++) {
        expected[i] = (float) expected[i];
      }
      return Arrays.equals(breaks, expected) ? null : Arrays.toString(breaks);
    }
    if (ours instanceof Double number && theirs.isJsonPrimitive()) {
      return far("share", number, theirs.getAsDouble(), lossy ? LOSSY_GREY : TOLERANCE);
    }
    if (!(ours instanceof Pixels px) || !theirs.getAsJsonObject().has("samples")) {
      return null;
    }
    JsonObject expected = theirs.getAsJsonObject();
    double[] samples = numbers(expected.get("samples"));
    double tolerance = !lossy ? TOLERANCE : px.isGreyLevel() ? LOSSY_GREY : LOSSY_VALUE;
    String difference = null;
    for (int k = 0; k < samples.length && difference == null; k++) {
      long at = (2L * k + 1) * px.size() / 10;
      difference = far("sample " + k, px.value((int) at), samples[k], tolerance);
    }
    for (String name : List.of("min", "max", "mean", "std")) {
      double value =
          switch (name) {
            case "min" -> px.min();
            case "max" -> px.max();
            case "mean" -> px.mean();
            default -> px.std();
          };
      if (difference == null) {
        difference = far(name, value, expected.get(name).getAsDouble(), tolerance);
      }
    }
    return difference;
  }

  private static String far(String what, double ours, double theirs, double tolerance) {
    return Math.abs(ours - theirs) <= tolerance * Math.max(1, Math.abs(theirs))
        ? null
        : what + " is " + ours + ", not " + theirs;
  }
}
