package medimg.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import medimg.dicom.DicomException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
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
        .hasMessage("no usable StudyDate, years: missing, odd or hidden");
  }
}
