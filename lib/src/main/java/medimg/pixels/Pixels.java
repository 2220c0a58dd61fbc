package medimg.pixels;

import java.util.Locale;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.ImageLayout;
import medimg.dicom.StoredValues;

/**
 * The stored values of one frame: rows x columns (x samples for colour), as the file has them.
 *
 * <p>No rescale, no window and no inversion has been applied (fastai: {@code pixels}, pydicom:
 * {@code pixel_array}). Immutable.
 */
public final class Pixels {
  private static final int MOST_BINS = 1_000_000;

  private final StoredValues values;
  private final ImageLayout layout;
  private final String name;

  private Pixels(StoredValues values, ImageLayout layout, String name) {
    this.values = values;
    this.layout = layout;
    this.name = name;
  }

  /**
   * Decodes the first frame of a file.
   *
   * @throws DicomException if there is no pixel data or it cannot be decoded
   */
  public static Pixels of(Dicom dicom) {
    return of(dicom, 0);
  }

  /**
   * Decodes one frame of a file.
   *
   * @param frame from 0
   * @throws DicomException if there is no such frame or it cannot be decoded
   */
  public static Pixels of(Dicom dicom, int frame) {
    var data = dicom.pixelData();
    return new Pixels(data.frame(frame), data.layout(), dicom.name());
  }

  /** The file that the values are from. */
  public String name() {
    return name;
  }

  /** Height in pixels. */
  public int rows() {
    return values.rows();
  }

  /** Width in pixels. */
  public int columns() {
    return values.columns();
  }

  /** Samples a pixel: 1 for grey, 3 for colour. */
  public int samples() {
    return values.samples();
  }

  /** How the file describes the samples: bits, sign, photometric interpretation. */
  public ImageLayout layout() {
    return layout;
  }

  /** The values in the order row, column, sample. */
  public StoredValues stored() {
    return values;
  }

  /**
   * The value of a grey pixel.
   *
   * @param row from 0, at the top
   * @param column from 0, at the left
   * @throws DicomException if the pixel is outside the image, or there are several samples a pixel
   */
  public double at(int row, int column) {
    if (row < 0 || row >= rows() || column < 0 || column >= columns()) {
      throw new DicomException(
          name
              + ": there is no pixel in row "
              + row
              + ", column "
              + column
              + " of "
              + rows()
              + " x "
              + columns()
              + " (rows x columns, from 0)");
    }
    needGrey("at");
    return values.number(row * columns() + column);
  }

  /** The smallest value of all samples. */
  public double min() {
    return summary().min;
  }

  /** The largest value of all samples. */
  public double max() {
    return summary().max;
  }

  /** The arithmetic mean of all samples. */
  public double mean() {
    return summary().mean;
  }

  private record Summary(double min, double max, double mean) {}

  private Summary summary() {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (int i = 0; i < values.size(); i++) {
      double value = values.number(i);
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
    }
    return new Summary(min, max, sum / values.size());
  }

  /**
   * How often values occur, in bins of equal width from the smallest to the largest.
   *
   * @param bins how many, 1 to 1,000,000
   * @throws DicomException if {@code bins} is out of range or there are several samples a pixel
   */
  public Histogram histogram(int bins) {
    if (bins < 1 || bins > MOST_BINS) {
      throw new DicomException(
          "a histogram of " + bins + " bins was asked for, must be 1 to " + MOST_BINS);
    }
    needGrey("histogram");
    Summary summary = summary();
    double width = (summary.max - summary.min) / bins;
    long[] counts = new long[bins];
    for (int i = 0; i < values.size(); i++) {
      double value = values.number(i);
      int bin = width > 0 ? (int) ((value - summary.min) / width) : 0;
      counts[Math.min(bin, bins - 1)]++;
    }
    return new Histogram(name, "stored value", summary.min, summary.max, counts);
  }

  private void needGrey(String operation) {
    if (samples() != 1) {
      throw new DicomException(
          name + ": " + operation + " needs one sample a pixel, but these are " + samples());
    }
  }

  /** Shape, sample format, range and the first values of the middle row. */
  @Override
  public String toString() {
    Summary summary = summary();
    StringBuilder out = new StringBuilder();
    out.append(rows()).append(" x ").append(columns());
    if (samples() > 1) {
      out.append(" x ").append(samples());
    }
    out.append(" ")
        .append(layout.photometric())
        .append(", ")
        .append(layout.bitsStored())
        .append(" of ")
        .append(layout.bitsAllocated())
        .append(layout.signed() ? " bit signed" : " bit unsigned")
        .append(", stored values ")
        .append(number(summary.min))
        .append(" to ")
        .append(number(summary.max))
        .append(", mean ")
        .append(String.format(Locale.ROOT, "%.2f", summary.mean))
        .append("; middle row:");
    int start = rows() / 2 * columns() * samples();
    int end = Math.min(start + 8, values.size());
    for (int i = start; i < end; i++) {
      out.append(' ').append(number(values.number(i)));
    }
    return end < values.size() ? out.append(" ...").toString() : out.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
