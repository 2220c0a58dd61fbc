package medimg.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import medimg.samples.DownloadException;
import medimg.samples.SiimArchive;
import medimg.work.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code siim}: fetches the real archive of 250 radiographs; see {@link SiimArchive}. */
@Command(
    name = "siim",
    description = {
      "Fetches fastai's archive siim_small (33 MB, 250 chest radiographs) and unpacks it below DIR.",
      "A download that was cut goes on where it ended. The images have their own terms of use."
    },
    mixinStandardHelpOptions = true)
final class FetchSiim implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", arity = "0..1", description = "folder (default: data)")
  private Path folder = Path.of("data");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws DownloadException {
    Path made = fetch(SiimArchive.PUBLISHED, folder);
    spec.commandLine().getOut().println(made);
    return 0;
  }

  /** Fetches with a progress bar that counts kilobytes. */
  static Path fetch(SiimArchive archive, Path folder) throws DownloadException {
    long[] shown = {0};
    try (Progress progress = Progress.of("Fetching, kB", archive.size() / 1024)) {
      return archive.fetch(
          folder,
          (bytes, total) -> {
            progress.step(bytes / 1024 - shown[0]);
            shown[0] = bytes / 1024;
          });
    }
  }
}
