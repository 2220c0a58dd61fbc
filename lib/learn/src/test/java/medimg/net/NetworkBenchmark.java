package medimg.net;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How long a training step takes: forward, backward, Adam; no test.
 *
 * <p>Arguments: an architecture, the films' side, films a batch, how many steps. Prints the first
 * step, the smallest and the median of the second half, and the median time of processors, which on
 * a busy machine says more. The system property {@code ai.djl.pytorch.num_threads} sets the
 * threads.
 */
final class NetworkBenchmark {
  private NetworkBenchmark() {}

  public static void main(String[] args) {
    int side = Integer.parseInt(args[1]);
    int batch = Integer.parseInt(args[2]);
    double[] seconds = new double[Integer.parseInt(args[3])];
    double[] processors = new double[seconds.length];
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
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
        long used = system.getProcessCpuTime();
        Network.Slope slope = network.slope(levels, truth, importance);
        adam.step(weights, slope.gradients(), 1e-3, .9);
        network.learnt(weights);
        seconds[i] = (System.nanoTime() - start) / 1e9;
        processors[i] = (system.getProcessCpuTime() - used) / 1e9;
      }
      double first = seconds[0];
      double[] warm = warm(seconds);
      double[] busy = warm(processors);
      System.out.printf(
          Locale.ROOT,
          "%s, batch %d, %s thread(s): first %.3f, warm best %.3f, median %.3f s a step,"
              + " %.3f s of processors%n",
          network,
          batch,
          System.getProperty("ai.djl.pytorch.num_threads", "all"),
          first,
          warm[0],
          warm[warm.length / 2],
          busy[busy.length / 2]);
    }
  }

  /** The second half in rising order. */
  private static double[] warm(double[] steps) {
    double[] warm = Arrays.copyOfRange(steps, steps.length / 2, steps.length);
    Arrays.sort(warm);
    return warm;
  }
}
