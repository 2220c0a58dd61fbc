package medimg.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import medimg.dictionary.Tag;

/** What is wrong between the files of a folder. */
final class FolderChecks {
  private final List<Examined> files;
  private final List<Examined> read;
  private final Map<String, Integer> patients;
  private final Map<String, Integer> series;
  private final Findings findings;

  /**
   * Checks of a folder.
   *
   * @param patients the number of each Patient ID
   * @param series the number of each Series Instance UID
   */
  FolderChecks(
      List<Examined> files,
      Map<String, Integer> patients,
      Map<String, Integer> series,
      Findings findings) {
    this.files = files;
    this.read = files.stream().filter(Examined::isRead).toList();
    this.patients = patients;
    this.series = series;
    this.findings = findings;
  }

  void run() {
    for (Examined file : files) {
      for (Examined.Remark remark : file.remarks()) {
        findings.addAlike(remark.rule(), remark.detail(), file.file());
      }
    }
    sameUid();
    samePixels();
    patients();
    together(
        Rule.TWO_PATIENTS_IN_STUDY,
        Tag.StudyInstanceUID,
        e -> patient(e),
        (n, all) -> "one study of " + all);
    together(
        Rule.STUDY_CONTRADICTS,
        Tag.StudyInstanceUID,
        e -> e.text(Tag.StudyDate),
        (e, all) -> "a study of " + patient(e));
    together(
        Rule.SERIES_IN_TWO_STUDIES,
        Tag.SeriesInstanceUID,
        e -> e.text(Tag.StudyInstanceUID),
        (e, all) -> "series " + series.get(e.series()));
    together(
        Rule.TWO_PATIENTS_IN_SPACE,
        Tag.FrameOfReferenceUID,
        e -> patient(e),
        (n, all) -> "one frame of reference of " + all);
    onePerson();
    inverted();
    seriesOf(distinct())
        .forEach((n, images) -> new SeriesChecks("series " + n, images, findings).run());
  }

  private String patient(Examined e) {
    Integer number = patients.get(e.text(Tag.PatientID));
    return number == null ? "" : "patient " + number;
  }

  /** Images, of those with the same SOP Instance UID only the first. */
  private List<Examined> distinct() {
    Map<String, Examined> first = new LinkedHashMap<>();
    for (Examined e : read) {
      if (e.isImage()) {
        String uid = e.text(Tag.SOPInstanceUID);
        first.putIfAbsent(uid.isEmpty() ? e.file() : uid, e);
      }
    }
    return List.copyOf(first.values());
  }

  private Map<Integer, List<Examined>> seriesOf(List<Examined> images) {
    return images.stream()
        .filter(e -> series.containsKey(e.series()))
        .collect(
            Collectors.groupingBy(
                e -> series.get(e.series()), LinkedHashMap::new, Collectors.toList()));
  }

  private static Collection<List<Examined>> groups(
      Collection<Examined> files, Function<Examined, String> by) {
    Map<String, List<Examined>> groups = new LinkedHashMap<>();
    for (Examined e : files) {
      String key = by.apply(e);
      if (!key.isEmpty()) {
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(e);
      }
    }
    return groups.values().stream().filter(group -> group.size() > 1).toList();
  }

  private void sameUid() {
    for (List<Examined> group : groups(read, e -> e.text(Tag.SOPInstanceUID))) {
      boolean copies = group.stream().allMatch(e -> isSame(group.get(0), e));
      findings.add(
          copies ? Rule.COPY : Rule.UID_FOR_SEVERAL,
          copies ? "byte for byte" : difference(group),
          group);
    }
  }

  private static boolean isSame(Examined a, Examined b) {
    try {
      return Files.mismatch(a.path(), b.path()) == -1;
    } catch (IOException e) {
      return false;
    }
  }

  private static String difference(List<Examined> group) {
    long pixels =
        group.stream()
            .map(e -> e.fingerprint().map(Fingerprint::checksum).orElse(""))
            .distinct()
            .count();
    return pixels == 1 ? "the pixels are equal, the headers differ" : "the pixels differ";
  }

