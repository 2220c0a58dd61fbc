package medimg.samples;

import java.util.List;
import medimg.samples.StackedEllipses.Section;

/** Builds the bones: shells of compact bone with spongy cores, in mm. */
final class Skeleton {
  private final Thorax thorax;
  private final List<Body.Part> bones;
  private final Rng rng;
  private final double k;
  private final double hard;

  private Skeleton(Thorax thorax, List<Body.Part> bones, Rng rng) {
    this.thorax = thorax;
    this.bones = bones;
    this.rng = rng;
    k = thorax.size;
    // Compact bone thins with age.
    hard = 1.1 - .004 * Math.max(0, thorax.traits.age() - 35);
  }

  static void add(Thorax thorax, List<Body.Part> bones, Rng rng) {
    Skeleton s = new Skeleton(thorax, bones, rng);
    double z = thorax.heightAt(-7);
    for (int i = 1; i <= 12; i++) {
      for (int side = -1; side <= 1; side += 2) {
        s.rib(i, side, z);
      }
      z -= thorax.traits.ribPitch() * s.k * (i == 1 ? .8 : 1);
    }
    s.spine();
    for (int side = -1; side <= 1; side += 2) {
      s.clavicle(side);
      s.shoulderBlade(side);
      s.upperArm(side);
    }
    s.sternum();
  }

  private double[] at(int side, double x, double y, double z) {
    return Vec.of(side * x * k, y * k, z * k);
  }

  private static final double[] RIB_DROP = {
    0, 40, 66, 88, 104, 116, 124, 128, 124, 116, 100, 52, 30
  };
  private static final double[] RIB_END = {
    0, -86, -88, -85, -82, -78, -74, -68, -58, -48, -32, 15, 50
  };

  private void rib(int i, int side, double zJoint) {
    double z = zJoint + rng.normal(0, 1.3) * k;
    double drop = RIB_DROP[i] * thorax.traits.ribSlope() * k * rng.normal(1, .05);
    double end = RIB_END[i] + rng.normal(0, 5);
    double start = 101 + rng.normal(0, 2);
    double bow = rng.normal(0, 3.0) * k;
    double wave = rng.in(0, 6.3);
    double height = (i == 1 ? 7.4 : 6.1 + .12 * Math.min(i, 7)) * k * rng.normal(1, .07);
    double thick = 3.5 * k * rng.normal(1, .06);
    double wall = (i <= 2 ? .5 : .68) * k * hard * rng.normal(1, .08);
    int n = (int) ((start - end) / 5) + 1;
    int neck = 3;
    double[][] p = new double[n + neck][];
    double[][] across = new double[n + neck][];
    double[] r1 = new double[n + neck];
    double[] r2 = new double[n + neck];
    for (int j = 0; j < n; j++) {
      double f = (double) j / (n - 1);
      double angle = StrictMath.toRadians(start + (end - start) * f);
      double cos = StrictMath.cos(angle);
      double sin = StrictMath.sin(angle);
      double share = (start - (start + (end - start) * f)) / 190;
      double lift = 4.5 * k * StrictMath.sin(Math.min(1, share * 4) * Math.PI);
      double fall = drop * (.25 * share + .75 * share * share * (3 - 2 * share));
      double zz =
          z
              + (i == 1 ? 0 : lift)
              - fall
              + bow * StrictMath.sin(Math.PI * f)
              + .9 * k * StrictMath.sin(9 * f + wave);
      Section s =
          thorax.cavity(
              side, Math.min(zz, thorax.heightAt(i == 1 ? 2.5 : 10)), (i == 1 ? 4 : 6) * k);
      double a = s.a();
      double b = s.b();
      p[neck + j] = Vec.of(s.x() + side * a * cos, s.y() + b * sin, zz);
      across[neck + j] = Vec.unit(Vec.of(side * cos / a, sin / b, 0));
      r1[neck + j] = thick * (f > .92 ? .9 - 6 * (f - .92) : 1 - .12 * f);
      double flare = f > .92 ? 1.15 - 6 * (f - .92) : f > .75 ? 1 + .9 * (f - .75) : 1;
      r2[neck + j] = height * (f < .1 ? .8 + 2 * f : flare);
    }
    // Neck of the rib: from the vertebra to the wall.
    double[] root = Vec.of(thorax.spineX(z) + side * 15 * k, thorax.spineY(z) + 6 * k, z + 2 * k);
    double[] first = p[neck];
    double[] bulge = Vec.of((root[0] + first[0]) / 2, (root[1] + first[1]) / 2 + 5 * k, z + 2 * k);
    p[0] = root;
    p[1] = Vec.times(Vec.plus(root, bulge), .5);
    p[2] = bulge;
    for (int j = 0; j < neck; j++) {
      across[j] = across[neck];
      r1[j] = thick;
      r2[j] = height * .72;
    }
    CylinderChain.add(bones, p, across, r1, r2, wall, Material.CORTEX, Material.SPONGY);
  }

