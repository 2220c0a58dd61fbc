package medimg.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import medimg.TestFiles;
import medimg.dicom.DicomException;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** No patient is in two parts, and each part has its share of every class. */
class SplitTest {
  private static final Split.By BY = Split.by("PatientID").stratified("label");

  /** One row a word: {@code ann+} is a positive film of patient ann. */
  private static Table films(String... words) {
    StringColumn file = StringColumn.create("file");
    StringColumn id = StringColumn.create("PatientID");
    StringColumn label = StringColumn.create("label");
    for (int i = 0; i < words.length; i++) {
      int last = words[i].length() - 1;
      file.append(i + ".dcm");
      id.append(words[i].substring(0, last));
      label.append(words[i].charAt(last) == '+' ? "yes" : words[i].charAt(last) == '-' ? "no" : "");
    }
    return Table.create("films", file, id, label);
  }

  /** 1 to 4 films of each patient, a third of them positive, either sex. */
  private static Table many(int patients, long seed) {
    Random random = new Random(seed);
    StringColumn id = StringColumn.create("PatientID");
    StringColumn label = StringColumn.create("label");
    StringColumn sex = StringColumn.create("PatientSex");
    for (int p = 0; p < patients; p++) {
      String of = p % 2 == 0 ? "F" : "M";
      for (int i = random.nextInt(4); i >= 0; i--) {
        id.append("P" + p);
        label.append(random.nextInt(3) == 0 ? "yes" : "no");
        sex.append(of);
      }
    }
    return Table.create("films", id, label, sex);
  }

  private static Set<String> ids(Table part) {
    return new TreeSet<>(part.stringColumn("PatientID").asList());
  }

  private static double share(Table part, String column, String value) {
    return (double) part.stringColumn(column).countOccurrences(value) / part.rowCount();
  }

  @Test
  void everyRowIsInOnePartAndNoPatientInTwo() {
    Table films = many(200, 1);
    Split split = BY.shares(films, .6, .2, .2);
    Set<String> all = new HashSet<>();
    int patients = 0;
    for (Table part : List.of(split.train(), split.valid(), split.test())) {
      all.addAll(ids(part));
      patients += ids(part).size();
    }
    assertThat(patients).isEqualTo(all.size()).isEqualTo(200);
    assertThat(split.train().rowCount() + split.valid().rowCount() + split.test().rowCount())
        .isEqualTo(films.rowCount());
  }

  @Test
  void partsHaveTheirSharesOfRowsAndOfEachClassOfBothColumns() {
    Table films = many(400, 2);
    for (int seed = 0; seed < 20; seed++) {
      Split split = BY.stratified("label", "PatientSex").seed(seed).shares(films, .6, .2, .2);
      double[] shares = {.6, .2, .2};
      List<Table> parts = List.of(split.train(), split.valid(), split.test());
      for (int p = 0; p < 3; p++) {
        double rows = shares[p] * films.rowCount();
        assertThat((double) parts.get(p).rowCount()).isBetween(rows - 3, rows + 3);
        for (String[] c : new String[][] {{"label", "yes"}, {"PatientSex", "F"}}) {
          assertThat(share(parts.get(p), c[0], c[1]))
              .isBetween(share(films, c[0], c[1]) - .02, share(films, c[0], c[1]) + .02);
        }
      }
    }
  }

