package medimg.dicom;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link DicomReader} found in a file: the data set, where the pixel data is, and all that
 * the bytes said beside them.
 *
 * @param meta group 0002, empty if there is none
 * @param header the data set without the pixel data of its top level
 * @param syntax how the data set is written
 * @param pixels where the pixel data is, or null if there is none or it was not asked for
 * @param inflated the data set of a deflated file, to which positions then refer; else null. It may
 *     be a GiB: it is handed over and not copied
 * @param recordPositions where each item of a DICOMDIR's sequence of records starts
 * @param warnings what was wrong with the bytes and yet could be read
 */
public record FileContent(
    DataSet meta,
    DataSet header,
    TransferSyntax syntax,
    PixelLocation pixels,
    byte[] inflated,
    List<Long> recordPositions,
    List<Warning> warnings) {
  /**
   * Copies the lists.
   *
   * @param meta group 0002
   * @param header the data set without the pixel data of its top level
   * @param syntax how the data set is written
   * @param pixels where the pixel data is, or null
   * @param inflated the data set of a deflated file, or null
   * @param recordPositions where each item of a DICOMDIR's sequence of records starts
   * @param warnings what was wrong and yet could be read
   */
  public FileContent {
    recordPositions = List.copyOf(recordPositions);
    warnings = List.copyOf(warnings);
  }

  /** Equal when the content is. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FileContent that
        && Objects.equals(meta, that.meta)
        && Objects.equals(header, that.header)
        && Objects.equals(syntax, that.syntax)
        && Objects.equals(pixels, that.pixels)
        && Arrays.equals(inflated, that.inflated)
        && Objects.equals(recordPositions, that.recordPositions)
        && Objects.equals(warnings, that.warnings);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        meta, header, syntax, pixels, Arrays.hashCode(inflated), recordPositions, warnings);
  }
}
