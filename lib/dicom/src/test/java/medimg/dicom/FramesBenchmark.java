package medimg.dicom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How long the first frames of a folder's files take, from the file to stored values; no test.
 *
 * <p>Arguments: a folder of DICOM files and how many rounds. Prints seconds for all files, of the
 * first round and of warm ones, with one thread and with all cores.
 */
final class FramesBenchmark {
  private FramesBenchmark() {}

  public static void main(String[] args) throws Exception {
    List<Path> files = DicomFiles.in(Path.of(args[0])).files();
    int rounds = Integer.parseInt(args[1]);
    for (int threads = 1; threads <= Runtime.getRuntime().availableProcessors(); threads++) {
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      double[] seconds = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        long start = System.nanoTime();
        List<Future<StoredValues>> frames = new ArrayList<>();
        for (Path file : files) {
          frames.add(pool.submit(() -> Dicom.read(file).pixelData().frame(0)));
        }
        for (int i = 0; i < frames.size(); i++) {
          frames.set(i, null).get();
        }
        seconds[round] = (System.nanoTime() - start) / 1e9;
      }
      pool.shutdown();
      double[] warm = Arrays.copyOfRange(seconds, rounds / 2, rounds);
      Arrays.sort(warm);
      System.out.printf(
          Locale.ROOT,
          "%d files, %d thread(s): first %.3f, warm best %.3f, median %.3f s%n",
          files.size(),
          threads,
          seconds[0],
          warm[0],
          warm[warm.length / 2]);
    }
  }
}
