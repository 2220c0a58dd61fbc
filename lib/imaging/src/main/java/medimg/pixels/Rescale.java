package medimg.pixels;

import medimg.dicom.DataSet;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;

/**
 * From stored values to values with a meaning: {@code slope * stored + intercept}, such as
 * Hounsfield units (PS3.3 section C.11.1.1.2).
 *
 * @param slope Rescale Slope, not 0
 * @param intercept Rescale Intercept, in the unit of the result
 */
public record Rescale(double slope, double intercept) implements ModalityTransform {
  /** Changes nothing. */
  public static final Rescale IDENTITY = new Rescale(1, 0);

  /**
   * Checks the numbers.
   *
   * @throws DicomException if the slope is 0 or one of them is no number
   */
  public Rescale {
    if (slope == 0 || !Double.isFinite(slope)) {
      throw new DicomException(
          Tag.describe(Tag.RescaleSlope)
              + " is "
              + Numbers.text(slope)
              + ", must be a number other than 0 (PS3.3 section C.11.1.1.2)");
    }
    if (!Double.isFinite(intercept)) {
      throw new DicomException(
          Tag.describe(Tag.RescaleIntercept)
              + " is "
              + intercept
              + ", must be a number (PS3.3 section C.11.1.1.2)");
    }
  }

  /**
   * What a header says. The standard wants both elements or none; where one is absent or empty the
   * other still counts, with slope 1 or intercept 0 (fastai raises an error or drops the other).
   */
  static Rescale of(DataSet header) {
    return new Rescale(header.number(Tag.RescaleSlope, 1), header.number(Tag.RescaleIntercept, 0));
  }

  @Override
  public double apply(double stored) {
    return slope * stored + intercept;
  }

  /** The formula, such as {@code 1 x stored value - 1024}. */
  @Override
  public String toString() {
    return Numbers.text(slope)
        + " x stored value "
        + (intercept < 0 ? "- " : "+ ")
        + Numbers.text(Math.abs(intercept));
  }
}
