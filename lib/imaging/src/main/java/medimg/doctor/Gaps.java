package medimg.doctor;

import java.util.Arrays;
import medimg.text.DecimalText;

/**
 * The distances from slice to slice.
 *
 * @param mm each distance, in order of position
 * @param usual the median, the lower one of two
 */
record Gaps(double[] mm, double usual) {
  /** Positions closer than this are the same, mm. */
  static final double SAME = .01;

  /** A distance beyond this many of the usual one has room for a slice. */
  private static final double ROOM = 1.5;

  /** Distances may differ from the usual one by this share, or by so many mm through rounding. */
  private static final double EVEN = .1;

  private static final double ROUNDED = .11;

  /** The distances between two or more positions, which are in ascending order. */
  static Gaps of(double[] positions) {
    double[] mm = new double[positions.length - 1];
    for (int i = 0; i < mm.length; i++) {
      mm[i] = positions[i + 1] - positions[i];
    }
    double[] sorted = mm.clone();
    Arrays.sort(sorted);
    return new Gaps(mm, sorted[(sorted.length - 1) / 2]);
  }

  double least() {
    return Arrays.stream(mm).min().orElseThrow();
  }

  double most() {
    return Arrays.stream(mm).max().orElseThrow();
  }

  /** How many slices are missing in a gap. */
  long missing(int i) {
    return mm[i] > ROOM * usual ? Math.round(mm[i] / usual) - 1 : 0;
  }

  /** Whether a distance is the usual one, but for rounding. */
  boolean isUsual(double distance) {
    return Math.abs(distance - usual) <= Math.min(usual / 2, Math.max(EVEN * usual, ROUNDED));
  }

  /** A gap in words. */
  String told(int i) {
    return missing(i)
        + (missing(i) == 1 ? " slice is" : " slices are")
        + " missing where "
        + text(mm[i])
        + " mm lie between two; usually it is "
        + text(usual)
        + " mm";
  }

  /** A number with up to two decimals. */
  static String text(double number) {
    return DecimalText.upTo(2, number);
  }
}
