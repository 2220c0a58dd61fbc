package medimg.dicom;

import java.util.List;

/**
 * What a {@link DicomReader} found in a file: the data set, where the pixel data is, and all that
 * the bytes said beside them.
 *
 * @param meta group 0002, empty if there is none
 * @param header the data set without the pixel data of its top level
 * @param syntax how the data set is written
 * @param pixels where the pixel data is, or null if there is none or it was not asked for
 * @param inflated the data set of a deflated file, to which positions then refer; else null
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
  /** Copies the lists. */
  public FileContent {
    recordPositions = List.copyOf(recordPositions);
    warnings = List.copyOf(warnings);
  }
}