  private void spine() {
    double depth = -112;
    for (int i = -5; i <= 17; i++) {
      double pitch = i <= 0 ? 16.5 : 19.5 + .72 * i;
      double z = thorax.heightAt(depth + pitch / 2);
      vertebra(z, pitch * k, i <= 0 ? 12.5 : 13.5 + .42 * i, i <= 0 ? 8 : 11 + .3 * i, i);
      depth += pitch;
    }
  }

  private void vertebra(double z, double pitch, double halfX, double halfY, int level) {
    double x = thorax.spineX(z);
    double y = thorax.spineY(z);
    double up = thorax.spineY(z + 5) - thorax.spineY(z - 5);
    double side = thorax.spineX(z + 5) - thorax.spineX(z - 5);
    double[] axis =
        Vec.unit(Vec.of(side / 10 + rng.normal(0, .025), up / 10 + rng.normal(0, .05), 1));
    double disc = pitch * (level <= 0 ? .24 : .17) * rng.normal(1, .1);
    double h = (pitch - disc) / 2;
    double[] c = Vec.of(x, y, z);
    double wall = .34 * k * hard;
    double[] across = Vec.across(Vec.of(1, 0, 0), axis);
    // Waisted body: a wider slice at each end plate, a narrower one between.
    double[] cuts = {-h, -h * .62, h * .62, h};
    double[] wide = {1.05, .96, 1.05};
    for (int j = 0; j < 3; j++) {
      double[] p = Vec.along(c, axis, cuts[j]);
      double[] q = Vec.along(c, axis, cuts[j + 1]);
      double rx = halfX * k * wide[j];
      double ry = halfY * k * wide[j];
      Quadric outer = Quadric.piece(p, q, across, rx, ry, Vec.times(axis, -1), axis);
      double plate = .38 * k * hard * rng.normal(1, .25);
      double[] pi = j == 0 ? Vec.along(p, axis, plate) : p;
      double[] qi = j == 2 ? Vec.along(q, axis, -plate) : q;
      Quadric inner =
          Quadric.piece(pi, qi, across, rx - wall, ry - wall, Vec.times(axis, -1), axis);
      shell(outer, inner);
    }
    Quadric d =
        Quadric.piece(
            Vec.along(c, axis, -h - disc),
            Vec.along(c, axis, -h),
            across,
            halfX * k * .98,
            halfY * k * .98,
            Vec.times(axis, -1),
            axis);
    bones.add(new Body.Part(d, Material.DISC));
    for (int s = -1; s <= 1; s += 2) {
      // Pedicle, seen end-on as an oval.
      double[] root = Vec.of(x + s * (halfX * .68) * k, y + (halfY + 5) * k, z + h * .25);
      ellipsoid(root, 3.2, 7, 4.6 + .14 * Math.max(0, level), level <= 0 ? .4 : .6, 0, 0, 0);
      // Lamina and transverse process.
      double reach = level <= 0 ? 22 : Math.max(26, 37 - .7 * level);
      double[][] t =
          CylinderChain.smooth(
              2,
              Vec.of(x, y + (halfY + 17) * k, z - h * .4),
              Vec.of(x + s * 11 * k, y + (halfY + 13) * k, z + h * .1),
              Vec.of(x + s * reach * k, y + (halfY + 14) * k, z + h * .35));
      bone(t, 3.6, 3.1, .4);
    }
    // Spinous process, seen end-on as a drop.
    double[][] spike = {
      Vec.of(x, y + (halfY + 15) * k, z - h * .4),
      Vec.of(x + rng.normal(0, .8), y + (halfY + 34) * k, z - h * .9 - (level > 0 ? 9 : 2) * k)
    };
    bone(spike, 3.2, 2.6, .3);
  }

