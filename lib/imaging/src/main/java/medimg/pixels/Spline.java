package medimg.pixels;

/**
 * Interpolation by the cubic B-spline through all pixels, mirrored at the middles of the outermost
 * ones (Unser, IEEE Signal Processing Magazine 16(6), 1999). The middles of the outermost pixels of
 * the old and the new image coincide, as in scipy.ndimage.zoom of order 3 with grid_mode False.
 */
final class Spline {
  private static final double POLE = Math.sqrt(3) - 2;

  /** After so many pixels the pole's power is below double precision. */
  private static final int HORIZON = 30;

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
  }

  /**
   * A plane in a new size.
   *
   * @param out takes its rows from several threads
   */
  static void zoom(Raster p, int rows, int columns, Like like, Lines.Rows out) {
    boolean cut = like == Like.FASTAI;
    Axis across = new Axis(p.columns(), columns, cut);
    Axis down = new Axis(p.rows(), rows, cut);
    Lines.apply(
        p,
        (lines, turned) -> resample(lines, across, turned),
        columns,
        (lines, result) -> resample(lines, down, result),
        out);
  }

  private static void resample(double[][] lines, Axis axis, Lines.Out out) {
    if (lines.length > 1) {
      coefficients(lines);
    }
    double[] pixels = new double[lines[0].length];
    for (int i = 0; i < axis.at.length; i++) {
      int[] at = axis.at[i];
      mix(pixels, lines[at[0]], lines[at[1]], lines[at[2]], lines[at[3]], axis.weight[i]);
      out.take(i, pixels);
    }
  }

  private static void mix(
      double[] out, double[] a, double[] b, double[] c, double[] d, double[] weight) {
    double w0 = weight[0];
    double w1 = weight[1];
    double w2 = weight[2];
    double w3 = weight[3];
    for (int k = 0; k < out.length; k++) {
      out[k] = w0 * a[k] + w1 * b[k] + w2 * c[k] + w3 * d[k];
    }
  }

  /** Values become the weights of B-splines, in place, by a recursion there and back. */
  private static void coefficients(double[][] c) {
    int last = c.length - 1;
    c[0] = first(c);
    for (int i = 1; i <= last; i++) {
      mix(c[i], 6, c[i], POLE, c[i - 1]);
    }
    double end = POLE / (POLE * POLE - 1);
    mix(c[last], end, c[last], end * POLE, c[last - 1]);
    for (int i = last - 1; i >= 0; i--) {
      mix(c[i], -POLE, c[i], POLE, c[i + 1]);
    }
  }

  /** Six times the sum over all mirrored values before the first one. */
  private static double[] first(double[][] c) {
    double[] sum = new double[c[0].length];
    int last = c.length - 1;
    double whole = 1 / (1 - Math.pow(POLE, 2.0 * last));
    for (int i = 0; i <= Math.min(last, HORIZON); i++) {
      double mirrored = i == 0 || i == last ? 0 : Math.pow(POLE, 2.0 * last - i);
      mix(sum, 1, sum, 6 * whole * (Math.pow(POLE, i) + mirrored), c[i]);
    }
    return sum;
  }

  private static void mix(double[] to, double v, double[] a, double w, double[] b) {
    for (int k = 0; k < to.length; k++) {
      to[k] = v * a[k] + w * b[k];
    }
  }
}
