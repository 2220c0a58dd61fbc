package medimg.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import medimg.samples.Samples;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samples}: makes a set of synthetic DICOM files; see {@link Samples}. */
@Command(
    name = "samples",
    description = {
      "Makes synthetic DICOM files: chest radiographs with and without pneumothorax, and CT series",
      "of a chest and a head. A set that is there already is not made again."
    },
    mixinStandardHelpOptions = true)
final class MakeSamples implements Callable<Integer> {
  @Option(names = "--seed", paramLabel = "N", description = "another set (default: 1)")
  private long seed = Samples.usual().seed();

  @Option(
      names = "--patients",
      paramLabel = "N",
      description = "patients with radiographs (default: 225, who have 250 films)")
  private int patients = Samples.PATIENTS;

  @Option(
      names = "--drains",
      paramLabel = "SHARE",
      description = "share of patients with pneumothorax who have a chest tube (default: 0)")
  private double drains;

  @Parameters(paramLabel = "DIR", description = "folder to make")
  private Path folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(samples().in(folder));
    return 0;
  }

  private Samples samples() {
    try {
      return new Samples(seed, patients, drains);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
