package medimg.pixels;

import java.util.Arrays;

/** A box of a plane in another size. */
final class Resize {
  private Resize() {}

  /** For each result along an axis: where its pixels begin, and what each of them weighs. */
  private record Weights(int[] first, float[][] weight) {
    /**
     * Shrinking: the share of each pixel that lies under the result. Enlarging: a straight line
     * between the middles of pixels.
     */
    static Weights of(int start, int length, int size) {
      int[] first = new int[size];
      float[][] weight = new float[size][];
      double scale = (double) length / size;
      for (int k = 0; k < size; k++) {
        if (scale >= 1) {
          double from = (double) k * length / size;
          double to = (double) (k + 1L) * length / size;
          int begin = (int) from;
          int end = Math.min(length, (int) Math.ceil(to));
          weight[k] = new float[end - begin];
          for (int i = begin; i < end; i++) {
            weight[k][i - begin] = (float) ((Math.min(to, i + 1) - Math.max(from, i)) / scale);
          }
          first[k] = start + begin;
        } else {
          double middle = Math.max(0, Math.min(length - 1, (k + .5) * scale - .5));
          int begin = Math.min((int) middle, Math.max(0, length - 2));
          float right = (float) (middle - begin);
          weight[k] = length == 1 ? new float[] {1} : new float[] {1 - right, right};
          first[k] = start + begin;
        }
      }
      return new Weights(first, weight);
    }
  }

  /** Area-correct. What has no value weighs nothing; where nothing weighs, there is no value. */
  static Raster of(Raster p, Box box, int rows, int columns) {
    Weights down = Weights.of(box.top(), box.rows(), rows);
    Weights across = Weights.of(box.left(), box.columns(), columns);
    float[] values = apply(p, p.values(), down, across);
    if (p.weight() == null) {
      return new Raster(rows, columns, values);
    }
    float[] weights = apply(p, p.weight(), down, across);
    for (int i = 0; i < values.length; i++) {
      boolean some = weights[i] > 0;
      values[i] = some ? values[i] / weights[i] : 0;
      weights[i] = some ? 1 : 0;
    }
    return new Raster(rows, columns, values, weights);
  }

  private static float[] apply(Raster p, float[] values, Weights down, Weights across) {
    int rows = down.first.length;
    int columns = across.first.length;
    float[] out = new float[rows * columns];
    float[] line = new float[p.columns()];
    for (int i = 0; i < rows; i++) {
      Arrays.fill(line, 0);
      float[] w = down.weight[i];
      for (int t = 0; t < w.length; t++) {
        add(values, (down.first[i] + t) * p.columns(), w[t], line);
      }
      for (int j = 0; j < columns; j++) {
        float[] v = across.weight[j];
        double sum = 0;
        for (int t = 0; t < v.length; t++) {
          sum += v[t] * line[across.first[j] + t];
        }
        out[i * columns + j] = (float) sum;
      }
    }
    return out;
  }

  private static void add(float[] values, int at, float w, float[] line) {
    for (int j = 0; j < line.length; j++) {
      line[j] += w * values[at + j];
    }
  }

  /**
   * fastai's: a square of the longer side from the first corner, moved into the image, one pixel
   * short because the last corner is inclusive; its places are those of an image as high as wide.
   */
  static Raster likeFastai(Raster p, Box box, int rows, int columns) {
    int width = p.columns();
    int side = Math.max(box.bottom() - box.top(), box.right() - box.left());
    int left = Math.min(box.left(), width - side);
    int top = Math.min(box.top(), width - side);
    float[] y = places(rows, side, top, width, p.rows());
    float[] x = places(columns, side, left, width, width);
    float[] out = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        out[i * columns + j] = (float) bilinear(p, y[i], x[j]);
      }
    }
    return new Raster(rows, columns, out);
  }

  /**
   * Places along an axis as torch's linspace, affine_grid and grid_sample find them in single
   * precision: from -1 to 1 over the width, and from there to pixels.
   */
  private static float[] places(int size, int side, int start, int width, int length) {
    float[] out = new float[size];
    float step = size == 1 ? 0 : 2f / (size - 1);
    float share = side / (float) width;
    float low = start / (float) width;
    for (int k = 0; k < size; k++) {
      float base = k < size / 2 ? Math.fma(step, k, -1f) : Math.fma(-step, size - 1 - k, 1f);
      base = size == 1 ? 0 : base * (size - 1) / size;
      float grid = (base + 1) * share + low * 2 - 1;
      out[k] = ((grid + 1) * length - 1) / 2;
    }
    return out;
  }

  private static double bilinear(Raster p, double y, double x) {
    int i = (int) Math.floor(y);
    int j = (int) Math.floor(x);
    double down = y - i;
    double across = x - j;
    return (1 - down) * ((1 - across) * at(p, i, j) + across * at(p, i, j + 1))
        + down * ((1 - across) * at(p, i + 1, j) + across * at(p, i + 1, j + 1));
  }

  private static double at(Raster p, int row, int column) {
    boolean inside = row >= 0 && row < p.rows() && column >= 0 && column < p.columns();
    return inside ? p.values()[row * p.columns() + column] : 0;
  }
}
