package medimg.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * One metric in each of k folds. The folds' spread shows how much depends on the split; it gives no
 * interval, as the folds share most of their training cases (no unbiased estimate of the variance
 * exists). For an interval pool the folds' test cases ({@link Predictions#pooled}) and bootstrap.
 *
 * @param name what the metric is called
 * @param metrics of each fold
 * @see "Y. Bengio, Y. Grandvalet, J. Mach. Learn. Res. 5 (2004) 1089"
 */
public record CrossValidation(String name, List<Metric> metrics) {
  /**
   * Keeps the metrics.
   *
   * @param name what the metric is called
   * @param metrics of each fold
   * @throws EvalException if there are none
   */
  public CrossValidation {
    metrics = List.copyOf(metrics);
    if (metrics.isEmpty()) {
      throw new EvalException("a summary of folds needs folds: there are none");
    }
  }

  /**
   * A metric of each fold's test cases.
   *
   * @param folds each fold's test cases
   * @param metric what is computed: {@code Predictions::auc}
   * @return the metric of each fold
   * @throws EvalException if there are no folds
   */
  public static CrossValidation of(
      List<Predictions> folds, Function<Predictions, ? extends Metric> metric) {
    List<Metric> metrics = new ArrayList<>();
    folds.forEach(f -> metrics.add(metric.apply(f)));
    return new CrossValidation(metrics.isEmpty() ? "" : metrics.get(0).name(), metrics);
  }

  /** {@return the mean of the folds' values; undefined if one of them is} */
  public Estimate mean() {
    return metrics.stream()
        .filter(f -> !f.isDefined())
        .findFirst()
        .map(f -> Estimate.undefined("mean of " + name, "a fold has none: " + f.reason()))
        .orElseGet(
            () ->
                Estimate.of(
                    "mean of " + name,
                    Arrays.stream(values()).average().orElseThrow(),
                    TextFormat.count(metrics.size(), "fold", "folds"),
                    "folds share training cases"));
  }

  /**
   * {@return the sample standard deviation of the folds' values; undefined if a value is, or with
   * one}
   */
  public Estimate standardDeviation() {
    String of = "standard deviation of " + name;
    Estimate mean = mean();
    if (!mean.isDefined() || metrics.size() < 2) {
      return Estimate.undefined(of, mean.isDefined() ? "one fold has no spread" : mean.reason());
    }
    double m = mean.value();
    double squares = Arrays.stream(values()).map(v -> (v - m) * (v - m)).sum();
    return Estimate.of(of, Math.sqrt(squares / (metrics.size() - 1)), mean.basis(), mean.reason());
  }

  /** {@return the values of the folds that have one} */
  public double[] values() {
    return metrics.stream().filter(Metric::isDefined).mapToDouble(Metric::value).toArray();
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < metrics.size(); i++) {
      out.append("fold ").append(i + 1).append(": ").append(metrics.get(i)).append('\n');
    }
    Estimate mean = mean();
    if (!mean.isDefined()) {
      return out.append(mean).toString();
    }
    double[] values = values();
    Arrays.sort(values);
    out.append(mean.name()).append(' ').append(mean.brief());
    if (values.length > 1) {
      out.append(", standard deviation ").append(standardDeviation().brief());
    }
    return out.append(", from ")
        .append(TextFormat.number(values[0]))
        .append(" to ")
        .append(TextFormat.number(values[values.length - 1]))
        .toString();
  }
}
