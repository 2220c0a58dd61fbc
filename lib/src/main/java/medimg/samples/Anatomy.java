package medimg.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import medimg.samples.Body.Organ;
import medimg.samples.Body.Part;
import medimg.samples.Stack.Section;

/**
 * Builds one patient's body out of traits, posture and, if there is one, a pneumothorax.
 *
 * <p>Coordinates in the code are those of a standard body in mm (x to the left, y to the back, z to
 * the head, 0 in the middle of the chest); the traits' size multiplies them.
 */
final class Anatomy {
  /** Radius of the liver's lesion in the standard body, mm. */
  static final double LESION_RADIUS = 17;

  /** Offset of the two ellipses of which trunk and shoulders are made: round neck, flat chest. */
  private static final Curve BOX = new Curve(-46, 0, -14, 34, 30, 56, 100, 62, 300, 58);

  private final Traits traits;
  private final Thorax thorax;
  private final boolean supine;
  private final Pneumothorax air;
  private final long key;
  private final double k;
  private final Body body = new Body();
  private double shift;

  private Anatomy(Traits traits, boolean supine, Pneumothorax air, long key) {
    this.traits = traits;
    this.supine = supine;
    this.air = air;
    this.key = key;
    thorax = new Thorax(traits, supine);
    k = traits.size();
  }

  /**
   * The body.
   *
   * @param key every random detail follows from it, with or without air
   */
  static Body build(Traits traits, boolean supine, Pneumothorax air, long key) {
    return new Anatomy(traits, supine, air, key).build();
  }

  /** Body and, as a film needs it, the lung's vessels, bones and mimics. */
  private Body build() {
    body.density = traits.density();
    body.densityY = supine ? traits.gradient() / (90 * k) : 0;
    body.densityZ = supine ? 0 : -traits.gradient() / (130 * k);
    shift = air == null ? 0 : air.push();
    airways();
    spine();
    greatVessels();
    shift = 0;
    abdomen();
    shift = air == null ? 0 : air.push();
    heart();
    hila();
    mediastinum();
    shift = 0;
    lungs();
    wall();
    skin();
    Skeleton.add(thorax, body.bones, new Rng(key, 2));
    for (int side = -1; side <= 1; side += 2) {
      vessels(side);
    }
    fissure();
    return body;
  }

  private double[] p(double x, double y, double z) {
    return Vec.of(x * k + shift * fade(z), y * k, z * k);
  }

  /** A push moves the middle of the mediastinum most, its ends less. */
  private static double fade(double z) {
    double d = (z + 10) / 190;
    return Math.max(.15, 1 - d * d);
  }

  private void organ(String name, Material m, Solid s) {
    body.organs.add(new Organ(name, m, s, 0));
  }

  private void ellipsoid(
      String name, Material m, double[] c, double a, double b, double h, double... turns) {
    double[][] e = Vec.frame(turns.length == 3 ? turns : new double[3]);
    organ(name, m, Quadric.ellipsoid(c, e, a * k, b * k, h * k));
  }

