package medimg.pixels;

import java.util.BitSet;
import java.util.Iterator;
import medimg.codec.ImageLayout;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.PixelData;
import medimg.dicom.StoredValues;
import medimg.dictionary.Tag;

/**
 * What fastai's {@code from_dicoms} says about the pixels of a file, over all its frames.
 *
 * <p>Extremes, mean and standard deviation are of the stored values, before slope and intercept;
 * the share in the window is of the scaled ones. Every sample counts: padding too, all three of a
 * colour, YBR_FULL as the red, green and blue that it means (see {@link Pixels#toRgb}), a palette's
 * indexes as they are. Only NaN and infinity are left out. ({@link Pixels} leaves padding out, and
 * has statistics of the scaled values.)
 *
 * @param min the smallest stored value
 * @param max the largest
 * @param mean the arithmetic mean
 * @param std the population standard deviation
 * @param pctWindow share of scaled values inside the window, both borders excluded, from 0 to 1
 * @see "fastai medical.imaging, as_dict"
 */
public record PixelStatistics(double min, double max, double mean, double std, double pctWindow) {
  /**
   * Decodes each frame of a file once, one at a time, and keeps none.
   *
   * @param window in the unit of the scaled values
   * @throws DicomException if there is no pixel data, a frame cannot be decoded, or no sample is a
   *     number
   */
  public static PixelStatistics of(Dicom dicom, Window window) {
    try {
      return count(dicom, window);
    } catch (DicomException e) {
      throw e.in(dicom.name());
    }
  }

  private static PixelStatistics count(Dicom dicom, Window window) {
    PixelData pixels = dicom.pixelData();
    ImageLayout layout = pixels.layout();
    boolean each = dicom.header().contains(Tag.PerFrameFunctionalGroupsSequence);
    Iterator<Frame> described = Frame.stream(dicom).iterator();
    ModalityTransform modality = null;
    Sums sums = new Sums();
    for (int frame = 0; frame < layout.frames(); frame++) {
      if (modality == null || each) {
        modality = described.next().modality();
      }
      StoredValues values = pixels.frame(frame);
      if (values.samples() == 3
          && !values.isFloating()
          && layout.photometric().startsWith("YBR_FULL")) {
        values = Colour.rgbOfYbr(values, layout.bitsStored());
      }
      sums.add(Distribution.of(values, v -> v, noNumbers(values)), modality, window);
    }
    if (sums.count == 0) {
      throw new DicomException("no pixel has a value");
    }
    return new PixelStatistics(
        sums.min,
        sums.max,
        sums.mean,
        Math.sqrt(sums.squares / sums.count),
        (double) sums.inside / sums.count);
  }

  private static BitSet noNumbers(StoredValues values) {
    if (!values.isFloating()) {
      return null;
    }
    BitSet none = new BitSet();
    for (int i = 0; i < values.size(); i++) {
      if (!Double.isFinite(values.number(i))) {
        none.set(i);
      }
    }
    return none;
  }

  /**
   * Joined frame by frame.
   *
   * @see "Chan, Golub, LeVeque: Algorithms for computing the sample variance, 1983"
   */
  private static final class Sums {
    private long count;
    private long inside;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double mean;

    /** Of the deviations from the mean. */
    private double squares;

    void add(Distribution frame, ModalityTransform modality, Window window) {
      long n = frame.total();
      if (n == 0) {
        return;
      }
      double low = window.low();
      double high = window.high();
      for (int i = 0; i < frame.values.length; i++) {
        double scaled = modality.apply(frame.values[i]);
        if (scaled > low && scaled < high) {
          inside += frame.times(i);
        }
      }
      min = Math.min(min, frame.values[0]);
      max = Math.max(max, frame.values[frame.values.length - 1]);
      double std = frame.std();
      double off = frame.mean() - mean;
      long all = count + n;
      squares += std * std * n + off * off * count / all * n;
      mean += off * n / all;
      count = all;
    }
  }
}
