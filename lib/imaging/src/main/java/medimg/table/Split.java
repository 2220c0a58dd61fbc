package medimg.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeSet;
import medimg.dicom.DicomException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

/**
 * The rows of a table in parts that share no patient: train, valid and test, or the two sides of a
 * fold. Immutable.
 *
 * <pre>
 * Split split = Split.by("PatientID").stratified("label", "PatientSex").seed(1)
 *     .shares(films, .6, .2, .2);
 * split.train()                 // a table
 * </pre>
 *
 * <p>Which part a patient is in depends on the seed, the patients' identifiers and how many rows of
 * which class each has; not on the order of the rows. (Identifiers that {@link Headers} numbers are
 * numbered by the order of the files.)
 *
 * <p>Method: patients with many rows come first, those with equally many in an order drawn by the
 * seed; each goes where it keeps all parts' counts (of rows, of each column's classes, and of the
 * classes' combinations) nearest to their shares, by the sum of {@code (count - wanted)^2 /
 * wanted}. Patients are then moved while that sum falls.
 *
 * @see "K. Sechidis, G. Tsoumakas, I. Vlahavas, ECML PKDD (2011) 145 (stratification by filling
 *     what lacks most); scikit-learn StratifiedGroupKFold (whole groups, largest first)"
 */
public final class Split {

  /** More different values than these are no classes. */
  private static final int MOST_CLASSES = 32;

  private static final int MOST_PARTS = 1000;

  /** Above this many patients moves would change nothing that is seen. */
  private static final int FEW = 20_000;

  private static final int PASSES = 8;
  private static final List<String> TWO = List.of("train", "test");
  private static final List<String> THREE = List.of("train", "valid", "test");

  private final Table table;
  private final By by;
  private final List<String> names;
  private final double[] shares;
  private final int[] part;

  private Split(Table table, By by, List<String> names, double[] shares, int[] part) {
    this.table = table;
    this.by = by;
    this.names = names;
    this.shares = shares;
    this.part = part;
  }

  /**
   * A split that keeps rows with the same value together.
   *
   * @param group the column: {@code PatientID}; {@code file} for a split by file, which leaks where
   *     patients repeat
   */
  public static By by(String group) {
    return new By(group, List.of(), 1);
  }

  /**
   * How to split.
   *
   * @param group rows with the same value in this column stay together
   * @param strata columns whose classes each part gets its share of; the first one is the label
   * @param seed what the order of equals follows from
   */
  public record By(String group, List<String> strata, long seed) {
    /** Keeps the names. */
    public By {
      Objects.requireNonNull(group);
      strata = List.copyOf(new LinkedHashSet<>(strata));
    }

    /**
     * The same with columns whose classes each part gets its share of: first the label, then for
     * example the sex. A missing value is a class of its own.
     */
    public By stratified(String... columns) {
      return new By(group, List.of(columns), seed);
    }

    /** The same with another seed. */
    public By seed(long other) {
      return new By(group, strata, other);
    }

    /**
     * Two parts (train, test) or three (train, valid, test).
     *
     * @param shares of the rows, above 0, together 1
     * @throws DicomException if the shares are others, a column is missing or has more than 32
     *     classes, a row has no value to group by, or there are fewer groups than parts
     */
    public Split shares(Table table, double... shares) {
      if (shares.length != 2 && shares.length != 3) {
        throw new DicomException(
            shares.length
                + " shares were given: two (train, test) or three (train, valid, test) are needed");
      }
      double sum = Arrays.stream(shares).sum();
      if (!(Arrays.stream(shares).min().orElse(0) > 0) || !(Math.abs(sum - 1) < 1e-9)) {
        throw new DicomException(
            "shares "
                + Arrays.toString(shares)
                + ": each must be above 0 and their sum 1, but it is "
                + sum);
      }
      return new Split(
          table,
          this,
          shares.length == 2 ? TWO : THREE,
          shares.clone(),
          new Groups(table, this).parts(shares));
    }

    /**
     * k folds: in each one k-th of the rows is the test part and all others the train part; every
     * row is tested once.
     *
     * @param k 2 or more
     * @throws DicomException if k is less, there are fewer groups than folds, and as {@link
     *     #shares}
     */
    public List<Split> folds(Table table, int k) {
      if (k < 2 || k > MOST_PARTS) {
        throw new DicomException(k + " folds were asked for, must be 2 to " + MOST_PARTS);
      }
      double[] equal = new double[k];
      Arrays.fill(equal, 1.0 / k);
      int[] fold = new Groups(table, this).parts(equal);
      List<Split> splits = new ArrayList<>();
      for (int f = 0; f < k; f++) {
        int test = f;
        int[] part = Arrays.stream(fold).map(i -> i == test ? 1 : 0).toArray();
        splits.add(new Split(table, this, TWO, new double[] {1 - 1.0 / k, 1.0 / k}, part));
      }
      return splits;
    }
  }

