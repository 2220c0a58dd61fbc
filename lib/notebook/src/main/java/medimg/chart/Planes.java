package medimg.chart;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import medimg.dicom.DicomException;
import medimg.pixels.Box;
import medimg.pixels.Pixels;
import medimg.pixels.Point;
import medimg.pixels.Section;
import medimg.pixels.View;
import medimg.pixels.Voi;
import medimg.pixels.Volume;
import medimg.pixels.Window;

/**
 * Planes of a volume side by side, all at one scale (mm), with the letters of their edges; lines
 * show where the others cut. Immutable. At most {@value #WIDTH} pixels of the page wide.
 */
public final class Planes {
  private static final int HIGHEST = 420;
  private static final int LETTERS = 14;

  /** Lines leave this room for the letters. */
  private static final int EDGE = 24;

  /** Twice as fine as the page, which hides what JPEG loses. */
  private static final float QUALITY = .7f;

  /** Three panels fit the text of an exported page. */
  private static final int WIDTH = 620;

  private final List<Section> sections;
  private final Point crossing;
  private final Voi voi;

  /**
   * A plane as it is shown.
   *
   * @param caption what it is
   * @param colour of its line in the other planes as 0xRRGGBB, or -1 if it has none
   * @param width in pixels of the page
   * @param file the image, twice as wide
   */
  public record Panel(String caption, int colour, int width, Picture.Encoded file) {}

  private Planes(List<Section> sections, Point crossing, Voi voi) {
    this.sections = List.copyOf(sections);
    this.crossing = crossing;
    this.voi = voi;
  }

  /** Axial, coronal and sagittal through the middle of a volume. */
  public static Planes of(Volume volume) {
    return of(volume, volume.slices() / 2, volume.rows() / 2, volume.columns() / 2);
  }

  /**
   * Axial, coronal and sagittal through a voxel.
   *
   * @param slice from 0, in order of position
   * @param row from 0
   * @param column from 0
   * @throws DicomException if it is outside the volume
   */
  public static Planes of(Volume volume, int slice, int row, int column) {
    List<Section> three = new ArrayList<>();
    for (View view : View.values()) {
      three.add(volume.section(view, slice, row, column));
    }
    return new Planes(three, volume.position(slice, row, column), null);
  }

  /** The maximum intensity projections of a volume in the three views. */
  public static Planes mip(Volume volume) {
    List<Section> three = new ArrayList<>();
    for (View view : View.values()) {
      three.add(volume.mip(view));
    }
    return new Planes(three, null, null);
  }

  /**
   * Any planes, such as one alone.
   *
   * @throws DicomException if there are none, or their units differ
   */
  public static Planes of(Section... sections) {
    List<Section> all = List.of(sections);
    if (all.stream().map(section -> section.pixels().unit()).distinct().count() != 1) {
      throw new DicomException(
          "Planes.of(..) has "
              + all.size()
              + " planes"
              + all.stream()
                  .map(section -> section.pixels().unit())
                  .distinct()
                  .collect(Collectors.joining(" and ", " in ", ""))
              + "; it needs at least one, and all in one unit");
    }
    return new Planes(all, null, null);
  }

  /**
   * The same planes in a window. Without one they are shown in the file's first window, or from
   * their smallest value to the largest if it has none.
   */
  public Planes window(Window window) {
    return new Planes(sections, crossing, window);
  }

  /** The planes shown. */
  public List<Section> sections() {
    return sections;
  }

  private Voi voi() {
    if (voi != null) {
      return voi;
    }
    List<Pixels> all = sections.stream().map(Section::pixels).toList();
    List<Voi> asked = all.get(0).vois();
    return asked.isEmpty() ? wholeRange(all) : asked.get(0);
  }

  private static Window wholeRange(List<Pixels> all) {
    List<Pixels> some = all.stream().filter(px -> px.count() > 0).toList();
    double low = some.stream().mapToDouble(Pixels::min).min().orElse(0);
    return wholeRange(low, some.stream().mapToDouble(Pixels::max).max().orElse(low));
  }

