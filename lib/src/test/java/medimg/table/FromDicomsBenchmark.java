package medimg.table;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import medimg.dicom.DicomFiles;
import tech.tablesaw.api.Table;

/**
 * How long a folder takes on its way into a table; no test.
 *
 * <p>Arguments: a folder, and optionally the number of rounds (10). Prints milliseconds a file, of
 * the first round and of the others, without and with pixel statistics, and the heap in use.
 */
final class FromDicomsBenchmark {
  private FromDicomsBenchmark() {}

  public static void main(String[] args) {
    DicomFiles files = DicomFiles.in(Path.of(args[0]));
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
    time("header", FromDicoms.of(files), files.count(), rounds);
    time("pixels", FromDicoms.of(files).withPixels(), files.count(), rounds);
  }

  private static void time(String what, FromDicoms from, int files, int rounds) {
    double[] millis = new double[rounds];
    Table table = null;
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      table = from.table();
      millis[round] = (System.nanoTime() - start) / 1e6 / files;
    }
    double first = millis[0];
    Arrays.sort(millis);
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT,
        "%s: %s, first %.3f, best %.3f, median %.3f ms a file; heap %d of %d MB%n",
        what,
        table.shape(),
        first,
        millis[0],
        millis[rounds / 2],
        runtime.totalMemory() - runtime.freeMemory() >> 20,
        runtime.maxMemory() >> 20);
  }
}
