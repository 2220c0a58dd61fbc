package medimg.pixels;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import medimg.TestFiles;
import medimg.dicom.Dicom;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the operations of fastai 2.8.12 make of pydicom's test files and of small arrays, ours make
 * too where it is asked for: boxes and masks exactly, other numbers within 1e-5 of themselves or of
 * 1. Where fastai is wrong (colour, crops that are not square), {@link OperationsTest} shows ours.
 */
class OperationsTruthTest {
  private static final double TOLERANCE = 1e-5;
  private static final Set<String> LOSSY =
      Set.of("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.91");

  private static Map<String, JsonElement> json(String name) throws IOException {
    try (Reader reader =
        new InputStreamReader(
            OperationsTruthTest.class.getResourceAsStream("/oracle/" + name),
            StandardCharsets.UTF_8)) {
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

  private static Pixels array(JsonObject input) {
    double[] data = numbers(input.get("data"));
    float[] values = new float[data.length];
    IntStream.range(0, data.length).forEach(i -> values[i] = (float) data[i]);
    JsonArray shape = input.getAsJsonArray("shape");
    return Pixels.of(values, shape.get(0).getAsInt(), shape.get(1).getAsInt());
  }

  private static void small(JsonObject truth) {
    Pixels px = array(truth.getAsJsonObject("input"));
    Map<String, Supplier<Pixels>> same =
        Map.of(
            "uniform_blur2d_3", () -> px.uniformBlur2d(3, Like.FASTAI),
            "uniform_blur2d_4_even", () -> px.uniformBlur2d(4, Like.FASTAI),
            "gauss_blur2d_8", () -> px.gaussBlur2d(8, Like.FASTAI),
            "gauss_blur2d_4.5", () -> px.gaussBlur2d(4.5, Like.FASTAI),
            "gauss_blur2d_3_is_identity_kernel_1", () -> px.gaussBlur2d(3, Like.FASTAI));
    same.forEach((name, ours) -> same(name, ours.get(), truth.getAsJsonObject(name)));
    masks(px, truth);
    for (String ratio : List.of("0.5", "0.3", "2")) {
      JsonObject zoomed = truth.getAsJsonObject("zoom_" + ratio);
      Pixels ours = px.zoom(Double.parseDouble(ratio), Like.FASTAI);
      if (zoomed.has("float64")) {
        same("zoom " + ratio, ours, zoomed.getAsJsonObject("float64"));
      }
      exact(
          "zoom " + ratio,
          stored(px, true).zoom(Double.parseDouble(ratio), Like.FASTAI),
          zoomed.getAsJsonObject("int16"));
    }
    if (px.rows() == px.columns()) {
      JsonObject crop = truth.getAsJsonObject("crop_resize_8");
      Box box = box(crop.get("box"));
      double[] theirs = numbers(crop.get("data"));
      close("crop_resize", px.cropResize(box, 8, 8, Like.FASTAI), theirs);
    }
  }

  /** The array as 16-bit stored values of a file. */
  private static Pixels stored(Pixels px, boolean signed) {
    long[] values = new long[px.size()];
    IntStream.range(0, values.length).forEach(i -> values[i] = (long) px.value(i));
    return TestImage.image(px.rows(), 1, 16, signed, "MONOCHROME2", values).pixels();
  }

  private static void masks(Pixels px, JsonObject truth) {
    Map<String, Pixels> masks =
        Map.of(
            "{}", px.maskFromBlur(Window.BRAIN),
            "{\"sigma\": 0.1, \"thresh\": 0.2}", px.maskFromBlur(Window.BRAIN, .1, .2, true),
            "{\"sigma\": 0.25, \"thresh\": 0.3, \"remove_max\": false}",
                px.maskFromBlur(Window.BRAIN, .25, .3, false));
    masks.forEach(
        (name, mask) -> {
          JsonObject theirs = truth.getAsJsonObject("mask_from_blur_brain " + name);
          for (int i = 0; i < mask.size(); i++) {
            String line = theirs.getAsJsonArray("mask").get(i / mask.columns()).getAsString();
            assertThat(mask.value(i))
                .as(name + " " + i)
                .isEqualTo(line.charAt(i % mask.columns()) - '0');
          }
          assertThat(fastais(mask)).isEqualTo(box(theirs.get("bbox")));
        });
  }

  private static Box fastais(Pixels mask) {
    Box box = mask.mask2bbox();
    return box.isEmpty() ? Box.fastaiEmpty(mask) : box;
  }

  private static Box box(JsonElement corners) {
    double[] first = numbers(corners.getAsJsonArray().get(0));
    double[] last = numbers(corners.getAsJsonArray().get(1));
    return new Box((int) first[0], (int) first[1], (int) last[0], (int) last[1]);
  }

  private static void same(String name, Pixels ours, JsonObject theirs) {
    assertThat(List.of(ours.rows(), ours.columns()))
        .as(name)
        .containsExactly(
            theirs.getAsJsonArray("shape").get(0).getAsInt(),
            theirs.getAsJsonArray("shape").get(1).getAsInt());
    close(name, ours, numbers(theirs.get("data")));
  }

  private static void exact(String name, Pixels ours, JsonObject theirs) {
    double[] expected = numbers(theirs.get("data"));
    for (int i = 0; i < expected.length; i++) {
      assertThat(ours.value(i)).as(name + " " + i).isEqualTo(expected[i]);
    }
  }

  private static void close(String name, Pixels ours, double[] theirs) {
    for (int i = 0; i < theirs.length; i++) {
      double most = TOLERANCE * Math.max(1, Math.abs(theirs[i]));
      assertThat(Math.abs(ours.value(i) - theirs[i])).as(name + " " + i).isLessThanOrEqualTo(most);
    }
  }

  @TestFactory
  Stream<DynamicTest> realFilesBecomeFastaisNumbers() throws IOException {
    Path data = TestFiles.pydicom();
    // Indexes into a palette are no intensities, though fastai takes them for such.
    return json("pixels.json").entrySet().stream()
        .filter(file -> !photometric(file.getValue().getAsJsonObject()).equals("PALETTE COLOR"))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey(),
                    () -> real(data.resolve(file.getKey()), file.getValue().getAsJsonObject())));
  }

