package medimg.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Colours for numbers from 0 to 1: tables of 256 colours, the same as those of matplotlib.
 *
 * <p>{@link #GREY} and {@link #BONE} only ever get lighter, so that they keep the order of the
 * values and an edge in the picture is an edge in the body; {@link #VIRIDIS} does too, in colour.
 * {@link #GIST_NCAR} does not: it shows bands where there are none.
 */
public enum ColourMap {
  /** From black to white, as radiographs are read. */
  GREY,

  /** Grey with a tinge of blue, as a film on a light box. Straight lines between four colours. */
  BONE,

  /**
   * From dark violet over green to yellow, in even steps of lightness; also for readers who tell
   * red and green badly.
   *
   * @see "Nathaniel Smith and Stefan van der Walt, 2015; released under CC0"
   */
  VIRIDIS,

  /**
   * The rainbow of many bands that NCAR made, here as a warning.
   *
   * @see "the colour tables of Yorick's Gist (BSD licence), through matplotlib's table gist_ncar"
   */
  GIST_NCAR;

  private static final int SIZE = 256;

  // Levels and the red, green or blue there, each from 0 to 1; straight lines between them.
  private static final double[] BONE_RED = {0, 0, .746032, .652778, 1, 1};
  private static final double[] BONE_GREEN = {0, 0, .365079, .319444, .746032, .777778, 1, 1};
  private static final double[] BONE_BLUE = {0, 0, .365079, .444444, 1, 1};
  private static final double[] NCAR_RED = {
    0, 0, .3098, 0, .3725, .3993, .4235, .5003, .5333, 1, .7922, 1, .8471, .6218, .898, .9235, 1,
    .9961
  };
  private static final double[] NCAR_GREEN = {
    0, 0, .051, .3722, .1059, 0, .1569, .7202, .1608, .7537, .1647, .7752, .2157, 1, .2588, .9804,
    .2706, .9804, .3176, 1, .3686, .8081, .4275, 1, .5216, 1, .6314, .7292, .6863, .2796, .7451, 0,
    .7922, 0, .8431, .1753, .898, .5, 1, .9725
  };
  private static final double[] NCAR_BLUE = {
    0, .502, .051, .0222, .1098, 1, .2039, 1, .2627, .6145, .3216, 0, .4157, 0, .4745, .2342, .5333,
    0, .5804, 0, .6314, .0549, .6902, 0, .7373, 0, .7922, .9738, .8, 1, .8431, 1, .898, .9341, 1,
    .9961
  };

  private int[] table;

  /**
   * The colour of a level as 0xRRGGBB.
   *
   * @param level from 0 to 1; beyond, it counts as the nearer of these, and NaN as 0
   */
  public int rgb(double level) {
    return table()[(int) Math.round(Math.max(0, Math.min(1, level)) * (SIZE - 1))];
  }

  /** The colours of the levels i / 255. */
  synchronized int[] table() {
    if (table == null) {
      table =
          switch (this) {
            case GREY -> lines(new double[] {0, 0, 1, 1}, null, null);
            case BONE -> lines(BONE_RED, BONE_GREEN, BONE_BLUE);
            case GIST_NCAR -> lines(NCAR_RED, NCAR_GREEN, NCAR_BLUE);
            case VIRIDIS -> resource("viridis.txt");
          };
    }
    return table;
  }

  private static int[] lines(double[] red, double[] green, double[] blue) {
    int[] table = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      double level = i / (SIZE - 1.0);
      int r = at(red, level);
      table[i] = r << 16 | (green == null ? r : at(green, level)) << 8;
      table[i] |= blue == null ? r : at(blue, level);
    }
    return table;
  }

  private static int at(double[] line, double level) {
    int k = 2;
    while (line[k] < level) {
      k += 2;
    }
    double share = (level - line[k - 2]) / (line[k] - line[k - 2]);
    return (int) Math.round(255 * (line[k - 1] + share * (line[k + 1] - line[k - 1])));
  }

  private static int[] resource(String name) {
    try (InputStream in = ColourMap.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return Arrays.stream(text.split("\\s+")).mapToInt(hex -> Integer.parseInt(hex, 16)).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
