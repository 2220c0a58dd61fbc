package medimg.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import medimg.dicom.DicomException;
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
   * The age group of each film: with the borders 40 and 60 it is {@code 0 to 39}, {@code 40 to 59}
   * or {@code 60 and over}, in completed years; empty where {@link #years(Table)} is missing.
   *
   * @param borders the first year of each group but the lowest, ascending, above 0
   * @throws DicomException if they are none or not ascending, or there is no column PatientAge
   */
  public static String[] groups(Table films, int... borders) {
    for (int i = 0; i < borders.length || i == 0; i++) {
      if (borders.length == 0 || borders[i] <= (i == 0 ? 0 : borders[i - 1])) {
        throw new DicomException(
            "borders of age groups "
                + Arrays.toString(borders)
                + ": must be one or more years, above 0 and ascending");
      }
    }
    DoubleColumn years = years(films);
    String[] groups = new String[years.size()];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = years.isMissing(i) ? "" : group(years.getDouble(i), borders);
    }
    return groups;
  }

  private static String group(double years, int[] borders) {
    int g = 0;
    while (g < borders.length && years >= borders[g]) {
      g++;
    }
    return g == borders.length
        ? borders[g - 1] + " and over"
        : (g == 0 ? 0 : borders[g - 1]) + " to " + (borders[g] - 1);
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
