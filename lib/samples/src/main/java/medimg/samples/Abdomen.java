package medimg.samples;

import medimg.samples.StackedEllipses.Section;

/** Builds the diaphragm and what lies below it, as plain as a film shows it. */
final class Abdomen extends OrganBuilder {
  /** Radius of the liver's lesion in the standard body, mm. */
  static final double LESION_RADIUS = 17;

  Abdomen(Plan plan) {
    super(plan, 0);
  }

  private double lowering(int side) {
    return air == null || air.side() != side ? 0 : air.lowering() / k;
  }

  /** Adds bowel, stomach, liver, spleen, kidneys, diaphragm and fat, from inside to outside. */
  void add() {
    Rng r = new Rng(key, 4);
    double topR = top(-1) - lowering(-1);
    double topL = top(1) - lowering(1);
    double wide = traits.width();
    double deep = traits.depth();
    double w = 95 * wide;
    double d = 100 * deep;
    double h = 64 + r.normal(0, 4);
    // Bowel gas, stomach, spleen, kidneys, liver: from inside to outside.
    double level = r.in(4, 26) * (.4 + traits.gas());
    double[] stomach = {52 * wide, -6, topL - 43};
    double sr = 33 + 12 * traits.gas();
    Quadric bubble =
        Quadric.ellipsoid(
            p(stomach[0], stomach[1], stomach[2]),
            Vec.frame(0, -18, 0),
            (sr - 4) * k,
            (34 - 4) * k,
            (34 - 4) * k);
    if (supine) {
      organ("gas", Material.AIR, bubble.cut(0, 1, 0, (stomach[1] - 22 + level * .4) * k));
    } else {
      organ("gas", Material.AIR, bubble.cut(0, 0, -1, -(stomach[2] + 27 - level) * k));
    }
    ellipsoid(
        "stomach", Material.BOWEL, p(stomach[0], stomach[1], stomach[2]), sr, 34, 34, 0, -18, 0);
    if (r.chance(.55)) {
      double x = r.in(72, 96);
      double z = topL - r.in(62, 84);
      int n = 3 + (int) r.in(0, 4);
      for (int i = 0; i < n; i++) {
        double g = r.in(9, 16);
        double[] c = p(x * wide, -34 + r.normal(0, 5), z);
        ellipsoid("gas", Material.AIR, c, g, g, g * r.in(.7, 1), 0, r.in(-40, 40), 0);
        x -= r.in(4, 17);
        z -= r.in(-7, 16);
      }
    }
    for (int i = 0; i < 26; i++) {
      double g = r.in(9, 17);
      double out = r.in(-1, 1);
      double[] c = p(95 * out, r.in(-66, 14) * (1 - .35 * out * out), r.in(-390, -205));
      double[] turn = {r.in(-30, 30), r.in(-80, 80), r.in(-60, 60)};
      double stretch = r.in(1, 2.2);
      if (r.chance(.3)) {
        ellipsoid("gas", Material.AIR, c, (g - 3) * stretch, g - 3, .8 * (g - 3), turn);
      }
      ellipsoid("bowel", Material.BOWEL, c, g * stretch, g, g, turn);
    }
    double liverZ = topR - h;
    ellipsoid("bowel", Material.BOWEL, p(28, -30, topL - 108), 58, 34, 36, 0, 24, 10);
    ellipsoid(
        "lesion",
        Material.LESION,
        p(-82, -10, liverZ - 8),
        LESION_RADIUS,
        LESION_RADIUS,
        LESION_RADIUS);
    double[][] straight = Vec.frame(0, 0, 0);
    organ(
        "liver",
        Material.LIVER,
        Quadric.ellipsoid(
                p(-62 * wide, -6, liverZ), straight, (w - 5) * k, (d - 5) * k, (h - 5) * k)
            .cut(0, 0, -1, -liverZ * k));
    organ(
        "liver",
        Material.LIVER,
        Quadric.ellipsoid(p(-62 * wide, -6, liverZ), straight, (w - 5) * k, (d - 5) * k, 105 * k)
            .cut(0, 0, 1, liverZ * k)
            .cut(.72, .25, -.65, (.72 * -20 + .65 * 52 - .65 * liverZ) * k));
    ellipsoid("liver", Material.LIVER, p(2, -42, liverZ - 6), 62, 38, 34, 0, 14, 0);
    ellipsoid("spleen", Material.SPLEEN, p(98 * wide, 44, topL - 58), 27, 40, 44, 0, 14, -30);
    for (int side = -1; side <= 1; side += 2) {
      double[] c = p(side * 58, 50, -205 - (side < 0 ? 10 : 0));
      ellipsoid("sinus", Material.FAT, Vec.along(c, Vec.of(-side, -.4, 0), 12 * k), 12, 9, 22);
      ellipsoid("kidney", Material.KIDNEY, c, 27, 23, 52, 0, side * -12, side * 20);
      pipe(
          "psoas",
          Material.MUSCLE,
          new double[][] {p(side * 30, 44, -190), p(side * 48, 34, -420)},
          14,
          24);
    }
    Quadric[] domes = new Quadric[2];
    for (int side = -1; side <= 1; side += 2) {
      double z = (side < 0 ? topR : topL) - h;
      double narrow = air != null && air.side() == side && supine ? .12 * air.gap() : 0;
      double[] c = p(side * 62 * wide, -6, z);
      Quadric dome =
          Quadric.ellipsoid(c, straight, (w - narrow) * k, d * k, h * k).cut(0, 0, -1, -z * k);
      Quadric fat =
          Quadric.ellipsoid(c, straight, (w - narrow - 3.5) * k, (d - 3.5) * k, (h - 3.5) * k)
              .cut(0, 0, -1, -z * k);
      double[] bottom = p(side * 62 * wide, -6, -440);
      double[] across = Vec.of(1, 0, 0);
      double[] up = Vec.of(0, 0, 1);
      double[] below = Vec.times(up, -1);
      organ("belly fat", Material.FAT, fat);
      organ(
          "belly fat",
          Material.FAT,
          Quadric.piece(bottom, c, across, (w - narrow) * k, d * k, below, up));
      domes[side > 0 ? 1 : 0] = dome;
    }
    organ("diaphragm", Material.MUSCLE, domes[0]);
    organ("diaphragm", Material.MUSCLE, domes[1]);
    double deeper = 88 * deep * k;
    organ(
        "belly fat",
        Material.FAT,
        new StackedEllipses(
            -430 * k,
            thorax.heightAt(262),
            z -> {
              double open = Math.min(1, (thorax.heightAt(258) - z) / (40 * k));
              return new Section(0, -12 * k, 90 * k * open, deeper * open);
            },
            0,
            0));
  }
}
