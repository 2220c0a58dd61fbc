package medimg.samples;

import medimg.samples.StackedEllipses.Section;

/**
 * The forms that everything in the chest hangs on: cavity, wall, spine and how a lung shrinks. In
 * mm; height is told as depth below the apex of the lungs in the standard body, whose apex lies 128
 * mm above the origin, times the patient's size.
 */
final class Thorax {
  /** Height of the lungs' apex above the origin in the standard body, mm. */
  static final double APEX = 128;

  private static final Curve WIDTH =
      new Curve(-20, 74, 0, 80, 38, 107, 80, 124, 140, 138, 217, 147, 260, 152, 330, 152, 480, 144);
  private static final Curve CENTRE = new Curve(0, 46, 60, 53, 130, 58, 220, 62, 300, 64);
  private static final Curve DEPTH =
      new Curve(-20, 46, 0, 50, 40, 68, 90, 82, 150, 91, 220, 96, 300, 97, 480, 90);
  private static final Curve BACK = new Curve(-20, 16, 0, 13, 60, 6, 130, 1, 300, 0);
  private static final Curve SPINE_Y =
      new Curve(-140, 16, -90, 26, -40, 46, 20, 62, 90, 70, 160, 70, 260, 60, 340, 46, 480, 36);

  final PatientTraits traits;
  final double size;
  private final double bend;

  private final double shoulders;

  Thorax(PatientTraits traits, boolean supine) {
    // Nobody rolls a lying patient's shoulder blades out of the lungs.
    shoulders = traits.shoulders() * (supine ? .3 : 1);
    this.traits = traits;
    size = traits.size();
    bend = traits.scoliosis();
  }

  /** How far the shoulder blades are rolled outward, mm. */
  double shoulders() {
    return shoulders;
  }

  double depthOf(double z) {
    return APEX - z / size;
  }

  double heightAt(double depth) {
    return (APEX - depth) * size;
  }

  /** Lateral half width of one half of the chest cavity's widest outline, mm. */
  double width(double depth) {
    return WIDTH.at(depth) * size * traits.width();
  }

  double centre(double depth) {
    return CENTRE.at(depth) * size * traits.width();
  }

  /**
   * Section of one half of the cavity, grown by a margin.
   *
   * @param side 1 left, -1 right
   * @param grow thickness added all around, mm
   */
  Section cavity(int side, double z, double grow) {
    double depth = depthOf(z);
    double c = centre(depth);
    // The dome of the pleura above the first rib: a quarter ellipse 42 mm high.
    double below = (depth * size + grow) / (42 * size);
    double dome = below <= 0 ? 0 : below >= 1 ? 1 : Math.sqrt(below * (2 - below));
    double a = (width(depth) - c + grow) * dome;
    double b = (DEPTH.at(depth) * size * traits.depth() + grow) * dome;
    return new Section(side * c, BACK.at(depth) * size, a, b);
  }

  /** Section of a lung that has drawn back from the wall; of the whole lung if p is null. */
  Section lung(int side, double z, Pneumothorax p) {
    if (p == null || p.side() != side) {
      return cavity(side, z, 0);
    }
    double from = original(z, p);
    Section s = cavity(side, from, 0);
    double depth = depthOf(from) * size;
    double lateral = Math.min(p.lateral(depth), 1.1 * s.a());
    double anterior = Math.min(p.anterior(depth), 1.1 * s.b());
    return new Section(
        s.x() - side * lateral / 2,
        s.y() + anterior / 2,
        s.a() - lateral / 2,
        s.b() - anterior / 2);
  }

  private double original(double z, Pneumothorax p) {
    double base = heightAt(250);
    double top = heightAt(0);
    return z < base ? z : base + (z - base) * (top - base) / (top - p.sinking() - base);
  }

  /** Where a point of the whole lung lies after the lung has drawn back. */
  double[] moved(double[] q, int side, Pneumothorax p) {
    if (p == null || p.side() != side) {
      return q;
    }
    double base = heightAt(250);
    double top = heightAt(0);
    double z =
        q[2] < base ? q[2] : base + (q[2] - base) * (top - p.sinking() - base) / (top - base);
    Section s = cavity(side, q[2], 0);
    Section t = lung(side, z, p);
    if (s.a() <= 0) {
      return q;
    }
    return Vec.of(
        t.x() + (q[0] - s.x()) * t.a() / s.a(), t.y() + (q[1] - s.y()) * t.b() / s.b(), z);
  }

  double spineX(double z) {
    double d = (depthOf(z) - 110) / 150;
    return bend * size * (1 - d * d) * (d > -1.2 && d < 2 ? 1 : 0);
  }

  double spineY(double z) {
    return SPINE_Y.at(depthOf(z)) * size * (.4 + .6 * traits.depth());
  }
}
