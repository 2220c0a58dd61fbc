package medimg.table;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import medimg.dicom.DicomFiles;
import tech.tablesaw.api.Table;

/**
 * How long a folder takes on its way into a table; no test.
 *
 * <p>Arguments: a folder, and optionally the number of rounds (10). Prints milliseconds a file, of
 * the first round and of the others, without and with pixel statistics; the time that all cores
 * together were busy, which other programs do not lengthen much; and the heap in use.
 */
final class FromDicomsBenchmark {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private FromDicomsBenchmark() {}

  public static void main(String[] args) {
    DicomFiles files = DicomFiles.in(Path.of(args[0]));
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
    time("header", FromDicoms.of(files), files.count(), rounds);
    time("pixels", FromDicoms.of(files).withPixels(), files.count(), rounds);
  }

  private static void time(String what, FromDicoms from, int files, int rounds) {
    double[] millis = new double[rounds];
    double[] busy = new double[rounds];
    Table table = null;
    for (int round = 0; round < rounds; round++) {
      long cpu = SYSTEM.getProcessCpuTime();
      long start = System.nanoTime();
      table = from.table();
      millis[round] = (System.nanoTime() - start) / 1e6 / files;
      busy[round] = (SYSTEM.getProcessCpuTime() - cpu) / 1e6 / files;
    }
    double first = millis[0];
    Arrays.sort(millis);
    Arrays.sort(busy);
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT,
        "%s: %s, first %.3f, best %.3f, median %.3f ms a file (of all cores, median %.3f); heap %d of %d MB%n",
        what,
        table.shape(),
        first,
        millis[0],
        millis[rounds / 2],
        busy[rounds / 2],
        runtime.totalMemory() - runtime.freeMemory() >> 20,
        runtime.maxMemory() >> 20);
  }
}
