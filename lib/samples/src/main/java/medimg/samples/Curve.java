package medimg.samples;

/**
 * A smooth curve y(x) through given points that never overshoots between them (monotone cubic).
 *
 * @see "F. N. Fritsch, J. Butland, SIAM J. Sci. Stat. Comput. 5 (1984) 300"
 */
final class Curve {
  private final double[] x;
  private final double[] y;
  private final double[] slope;

  /** Points as x0, y0, x1, y1, ... with growing x; constant beyond both ends. */
  Curve(double... points) {
    int n = points.length / 2;
    x = new double[n];
    y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = points[2 * i];
      y[i] = points[2 * i + 1];
    }
    slope = new double[n];
    for (int i = 1; i < n - 1; i++) {
      double before = (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
      double after = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
      slope[i] = before * after <= 0 ? 0 : 2 * before * after / (before + after);
    }
    if (n > 2) {
      slope[0] = 1.5 * (y[1] - y[0]) / (x[1] - x[0]) - slope[1] / 2;
      slope[n - 1] = 1.5 * (y[n - 1] - y[n - 2]) / (x[n - 1] - x[n - 2]) - slope[n - 2] / 2;
    } else {
      slope[0] = (y[1] - y[0]) / (x[1] - x[0]);
      slope[1] = slope[0];
    }
  }

  double at(double v) {
    int n = x.length;
    if (v <= x[0]) {
      return y[0];
    }
    if (v >= x[n - 1]) {
      return y[n - 1];
    }
    int i = 1;
    while (v > x[i]) {
      i++;
    }
    double h = x[i] - x[i - 1];
    double t = (v - x[i - 1]) / h;
    double u = 1 - t;
    return y[i - 1] * u * u * (1 + 2 * t)
        + y[i] * t * t * (3 - 2 * t)
        + h * (slope[i - 1] * t * u * u - slope[i] * t * t * u);
  }
}
