package medimg.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import medimg.samples.Body.Organ;
import medimg.samples.Body.Part;
import medimg.samples.StackedEllipses.Section;

/** Builds the lungs, whole or drawn back from the wall, with their vessels. */
final class Lungs extends OrganBuilder {
  Lungs(Plan plan) {
    super(plan, 0);
  }

  /** Adds the air of a pneumothorax, pleura and lungs. */
  void add() {
    for (int side = -1; side <= 1; side += 2) {
      lung(side);
    }
  }

  /** Adds vessels and fissure, once all organs are there. */
  void addVessels() {
    for (int side = -1; side <= 1; side += 2) {
      vessels(side);
    }
    fissure();
  }

  private void lung(int side) {
    double bottom = thorax.heightAt(312);
    double top = thorax.heightAt(0) + 2;
    double wall = plan.push();
    StackedEllipses chest =
        new StackedEllipses(bottom, top, z -> thorax.cavity(side, z, 0), side, wall);
    if (air == null || air.side() != side) {
      body.organs.add(new Organ("lung", Material.LUNG, chest, side));
      return;
    }
    double skin = .8;
    StackedEllipses whole =
        new StackedEllipses(bottom, top, z -> thorax.lung(side, z, air), side, wall);
    StackedEllipses core =
        new StackedEllipses(
            bottom,
            top,
            z -> {
              Section s = thorax.lung(side, z - skin * .5, air);
              return new Section(s.x(), s.y(), s.a() - skin, s.b() - skin);
            },
            side,
            wall);
    body.organs.add(new Organ("lung", Material.LUNG, core, side));
    body.organs.add(new Organ("pleura", Material.PLEURA, whole, side));
    body.organs.add(new Organ("air", Material.AIR, chest, side));
  }

  /** Where vessels may lie: in the lung, a few mm from everything else. */
  private Predicate<double[]> insideLung(Body well, int side) {
    List<Solid> block = new ArrayList<>();
    for (Organ o : well.organs) {
      if (o.side() == side && o.name().equals("lung")) {
        break;
      }
      block.add(o.solid());
    }
    StackedEllipses whole =
        new StackedEllipses(
            thorax.heightAt(312),
            thorax.heightAt(0) + 2,
            z -> thorax.cavity(side, z, -3.5 * k),
            side,
            4 * side);
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
    Body whole = air == null ? body : Anatomy.organs(new Plan(traits, supine, null, key));
    Predicate<double[]> free = insideLung(whole, side);
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
    CylinderChain.add(body.vessels, line, null, r, r, 0, Material.BLOOD, Material.BLOOD);
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
