package medimg.notebook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The imports of every notebook: the library's packages that are on the class path, and what cells
 * need beside them. So a notebook itself imports {@code medimg.*} and no more.
 */
final class Imports {
  private Imports() {}

  /** Of each package a type that tells whether it is there. */
  private static final Map<String, String> PACKAGES = new LinkedHashMap<>();

  static {
    PACKAGES.put("medimg", "Medimg");
    PACKAGES.put("medimg.dictionary", "Tag");
    PACKAGES.put("medimg.codec", "ImageLayout");
    PACKAGES.put("medimg.dicom", "Dicom");
    PACKAGES.put("medimg.pixels", "Pixels");
    PACKAGES.put("medimg.table", "Films");
    PACKAGES.put("medimg.doctor", "Doctor");
    PACKAGES.put("medimg.work", "Progress");
    PACKAGES.put("medimg.eval", "Predictions");
    PACKAGES.put("medimg.learn", "ModelCard");
    PACKAGES.put("medimg.net", "Network");
    PACKAGES.put("medimg.trials", "Trials");
    PACKAGES.put("medimg.chart", "Picture");
    PACKAGES.put("medimg.samples", "Samples");
    PACKAGES.put("medimg.dcm4che", "Dcm4che");
  }

  private static final List<String> OTHERS =
      List.of(
          "java.awt.image.BufferedImage",
          "java.nio.file.*",
          "java.util.*",
          "java.util.function.*",
          "java.util.stream.*",
          "tech.tablesaw.api.*");

  private static final Set<String> DONE = new HashSet<>();

  /**
   * Imports what has not been imported yet. A package whose jar a later line loads is imported by
   * the call after that line.
   */
  static synchronized void into(Kernel kernel) {
    List<String> names = new ArrayList<>(OTHERS);
    PACKAGES.forEach(
        (name, type) -> {
          String file = "/" + name.replace('.', '/') + "/" + type + ".class";
          if (Imports.class.getResource(file) != null) {
            names.add(name + ".*");
          }
        });
    names.removeAll(DONE);
    if (names.isEmpty()) {
      return;
    }
    String lines =
        names.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
    try {
      kernel.evaluate(lines);
      DONE.addAll(names);
    } catch (Exception e) {
      System.err.println("the usual imports could not be made; write them into a cell:\n" + lines);
    }
  }
}
