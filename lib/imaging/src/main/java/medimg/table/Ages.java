package medimg.table;

import java.time.LocalDate;
import java.util.Arrays;
import medimg.dicom.AgeString;
import medimg.dicom.DicomException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Ages and dates of headers as numbers (PS3.5 section 6.2, VR AS and DA). */
public final class Ages {
  private static final double DAYS = 365.25;

  private Ages() {}

  /** The column {@code PatientAge} in years; missing where it is missing or no Age String. */
  public static DoubleColumn years(Table films) {
    String[] ages = Columns.texts(films, "PatientAge");
    DoubleColumn years = DoubleColumn.create("age, years");
    for (String age : ages) {
      AgeString.of(age).map(AgeString::years).ifPresentOrElse(years::append, years::appendMissing);
    }
    return years;
  }

  /**
   * The age group of each film: with the borders 40 and 60 it is {@code 0 to 39}, {@code 40 to 59}
   * or {@code 60 and over}, in completed years; empty where {@link #years} is missing.
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
    for (String date : Columns.texts(films, column)) {
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
    return text.indexOf('.') < 0 ? Cells.date(text) : null;
  }
}
