package medimg.samples;

/**
 * The divergent beam of one film: a point source and a square flat detector. Lengths in mm, in the
 * patient's axes.
 */
final class Beam {
  /** Rows and columns of a film. */
  static final int SIZE = 1024;

  final double[] source;
  final double[] corner;
  final double[] right;
  final double[] down;
  final double distance;
  final double pitch;

  /**
   * Sets the patient before the detector.
   *
   * @param supine true: AP at 1000 mm, the detector behind the back; false: PA at 1800 mm
   * @param field side of the detector's field, mm
   * @param behind distance from the patient's middle to the detector, mm
   * @param turn rotation of the patient about the long axis, degrees
   * @param tilt rotation in the film's plane, degrees
   * @param aim where the central beam passes: x, z in mm
   */
  Beam(boolean supine, double field, double behind, double turn, double tilt, double... aim) {
    distance = supine ? 1000 : 1800;
    pitch = field / SIZE;
    double[][] e = Vec.frame(0, tilt, turn);
    double[] ahead = Vec.times(e[1], supine ? 1 : -1);
    double[] middle = Vec.of(aim[0], 0, aim[1]);
    source = Vec.along(middle, ahead, behind - distance);
    right = Vec.times(e[0], pitch / distance);
    down = Vec.times(e[2], -pitch / distance);
    double half = (SIZE - 1) / 2.0;
    corner = Vec.along(Vec.along(ahead, right, -half), down, -half);
  }

  /** Points a ray at a place on the film; t then counts mm along the central beam. */
  void aim(Solid.Ray ray, double column, double row) {
    ray.from(source[0], source[1], source[2]);
    ray.to(
        corner[0] + column * right[0] + row * down[0],
        corner[1] + column * right[1] + row * down[1],
        corner[2] + column * right[2] + row * down[2]);
  }

  /** Column and row where a point of the patient falls on the film. */
  double[] shadow(double x, double y, double z) {
    double[] v = Vec.of(x - source[0], y - source[1], z - source[2]);
    double[] n = Vec.unit(Vec.cross(right, down));
    double depth = Vec.dot(v, n) / Vec.dot(corner, n);
    double[] on = Vec.along(Vec.times(v, 1 / depth), corner, -1);
    return new double[] {
      Vec.dot(on, right) / Vec.dot(right, right), Vec.dot(on, down) / Vec.dot(down, down)
    };
  }

  /**
   * First and last column and row that a solid's box can shade.
   *
   * @return column from, to, row from, to; inclusive and inside the film
   */
  int[] shade(Solid s) {
    double[] b = {1e9, -1e9, 1e9, -1e9};
    for (int i = 0; i < 8; i++) {
      double[] p =
          shadow(
              (i & 1) == 0 ? s.low[0] : s.high[0],
              (i & 2) == 0 ? s.low[1] : s.high[1],
              (i & 4) == 0 ? s.low[2] : s.high[2]);
      b[0] = Math.min(b[0], p[0]);
      b[1] = Math.max(b[1], p[0]);
      b[2] = Math.min(b[2], p[1]);
      b[3] = Math.max(b[3], p[1]);
    }
    return new int[] {
      (int) Math.max(0, Math.floor(b[0])),
      (int) Math.min(SIZE - 1, Math.ceil(b[1])),
      (int) Math.max(0, Math.floor(b[2])),
      (int) Math.min(SIZE - 1, Math.ceil(b[3]))
    };
  }
}
