package medimg.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
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

  private final Pixels px;
  private final String title;
  private final Look look;
  private final Room room;
  private final List<Box> boxes;
  private volatile double[] ends;
  private volatile BufferedImage image;

  /** How values become colours; low and high are NaN where the values themselves decide. */
  private record Look(ColourMap map, double low, double high, boolean bar) {}

  /** The room on the page, bar included if it was asked for; else that of the image alone. */
  private record Room(int width, int height, boolean asked) {}

  private Picture(Pixels px, String title, Look look, Room room, List<Box> boxes) {
    this.px = px;
    this.title = title;
    this.look = look;
    this.room = room;
    this.boxes = boxes;
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
        List.of());
  }

  /** The same picture under another title. */
  public Picture titled(String title) {
    return new Picture(px, title, look, room, boxes);
  }

  /**
   * The same values in other colours.
   *
   * @throws DicomException if the image has colours of its own
   */
  public Picture colours(ColourMap map) {
    needGrey("colours(" + map + ")");
    return new Picture(px, title, new Look(map, look.low, look.high, look.bar), room, boxes);
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
    return new Picture(px, title, new Look(look.map, low, high, look.bar), room, boxes);
  }

  /**
   * The same picture with its colours and their values at the right, in the unit of the pixels.
   *
   * @throws DicomException if the image has colours of its own
   */
  public Picture withBar() {
    needGrey("withBar()");
    return new Picture(px, title, new Look(look.map, look.low, look.high, true), room, boxes);
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
    return new Picture(px, title, look, room, List.copyOf(drawn));
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
    return new Picture(px, title, look, new Room(width, height, true), boxes);
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
    boolean grey = planes.length == 1 && look.map == ColourMap.GREY && boxes.isEmpty();
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
    if (!boxes.isEmpty()) {
      draw(image);
    }
    return image;
  }

  /** Frames just within the edges of the boxes: dark below, so that they show on white as well. */
  private void draw(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    double across = (double) image.getWidth() / px.columns();
    double down = (double) image.getHeight() / px.rows();
    for (Box box : boxes) {
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
  }

  /** Title and size. */
  @Override
  public String toString() {
    BufferedImage shown = image();
    return title + " (picture of " + shown.getWidth() + " x " + shown.getHeight() + " pixels)";
  }
}
