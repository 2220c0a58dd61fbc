package medimg.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.notebook.Project;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that {@code ./run} hands on. */
@Command(
    name = "./run",
    subcommands = {
      Inspect.class,
      MakeTable.class,
      Examine.class,
      MakeSamples.class,
      FetchSiim.class,
      MakeImages.class,
      RunTrials.class
    },
    description = "Looks into DICOM files, and makes some.",
    mixinStandardHelpOptions = true)
public final class Main implements Runnable {
  /** Runs a command and exits with its status. */
  public static void main(String[] args) {
    System.exit(run(args, new PrintWriter(System.out, false), new PrintWriter(System.err, true)));
  }

  /**
   * Runs a command: 0 for success, 1 for a fault that is told on {@code err}, 2 for wrong usage.
   */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    try {
      Dicom.reader();
    } catch (DicomException e) {
      err.println(e.getMessage()); // once, not for every file
      return 1;
    }
    Project.keepCaches();
    CommandLine line = new CommandLine(new Main());
    line.setOut(out);
    line.setErr(err);
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          // What the library throws is told in its sentence; anything else is a fault of ours.
          if (e.getClass().getName().startsWith("medimg.") || e instanceof UncheckedIOException) {
            err.println(e.getMessage());
            return 1;
          }
          throw e;
        });
    line.setParameterExceptionHandler(
        (e, words) -> {
          String name = e.getCommandLine().getCommandSpec().qualifiedName();
          err.println(e.getMessage() + "; " + name + " --help tells more");
          return 2;
        });
    int status = line.execute(args);
    out.flush();
    return status;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        new CommandLine(this), "a command is missing; ./run --help lists them");
  }
}
