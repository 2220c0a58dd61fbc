package medimg.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;

/**
 * A DICOMDIR: the table of contents of a CD or folder, as a tree of patients, studies, series and
 * images (PS3.3 annex F).
 *
 * <p>The tree follows the offsets of the records; where they do not lead to every record, it
 * follows the records' order and types.
 */
public final class DicomDir {
  private static final int NOT_IN_USE = 0;

  private final String name;
  private final Path folder;
  private final List<Record> records;

  /**
   * One record.
   *
   * @param type such as PATIENT, STUDY, SERIES or IMAGE
   * @param keys its elements, such as (0010,0010) or (0020,000E)
   * @param file the file it refers to, which may be missing; no file if it refers to none, or to
   *     one outside the DICOMDIR's folder
   * @param records those below it
   */
  public record Record(String type, DataSet keys, Optional<Path> file, List<Record> records) {
    private Stream<Record> all() {
      return Stream.concat(Stream.of(this), records.stream().flatMap(Record::all));
    }
  }

  private DicomDir(String name, Path folder, List<Record> records) {
    this.name = name;
    this.folder = folder;
    this.records = records;
  }

  /**
   * Reads a DICOMDIR.
   *
   * @param path the file
   * @return its records, as a tree
   * @throws DicomException if it cannot be read or has no directory records
   */
  public static DicomDir read(Path path) {
    return of(Dicom.read(path), path.toAbsolutePath().getParent());
  }

  /** The records of a file that stands in a folder. */
  static DicomDir of(Dicom dicom, Path folder) {
    Element sequence = dicom.header().find(Tag.DirectoryRecordSequence).orElse(null);
    if (sequence == null) {
      throw new DicomException(
              FaultKind.ABSENT,
              Tag.DirectoryRecordSequence,
              "is no DICOMDIR: there is no "
                  + Tag.describe(Tag.DirectoryRecordSequence)
                  + "; DicomFiles.in(..) searches a folder without one")
          .in(dicom.name());
    }
    List<DataSet> items = sequence.items();
    List<Node> nodes = byOffsets(dicom, items);
    if (nodes.isEmpty()) {
      nodes = byOrder(items);
    }
    return new DicomDir(dicom.name(), folder, records(nodes, folder));
  }

  /** A record on its way into the tree. */
  private record Node(DataSet keys, List<Node> below) {
    Node(DataSet keys) {
      this(keys, new ArrayList<>());
    }
  }

  private static List<Record> records(List<Node> nodes, Path folder) {
    return nodes.stream()
        .filter(node -> number(node.keys, Tag.RecordInUseFlag, 0xFFFF) != NOT_IN_USE)
        .map(
            node ->
                new Record(
                    type(node.keys),
                    node.keys,
                    file(node.keys, folder),
                    records(node.below, folder)))
        .toList();
  }

  private static String type(DataSet keys) {
    return keys.string(Tag.DirectoryRecordType, "");
  }

  private static long number(DataSet keys, int tag, long fallback) {
    Element e = keys.find(tag).filter(found -> found.multiplicity() > 0).orElse(null);
    return e == null || e.vr().kind() != VR.Kind.NUMBERS ? fallback : (long) e.number();
  }

  /** The tree that the offsets tell; empty if they do not lead to every record once. */
  private static List<Node> byOffsets(Dicom dicom, List<DataSet> items) {
    List<Long> positions = dicom.recordPositions();
    if (positions.size() != items.size()) {
      return List.of();
    }
    Map<Long, DataSet> unseen = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      unseen.put(positions.get(i), items.get(i));
    }
    int root = Tag.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity;
    List<Node> nodes = new ArrayList<>();
    follow(number(dicom.header(), root, 0), unseen, nodes, 0);
    return unseen.isEmpty() ? nodes : List.of();
  }

  private static void follow(
      long position, Map<Long, DataSet> unseen, List<Node> nodes, int depth) {
    for (DataSet keys = unseen.remove(position); keys != null && depth < 16; ) {
      Node node = new Node(keys);
      nodes.add(node);
      int lower = Tag.OffsetOfReferencedLowerLevelDirectoryEntity;
      follow(number(keys, lower, 0), unseen, node.below, depth + 1);
      keys = unseen.remove(number(keys, Tag.OffsetOfTheNextDirectoryRecord, 0));
    }
  }

  /** The tree of records that stand in the order in which a tree is walked. */
  private static List<Node> byOrder(List<DataSet> items) {
    List<Node> top = new ArrayList<>();
    Node[] open = new Node[4];
    for (DataSet keys : items) {
      int level = Math.max(0, List.of("PATIENT", "STUDY", "SERIES").indexOf(type(keys)));
      if (level == 0 && !type(keys).equals("PATIENT")) {
        level = 3;
      }
      Node node = new Node(keys);
      Node above = null;
      for (int i = 0; i < level; i++) {
        above = open[i] == null ? above : open[i];
      }
      (above == null ? top : above.below).add(node);
      open[level] = node;
      for (int i = level + 1; i < open.length; i++) {
        open[i] = null;
      }
    }
    return top;
  }

  /** The file of (0004,1500), whose values are the names of folders and of the file. */
  private static Optional<Path> file(DataSet keys, Path folder) {
    List<String> names = keys.find(Tag.ReferencedFileID).map(Element::strings).orElse(List.of());
    if (names.isEmpty() || names.stream().anyMatch(DicomDir::leadsElsewhere)) {
      return Optional.empty();
    }
    Path file = folder;
    for (String part : names) {
      try {
        file = child(file, part);
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }
    return Optional.of(file);
  }

  private static boolean leadsElsewhere(String part) {
    return part.isEmpty() || part.equals(".") || part.equals("..") || part.matches(".*[/:\\\\].*");
  }

  /** A name in a folder; where it is not there as written, in small or capital letters. */
  private static Path child(Path folder, String part) {
    Path exact = folder.resolve(part);
    if (Files.exists(exact) || !Files.isDirectory(folder)) {
      return exact;
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().equalsIgnoreCase(part))
          .sorted()
          .findFirst()
          .orElse(exact);
    } catch (IOException e) {
      return exact;
    }
  }

  /** {@return the records at the top, most often patients} */
  public List<Record> records() {
    return records;
  }

  private Stream<Path> referenced() {
    return records.stream().flatMap(Record::all).flatMap(record -> record.file().stream());
  }

  /** {@return the files that are referred to and are there, in the order of the tree} */
  public DicomFiles files() {
    return DicomFiles.of(folder, referenced().filter(Files::isRegularFile).distinct().toList());
  }

  /** {@return the files that are referred to but are not there} */
  public List<Path> missing() {
    return referenced().filter(file -> !Files.isRegularFile(file)).distinct().toList();
  }

  /** How many records of each type there are, and how many files of them are missing. */
  @Override
  public String toString() {
    Map<String, Long> types =
        records.stream()
            .flatMap(Record::all)
            .collect(Collectors.groupingBy(Record::type, TreeMap::new, Collectors.counting()));
    return name
        + ": "
        + types.entrySet().stream()
            .map(type -> type.getValue() + " " + type.getKey())
            .collect(Collectors.joining(", "))
        + (missing().isEmpty() ? "" : "; " + missing().size() + " files are missing");
  }
}