  /** The table that was split. */
  public Table table() {
    return table;
  }

  /** How it was split. */
  public By by() {
    return by;
  }

  /** The parts' names: train, valid, test. */
  public List<String> names() {
    return names;
  }

  /** The rows to learn from. */
  public Table train() {
    return table("train");
  }

  /**
   * The rows to choose by: epoch, threshold, calibration.
   *
   * @throws DicomException if there are two parts only
   */
  public Table valid() {
    return table("valid");
  }

  /** The rows to judge by, once. */
  public Table test() {
    return table("test");
  }

  /** The rows of a part as a table, in the order of the table that was split. */
  private Table table(String name) {
    return table.where(Selection.with(rows(name))).setName(name);
  }

  /**
   * The numbers of a part's rows in the table that was split, ascending from 0.
   *
   * @throws DicomException if there is no part of this name
   */
  public int[] rows(String name) {
    int wanted = names.indexOf(name);
    if (wanted < 0) {
      throw new DicomException("there is no part " + name + ": this split has " + names);
    }
    int n = 0;
    int[] rows = new int[part.length];
    for (int i = 0; i < part.length; i++) {
      if (part[i] == wanted) {
        rows[n++] = i;
      }
    }
    return Arrays.copyOf(rows, n);
  }

  /** The name of the part that a row is in. */
  public String part(int row) {
    return names.get(part[row]);
  }

  int place(int row) {
    return part[row];
  }

  /** Rows, different groups, and rows of each class of each column, for every part. */
  public Table counts() {
    Table counts = Table.create("parts");
    counts.addColumns(StringColumn.create("part", names));
    counts.addColumns(IntColumn.create("rows", rowsOfParts()));
    counts.addColumns(IntColumn.create(by.group, groupsOfParts()));
    for (Classes c : classes()) {
      for (int k = 0; k < c.names.length; k++) {
        String name = c.column + " " + c.names[k];
        counts.addColumns(IntColumn.create(name, c.counts[k]));
        double[] percent = new double[names.size()];
        for (int p = 0; p < percent.length; p++) {
          percent[p] = Math.round(1000.0 * c.counts[k][p] / rowsOfParts()[p]) / 10.0;
        }
        counts.addColumns(DoubleColumn.create(name + ", %", percent));
      }
    }
    return Columns.plain(counts);
  }

  private int[] rowsOfParts() {
    int[] counts = new int[names.size()];
    for (int p : part) {
      counts[p]++;
    }
    return counts;
  }

  private int[] groupsOfParts() {
    List<TreeSet<String>> seen = new ArrayList<>();
    names.forEach(n -> seen.add(new TreeSet<>()));
    String[] group = Columns.texts(table, by.group);
    for (int i = 0; i < part.length; i++) {
      seen.get(part[i]).add(group[i]);
    }
    return seen.stream().mapToInt(TreeSet::size).toArray();
  }

  /** Rows of each class in each part. */
  private record Classes(String column, String[] names, int[][] counts) {}

  private List<Classes> classes() {
    List<Classes> all = new ArrayList<>();
    for (String column : by.strata) {
      String[] values = Columns.texts(table, column);
      String[] distinct = distinct(values);
      int[][] counts = new int[distinct.length][names.size()];
      for (int i = 0; i < values.length; i++) {
        counts[Arrays.binarySearch(distinct, values[i])][part[i]]++;
      }
      all.add(new Classes(column, distinct, counts));
    }
    return all;
  }

  /** What a reader should know of this split; empty if nothing is odd. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    int[] rows = rowsOfParts();
    for (int p = 0; p < rows.length; p++) {
      double wanted = shares[p] * part.length;
      if (Math.abs(rows[p] - wanted) > Math.max(1, .1 * wanted)) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "%s has %d rows, its share would be %.0f: the groups are too large or too few",
                names.get(p),
                rows[p],
                wanted));
      }
    }
    for (Classes c : classes()) {
      for (int k = 0; k < c.names.length; k++) {
        for (int p = 0; p < rows.length; p++) {
          if (c.counts[k][p] == 0) {
            remarks.add(names.get(p) + " has no row with " + c.column + " " + c.names[k]);
          }
        }
        if (c.names[k].equals(Columns.MISSING)) {
          int missing = Arrays.stream(c.counts[k]).sum();
          remarks.add(missing + (missing == 1 ? " row has no " : " rows have no ") + c.column);
        }
      }
    }
    return remarks;
  }

  /** A line for each part: rows, groups, and each class with its share; then what is odd. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("split by " + by.group);
    out.append(by.strata.isEmpty() ? "" : ", stratified by " + String.join(" and ", by.strata));
    out.append(", seed ").append(by.seed);
    int[] rows = rowsOfParts();
    int[] groups = groupsOfParts();
    List<Classes> classes = classes();
    for (int p = 0; p < rows.length; p++) {
      StringJoiner line = new StringJoiner("; ");
      line.add(names.get(p) + ": " + rows[p] + " rows, " + groups[p] + " different " + by.group);
      for (Classes c : classes) {
        StringJoiner counts = new StringJoiner(", ");
        for (int k = 0; k < c.names.length; k++) {
          counts.add(
              String.format(
                  Locale.ROOT,
                  "%s %d (%.1f %%)",
                  c.names[k],
                  c.counts[k][p],
                  100.0 * c.counts[k][p] / rows[p]));
        }
        line.add(c.column + " " + counts);
      }
      out.append('\n').append(line);
    }
    remarks().forEach(r -> out.append("\nnote: ").append(r));
    return out.toString();
  }

  private static String[] distinct(String[] values) {
    return Arrays.stream(values).distinct().sorted().toArray(String[]::new);
  }

  /** The rows of each group, counted by class. */
  private static final class Groups {
    private final By by;
    private final int rows;

