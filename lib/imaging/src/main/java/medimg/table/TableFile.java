package medimg.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import medimg.dicom.DicomException;
import medimg.dicom.WholeFile;
import medimg.dictionary.ArgumentException;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.api.TimeColumn;
import tech.tablesaw.columns.Column;

/**
 * Tables as CSV files (RFC 4180, UTF-8): by {@link #write} and {@link #read} out and in again
 * without loss, by {@link #writeTexts} and {@link #readTexts} as other programs write them.
 *
 * <p>How {@link #write} writes a value is written tells its type, in a way that other programs read
 * as well:
 *
 * <ul>
 *   <li>a text stands between quotes, a missing one is {@code ""}: so 007 and NA stay texts, and
 *       commas, quotes and line ends do no harm;
 *   <li>an int is {@code 7}, a long has a zero before it, {@code 07}, a double has a point or an
 *       exponent, {@code 7.0};
 *   <li>a date is {@code 2026-11-22}, a time {@code 20:45:59};
 *   <li>what is missing and no text is nothing at all.
 * </ul>
 *
 * <p>A column that is no text and has no value at all gets the type that {@link FromDicoms} gives
 * its name, else double.
 */
public final class TableFile {
  private static final List<ColumnType> TYPES =
      List.of(
          ColumnType.STRING,
          ColumnType.INTEGER,
          ColumnType.LONG,
          ColumnType.DOUBLE,
          ColumnType.LOCAL_DATE,
          ColumnType.LOCAL_TIME);

  /** What some programs set before UTF-8. */
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private TableFile() {}

  /**
   * Writes a table, see {@link WholeFile}.
   *
   * @throws DicomException if it cannot be written, or a column is of another type
   */
  public static void write(Table table, Path file) {
    write(table, file, true);
  }

  /**
   * Writes a table of texts as other programs do: quotes stand only around what needs them (a
   * comma, a quote, a line end, nothing at all), lines end in LF. The file appears as with {@link
   * #write}; {@link #readTexts} reads it.
   *
   * @param table of columns of texts
   * @param file to write
   * @throws IllegalArgumentException if a column is no text
   * @throws DicomException if it cannot be written
   */
  public static void writeTexts(Table table, Path file) {
    for (Column<?> column : table.columns()) {
      if (column.type() != ColumnType.STRING) {
        throw new ArgumentException(
            "the column " + column.name() + " is of type " + column.type() + ", must be text");
      }
    }
    write(table, file, false);
  }

  private static void write(Table table, Path file, boolean typed) {
    for (Column<?> column : table.columns()) {
      if (!TYPES.contains(column.type())) {
        throw new DicomException(
            file
                + ": the column "
                + column.name()
                + " is of type "
                + column.type()
                + ", must be text, int, long, double, date or time");
      }
    }
    WholeFile.write(
        file,
        stream -> {
          Writer out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
          write(table, out, typed);
          out.flush();
        });
  }

  private static void write(Table table, Writer out, boolean typed) throws IOException {
    String end = typed ? "\r\n" : "\n";
    List<Column<?>> columns = table.columns();
    for (int c = 0; c < columns.size(); c++) {
      out.write(c == 0 ? "" : ",");
      out.write(text(columns.get(c).name(), typed));
    }
    out.write(end);
    for (int r = 0; r < table.rowCount(); r++) {
      for (int c = 0; c < columns.size(); c++) {
        out.write(c == 0 ? "" : ",");
        out.write(cell(columns.get(c), r, typed));
      }
      out.write(end);
    }
  }

  private static String cell(Column<?> column, int row, boolean typed) {
    if (column instanceof StringColumn texts) {
      return text(texts.get(row), typed);
    }
    if (column.isMissing(row)) {
      return "";
    }
    String text = String.valueOf(column.get(row));
    if (column instanceof LongColumn) {
      return text.startsWith("-") ? "-0" + text.substring(1) : '0' + text;
    }
    return text;
  }

