package medimg.net;

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
 * first round and of warm ones, with one thread and with all cores.
 */
final class FilmSetBenchmark {
  private static final int SIDE = 160;

  private FilmSetBenchmark() {}

  public static void main(String[] args) throws Exception {
    List<Path> files = DicomFiles.in(Path.of(args[0])).files();
    int rounds = Integer.parseInt(args[1]);
    for (int threads = 1; threads <= Runtime.getRuntime().availableProcessors(); threads++) {
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      double[] each = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        long start = System.nanoTime();
        List<Future<float[]>> films = new ArrayList<>();
        for (Path file : files) {
          films.add(pool.submit(() -> FilmSet.decoded(file, SIDE)));
        }
        for (Future<float[]> film : films) {
          film.get();
        }
        each[round] = (System.nanoTime() - start) / 1e6 / files.size();
      }
      pool.shutdown();
      double[] warm = Arrays.copyOfRange(each, rounds / 2, rounds);
      Arrays.sort(warm);
      System.out.printf(
          Locale.ROOT,
          "%d films to %d x %d, %d thread(s): first %.2f, warm best %.2f, median %.2f ms a film%n",
          files.size(),
          SIDE,
          SIDE,
          threads,
          each[0],
          warm[0],
          warm[warm.length / 2]);
    }
  }
}
