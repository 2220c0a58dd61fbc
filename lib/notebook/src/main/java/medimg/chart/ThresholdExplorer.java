package medimg.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.StringJoiner;
import medimg.eval.Confusion;
import medimg.eval.EvalException;
import medimg.eval.OperatingPoint;
import medimg.eval.Predictions;
import medimg.eval.Roc;
import medimg.text.HtmlText;
import org.knowm.xchart.XYChart;

/**
 * A slider for the threshold, in the page: counts, sensitivity, specificity, PPV, NPV and accuracy
 * with Wilson's intervals, and the point on the ROC curve. It needs no kernel, no network and no
 * other script; arrow keys, Home and End move it. Where a page runs no scripts, the ROC curve with
 * the starting point stands in its place.
 *
 * <p>Immutable. On the test set it shows what other thresholds would have yielded; the threshold
 * itself is chosen on the validation set.
 */
public final class ThresholdExplorer {
  /** Most thresholds that the slider has; of more, evenly many are left out. */
  private static final int MOST = 400;

  /** Digits of a threshold in the page. */
  private static final MathContext DIGITS = new MathContext(6);

  private final Predictions cases;
  private final OperatingPoint start;
  private final String negative;
  private final String positive;
  private final boolean picture;

  private ThresholdExplorer(
      Predictions cases, OperatingPoint start, String negative, String positive, boolean picture) {
    this.cases = cases;
    this.start = start;
    this.negative = negative;
    this.positive = positive;
    this.picture = picture;
  }

  /**
   * An explorer that starts at Youden's point.
   *
   * @throws EvalException if a class has no case, or weights are not whole
   */
  public static ThresholdExplorer of(Predictions cases) {
    return new ThresholdExplorer(cases, cases.roc().youden(), "negative", "positive", true);
  }

  /** The same with names for the healthy and the diseased. */
  public ThresholdExplorer classes(String healthy, String diseased) {
    return new ThresholdExplorer(cases, start, healthy, diseased, picture);
  }

  /** The same, starting at another point. */
  public ThresholdExplorer startingAt(OperatingPoint point) {
    return new ThresholdExplorer(cases, point, negative, positive, picture);
  }

  /** The same for a page that has the ROC curve already: without scripts, a sentence says so. */
  public ThresholdExplorer withoutPicture() {
    return new ThresholdExplorer(cases, start, negative, positive, false);
  }

  /** What is shown where no scripts run. */
  public XYChart chart() {
    return EvalCharts.roc(cases, start);
  }

  /** The element for a page: a picture that its script replaces. */
  public String html() {
    return "<div class=\"medimg-threshold\" data-points=\""
        + HtmlText.escape(points())
        + "\">"
        + (picture ? image() : "<em>Here a slider moves the threshold, where scripts may run.</em>")
        + "</div>\n<script>\n"
        + script()
        + "</script>";
  }

  private String image() {
    XYChart chart = chart();
    Picture.Encoded png = Charts.encoded(chart);
    return "<img src=\"data:"
        + png.mime()
        + ";base64,"
        + Base64.getEncoder().encodeToString(png.bytes())
        + "\" width=\""
        + chart.getWidth()
        + "\" alt=\""
        + HtmlText.escape(chart.getTitle() + "; " + start.toString().replace('\n', ' '))
        + "\" style=\"display:block;max-width:100%;height:auto\">";
  }

  /** Thresholds from high to low and the counts at each, as JSON. */
  private String points() {
    Roc roc = cases.roc();
    double[] thresholds = roc.thresholds();
    int count = Math.min(MOST, thresholds.length);
    StringJoiner t = new StringJoiner(",", "[", "]");
    StringJoiner tp = new StringJoiner(",", "[", "]");
    StringJoiner fp = new StringJoiner(",", "[", "]");
    int from = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      int i = (int) Math.round((double) k * (thresholds.length - 1) / (count - 1));
      boolean infinite = Double.isInfinite(thresholds[i]);
      Confusion c = roc.confusion(i);
      t.add(infinite ? "null" : new BigDecimal(thresholds[i]).round(DIGITS).toString());
      tp.add(Long.toString(c.tp()));
      fp.add(Long.toString(c.fp()));
      double far =
          Math.abs(c.tp() - start.confusion().tp()) + Math.abs(c.fp() - start.confusion().fp());
      if (far < least) {
        least = far;
        from = k;
      }
    }
    return "{\"t\":"
        + t
        + ",\"tp\":"
        + tp
        + ",\"fp\":"
        + fp
        + ",\"p\":"
        + start.confusion().positives()
        + ",\"n\":"
        + start.confusion().negatives()
        + ",\"start\":"
        + from
        + ",\"negative\":"
        + quoted(negative)
        + ",\"positive\":"
        + quoted(positive)
        + "}";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + "\"";
  }

  private static String script() {
    try (InputStream in = ThresholdExplorer.class.getResourceAsStream("threshold-explorer.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cases and the starting point with its rates. */
  @Override
  public String toString() {
    return "threshold explorer of " + cases + "\n" + start;
  }
}
