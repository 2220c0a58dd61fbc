package medimg.images;

import java.util.Locale;
import medimg.text.HtmlText;

/**
 * A drawing of boxes, arrows and text, written as SVG 1.1 text: the same text on every machine.
 *
 * <p>Lengths are whole units of the drawing, x to the right and y downwards. Colours follow the
 * reader's light or dark scheme; the drawing brings its own background, so that it is readable on
 * any page. Fonts are those of the reader's machine: a text that might not fit its room is refused.
 */
final class Svg {
  /** Width of every drawing. */
  static final int WIDTH = 900;

  private static final String STYLE =
      """
      <style>
      text{font-family:Helvetica,Arial,"Liberation Sans",sans-serif;fill:#1f2328}
      .mono{font-family:Menlo,Consolas,"Liberation Mono",monospace}
      .bold{font-weight:bold}
      .soft{fill:#57606a}
      .page{fill:#ffffff;stroke:none}
      rect,path,circle{fill:none;stroke-width:1.5}
      .dash{stroke-dasharray:6 4}
      .f-grey{fill:#f6f8fa}.s-grey{stroke:#8c959f}.t-grey{fill:#57606a}
      .f-blue{fill:#ddf4ff}.s-blue{stroke:#0969da}.t-blue{fill:#0757ba}
      .f-orange{fill:#fff1e5}.s-orange{stroke:#bc4c00}.t-orange{fill:#953800}
      .f-green{fill:#dafbe1}.s-green{stroke:#1a7f37}.t-green{fill:#116329}
      .f-violet{fill:#fbefff}.s-violet{stroke:#8250df}.t-violet{fill:#6639ba}
      .h-grey{fill:#8c959f}.h-blue{fill:#0969da}.h-orange{fill:#bc4c00}
      .badge{fill:#ffffff}
      @media (prefers-color-scheme:dark){
      text{fill:#e6edf3}
      .soft{fill:#9aa4ae}
      .page{fill:#0d1117}
      .f-grey{fill:#161b22}.s-grey{stroke:#6e7681}.t-grey{fill:#9aa4ae}
      .f-blue{fill:#0c2540}.s-blue{stroke:#58a6ff}.t-blue{fill:#79c0ff}
      .f-orange{fill:#341f10}.s-orange{stroke:#f0883e}.t-orange{fill:#ffa657}
      .f-green{fill:#0f2b19}.s-green{stroke:#3fb950}.t-green{fill:#56d364}
      .f-violet{fill:#271b3f}.s-violet{stroke:#a371f7}.t-violet{fill:#d2a8ff}
      .h-grey{fill:#6e7681}.h-blue{fill:#58a6ff}.h-orange{fill:#f0883e}
      .badge{fill:#0d1117}
      }
      </style>
      """;

  /** A colour with a light and a dark form. */
  enum Ink {
    GREY,
    BLUE,
    ORANGE,
    GREEN,
    VIOLET;

    private final String css = name().toLowerCase(Locale.ROOT);
  }

  /** Where a text stands beside its point. */
  enum Side {
    /** It begins there. */
    START("start"),
    /** Its middle is there. */
    MIDDLE("middle"),
    /** It ends there. */
    END("end");

    private final String anchor;

    Side(String anchor) {
      this.anchor = anchor;
    }
  }

  /** How a text looks; sizes are at least 14, which is 11 pixels when the drawing is 700 wide. */
  enum Type {
    HEAD(18, "bold"),
    BOLD(16, "bold"),
    BODY(16, ""),
    SMALL(14, ""),
    SOFT(14, "soft"),
    MONO(15, "mono"),
    BYTES(17, "mono");

    private final int size;
    private final String css;

    Type(int size, String css) {
      this.size = size;
      this.css = css;
    }

    /** Width in a wide font (DejaVu), so that no other needs more. */
    int width(String text) {
      double em = 0;
      for (int i = 0; i < text.length(); i++) {
        em += css.equals("mono") ? .605 : width(text.charAt(i));
      }
      return (int) Math.ceil(em * size * (css.equals("bold") ? 1.12 : 1));
    }

    private static double width(char c) {
      if ("ijl.,:;'|! Itfr()[]/-".indexOf(c) >= 0) {
        return .37;
      }
      if ("mwMW@%+=<>\u2026".indexOf(c) >= 0) {
        return .92;
      }
      return c >= 'A' && c <= 'Z' ? .7 : .62;
    }
  }

  /** A rectangle: left, top, width, height. */
  record Box(int x, int y, int width, int height) {
    int right() {
      return x + width;
    }

    int bottom() {
      return y + height;
    }

    int middle() {
      return x + width / 2;
    }
  }

  private final StringBuilder body = new StringBuilder();
  private final int height;
  private final String title;
  private final String description;

