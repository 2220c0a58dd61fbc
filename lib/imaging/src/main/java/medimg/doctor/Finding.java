package medimg.doctor;

import java.util.List;

/**
 * What breaks one rule in a folder.
 *
 * @param rule which
 * @param cases where, each with what is to be said of it
 */
public record Finding(Rule rule, List<Case> cases) {
  /** Copies the list. */
  public Finding {
    cases = List.copyOf(cases);
  }

  /**
   * One place where a rule is broken.
   *
   * @param detail what was found there; may be empty
   * @param files paths below the folder
   */
  public record Case(String detail, List<String> files) {
    /** Copies the list. */
    public Case {
      files = List.copyOf(files);
    }
  }

  /** How much it matters. */
  public Severity severity() {
    return rule.severity();
  }

  /** The files that it is about, each once. */
  public List<String> files() {
    return cases.stream().flatMap(c -> c.files().stream()).distinct().toList();
  }

  /** One line: severity, rule and number of files. */
  @Override
  public String toString() {
    int n = files().size();
    return severity().word()
        + ": "
        + rule.sentence()
        + " ("
        + n
        + (n == 1 ? " file, " : " files, such as ")
        + files().stream().findFirst().orElse("none")
        + ")";
  }
}
