package medimg.net;

import java.util.Arrays;
import medimg.codec.ImageLayout;
import medimg.dicom.StoredValues;

/**
 * Means of the areas into which a grid of side x side divides an image, straight from the stored
 * values, and the smallest and the largest of those.
 *
 * <p>Sums are whole numbers: a pixel is side parts high and wide, an area of the grid as many parts
 * as the image has rows and columns.
 */
final class Areas {
  /** Sums of columns of so many rows of 16 bits fit an int. */
  private static final int MOST_ROWS = 1 << 15;

  private Areas() {}

  /** Whether images are such as are averaged here: grey of 8 or 16 bits, to be shrunk. */
  static boolean fit(ImageLayout layout, int side) {
    return layout.samples() == 1
        && layout.bitsAllocated() <= 16
        && layout.rows() >= side
        && layout.rows() < MOST_ROWS
        && layout.columns() >= side;
  }

  /** The means of one frame, stretched from its smallest stored value (0) to its largest (1). */
  static float[] linear(StoredValues values, int side) {
    int rows = values.rows();
    int columns = values.columns();
    double[] sums = new double[side * side];
    int[] row = new int[columns];
    int[] line = new int[columns];
    int numbers = values.array() instanceof byte[] ? 1 << 8 : 1 << 16;
    int least = values.isSigned() ? -numbers / 2 : 0;
    int most = least + numbers - 1;
    int low = most;
    int high = least;
    for (int i = 0; i < rows; i++) {
      read(values, i * columns, row);
      if (low > least) {
        low = smallest(row, low);
      }
      if (high < most) {
        high = largest(row, high);
      }
      int gridRow = i * side / rows;
      int beyond = (i + 1) * side - (gridRow + 1) * rows;
      int after = Math.max(0, beyond);
      add(row, side - after, line);
      if (beyond >= 0) {
        across(line, side, sums, gridRow * side);
        Arrays.fill(line, 0);
        add(row, after, line);
      }
    }
    double area = (double) rows * columns;
    double range = (double) high - low;
    float[] levels = new float[side * side];
    for (int k = 0; k < levels.length; k++) {
      levels[k] = range == 0 ? 0 : (float) ((sums[k] / area - low) / range);
    }
    return levels;
  }

  // Short loops in methods of their own: the compiler makes them faster.
  private static void read(StoredValues values, int from, int[] row) {
    if (values.array() instanceof byte[] bytes) {
      int mask = values.isSigned() ? -1 : 0xFF;
      for (int j = 0; j < row.length; j++) {
        row[j] = bytes[from + j] & mask;
      }
    } else {
      short[] shorts = (short[]) values.array();
      int mask = values.isSigned() ? -1 : 0xFFFF;
      for (int j = 0; j < row.length; j++) {
        row[j] = shorts[from + j] & mask;
      }
    }
  }

  /** A branch that is hardly ever taken is three times as fast here as Math.min. */
  private static int smallest(int[] row, int before) {
    int low = before;
    for (int v : row) {
      if (v < low) {
        low = v;
      }
    }
    return low;
  }

  private static int largest(int[] row, int before) {
    int high = before;
    for (int v : row) {
      if (v > high) {
        high = v;
      }
    }
    return high;
  }

  private static void add(int[] row, int parts, int[] line) {
    for (int j = 0; j < row.length; j++) {
      line[j] += parts * row[j];
    }
  }

  /** The sum of a line within each column of the grid. */
  private static void across(int[] line, int side, double[] out, int at) {
    long sum = 0;
    long before = 0;
    for (int j = 0, k = 0; j < side; j++) {
      int end = (j + 1) * line.length / side;
      int part = (j + 1) * line.length % side;
      for (; k < end; k++) {
        sum += line[k];
      }
      long here = sum * side + (part == 0 ? 0 : (long) part * line[end]);
      out[at + j] = here - before;
      before = here;
    }
  }
}