  private static String photometric(JsonObject truth) {
    return truth.get("photometric").getAsString();
  }

  private static void real(Path file, JsonObject truth) {
    JsonObject ops = truth.getAsJsonObject("ops");
    Pixels stored = Pixels.allOf(Dicom.read(file)).withPadding();
    if (photometric(truth).startsWith("YBR_FULL")) {
      stored = stored.toRgb();
    }
    Pixels raw = stored;
    Pixels px = stored.scaled();
    boolean lossy = LOSSY.contains(truth.get("transfer_syntax").getAsString());
    List<String> different = new ArrayList<>();
    if (px.samples() == 1 && px.frames() == 1) {
      Map<String, Supplier<Pixels>> ours =
          Map.of(
              "uniform_blur2d_10", () -> px.uniformBlur2d(10, Like.FASTAI),
              "uniform_blur2d_9", () -> px.uniformBlur2d(9, Like.FASTAI),
              "gauss_blur2d_10", () -> px.gaussBlur2d(10, Like.FASTAI),
              "zoom_0.5", () -> raw.zoom(.5, Like.FASTAI),
              "zoom_to_90", () -> raw.zoomTo(90, 90, Like.FASTAI));
      ours.forEach((name, made) -> compare(name, made, ops.get(name), lossy ? 2 : 0, different));
      Map<String, Supplier<Pixels>> masks =
          Map.of(
              "mask_from_blur_brain", () -> px.maskFromBlur(Window.BRAIN),
              "mask_from_blur_brain_s0.1_t0.2", () -> px.maskFromBlur(Window.BRAIN, .1, .2, true),
              "mask_from_blur_lungs_s0.02_t0.5_keepmax",
                  () -> px.maskFromBlur(Window.LUNGS, .02, .5, false));
      masks.forEach((name, made) -> mask(name, made.get(), ops.get(name), lossy, different));
      if (px.rows() == px.columns() && ops.has("crop_resize_64")) {
        Box box = fastais(px.maskFromBlur(Window.BRAIN));
        compare(
            "crop_resize_64",
            () -> px.cropResize(box, 64, 64, Like.FASTAI),
            ops.get("crop_resize_64"),
            lossy ? 2 : 0,
            different);
      }
      compare(
          "to_nchan_brain_subdural_abdomen",
          () -> px.toNChannels(Window.BRAIN, Window.SUBDURAL, Window.ABDOMEN_SOFT),
          ops.get("to_nchan_brain_subdural_abdomen"),
          lossy ? .05 : 0,
          different);
    }
    assertThat(different).isEmpty();
  }

  private static void mask(
      String name, Pixels ours, JsonElement theirs, boolean lossy, List<String> different) {
    if (theirs == null || !theirs.getAsJsonObject().has("true_pixels") || lossy) {
      return;
    }
    long count = Math.round(ours.mean() * ours.size());
    Box box = fastais(ours);
    if (count != theirs.getAsJsonObject().get("true_pixels").getAsLong()
        || !box.equals(box(theirs.getAsJsonObject().get("bbox")))) {
      different.add(name + ": " + count + " " + box + ", not " + theirs);
    }
  }

  private static void compare(
      String name,
      Supplier<Pixels> make,
      JsonElement theirs,
      double extra,
      List<String> different) {
    if (theirs == null || !theirs.isJsonObject() || !theirs.getAsJsonObject().has("samples")) {
      return;
    }
    Pixels ours = make.get();
    JsonObject expected = theirs.getAsJsonObject();
    double[] samples = numbers(expected.get("samples"));
    for (int k = 0; k < samples.length; k++) {
      int at = (int) ((2L * k + 1) * ours.size() / 10);
      // fastai has one channel after another, ours are within each pixel.
      int size = ours.rows() * ours.columns();
      int own = at % size * ours.samples() + at / size;
      far(name + " sample " + k, ours.value(own), samples[k], extra, different);
    }
    far(name + " min", ours.min(), expected.get("min").getAsDouble(), extra, different);
    far(name + " max", ours.max(), expected.get("max").getAsDouble(), extra, different);
    far(name + " mean", ours.mean(), expected.get("mean").getAsDouble(), extra, different);
    far(name + " std", ours.std(), expected.get("std").getAsDouble(), extra, different);
  }

  private static void far(
      String what, double ours, double theirs, double extra, List<String> different) {
    if (!(Math.abs(ours - theirs) <= extra + TOLERANCE * Math.max(1, Math.abs(theirs)))) {
      different.add(what + " is " + ours + ", not " + theirs);
    }
  }
}