  /** From the smallest value to the largest. */
  static Window wholeRange(double low, double high) {
    Window.Rule rule = Window.Rule.LINEAR_EXACT;
    return new Window("all values", high > low ? high - low : 1, (low + high) / 2, rule, "");
  }

  /** Each plane as an image with its caption. */
  public List<Panel> panels() {
    double width = sections.stream().mapToDouble(Section::width).sum();
    double height = sections.stream().mapToDouble(Section::height).max().orElse(1);
    int room = WIDTH - (sections.size() - 1) * Gallery.GAP;
    double scale = Math.min(room / width, HIGHEST / height);
    Voi shown = voi();
    return sections.stream().map(section -> panel(section, scale, shown)).toList();
  }

  private Panel panel(Section section, double scale, Voi shown) {
    int width = Math.max(16, (int) Math.floor(section.width() * scale));
    int height = Math.max(16, (int) Math.round(section.height() * scale));
    BufferedImage image = drawn(section, width, height, shown);
    int colour = crossing == null ? -1 : colour(section.view());
    return new Panel(section.what(), colour, width, Picture.Encoded.jpeg(image, QUALITY));
  }

  /** A plane with its letters and lines, twice as many pixels along each one of the page. */
  private BufferedImage drawn(Section section, int width, int height, Voi shown) {
    Pixels px = section.pixels();
    int columns = Painted.FINE * width;
    int rows = Painted.FINE * height;
    Pixels grey = px.cropResize(Box.of(px), rows, columns).windowed(shown);
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.drawImage(grey.toImage(), 0, 0, null);
    g.scale(Painted.FINE, Painted.FINE);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    if (crossing != null) {
      lines(g, section, width, height);
    }
    letters(g, section, width, height);
    g.dispose();
    return image;
  }

  /** Where the other planes cut this one: along its rows or its columns. */
  private void lines(Graphics2D g, Section section, int width, int height) {
    double x = (section.plane().column(crossing) + .5) / section.pixels().columns() * width;
    double y = (section.plane().row(crossing) + .5) / section.pixels().rows() * height;
    View upright = section.view() == View.SAGITTAL ? View.CORONAL : View.SAGITTAL;
    View level = section.view() == View.AXIAL ? View.CORONAL : View.AXIAL;
    g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, .75f));
    g.setStroke(new BasicStroke(1));
    g.setColor(new Color(colour(upright)));
    g.draw(new Line2D.Double(x, EDGE, x, height - EDGE));
    g.setColor(new Color(colour(level)));
    g.draw(new Line2D.Double(EDGE, y, width - EDGE, y));
    g.setComposite(AlphaComposite.SrcOver);
  }

  private static int colour(View view) {
    return switch (view) {
      case AXIAL -> 0x4DA3E8;
      case CORONAL -> 0xE89A3C;
      case SAGITTAL -> 0x5DBB63;
    };
  }

  /** The letters of the four edges, in the middle of each but beside the lines. */
  private static void letters(Graphics2D g, Section section, int width, int height) {
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, LETTERS));
    FontMetrics font = g.getFontMetrics();
    int middle = height / 2 + font.getAscent() / 2 - 1;
    int inset = 6;
    letter(g, section.left(), inset, middle);
    letter(g, section.right(), width - inset - font.stringWidth(section.right()), middle);
    int topX = (width - font.stringWidth(section.top())) / 2;
    letter(g, section.top(), topX, inset + font.getAscent() - 3);
    int bottomX = (width - font.stringWidth(section.bottom())) / 2;
    letter(g, section.bottom(), bottomX, height - inset);
  }

  /** White on a dark rim, readable on bone and on air. */
  private static void letter(Graphics2D g, String text, int x, int y) {
    g.setColor(new Color(0, 0, 0, 150));
    for (int dx = -1; dx <= 1; dx++) {
      for (int dy = -1; dy <= 1; dy++) {
        g.drawString(text, x + dx, y + dy);
      }
    }
    g.setColor(Color.WHITE);
    g.drawString(text, x, y);
  }

  /** What is shown, and in which window. */
  @Override
  public String toString() {
    return sections.stream().map(Section::what).collect(Collectors.joining("; "))
        + "; window "
        + voi();
  }
}
