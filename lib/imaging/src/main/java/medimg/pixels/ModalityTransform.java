package medimg.pixels;

import java.util.List;
import medimg.dicom.DataSet;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;

/**
 * The first step of the grey pipeline: what a stored value means (Modality LUT module, PS3.3
 * section C.11.1). Either a straight line or a table.
 */
public sealed interface ModalityTransform permits Rescale, LookupTable {
  /** The value that a stored value stands for. */
  double apply(double stored);

  /**
   * The transform of a header: its Modality LUT Sequence, else its rescale slope and intercept,
   * else {@link Rescale#IDENTITY}.
   *
   * @throws DicomException if the header breaks a rule of section C.11.1
   */
  static ModalityTransform of(DataSet header) {
    List<DataSet> items = LookupTable.items(header, Tag.ModalityLUTSequence);
    return items.isEmpty()
        ? Rescale.of(header)
        : LookupTable.of(items.get(0), header.integer(Tag.PixelRepresentation, 0) == 1);
  }
}
