package medimg.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import medimg.dicom.DicomException;
import medimg.pixels.Box;
import medimg.pixels.Pixels;

/**
 * An image for a page: never larger than it is shown, with a title that says what it is; immutable.
 *
 * <p>Grey levels from 0 to 1 are shown as they are, other values on a straight line from the
 * smallest (black) to the largest (white); {@link #between} chooses other ends. MONOCHROME1 is the
 * other way round (PS3.3 section C.7.6.3.1.2). Pixels without a value are black. Colour is shown as
 * RGB.
 *
 * <p>A large image shrinks by averaging, so that fine lines do not vanish; a small one is enlarged
 * by a whole factor, so that its pixels are seen.
 */
public final class Picture {
  /** The widest and highest that a picture is shown unless asked, in pixels of the page. */
  public static final int LARGEST = 512;

  /** Small images are enlarged by a whole factor to at most this size, unless asked. */
  private static final int SMALLEST = 256;

  /** Beyond this a picture would not fit a page. */
  private static final int WIDEST = 2000;

  /** JPEG: even dark greys show no blocks. */
  private static final float QUALITY = .85f;

  /** Around a region: light, and apart from orange and yellow also for the colour-blind. */
  static final Color OUTLINE = new Color(0x56B4E9);

  private final Pixels px;
  private final String title;
  private final Look look;
  private final Room room;
  private final Marks marks;
  private volatile double[] ends;
  private volatile BufferedImage image;

  /** How values become colours; low and high are NaN where the values themselves decide. */
  private record Look(ColourMap map, double low, double high, boolean bar) {}

  /** The room on the page, bar included if it was asked for; else that of the image alone. */
  private record Room(int width, int height, boolean asked) {}

  /** What is drawn over the image; map and region are null where there is none. */
  private record Marks(Pixels map, double share, Pixels region, List<Box> boxes) {
    static final Marks NONE = new Marks(null, 0, null, List.of());
  }

  private Picture(Pixels px, String title, Look look, Room room, Marks marks) {
    this.px = px;
    this.title = title;
    this.look = look;
    this.room = room;
    this.marks = marks;
  }

  /**
   * The picture of pixels.
   *
   * @throws DicomException if there are several frames, or the samples have no grey or RGB meaning
   */
  public static Picture of(Pixels px) {
    if (px.frames() != 1) {
      throw new DicomException(
          px.name()
              + ": a picture shows one frame, but these are "
              + px.frames()
              + "; choose one, such as px.frame(0)");
    }
    return new Picture(
        px.samples() == 1 && !px.isPalette() ? px : px.toRgb(),
        px.name() + ", " + px.rows() + " x " + px.columns(),
        new Look(ColourMap.GREY, Double.NaN, Double.NaN, false),
        new Room(LARGEST, LARGEST, false),
        Marks.NONE);
  }

  /** The same picture under another title. */
  public Picture titled(String title) {
    return new Picture(px, title, look, room, marks);
  }

  /**
   * The same values in other colours.
   *
   * @throws DicomException if the image has colours of its own
   */
  public Picture colours(ColourMap map) {
    needGrey("colours(" + map + ")");
    return new Picture(px, title, new Look(map, look.low, look.high, look.bar), room, marks);
  }

  /**
   * The same picture with other ends: values up to the lower one look like it, values from the
   * upper one on like that. In MONOCHROME1 the lower end is white.
   *
   * @param low the value shown black, in the unit of the pixels
   * @param high the value shown white, above {@code low}
   * @throws DicomException if {@code low} is not below {@code high}, or the image is coloured
   */
  public Picture between(double low, double high) {
    needGrey("between(" + low + ", " + high + ")");
    if (!(low < high && Double.isFinite(high - low))) {
      throw new DicomException(
          "between(" + low + ", " + high + "): the first value must be below the second");
    }
    return new Picture(px, title, new Look(look.map, low, high, look.bar), room, marks);
  }

  /**
   * The same picture with its colours and their values at the right, in the unit of the pixels.
   *
   * @throws DicomException if the image has colours of its own
   */
  public Picture withBar() {
    needGrey("withBar()");
    return new Picture(px, title, new Look(look.map, look.low, look.high, true), room, marks);
  }

