package medimg.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The same metrics in each part of the cases: by sex, view, age. Small groups have wide intervals;
 * with many groups some differ by chance alone.
 *
 * @param threshold scores at or above it are called positive
 * @param groups each group's cases, in the order of their names; ages by their number
 */
public record Subgroups(double threshold, Map<String, Predictions> groups) {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /**
   * Keeps the order.
   *
   * @param threshold scores at or above it are called positive
   * @param groups each group's cases, in the order of their names; ages by their number
   * @throws EvalException if the threshold is NaN, or the cases have weights that are not whole
   */
  public Subgroups {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    groups.values().forEach(cases -> cases.at(threshold));
  }

  /**
   * Cases by the group of each.
   *
   * @param cases the cases of all groups
   * @param group each case's group; empty or null is a group of its own, {@code missing}
   * @param threshold scores at or above it are called positive
   * @return the cases by group
   * @throws EvalException if there are not as many as cases, the threshold is NaN, or the cases
   *     have weights that are not whole
   */
  public static Subgroups of(Predictions cases, String[] group, double threshold) {
    Predictions.requireLength("groups", group.length, cases.size());
    String[] named = new String[group.length];
    for (int i = 0; i < named.length; i++) {
      named[i] = group[i] == null || group[i].isBlank() ? "missing" : group[i];
    }
    Map<String, Predictions> groups = new LinkedHashMap<>();
    TreeSet<String> names =
        new TreeSet<>(
            Comparator.comparingInt(Subgroups::first).thenComparing(Comparator.naturalOrder()));
    names.addAll(List.of(named));
    for (String name : names) {
      boolean[] keep = new boolean[named.length];
      for (int i = 0; i < named.length; i++) {
        keep[i] = named[i].equals(name);
      }
      groups.put(name, cases.where(keep));
    }
    return new Subgroups(threshold, groups);
  }

  /** The number that a name begins with; names without come after. */
  private static int first(String name) {
    Matcher m = NUMBER.matcher(name);
    return m.lookingAt() ? Integer.parseInt(m.group()) : Integer.MAX_VALUE;
  }

  /**
   * A group's cases.
   *
   * @param name of the group, as {@link #groups} has it
   * @return its cases
   * @throws EvalException if there is no such group
   */
  public Predictions group(String name) {
    if (!groups.containsKey(name)) {
      throw new EvalException("no group " + name + ", there are " + groups.keySet());
    }
    return groups.get(name);
  }

  @Override
  public String toString() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("group", "cases", "positive", "sensitivity", "specificity", "AUC"));
    groups.forEach(
        (name, cases) -> {
          Scores scores = cases.at(threshold).scores();
          rows.add(
              List.of(
                  name,
                  TextFormat.count(cases.size()),
                  TextFormat.count(cases.positives()),
                  cell(scores.sensitivity()),
                  cell(scores.specificity()),
                  cell(cases.auc())));
        });
    return TextFormat.table(rows)
        + "\nthreshold "
        + TextFormat.number(threshold)
        + ", intervals of 95 %";
  }

  private static String cell(Metric metric) {
    String counts = metric instanceof Rate r ? r.count() + "/" + r.total() + " = " : "";
    if (!metric.isDefined()) {
      return "undefined: " + (metric instanceof Rate r ? r.missing() : metric.reason());
    }
    return counts
        + TextFormat.cell(metric)
        + metric
            .interval()
            .map(
                i ->
                    " ("
                        + TextFormat.fixed(i.low(), 2)
                        + " to "
                        + TextFormat.fixed(i.high(), 2)
                        + ")")
            .orElse("");
  }
}
