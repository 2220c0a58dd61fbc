package medimg.images;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.dictionary.Tag;
import medimg.images.Svg.Ink;
import medimg.images.Svg.Side;
import medimg.images.Svg.Type;

/**
 * Patient, study, series and instance of some samples, beside the folders they lie in. All counts
 * and values are read from the headers.
 *
 * @see "DICOM PS3.3 section A.1.2 (information entities), C.7 (their modules)"
 */
final class DataTree {
  private static final int STEP = 28;
  private static final int SPLIT = 520;

  /** What an instance says about where it belongs. */
  private record Instance(String file, Dicom header) {
    String of(int tag) {
      return header.header().string(tag, "");
    }

    int number() {
      return header.header().integer(Tag.InstanceNumber, 0);
    }
  }

  private final Svg svg;
  private final List<Instance> all;
  private int y;

  private DataTree(Svg svg, List<Instance> all) {
    this.svg = svg;
    this.all = all;
  }

  /**
   * The drawing.
   *
   * @param samples the folder of a sample set
   */
  static String svg(Path samples) {
    DicomFiles files = DicomFiles.in(samples);
    List<Instance> all = new ArrayList<>();
    for (Path file : files) {
      all.add(new Instance(files.relative(file), Dicom.readHeader(file)));
    }
    Svg svg =
        new Svg(
            650,
            "The data tree: patient, study, series, instance",
            "A patient has studies, a study has series, a series has instances; an instance is one"
                + " file. On the left, two patients of the samples with the tags that tie each"
                + " level together; on the right, the folders in which these files lie.");
    DataTree tree = new DataTree(svg, all);
    tree.levels();
    tree.folders(folders(samples));
    return svg.toString();
  }

  private static Map<String, List<Instance>> by(int tag, List<Instance> instances) {
    return instances.stream()
        .collect(Collectors.groupingBy(i -> i.of(tag), TreeMap::new, Collectors.toList()));
  }

  private static long distinct(int tag, List<Instance> instances) {
    return instances.stream().map(i -> i.of(tag)).distinct().count();
  }

  private static String count(long n, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", n, n == 1 ? one : many);
  }

  private void levels() {
    svg.text(Type.HEAD, Side.START, 25, 36, 470, "What the headers say");
    y = 72;
    Map<String, List<Instance>> patients = by(Tag.PatientID, all);
    patient(first(patients, i -> distinct(Tag.StudyInstanceUID, i) > 1, "with two studies"));
    y += 14;
    patient(
        first(
            patients,
            i -> distinct(Tag.SeriesInstanceUID, i) < i.size(),
            "with a series of several instances"));
    y += 18;
    svg.text(
        Type.SMALL,
        Side.START,
        25,
        y,
        490,
        "In all "
            + count(patients.size(), "patient", "patients")
            + ", "
            + count(distinct(Tag.StudyInstanceUID, all), "study", "studies")
            + ", "
            + count(distinct(Tag.SeriesInstanceUID, all), "series", "series")
            + ",");
    svg.text(
        Type.SMALL,
        Side.START,
        25,
        y + 20,
        490,
        count(distinct(Tag.SOPInstanceUID, all), "instance", "instances")
            + ", each with a UID of its own.");
  }

