package medimg.pixels;

import java.util.Arrays;

/**
 * Blurs of one plane. What is no pixel or has no value does not count: each result is the mean of
 * those that do, by their weights.
 */
final class Blur {
  /** A Gaussian is cut where it is below 1/2980 of its middle, as in scipy.ndimage. */
  private static final double CUT = 4;

  private Blur() {}

  /** The mean of a square of {@code size} pixels around each. */
  static Raster uniform(Raster p, int size) {
    int first = -(size / 2);
    return mean(p, (lines, out) -> sums(lines, size, first, lines.length, out));
  }

  /**
   * fastai's: two convolutions that each put half the size of zeros around the image, so that it
   * grows; the outer columns are lost in the first.
   */
  static Raster uniformLikeFastai(Raster p, int size) {
    int half = size / 2;
    int rows = p.rows() + 4 * half - size + 1;
    int columns = p.columns() + 4 * half - size + 1;
    float[] result = new float[rows * columns];
    double area = (double) size * size;
    Lines.apply(
        p,
        (lines, out) -> sums(lines, size, -2 * half, columns, out),
        columns,
        (lines, out) -> sums(lines, size, -2 * half, rows, out),
        (i, from, sums) -> {
          int end = Math.min(sums.length, columns - half - from);
          for (int k = Math.max(0, half - from); k < end; k++) {
            result[i * columns + from + k] = (float) (sums[k] / area);
          }
        });
    return new Raster(rows, columns, result);
  }

  /** Sums of {@code size} pixels; the first begins at {@code first}, the next one further. */
  private static void sums(double[][] lines, int size, int first, int count, Lines.Out out) {
    double[] sum = new double[lines[0].length];
    int next = 0;
    for (int i = 0; i < count; i++) {
      for (; next < Math.min(lines.length, i + first + size); next++) {
        add(sum, lines[next]);
      }
      int gone = i + first - 1;
      if (gone >= 0 && gone < lines.length) {
        subtract(sum, lines[gone]);
      }
      out.take(i, sum);
    }
  }