  private void samePixels() {
    List<Examined> images =
        distinct().stream()
            .filter(e -> e.fingerprint().filter(f -> !f.isBlank()).isPresent())
            .toList();
    for (List<Examined> group : groups(images, e -> e.fingerprint().get().checksum())) {
      Set<String> whose = values(group, this::patient);
      Set<String> folders = values(group, FolderChecks::folder);
      String detail =
          (whose.size() > 1 ? join(whose) + "; " : "")
              + (folders.size() > 1 ? "in the folders " + join(folders) : "in one folder");
      findings.add(
          whose.size() > 1 ? Rule.PIXELS_OF_TWO_PATIENTS : Rule.SAME_PIXELS, detail, group);
    }
  }

  static String folder(Examined e) {
    int slash = e.file().lastIndexOf('/');
    return slash < 0 ? "." : e.file().substring(0, slash);
  }

  private static Set<String> values(List<Examined> group, Function<Examined, String> value) {
    return group.stream()
        .map(value)
        .filter(v -> !v.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String join(Set<String> values) {
    return values.stream().limit(4).collect(Collectors.joining(" and "))
        + (values.size() > 4 ? " and others" : "");
  }

  /** The same ID of several people, as far as the issuers of the ID do not explain it. */
  private void patients() {
    for (List<Examined> group :
        groups(
            read.stream().filter(e -> !e.text(Tag.PatientID).isEmpty()).toList(),
            e -> e.text(Tag.PatientID) + "|" + e.text(Tag.IssuerOfPatientID))) {
      List<String> differing = new ArrayList<>();
      differing(group, Tag.PatientName, "names", differing);
      differing(group, Tag.PatientSex, "sexes", differing);
      differing(group, Tag.PatientBirthDate, "birth dates", differing);
      if (!differing.isEmpty()) {
        findings.add(
            Rule.PATIENT_CONTRADICTS,
            patient(group.get(0)) + " has " + String.join(", ", differing),
            odd(group));
      }
    }
  }

  /** The files that say something else than most; all if there is no majority. */
  private static List<Examined> odd(List<Examined> group) {
    Map<String, List<Examined>> by =
        group.stream()
            .collect(
                Collectors.groupingBy(
                    e ->
                        plain(e.text(Tag.PatientName))
                            + "|"
                            + e.text(Tag.PatientSex)
                            + "|"
                            + e.text(Tag.PatientBirthDate)));
    List<Examined> most =
        by.values().stream()
            .filter(files -> 2 * files.size() > group.size())
            .findFirst()
            .orElse(List.of());
    return group.stream().filter(e -> !most.contains(e)).toList();
  }

  private static void differing(List<Examined> group, int tag, String noun, List<String> out) {
    int n = values(group, e -> plain(e.text(tag))).size();
    if (n > 1) {
      out.add(n + " " + noun);
    }
  }

  /** A name as it counts: without empty components at its end, in capital letters. */
  private static String plain(String text) {
    return text.replaceAll("[\\^ ]+$", "").toUpperCase(Locale.ROOT);
  }

  private void onePerson() {
    for (List<Examined> group : groups(read, FolderChecks::person)) {
      Set<String> whose = values(group, this::patient);
      if (whose.size() > 1) {
        findings.add(Rule.ONE_PERSON, join(whose), group);
      }
    }
  }

  /** Name and birth date; empty if one of them is not there. */
  private static String person(Examined e) {
    String name = plain(e.text(Tag.PatientName));
    String birth = e.text(Tag.PatientBirthDate);
    return name.isEmpty() || birth.isEmpty() ? "" : name + "|" + birth;
  }

  private interface Detail {
    String of(Examined first, String values);
  }

  /** Tells of files with the same value of a tag that differ where they must not. */
  private void together(Rule rule, int tag, Function<Examined, String> value, Detail detail) {
    for (List<Examined> group : groups(read, e -> e.text(tag))) {
      Set<String> values = values(group, value);
      if (values.size() > 1) {
        findings.add(rule, detail.of(group.get(0), join(values)), group);
      }
    }
  }

  private void inverted() {
    for (List<Examined> group : groups(distinct(), Examined::modality)) {
      List<Examined> one =
          group.stream()
              .filter(e -> e.text(Tag.PhotometricInterpretation).equals("MONOCHROME1"))
              .toList();
      boolean other =
          group.stream().anyMatch(e -> e.text(Tag.PhotometricInterpretation).equals("MONOCHROME2"));
      if (!one.isEmpty() && other) {
        findings.add(Rule.INVERTED, group.get(0).modality() + ": these are MONOCHROME1", one);
      }
    }
  }
}
