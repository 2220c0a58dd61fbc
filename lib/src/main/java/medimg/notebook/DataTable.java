package medimg.notebook;

import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table as HTML: numbers to the right, missing values hatched, long tables cut. */
final class DataTable {
  /** More rows than these are shown as the first and the last ones. */
  private static final int ALL = 24;

  private static final int FIRST = 12;
  private static final int LAST = 6;

  /** Longer texts wrap. */
  private static final int LINE = 40;

  /** Longer texts are cut, and whole on hovering. */
  private static final int LONGEST = 240;

  private DataTable() {}

  static String of(Table table) {
    int rows = table.rowCount();
    int columns = table.columnCount();
    StringBuilder out = new StringBuilder(4096);
    out.append(Html.STYLE).append("<div class=\"medimg\"><div class=\"medimg-s\">");
    out.append("<table class=\"medimg-t medimg-w\"><thead><tr><th></th>");
    for (Column<?> column : table.columns()) {
      out.append(isNumber(column) ? "<th class=\"n\">" : "<th>");
      out.append(Html.escape(column.name())).append("</th>");
    }
    out.append("</tr></thead><tbody>");
    boolean cut = rows > ALL;
    for (int row = 0; row < rows; row++) {
      if (cut && row == FIRST) {
        out.append("<tr><td class=\"n\"><i>\u22EE</i></td>");
        out.append("<td><i>\u22EE</i></td>".repeat(columns)).append("</tr>");
        row = rows - LAST;
      }
      out.append("<tr><td class=\"n\"><i>").append(row).append("</i></td>");
      for (Column<?> column : table.columns()) {
        cell(column, row, out);
      }
      out.append("</tr>");
    }
    out.append("</tbody></table></div><p class=\"medimg-q\">");
    out.append(rows).append(rows == 1 ? " row x " : " rows x ");
    out.append(columns).append(columns == 1 ? " column" : " columns");
    if (cut) {
      out.append("; the first ").append(FIRST).append(" and the last ").append(LAST);
      out.append(" are shown");
    }
    return out.append("</p></div>").toString();
  }

  private static void cell(Column<?> column, int row, StringBuilder out) {
    boolean number = isNumber(column);
    if (column.isMissing(row)) {
      out.append("<td class=\"e\"></td>");
      return;
    }
    String text = column.getString(row);
    if (number && text.endsWith(".0")) {
      text = text.substring(0, text.length() - 2);
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
