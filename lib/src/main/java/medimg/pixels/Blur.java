package medimg.pixels;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Blurs of one plane. What is no pixel or has no value does not count: each result is the mean of
 * those that do, by their weights.
 */
final class Blur {
  /** Columns that go through a vertical pass together. */
  private static final int LANES = 64;

  /** Values that are summed up together, so that they stay in the processor's cache. */
  private static final int RUN = 4096;

  /** A Gaussian is cut where it is below 1/2980 of its middle, as in scipy.ndimage. */
  private static final double CUT = 4;

  private Blur() {}

  /** The mean of a square of {@code size} pixels around each. */
  static Plane uniform(Plane p, int size) {
    int first = -(size / 2);
    float[] sums = sums(p, p.values(), size, first, p.rows(), p.columns());
    if (p.weight() == null) {
      for (int i = 0; i < p.rows(); i++) {
        int height = overlap(i + first, size, p.rows());
        for (int j = 0; j < p.columns(); j++) {
          sums[i * p.columns() + j] /= (float) height * overlap(j + first, size, p.columns());
        }
      }
      return new Plane(p.rows(), p.columns(), sums);
    }
    return weighted(p, sums, sums(p, p.weight(), size, first, p.rows(), p.columns()));
  }

  private static int overlap(int start, int size, int length) {
    return Math.min(length, start + size) - Math.max(0, start);
  }

