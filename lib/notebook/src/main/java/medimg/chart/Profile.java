package medimg.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import medimg.dicom.DicomException;
import medimg.pixels.Pixels;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;

/**
 * The values along one row of images of the same width, each a line of a chart; immutable. A pixel
 * without a value is a gap.
 */
public final class Profile {
  private static final int HEIGHT = 340;

  private static final List<Color> COLOURS =
      List.of(Theme.BLUE, Theme.ORANGE, new Color(0x2F8F5B), new Color(0x9A5BB8));

  private final int row;
  private final List<String> names;
  private final List<Pixels> images;

  private Profile(int row, List<String> names, List<Pixels> images) {
    this.row = row;
    this.names = names;
    this.images = images;
  }

  /**
   * The values along a row.
   *
   * @param row from 0
   * @param name what the line is called
   * @throws DicomException if there is no such row, or several frames or colours
   */
  public static Profile of(int row, String name, Pixels px) {
    return new Profile(row, List.of(), List.of()).with(name, px);
  }

  /**
   * A further line, of the same row of another image.
   *
   * @param name what the line is called
   * @throws DicomException if there is no such row, the image is wider or narrower or in another
   *     unit, there are several frames or colours, or four lines already
   */
  public Profile with(String name, Pixels px) {
    if (px.frames() != 1 || px.samples() != 1) {
      throw new DicomException(
          px.name() + ": a profile needs one frame in grey; choose px.frame(0) or px.toGrey()");
    }
    if (row < 0 || row >= px.rows()) {
      throw new DicomException(
          px.name() + ": there is no row " + row + ": there are " + px.rows() + ", counted from 0");
    }
    if (!images.isEmpty()) {
      Pixels first = images.get(0);
      if (px.columns() != first.columns() || !px.unit().equals(first.unit())) {
        throw new DicomException(
            px.name()
                + ": has "
                + px.columns()
                + " columns in "
                + px.unit()
                + ", but the first line "
                + first.columns()
                + " in "
                + first.unit());
      }
    }
    if (images.size() == COLOURS.size() || names.contains(name)) {
      throw new DicomException(
          "a profile has at most "
              + COLOURS.size()
              + " lines, each of another name; \""
              + name
              + "\" is one too many");
    }
    List<String> moreNames = new ArrayList<>(names);
    List<Pixels> more = new ArrayList<>(images);
    moreNames.add(name);
    more.add(px);
    return new Profile(row, List.copyOf(moreNames), List.copyOf(more));
  }

  /** Columns to the right, values upwards. */
  public XYChart chart() {
    int columns = images.get(0).columns();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    XYChart chart =
        Charts.chart(
            "Values along row " + row, "column", images.get(0).unit(), Charts.WIDTH, HEIGHT);
    for (int i = 0; i < images.size(); i++) {
      Pixels px = images.get(i);
      double[] x = new double[columns + 1];
      double[] y = new double[columns + 1];
      for (int c = 0; c < columns; c++) {
        x[c + 1] = c;
        boolean there = px.hasValue(row * columns + c);
        y[c + 1] = there ? px.at(row, c) : Double.NaN;
        low = there ? Math.min(low, y[c + 1]) : low;
        high = there ? Math.max(high, y[c + 1]) : high;
      }
      // A point before the first: XChart labels points of equal distance instead of round numbers.
      x[0] = -.5;
      y[0] = y[1];
      XYSeries line = chart.addSeries(names.get(i), x, y);
      Charts.line(line, 2);
      line.setLineColor(COLOURS.get(i));
    }
    if (!(low < high)) {
      double only = low == high ? low : 0;
      low = only - .5;
      high = only + .5;
    }
    Charts.xAxis(chart, 0, Math.max(1, columns - 1));
    double room = .05 * (high - low);
    chart.getStyler().setYAxisMin(low - room).setYAxisMax(high + room);
    chart.getStyler().setYAxisDecimalPattern(Charts.pattern(low, high));
    if (images.size() > 1) {
      chart
          .getStyler()
          .setLegendVisible(true)
          .setLegendFont(Theme.font(Theme.LETTERS - 1))
          .setLegendPosition(Styler.LegendPosition.OutsideS)
          .setLegendLayout(Styler.LegendLayout.Horizontal)
          .setLegendBorderColor(Theme.NOTHING)
          .setLegendBackgroundColor(Theme.NOTHING);
    }
    return chart;
  }
}
