package medimg.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import medimg.dicom.DicomException;
import medimg.pixels.Histogram;
import medimg.pixels.Pixels;
import org.knowm.xchart.XYChart;

/**
 * Pictures and charts side by side, each above its caption; immutable. All together are at most
 * {@value #WIDTH} pixels of the page wide; on a narrow page they wrap.
 */
public final class Gallery {
  /** Width of all cells of a row with the gaps between them, in pixels of the page. */
  public static final int WIDTH = 700;

  /** Room between two cells of a row. */
  public static final int GAP = 10;

  private static final int MOST_COLUMNS = 8;

  private final List<Item> items;
  private final int columns;

  /**
   * A picture or a chart with its caption.
   *
   * @param caption what it shows
   * @param content a {@link Picture} or an {@link XYChart}
   */
  public record Item(String caption, Object content) {}

  private Gallery(List<Item> items, int columns) {
    this.items = List.copyOf(items);
    this.columns = columns;
  }

  /** A gallery of nothing yet, for loops. */
  public static Gallery empty() {
    return new Gallery(List.of(), 0);
  }

  /** A gallery that begins with the picture of pixels. */
  public static Gallery of(String title, Pixels px) {
    return empty().with(title, px);
  }

  /** A gallery that begins with a picture. */
  public static Gallery of(String title, Picture picture) {
    return empty().with(title, picture);
  }

  /** A gallery that begins with the chart of a histogram. */
  public static Gallery of(String title, Histogram histogram) {
    return empty().with(title, histogram);
  }

  /** A gallery that begins with a chart. */
  public static Gallery of(String title, XYChart chart) {
    return empty().with(title, chart);
  }

  /**
   * The same gallery and the picture of pixels.
   *
   * @throws DicomException if they have no picture, see {@link Picture#of}
   */
  public Gallery with(String title, Pixels px) {
    return with(title, Picture.of(px));
  }

  /** The same gallery and a picture, which gets the title given here. */
  public Gallery with(String title, Picture picture) {
    return with(new Item(title, picture.titled(title)));
  }

  /** The same gallery and the chart of a histogram. */
  public Gallery with(String title, Histogram histogram) {
    return with(title, Charts.histogram(histogram));
  }

  /** The same gallery and a chart, which shows the title given here in place of its own. */
  public Gallery with(String title, XYChart chart) {
    return with(new Item(title, chart));
  }

  private Gallery with(Item item) {
    List<Item> more = new ArrayList<>(items);
    more.add(item);
    return new Gallery(more, columns);
  }

  /**
   * The same gallery with so many in a row. Otherwise there are as many as fit: 1 to 4, and at most
   * 2 if there are charts among them.
   *
   * @param columns 1 to 8
   * @throws DicomException if it is out of range
   */
  public Gallery columns(int columns) {
    if (columns < 1 || columns > MOST_COLUMNS) {
      throw new DicomException("columns(" + columns + "): must be 1 to " + MOST_COLUMNS);
    }
    return new Gallery(items, columns);
  }

  /** How many are in a row of a wide page. */
  public int columns() {
    if (columns > 0) {
      return columns;
    }
    int n = items.size();
    boolean charts = items.stream().anyMatch(item -> item.content instanceof XYChart);
    int fit = n <= 3 ? n : n == 4 ? 2 : n <= 6 || n == 9 ? 3 : 4;
    return charts ? Math.min(2, fit) : fit;
  }

  /** Width of a cell in pixels of the page. */
  public int cellWidth() {
    return (WIDTH - (columns() - 1) * GAP) / columns();
  }

  /** What is shown, pictures at the size of their cell; alone in a row they are not enlarged. */
  public List<Item> items() {
    return items.stream()
        .map(
            item ->
                item.content instanceof Picture picture
                    ? new Item(item.caption, fitted(picture))
                    : item)
        .toList();
  }

  private Picture fitted(Picture picture) {
    int width = cellWidth();
    return columns() == 1 && picture.fits(width) ? picture : picture.within(width, width * 5 / 4);
  }

  /** The captions. */
  @Override
  public String toString() {
    return items.stream()
        .map(Item::caption)
        .collect(Collectors.joining("; ", "gallery of " + items.size() + ": ", ""));
  }
}
