package medimg.samples;

/** The lead letter that tells which side of the film is the patient's left or right. */
final class SideMarker {
  private static final int N = Beam.SIZE;

  /** Strokes of L and R in a box one wide and one and a half high, from the lower left. */
  private static final double[][] L = {{0, 0, 0, 1.5}, {0, 0, .85, 0}};

  private static final double[][] R = {
    {0, 0, 0, 1.5},
    {0, 1.5, .55, 1.5},
    {.55, 1.5, .8, 1.3},
    {.8, 1.3, .8, 1},
    {.8, 1, .55, .78},
    {.55, .78, 0, .78},
    {.4, .78, .85, 0}
  };

  private SideMarker() {}

  /** Adds a lead letter beside the shoulder: L at the patient's left, or R at the right. */
  static void add(long key, double pitch, float[] attenuation) {
    Rng r = new Rng(key, 23);
    boolean left = r.chance(.7);
    double size = r.in(7, 11) / pitch;
    double angle = r.normal(0, 5);
    double x = r.in(.84, .95) * N;
    double column = left ? x : N - x - size;
    double row = r.in(.05, .15) * N + 1.5 * size;
    double width = size * r.in(.08, .13);
    double lead = r.in(1.6, 2.6);
    double cos = StrictMath.cos(StrictMath.toRadians(angle));
    double sin = StrictMath.sin(StrictMath.toRadians(angle));
    int reach = (int) (2.2 * size);
    for (int i = (int) row - reach; i <= row + reach; i++) {
      for (int j = (int) column - reach; j <= column + reach; j++) {
        if (i < 0 || j < 0 || i >= N || j >= N) {
          continue;
        }
        double dx = j - column;
        double dy = row - i;
        double u = (cos * dx + sin * dy) / size;
        double v = (cos * dy - sin * dx) / size;
        double away = 9;
        for (double[] s : left ? L : R) {
          away = Math.min(away, distance(u, v, s));
        }
        double cover = Math.max(0, Math.min(1, (width - away * size) + .5));
        attenuation[i * N + j] += (float) (lead * cover);
      }
    }
  }

  private static double distance(double u, double v, double[] s) {
    double dx = s[2] - s[0];
    double dy = s[3] - s[1];
    double t = ((u - s[0]) * dx + (v - s[1]) * dy) / (dx * dx + dy * dy);
    t = Math.max(0, Math.min(1, t));
    double x = u - s[0] - t * dx;
    double y = v - s[1] - t * dy;
    return Math.sqrt(x * x + y * y);
  }
}
