package medimg.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import medimg.codec.ImageLayout;
import medimg.dicom.AgeString;
import medimg.dicom.DataSet;
import medimg.dicom.Dicom;
import medimg.dicom.DicomDir;
import medimg.dicom.DicomException;
import medimg.dicom.Element;
import medimg.dicom.FaultKind;
import medimg.dicom.PixelData;
import medimg.dicom.TransferSyntax;
import medimg.dicom.Warning;
import medimg.dictionary.Tag;
import medimg.pixels.Frame;
import medimg.pixels.Plane;
import medimg.table.Ruler;
import medimg.text.DecimalText;

/** What can be wrong with one file alone. */
final class FileChecks {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

  /** No digital image is older, with some years to spare. */
  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);

  private static final double DAYS_A_YEAR = 365.2425;
  private static final double OLDEST = 120;

  /** Birthdays are rounded, and moved to the first of January. */
  private static final double AGE_TOLERANCE = 1.1;

  /** No image has pixels of so many mm. */
  private static final double LARGEST_PIXEL = 50;

  /** Children's chests are narrower than the ruler. */
  private static final double ADULT = 15;

  private static final double SHORTEST = .2;
  private static final double TALLEST = 2.6;
  private static final double LIGHTEST = .2;
  private static final double HEAVIEST = 400;

  /** Classes that have one modality by definition. */
  private static final Map<String, String> MODALITY_OF_CLASS =
      Map.of(
          "CT Image Storage", "CT",
          "Enhanced CT Image Storage", "CT",
          "MR Image Storage", "MR",
          "Enhanced MR Image Storage", "MR",
          "Computed Radiography Image Storage", "CR",
          "Positron Emission Tomography Image Storage", "PT",
          "Nuclear Medicine Image Storage", "NM",
          "X-Ray Angiographic Image Storage", "XA",
          "RT Dose Storage", "RTDOSE",
          "RT Structure Set Storage", "RTSTRUCT");

  private static final Set<String> SLICES =
      Set.of("CT Image Storage", "MR Image Storage", "Positron Emission Tomography Image Storage");

  private static final Set<String> RADIOGRAPHS = Set.of("CR", "DX", "RG", "MG", "PX", "IO");

  private static final Set<String> OFTEN_WITH_TEXT = Set.of("US", "XC", "ES", "OT");

  /** Elements of type 1, which are there and have a value. */
  private static final int[] REQUIRED = {
    Tag.SOPClassUID, Tag.SOPInstanceUID, Tag.Modality, Tag.StudyInstanceUID, Tag.SeriesInstanceUID
  };

  private static final int[] REQUIRED_OF_IMAGES = {
    Tag.SamplesPerPixel, Tag.PhotometricInterpretation, Tag.Rows, Tag.Columns, Tag.BitsAllocated
  };

  /** Also of images, but not of parametric maps, whose pixels may be floats. */
  private static final int[] REQUIRED_OF_BITS = {
    Tag.BitsStored, Tag.HighBit, Tag.PixelRepresentation
  };

  private final Examined file;
  private final boolean pixels;
  private Dicom dicom;
  private DataSet header;
  private String kind;

  FileChecks(Examined file, boolean pixels) {
    this.file = file;
    this.pixels = pixels;
  }

  /**
   * Reads the file and checks it.
   *
   * @throws DicomException if it cannot be read at all
   */
  void run() {
    if (isEmpty()) {
      file.remark(Rule.EMPTY_FILE, "");
      return;
    }
    dicom = pixels ? Dicom.read(file.path()) : Dicom.readHeader(file.path());
    header = dicom.header();
    kind = TransferSyntax.name(header.string(Tag.SOPClassUID, ""));
    file.keep(dicom);
    warnings();
    if (isDirectory()) {
      directory();
      return;
    }
    meta();
    boolean image = isImage();
    required(REQUIRED);
    identifiers();
    privateElements();
    patient();
    dates();
    age();
    if (image) {
      image();
    } else {
      kindWithoutPixels();
    }
  }

  private boolean isEmpty() {
    try {
      return Files.size(file.path()) == 0;
    } catch (IOException e) {
      return false; // reading it tells why
    }
  }

  private boolean isDirectory() {
    return header.contains(Tag.DirectoryRecordSequence)
        || dicom.meta().string(Tag.MediaStorageSOPClassUID, "").equals("1.2.840.10008.1.3.10");
  }

  private boolean isImage() {
    return dicom.hasPixelData()
        || kind.contains("Image Storage")
        || !pixels && integer(Tag.Rows, 0) > 0;
  }

  private String text(int tag) {
    return header.string(tag, "").strip();
  }

  private boolean has(int tag) {
    return header.find(tag).map(Element::strings).orElse(List.of()).stream()
        .anyMatch(value -> !value.isBlank());
  }

  /** An element's numbers; none if it is absent or has a value that is no number. */
  private double[] numbers(int tag) {
    try {
      return header.find(tag).map(Element::numbers).orElse(new double[0]);
    } catch (DicomException e) {
      return new double[0]; // the warnings tell
    }
  }

  private void warnings() {
    Optional<Warning> cut = dicom.cut();
    for (Warning warning : dicom.warnings()) {
      if (warning.kind() == FaultKind.CUT || warning.kind() == FaultKind.PIXELS_CUT) {
        cut = cut.or(() -> Optional.of(warning));
      } else if (!cut.equals(Optional.of(warning))) {
        rule(warning).ifPresent(rule -> file.remark(rule, warning.sentence()));
      }
    }
    if (!has(Tag.SpecificCharacterSet)) {
      beyondAscii();
    }
    cut.ifPresent(where -> file.remark(Rule.CUT, where.sentence()));
  }

  private static Optional<Rule> rule(Warning warning) {
    if (warning.tag() == Tag.PatientAge) {
      return Optional.empty(); // which has a rule of its own
    }
    boolean syntax =
        warning.kind() == FaultKind.TRANSFER_SYNTAX || warning.tag() == Tag.TransferSyntaxUID;
    return Optional.of(
        syntax
            ? Rule.TRANSFER_SYNTAX
            : warning.kind() == FaultKind.WINDOW ? Rule.WINDOW : Rule.STANDARD);
  }

  private void beyondAscii() {
    for (int tag : new int[] {Tag.PatientName, Tag.StudyDescription, Tag.SeriesDescription}) {
      if (header.find(tag).map(Element::bytes).filter(FileChecks::isBeyondAscii).isPresent()) {
        file.remark(
            Rule.STANDARD,
            Tag.describe(tag)
                + " has letters beyond ASCII, but there is no "
                + Tag.describe(Tag.SpecificCharacterSet));
      }
    }
  }

  private static boolean isBeyondAscii(byte[] text) {
    for (byte b : text) {
      if (b < 0) {
        return true;
      }
    }
    return false;
  }

  private void directory() {
    file.remark(Rule.DICOMDIR, "");
    try {
      DicomDir.read(file.path())
          .missing()
          .forEach(
              path -> {
                String name = path.getFileName().toString();
                file.remark(Rule.DICOMDIR_MISSING, "it lists " + name);
              });
    } catch (DicomException e) {
      file.remark(Rule.STANDARD, file.sentence(e));
    }
  }

  private void meta() {
    String syntax = dicom.meta().string(Tag.TransferSyntaxUID, "").strip();
    if (!syntax.isEmpty() && TransferSyntax.name(syntax).equals(syntax)) {
      file.remark(
          Rule.TRANSFER_SYNTAX, Tag.describe(Tag.TransferSyntaxUID) + " is unknown: " + syntax);
    }
    differs(Tag.MediaStorageSOPClassUID, Tag.SOPClassUID);
    differs(Tag.MediaStorageSOPInstanceUID, Tag.SOPInstanceUID);
  }

  private void differs(int inMeta, int inHeader) {
    String meta = dicom.meta().string(inMeta, "").strip();
    if (!meta.isEmpty() && has(inHeader) && !meta.equals(text(inHeader))) {
      file.remark(Rule.META_DIFFERS, Tag.describe(inMeta) + " is not " + Tag.describe(inHeader));
    }
  }

  private void required(int[] tags) {
    for (int tag : tags) {
      if (!has(tag)) {
        String how = header.contains(tag) ? " is empty" : " is absent";
        file.remark(Rule.REQUIRED_ABSENT, Tag.describe(tag) + how);
      }
    }
  }

  private void identifiers() {
    for (int tag : new int[] {Tag.SOPInstanceUID, Tag.StudyInstanceUID, Tag.SeriesInstanceUID}) {
      if (text(tag).length() > 64) {
        file.remark(
            Rule.UID_FORM, Tag.describe(tag) + " has " + text(tag).length() + " characters");
      }
    }
    String modality = MODALITY_OF_CLASS.get(kind);
    if (modality != null && has(Tag.Modality) && !text(Tag.Modality).equals(modality)) {
      file.remark(
          Rule.CLASS_AND_MODALITY, "Modality is " + text(Tag.Modality) + ", the class " + kind);
    }
  }

  private void privateElements() {
    boolean any = false;
    for (Element e : header) {
      int number = Tag.element(e.tag());
      if (Tag.isPrivate(e.tag()) && number != 0) {
        any = true;
        int creator = e.tag() & 0xFFFF0000 | number >>> 8;
        if (number > 0xFF && !has(creator) || number < 0x10) {
          file.remark(
              Rule.PRIVATE_CREATOR,
              "group " + Tag.toString(e.tag()).substring(1, 5) + " has none for its elements");
        }
      }
    }
    if (any) {
      file.remark(Rule.PRIVATE, "");
    }
  }

  private void patient() {
    if (!has(Tag.PatientID)) {
      file.remark(Rule.NO_PATIENT, "");
    }
    if (has(Tag.PatientSex) && !text(Tag.PatientSex).matches("[MFO]")) {
      boolean code = text(Tag.PatientSex).length() <= 16;
      file.remark(Rule.SEX, code ? "it is " + text(Tag.PatientSex) : "");
    }
    outside(Tag.PatientSize, SHORTEST, TALLEST, "m");
    outside(Tag.PatientWeight, LIGHTEST, HEAVIEST, "kg");
    boolean removed = text(Tag.PatientIdentityRemoved).equals("YES");
    boolean telling =
        has(Tag.PatientAddress)
            || has(Tag.PatientTelephoneNumbers)
            || has(Tag.PatientBirthDate) && !text(Tag.PatientBirthDate).endsWith("0101");
    if (removed && telling) {
      file.remark(Rule.IDENTITY_LEFT, "");
    }
    boolean named = has(Tag.PatientName) || telling;
    if (named && !removed && !text(Tag.SyntheticData).equals("YES")) {
      file.remark(Rule.NAMED, "");
    }
  }

  private void outside(int tag, double least, double most, String unit) {
    double[] values = numbers(tag);
    if (values.length > 0 && !(values[0] >= least && values[0] <= most)) {
      file.remark(
          Rule.BODY, Tag.describe(tag) + " is " + DecimalText.exact(values[0]) + ' ' + unit);
    }
  }

  private Optional<LocalDate> date(int tag) {
    try {
      return Optional.of(LocalDate.parse(text(tag), DATE));
    } catch (DateTimeParseException e) {
      if (text(tag).matches("\\d{8}")) {
        file.remark(Rule.DATE, Tag.describe(tag) + " is no day of the calendar");
      }
      return Optional.empty();
    }
  }

  /** A date on which the image may have been made. */
  private Optional<LocalDate> believable(int tag) {
    Optional<LocalDate> date = date(tag);
    if (date.isEmpty()) {
      return date;
    }
    String name = Tag.describe(tag);
    if (date.get().isBefore(FIRST)) {
      file.remark(
          Rule.DATE, name + " lies before " + FIRST.getYear() + ", as no digital image does");
      return Optional.empty();
    }
    if (date.get().isAfter(LocalDate.now().plusDays(1))) {
      file.remark(Rule.DATE, name + " lies in the future");
      return Optional.empty();
    }
    return date;
  }

  private void dates() {
    Optional<LocalDate> study = believable(Tag.StudyDate);
    for (int tag : new int[] {Tag.SeriesDate, Tag.AcquisitionDate, Tag.ContentDate}) {
      Optional<LocalDate> date = believable(tag);
      if (tag == Tag.AcquisitionDate && date.isPresent() && study.isPresent()) {
        long days = Math.abs(ChronoUnit.DAYS.between(study.get(), date.get()));
        if (days > 30) {
          file.remark(Rule.DATES_APART, days + " days apart");
        }
      }
    }
  }

  /** Patient's Age in years; NaN if it is absent or breaks its form. */
  private double years() {
    return AgeString.of(text(Tag.PatientAge)).map(AgeString::years).orElse(Double.NaN);
  }

  private void age() {
    String said = text(Tag.PatientAge);
    double years = years();
    if (!said.isEmpty() && Double.isNaN(years)) {
      file.remark(Rule.AGE_FORM, said.length() <= 8 ? "it is \"" + said + '"' : "");
    }
    if (years > OLDEST) {
      file.remark(Rule.AGE, "Patient's Age is " + said);
    }
    Optional<LocalDate> birth = date(Tag.PatientBirthDate);
    if (birth.isEmpty()) {
      return;
    }
    if (birth.get().isAfter(LocalDate.now().plusDays(1))) {
      file.remark(Rule.DATE, Tag.describe(Tag.PatientBirthDate) + " lies in the future");
      return;
    }
    Optional<LocalDate> made =
        date(Tag.StudyDate)
            .filter(d -> !d.isBefore(FIRST) && !d.isAfter(LocalDate.now().plusDays(1)));
    if (made.isEmpty()) {
      return;
    }
    double lived = ChronoUnit.DAYS.between(birth.get(), made.get()) / DAYS_A_YEAR;
    if (lived < 0) {
      file.remark(Rule.DATE, "the study was made before the patient's birth");
    } else if (lived > OLDEST) {
      file.remark(
          Rule.DATE,
          Tag.describe(Tag.PatientBirthDate) + " lies more than 120 years before the study");
    } else if (Math.abs(lived - years) > AGE_TOLERANCE) {
      file.remark(
          Rule.AGE, "Patient's Age is " + said + ", by the dates it is " + (long) lived + " years");
    }
  }

  private void kindWithoutPixels() {
    if (kind.contains("Encapsulated")) {
      file.remark(Rule.DOCUMENT, kind);
    } else if (kind.contains(" SR Storage")
        || kind.contains("Key Object")
        || text(Tag.Modality).equals("SR")) {
      file.remark(Rule.REPORT, kind);
    } else {
      file.remark(Rule.OTHER_OBJECT, kind.isEmpty() ? "of no SOP class" : kind);
    }
  }

  private void image() {
    if (dicom.hasPixelData() || !pixels) {
      required(REQUIRED_OF_IMAGES);
      if (!kind.contains("Parametric Map")) {
        required(REQUIRED_OF_BITS);
      }
    }
    String unit = unit();
    file.image(Math.max(1, integer(Tag.NumberOfFrames, 1)), unit);
    String modality = text(Tag.Modality);
    boolean localizer = file.isLocalizer();
    if (localizer) {
      file.remark(Rule.LOCALIZER, "");
    }
    if (kind.contains("Secondary Capture")) {
      file.remark(Rule.SECONDARY_CAPTURE, "");
    }
    if (SLICES.contains(kind) && !localizer) {
      slice();
    }
    if (kind.startsWith("Enhanced") && file.frames() > 2) {
      frames();
    }
    if (modality.equals("CT") && SLICES.contains(kind) && !localizer && !unit.equals("HU")) {
      file.remark(Rule.UNIT, "CT in " + unit);
    }
    if (modality.equals("PT") && SLICES.contains(kind) && !has(Tag.Units)) {
      file.remark(Rule.UNIT, "PET without " + Tag.describe(Tag.Units));
    }
    rescale();
    spacing();
    ruler(modality);
    window(modality);
    bits();
    burnedIn(modality);
    if (pixels) {
      decode();
    }
  }

  private int integer(int tag, int fallback) {
    double[] values = numbers(tag);
    return values.length == 0 ? fallback : (int) values[0];
  }

  private String unit() {
    try {
      return Frame.of(dicom, 0).unit();
    } catch (DicomException e) {
      return "unknown units";
    }
  }

  private void slice() {
    try {
      Optional<Plane> plane = Plane.of(header);
      double[] mm = numbers(Tag.PixelSpacing);
      if (mm.length != 2) {
        file.remark(Rule.NO_SPACING, Tag.describe(Tag.PixelSpacing) + " is absent");
      }
      for (int tag : new int[] {Tag.ImagePositionPatient, Tag.ImageOrientationPatient}) {
        if (plane.isEmpty() && numbers(tag).length == 0) {
          file.remark(Rule.NO_POSITION, Tag.describe(tag) + " is absent or empty");
        }
      }
    } catch (DicomException e) {
      if (e.tag() != Tag.PixelSpacing) {
        file.remark(Rule.NO_POSITION, file.sentence(e));
      }
    }
  }

  /** Gaps between the frames of one object, where each has a place of its own. */
  private void frames() {
    double[] at;
    try {
      List<Plane> planes =
          Frame.allOf(dicom).stream().flatMap(frame -> frame.plane().stream()).toList();
      Set<String> directions = planes.stream().map(Plane::orientation).collect(Collectors.toSet());
      if (planes.size() != file.frames() || directions.size() != 1) {
        return;
      }
      at = planes.stream().mapToDouble(Plane::distance).sorted().toArray();
    } catch (DicomException e) {
      return; // what is wrong with the pixels tells
    }
    Gaps gaps = Gaps.of(at);
    if (gaps.least() < Gaps.SAME) {
      return; // echoes, phases and the like
    }
    for (int i = 0; i < at.length - 1; i++) {
      if (gaps.missing(i) > 0) {
        file.remark(Rule.MISSING_SLICE, gaps.told(i) + ", between its frames");
      }
    }
  }

  private void spacing() {
    for (double mm : numbers(Tag.PixelSpacing)) {
      if (!(mm > 0 && mm <= LARGEST_PIXEL)) {
        file.remark(
            Rule.NO_SPACING,
            Tag.describe(Tag.PixelSpacing) + " is " + DecimalText.exact(mm) + " mm");
      }
    }
  }

  private void rescale() {
    boolean slope = has(Tag.RescaleSlope);
    boolean intercept = has(Tag.RescaleIntercept);
    if (slope != intercept) {
      file.remark(
          Rule.RESCALE,
          Tag.describe(slope ? Tag.RescaleIntercept : Tag.RescaleSlope) + " is absent");
    }
    double[] slopes = numbers(Tag.RescaleSlope);
    if (slopes.length > 0 && slopes[0] == 0) {
      file.remark(Rule.RESCALE, Tag.describe(Tag.RescaleSlope) + " is 0");
    }
  }

  private OptionalDouble width() {
    try {
      return Ruler.width(header);
    } catch (DicomException e) {
      return OptionalDouble.empty(); // the warnings tell
    }
  }

  private void ruler(String modality) {
    OptionalDouble width = width();
    double years = years();
    if (width.isPresent()
        && !(years < ADULT)
        && (width.getAsDouble() < Ruler.LEAST || width.getAsDouble() > Ruler.MOST)) {
      file.remark(Rule.RULER, "it is " + Math.round(width.getAsDouble()) + " mm wide");
    }
    if (RADIOGRAPHS.contains(modality)
        && numbers(Tag.PixelSpacing).length != 2
        && numbers(Tag.ImagerPixelSpacing).length != 2) {
      file.remark(Rule.NO_RULER, "");
    }
  }

  private void window(String modality) {
    double[] centers = numbers(Tag.WindowCenter);
    double[] widths = numbers(Tag.WindowWidth);
    boolean table = header.contains(Tag.VOILUTSequence);
    boolean exact =
        !text(Tag.VOILUTFunction).isEmpty() && !text(Tag.VOILUTFunction).equals("LINEAR");
    for (double width : widths) {
      if (!(width > 0) || width < 1 && !exact) {
        file.remark(Rule.WINDOW, Tag.describe(Tag.WindowWidth) + " is " + DecimalText.exact(width));
      }
    }
    boolean slices = SLICES.contains(kind) && (modality.equals("CT") || modality.equals("MR"));
    if (slices && centers.length == 0 && !table) {
      file.remark(Rule.NO_WINDOW, "");
    }
  }

  private void bits() {
    int stored = integer(Tag.BitsStored, 0);
    int high = integer(Tag.HighBit, stored - 1);
    if (stored > 0 && high != stored - 1) {
      file.remark(Rule.BITS, "High Bit is " + high + ", Bits Stored is " + stored);
    }
    boolean said = text(Tag.LossyImageCompression).equals("01");
    if (dicom.transferSyntax().lossy() && !said) {
      file.remark(
          Rule.LOSSY_UNSAID,
          dicom.transferSyntax().name()
              + ", but "
              + Tag.describe(Tag.LossyImageCompression)
              + (has(Tag.LossyImageCompression) ? " is not 01" : " is absent"));
    }
  }

  private void burnedIn(String modality) {
    String said = text(Tag.BurnedInAnnotation);
    for (int tag : new int[] {Tag.BurnedInAnnotation, Tag.RecognizableVisualFeatures}) {
      if (text(tag).equals("YES")) {
        file.remark(Rule.BURNED_IN, Tag.describe(tag) + " is YES");
      }
    }
    if (said.isEmpty()
        && (kind.contains("Secondary Capture") || OFTEN_WITH_TEXT.contains(modality))) {
      file.remark(Rule.BURNED_IN_UNSAID, "");
    }
  }

  private void decode() {
    if (!dicom.hasPixelData()) {
      if (header.contains(Tag.PixelDataProviderURL)) {
        file.remark(Rule.OTHER_OBJECT, "its pixels are at a server");
      } else if (!isCut()) {
        file.remark(Rule.NO_PIXELS, kind);
      }
      return;
    }
    try {
      PixelData data = dicom.pixelData();
      checkLength(data);
      Fingerprint fingerprint = Fingerprint.of(data);
      file.fingerprint(fingerprint);
      if (fingerprint.isBlank() && !kind.contains("Segmentation")) {
        file.remark(Rule.BLANK, "all are " + DecimalText.exact(fingerprint.least()));
      }
    } catch (DicomException e) {
      if (isCut()) {
        return; // which says why
      }
      boolean ours = e.kind() == FaultKind.UNSUPPORTED;
      file.remark(ours ? Rule.NOT_DECODED : Rule.PIXELS_BROKEN, file.sentence(e));
    }
  }

  private boolean isCut() {
    return file.remarks().stream().anyMatch(remark -> remark.rule() == Rule.CUT);
  }

  private void checkLength(PixelData data) {
    ImageLayout layout = data.layout();
    if (dicom.transferSyntax().encapsulated() || layout.photometric().endsWith("_422")) {
      return;
    }
    long bits = layout.frameSize() * layout.frames() * layout.bitsAllocated();
    long needed = bits + 7 >>> 3;
    long there = data.storedBytes();
    if (there > needed + 1) {
      file.remark(Rule.PIXELS_LONGER, there + " bytes, must be " + needed);
    }
  }
}
