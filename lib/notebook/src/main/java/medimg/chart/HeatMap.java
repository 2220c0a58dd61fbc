package medimg.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
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

  /** Colours of cells, and width of each in the legend. */
  private static final int COLOURS = 31;

  private static final int STEP = 10;

  /** Colours from that of a cell to that of the text in it, both included. */
  private static final int SOFT = 8;

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
    int unit = (int) Theme.font(Theme.SMALL_LETTERS).getStringBounds(px.unit(), FINE).getWidth();
    int legend = COLOURS * STEP + 10 + unit + 4;
    return Math.min(WIDTH, NUMBERS + Math.max(px.columns() * cellWidth(), legend));
  }

  /** Height in pixels of the page. */
  public int height() {
    return TOP + px.rows() * cellHeight() + LEGEND;
  }

  /**
   * The drawing as PNG with nothing behind it, two pixels for each one of the page.
   *
   * <p>Text is drawn once as coverage; the palette has a block of {@value #SOFT} colours for each
   * cell colour, from it to its ink. So equal digits differ by equal steps in any cell, and the
   * file is a quarter of what it would be.
   */
  public Picture.Encoded encoded() {
    int width = Painted.FINE * width();
    int height = Painted.FINE * height();
    double low = px.count() == 0 ? 0 : px.min();
    double high = px.count() == 0 ? 0 : px.max();
    byte[] blocks = new byte[width * height];
    for (int i = 0; i < px.size(); i++) {
      if (px.hasValue(i)) {
        double level = high > low ? (px.value(i) - low) / (high - low) : 0;
        int x = NUMBERS + i % px.columns() * cellWidth();
        int y = TOP + i / px.columns() * cellHeight();
        fill(blocks, x, y, cellWidth(), cellHeight(), 1 + (int) Math.round(level * (COLOURS - 1)));
      }
    }
    for (int i = 0; i < COLOURS; i++) {
      fill(blocks, NUMBERS + i * STEP, legendTop(), STEP, BAR, 1 + i);
    }
    String[] labels = labels();
    BufferedImage text = Painted.image(width(), height(), g -> paintText(g, labels, low, high));
    int[] coverage = text.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < blocks.length; i++) {
      int share = Math.round((coverage[i] >>> 24) * (SOFT - 1) / 255f);
      blocks[i] = (byte) (blocks[i] * SOFT + share);
    }
    return new Picture.Encoded("image/png", Png.of(width, height, palette(), blocks, true));
  }

  /** Fills a rectangle, given in pixels of the page. */
  private void fill(byte[] blocks, int x, int y, int width, int height, int block) {
    int line = Painted.FINE * width();
    for (int row = Painted.FINE * y; row < Painted.FINE * (y + height); row++) {
      int from = row * line + Painted.FINE * x;
      Arrays.fill(blocks, from, from + Painted.FINE * width, (byte) block);
    }
  }

  /** First nothing and the text on it, then each cell colour and its ink. */
  private int[] palette() {
    int[] palette = new int[(COLOURS + 1) * SOFT];
    for (int k = 0; k < SOFT; k++) {
      double share = k / (SOFT - 1.0);
      palette[k] = (int) Math.round(255 * share) << 24 | Theme.TEXT.getRGB() & 0xFFFFFF;
      for (int i = 0; i < COLOURS; i++) {
        Color cell = new Color(map.rgb(i / (COLOURS - 1.0)));
        palette[(1 + i) * SOFT + k] = mixed(cell, Contrast.inkOn(cell), share).getRGB();
      }
    }
    return palette;
  }

  private static Color mixed(Color from, Color to, double share) {
    return new Color(
        (int) Math.round(from.getRed() + share * (to.getRed() - from.getRed())),
        (int) Math.round(from.getGreen() + share * (to.getGreen() - from.getGreen())),
        (int) Math.round(from.getBlue() + share * (to.getBlue() - from.getBlue())));
  }

  private void paintText(Graphics2D g, String[] labels, double low, double high) {
    int w = cellWidth();
    int h = cellHeight();
    g.setColor(Color.BLACK);
    Font letters = letters(labels, w - 4, h - 8);
    for (int i = 0; i < px.size(); i++) {
      double x = NUMBERS + (i % px.columns() + .5) * w;
      double y = TOP + (i / px.columns() + .5) * h;
      centred(g, letters, labels[i], x, y);
    }
    Font small = Theme.font(Theme.SMALL_LETTERS);
    for (int row = 0; row < px.rows(); row++) {
      centred(g, small, String.valueOf(row), NUMBERS / 2.0 - 2, TOP + (row + .5) * h);
    }
    for (int column = 0; column < px.columns(); column++) {
      centred(g, small, String.valueOf(column), NUMBERS + (column + .5) * w, TOP / 2.0);
    }
    int length = COLOURS * STEP;
    int below = legendTop() + BAR;
    Ticks ticks = ticks(small, low, high, length);
    for (int i = 0; i < ticks.values().length; i++) {
      double share = high > low ? (ticks.values()[i] - low) / (high - low) : .5;
      double x = NUMBERS + share * (length - STEP) + STEP / 2.0;
      g.fill(new Rectangle2D.Double(Math.round(x) - .5, below, 1, 4));
      centred(g, small, ticks.labels()[i], x, below + 12);
    }
    g.setFont(small);
    g.drawString(px.unit(), NUMBERS + length + 10, below - 2);
  }

  /** As many labels as stand apart. */
  private static Ticks ticks(Font font, double low, double high, int length) {
    int most = 6;
    Ticks ticks;
    do {
      ticks = Ticks.of(low, high, --most);
    } while (most > 2
        && Arrays.stream(ticks.labels())
                .mapToDouble(label -> font.getStringBounds(label, FINE).getWidth() + 16)
                .sum()
            > length);
    return ticks;
  }

  private int legendTop() {
    return TOP + px.rows() * cellHeight() + 12;
  }

  /** The largest letters in which the longest number fits a cell. */
  private static Font letters(String[] labels, int width, int height) {
    int size = Math.min(14, height);
    while (size > 8) {
      Font font = Theme.font(size);
      ToDoubleFunction<String> length = label -> font.getStringBounds(label, FINE).getWidth();
      if (Arrays.stream(labels).mapToDouble(length).max().orElse(0) <= width) {
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
    // On whole pixels, where equal digits are equal dots.
    g.drawString(text, Math.round(x - width / 2), Math.round(y + ascent / 2));
  }

  /** Whole numbers as they are, others with as many decimals as their range needs. */
  private String[] labels() {
    boolean whole =
        !px.isGreyLevel()
            && IntStream.range(0, px.size())
                .filter(px::hasValue)
                .allMatch(i -> px.value(i) == Math.rint(px.value(i)));
    double range = px.count() == 0 ? 1 : Math.max(px.max() - px.min(), .001);
    int power = (int) Math.floor(Math.log10(range));
    int decimals = whole ? 0 : Math.max(0, power >= 0 ? 2 - power : 1 - power);
    return IntStream.range(0, px.size())
        .mapToObj(
            i ->
                px.hasValue(i)
                    ? String.format(Locale.ROOT, "%." + decimals + "f", px.value(i))
                    : "-")
        .toArray(String[]::new);
  }

  /** Title, unit and the numbers, row by row. */
  @Override
  public String toString() {
    String[] labels = labels();
    StringBuilder out = new StringBuilder(title + " (" + px.unit() + ")");
    for (int i = 0; i < labels.length; i++) {
      out.append(i % px.columns() == 0 ? '\n' : ' ').append(labels[i]);
    }
    return out.toString();
  }
}
