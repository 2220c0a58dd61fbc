package medimg.net;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import medimg.dicom.DicomException;

/**
 * PyTorch behind DJL, loaded when it is first asked for: no network, no telemetry, and what it
 * unpacks (450 MB, once) lies under {@code build/djl} of the project. A system property or an
 * environment variable of DJL that is set already stays: {@code DJL_CACHE_DIR}, {@code
 * ai.djl.pytorch.num_threads}.
 */
final class Torch {
  private Torch() {}

  private static Engine engine;

  /**
   * PyTorch.
   *
   * @throws DicomException if DJL is not on the class path, or has no PyTorch for this system
   */
  static synchronized Engine engine() {
    if (engine == null) {
      requireJars();
      engine = load();
    }
    return engine;
  }

  /** By name: a class that could not be linked once would not be looked for again. */
  private static void requireJars() {
    try {
      Class.forName("ai.djl.engine.Engine", false, Torch.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new DicomException(
          "networks need DJL, which is not on the class path: write %classpath"
              + " ../lib/target/djl/*.jar as the second line of the notebook's first cell and run"
              + " it again",
          e);
    }
  }

  private static Engine load() {
    Path cache = cache(Path.of("").toAbsolutePath());
    set("ai.djl.offline", "true");
    set("OPT_OUT_TRACKING", "true");
    set("DJL_CACHE_DIR", cache.toString());
    set("ENGINE_CACHE_DIR", cache.toString());
    try {
      return Engine.getEngine("PyTorch");
    } catch (RuntimeException | LinkageError e) {
      throw new DicomException(
          "PyTorch cannot be loaded on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + ": name lib/target/djl/*.jar on the class path too; there are natives for Linux,"
              + " for Windows on x86_64 and for Macs of 2020 and later ("
              + e
              + ")",
          e);
    }
  }

  private static void set(String name, String value) {
    if (System.getProperty(name) == null && System.getenv(name) == null) {
      System.setProperty(name, value);
    }
  }

  /** Where PyTorch is unpacked: {@code build/djl} of the project that a folder is in, or below. */
  static Path cache(Path folder) {
    for (Path root = folder; root != null; root = root.getParent()) {
      if (Files.exists(root.resolve("lib").resolve("pom.xml"))) {
        return root.resolve("build").resolve("djl");
      }
    }
    return folder.resolve("build").resolve("djl");
  }

  /** A manager of native memory; what it made is freed when it is closed. */
  static NDManager manager() {
    return engine().newBaseManager();
  }
}
