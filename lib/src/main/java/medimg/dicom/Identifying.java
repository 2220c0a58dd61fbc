package medimg.dicom;

import java.util.Locale;
import java.util.Set;

/**
 * Which values may identify a person, so that nothing of the kind is shown unless asked for.
 *
 * <p>Follows the Basic Application Level Confidentiality Profile (PS3.15 table E.1-1): person
 * names, identifiers, dates and times, places, free text, devices, instance UIDs, and all private
 * elements. Codes, measurements and the image's own parameters are shown. Hiding is no
 * de-identification: the file keeps what it has, and text may be burnt into the pixels.
 */
public final class Identifying {
  private Identifying() {}

  /** What stands in the place of a hidden value. */
  public static final String HIDDEN = "(hidden)";

  /** UIDs that name a class, a coding or a syntax and no instance. */
  private static final Set<Integer> OPEN_UIDS =
      Set.of(
          Tag.SOPClassUID,
          Tag.MediaStorageSOPClassUID,
          Tag.ReferencedSOPClassUID,
          Tag.ReferencedSOPClassUIDInFile,
          Tag.TransferSyntaxUID,
          Tag.ImplementationClassUID,
          Tag.ContextUID,
          Tag.MappingResourceUID,
          Tag.CodingSchemeUID);

  /** Facts that a class needs and that name nobody, though their words or VR would hide them. */
  private static final Set<Integer> OPEN =
      Set.of(
          Tag.PatientAge,
          Tag.PatientSex,
          Tag.PatientSize,
          Tag.PatientWeight,
          Tag.PatientPosition,
          Tag.PatientOrientation,
          Tag.ImagePositionPatient,
          Tag.ImageOrientationPatient,
          Tag.PatientIdentityRemoved,
          Tag.CodeMeaning,
          Tag.CodingSchemeDesignator,
          Tag.WindowCenterWidthExplanation,
          Tag.PixelSpacingCalibrationDescription,
          Tag.DerivationDescription,
          Tag.DeidentificationMethod);

  private static final String[] WORDS = {
    "patient",
    "person",
    "physician",
    "operator",
    "institution",
    "address",
    "telephone",
    "accession",
    "serial",
    "stationname",
    "department",
    "requesting",
    "performed",
    "scheduled",
    "admi",
    "visit",
    "insurance",
    "occupation",
    "religio",
    "militaryrank",
    "countryofresidence",
    "regionofresidence",
    "ethnic",
    "protocolname",
    "comments",
    "description",
    "history",
    "reason",
    "author",
    "verifying",
    "custodian",
    "contact",
    "owner",
    "trial",
    "originator",
    "allerg",
    "alert",
    "pregnan",
    "smok",
    "specialneeds"
  };

  /**
   * Whether the element's value may identify a person. Items of a sequence are judged one by one.
   */
  public static boolean is(Element element) {
    int tag = element.tag();
    if (Tag.isPrivate(tag)) {
      return element.vr() != VR.SQ && !Tag.isPrivateCreator(tag) && Tag.element(tag) != 0;
    }
    if (OPEN.contains(tag)) {
      return false;
    }
    return switch (element.vr()) {
      case PN, DA, DT, TM, LT, ST, UT, UC, UR, AE, UN -> true;
      case UI -> !OPEN_UIDS.contains(tag);
      case SQ, OB, OD, OF, OL, OV, OW -> false;
      default -> hasWord(tag, element.vr());
    };
  }

  private static boolean hasWord(int tag, VR vr) {
    String keyword = Dictionary.keyword(tag).toLowerCase(Locale.ROOT);
    if (keyword.isEmpty()) {
      return vr.kind == VR.Kind.TEXT; // nobody knows what an unknown text says
    }
    if (keyword.endsWith("id")) {
      return true;
    }
    for (String word : WORDS) {
      if (keyword.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
