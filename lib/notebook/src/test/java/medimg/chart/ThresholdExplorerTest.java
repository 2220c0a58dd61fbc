package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import medimg.Chromium;
import medimg.eval.EvalException;
import medimg.eval.Interval;
import medimg.eval.Predictions;
import medimg.eval.Rate;
import medimg.eval.Scores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The explorer tells what the library computes, in the page alone. */
class ThresholdExplorerTest {
  @TempDir Path temp;

  private static Predictions cases() {
    Random random = new Random(7);
    boolean[] truth = new boolean[60];
    double[] scores = new double[60];
    for (int i = 0; i < 60; i++) {
      truth[i] = i % 3 == 0;
      scores[i] = Math.round(100 * (.6 * random.nextDouble() + (truth[i] ? .4 : 0))) / 100.0;
    }
    return Predictions.of(truth, scores);
  }

  @Test
  void aPictureStandsWhereNoScriptRunsAndNothingIsLoadedFromElsewhere() {
    String html = ThresholdExplorer.of(cases()).html();
    String still = html.substring(0, html.indexOf("<script>"));
    assertThat(still).contains("<img src=\"data:image/png;base64,", "alt=\"ROC curve, AUC ");
    assertThat(html.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http", "//cdn");
    assertThat(ThresholdExplorer.of(cases()).html()).isEqualTo(html);
  }

  @Test
  void besideItsCurveASentenceStandsWhereNoScriptRuns() {
    String html = ThresholdExplorer.of(cases()).withoutPicture().html();
    String still = html.substring(0, html.indexOf("<script>"));
    assertThat(still).doesNotContain("<img").contains("where scripts may run");
  }

  @Test
  void namesOfClassesAreSafeInThePage() {
    String html = ThresholdExplorer.of(cases()).classes("<b>\"no\"", "a\\b").html();
    assertThat(html).doesNotContain("<b>").contains("&lt;b&gt;\\&quot;no\\&quot;", "a\\\\b");
  }

  @Test
  void oneClassOnlyHasNoCurve() {
    Predictions healthy = Predictions.of(new boolean[3], new double[] {.1, .2, .3});
    assertThatThrownBy(() -> ThresholdExplorer.of(healthy))
        .isInstanceOf(EvalException.class)
        .hasMessage("a ROC curve needs both classes: there are no positive cases");
  }

  @Test
  void theSliderShowsTheCountsAndIntervalsThatTheLibraryComputes() throws Exception {
    Predictions cases = cases();
    double[] thresholds = cases.roc().thresholds();
    String page =
        ThresholdExplorer.of(cases).html()
            + """
            <pre id="told"></pre><script>
            var told=[],box=document.querySelector('.medimg-threshold');
            var s=box.querySelector('input[type=range]');
            function tell(){told.push(box.querySelector('output').textContent+'; '
              +Array.from(box.querySelectorAll('td')).map(c=>c.textContent).join('; '))}
            tell();
            [s.max,'0',String(s.max-3)].forEach(v=>{s.value=v;s.dispatchEvent(new Event('input'));tell()});
            told.push('pictures: '+box.querySelectorAll('img').length
              +', curve: '+box.querySelectorAll('polyline').length
              +', named: '+s.getAttribute('aria-label')+' '+s.getAttribute('aria-valuetext'));
            document.getElementById('told').textContent=told.join('\\n');
            </script>""";
    Matcher m =
        Pattern.compile("<pre id=\"told\">(.*?)</pre>", Pattern.DOTALL)
            .matcher(Chromium.dom(page, temp));
    assertThat(m.find()).isTrue();
    double youden = cases.roc().youden().threshold();
    assertThat(m.group(1).lines())
        .containsExactly(
            youden + "; " + told(cases, youden),
            "above all scores; " + told(cases, Double.POSITIVE_INFINITY),
            thresholds[thresholds.length - 1]
                + "; "
                + told(cases, thresholds[thresholds.length - 1]),
            thresholds[3] + "; " + told(cases, thresholds[3]),
            "pictures: 0, curve: 1, named: threshold " + thresholds[3]);
  }

  /** The page's cells, from the library. */
  private static String told(Predictions cases, double threshold) {
    Scores s = cases.at(threshold).scores();
    StringBuilder out = new StringBuilder();
    out.append("tn ").append(s.confusion().tn()).append("; fp ").append(s.confusion().fp());
    out.append("; fn ").append(s.confusion().fn()).append("; tp ").append(s.confusion().tp());
    for (Rate r : new Rate[] {s.sensitivity(), s.specificity(), s.ppv(), s.npv(), s.accuracy()}) {
      out.append("; ").append(r.isDefined() ? share(r.value(), 3) : "undefined");
      out.append("; ").append(r.count()).append('/').append(r.total()).append("; ");
      if (r.isDefined()) {
        Interval i = r.wilson();
        out.append(share(i.low(), 2)).append(" to ").append(share(i.high(), 2));
      }
    }
    return out.toString();
  }

  private static String share(double v, int digits) {
    return v == 0 || v == 1
        ? String.valueOf((int) v)
        : String.format(Locale.ROOT, "%." + digits + "f", v).replaceFirst("^0", "");
  }
}
