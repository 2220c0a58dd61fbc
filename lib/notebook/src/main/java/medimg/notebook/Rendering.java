package medimg.notebook;

import java.awt.image.BufferedImage;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import medimg.chart.Charts;
import medimg.chart.Gallery;
import medimg.chart.HeatMap;
import medimg.chart.Picture;
import medimg.chart.Planes;
import medimg.chart.ThresholdExplorer;
import medimg.chart.Viewer;
import medimg.dicom.DataSet;
import medimg.dicom.Dicom;
import medimg.dicom.Element;
import medimg.doctor.Doctor;
import medimg.learn.ModelCard;
import medimg.pixels.Histogram;
import medimg.pixels.Section;
import medimg.pixels.SliceShares;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * What a notebook shows of a value, in terms of no kernel.
 *
 * @param data content by MIME type: always {@code text/plain}, mostly {@code text/html} too, or
 *     {@code text/markdown}
 */
public record Rendering(Map<String, String> data) {
  /** The types that a kernel asks {@link #of} about; subtypes included. */
  static final List<Class<?>> TYPES =
      List.of(
          Dicom.class,
          DataSet.class,
          Element.class,
          Table.class,
          Column.class,
          Chart.class,
          BufferedImage.class,
          Histogram.class,
          Picture.class,
          Gallery.class,
          HeatMap.class,
          ThresholdExplorer.class,
          Planes.class,
          Viewer.class,
          Section.class,
          SliceShares.class,
          Doctor.class,
          ModelCard.class,
          byte[].class,
          short[].class,
          int[].class,
          long[].class,
          float[].class,
          double[].class,
          boolean[].class,
          String[].class);

  private static final int FIRST = 8;
  private static final int LINES = 200;

  /** The rendering of a value; its text alone if there is nothing better. */
  public static Rendering of(Object value) {
    if (value instanceof Dicom dicom) {
      return html(lines(dicom.toString()), HeaderTable.of(dicom));
    }
    if (value instanceof DataSet set) {
      return html(lines(set.toString()), HeaderTable.of(set));
    }
    if (value instanceof Table table) {
      return html(DataTable.text(table), DataTable.of(table));
    }
    if (value instanceof Column<?> column) {
      Table table = Table.create(column.name(), column);
      return html(DataTable.text(table), DataTable.of(table));
    }
    if (value instanceof Chart<?, ?> chart) {
      return html("chart: " + PageImages.title(chart), PageImages.of(chart));
    }
    if (value instanceof Histogram histogram) {
      return html(histogram.toString(), PageImages.of(Charts.histogram(histogram)));
    }
    if (value instanceof Picture picture) {
      return html(picture.toString(), PageImages.of(picture));
    }
    if (value instanceof Gallery gallery) {
      return html(gallery.toString(), PageImages.of(gallery));
    }
    if (value instanceof HeatMap map) {
      return html(map.toString(), PageImages.of(map));
    }
    if (value instanceof ThresholdExplorer explorer) {
      return html(explorer.toString(), explorer.html());
    }
    if (value instanceof Planes planes) {
      return html(planes.toString(), PageImages.of(planes));
    }
    if (value instanceof Viewer viewer) {
      return html(viewer.toString(), viewer.html());
    }
    if (value instanceof Section section) {
      return html(section.toString(), PageImages.of(Planes.of(section)));
    }
    if (value instanceof SliceShares shares) {
      return html(shares.toString(), PageImages.of(Charts.along(shares)));
    }
    if (value instanceof Doctor doctor) {
      return html(doctor.toString(), doctor.summaryHtml());
    }
    if (value instanceof ModelCard card) {
      String text = card.toString();
      return new Rendering(Map.of("text/plain", text, "text/markdown", below(text)));
    }
    if (value instanceof BufferedImage image) {
      String size = image.getWidth() + " x " + image.getHeight();
      return html("image, " + size + " (width x height)", PageImages.of(image, "image, " + size));
    }
    if (value != null && value.getClass().isArray()) {
      return new Rendering(Map.of("text/plain", array(value)));
    }
    return new Rendering(Map.of("text/plain", String.valueOf(value)));
  }

  /** Markdown whose headings stand below those of a notebook, which have up to three signs. */
  static String below(String markdown) {
    return markdown.replaceAll("(?m)^(#{1,3} )", "###$1");
  }

  private static Rendering html(String text, String html) {
    return new Rendering(Map.of("text/plain", text, "text/html", html));
  }

  private static String lines(String text) {
    int at = -1;
    for (int i = 0; i < LINES; i++) {
      at = text.indexOf('\n', at + 1);
      if (at < 0) {
        return text;
      }
    }
    return at + 1 == text.length() ? text : text.substring(0, at + 1) + "\u2026";
  }

  /** Type, length and first values: {@code double[3]: 1.0, 2.0, 3.0}. */
  private static String array(Object array) {
    int length = Array.getLength(array);
    StringBuilder out = new StringBuilder(array.getClass().getComponentType().getSimpleName());
    out.append('[').append(length).append(length == 0 ? "]" : "]: ");
    for (int i = 0; i < Math.min(FIRST, length); i++) {
      out.append(i == 0 ? "" : ", ").append(Array.get(array, i));
    }
    return out.append(length > FIRST ? ", \u2026" : "").toString();
  }
}