  @Test
  void foldsAreAsEvenAsScikitLearns() throws IOException {
    JsonObject truth;
    try (Reader reader =
        Files.newBufferedReader(
            TestFiles.repository().resolve("lib/eval/src/test/resources/oracle/eval.json"))) {
      truth = JsonParser.parseReader(reader).getAsJsonObject();
    }
    JsonArray label = truth.getAsJsonObject("inputs").getAsJsonArray("y");
    JsonArray group = truth.getAsJsonObject("inputs").getAsJsonArray("group");
    int n = label.size();
    IntColumn id = IntColumn.create("PatientID");
    IntColumn y = IntColumn.create("label");
    for (int i = 0; i < n; i++) {
      id.append(group.get(i).getAsInt());
      y.append(label.get(i).getAsInt());
    }
    Table films = Table.create("films", id, y);
    for (int seed = 0; seed < 50; seed++) {
      int[] tested = new int[n];
      for (Split fold : BY.seed(seed).folds(films, 5)) {
        Table test = fold.test();
        for (int row : fold.rows("test")) {
          tested[row]++;
        }
        assertThat(new HashSet<>(test.intColumn("PatientID").asList()))
            .doesNotContainAnyElementsOf(fold.train().intColumn("PatientID").asList());
        // scikit-learn: 49 to 52 rows, 15 or 16 of 77 positives, prevalence off by .012 at most.
        assertThat(test.rowCount()).isBetween(49, 52);
        assertThat(test.intColumn("label").sum()).isBetween(15.0, 16.0);
        assertThat(test.intColumn("label").mean()).isBetween(.308 - .0121, .308 + .0121);
      }
      assertThat(Arrays.stream(tested).allMatch(t -> t == 1)).isTrue();
    }
  }

  @Test
  void theSameSeedGivesTheSamePartsInAnyOrderOfRowsAndAnotherSeedOthers() {
    Table films = many(150, 3);
    List<Integer> order = new ArrayList<>(IntStream.range(0, films.rowCount()).boxed().toList());
    Collections.shuffle(order, new Random(1));
    Table shuffled = films.rows(order.stream().mapToInt(i -> i).toArray());
    Split.By by = BY.stratified("label", "PatientSex").seed(5);
    Split one = by.shares(films, .6, .2, .2);
    Split two = by.shares(shuffled, .6, .2, .2);
    assertThat(ids(one.train())).isEqualTo(ids(two.train()));
    assertThat(ids(one.valid())).isEqualTo(ids(two.valid()));
    assertThat(ids(by.seed(6).shares(films, .6, .2, .2).test())).isNotEqualTo(ids(one.test()));
  }

  @Test
  void everyPatientIsSometimesInTheTestPartAndNeverAlways() {
    Table films = many(60, 4);
    Map<String, Integer> times = new HashMap<>();
    int seeds = 400;
    for (int seed = 0; seed < seeds; seed++) {
      ids(BY.seed(seed).shares(films, .75, .25).test())
          .forEach(p -> times.merge(p, 1, (a, b) -> a + b));
    }
    assertThat(times).hasSize(60);
    // 400 draws at .25 expect 100; patients of rare combinations are dealt out less evenly.
    assertThat(Collections.min(times.values())).isGreaterThan(40);
    assertThat(Collections.max(times.values())).isLessThan(200);
  }

  @Test
  void moreFoldsThanPatientsIsOneSentence() {
    assertThatThrownBy(() -> BY.folds(films("a+", "a-", "b+", "c-"), 5))
        .isInstanceOf(DicomException.class)
        .hasMessage("5 parts need as many different PatientID, but the 4 rows have 3");
  }

  @Test
  void onePatientWithAllPositivesIsInOnePartAndTheSplitSaysSo() {
    Table films = films("p+", "p+", "p+", "a-", "b-", "c-", "d-", "e-", "f-", "g-", "h-", "i-");
    Split split = BY.shares(films, .5, .25, .25);
    assertThat(List.of(split.train(), split.valid(), split.test()))
        .filteredOn(t -> ids(t).contains("p"))
        .hasSize(1);
    assertThat(split.remarks()).filteredOn(r -> r.endsWith("has no row with label yes")).hasSize(2);
  }

