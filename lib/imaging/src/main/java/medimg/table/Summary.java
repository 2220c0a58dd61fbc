package medimg.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** What is in a table, column by column (pandas: {@code df.describe(include='all')}). */
public final class Summary {
  private static final int MOST_VALUES = 3;
  private static final int LONGEST = 40;

  private Summary() {}

  /**
   * A row for each column of a table.
   *
   * @return {@code column}, {@code type}, {@code count} of values that are not missing, {@code
   *     missing}, {@code distinct} values; {@code min}, {@code mean} and {@code max} of numbers;
   *     {@code values}: of dates and times the first and the last, of texts the three most frequent
   *     and how often they occur, long ones cut
   */
  public static Table of(Table table) {
    StringColumn names = StringColumn.create("column");
    StringColumn types = StringColumn.create("type");
    IntColumn count = IntColumn.create("count");
    IntColumn missing = IntColumn.create("missing");
    IntColumn distinct = IntColumn.create("distinct");
    DoubleColumn min = DoubleColumn.create("min");
    DoubleColumn mean = DoubleColumn.create("mean");
    DoubleColumn max = DoubleColumn.create("max");
    StringColumn values = StringColumn.create("values");
    for (Column<?> column : table.columns()) {
      Map<Object, Integer> times = new LinkedHashMap<>();
      IntStream.range(0, column.size())
          .filter(r -> !column.isMissing(r))
          .forEach(r -> times.merge(column.get(r), 1, Integer::sum));
      names.append(column.name());
      types.append(type(column));
      count.append(column.size() - column.countMissing());
      missing.append(column.countMissing());
      distinct.append(times.size());
      boolean numbers = column instanceof NumericColumn && !times.isEmpty();
      min.append(numbers ? ((NumericColumn<?>) column).min() : Double.NaN);
      mean.append(numbers ? ((NumericColumn<?>) column).mean() : Double.NaN);
      max.append(numbers ? ((NumericColumn<?>) column).max() : Double.NaN);
      values.append(numbers || times.isEmpty() ? "" : values(column, times));
    }
    return Columns.plain(
        Table.create(
            "summary of " + table.name(),
            names,
            types,
            count,
            missing,
            distinct,
            min,
            mean,
            max,
            values));
  }

  private static String type(Column<?> column) {
    return switch (column.type().name()) {
      case "STRING" -> "text";
      case "INTEGER" -> "int";
      case "LOCAL_DATE" -> "date";
      case "LOCAL_TIME" -> "time";
      default -> column.type().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String values(Column<?> column, Map<Object, Integer> times) {
    if (!(column instanceof StringColumn)) {
      List<?> rising = times.keySet().stream().sorted().toList();
      return rising.get(0) + " to " + rising.get(rising.size() - 1);
    }
    String most =
        times.entrySet().stream()
            .sorted(Map.Entry.<Object, Integer>comparingByValue().reversed())
            .limit(MOST_VALUES)
            .map(e -> cut(e.getKey()) + " (" + e.getValue() + ")")
            .collect(Collectors.joining(", "));
    return times.size() > MOST_VALUES ? most + ", \u2026" : most;
  }

  private static String cut(Object value) {
    String text = Objects.toString(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "\u2026";
  }
}
