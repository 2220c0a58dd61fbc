package medimg.pixels;

import java.util.List;
import medimg.dicom.DataSet;
import medimg.dicom.Element;
import medimg.dictionary.Tag;

/**
 * What numbers are: how far they have come, and their unit in words. The words may be a file's own,
 * so nothing is decided by them but whether two units are the same.
 */
record Quantity(Stage stage, String unit) {
  static final Quantity STORED = new Quantity(Stage.STORED, "stored values");
  static final Quantity GREY_LEVEL = new Quantity(Stage.GREY_LEVEL, "grey level, 0 to 1");
  private static final String HU = "HU";

  /** Numbers after a modality transform, or of your own. */
  static Quantity of(String unit) {
    return new Quantity(Stage.MODALITY, unit);
  }

  /** Whether they are Hounsfield units. */
  boolean isHu() {
    return stage == Stage.MODALITY && unit.equals(HU);
  }

  /**
   * What values are after a header's modality transform: HU for CT that is no localizer and says HU
   * or nothing; else what the file says (Rescale Type, Modality LUT Type, PS3.3 section C.11.1.1.2;
   * Units of PET), else unspecified units, or stored values if the transform changes nothing.
   */
  static Quantity of(DataSet header) {
    List<DataSet> tables = LookupTable.items(header, Tag.ModalityLUTSequence);
    String said =
        tables.isEmpty()
            ? header.string(Tag.RescaleType, "").strip()
            : tables.get(0).string(Tag.ModalityLUTType, "").strip();
    if (said.equals("US")) {
      return of("unspecified units");
    }
    boolean ct = header.string(Tag.Modality, "").strip().equals("CT");
    boolean rescaled =
        !tables.isEmpty() || has(header, Tag.RescaleSlope) || has(header, Tag.RescaleIntercept);
    if (ct && !isLocalizer(header) && rescaled && (said.isEmpty() || said.equals(HU))) {
      return of(HU);
    }
    if (said.isEmpty()) {
      said = header.string(Tag.Units, "").strip();
    }
    if (!said.isEmpty() && !said.equals(HU)) {
      return of(said);
    }
    return ModalityTransform.of(header).equals(Rescale.IDENTITY) ? STORED : of("unspecified units");
  }

  private static boolean has(DataSet header, int tag) {
    return header.find(tag).filter(e -> e.multiplicity() > 0).isPresent();
  }

  private static boolean isLocalizer(DataSet header) {
    List<String> type = header.find(Tag.ImageType).map(Element::strings).orElse(List.of());
    return type.size() > 2 && type.get(2).strip().equals("LOCALIZER");
  }
}
