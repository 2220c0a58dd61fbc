package medimg.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import medimg.dicom.AgeString;
import medimg.dicom.Identifying;
import medimg.dictionary.Dictionary;
import medimg.dictionary.Tag;
import medimg.text.DecimalText;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.TimeColumn;

/**
 * The values of one element in all rows, on their way into columns.
 *
 * <p>What an element's type cannot hold is missing, and a fault of its row; so is what may identify
 * a person, without a fault, but for texts.
 */
final class Cells {
  /** The largest number of an {@link IntColumn}, whose least is kept for missing values. */
  private static final double MOST_INT = Integer.MAX_VALUE;

  /** Up to this one every whole number is a double. */
  private static final double MOST_LONG = (1L << 53) - 1;

  /** Identifiers that rows are grouped by, and what a numbered one is called. */
  private static final Map<Integer, String> NUMBERED =
      Map.of(
          Tag.PatientID, "patient",
          Tag.StudyInstanceUID, "study",
          Tag.SeriesInstanceUID, "series",
          Tag.SOPInstanceUID, "image",
          Tag.FrameOfReferenceUID, "frame of reference");

  private final List<Row> rows;
  private final int tag;
  private final int[] places;
  private final boolean hide;
  private final String noun;

  /** Each row's values one by one, null for those that have one; null as a whole if not split. */
  private String[][] parts;

  /** Which of them. */
  private int part;

  /**
   * All values, several joined by a backslash.
   *
   * @param places where each row has the value; negative for nowhere
   */
  Cells(List<Row> rows, int tag, int[] places, boolean hide, String name) {
    this.rows = rows;
    this.tag = tag;
    this.places = places;
    this.hide = hide;
    this.noun = name.equals(Dictionary.keyword(tag)) ? NUMBERED.get(tag) : null;
  }

  /** The keyword, or the tag where it has none, or both where several tags share it. */
  static String name(int tag) {
    String keyword = Dictionary.keyword(tag);
    if (keyword.isEmpty()) {
      return Tag.toString(tag);
    }
    return Dictionary.tag(keyword).orElse(0) == tag ? keyword : keyword + " " + Tag.toString(tag);
  }

  /** Takes several values one by one; the most that a row has, at least 1. */
  int split() {
    parts = new String[rows.size()][];
    int most = 1;
    for (int r = 0; r < parts.length; r++) {
      if (isSeveral(r)) {
        parts[r] = rows.get(r).text(places[r]).split("\\\\", -1);
        most = Math.max(most, parts[r].length);
      }
    }
    return most;
  }

  /** From now on the values of this place among several, from 0. */
  Cells part(int which) {
    part = which;
    return this;
  }

  private boolean isSeveral(int r) {
    int i = places[r];
    return rows.get(r).has(i) && rows.get(r).several()[i];
  }

  private boolean has(int r) {
    if (parts == null || parts[r] == null) {
      return part == 0 && rows.get(r).has(places[r]);
    }
    return part < parts[r].length && !parts[r][part].isEmpty();
  }

  private String text(int r) {
    return parts == null || parts[r] == null ? rows.get(r).text(places[r]) : parts[r][part];
  }

  private double number(int r) {
    return parts == null || parts[r] == null
        ? rows.get(r).number(places[r])
        : DecimalText.parse(parts[r][part]);
  }

  private boolean isHidden(int r) {
    return hide && rows.get(r).identifying()[places[r]];
  }

  private void fault(int r, String rule) {
    rows.get(r).fault(places[r], tag, hide, rule);
  }

  /** 1 where an element has several values, else missing: fastai's column Multi... */
  IntColumn several(String name) {
    IntColumn column = IntColumn.create(name, rows.size());
    for (int r = 0; r < rows.size(); r++) {
      if (isSeveral(r)) {
        column.set(r, 1);
      }
    }
    return column;
  }

  /** Whole numbers of 32 bit. */
  IntColumn ints(String name) {
    double[] values = numbers(MOST_INT);
    IntColumn column = IntColumn.create(name, values.length);
    for (int r = 0; r < values.length; r++) {
      if (!Double.isNaN(values[r])) {
        column.set(r, (int) values[r]);
      }
    }
    return column;
  }

  /** Whole numbers of 53 bit. */
  LongColumn longs(String name) {
    double[] values = numbers(MOST_LONG);
    LongColumn column = LongColumn.create(name, values.length);
    for (int r = 0; r < values.length; r++) {
      if (!Double.isNaN(values[r])) {
        column.set(r, (long) values[r]);
      }
    }
    return column;
  }

