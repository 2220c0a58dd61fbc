package medimg;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import medimg.dicom.DataSet;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.dicom.DicomReader;
import medimg.dictionary.Tag;
import medimg.notebook.Kernel;
import medimg.notebook.SampleMaker;
import medimg.pixels.Pixels;
import medimg.pixels.Volume;
import medimg.table.Films;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

/** What a notebook's first cell calls. Works in plain Java too. */
public final class Medimg {
  /** The environment variable that names the reader's own folder; {@code ./run --data} sets it. */
  static final String DATA = "MEDIMG_DATA";

  /** Where the samples are, seen from the notebooks' folder. */
  private static final Path SAMPLES = Path.of("..", "data", "samples");

  private Medimg() {}

  /**
   * What is loaded, by name and version.
   *
   * @param parts versions in the order in which they are told
   */
  public record Versions(Map<String, String> parts) {
    /** One line, such as {@code medimg 0.1.0 | Java 17.0.15 | JJava 1.0a8}. */
    @Override
    public String toString() {
      return parts.entrySet().stream()
          .map(part -> (part.getKey() + " " + part.getValue()).strip())
          .collect(Collectors.joining(" | "));
    }
  }

  /**
   * Tells what is loaded. On the kernel that this runs in, if any, it registers the renderers and
   * makes the usual imports: the library's packages that are on the class path, {@code java.util},
   * {@code java.nio.file}, streams and functions, Tablesaw's tables. Safe to call again; after
   * another line {@code %classpath} it imports what has come with it.
   */
  public static Versions versions() {
    Optional<Kernel> kernel = Kernel.running();
    kernel.ifPresent(Kernel::install);
    kernel.ifPresent(Kernel::makeImports);
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("medimg", version(Medimg.class));
    parts.put("Java", System.getProperty("java.version"));
    if (kernel.isPresent()) {
      parts.put(kernel.get().name(), kernel.get().version());
    } else {
      parts.put("no kernel", "");
    }
    parts.put("DICOM reader", Dicom.reader().name());
    parts.put("Tablesaw", version(Table.class));
    parts.put("XChart", version(XYChart.class));
    return new Versions(parts);
  }

  /**
   * The header of a file as dcm4che's {@code Attributes} print it, with identifying values hidden
   * as everywhere; without dcm4che one line that tells how to add it.
   */
  public static String throughDcm4che(Dicom dicom) {
    return DicomReader.present().stream()
        .filter(reader -> reader.name().equals(DicomReader.DCM4CHE))
        .findFirst()
        .flatMap(reader -> reader.toolkitText(dicom))
        .orElse(
            "dcm4che is not here: ./run --dcm4che (or mvn -Pdcm4che -DskipTests package) adds it,"
                + " from its own repository https://www.dcm4che.org/maven2");
  }

  /** The version of the jar that a class comes from: from its manifest, else from its name. */
  private static String version(Class<?> type) {
    String said = type.getPackage().getImplementationVersion();
    if (said != null) {
      return said;
    }
    var source = type.getProtectionDomain().getCodeSource();
    String jar = source == null ? "" : source.getLocation().getPath();
    String name = jar.substring(jar.lastIndexOf('/') + 1);
    return name.endsWith(".jar")
        ? name.substring(0, name.length() - 4).replaceFirst("^.*?-(?=\\d)", "")
        : "not from a jar";
  }

  /**
   * The folder of the data: what {@code ./run --data FOLDER} or the environment variable {@value
   * #DATA} names, else the usual samples in {@code ../data/samples}, which are made on first use.
   *
   * @throws DicomException if the folder named is none, cannot be read, or has no DICOM file
   */
  public static Path data() {
    return data(System.getenv(DATA), SAMPLES);
  }

  static Path data(String own, Path samples) {
    return own == null || own.isBlank()
        ? SampleMaker.present().usual(samples)
        : checked(Path.of(own), "; this is what --data or " + DATA + " named");
  }

  /**
   * A folder of the reader's own; {@code ~} at its start is the home folder.
   *
   * @throws DicomException if there is no such folder, it cannot be read, or has no DICOM file
   */
  public static Path data(String folder) {
    if (folder.isBlank()) {
      throw new DicomException("Medimg.data(\"\"): the name of a folder is needed");
    }
    boolean home = folder.equals("~") || folder.startsWith("~/");
    String path = home ? System.getProperty("user.home") + folder.substring(1) : folder;
    return checked(Path.of(path), "; Medimg.data(..) takes the folder of your DICOM files");
  }

  /**
   * A CT slice: of your own files where they have a CT of that body part, else of the samples.
   *
   * @param files what was found in the folder of the data
   * @param bodyPart CHEST or HEAD
   * @param along where in the series, from the head at 0 to the feet at 1
   * @throws DicomException if neither your files nor the samples have such a slice
   */
  public static Dicom ctSlice(DicomFiles files, String bodyPart, double along) {
    return Dicom.read(
        files
            .slice(bodyPart, along)
            .or(() -> DicomFiles.in(SampleMaker.present().usual(SAMPLES)).slice(bodyPart, along))
            .orElseThrow(() -> noSeries(files, bodyPart)));
  }

