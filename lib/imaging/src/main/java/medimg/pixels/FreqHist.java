package medimg.pixels;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import medimg.dicom.DicomException;

/**
 * Bins of equal frequency: breaks between which about the same number of pixels lie.
 *
 * <p>For n bins these are n + 2 values of the sorted pixels: at the shares .001, then (i + .5) / n
 * for i from 0 to n - 1, and .999. One bin gives the .1, 50 and 99.9 % quantiles. A value that
 * comes up twice is kept once, so there may be fewer breaks than asked for: many equal pixels, such
 * as a black border, use up several bins.
 *
 * @param name what was counted
 * @param unit of the breaks
 * @param bins how many bins were asked for
 * @param breaks rising values, each once; none if no pixel has a value
 * @see "fastai medical.imaging freqhist_bins"
 */
public record FreqHist(String name, String unit, int bins, double[] breaks) {
  /** Shares at the ends, so that a few odd pixels do not stretch the scale. */
  private static final double TAIL = .001;

  private static final int MOST_BINS = 1_000_000;

  /**
   * Checks and copies the breaks.
   *
   * @throws DicomException if they do not rise
   */
  public FreqHist {
    breaks = breaks.clone();
    for (int i = 0; i < breaks.length; i++) {
      if (Double.isNaN(breaks[i]) || i > 0 && breaks[i] <= breaks[i - 1]) {
        throw new DicomException(
            "break "
                + i
                + " is "
                + Numbers.text(breaks[i])
                + (i > 0 ? " after " + Numbers.text(breaks[i - 1]) : "")
                + "; breaks must rise");
      }
    }
  }

  /**
   * Breaks of your own.
   *
   * @throws DicomException if they do not rise
   */
  public static FreqHist of(double... breaks) {
    return new FreqHist("own breaks", "", Math.max(0, breaks.length - 2), breaks);
  }

  /**
   * Breaks of several images together, so that one scale serves all of them.
   *
   * @param images at least one, all of one unit
   * @param bins how many, 1 to 1,000,000
   * @throws DicomException if there is no image, or their units differ
   */
  public static FreqHist ofAll(List<Pixels> images, int bins) {
    if (images.isEmpty()) {
      throw new DicomException("breaks of a sample need at least one image, but the list is empty");
    }
    Distribution all = null;
    String unit = images.get(0).unit();
    for (Pixels image : images) {
      if (!image.unit().equals(unit)) {
        throw new DicomException(
            image.name() + " is in " + image.unit() + ", but the first image is in " + unit);
      }
      all = all == null ? image.distribution() : all.plus(image.distribution());
    }
    return of(all, images.size() + " images", unit, bins);
  }

  static FreqHist of(Distribution d, String name, String unit, int bins) {
    check(bins);
    long n = d.total();
    double[] breaks = new double[bins + 2];
    for (int i = 0; i < breaks.length; i++) {
      // Single precision, as the tensors of fastai have it: one rank can hang on it.
      float share = (float) i - 1;
      share = share / bins + (float) (.5 / bins);
      share = i == 0 ? (float) TAIL : i == breaks.length - 1 ? (float) (1 - TAIL) : share;
      breaks[i] = n == 0 ? 0 : d.ranked(Math.min(n - 1, (long) (n * share)));
    }
    return new FreqHist(name, unit, bins, n == 0 ? new double[0] : once(breaks));
  }

  /** As fastai's array_freqhist_bins: ranks are rounded instead of cut, in double precision. */
  static FreqHist rounded(Distribution d, String name, String unit, int bins) {
    check(bins);
    long n = d.total();
    double[] breaks = new double[bins + 2];
    for (int i = 0; i < breaks.length; i++) {
      double share = (i - 1.0) / bins + .5 / bins;
      share = i == 0 ? TAIL : i == breaks.length - 1 ? 1 - TAIL : share;
      breaks[i] = n == 0 ? 0 : d.ranked(Math.min(n - 1, (long) (n * share + .5)));
    }
    return new FreqHist(name, unit, bins, n == 0 ? new double[0] : once(breaks));
  }

  private static void check(int bins) {
    if (bins < 1 || bins > MOST_BINS) {
      throw new DicomException(bins + " frequency bins were asked for, must be 1 to " + MOST_BINS);
    }
  }

  private static double[] once(double[] values) {
    return Arrays.stream(values).sorted().distinct().toArray();
  }

  @Override
  public double[] breaks() {
    return breaks.clone();
  }

  /**
   * Where a value lies among the breaks, 0 at the first and 1 at the last: straight lines between
   * breaks, each of which is as high as the others. With one break or none it is 0.
   */
  public double apply(double value) {
    int last = breaks.length - 1;
    if (last < 1 || value <= breaks[0] || Double.isNaN(value)) {
      return 0;
    }
    if (value >= breaks[last]) {
      return 1;
    }
    int at = Arrays.binarySearch(breaks, value);
    int i = at >= 0 ? at : -at - 2;
    double y = (double) i / last;
    return y + ((i + 1.0) / last - y) / (breaks[i + 1] - breaks[i]) * (value - breaks[i]);
  }

  /** How many breaks, and the values, shortened if there are many. */
  @Override
  public String toString() {
    String shown =
        Arrays.stream(breaks).limit(12).mapToObj(Numbers::text).collect(Collectors.joining(", "));
    if (breaks.length > 13) {
      shown += ", ... " + Numbers.text(breaks[breaks.length - 1]);
    } else if (breaks.length == 13) {
      shown += ", " + Numbers.text(breaks[12]);
    }
    return breaks.length
        + (breaks.length == 1 ? " break" : " breaks")
        + (breaks.length == 0 ? "" : ": " + shown)
        + (unit.isEmpty() ? "" : " (" + unit + ")");
  }

  /** Equal when the content is. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FreqHist that
        && Objects.equals(name, that.name)
        && Objects.equals(unit, that.unit)
        && bins == that.bins
        && Arrays.equals(breaks, that.breaks);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, unit, bins, Arrays.hashCode(breaks));
  }
}
