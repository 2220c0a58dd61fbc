package medimg.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.work.Parallel;
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

  @Option(
      names = "--operations",
      description = {
        "with --json: each operation's result as ops, under fastai's names and by its rules",
        "(padding counts), to compare with fastai 2.8.12"
      })
  private boolean operations;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "files or folders")
  private List<String> paths;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    if (operations && !json) {
      throw new CommandLine.ParameterException(
          line, "--operations makes a part of JSON lines, so it needs --json");
    }
    // Path as printed to the file it names, sorted.
    TreeMap<String, Path> files = new TreeMap<>();
    int status = 0;
    int skipped = 0;
    for (String typed : paths) {
      Path path = path(typed);
      if (path == null || !Files.exists(path)) {
        String name = typed.isEmpty() ? "\"\"" : typed;
        line.getErr().println(name + ": there is no such file or folder");
        status = 1;
      } else if (Files.isDirectory(path)) {
        DicomFiles found;
        try {
          found = DicomFiles.in(path);
        } catch (DicomException e) {
          line.getErr().println(e.getMessage());
          status = 1;
          continue;
        }
        String prefix = typed.endsWith("/") ? typed : typed + "/";
        for (Path file : found) {
          files.put(prefix + found.relative(file), file);
        }
        skipped += found.skipped();
      } else {
        files.put(typed, path);
      }
    }
    List<Inspection> rows =
        Parallel.map(
            List.copyOf(files.entrySet()),
            "Inspecting",
            file -> Inspection.of(file.getKey(), file.getValue(), operations));
    for (Inspection row : rows) {
      line.getOut().println(json ? row.json() : row.line());
    }
    if (skipped > 0) {
      line.getErr()
          .println(skipped + (skipped == 1 ? " file is" : " files are") + " no DICOM, skipped");
    }
    return status;
  }

  /** The file system's path; null if the text is none. */
  private static Path path(String typed) {
    try {
      return typed.isEmpty() ? null : Path.of(typed);
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
