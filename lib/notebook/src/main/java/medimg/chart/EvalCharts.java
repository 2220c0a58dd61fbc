package medimg.chart;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import medimg.eval.Auc;
import medimg.eval.Calibration;
import medimg.eval.Confusion;
import medimg.eval.Estimate;
import medimg.eval.EvalException;
import medimg.eval.Interval;
import medimg.eval.Metric;
import medimg.eval.OperatingPoint;
import medimg.eval.Predictions;
import medimg.eval.Rate;
import medimg.eval.Roc;
import medimg.eval.Scores;
import medimg.eval.Subgroups;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Charts of an evaluation, in the style of {@link Charts}. Bands and bars are 95 % intervals: of
 * rates Wilson's, point by point, so that a whole curve may well leave its band somewhere.
 */
public final class EvalCharts {
  private static final int SQUARE = 480;
  private static final int HEIGHT = 380;
  private static final int BINS = 20;
  private static final int STEPS = 100;

  /** Most points of a curve that are drawn. */
  private static final int POINTS = 600;

  static final Color BAND = new Color(0x2E, 0x7C, 0xC4, 60);
  private static final Color ORANGE_BAND = new Color(0xC8, 0x60, 0x1A, 60);

  private EvalCharts() {}

  /** {@link #confusion(Confusion, String, String)} with the classes negative and positive. */
  public static XYChart confusion(Confusion counts) {
    return confusion(counts, "negative", "positive");
  }

  /**
   * The four counts, each with its share of its row (the truth): the diagonal holds specificity and
   * sensitivity; PPV and NPV stand below their columns. The stronger the colour, the larger the
   * share; right calls are blue, wrong ones orange.
   *
   * @param negative name of the healthy
   * @param positive name of the diseased
   */
  public static XYChart confusion(Confusion counts, String negative, String positive) {
    XYChart chart =
        framed("Confusion matrix of " + counts.cases() + " cases", "", "", Charts.WIDTH, 420);
    limits(chart, -1.02, 2.02, -.5, 2.5);
    chart.getStyler().setAxisTicksVisible(false).setPlotGridLinesVisible(false);
    Sketch s = new Sketch();
    Scores scores = counts.scores();
    cell(s, 0, 1, "tn", counts.tn(), counts.negatives(), Theme.BLUE);
    cell(s, 1, 1, "fp", counts.fp(), counts.negatives(), Theme.ORANGE);
    cell(s, 0, 0, "fn", counts.fn(), counts.positives(), Theme.ORANGE);
    cell(s, 1, 0, "tp", counts.tp(), counts.positives(), Theme.BLUE);
    s.text(.5, 2.36, "called", Theme.TEXT, .5, 0).text(.5, 2.36, negative, Theme.TEXT, .5, 1.2);
    s.text(1.5, 2.36, "called", Theme.TEXT, .5, 0).text(1.5, 2.36, positive, Theme.TEXT, .5, 1.2);
    sides(s, 1.5, negative, counts.negatives(), scores.specificity());
    sides(s, .5, positive, counts.positives(), scores.sensitivity());
    below(s, .5, scores.npv());
    below(s, 1.5, scores.ppv());
    chart.addAnnotation(s);
    return chart;
  }

  private static void cell(
      Sketch s, int column, int row, String name, long count, long of, Color colour) {
    double share = of == 0 ? 0 : (double) count / of;
    Color cell = mixed(colour, .12 + .88 * share);
    Color ink = Contrast.inkOn(cell);
    s.rectangle(column + .02, row + .02, column + .98, row + .98, cell);
    String number = String.format(Locale.ROOT, "%,d", count);
    String of100 = of == 0 ? "" : String.format(Locale.ROOT, ", %.1f %%", 100 * share);
    s.text(column + .5, row + .6, number, ink, .5, 0, Font.BOLD, 1.6);
    s.text(column + .5, row + .6, name + of100, ink, .5, 1.6);
  }

  /** A colour thinned with white. */
  private static Color mixed(Color colour, double share) {
    return new Color(
        (int) Math.round(255 + share * (colour.getRed() - 255)),
        (int) Math.round(255 + share * (colour.getGreen() - 255)),
        (int) Math.round(255 + share * (colour.getBlue() - 255)));
  }

  private static void sides(Sketch s, double y, String name, long of, Rate rate) {
    s.text(-.05, y, "truly", Theme.TEXT, 1, -1.8);
    s.text(-.05, y, name, Theme.TEXT, 1, -.6);
    s.text(-.05, y, String.format(Locale.ROOT, "%,d cases", of), Theme.TEXT, 1, .6);
    s.text(-.05, y, rate.name() + " " + rate.brief(), Theme.TEXT, 1, 1.8);
  }

