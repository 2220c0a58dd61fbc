package medimg.samples;

import medimg.samples.Body.Organ;
import medimg.samples.StackedEllipses.Section;

/**
 * Builds what only a CT shows of the trunk's wall: planes of fat between the muscles, the belly
 * wall's layers, fat about the heart, and arms with their muscles.
 */
final class CtBodyWall extends CtOrganBuilder {
  private final double wide;
  private final double deep;

  CtBodyWall(Plan plan) {
    super(plan);
    wide = traits.width();
    deep = traits.depth();
  }

  /** Fat in the grooves of the heart, which outranks the heart. */
  void grooves() {
    Rng r = new Rng(key, 51);
    double z = -40 + .7 * (top(-1) + top(1)) / 2 + 60;
    double turn = r.in(-4, 4);
    egg("groove", Material.FAT, new Egg(-14, -48, z, 1.4, 22, 40, -14, 9, 6, 3, 1), null);
    egg("groove", Material.FAT, new Egg(30, -66 + turn, z, 1.5, 13, 34, 6, -3, 10, 0, .8), null);
    egg("groove", Material.FAT, new Egg(46, -10 + turn, z, 1.5, 15, 32, -16, 5, 8, 0, 1), null);
  }

  /** Fat about the heart, where the lungs leave room for it. */
  void pericardium() {
    double f = 3 + .12 * traits.fat();
    double z = -52 + .7 * ((top(-1) + top(1)) / 2 + 78);
    egg("heart fat", Material.FAT, new Egg(26, -40, z, 56 + f, 36 + f, 56, 14, -4, 0, 0, 3), null);
    egg("heart fat", Material.FAT, new Egg(2, -62, z + 20, 34, 16 + f, 70, 0, 4, 0, 3, 2), null);
  }

  /** Planes of fat and layers of muscle that outrank the plain wall. */
  void layers() {
    belly();
    egg(
        "presternal fat",
        Material.FAT,
        new Egg(0, -93 * deep, -36, 21, 17, 105, 0, 0, 0, 14, 1.4),
        null);
    Rng r = new Rng(key, 52);
    for (int side = -1; side <= 1; side += 2) {
      int sd = side;
      double out = .6 * thorax.shoulders();
      double[] low = Vec.of(side < 0 ? -230 : 0, -150, -150 * k);
      double[] high = Vec.of(side < 0 ? 0 : 230, 70 * k, thorax.heightAt(22));
      double thin = 1 + .06 * traits.fat();
      organ(
          "plane",
          Material.FAT,
          new ScanlineSolid(low, high, (y, z, t) -> shell(sd, thin, y, z, t)));
      plane(p(side * 82, -69 * deep, 56), 62, 1 + r.unit(), 46, -20, side * 20, side * 22);
      plane(p(side * 96, -61 * deep, 66), 40, 1 + r.unit(), 40, -20, side * 32, side * 34);
      plane(p(side * (108 + out), 78 - .3 * out, 34), 66, 1.1, 92, 6, side * 12, side * -30);
      plane(p(side * (126 + out), 78 - .3 * out, 8), 30, 1.3, 78, 6, side * 12, side * -52);
      plane(p(side * (136 + .3 * out), 40, -4), 1.2, 46, 74, 0, side * 6, side * -20);
      plane(p(side * (128 + out), 50, 70), 3.2, 26, 44, 0, side * 4, side * -38);
      egg(
          "septum",
          Material.FAT,
          new Egg(
              side * 33, 99 * deep - 4, -160, 1.1, 13, 240, side * 7, side * 3, side * -5, -3, .8),
          null);
      egg(
          "axilla",
          Material.FAT,
          new Egg(side * (140 + out), 0, 66, 13, 24, 54, side * 3, side * 5, side * -9, 4, 3),
          null);
      pipe(
          "axillary vessel",
          Material.BLOOD,
          new double[][] {p(side * 112, 0, 112), p(side * (148 + out), 4, 62)},
          4);
    }
  }

  /** A sheet of fat: half axes across, through and along the body before it is turned. */
  private void plane(double[] c, double a, double b, double h, double... turns) {
    organ("plane", Material.FAT, Quadric.ellipsoid(c, Vec.frame(turns), a * k, b * k, h * k));
  }

