package medimg.chart;

import java.awt.Color;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import medimg.dicom.DicomException;
import medimg.net.Epoch;
import medimg.net.History;
import medimg.net.OneCycle;
import medimg.net.RateSearch;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of a training, in the style of {@link Charts}. */
public final class TrainingCharts {
  private static final int PANEL = 400;
  private static final int HEIGHT = 360;
  private static final int LOW = 210;

  /** Most points of a curve that are drawn. */
  private static final int POINTS = 600;

  private TrainingCharts() {}

  /**
   * How a training went so far: the loss of the films to learn from (train) and of those to choose
   * by (valid), and the AUC of the latter, epoch by epoch; the epoch whose weights are kept is
   * marked. The axis of epochs has room for all that are planned from the start.
   */
  public static Gallery history(History history) {
    List<Epoch> epochs = history.epochs();
    String done = epochs.size() + " of " + history.planned() + " epochs";
    String state = done + (history.stopped() ? ", stopped early" : "");
    XYChart loss = panel(history, "Loss", "loss (cross entropy), nats");
    double most =
        epochs.stream().mapToDouble(e -> Math.max(e.trainLoss(), e.validLoss())).max().orElse(1);
    double top = 1.3 * Math.max(.1, most);
    double right = right(history.planned());
    EvalCharts.limits(loss, 0, right, 0, top);
    loss.getStyler().setYAxisDecimalPattern(Charts.pattern(0, top));
    Sketch s = new Sketch();
    s.text(right, .95 * top, "train", Theme.TEXT, 1, 0);
    s.text(right, .95 * top, "valid", Theme.BLUE, 1, 1.2);
    curve(loss, "train", epochs, Epoch::trainLoss, Theme.TEXT);
    curve(loss, "valid", epochs, Epoch::validLoss, Theme.BLUE);
    best(loss, s, history, Epoch::validLoss, 0);
    loss.addAnnotation(s);

    XYChart auc = panel(history, "AUC", "AUC of valid");
    double least = epochs.stream().mapToDouble(Epoch::validAuc).min().orElse(1);
    double bottom = Math.min(.4, Math.floor(10 * least) / 10);
    EvalCharts.limits(auc, 0, right, bottom, 1.02);
    auc.getStyler().setYAxisDecimalPattern("0.0");
    Sketch t = new Sketch();
    t.dashed(0, .5, right, .5, Theme.TEXT);
    curve(auc, "valid", epochs, Epoch::validAuc, Theme.BLUE);
    best(auc, t, history, Epoch::validAuc, bottom);
    auc.addAnnotation(t);
    return Gallery.of("Loss, " + state + "; orange: kept", loss)
        .with(kept(history), auc)
        .columns(2);
  }

  private static String kept(History history) {
    return history.best() == 0
        ? "AUC; dashed: chance"
        : String.format(
            Locale.ROOT,
            "AUC, best %.3f in epoch %d; dashed: chance",
            history.bestEpoch().validAuc(),
            history.best());
  }

  private static XYChart panel(History history, String title, String unit) {
    XYChart chart = EvalCharts.framed(title, "epoch", unit, PANEL, HEIGHT);
    whole(chart);
    return chart;
  }

  /** Whole numbers only below the chart: there is no half an epoch. */
  private static void whole(XYChart chart) {
    chart
        .getStyler()
        .setXAxisTickLabelsFormattingFunction(
            x ->
                Math.abs(x - Math.rint(x)) < 1e-9
                    ? String.format(Locale.ROOT, "%,d", Math.round(x))
                    : "");
  }

  /** Room for a dot at the last step. */
  private static double right(int last) {
    return 1.03 * last;
  }

  private static void curve(
      XYChart chart, String name, List<Epoch> epochs, ToDoubleFunction<Epoch> of, Color colour) {
    if (!epochs.isEmpty()) {
      XYSeries line =
          chart.addSeries(
              name,
              epochs.stream().mapToDouble(Epoch::number).toArray(),
              epochs.stream().mapToDouble(of).toArray());
      Charts.line(line, 2);
      line.setLineColor(colour);
      if (epochs.size() == 1) {
        line.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(colour);
      }
    }
  }