  private static void below(Sketch s, double x, Rate rate) {
    s.text(x, -.12, rate.name() + " " + rate.brief(), Theme.TEXT, .5, 0);
    if (rate.isDefined()) {
      Interval i = rate.wilson();
      s.text(
          x,
          -.12,
          String.format(Locale.ROOT, "95 %% %.2f to %.2f", i.low(), i.high()),
          Theme.TEXT,
          .5,
          1.2);
    }
  }

  /**
   * The ROC curve with its band and the chance line; each point given is marked with the intervals
   * of both its rates. The title tells the AUC with DeLong's interval.
   *
   * @throws medimg.eval.EvalException if a class has no case
   */
  public static XYChart roc(Predictions cases, OperatingPoint... points) {
    Roc roc = cases.roc();
    Auc auc = cases.auc();
    XYChart chart =
        framed(
            "ROC curve, AUC " + told(auc.value(), auc.interval().orElse(null)),
            "false positive rate, 1 - specificity",
            "sensitivity",
            SQUARE,
            SQUARE);
    unit(chart);
    double[] x = roc.falsePositiveRates();
    double[] y = roc.sensitivities();
    Sketch s = new Sketch();
    int[] few = few(x.length);
    double[] bandX = pick(x, few);
    double[][] ends = wilson(pick(y, few), cases.positives());
    s.band(bandX, ends[0], ends[1], BAND);
    s.dashed(0, 0, 1, 1, Theme.TEXT);
    steps(chart, "ROC", bandX, pick(y, few));
    for (int i = 0; i < points.length; i++) {
      Scores scores = points[i].scores();
      double at = 1 - scores.specificity().value();
      cross(
          s,
          at,
          flipped(scores.specificity().wilson()),
          scores.sensitivity().value(),
          scores.sensitivity().wilson());
      s.text(.98, .05 + .085 * (points.length - 1 - i), label(points[i]), Theme.ORANGE, 1, 0);
      dot(chart, "point " + i, at, scores.sensitivity().value());
    }
    s.text(.98, .05 + .085 * points.length, "dashed: chance", Theme.TEXT, 1, 0);
    chart.addAnnotation(s);
    return chart;
  }

  /**
   * The precision-recall curve with the band of the precision, and the share of positives as the
   * line of a useless model.
   *
   * @throws medimg.eval.EvalException if there are no positive cases
   */
  public static XYChart precisionRecall(Predictions cases, OperatingPoint... points) {
    Estimate ap = cases.averagePrecision();
    XYChart chart =
        framed(
            "Precision-recall, AP " + told(ap.value(), ap.interval().orElse(null)),
            "recall (sensitivity)",
            "precision (PPV)",
            SQUARE,
            SQUARE);
    unit(chart);
    var curve = cases.precisionRecall();
    double[] recall = reversed(curve.recalls());
    double[] precision = reversed(curve.precisions());
    Sketch s = new Sketch();
    int first = 1;
    while (recall[first] == 0) {
      first++;
    }
    // Steps: what average precision adds up. Thresholds above every positive case add nothing.
    int[] few = few(recall.length - first);
    double[] x = new double[2 * few.length];
    double[] y = new double[x.length];
    double[] low = new double[x.length];
    double[] high = new double[x.length];
    double before = 0;
    for (int i = 0; i < few.length; i++) {
      double r = recall[first + few[i]];
      double p = precision[first + few[i]];
      long tp = Math.round(r * cases.positives());
      Interval w = Rate.of("precision", tp, Math.max(tp, Math.round(tp / p))).wilson();
      for (int k = 2 * i; k < 2 * i + 2; k++) {
        x[k] = k % 2 == 0 ? before : r;
        y[k] = p;
        low[k] = w.low();
        high[k] = w.high();
      }
      before = r;
    }
    s.band(x, low, high, BAND);
    double base = curve.baseline();
    s.dashed(0, base, 1, base, Theme.TEXT);
    boolean high0 = base > .85;
    s.text(
        .02,
        base,
        String.format(Locale.ROOT, "useless: %.2f, the share of positives", base),
        Theme.TEXT,
        0,
        high0 ? 1 : -.8);
    steps(chart, "precision", x, y);
    for (int i = 0; i < points.length; i++) {
      Scores scores = points[i].scores();
      if (scores.ppv().isDefined()) {
        double at = scores.sensitivity().value();
        double ppv = scores.ppv().value();
        cross(s, at, scores.sensitivity().wilson(), ppv, scores.ppv().wilson());
        s.text(.98, .97 - .085 * i, label(points[i]), Theme.ORANGE, 1, 0);
        dot(chart, "point " + i, at, ppv);
      }
    }
    chart.addAnnotation(s);
    return chart;
  }