  private static void add(double[] sum, double[] line) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += line[k];
    }
  }

  private static void subtract(double[] sum, double[] line) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] -= line[k];
    }
  }

  /** A Gaussian, cut at four standard deviations. */
  static Raster gauss(Raster p, double sigma) {
    int radius = (int) Math.min(CUT * sigma + .5, Math.max(p.rows(), p.columns()) - 1);
    double[] kernel = new double[radius + 1];
    for (int t = 0; t <= radius; t++) {
      kernel[t] = Math.exp(-t * (double) t / (2 * sigma * sigma));
    }
    return mean(p, (lines, out) -> convolve(lines, kernel, out));
  }

  /**
   * {@code out[i] = sum over t of kernel[|t|] lines[i + t]}; outside the lines there is nothing.
   */
  private static void convolve(double[][] lines, double[] kernel, Lines.Out out) {
    int n = lines[0].length;
    int radius = kernel.length - 1;
    double[][] padded = new double[lines.length + 2 * radius + 2][];
    Arrays.fill(padded, new double[n]);
    System.arraycopy(lines, 0, padded, radius + 1, lines.length);
    double[] sum = new double[n];
    for (int i = 0; i < lines.length; i++) {
      int c = i + radius + 1;
      Arrays.fill(sum, 0);
      tap(sum, padded[c], kernel[0]);
      // Two at a time: the last may have no weight.
      for (int t = 1; t <= radius; t += 2) {
        double next = t == radius ? 0 : kernel[t + 1];
        taps(
            sum,
            kernel[t],
            padded[c - t],
            padded[c + t],
            next,
            padded[c - t - 1],
            padded[c + t + 1]);
      }
      out.take(i, sum);
    }
  }

  private static void tap(double[] sum, double[] line, double w) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += w * line[k];
    }
  }

  private static void taps(
      double[] sum, double w, double[] a, double[] b, double v, double[] c, double[] d) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += w * (a[k] + b[k]) + v * (c[k] + d[k]);
    }
  }

  /** Weighted sums along both axes by the sums of the weights. */
  private static Raster mean(Raster p, Lines.Work work) {
    int columns = p.columns();
    float[] out = new float[p.rows() * columns];
    if (p.weight() == null) {
      double[] down = weights(p.rows(), work);
      double[] across = weights(columns, work);
      Lines.apply(
          p,
          work,
          columns,
          work,
          (i, from, sums) -> {
            for (int k = 0; k < sums.length; k++) {
              out[i * columns + from + k] = (float) (sums[k] / (down[i] * across[from + k]));
            }
          });
      return new Raster(p.rows(), columns, out);
    }
    double[] weights = sums(new Raster(p.rows(), columns, p.weight()), work);
    double[] sums = sums(p, work);
    for (int i = 0; i < out.length; i++) {
      out[i] = p.weight()[i] == 0 ? 0 : (float) (sums[i] / weights[i]);
    }
    return new Raster(p.rows(), columns, out, p.weight());
  }

  private static double[] sums(Raster p, Lines.Work work) {
    double[] out = new double[p.values().length];
    Lines.apply(
        p,
        work,
        p.columns(),
        work,
        (i, from, sums) -> System.arraycopy(sums, 0, out, i * p.columns() + from, sums.length));
    return out;
  }

  /** The sums of the weights along a line of pixels that all have a value. */
  private static double[] weights(int length, Lines.Work work) {
    double[][] ones = new double[length][1];
    for (double[] one : ones) {
      one[0] = 1;
    }
    double[] out = new double[length];
    work.apply(ones, (i, sum) -> out[i] = sum[0]);
    return out;
  }

  /**
   * fastai's: a Gaussian cut at a quarter of its standard deviation; the edge goes on outside.
   *
   * <p>There it is so flat that a parabola of the squared distance equals it to 2e-7. Its sums come
   * from moments that move along the line, so that the time does not depend on the radius.
   */
  static Raster gaussLikeFastai(Raster p, double sigma) {
    int radius = (int) (sigma / 4);
    if (radius == 0) {
      return p;
    }
    double[] parabola = parabola(sigma, radius);
    Lines.Work work = (lines, out) -> move(lines, radius, parabola, out);
    int columns = p.columns();
    float[] result = new float[p.rows() * columns];
    Lines.apply(
        p,
        work,
        columns,
        work,
        (i, from, sums) -> {
          for (int k = 0; k < sums.length; k++) {
            result[i * columns + from + k] = (float) sums[k];
          }
        });
    return new Raster(p.rows(), columns, result);
  }

  /**
   * The weights of 1, d^2 and d^4 that make {@code exp(-d^2 / (2 sigma^2))} up to a radius, through
   * three Chebyshev nodes; all weights of the kernel add up to 1.
   */
  private static double[] parabola(double sigma, int radius) {
    double scale = 1 / (2 * sigma * sigma);
    double half = radius * (double) radius / 2;
    double x0 = half * (1 - Math.sqrt(.75));
    double x1 = half;
    double x2 = half * (1 + Math.sqrt(.75));
    double y0 = Math.exp(-scale * x0);
    double first = (Math.exp(-scale * x1) - y0) / (x1 - x0);
    double second = (Math.exp(-scale * x2) - Math.exp(-scale * x1)) / (x2 - x1);
    double bend = (second - first) / (x2 - x0);
    double[] c = {y0 - first * x0 + bend * x0 * x1, first - bend * (x0 + x1), bend};
    double sum = 0;
    for (int d = -radius; d <= radius; d++) {
      double x = d * (double) d;
      sum += c[0] + x * (c[1] + x * c[2]);
    }
    for (int k = 0; k < c.length; k++) {
      c[k] /= sum;
    }
    return c;
  }

  /** Moments {@code m[p] = sum over d of d^p lines[i + d]}, moved from each i to the next. */
  private static void move(double[][] lines, int radius, double[] parabola, Lines.Out out) {
    int last = lines.length - 1;
    double[][] m = new double[5][lines[0].length];
    for (int d = -radius; d <= radius; d++) {
      double power = 1;
      for (double[] moment : m) {
        tap(moment, lines[Math.max(0, Math.min(last, d))], power);
        power *= d;
      }
    }
    double[] sum = new double[lines[0].length];
    for (int i = 0; i <= last; i++) {
      mix(sum, m[0], m[2], m[4], parabola[0], parabola[1], parabola[2]);
      out.take(i, sum);
      move(m[0], m[1], m[2], m[3], m[4]);
      double[] in = lines[Math.min(last, i + 1 + radius)];
      double[] gone = lines[Math.max(0, i - radius)];
      double plus = 1;
      double minus = -1;
      for (double[] moment : m) {
        replace(moment, in, plus, gone, minus);
        plus *= radius;
        minus *= -radius - 1;
      }
    }
  }

  /** Each d becomes d - 1. */
  private static void move(double[] m0, double[] m1, double[] m2, double[] m3, double[] m4) {
    for (int k = 0; k < m0.length; k++) {
      double a = m0[k];
      double b = m1[k];
      double c = m2[k];
      double d = m3[k];
      double e = m4[k];
      m1[k] = b - a;
      m2[k] = c - 2 * b + a;
      m3[k] = d - 3 * c + 3 * b - a;
      m4[k] = e - 4 * d + 6 * c - 4 * b + a;
    }
  }

  private static void replace(double[] m, double[] in, double plus, double[] gone, double minus) {
    for (int k = 0; k < m.length; k++) {
      m[k] += plus * in[k] + minus * gone[k];
    }
  }

  private static void mix(
      double[] out, double[] m0, double[] m2, double[] m4, double c0, double c2, double c4) {
    for (int k = 0; k < out.length; k++) {
      out[k] = c0 * m0[k] + c2 * m2[k] + c4 * m4[k];
    }
  }
}