  private static Plane weighted(Plane p, float[] sums, float[] weights) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] = p.weight()[i] == 0 ? 0 : sums[i] / weights[i];
    }
    return new Plane(p.rows(), p.columns(), sums, p.weight());
  }

  /**
   * fastai's: two convolutions that each put half the size of zeros around the image, so that it
   * grows; the outer columns are lost in the first.
   */
  static Plane uniformLikeFastai(Plane p, int size) {
    int half = size / 2;
    int rows = p.rows() + 4 * half - size + 1;
    int columns = p.columns() + 4 * half - size + 1;
    float[] sums = sums(p, p.values(), size, -2 * half, rows, columns);
    for (int i = 0; i < sums.length; i++) {
      int column = i % columns;
      sums[i] = column < half || column >= columns - half ? 0 : sums[i] / size / size;
    }
    return new Plane(rows, columns, sums);
  }

  /** Sums over squares; the first begins {@code first} rows and columns from the corner. */
  private static float[] sums(
      Plane p, float[] values, int size, int first, int outRows, int outColumns) {
    int rows = p.rows();
    int columns = p.columns();
    float[] wide = new float[rows * outColumns];
    IntStream.range(0, rows)
        .parallel()
        .forEach(
            i -> {
              double[] upTo = new double[columns + 1];
              double sum = 0;
              for (int j = 0; j < columns; j++) {
                sum += values[i * columns + j];
                upTo[j + 1] = sum;
              }
              for (int j = 0; j < outColumns; j++) {
                int from = Math.max(0, Math.min(columns, j + first));
                int to = Math.max(0, Math.min(columns, j + first + size));
                wide[i * outColumns + j] = (float) (upTo[to] - upTo[from]);
              }
            });
    float[] out = new float[outRows * outColumns];
    int lanes = 4 * LANES;
    IntStream.range(0, (outColumns + lanes - 1) / lanes)
        .parallel()
        .forEach(
            s -> {
              int from = s * lanes;
              int n = Math.min(lanes, outColumns - from);
              double[] sum = new double[n];
              int next = 0;
              for (int i = 0; i < outRows; i++) {
                for (; next < Math.min(rows, i + first + size); next++) {
                  add(wide, next * outColumns + from, sum);
                }
                int gone = i + first - 1;
                if (gone >= 0 && gone < rows) {
                  subtract(wide, gone * outColumns + from, sum);
                }
                store(sum, out, i * outColumns + from);
              }
            });
    return out;
  }

  private static void add(float[] from, int at, double[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += from[at + j];
    }
  }

  private static void subtract(float[] from, int at, double[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] -= from[at + j];
    }
  }

  private static void store(double[] sum, float[] to, int at) {
    for (int j = 0; j < sum.length; j++) {
      to[at + j] = (float) sum[j];
    }
  }

  /** A Gaussian, cut at four standard deviations. */
  static Plane gauss(Plane p, double sigma) {
    int radius = (int) Math.min(CUT * sigma + .5, Math.max(p.rows(), p.columns()) - 1);
    float[] kernel = kernel(sigma, radius);
    float[] sums = convolve(p, p.values(), kernel, false);
    if (p.weight() == null) {
      float[] down = shares(kernel, p.rows());
      float[] across = shares(kernel, p.columns());
      for (int i = 0; i < p.rows(); i++) {
        for (int j = 0; j < p.columns(); j++) {
          sums[i * p.columns() + j] /= down[i] * across[j];
        }
      }
      return new Plane(p.rows(), p.columns(), sums);
    }
    return weighted(p, sums, convolve(p, p.weight(), kernel, false));
  }

  /** How much of the kernel lies on the image, for each place along it. */
  private static float[] shares(float[] kernel, int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return convolve(new Plane(1, length, ones), ones, kernel, false, true);
  }

  /** fastai's: a Gaussian cut at a quarter of its standard deviation; the edge goes on outside. */
  static Plane gaussLikeFastai(Plane p, double sigma) {
    float[] sums = convolve(p, p.values(), kernel(sigma, (int) (sigma / 4)), true);
    return new Plane(p.rows(), p.columns(), sums);
  }

  /** The weights of the middle and of one side; those of both sides and the middle add up to 1. */
  private static float[] kernel(double sigma, int radius) {
    double[] w = new double[radius + 1];
    double sum = 0;
    for (int t = 0; t <= radius; t++) {
      w[t] = Math.exp(-t * (double) t / (2 * sigma * sigma));
      sum += t == 0 ? w[t] : 2 * w[t];
    }
    float[] out = new float[w.length];
    for (int t = 0; t < out.length; t++) {
      out[t] = (float) (w[t] / sum);
    }
    return out;
  }

  private static float[] convolve(Plane p, float[] values, float[] kernel, boolean replicate) {
    return kernel.length == 1 ? values.clone() : convolve(p, values, kernel, replicate, false);
  }

  /** Along the rows, and then, unless there is one only, along the columns. */
  private static float[] convolve(
      Plane p, float[] values, float[] kernel, boolean replicate, boolean acrossOnly) {
    int rows = p.rows();
    int columns = p.columns();
    int radius = kernel.length - 1;
    float[] wide = new float[rows * columns];
    IntStream.range(0, rows)
        .parallel()
        .forEach(
            i -> {
              float[] line = new float[columns + 2 * radius];
              System.arraycopy(values, i * columns, line, radius, columns);
              if (replicate) {
                Arrays.fill(line, 0, radius, line[radius]);
                Arrays.fill(line, radius + columns, line.length, line[radius + columns - 1]);
              }
              float[] sum = new float[columns];
              taps(line, radius, 1, sum, columns, kernel);
              System.arraycopy(sum, 0, wide, i * columns, columns);
            });
    if (acrossOnly) {
      return wide;
    }
    float[] out = new float[rows * columns];
    IntStream.range(0, (columns + LANES - 1) / LANES)
        .parallel()
        .forEach(s -> down(wide, rows, columns, s * LANES, kernel, replicate, out));
    return out;
  }

  /** Some columns along their rows: they are put side by side, so that it is one long line. */
  private static void down(
      float[] in, int rows, int columns, int from, float[] kernel, boolean replicate, float[] out) {
    int n = Math.min(LANES, columns - from);
    int radius = kernel.length - 1;
    float[] strip = new float[(rows + 2 * radius) * n];
    for (int i = 0; i < rows + 2 * radius; i++) {
      int row = i - radius;
      if (replicate || row >= 0 && row < rows) {
        int clamped = Math.max(0, Math.min(rows - 1, row));
        System.arraycopy(in, clamped * columns + from, strip, i * n, n);
      }
    }
    int height = Math.max(1, RUN / n);
    float[] sum = new float[height * n];
    for (int top = 0; top < rows; top += height) {
      int some = Math.min(height, rows - top);
      taps(strip, (top + radius) * n, n, sum, some * n, kernel);
      for (int i = 0; i < some; i++) {
        System.arraycopy(sum, i * n, out, (top + i) * columns + from, n);
      }
    }
  }

  /** A symmetric kernel: {@code out[k] = sum over t of w[t] (in[k + t step] + in[k - t step])}. */
  private static void taps(float[] in, int centre, int step, float[] out, int n, float[] w) {
    middle(in, centre, out, n, w[0]);
    int t = 1;
    for (; t + 3 < w.length; t += 4) {
      int d = t * step;
      four(in, centre - d, centre + d, step, out, n, w[t], w[t + 1], w[t + 2], w[t + 3]);
    }
    for (; t < w.length; t++) {
      one(in, centre - t * step, centre + t * step, out, n, w[t]);
    }
  }

  private static void middle(float[] in, int at, float[] out, int n, float w) {
    for (int k = 0; k < n; k++) {
      out[k] = w * in[at + k];
    }
  }

  private static void one(float[] in, int left, int right, float[] out, int n, float w) {
    for (int k = 0; k < n; k++) {
      out[k] += w * (in[left + k] + in[right + k]);
    }
  }

  private static void four(
      float[] in,
      int left,
      int right,
      int step,
      float[] out,
      int n,
      float w0,
      float w1,
      float w2,
      float w3) {
    int left1 = left - step;
    int left2 = left1 - step;
    int left3 = left2 - step;
    int right1 = right + step;
    int right2 = right1 + step;
    int right3 = right2 + step;
    for (int k = 0; k < n; k++) {
      out[k] +=
          w0 * (in[left + k] + in[right + k])
              + w1 * (in[left1 + k] + in[right1 + k])
              + w2 * (in[left2 + k] + in[right2 + k])
              + w3 * (in[left3 + k] + in[right3 + k]);
    }
  }
}
