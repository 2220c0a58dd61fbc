package medimg.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import medimg.dicom.DicomFiles;
import medimg.doctor.Doctor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code doctor}: what is in a folder, and what is wrong with it; see {@link Doctor}. */
@Command(
    name = "doctor",
    description = {
      "Says what is in a folder of DICOM files that nobody has cleaned, and what is wrong with it:",
      "one HTML page, and a line for each finding. Identifying values are not shown, names of files",
      "are."
    },
    mixinStandardHelpOptions = true)
final class Examine implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "FILE.html",
      description = "where to write the page (default: doctor.html here)")
  private Path out = Path.of("doctor.html");

  @Option(
      names = "--headers",
      description = "headers only, for very many files: pixels are not looked at")
  private boolean headers;

  @Parameters(paramLabel = "FOLDER", description = "folder to examine, with all below it")
  private Path folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    DicomFiles files = DicomFiles.in(folder);
    Doctor doctor = headers ? Doctor.headersOf(files) : Doctor.of(files);
    Path page = doctor.saveHtml(out);
    spec.commandLine().getOut().println(doctor);
    spec.commandLine().getOut().println("page: " + page);
    return 0;
  }
}
