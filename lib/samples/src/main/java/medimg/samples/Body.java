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

  /**
   * Volume in mm3 and mass in mg of one lung's tissue without its vessels: exact along x, on a grid
   * of 4 mm across.
   */
  double[] lungVolumeAndMass(int side) {
    int rank = 0;
    while (organs.get(rank).material != Material.LUNG || organs.get(rank).side != side) {
      rank++;
    }
    Solid lung = organs.get(rank).solid;
    double step = 4;
    double volume = 0;
    double mass = 0;
    Solid.Ray ray = new Solid.Ray().to(1, 0, 0);
    for (double z = lung.low[2] + step / 2; z < lung.high[2]; z += step) {
      for (double y = lung.low[1] + step / 2; y < lung.high[1]; y += step) {
        double length = free(rank, ray.from(0, y, z));
        volume += length * step * step;
        mass += length * step * step * lungDensity(side, y, z);
      }
    }
    return new double[] {volume, mass};
  }

  /** Length of a ray along x inside an organ that no organ of higher rank takes, mm. */
  private double free(int rank, Solid.Ray ray) {
    double[] t = new double[2];
    if (!organs.get(rank).solid.span(ray, t)) {
      return 0;
    }
    double from = t[0];
    double to = t[1];
    List<double[]> taken = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      Solid s = organs.get(i).solid;
      boolean near =
          ray.oy > s.low[1] && ray.oy < s.high[1] && ray.oz > s.low[2] && ray.oz < s.high[2];
      if (near && s.span(ray, t) && t[0] < to && t[1] > from) {
        taken.add(t.clone());
      }
    }
    taken.sort((a, b) -> Double.compare(a[0], b[0]));
    double length = 0;
    double at = from;
    for (double[] k : taken) {
      length += Math.max(0, k[0] - at);
      at = Math.max(at, k[1]);
    }
    return length + Math.max(0, to - at);
  }
}
