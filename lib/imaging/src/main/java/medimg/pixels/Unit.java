package medimg.pixels;

import java.util.List;
import medimg.dicom.DataSet;
import medimg.dicom.Element;
import medimg.dictionary.Tag;

/** What values after the modality transform are. */
final class Unit {
  private Unit() {}

  /**
   * HU for CT that is no localizer and says HU or nothing; else what the file says (Rescale Type,
   * Modality LUT Type, PS3.3 section C.11.1.1.2; Units of PET), else unspecified units, or stored
   * values if the transform changes nothing.
   */
  static String of(DataSet header) {
    List<DataSet> tables = LookupTable.items(header, Tag.ModalityLUTSequence);
    String said =
        tables.isEmpty()
            ? header.string(Tag.RescaleType, "").strip()
            : tables.get(0).string(Tag.ModalityLUTType, "").strip();
    if (said.equals("US")) {
      return "unspecified units";
    }
    boolean ct = header.string(Tag.Modality, "").strip().equals("CT");
    boolean rescaled =
        !tables.isEmpty() || has(header, Tag.RescaleSlope) || has(header, Tag.RescaleIntercept);
    if (ct && !isLocalizer(header) && rescaled && (said.isEmpty() || said.equals("HU"))) {
      return "HU";
    }
    if (said.isEmpty()) {
      said = header.string(Tag.Units, "").strip();
    }
    if (!said.isEmpty() && !said.equals("HU")) {
      return said;
    }
    return ModalityTransform.of(header).equals(Rescale.IDENTITY)
        ? "stored values"
        : "unspecified units";
  }

  private static boolean has(DataSet header, int tag) {
    return header.find(tag).filter(e -> e.multiplicity() > 0).isPresent();
  }

  private static boolean isLocalizer(DataSet header) {
    List<String> type = header.find(Tag.ImageType).map(Element::strings).orElse(List.of());
    return type.size() > 2 && type.get(2).strip().equals("LOCALIZER");
  }
}
