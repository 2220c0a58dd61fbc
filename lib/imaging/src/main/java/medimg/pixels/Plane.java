package medimg.pixels;

import java.util.Arrays;
import java.util.Optional;
import medimg.dicom.DataSet;
import medimg.dicom.DicomException;
import medimg.dicom.Element;
import medimg.dicom.FaultKind;
import medimg.dictionary.Tag;

/**
 * Where an image lies in the patient: Image Position, Image Orientation and Pixel Spacing (Image
 * Plane module, PS3.3 section C.7.6.2.1.1).
 *
 * @param position of the middle of the first pixel, mm
 * @param alongRow direction in which columns count, of length 1
 * @param alongColumn direction in which rows count, of length 1, perpendicular to the other
 * @param rowSpacing from the middle of a row to that of the next, mm
 * @param columnSpacing from the middle of a column to that of the next, mm
 */
public record Plane(
    Point position, Point alongRow, Point alongColumn, double rowSpacing, double columnSpacing) {
  /** Files round direction cosines; beyond this they are no directions. */
  private static final double ROUNDED = .01;

  /**
   * Checks the numbers and makes the directions exactly perpendicular and of length 1.
   *
   * @throws DicomException if the directions are none, or a spacing is not greater than 0
   */
  public Plane {
    if (!(Math.abs(alongRow.length() - 1) < ROUNDED)
        || !(Math.abs(alongColumn.length() - 1) < ROUNDED)
        || !(Math.abs(alongRow.dot(alongColumn)) < ROUNDED)) {
      throw new DicomException(
          FaultKind.CONTENT,
          Tag.ImageOrientationPatient,
          Tag.describe(Tag.ImageOrientationPatient)
              + " is "
              + alongRow
              + " and "
              + alongColumn
              + ", must be two perpendicular directions of length 1 (PS3.3 section C.7.6.2.1.1)");
    }
    if (!(rowSpacing > 0 && columnSpacing > 0)
        || !Double.isFinite(rowSpacing + columnSpacing)
        || !Double.isFinite(position.length())) {
      throw new DicomException(
          FaultKind.CONTENT,
          Tag.PixelSpacing,
          Tag.describe(Tag.PixelSpacing)
              + " is "
              + Numbers.text(rowSpacing)
              + " x "
              + Numbers.text(columnSpacing)
              + " mm at "
              + position
              + ", must be greater than 0 (PS3.3 section 10.7.1)");
    }
    alongRow = alongRow.times(1 / alongRow.length());
    alongColumn = alongColumn.minus(alongRow.times(alongRow.dot(alongColumn)));
    alongColumn = alongColumn.times(1 / alongColumn.length());
  }

  /**
   * The plane of a header; empty if position, orientation or spacing is absent.
   *
   * @throws DicomException if there are numbers that break a rule
   */
  public static Optional<Plane> of(DataSet header) {
    double[] position = numbers(header, Tag.ImagePositionPatient, 3);
    double[] orientation = numbers(header, Tag.ImageOrientationPatient, 6);
    double[] spacing = numbers(header, Tag.PixelSpacing, 2);
    if (position == null || orientation == null || spacing == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Plane(
            new Point(position[0], position[1], position[2]),
            new Point(orientation[0], orientation[1], orientation[2]),
            new Point(orientation[3], orientation[4], orientation[5]),
            spacing[0],
            spacing[1]));
  }

  private static double[] numbers(DataSet header, int tag, int count) {
    double[] values = header.find(tag).map(Element::numbers).orElse(new double[0]);
    if (values.length != 0 && values.length != count) {
      throw new DicomException(
          FaultKind.CONTENT,
          tag,
          Tag.describe(tag) + " is " + Arrays.toString(values) + ", must be " + count + " numbers");
    }
    return values.length == 0 ? null : values;
  }

  /** The direction perpendicular to the plane: along the row x along the column. */
  public Point normal() {
    return alongRow.cross(alongColumn);
  }

  /** How far the plane lies along its normal, mm. */
  public double distance() {
    return position.dot(normal());
  }

  /**
   * The place of the middle of a pixel (equation C.7.6.2.1-1).
   *
   * @param row from 0
   * @param column from 0
   */
  public Point at(double row, double column) {
    return position
        .plus(alongRow.times(column * columnSpacing))
        .plus(alongColumn.times(row * rowSpacing));
  }

  /** The row of the pixel below or above a place, from 0; between rows too. */
  public double row(Point place) {
    return place.minus(position).dot(alongColumn) / rowSpacing;
  }

  /** The column of the pixel below or above a place, from 0; between columns too. */
  public double column(Point place) {
    return place.minus(position).dot(alongRow) / columnSpacing;
  }

  /** Where columns and rows lead, such as {@code L\P} for an axial slice, see {@link Point}. */
  public String orientation() {
    return alongRow.letters() + "\\" + alongColumn.letters();
  }

  /** Orientation, position and spacing. */
  @Override
  public String toString() {
    return orientation()
        + " at "
        + position
        + " mm, spacing "
        + Numbers.text(rowSpacing)
        + " x "
        + Numbers.text(columnSpacing)
        + " mm (rows x columns)";
  }
}
