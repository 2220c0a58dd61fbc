package medimg.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Ages and dates of headers as numbers (PS3.5 section 6.2, VR AS and DA). */
public final class Ages {
  private static final Pattern AGE = Pattern.compile("(\\d{3})([DWMY])");
  private static final double DAYS = 365.25;

  private Ages() {}

  /**
   * An Age String in years: {@code 062Y} is 62, {@code 018M} 1.5; empty if it is none, such as
   * {@code 21} without its unit, which might be days, weeks, months or years.
   */
  public static OptionalDouble years(String age) {
    Matcher m = AGE.matcher(age.strip());
    if (!m.matches()) {
      return OptionalDouble.empty();
    }
    double n = Integer.parseInt(m.group(1));
    return OptionalDouble.of(
        switch (m.group(2)) {
          case "D" -> n / DAYS;
          case "W" -> 7 * n / DAYS;
          case "M" -> n / 12;
          default -> n;
        });
  }

  /** The column {@code PatientAge} in years; missing where it is missing or no Age String. */
  public static DoubleColumn years(Table films) {
    String[] ages = Split.texts(films, "PatientAge");
    DoubleColumn years = DoubleColumn.create("age, years");
    for (String age : ages) {
      years(age).ifPresentOrElse(years::append, years::appendMissing);
    }
    return years;
  }

  /**
   * A column of dates, such as {@code StudyDate}, in years after 2000-01-01; missing where it is
   * missing or no date.
   */
  public static DoubleColumn yearsSince2000(Table films, String column) {
    DoubleColumn years = DoubleColumn.create(column + ", years");
    for (String date : Split.texts(films, column)) {
      LocalDate day = date(date);
      if (day == null) {
        years.appendMissing();
      } else {
        years.append((day.toEpochDay() - LocalDate.of(2000, 1, 1).toEpochDay()) / DAYS);
      }
    }
    return years;
  }

  /** A date of the form YYYYMMDD; null if it is none. */
  static LocalDate date(String text) {
    if (!text.matches("\\d{8}")) {
      return null;
    }
    try {
      return LocalDate.of(
          Integer.parseInt(text.substring(0, 4)),
          Integer.parseInt(text.substring(4, 6)),
          Integer.parseInt(text.substring(6)));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