  /**
   * The same picture with frames around boxes, in place of those it had; an empty box has none.
   *
   * @param boxes rows and columns of the pixels
   * @throws DicomException if a box reaches out of the image
   */
  public Picture boxed(Box... boxes) {
    List<Box> drawn = new ArrayList<>();
    for (Box box : boxes) {
      if (box.bottom() >= px.rows() || box.right() >= px.columns()) {
        throw new DicomException(
            px.name() + ": the box " + box + " is not within " + px.shape() + "; take one of it");
      }
      if (!box.isEmpty()) {
        drawn.add(box);
      }
    }
    return marked(new Marks(marks.map, marks.share, marks.region, List.copyOf(drawn)));
  }

  /**
   * The same picture under a map of numbers, such as that of Grad-CAM, in place of the one it had:
   * the larger a number, the yellower and the less transparent; 0 and what has no value is not
   * seen. Colours are those of {@link ColourMap#VIRIDIS} from 0 to the map's own maximum: maps of
   * two films do not compare.
   *
   * @param map 0 and above, of any size: it is stretched over the whole image, on straight lines
   *     between its values
   * @param share how much of the image its maximum covers, from 0 to 1; .5 is usual
   * @throws DicomException if a number of the map is negative, it has several frames or colours, or
   *     the share is out of range
   */
  public Picture overlaid(Pixels map, double share) {
    needPlane("a map over a picture", map);
    if (map.count() > 0 && map.min() < 0) {
      throw new DicomException(
          map.name() + ": a map over a picture is 0 and above, but its minimum is " + map.min());
    }
    if (!(share >= 0 && share <= 1)) {
      throw new DicomException("overlaid(.., " + share + "): the share must be 0 to 1");
    }
    return marked(new Marks(map, share, marks.region, marks.boxes));
  }

  /**
   * The same picture with a light blue line around a region, in place of the one it had; the line
   * is outside of the region, so that a thin one is not hidden.
   *
   * @param region not 0 inside, of any size: it is stretched over the whole image
   * @throws DicomException if it has several frames or colours
   */
  public Picture outlined(Pixels region) {
    needPlane("a region in a picture", region);
    return marked(new Marks(marks.map, marks.share, region, marks.boxes));
  }

  private static void needPlane(String what, Pixels px) {
    if (px.frames() != 1 || px.samples() != 1) {
      throw new DicomException(
          px.name()
              + ": "
              + what
              + " has one frame and one sample a pixel, but these are "
              + px.frames()
              + " with "
              + px.samples());
    }
  }

  private Picture marked(Marks other) {
    return new Picture(px, title, look, room, other);
  }

  /**
   * The same picture, bar included, at most so wide on the page; a small image is enlarged by a
   * whole factor as far as that goes.
   *
   * @param width in pixels of the page, 16 to 2000
   * @throws DicomException if the width is out of range
   */
  public Picture width(int width) {
    if (width < 16 || width > WIDEST) {
      throw new DicomException("width(" + width + "): the width must be 16 to " + WIDEST);
    }
    return within(width, Math.max(LARGEST, width));
  }

  /** The same picture in a place of a page. */
  Picture within(int width, int height) {
    return new Picture(px, title, look, new Room(width, height, true), marks);
  }

  /** Whether it is no wider than a place of a page. */
  boolean fits(int width) {
    return image().getWidth() + bar().map(ColourBar::width).orElse(0) <= width;
  }

  private void needGrey(String operation) {
    if (px.samples() != 1) {
      throw new DicomException(
          px.name() + ": " + operation + " needs one sample a pixel, but this image is coloured");
    }
  }

  /** Text beside the image, and what a screen reader says. */
  public String title() {
    return title;
  }

  /** The image without its bar, at the size it is shown in: rows x columns of the page. */
  public BufferedImage image() {
    BufferedImage done = image;
    if (done == null) {
      done = drawn();
      image = done;
    }
    return done;
  }

  /** The bar at the right of the image and as high as it, if it was asked for. */
  public Optional<ColourBar> bar() {
    return look.bar ? Optional.of(bar(image().getHeight())) : Optional.empty();
  }