  /** Numbers. */
  DoubleColumn doubles(String name) {
    return DoubleColumn.create(name, numbers(Double.POSITIVE_INFINITY));
  }

  /**
   * Each row's number; {@code NaN} where it is missing, hidden or wrong.
   *
   * @param most the largest magnitude of a whole number; infinite if it need not be whole
   */
  private double[] numbers(double most) {
    boolean whole = most < Double.POSITIVE_INFINITY;
    double[] values = new double[rows.size()];
    for (int r = 0; r < values.length; r++) {
      values[r] = Double.NaN;
      if (!has(r)) {
        continue;
      }
      double value = number(r);
      if (Double.isNaN(value) || whole && value != Math.rint(value)) {
        fault(r, whole ? "must be a whole number" : "must be a number");
      } else if (Math.abs(value) > most) {
        fault(r, "must lie between -" + (long) most + " and " + (long) most);
      } else if (!isHidden(r)) {
        values[r] = value;
      }
    }
    return values;
  }

  /** Ages in years. */
  DoubleColumn ages(String name) {
    DoubleColumn column = DoubleColumn.create(name, rows.size());
    each(Cells::years, "must be an age such as 061Y", column::set);
    return column;
  }

  /** Dates. */
  DateColumn dates(String name) {
    DateColumn column = DateColumn.create(name, rows.size());
    each(Cells::date, "must be a date such as 20261122", column::set);
    return column;
  }

  /** Times of day, in whole milliseconds. */
  TimeColumn times(String name) {
    TimeColumn column = TimeColumn.create(name, rows.size());
    each(Cells::time, "must be a time such as 204559.25", column::set);
    return column;
  }

  private interface Setter<T> {
    void set(int row, T value);
  }

  /**
   * Sets each row's value.
   *
   * @param parse gives null for a text that breaks the rule
   */
  private <T> void each(Function<String, T> parse, String rule, Setter<T> setter) {
    for (int r = 0; r < rows.size(); r++) {
      if (has(r)) {
        T value = parse.apply(text(r));
        if (value == null) {
          fault(r, rule);
        } else if (!isHidden(r)) {
          setter.set(r, value);
        }
      }
    }
  }

  /** Texts; hidden identifiers of patients, studies and so on are numbered. */
  StringColumn texts(String name) {
    StringColumn column = StringColumn.create(name);
    Map<String, String> numbered = new HashMap<>();
    for (int r = 0; r < rows.size(); r++) {
      if (!has(r)) {
        column.appendMissing();
      } else if (!isHidden(r)) {
        column.append(text(r));
      } else if (noun == null) {
        column.append(Identifying.HIDDEN);
      } else {
        column.append(numbered.computeIfAbsent(text(r), v -> noun + " " + (numbered.size() + 1)));
      }
    }
    return column;
  }

  /** The years of an age; without a letter they are years, as many radiographs have them. */
  static Double years(String text) {
    return AgeString.tolerant(text).map(AgeString::years).orElse(null);
  }

  /** 20261122, or 2026.11.22 of ACR-NEMA. */
  static LocalDate date(String text) {
    if (!text.matches("\\d{8}|\\d{4}\\.\\d\\d\\.\\d\\d")) {
      return null;
    }
    String digits = text.replace(".", "");
    try {
      return LocalDate.of(
          Integer.parseInt(digits.substring(0, 4)),
          Integer.parseInt(digits.substring(4, 6)),
          Integer.parseInt(digits.substring(6)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** 204559.25 and its beginnings 2045 and 20, or 20:45:59.25 of ACR-NEMA. */
  static LocalTime time(String text) {
    if (!text.matches(
        "\\d\\d((\\d\\d){0,2}|:\\d\\d(:\\d\\d)?|(\\d{4}|:\\d\\d:\\d\\d)\\.\\d{1,6})")) {
      return null;
    }
    String digits = text.replace(":", "");
    int dot = digits.indexOf('.');
    String whole = ((dot < 0 ? digits : digits.substring(0, dot)) + "0000").substring(0, 6);
    String millis = ((dot < 0 ? "" : digits.substring(dot + 1)) + "000").substring(0, 3);
    try {
      return LocalTime.of(
          Integer.parseInt(whole.substring(0, 2)),
          Integer.parseInt(whole.substring(2, 4)),
          Integer.parseInt(whole.substring(4)),
          Integer.parseInt(millis) * 1_000_000);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
