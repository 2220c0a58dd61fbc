package medimg.doctor;

/**
 * What the doctor looks for: a sentence that is true of the files found, where it is written why it
 * matters, and what to do.
 *
 * <p>Sections are those of the DICOM standard.
 */
public enum Rule {
  UNREADABLE(
      Severity.FAULT,
      "A file cannot be read as DICOM",
      "PS3.10 section 7.1",
      "Fetch it again from where it came; if it is no DICOM file, move it elsewhere."),
  EMPTY_FILE(
      Severity.FAULT,
      "A file is empty (0 bytes)",
      "PS3.10 section 7.1",
      "A copy or download broke off: fetch it again."),
  CUT(
      Severity.FAULT,
      "A file ends before its data set does",
      "PS3.5 section 7.1",
      "A copy or download broke off: fetch it again."),
  NO_PIXELS(
      Severity.FAULT,
      "An image has no pixel data",
      "PS3.3 section C.7.6.3",
      "Fetch it again with its pixels, or leave it out."),
  PIXELS_BROKEN(
      Severity.FAULT,
      "Pixel data cannot be decoded",
      "PS3.5 sections 8.2 and A.4",
      "Fetch it again; if the header is wrong, correct it or leave the file out."),
  REQUIRED_ABSENT(
      Severity.FAULT,
      "An element that must be there is absent or empty",
      "PS3.5 section 7.4.1, PS3.3 annex C",
      "Ask the sender for a conforming file; what is grouped by this element goes wrong."),
  UID_FOR_SEVERAL(
      Severity.FAULT,
      "Different files have the same SOP Instance UID",
      "PS3.3 section C.12.1",
      "Find out which one is true: an archive keeps only one of them, and a table joined by UID"
          + " mixes them."),
  PIXELS_OF_TWO_PATIENTS(
      Severity.FAULT,
      "Two patients have the same pixels",
      "the same values throughout do not happen twice",
      "One of the headers is wrong, or a patient has two identifiers: keep both on one side of every"
          + " split until it is known which."),
  TWO_PATIENTS_IN_STUDY(
      Severity.FAULT,
      "A study belongs to two patients",
      "PS3.3 section A.1.2",
      "Find out whose it is; until then leave the study out."),
  SERIES_IN_TWO_STUDIES(
      Severity.FAULT,
      "A series belongs to two studies",
      "PS3.3 section A.1.2",
      "UIDs were changed without care, as by a poor de-identification: fetch the series again."),
  TWO_PATIENTS_IN_SPACE(
      Severity.FAULT,
      "Two patients have one frame of reference",
      "PS3.3 section C.7.4.1",
      "Positions are comparable within one patient only: find out whose series it is."),
  MIXED_MODALITY(
      Severity.FAULT,
      "A series has two modalities",
      "PS3.3 section C.7.3.1",
      "Split the series by modality, or correct the one that is wrong."),
  CLASS_AND_MODALITY(
      Severity.FAULT,
      "Modality and SOP class contradict each other",
      "PS3.3 sections A.1.4 and C.7.3.1",
      "Correct the one that is wrong: software chooses by either."),
  MISSING_SLICE(
      Severity.FAULT,
      "Slices are missing within a series",
      "PS3.3 section C.7.6.2.1.1",
      "Fetch the series again; without it, lengths and volumes across the gap are wrong."),
  TRANSFER_SYNTAX(
      Severity.FAULT,
      "The transfer syntax is missing, unknown or not that of the file",
      "PS3.10 section 7.1, PS3.5 section 10",
      "It was read by what its bytes look like; have it written again with a true (0002,0010)."),
  DICOMDIR_MISSING(
      Severity.FAULT,
      "A DICOMDIR lists files that are not there",
      "PS3.3 annex F",
      "The copy of the medium is not whole: copy it again."),
  COPY(
      Severity.DOUBT,
      "A file is there more than once",
      "PS3.3 section C.12.1",
      "Keep one of them; copies weigh double, and leak when they come to both sides of a split."),
  SAME_PIXELS(
      Severity.DOUBT,
      "Images under different UIDs have the same pixels",
      "the same values throughout do not happen twice",
      "Keep one of them, or all on one side of every split; where folders are labels, look at both"
          + " labels."),
  BLANK(
      Severity.DOUBT,
      "All pixels of an image are equal",
      "an exposure leaves noise at least",
      "Look at it; leave it out if nothing was exposed."),
  DOUBLED_SLICE(
      Severity.DOUBT,
      "Several slices of a series lie at the same place",
      "PS3.3 section C.7.6.2.1.1",
      "Choose one for each place; a volume counts it twice otherwise."),
  UNEVEN_SLICES(
      Severity.DOUBT,
      "Slices lie at uneven distances",
      "PS3.3 section C.7.6.2.1.1",
      "Use the positions, never one distance for all; resample before anything is measured."),
  SLICE_DISTANCE(
      Severity.DOUBT,
      "Spacing Between Slices is not what the positions say",
      "PS3.3 sections C.7.6.2.1.1 and C.8.3.1",
      "Use the positions; perhaps every second slice was left out."),
  SAME_NUMBER(
      Severity.DOUBT,
      "Images of a series have the same Instance Number",
      "PS3.3 section C.7.6.1",
      "Sort by position; find out whether two series were merged."),
  MIXED_SIZE(
      Severity.DOUBT,
      "Slices of a series have different sizes",
      "PS3.3 section C.7.6.3",
      "They make no volume: take the ones that are alike, or split the series."),
  MIXED_SPACING(
      Severity.DOUBT,
      "Slices of a series have different pixel spacings",
      "PS3.3 section 10.7.1",
      "They make no volume: resample them, or split the series."),
  MIXED_THICKNESS(
      Severity.DOUBT,
      "Slices of a series have different thicknesses",
      "PS3.3 section C.7.6.2",
      "Two series may have been merged; thick slices blur more than thin ones."),
  MIXED_ORIENTATION(
      Severity.DOUBT,
      "Slices of a series lie in different directions",
      "PS3.3 section C.7.6.2.1.1",
      "Split the series by orientation; perhaps a localizer is among them."),
  MIXED_RESCALE(
      Severity.DOUBT,
      "Slices of a CT series are rescaled differently",
      "PS3.3 section C.11.1.1.2",
      "Right if each file's own slope and intercept is used; compare the same tissue in both."),
  NO_POSITION(
      Severity.DOUBT,
      "A slice does not say where it lies",
      "PS3.3 section C.7.6.2.1.1",
      "It has no place in a volume; fetch the original."),
  PATIENT_CONTRADICTS(
      Severity.DOUBT,
      "One Patient ID has several names, sexes or birth dates",
      "PS3.3 section C.7.1.1",
      "Two people may have the same ID in two hospitals, or a value was typed wrongly: find out"
          + " before splitting by patient."),
  STUDY_CONTRADICTS(
      Severity.DOUBT,
      "A study has several dates",
      "PS3.3 section C.7.2.1",
      "Dates were changed file by file, or two studies merged: do not order by them."),
  NO_PATIENT(
      Severity.DOUBT,
      "A file has no Patient ID",
      "PS3.3 section C.7.1.1",
      "It cannot be split by patient: put all such files on one side."),
  SEX(
      Severity.DOUBT,
      "Patient's Sex is none of M, F and O",
      "PS3.3 section C.7.1.1",
      "Translate it; groups by sex miss these files."),
  BODY(
      Severity.DOUBT,
      "Patient's Size is not .2 to 2.6 m, or Patient's Weight not .2 to 400 kg",
      "PS3.3 section C.7.2.2",
      "Centimetres may stand for metres, or pounds for kilograms; uptake values of PET depend on it."),
  AGE_FORM(
      Severity.DOUBT,
      "Patient's Age breaks its form, such as 21 for 021Y",
      "PS3.5 section 6.2",
      "21 may be years, months or a mistake: compare the birth date, or take it as missing."),
  AGE(
      Severity.DOUBT,
      "Patient's Age is not what birth date and study date say, or above 120 years",
      "PS3.3 sections C.7.1.1 and C.7.2.2",
      "One of the three is wrong or was changed: take the age as missing until it is known which."),
  DATE(
      Severity.DOUBT,
      "A date cannot be true",
      "PS3.5 section 6.2",
      "De-identification or a wrong clock left it there: take it, and an age made from it, as"
          + " missing."),
  DATES_APART(
      Severity.DOUBT,
      "An image was made more than 30 days from the date of its study",
      "PS3.3 section C.7.2.1",
      "The dates were shifted apart, or the image is from another study: do not order by them."),
  UNIT(
      Severity.DOUBT,
      "It is unknown what the values of a CT or PET image mean",
      "PS3.3 sections C.11.1.1.2 and C.8.9.1",
      "Windows in HU and thresholds do not hold: look for the slope and intercept of the original."),
  NOT_HU(
      Severity.DOUBT,
      "A CT series that says HU has no air: nothing is below -200",
      "PS3.3 section C.8.2.1: air is -1000 HU",
      "Slope or intercept was lost or used twice: compare a slice with the original."),
  RESCALE(
      Severity.DOUBT,
      "Rescale Slope and Intercept are not both there, or the slope is 0",
      "PS3.3 section C.11.1",
      "Slope 1 and intercept 0 stand for what is absent; make sure that this is true."),
  RULER(
      Severity.DOUBT,
      "A chest radiograph is not 300 to 450 mm wide",
      "columns times spacing; detectors are 350 to 430 mm wide",
      "The image was resized after its spacing was written: measure nothing in it."),
  NO_SPACING(
      Severity.DOUBT,
      "A slice has no Pixel Spacing, or an image has one that cannot be true",
      "PS3.3 section 10.7.1",
      "Nothing can be measured in it; fetch the original."),
  WINDOW(
      Severity.DOUBT,
      "A window breaks its rule: one width of at least 1 for each centre",
      "PS3.3 section C.11.2.1.2",
      "Choose a window of your own; viewers differ in what they do with this one."),
  BITS(
      Severity.DOUBT,
      "High Bit is not Bits Stored - 1",
      "PS3.5 section 8.1.1",
      "It is read as if it were; look whether the picture is right."),
  PIXELS_LONGER(
      Severity.DOUBT,
      "There is more pixel data than the header asks for",
      "PS3.5 section 8.1.1",
      "Rows, columns or frames may be wrong: look at the picture and its last row."),
  LOSSY_UNSAID(
      Severity.DOUBT,
      "The pixels are compressed with loss, and the header does not say so",
      "PS3.3 section C.7.6.1.1.5",
      "Treat the image as lossy; fine values and texture are not to be trusted."),
  BURNED_IN(
      Severity.DOUBT,
      "Text or a face in the pixels may identify the patient",
      "PS3.3 sections C.7.6.1 and C.12.1: the file says so",
      "Look at the image and cover the text before it is shown or given on."),
  IDENTITY_LEFT(
      Severity.DOUBT,
      "A file says that its patient's identity was removed, and has an address, telephone number or"
          + " full birth date",
      "PS3.15 table E.1-1",
      "De-identify it again."),
  META_DIFFERS(
      Severity.DOUBT,
      "The file meta information names another object than the data set",
      "PS3.10 section 7.1",
      "The header was edited in one place only; archives differ in which they believe."),
  UID_FORM(
      Severity.DOUBT,
      "A UID is longer than 64 characters",
      "PS3.5 section 9.1",
      "Archives cut or refuse it: have it replaced in all files that refer to it."),
  PRIVATE_CREATOR(
      Severity.DOUBT,
      "Private elements have no private creator",
      "PS3.5 section 7.8.1",
      "Nobody can tell what they mean, or whether they identify someone: remove them."),
  STANDARD(
      Severity.DOUBT,
      "A file breaks the standard in another way, and could be read",
      "as told for each file",
      "Other software may refuse it: have it written again by software that conforms."),
  UNREACHABLE(
      Severity.FAULT,
      "A folder, link or file cannot be reached",
      "the file system",
      "Ask for permission to read it, or mend the link: what is behind it is not in this report."),
  NOT_DECODED(
      Severity.NOTE,
      "Pixel data is compressed in a way that is not decoded here",
      "PS3.5 section 10",
      "Its pixels were not looked at; convert it to an uncompressed transfer syntax."),
  LOCALIZER(
      Severity.NOTE,
      "Localizers (scouts) are among the images",
      "PS3.3 section C.8.2.1.1.1",
      "Leave them out of volumes, and of everything in HU."),
  REPORT(
      Severity.NOTE,
      "Reports (structured reports, key objects) are among the files",
      "PS3.3 section A.35",
      "They have no pixels; their text may name patient and physician."),
  DOCUMENT(
      Severity.NOTE,
      "Documents (PDF and the like) are wrapped in DICOM files",
      "PS3.3 section A.45",
      "They have no pixels; their pages may name patient and physician."),
  OTHER_OBJECT(
      Severity.NOTE,
      "Objects without pixels are among the files",
      "PS3.3 annex A",
      "Plans, presentation states, waveforms and the like: leave them out where images are needed."),
  SECONDARY_CAPTURE(
      Severity.NOTE,
      "Secondary captures are among the images",
      "PS3.3 section A.8",
      "Screenshots, scans or converted images: units, spacing and bit depth of the original may be"
          + " lost."),
  DICOMDIR(
      Severity.NOTE,
      "A DICOMDIR is among the files",
      "PS3.3 annex F",
      "The table of contents of a CD; it is no image."),
  OTHER_FILE(
      Severity.NOTE,
      "Files that are no DICOM lie among the others",
      "by their first bytes",
      "They were not read further; PDFs, pictures and tables may name patients."),
  REPEATED(
      Severity.NOTE,
      "A series has several images at each place",
      "PS3.3 section C.7.6.2.1.1",
      "Echoes, phases or b-values: choose one of each before a volume is made."),
  TILTED(
      Severity.NOTE,
      "The slices of a series are shifted against each other",
      "PS3.3 section C.7.6.2.1.1",
      "A tilted gantry: shear the slices before a volume is made."),
  NUMBER_GAP(
      Severity.NOTE,
      "Instance Numbers of a series do not begin at 1 or have gaps",
      "PS3.3 section C.7.6.1",
      "Images may be missing, at the ends too, which no position tells; ask the sender."),
  MIXED_VIEWS(
      Severity.NOTE,
      "Images of a series of radiographs differ in size or spacing",
      "PS3.3 section 10.7.1",
      "Usual for several views; take size and spacing from each file."),
  ONE_PERSON(
      Severity.NOTE,
      "Several Patient IDs have one name and birth date",
      "PS3.3 section C.7.1.1",
      "If it is one person, keep all on one side of every split."),
  INVERTED(
      Severity.NOTE,
      "MONOCHROME1 and MONOCHROME2 stand side by side in a modality",
      "PS3.3 section C.7.6.3.1.2",
      "Stored values of the one are inverted in the other: invert them before they are compared."),
  NO_RULER(
      Severity.NOTE,
      "Radiographs have no spacing",
      "PS3.3 section 10.7.1",
      "Nothing can be measured in them."),
  NO_WINDOW(
      Severity.NOTE,
      "CT or MR images have no window",
      "PS3.3 section C.11.2",
      "Each viewer chooses another one: choose yours and write it down."),
  BURNED_IN_UNSAID(
      Severity.NOTE,
      "Images that often have text in their pixels do not say whether they have",
      "PS3.3 section C.7.6.1",
      "Secondary captures, ultrasound, photographs: look at some before they are shown."),
  NAMED(
      Severity.NOTE,
      "Files name their patients",
      "PS3.15 table E.1-1",
      "Name or birth date is there, and nothing says that the identity was removed: de-identify them"
          + " before they leave the house."),
  PRIVATE(
      Severity.NOTE,
      "Files have private elements",
      "PS3.5 section 7.8",
      "Makers put anything there, names too: remove what you do not need.");

  private final Severity severity;
  private final String sentence;
  private final String source;
  private final String advice;

  Rule(Severity severity, String sentence, String source, String advice) {
    this.severity = severity;
    this.sentence = sentence;
    this.source = source;
    this.advice = advice;
  }

  /** How much it matters. */
  public Severity severity() {
    return severity;
  }

  /** What is true of the files found. */
  public String sentence() {
    return sentence;
  }

  /** Where it is written why that matters. */
  public String source() {
    return source;
  }

  /** What to do. */
  public String advice() {
    return advice;
  }
}
