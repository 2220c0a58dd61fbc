package medimg.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import medimg.dicom.DataSet;
import medimg.dicom.DicomException;
import medimg.dicom.DicomWriter;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import medimg.eval.Predictions;
import medimg.table.Split;
import medimg.table.Thumbnails;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Small classifiers on numbers worked out by hand. */
class ClassifierTest {
  private static final boolean[] TRUTH = {false, false, true, true, false};
  private static final int[] TRAIN = {0, 1, 2, 3};
  private static final int[] TEST = {4};

  private static Features line(double... values) {
    double[][] rows = new double[values.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {values[i]};
    }
    return new Features("line", rows);
  }

  @Test
  void aNeighboursScoreIsTheShareOfTheDiseasedAmongTheNearest() {
    Features f = line(0, 1, 2.5, 9, 2);
    assertThat(new NearestNeighbour(1).over(f).scores(TRUTH, TRAIN, TEST)).containsExactly(1);
    assertThat(new NearestNeighbour(2).over(f).scores(TRUTH, TRAIN, TEST)).containsExactly(.5);
    assertThat(new NearestNeighbour(9).over(f).scores(TRUTH, TRAIN, TEST)).containsExactly(.5);
  }

  @Test
  void neighboursAtTheSameDistanceAllCount() {
    Features f = line(1, 9, 3, 8, 2);
    assertThat(new NearestNeighbour(1).over(f).scores(TRUTH, TRAIN, TEST)).containsExactly(.5);
  }

  @Test
  void logisticRegressionIsTheMaximumOfThePenalisedLikelihood() {
    // One feature of mean 0 and standard deviation 1, balanced: a = 0, and b solves
    // sum (y - p) x = ridge b, here 2 / (1 + exp(b)) = b with ridge 2.
    boolean[] truth = {false, false, true, true};
    Features f = line(-1, -1, 1, 1);
    double[] p = new LogisticRegression(2).over(f).scores(truth, TRAIN, TRAIN);
    double b = Math.log(p[3] / (1 - p[3]));
    assertThat(4 / (1 + Math.exp(b))).isEqualTo(2 * b, Offset.offset(1e-6));
    assertThat(p[0]).isEqualTo(1 - p[3], Offset.offset(1e-9));
  }

  private static Table films(String... labels) {
    String[] ids = new String[labels.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = "P" + i;
    }
    return Table.create(
        StringColumn.create("PatientID", ids), StringColumn.create("label", labels));
  }

  @Test
  void predictionsAreOfTheOtherPartOnlyWithTruthAndPatient() {
    Table films = films("ill", "well", "ill", "well", "ill", "well", "ill", "well");
    Split split = Split.by("PatientID").stratified("label").seed(1).shares(films, .5, .5);
    Features f = line(1, 0, 1, 0, 1, 0, 1, 0);
    Predictions test = new NearestNeighbour(1).predictions(f, split, "ill", "test");
    int[] rows = split.rows("test");
    assertThat(test.size()).isEqualTo(rows.length);
    assertThat(test.patientCount()).contains(rows.length);
    for (int i = 0; i < rows.length; i++) {
      assertThat(test.truth(i)).isEqualTo(rows[i] % 2 == 0);
      assertThat(test.score(i)).isEqualTo(rows[i] % 2 == 0 ? 1 : 0);
    }
  }

  @Test
  void predictionsNeedFeaturesOfAllRowsAndALabelForEach() {
    Table films = films("ill", "well", "", "well");
    Split split = Split.by("PatientID").stratified("label").seed(1).shares(films, .5, .5);
    NearestNeighbour one = new NearestNeighbour(1);
    assertThatThrownBy(() -> one.predictions(line(1, 2), split, "ill", "test"))
        .hasMessage("4 rows were split, but the features have 2: must be equal");
    assertThatThrownBy(() -> one.predictions(line(1, 2, 3, 4), split, "ill", "test"))
        .hasMessage("1 rows without label: drop what has none first");
    Split bare = Split.by("PatientID").shares(films, .5, .5);
    assertThatThrownBy(() -> one.predictions(line(1, 2, 3, 4), bare, "ill", "test"))
        .hasMessageStartingWith("the split needs the label");
  }

