package medimg.samples;

import medimg.samples.StackedEllipses.Section;

/**
 * Builds the diaphragm and what lies below it as a CT shows it: domes that are flat above and steep
 * behind, so that the recess between them and the ribs is a crescent; liver with two lobes,
 * stomach, crescent spleen, pancreas, kidneys with the fat of their sinus, and loops of bowel.
 */
final class CtAbdomen extends CtOrganBuilder {
  private final double wide;
  private final double deep;

  CtAbdomen(Plan plan) {
    super(plan);
    wide = traits.width();
    deep = traits.depth();
  }

  /** Adds everything, from inside to outside. */
  void add() {
    Rng r = new Rng(key, 50);
    kidneys(r);
    stomach(r);
    spleen(r);
    liver();
    pancreas();
    colon(r);
    loops(r);
    muscles();
    for (int side = -1; side <= 1; side += 2) {
      fill("belly fat", Material.FAT, side, 3.2);
    }
    for (int side = -1; side <= 1; side += 2) {
      fill("diaphragm", Material.MUSCLE, side, 0);
    }
  }

  private void fill(String name, Material m, int side, double inset) {
    double[] low = Vec.of(-200 * k, -150 * k, -440 * k);
    double[] high = Vec.of(200 * k, 150 * k, (top(side) + 5) * k);
    organ(name, m, new ScanlineSolid(low, high, (y, z, t) -> under(side, inset, y, z, t)));
  }

  /**
   * The space under one half of the diaphragm.
   *
   * @param inset distance kept from the diaphragm's upper face, mm in the standard body
   */
  private boolean under(int side, double inset, double y, double z, double[] t) {
    Section s = thorax.cavity(side, z, -inset * k);
    double v = (y - s.y()) / s.b();
    if (!(v * v < 1)) {
      return false;
    }
    double front = -.2;
    double away = v > front ? (v - front) / (1 - front) : (front - v) / (1 + front);
    double fall = (v > front ? 104 : 46) * away * away * (.55 + .45 * away);
    double ripple = 2.2 * wave(5.2 * v + side + key % 7) * (1 - away);
    double rest = top(side) - inset - z / k - fall + ripple;
    if (rest <= 0) {
      return false;
    }
    double half = Math.sqrt(1 - v * v) * s.a();
    double peak = side * 56 * wide * k;
    double outer = 92 * wide * k * StrictMath.pow(rest / 82, .42);
    double inner = 66 * wide * k * StrictMath.pow(rest / 40, .5);
    t[0] = Math.max(s.x() - half, peak - (side < 0 ? outer : inner));
    t[1] = Math.min(s.x() + half, peak + (side < 0 ? inner : outer));
    return t[0] < t[1];
  }

  /** The same for both halves where they meet, else for the right one. */
  private boolean underBoth(double inset, double y, double z, double[] t) {
    double[] left = new double[2];
    boolean hasLeft = under(1, inset, y, z, left);
    if (!under(-1, inset, y, z, t)) {
      return false;
    }
    if (hasLeft && left[0] < t[1]) {
      t[1] = Math.max(t[1], left[1]);
    }
    return true;
  }

  private void liver() {
    double top = top(-1);
    ellipsoid(
        "lesion",
        Material.LESION,
        p(-82, -10, top - 72),
        Abdomen.LESION_RADIUS,
        Abdomen.LESION_RADIUS,
        Abdomen.LESION_RADIUS);
    organ(
        "gallbladder",
        Material.WATER,
        solid(new Egg(-48, -54, top - 126, 13, 20, 26, 4, 0, 4, 6, 1), null));
    double[] low = Vec.of(-200 * k, -150 * k, (top - 178) * k);
    double[] high = Vec.of(130 * k, 150 * k, (top + 5) * k);
    organ(
        "liver",
        Material.LIVER,
        new ScanlineSolid(
            low,
            high,
            (y, z, t) -> {
              if (!underBoth(4.6, y, z, t)) {
                return false;
              }
              double v = y / k / deep;
              double u = top - z / k;
              double lobe = 92 * step(2, 26, u) * (1 - step(52, 122, u));
              double window = step(-76, -50, v) * (1 - step(-36, 6, v));
              double notch = 13 * (1 - step(0, 9, Math.abs(v + 84))) * step(40, 70, u);
              double base = -8 - 30 * step(-10, 62, v) - 52 * step(80, 176, u);
              double uneven = 2.6 * wave(.11 * v + .06 * u) + 1.8 * wave(.23 * v - .04 * u);
              double edge = base + lobe * window - notch + uneven;
              // The lower face rises to the back and to the middle.
              double end = 62 - .62 * Math.max(0, u - 96) + 2 * wave(.09 * u);
              if (v > end) {
                return false;
              }
              double away = 1 - Math.min(1, (end - v) / 40);
              double round = away * away * away;
              t[1] = Math.min(t[1], (edge - 34 * round) * wide * k);
              // The right lobe ends in a tip at the flank.
              t[0] += (9 * step(130, 178, u) + 46 * round * step(20, 60, u)) * k;
              return t[0] < t[1] - 2;
            }));
  }

