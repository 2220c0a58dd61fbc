package medimg.net;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import medimg.dicom.DicomException;

/**
 * PyTorch behind DJL, loaded when it is first asked for: no network, no telemetry, and what it
 * unpacks (450 MB, once) lies under {@code build/djl} of the project. A system property or an
 * environment variable of DJL that is set already stays: {@code DJL_CACHE_DIR}, {@code
 * ai.djl.pytorch.num_threads}.
 */
final class Torch {
  /**
   * The system property that says in which folder PyTorch is unpacked; without it that is DJL's own
   * choice, below the home folder.
   */
  static final String CACHE = "medimg.cache";

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
          "networks need DJL with PyTorch, which are not on the class path: in a notebook of this"
              + " project write %classpath ../lib/target/learn/*.jar as the second line of the first"
              + " cell and run it again",
          e);
    }
  }

  private static Engine load() {
    String cache = System.getProperty(CACHE);
    set("ai.djl.offline", "true");
    set("OPT_OUT_TRACKING", "true");
    if (cache != null) {
      set("DJL_CACHE_DIR", cache);
      set("ENGINE_CACHE_DIR", cache);
    }
    try {
      return cache == null ? Engine.getEngine("PyTorch") : unpacked(Path.of(cache));
    } catch (RuntimeException | LinkageError e) {
      throw new DicomException(
          "PyTorch cannot be loaded on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + ": its natives are needed on the class path too; there are some for Linux,"
              + " for Windows on x86_64 and for Macs of 2020 and later ("
              + e
              + ")",
          e);
    }
  }

  /** One at a time: two programs that unpack into one folder hinder each other. */
  private static Engine unpacked(Path cache) {
    try {
      Files.createDirectories(cache);
      try (FileChannel file =
          FileChannel.open(
              cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        file.lock(); // until it is closed
        return Engine.getEngine("PyTorch");
      }
    } catch (IOException e) {
      throw new DicomException(
          cache
              + ": PyTorch cannot be unpacked there: "
              + e.getMessage()
              + "; -D"
              + CACHE
              + "=.."
              + " names another folder",
          e);
    }
  }

  private static void set(String name, String value) {
    if (System.getProperty(name) == null && System.getenv(name) == null) {
      System.setProperty(name, value);
    }
  }

  /** A manager of native memory; what it made is freed when it is closed. */
  static NDManager manager() {
    return engine().newBaseManager();
  }
}
