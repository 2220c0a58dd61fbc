package medimg.dicom;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import medimg.dictionary.Tag;

/**
 * What one wants to know of an image at a glance, in words: modality, body part, view, age, sex,
 * size (fastai's notebook: {@code show_dinfo}). Only what the header says, and nothing that
 * identifies a person.
 *
 * @param facts values by name, in the order in which they are told
 */
public record ImageSummary(Map<String, String> facts) {
  /**
   * Copies the facts in their order.
   *
   * @param facts values by name, in the order in which they are told
   */
  public ImageSummary {
    facts = new LinkedHashMap<>(facts);
  }

  /** {@return the facts in the order in which they are told} */
  @Override
  public Map<String, String> facts() {
    return new LinkedHashMap<>(facts);
  }

  /**
   * The facts of an image.
   *
   * @param dicom the image
   * @return its facts
   */
  public static ImageSummary of(Dicom dicom) {
    DataSet header = dicom.header();
    Map<String, String> facts = new LinkedHashMap<>();
    tell(facts, "modality", header.string(Tag.Modality, ""));
    tell(facts, "body part", header.string(Tag.BodyPartExamined, "").toLowerCase(Locale.ROOT));
    tell(facts, "view", header.string(Tag.ViewPosition, ""));
    tell(facts, "age", age(header.string(Tag.PatientAge, "").strip()));
    tell(facts, "sex", header.string(Tag.PatientSex, ""));
    int rows = header.integer(Tag.Rows, 0);
    int columns = header.integer(Tag.Columns, 0);
    if (rows > 0 && columns > 0) {
      tell(facts, "size", rows + " x " + columns + " pixels");
    }
    return new ImageSummary(facts);
  }

  private static void tell(Map<String, String> facts, String name, String value) {
    if (!value.isBlank()) {
      facts.put(name, value.strip());
    }
  }

  /** {@code 061Y} is 61 years; anything else is told as it stands. */
  private static String age(String value) {
    return AgeString.of(value)
        .map(AgeString::toString)
        .orElse(value.isEmpty() ? "" : value + " (not of the form 061Y)");
  }

  /** All facts in one line, such as {@code modality CR, view PA, age 61 years}. */
  @Override
  public String toString() {
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + " " + fact.getValue())
        .collect(Collectors.joining(", "));
  }
}
