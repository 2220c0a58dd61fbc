package medimg.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Precision, recall, F1 and support (true cases) of each class, their plain means (macro) and means
 * by support (weighted). A mean is undefined if a class's metric is; scikit-learn writes 0 there.
 *
 * @param confusion the counts
 * @see "scikit-learn classification_report"
 */
public record ClassificationReport(MulticlassConfusion confusion) {
  /**
   * The share of cases called as a class that are of it.
   *
   * @param index the class, an index of the names
   * @return true calls of the class over all calls of it
   */
  public Rate precision(int index) {
    return rename("precision of " + name(index), confusion.oneVsRest(index).scores().ppv());
  }

  /**
   * The share of a class's cases that are called so.
   *
   * @param index the class, an index of the names
   * @return true calls of the class over all its cases
   */
  public Rate recall(int index) {
    return rename("recall of " + name(index), confusion.oneVsRest(index).scores().sensitivity());
  }

  /**
   * The harmonic mean of a class's precision and recall.
   *
   * @param index the class, an index of the names
   * @return F1 of the class against all others
   */
  public Estimate f1(int index) {
    return confusion.oneVsRest(index).scores().f1();
  }

  /**
   * How many cases truly are of a class.
   *
   * @param index the class, an index of the names
   * @return the cases whose truth is the class
   */
  public long support(int index) {
    return confusion.oneVsRest(index).positives();
  }

  private String name(int index) {
    confusion.requireClass(index);
    return confusion.names().get(index);
  }

  private Rate rename(String name, Rate rate) {
    return new Rate(name, rate.count(), rate.total(), rate.missing());
  }

  /** {@return mean of the classes' precisions} */
  public Estimate macroPrecision() {
    return mean("macro precision", this::precision, false);
  }

  /** {@return mean of the classes' recalls: balanced accuracy} */
  public Estimate macroRecall() {
    return mean("macro recall", this::recall, false);
  }

  /** {@return mean of the classes' F1} */
  public Estimate macroF1() {
    return mean("macro F1", this::f1, false);
  }

  /** {@return mean of the classes' precisions, by support} */
  public Estimate weightedPrecision() {
    return mean("weighted precision", this::precision, true);
  }

  /** {@return mean of the classes' recalls, by support: the accuracy} */
  public Estimate weightedRecall() {
    return mean("weighted recall", this::recall, true);
  }

  /** {@return mean of the classes' F1, by support} */
  public Estimate weightedF1() {
    return mean("weighted F1", this::f1, true);
  }

  private Estimate mean(String name, Function<Integer, Metric> metric, boolean bySupport) {
    double sum = 0;
    double of = 0;
    for (int i = 0; i < confusion.names().size(); i++) {
      double weight = bySupport ? support(i) : 1;
      Metric f = metric.apply(i);
      if (weight > 0 && !f.isDefined()) {
        return Estimate.undefined(name, f.reason() + " (" + name(i) + ")");
      }
      sum += weight * f.orElse(0);
      of += weight;
    }
    return Estimate.ratio(
        name, sum, of, TextFormat.count(confusion.cases(), "case", "cases"), "no cases");
  }

  @Override
  public String toString() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "precision", "recall", "F1", "support"));
    for (int i = 0; i < confusion.names().size(); i++) {
      rows.add(
          List.of(
              name(i),
              counted(precision(i)),
              counted(recall(i)),
              TextFormat.cell(f1(i)),
              TextFormat.count(support(i))));
    }
    String all = TextFormat.count(confusion.cases());
    rows.add(
        List.of(
            "macro mean",
            TextFormat.cell(macroPrecision()),
            TextFormat.cell(macroRecall()),
            TextFormat.cell(macroF1()),
            all));
    rows.add(
        List.of(
            "weighted mean",
            TextFormat.cell(weightedPrecision()),
            TextFormat.cell(weightedRecall()),
            TextFormat.cell(weightedF1()),
            all));
    return TextFormat.table(rows) + "\n" + confusion.accuracy();
  }

  private static String counted(Rate rate) {
    return rate.isDefined()
        ? rate.count() + "/" + rate.total() + " = " + TextFormat.cell(rate)
        : TextFormat.cell(rate);
  }
}
