package medimg.dicom;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An age as files write it: three digits and the letter of a unit, such as {@code 061Y} (PS3.5
 * section 6.2, VR AS).
 *
 * @param count how many, 0 to 999
 * @param unit of what
 */
public record AgeString(int count, Unit unit) {
  /** The form of an age string. */
  static final Pattern FORM = Pattern.compile("(\\d{3})([DWMY])");

  /** Fewer digits, and no letter where years are meant. */
  private static final Pattern TOLERANT = Pattern.compile("(\\d{1,3})([DWMY]?)");

  /** Days of a mean Julian year. */
  private static final double DAYS_A_YEAR = 365.25;

  /** Units of an age. */
  public enum Unit {
    /** {@code D}. */
    DAYS,
    /** {@code W}. */
    WEEKS,
    /** {@code M}. */
    MONTHS,
    /** {@code Y}. */
    YEARS;

    private static Unit of(String letter) {
      return switch (letter) {
        case "D" -> DAYS;
        case "W" -> WEEKS;
        case "M" -> MONTHS;
        default -> YEARS;
      };
    }
  }

  /**
   * The age of a text; empty if it is no age string, such as {@code 21} without its unit, which may
   * be days, weeks, months or years.
   */
  public static Optional<AgeString> of(String text) {
    return of(FORM, text);
  }

  /**
   * The same, and 21 years of {@code 21}, as many radiographs have it, and 5 months of {@code 5M}.
   */
  public static Optional<AgeString> tolerant(String text) {
    return of(TOLERANT, text);
  }

  private static Optional<AgeString> of(Pattern form, String text) {
    Matcher parts = form.matcher(text.strip());
    return parts.matches()
        ? Optional.of(new AgeString(Integer.parseInt(parts.group(1)), Unit.of(parts.group(2))))
        : Optional.empty();
  }

  /** The age in years of 365.25 days, 12 months or 52.2 weeks. */
  public double years() {
    return switch (unit) {
      case DAYS -> count / DAYS_A_YEAR;
      case WEEKS -> 7 * count / DAYS_A_YEAR;
      case MONTHS -> count / 12.0;
      case YEARS -> count;
    };
  }

  /** The age in words, such as {@code 61 years}. */
  @Override
  public String toString() {
    return count + " " + unit.name().toLowerCase(Locale.ROOT);
  }
}
