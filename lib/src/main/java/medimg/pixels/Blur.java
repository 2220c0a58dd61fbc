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
   * <p>There it is so flat that a constant and a cosine equal it to 1e-6. Their sums move along the
   * line, so that the time does not depend on the radius.
   */
  static Raster gaussLikeFastai(Raster p, double sigma) {
    int radius = (int) (sigma / 4);
    if (radius == 0) {
      return p;
    }
    Wave wave = Wave.of(sigma, radius);
    Lines.Work work = (lines, out) -> move(lines, radius, wave, out);
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
   * The kernel {@code constant + height cos(turn d)} up to a radius; all its weights add up to 1.
   */
  private record Wave(double constant, double height, double turn) {
    /**
     * The series of {@code exp(-d^2 / (2 sigma^2))} and of the wave agree up to d^4 if the turn is
     * sqrt(3) / sigma; constant and height make them equal at two Chebyshev nodes of d^2.
     */
    static Wave of(double sigma, int radius) {
      double turn = Math.sqrt(3) / sigma;
      double half = radius * (double) radius / 2;
      double near = Math.sqrt(half * (1 - Math.sqrt(.5)));
      double far = Math.sqrt(half * (1 + Math.sqrt(.5)));
      double scale = 1 / (2 * sigma * sigma);
      double drop = Math.exp(-scale * near * near) - Math.exp(-scale * far * far);
      double height = drop / (Math.cos(turn * near) - Math.cos(turn * far));
      double constant = Math.exp(-scale * near * near) - height * Math.cos(turn * near);
      double sum = 0;
      for (int d = -radius; d <= radius; d++) {
        sum += constant + height * Math.cos(turn * d);
      }
      return new Wave(constant / sum, height / sum, turn);
    }
  }

  /** Sums of the lines at distances d from i, plain, by cosine and by sine of d, moved along. */
  private static void move(double[][] lines, int radius, Wave wave, Lines.Out out) {
    int last = lines.length - 1;
    int n = lines[0].length;
    double[] plain = new double[n];
    double[] cosine = new double[n];
    double[] sine = new double[n];
    for (int d = -radius; d <= radius; d++) {
      double[] line = lines[Math.max(0, Math.min(last, d))];
      add(plain, line);
      tap(cosine, line, Math.cos(wave.turn * d));
      tap(sine, line, Math.sin(wave.turn * d));
    }
    double[] sum = new double[n];
    for (int i = 0; i <= last; i++) {
      mix(sum, plain, wave.constant, cosine, wave.height);
      out.take(i, sum);
      double[] in = lines[Math.min(last, i + 1 + radius)];
      double[] gone = lines[Math.max(0, i - radius)];
      replace(plain, in, gone);
      turn(cosine, sine, in, gone, wave.turn, radius);
    }
  }

  /** Each d becomes d - 1; what comes in is at the radius, what goes would be beyond it. */
  private static void turn(
      double[] cosine, double[] sine, double[] in, double[] gone, double turn, int radius) {
    double c = Math.cos(turn);
    double s = Math.sin(turn);
    double inC = Math.cos(turn * radius);
    double inS = Math.sin(turn * radius);
    double goneC = Math.cos(turn * (radius + 1));
    double goneS = Math.sin(turn * (radius + 1));
    for (int k = 0; k < cosine.length; k++) {
      double x = cosine[k];
      double y = sine[k];
      double next = in[k];
      double old = gone[k];
      cosine[k] = c * x + s * y + inC * next - goneC * old;
      sine[k] = c * y - s * x + inS * next + goneS * old;
    }
  }

  private static void replace(double[] sum, double[] in, double[] gone) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += in[k] - gone[k];
    }
  }

  private static void mix(double[] out, double[] a, double u, double[] b, double v) {
    for (int k = 0; k < out.length; k++) {
      out[k] = u * a[k] + v * b[k];
    }
  }
}
