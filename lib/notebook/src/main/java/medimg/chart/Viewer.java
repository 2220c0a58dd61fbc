package medimg.chart;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.Element;
import medimg.dicom.WholeFile;
import medimg.dictionary.Tag;
import medimg.pixels.Box;
import medimg.pixels.Frame;
import medimg.pixels.Pixels;
import medimg.pixels.Plane;
import medimg.pixels.Point;
import medimg.pixels.Section;
import medimg.pixels.View;
import medimg.pixels.Voi;
import medimg.pixels.Volume;
import medimg.pixels.Window;
import medimg.text.DecimalText;
import medimg.text.HtmlText;

/**
 * An image, or a stack of slices, that the reader of a page can scroll through, window and measure;
 * immutable. It needs no kernel and no network: the values stand in the page, rounded to a step
 * that the page states.
 *
 * <p>In a notebook it takes at most 500 kB: of a stack {@value #SLICES} slices of at most {@value
 * #SMALL} x {@value #SMALL} pixels, of one image {@value #LARGE} x {@value #LARGE}; larger ones are
 * averaged. {@link #saveHtml} writes all slices in full. Where scripts do not run, such as on
 * GitHub, a static picture stands in its place.
 *
 * <p>Wheel and keys belong to the page until the image is clicked, tapped or reached by Tab, and
 * again after Escape or a click elsewhere.
 */
public final class Viewer {
  /** Slices of a stack unless others are chosen. */
  public static final int SLICES = 24;

  /** Rows and columns of a slice of a stack, at most, unless asked. */
  public static final int SMALL = 128;

  /** Rows and columns of a single image, at most, unless asked. */
  public static final int LARGE = 512;

  /** Width or height on the page, in pixels, whichever is larger. */
  private static final int SHOWN = 512;

  /** Bytes of HTML in a notebook. */
  private static final int MOST = 495_000;

  private static final int LARGEST_SIDE = 4096;

  /** As many steps from the smallest value to the largest are fine enough. */
  private static final double FINEST = 20_000;

  private static final float QUALITY = .85f;

  private final Source source;
  private final Options options;

  /** Images of one kind, made when they are needed. */
  private record Source(String name, String kind, int size, IntFunction<Item> items) {}

  /**
   * An image and its place.
   *
   * @param plane null if it is not known
   * @param rowSpacing in the unit of length
   * @param columnSpacing in the unit of length
   * @param length what a length is measured in
   * @param letters of the left, right, upper and lower edge, or empty
   */
  private record Item(
      String what,
      Pixels px,
      Plane plane,
      double rowSpacing,
      double columnSpacing,
      String length,
      List<String> letters) {
    static Item of(Section s) {
      List<String> letters = List.of(s.left(), s.right(), s.top(), s.bottom());
      Plane p = s.plane();
      return new Item(s.what(), s.pixels(), p, p.rowSpacing(), p.columnSpacing(), "mm", letters);
    }

    double width() {
      return px.columns() * columnSpacing;
    }

    double height() {
      return px.rows() * rowSpacing;
    }
  }

  private record Options(
      List<Integer> slices, int start, int side, double step, List<Window> windows) {}

