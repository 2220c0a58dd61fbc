package medimg.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import medimg.dicom.DicomFiles;

/**
 * How long a header takes on its way into a table; no test.
 *
 * <p>Arguments: a DICOM file, which is copied 250 times, and optionally a folder for the copies,
 * which are then left there for another program to read. Prints milliseconds a file, the best of
 * several rounds, with one thread and with all cores; columns for every element.
 */
final class HeadersBenchmark {
  private static final int FILES = 250;
  private static final int ROUNDS = 60;

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
      double best = Double.MAX_VALUE;
      double sum = 0;
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        int columns = Headers.read(folder, files.files(), null, true, threads).columnCount();
        double millis = (System.nanoTime() - start) / 1e6 / files.count();
        best = Math.min(best, millis);
        sum += round < ROUNDS / 2 ? 0 : millis;
        if (round == ROUNDS - 1) {
          System.out.printf(
              Locale.ROOT,
              "%d thread(s): best %.4f, mean of the last half %.4f ms a file; %d columns%n",
              threads,
              best,
              sum / (ROUNDS - ROUNDS / 2),
              columns);
        }
      }
    }
    if (args.length < 2) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted((a, b) -> b.compareTo(a)).forEach(p -> p.toFile().delete());
      }
    }
  }
}
