package medimg.net;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How long a training step takes: forward, backward, Adam; no test.
 *
 * <p>Arguments: an architecture, the films' side, films a batch, how many steps. Prints the first
 * step, and the smallest and the median of the second half. The system property {@code
 * ai.djl.pytorch.num_threads} sets the threads.
 */
final class NetworkBenchmark {
  private NetworkBenchmark() {}

  public static void main(String[] args) {
    int side = Integer.parseInt(args[1]);
    int batch = Integer.parseInt(args[2]);
    double[] seconds = new double[Integer.parseInt(args[3])];
    SplittableRandom random = new SplittableRandom(1);
    float[][] levels = new float[batch][side * side];
    boolean[] truth = new boolean[batch];
    for (int n = 0; n < batch; n++) {
      truth[n] = n % 2 == 0;
      for (int k = 0; k < side * side; k++) {
        levels[n][k] = (float) random.nextDouble();
      }
    }
    float[] importance = new float[batch];
    Arrays.fill(importance, 1);
    FilmSet films = FilmSet.of(side, levels, truth);
    try (Network network = Network.create(Architecture.valueOf(args[0]), films, 1)) {
      List<Network.Values> weights = network.values();
      Adam adam = new Adam(.01, network.shrunk(), weights);
      for (int i = 0; i < seconds.length; i++) {
        long start = System.nanoTime();
        Network.Slope slope = network.slope(levels, truth, importance);
        adam.step(weights, slope.gradients(), 1e-3, .9);
        network.learnt(weights);
        seconds[i] = (System.nanoTime() - start) / 1e9;
      }
      double[] warm = Arrays.copyOfRange(seconds, seconds.length / 2, seconds.length);
      Arrays.sort(warm);
      System.out.printf(
          Locale.ROOT,
          "%s, batch %d, %s thread(s): first %.3f, warm best %.3f, median %.3f s a step%n",
          network,
          batch,
          System.getProperty("ai.djl.pytorch.num_threads", "all"),
          seconds[0],
          warm[0],
          warm[warm.length / 2]);
    }
  }
}
