package medimg.notebook;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import medimg.chart.Picture;
import org.knowm.xchart.internal.chartpart.Chart;

/** Images and charts within the page, with a text for those who do not see them. */
final class Images {
  /** A chart has this many pixels for each one of the page: crisp on a fine screen. */
  private static final int FINE = 2;

  /** Wider images are shown this wide. */
  private static final int WIDEST = 640;

  private Images() {}

  /** An image, at most {@value #WIDEST} wide on the page. */
  static String of(BufferedImage image, String title) {
    int shown = Math.min(image.getWidth(), WIDEST);
    return img(atMost(image, FINE * WIDEST), shown, title);
  }

  /** A picture in the file format that it asks for, its title below. */
  static String of(Picture picture) {
    Picture.Encoded encoded = picture.encoded();
    String title = picture.title();
    return "<figure style=\"margin:0\">"
        + img(encoded.mime(), encoded.bytes(), picture.image().getWidth(), title)
        + "<figcaption style=\"font-size:.9em;opacity:.8\">"
        + Html.escape(title)
        + "</figcaption></figure>";
  }

  static String of(Chart<?, ?> chart) {
    int width = chart.getWidth();
    int height = chart.getHeight();
    BufferedImage image =
        new BufferedImage(FINE * width, FINE * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.scale(FINE, FINE);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    chart.paint(g, width, height);
    g.dispose();
    // The class lets a dark page give the white chart a margin.
    return "<span class=\"medimg-c\">" + img(image, width, title(chart)) + "</span>";
  }

  static String title(Chart<?, ?> chart) {
    String title = chart.getTitle();
    return title == null || title.isBlank() ? "chart" : title;
  }

  /** The image halved until it is not wider than it needs to be. */
  private static BufferedImage atMost(BufferedImage image, int widest) {
    BufferedImage small = image;
    while (small.getWidth() > widest) {
      int width = Math.max(widest, small.getWidth() / 2);
      int height = Math.max(1, Math.round(small.getHeight() * (width / (float) small.getWidth())));
      int type =
          small.getType() == BufferedImage.TYPE_BYTE_GRAY
              ? BufferedImage.TYPE_BYTE_GRAY
              : BufferedImage.TYPE_INT_ARGB;
      BufferedImage next = new BufferedImage(width, height, type);
      Graphics2D g = next.createGraphics();
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      g.drawImage(small, 0, 0, width, height, null);
      g.dispose();
      small = next;
    }
    return small;
  }

  private static String img(BufferedImage image, int width, String title) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return img("image/png", png.toByteArray(), width, title);
  }

  private static String img(String mime, byte[] file, int width, String title) {
    return "<img src=\"data:"
        + mime
        + ";base64,"
        + Base64.getEncoder().encodeToString(file)
        + "\" width=\""
        + width
        + "\" alt=\""
        + Html.escape(title)
        + "\" style=\"max-width:100%;height:auto\">";
  }
}