  /** A sheet of fat over the ribs and what lies between them. */
  private boolean shell(int side, double thick, double y, double z, double[] t) {
    double grow = (11.6 + .8 * wave(.05 * y + .03 * z)) * k;
    Section outer = thorax.cavity(side, z, grow + thick * k);
    double v = (y - outer.y()) / outer.b();
    if (!(v * v < 1)) {
      return false;
    }
    double far = outer.x() + side * Math.sqrt(1 - v * v) * outer.a();
    Section inner = thorax.cavity(side, z, grow);
    double u = (y - inner.y()) / inner.b();
    double near = u * u < 1 ? inner.x() + side * Math.sqrt(1 - u * u) * inner.a() : inner.x();
    t[0] = Math.min(near, far);
    t[1] = Math.max(near, far);
    return t[0] < t[1];
  }

  /** Fat over the breastbone and the pectoral muscles' rims, which ranks below all muscles. */
  void front() {
    double[] low = Vec.of(-140 * k, -140 * k, -10 * k);
    double[] high = Vec.of(140 * k, -20 * k, 135 * k);
    organ(
        "fat",
        Material.FAT,
        new ScanlineSolid(
            low,
            high,
            (y, z, t) -> {
              double h = z / k;
              double b = 83 * deep + .5 * traits.fat() - 5 - 58 * step(78, 140, h);
              double v = (y / k + 20) / (b - 24 * (1 - step(-10, 40, h)));
              double rest = 1 - v * v;
              double a = rest > 0 ? 128 * wide * Math.sqrt(rest) : 0;
              t[0] = -a * k;
              t[1] = a * k;
              return rest > 0;
            }));
  }

  /** Fat over the shoulder blades, flattened by the table; ranks below all muscles. */
  void back() {
    double[] low = Vec.of(-170 * k, 40 * k, -20 * k);
    double[] high = Vec.of(170 * k, 150 * k, 140 * k);
    organ(
        "fat",
        Material.FAT,
        new ScanlineSolid(
            low,
            high,
            (y, z, t) -> {
              double h = z / k;
              double thin = 62 * step(104, 144, h) + 20 * (1 - step(-20, 40, h));
              double v = (y / k - 40) / (114 * deep + .5 * traits.fat() - 40 - thin);
              double rest = 1 - v * v * v;
              double a = rest > 0 ? 156 * wide * Math.sqrt(rest) : 0;
              t[0] = -a * k;
              t[1] = a * k;
              return rest > 0;
            }));
  }

  private void belly() {
    double[] flank = {3, 6.5, 7.6, 11.4, 12.6, 17};
    egg("linea alba", Material.FAT, new Egg(1, -105 * deep, -290, 3, 6, 190, 0, 0, 0, 0, .6), null);
    for (int side = -1; side <= 1; side += 2) {
      egg(
          "rectus",
          Material.MUSCLE,
          new Egg(side * 37, -103 * deep - 4, -270, 33, 6.4, 200, side * 2, 0, 0, -2, 1),
          null);
    }
    for (int i = 0; i < flank.length; i++) {
      double grow = flank[i];
      Material m = i == 0 || i == 2 || i == 4 ? Material.FAT : Material.MUSCLE;
      double[] low = Vec.of(-220 * k, -160 * k, -440 * k);
      double[] high = Vec.of(220 * k, 160 * k, thorax.heightAt(225));
      organ("belly wall", m, new ScanlineSolid(low, high, (y, z, t) -> outline(grow, y, z, t)));
    }
  }

  /** The belly's outline: a flattened ellipse, from the ribs' margin downward. */
  private boolean outline(double grow, double y, double z, double[] t) {
    double open = step(225, 300, thorax.depthOf(z));
    double b = 98 * deep - 9 + grow - 26 * (1 - open);
    double v = (y / k + 5) / b;
    double rest = 1 - StrictMath.pow(Math.abs(v), 2.5);
    if (rest <= 0) {
      return false;
    }
    double a = (147 * wide - 40 * (1 - open) + grow) * StrictMath.pow(rest, .44);
    double uneven = 1.6 * wave(.06 * y + .02 * z);
    t[0] = (-a + uneven) * k;
    t[1] = (a + uneven) * k;
    return true;
  }