  private void spleen(Rng r) {
    double z = top(1) - 62 + r.normal(0, 4);
    Egg e = new Egg(100 * wide, 44 * deep, z, 22, 46, 46, -9, -20, -7, 10, 2.4);
    egg("spleen", Material.SPLEEN, e, (y, h, t) -> under(1, 5, y, h, t));
  }

  private void stomach(Rng r) {
    double z = top(1) - 54;
    double level = r.in(-34, -14) - 12 * (1 - traits.gas());
    Egg fundus = new Egg(62 * wide, 12, z, 44, 48, 50, 15, -8, 8, 8, 3.4);
    Egg body = new Egg(36 * wide, -46, z - 50, 46, 27, 36, 12, 9, 26, -4, 2.6);
    ScanlineSolid.Edges inside = (y, h, t) -> under(1, 5.5, y, h, t);
    for (Egg e : new Egg[] {fundus, body}) {
      ScanlineSolid.Edges gas = (y, h, t) -> y < level * k && under(1, 9, y, h, t);
      egg("gas", Material.AIR, e.inner(4), gas);
      egg("stomach content", Material.CHYME, e.inner(4), (y, h, t) -> under(1, 9, y, h, t));
    }
    egg("stomach", Material.GUT, fundus, inside);
    egg("stomach", Material.GUT, body, inside);
  }

  private void pancreas() {
    // Head beside the duodenum, body over the aorta, tail to the spleen.
    double z = -168;
    egg("duodenum", Material.CHYME, new Egg(-48, 6, z - 14, 10, 9, 34, 2, 0, 2, 0, 1), null);
    egg("duodenum", Material.GUT, new Egg(-48, 6, z - 14, 13, 12, 37, 2, 0, 2, 0, 1), null);
    egg("pancreas", Material.GUT, new Egg(-24, 0, z - 10, 20, 13, 26, -5, 4, 6, 4, 2.4), null);
    egg("pancreas", Material.GUT, new Egg(12, -8, z + 4, 32, 9, 14, 12, 5, 6, 3, 2), null);
    egg("pancreas", Material.GUT, new Egg(54, 10, z + 14, 30, 10, 15, 22, -5, 8, 4, 2), null);
    pipe(
        "splenic vein",
        Material.BLOOD,
        new double[][] {p(-10, 8, z), p(34, 12, z + 8), p(78, 30, z + 26)},
        4.2);
    pipe("portal vein", Material.BLOOD, new double[][] {p(-10, 8, z), p(-44, -6, z + 48)}, 6.5);
    pipe(
        "mesenteric artery",
        Material.BLOOD,
        new double[][] {p(6, 20, z + 8), p(4, -8, z - 24), p(0, -20, -330)},
        4);
  }

  private void kidneys(Rng r) {
    for (int side = -1; side <= 1; side += 2) {
      double x = side * (60 + r.normal(0, 2));
      double z = -196 - (side < 0 ? 9 : 0) + r.normal(0, 3);
      Egg sinus = new Egg(x - side * 13, 47, z, 15, 9, 25, side * -5, side * -2, side * 9, 7, 2.4);
      Egg kidney = new Egg(x, 52, z, 25, 28, 55, side * 13, side * -9, side * -11, 8, 1.4);
      egg(
          "renal pelvis",
          Material.WATER,
          new Egg(x - side * 17, 45, z - 3, 8, 4, 9, 2, 0, 0, 0, 1),
          null);
      egg("sinus", Material.FAT, sinus, null);
      egg("kidney", Material.KIDNEY, kidney, null);
      egg(
          "adrenal",
          Material.GUT,
          new Egg(side * 38, 42, z + 62, 3, 15, 15, side * 7, side * 5, 0, 0, .8),
          null);
    }
  }

