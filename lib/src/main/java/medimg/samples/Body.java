package medimg.samples;

import java.util.ArrayList;
import java.util.List;

/**
 * A patient as solids in mm: organs in order of rank, and small parts that lie wholly inside one
 * kind of tissue.
 *
 * <p>Where organs overlap, the earlier one counts. Everything outside them is air.
 */
final class Body {
  /**
   * An organ.
   *
   * @param name for finding it again
   * @param side 1 or -1 for a lung (patient's left, right), else 0
   */
  record Organ(String name, Material material, Solid solid, int side) {}

  /**
   * A bone, vessel or device: a shell of one material, a core of another. It takes the place of
   * whatever organ surrounds it.
   *
   * @param core the inner solid, or null if the part is of one material
   */
  record Part(Solid outer, Solid inner, Material shell, Material core) {
    Part(Solid outer, Material material) {
      this(outer, null, material, material);
    }
  }

  final List<Organ> organs = new ArrayList<>();
  final List<Part> bones = new ArrayList<>();
  final List<Part> vessels = new ArrayList<>();
  final List<Part> devices = new ArrayList<>();

  /** Lung density at the origin and its change per mm along y and z. */
  double density;

  double densityY;
  double densityZ;

  /** Factor on the density of the right and the left lung: more than 1 where a lung has shrunk. */
  final double[] squeeze = {1, 1};

  /** Density of the lung's space (water 1) at a place; side as in {@link Organ}. */
  double lungDensity(int side, double y, double z) {
    double d = density + densityY * y + densityZ * z;
    return Math.max(.08, Math.min(1.04, d * squeeze[side > 0 ? 1 : 0]));
  }

  /** What surrounds a part, and so what the part takes the place of. */
  record Host(Material material, double density) {
    /** Attenuation, 1/cm. */
    double mu() {
      return material.mu * density;
    }
  }

  /** The organ in which the middle of a part lies. */
  Host host(Part p) {
    double[] low = p.outer.low;
    double[] high = p.outer.high;
    double y = (low[1] + high[1]) / 2;
    double z = (low[2] + high[2]) / 2;
    int i = organAt((low[0] + high[0]) / 2, y, z);
    if (i < 0) {
      return new Host(Material.AIR, 1);
    }
    Organ o = organs.get(i);
    return new Host(o.material, o.material == Material.LUNG ? lungDensity(o.side, y, z) : 1);
  }

  /** Index of the organ at a point, or -1 outside the body. */
  int organAt(double x, double y, double z) {
    for (int i = 0; i < organs.size(); i++) {
      Solid s = organs.get(i).solid;
      if (x > s.low[0]
          && x < s.high[0]
          && y > s.low[1]
          && y < s.high[1]
          && z > s.low[2]
          && z < s.high[2]
          && s.inside(x, y, z)) {
        return i;
      }
    }
    return -1;
  }

  /** Volume in mm3 and mass in mg of one lung's tissue without its vessels, on a grid of 4 mm. */
  double[] lungVolumeAndMass(int side) {
    double step = 4;
    double volume = 0;
    double mass = 0;
    for (Organ o : organs) {
      if (o.material != Material.LUNG || o.side != side) {
        continue;
      }
      double[] lo = o.solid.low;
      double[] hi = o.solid.high;
      for (double z = lo[2] + step / 2; z < hi[2]; z += step) {
        for (double y = lo[1] + step / 2; y < hi[1]; y += step) {
          for (double x = lo[0] + step / 2; x < hi[0]; x += step) {
            int i = o.solid.inside(x, y, z) ? organAt(x, y, z) : -1;
            if (i >= 0 && organs.get(i) == o) {
              volume += 1;
              mass += lungDensity(side, y, z);
            }
          }
        }
      }
    }
    double cell = step * step * step;
    return new double[] {volume * cell, mass * cell};
  }
}
