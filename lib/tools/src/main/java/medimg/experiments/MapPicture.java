package medimg.experiments;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import medimg.net.FilmSet;
import medimg.net.GradCam;
import medimg.net.Network;
import medimg.pixels.Box;
import medimg.pixels.Pixels;

/** A small picture of films, above, and below each the same film under its map, boxed. */
final class MapPicture {
  private static final int WIDTH = 170;
  private static final int GAP = 6;
  private static final int LINE = 16;
  private static final int GREYS = 24;
  private static final int HEATS = 8;
  private static final Color FRAME = new Color(0xFFD400);

  private MapPicture() {}

  /** The PNG file, 698 pixels wide for four films; few enough colours for a palette. */
  static byte[] of(Network network, FilmSet films, int... shown) {
    int width = shown.length * (WIDTH + GAP) - GAP;
    BufferedImage image = new BufferedImage(width, 2 * WIDTH + LINE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, image.getHeight());
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    for (int n = 0; n < shown.length; n++) {
      int x = n * (WIDTH + GAP);
      Pixels film = films.film(shown[n]);
      GradCam map = GradCam.of(network, films, shown[n]);
      Pixels grey = film.cropResize(Box.of(film), WIDTH, WIDTH);
      Pixels heat = map.onFilm(WIDTH, WIDTH);
      double most = Math.max(1e-9, heat.max());
      for (int k = 0; k < WIDTH * WIDTH; k++) {
        double level = rounded(grey.value(k), GREYS);
        int row = k / WIDTH;
        int column = x + k % WIDTH;
        image.setRGB(column, row, colour(level, 0));
        double share = rounded(heat.value(k) / most, HEATS);
        image.setRGB(column, WIDTH + LINE + row, colour(level, share));
      }
      Box box = map.box(.5);
      double scale = (double) WIDTH / film.columns();
      g.setColor(FRAME);
      for (int line = 0; line < 2; line++) {
        g.drawRect(
            x + (int) (box.left() * scale) + line,
            WIDTH + LINE + (int) (box.top() * scale) + line,
            (int) (box.columns() * scale) - 1 - 2 * line,
            (int) (box.rows() * scale) - 1 - 2 * line);
      }
      g.setColor(Color.BLACK);
      g.drawString(String.format(Locale.ROOT, "score %.2f", map.score()), x + 2, WIDTH + LINE - 4);
    }
    g.dispose();
    return png(image);
  }

  private static double rounded(double value, int steps) {
    return Math.rint(Math.max(0, Math.min(1, value)) * (steps - 1)) / (steps - 1);
  }

  /** Grey where the map is 0, towards red where it is large. */
  private static int colour(double grey, double heat) {
    double part = .6 * heat;
    int red = (int) Math.rint(255 * ((1 - part) * grey + part));
    int green = (int) Math.rint(255 * ((1 - part) * grey + part * .25));
    int blue = (int) Math.rint(255 * (1 - part) * grey);
    return red << 16 | green << 8 | blue;
  }

  private static byte[] png(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    Map<Integer, Integer> index = new LinkedHashMap<>();
    byte[] pixels = new byte[width * height];
    for (int k = 0; k < pixels.length; k++) {
      int rgb = image.getRGB(k % width, k / width) & 0xffffff;
      Integer known = index.putIfAbsent(rgb, index.size());
      pixels[k] = (byte) (int) (known == null ? index.size() - 1 : known);
    }
    List<Integer> colours = new ArrayList<>(index.keySet());
    int n = colours.size();
    byte[][] parts = new byte[3][n];
    for (int i = 0; i < n; i++) {
      for (int part = 0; part < 3; part++) {
        parts[part][i] = (byte) (colours.get(i) >> 16 - 8 * part);
      }
    }
    BufferedImage small =
        new BufferedImage(
            width,
            height,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, n, parts[0], parts[1], parts[2]));
    small.getRaster().setDataElements(0, 0, width, height, pixels);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(small, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
