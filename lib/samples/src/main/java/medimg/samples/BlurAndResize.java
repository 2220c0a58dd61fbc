package medimg.samples;

import java.util.Arrays;

/** Smoothing and resizing of square pictures of n x n values, row by row. */
final class BlurAndResize {
  private BlurAndResize() {}

  /** Nearly Gaussian blur by three passes of a running mean; the rim is continued. */
  static float[] blur(float[] from, int n, double sigma) {
    int radius = (int) Math.round(Math.sqrt(sigma * sigma * 4 + 1) / 2 - .5);
    float[] a = Arrays.copyOf(from, from.length);
    if (radius < 1) {
      return a;
    }
    float[] line = new float[n];
    for (int pass = 0; pass < 3; pass++) {
      for (int i = 0; i < n; i++) {
        mean(a, i * n, 1, n, radius, line);
      }
      for (int i = 0; i < n; i++) {
        mean(a, i, n, n, radius, line);
      }
    }
    return a;
  }

  private static void mean(float[] a, int start, int step, int n, int radius, float[] line) {
    for (int i = 0; i < n; i++) {
      line[i] = a[start + i * step];
    }
    double sum = 0;
    for (int i = -radius; i <= radius; i++) {
      sum += line[Math.max(0, Math.min(n - 1, i))];
    }
    double scale = 1.0 / (2 * radius + 1);
    for (int i = 0; i < n; i++) {
      a[start + i * step] = (float) (sum * scale);
      sum += line[Math.min(n - 1, i + radius + 1)] - line[Math.max(0, i - radius)];
    }
  }

  /** Bilinear enlargement by a whole factor; pixel centres keep their place. */
  static void enlarge(float[] from, int n, float[] to, int m) {
    double ratio = (double) n / m;
    int[] left = new int[m];
    float[] part = new float[m];
    for (int i = 0; i < m; i++) {
      double x = Math.max(0, Math.min(n - 1, (i + .5) * ratio - .5));
      left[i] = Math.min((int) x, n - 2);
      part[i] = (float) (x - left[i]);
    }
    for (int row = 0; row < m; row++) {
      int above = left[row] * n;
      int below = above + n;
      float f = part[row];
      for (int column = 0; column < m; column++) {
        int c = left[column];
        float g = part[column];
        float up = from[above + c] + g * (from[above + c + 1] - from[above + c]);
        float low = from[below + c] + g * (from[below + c + 1] - from[below + c]);
        to[row * m + column] = up + f * (low - up);
      }
    }
  }

  /** Means of blocks: n x n values become m x m. */
  static float[] shrink(float[] from, int n, int m) {
    int f = n / m;
    float[] to = new float[m * m];
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        to[row / f * m + column / f] += from[row * n + column];
      }
    }
    float scale = 1f / (f * f);
    for (int i = 0; i < to.length; i++) {
      to[i] *= scale;
    }
    return to;
  }
}