  @Test
  void aPatientLargerThanAPartIsNotTornAndThePartsSizeIsNoted() {
    Table films = films("p+", "p-", "p+", "p-", "p+", "p-", "p+", "p-", "a-", "b+");
    Split split = BY.shares(films, .4, .3, .3);
    assertThat(split.rows("train").length + split.rows("valid").length + split.rows("test").length)
        .isEqualTo(10);
    assertThat(List.of(split.train(), split.valid(), split.test())).noneMatch(Table::isEmpty);
    assertThat(split.toString()).contains("note: train has 8 rows, its share would be 4");
  }

  @Test
  void rowsWithoutPatientAreRefusedInOneSentence() {
    assertThatThrownBy(() -> BY.shares(films("a+", " -", "+", "b-"), .5, .5))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "2 rows have no PatientID (the first is row 1), so nobody knows which rows belong"
                + " together: drop them, or fill the column");
  }

  @Test
  void aMissingLabelIsAClassOfItsOwnAndIsNoted() {
    Split split = BY.shares(films("a+", "b-", "c?", "d?", "e+", "f-"), .5, .5);
    assertThat(split.counts().intColumn("label (missing)").asList()).containsExactly(1, 1);
    assertThat(split.remarks()).contains("2 rows have no label");
  }

  @Test
  void spacesAroundAnIdentifierMeanNothing() {
    Table films = films("a+", " a -", "b+", "b-", "c+", "c -");
    Split split = BY.folds(films, 3).get(0);
    assertThat(split.test().rowCount()).isEqualTo(2);
    assertThat(split.counts().intColumn("PatientID").asList()).containsExactly(2, 1);
  }

  @Test
  void aSplitByFileIsTheSameWithTheFilesColumnAndTearsPatientsApart() {
    Table films = films("a+", "a+", "b-", "b-", "c+", "c+", "d-", "d-");
    Split split = Split.by("file").stratified("label").seed(3).shares(films, .5, .5);
    assertThat(split.train().rowCount()).isEqualTo(4);
    assertThat(ids(split.train())).containsAnyElementsOf(ids(split.test()));
  }

  @Test
  void countsTellRowsPatientsAndClassesOfEachPart() {
    Table counts =
        BY.shares(films("a+", "a-", "b+", "b-", "c+", "c-", "d+", "d-"), .5, .5).counts();
    assertThat(counts.columnNames())
        .containsExactly(
            "part", "rows", "PatientID", "label no", "label no, %", "label yes", "label yes, %");
    assertThat(counts.stringColumn("part").asList()).containsExactly("train", "test");
    assertThat(counts.intColumn("rows").asList()).containsExactly(4, 4);
    assertThat(counts.doubleColumn("label yes, %").asList()).containsExactly(50.0, 50.0);
  }

  @Test
  void sharesFoldsAndColumnsThatCannotBeAreRefused() {
    Table films = films("a+", "b-", "c+", "d-");
    assertThatThrownBy(() -> BY.shares(films, .5, .4))
        .hasMessage("shares [0.5, 0.4]: each must be above 0 and their sum 1, but it is 0.9");
    assertThatThrownBy(() -> BY.shares(films, 1))
        .hasMessageContaining("two (train, test) or three");
    assertThatThrownBy(() -> BY.folds(films, 1)).hasMessageContaining("must be 2 to");
    assertThatThrownBy(() -> BY.stratified("sex").shares(films, .5, .5))
        .hasMessage("there is no column sex, only file, PatientID, label");
    assertThatThrownBy(() -> BY.shares(films, .5, .5).valid())
        .hasMessage("there is no part valid: this split has [train, test]");
    Table wide = many(40, 1);
    assertThatThrownBy(() -> BY.stratified("PatientID").shares(wide, .5, .5))
        .hasMessageContaining("PatientID has 40 different values, too many to stratify by");
  }

  @Test
  void anEmptyTableHasNoPatientsToSplit() {
    assertThatThrownBy(() -> BY.shares(films(), .5, .5))
        .hasMessage("2 parts need as many different PatientID, but the 0 rows have 0");
  }
}