  /**
   * An empty drawing.
   *
   * @param title what it is, for screen readers and as a tool tip
   * @param description what it shows, in sentences
   */
  Svg(int height, String title, String description) {
    this.height = height;
    this.title = title;
    this.description = description;
  }

  /** A filled rectangle with round corners. */
  Box box(Ink ink, int x, int y, int width, int height) {
    within(x, y);
    within(x + width, y + height);
    body.append(
        format(
            "<rect class=\"f-%s s-%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\"/>\n",
            ink.css, ink.css, x, y, width, height));
    return new Box(x, y, width, height);
  }

  /** A box with a bold first line and smaller ones below, all in its middle. */
  Box box(Ink ink, int x, int y, int width, int height, String head, String... lines) {
    Box box = box(ink, x, y, width, height);
    int all = 16 + 20 * lines.length;
    int base = y + (height - all) / 2 + 14;
    text(Type.BOLD, Side.MIDDLE, box.middle(), base, width - 8, head);
    for (int i = 0; i < lines.length; i++) {
      text(Type.SMALL, Side.MIDDLE, box.middle(), base + 20 * (i + 1), width - 8, lines[i]);
    }
    return box;
  }

  /**
   * A text on its base line.
   *
   * @param room how wide it may be
   * @throws IllegalStateException if it may need more, or leaves the drawing
   */
  void text(Type type, Side side, int x, int y, int room, String text) {
    text(type, null, side, x, y, room, text);
  }

  /** A text in a colour, or in the usual one if {@code ink} is null. */
  void text(Type type, Ink ink, Side side, int x, int y, int room, String text) {
    int width = type.width(text);
    if (width > room) {
      throw new IllegalStateException(
          "\"" + text + "\" may be " + width + " wide, but there is room for " + room);
    }
    int left =
        switch (side) {
          case START -> x;
          case MIDDLE -> x - width / 2;
          case END -> x - width;
        };
    within(left, y - type.size);
    within(left + width, y);
    String css = (type.css + (ink == null ? "" : " t-" + ink.css)).strip();
    body.append(
        format(
            "<text%s font-size=\"%d\" text-anchor=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n",
            css.isEmpty() ? "" : " class=\"" + css + "\"",
            type.size,
            side.anchor,
            x,
            y,
            HtmlText.escape(text)));
  }

  /** A line through points, x and y in turn. */
  void line(Ink ink, boolean dashed, int... points) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < points.length; i += 2) {
      within(points[i], points[i + 1]);
      d.append(i == 0 ? "M" : "L").append(points[i]).append(' ').append(points[i + 1]);
    }
    body.append(format("<path class=\"s-%s%s\" d=\"%s\"/>\n", ink.css, dashed ? " dash" : "", d));
  }

  /** A line along one axis with a head at its end. */
  void arrow(Ink ink, boolean dashed, int fromX, int fromY, int toX, int toY) {
    line(ink, dashed, fromX, fromY, toX, toY);
    head(ink, toX, toY, Integer.signum(toX - fromX), Integer.signum(toY - fromY));
  }

  /** A line along one axis with heads at both ends. */
  void bothWays(Ink ink, boolean dashed, int fromX, int fromY, int toX, int toY) {
    arrow(ink, dashed, fromX, fromY, toX, toY);
    head(ink, fromX, fromY, Integer.signum(fromX - toX), Integer.signum(fromY - toY));
  }

  private void head(Ink ink, int x, int y, int dx, int dy) {
    body.append(
        format(
            "<path class=\"h-%s\" d=\"M%d %dL%d %dL%d %dZ\"/>\n",
            ink.css,
            x,
            y,
            x - 11 * dx + 6 * dy,
            y - 11 * dy + 6 * dx,
            x - 11 * dx - 6 * dy,
            y - 11 * dy - 6 * dx));
  }

  /** A number in a circle. */
  void badge(Ink ink, int x, int y, int number) {
    body.append(
        format("<circle class=\"badge s-%s\" cx=\"%d\" cy=\"%d\" r=\"11\"/>\n", ink.css, x, y));
    text(Type.SMALL, ink, Side.MIDDLE, x, y + 5, 20, Integer.toString(number));
  }

  private void within(int x, int y) {
    if (x < 0 || x > WIDTH || y < 0 || y > height) {
      throw new IllegalStateException(
          "(" + x + ", " + y + ") is outside of the drawing of " + WIDTH + " x " + height);
    }
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** The whole file. */
  @Override
  public String toString() {
    return format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" role=\"img\" aria-labelledby=\"title desc\">\n",
            WIDTH, height, WIDTH, height)
        + format("<title id=\"title\">%s</title>\n", HtmlText.escape(title))
        + format("<desc id=\"desc\">%s</desc>\n", HtmlText.escape(description))
        + STYLE
        + format("<rect class=\"page\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n", WIDTH, height)
        + body
        + "</svg>\n";
  }
}
