package medimg.samples;

/**
 * A solid told by where lines from the patient's right to the left enter and leave it: any outline
 * that such a line crosses only twice. Made for CT, whose lines all run that way. Lengths in mm.
 */
final class ScanlineSolid extends Solid {
  /** Gives entry and exit of the line at height z and depth y. */
  interface Edges {
    /**
     * Finds both crossings.
     *
     * @param t receives the least and the greatest x, mm
     * @return false if the line misses
     */
    boolean at(double y, double z, double[] t);
  }

  private final Edges edges;

  /** A solid within a box of least and greatest x, y and z. */
  ScanlineSolid(double[] low, double[] high, Edges edges) {
    System.arraycopy(low, 0, this.low, 0, 3);
    System.arraycopy(high, 0, this.high, 0, 3);
    this.edges = edges;
  }

  @Override
  boolean inside(double x, double y, double z) {
    double[] t = new double[2];
    return z > low[2] && z < high[2] && edges.at(y, z, t) && x > t[0] && x < t[1];
  }

  @Override
  boolean span(Ray r, double[] t) {
    if (r.dy != 0 || r.dz != 0) {
      return march(r, t);
    }
    if (r.oz <= low[2] || r.oz >= high[2] || !edges.at(r.oy, r.oz, t) || t[0] >= t[1]) {
      return false;
    }
    double a = (t[0] - r.ox) / r.dx;
    double b = (t[1] - r.ox) / r.dx;
    t[0] = Math.min(a, b);
    t[1] = Math.max(a, b);
    return true;
  }
}
