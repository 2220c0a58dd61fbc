package medimg.chart;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import medimg.dicom.DicomException;
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
  private volatile BufferedImage image;

  /** How values become colours; low and high are NaN where the values themselves decide. */
  private record Look(ColourMap map, double low, double high, boolean bar) {}

  /** The room for a picture on the page; small ones are enlarged to about {@code least}. */
  private record Room(int width, int height, int least) {}

  private Picture(Pixels px, String title, Look look, Room room) {
    this.px = px;
    this.title = title;
    this.look = look;
    this.room = room;
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
        new Room(LARGEST, LARGEST, SMALLEST));
  }

  /** The same picture under another title. */
  public Picture titled(String title) {
    return new Picture(px, title, look, room);
  }

  /**
   * The same values in other colours.
   *
   * @throws DicomException if the image has colours of its own
   */
  public Picture colours(ColourMap map) {
    needGrey("colours(" + map + ")");
    return new Picture(px, title, new Look(map, look.low, look.high, look.bar), room);
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
    return new Picture(px, title, new Look(look.map, low, high, look.bar), room);
  }

  /**
   * The same picture with its colours and their values at the right, in the unit of the pixels.
   *
   * @throws DicomException if the image has colours of its own
   */
  public Picture withBar() {
    needGrey("withBar()");
    return new Picture(px, title, new Look(look.map, look.low, look.high, true), room);
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
    int inside = look.bar ? Math.max(16, width - bar(0).width()) : width;
    return new Picture(px, title, look, new Room(inside, height, Math.min(inside, height)));
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
    double[] ends = ends(px.values());
    return new ColourBar(look.map, ends[0], ends[1], px.isInverted(), px.unit(), height);
  }

  /** The values shown darkest and lightest. */
  private double[] ends(float[] values) {
    if (px.samples() != 1) {
      return new double[] {0, px.isGreyLevel() ? 1 : px.layout().largest()};
    }
    if (!Double.isNaN(look.low)) {
      return new double[] {look.low, look.high};
    }
    if (px.isGreyLevel()) {
      return new double[] {0, 1};
    }
    boolean all = px.count() == px.size();
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
    float[] values = px.values();
    double[] ends = ends(values);
    double factor =
        Math.min(1, Math.min((double) room.width / px.columns(), (double) room.height / px.rows()));
    int rows = Math.max(1, (int) Math.round(px.rows() * factor));
    int columns = Math.max(1, (int) Math.round(px.columns() * factor));
    int times =
        Math.max(
            1,
            Math.min(
                room.least / Math.max(rows, columns),
                Math.min(room.width / columns, room.height / rows)));
    float[][] planes = Shrink.planes(px, values, rows, columns);
    double scale = ends[1] > ends[0] ? 255 / (ends[1] - ends[0]) : 0;
    byte[][] levels = new byte[planes.length][rows * columns];
    for (int s = 0; s < planes.length; s++) {
      for (int i = 0; i < levels[s].length; i++) {
        long level = Math.round(Math.max(0, Math.min(255, (planes[s][i] - ends[0]) * scale)));
        levels[s][i] = (byte) (px.isInverted() ? 255 - level : level);
      }
    }
    if (planes.length == 1 && look.map == ColourMap.GREY) {
      BufferedImage grey =
          new BufferedImage(columns * times, rows * times, BufferedImage.TYPE_BYTE_GRAY);
      byte[] to = ((DataBufferByte) grey.getRaster().getDataBuffer()).getData();
      for (int i = 0; i < to.length; i++) {
        int from = i / (columns * times) / times * columns + i % (columns * times) / times;
        to[i] = Float.isNaN(planes[0][from]) ? 0 : levels[0][from];
      }
      return grey;
    }
    BufferedImage colour =
        new BufferedImage(columns * times, rows * times, BufferedImage.TYPE_INT_RGB);
    int[] to = ((DataBufferInt) colour.getRaster().getDataBuffer()).getData();
    int[] table = look.map.table();
    for (int i = 0; i < to.length; i++) {
      int from = i / (columns * times) / times * columns + i % (columns * times) / times;
      if (Float.isNaN(planes[0][from])) {
        to[i] = 0;
      } else if (planes.length == 1) {
        to[i] = table[levels[0][from] & 0xFF];
      } else {
        to[i] =
            (levels[0][from] & 0xFF) << 16 | (levels[1][from] & 0xFF) << 8 | levels[2][from] & 0xFF;
      }
    }
    return colour;
  }

  /** The image without its bar in the smaller of PNG and JPEG. */
  public Encoded encoded() {
    byte[] png = Png.of(image());
    byte[] jpeg = jpeg(image());
    return jpeg.length < png.length
        ? new Encoded("image/jpeg", jpeg)
        : new Encoded("image/png", png);
  }

  private static byte[] jpeg(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /**
   * An image file's bytes.
   *
   * @param mime its media type
   * @param bytes its content
   */
  public record Encoded(String mime, byte[] bytes) {}

  /** Title and size. */
  @Override
  public String toString() {
    BufferedImage shown = image();
    return title + " (picture of " + shown.getWidth() + " x " + shown.getHeight() + " pixels)";
  }
}
