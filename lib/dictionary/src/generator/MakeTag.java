import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the class Tag: its methods from a template, and a constant for each keyword of the table.
 * Maven runs it before the sources are compiled; by hand: {@code java MakeTag.java TABLE TEMPLATE
 * OUT}.
 */
final class MakeTag {
  private static final String PLACE = "  // --- constants\n";
  private static final int WIDTH = 95;

  private MakeTag() {}

  public static void main(String[] args) throws IOException {
    String template = Files.readString(Path.of(args[1]));
    if (!template.contains(PLACE)) {
      throw new IllegalArgumentException(args[1] + " has no line \"" + PLACE.strip() + "\"");
    }
    StringBuilder constants = new StringBuilder();
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      if (!line.startsWith("#")) {
        constants.append(constant(line.split("\t", -1)));
      }
    }
    String source = template.replace(PLACE, constants.toString().stripTrailing() + "\n");
    Path out = Path.of(args[2]);
    // An unchanged file keeps its time, so that nothing is compiled again.
    if (!Files.exists(out) || !Files.readString(out).equals(source)) {
      Files.createDirectories(out.getParent());
      Files.writeString(out, source);
    }
  }

  /** Columns: tag, VR, VM, name, R if retired, keyword. Repeating groups have no constant. */
  private static String constant(String[] row) {
    String tag = row[0];
    if (tag.indexOf('x') >= 0 || !row[5].matches("[A-Za-z_]\\w*")) {
      return "";
    }
    String name = row[3].replace("&", "&amp;").replace("<", "&lt;").replace("*/", "* /");
    String doc =
        "(%s,%s) %s, VR %s, VM %s%s."
            .formatted(
                tag.substring(0, 4),
                tag.substring(4),
                name,
                row[1],
                row[2],
                row[4].equals("R") ? "; retired" : "");
    String comment =
        doc.length() <= WIDTH - 3
            ? "  /** " + doc + " */\n"
            : "  /**\n   * " + String.join("\n   * ", lines(doc)) + "\n   */\n";
    return comment + "  public static final int " + row[5] + " = 0x" + tag + ";\n\n";
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
