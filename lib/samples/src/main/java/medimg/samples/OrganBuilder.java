package medimg.samples;

import medimg.samples.Body.Organ;

/**
 * What all who build a part of the body share: the plan, and ways to add organs to it.
 *
 * <p>Coordinates in the code are those of a standard body in mm (x to the left, y to the back, z to
 * the head, 0 in the middle of the chest); the patient's size multiplies them.
 */
abstract class OrganBuilder {
  /**
   * What is to be built.
   *
   * @param supine lying on the back, else standing
   * @param air the pneumothorax, or null
   * @param key every random detail follows from it, with or without air
   * @param body where organs and parts go
   */
  record Plan(
      PatientTraits traits, Thorax thorax, boolean supine, Pneumothorax air, long key, Body body) {
    Plan(PatientTraits traits, boolean supine, Pneumothorax air, long key) {
      this(traits, new Thorax(traits, supine), supine, air, key, new Body());
    }

    /** Push of the mediastinum along x, mm. */
    double push() {
      return air == null ? 0 : air.push();
    }
  }

  final Plan plan;
  final PatientTraits traits;
  final Thorax thorax;
  final boolean supine;
  final Pneumothorax air;
  final long key;
  final double k;
  final Body body;

  /** How far all that is built here stands aside, mm along x. */
  final double shift;

  OrganBuilder(Plan plan, double shift) {
    this.plan = plan;
    this.shift = shift;
    traits = plan.traits;
    thorax = plan.thorax;
    supine = plan.supine;
    air = plan.air;
    key = plan.key;
    body = plan.body;
    k = traits.size();
  }

  final double[] p(double x, double y, double z) {
    return Vec.of(x * k + shift * fade(z), y * k, z * k);
  }

  /** A push moves the middle of the mediastinum most, its ends less. */
  static double fade(double z) {
    double d = (z + 10) / 190;
    return Math.max(.15, 1 - d * d);
  }

  final void organ(String name, Material m, Solid s) {
    body.organs.add(new Organ(name, m, s, 0));
  }

  final void ellipsoid(
      String name, Material m, double[] c, double a, double b, double h, double... turns) {
    double[][] e = Vec.frame(turns.length == 3 ? turns : new double[3]);
    organ(name, m, Quadric.ellipsoid(c, e, a * k, b * k, h * k));
  }

  /** A bent pipe: cylinders with balls at the joints, each point with its radius. */
  final void pipe(String name, Material m, double[][] points, double... r) {
    for (int i = 0; i < points.length; i++) {
      double rad = r[Math.min(i, r.length - 1)] * k;
      if (i > 0) {
        double before = r[Math.min(i - 1, r.length - 1)] * k;
        double middle = (rad + before) / 2;
        organ(name, m, Quadric.cylinder(points[i - 1], points[i], middle));
      }
      if (i > 0 && i < points.length - 1) {
        organ(name, m, Quadric.ellipsoid(points[i], Vec.frame(0, 0, 0), rad, rad, rad));
      }
    }
  }

  /** A flat muscle that thins out to its rim. */
  final void pad(String name, double[] c, double wide, double tall, double thick, double... turns) {
    double[][] e = Vec.frame(turns);
    double[][] facing = {e[0], e[2], e[1]};
    organ(name, Material.MUSCLE, new TaperedPad(c, facing, wide * k, tall * k, thick * k));
  }

  /** Height of the top of a hemidiaphragm in the standard body, without a pneumothorax. */
  final double top(int side) {
    double base = (supine ? -66 : -88) + traits.domeRight();
    return side < 0 ? base : base + traits.domeLeft();
  }

  /**
   * Where four groups of vessels leave the hilum: lower and upper arteries, lower and upper veins.
   */
  final double[][][] roots(int side) {
    return side < 0
        ? new double[][][] {
          {p(-48, 10, -8), p(-53, 17, -30), p(-57, 24, -54)},
          {p(-42, 0, 34), p(-50, 2, 46), p(-57, 4, 60)},
          {p(-44, 13, -40), p(-56, 18, -46), p(-72, 27, -53)},
          {p(-43, -8, 4), p(-54, -11, 14), p(-67, -15, 27)}
        }
        : new double[][][] {
          {p(53, 24, 0), p(58, 28, -24), p(62, 34, -50)},
          {p(46, 2, 40), p(53, 0, 50), p(60, -2, 64)},
          {p(44, 14, -40), p(56, 20, -47), p(74, 29, -56)},
          {p(43, -8, 4), p(53, -11, 14), p(66, -16, 27)}
        };
  }
}