  private ColourBar bar(int height) {
    double[] at = ends();
    return new ColourBar(look.map, at[0], at[1], px.isInverted(), px.unit(), height);
  }

  /** The values shown darkest and lightest. */
  private double[] ends() {
    double[] done = ends;
    if (done == null) {
      done =
          px.samples() == 1
              ? greyEnds()
              : new double[] {0, px.isGreyLevel() ? 1 : px.layout().largest()};
      ends = done;
    }
    return done;
  }

  private double[] greyEnds() {
    if (!Double.isNaN(look.low)) {
      return new double[] {look.low, look.high};
    }
    if (px.isGreyLevel()) {
      return new double[] {0, 1};
    }
    boolean all = px.count() == px.size();
    float[] values = px.values();
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      if (all || px.hasValue(i)) {
        low = Math.min(low, values[i]);
        high = Math.max(high, values[i]);
      }
    }
    return low <= high ? new double[] {low, high} : new double[] {0, 0};
  }

  private BufferedImage drawn() {
    boolean narrowed = room.asked && look.bar;
    int width = narrowed ? Math.max(16, room.width - bar(room.height).width()) : room.width;
    double factor =
        Math.min(1, Math.min((double) width / px.columns(), (double) room.height / px.rows()));
    int rows = Math.max(1, (int) Math.round(px.rows() * factor));
    int columns = Math.max(1, (int) Math.round(px.columns() * factor));
    float[][] planes = Shrink.planes(px, px.values(), rows, columns);
    int[] rgb = colours(planes);
    int wanted = room.asked ? Math.min(width, room.height) : SMALLEST;
    int times = Math.max(1, wanted / Math.max(rows, columns));
    boolean grey = planes.length == 1 && look.map == ColourMap.GREY && marks.equals(Marks.NONE);
    BufferedImage image =
        new BufferedImage(
            columns * times,
            rows * times,
            grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    DataBuffer to = image.getRaster().getDataBuffer();
    for (int y = 0, i = 0; y < rows * times; y++) {
      for (int x = 0; x < columns * times; x++, i++) {
        to.setElem(i, rgb[y / times * columns + x / times] & (grey ? 0xFF : 0xFFFFFF));
      }
    }
    if (marks.map != null) {
      cover(to, image.getHeight(), image.getWidth());
    }
    if (marks.region != null) {
      outline(to, image.getHeight(), image.getWidth());
    }
    if (!marks.boxes.isEmpty()) {
      frame(image);
    }
    return image;
  }

  /** Mixes the colours of the map into those of the image. */
  private void cover(DataBuffer rgb, int rows, int columns) {
    double most = marks.map.count() == 0 ? 0 : marks.map.max();
    if (most == 0) {
      return;
    }
    Pixels stretched = marks.map.cropResize(Box.of(marks.map), rows, columns);
    for (int i = 0; i < stretched.size(); i++) {
      if (stretched.hasValue(i)) {
        double level = stretched.value(i) / most;
        int over = ColourMap.VIRIDIS.rgb(level);
        double share = marks.share * level;
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
          int from = rgb.getElem(i) >> shift & 0xFF;
          mixed |= (int) Math.round(from + share * ((over >> shift & 0xFF) - from)) << shift;
        }
        rgb.setElem(i, mixed);
      }
    }
  }

  /** A line around the region and a dark one around that, so that it shows on white as well. */
  private void outline(DataBuffer rgb, int rows, int columns) {
    boolean[] inside = new boolean[rows * columns];
    Pixels region = marks.region;
    for (int i = 0; i < region.size(); i++) {
      if (region.hasValue(i) && region.value(i) != 0) {
        int row = i / region.columns();
        int column = i % region.columns();
        int bottom = end(row, rows, region.rows());
        int right = end(column, columns, region.columns());
        // What is smaller than a pixel of the picture still becomes one.
        for (int y = (int) ((long) row * rows / region.rows()); y < bottom; y++) {
          int x = (int) ((long) column * columns / region.columns());
          Arrays.fill(inside, y * columns + x, y * columns + right, true);
        }
      }
    }
    int[] colours = {OUTLINE.getRGB(), OUTLINE.getRGB(), Color.BLACK.getRGB()};
    for (int colour : colours) {
      boolean[] wider = inside.clone();
      for (int i = 0; i < inside.length; i++) {
        if (!inside[i] && touches(inside, i, columns)) {
          wider[i] = true;
          rgb.setElem(i, colour & 0xFFFFFF);
        }
      }
      inside = wider;
    }
  }

  /** The first of so many places behind those of a row or column of another number of these. */
  private static int end(int index, int places, int of) {
    return (int) (((index + 1L) * places + of - 1) / of);
  }

  /** Whether a neighbour at a side or a corner is inside. */
  private static boolean touches(boolean[] inside, int i, int columns) {
    int column = i % columns;
    for (int y = i - columns; y <= i + columns; y += columns) {
      if (y >= 0 && y < inside.length) {
        if (inside[y] || column > 0 && inside[y - 1] || column < columns - 1 && inside[y + 1]) {
          return true;
        }
      }
    }
    return false;
  }

  /** Frames just within the edges of the boxes: dark below, so that they show on white as well. */
  private void frame(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    double across = (double) image.getWidth() / px.columns();
    double down = (double) image.getHeight() / px.rows();
    for (Box box : marks.boxes) {
      int left = (int) Math.round(box.left() * across);
      int top = (int) Math.round(box.top() * down);
      int width = (int) Math.round((box.right() + 1) * across) - left - 1;
      int height = (int) Math.round((box.bottom() + 1) * down) - top - 1;
      g.setColor(Color.BLACK);
      g.drawRect(left + 2, top + 2, Math.max(0, width - 4), Math.max(0, height - 4));
      g.setColor(Theme.ORANGE);
      g.drawRect(left, top, width, height);
      g.drawRect(left + 1, top + 1, Math.max(0, width - 2), Math.max(0, height - 2));
    }
    g.dispose();
  }

  /** The colours of averaged samples as 0xRRGGBB; black where there is none. */
  private int[] colours(float[][] planes) {
    double[] at = ends();
    double scale = at[1] > at[0] ? 255 / (at[1] - at[0]) : 0;
    int[] table = look.map.table();
    int[] rgb = new int[planes[0].length];
    for (int i = 0; i < rgb.length; i++) {
      if (Float.isNaN(planes[0][i])) {
        continue;
      }
      for (float[] plane : planes) {
        int level = (int) Math.round(Math.max(0, Math.min(255, (plane[i] - at[0]) * scale)));
        rgb[i] = rgb[i] << 8 | (px.isInverted() ? 255 - level : level);
      }
      rgb[i] = planes.length == 1 ? table[rgb[i]] : rgb[i];
    }
    return rgb;
  }

  /** The image without its bar in the smaller of PNG and JPEG. */
  public Encoded encoded() {
    byte[] png = Png.of(image());
    Encoded jpeg = Encoded.jpeg(image(), QUALITY);
    return jpeg.bytes.length < png.length ? jpeg : new Encoded("image/png", png);
  }

  /**
   * An image file's bytes.
   *
   * @param mime its media type
   * @param bytes its content
   */
  public record Encoded(String mime, byte[] bytes) {
    /** Copies the numbers. */
    public Encoded {
      bytes = bytes.clone();
    }

    /**
     * An image as JPEG.
     *
     * @param quality 0 to 1
     */
    public static Encoded jpeg(BufferedImage image, float quality) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
      try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality);
        writer.setOutput(stream);
        writer.write(null, new IIOImage(image, null, null), param);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        writer.dispose();
      }
      return new Encoded("image/jpeg", out.toByteArray());
    }

    /** A copy. */
    @Override
    public byte[] bytes() {
      return bytes.clone();
    }

    /** Equal when the content is. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Encoded that
          && Objects.equals(mime, that.mime)
          && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Objects.hash(mime, Arrays.hashCode(bytes));
    }
  }

  /** Title and size. */
  @Override
  public String toString() {
    BufferedImage shown = image();
    return title + " (picture of " + shown.getWidth() + " x " + shown.getHeight() + " pixels)";
  }
}