  private void bone(double[][] line, double first, double last, double wall) {
    double[] r = CylinderChain.ramp(line.length, first * k, last * k);
    CylinderChain.add(bones, line, null, r, r, wall * k * hard, Material.CORTEX, Material.SPONGY);
  }

  private void shell(Quadric outer, Quadric inner) {
    bones.add(new Body.Part(outer, inner, Material.CORTEX, Material.SPONGY));
  }

  private void ellipsoid(double[] c, double a, double b, double h, double wall, double... turns) {
    double[][] e = Vec.frame(turns);
    double w = wall * hard;
    shell(
        Quadric.ellipsoid(c, e, a * k, b * k, h * k),
        Quadric.ellipsoid(c, e, (a - w) * k, (b - w) * k, (h - w) * k));
  }

  private void clavicle(int side) {
    double up = rng.normal(0, 5);
    double r = 5.6 * rng.normal(1, .08) * (thorax.traits.female() ? .9 : 1);
    double[][] line =
        CylinderChain.smooth(
            6,
            at(side, 12, -50, 101),
            at(side, 28, -54, 106 + .2 * up),
            at(side, 58, -50, 113 + .5 * up),
            at(side, 92, -32, 119 + .8 * up),
            at(side, 126, -8, 127 + up),
            at(side, 152, 4, 131 + up),
            at(side, 172, 12, 129 + up));
    int n = line.length;
    double[] r1 = new double[n];
    double[] r2 = new double[n];
    double[][] across = new double[n][];
    for (int i = 0; i < n; i++) {
      double f = (double) i / (n - 1);
      double ends = f < .12 ? 1.5 - 4 * f : f > .75 ? 1 + .5 * (f - .75) : 1.0;
      ends *= f > .99 ? .65 : f > .95 ? .85 : f < .01 ? .6 : 1;
      r1[i] = r * k * ends * (f > .75 ? 1 - .8 * (f - .75) : 1);
      r2[i] = r * k * ends;
      across[i] = Vec.of(0, 0, 1);
    }
    CylinderChain.add(
        bones, line, across, r1, r2, 1.15 * k * hard, Material.CORTEX, Material.SPONGY);
  }

  /** The shoulder blade's points, rolled outward by the traits' shoulders. */
  private double[] blade(int side, double x, double y, double z, double turn) {
    double out = thorax.shoulders();
    // The lower a point, the more it swings outward when the arm is lifted.
    double swing = turn * (110 - z) / 140;
    return at(side, x + 10 + .85 * out + swing, y - .35 * out - .15 * swing, z + .1 * out);
  }

  private void shoulderBlade(int side) {
    double turn = rng.normal(6, 5);
    double[] glenoid = blade(side, 141, 34, 92, turn);
    double[] tip = blade(side, 98, 92, -34, turn);
    double[] top = blade(side, 70, 82, 112, turn);
    double[][] lateral =
        CylinderChain.smooth(
            5,
            glenoid,
            blade(side, 131, 54, 58, turn),
            blade(side, 118, 76, 14, turn),
            blade(side, 106, 90, -20, turn),
            tip);
    edge(lateral, 3.0, 6.0, .6);
    double[][] medial =
        CylinderChain.smooth(
            5,
            tip,
            blade(side, 88, 97, -18, turn),
            blade(side, 74, 96, 30, turn),
            blade(side, 66, 92, 72, turn),
            top);
    edge(medial, 1.8, 2.4, .4);
    double[][] upper =
        CylinderChain.smooth(
            4,
            top,
            blade(side, 92, 70, 112, turn),
            blade(side, 116, 52, 106, turn),
            blade(side, 132, 34, 108, turn));
    edge(upper, 1.6, 2.2, .4);
    double[][] spine =
        CylinderChain.smooth(
            5,
            blade(side, 69, 98, 74, turn),
            blade(side, 98, 98, 92, turn),
            blade(side, 128, 82, 110, turn),
            blade(side, 156, 56, 126, turn),
            blade(side, 176, 30, 132, turn),
            blade(side, 178, 10, 130, turn));
    int n = spine.length;
    double[][] acrossSpine = new double[n][];
    double[] r1 = new double[n];
    double[] r2 = new double[n];
    for (int i = 0; i < n; i++) {
      double f = (double) i / (n - 1);
      acrossSpine[i] = Vec.of(0, 0, 1);
      double taper = Math.min(1, .25 + 3 * f) * (f > .93 ? .7 : 1);
      r1[i] = (3 + 1.8 * f) * taper * k;
      r2[i] = (4 + 6 * f) * taper * k;
    }
    CylinderChain.add(
        bones, spine, acrossSpine, r1, r2, .7 * k * hard, Material.CORTEX, Material.SPONGY);
    double[][] beak =
        CylinderChain.smooth(
            3,
            blade(side, 134, 34, 104, turn),
            blade(side, 132, 14, 114, turn),
            blade(side, 140, -6, 110, turn));
    bone(beak, 6.5, 5, 1.1);
    double[] c = Vec.times(Vec.plus(glenoid, glenoid), .5);
    double[][] e = Vec.frame(0, side * 14, side * 30);
    shell(
        Quadric.ellipsoid(c, e, 7 * k, 13 * k, 19 * k),
        Quadric.ellipsoid(c, e, 6.6 * k, 12.6 * k, 18.6 * k));
    plate(glenoid, tip, top);
  }

