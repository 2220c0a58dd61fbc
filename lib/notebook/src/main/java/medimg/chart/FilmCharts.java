package medimg.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import medimg.table.Ages;
import medimg.table.CellText;
import medimg.table.Columns;
import medimg.table.Films;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Charts of a table of films: what it counts, by label. */
public final class FilmCharts {
  /** More bars than these would not be read. */
  private static final int MOST = 12;

  private static final int BAR = 34;
  private static final int AGE_STEP = 10;
  private static final int OLDEST = 100;

  /** One colour a label; further ones repeat them fainter. */
  private static final Color[] COLOURS = {
    Theme.BLUE, Theme.ORANGE, Theme.TEXT, new Color(0x8A5CC2), new Color(0x2E8F5B)
  };

  private FilmCharts() {}

  /**
   * A bar for each value of a column, parted by label, with its count; missing values have a bar
   * too. Only the first {@value #MOST} are drawn.
   *
   * @param films with the columns {@code PatientID} and {@code label}
   * @param column such as {@code PatientSex}
   * @throws medimg.dicom.DicomException if the table lacks a column
   */
  public static XYChart counts(Table films, String column) {
    Table counts = Films.counts(films, column);
    List<String> names = new ArrayList<>();
    List<IntColumn> classes = new ArrayList<>();
    for (int c = 3; c < counts.columnCount(); c += 2) {
      classes.add(counts.intColumn(c));
    }
    int n = Math.min(MOST, counts.rowCount());
    double[][] parts = new double[n][classes.size()];
    for (int r = 0; r < n; r++) {
      names.add(counts.stringColumn(0).get(r));
      for (int c = 0; c < classes.size(); c++) {
        parts[r][c] = Double.parseDouble(CellText.of(classes.get(c), r));
      }
    }
    String more = counts.rowCount() > n ? ", the first " + n + " of " + counts.rowCount() : "";
    return bars(
        "Films by " + column + more,
        "films",
        names,
        parts,
        column.equals("label") ? List.of() : classes.stream().map(IntColumn::name).toList());
  }

  /** How many patients have one film, two and so on. */
  public static XYChart perPatient(Table films) {
    Table per = Films.perPatient(films);
    List<String> names = new ArrayList<>();
    double[][] parts = new double[Math.min(MOST, per.rowCount())][1];
    for (int r = 0; r < parts.length; r++) {
      int each = per.intColumn("films each").get(r);
      names.add(each + (each == 1 ? " film" : " films"));
      parts[r][0] = per.intColumn("patients").get(r);
    }
    return bars("Patients by number of films", "patients", names, parts, List.of());
  }

  /**
   * Ages in steps of {@value #AGE_STEP} years, in percent of the films of each label; the title
   * tells how many ages are missing or odd, see {@link Ages#years(Table)}.
   */
  public static XYChart ages(Table films) {
    DoubleColumn years = Ages.years(films);
    String[] labels = Columns.texts(films, "label");
    List<String> classes = Arrays.stream(labels).distinct().sorted().toList();
    int bins = OLDEST / AGE_STEP;
    double[][] percent = new double[classes.size()][bins];
    int[] total = new int[classes.size()];
    for (int i = 0; i < labels.length; i++) {
      if (!years.isMissing(i)) {
        int c = classes.indexOf(labels[i]);
        percent[c][Math.min(bins - 1, (int) (years.getDouble(i) / AGE_STEP))]++;
        total[c]++;
      }
    }
    double most = 1;
    for (int c = 0; c < percent.length; c++) {
      for (int b = 0; b < bins; b++) {
        percent[c][b] *= total[c] == 0 ? 0 : 100.0 / total[c];
        most = Math.max(most, percent[c][b]);
      }
    }
    int odd = years.countMissing();
    XYChart chart =
        EvalCharts.framed(
            "Age by label" + (odd == 0 ? "" : ", " + odd + " missing or odd"),
            "age, years",
            "films, % of their label",
            Charts.WIDTH,
            380);
    double top = most * (1.12 + .12 * classes.size());
    EvalCharts.limits(chart, 0, OLDEST, 0, top);
    Sketch s = new Sketch();
    for (int c = 0; c < percent.length; c++) {
      Color colour = COLOURS[c % COLOURS.length];
      for (int b = 0; b < bins; b++) {
        double left = b * AGE_STEP;
        double right = left + AGE_STEP;
        s.rectangle(left, 0, right, percent[c][b], faint(colour, 50));
        s.line(left, percent[c][b], right, percent[c][b], colour, 1.6);
        s.line(left, b == 0 ? 0 : percent[c][b - 1], left, percent[c][b], colour, 1.6);
      }
      s.text(1, top * .97, classes.get(c) + ": " + total[c], colour, 0, .2 + 1.2 * c);
    }
    chart.addAnnotation(s);
    return chart;
  }

  /**
   * Small multiples: label, sex, view, body part, films per patient and ages. Columns that a table
   * lacks are left out.
   */
  public static Gallery overview(Table films) {
    Gallery gallery = Gallery.empty();
    for (String column : List.of("label", "PatientSex", "ViewPosition", "BodyPartExamined")) {
      if (films.containsColumn(column)) {
        XYChart chart = counts(films, column);
        gallery = gallery.with(chart.getTitle(), chart);
      }
    }
    XYChart per = perPatient(films);
    gallery = gallery.with(per.getTitle(), per);
    if (films.containsColumn("PatientAge")) {
      XYChart ages = ages(films);
      gallery = gallery.with(ages.getTitle(), ages);
    }
    return gallery.columns(2);
  }

  /** Bars to the right, names above them, so that long names need no room beside. */
  private static XYChart bars(
      String title, String unit, List<String> names, double[][] parts, List<String> classes) {
    int n = parts.length;
    double most = 1;
    for (double[] part : parts) {
      double sum = 0;
      for (double p : part) {
        sum += p;
      }
      most = Math.max(most, sum);
    }
    int legend = classes.isEmpty() ? 0 : 1;
    int height = Math.max(240, 130 + (int) (1.7 * BAR * (n + .5 * legend)));
    XYChart chart = EvalCharts.framed(title, unit, "", Charts.WIDTH, height);
    EvalCharts.limits(chart, 0, 1.16 * most, -n - .5 * legend, 0);
    chart.getStyler().setYAxisTicksVisible(false).setPlotGridHorizontalLinesVisible(false);
    chart.getStyler().setPlotGridVerticalLinesVisible(true).setXAxisDecimalPattern("#,##0");
    Sketch s = new Sketch();
    for (int r = 0; r < n; r++) {
      double at = 0;
      for (int c = 0; c < parts[r].length; c++) {
        Color colour = COLOURS[c % COLOURS.length];
        s.rectangle(at, -r - .46, at + parts[r][c], -r - .9, faint(colour, 190));
        at += parts[r][c];
      }
      s.text(0, -r - .24, names.get(r), Theme.TEXT, 0, 0);
      s.text(at, -r - .68, String.format(Locale.ROOT, " %,.0f", at), Theme.TEXT, 0, 0);
    }
    for (int c = 0; c < classes.size(); c++) {
      double x = 1.16 * most * c / classes.size();
      s.text(x, -n - .25, "\u25A0 " + classes.get(c), COLOURS[c % COLOURS.length], 0, 0);
    }
    chart.addAnnotation(s);
    return chart;
  }

  private static Color faint(Color colour, int alpha) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
  }
}
