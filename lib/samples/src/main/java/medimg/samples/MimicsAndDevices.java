package medimg.samples;

import java.util.List;
import medimg.samples.Body.Part;
import medimg.samples.StackedEllipses.Section;

/**
 * What lies on or in a patient besides anatomy: mimics of a pneumothorax (skin fold, bulla, rib
 * companion line), leads, central line, and chest tubes. All but the tubes are drawn without regard
 * to the pneumothorax.
 */
final class MimicsAndDevices {
  private final Thorax thorax;
  private final Body body;
  private final boolean supine;
  private final double k;

  private MimicsAndDevices(Thorax thorax, Body body, boolean supine) {
    this.thorax = thorax;
    this.body = body;
    this.supine = supine;
    k = thorax.size;
  }

  /** Adds mimics and devices as often as on real wards; supine patients have more of them. */
  static void add(
      Thorax thorax, Body body, boolean supine, Pneumothorax air, double drains, long key) {
    MimicsAndDevices e = new MimicsAndDevices(thorax, body, supine);
    Rng r = new Rng(key, 11);
    boolean fold = r.chance(supine ? .30 : .12);
    boolean bulla = r.chance(.10);
    boolean companion = r.chance(.35);
    boolean leads = r.chance(supine ? .50 : .15);
    boolean line = r.chance(supine ? .40 : .08);
    boolean drain = new Rng(key, 12).chance(drains);
    if (fold) {
      e.skinFold(new Rng(key, 13));
    }
    if (bulla) {
      e.bulla(new Rng(key, 14), air);
    }
    if (companion) {
      e.companion(new Rng(key, 15));
    }
    if (leads) {
      e.leads(new Rng(key, 16));
    }
    if (line) {
      e.centralLine(new Rng(key, 17));
    }
    if (drain && air != null) {
      e.drain(new Rng(key, 18), air.side());
    }
  }

  private double[] p(double x, double y, double z) {
    return Vec.of(x * k, y * k, z * k);
  }

  /** A fold of the back's skin: thick to one side of an edge, fading to the other. */
  private void skinFold(Rng r) {
    int side = r.sign();
    double x = side * r.in(62, 112);
    double[] c = p(x, 128 * thorax.traits.depth() + thorax.traits.fat() / k + 12, r.in(-40, 50));
    double lean = side * r.in(-6, 22);
    double[][] e = Vec.frame(0, -lean, 0);
    double thick = r.in(3.5, 7);
    Quadric whole = Quadric.ellipsoid(c, e, r.in(22, 40) * k, thick * k, r.in(70, 130) * k);
    double[] out = Vec.times(e[0], side);
    Quadric half = whole.cut(out[0], out[1], out[2], Vec.dot(out, c));
    body.devices.add(new Part(half, Material.MUSCLE));
  }

  /** A thin-walled bubble of air in an upper lobe. */
  private void bulla(Rng r, Pneumothorax air) {
    int side = r.sign();
    double size = r.in(9, 22) * k;
    double z = thorax.heightAt(r.in(34, 90));
    Section s = thorax.cavity(side, z, -size - 7 * k);
    double[] c = {s.x() + side * r.in(-.1, .75) * s.a(), s.y() + r.in(-.5, .3) * s.b(), z};
    if (air != null && air.side() == side) {
      size *= .9;
      c = thorax.moved(c, side, air);
    }
    double[][] e = Vec.frame(r.in(-20, 20), r.in(-30, 30), 0);
    double flat = r.in(.7, 1);
    body.vessels.add(
        new Part(
            Quadric.ellipsoid(c, e, size, size * flat, size * .9),
            Quadric.ellipsoid(c, e, size - .5, size * flat - .5, size * .9 - .5),
            Material.MUSCLE,
            Material.AIR));
  }

  /** Fat and muscle under the second rib: a soft line beside the apex, on both sides. */
  private void companion(Rng r) {
    double depth = r.in(9, 15);
    for (int side = -1; side <= 1; side += 2) {
      int n = 14;
      double[][] line = new double[n][];
      for (int i = 0; i < n; i++) {
        double a = StrictMath.toRadians(80 - 120.0 * i / (n - 1));
        double z = thorax.heightAt(depth + 9.0 * i / n);
        Section s = thorax.cavity(side, z, -1.6 * k);
        line[i] =
            Vec.of(s.x() + side * s.a() * StrictMath.cos(a), s.y() + s.b() * StrictMath.sin(a), z);
      }
      CylinderChain.add(body.devices, line, 1.3 * k, Material.FAT);
    }
  }

