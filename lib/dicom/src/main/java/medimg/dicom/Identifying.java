package medimg.dicom;

import java.util.Locale;
import java.util.Set;
import medimg.dictionary.Dictionary;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;

/**
 * Which values may identify a person, so that nothing of the kind is shown unless asked for.
 *
 * <p>In the spirit of the Basic Application Level Confidentiality Profile (PS3.15 table E.1-1), but
 * by type where that lists tags, and stricter for text: shown are codes, measurements, the image's
 * own parameters and a short list of texts; hidden are names, dates and times, identifiers, free
 * text, instance UIDs, places, and all private elements. An element that the dictionary knows is
 * judged by its VR there, any other by the file's; a person name is hidden wherever it stands.
 *
 * <p>Hiding concerns what is displayed. It is no de-identification: {@link Element#string()} gives
 * the true value, the file keeps what it has, its name may tell who it is, and text may be burnt
 * into the pixels.
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

  /** Texts and facts about a patient that a class needs and that name nobody. */
  private static final Set<Integer> OPEN =
      Set.of(
          Tag.PatientAge,
          Tag.PatientSex,
          Tag.PatientPosition,
          Tag.PatientOrientation,
          Tag.PatientIdentityRemoved,
          Tag.CodeValue,
          Tag.CodeMeaning,
          Tag.CodingSchemeDesignator,
          Tag.CodingSchemeVersion,
          Tag.Manufacturer,
          Tag.ManufacturerModelName,
          Tag.SoftwareVersions,
          Tag.ImplementationVersionName,
          Tag.ConvolutionKernel,
          Tag.FilterType,
          Tag.SequenceName,
          Tag.PositionReferenceIndicator,
          Tag.WindowCenterWidthExplanation,
          Tag.LUTExplanation,
          Tag.RescaleType,
          Tag.ModalityLUTType,
          Tag.PixelSpacingCalibrationDescription,
          Tag.DerivationDescription,
          Tag.DeidentificationMethod);

  /** Parts of keywords that make a coded value telling. */
  private static final String[] CODES = {
    "patient",
    "person",
    "performed",
    "admi",
    "visit",
    "ethnic",
    "smok",
    "religio",
    "rank",
    "branchofservice",
    "residence",
    "trial",
    "neutered",
    "fileid",
    "alert",
    "allerg"
  };

  /** Parts of keywords that make a number telling. */
  private static final String[] NUMBERS = {"gps", "pregnan", "timezone"};

  /**
   * Whether the element's value may identify a person. Items of a sequence are judged one by one.
   *
   * @param element the element
   * @return whether it may
   */
  public static boolean is(Element element) {
    int tag = element.tag();
    if (Tag.isPrivate(tag)) {
      return element.vr() != VR.SQ && !Tag.isPrivateCreator(tag) && Tag.element(tag) != 0;
    }
    if (OPEN.contains(tag)) {
      return false;
    }
    boolean known = !Dictionary.keyword(tag).isEmpty();
    return element.vr() == VR.UN
        || element.vr() == VR.PN
        || is(tag, known ? Dictionary.vr(tag) : element.vr());
  }

  private static boolean is(int tag, VR vr) {
    String keyword = Dictionary.keyword(tag).toLowerCase(Locale.ROOT);
    return switch (vr) {
      case AE, AS, DA, DT, LO, LT, PN, SH, ST, TM, UC, UR, UT -> true;
      case UI -> !OPEN_UIDS.contains(tag);
      case CS -> keyword.isEmpty() || contains(keyword, CODES);
      case SQ, UN, OB, OD, OF, OL, OV, OW -> false;
      default -> contains(keyword, NUMBERS);
    };
  }

  private static boolean contains(String keyword, String[] words) {
    for (String word : words) {
      if (keyword.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