  private void edge(double[][] line, double thin, double thick, double wall) {
    double[] a = CylinderChain.ramp(line.length, thick * k, thin * k);
    double[] b = CylinderChain.ramp(line.length, thin * 1.1 * k, thin * k);
    double[][] across = new double[line.length][];
    java.util.Arrays.fill(across, Vec.of(0, 1, 0));
    CylinderChain.add(bones, line, across, a, b, wall * k * hard, Material.CORTEX, Material.SPONGY);
  }

  /** The thin plate of the blade: a triangle 1.5 mm thick. */
  private void plate(double[] a, double[] b, double[] c) {
    double[] n = Vec.unit(Vec.cross(Vec.minus(b, a), Vec.minus(c, a)));
    double[] centre = Vec.times(Vec.plus(a, Vec.plus(b, c)), 1 / 3.0);
    double[] u = Vec.across(Vec.of(0, 0, 1), n);
    double[][] e = {u, Vec.cross(n, u), n};
    Quadric q = Quadric.ellipsoid(centre, e, 130 * k, 130 * k, .75 * k);
    double[][] corner = {a, b, c};
    for (int i = 0; i < 3; i++) {
      double[] p = corner[i];
      double[] out = Vec.cross(Vec.minus(corner[(i + 1) % 3], p), n);
      if (Vec.dot(out, Vec.minus(centre, p)) > 0) {
        out = Vec.times(out, -1);
      }
      q = q.cut(out[0], out[1], out[2], Vec.dot(out, p));
    }
    bones.add(new Body.Part(q, Material.CORTEX));
  }

  private void upperArm(int side) {
    if (thorax.traits.arms() > 90) {
      return;
    }
    double out = .8 * thorax.shoulders();
    double angle = StrictMath.toRadians(thorax.traits.arms());
    double[] head = at(side, 166 + out, 20 - .4 * out, 97 + .1 * out);
    shell(
        Quadric.ellipsoid(head, Vec.frame(0, 0, 0), 22 * k, 22 * k, 23.5 * k),
        Quadric.ellipsoid(head, Vec.frame(0, 0, 0), 21.5 * k, 21.5 * k, 23 * k));
    double dx = side * StrictMath.sin(angle);
    double dz = -StrictMath.cos(angle);
    int n = 22;
    double[][] line = new double[n][];
    double[] r = new double[n];
    for (int i = 0; i < n; i++) {
      double l = (i < 16 ? 13 + 3.5 * i : 65.5 + 34 * (i - 15)) * k;
      double off = side * Math.min(5, l / 6);
      line[i] = Vec.of(head[0] + off + dx * l, head[1] - .12 * l, head[2] + dz * l);
      r[i] = (11.5 + 6.5 * StrictMath.exp(-i / 5.7)) * k;
    }
    CylinderChain.add(bones, line, null, r, r, 2.4 * k * hard, Material.CORTEX, Material.FAT);
  }

  private void sternum() {
    double y = -54 * thorax.traits.depth();
    ellipsoid(at(1, 0, y, 84), 24, 5.5, 24, .8, 14, 0, 0);
    ellipsoid(at(1, 0, y - 13, 18), 15.5, 5, 62, .8, 7, 0, 0);
  }
}
