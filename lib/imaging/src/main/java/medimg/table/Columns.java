package medimg.table;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;
import medimg.dictionary.ArgumentException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumberColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The columns of a table by name, in small or capital letters. */
public final class Columns {
  /** Stands in the place of a missing value. */
  public static final String MISSING = "(missing)";

  /** The smallest double has no more. */
  private static final int MOST_DECIMALS = 340;

  private Columns() {}

  /**
   * A column of any type.
   *
   * @throws ArgumentException if there is none of this name; the message names those that are
   */
  public static Column<?> of(Table table, String name) {
    return find(table, name)
        .orElseThrow(
            () ->
                new ArgumentException(
                    "there is no column "
                        + name
                        + ", only "
                        + String.join(", ", table.columnNames())));
  }

  /**
   * A column of texts.
   *
   * @throws ArgumentException if there is none of this name, or it holds something else
   */
  public static StringColumn ofTexts(Table table, String name) {
    if (of(table, name) instanceof StringColumn texts) {
      return texts;
    }
    throw new ArgumentException("the column " + name + " holds no texts");
  }

  /**
   * A column of numbers.
   *
   * @throws ArgumentException if there is none of this name, or it holds something else
   */
  public static NumericColumn<?> ofNumbers(Table table, String name) {
    return find(table, name)
        .filter(NumericColumn.class::isInstance)
        .map(column -> (NumericColumn<?>) column)
        .orElseThrow(() -> new ArgumentException("there is no column of numbers " + name));
  }

  /**
   * A column's values as texts without spaces around them, which mean nothing in DICOM (PS3.5
   * section 6.2); {@value #MISSING} where there is none.
   *
   * @throws ArgumentException if there is no column of this name
   */
  public static String[] texts(Table table, String name) {
    Column<?> column = of(table, name);
    String[] texts = new String[column.size()];
    for (int i = 0; i < texts.length; i++) {
      String text = text(column, i).strip();
      texts[i] = text.isEmpty() ? MISSING : text;
    }
    return texts;
  }

  /** A value as text, empty if it is missing; numbers without exponent and needless zeros. */
  public static String text(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "";
    }
    return column instanceof DoubleColumn numbers && Double.isFinite(numbers.getDouble(row))
        ? BigDecimal.valueOf(numbers.getDouble(row)).stripTrailingZeros().toPlainString()
        : column.getUnformattedString(row);
  }

  /** The same table, whose numbers print alike on all machines; Tablesaw asks for a language. */
  static Table plain(Table table) {
    for (Column<?> column : table.columns()) {
      if (column instanceof NumberColumn<?, ?> numbers) {
        DecimalFormat format =
            new DecimalFormat("0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMaximumFractionDigits(MOST_DECIMALS);
        numbers.setPrintFormatter(format, "");
      }
    }
    return table;
  }

  private static Optional<Column<?>> find(Table table, String name) {
    for (Column<?> column : table.columns()) {
      if (column.name().equalsIgnoreCase(name)) {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }
}