  /** A bent pipe: cylinders with balls at the joints, each point with its radius. */
  private void pipe(String name, Material m, double[][] points, double... r) {
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

  private void airways() {
    Rng r = new Rng(key, 3);
    double lean = r.normal(2, 2);
    double[] carina = p(3 + .5 * lean, 20, 34);
    double[] right = p(-27, 20, 10);
    double[] lower = p(-37, 22, -16);
    double[] left = p(40, 20, 2);
    double wide = traits.female() ? 8.8 : 10.4;
    double[][] trachea = {p(0, 6, 220), p(0, 4, 130), p(-lean, 12, 80), carina};
    pipe("trachea", Material.AIR, trachea, wide);
    pipe("bronchus", Material.AIR, new double[][] {carina, right, lower}, 6.2, 5.6, 4.4);
    pipe("bronchus", Material.AIR, new double[][] {carina, left, p(52, 26, -16)}, 5.8, 5, 4);
    pipe("bronchus", Material.AIR, new double[][] {right, p(-48, 16, 20)}, 4, 3.2);
    pipe("bronchus", Material.AIR, new double[][] {left, p(54, 10, 14)}, 4, 3.2);
    pipe("airway wall", Material.MUSCLE, new double[][] {carina, right, lower}, 8, 7.2, 5.8);
    pipe(
        "airway wall",
        Material.MUSCLE,
        new double[][] {carina, left, p(52, 26, -16)},
        7.4,
        6.4,
        5.4);
    pipe("airway wall", Material.MUSCLE, trachea, wide + 1.6);
    pipe(
        "oesophagus",
        Material.MUSCLE,
        new double[][] {p(3, 34, 180), p(7, 38, 40), p(10, 34, -90)},
        7.5);
  }

  private void spine() {
    organ(
        "spine",
        Material.MUSCLE,
        new Stack(
            -430 * k,
            260 * k,
            z -> new Section(thorax.spineX(z), thorax.spineY(z) + 3 * k, 19 * k, 19 * k),
            0,
            0));
  }

  private void greatVessels() {
    double u = traits.unfolding();
    Material m = Material.BLOOD;
    pipe(
        "aorta",
        m,
        new double[][] {
          p(-10 - .3 * u, -26, -10),
          p(-15 - .4 * u, -27, 28),
          p(-8, -18, 52 + .3 * u),
          p(12 + .3 * u, 6, 62 + .5 * u),
          p(25 + .8 * u, 30, 54 + .5 * u),
          p(28 + .9 * u, 47, 28),
          p(26 + .8 * u, 50, -30),
          p(18 + .5 * u, 44, -110),
          p(8, 36, -160),
          p(6, 26, -420)
        },
        16,
        15.5,
        14,
        13.5,
        13,
        12.5,
        12,
        11,
        10,
        9);
    pipe("cava", m, new double[][] {p(-24, -10, 104), p(-25, -18, 60), p(-25, -16, -10)}, 8.5, 10);
    pipe("cava", m, new double[][] {p(-26, 6, -85), p(-24, 16, -200), p(-20, 22, -420)}, 11);
    pipe("vein", m, new double[][] {p(44, -28, 112), p(10, -32, 92), p(-24, -20, 76)}, 7);
    pipe("vein", m, new double[][] {p(-46, -24, 118), p(-24, -16, 92)}, 7.5);
    pipe("artery", m, new double[][] {p(18, 10, 66), p(24, 12, 100), p(46, 0, 138)}, 6, 5.5, 4.5);
    pipe("artery", m, new double[][] {p(8, -2, 64), p(14, 0, 110), p(26, -2, 200)}, 4.5, 4);
    pipe("artery", m, new double[][] {p(-2, -10, 62), p(-16, -4, 100), p(-26, -2, 200)}, 7, 6, 4);
    pipe("artery", m, new double[][] {p(-16, -4, 100), p(-46, 0, 138)}, 5.5, 4.5);
    pipe(
        "pulmonary trunk",
        m,
        new double[][] {p(14, -44, -8), p(23, -30, 16), p(34, -4, 26), p(46, 14, 18)},
        14,
        14,
        11.5,
        9);
    pipe(
        "pulmonary trunk",
        m,
        new double[][] {p(22, -24, 20), p(-8, -4, 14), p(-38, 0, 10)},
        11,
        10.5,
        9);
  }

  private double lowering(int side) {
    return air == null || air.side() != side ? 0 : air.lowering() / k;
  }

  /** Height of the top of a hemidiaphragm in the standard body, without a pneumothorax. */
  private double top(int side) {
    double base = (supine ? -66 : -88) + traits.domeRight();
    return side < 0 ? base : base + traits.domeLeft();
  }

  private void abdomen() {
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
            .cut(.72, .25, -.65, (.72 * -20 + .65 * 52 - .65 * liverZ - .0) * k));
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
        new Stack(
            -430 * k,
            thorax.heightAt(262),
            z -> {
              double open = Math.min(1, (thorax.heightAt(258) - z) / (40 * k));
              return new Section(0, -12 * k, 90 * k * open, deeper * open);
            },
            0,
            0));
  }

  private void heart() {
    Rng r = new Rng(key, 5);
    double h = traits.heart() * (supine ? 1.04 : 1);
    double sit = (top(-1) + top(1)) / 2 + 88;
    double z = .75 * sit - 9;
    double turn = r.normal(0, 6);
    double long1 = r.normal(1, .05);
    Material m = Material.HEART;
    ellipsoid(
        "heart", m, p(33 * h, -30, -47 + z), 61 * h * long1, 38 * h, 41 * h, -8, 34 + turn, -24);
    ellipsoid("heart", m, p(10, -46, -48 + z), 47 * h, 30 * h, 44 * h, 0, 20, 0);
    ellipsoid("heart", m, p(-13 * h, -24, -46 + z), 33 * h, 34 * h, 58 * h, 0, -6, 0);
    ellipsoid("heart", m, p(6, 0, -24 + z), 42 * h, 27 * h, 31 * h);
    ellipsoid("heart", m, p(26 * h, -28, -8 + .6 * z), 24 * h, 24 * h, 30 * h, 0, -14, 0);
    ellipsoid("heart", m, p(36 * h, -18, -14 + z), 20 * h, 20 * h, 28 * h, 0, -28, 0);
    // Fat in the angles between heart and diaphragm.
    double pad = 8 + .9 * traits.fat();
    double[][] e = Vec.frame(0, 0, 0);
    double[][] facing = {e[0], e[2], e[1]};
    organ(
        "fat pad",
        Material.FAT,
        new Lens(p(74 * h, -54, -86 + sit), facing, (20 + pad) * k, 34 * k, 34 * k));
    organ(
        "fat pad",
        Material.FAT,
        new Lens(p(-44 * h, -54, -82 + sit), facing, (8 + pad) * k, 30 * k, 30 * k));
  }

  private void hila() {
    Material m = Material.BLOOD;
    double f = traits.vessels();
    double[][][] right = roots(-1);
    double[][][] left = roots(1);
    pipe(
        "hilum",
        m,
        new double[][] {p(-30, -2, 14), p(-43, 5, 6), right[0][0]},
        8.4 * f,
        7.6 * f,
        6.4 * f);
    pipe("hilum", m, new double[][] {p(-26, -2, 16), right[1][0]}, 6 * f, 4.8 * f);
    pipe("hilum", m, new double[][] {p(-12, 6, -24), right[2][0]}, 6.2 * f, 5 * f);
    pipe("hilum", m, new double[][] {p(-14, 0, -12), right[3][0]}, 5.4 * f, 4.4 * f);
    pipe(
        "hilum",
        m,
        new double[][] {p(40, 8, 24), p(49, 18, 12), left[0][0]},
        8.6 * f,
        7.6 * f,
        6.4 * f);
    pipe("hilum", m, new double[][] {p(34, 4, 28), left[1][0]}, 5.8 * f, 4.6 * f);
    pipe("hilum", m, new double[][] {p(14, 8, -22), left[2][0]}, 6 * f, 4.8 * f);
    pipe("hilum", m, new double[][] {p(18, 0, -12), left[3][0]}, 5.2 * f, 4.2 * f);
  }

  private void mediastinum() {
    Rng r = new Rng(key, 6);
    double w = r.normal(1, .07) * (supine ? 1.07 : 1) * (.92 + .006 * traits.fat());
    Curve half =
        new Curve(-30, 14, 0, 17, 25, 21, 45, 24, 65, 26, 95, 27, 130, 27, 180, 25, 260, 24);
    Curve reach = new Curve(-20, 46, 30, 44, 80, 52, 130, 58, 250, 62);
    double s = shift;
    organ(
        "mediastinum",
        Material.FAT,
        new Stack(
            -170 * k,
            136 * k,
            z -> {
              double depth = thorax.depthOf(z);
              return new Section(
                  2 * k + s * fade(z / k),
                  2 * k,
                  half.at(depth) * w * k,
                  reach.at(depth) * k * traits.depth());
            },
            0,
            0));
  }

  private void lungs() {
    for (int side = -1; side <= 1; side += 2) {
      int sd = side;
      double bottom = thorax.heightAt(312);
      double top = thorax.heightAt(0) + 2;
      if (air != null && air.side() == side) {
        double skin = .8;
        Stack whole = new Stack(bottom, top, z -> thorax.lung(sd, z, air), side, shift0());
        Stack core =
            new Stack(
                bottom,
                top,
                z -> {
                  Section s = thorax.lung(sd, z - skin * .5, air);
                  return new Section(s.x(), s.y(), s.a() - skin, s.b() - skin);
                },
                side,
                shift0());
        body.organs.add(new Organ("lung", Material.LUNG, core, side));
        body.organs.add(new Organ("pleura", Material.PLEURA, whole, side));
        body.organs.add(
            new Organ(
                "air",
                Material.AIR,
                new Stack(bottom, top, z -> thorax.cavity(sd, z, 0), side, shift0()),
                side));
      } else {
        body.organs.add(
            new Organ(
                "lung",
                Material.LUNG,
                new Stack(bottom, top, z -> thorax.cavity(sd, z, 0), side, shift0()),
                side));
      }
    }
  }

  private double shift0() {
    return air == null ? 0 : air.push();
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
              new Stack(
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
          new Stack(
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
        new Stack(
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

  /** A flat muscle that thins out to its rim. */
  private void pad(
      String name, double[] c, double wide, double tall, double thick, double... turns) {
    double[][] e = Vec.frame(turns);
    double[][] facing = {e[0], e[2], e[1]};
    organ(name, Material.MUSCLE, new Lens(c, facing, wide * k, tall * k, thick * k));
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
          new Stack(
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
        new Stack(
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
                  (122 * k + fat) * open,
                  (.95 * b + .75 * fat + belly) * (.8 + .2 * open));
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
            new Lens(
                p(side * x, y, z - 2), facing, (38 + .8 * b) * k, (36 + .8 * b) * k, .7 * thick));
        // Fuller below than above: two soft pads.
        organ(
            "breast",
            Material.FAT,
            new Lens(p(side * x, y, z), facing, (56 + b) * k, (58 + b) * k, thick));
        organ(
            "breast",
            Material.FAT,
            new Lens(p(side * x, y, z - 14), facing, (50 + b) * k, (40 + b) * k, thick * .95));
      }
    }
  }

  /** Where vessels may lie: in the lung, a few mm from everything else. */
  private Predicate<double[]> insideLung(int side, Thorax t) {
    List<Solid> block = new ArrayList<>();
    Solid lung = null;
    for (Organ o : body.organs) {
      if (o.side() == side && o.name().equals("lung")) {
        lung = o.solid();
        break;
      }
      block.add(o.solid());
    }
    Stack whole =
        new Stack(
            t.heightAt(312), t.heightAt(0) + 2, z -> t.cavity(side, z, -3.5 * k), side, 4 * side);
    return q -> {
      if (!whole.inside(q[0], q[1], q[2])) {
        return false;
      }
      for (Solid s : block) {
        if (s.low[2] - 3 < q[2]
            && s.high[2] + 3 > q[2]
            && (s.inside(q[0], q[1], q[2]) || s.inside(q[0], q[1], q[2] - 3 * k))) {
          return false;
        }
      }
      return true;
    };
  }

  /**
   * Grown in the body without air, then moved with the lung; volume is kept where length shrinks.
   */
  private void vessels(int side) {
    Predicate<double[]> free;
    double hold = shift;
    shift = 0;
    if (air == null) {
      free = insideLung(side, thorax);
    } else {
      free = new Anatomy(traits, supine, null, key).organsOnly().insideLung(side, thorax);
    }
    double[] low = {side > 0 ? 0 : -160 * k, -105 * k, -150 * k};
    double[] high = {side > 0 ? 160 * k : 0, 105 * k, 128 * k};
    double[][][] roots = roots(side);
    int[] ends = {300, 210, 210, 180};
    for (int i = 0; i < roots.length; i++) {
      double zLow = i == 0 || i == 2 ? low[2] : -40 * k;
      double zHigh = i == 0 || i == 2 ? 30 * k : high[2];
      List<VesselTree.Branch> tree =
          VesselTree.grow(
              new Rng(key, 8, side, i),
              roots[i],
              new double[] {low[0], low[1], zLow},
              new double[] {high[0], high[1], zHigh},
              free,
              ends[i],
              .64 * traits.vessels());
      for (VesselTree.Branch b : tree) {
        addVessel(b, side);
      }
    }
    shift = hold;
  }

  /**
   * Where four groups of vessels leave the hilum: lower and upper arteries, lower and upper veins.
   */
  private double[][][] roots(int side) {
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

  private void addVessel(VesselTree.Branch b, int side) {
    double[][] line = b.points();
    double[] r = b.radii();
    if (air != null && air.side() == side) {
      double[][] moved = new double[line.length][];
      double before = 0;
      double after = 0;
      for (int i = 0; i < line.length; i++) {
        moved[i] = thorax.moved(line[i], side, air);
        if (i > 0) {
          before += Vec.distance(line[i], line[i - 1]);
          after += Vec.distance(moved[i], moved[i - 1]);
        }
      }
      double f = Math.sqrt(before / after);
      r = r.clone();
      for (int i = 0; i < r.length; i++) {
        r[i] *= f;
      }
      line = moved;
    }
    Tube.add(body.vessels, line, null, r, r, 0, Material.BLOOD, Material.BLOOD);
  }

  private Anatomy organsOnly() {
    airways();
    spine();
    greatVessels();
    abdomen();
    heart();
    hila();
    mediastinum();
    lungs();
    return this;
  }

  /**
   * The right lung's minor fissure: a sheet of two pleuras that a film shows where it is seen
   * edge-on.
   */
  private void fissure() {
    Rng r = new Rng(key, 9);
    boolean seen = r.chance(.6);
    double tilt = r.normal(0, 5);
    double roll = r.normal(4, 5);
    double z = r.normal(10, 6);
    if (!seen || supine) {
      return;
    }
    double[] c = p(-84, -34, z);
    double ratio = 1;
    if (air != null && air.side() < 0) {
      double[] moved = thorax.moved(c, -1, air);
      double[] edge = thorax.moved(Vec.along(c, Vec.of(-1, 0, 0), 40), -1, air);
      ratio = Math.min(1, Vec.distance(moved, edge) / 40);
      c = moved;
    }
    body.vessels.add(
        new Part(
            Quadric.ellipsoid(c, Vec.frame(tilt, roll, 0), 44 * k * ratio, 36 * k * ratio, .4),
            Material.MUSCLE));
  }
}