  private static String text(String text, boolean typed) {
    boolean plain =
        !typed && !text.isEmpty() && text.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /**
   * Reads a table that {@link #write} wrote.
   *
   * @throws DicomException if the file cannot be read, or is not written so; the message names the
   *     line
   */
  public static Table read(Path file) {
    Types types = new Types();
    read(file, true, types);
    Values values = new Values(types.columns());
    read(file, true, values);
    return Columns.plain(Table.create(name(file), values.columns));
  }

  /**
   * Reads a table of any program as texts, whether quotes stand around them or not; empty lines are
   * passed over.
   *
   * @throws DicomException if the file cannot be read, two columns have one name, or a line has
   *     more or fewer values than the first; the message names the line
   */
  public static Table readTexts(Path file) {
    Texts texts = new Texts();
    read(file, false, texts);
    return Columns.plain(Table.create(name(file), texts.columns));
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.csv$", "");
  }

  /** Takes the cells one by one. */
  private interface Cell {
    /**
     * @param line from 0, which is that of the names
     * @throws DateTimeException or NumberFormatException if the text is none of its column's type
     */
    void take(int line, int column, String text, boolean quoted);
  }

  /**
   * Hands out the cells of a file.
   *
   * @param ours whether {@link #write} is to have written it: then no line is empty
   */
  private static void read(Path file, boolean ours, Cell cells) {
    int line = 0;
    int empty = 0;
    int column = 0;
    int width = -1;
    StringBuilder text = new StringBuilder();
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int c = in.read();
      c = c == BYTE_ORDER_MARK ? in.read() : c;
      while (c >= 0) {
        if (!ours && column == 0 && (c == '\r' || c == '\n')) {
          empty += c == '\n' ? 1 : 0;
          c = in.read();
          continue;
        }
        text.setLength(0);
        boolean quoted = c == '"';
        c = quoted ? quoted(in, text) : c;
        for (; c >= 0 && c != ',' && c != '\r' && c != '\n'; c = in.read()) {
          text.append((char) c);
        }
        cells.take(line, column++, text.toString(), quoted);
        if (c == ',') {
          c = in.read();
          if (c >= 0) {
            continue;
          }
          cells.take(line, column++, "", false);
        }
        if (c == '\r') {
          c = in.read();
        }
        if (c == '\n' || c < 0) {
          width = line == 0 ? column : width;
          if (column != width) {
            throw new ArgumentException(column + " values, must be " + width);
          }
          line++;
          column = 0;
          c = c < 0 ? c : in.read();
        }
      }
      if (line == 0) {
        throw new ArgumentException("it is empty");
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new DicomException(
          file
              + ", line "
              + (line + empty + 1)
              + ": "
              + e.getMessage()
              + (ours
                  ? "; it is no table that TableFile.write wrote"
                  : "; it is no table of comma-separated values (CSV)"),
          e);
    } catch (IOException e) {
      throw new DicomException(
          file
              + (Files.exists(file)
                  ? ": cannot be read: " + e.getMessage()
                  : ": there is no such file"),
          e);
    }
  }

  /** A text between quotes; the character after it. */
  private static int quoted(Reader in, StringBuilder text) throws IOException {
    while (true) {
      int c = in.read();
      if (c == '"') {
        c = in.read();
        if (c != '"') {
          return c;
        }
      } else if (c < 0) {
        throw new ArgumentException("the file ends within a text");
      }
      text.append((char) c);
    }
  }

  /** Finds the names and types. */
  private static final class Types implements Cell {
    private final List<String> names = new ArrayList<>();
    private final List<ColumnType> types = new ArrayList<>();
    private boolean anyRow;

    @Override
    public void take(int line, int column, String text, boolean quoted) {
      anyRow |= line > 0;
      if (line == 0) {
        names.add(text);
        types.add(null);
      } else if (column < types.size() && types.get(column) == null) {
        types.set(column, type(text, quoted));
      }
    }

    private static ColumnType type(String text, boolean quoted) {
      if (quoted) {
        return ColumnType.STRING;
      }
      if (text.isEmpty()) {
        return null;
      }
      if (text.matches("-?0\\d+")) {
        return ColumnType.LONG;
      }
      if (text.matches("-?\\d+")) {
        return ColumnType.INTEGER;
      }
      if (text.matches("\\d+-\\d+-\\d+")) {
        return ColumnType.LOCAL_DATE;
      }
      return text.indexOf(':') > 0 ? ColumnType.LOCAL_TIME : ColumnType.DOUBLE;
    }

    List<Column<?>> columns() {
      List<Column<?>> columns = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        ColumnType type = types.get(i);
        if (type == null) {
          type = FromDicoms.type(names.get(i));
          // A text would have had its quotes.
          type = anyRow && type == ColumnType.STRING ? ColumnType.DOUBLE : type;
        }
        columns.add(type.create(names.get(i)));
      }
      return columns;
    }
  }

  /** Fills the columns. */
  private record Values(List<Column<?>> columns) implements Cell {
    @Override
    public void take(int line, int at, String text, boolean quoted) {
      if (line == 0 || at >= columns.size()) {
        return;
      }
      Column<?> column = columns.get(at);
      if (quoted != column instanceof StringColumn) {
        throw new ArgumentException(
            column.name() + " is " + text + (quoted ? ", a text" : ", no text between quotes"));
      }
      if (!quoted && text.isEmpty()) {
        column.appendMissing();
      } else if (column instanceof StringColumn texts) {
        texts.append(text);
      } else if (column instanceof IntColumn ints) {
        ints.append(Integer.parseInt(text));
      } else if (column instanceof LongColumn longs) {
        longs.append(Long.parseLong(text));
      } else if (column instanceof DoubleColumn doubles) {
        doubles.append(Double.parseDouble(text));
      } else if (column instanceof DateColumn dates) {
        dates.append(LocalDate.parse(text));
      } else if (column instanceof TimeColumn times) {
        times.append(LocalTime.parse(text));
      }
    }
  }

  /** Keeps all cells as texts. */
  private static final class Texts implements Cell {
    private final List<Column<?>> columns = new ArrayList<>();

    @Override
    public void take(int line, int at, String text, boolean quoted) {
      if (line > 0) {
        if (at < columns.size()) {
          ((StringColumn) columns.get(at)).append(text);
        }
        return;
      }
      if (columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(text))) {
        throw new ArgumentException("two columns have the name " + text);
      }
      columns.add(StringColumn.create(text));
    }
  }
}
