package medimg.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import medimg.dicom.TinyDicom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** The films with their labels: counted, and doubted. */
class FilmsTest {
  @TempDir Path folder;

  private void film(String name, String id, String sex, String age, String date, String spacing)
      throws IOException {
    byte[] file =
        TinyDicom.of(
            "00080020DA=" + date,
            "00080060CS=CR",
            "00100020LO=" + id,
            "00100040CS=" + sex,
            "00101010AS=" + age,
            "00180015CS=CHEST",
            "00185101CS=PA",
            "00280010US=1024",
            "00280011US=1024",
            "00280030DS=" + spacing);
    Files.write(folder.resolve(name), file);
  }

  private Table films() throws IOException {
    film("a.dcm", "P1", "F", "062Y", "20010203", "0.35\\0.35");
    film("b.dcm", "P1", "F", "063Y", "20020203", "0.35\\0.35");
    film("c.dcm", "P2", "M", "21", "19010101", "0.168\\0.168");
    film("d.dcm", "P3", "", "030Y", "20010231", "0.35\\0.35");
    Files.writeString(folder.resolve("labels.csv"), "file,label\na.dcm,yes\nb.dcm,yes\nc.dcm,no\n");
    return Films.showIdentifying(folder);
  }

  @Test
  void aFilmHasItsLabelFromTheTableAndTenTags() throws IOException {
    Table films = films();
    assertThat(films.columnNames()).startsWith("file", "label", "PatientID").hasSize(13);
    assertThat(films.stringColumn("label").asList()).containsExactly("yes", "yes", "no", "");
    assertThat(Films.TAGS).hasSize(10);
  }

  @Test
  void whatHasNoLabelNoPatientOrAnErrorIsNotUsable() throws IOException {
    films();
    film("e.dcm", "", "F", "062Y", "20010203", "0.35\\0.35");
    Files.write(folder.resolve("f.dcm"), java.util.Arrays.copyOf(TinyDicom.of(), 140));
    Files.writeString(
        folder.resolve("labels.csv"), "file,label\na.dcm,yes\nc.dcm,no\ne.dcm,no\nf.dcm,no\n");
    Table films = Films.of(folder);
    assertThat(Films.usable(films).stringColumn("file").asList()).containsExactly("a.dcm", "c.dcm");
  }

  @Test
  void countsTellFilmsPatientsAndLabelsAndMissingValues() throws IOException {
    Table counts = Films.counts(films(), "PatientSex");
    assertThat(counts.columnNames())
        .containsExactly(
            "PatientSex",
            "films",
            "patients",
            "(missing)",
            "(missing), %",
            "no",
            "no, %",
            "yes",
            "yes, %");
    assertThat(counts.stringColumn(0).asList()).containsExactly("(missing)", "F", "M");
    assertThat(counts.intColumn("films").asList()).containsExactly(1, 2, 1);
    assertThat(counts.intColumn("patients").asList()).containsExactly(1, 1, 1);
    assertThat(counts.doubleColumn("yes, %").asList()).containsExactly(0.0, 100.0, 0.0);
  }

  @Test
  void patientsAreCountedByTheirFilms() throws IOException {
    Table per = Films.perPatient(films());
    assertThat(per.intColumn("films each").asList()).containsExactly(1, 2);
    assertThat(per.intColumn("patients").asList()).containsExactly(2, 1);
  }

  @Test
  void missingAndOddValuesAreNamedWithTheReason() throws IOException {
    Table odd = Films.odd(films());
    assertThat(odd.stringColumn("tag").asList())
        .containsExactly(
            "label", "PatientSex", "PatientAge", "StudyDate", "StudyDate", "PixelSpacing");
    assertThat(odd.stringColumn("file").asList())
        .containsExactly("d.dcm", "d.dcm", "c.dcm", "c.dcm", "d.dcm", "c.dcm");
    assertThat(odd.stringColumn("why").asList())
        .containsExactly(
            "missing",
            "missing",
            "must be three digits and D, W, M or Y, such as 021Y",
            "before 1980: no digital radiograph is that old",
            "must be a date, YYYYMMDD",
            "makes the chest 172 mm wide, must be 300 to 450");
  }

  @Test
  void hiddenDatesAreNotOdd() throws IOException {
    films();
    assertThat(Films.odd(Films.of(folder)).stringColumn("tag").asList())
        .doesNotContain("StudyDate");
  }

  @Test
  void labelsMayStandBetweenQuotes() throws IOException {
    films();
    Files.writeString(
        folder.resolve("labels.csv"),
        "\"file\",\"label\"\r\n\"a.dcm\",\"yes\"\r\n\r\nb.dcm, no\r\n");
    Table films = Films.of(folder);
    assertThat(
            films.where(films.stringColumn("label").isNotMissing()).stringColumn("label").asList())
        .containsExactly("yes", "no");
  }

  @Test
  void aFolderWithoutLabelsOrWithTwoForAFilmIsOneSentence() throws IOException {
    films();
    Files.writeString(folder.resolve("labels.csv"), "file,label\na.dcm,yes\na.dcm,no\n");
    assertThatThrownBy(() -> Films.of(folder)).hasMessageEndingWith("a.dcm is both yes and no");
    Files.writeString(folder.resolve("labels.csv"), "name,label\n");
    assertThatThrownBy(() -> Films.of(folder))
        .hasMessageEndingWith("the first line must be file,label");
    Files.writeString(folder.resolve("labels.csv"), "file,label\na.dcm\n");
    assertThatThrownBy(() -> Films.of(folder)).hasMessageContaining("line 2: 1 values, must be 2");
    Files.delete(folder.resolve("labels.csv"));
    assertThatThrownBy(() -> Films.of(folder)).hasMessageContaining("labels.csv: cannot be read");
  }
}
