package medimg.doctor;

/** How much a {@link Finding} matters; faults come first. */
public enum Severity {
  /** Surely wrong: a file that cannot be used as it is, or facts that exclude each other. */
  FAULT("fault"),
  /** Probably wrong: somebody has to look. */
  DOUBT("doubt"),
  /** Right as it is, and good to know before the files are used. */
  NOTE("note");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /** The word for one of them. */
  public String word() {
    return word;
  }
}
