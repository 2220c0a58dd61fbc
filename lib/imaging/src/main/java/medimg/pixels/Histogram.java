package medimg.pixels;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import medimg.dicom.DicomException;

/**
 * Counts of values in bins of equal width.
 *
 * @param name what was counted
 * @param unit what the values are
 * @param low left edge of the first bin
 * @param high right edge of the last bin, which belongs to it
 * @param counts pixels in each bin; a bin holds its left edge and not its right one
 */
public record Histogram(String name, String unit, double low, double high, long[] counts) {
  /** Copies the counts. */
  public Histogram {
    counts = counts.clone();
  }

  @Override
  public long[] counts() {
    return counts.clone();
  }

  /** The edges of the bins: one more than there are bins. */
  public double[] edges() {
    return edges(low, high, counts.length);
  }

  static double[] edges(double low, double high, int bins) {
    double[] edges = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      edges[i] = low + (high - low) * i / bins;
    }
    return edges;
  }

  /**
   * The value in the middle of a bin.
   *
   * @param bin from 0
   * @throws DicomException if there is no such bin
   */
  public double middle(int bin) {
    if (bin < 0 || bin >= counts.length) {
      throw new DicomException(
          "there is no bin " + bin + ": the histogram has " + counts.length + ", counted from 0");
    }
    return low + (high - low) * (bin + .5) / counts.length;
  }

  /** All pixels counted. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /** The bin with the most pixels, from 0; the first of equals. */
  public int fullest() {
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      if (counts[i] > counts[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Bins, range, total and the fullest bin in one line. */
  @Override
  public String toString() {
    String range =
        counts.length + " bins from " + Numbers.text(low) + " to " + Numbers.text(high) + ", ";
    if (total() == 0) {
      return range + "0 pixels";
    }
    double[] edges = edges();
    int best = fullest();
    return range
        + total()
        + " pixels; most in "
        + Numbers.text(edges[best])
        + " to "
        + Numbers.text(edges[best + 1])
        + ": "
        + counts[best]
        + String.format(Locale.ROOT, " (%.1f %%)", 100.0 * counts[best] / total());
  }

  /** Equal when the content is. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Histogram that
        && Objects.equals(name, that.name)
        && Objects.equals(unit, that.unit)
        && Double.compare(low, that.low) == 0
        && Double.compare(high, that.high) == 0
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, unit, low, high, Arrays.hashCode(counts));
  }
}
