package medimg.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.dicom.Element;
import medimg.dicom.StoredValues;
import medimg.dictionary.Tag;
import medimg.doctor.Doctor;
import medimg.doctor.Finding;
import medimg.doctor.Severity;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set of files: layout, labels, headers, faults on purpose; made once, whole or not at all. */
class SamplesTest {
  private static final Samples SMALL = new Samples(5, 9, 0);

  @TempDir private static Path temp;
  private static Path folder;

  @BeforeAll
  static void make() {
    folder = SMALL.in(temp.resolve("samples"));
  }

  @Test
  void theUsualSetHasTwoHundredAndFiftyFilmsSeventyFiveOfThemPositive() {
    List<Samples.Film> films = Samples.usual().films();
    assertThat(films).hasSize(250);
    assertThat(films).filteredOn(Samples.Film::positive).hasSize(75);
    assertThat(films).extracting(Samples.Film::number).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void somePatientsHaveTwoStudiesOfOneLabelAndDifferentFilms() {
    Map<Integer, List<Samples.Film>> byPatient =
        Samples.usual().films().stream()
            .collect(Collectors.groupingBy(Samples.Film::patientNumber));
    List<List<Samples.Film>> repeated =
        byPatient.values().stream().filter(films -> films.size() == 2).toList();
    assertThat(byPatient).hasSize(225);
    assertThat(repeated).hasSize(25);
    for (List<Samples.Film> films : repeated) {
      assertThat(films.get(0).positive()).isEqualTo(films.get(1).positive());
    }
    Radiograph one = Radiograph.of(repeated.get(0).get(0).patient());
    Radiograph two = Radiograph.of(repeated.get(0).get(1).patient());
    assertThat(one.grey()).isNotEqualTo(two.grey());
  }

  @Test
  void labelsListEveryFilmInTheFolderOfItsLabel() throws Exception {
    List<String> lines = Files.readAllLines(folder.resolve("siim/labels.csv"));
    assertThat(lines.get(0)).isEqualTo("file,label");
    assertThat(Files.readString(folder.resolve("siim/labels.csv")))
        .as("the form of SIIM's own")
        .isEqualTo(String.join("\n", lines) + "\n")
        .doesNotContain("\"");
    assertThat(lines).hasSize(11);
    List<String> files = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] parts = line.split(",");
      assertThat(parts[0]).startsWith("train/" + parts[1] + "/");
      assertThat(folder.resolve("siim").resolve(parts[0])).isRegularFile();
      files.add(parts[0].substring(parts[0].lastIndexOf('/') + 1));
    }
    for (int i = 0; i < 10; i++) {
      assertThat(files).contains(String.format(Locale.ROOT, "%06d.dcm", i));
    }
  }

  @Test
  void everyFileSaysThatItIsSyntheticAndHasAUidOfItsOwn() {
    Set<String> uids = new HashSet<>();
    DicomFiles files = DicomFiles.in(folder);
    int warned = 0;
    for (Path file : files) {
      Dicom dicom = Dicom.read(file);
      assertThat(dicom.get(Tag.SyntheticData).string()).isEqualTo("YES");
      assertThat(dicom.get(Tag.PatientName).string()).startsWith("SYNTHETIC-5-");
      assertThat(dicom.get(Tag.ImageComments).string()).contains("not an image of a patient");
      String uid = dicom.get(Tag.SOPInstanceUID).string();
      assertThat(uid).matches("2\\.25\\.\\d{1,39}");
      assertThat(uids.add(uid)).isTrue();
      // Ages without a unit are SIIM's own fault, kept on purpose.
      assertThat(dicom.warnings())
          .allMatch(w -> w.tag() == Tag.PatientAge)
          .allMatch(w -> w.sentence().contains("PatientAge is \"2"));
      warned += dicom.warnings().size();
    }
    assertThat(warned).isEqualTo(1);
    assertThat(uids).hasSize(10 + 52 + 32);
  }

  @Test
  void aRadiographHasTheTagsAndVrsOfSiim() {
    Path file = DicomFiles.in(folder.resolve("siim")).get(0);
    assertThat(Dicom.read(file).header().elements().stream().map(SamplesTest::shown).toList())
        .containsExactly(
            ("SpecificCharacterSet CS,SOPClassUID UI,SOPInstanceUID UI,SyntheticData CS,StudyDate"
                    + " DA,StudyTime TM,AccessionNumber SH,Modality CS,ConversionType"
                    + " CS,ReferringPhysicianName PN,SeriesDescription LO,PatientName PN,PatientID"
                    + " LO,PatientBirthDate DA,PatientSex CS,PatientAge AS,BodyPartExamined"
                    + " CS,ViewPosition CS,StudyInstanceUID UI,SeriesInstanceUID UI,StudyID"
                    + " SH,SeriesNumber IS,InstanceNumber IS,PatientOrientation CS,ImageComments"
                    + " LT,SamplesPerPixel US,PhotometricInterpretation CS,Rows US,Columns"
                    + " US,PixelSpacing DS,BitsAllocated US,BitsStored US,HighBit"
                    + " US,PixelRepresentation US,LossyImageCompression"
                    + " CS,LossyImageCompressionMethod CS")
                .split(","));
  }

  private static String shown(Element e) {
    return e.keyword() + " " + e.vr();
  }

  private static Dicom film(int number) {
    for (Path file : DicomFiles.in(folder.resolve("siim"))) {
      if (file.endsWith(String.format(Locale.ROOT, "%06d.dcm", number))) {
        return Dicom.read(file);
      }
    }
    throw new AssertionError("there is no film " + number);
  }

  @Test
  void theFaultsStandInTheFilmsThatTheyAreNamedForAndInNoOther() {
    for (int number = 0; number < 10; number++) {
      Dicom film = film(number);
      assertThat(film.get(Tag.PatientAge).text().matches("\\d\\d"))
          .as("film " + number)
          .isEqualTo(number == 4);
      assertThat(film.get(Tag.PatientAge).text()).matches(number == 4 ? "\\d\\d" : "\\d{3}Y");
      assertThat(film.get(Tag.StudyDate).text().equals("19010101")).isEqualTo(number == 7);
      // An adult's chest film is 300 to 450 mm wide; SIIM's own spacing makes 172 mm of it.
      assertThat(film.get(Tag.PixelSpacing).numbers()[1] * 1024).isBetween(300.0, 450.0);
    }
  }

  @Test
  void filmsAreOneJpegFragmentOfEightBitGrey() {
    Dicom film = film(0);
    assertThat(film.transferSyntax().name()).isEqualTo("JPEG Baseline (Process 1)");
    StoredValues values = film.pixelData().all();
    assertThat(values.size()).isEqualTo(1024 * 1024);
    assertThat(film.pixelData().storedBytes()).isBetween(50_000L, 400_000L);
  }

  @Test
  void aCtSeriesHasPositionsThatFollowItsSpacingAndHoundsfieldUnits() {
    for (String series : new String[] {"chest", "head"}) {
      DicomFiles files = DicomFiles.in(folder.resolve("ct/" + series));
      double step = 0;
      double last = Double.NaN;
      for (Path file : files) {
        Dicom slice = Dicom.readHeader(file);
        double z = slice.get(Tag.ImagePositionPatient).numbers()[2];
        if (!Double.isNaN(last)) {
          step = step == 0 ? z - last : step;
          assertThat(z - last).isCloseTo(step, org.assertj.core.data.Offset.offset(1e-6));
        }
        last = z;
        assertThat(slice.get(Tag.RescaleType).string()).isEqualTo("HU");
      }
      Dicom middle = Dicom.read(files.get(files.count() / 2));
      StoredValues values = middle.pixelData().all();
      assertThat(values.integer(0)).as("outside the circle").isEqualTo(-2000);
      long air = 0;
      for (int i = 0; i < values.size(); i++) {
        air += Math.abs(values.integer(i) - 24) < 60 ? 1 : 0; // -1000 HU + 1024
      }
      assertThat(air).isGreaterThan(20_000);
    }
  }

  @Test
  void aSetThatIsThereIsNotMadeAgain() throws Exception {
    Path file = folder.resolve("siim/labels.csv");
    FileTime before = Files.getLastModifiedTime(file);
    assertThat(SMALL.in(folder)).isEqualTo(folder);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
  }

  @Test
  @org.junit.jupiter.api.Tag("long")
  void twoWhoMakeTheSameSetAtOnceBothHaveIt(@TempDir Path other) throws Exception {
    Path made = other.resolve("samples");
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      Future<Path> first = two.submit(() -> new Samples(3, 9, 0).in(made));
      Future<Path> second = two.submit(() -> new Samples(3, 9, 0).in(made));
      assertThat(List.of(first.get(), second.get())).containsOnly(made);
    } finally {
      two.shutdownNow();
    }
    try (Stream<Path> left = Files.list(other)) {
      assertThat(left).containsExactly(made);
    }
  }

  @Test
  void anotherSetIsRefusedInTheSameFolder() {
    assertThatThrownBy(() -> SMALL.withPatients(10).in(folder))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            folder
                + " holds samples of seed 5, 9 patients, drains 0.0; delete it or name another"
                + " folder for seed 5, 10 patients, drains 0.0");
  }

  @Test
  void aFolderOfSomethingElseIsNotTouched(@TempDir Path other) throws Exception {
    Path mine = Files.writeString(other.resolve("mine.txt"), "keep");
    assertThatThrownBy(() -> SMALL.in(other))
        .isInstanceOf(DicomException.class)
        .hasMessageEndingWith(
            "is there and holds no samples; name a new folder, nothing is overwritten");
    assertThat(Files.list(other)).containsExactly(mine);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsToldAndLeavesNothing(@TempDir Path other) throws Exception {
    Path file = Files.createFile(other.resolve("file"));
    assertThatThrownBy(() -> SMALL.in(file.resolve("samples")))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("the samples cannot be written");
    assertThat(Files.list(other)).containsExactly(file);
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatThrownBy(() -> SMALL.withPatients(8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("8 patients were asked for, must be 9 to 100000");
    assertThatThrownBy(() -> SMALL.withDrains(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a share of 1.5 with drains was asked for, must be 0 to 1");
  }

  @Test
  void theDoctorBlamesOnlyTheFaultsOnPurpose() {
    List<String> blamed =
        Doctor.of(folder).findings().stream()
            .filter(finding -> finding.severity() != Severity.NOTE)
            .map(finding -> finding.rule() + " " + numbers(finding))
            .toList();
    assertThat(blamed).containsExactly("AGE_FORM [000004]", "DATE [000007]");
  }

  private static List<String> numbers(Finding finding) {
    return finding.files().stream().map(file -> file.replaceAll(".*/|\\.dcm", "")).toList();
  }
}
