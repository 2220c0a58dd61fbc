package medimg.table;

import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.columns.Column;

/**
 * A cell as text. Tablesaw's own writes numbers with the digits of the machine's language; here
 * they are 0 to 9 with a point.
 */
public final class CellText {
  private CellText() {}

  /** The text of a cell, empty if it is missing; whole numbers have no point. */
  public static String of(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "";
    }
    if (column instanceof IntColumn ints) {
      return Integer.toString(ints.getInt(row));
    }
    if (column instanceof LongColumn longs) {
      return Long.toString(longs.getLong(row));
    }
    if (column instanceof ShortColumn shorts) {
      return Short.toString(shorts.getShort(row));
    }
    if (column instanceof NumericColumn<?> numbers) {
      double value = numbers.getDouble(row);
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? Long.toString((long) value)
          : Double.toString(value);
    }
    return column.getString(row);
  }
}
