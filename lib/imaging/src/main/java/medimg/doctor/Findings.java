package medimg.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects cases by rule, in the order of the rules' severity. */
final class Findings {
  private final Map<Rule, List<Finding.Case>> cases = new EnumMap<>(Rule.class);
  private final Map<Rule, Map<String, List<String>>> alike = new EnumMap<>(Rule.class);

  /** A case of its own. */
  void add(Rule rule, String detail, Collection<Examined> files) {
    add(rule, detail, files.stream().map(Examined::file).toList());
  }

  /** A case of its own. */
  void add(Rule rule, String detail, List<String> files) {
    cases.computeIfAbsent(rule, r -> new ArrayList<>()).add(new Finding.Case(detail, files));
  }

  /** One file of a case that all files with the same detail share. */
  void addAlike(Rule rule, String detail, String file) {
    alike
        .computeIfAbsent(rule, r -> new LinkedHashMap<>())
        .computeIfAbsent(detail, d -> new ArrayList<>())
        .add(file);
  }

  /** All findings, the most severe first, then in the order of {@link Rule}. */
  List<Finding> all() {
    alike.forEach((rule, details) -> details.forEach((detail, files) -> add(rule, detail, files)));
    alike.clear();
    List<Finding> all = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      cases.forEach(
          (rule, found) -> {
            if (rule.severity() == severity) {
              all.add(new Finding(rule, found));
            }
          });
    }
    return List.copyOf(all);
  }
}
