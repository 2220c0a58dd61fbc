package medimg.pixels;

/**
 * One sample of every pixel of one frame, row by row.
 *
 * @param values rows x columns; 0 where there is no value
 * @param weight 0 where there is no value and 1 elsewhere, or null if all pixels have one
 */
record Raster(int rows, int columns, float[] values, float[] weight) {
  Raster(int rows, int columns, float[] values) {
    this(rows, columns, values, null);
  }
}