  /**
   * For bins of similar scores, the share that is diseased against the mean score, with its
   * interval and number of cases. On the dashed line scores mean what they say.
   */
  public static XYChart calibration(Calibration calibration) {
    String slope = calibration.slope().isDefined() ? ", slope " + calibration.slope().brief() : "";
    XYChart chart =
        framed("Calibration" + slope, "mean score of a bin", "share diseased", SQUARE, SQUARE);
    limits(chart, 0, 1, -.14, 1);
    share(chart);
    chart
        .getStyler()
        .setYAxisTickMarkSpacingHint(60)
        .setYAxisTickLabelsFormattingFunction(
            v -> v < -1e-9 ? "" : String.format(Locale.ROOT, "%.1f", v));
    List<Calibration.Bin> bins = calibration.bins();
    Sketch s = new Sketch();
    s.dashed(0, 0, 1, 1, Theme.TEXT);
    double most = bins.stream().mapToLong(Calibration.Bin::cases).max().orElse(1);
    double[] x = bins.stream().mapToDouble(Calibration.Bin::meanScore).toArray();
    double[] y = bins.stream().mapToDouble(b -> b.positives().value()).toArray();
    for (Calibration.Bin bin : bins) {
      Interval i = bin.positives().wilson();
      s.line(bin.meanScore(), i.low(), bin.meanScore(), i.high(), Theme.BLUE, 1.6);
      double middle = (bin.from() + bin.to()) / 2;
      double half = Math.max(.008, (bin.to() - bin.from()) * .4);
      double top = -.135 + .12 * bin.cases() / most;
      s.rectangle(middle - half, -.135, middle + half, top, Theme.FILL);
    }
    s.text(.99, .03, "bars: cases, most " + (long) most, Theme.TEXT, 1, 0);
    if (x.length > 0) {
      XYSeries line = chart.addSeries("bins", x, y);
      Charts.line(line, 1);
      line.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Theme.BLUE);
    }
    chart.addAnnotation(s);
    return chart;
  }

  /**
   * The scores of the diseased (orange) and of the healthy (blue) in {@value #BINS} bins, in
   * percent of their class, and the threshold.
   *
   * @throws medimg.eval.EvalException if a score is no probability
   */
  public static XYChart scores(Predictions cases, double threshold) {
    cases.evaluate(threshold);
    XYChart chart =
        framed(
            "Scores of the diseased and of the healthy",
            "score",
            "cases, % of their class",
            Charts.WIDTH,
            HEIGHT);
    double[][] percent = new double[2][BINS];
    double most = 0;
    for (int c = 0; c < 2; c++) {
      double[] scores = cases.scores(c == 1);
      for (double v : scores) {
        percent[c][Math.min(BINS - 1, (int) (v * BINS))] += 100.0 / scores.length;
      }
      most = Math.max(most, Arrays.stream(percent[c]).max().orElse(0));
    }
    limits(chart, 0, 1, 0, 1.3 * Math.max(most, 1));
    chart.getStyler().setXAxisDecimalPattern("0.0");
    Sketch s = new Sketch();
    double top = 1.3 * Math.max(most, 1);
    for (int c = 0; c < 2; c++) {
      Color fill = c == 0 ? BAND : ORANGE_BAND;
      Color edge = c == 0 ? Theme.BLUE : Theme.ORANGE;
      double before = 0;
      for (int b = 0; b < BINS; b++) {
        double left = (double) b / BINS;
        double right = (b + 1.0) / BINS;
        s.rectangle(left, 0, right, percent[c][b], fill);
        s.line(left, before, left, percent[c][b], edge, 1.4);
        s.line(left, percent[c][b], right, percent[c][b], edge, 1.4);
        before = percent[c][b];
      }
      s.line(1, before, 1, 0, edge, 1.4);
    }
    s.dashed(threshold, 0, threshold, .88 * top, Theme.TEXT);
    boolean right = threshold > .5;
    String call = String.format(Locale.ROOT, "threshold %.3g", threshold);
    s.text(threshold, .86 * top, right ? call + " " : " " + call, Theme.TEXT, right ? 1 : 0, 0);
    s.text(.01, .96 * top, "healthy: " + cases.scores(false).length, Theme.BLUE, 0, 0);
    s.text(.99, .96 * top, "diseased: " + cases.scores(true).length, Theme.ORANGE, 1, 0);
    chart.addAnnotation(s);
    return chart;
  }

  /**
   * What a positive and a negative call are worth at each prevalence, if sensitivity and
   * specificity stay as they are (Bayes), with bands where an interval exists; the set's own
   * prevalence is dashed.
   *
   * @throws medimg.eval.EvalException if a class has no case
   */
  public static XYChart predictiveValues(Confusion counts) {
    Scores scores = counts.scores();
    XYChart chart =
        framed(
            "PPV and NPV against prevalence",
            "prevalence",
            "predictive value",
            Charts.WIDTH,
            HEIGHT);
    unit(chart);
    Sketch s = new Sketch();
    double own = scores.prevalence().value();
    s.dashed(own, 0, own, 1, Theme.TEXT);
    for (int which = 0; which < 2; which++) {
      boolean ppv = which == 0;
      double[] x = new double[STEPS - 1];
      double[] y = new double[x.length];
      double[] low = new double[x.length];
      double[] high = new double[x.length];
      boolean interval = true;
      boolean defined = true;
      for (int i = 0; i < x.length && defined; i++) {
        x[i] = (i + 1.0) / STEPS;
        Estimate e = ppv ? scores.ppvAt(x[i]) : scores.npvAt(x[i]);
        defined = e.isDefined();
        y[i] = e.orElse(0);
        interval &= e.interval().isPresent();
        low[i] = e.interval().map(Interval::low).orElse(y[i]);
        high[i] = e.interval().map(Interval::high).orElse(y[i]);
      }
      if (!defined) {
        continue;
      }
      Color colour = ppv ? Theme.ORANGE : Theme.BLUE;
      if (interval) {
        s.band(x, low, high, ppv ? ORANGE_BAND : BAND);
      }
      XYSeries line = chart.addSeries(ppv ? "PPV" : "NPV", x, y);
      Charts.line(line, 2);
      line.setLineColor(colour);
      Estimate here = ppv ? scores.ppvAt(own) : scores.npvAt(own);
      s.text(
          .5,
          ppv ? .08 : .2,
          (ppv ? "PPV " : "NPV ") + here.brief() + " at " + String.format(Locale.ROOT, "%.2f", own),
          colour,
          .5,
          0);
    }
    chart.addAnnotation(s);
    return chart;
  }

  /**
   * How often each of two figures came out over repeats, for example the AUC by file and by
   * patient; means are dashed.
   *
   * @param title of the chart
   * @param what the figure is called: {@code AUC}
   * @param firstName what the first is: {@code by file}
   * @param first its value in each repeat
   * @param secondName what the second is
   * @param second its value in each repeat
   */
  public static XYChart repeats(
      String title,
      String what,
      String firstName,
      double[] first,
      String secondName,
      double[] second) {
    XYChart chart = framed(title, what, "repeats, %", Charts.WIDTH, HEIGHT);
    double low =
        Math.min(Arrays.stream(first).min().orElse(0), Arrays.stream(second).min().orElse(0));
    double high =
        Math.max(Arrays.stream(first).max().orElse(1), Arrays.stream(second).max().orElse(1));
    double step = Math.max(.005, (high - low) / BINS);
    low = Math.floor(low / step) * step;
    int bins = (int) Math.ceil((high - low) / step + 1e-9) + 1;
    double[][] percent = new double[2][bins];
    double most = 0;
    for (int c = 0; c < 2; c++) {
      double[] values = c == 0 ? first : second;
      for (double v : values) {
        percent[c][Math.min(bins - 1, (int) ((v - low) / step))] += 100.0 / values.length;
      }
      most = Math.max(most, Arrays.stream(percent[c]).max().orElse(0));
    }
    double top = 1.35 * most;
    limits(chart, low, low + bins * step, 0, top);
    chart.getStyler().setXAxisDecimalPattern("0.00");
    Sketch s = new Sketch();
    for (int c = 0; c < 2; c++) {
      Color edge = c == 0 ? Theme.ORANGE : Theme.BLUE;
      for (int b = 0; b < bins; b++) {
        double left = low + b * step;
        s.rectangle(left, 0, left + step, percent[c][b], c == 0 ? ORANGE_BAND : BAND);
        s.line(left, percent[c][b], left + step, percent[c][b], edge, 1.4);
        s.line(left, b == 0 ? 0 : percent[c][b - 1], left, percent[c][b], edge, 1.4);
      }
      double mean = Arrays.stream(c == 0 ? first : second).average().orElse(0);
      s.dashed(mean, 0, mean, .84 * top, edge);
      s.text(
          c == 0 ? low + bins * step : low,
          .95 * top,
          String.format(Locale.ROOT, " %s: mean %.3f ", c == 0 ? firstName : secondName, mean),
          edge,
          c == 0 ? 1 : 0,
          0);
    }
    chart.addAnnotation(s);
    return chart;
  }

  /** Width of the names and of each panel, and the gap between panels. */
  private static final double NAMES = 1.12;

  private static final double GAP = .14;
  private static final double ROW = .5;

  /**
   * AUC, sensitivity and specificity of each group side by side, each a dot on its interval (DeLong
   * and Wilson, cases as independent); dashed is the figure of all cases. Where one is undefined it
   * says why; a dot without line has no interval.
   *
   * @param by one or more ways to group the same cases: by sex, by age, by view
   * @throws medimg.eval.EvalException if there is none, their thresholds differ, or the cases have
   *     weights that are not whole
   */
  public static XYChart subgroups(Subgroups... by) {
    requireOneThreshold(by);
    int groups = Arrays.stream(by).mapToInt(b -> b.groups().size()).sum();
    double height = groups + ROW * (by.length - 1);
    String title = String.format(Locale.ROOT, "Subgroups at threshold %.3g", by[0].threshold());
    XYChart chart = framed(title, "", "", Charts.WIDTH, 110 + (int) (44 * height));
    limits(chart, 0, panel(3) - GAP / 2, -.6, height + .95);
    chart.getStyler().setAxisTicksVisible(false).setPlotGridLinesVisible(false);
    Sketch s = new Sketch();
    List<Metric> all = figures(Predictions.pooled(List.copyOf(by[0].groups().values())), by[0]);
    for (int k = 0; k < all.size(); k++) {
      panel(s, panel(k), height, all.get(k));
    }
    List<List<Double>> x = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<List<Double>> y = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    double at = height - .5;
    for (Subgroups one : by) {
      for (Map.Entry<String, Predictions> group : one.groups().entrySet()) {
        Predictions cases = group.getValue();
        String counts =
            String.format(Locale.ROOT, "%d cases, %.0f pos.", cases.size(), cases.positives());
        s.text(0, at, group.getKey(), Theme.TEXT, 0, -.5, Font.BOLD, 1);
        s.text(0, at, counts, Theme.TEXT, 0, .6, Font.PLAIN, .82);
        List<Metric> figures = figures(cases, one);
        for (int k = 0; k < figures.size(); k++) {
          Metric figure = figures.get(k);
          if (!figure.isDefined()) {
            String why = figure instanceof Rate r ? r.missing() : figure.reason();
            s.text(panel(k) + .5, at, why, Theme.TEXT, .5, 0, Font.ITALIC, .76);
            continue;
          }
          double left = panel(k);
          double y0 = at;
          figure
              .interval()
              .ifPresent(i -> s.line(left + i.low(), y0, left + i.high(), y0, Theme.BLUE, 2));
          x.get(k).add(left + figure.value());
          y.get(k).add(at);
        }
        at--;
      }
      at -= ROW;
    }
    chart.addAnnotation(s);
    for (int k = 0; k < all.size(); k++) {
      if (!x.get(k).isEmpty()) {
        XYSeries dots = chart.addSeries(all.get(k).name(), x.get(k), y.get(k));
        dots.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        dots.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Theme.BLUE);
      }
    }
    return chart;
  }

  private static void requireOneThreshold(Subgroups[] by) {
    if (by.length == 0) {
      throw new EvalException("a chart of subgroups needs one way to group or more");
    }
    for (Subgroups one : by) {
      if (one.threshold() != by[0].threshold()) {
        throw new EvalException(
            "subgroups at thresholds of "
                + by[0].threshold()
                + " and "
                + one.threshold()
                + ": make them at the same one");
      }
    }
  }

  private static List<Metric> figures(Predictions cases, Subgroups at) {
    Scores scores = cases.at(at.threshold()).scores();
    return List.of(cases.auc(), scores.sensitivity(), scores.specificity());
  }

  /** Where a panel's 0 is; its 1 is 1 further. */
  static double panel(int k) {
    return NAMES + k * (1 + GAP);
  }

  private static void panel(Sketch s, double left, double height, Metric all) {
    for (double tick : new double[] {0, .5, 1}) {
      s.line(left + tick, -.1, left + tick, height, Theme.GRID, 1);
      String label = tick == .5 ? "0.5" : String.valueOf((int) tick);
      s.text(left + tick, -.35, label, Theme.TEXT, tick, 0, Font.PLAIN, .9);
    }
    s.text(left + .5, height, all.name(), Theme.TEXT, .5, -1.5, Font.BOLD, 1);
    s.text(left + .5, height, "all " + all.brief(), Theme.ORANGE, .5, -.5, Font.PLAIN, .9);
    if (all.isDefined()) {
      s.dashed(left + all.value(), 0, left + all.value(), height, Theme.ORANGE);
    }
  }

  /** A chart whose axes do not depend on its series. */
  static XYChart framed(String title, String x, String y, int width, int height) {
    XYChart chart = Charts.chart(title, x, y, width, height);
    XYSeries frame = chart.addSeries("frame", new double[] {0, .3, 1}, new double[] {0, .3, 1});
    frame.setMarker(SeriesMarkers.NONE).setLineColor(Theme.NOTHING);
    return chart;
  }

  static void limits(XYChart chart, double left, double right, double bottom, double top) {
    chart.removeSeries("frame");
    XYSeries frame =
        chart.addSeries(
            "frame",
            new double[] {left, left + .3 * (right - left), right},
            new double[] {bottom, bottom + .3 * (top - bottom), top});
    frame.setMarker(SeriesMarkers.NONE).setLineColor(Theme.NOTHING);
    chart.getStyler().setXAxisMin(left).setXAxisMax(right).setYAxisMin(bottom).setYAxisMax(top);
  }

  private static void unit(XYChart chart) {
    limits(chart, 0, 1, 0, 1);
    share(chart);
  }

  private static void share(XYChart chart) {
    chart.getStyler().setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
    chart.getStyler().setPlotGridVerticalLinesVisible(true);
    chart.getStyler().setXAxisTickMarkSpacingHint(60);
  }

  private static String told(double value, Interval interval) {
    String v = String.format(Locale.ROOT, "%.3f", value);
    return interval == null
        ? v
        : v + String.format(Locale.ROOT, " (95 %% %.2f to %.2f)", interval.low(), interval.high());
  }

  private static String label(OperatingPoint point) {
    String rule = point.rule();
    return Double.isInfinite(point.threshold())
        ? rule + ": no case called"
        : String.format(Locale.ROOT, "%s: threshold %.3g", rule, point.threshold());
  }

  private static void cross(Sketch s, double x, Interval across, double y, Interval along) {
    s.line(across.low(), y, across.high(), y, Theme.ORANGE, 1.6);
    s.line(x, along.low(), x, along.high(), Theme.ORANGE, 1.6);
  }

  private static Interval flipped(Interval i) {
    return new Interval(1 - i.high(), 1 - i.low(), i.level(), i.method());
  }

  static void dot(XYChart chart, String name, double x, double y) {
    XYSeries dot = chart.addSeries(name, new double[] {x}, new double[] {y});
    dot.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    dot.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Theme.ORANGE);
  }

  private static void steps(XYChart chart, String name, double[] x, double[] y) {
    XYSeries line = chart.addSeries(name, x, y);
    Charts.line(line, 2);
  }

  /** Wilson's ends of each share of so many cases. */
  private static double[][] wilson(double[] share, double cases) {
    long n = Math.max(1, Math.round(cases));
    double[][] ends = new double[2][share.length];
    for (int i = 0; i < share.length; i++) {
      Interval w = Rate.of("share", Math.min(n, Math.round(share[i] * n)), n).wilson();
      ends[0][i] = w.low();
      ends[1][i] = w.high();
    }
    return ends;
  }

  /** At most so many places of a curve, its ends among them. */
  private static int[] few(int n) {
    int count = Math.min(n, POINTS);
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      places[i] = count == 1 ? 0 : (int) Math.round((double) i * (n - 1) / (count - 1));
    }
    return places;
  }

  private static double[] pick(double[] values, int[] places) {
    return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
  }

  private static double[] reversed(double[] values) {
    double[] other = new double[values.length];
    for (int i = 0; i < other.length; i++) {
      other[i] = values[values.length - 1 - i];
    }
    return other;
  }
}