  @Test
  void halvesTellHowUnequalLeftAndRightAreAndAMirrorChangesNothing(@TempDir Path folder)
      throws IOException {
    // Left half 0, right half 255 in the upper half of the rows; below all 0.
    float[] values = new float[64 * 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < values.length / 2 && i % 64 >= 32 ? 255 : 0;
    }
    Path file = folder.resolve("a.dcm");
    byte[] grey = new byte[values.length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) values[i];
    }
    DataSet header =
        DataSet.builder()
            .put(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7")
            .put(Tag.SOPInstanceUID, "2.25.1")
            .put(Tag.Rows, 64)
            .put(Tag.Columns, 64)
            .put(Tag.SamplesPerPixel, 1)
            .put(Tag.BitsAllocated, 8)
            .put(Tag.BitsStored, 8)
            .put(Tag.HighBit, 7)
            .put(Tag.PixelRepresentation, 0)
            .put(Tag.PhotometricInterpretation, "MONOCHROME2")
            .build();
    Files.write(file, DicomWriter.of(header, TransferSyntax.EXPLICIT_LITTLE).pixels(grey).bytes());
    Thumbnails images =
        Thumbnails.of(folder, Table.create(StringColumn.create("file", new String[] {"a.dcm"})));
    double[] bands = Features.halves(images, 4).rows()[0];
    // A quarter of the pixels is 1: mean 1/4, deviation sqrt(3)/4, so the difference is 4/sqrt(3).
    assertThat(bands[0]).isEqualTo(4 / Math.sqrt(3), Offset.offset(1e-6));
    assertThat(bands[3]).isEqualTo(0, Offset.offset(1e-9));
    assertThat(Features.halves(images.mirrored(), 4).rows()[0])
        .containsExactly(bands, Offset.offset(1e-9));
    assertThat(images.mirrored().values(0).orElseThrow()[0]).isEqualTo(1);
    assertThat(images.values(0).orElseThrow()[0]).isEqualTo(0);
  }

  @Test
  void casesBelowOneAnotherKeepTheirOrder() {
    Features both = line(1, 2).below(line(3));
    assertThat(both.rows()).isDeepEqualTo(new double[][] {{1}, {2}, {3}});
  }

  @Test
  void logisticRegressionBearsSeparatedClassesAndConstantFeatures() {
    Features f = new Features("x", new double[][] {{0, 5}, {1, 5}, {8, 5}, {9, 5}, {10, 5}});
    double[] p = new LogisticRegression(1).over(f).scores(TRUTH, TRAIN, TEST);
    assertThat(p[0]).isBetween(.8, 1.0);
  }

  @Test
  void oneClassOnlyCannotBeLearnt() {
    int[] healthy = {0, 1};
    for (Classifier c : new Classifier[] {new NearestNeighbour(1), new LogisticRegression(1)}) {
      assertThatThrownBy(() -> c.over(line(1, 2, 3, 4, 5)).scores(TRUTH, healthy, TEST))
          .isInstanceOf(DicomException.class)
          .hasMessage("a classifier needs both classes to learn from: of 2 cases 0 are positive");
    }
  }

  @Test
  void aMissingNumberIsRefusedByRow() {
    DoubleColumn age = DoubleColumn.create("age").append(50).appendMissing();
    assertThatThrownBy(() -> Features.of(Table.create("t", age), "age"))
        .hasMessage("age: row 1 has the value NaN, must be a number: drop or fill it");
    assertThatThrownBy(() -> Features.of(Table.create("t", age), "sex"))
        .hasMessage("there is no column of numbers sex");
  }

  @Test
  void headersFillMissingAndOddValuesWithTheMedian() {
    Table films =
        Table.create(
            StringColumn.create("PatientAge", "040Y", "21", "050Y", "060Y"),
            StringColumn.create("PatientSex", "F", "M", "F", "M"),
            StringColumn.create("StudyDate", "20000101", "20010101", "19010101", "20020101"));
    Features f = Features.headers(films);
    assertThat(f.row(1)[0]).isEqualTo(50);
    assertThat(f.row(0)[1] - f.row(1)[1]).isEqualTo(10);
    assertThat(f.row(2)[2]).isEqualTo(f.row(1)[2]);
    Table hidden = films.copy();
    hidden.replaceColumn("StudyDate", StringColumn.create("StudyDate", "(hidden)", "", "", ""));
    assertThatThrownBy(() -> Features.headers(hidden))
        .hasMessage("StudyDate is hidden: Films.showIdentifying(..) gives it");
    Table odd = films.copy();
    odd.replaceColumn(
        "StudyDate",
        StringColumn.create("StudyDate", "19010101", "19010101", "19010101", "19010101"));
    assertThat(Features.headers(odd).row(3)[2]).isEqualTo(0);
  }
}
