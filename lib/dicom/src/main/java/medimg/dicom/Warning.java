package medimg.dicom;

/**
 * What is wrong with a file that could be read all the same.
 *
 * @param kind what, for code
 * @param tag the element that it is about, or 0 if it is about none
 * @param sentence the same for people; no code reads it
 */
public record Warning(FaultKind kind, int tag, String sentence) {
  /**
   * Takes the words.
   *
   * @param kind what is wrong, for code
   * @param tag the element that it is about, or 0
   * @param sentence what is wrong, as one sentence
   */
  public Warning {
    sentence = Wording.of(sentence);
  }

  /**
   * A warning about no single element.
   *
   * @param kind what is wrong, for code
   * @param sentence what is wrong, as one sentence
   */
  public Warning(FaultKind kind, String sentence) {
    this(kind, 0, sentence);
  }

  /** The sentence. */
  @Override
  public String toString() {
    return sentence;
  }
}
