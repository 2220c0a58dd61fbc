package medimg.pixels;

/**
 * A place or a direction in the patient, in mm: x grows to the left hand, y to the back, z to the
 * head (the patient-based coordinate system of PS3.3 section C.7.6.2.1.1).
 */
public record Point(double x, double y, double z) {
  /** Smaller parts of a direction than this have no letter: about 0.1 degrees. */
  private static final double NONE = .002;

  Point plus(Point o) {
    return new Point(x + o.x, y + o.y, z + o.z);
  }

  Point minus(Point o) {
    return new Point(x - o.x, y - o.y, z - o.z);
  }

  Point times(double f) {
    return new Point(f * x, f * y, f * z);
  }

  double dot(Point o) {
    return x * o.x + y * o.y + z * o.z;
  }

  Point cross(Point o) {
    return new Point(y * o.z - z * o.y, z * o.x - x * o.z, x * o.y - y * o.x);
  }

  double length() {
    return Math.sqrt(dot(this));
  }

  /**
   * Where a direction leads: R or L, A or P (front or back), F or H (feet or head), the strongest
   * first, such as {@code LP} (Patient Orientation, PS3.3 section C.7.6.1.1.1).
   */
  public String letters() {
    StringBuilder out = new StringBuilder();
    double[] parts = {x, y, z};
    for (int k = 0; k < 3; k++) {
      int strongest = 0;
      for (int i = 1; i < 3; i++) {
        if (Math.abs(parts[i]) > Math.abs(parts[strongest])) {
          strongest = i;
        }
      }
      double part = parts[strongest];
      if (Math.abs(part) > NONE * length()) {
        out.append((part > 0 ? "LPH" : "RAF").charAt(strongest));
      }
      parts[strongest] = 0;
    }
    return out.toString();
  }

  /** The three coordinates, such as {@code (-120, 35.5, 80)}. */
  @Override
  public String toString() {
    return "(" + Numbers.text(x) + ", " + Numbers.text(y) + ", " + Numbers.text(z) + ")";
  }
}
