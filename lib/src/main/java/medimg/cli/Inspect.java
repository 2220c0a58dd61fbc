package medimg.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import medimg.dicom.DicomFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inspect}: one row a file about header and pixels; see {@link Inspection}. */
@Command(
    name = "inspect",
    description = {
      "Says what is in DICOM files: header facts, and a checksum and statistics of the pixels.",
      "Folders are searched recursively for files that are DICOM by their content."
    },
    mixinStandardHelpOptions = true)
final class Inspect implements Callable<Integer> {
  @Option(names = "--json", description = "one JSON object a line, sorted by path")
  private boolean json;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "files or folders")
  private List<String> paths;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine line = spec.commandLine();
    // Path as printed to the file it names, sorted.
    TreeMap<String, Path> files = new TreeMap<>();
    int status = 0;
    int skipped = 0;
    for (String typed : paths) {
      Path path = Path.of(typed);
      if (!Files.exists(path)) {
        line.getErr().println(typed + ": there is no such file or folder");
        status = 1;
      } else if (Files.isDirectory(path)) {
        DicomFiles found = DicomFiles.in(path);
        String prefix = typed.endsWith("/") ? typed : typed + "/";
        for (Path file : found) {
          files.put(prefix + found.relative(file), file);
        }
        skipped += found.skipped();
      } else {
        files.put(typed, path);
      }
    }
    if (!files.isEmpty()) {
      print(files, line.getOut());
    }
    if (skipped > 0) {
      line.getErr()
          .println(skipped + (skipped == 1 ? " file is" : " files are") + " no DICOM, skipped");
    }
    return status;
  }

  /** Inspects on all cores and prints in order, never far ahead of what is printed. */
  private void print(TreeMap<String, Path> files, PrintWriter out) throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(cores);
    try {
      Queue<Future<Inspection>> ahead = new ArrayDeque<>();
      for (var file : files.entrySet()) {
        ahead.add(pool.submit(() -> Inspection.of(file.getKey(), file.getValue())));
        if (ahead.size() > 8 * cores) {
          print(ahead.remove(), out);
        }
      }
      while (!ahead.isEmpty()) {
        print(ahead.remove(), out);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private void print(Future<Inspection> row, PrintWriter out) throws InterruptedException {
    try {
      Inspection inspection = row.get();
      out.println(json ? inspection.json() : inspection.line());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
