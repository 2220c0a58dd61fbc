package medimg.samples;

import medimg.samples.Body.Organ;
import medimg.samples.StackedEllipses.Section;

/** Builds the chest's wall, muscles, arms, breasts and skin; a CT adds its {@link CtBodyWall}. */
final class BodyWall extends OrganBuilder {
  /** Offset of the two ellipses of which trunk and shoulders are made: round neck, flat chest. */
  private static final Curve BOX = new Curve(-46, 0, -14, 34, 30, 56, 100, 62, 300, 58);

  BodyWall(Plan plan) {
    super(plan, 0);
  }

  /** Adds muscles, then what lies over them. */
  void add() {
    wall();
    skin();
  }

  private void wall() {
    double m = traits.muscle();
    for (int side = -1; side <= 1; side += 2) {
      int sd = side;
      double grow = 12.5 * k;
      body.organs.add(
          new Organ(
              "wall",
              Material.MUSCLE,
              new StackedEllipses(
                  -430 * k,
                  thorax.heightAt(0) + grow,
                  z -> thorax.cavity(sd, z, grow),
                  side,
                  -2 * side),
              0));
      double[] back = p(side * 31, 98 * traits.depth() - 4, -430);
      double[] low = p(side * 33, 98 * traits.depth() - 4, 0);
      double[] high = p(side * 24, 78, 122);
      organ("back muscle", Material.MUSCLE, Quadric.cylinder(back, low, 20 * k));
      organ("back muscle", Material.MUSCLE, Quadric.cylinder(low, high, 17 * k));
      double out = .6 * thorax.shoulders();
      pad(
          "pectoral",
          p(side * 80, -70 * traits.depth(), 58),
          78,
          60,
          19 * m,
          -20,
          side * 20,
          side * 22);
      ellipsoid(
          "lat",
          Material.MUSCLE,
          p(side * (132 + .3 * out), 44, 0),
          22 * m,
          56,
          88,
          0,
          side * 6,
          side * -20);
      pad(
          "blade muscle",
          p(side * (110 + out), 72 - .3 * out, 42),
          84,
          118,
          24 * m,
          6,
          side * 12,
          side * -34);
      ellipsoid(
          "shoulder",
          Material.MUSCLE,
          p(side * (160 + out), 16, 96),
          42 + 6 * m,
          46,
          44,
          0,
          side * -20,
          0);
    }
    Curve half =
        new Curve(
            -140, 52, -62, 55, -46, 68, -32, 94, -17, 130, 0, 152, 30, 154, 60, 138, 100, 100);
    Curve deep = new Curve(-140, 44, -40, 45, -10, 50, 15, 58, 60, 80, 100, 80);
    Curve y = new Curve(-140, 8, -60, 14, -10, 20, 60, 12);
    for (int side = -1; side <= 1; side += 2) {
      int sd = side;
      organ(
          "shoulder girdle",
          Material.MUSCLE,
          new StackedEllipses(
              thorax.heightAt(100),
              270 * k,
              z -> {
                double depth = thorax.depthOf(z);
                double c = BOX.at(depth) * k;
                double a = half.at(depth) * k * (.9 + .1 * m);
                return new Section(sd * c, y.at(depth) * k, a - c, deep.at(depth) * k);
              },
              side,
              -2 * side));
    }
    organ(
        "belly wall",
        Material.MUSCLE,
        new StackedEllipses(
            -430 * k,
            thorax.heightAt(222),
            z -> {
              double open = Math.min(1, (thorax.heightAt(218) - z) / (60 * k));
              double b = 99 * traits.depth() * k * (.7 + .3 * open);
              return new Section(0, -10 * k, 105 * k * open, b);
            },
            0,
            0));
    for (int side = -1; side <= 1; side += 2) {
      arm(side, 0, Material.MUSCLE);
    }
  }

  private void arm(int side, double skin, Material m) {
    if (traits.arms() > 90) {
      return;
    }
    double out = .8 * thorax.shoulders();
    double a = StrictMath.toRadians(traits.arms());
    double[] head = p(side * (172 + out), 20 - .4 * out, 97 + .1 * out);
    double[] d = Vec.of(side * StrictMath.sin(a), -.12, -StrictMath.cos(a));
    double[] c = Vec.along(head, d, 138 * k);
    double r = (35 + 7 * traits.muscle()) * k + skin;
    double[] along = Vec.unit(d);
    double[] u = Vec.across(Vec.of(1, 0, 0), along);
    organ(
        "arm",
        m,
        Quadric.ellipsoid(c, new double[][] {u, Vec.cross(along, u), along}, r, r, 165 * k + skin));
  }

