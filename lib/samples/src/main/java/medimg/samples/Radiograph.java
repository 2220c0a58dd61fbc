package medimg.samples;

import medimg.pixels.Pixels;

/**
 * A chest film.
 *
 * @param grey 1024 x 1024 grey values, row by row, MONOCHROME2: 0 black
 * @param pixelSpacing distance of pixel centres at the detector, mm
 * @param view PA or AP
 * @param air length of pneumothorax air along each pixel's ray, mm; empty without one
 */
public record Radiograph(byte[] grey, double pixelSpacing, String view, float[] air) {
  /** Rows and columns. */
  public static final int SIZE = Beam.SIZE;

  /** Takes the film of a patient. About a third of a second on one core. */
  public static Radiograph of(ChestPhantom patient) {
    return Exposure.film(patient);
  }

  /** The grey values, 1024 x 1024, 0 to 255. */
  public Pixels pixels() {
    float[] values = new float[grey.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = grey[i] & 0xff;
    }
    return Pixels.of(values, SIZE, SIZE);
  }

  /** {@link #airMask} as an image of 1 and 0. */
  public Pixels air(double least) {
    boolean[] mask = airMask(least);
    float[] values = new float[mask.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = mask[i] ? 1 : 0;
    }
    return Pixels.of(values, SIZE, SIZE);
  }

  /**
   * Where air shows: pixels whose ray crosses at least this much of it.
   *
   * @param least mm
   */
  public boolean[] airMask(double least) {
    boolean[] mask = new boolean[grey.length];
    for (int i = 0; i < air.length; i++) {
      mask[i] = air[i] >= least;
    }
    return mask;
  }

  /** The true region: pixels whose grey differs from the twin's, the patient without air. */
  public boolean[] differenceFrom(Radiograph twin) {
    boolean[] mask = new boolean[grey.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = grey[i] != twin.grey[i];
    }
    return mask;
  }
}
