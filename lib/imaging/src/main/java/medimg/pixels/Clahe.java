package medimg.pixels;

import java.util.BitSet;
import medimg.dicom.DicomException;

/** Contrast limited adaptive histogram equalisation (Zuiderveld, Graphics Gems IV, 1994). */
final class Clahe {
  private static final int BINS = 256;
  private static final int MOST_TILES = 64;

  private Clahe() {}

  /**
   * Grey levels of each pixel by the tables of the four tiles around it.
   *
   * @param grey levels from 0 to 1, rows x columns
   * @param absent pixels that are not counted and stay as they are, or null
   */
  static float[] apply(float[] grey, BitSet absent, int rows, int columns, int tiles, double clip) {
    if (tiles < 1 || tiles > MOST_TILES || tiles > rows || tiles > columns) {
      throw new DicomException(
          "CLAHE with "
              + tiles
              + " tiles along each axis of "
              + rows
              + " x "
              + columns
              + " pixels was asked for, must be 1 to "
              + Math.min(MOST_TILES, Math.min(rows, columns)));
    }
    if (!(clip >= 1)) {
      throw new DicomException("the clip limit of CLAHE is " + clip + ", must be at least 1");
    }
    float[][] levels = new float[tiles * tiles][];
    for (int ty = 0; ty < tiles; ty++) {
      for (int tx = 0; tx < tiles; tx++) {
        levels[ty * tiles + tx] =
            levels(
                grey,
                absent,
                columns,
                new int[] {ty * rows / tiles, (ty + 1) * rows / tiles},
                new int[] {tx * columns / tiles, (tx + 1) * columns / tiles},
                clip);
      }
    }
    float[] out = grey.clone();
    for (int y = 0, i = 0; y < rows; y++) {
      double fy = (y + .5) * tiles / rows - .5;
      int top = (int) Math.floor(fy);
      float down = (float) (fy - top);
      float[] wy = {1 - down, down};
      for (int x = 0; x < columns; x++, i++) {
        if (absent != null && absent.get(i)) {
          continue;
        }
        double fx = (x + .5) * tiles / columns - .5;
        int left = (int) Math.floor(fx);
        float right = (float) (fx - left);
        int bin = bin(grey[i]);
        float sum = 0;
        float weights = 0;
        for (int k = 0; k < 4; k++) {
          int ty = within(top + (k >> 1), tiles);
          int tx = within(left + (k & 1), tiles);
          float[] tile = levels[ty * tiles + tx];
          if (tile != null) {
            float weight = wy[k >> 1] * ((k & 1) == 0 ? 1 - right : right);
            sum += weight * tile[bin];
            weights += weight;
          }
        }
        out[i] = Math.min(1, sum / weights);
      }
    }
    return out;
  }

  private static int within(int tile, int tiles) {
    return Math.max(0, Math.min(tiles - 1, tile));
  }

  private static int bin(float grey) {
    return Math.round(grey * (BINS - 1));
  }

  /** Grey level of each bin of one tile: its clipped cumulative histogram; null if all absent. */
  private static float[] levels(
      float[] grey, BitSet absent, int columns, int[] ys, int[] xs, double clip) {
    int[] counts = new int[BINS];
    int total = 0;
    for (int y = ys[0]; y < ys[1]; y++) {
      for (int x = xs[0]; x < xs[1]; x++) {
        int i = y * columns + x;
        if (absent == null || !absent.get(i)) {
          counts[bin(grey[i])]++;
          total++;
        }
      }
    }
    if (total == 0) {
      return null;
    }
    double limit = clip * total / BINS;
    double cut = 0;
    for (int count : counts) {
      cut += Math.max(0, count - limit);
    }
    float[] levels = new float[BINS];
    double sum = 0;
    for (int b = 0; b < BINS; b++) {
      sum += Math.min(counts[b], limit) + cut / BINS;
      levels[b] = (float) Math.min(1, sum / total);
    }
    return levels;
  }
}
