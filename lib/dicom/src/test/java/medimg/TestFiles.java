package medimg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** Real DICOM files for tests; a test is skipped where they are not, and says so. */
public final class TestFiles {
  private TestFiles() {}

  private static final Path ROOT = root();

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("environment.yml"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /**
   * Fails where an assertion about exceptions would take a skip for the exception that it expects:
   * on every machine, not only on one without the files.
   */
  private static void askedBeforeTheAssertion() {
    boolean within =
        StackWalker.getInstance()
            .walk(frames -> frames.anyMatch(f -> f.getClassName().startsWith("org.assertj.")));
    if (within) {
      throw new AssertionError("ask for a test file before assertThatThrownBy, not within it");
    }
  }

  /** The repository's folder. */
  public static Path repository() {
    return ROOT;
  }

  /** The folder {@code data} of the pydicom wheel, which ./test installs into .venv. */
  public static Path pydicom() {
    askedBeforeTheAssertion();
    Path lib = ROOT.resolve(".venv/lib");
    if (Files.isDirectory(lib)) {
      try (DirectoryStream<Path> pythons = Files.newDirectoryStream(lib, "python3*")) {
        for (Path python : pythons) {
          Path data = python.resolve("site-packages/pydicom/data");
          if (Files.isDirectory(data)) {
            return data;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new TestAbortedException("pydicom's files are not in .venv: run ./test, which gets them");
  }

  /** One of pydicom's test files. */
  public static Path pydicom(String name) {
    return pydicom().resolve("test_files").resolve(name);
  }

  /** A folder of the material that developers share beside the repository. */
  public static Path shared(String name) {
    askedBeforeTheAssertion();
    Path shared = ROOT.resolveSibling("shared").resolve(name);
    if (!Files.exists(shared)) {
      throw new TestAbortedException("../shared/" + name + " is not here");
    }
    return shared;
  }
}
