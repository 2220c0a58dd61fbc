package medimg.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A tree of vessels grown toward random points of a lung: each point joins the branch that costs
 * least in new length plus way to the root, and radii follow Murray's law.
 *
 * @see "H. Cuntz et al., PLoS Comput. Biol. 6 (2010) e1000877; C. D. Murray, J. Gen. Physiol. 9
 *     (1926) 835"
 */
final class VesselTree {
  private static final double MURRAY = 2.6;

  /** Branches as lines of points with a radius at each, in mm. */
  record Branch(double[][] points, double[] radii) {}

  private VesselTree() {}

  /**
   * Grows a tree.
   *
   * @param root where the vessels enter the lung: points from first to last
   * @param box least and greatest x, y, z of the lung
   * @param free where vessels may lie
   * @param ends number of end points
   * @param endRadius radius of the finest branches, mm
   */
  static List<Branch> grow(
      Rng rng,
      double[][] root,
      double[] low,
      double[] high,
      Predicate<double[]> free,
      int ends,
      double endRadius) {
    double[] hilum = root[0];
    List<double[]> targets = new ArrayList<>();
    for (int tries = 0; targets.size() < ends && tries < 40 * ends; tries++) {
      double[] p =
          Vec.of(rng.in(low[0], high[0]), rng.in(low[1], high[1]), rng.in(low[2], high[2]));
      if (free.test(p)) {
        targets.add(p);
      }
    }
    targets.sort((a, b) -> Double.compare(Vec.distance(a, hilum), Vec.distance(b, hilum)));
    int most = root.length + 2 * targets.size();
    double[][] node = new double[most][];
    int[] parent = new int[most];
    double[] way = new double[most];
    int n = 0;
    for (double[] p : root) {
      node[n] = p;
      parent[n] = n - 1;
      way[n] = n == 0 ? 0 : way[n - 1] + Vec.distance(p, node[n - 1]);
      n++;
    }
    for (double[] p : targets) {
      int best = -1;
      double least = Double.MAX_VALUE;
      for (int i = 0; i < n; i++) {
        double x = p[0] - node[i][0];
        double y = p[1] - node[i][1];
        double z = p[2] - node[i][2];
        double cost = Math.sqrt(x * x + y * y + z * z) + .45 * way[i];
        if (cost < least) {
          least = cost;
          best = i;
        }
      }
      double[] from = node[best];
      double length = Vec.distance(p, from);
      // A bend on the way: leave in the parent's direction, arrive at the target.
      double[] ahead =
          parent[best] < 0
              ? Vec.unit(Vec.minus(p, from))
              : Vec.unit(Vec.minus(from, node[parent[best]]));
      double[] middle = Vec.along(Vec.times(Vec.plus(from, p), .5), ahead, .16 * length);
      if (free.test(middle)) {
        node[n] = middle;
        parent[n] = best;
        way[n] = way[best] + Vec.distance(middle, from);
        best = n++;
      }
      node[n] = p;
      parent[n] = best;
      way[n] = way[best] + Vec.distance(p, node[best]);
      n++;
    }
    return branches(node, parent, n, endRadius);
  }

  private static List<Branch> branches(double[][] node, int[] parent, int n, double endRadius) {
    double[] flow = new double[n];
    int[] main = new int[n];
    Arrays.fill(main, -1);
    double unit = StrictMath.pow(endRadius, MURRAY);
    for (int i = n - 1; i >= 0; i--) {
      if (main[i] < 0) {
        flow[i] = unit;
      }
      int p = parent[i];
      if (p >= 0) {
        if (main[p] < 0 || flow[i] > flow[main[p]]) {
          main[p] = i;
        }
        flow[p] += flow[i];
      }
    }
    double[] radius = new double[n];
    for (int i = 0; i < n; i++) {
      radius[i] = StrictMath.pow(flow[i], 1 / MURRAY);
    }
    List<Branch> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      boolean starts = parent[i] < 0 || main[parent[i]] != i;
      if (!starts) {
        continue;
      }
      List<double[]> points = new ArrayList<>();
      List<Double> radii = new ArrayList<>();
      if (parent[i] >= 0) {
        points.add(node[parent[i]]);
        radii.add(radius[i]);
      }
      for (int j = i; j >= 0; j = main[j]) {
        points.add(node[j]);
        radii.add(radius[j]);
      }
      if (points.size() < 2) {
        continue;
      }
      double[][] line = points.toArray(new double[0][]);
      double[] r = radii.stream().mapToDouble(Double::doubleValue).toArray();
      all.add(smoothed(line, r));
    }
    return all;
  }

  private static Branch smoothed(double[][] line, double[] r) {
    int pieces = 2;
    double[] radii = new double[(line.length - 1) * pieces + 1];
    for (int i = 0; i < radii.length; i++) {
      int j = Math.min(i / pieces, line.length - 2);
      double f = (double) i / pieces - j;
      radii[i] = r[j] + f * (r[j + 1] - r[j]);
    }
    return new Branch(CylinderChain.smooth(pieces, line), radii);
  }
}
