package medimg.pixels;

/**
 * The size of an image (fastai: {@code shape}, rows and columns).
 *
 * @param rows height in pixels
 * @param columns width in pixels
 */
public record Shape(int rows, int columns) {
  @Override
  public String toString() {
    return rows + " x " + columns + " (rows x columns)";
  }
}
