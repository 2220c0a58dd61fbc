package medimg.pixels;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import medimg.dicom.DataSet;
import medimg.dicom.DataSetBuilder;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.Element;
import medimg.dictionary.Tag;

/**
 * A frame of a file, described as if it were an image of its own: its place, its way to values with
 * a meaning, its windows.
 *
 * <p>Enhanced objects say what holds for all frames in the Shared Functional Groups Sequence and
 * what holds for one in the Per-Frame Functional Groups Sequence (PS3.3 section C.7.6.16). Older
 * ones that have a vector over their frames (Grid Frame Offset Vector of RT Dose, section
 * C.8.8.3.2; Slice Vector of NM, section C.8.4.15) get the position of each frame from it.
 *
 * @param file the name of the file
 * @param number from 0
 * @param header the data set with the elements of the frame's functional groups in place of the
 *     sequences that hold them; references to other images stay in their sequences
 */
public record Frame(String file, int number, DataSet header) {
  /** Groups whose content is about other objects, or may stand there more than once. */
  private static final Set<Integer> NOT_OF_THE_IMAGE =
      Set.of(
          Tag.DerivationImageSequence,
          Tag.ReferencedImageSequence,
          Tag.ConversionSourceAttributesSequence,
          Tag.RealWorldValueMappingSequence);

  /**
   * A frame of a file.
   *
   * @param number from 0
   * @throws DicomException if there is no such frame
   */
  public static Frame of(Dicom dicom, int number) {
    int frames = count(dicom);
    if (number < 0 || number >= frames) {
      throw new DicomException(
          dicom.name()
              + ": there is no frame "
              + number
              + ": the file has "
              + frames
              + " (0 to "
              + (frames - 1)
              + ")");
    }
    return new Common(dicom).frame(number);
  }

  /** All frames of a file in its order; no pixel is decoded. */
  public static List<Frame> allOf(Dicom dicom) {
    return stream(dicom).toList();
  }

  /** The frames of a file, each made when it is asked for. */
  static Stream<Frame> stream(Dicom dicom) {
    Common common = new Common(dicom);
    return IntStream.range(0, count(dicom)).mapToObj(common::frame);
  }

  /** How many frames a file has, at least 1. */
  static int count(Dicom dicom) {
    return dicom.hasPixelData() ? dicom.pixelData().layout().frames() : promised(dicom);
  }

  private static int promised(Dicom dicom) {
    try {
      return Math.max(1, dicom.header().integer(Tag.NumberOfFrames, 1));
    } catch (DicomException e) {
      throw e.in(dicom.name());
    }
  }

  /** What the frames of a file have in common, worked out once. */
  private static final class Common {
    private final Dicom dicom;
    private final List<DataSet> each;
    private final boolean grouped;
    private final DataSet first;
    private final DataSet others;

    Common(Dicom dicom) {
      this.dicom = dicom;
      DataSet header = dicom.header();
      List<DataSet> shared = LookupTable.items(header, Tag.SharedFunctionalGroupsSequence);
      each = LookupTable.items(header, Tag.PerFrameFunctionalGroupsSequence);
      grouped = !shared.isEmpty() || !each.isEmpty();
      if (grouped) {
        DataSetBuilder out =
            header.toBuilder()
                .remove(Tag.SharedFunctionalGroupsSequence)
                .remove(Tag.PerFrameFunctionalGroupsSequence);
        shared.stream().limit(1).forEach(groups -> putAll(groups, out));
        first = out.build();
        others = first;
      } else {
        first = header;
        others = header.toBuilder().remove(Tag.ImagePositionPatient).build(); // not told
      }
    }

    Frame frame(int number) {
      try {
        return new Frame(dicom.name(), number, header(number));
      } catch (DicomException e) {
        throw e.in(dicom.name());
      }
    }

    private DataSet header(int number) {
      double step = grouped ? 0 : offset(first, number);
      if (!grouped && !Double.isNaN(step)) {
        return moved(first, step);
      }
      if (number >= each.size()) {
        return number == 0 ? first : others;
      }
      DataSetBuilder out = first.toBuilder();
      putAll(each.get(number), out);
      return out.build();
    }
  }

  /** The elements of the groups; a group is a sequence of one item. */
  private static void putAll(DataSet groups, DataSetBuilder out) {
    for (Element group : groups) {
      if (group.items().size() == 1 && !NOT_OF_THE_IMAGE.contains(group.tag())) {
        group.items().get(0).forEach(out::put);
      } else {
        out.put(group);
      }
    }
  }

  /** The header of a frame so many mm along the normal of the first. */
  private static DataSet moved(DataSet header, double step) {
    DataSet first = detector(header);
    DataSetBuilder out = header.toBuilder();
    first.find(Tag.ImagePositionPatient).ifPresent(out::put);
    first.find(Tag.ImageOrientationPatient).ifPresent(out::put);
    Optional<Plane> plane = Plane.of(out.build());
    if (plane.isPresent()) {
      Point at = plane.get().position().plus(plane.get().normal().times(step));
      out.put(Tag.ImagePositionPatient, at.x(), at.y(), at.z());
    }
    return out.build();
  }

  /** Where the position stands: in the only detector's item for NM, else in the header itself. */
  private static DataSet detector(DataSet header) {
    List<DataSet> detectors = LookupTable.items(header, Tag.DetectorInformationSequence);
    return !header.contains(Tag.ImagePositionPatient) && detectors.size() == 1
        ? detectors.get(0)
        : header;
  }

  /** How far a frame lies from the first along the normal, mm; NaN if the header does not say. */
  private static double offset(DataSet header, int number) {
    double[] offsets = numbers(header, Tag.GridFrameOffsetVector);
    if (number < offsets.length) {
      return offsets[number] - offsets[0];
    }
    double[] slices = numbers(header, Tag.SliceVector);
    double spacing = header.number(Tag.SpacingBetweenSlices, 0);
    if (number < slices.length && spacing != 0) {
      return (slices[number] - slices[0]) * spacing;
    }
    return Double.NaN;
  }

  private static double[] numbers(DataSet header, int tag) {
    return header.find(tag).map(Element::numbers).orElse(new double[0]);
  }

  /**
   * Where the frame lies in the patient; empty if the file does not say.
   *
   * @throws DicomException if its numbers break a rule
   */
  public Optional<Plane> plane() {
    return named(() -> Plane.of(header));
  }

  /** How thick the imaged slice is, mm; empty if the file does not say. */
  public Optional<Double> thickness() {
    return named(() -> Optional.of(header.number(Tag.SliceThickness, 0)).filter(mm -> mm > 0));
  }

  /**
   * How the frame's stored values get their meaning.
   *
   * @throws DicomException if the header breaks a rule
   */
  public ModalityTransform modality() {
    return named(() -> ModalityTransform.of(header));
  }

  /** What values after {@link #modality} are, such as HU. */
  public String unit() {
    return quantity().unit();
  }

  Quantity quantity() {
    return named(() -> Quantity.of(header));
  }

  /**
   * The frame's tables and windows, see {@link Voi#allOf(Dicom)}.
   *
   * @throws DicomException if one breaks its rule
   */
  public List<Voi> vois() {
    return named(() -> Voi.allOf(header));
  }

  private <T> T named(Supplier<T> part) {
    try {
      return part.get();
    } catch (DicomException e) {
      throw e.in(file);
    }
  }

  /** Number, file and place. */
  @Override
  public String toString() {
    return "frame " + number + " of " + file + plane().map(p -> ": " + p).orElse("");
  }
}
