package medimg.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import medimg.dicom.DicomException;

/**
 * Makes the usual samples. What makes them is not on a notebook's class path: it is found by {@link
 * ServiceLoader} among the jars of {@code tools}, the folder beside the one that this library's jar
 * lies in.
 */
public interface SampleMaker {
  /**
   * Makes the usual samples in a folder, unless they are there already.
   *
   * @return the folder
   * @throws DicomException if the folder holds something else, or cannot be written
   */
  Path usual(Path folder);

  /**
   * The one that is present.
   *
   * @throws DicomException if there is none
   */
  static SampleMaker present() {
    ClassLoader own = SampleMaker.class.getClassLoader();
    return first(own)
        .or(() -> first(new URLClassLoader(tools().toArray(URL[]::new), own)))
        .orElseThrow(
            () ->
                new DicomException(
                    "there are no samples, and what makes them (medimg-tools and medimg-samples) is"
                        + " neither on the class path nor in ../tools beside medimg's jar; build the"
                        + " library as the README says, or name a folder of your own"));
  }

  private static Optional<SampleMaker> first(ClassLoader loader) {
    return ServiceLoader.load(SampleMaker.class, loader).findFirst();
  }

  private static List<URL> tools() {
    CodeSource source = SampleMaker.class.getProtectionDomain().getCodeSource();
    List<URL> jars = new ArrayList<>();
    try {
      Path folder = Path.of(source.getLocation().toURI()).resolveSibling("../tools").normalize();
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
            jars.add(jar.toUri().toURL());
          }
        }
      }
    } catch (MalformedURLException | java.net.URISyntaxException e) {
      return jars; // not from a file: then there is no folder beside it
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jars;
  }
}
