package medimg.notebook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import medimg.table.CellText;
import medimg.text.HtmlText;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table as HTML: numbers to the right, missing values hatched, long tables cut. */
final class DataTable {
  /** More rows than these are shown as the first and the last ones. */
  private static final int ALL = 24;

  private static final int FIRST = 12;
  private static final int LAST = 6;

  /** Longer texts in the first column may be cut by a narrow page, and are whole on hovering. */
  private static final int NAME = 16;

  /** Longer texts wrap. */
  private static final int LINE = 40;

  /** Longer texts are cut, and whole on hovering. */
  private static final int LONGEST = 240;

  /** Significant digits of a number that is not whole. */
  private static final int DIGITS = 6;

  private DataTable() {}

  static String of(Table table) {
    int rows = table.rowCount();
    int columns = table.columnCount();
    StringBuilder out = new StringBuilder(4096);
    out.append(Html.STYLE).append("<div class=\"medimg\"><div class=\"medimg-s\">");
    out.append("<table class=\"medimg-t medimg-w\"><thead><tr><th></th>");
    for (Column<?> column : table.columns()) {
      out.append(isNumber(column) ? "<th class=\"n\">" : "<th>");
      out.append(HtmlText.escape(column.name())).append("</th>");
    }
    out.append("</tr></thead><tbody>");
    for (int row : shown(rows)) {
      if (row < 0) {
        out.append("<tr><td class=\"n\"><i>\u22EE</i></td>");
        out.append("<td><i>\u22EE</i></td>".repeat(columns)).append("</tr>");
        continue;
      }
      out.append("<tr><td class=\"n\"><i>").append(row).append("</i></td>");
      for (int i = 0; i < columns; i++) {
        cell(table.column(i), row, i == 0 && columns > 1, out);
      }
      out.append("</tr>");
    }
    out.append("</tbody></table></div><p class=\"medimg-q\">");
    return out.append(size(table)).append("</p></div>").toString();
  }

  /** The same in plain text, without padding. */
  static String text(Table table) {
    StringBuilder out = new StringBuilder(size(table));
    out.append('\n').append(String.join(" | ", table.columnNames()));
    for (int row : shown(table.rowCount())) {
      StringJoiner line = new StringJoiner(" | ");
      for (Column<?> column : table.columns()) {
        line.add(row < 0 ? "\u22EE" : text(column, row));
      }
      out.append('\n').append(line.toString().stripTrailing());
    }
    return out.toString();
  }

  /** The numbers of the rows to show; -1 stands for those left out. */
  private static int[] shown(int rows) {
    return rows <= ALL
        ? IntStream.range(0, rows).toArray()
        : IntStream.rangeClosed(0, FIRST + LAST)
            .map(i -> i < FIRST ? i : i == FIRST ? -1 : rows - LAST + i - FIRST - 1)
            .toArray();
  }

  private static String size(Table table) {
    int rows = table.rowCount();
    int columns = table.columnCount();
    return rows
        + (rows == 1 ? " row x " : " rows x ")
        + columns
        + (columns == 1 ? " column" : " columns")
        + (rows <= ALL ? "" : "; the first " + FIRST + " and the last " + LAST + " are shown");
  }

  private static String text(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "";
    }
    if (column instanceof DoubleColumn doubles) {
      return rounded(doubles.getDouble(row));
    }
    return CellText.of(column, row);
  }

  /** Six significant digits, as many as anyone reads; whole numbers in full. */
  private static String rounded(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : BigDecimal.valueOf(value).round(new MathContext(DIGITS)).stripTrailingZeros().toString();
  }

  private static void cell(Column<?> column, int row, boolean first, StringBuilder out) {
    boolean number = isNumber(column);
    if (column.isMissing(row)) {
      out.append("<td class=\"e\"></td>");
      return;
    }
    String text = text(column, row);
    if (first && !number && text.length() > NAME && text.length() <= LONGEST) {
      // Cut by the page, so that the next columns are seen too.
      out.append("<td class=\"f\" title=\"").append(HtmlText.escape(text)).append("\">");
      out.append(HtmlText.escape(text)).append("</td>");
      return;
    }
    out.append(number ? "<td class=\"n\">" : text.length() > LINE ? "<td class=\"l\">" : "<td>");
    out.append(Html.cut(text, LONGEST)).append("</td>");
  }

  private static boolean isNumber(Column<?> column) {
    ColumnType type = column.type();
    return type == ColumnType.INTEGER
        || type == ColumnType.LONG
        || type == ColumnType.SHORT
        || type == ColumnType.DOUBLE
        || type == ColumnType.FLOAT;
  }
}
