package medimg.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import medimg.dicom.DicomException;
import medimg.pixels.Pixels;

/**
 * The numbers of a few pixels, each in a cell of its colour; immutable. Cells of pixels without a
 * value are empty.
 */
public final class HeatMap {
  /** The most rows and columns: more numbers could not be read. */
  public static final int MOST = 24;

  private static final int WIDTH = 700;
  private static final int NUMBERS = 30;
  private static final int TOP = 22;
  private static final int LEGEND = 52;
  private static final int BAR = 12;
  private static final int BAR_LENGTH = 320;
  private static final int STEPS = 80;
  private static final int HIGHEST_CELL = 30;
  private static final int WIDEST_CELL = 56;
  private static final FontRenderContext FINE = new FontRenderContext(null, true, true);

  private final Pixels px;
  private final String title;
  private final ColourMap map;

  private HeatMap(Pixels px, String title, ColourMap map) {
    this.px = px;
    this.title = title;
    this.map = map;
  }

  static HeatMap of(Pixels px) {
    if (px.frames() != 1 || px.samples() != 1) {
      throw new DicomException(
          px.name()
              + ": a heat map needs one frame with one sample a pixel, but these are "
              + px.frames()
              + " with "
              + px.samples());
    }
    if (px.rows() > MOST || px.columns() > MOST) {
      throw new DicomException(
          px.name()
              + ": a heat map shows at most "
              + MOST
              + " x "
              + MOST
              + " numbers, but these are "
              + px.rows()
              + " x "
              + px.columns()
              + "; take a part, such as px.crop(0, 0, 16, 16)");
    }
    String title = px.name() + ", " + px.rows() + " x " + px.columns() + " values";
    return new HeatMap(px, title, ColourMap.VIRIDIS);
  }

  /** The same numbers under another title. */
  public HeatMap titled(String title) {
    return new HeatMap(px, title, map);
  }

  /** The same numbers in other colours. */
  public HeatMap colours(ColourMap map) {
    return new HeatMap(px, title, map);
  }

  /** Text below the drawing, and what a screen reader says. */
  public String title() {
    return title;
  }

  private int cellWidth() {
    return Math.min(WIDEST_CELL, (WIDTH - NUMBERS) / px.columns());
  }

  private int cellHeight() {
    return Math.min(HIGHEST_CELL, Math.max(22, cellWidth()));
  }

  /** Width in pixels of the page. */
  public int width() {
    return Math.max(NUMBERS + px.columns() * cellWidth(), NUMBERS + BAR_LENGTH + 24);
  }

  /** Height in pixels of the page. */
  public int height() {
    return TOP + px.rows() * cellHeight() + LEGEND;
  }

  /** The drawing as PNG with nothing behind it, two pixels for each one of the page. */
  public Picture.Encoded encoded() {
    return Painted.png(width(), height(), this::paint);
  }

  void paint(Graphics2D g) {
    double low = px.count() == 0 ? 0 : px.min();
    double high = px.count() == 0 ? 0 : px.max();
    int w = cellWidth();
    int h = cellHeight();
    Font letters = letters(w - 4, h - 8);
    for (int row = 0; row < px.rows(); row++) {
      for (int column = 0; column < px.columns(); column++) {
        int i = row * px.columns() + column;
        int x = NUMBERS + column * w;
        int y = TOP + row * h;
        if (px.hasValue(i)) {
          double level = high > low ? (px.value(i) - low) / (high - low) : 0;
          Color cell = new Color(map.rgb(level));
          g.setColor(cell);
          g.fillRect(x, y, w, h);
          g.setColor(Contrast.inkOn(cell));
          centred(g, letters, text(px.value(i)), x + w / 2.0, y + h / 2.0);
        } else {
          g.setColor(Theme.GRID);
          g.drawRect(x, y, w, h);
        }
      }
    }
    Font small = Theme.font(Theme.SMALL_LETTERS);
    g.setColor(Theme.TEXT);
    for (int row = 0; row < px.rows(); row++) {
      centred(g, small, String.valueOf(row), NUMBERS / 2.0 - 2, TOP + (row + .5) * h);
    }
    for (int column = 0; column < px.columns(); column++) {
      centred(g, small, String.valueOf(column), NUMBERS + (column + .5) * w, TOP / 2.0);
    }
    legend(g, low, high);
  }

  private void legend(Graphics2D g, double low, double high) {
    int top = TOP + px.rows() * cellHeight() + 12;
    for (int i = 0; i < STEPS; i++) {
      g.setColor(new Color(map.rgb(i / (STEPS - 1.0))));
      double step = (double) BAR_LENGTH / STEPS;
      g.fill(new Rectangle2D.Double(NUMBERS + i * step, top, step, BAR));
    }
    g.setColor(Theme.TEXT);
    Font font = Theme.font(Theme.SMALL_LETTERS);
    Ticks ticks = Ticks.of(low, high, 5);
    for (int i = 0; i < ticks.values().length; i++) {
      double share = high > low ? (ticks.values()[i] - low) / (high - low) : .5;
      double x = NUMBERS + share * BAR_LENGTH;
      g.fill(new Rectangle2D.Double(Math.min(x, NUMBERS + BAR_LENGTH - 1), top + BAR, 1, 4));
      centred(g, font, ticks.labels()[i], x, top + BAR + 13);
    }
    g.setFont(font);
    g.drawString(px.unit(), NUMBERS + BAR_LENGTH + 12, top + BAR - 2);
  }

  /** The largest letters in which the longest number fits a cell. */
  private Font letters(int width, int height) {
    int size = Math.min(14, height);
    while (size > 8) {
      Font font = Theme.font(size);
      double widest =
          IntStream.range(0, px.size())
              .mapToDouble(i -> font.getStringBounds(text(px.value(i)), FINE).getWidth())
              .max()
              .orElse(0);
      if (widest <= width) {
        break;
      }
      size--;
    }
    return Theme.font(size);
  }

  private static void centred(Graphics2D g, Font font, String text, double x, double y) {
    double width = font.getStringBounds(text, FINE).getWidth();
    float ascent = font.getLineMetrics(text, FINE).getAscent() * .76f;
    g.setFont(font);
    g.drawString(text, (float) (x - width / 2), (float) (y + ascent / 2));
  }

  /** Whole numbers as they are, others with as many decimals as their range needs. */
  private String text(double value) {
    if (value == Math.rint(value) && !px.isGreyLevel()) {
      return String.format(Locale.ROOT, "%.0f", value).replace('-', '\u2212');
    }
    double largest = Math.max(Math.abs(px.max()), Math.abs(px.min()));
    String format = largest < 10 ? "%.2f" : largest < 1000 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, value).replace('-', '\u2212');
  }

  /** Title, unit and the numbers, row by row. */
  @Override
  public String toString() {
    return title
        + " ("
        + px.unit()
        + ")\n"
        + IntStream.range(0, px.rows())
            .mapToObj(
                row ->
                    IntStream.range(0, px.columns())
                        .map(column -> row * px.columns() + column)
                        .mapToObj(i -> px.hasValue(i) ? text(px.value(i)) : "-")
                        .collect(Collectors.joining(" ")))
            .collect(Collectors.joining("\n"));
  }
}
