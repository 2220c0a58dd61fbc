package medimg.pixels;

/** Questions to the pixels of a plane that are not 0. */
final class Mask {
  private Mask() {}

  /** The smallest box of all pixels in which one of the planes is not 0. */
  static Box box(Raster... planes) {
    int top = Integer.MAX_VALUE;
    int left = Integer.MAX_VALUE;
    int bottom = -1;
    int right = -1;
    for (Raster p : planes) {
      for (int i = 0; i < p.rows(); i++) {
        int start = i * p.columns();
        for (int j = 0; j < p.columns(); j++) {
          if (p.values()[start + j] != 0) {
            top = Math.min(top, i);
            bottom = Math.max(bottom, i);
            left = Math.min(left, j);
            right = Math.max(right, j);
          }
        }
      }
    }
    return bottom < 0 ? Box.EMPTY : new Box(top, left, bottom, right);
  }

  /** Its largest part whose pixels touch at a side or a corner; of equal ones the uppermost. */
  static Raster largest(Raster mask) {
    int columns = mask.columns();
    int[] part = new int[mask.values().length];
    int[] open = new int[part.length];
    int parts = 0;
    int best = 0;
    int most = 0;
    for (int seed = 0; seed < part.length; seed++) {
      if (mask.values()[seed] == 0 || part[seed] != 0) {
        continue;
      }
      parts++;
      int count = 0;
      int size = 1;
      open[0] = seed;
      part[seed] = parts;
      while (count < size) {
        int at = open[count++];
        int row = at / columns;
        int column = at % columns;
        for (int i = Math.max(0, row - 1); i <= Math.min(mask.rows() - 1, row + 1); i++) {
          for (int j = Math.max(0, column - 1); j <= Math.min(columns - 1, column + 1); j++) {
            int next = i * columns + j;
            if (mask.values()[next] != 0 && part[next] == 0) {
              part[next] = parts;
              open[size++] = next;
            }
          }
        }
      }
      if (count > most) {
        most = count;
        best = parts;
      }
    }
    float[] out = new float[part.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = part[i] == best && best != 0 ? mask.values()[i] : 0;
    }
    return new Raster(mask.rows(), columns, out);
  }

  /** 1 where a plane is above a threshold, 0 elsewhere. */
  static Raster above(Raster p, double threshold) {
    float[] values = p.values();
    float limit = (float) threshold;
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] > limit ? 1 : 0;
    }
    return new Raster(p.rows(), p.columns(), out);
  }
}
