package medimg.chart;

import medimg.pixels.Pixels;

/** Images made smaller by averaging, each new pixel over the area that it covers. */
final class Shrink {
  private Shrink() {}

  /**
   * One array for each sample of a pixel; NaN where no pixel has a value.
   *
   * @param values of all samples, in the order row, column, sample
   * @param rows new height, at most the old one
   * @param columns new width, at most the old one
   */
  static float[][] planes(Pixels px, float[] values, int rows, int columns) {
    int samples = px.samples();
    float[][] planes = new float[samples][];
    boolean all = px.count() == px.size();
    for (int s = 0; s < samples; s++) {
      float[] plane = samples == 1 ? values : new float[values.length / samples];
      for (int i = 0; samples > 1 && i < plane.length; i++) {
        plane[i] = values[i * samples + s];
      }
      float[] weights = null;
      if (!all) {
        weights = new float[plane.length];
        for (int i = 0; i < plane.length; i++) {
          weights[i] = px.hasValue(i * samples + s) ? 1 : 0;
          plane[i] = weights[i] > 0 ? plane[i] : 0;
        }
      }
      boolean same = rows == px.rows() && columns == px.columns();
      planes[s] = same ? plane : averaged(plane, px.rows(), px.columns(), rows, columns);
      if (weights != null) {
        float[] shares = same ? weights : averaged(weights, px.rows(), px.columns(), rows, columns);
        for (int i = 0; i < shares.length; i++) {
          planes[s][i] = shares[i] > 0 ? planes[s][i] / shares[i] : Float.NaN;
        }
      }
    }
    return planes;
  }

  private static float[] averaged(
      float[] values, int fromRows, int fromColumns, int rows, int columns) {
    float[] out = new float[rows * columns];
    float[] narrow = new float[columns];
    double dx = (double) fromColumns / columns;
    double dy = (double) fromRows / rows;
    int most = (int) Math.ceil(dx) + 1;
    int[] first = new int[columns];
    int[] count = new int[columns];
    float[] shares = new float[columns * most];
    for (int x = 0; x < columns; x++) {
      double left = x * dx;
      double right = Math.min(fromColumns, left + dx);
      first[x] = (int) left;
      for (int from = first[x]; from < right; from++) {
        double share = (Math.min(right, from + 1) - Math.max(left, from)) / dx;
        shares[x * most + count[x]++] = (float) share;
      }
    }
    int y = 0;
    for (int row = 0; row < fromRows; row++) {
      int start = row * fromColumns;
      for (int x = 0; x < columns; x++) {
        float sum = 0;
        for (int k = 0; k < count[x]; k++) {
          sum += shares[x * most + k] * values[start + first[x] + k];
        }
        narrow[x] = sum;
      }
      // A row may lie in two new ones.
      for (int to = y; to < rows && to * dy < row + 1; to++) {
        double share = (Math.min((to + 1) * dy, row + 1) - Math.max(to * dy, row)) / dy;
        for (int x = 0; x < columns; x++) {
          out[to * columns + x] += (float) share * narrow[x];
        }
        y = to;
      }
    }
    return out;
  }
}
