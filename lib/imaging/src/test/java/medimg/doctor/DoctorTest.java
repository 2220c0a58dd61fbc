package medimg.doctor;

import static medimg.doctor.PlantedFaults.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import medimg.dicom.DataSet;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.dicom.DicomWriter;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A folder of a hundred sound files among which each fault is planted: all are named, in the files
 * where they are, and no sound file is blamed.
 */
class DoctorTest {
  @TempDir private static Path temp;
  private static Planted folder;

  /** The files in which each fault was planted. */
  private static Map<Rule, Set<String>> planted;

  private static Doctor doctor;

  @BeforeAll
  static void examine() throws IOException {
    PlantedFaults faults = new PlantedFaults(temp.resolve("folder"));
    folder = faults.folder();
    planted = faults.files();
    doctor = Doctor.of(folder.folder());
  }

  private static Set<String> files(Rule rule) {
    return doctor.findings().stream()
        .filter(f -> f.rule() == rule)
        .findFirst()
        .map(f -> (Set<String>) new TreeSet<>(f.files()))
        .orElse(Set.of());
  }

  static Set<Rule> planted() {
    return planted.keySet();
  }

  @ParameterizedTest
  @MethodSource("planted")
  void eachPlantedFaultIsNamedWithItsFiles(Rule rule) {
    assertThat(files(rule)).containsAll(planted.get(rule));
  }

  @Test
  void everyRuleIsPlantedOrStandsForTheGoodFilesToo() {
    Set<Rule> rest = new HashSet<>(Set.of(Rule.values()));
    rest.removeAll(planted.keySet());
    // Echoes at one place, and patients who are named: the sound files are like that.
    assertThat(rest).containsExactlyInAnyOrder(Rule.REPEATED, Rule.NAMED);
    assertThat(files(Rule.REPEATED)).contains("good/mr/000.dcm").hasSize(20);
    assertThat(files(Rule.NAMED)).contains("good/ct/000.dcm").doesNotContain("bad/letter.pdf");
  }

  @Test
  void amongAHundredGoodFilesNoneIsBlamed() {
    assertThat(folder.good()).hasSize(100);
    Set<String> blamed = new TreeSet<>();
    for (Finding finding : doctor.findings()) {
      if (finding.severity() != Severity.NOTE) {
        blamed.addAll(finding.files());
      }
    }
    blamed.retainAll(folder.good());
    assertThat(blamed).isEmpty();
  }

