package medimg.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import medimg.images.ReadmePictures;
import medimg.samples.Samples;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code images}: makes the pictures of the README; see {@link ReadmePictures}. */
@Command(
    name = "images",
    description = "Makes the pictures of the README and the notebooks from the usual samples.",
    mixinStandardHelpOptions = true)
final class MakeImages implements Callable<Integer> {
  @Option(names = "--out", paramLabel = "FOLDER", description = "where (default: images)")
  private Path folder = Path.of("images");

  @Option(
      names = "--samples",
      paramLabel = "FOLDER",
      description = "the usual samples, made when missing (default: data/samples)")
  private Path samples = Path.of("data", "samples");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    for (Path picture : ReadmePictures.make(Samples.usual().in(samples), folder)) {
      spec.commandLine().getOut().println(picture);
    }
    return 0;
  }
}