  private static void best(
      XYChart chart, Sketch s, History history, ToDoubleFunction<Epoch> of, double bottom) {
    if (history.best() > 0) {
      double y = of.applyAsDouble(history.bestEpoch());
      s.dashed(history.best(), y, history.best(), bottom, Theme.ORANGE);
      EvalCharts.dot(chart, "best", history.best(), y);
    }
  }

  /**
   * The smoothed loss while the learning rate grew, on a logarithmic axis; the rate that is
   * suggested is marked.
   *
   * @throws DicomException if the search ended before its second step
   */
  public static XYChart rates(RateSearch search) {
    double[] rates = search.rates();
    double[] losses = search.losses();
    if (rates.length < 2) {
      throw new DicomException(
          "a search of "
              + rates.length
              + " steps has no curve: the loss exploded at once; check that the grey levels are 0"
              + " to 1");
    }
    double suggested = search.suggested();
    XYChart chart =
        EvalCharts.framed(
            "Loss as the learning rate grows, suggested " + plain(suggested),
            "learning rate",
            "smoothed loss, nats",
            Charts.WIDTH,
            HEIGHT);
    double low = Arrays.stream(losses).min().orElse(0);
    double high = Arrays.stream(losses).max().orElse(1);
    double room = Math.max(.01, high - low) * .1;
    chart.getStyler().setXAxisLogarithmic(true).setXAxisDecimalPattern("0.#######");
    double left = Math.min(rates[0], suggested) / 1.2;
    double right = 1.2 * rates[rates.length - 1];
    EvalCharts.limits(chart, left, right, low - room, high + 2.5 * room);
    chart.getStyler().setYAxisDecimalPattern(Charts.pattern(low, high + room));
    Charts.line(chart.addSeries("loss", rates, losses), 2);
    chart.addAnnotation(
        new Sketch()
            .dashed(suggested, low - room, suggested, high + room, Theme.ORANGE)
            .text(
                suggested,
                high + 1.8 * room,
                "suggested: a tenth of the rate of the lowest loss",
                Theme.ORANGE,
                Math.log(suggested / left) / Math.log(right / left),
                0));
    int lowest =
        IntStream.range(0, losses.length).filter(i -> losses[i] == low).findFirst().orElse(0);
    EvalCharts.dot(chart, "lowest", rates[lowest], low);
    return chart;
  }

  /** A small number without an exponent, two digits of it: 0.0032. */
  private static String plain(double value) {
    return new BigDecimal(value).round(new MathContext(2)).stripTrailingZeros().toPlainString();
  }

  /** The learning rate of each step, and below it the momentum. */
  public static Gallery cycle(OneCycle cycle) {
    int highest =
        IntStream.range(0, cycle.steps())
            .reduce(0, (a, b) -> cycle.rate(b) > cycle.rate(a) ? b : a);
    return Gallery.of(
            String.format(
                Locale.ROOT,
                "Learning rate of each step, highest %s at step %,d of %,d",
                plain(cycle.rate(highest)),
                highest + 1,
                cycle.steps()),
            steps(cycle, "learning rate", cycle::rate, 0, 1.08 * cycle.maximum()))
        .with(
            "Momentum of each step: the share of the last move that goes on",
            steps(cycle, "momentum", cycle::momentum, .84, .96))
        .columns(1);
  }

  private static XYChart steps(
      OneCycle cycle, String what, IntToDoubleFunction of, double bottom, double top) {
    XYChart chart = EvalCharts.framed(what, "step", what, Charts.WIDTH, LOW);
    EvalCharts.limits(chart, 0, right(cycle.steps()), bottom, top);
    whole(chart);
    chart.getStyler().setXAxisTickMarkSpacingHint(100);
    // As many digits in both panels, so that the same step is at the same place.
    int digits = (int) Math.max(2, 1 - Math.floor(Math.log10(cycle.maximum())));
    chart.getStyler().setYAxisDecimalPattern("0." + "0".repeat(digits));
    int n = Math.min(cycle.steps(), POINTS);
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      int step = n == 1 ? 0 : (int) Math.round(i * (cycle.steps() - 1.0) / (n - 1));
      x[i] = step + 1;
      y[i] = of.applyAsDouble(step);
    }
    XYSeries line = chart.addSeries(what, x, y);
    Charts.line(line, 2);
    if (n == 1) {
      line.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Theme.BLUE);
    }
    return chart;
  }
}
