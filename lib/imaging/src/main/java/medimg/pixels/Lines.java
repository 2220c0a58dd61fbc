package medimg.pixels;

import java.util.stream.IntStream;

/**
 * The same work on all rows of a plane, then on all its columns. Lines go through side by side, so
 * that the processor computes several at once.
 */
final class Lines {
  private static final int LANES = 64;

  private Lines() {}

  /** Makes lines of lines; pixel i of line k is at {@code [i][k]}. */
  interface Work {
    /** Hands over the new pixels i of all lines, for each i. */
    void apply(double[][] lines, Out out);
  }

  /** Takes pixels i of several lines. The array is only lent. */
  interface Out {
    void take(int i, double[] pixels);
  }

  /** Takes pixels of row i from column {@code from} on. The array is only lent. */
  interface Rows {
    void take(int i, int from, double[] pixels);
  }

  /**
   * Both works on a plane.
   *
   * @param columns how many the first work makes
   * @param out takes the rows of the result from several threads
   */
  static void apply(Raster p, Work across, int columns, Work down, Rows out) {
    int rows = p.rows();
    double[] turned = new double[rows * columns];
    strips(rows)
        .forEach(
            from -> {
              double[][] lines = new double[p.columns()][Math.min(LANES, rows - from)];
              turn(new Floats(p.values()), from, lines);
              across.apply(
                  lines,
                  (i, pixels) ->
                      System.arraycopy(pixels, 0, turned, i * rows + from, pixels.length));
            });
    strips(columns)
        .forEach(
            from -> {
              double[][] lines = new double[rows][Math.min(LANES, columns - from)];
              turn(new Doubles(turned), from, lines);
              down.apply(lines, (i, pixels) -> out.take(i, from, pixels));
            });
  }

  private static IntStream strips(int lines) {
    return IntStream.range(0, (lines + LANES - 1) / LANES).parallel().map(s -> s * LANES);
  }

  /** Numbers of either kind, for which Java has no common array. */
  private interface Numbers {
    double at(int i);

    /** Four neighbours of each row, in one go: reading down one column at a time is slow. */
    void four(int at, int step, double[] a, double[] b, double[] c, double[] d);
  }

  private record Floats(float[] in) implements Numbers {
    @Override
    public double at(int i) {
      return in[i];
    }

    @Override
    public void four(int at, int step, double[] a, double[] b, double[] c, double[] d) {
      for (int k = 0; k < a.length; k++) {
        int j = at + k * step;
        a[k] = in[j];
        b[k] = in[j + 1];
        c[k] = in[j + 2];
        d[k] = in[j + 3];
      }
    }
  }

  private record Doubles(double[] in) implements Numbers {
    @Override
    public double at(int i) {
      return in[i];
    }

    @Override
    public void four(int at, int step, double[] a, double[] b, double[] c, double[] d) {
      for (int k = 0; k < a.length; k++) {
        int j = at + k * step;
        a[k] = in[j];
        b[k] = in[j + 1];
        c[k] = in[j + 2];
        d[k] = in[j + 3];
      }
    }
  }

  private static void turn(Numbers in, int from, double[][] lines) {
    int step = lines.length;
    int i = 0;
    for (; i + 3 < step; i += 4) {
      in.four(from * step + i, step, lines[i], lines[i + 1], lines[i + 2], lines[i + 3]);
    }
    for (; i < step; i++) {
      for (int k = 0; k < lines[i].length; k++) {
        lines[i][k] = in.at((from + k) * step + i);
      }
    }
  }
}
