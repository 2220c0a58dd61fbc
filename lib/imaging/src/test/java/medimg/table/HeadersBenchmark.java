package medimg.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import medimg.dicom.DicomFiles;

/**
 * How long a header takes on its way into a table; no test.
 *
 * <p>Arguments: a DICOM file, which is copied 250 times, and optionally a folder for the copies,
 * which are then left there for another program to read. Prints milliseconds a file, of the first
 * round and of warm ones, with one thread and with all cores; columns for every element.
 */
final class HeadersBenchmark {
  private static final int FILES = 250;
  private static final int ROUNDS = 400;

  private HeadersBenchmark() {}

  public static void main(String[] args) throws IOException {
    Path source = Path.of(args[0]);
    Path folder =
        args.length > 1
            ? Files.createDirectories(Path.of(args[1]))
            : Files.createTempDirectory("headers");
    for (int i = 0; i < FILES; i++) {
      Path copy = folder.resolve(String.format(Locale.ROOT, "%06d.dcm", i));
      if (!Files.exists(copy)) {
        Files.copy(source, copy);
      }
    }
    DicomFiles files = DicomFiles.in(folder);
    for (int threads = 1; threads <= Runtime.getRuntime().availableProcessors(); threads++) {
      double[] millis = new double[ROUNDS];
      int columns = 0;
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        columns = Headers.read(folder, files.files(), null, true, threads).columnCount();
        millis[round] = (System.nanoTime() - start) / 1e6 / files.count();
      }
      double[] warm = Arrays.copyOfRange(millis, ROUNDS / 2, ROUNDS);
      Arrays.sort(warm);
      System.out.printf(
          Locale.ROOT,
          "%d thread(s), %d columns: first %.3f, warm best %.4f, median %.4f ms a file%n",
          threads,
          columns,
          millis[0],
          warm[0],
          warm[warm.length / 2]);
    }
    if (args.length < 2) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted((a, b) -> b.compareTo(a)).forEach(p -> p.toFile().delete());
      }
    }
  }
}