  private void colon(Rng r) {
    for (int side = -1; side <= 1; side += 2) {
      double x = side * (side < 0 ? 104 : 110) * wide;
      double y = side < 0 ? 18 : 34;
      for (double z = side < 0 ? -212 : -150; z > -400; z -= r.in(17, 25)) {
        pouch(r, new double[] {x + r.normal(0, 4), y + r.normal(0, 4), z}, side < 0 ? 25 : 17);
      }
    }
    for (double x = -96; x < 104; x += r.in(17, 25)) {
      double f = x / 100;
      double z = -206 + 30 * f * f + 12 * f + r.normal(0, 4);
      pouch(r, new double[] {x * wide, (-62 + 26 * f * f) * deep + r.normal(0, 4), z}, 18);
    }
  }

  /** One pouch of the colon: stool with bubbles, or gas over stool. */
  private void pouch(Rng r, double[] c, double radius) {
    double g = radius * r.in(.85, 1.15);
    double level = c[1] + g * r.in(-.9, .6);
    double[] turn = {r.in(-8, 8), r.in(-4, 4), r.in(-6, 6)};
    Egg e = new Egg(c[0], c[1], c[2], g, g * r.in(.85, 1.1), 16, turn[0], turn[1], turn[2], 0, 2);
    egg("gas", Material.AIR, e.inner(2.6), (y, z, t) -> y < level * k && all(t));
    for (int i = 0; i < 2; i++) {
      double b = r.in(1.5, 4);
      double x = c[0] + .5 * g * r.in(-1, 1);
      ellipsoid("gas", Material.AIR, p(x, c[1] + .5 * g * r.in(-1, 1), c[2]), b, b, 2 * b);
    }
    egg("stool", Material.CHYME, e.inner(2.6), null);
    egg("colon", Material.GUT, e, null);
  }

  private static boolean all(double[] t) {
    t[0] = -1e4;
    t[1] = 1e4;
    return true;
  }

  private void loops(Rng r) {
    for (int i = 0; i < 100; i++) {
      double out = r.in(-1, 1);
      double z = r.in(-300, -158);
      double y = r.in(-72, 18) * (1 - .3 * out * out) * deep;
      double g = r.in(9, 13);
      double stretch = r.in(1, 2.7);
      double lean = r.in(-16, 16);
      double bend = r.in(-16, 16);
      double tall = g * r.in(1, 2.2);
      Egg e =
          new Egg(
              84 * out * wide,
              y,
              z,
              g * stretch,
              g * r.in(.9, 1.5),
              tall,
              lean,
              bend,
              r.in(-9, 9),
              r.in(-8, 8),
              1.8);
      boolean gas = r.chance(.2);
      double level = y + g * r.in(-.4, .5);
      if (gas) {
        egg("gas", Material.AIR, e.inner(2.8), (v, h, t) -> v < level * k && all(t));
      }
      if (r.chance(.75)) {
        egg("bowel content", Material.CHYME, e.inner(2.8), null);
      }
      egg("bowel", Material.GUT, e, null);
    }
  }

  private void muscles() {
    // Fat in front of the bowel, where the two halves of the trunk meet.
    double[] low = Vec.of(-80 * k, -130 * k, -440 * k);
    double[] high = Vec.of(80 * k, -20 * k, thorax.heightAt(285));
    ScanlineSolid.Edges halves =
        (y, z, t) -> {
          double v = (y / k + 5) / (98 * deep - 10);
          double open = step(285, 310, thorax.depthOf(z));
          double half = v * v < 1 ? 76 * open * Math.sqrt(1 - StrictMath.pow(v, 8)) : 0;
          t[0] = -half * k;
          t[1] = half * k;
          return half > 0;
        };
    for (int side = -1; side <= 1; side += 2) {
      double crus = side < 0 ? 15 : 14;
      egg(
          "crus",
          Material.MUSCLE,
          new Egg(side * crus, 30, -150, 5, 20, 60, side * 5, side * -3, side * 2, 0, 1),
          null);
      for (int i = 0; i < 5; i++) {
        double z = -190 - 45 * i;
        double g = Math.min(24, 10 + 5 * i);
        egg(
            "psoas",
            Material.MUSCLE,
            new Egg(side * (30 + 4 * i), 48 - 3 * i, z, g, g * 1.15, 62, side * 4, 0, 0, 0, 1.2),
            null);
      }
      egg(
          "back muscle",
          Material.MUSCLE,
          new Egg(side * 24, 92 * deep, -335, 30, 23, 172, side * -3, side * 3, 0, -4, 1.2),
          null);
      egg(
          "quadratus",
          Material.MUSCLE,
          new Egg(side * 66, 80 * deep, -300, 24, 10, 120, side * -2, side * 3, 0, 0, 1),
          null);
    }
    organ("omentum", Material.FAT, new ScanlineSolid(low, high, halves));
  }
}
