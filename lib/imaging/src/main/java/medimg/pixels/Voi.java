package medimg.pixels;

import java.util.ArrayList;
import java.util.List;
import medimg.dicom.DataSet;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;

/**
 * What shall be seen: from values after the modality transform to grey levels from 0 to 1 (VOI LUT
 * module, PS3.3 section C.11.2). Either a {@link Window} or a table of the file.
 */
public sealed interface Voi permits Window, VoiTable {
  /** What it shows, in the file's words; may be empty. */
  String name();

  /** The grey level of a value, from 0 to 1. */
  double apply(double value);

  /**
   * The view that a file asks for: the first of {@link #allOf}.
   *
   * @throws DicomException if the file has none
   */
  static Voi of(Dicom dicom) {
    return first(Frame.of(dicom, 0).vois(), dicom.name());
  }

  /**
   * All views that a file offers for its first frame, with their explanations; none if it has none.
   * Tables stand before windows: the standard lets the reader choose, and pydicom's {@code
   * apply_voi_lut} takes the table.
   *
   * @throws DicomException if a table or a window breaks its rule
   */
  static List<Voi> allOf(Dicom dicom) {
    return Frame.of(dicom, 0).vois();
  }

  static List<Voi> allOf(DataSet header) {
    List<Voi> all = new ArrayList<>();
    for (DataSet item : LookupTable.items(header, Tag.VOILUTSequence)) {
      all.add(VoiTable.of(item, header));
    }
    all.addAll(Window.allOf(header));
    return List.copyOf(all);
  }

  static Voi first(List<Voi> all, String name) {
    if (all.isEmpty()) {
      throw new DicomException(
          name
              + ": has no "
              + Tag.describe(Tag.WindowCenter)
              + " and "
              + Tag.describe(Tag.WindowWidth)
              + ", nor a "
              + Tag.describe(Tag.VOILUTSequence)
              + "; choose a window, such as Window.of(width, level)");
    }
    return all.get(0);
  }
}
