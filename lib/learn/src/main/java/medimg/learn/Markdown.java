package medimg.learn;

import java.util.List;

/** Lists and tables of plain texts as Markdown. */
final class Markdown {
  private Markdown() {}

  /** An entry a line. */
  static String list(List<String> texts) {
    StringBuilder out = new StringBuilder();
    texts.forEach(t -> out.append("- ").append(plain(t)).append('\n'));
    return out.toString();
  }

  /** A table of texts below its head. */
  static String table(List<String> head, List<List<String>> rows) {
    StringBuilder out = new StringBuilder(line(head)).append("|");
    out.append("---|".repeat(head.size())).append('\n');
    rows.forEach(row -> out.append(line(row)));
    return out.toString();
  }

  private static String line(List<String> cells) {
    StringBuilder out = new StringBuilder("|");
    cells.forEach(c -> out.append(' ').append(plain(c)).append(" |"));
    return out.append('\n').toString();
  }

  /** A text in one line in which nothing is a sign of Markdown, HTML or a formula. */
  static String plain(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.strip().replaceAll("\\s+", " ").toCharArray()) {
      if (c == '<') {
        out.append("&lt;");
      } else if (c == '&') {
        out.append("&amp;");
      } else {
        out.append("\\`*_|[]#$~".indexOf(c) >= 0 ? "\\" : "").append(c);
      }
    }
    return out.toString();
  }
}