    /** The group of each row. */
    private final int[] group;

    private final String[] names;
    private final int[] size;

    /** What each group's rows count for: counters and how often, in a row of pairs. */
    private final int[][] counts;

    private final double[] totals;

    Groups(Table table, By by) {
      this.by = by;
      String[] ids = Columns.texts(table, by.group);
      rows = ids.length;
      requireIds(ids);
      Map<String, Integer> known = new LinkedHashMap<>();
      group = new int[rows];
      for (int i = 0; i < rows; i++) {
        Integer at = known.putIfAbsent(ids[i], known.size());
        group[i] = at == null ? known.size() - 1 : at;
      }
      names = known.keySet().toArray(String[]::new);
      size = new int[names.length];
      for (int g : group) {
        size[g]++;
      }
      int[][] counter = counters(table);
      totals = new double[1 + Arrays.stream(counter).flatMapToInt(Arrays::stream).max().orElse(0)];
      counts = new int[names.length][];
      int[][] rowsOf = new int[names.length][];
      int[] filled = new int[names.length];
      for (int i = 0; i < rows; i++) {
        int g = group[i];
        if (rowsOf[g] == null) {
          rowsOf[g] = new int[size[g]];
        }
        rowsOf[g][filled[g]++] = i;
      }
      for (int g = 0; g < names.length; g++) {
        counts[g] = counted(counter, rowsOf[g]);
        for (int k = 0; k < counts[g].length; k += 2) {
          totals[counts[g][k]] += counts[g][k + 1];
        }
      }
    }

    private void requireIds(String[] ids) {
      int missing = 0;
      int first = -1;
      for (int i = ids.length - 1; i >= 0; i--) {
        if (ids[i].equals(Columns.MISSING)) {
          missing++;
          first = i;
        }
      }
      if (missing > 0) {
        throw new DicomException(
            missing
                + (missing == 1 ? " row has no " : " rows have no ")
                + by.group
                + " (the first is row "
                + first
                + "), so nobody knows which rows belong together: drop them, or fill the column");
      }
    }

    /**
     * For each row the numbers of its counters: all rows, its class in each column, and the
     * combination of its classes if there are several columns. Numbered in the order of the
     * classes' names, so that sums do not depend on the order of the rows.
     */
    private int[][] counters(Table table) {
      int columns = by.strata.size();
      int[][] counters = new int[1 + columns + (columns > 1 ? 1 : 0)][rows];
      int next = 1;
      String[] combined = columns > 1 ? new String[rows] : null;
      for (int c = 0; c < columns; c++) {
        String[] values = Columns.texts(table, by.strata.get(c));
        String[] distinct = distinct(values);
        if (distinct.length > MOST_CLASSES) {
          throw new DicomException(
              by.strata.get(c)
                  + " has "
                  + distinct.length
                  + " different values, too many to stratify by (at most "
                  + MOST_CLASSES
                  + "): put them into a few classes first");
        }
        next = number(values, distinct, counters[1 + c], next);
        for (int i = 0; combined != null && i < rows; i++) {
          combined[i] = c == 0 ? values[i] : combined[i] + "\\" + values[i];
        }
      }
      if (combined != null) {
        number(combined, distinct(combined), counters[1 + columns], next);
      }
      return counters;
    }

    private static int number(String[] values, String[] distinct, int[] into, int next) {
      Map<String, Integer> places = new LinkedHashMap<>();
      for (int k = 0; k < distinct.length; k++) {
        places.put(distinct[k], next + k);
      }
      for (int i = 0; i < values.length; i++) {
        into[i] = places.get(values[i]);
      }
      return next + distinct.length;
    }