  private void skin() {
    double fat = traits.fat();
    double m = traits.muscle();
    breasts();
    Curve half =
        new Curve(
            -140, 58, -66, 62, -50, 76, -36, 104, -20, 142, -4, 168, 40, 172, 90, 164, 150, 163,
            250, 168, 330, 166, 480, 166);
    Curve deep =
        new Curve(-140, 48, -40, 50, -10, 57, 20, 70, 60, 94, 120, 108, 250, 114, 480, 114);
    Curve y = new Curve(-140, 8, -60, 14, -10, 20, 60, 12, 130, 5, 300, 2);
    for (int side = -1; side <= 1; side += 2) {
      int sd = side;
      organ(
          "fat",
          Material.FAT,
          new StackedEllipses(
              -430 * k,
              270 * k,
              z -> {
                double depth = thorax.depthOf(z);
                double belly = depth > 230 ? Math.min(1, (depth - 230) / 120) * (fat - 8) * .6 : 0;
                double c = BOX.at(depth) * k;
                double a = half.at(depth) * k * (depth > 40 ? traits.width() : 1);
                double b = deep.at(depth) * k * (depth > 40 ? traits.depth() : 1);
                return new Section(
                    sd * c,
                    y.at(depth) * k - belly / 2,
                    a - c + fat + belly * .6,
                    b + .8 * fat + belly);
              },
              side,
              -2 * side));
    }
    organ(
        "fat",
        Material.FAT,
        new StackedEllipses(
            -430 * k,
            thorax.heightAt(0),
            z -> {
              double depth = thorax.depthOf(z);
              double belly = depth > 230 ? Math.min(1, (depth - 230) / 120) * (fat - 8) * .6 : 0;
              double open = Math.min(1, depth / 60);
              double b = deep.at(depth) * k * (depth > 40 ? traits.depth() : 1);
              return new Section(
                  0,
                  y.at(depth) * k - belly / 2,
                  (134 * k + fat) * open,
                  (b + .8 * fat + belly) * (.8 + .2 * open));
            },
            0,
            0));
    for (int side = -1; side <= 1; side += 2) {
      double out = .6 * thorax.shoulders();
      organ(
          "fat",
          Material.FAT,
          Quadric.ellipsoid(
              p(side * (160 + out), 16, 96),
              Vec.frame(0, side * -20, 0),
              (42 + 6 * m) * k + .6 * fat,
              46 * k + .7 * fat,
              44 * k + .6 * fat));
      arm(side, 3 + .5 * fat, Material.FAT);
      ellipsoid(
          "axilla",
          Material.FAT,
          p(side * (150 + out), 14, 62),
          34 + .5 * fat,
          44,
          52,
          0,
          side * 12,
          0);
    }
  }

  private void breasts() {
    Rng r = new Rng(key, 7);
    double b = traits.breast();
    double lie = supine ? 12 : 0;
    for (int side = -1; side <= 1; side += 2) {
      double x = 80 + r.normal(0, 3) + lie;
      double z = (supine ? 0 : -28) + r.normal(0, 5) - .5 * b;
      double y = -87 * traits.depth() - .5 * traits.fat();
      double[][] e = Vec.frame(supine ? -8 : -14, 0, side * 18);
      if (b > 0) {
        double[][] facing = {e[0], e[2], e[1]};
        double thick = (supine ? .8 : 1) * (18 + 1.3 * b) * k;
        organ(
            "gland",
            Material.GLAND,
            new TaperedPad(
                p(side * x, y, z - 2), facing, (38 + .8 * b) * k, (36 + .8 * b) * k, .7 * thick));
        // Fuller below than above: two soft pads.
        organ(
            "breast",
            Material.FAT,
            new TaperedPad(p(side * x, y, z), facing, (56 + b) * k, (58 + b) * k, thick));
        organ(
            "breast",
            Material.FAT,
            new TaperedPad(
                p(side * x, y, z - 14), facing, (50 + b) * k, (40 + b) * k, thick * .95));
      }
    }
  }
}
