package medimg.chart;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import medimg.dicom.DicomException;
import medimg.dicom.ImageLayout;
import medimg.pixels.Pixels;

/**
 * An image for a page: never larger than it is shown, with a title that says what it is.
 *
 * @param image the pixels, at the size they are shown in
 * @param title text beside the image, and what a screen reader says
 */
public record Picture(BufferedImage image, String title) {
  /** The widest and highest that a picture is shown, in pixels of the page. */
  public static final int LARGEST = 512;

  /** Small images are enlarged by a whole factor to at least about this size. */
  private static final int SMALLEST = 256;

  /**
   * The picture of pixels: the smallest value black and the largest white, MONOCHROME1 the other
   * way round (PS3.3 section C.7.6.3.1.2). Colour is shown as RGB.
   *
   * <p>Longer sides than {@value #LARGEST} shrink by averaging, so that fine lines do not vanish.
   *
   * @throws DicomException if the samples have no grey or RGB meaning
   */
  public static Picture of(Pixels pixels) {
    ImageLayout layout = pixels.layout();
    double factor = Math.min(1, (double) LARGEST / Math.max(pixels.rows(), pixels.columns()));
    int rows = Math.max(1, (int) Math.round(pixels.rows() * factor));
    int columns = Math.max(1, (int) Math.round(pixels.columns() * factor));
    boolean colour = pixels.samples() == 3;
    double low = colour ? 0 : pixels.min();
    double high = colour ? layout.largest() : pixels.max();
    double scale = high > low ? 255 / (high - low) : 0;
    float[][] planes = new float[pixels.samples()][];
    for (int s = 0; s < planes.length; s++) {
      planes[s] = averaged(pixels, s, rows, columns);
      for (int i = 0; i < planes[s].length; i++) {
        planes[s][i] = (float) ((planes[s][i] - low) * scale);
      }
    }
    if (layout.photometric().equals("MONOCHROME1")) {
      for (int i = 0; i < planes[0].length; i++) {
        planes[0][i] = 255 - planes[0][i];
      }
    }
    if (colour && layout.photometric().startsWith("YBR_FULL")) {
      toRgb(planes);
    }
    int enlarge = Math.max(1, Math.min(8, SMALLEST / Math.max(rows, columns)));
    BufferedImage image = image(planes, rows, columns, enlarge);
    return new Picture(image, pixels.name() + ", " + pixels.rows() + " x " + pixels.columns());
  }

  /** The same picture under another title. */
  public Picture titled(String title) {
    return new Picture(image, title);
  }

  /** One sample of each pixel, averaged over the area that a pixel of the result covers. */
  private static float[] averaged(Pixels values, int sample, int rows, int columns) {
    int fromRows = values.rows();
    int fromColumns = values.columns();
    int samples = values.samples();
    double[] narrow = new double[fromRows * columns];
    double dx = (double) fromColumns / columns;
    for (int x = 0; x < columns; x++) {
      double left = x * dx;
      double right = Math.min(fromColumns, left + dx);
      for (int from = (int) left; from < right; from++) {
        double share = (Math.min(right, from + 1) - Math.max(left, from)) / dx;
        for (int y = 0; y < fromRows; y++) {
          narrow[y * columns + x] +=
              share * values.value((y * fromColumns + from) * samples + sample);
        }
      }
    }
    float[] out = new float[rows * columns];
    double dy = (double) fromRows / rows;
    for (int y = 0; y < rows; y++) {
      double top = y * dy;
      double bottom = Math.min(fromRows, top + dy);
      for (int from = (int) top; from < bottom; from++) {
        double share = (Math.min(bottom, from + 1) - Math.max(top, from)) / dy;
        for (int x = 0; x < columns; x++) {
          out[y * columns + x] += (float) (share * narrow[from * columns + x]);
        }
      }
    }
    return out;
  }

  /** YBR_FULL to RGB by the equations of PS3.3 section C.7.6.3.1.2, in place. */
  private static void toRgb(float[][] planes) {
    for (int i = 0; i < planes[0].length; i++) {
      float y = planes[0][i];
      float b = planes[1][i] - 128;
      float r = planes[2][i] - 128;
      planes[0][i] = y + 1.402f * r;
      planes[1][i] = y - 0.344136f * b - 0.714136f * r;
      planes[2][i] = y + 1.772f * b;
    }
  }

  private static BufferedImage image(float[][] planes, int rows, int columns, int enlarge) {
    boolean colour = planes.length == 3;
    BufferedImage image =
        new BufferedImage(
            columns * enlarge,
            rows * enlarge,
            colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < rows * enlarge; y++) {
      for (int x = 0; x < columns * enlarge; x++) {
        int i = y / enlarge * columns + x / enlarge;
        for (int s = 0; s < image.getRaster().getNumBands(); s++) {
          float value = planes[s][i];
          image.getRaster().setSample(x, y, s, Math.max(0, Math.min(255, Math.round(value))));
        }
      }
    }
    return image;
  }

  /** The image in the smaller of PNG and JPEG. */
  public Encoded encoded() {
    Encoded png = encoded("png", "image/png");
    Encoded jpeg = encoded("jpeg", "image/jpeg");
    return jpeg.bytes.length < png.bytes.length ? jpeg : png;
  }

  private Encoded encoded(String format, String mime) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalStateException("this Java writes no " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Encoded(mime, out.toByteArray());
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
    return title + " (picture of " + image.getWidth() + " x " + image.getHeight() + " pixels)";
  }
}
