package medimg.notebook;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;
import medimg.chart.Charts;
import medimg.chart.ColourBar;
import medimg.chart.Gallery;
import medimg.chart.HeatMap;
import medimg.chart.Picture;
import medimg.chart.Planes;
import medimg.text.HtmlText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;

/** Images and charts within the page, with a text for those who do not see them. */
final class PageImages {
  /** A large image keeps this many pixels for each one of the page: crisp on a fine screen. */
  private static final int FINE = 2;

  /** Wider images are shown this wide. */
  private static final int WIDEST = 640;

  private static final String CAPTION =
      "<figcaption style=\"margin-top:4px;font-size:.9em;line-height:1.3;opacity:.8\">";

  private PageImages() {}

  /** An image, at most {@value #WIDEST} wide on the page. */
  static String of(BufferedImage image, String title) {
    int shown = Math.min(image.getWidth(), WIDEST);
    return img(atMost(image, FINE * WIDEST), shown, title);
  }

  /** A picture in the file format that it asks for, its title below. */
  static String of(Picture picture) {
    return figure(picture(picture, picture.image().getWidth()), picture.title());
  }

  /** A picture, its bar beside it if it has one; both shrink together on a narrow page. */
  private static String picture(Picture picture, int width) {
    String title = picture.title();
    if (picture.bar().isEmpty()) {
      return img(picture.encoded(), width, title, "");
    }
    ColourBar bar = picture.bar().get();
    double scale = (double) width / picture.image().getWidth();
    int barWidth = (int) Math.round(bar.width() * scale);
    double share = 100.0 * width / (width + barWidth);
    return "<span style=\"display:flex;max-width:"
        + (width + barWidth)
        + "px\">"
        + img(picture.encoded(), width, title, ";width:" + percent(share))
        + img(bar.encoded(), barWidth, bar.title(), ";width:" + percent(100 - share))
        + "</span>";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f%%", share);
  }

  static String of(HeatMap map) {
    return figure(img(map.encoded(), map.width(), map.title(), ""), map.title());
  }

  /** Planes beside one another; below one another where there is no room. */
  static String of(Planes planes) {
    StringBuilder out = new StringBuilder("<div style=\"display:flex;flex-wrap:wrap;max-width:");
    out.append(Gallery.WIDTH).append("px;gap:").append(Gallery.GAP).append("px\">");
    for (Planes.Panel panel : planes.panels()) {
      String mark =
          panel.colour() < 0
              ? ""
              : String.format(
                  Locale.ROOT,
                  "<span style=\"display:inline-block;width:14px;height:3px;margin:0 6px 3px 0;"
                      + "background:#%06X\"></span>",
                  panel.colour());
      out.append("<figure style=\"margin:0;width:").append(panel.width());
      out.append("px;max-width:100%\">");
      out.append(img(panel.file(), panel.width(), panel.caption(), ""));
      out.append(CAPTION).append(mark).append(HtmlText.escape(panel.caption()));
      out.append("</figcaption></figure>");
    }
    return out.append("</div>").toString();
  }

  /** Cells in rows that wrap: two small ones or one large one beside another on a phone. */
  static String of(Gallery gallery) {
    int cell = gallery.cellWidth();
    int columns = gallery.columns();
    // As many columns as were asked for while each keeps a width that can be read, then fewer.
    int least = Math.min(cell, columns == 2 ? 230 : columns == 3 ? 150 : 110);
    StringBuilder out = new StringBuilder("<div style=\"display:grid;max-width:");
    out.append(Gallery.WIDTH).append("px;gap:").append(Gallery.GAP);
    out.append("px;grid-template-columns:repeat(auto-fill,minmax(min(100%,max(").append(least);
    out.append("px,calc((100% - ").append((columns - 1) * Gallery.GAP).append("px)/");
    out.append(columns).append(" - .1px))),1fr))\">");
    for (Gallery.Item item : gallery.items()) {
      String caption = item.caption();
      int width = cell;
      String inside;
      if (item.content() instanceof Picture picture) {
        width = gallery.columns() == 1 ? picture.image().getWidth() : shown(picture, cell);
        inside = picture(picture, width);
      } else {
        XYChart chart = (XYChart) item.content();
        width = Math.min(cell, chart.getWidth());
        inside = img(Charts.encoded(chart, width), width, caption, "");
      }
      out.append(figure(inside, caption));
    }
    return out.append("</div>").toString();
  }

  /** How wide a picture fills its cell; a bar is not stretched. */
  private static int shown(Picture picture, int cell) {
    int width = picture.image().getWidth();
    int height = picture.image().getHeight();
    return picture.bar().isPresent()
        ? width
        : Math.max(width, Math.min(cell, cell * 5 / 4 * width / height));
  }

  /** Something above its caption. */
  private static String figure(String inside, String caption) {
    return "<figure style=\"margin:0\">"
        + inside
        + CAPTION
        + HtmlText.escape(caption)
        + "</figcaption></figure>";
  }

  static String of(Chart<?, ?> chart) {
    return img(Charts.encoded(chart), chart.getWidth(), title(chart), "");
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
    return img(new Picture.Encoded("image/png", png.toByteArray()), width, title, "");
  }

  private static String img(Picture.Encoded file, int width, String title, String style) {
    return "<img src=\"data:"
        + file.mime()
        + ";base64,"
        + Base64.getEncoder().encodeToString(file.bytes())
        + "\" width=\""
        + width
        + "\" alt=\""
        + HtmlText.escape(title)
        + "\" style=\"display:block;max-width:100%;height:auto"
        + style
        + "\">";
  }
}
