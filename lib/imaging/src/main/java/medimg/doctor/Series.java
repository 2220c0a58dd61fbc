package medimg.doctor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;

/**
 * A series as the doctor's table tells of it. Where its files differ, values are joined by {@code
 * ", "}.
 *
 * @param number from 1, in order of first appearance
 * @param patient number of its Patient ID, such as {@code 3}; empty if it has none
 * @param modality such as CT
 * @param bodyPart Body Part Examined
 * @param files how many files it has
 * @param frames frames of all its images
 * @param size rows x columns
 * @param spacing Pixel Spacing, rows x columns, such as {@code .7 x .7 mm}
 * @param unit of its values
 * @param syntax transfer syntax
 * @param folder where its files are
 */
public record Series(
    int number,
    String patient,
    String modality,
    String bodyPart,
    int files,
    long frames,
    String size,
    String spacing,
    String unit,
    String syntax,
    String folder) {
  private static final int MOST = 3;

  static Series of(int number, String patient, List<Examined> files) {
    return new Series(
        number,
        patient,
        join(files, Examined::modality),
        join(files, e -> e.text(Tag.BodyPartExamined)),
        files.size(),
        files.stream().filter(Examined::isImage).mapToLong(Examined::frames).sum(),
        join(files, e -> e.isImage() ? e.size() : ""),
        join(files, SeriesChecks::spacing),
        join(files, Examined::unit),
        join(files, e -> e.syntax().map(TransferSyntax::name).orElse("")),
        join(files, FolderChecks::folder));
  }

  private static String join(List<Examined> files, Function<Examined, String> value) {
    Set<String> values =
        files.stream()
            .map(value)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return values.stream().limit(MOST).collect(Collectors.joining(", "))
        + (values.size() > MOST ? " and " + (values.size() - MOST) + " more" : "");
  }
}
