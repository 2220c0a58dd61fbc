package medimg.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.dicom.WholeFile;
import medimg.dictionary.Tag;
import medimg.work.Parallel;

/**
 * What is in a folder of DICOM files that nobody has cleaned, and what is wrong with it.
 *
 * <p>Every file is read once, on all cores, with a progress bar; its pixels are decoded frame by
 * frame, and a checksum of them is kept. A file that cannot be read is a {@link Finding} and stops
 * nothing. {@link Rule} lists all that is looked for. It is a rule's word, and no proof that a
 * folder without findings is sound.
 *
 * <p><b>Privacy.</b> No identifying value is told: patients and series are numbered in the order of
 * their first appearance, as in {@link medimg.table.Headers}. Names of files and folders are shown
 * as they are.
 */
public final class Doctor {
  private final Path folder;
  private final boolean pixels;
  private final Map<String, Integer> counts;
  private final Map<String, Integer> modalities;
  private final List<Series> series;
  private final List<Finding> findings;

  private Doctor(DicomFiles files, boolean pixels) {
    this.folder = files.folder();
    this.pixels = pixels;
    List<Examined> examined =
        Parallel.map(
            files.files(),
            pixels ? "Examining headers and pixels" : "Examining headers",
            path -> Examined.of(path, files.relative(path), pixels));
    Map<String, Integer> patients = numbers(examined, Tag.PatientID);
    Map<String, Integer> numbers = numbers(examined, Tag.SeriesInstanceUID);
    Findings found = new Findings();
    new FolderChecks(examined, patients, numbers, found).run();
    Others.tell(folder, Set.copyOf(files.files()), found);
    this.findings = found.all();
    this.series = series(examined, patients, numbers);
    this.modalities = new TreeMap<>();
    this.counts = new LinkedHashMap<>();
    List<Examined> read = examined.stream().filter(Examined::isRead).toList();
    read.forEach(
        e -> modalities.merge(e.modality().isEmpty() ? "none" : e.modality(), 1, Integer::sum));
    counts.put("DICOM files", examined.size());
    counts.put("patients", patients.size());
    counts.put("studies", numbers(examined, Tag.StudyInstanceUID).size());
    counts.put("series", numbers.size());
    counts.put("images", (int) read.stream().filter(Examined::isImage).count());
    counts.put("frames", read.stream().filter(Examined::isImage).mapToInt(Examined::frames).sum());
    counts.put("other files", files.skipped());
  }

  /**
   * Examines all that lies below a folder: headers and pixels.
   *
   * @throws DicomException if it is no folder or cannot be read
   */
  public static Doctor of(Path folder) {
    return of(DicomFiles.in(folder));
  }

  /** Examines files: headers and pixels. */
  public static Doctor of(DicomFiles files) {
    return new Doctor(files, true);
  }

  /**
   * Examines headers only, where there are very many files: what is wrong with pixels stays unseen.
   */
  public static Doctor headersOf(DicomFiles files) {
    return new Doctor(files, false);
  }

  /** Numbers the values of a tag from 1 in order of their first appearance. */
  private static Map<String, Integer> numbers(List<Examined> files, int tag) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (Examined file : files) {
      if (!file.text(tag).isEmpty()) {
        numbers.putIfAbsent(file.text(tag), numbers.size() + 1);
      }
    }
    return numbers;
  }

  private static List<Series> series(
      List<Examined> files, Map<String, Integer> patients, Map<String, Integer> numbers) {
    Map<String, List<Examined>> bySeries =
        files.stream()
            .filter(e -> !e.series().isEmpty())
            .collect(
                Collectors.groupingBy(Examined::series, LinkedHashMap::new, Collectors.toList()));
    List<Series> out = new ArrayList<>();
    bySeries.forEach(
        (uid, of) -> {
          Set<String> whose = new LinkedHashSet<>();
          for (Examined e : of) {
            Integer number = patients.get(e.text(Tag.PatientID));
            whose.add(number == null ? "" : number.toString());
          }
          out.add(Series.of(numbers.get(uid), String.join(", ", whose), of));
        });
    return List.copyOf(out);
  }

  /** The folder that was examined. */
  public Path folder() {
    return folder;
  }

  /** Whether pixels were decoded. */
  public boolean pixelsExamined() {
    return pixels;
  }

  /** How many there are: DICOM files, patients, studies, series, images, frames, other files. */
  public Map<String, Integer> counts() {
    return new LinkedHashMap<>(counts);
  }

  /** Files of each modality, in alphabetical order. */
  public Map<String, Integer> modalities() {
    return new TreeMap<>(modalities);
  }

  /** All series, in the order of their first files. */
  public List<Series> series() {
    return series;
  }

  /** What was found: faults first, then doubts, then notes. */
  public List<Finding> findings() {
    return findings;
  }

  /** How many findings are so severe. */
  public int count(Severity severity) {
    return (int) findings.stream().filter(f -> f.severity() == severity).count();
  }

  /** A page that needs nothing beside itself, no script either. */
  public String html() {
    return new Page(this).whole();
  }

  /** The same, for a place within another page: findings are folded. */
  public String summaryHtml() {
    return new Page(this).part();
  }

  /**
   * Writes the page, see {@link WholeFile}.
   *
   * @return the file
   * @throws DicomException if it cannot be written; nothing is left behind then
   */
  public Path saveHtml(Path file) {
    return WholeFile.write(file, "the page", html());
  }

  /** Counts, and one line for each finding. */
  @Override
  public String toString() {
    return String.join("; ", summary())
        + findings.stream().map(f -> "\n" + f).collect(Collectors.joining());
  }

  /** What there is, in words: counts that are not 0, modalities, findings by severity. */
  List<String> summary() {
    List<String> parts = new ArrayList<>();
    parts.add(
        counts.entrySet().stream()
            .filter(count -> count.getValue() > 0 || count.getKey().equals("DICOM files"))
            .map(count -> counted(count.getValue(), count.getKey()))
            .collect(Collectors.joining(", ")));
    if (!modalities.isEmpty()) {
      parts.add(
          modalities.entrySet().stream()
              .map(modality -> modality.getKey() + " " + modality.getValue())
              .collect(Collectors.joining(", ")));
    }
    List<String> severities = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      severities.add(counted(count(severity), severity.word() + "s"));
    }
    parts.add(String.join(", ", severities) + (pixels ? "" : " (headers only)"));
    return parts;
  }

  /** A number and its noun, which is given in the plural. */
  static String counted(int n, String nouns) {
    String noun =
        n != 1
            ? nouns
            : nouns.equals("series")
                ? nouns
                : nouns.equals("studies") ? "study" : nouns.substring(0, nouns.length() - 1);
    return n + " " + noun;
  }
}
