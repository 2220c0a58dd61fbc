package medimg.notebook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder of this repository that a program runs in, if any. */
public final class Project {
  private Project() {}

  /** The repository, or the release, that a folder is in. */
  public static Optional<Path> around(Path folder) {
    for (Path root = folder.toAbsolutePath().normalize(); root != null; root = root.getParent()) {
      if (Files.exists(root.resolve("environment.yml"))
          && Files.isDirectory(root.resolve("notebooks"))) {
        return Optional.of(root);
      }
    }
    return Optional.empty();
  }

  /** Lets PyTorch be unpacked below {@code build}, and not into the home folder. */
  public static void keepCaches() {
    if (System.getProperty("medimg.cache") == null) {
      around(Path.of(""))
          .ifPresent(
              root ->
                  System.setProperty(
                      "medimg.cache", root.resolve("build").resolve("djl").toString()));
    }
  }
}
