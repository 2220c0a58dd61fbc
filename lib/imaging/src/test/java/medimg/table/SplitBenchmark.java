package medimg.table;

import java.util.Locale;
import java.util.Random;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How long a split of 1,000,000 rows of 400,000 patients takes; no test. Prints seconds of three
 * rounds, three parts and ten folds.
 */
final class SplitBenchmark {
  private static final int ROWS = 1_000_000;
  private static final int PATIENTS = 400_000;

  private SplitBenchmark() {}

  public static void main(String[] args) {
    Random random = new Random(1);
    StringColumn id = StringColumn.create("PatientID");
    StringColumn label = StringColumn.create("label");
    StringColumn sex = StringColumn.create("PatientSex");
    for (int i = 0; i < ROWS; i++) {
      int patient = random.nextInt(PATIENTS);
      id.append(String.format(Locale.ROOT, "P%07d", patient));
      label.append(random.nextInt(10) < 3 ? "positive" : "negative");
      sex.append(patient % 2 == 0 ? "F" : "M");
    }
    Table films = Table.create("films", id, label, sex);
    Split.By by = Split.by("PatientID").stratified("label", "PatientSex");
    for (int round = 0; round < 3; round++) {
      long start = System.nanoTime();
      Split split = by.seed(round).shares(films, .7, .15, .15);
      int rows = split.train().rowCount() + split.valid().rowCount() + split.test().rowCount();
      long middle = System.nanoTime();
      int folds = by.seed(round).folds(films, 10).size();
      long end = System.nanoTime();
      System.out.printf(
          Locale.ROOT,
          "three parts with their tables (%d rows) %.2f s, %d folds %.2f s%n",
          rows,
          (middle - start) / 1e9,
          folds,
          (end - middle) / 1e9);
      System.out.println(split);
    }
  }
}
