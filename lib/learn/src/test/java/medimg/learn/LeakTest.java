package medimg.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import medimg.table.Split;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A split by file flatters where patients repeat, and only there. */
class LeakTest {
  private static final int PATIENTS = 60;

  /** So many films of each patient, with one label by lot. */
  private static Table films(int each) {
    Random random = new Random(1);
    StringColumn id = StringColumn.create("PatientID");
    StringColumn label = StringColumn.create("label");
    for (int p = 0; p < PATIENTS; p++) {
      String of = random.nextBoolean() ? "yes" : "no";
      for (int i = 0; i < each; i++) {
        id.append("P" + p);
        label.append(of);
      }
    }
    return Table.create("films", id, label);
  }

  /** Numbers that know the patient and nothing of the label. */
  private static Features identity(int each) {
    Random random = new Random(2);
    double[][] rows = new double[PATIENTS * each][2];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = i % each == 0 ? random.nextDouble() : rows[i - 1][0];
      rows[i][1] = .001 * random.nextDouble();
    }
    return new Features("identity", rows);
  }

  private static final Split.By BY = Split.by("PatientID").stratified("label").seed(1);

  @Test
  void recognisingThePatientLooksLikeKnowingTheDisease() {
    Leak leak = Leak.measure(BY, films(2), "yes", identity(2), new NearestNeighbour(1), 20);
    assertThat(leak.byFile()).hasSize(20);
    assertThat(leak.flatters()).isGreaterThan(.2);
    assertThat(leak.higher()).isEqualTo(1);
    assertThat(leak.difference().interval().orElseThrow().low()).isPositive();
    assertThat(leak.differenceOnRepeats().value()).isEqualTo(leak.difference().value());
    assertThat(leak.table().doubleColumn("mean AUC").get(2))
        .isCloseTo(leak.flatters(), org.assertj.core.data.Offset.offset(.0006));
  }

  @Test
  void withoutRepeatsBothSplitsAreAlikeAndTheRestIsNotMeasurable() {
    Leak leak = Leak.measure(BY, films(1), "yes", identity(1), new NearestNeighbour(1), 20);
    assertThat(leak.flatters()).isBetween(-.05, .05);
    assertThatThrownBy(leak::differenceOnRepeats)
        .hasMessage("no patient has several films: not measurable here");
  }

  @Test
  void theSameSeedGivesTheSameMeasure() {
    Leak one = Leak.measure(BY, films(2), "yes", identity(2), new NearestNeighbour(1), 5);
    Leak two = Leak.measure(BY, films(2), "yes", identity(2), new NearestNeighbour(1), 5);
    assertThat(one.byFile()).containsExactly(two.byFile());
    assertThat(one.toString()).isEqualTo(two.toString());
  }

  @Test
  void aLabelThatNobodyHasMissingLabelsAndFeaturesOfOtherRowsAreRefused() {
    assertThatThrownBy(
            () -> Leak.measure(BY, films(1), "ill", identity(1), new NearestNeighbour(1), 5))
        .hasMessageStartingWith("no label is ill");
    assertThatThrownBy(
            () -> Leak.measure(BY, films(1), "yes", identity(2), new NearestNeighbour(1), 5))
        .hasMessageContaining("60 films, 120 rows of features");
    Table unlabelled = films(1);
    unlabelled.stringColumn("label").set(3, "");
    assertThatThrownBy(
            () -> Leak.measure(BY, unlabelled, "yes", identity(1), new NearestNeighbour(1), 5))
        .hasMessage("1 film has no label: drop first what has none");
  }
}
