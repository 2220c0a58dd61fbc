package medimg.eval;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * How long an evaluation takes; no test.
 *
 * <p>Prints milliseconds, of the first round and the median of warm ones: all metrics of 100,000
 * predictions with their intervals (from arrays to text), and 200 bootstrap AUCs of 1,000 cases.
 */
final class EvalBenchmark {
  private static final int ROUNDS = 30;

  private EvalBenchmark() {}

  public static void main(String[] args) {
    Random random = new Random(1);
    int n = 100_000;
    boolean[] truth = new boolean[n];
    double[] scores = new double[n];
    String[] patient = new String[n];
    for (int i = 0; i < n; i++) {
      scores[i] = Logistic.expit(-1 + 1.5 * random.nextGaussian());
      truth[i] = random.nextDouble() < scores[i];
      patient[i] = Integer.toString(random.nextInt(n / 2));
    }
    time(
        "100,000 predictions, all metrics and curves with intervals",
        () -> {
          Predictions cases = Predictions.of(truth, scores).withPatients(patient);
          String text =
              cases.evaluate(.5).toString()
                  + cases.calibrationByQuantile(10)
                  + cases.at(.5).scores().sensitivity().clopperPearson()
                  + cases.at(.5).scores().specificity().clopperPearson();
          return text.length() + cases.roc().corners().size() + cases.roc().youden().threshold();
        });
    Predictions thousand = SimulatedCases.binormal(random, 300, 700, 1);
    boolean[] t = new boolean[1000];
    double[] s = new double[1000];
    for (int i = 0; i < 1000; i++) {
      t[i] = thousand.truth(i);
      s[i] = thousand.score(i);
    }
    time(
        "200 bootstrap AUCs of 1,000 cases",
        () -> new Bootstrap(200, 1).estimate(Predictions.of(t, s), Predictions::auc).value());
  }

  private interface Work {
    double run();
  }

  private static void time(String what, Work work) {
    double[] millis = new double[ROUNDS];
    double kept = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      kept += work.run();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    double first = millis[0];
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%s: first %.1f ms, median %.1f ms (check %.3f)%n",
        what,
        first,
        millis[ROUNDS / 2],
        kept / ROUNDS);
  }
}
