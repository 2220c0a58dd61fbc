package medimg.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import medimg.dicom.DataSet;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.Element;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import medimg.pixels.Frame;
import medimg.pixels.Plane;

/** What is kept of one file: a few values, a checksum of its pixels, and what is wrong with it. */
final class Examined {
  /** What is kept of a header, to compare files. */
  private static final int[] KEPT = {
    Tag.ImageType,
    Tag.SOPClassUID,
    Tag.SOPInstanceUID,
    Tag.StudyDate,
    Tag.Modality,
    Tag.PatientName,
    Tag.PatientID,
    Tag.IssuerOfPatientID,
    Tag.PatientBirthDate,
    Tag.PatientSex,
    Tag.BodyPartExamined,
    Tag.SliceThickness,
    Tag.SpacingBetweenSlices,
    Tag.EchoTime,
    Tag.EchoNumbers,
    Tag.InversionTime,
    Tag.FlipAngle,
    Tag.TriggerTime,
    Tag.ConvolutionKernel,
    Tag.FrameReferenceTime,
    Tag.DiffusionBValue,
    Tag.DiffusionGradientOrientation,
    Tag.StudyInstanceUID,
    Tag.SeriesInstanceUID,
    Tag.AcquisitionNumber,
    Tag.InstanceNumber,
    Tag.FrameOfReferenceUID,
    Tag.TemporalPositionIdentifier,
    Tag.StackID,
    Tag.PhotometricInterpretation,
    Tag.Rows,
    Tag.Columns,
    Tag.PixelSpacing,
    Tag.RescaleIntercept,
    Tag.RescaleSlope
  };

  /** Something wrong with one file alone. */
  record Remark(Rule rule, String detail) {}

  private final Path path;
  private final String file;
  private final Map<Integer, String> texts = new HashMap<>();
  private final List<Remark> remarks = new ArrayList<>();
  private TransferSyntax syntax;
  private Fingerprint fingerprint;
  private Plane plane;
  private String unit = "";
  private boolean image;
  private int frames;

  private Examined(Path path, String file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Examines a file; whatever is wrong with it becomes a remark.
   *
   * @param file its path below the folder
   * @param pixels whether to decode its pixels too
   */
  static Examined of(Path path, String file, boolean pixels) {
    Examined examined = new Examined(path, file);
    try {
      new FileChecks(examined, pixels).run();
    } catch (DicomException e) {
      examined.remark(Rule.UNREADABLE, examined.sentence(e));
    } catch (OutOfMemoryError e) {
      examined.remark(Rule.NOT_DECODED, "it does not fit the memory of this Java: raise -Xmx");
    } catch (RuntimeException | StackOverflowError e) {
      examined.remark(Rule.UNREADABLE, "the reader failed at it: " + e);
    }
    return examined;
  }

  /** What is wrong, without the file's name before it, which stands beside it. */
  String sentence(DicomException e) {
    return e.in(path.getFileName().toString()).sentence();
  }

  void remark(Rule rule, String detail) {
    Remark remark = new Remark(rule, detail);
    if (!remarks.contains(remark)) {
      remarks.add(remark);
    }
  }

  /** Keeps what other files are compared with. */
  void keep(Dicom dicom) {
    syntax = dicom.transferSyntax();
    DataSet header = dicom.header();
    for (int tag : KEPT) {
      header
          .find(tag)
          .map(Element::strings)
          .filter(values -> !values.isEmpty())
          .ifPresent(values -> texts.put(tag, String.join("\\", values).strip()));
    }
    try {
      plane = Frame.of(dicom, 0).plane().orElse(null);
    } catch (DicomException e) {
      plane = null; // the checks of the file tell
    }
  }

  void image(int frames, String unit) {
    this.image = true;
    this.frames = frames;
    this.unit = unit;
  }

  void fingerprint(Fingerprint fingerprint) {
    this.fingerprint = fingerprint;
  }

  Path path() {
    return path;
  }

  String file() {
    return file;
  }

  List<Remark> remarks() {
    return remarks;
  }

  /** Whether it was read as DICOM. */
  boolean isRead() {
    return syntax != null;
  }

  boolean isImage() {
    return image;
  }

  int frames() {
    return frames;
  }

  String unit() {
    return unit;
  }

  Optional<TransferSyntax> syntax() {
    return Optional.ofNullable(syntax);
  }

  Optional<Fingerprint> fingerprint() {
    return Optional.ofNullable(fingerprint);
  }

  Optional<Plane> plane() {
    return Optional.ofNullable(plane);
  }

  /** All values of an element, joined as in the file; empty if there is none. */
  String text(int tag) {
    return texts.getOrDefault(tag, "");
  }

  String modality() {
    return text(Tag.Modality);
  }

  String series() {
    return text(Tag.SeriesInstanceUID);
  }

  String size() {
    return text(Tag.Rows) + " x " + text(Tag.Columns);
  }

  boolean isLocalizer() {
    return isLocalizer(text(Tag.ImageType));
  }

  static boolean isLocalizer(String imageType) {
    return Arrays.asList(imageType.split("\\\\")).contains("LOCALIZER");
  }
}