  /**
   * A volume of a CT series: of your own files where they have one of that body part whose slices
   * make a volume, the largest first; else of the samples. Why a series of yours makes none is told
   * on the standard error stream.
   *
   * @param files what was found in the folder of the data
   * @param bodyPart CHEST or HEAD
   * @throws DicomException if neither your files nor the samples have such a series
   */
  public static Volume volume(DicomFiles files, String bodyPart) {
    for (List<Path> series : files.ctSeries(bodyPart)) {
      try {
        return volume(series);
      } catch (DicomException e) {
        System.err.println("passed over: " + e.getMessage());
      }
    }
    return DicomFiles.in(SampleMaker.present().usual(SAMPLES)).ctSeries(bodyPart).stream()
        .findFirst()
        .map(Medimg::volume)
        .orElseThrow(() -> noSeries(files, bodyPart));
  }

  /** Fewer patients than this of a class, and a classifier cannot be judged. */
  static final int LEAST_PATIENTS = 20;

  /**
   * A folder of labelled radiographs: the one given, or the folder {@code siim} in it, where {@code
   * labels.csv} tells {@value #LEAST_PATIENTS} patients or more with the label and as many without;
   * else that of the samples. Why yours is passed over is told on the standard error stream.
   *
   * @param folder such as {@link #data()}
   * @param positive the label of the diseased: {@code Pneumothorax}
   * @see Films#of(Path)
   */
  public static Path labelled(Path folder, String positive) {
    return labelled(folder, positive, SAMPLES);
  }

  static Path labelled(Path folder, String positive, Path samples) {
    Path own = Files.exists(folder.resolve(Films.LABELS)) ? folder : folder.resolve("siim");
    String why = "there is no " + Films.LABELS + " in it";
    if (Files.exists(own.resolve(Films.LABELS))) {
      try {
        Table films = Films.usable(Films.of(own));
        Selection are = films.stringColumn("label").isEqualTo(positive);
        int ill = films.where(are).stringColumn("PatientID").countUnique();
        int others = films.dropWhere(are).stringColumn("PatientID").countUnique();
        if (Math.min(ill, others) >= LEAST_PATIENTS) {
          return own;
        }
        why =
            String.format(
                Locale.ROOT,
                "with a label %d patients are %s and %d are not, %d of each are needed",
                ill,
                positive,
                others,
                LEAST_PATIENTS);
      } catch (DicomException e) {
        why = e.getMessage();
      }
    }
    System.err.println("your folder is passed over for the samples: " + why);
    return SampleMaker.present().usual(samples).resolve("siim");
  }

  private static Volume volume(List<Path> series) {
    return Volume.of(series.stream().map(Dicom::read).toList());
  }

  private static DicomException noSeries(DicomFiles files, String bodyPart) {
    return new DicomException(
        "neither "
            + files.folder()
            + " nor the samples have a CT series with Body Part Examined "
            + bodyPart
            + "; the samples have CHEST and HEAD");
  }

  /**
   * The stored values of some grey images of a modality, taken at even distances from all that a
   * folder has. Files that cannot be decoded are passed over.
   *
   * @param modality such as CR or CT
   * @param most how many at most
   */
  public static List<Pixels> sample(DicomFiles files, String modality, int most) {
    List<Path> fit = new ArrayList<>();
    for (Path file : files) {
      try {
        DataSet header = Dicom.readHeader(file).header();
        if (header.string(Tag.Modality, "").strip().equals(modality)
            && header.string(Tag.PhotometricInterpretation, "").startsWith("MONOCHROME")) {
          fit.add(file);
        }
      } catch (DicomException e) {
        continue; // a broken file is no sample
      }
    }
    List<Pixels> images = new ArrayList<>();
    for (int i = 0; i < fit.size() && images.size() < most; i++) {
      int left = most - images.size();
      int skip = Math.max(1, (fit.size() - i) / left);
      try {
        images.add(Pixels.of(Dicom.read(fit.get(i))));
        i += skip - 1;
      } catch (DicomException e) {
        continue; // nor is one that cannot be decoded; the next one is tried
      }
    }
    return images;
  }

  private static Path checked(Path path, String advice) {
    if (!Files.exists(path)) {
      throw new DicomException(path + ": there is no such folder" + advice);
    }
    if (!Files.isDirectory(path)) {
      throw new DicomException(path + ": is a file, not a folder" + advice);
    }
    if (!Files.isReadable(path)) {
      throw new DicomException(path + ": no permission to read this folder" + advice);
    }
    if (!DicomFiles.isAnyIn(path)) {
      throw new DicomException(path + ": has no DICOM file that can be read" + advice);
    }
    return path;
  }
}
