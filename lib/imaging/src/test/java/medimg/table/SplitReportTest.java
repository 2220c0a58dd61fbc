package medimg.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import medimg.dicom.DataSet;
import medimg.dicom.DicomException;
import medimg.dicom.DicomWriter;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import medimg.pixels.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A report finds patients and images that are in two parts, and says what it cannot find. */
class SplitReportTest {
  private static final int SIDE = 64;

  @TempDir Path folder;

  /** A picture of its own for each seed: a few broad waves. */
  private static byte[] picture(long seed) {
    Random random = new Random(seed);
    double[] w = random.doubles(24, -1, 1).toArray();
    byte[] values = new byte[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      double sum = 0;
      for (int k = 0; k < 24; k += 3) {
        sum += w[k] * Math.cos(.4 * w[k + 1] * (i / SIDE) + .4 * w[k + 2] * (i % SIDE) + k);
      }
      values[i] = (byte) Math.round(125 + 25 * sum);
    }
    return values;
  }

  private void write(String file, String id, byte[] values) {
    DataSet header =
        DataSet.builder()
            .put(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7")
            .put(Tag.SOPInstanceUID, "2.25." + Math.abs((file + id).hashCode()))
            .put(Tag.PatientID, id)
            .put(Tag.SamplesPerPixel, 1)
            .put(Tag.PhotometricInterpretation, "MONOCHROME2")
            .put(Tag.Rows, SIDE)
            .put(Tag.Columns, SIDE)
            .put(Tag.BitsAllocated, 8)
            .put(Tag.BitsStored, 8)
            .put(Tag.HighBit, 7)
            .put(Tag.PixelRepresentation, 0)
            .build();
    DicomWriter.of(header, TransferSyntax.EXPLICIT_LITTLE)
        .pixels(values)
        .write(folder.resolve(file));
  }

  private static Table table(List<String> files, List<String> ids) {
    return Table.create(
        "films", StringColumn.create("file", files), StringColumn.create("PatientID", ids));
  }

  private Split byFile(Table films) {
    return Split.by("file").seed(1).shares(films, .5, .5);
  }

  /** A copy of the first film under another name and patient, in the other part than that. */
  private SplitReport withCopy(byte[] copy, boolean wholeFile) throws IOException {
    for (int i = 0; i < 6; i++) {
      write(i + ".dcm", "P" + i, picture(i));
    }
    Table films =
        table(
            List.of("0.dcm", "1.dcm", "2.dcm", "3.dcm", "4.dcm", "5.dcm"),
            List.of("P0", "P1", "P2", "P3", "P4", "P5"));
    Split split = byFile(films);
    int here = split.rows("train")[0];
    int there = split.rows("test")[0];
    if (wholeFile) {
      Files.copy(
          folder.resolve(here + ".dcm"),
          folder.resolve(there + ".dcm"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } else {
      write(here + ".dcm", "P" + here, picture(77));
      write(there + ".dcm", "P" + there, copy);
    }
    return SplitReport.of(split, "PatientID", Thumbnails.of(folder, films));
  }

  @Test
  void aCleanSplitPassesAndStillSaysThatThisIsNotEnough() {
    for (int i = 0; i < 6; i++) {
      write(i + ".dcm", "P" + i, picture(i));
    }
    Table films =
        table(
            List.of("0.dcm", "1.dcm", "2.dcm", "3.dcm", "4.dcm", "5.dcm"),
            List.of("P0", "P1", "P2", "P3", "P4", "P5"));
    Split split = Split.by("PatientID").shares(films, .5, .5);
    SplitReport report = SplitReport.of(split, "PatientID", Thumbnails.of(folder, films));
    assertThat(report.passed()).isTrue();
    assertThat(report.toString())
        .contains("PatientID in two parts: none", "equal images in two parts: none")
        .endsWith(SplitReport.LIMITS);
    assertThat(report.table().intColumn("found").asList()).containsOnly(0);
  }

  @Test
  void patientsInTwoPartsAreNamedWithTheirCounts() {
    for (int i = 0; i < 4; i++) {
      write(i + ".dcm", "P" + i / 2, picture(i));
    }
    Table films =
        table(List.of("0.dcm", "1.dcm", "2.dcm", "3.dcm"), List.of("P0", "P0", "P0", "P1"));
    SplitReport report = SplitReport.of(byFile(films), "PatientID", Thumbnails.of(folder, films));
    assertThat(report.passed()).isFalse();
    assertThat(report.shared()).hasSize(1);
    assertThat(report.shared().get(0).id()).isEqualTo("P0");
    assertThat(report.shared().get(0).rows().values()).containsExactlyInAnyOrder(1, 2);
    assertThat(report.toString()).contains("PatientID in two parts: 1\n  P0: ");
  }

  @Test
  void equalFilesAreFound() throws IOException {
    SplitReport report = withCopy(null, true);
    assertThat(report.equal()).hasSize(1);
    assertThat(report.equal().get(0).sameFile()).isTrue();
    assertThat(report.pairs().stringColumn("what").asList()).containsExactly("equal files");
  }

  @Test
  void equalPixelsUnderAnotherHeaderAreFound() throws IOException {
    SplitReport report = withCopy(picture(77), false);
    assertThat(report.equal()).hasSize(1);
    assertThat(report.equal().get(0).sameFile()).isFalse();
    assertThat(report.equal().get(0).samePatient()).isFalse();
    assertThat(report.pairs().stringColumn("what").asList()).containsExactly("equal pixels");
  }

  @Test
  void aBrighterNoisyCopyIsNearEqual() throws IOException {
    byte[] copy = picture(77);
    Random noise = new Random(5);
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (byte) Math.round(20 + .8 * (copy[i] & 0xFF) + noise.nextGaussian());
    }
    SplitReport report = withCopy(copy, false);
    assertThat(report.equal()).isEmpty();
    assertThat(report.near()).hasSize(1);
    assertThat(report.near().get(0).bits()).isBetween(0, ImageHash.NEAR);
    assertThat(report.passed()).isFalse();
  }

  @Test
  void anImageThatCannotBeReadIsToldAndNotCompared() throws IOException {
    write("0.dcm", "P0", picture(0));
    Files.writeString(folder.resolve("1.dcm"), "no DICOM file");
    Table films = table(List.of("0.dcm", "1.dcm"), List.of("P0", "P1"));
    SplitReport report = SplitReport.of(byFile(films), "PatientID", Thumbnails.of(folder, films));
    assertThat(report.unread()).hasSize(1);
    assertThat(report.toString()).contains("images that cannot be compared: 1");
  }

  @Test
  void filmsThatCannotBeReadAreLeftOutOfThumbnailsAndTableAlike() throws IOException {
    write("0.dcm", "P0", picture(0));
    Files.writeString(folder.resolve("1.dcm"), "no DICOM file");
    write("2.dcm", "P2", picture(2));
    Table films = table(List.of("0.dcm", "1.dcm", "2.dcm"), List.of("P0", "P1", "P2"));
    Thumbnails all = Thumbnails.of(folder, films);
    Thumbnails images = all.readable();
    Table seen = images.rowsOf(films);
    assertThat(all.errors()).hasSize(1);
    assertThat(seen.stringColumn("PatientID").asList()).containsExactly("P0", "P2");
    assertThat(images.values(1)).contains(all.values(2).orElseThrow());
    assertThatThrownBy(() -> images.rowsOf(films.first(1)))
        .isInstanceOf(DicomException.class)
        .hasMessage("the table has no row for the film 2.dcm in this order");
  }

  @Test
  void thumbnailsOfOtherRowsAreRefused() {
    write("0.dcm", "P0", picture(0));
    write("1.dcm", "P1", picture(1));
    Table films = table(List.of("0.dcm", "1.dcm"), List.of("P0", "P1"));
    Thumbnails one = Thumbnails.of(folder, films).rows(0);
    assertThatThrownBy(() -> SplitReport.of(byFile(films), "PatientID", one))
        .isInstanceOf(DicomException.class)
        .hasMessageStartingWith("1 thumbnails for 2 rows");
  }

  @Test
  void aHashIsTheSameForTheInvertedPhotometricInterpretationAndFarForAnotherPicture() {
    float[] values = new float[SIDE * SIDE];
    float[] inverted = new float[SIDE * SIDE];
    byte[] bytes = picture(3);
    byte[] others = picture(4);
    float[] other = new float[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i] & 0xFF;
      inverted[i] = 255 - values[i];
      other[i] = others[i] & 0xFF;
    }
    ImageHash hash = ImageHash.of(Pixels.of(values, SIDE, SIDE));
    Pixels mono1 = Pixels.of(inverted, SIDE, SIDE).interpretedAs("MONOCHROME1");
    assertThat(hash.differences(ImageHash.of(mono1))).isLessThan(4);
    assertThat(hash.differences(ImageHash.of(Pixels.of(other, SIDE, SIDE))))
        .isGreaterThan(ImageHash.NEAR);
  }
}
