package medimg.net;

import java.util.ArrayList;
import java.util.List;

/**
 * Adam with decoupled weight decay: each weight moves against the mean of its gradients, divided by
 * the root of the mean of their squares. Ours and not DJL's, since that keeps its means where no
 * file of an interrupted run can get them.
 *
 * @see "I. Loshchilov, F. Hutter, Decoupled weight decay regularization, ICLR 2019, algorithm 2"
 */
final class Adam {
  private static final double SQUARES = .99;
  private static final double SMALL = 1e-5;

  private final double decay;
  private final boolean[] shrunk;
  private final List<float[]> means = new ArrayList<>();
  private final List<float[]> squares = new ArrayList<>();
  private double meansLeft = 1;
  private double squaresLeft = 1;

  /**
   * @param decay the share of a weight that is taken off it at each step, times the rate
   * @param shrunk which arrays that is done to
   */
  Adam(double decay, boolean[] shrunk, List<Network.Values> weights) {
    this.decay = decay;
    this.shrunk = shrunk;
    for (Network.Values w : weights) {
      means.add(new float[w.values().length]);
      squares.add(new float[w.values().length]);
    }
  }

  /** Moves the weights; an array without gradients (of length 0) stays. */
  void step(List<Network.Values> weights, List<float[]> gradients, double rate, double momentum) {
    meansLeft *= momentum;
    squaresLeft *= SQUARES;
    for (int a = 0; a < gradients.size(); a++) {
      float[] w = weights.get(a).values();
      float[] g = gradients.get(a);
      float[] m = means.get(a);
      float[] s = squares.get(a);
      float keep = shrunk[a] ? (float) (1 - rate * decay) : 1;
      float move = (float) (rate / (1 - meansLeft));
      float root = (float) (1 / (1 - squaresLeft));
      float b1 = (float) momentum;
      float b2 = (float) SQUARES;
      for (int i = 0; i < g.length; i++) {
        m[i] = b1 * m[i] + (1 - b1) * g[i];
        s[i] = b2 * s[i] + (1 - b2) * g[i] * g[i];
        w[i] = keep * w[i] - move * m[i] / ((float) Math.sqrt(s[i] * root) + (float) SMALL);
      }
    }
  }

  /** All that it remembers. */
  List<Network.Values> values() {
    List<Network.Values> all = new ArrayList<>();
    all.add(new Network.Values("left", new float[] {(float) meansLeft, (float) squaresLeft}));
    means.forEach(m -> all.add(new Network.Values("mean", m.clone())));
    squares.forEach(s -> all.add(new Network.Values("square", s.clone())));
    return all;
  }

  /** Remembers what another one did. */
  void values(List<Network.Values> all) {
    meansLeft = all.get(0).values()[0];
    squaresLeft = all.get(0).values()[1];
    for (int a = 0; a < means.size(); a++) {
      means.set(a, all.get(1 + a).values().clone());
      squares.set(a, all.get(1 + means.size() + a).values().clone());
    }
  }
}