  private double front(double x) {
    double wide = 165;
    double d = thorax.traits.depth();
    return -(112 * d * Math.sqrt(Math.max(.1, 1 - x * x / (wide * wide)))
        + thorax.traits.fat() / k
        + 6);
  }

  private void leads(Rng r) {
    double[][] at = {
      {r.in(-105, -80), r.in(70, 95)},
      {r.in(80, 105), r.in(70, 95)},
      {r.in(85, 120), r.in(-110, -60)},
      {r.in(-120, -85), r.in(-110, -60)}
    };
    double exit = r.sign() * r.in(60, 150);
    int n = 3 + (int) r.in(0, 2);
    for (int i = 0; i < n; i++) {
      double x = at[i][0];
      double z = at[i][1];
      double[] c = p(x, front(x), z);
      double[][] e = Vec.frame(0, 0, x * .25);
      body.devices.add(new Part(Quadric.ellipsoid(c, e, 9, .7, 9), Material.PLASTIC));
      body.devices.add(new Part(Quadric.ellipsoid(c, e, 3.6, 1.1, 3.6), Material.CORTEX));
      double bendX = (x + exit) / 2 + r.normal(0, 28);
      double bendZ = (z - 150) / 2 + r.normal(0, 30);
      double[][] line =
          CylinderChain.smooth(
              10,
              c,
              p(x + r.normal(0, 14), front(x), z + r.in(-34, -10)),
              p(bendX, front(bendX), bendZ),
              p(exit + 6 * i, front(exit), -190));
      CylinderChain.add(body.devices, line, .45, Material.METAL);
    }
  }

  private void centralLine(Rng r) {
    double tip = r.in(-8, 34);
    double[][] line =
        r.chance(.6)
            ? CylinderChain.smooth(
                10,
                p(-44, -16, 205),
                p(-34, -12, 160),
                p(-25, -14, 112),
                p(-25, -17, 70),
                p(-24, -16, tip))
            : CylinderChain.smooth(
                10,
                p(-118, -70, 70),
                p(-96, -62, 104),
                p(-62, -40, 117),
                p(-30, -22, 98),
                p(-25, -18, 66),
                p(-24, -16, tip));
    CylinderChain.add(body.devices, line, 1.15, Material.CARTILAGE);
    double[] thin = new double[line.length];
    java.util.Arrays.fill(thin, .34);
    CylinderChain.add(body.devices, line, null, thin, thin, 0, Material.CORTEX, Material.CORTEX);
    List<Part> parts = body.devices;
    CylinderChain.add(parts, line, .16, Material.METAL);
  }

  /** A chest tube from the side of the chest into the pleural space. */
  private void drain(Rng r, int side) {
    double from = r.in(-40, 0);
    double to = supine ? r.in(20, 90) : r.in(50, 100);
    Section low = thorax.cavity(side, from * k, 0);
    Section high = thorax.cavity(side, to * k, -8 * k);
    double x = high.x() + side * high.a() * r.in(.0, .7);
    double edge = side * (low.a() + Math.abs(low.x()));
    double[][] line =
        CylinderChain.smooth(
            12,
            Vec.of(edge * 1.5, -10 * k, (from - 60) * k),
            Vec.of(edge * 1.13, 0, (from - 18) * k),
            Vec.of(edge * .93, 6 * k, (from + 14) * k),
            Vec.of((edge * .86 + x) / 2, -4 * k, (from + to) / 2 * k),
            Vec.of(x, -6 * k, to * k));
    double[] radii = new double[line.length];
    java.util.Arrays.fill(radii, 4.0);
    CylinderChain.add(body.devices, line, null, radii, radii, 1.1, Material.PLASTIC, Material.AIR);
    double[][] stripe = new double[line.length][];
    for (int i = 0; i < line.length; i++) {
      stripe[i] = Vec.plus(line[i], Vec.of(2.6, 0, 0));
    }
    CylinderChain.add(body.devices, stripe, .42, Material.METAL);
  }
}