  /** The smallest and the largest value, 0 if there is none, and whether all are whole numbers. */
  private record Range(double low, double high, boolean whole) {
    static Range of(List<float[]> values) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      boolean whole = true;
      for (float[] slice : values) {
        for (float v : slice) {
          if (!Float.isNaN(v)) {
            low = Math.min(low, v);
            high = Math.max(high, v);
            whole &= v == Math.rint(v);
          }
        }
      }
      return low <= high ? new Range(low, high, whole) : new Range(0, 0, true);
    }
  }

  private Viewer(Source source, Options options) {
    this.source = source;
    this.options = options;
  }

  private static Viewer of(String name, String kind, int size, IntFunction<Item> items) {
    return new Viewer(
        new Source(name, kind, size, items), new Options(null, -1, 0, Double.NaN, List.of()));
  }

  /** The slices of a volume, each turned as radiologists look at it. */
  public static Viewer of(Volume volume) {
    return of(volume, volume.view());
  }

  /** The planes of a view of a volume, each turned as radiologists look at it. */
  public static Viewer of(Volume volume, View view) {
    String kind = volume.view() == view ? "slices" : view + " planes";
    return of("a volume", kind, volume.size(view), i -> Item.of(volume.section(view, i)));
  }

  /** One plane of a volume, or a projection. */
  public static Viewer of(Section section) {
    return of(section.what(), "images", 1, i -> Item.of(section));
  }

  /**
   * The frames of a file after the modality transform, with their place and spacing.
   *
   * @throws DicomException if there is no pixel data or it is in colour
   */
  public static Viewer of(Dicom dicom) {
    int frames = dicom.pixelData().layout().frames();
    return of(dicom.name(), "frames", frames, i -> item(dicom, i));
  }

  /** Values without a place: lengths are in pixels. */
  public static Viewer of(Pixels px) {
    if (px.frames() != 1) {
      throw new DicomException(
          px.name()
              + ": Viewer.of(px) shows one frame, but these are "
              + px.frames()
              + "; take Viewer.of(dicom) or px.frame(i)");
    }
    return of(
        px.name(), "images", 1, i -> new Item(px.name(), px, null, 1, 1, "pixels", List.of()));
  }

  private static Item item(Dicom dicom, int number) {
    Pixels px = Pixels.of(dicom, number).scaled();
    Frame frame = Frame.of(dicom, number);
    Optional<Plane> plane = frame.plane();
    if (plane.isPresent()) {
      Section section = new Section(View.AXIAL, px, plane.get(), px.name());
      return Item.of(section);
    }
    double[] spacing = numbers(frame, Tag.PixelSpacing);
    String length = "mm";
    if (spacing == null) {
      spacing = numbers(frame, Tag.ImagerPixelSpacing);
      length = "mm at the detector";
    }
    return spacing == null
        ? new Item(px.name(), px, null, 1, 1, "pixels", List.of())
        : new Item(px.name(), px, null, spacing[0], spacing[1], length, List.of());
  }

  private static double[] numbers(Frame frame, int tag) {
    double[] two = frame.header().find(tag).map(Element::numbers).orElse(new double[0]);
    return two.length == 2 && two[0] > 0 && two[1] > 0 ? two : null;
  }

  /**
   * The same viewer with these slices only.
   *
   * @param slices from 0, such as {@code volume.pctInWindow(w).above(.3)}
   * @throws DicomException if there are none, or there is no such slice
   */
  public Viewer slices(List<Integer> slices) {
    if (slices.isEmpty()) {
      throw new DicomException("slices(..) has no slice; a viewer needs at least one");
    }
    slices.forEach(this::check);
    return with(List.copyOf(slices), options.start, options.side, options.step, options.windows);
  }

  /**
   * The same viewer, showing this slice at first, or the nearest one that it has.
   *
   * @throws DicomException if there is no such slice
   */
  public Viewer start(int slice) {
    check(slice);
    return with(options.slices, slice, options.side, options.step, options.windows);
  }

  private void check(int slice) {
    if (slice < 0 || slice >= source.size) {
      throw new DicomException(
          source.name
              + ": there is no slice "
              + slice
              + ": there are "
              + source.size
              + ", counted from 0");
    }
  }

  /**
   * The same viewer with at most so many rows and columns in the page.
   *
   * @throws DicomException if it is not 16 to 4096
   */
  public Viewer side(int side) {
    if (side < 16 || side > LARGEST_SIDE) {
      throw new DicomException("side(" + side + "): must be 16 to " + LARGEST_SIDE);
    }
    return with(options.slices, options.start, side, options.step, options.windows);
  }

  /**
   * The same viewer with values rounded to a step. Otherwise it is as small as is worth it and the
   * size of a notebook allows.
   *
   * @param step in the unit of the pixels
   * @throws DicomException if it is not greater than 0
   */
  public Viewer step(double step) {
    if (!(step > 0) || !Double.isFinite(step)) {
      throw new DicomException("step(" + step + "): must be greater than 0");
    }
    return with(options.slices, options.start, options.side, step, options.windows);
  }

  /**
   * The same viewer with these windows before all others; the first is shown at first. The others
   * are those of the file, for HU {@link Window#PRESETS}, and all values.
   */
  public Viewer windows(Window... windows) {
    return with(options.slices, options.start, options.side, options.step, List.of(windows));
  }

  private Viewer with(
      List<Integer> slices, int start, int side, double step, List<Window> windows) {
    return new Viewer(source, new Options(slices, start, side, step, windows));
  }

  /** The slices in the page: those chosen, or so many at even distances. */
  private List<Integer> chosen(int most) {
    if (options.slices != null) {
      return options.slices;
    }
    int count = Math.min(most, source.size);
    return IntStream.range(0, count)
        .map(i -> count == 1 ? 0 : (int) Math.round((double) i * (source.size - 1) / (count - 1)))
        .boxed()
        .toList();
  }

  /**
   * One element for a page: style, script, values and the static picture, at most 500 kB unless a
   * step or a side was asked for that needs more.
   *
   * @throws DicomException if the images are in colour, or differ in size or unit
   */
  public String html() {
    List<Integer> slices = chosen(SLICES);
    int side = options.side > 0 ? options.side : slices.size() == 1 ? LARGE : SMALL;
    return html(slices, side, MOST);
  }

  /**
   * Writes a page of its own with all slices in full, or those that were chosen.
   *
   * @throws DicomException if it cannot be written; nothing is left behind then
   */
  public void saveHtml(Path file) {
    int side = options.side > 0 ? options.side : LARGEST_SIDE;
    String page =
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
            + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"
            + HtmlText.escape(source.name)
            + "</title>\n<style>:root{color-scheme:light dark}"
            + "body{margin:16px;color:CanvasText;background:Canvas}</style></head><body>\n"
            + html(chosen(Integer.MAX_VALUE), side, Integer.MAX_VALUE)
            + "\n</body></html>\n";
    WholeFile.write(file, "", page);
  }

  private String html(List<Integer> slices, int side, int most) {
    List<Item> items = slices.stream().parallel().map(source.items::apply).toList();
    items.forEach(item -> checkLike(items.get(0), item));
    Item first = items.get(0);
    double largest = Math.max(first.width(), first.height());
    int rows = reduced(first.px.rows(), first.height() / largest * side);
    int columns = reduced(first.px.columns(), first.width() / largest * side);
    boolean same = rows == first.px.rows() && columns == first.px.columns();
    List<float[]> values =
        items.stream().parallel().map(item -> numbers(item.px, rows, columns)).toList();
    int start = start(slices);
    Range range = Range.of(values);
    List<Window> windows = windows(items.get(start).px, range);
    int width = (int) Math.max(16, Math.round(SHOWN * first.width() / largest));
    int height = (int) Math.max(16, Math.round(SHOWN * first.height() / largest));
    String still = still(items.get(start), windows.get(0), width, height);
    String script = script();
    int room = most - still.length() - script.length() - 600 * slices.size() / 4 - 4000;
    Codes coded = coded(values, range, rows, columns, first.px.unit(), room);
    String title = title(slices.size(), coded, first.px.unit());
    StringBuilder out = new StringBuilder("<div class=\"medimg-viewer\" style=\"--wide:");
    out.append(width).append("px;max-width:").append(width).append("px\">\n");
    out.append("<figure style=\"margin:0\">").append(still);
    out.append("<figcaption style=\"margin-top:4px;font-size:.9em;line-height:1.3;opacity:.8\">");
    out.append(HtmlText.escape(items.get(start).what + ", " + windows.get(0) + "; "));
    out.append(HtmlText.escape(title))
        .append("</figcaption></figure>\n<script type=\"text/plain\">");
    out.append(about(items, coded, windows, start, title, same));
    out.append('\n').append(coded.base64()).append("</script>\n<script>\n").append(script);
    return out.append("</script>\n</div>").toString();
  }

  private static int reduced(int size, double wanted) {
    return Math.max(1, Math.min(size, (int) Math.round(wanted)));
  }

  private static void checkLike(Item a, Item b) {
    if (b.px.samples() != 1 || b.px.isPalette()) {
      throw new DicomException(
          b.px.name() + ": is in colour; a viewer shows grey values, such as px.toGrey()");
    }
    if (!a.px.shape().equals(b.px.shape()) || !a.px.unit().equals(b.px.unit())) {
      throw new DicomException(
          a.px.name()
              + " and "
              + b.px.name()
              + " differ: "
              + a.px.shape()
              + " in "
              + a.px.unit()
              + " and "
              + b.px.shape()
              + " in "
              + b.px.unit()
              + "; a viewer needs images that are alike");
    }
  }

  /** Values in another size, each the mean of what lies under it; NaN where there is none. */
  private static float[] numbers(Pixels px, int rows, int columns) {
    boolean same = rows == px.rows() && columns == px.columns();
    Pixels small = same ? px : px.cropResize(Box.of(px), rows, columns);
    float[] out = small.values();
    boolean all = small.count() == small.size();
    for (int i = 0; i < out.length && !all; i++) {
      out[i] = small.hasValue(i) ? out[i] : Float.NaN;
    }
    return out;
  }

  /** Where the slice to begin with stands among those in the page. */
  private int start(List<Integer> slices) {
    int best = slices.size() / 2;
    for (int i = 0; i < slices.size() && options.start >= 0; i++) {
      if (Math.abs(slices.get(i) - options.start) < Math.abs(slices.get(best) - options.start)) {
        best = i;
      }
    }
    return best;
  }

  private List<Window> windows(Pixels px, Range range) {
    List<Window> all = new ArrayList<>(options.windows);
    for (Voi voi : px.isGreyLevel() ? List.<Voi>of() : px.vois()) {
      if (voi instanceof Window window) {
        all.add(window);
      }
    }
    if (px.unit().equals("HU")) {
      all.addAll(Window.PRESETS);
    }
    all.add(Planes.wholeRange(range.low, range.high));
    return all;
  }

  private static String still(Item item, Window window, int width, int height) {
    Pixels px = item.px.cropResize(Box.of(item.px), height, width).windowed(window);
    BufferedImage image = px.toImage();
    Picture.Encoded file = Picture.Encoded.jpeg(image, QUALITY);
    return "<img src=\"data:"
        + file.mime()
        + ";base64,"
        + Base64.getEncoder().encodeToString(file.bytes())
        + "\" width=\""
        + width
        + "\" alt=\""
        + HtmlText.escape(item.what)
        + "\" style=\"display:block;max-width:100%;height:auto\">";
  }

  /** Values in the smallest step that is worth it and fits. */
  private Codes coded(
      List<float[]> values, Range range, int rows, int columns, String unit, int room) {
    double low = range.low;
    double high = range.high;
    if (!Double.isNaN(options.step)) {
      return Codes.of(values, rows, columns, options.step, low, high);
    }
    double difference = high - low;
    int power = (int) Math.ceil(Math.log10(Math.max(1e-30, difference / FINEST)));
    if (difference <= Codes.MOST && (range.whole || unit.equals("HU"))) {
      power = 0;
    }
    for (int i = 0; ; i++) {
      double step = Math.pow(10, power + i / 3) * (i % 3 == 0 ? 1 : i % 3 == 1 ? 2 : 5);
      Codes coded = Codes.of(values, rows, columns, step, low, high);
      if (coded.base64().length() <= room || step > difference) {
        return coded;
      }
    }
  }

  private String title(int slices, Codes coded, String unit) {
    String shape = coded.rows() + " x " + coded.columns() + " (rows x columns)";
    String count =
        source.size == 1
            ? ""
            : slices == source.size
                ? slices + " " + source.kind + " of "
                : slices + " of " + source.size + " " + source.kind + ", ";
    return count + shape + ", " + unit + " in steps of " + DecimalText.of(coded.step());
  }

  /** What the script has to know beside the values, as JSON. */
  private String about(
      List<Item> items, Codes coded, List<Window> windows, int start, String title, boolean same) {
    Item first = items.get(0);
    int rows = coded.rows();
    int columns = coded.columns();
    double down = (double) first.px.rows() / rows;
    double across = (double) first.px.columns() / columns;
    String averaged =
        same
            ? "Each pixel is one of the file, its value"
            : "Each pixel is the mean of "
                + DecimalText.of(down)
                + " x "
                + DecimalText.of(across)
                + " (rows x columns) of the file, its value";
    StringBuilder out = new StringBuilder("{");
    field(out, "title", quoted(title));
    String note = averaged + " rounded to a step of " + DecimalText.of(coded.step()) + ".";
    field(out, "note", quoted(note + " For teaching, not for diagnosis."));
    field(out, "unit", quoted(first.px.unit()));
    field(out, "length", quoted(first.length));
    field(out, "rows", rows);
    field(out, "columns", columns);
    field(out, "width", first.width());
    field(out, "height", first.height());
    field(out, "spacing", list(first.rowSpacing * down, first.columnSpacing * across));
    field(out, "step", coded.step());
    field(out, "low", coded.low());
    field(out, "high", coded.high());
    field(out, "start", start);
    field(out, "inverted", String.valueOf(first.px.isInverted()));
    field(out, "letters", texts(first.letters));
    if (first.plane != null) {
      field(out, "down", vector(first.plane.alongColumn(), first.rowSpacing * down));
      field(out, "across", vector(first.plane.alongRow(), first.columnSpacing * across));
    }
    field(
        out,
        "slices",
        items.stream()
            .map(item -> slice(item, (down - 1) / 2, (across - 1) / 2))
            .collect(Collectors.joining(",", "[", "]")));
    field(
        out,
        "presets",
        windows.stream().map(Viewer::preset).collect(Collectors.joining(",", "[", "]")));
    return out.append('}').toString();
  }

  private static String slice(Item item, double row, double column) {
    StringBuilder out = new StringBuilder("{");
    field(out, "name", quoted(item.what));
    if (item.plane != null) {
      Point p = item.plane.at(row, column);
      field(out, "first", list(p.x(), p.y(), p.z()));
      Point middle = item.plane.at((item.px.rows() - 1) / 2.0, (item.px.columns() - 1) / 2.0);
      field(out, "place", quoted(place(item.plane.normal(), middle)));
    }
    return out.append('}').toString();
  }

  /** The coordinate of a plane along the patient's axis that is nearest to its normal. */
  private static String place(Point normal, Point middle) {
    double x = Math.abs(normal.x());
    double y = Math.abs(normal.y());
    double z = Math.abs(normal.z());
    boolean isZ = z >= x && z >= y;
    double at = isZ ? middle.z() : y >= x ? middle.y() : middle.x();
    String axis = isZ ? "z" : y >= x ? "y" : "x";
    return String.format(Locale.ROOT, "%s %.1f mm", axis, at + 0.0).replace('-', '\u2212');
  }

  private static String preset(Window window) {
    StringBuilder out = new StringBuilder("{");
    String numbers =
        "w " + DecimalText.of(window.width()) + ", l " + DecimalText.of(window.level());
    String name = window.name().isEmpty() ? numbers : window.name() + " (" + numbers + ")";
    field(out, "name", quoted(name));
    field(out, "width", window.width());
    field(out, "level", window.level());
    field(out, "low", window.low());
    field(out, "high", window.high());
    field(out, "sigmoid", String.valueOf(window.rule() == Window.Rule.SIGMOID));
    return out.append('}').toString();
  }

  private static void field(StringBuilder out, String name, Object json) {
    out.append(out.length() > 1 ? "," : "").append(quoted(name)).append(':').append(json);
  }

  private static String list(double... numbers) {
    return Arrays.toString(Arrays.stream(numbers).map(v -> Math.rint(v * 1e6) / 1e6).toArray());
  }

  private static String vector(Point direction, double length) {
    return list(direction.x() * length, direction.y() * length, direction.z() * length);
  }

  private static String texts(List<String> texts) {
    return texts.stream().map(Viewer::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  /** Text as JSON that may stand within a script. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static String script() {
    return resource("viewer.js").replace("'/*css*/'", quoted(resource("viewer.css")));
  }

  private static String resource(String name) {
    try (InputStream in = Viewer.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is shown, and the slices in the page of a notebook. */
  @Override
  public String toString() {
    int count = chosen(SLICES).size();
    return "viewer of "
        + source.name
        + (source.size == 1 ? "" : ", " + count + " of " + source.size + " " + source.kind);
  }
}