    private static int[] counted(int[][] counter, int[] rows) {
      int[] all = new int[counter.length * rows.length];
      int n = 0;
      for (int[] c : counter) {
        for (int row : rows) {
          all[n++] = c[row];
        }
      }
      if (rows.length > 1) {
        Arrays.sort(all);
      }
      int[] pairs = new int[2 * n];
      int pair = 0;
      for (int i = 0; i < n; ) {
        int from = i;
        while (i < n && all[i] == all[from]) {
          i++;
        }
        pairs[pair++] = all[from];
        pairs[pair++] = i - from;
      }
      return Arrays.copyOf(pairs, pair);
    }

    /** The part of each row. */
    int[] parts(double[] shares) {
      if (names.length < shares.length) {
        throw new DicomException(
            shares.length
                + " parts need as many different "
                + by.group
                + ", but the "
                + rows
                + " rows have "
                + names.length);
      }
      double[][] have = new double[shares.length][totals.length];
      int[] of = new int[names.length];
      int[] groupsOf = new int[shares.length];
      int[] order = order();
      for (int g : order) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int p = 0; p < shares.length; p++) {
          double cost = cost(g, have[p], shares[p], 0);
          if (cost < least) {
            least = cost;
            best = p;
          }
        }
        of[g] = best;
        groupsOf[best]++;
        add(g, have[best], 1);
      }
      for (int pass = 0; names.length <= FEW && pass < PASSES; pass++) {
        if (!improve(order, of, groupsOf, have, shares)) {
          break;
        }
      }
      fillEmpty(order, of, groupsOf);
      return Arrays.stream(group).map(g -> of[g]).toArray();
    }

    /**
     * How much a group adds to {@code sum((have - wanted)^2 / wanted)} of a part, but for a term
     * that is the same in all parts.
     *
     * @param without 1 if the group is counted in the part already
     */
    private double cost(int g, double[] have, double share, int without) {
      double cost = 0;
      int[] pairs = counts[g];
      for (int k = 0; k < pairs.length; k += 2) {
        int counter = pairs[k];
        double n = pairs[k + 1];
        cost += n * (2 * have[counter] + (1 - 2 * without) * n) / (share * totals[counter]);
      }
      return cost;
    }

    private void add(int g, double[] have, int sign) {
      int[] pairs = counts[g];
      for (int k = 0; k < pairs.length; k += 2) {
        have[pairs[k]] += sign * pairs[k + 1];
      }
    }

    /** Moves groups while the sum falls; one pass. */
    private boolean improve(int[] order, int[] of, int[] groupsOf, double[][] have, double[] s) {
      boolean moved = false;
      for (int i = order.length - 1; i >= 0; i--) {
        int g = order[i];
        int from = of[g];
        if (groupsOf[from] == 1) {
          continue;
        }
        double here = cost(g, have[from], s[from], 1);
        int best = from;
        for (int p = 0; p < s.length; p++) {
          double there = p == from ? here : cost(g, have[p], s[p], 0);
          if (there < here - 1e-9) {
            here = there;
            best = p;
          }
        }
        if (best != from) {
          add(g, have[from], -1);
          add(g, have[best], 1);
          groupsOf[from]--;
          groupsOf[best]++;
          of[g] = best;
          moved = true;
        }
      }
      return moved;
    }

    /** No part stays empty: it gets the smallest group of the part that has most. */
    private static void fillEmpty(int[] order, int[] of, int[] groupsOf) {
      for (int p = 0; p < groupsOf.length; p++) {
        if (groupsOf[p] > 0) {
          continue;
        }
        int most = 0;
        for (int q = 1; q < groupsOf.length; q++) {
          most = groupsOf[q] > groupsOf[most] ? q : most;
        }
        for (int i = order.length - 1; i >= 0; i--) {
          if (of[order[i]] == most) {
            of[order[i]] = p;
            break;
          }
        }
        groupsOf[most]--;
        groupsOf[p]++;
      }
    }

    /** Large groups first; equally large ones in the order of numbers drawn by seed and name. */
    private int[] order() {
      long[] drawn = new long[names.length];
      Integer[] order = new Integer[names.length];
      for (int g = 0; g < names.length; g++) {
        drawn[g] = drawn(by.seed, names[g]);
        order[g] = g;
      }
      Arrays.sort(
          order,
          (a, b) -> {
            int bySize = Integer.compare(size[b], size[a]);
            int byLot = bySize != 0 ? bySize : Long.compare(drawn[a], drawn[b]);
            return byLot != 0 ? byLot : names[a].compareTo(names[b]);
          });
      return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private static long drawn(long seed, String name) {
      long z = mix(seed + 0x9E3779B97F4A7C15L);
      for (int i = 0; i < name.length(); i++) {
        z = mix(z + name.charAt(i));
      }
      return z;
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long z) {
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return z ^ (z >>> 31);
    }
  }
}
