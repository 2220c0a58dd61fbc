package medimg.samples;

import medimg.samples.StackedEllipses.Section;

/** Builds airways, spine column, great vessels, heart and hila: what a tension pushes aside. */
final class Mediastinum extends OrganBuilder {
  Mediastinum(Plan plan) {
    super(plan, plan.push());
  }

  /** What outranks the organs of the abdomen. */
  void upper() {
    airways();
    spine();
    greatVessels();
  }

  /** What the diaphragm outranks. */
  void lower() {
    heart();
    hila();
    mediastinum();
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
        new StackedEllipses(
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
        new TaperedPad(p(74 * h, -54, -86 + sit), facing, (20 + pad) * k, 34 * k, 34 * k));
    organ(
        "fat pad",
        Material.FAT,
        new TaperedPad(p(-44 * h, -54, -82 + sit), facing, (8 + pad) * k, 30 * k, 30 * k));
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
        new StackedEllipses(
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
}
