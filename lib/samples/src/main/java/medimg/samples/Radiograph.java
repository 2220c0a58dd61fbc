package medimg.samples;

import java.util.Arrays;
import java.util.Locale;
import medimg.dictionary.ArgumentException;
import medimg.pixels.Pixels;

/**
 * A film of an invented patient's chest, {@value #SIZE} rows x {@value #SIZE} columns, and where
 * air of a pneumothorax lies in it. Immutable; films with the same content are equal.
 */
public final class Radiograph {
  /** Rows and columns. */
  public static final int SIZE = Beam.SIZE;

  private final byte[] grey;
  private final double pixelSpacing;
  private final String view;
  private final float[] airLength;

  /**
   * Takes over what an exposure has made.
   *
   * @param grey 1024 x 1024 grey values, row by row, MONOCHROME2: 0 black
   * @param pixelSpacing distance of pixel centres at the detector, mm
   * @param view PA or AP
   * @param airLength length of pneumothorax air along each pixel's ray, mm; empty without one
   */
  Radiograph(byte[] grey, double pixelSpacing, String view, float[] airLength) {
    this.grey = grey;
    this.pixelSpacing = pixelSpacing;
    this.view = view;
    this.airLength = airLength;
  }

  /**
   * Takes the film of a patient. About a third of a second on one core.
   *
   * @param patient the one to take it of
   * @return the film
   */
  public static Radiograph of(ChestPhantom patient) {
    return Exposure.film(patient);
  }

  /** {@return the grey values, {@value #SIZE} x {@value #SIZE}, 0 (black) to 255} */
  public Pixels pixels() {
    float[] values = new float[grey.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = grey[i] & 0xff;
    }
    return Pixels.of(values, SIZE, SIZE);
  }

  /** {@return the distance of pixel centres at the detector, mm, along rows and columns} */
  public double pixelSpacing() {
    return pixelSpacing;
  }

  /** {@return the View Position as in DICOM (0018,5101): PA or AP} */
  public String view() {
    return view;
  }

  /**
   * Where the air of a pneumothorax shows.
   *
   * @param least mm, above 0
   * @return {@value #SIZE} x {@value #SIZE} pixels: 1 where the ray crosses at least so much air,
   *     else 0
   * @throws IllegalArgumentException if it is not above 0
   */
  public Pixels air(double least) {
    boolean[] mask = airMask(least);
    float[] values = new float[mask.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = mask[i] ? 1 : 0;
    }
    return Pixels.of(values, SIZE, SIZE);
  }

  /** {@link #air(double)} as truth values, row by row. */
  boolean[] airMask(double least) {
    if (!(least > 0)) {
      throw new ArgumentException("air of at least " + least + " mm: must be above 0");
    }
    boolean[] mask = new boolean[grey.length];
    for (int i = 0; i < airLength.length; i++) {
      mask[i] = airLength[i] >= least;
    }
    return mask;
  }

  /**
   * The true region: pixels whose grey differs from the twin's, the patient without air.
   *
   * @param twin the film of {@link ChestPhantom#twin()}
   * @return {@value #SIZE} x {@value #SIZE} truth values, row by row
   */
  public boolean[] differenceFrom(Radiograph twin) {
    boolean[] mask = new boolean[grey.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = grey[i] != twin.grey[i];
    }
    return mask;
  }

  /** The grey values, row by row; the array itself, not to be changed. */
  byte[] grey() {
    return grey;
  }

  /** Length of air along each pixel's ray, mm; the array itself, not to be changed. */
  float[] airLength() {
    return airLength;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Radiograph r
        && Arrays.equals(grey, r.grey)
        && pixelSpacing == r.pixelSpacing
        && view.equals(r.view)
        && Arrays.equals(airLength, r.airLength);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(grey) + Double.hashCode(pixelSpacing);
  }

  /** One line, such as {@code PA film, 1024 x 1024, 0.43 mm}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s film, %d x %d, %.2f mm", view, SIZE, SIZE, pixelSpacing);
  }
}
