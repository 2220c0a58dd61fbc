package medimg.images;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import medimg.chart.Charts;
import medimg.chart.Picture;
import medimg.dicom.Dicom;
import medimg.pixels.Pixels;
import medimg.pixels.Window;
import org.knowm.xchart.XYChart;

/** Pictures and charts of the samples, as the notebooks show them. */
final class Examples {
  private static final int WIDTH = 700;
  private static final int GAP = 10;
  private static final int CAPTION = 30;

  /** Of 8-bit images: four grey levels each. */
  private static final int BINS = 64;

  private Examples() {}

  /** A square picture of grey levels, a third of the page wide. */
  static byte[] square(Pixels grey) {
    int side = 230;
    Sheet sheet = new Sheet(side, side, false);
    sheet.picture(Picture.of(grey).width(2 * side).image(), 0, 0, side, side);
    return sheet.jpeg();
  }

  static Pixels stored(Path file) {
    return Pixels.of(Dicom.read(file));
  }

  /**
   * A radiograph before and after {@code histScaled}, each above its histogram; both histograms
   * have one scale upwards.
   */
  static byte[] histScaled(Pixels film) {
    int cell = (WIDTH - GAP) / 2;
    int chart = 200;
    Sheet sheet = new Sheet(WIDTH, CAPTION + cell + GAP + chart, true);
    Pixels[] columns = {film, film.histScaled()};
    String[] captions = {"Stored values, linear", "After histScaled()"};
    double highest = 0;
    for (Pixels px : columns) {
      highest = Math.max(highest, Arrays.stream(px.histogram(BINS).counts()).max().orElse(0));
    }
    for (int i = 0; i < columns.length; i++) {
      int x = i * (cell + GAP);
      sheet.caption(captions[i], x + 8, 20, cell - 8);
      sheet.picture(Picture.of(columns[i]).width(2 * cell).image(), x, CAPTION, cell, cell);
      XYChart histogram = Charts.histogram(columns[i].histogram(BINS));
      histogram.getStyler().setYAxisMax(highest);
      sheet.chart(histogram, x, CAPTION + cell + GAP, cell - GAP, chart);
    }
    return sheet.jpeg();
  }

  /** A part of a CT slice without a window and in five. */
  static byte[] windows(Pixels slice) {
    Pixels hu = slice.scaled().crop(66, 6, 300, 500);
    List<Window> windows =
        List.of(
            Window.LUNGS, Window.MEDIASTINUM, Window.ABDOMEN_SOFT, Window.LIVER, Window.SPINE_BONE);
    int cell = (WIDTH - 2 * GAP) / 3;
    int height = cell * hu.rows() / hu.columns();
    Sheet sheet = new Sheet(WIDTH, 2 * (height + CAPTION), false);
    for (int i = 0; i <= windows.size(); i++) {
      int x = i % 3 * (cell + GAP);
      int y = i / 3 * (height + CAPTION);
      Pixels grey = i == 0 ? hu.linear() : hu.windowed(windows.get(i - 1));
      String caption =
          i == 0 ? "all values, in a line" : windows.get(i - 1).toString().replace(" HU", "");
      sheet.caption(caption, x + 4, y + 20, cell - 4);
      sheet.picture(Picture.of(grey).width(hu.columns()).image(), x, y + CAPTION, cell, height);
    }
    return sheet.jpeg();
  }
}
