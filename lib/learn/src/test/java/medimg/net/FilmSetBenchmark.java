package medimg.net;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import medimg.dicom.DicomFiles;

/**
 * How long a film takes from its file to the grey levels of a network; no test.
 *
 * <p>Arguments: a folder of DICOM files and how many rounds. Prints milliseconds a film, of the
 * first round and of warm ones, with one thread and with all cores, and the processors' time, which
 * on a busy machine says more.
 */
final class FilmSetBenchmark {
  private static final int SIDE = 160;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private FilmSetBenchmark() {}

  public static void main(String[] args) throws Exception {
    List<Path> files = DicomFiles.in(Path.of(args[0])).files();
    int rounds = Integer.parseInt(args[1]);
    for (int threads = 1; threads <= Runtime.getRuntime().availableProcessors(); threads++) {
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      double[] each = new double[rounds];
      double[] processors = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        long start = System.nanoTime();
        long used = SYSTEM.getProcessCpuTime();
        List<Future<float[]>> films = new ArrayList<>();
        for (Path file : files) {
          films.add(pool.submit(() -> FilmSet.decoded(file, SIDE)));
        }
        for (Future<float[]> film : films) {
          film.get();
        }
        each[round] = (System.nanoTime() - start) / 1e6 / files.size();
        processors[round] = (SYSTEM.getProcessCpuTime() - used) / 1e6 / files.size();
      }
      pool.shutdown();
      double first = each[0];
      Arrays.sort(each, rounds / 2, rounds);
      Arrays.sort(processors, rounds / 2, rounds);
      System.out.printf(
          Locale.ROOT,
          "%d films to %d x %d, %d thread(s): first %.2f, warm best %.2f, median %.2f ms a film,"
              + " %.2f to %.2f ms of processors%n",
          files.size(),
          SIDE,
          SIDE,
          threads,
          first,
          each[rounds / 2],
          each[(rounds + rounds / 2) / 2],
          processors[rounds / 2],
          processors[rounds - 1]);
    }
  }
}
