package medimg.pixels;

import medimg.dicom.DicomException;

/**
 * A rectangle of pixels by its first and last row and column, all inclusive and counted from 0 (as
 * in fastai's {@code mask2bbox}).
 *
 * @param top first row
 * @param left first column
 * @param bottom last row
 * @param right last column
 */
public record Box(int top, int left, int bottom, int right) {
  /** The box of no pixel, such as that of an empty mask. */
  public static final Box EMPTY = new Box(0, 0, -1, -1);

  /**
   * Checks the corners.
   *
   * @throws DicomException if a corner is negative or the last is before the first, but for {@link
   *     #EMPTY}
   */
  public Box {
    boolean empty = top == 0 && left == 0 && bottom == -1 && right == -1;
    if (!empty && (top < 0 || left < 0 || bottom < top || right < left)) {
      throw new DicomException(
          "a box from row "
              + top
              + ", column "
              + left
              + " to row "
              + bottom
              + ", column "
              + right
              + " is none: corners are counted from 0, the last not before the first");
    }
  }

  /** The whole of an image. */
  public static Box of(Pixels px) {
    return new Box(0, 0, px.rows() - 1, px.columns() - 1);
  }

  /**
   * What fastai's {@code mask2bbox} says of an empty mask: 0 to columns - 1 on both axes, as if all
   * of a square image was in it; it reaches out of a wide one.
   */
  public static Box fastaiEmpty(Pixels mask) {
    return new Box(0, 0, mask.columns() - 1, mask.columns() - 1);
  }

  /** Whether no pixel is in it. */
  public boolean isEmpty() {
    return bottom < top;
  }

  /** Height in pixels. */
  public int rows() {
    return bottom - top + 1;
  }

  /** Width in pixels. */
  public int columns() {
    return right - left + 1;
  }

  /**
   * The smallest square around this box, with the same middle where the image has room for it, else
   * moved into the image. An image that is too narrow for a square cuts it to a rectangle.
   *
   * @param px the image that it must not leave
   * @throws DicomException if it is empty or not within the image
   */
  public Box squared(Pixels px) {
    check(px);
    int side = Math.max(rows(), columns());
    int height = Math.min(side, px.rows());
    int width = Math.min(side, px.columns());
    int first = Math.max(0, Math.min(px.rows() - height, top - (height - rows()) / 2));
    int start = Math.max(0, Math.min(px.columns() - width, left - (width - columns()) / 2));
    return new Box(first, start, first + height - 1, start + width - 1);
  }

  void check(Pixels px) {
    if (isEmpty() || bottom >= px.rows() || right >= px.columns()) {
      throw new DicomException(
          px.name()
              + ": the box "
              + this
              + " is not within "
              + px.shape()
              + "; take one of this image, at least 1 x 1");
    }
  }

  @Override
  public String toString() {
    return isEmpty()
        ? "empty"
        : "rows "
            + top
            + " to "
            + bottom
            + ", columns "
            + left
            + " to "
            + right
            + " ("
            + rows()
            + " x "
            + columns()
            + ")";
  }
}
