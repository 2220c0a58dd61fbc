package medimg.pixels;

import java.util.Locale;

/**
 * A plane through a {@link Volume}, or a projection of several onto one, turned as radiologists
 * look at it, see {@link View}. Its pixels are as far apart as the volume's voxels, so that a pixel
 * may be higher than wide.
 *
 * @param view axial, coronal or sagittal: the one that is nearest to the plane
 * @param pixels rows x columns, in the unit of the volume
 * @param plane where it lies in the patient, and how far its rows and columns are apart, mm
 * @param what it is, such as {@code coronal, row 200}
 */
public record Section(View view, Pixels pixels, Plane plane, String what) {
  /** Directions that differ by less than about 15 degrees from an axis have its letter alone. */
  private static final double ASLANT = .26;

  /** Where the left edge of the picture leads: {@code R} for the patient's right hand. */
  public String left() {
    return letters(plane.alongRow().times(-1));
  }

  /** Where the right edge of the picture leads. */
  public String right() {
    return letters(plane.alongRow());
  }

  /** Where the upper edge of the picture leads: {@code A} for the front, {@code H} the head. */
  public String top() {
    return letters(plane.alongColumn().times(-1));
  }

  /** Where the lower edge of the picture leads. */
  public String bottom() {
    return letters(plane.alongColumn());
  }

  /** The strongest letter, and those of oblique directions, such as {@code LP}. */
  private static String letters(Point direction) {
    Point p = direction;
    double most = Math.max(Math.abs(p.x()), Math.max(Math.abs(p.y()), Math.abs(p.z())));
    double least = Math.min(ASLANT, most);
    return new Point(kept(p.x(), least), kept(p.y(), least), kept(p.z(), least)).letters();
  }

  private static double kept(double part, double least) {
    return Math.abs(part) < least ? 0 : part;
  }

  /** Row spacing / column spacing: so many times as high as wide a pixel has to be shown. */
  public double aspect() {
    return plane.rowSpacing() / plane.columnSpacing();
  }

  /** Width of the picture in the patient, mm. */
  public double width() {
    return pixels.columns() * plane.columnSpacing();
  }

  /** Height of the picture in the patient, mm. */
  public double height() {
    return pixels.rows() * plane.rowSpacing();
  }

  /** What it is, shape, unit, spacing and the letters of its edges. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %d x %d (rows x columns), %s, spacing %s x %s mm, left %s, right %s, top %s, bottom %s",
        what,
        pixels.rows(),
        pixels.columns(),
        pixels.unit(),
        Numbers.text(plane.rowSpacing()),
        Numbers.text(plane.columnSpacing()),
        left(),
        right(),
        top(),
        bottom());
  }
}