  @Test
  void noRuleBlamesAFileInWhichOnlyAnotherFaultWasPlanted() {
    Set<String> wrong = new TreeSet<>();
    for (Finding finding : doctor.findings()) {
      for (String file : finding.files()) {
        boolean known = planted.getOrDefault(finding.rule(), Set.of()).contains(file);
        if (finding.severity() != Severity.NOTE && !known) {
          wrong.add(finding.rule() + " " + file);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** What is no fault, though it comes near to one. */
  @Test
  void whatComesNearToAFaultIsNone(@TempDir Path place) throws IOException {
    Planted near = new Planted(place);
    // 59 by the dates, 60 as some round it.
    for (String age : List.of("060Y", "059Y")) {
      near.writeGood("age" + age, with(near.film("N" + age), f -> f.put(Tag.PatientAge, age)));
    }
    near.writeGood(
        "infant",
        with(
            near.film("N3"),
            f ->
                f.put(Tag.PatientBirthDate, "20200601")
                    .put(Tag.PatientAge, "002W")
                    .put(Tag.PixelSpacing, 10, 10))); // a narrow chest, but a child's
    near.writeGood(
        "hand",
        with(
            near.film("N4"), f -> f.put(Tag.BodyPartExamined, "HAND").put(Tag.PixelSpacing, 5, 5)));
    // Positions rounded to a tenth of a mm.
    DataSet[] rounded = near.ct("N5", 20);
    for (int i = 0; i < rounded.length; i++) {
      double z = Math.round(i * .625 * 10) / 10.0;
      rounded[i] = with(rounded[i], s -> s.put(Tag.ImagePositionPatient, 0, 0, z));
    }
    near.writeGood("rounded", rounded);
    // An oblique series whose directions are rounded slice by slice.
    DataSet[] oblique = near.ct("N10", 12);
    for (int i = 0; i < oblique.length; i++) {
      double jitter = i % 2 * 1e-5;
      double x = .125 - jitter;
      oblique[i] =
          with(
              oblique[i],
              s ->
                  s.put(
                      Tag.ImageOrientationPatient,
                      Math.sqrt(1 - x * x),
                      x,
                      0,
                      -x,
                      Math.sqrt(1 - x * x),
                      0));
    }
    near.writeGood("oblique", oblique);
    // A sharp and a soft reconstruction of the same slices.
    DataSet[] kernels = near.ct("N6", 20);
    for (int i = 0; i < kernels.length; i++) {
      int n = i;
      kernels[i] =
          with(
              kernels[i],
              s ->
                  s.put(Tag.ConvolutionKernel, n < 10 ? "B30" : "B70")
                      .put(Tag.ImagePositionPatient, 0, 0, 5 * (n % 10)));
    }
    near.writeGood("kernels", kernels);
    // Three planes in a localizer of an MR.
    DataSet[] planes = near.mr("N7", 6);
    for (int i = 0; i < planes.length; i++) {
      double[][] all = {{1, 0, 0, 0, 1, 0}, {0, 1, 0, 0, 0, -1}, {1, 0, 0, 0, 0, -1}};
      double[] direction = all[i / 2];
      planes[i] = with(planes[i], s -> s.put(Tag.ImageOrientationPatient, direction));
    }
    near.writeGood("planes", planes);
    near.writeGood(
        "exact",
        with(
            near.film("N8"),
            f ->
                f.put(Tag.WindowCenter, .5)
                    .put(Tag.WindowWidth, .5)
                    .put(Tag.VOILUTFunction, "LINEAR_EXACT")));
    // The same ID in two hospitals, which say so.
    for (String hospital : List.of("EAST", "WEST")) {
      near.writeGood(
          hospital,
          with(
              near.film("N9"),
              f -> f.put(Tag.IssuerOfPatientID, hospital).put(Tag.PatientName, hospital)));
    }
    assertThat(Doctor.of(near.folder()).findings())
        .filteredOn(finding -> finding.severity() != Severity.NOTE)
        .isEmpty();
  }

  @Test
  void thePageShowsNoIdentifyingValueAndNeedsNothingBesideItself() {
    for (String html : List.of(doctor.html(), doctor.summaryHtml(), doctor.toString())) {
      assertThat(html)
          .contains("A study belongs to two patients")
          .doesNotContain("Doe", "Main Street", "2.25.", "1960", "19010101", "QQ", "half past");
    }
    assertThat(doctor.html())
        .startsWith("<!doctype html>")
        .endsWith("</html>\n")
        .contains("bad/text.dcm", "prefers-color-scheme:dark", "names of files and folders are")
        .doesNotContain("<script", "http", "<img", "<link", "url(");
    assertThat(doctor.summaryHtml()).doesNotContain("<html", "<body", " open", " id=");
  }

  @Test
  void namesOfFilesAreEscaped(@TempDir Path place) throws IOException {
    Planted odd = new Planted(place);
    odd.write("a&b <i>.dcm", odd.film("E1").toBuilder().put(Tag.PatientID, "").build());
    assertThat(Doctor.of(place).html()).contains("a&amp;b &lt;i&gt;.dcm").doesNotContain("<i>.dcm");
  }

  @Test
  void countsAndSeriesAreTrue() throws IOException {
    Planted good = new Planted(temp.resolve("good")).hundredGood();
    Doctor sound = Doctor.of(good.folder());
    assertThat(sound.counts())
        .containsEntry("DICOM files", 100)
        .containsEntry("patients", 18)
        .containsEntry("series", 33)
        .containsEntry("images", 100)
        .containsEntry("other files", 0);
    assertThat(sound.modalities()).isEqualTo(Map.of("CR", 30, "CT", 40, "MR", 20, "PT", 10));
    assertThat(sound.series())
        .contains(
            new Series(
                1,
                "1",
                "CT",
                "",
                40,
                40,
                "16 x 16",
                "0.7 x 0.7 mm",
                "HU",
                "Explicit VR Little Endian",
                "good/ct"));
    assertThat(sound.toString())
        .startsWith(
            "100 DICOM files, 18 patients, 33 studies, 33 series, 100 images, 100 frames; CR 30, CT"
                + " 40, MR 20, PT 10; 0 faults, 0 doubts, ");
  }

  @Test
  void ofAPatientOnlyTheFilesThatSaySomethingElseAreNamed(@TempDir Path place) throws IOException {
    Planted one = new Planted(place);
    for (int i = 0; i < 5; i++) {
      String sex = i == 3 ? "M" : "F";
      one.write(i + ".dcm", with(one.film("S1"), f -> f.put(Tag.PatientSex, sex)));
    }
    assertThat(Doctor.of(place).findings())
        .filteredOn(finding -> finding.rule() == Rule.PATIENT_CONTRADICTS)
        .singleElement()
        .extracting(Finding::cases)
        .isEqualTo(List.of(new Finding.Case("patient 1 has 2 sexes", List.of("3.dcm"))));
  }

  @Test
  void aFrameThatIsMissingInAnEnhancedObjectIsTold(@TempDir Path place) throws IOException {
    Planted enhanced = new Planted(place);
    for (String name : List.of("whole", "gap")) {
      DataSet[] frames = new DataSet[6];
      for (int i = 0; i < frames.length; i++) {
        double z = 5 * i + (name.equals("gap") && i > 2 ? 5 : 0);
        DataSet position = DataSet.builder().put(Tag.ImagePositionPatient, 0, 0, z).build();
        frames[i] = DataSet.builder().put(Tag.PlanePositionSequence, position).build();
      }
      DataSet object =
          with(
              enhanced.ct(name, 1)[0],
              s ->
                  s.put(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2.1")
                      .put(Tag.Rows, 4)
                      .put(Tag.Columns, 4)
                      .put(Tag.NumberOfFrames, 6)
                      .put(Tag.PerFrameFunctionalGroupsSequence, frames));
      short[] values = new short[6 * 16];
      values[name.length()] = 1000;
      enhanced.write(
          name, DicomWriter.of(object, TransferSyntax.EXPLICIT_LITTLE).pixels(values).bytes());
    }
    assertThat(Doctor.of(place).findings())
        .filteredOn(finding -> finding.severity() != Severity.NOTE)
        .singleElement()
        .extracting(Finding::cases)
        .isEqualTo(
            List.of(
                new Finding.Case(
                    "1 slice is missing where 10 mm lie between two; usually it is 5 mm, between"
                        + " its frames",
                    List.of("gap"))));
  }

  @Test
  void headersAloneTellAllButThePixels() {
    Doctor headers = Doctor.headersOf(DicomFiles.in(folder.folder()));
    Set<Rule> unseen = new TreeSet<>(planted.keySet());
    headers.findings().forEach(finding -> unseen.remove(finding.rule()));
    assertThat(unseen)
        .containsExactlyInAnyOrder(
            Rule.NO_PIXELS,
            Rule.PIXELS_BROKEN,
            Rule.PIXELS_OF_TWO_PATIENTS,
            Rule.SAME_PIXELS,
            Rule.BLANK,
            Rule.NOT_HU,
            Rule.PIXELS_LONGER,
            Rule.NOT_DECODED);
    assertThat(headers.html()).contains("Only headers were read");
  }

  @Test
  void anEmptyFolderHasAPageToo(@TempDir Path place) {
    Doctor nothing = Doctor.of(place);
    assertThat(nothing).hasToString("0 DICOM files; 0 faults, 0 doubts, 0 notes");
    assertThat(nothing.html()).contains("Nothing was found that breaks a rule");
  }

  @Test
  void thePageIsWrittenWholeOrNotAtAll(@TempDir Path place) throws IOException {
    Path page = place.resolve("page.html");
    Files.writeString(page, "an older one");
    assertThat(doctor.saveHtml(page)).isEqualTo(page);
    assertThat(page).content().isEqualTo(doctor.html());
    Path nowhere = place.resolve("nowhere/page.html");
    assertThatThrownBy(() -> doctor.saveHtml(nowhere))
        .isInstanceOf(DicomException.class)
        .hasMessageStartingWith(nowhere + ": the page cannot be written");
    try (var left = Files.list(place)) {
      assertThat(left).containsExactly(page);
    }
  }
}