  private static List<Instance> first(
      Map<String, List<Instance>> patients, Predicate<List<Instance>> wanted, String what) {
    return patients.values().stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new DicomException("the samples have no patient " + what));
  }

  private void patient(List<Instance> instances) {
    Instance one = instances.get(0);
    int top = y;
    node(0, Ink.VIOLET, "Patient", one.of(Tag.PatientID));
    for (List<Instance> study : sorted(by(Tag.StudyInstanceUID, instances), Tag.StudyDate)) {
      branch(0, top);
      study(study);
    }
  }

  private static List<List<Instance>> sorted(Map<String, List<Instance>> groups, int tag) {
    return groups.values().stream()
        .sorted(Comparator.comparing((List<Instance> g) -> g.get(0).of(tag)))
        .toList();
  }

  private void study(List<Instance> instances) {
    Instance one = instances.get(0);
    String date = one.of(Tag.StudyDate);
    int top = y;
    node(
        1,
        Ink.BLUE,
        "Study",
        date.substring(0, 4) + "-" + date.substring(4, 6) + "-" + date.substring(6));
    for (List<Instance> series : sorted(by(Tag.SeriesInstanceUID, instances), Tag.SeriesNumber)) {
      branch(1, top);
      series(series);
    }
  }

  private void series(List<Instance> instances) {
    Instance one = instances.get(0);
    int top = y;
    node(
        2,
        Ink.ORANGE,
        "Series " + one.of(Tag.SeriesNumber),
        one.of(Tag.Modality) + ", " + one.of(Tag.SeriesDescription));
    List<Instance> inOrder =
        instances.stream().sorted(Comparator.comparing(Instance::number)).toList();
    int last = inOrder.size() - 1;
    for (int i = 0; i <= last; i++) {
      if (i < 2 || i == last) {
        branch(2, top);
        Instance instance = inOrder.get(i);
        node(3, Ink.GREEN, "Instance " + instance.number(), shortened(instance.file));
      } else if (i == 2) {
        svg.text(Type.SMALL, Side.START, 25 + 3 * STEP + 14, y + 12, 200, "\u2026");
        y += 24;
      }
    }
  }

  /** The corner from a node at {@code top} to the one that is drawn next. */
  private void branch(int level, int top) {
    int x = 25 + level * STEP + 12;
    svg.line(Ink.GREY, false, x, top + 28, x, y + 14, 25 + (level + 1) * STEP, y + 14);
  }

  private void node(int level, Ink ink, String head, String value) {
    int x = 25 + level * STEP;
    int width = Type.BOLD.width(head) + 20;
    svg.box(ink, x, y, width, 28);
    svg.text(Type.BOLD, ink, Side.START, x + 10, y + 20, width - 10, head);
    svg.text(Type.SMALL, Side.START, x + width + 10, y + 19, SPLIT - x - width - 20, value);
    y += 36;
  }

  /** The last folder and the name of a file. */
  private static String shortened(String file) {
    int name = file.lastIndexOf('/');
    return file.substring(file.lastIndexOf('/', name - 1) + 1);
  }

  /** Names of files by the folder they lie in, which ends with / or is empty; both in order. */
  private static Map<String, List<String>> folders(Path samples) {
    try (Stream<Path> walk = Files.walk(samples, FileVisitOption.FOLLOW_LINKS)) {
      Map<String, List<String>> folders = new TreeMap<>();
      walk.filter(Files::isRegularFile)
          .map(file -> samples.relativize(file).toString().replace('\\', '/'))
          .filter(file -> !file.startsWith(".") && !file.contains("/."))
          .sorted()
          .forEach(
              file -> {
                int name = file.lastIndexOf('/') + 1;
                folders
                    .computeIfAbsent(file.substring(0, name), folder -> new ArrayList<>())
                    .add(file.substring(name));
              });
      return folders;
    } catch (IOException e) {
      throw new DicomException(samples + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private void folders(Map<String, List<String>> folders) {
    svg.line(Ink.GREY, true, SPLIT + 12, 20, SPLIT + 12, 630);
    int x = SPLIT + 32;
    svg.text(Type.HEAD, Side.START, x, 36, 320, "Where the files lie");
    int line = 76;
    svg.text(Type.MONO, Side.START, x, line, 320, "data/samples/");
    String before = "";
    for (Map.Entry<String, List<String>> folder : folders.entrySet()) {
      String[] names = folder.getKey().isEmpty() ? new String[0] : folder.getKey().split("/");
      String path = "";
      for (int depth = 0; depth < names.length; depth++) {
        path += names[depth] + "/";
        if (!before.startsWith(path)) {
          line += 27;
          svg.text(Type.MONO, Side.START, x + 22 * (depth + 1), line, 290, names[depth] + "/");
        }
      }
      before = folder.getKey();
      List<String> in = folder.getValue();
      String count = in.size() == 1 ? "" : " \u2026  " + in.size() + " files";
      line += 22;
      svg.text(Type.SOFT, Side.START, x + 22 * (names.length + 1), line, 270, in.get(0) + count);
    }
    line += 52;
    svg.text(Type.BOLD, Side.START, x, line, 320, "What ties a level together");
    Object[][] ties = {
      {Ink.VIOLET, "Patient", Tag.PatientID},
      {Ink.BLUE, "Study", Tag.StudyInstanceUID},
      {Ink.ORANGE, "Series", Tag.SeriesInstanceUID},
      {Ink.GREEN, "Instance", Tag.SOPInstanceUID}
    };
    for (Object[] tie : ties) {
      line += 28;
      svg.text(Type.SMALL, (Ink) tie[0], Side.START, x, line, 80, (String) tie[1]);
      svg.text(
          Type.SMALL,
          Side.START,
          x + 82,
          line,
          250,
          Tag.toString((int) tie[2]) + " " + keyword((int) tie[2]));
    }
    line += 34;
    svg.text(Type.SOFT, Side.START, x, line, 330, "To DICOM, folders and names mean nothing:");
    svg.text(
        Type.SOFT, Side.START, x, line + 20, 330, "only the header tells what belongs together.");
  }

  private String keyword(int tag) {
    return all.get(0).header.get(tag).keyword();
  }
}