  /** Arms beside the body, bent a little, each in its own way; bones included. */
  void arms() {
    for (int side = -1; side <= 1; side += 2) {
      Rng r = new Rng(key, 53, side);
      Arm arm = new Arm(side, r.in(-4, 5), r.in(22, 36), r.in(4, 26), r.in(-.5, .5));
      double m = .85 + .15 * traits.muscle();
      double f = 2.5 + .45 * traits.fat();
      humerus(arm);
      limb(arm, Material.BLOOD, -18, -5, 2.6, 2.6, 0);
      limb(arm, Material.BLOOD, -19, 1, 1.8, 2, 0);
      limb(arm, Material.MUSCLE, -2, -20 * m, 23 * m, 13.5 * m, 5);
      limb(arm, Material.MUSCLE, 3, 2, 23 * m, 11, 4);
      limb(arm, Material.MUSCLE, 9, 22 * m, 18 * m, 15 * m, -6);
      limb(arm, Material.MUSCLE, -10, 23 * m, 16 * m, 13 * m, 4);
      limb(arm, Material.FAT, 0, 1, 25 * m + f, 36 * m + f, -3);
    }
  }

  /**
   * How an arm lies.
   *
   * @param out how far more from the body, mm
   * @param back how far its middle lies behind the shoulder, mm
   * @param bend how far the elbow's end comes forward again, mm
   * @param turn roll of its muscles about the bone
   */
  private record Arm(int side, double out, double back, double bend, double turn) {
    double x(double z) {
      double s = 97 - z;
      return side * (168 + 36 * step(0, 130, s) + out * step(60, 200, s) - 7 * step(210, 340, s));
    }

    double y(double z) {
      double s = 97 - z;
      return 16 + back * step(10, 180, s) - bend * step(200, 340, s);
    }

    /** Thickness: deltoid, upper arm, above the elbow, forearm. */
    double girth(double z) {
      double s = 97 - z;
      return 1.06 - .16 * step(120, 265, s) + .1 * step(275, 330, s);
    }
  }

  private void humerus(Arm arm) {
    double[] head = p(arm.side * 164, 18, 97);
    body.bones.add(
        new Body.Part(
            Quadric.ellipsoid(head, Vec.frame(0, 0, 0), 22 * k, 22 * k, 23 * k),
            Quadric.ellipsoid(head, Vec.frame(0, 0, 0), 21 * k, 21 * k, 22 * k),
            Material.CORTEX,
            Material.SPONGY));
    int n = 18;
    double[][] line = new double[n][];
    double[] radius = new double[n];
    for (int i = 0; i < n; i++) {
      double z = 78 - 21.0 * i;
      line[i] = p(arm.x(z) + arm.side * 3, arm.y(z) + .5, z);
      radius[i] = (11 + 5 * StrictMath.exp(-i)) * k;
    }
    CylinderChain.add(body.bones, line, null, radius, radius, 3 * k, Material.CORTEX, Material.FAT);
  }

  /** One muscle of an arm, or its skin: at a place beside the arm's line, dx away from the body. */
  private void limb(Arm arm, Material m, double dx, double dy, double a, double b, double lean) {
    double[] low = Vec.of(arm.side < 0 ? -290 : 100, -140, -430 * k);
    double[] high = Vec.of(arm.side < 0 ? -100 : 290, 160, 90 * k);
    body.organs.add(
        new Organ(
            "arm",
            m,
            new ScanlineSolid(
                low,
                high,
                (y, z, t) -> {
                  double h = z / k;
                  double g = arm.girth(h);
                  double roll = arm.turn * dy * .6;
                  double v = (y / k - arm.y(h) - g * dy) / (b * g);
                  double rest = 1 - v * v;
                  if (rest <= 0) {
                    return false;
                  }
                  double root = Math.sqrt(rest);
                  double middle = arm.x(h) + arm.side * (g * dx + roll + lean * v);
                  double uneven = .04 * a * root;
                  t[0] = (middle - g * a * root + uneven * wave(3.3 * v + .05 * h + dx)) * k;
                  t[1] = (middle + g * a * root + uneven * wave(4.1 * v - .04 * h + dy)) * k;
                  return true;
                }),
            0));
  }
}
