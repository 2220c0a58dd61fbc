package medimg.learn;

import java.util.Arrays;
import medimg.dicom.DicomException;
import medimg.dicom.Identifying;
import medimg.table.Ages;
import medimg.table.Columns;
import medimg.table.Thumbnails;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A few numbers of each case: M rows x N columns; immutable.
 *
 * @param name what they are: {@code thumbnails 16 x 16}
 * @param rows the numbers of each case
 */
public record Features(String name, double[][] rows) {
  /**
   * Copies the numbers.
   *
   * @throws DicomException if rows differ in length, or a number is NaN or infinite
   */
  public Features {
    double[][] copy = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != rows[0].length) {
        throw new DicomException(
            name + ": row " + i + " has " + rows[i].length + " numbers, row 0 " + rows[0].length);
      }
      for (double v : rows[i]) {
        if (!Double.isFinite(v)) {
          throw new DicomException(
              name + ": row " + i + " has the value " + v + ", must be a number: drop or fill it");
        }
      }
      copy[i] = rows[i].clone();
    }
    rows = copy;
  }

  /**
   * Columns of numbers.
   *
   * @throws DicomException if there is no such column of numbers, or a value is missing
   */
  public static Features of(Table table, String... columns) {
    double[][] rows = new double[table.rowCount()][columns.length];
    for (int c = 0; c < columns.length; c++) {
      NumericColumn<?> column = Columns.ofNumbers(table, columns[c]);
      for (int i = 0; i < rows.length; i++) {
        rows[i][c] = column.getDouble(i);
      }
    }
    return new Features(String.join(", ", columns), rows);
  }

  /**
   * Small pictures, each without its own mean and divided by its standard deviation.
   *
   * @param side rows and columns, a divisor of 32: 16 gives 256 numbers
   * @throws DicomException if it is none, or an image could not be read
   */
  public static Features of(Thumbnails images, int side) {
    if (side < 1 || Thumbnails.SIDE % side != 0) {
      throw new DicomException("side " + side + ": must divide " + Thumbnails.SIDE);
    }
    int step = Thumbnails.SIDE / side;
    double[][] rows = new double[images.size()][side * side];
    for (int i = 0; i < rows.length; i++) {
      float[] values = values(images, i);
      for (int k = 0; k < values.length; k++) {
        int row = k / Thumbnails.SIDE / step;
        int column = k % Thumbnails.SIDE / step;
        rows[i][row * side + column] += values[k] / (step * step);
      }
      standardise(rows[i]);
    }
    return new Features("thumbnails " + side + " x " + side, rows);
  }

  /**
   * How unequal the two halves of each image are: in each of several bands from top to bottom, the
   * difference of the halves' mean grey levels, without sign. A mirrored image has the same
   * numbers.
   *
   * @param bands a divisor of 32: 16 gives 16 numbers
   * @throws DicomException if it is none, or an image could not be read
   */
  public static Features halves(Thumbnails images, int bands) {
    Features small = of(images, bands);
    double[][] rows = new double[images.size()][bands];
    for (int i = 0; i < rows.length; i++) {
      for (int band = 0; band < bands; band++) {
        double difference = 0;
        for (int c = 0; c < bands; c++) {
          difference += (2 * c < bands ? 1 : -1) * small.rows[i][band * bands + c];
        }
        rows[i][band] = 2 * Math.abs(difference) / bands;
      }
    }
    return new Features("halves in " + bands + " bands", rows);
  }

  /**
   * Of each thumbnail's grey levels: mean, standard deviation and the 5, 25, 50, 75 and 95 %
   * quantiles.
   *
   * @throws DicomException if an image could not be read
   */
  public static Features greys(Thumbnails images) {
    double[] shares = {.05, .25, .5, .75, .95};
    double[][] rows = new double[images.size()][2 + shares.length];
    for (int i = 0; i < rows.length; i++) {
      float[] values = values(images, i);
      Arrays.sort(values);
      double sum = 0;
      double squares = 0;
      for (float v : values) {
        sum += v;
        squares += (double) v * v;
      }
      double mean = sum / values.length;
      rows[i][0] = mean;
      rows[i][1] = Math.sqrt(Math.max(0, squares / values.length - mean * mean));
      for (int q = 0; q < shares.length; q++) {
        rows[i][2 + q] = values[(int) (shares[q] * (values.length - 1))];
      }
    }
    return new Features("grey statistics", rows);
  }

  /**
   * What headers tell without a look at the image: age in years, sex (another sex is as far as ten
   * years) and study date in years. What is missing or odd (an age without unit, a date before
   * 1980) becomes the median of the others; a column without any usable value becomes 0, as it
   * tells nothing.
   *
   * <p>On the samples these know nothing of the disease, but much of who the patient is.
   *
   * @param films with the columns {@code PatientAge}, {@code PatientSex} and {@code StudyDate}, not
   *     hidden
   * @throws DicomException if a column is missing or hidden
   */
  public static Features headers(Table films) {
    double[] age = filled(Ages.years(films), 0);
    double[] date = filled(Ages.yearsSince2000(films, "StudyDate"), -20);
    StringColumn sex = Columns.ofTexts(films, "PatientSex");
    if (Columns.ofTexts(films, "StudyDate").contains(Identifying.HIDDEN)) {
      throw new DicomException("StudyDate is hidden: Films.showIdentifying(..) gives it");
    }
    double[][] rows = new double[age.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {age[i], "F".equals(sex.get(i)) ? 10 : 0, date[i]};
    }
    return new Features("age, sex and study date", rows);
  }

  private static double[] filled(DoubleColumn column, double least) {
    double[] known =
        column.asList().stream().filter(v -> v != null && v >= least).mapToDouble(v -> v).toArray();
    Arrays.sort(known);
    double median = known.length == 0 ? 0 : known[known.length / 2];
    double[] all = new double[column.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = column.isMissing(i) || column.getDouble(i) < least ? median : column.getDouble(i);
    }
    return all;
  }

  private static float[] values(Thumbnails images, int row) {
    return images
        .values(row)
        .orElseThrow(
            () -> new DicomException("row " + row + " has no image: " + images.errors().get(0)));
  }

  private static void standardise(double[] row) {
    double mean = Arrays.stream(row).average().orElse(0);
    double sd = Math.sqrt(Arrays.stream(row).map(v -> (v - mean) * (v - mean)).average().orElse(0));
    for (int i = 0; i < row.length; i++) {
      row[i] = sd > 0 ? (row[i] - mean) / sd : 0;
    }
  }

  /** The features of both, side by side. */
  public Features and(Features other) {
    if (other.size() != size()) {
      throw new DicomException(
          name
              + " has "
              + size()
              + " rows, "
              + other.name
              + " "
              + other.size()
              + ": must be equal");
    }
    double[][] both = new double[size()][];
    for (int i = 0; i < both.length; i++) {
      both[i] = Arrays.copyOf(rows[i], columns() + other.columns());
      System.arraycopy(other.rows[i], 0, both[i], columns(), other.columns());
    }
    return new Features(name + ", " + other.name, both);
  }

  /**
   * The cases of both, this one's first.
   *
   * @throws DicomException if the other has another number of columns
   */
  public Features below(Features other) {
    double[][] all = Arrays.copyOf(rows, size() + other.size());
    System.arraycopy(other.rows, 0, all, size(), other.size());
    return new Features(name, all);
  }

  /** The same under another name. */
  public Features named(String other) {
    return new Features(other, rows);
  }

  /** How many cases. */
  public int size() {
    return rows.length;
  }

  /** How many numbers each case has. */
  public int columns() {
    return rows.length == 0 ? 0 : rows[0].length;
  }

  /** The numbers of a case. */
  public double[] row(int i) {
    return rows[i].clone();
  }

  /** The numbers of all cases, copied. */
  @Override
  public double[][] rows() {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  static void requireBoth(boolean[] truth, int[] train) {
    long positive = Arrays.stream(train).filter(i -> truth[i]).count();
    if (positive == 0 || positive == train.length) {
      throw new DicomException(
          "a classifier needs both classes to learn from: of "
              + train.length
              + " cases "
              + positive
              + " are positive");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Features f && name.equals(f.name) && Arrays.deepEquals(rows, f.rows);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.deepHashCode(rows);
  }

  @Override
  public String toString() {
    return name + ": " + size() + " cases x " + columns() + " numbers";
  }
}
