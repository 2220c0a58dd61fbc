package medimg.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A confusion matrix of any number of classes.
 *
 * @param names of the classes
 * @param counts rows: true class, columns: class called; as many of both as names
 */
public record MulticlassConfusion(List<String> names, long[][] counts) {
  /**
   * Copies and checks the counts.
   *
   * @param names of the classes
   * @param counts rows: true class, columns: class called; as many of both as names
   * @throws EvalException if they are no square of as many rows as names, or one is negative
   */
  public MulticlassConfusion {
    names = List.copyOf(names);
    requireSide("rows", counts.length, names.size());
    counts = counts.clone();
    for (int i = 0; i < counts.length; i++) {
      requireSide("columns", counts[i].length, names.size());
      counts[i] = counts[i].clone();
      if (Arrays.stream(counts[i]).anyMatch(c -> c < 0)) {
        throw new EvalException("confusion table: counts must not be negative");
      }
    }
  }

  /**
   * Counts calls against the truth.
   *
   * @param names of the classes
   * @param truth each case's class, an index of {@code names}
   * @param called each case's class as it was called
   * @return the counts, rows of true classes
   * @throws EvalException if the lengths differ or an index is outside
   */
  public static MulticlassConfusion of(List<String> names, int[] truth, int[] called) {
    Predictions.requireLength("calls", called.length, truth.length);
    long[][] counts = new long[names.size()][names.size()];
    for (int i = 0; i < truth.length; i++) {
      requireClass(truth[i], i, names.size());
      requireClass(called[i], i, names.size());
      counts[truth[i]][called[i]]++;
    }
    return new MulticlassConfusion(names, counts);
  }

  private static void requireSide(String side, int length, int classes) {
    if (length != classes) {
      throw new EvalException(
          "confusion table: " + length + " " + side + " for " + classes + " classes");
    }
  }

  static void requireClass(int index, int i, int classes) {
    if (index < 0 || index >= classes) {
      throw new EvalException(
          "class of case " + i + " is " + index + ", must be from 0 to " + (classes - 1));
    }
  }

  void requireClass(int index) {
    if (index < 0 || index >= names.size()) {
      throw new EvalException("class " + index + ": must be from 0 to " + (names.size() - 1));
    }
  }

  /** {@return the counts, rows of true classes; a copy} */
  @Override
  public long[][] counts() {
    long[][] copy = counts.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = copy[i].clone();
    }
    return copy;
  }

  /** {@return all cases} */
  public long cases() {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  /**
   * One class against all others.
   *
   * @param index the class that counts as positive, an index of the names
   * @return its four counts
   * @throws EvalException if there is no such class
   */
  public Confusion oneVsRest(int index) {
    requireClass(index);
    long tp = counts[index][index];
    long fn = row(index) - tp;
    long fp = column(index) - tp;
    return new Confusion(cases() - tp - fn - fp, fp, fn, tp);
  }

  private long row(int i) {
    return Arrays.stream(counts[i]).sum();
  }

  private long column(int i) {
    return Arrays.stream(counts).mapToLong(r -> r[i]).sum();
  }

  private long diagonal() {
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i][i];
    }
    return sum;
  }

  /** {@return the share of cases called by their class} */
  public Rate accuracy() {
    return Rate.of("accuracy", diagonal(), cases());
  }

  /** {@return precision, recall and F1 of each class, with their means} */
  public ClassificationReport report() {
    return new ClassificationReport(this);
  }

  /**
   * Matthews's correlation for any number of classes; for two it is {@link Scores#mcc}. Undefined
   * if the truth has one class only; 0 if all cases are called alike.
   *
   * @return the correlation, at most 1
   * @see "J. Gorodkin, Computational Biology and Chemistry 28 (2004) 367"
   */
  public Estimate mcc() {
    double n = cases();
    double rows = 0;
    double columns = 0;
    double both = 0;
    for (int i = 0; i < counts.length; i++) {
      rows += (double) row(i) * row(i);
      columns += (double) column(i) * column(i);
      both += (double) row(i) * column(i);
    }
    if (n * n == rows) {
      return Estimate.undefined("MCC", n == 0 ? "no cases" : "all cases are of one class");
    }
    double root = Math.sqrt(n * n - rows) * Math.sqrt(n * n - columns);
    return Estimate.of(
        "MCC", root == 0 ? 0 : (n * diagonal() - both) / root, basis(), Bootstrap.ADVICE);
  }

  /** {@return Cohen's kappa: {@code (accuracy - chance) / (1 - chance)}} */
  public Estimate kappa() {
    return kappa("Cohen's kappa", false);
  }

  /**
   * Cohen's kappa for classes in an order: a call d classes away counts as d squared wrongs.
   *
   * @return kappa with squared weights, at most 1
   * @see "J. Cohen, Psychological Bulletin 70 (1968) 213"
   */
  public Estimate quadraticKappa() {
    return kappa("quadratic kappa", true);
  }

  private Estimate kappa(String name, boolean quadratic) {
    double n = cases();
    double seen = 0;
    double chance = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        double wrong = quadratic ? (i - j) * (i - j) : i == j ? 0 : 1;
        seen += wrong * counts[i][j] * n;
        chance += wrong * row(i) * column(j);
      }
    }
    return Estimate.ratio(
        name,
        chance - seen,
        chance,
        basis(),
        n == 0 ? "no cases" : "all cases are of one class and called so, 0/0");
  }

  private String basis() {
    return TextFormat.count(cases(), "case", "cases");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MulticlassConfusion t
        && names.equals(t.names)
        && Arrays.deepEquals(counts, t.counts);
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Arrays.deepHashCode(counts);
  }

  @Override
  public String toString() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(Collections.singleton("truth \\ called"));
    head.addAll(names);
    rows.add(head);
    for (int i = 0; i < counts.length; i++) {
      List<String> row = new ArrayList<>(Collections.singleton(names.get(i)));
      for (long c : counts[i]) {
        row.add(TextFormat.count(c));
      }
      rows.add(row);
    }
    return TextFormat.table(rows);
  }
}
