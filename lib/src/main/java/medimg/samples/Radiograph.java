package medimg.samples;

/**
 * A chest film.
 *
 * @param grey 1024 x 1024 grey values, row by row, MONOCHROME2: 0 black
 * @param pixelSpacing distance of pixel centres at the detector, mm
 * @param view PA or AP
 * @param air length of pneumothorax air along each pixel's ray, mm; all 0 without one
 */
public record Radiograph(byte[] grey, double pixelSpacing, String view, float[] air) {
  /** Rows and columns. */
  public static final int SIZE = Beam.SIZE;

  /** Takes the film of a patient. About a third of a second on one core. */
  public static Radiograph of(ChestPhantom patient) {
    return Exposure.film(patient);
  }
}
