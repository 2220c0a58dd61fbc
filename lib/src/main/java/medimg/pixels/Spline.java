package medimg.pixels;

import java.util.stream.IntStream;

/**
 * Interpolation by the cubic B-spline through all pixels, mirrored at the middles of the outermost
 * ones (Unser, IEEE Signal Processing Magazine 16(6), 1999). The middles of the outermost pixels of
 * the old and the new image coincide, as in scipy.ndimage.zoom of order 3 with grid_mode False.
 */
final class Spline {
  private static final double POLE = Math.sqrt(3) - 2;

  /** After so many pixels the pole's power is below double precision. */
  private static final int HORIZON = 30;

  /** Lines that go through together, so that the processor computes several at once. */
  private static final int LANES = 32;

  private Spline() {}

  /** How the new pixels along one axis lie on the old ones. */
  private static final class Axis {
    final int[][] at;
    final double[][] weight;

    /**
     * @param cut whether what rounding puts behind the last pixel is 0, as in scipy
     */
    Axis(int length, int size, boolean cut) {
      at = new int[size][4];
      weight = new double[size][4];
      double step = size == 1 ? 1 : (double) (length - 1) / (size - 1);
      for (int k = 0; k < size; k++) {
        double place = size == 1 ? 0 : k * step;
        if (place > length - 1) {
          if (cut) {
            continue;
          }
          place = length - 1;
        }
        int first = (int) place;
        double t = place - first;
        double r = 1 - t;
        weight[k][0] = r * r * r / 6;
        weight[k][1] = (t * t * (t - 2) * 3 + 4) / 6;
        weight[k][2] = (r * r * (r - 2) * 3 + 4) / 6;
        weight[k][3] = t * t * t / 6;
        for (int n = 0; n < 4; n++) {
          at[k][n] = mirror(first - 1 + n, length);
        }
      }
    }

    private static int mirror(int i, int length) {
      if (length == 1) {
        return 0;
      }
      int period = 2 * length - 2;
      int j = Math.floorMod(i, period);
      return j < length ? j : period - j;
    }

    int size() {
      return at.length;
    }
  }

  /** A grey plane in a new size. */
  static double[] zoom(Plane p, int rows, int columns, Like like) {
    boolean cut = like == Like.FASTAI;
    Axis across = new Axis(p.columns(), columns, cut);
    Axis down = new Axis(p.rows(), rows, cut);
    float[] values = p.values();
    int width = p.columns();
    int height = p.rows();
    double[] wide = new double[height * columns];
    IntStream.range(0, (height + LANES - 1) / LANES)
        .parallel()
        .forEach(
            s -> {
              int from = s * LANES;
              int n = Math.min(LANES, height - from);
              double[] lines = new double[width * n];
              for (int lane = 0; lane < n; lane++) {
                int row = (from + lane) * width;
                for (int j = 0; j < width; j++) {
                  lines[j * n + lane] = values[row + j];
                }
              }
              double[] out = resampled(lines, width, n, across);
              for (int lane = 0; lane < n; lane++) {
                int row = (from + lane) * columns;
                for (int j = 0; j < columns; j++) {
                  wide[row + j] = out[j * n + lane];
                }
              }
            });
    double[] result = new double[rows * columns];
    IntStream.range(0, (columns + LANES - 1) / LANES)
        .parallel()
        .forEach(
            s -> {
              int from = s * LANES;
              int n = Math.min(LANES, columns - from);
              double[] lines = new double[height * n];
              for (int i = 0; i < height; i++) {
                System.arraycopy(wide, i * columns + from, lines, i * n, n);
              }
              double[] out = resampled(lines, height, n, down);
              for (int i = 0; i < rows; i++) {
                System.arraycopy(out, i * n, result, i * columns + from, n);
              }
            });
    return result;
  }

  /** Lines side by side: sample i of line k is at {@code i * n + k}. */
  private static double[] resampled(double[] lines, int length, int n, Axis axis) {
    if (length > 1) {
      coefficients(lines, length, n);
    }
    double[] out = new double[axis.size() * n];
    for (int k = 0; k < axis.size(); k++) {
      int[] at = axis.at[k];
      double[] w = axis.weight[k];
      mix(lines, at[0] * n, at[1] * n, at[2] * n, at[3] * n, w[0], w[1], w[2], w[3], out, k * n, n);
    }
    return out;
  }

  private static void mix(
      double[] in,
      int a,
      int b,
      int c,
      int d,
      double wa,
      double wb,
      double wc,
      double wd,
      double[] out,
      int to,
      int n) {
    for (int k = 0; k < n; k++) {
      out[to + k] = wa * in[a + k] + wb * in[b + k] + wc * in[c + k] + wd * in[d + k];
    }
  }

  /** Values become the weights of B-splines, by a recursion there and back. */
  private static void coefficients(double[] c, int length, int n) {
    double[] sum = new double[n];
    first(c, length, n, sum);
    for (int k = 0; k < n; k++) {
      c[k] = 6 * sum[k];
    }
    for (int i = 1; i < length; i++) {
      forth(c, i * n, n);
    }
    int last = (length - 1) * n;
    for (int k = 0; k < n; k++) {
      c[last + k] = POLE / (POLE * POLE - 1) * (POLE * c[last - n + k] + c[last + k]);
    }
    for (int i = length - 2; i >= 0; i--) {
      back(c, i * n, n);
    }
  }

  /** The sum over all mirrored values before the first one. */
  private static void first(double[] c, int length, int n, double[] sum) {
    if (length > HORIZON) {
      double power = 1;
      for (int i = 0; i < HORIZON; i++) {
        for (int k = 0; k < n; k++) {
          sum[k] += power * c[i * n + k];
        }
        power *= POLE;
      }
      return;
    }
    double whole = 1 / (1 - Math.pow(POLE, 2 * length - 2));
    for (int i = 0; i < length; i++) {
      boolean end = i == 0 || i == length - 1;
      double power = whole * (Math.pow(POLE, i) + (end ? 0 : Math.pow(POLE, 2 * length - 2 - i)));
      for (int k = 0; k < n; k++) {
        sum[k] += power * c[i * n + k];
      }
    }
  }

  private static void forth(double[] c, int at, int n) {
    for (int k = 0; k < n; k++) {
      c[at + k] = 6 * c[at + k] + POLE * c[at - n + k];
    }
  }

  private static void back(double[] c, int at, int n) {
    for (int k = 0; k < n; k++) {
      c[at + k] = POLE * (c[at + n + k] - c[at + k]);
    }
  }
}
