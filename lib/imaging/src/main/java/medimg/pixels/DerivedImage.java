package medimg.pixels;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.DoubleUnaryOperator;
import medimg.codec.ImageLayout;
import medimg.dicom.DataSet;
import medimg.dicom.DataSetBuilder;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.DicomWriter;
import medimg.dicom.Element;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;

/**
 * New DICOM images made of old ones: other pixels under the same patient and study. The old file
 * stays as it is; {@link Dicom} of the new one is in memory.
 *
 * <p>A new image is marked DERIVED and names its source (PS3.3 sections C.7.6.1.1.2 and C.8.1.1),
 * has a SOP Instance UID of its own, and is uncompressed, explicit VR little endian. Its Series
 * Instance UID follows from the old one and what was done, so that the images of a series stay
 * together. Signatures, icons and the extremes of the old pixels are left out.
 */
public final class DerivedImage {
  private static final Set<Integer> STALE =
      Set.of(
          Tag.SmallestImagePixelValue,
          Tag.LargestImagePixelValue,
          Tag.IconImageSequence,
          Tag.ExtendedOffsetTable,
          Tag.ExtendedOffsetTableLengths,
          Tag.FloatPixelPaddingValue,
          Tag.FloatPixelPaddingRangeLimit,
          Tag.DoubleFloatPixelPaddingValue,
          Tag.DoubleFloatPixelPaddingRangeLimit,
          Tag.DigitalSignaturesSequence,
          Tag.MACParametersSequence,
          Tag.DataSetTrailingPadding);

  /** Places in pixels, which another size makes wrong. */
  private static final Set<Integer> STALE_WHEN_RESIZED =
      Set.of(
          Tag.SequenceOfUltrasoundRegions,
          Tag.ShutterShape,
          Tag.ShutterLeftVerticalEdge,
          Tag.ShutterRightVerticalEdge,
          Tag.ShutterUpperHorizontalEdge,
          Tag.ShutterLowerHorizontalEdge,
          Tag.CenterOfCircularShutter,
          Tag.RadiusOfCircularShutter,
          Tag.VerticesOfThePolygonalShutter);

  /** Distances between pixels: of rows, then of columns, in mm. */
  private static final Set<Integer> SPACINGS =
      Set.of(Tag.PixelSpacing, Tag.ImagerPixelSpacing, Tag.NominalScannedPixelSpacing);

  /** Sequences that hold a spacing or a position: groups of frames, and the detectors of NM. */
  private static final Set<Integer> PLACES =
      Set.of(Tag.PixelMeasuresSequence, Tag.PlanePositionSequence, Tag.DetectorInformationSequence);

  /** PS3.5 section 9.1. */
  private static final String UID = "(?=.{1,64}$)(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*))*";

  private static final int FULL = 65_535;

  private DerivedImage() {}

  /**
   * The image with other pixels (fastai: {@code set_pixels}, which leaves all that describes them).
   *
   * <p>Stored values and values in the file's own unit are stored by the file's rescale, rounded to
   * whole numbers; grey levels from 0 to 1 as 16 bit (colour: 8 bit) without rescale or window; any
   * other values as they are if whole, else spread over 16 bit with a rescale that gives them back
   * to within half a step. Bits are 8, 16 or 32, as few as hold the values, but not fewer than the
   * file's. What has no value becomes padding, and black among grey levels. Rows, columns, samples
   * and frames are those of the pixels; a rescale table is replaced by its values. Spacing,
   * position and overlays stay, which is true for pixels at the old places only ({@link #zoomTo}
   * and {@link #isotropic} make others).
   *
   * @throws DicomException if the file's frames differ in their description and the pixels are not
   *     as many frames, or the values do not fit 32 bit
   */
  public static Dicom setPixels(Dicom dicom, Pixels px) {
    return derived(dicom, px, "new pixels", dicom.header().toBuilder());
  }

  /**
   * {@link #zoomTo} with {@code ratio} times as many rows and columns, rounded half to even.
   *
   * @throws DicomException if that leaves no pixel, the pixels cannot be decoded or zoomed, or the
   *     frames are tiles of one larger image
   */
  public static Dicom zoom(Dicom dicom, double ratio) {
    return zoomed(dicom, stored(dicom).zoom(ratio));
  }

  /**
   * The image in another size, all frames, by {@link Pixels#zoomTo(int, int)} of the stored values.
   * Every pixel spacing of the header follows as old size / new size, so that the field of view
   * keeps its millimetres; fastai's {@code zoom_to} leaves it. Image Position (Patient) is the
   * middle of the first pixel (PS3.3 section C.7.6.2.1.1), so it moves by half the difference of
   * the spacings, for every frame that has a position of its own as well; it stays where spacing or
   * orientation is not told. (The spline keeps the middles of the outermost pixels instead of the
   * edges: a place read from the new image is off by half that difference there, and right in the
   * middle.) Overlays, shutters and other places in pixels are left out.
   *
   * @param rows of the result, 1 to 65,535
   * @param columns of the result, 1 to 65,535
   * @throws DicomException if a size is out of range, the pixels cannot be decoded or zoomed, or
   *     the frames are tiles of one larger image
   */
  public static Dicom zoomTo(Dicom dicom, int rows, int columns) {
    return zoomed(dicom, stored(dicom).zoomTo(rows, columns));
  }

  private static Dicom zoomed(Dicom dicom, Pixels px) {
    return resized(dicom, px, "zoom to " + px.shape());
  }

  /**
   * The image with square pixels of a size, all frames: as many as cover the field of view, each
   * the mean of the area under it. Pixel Spacing is the field of view by their number, and Image
   * Position (Patient) the middle of the new first pixel, in each frame.
   *
   * @param millimetres distance of pixels, above 0
   * @throws DicomException if the file has no Pixel Spacing or its frames differ in it, the pixels
   *     cannot be decoded, the result is out of range, or the frames are tiles of one larger image
   */
  public static Dicom isotropic(Dicom dicom, double millimetres) {
    if (!(millimetres > 0 && Double.isFinite(millimetres))) {
      throw new DicomException(
          "isotropic: "
              + Numbers.text(millimetres)
              + " mm is no distance of pixels, must be above 0");
    }
    double[] spacing = spacing(dicom);
    Pixels px = stored(dicom);
    int rows = size(px.rows() * spacing[0] / millimetres);
    int columns = size(px.columns() * spacing[1] / millimetres);
    Pixels made = px.cropResize(Box.of(px), rows, columns);
    return resized(dicom, made, "isotropic " + Numbers.text(millimetres) + " mm");
  }

  private static int size(double pixels) {
    return (int) Math.max(1, Math.min(1 << 20, Math.rint(pixels)));
  }

  private static double[] spacing(Dicom dicom) {
    double[] first = null;
    for (Frame frame : Frame.allOf(dicom)) {
      double[] spacing =
          frame
              .header()
              .find(Tag.PixelSpacing)
              .map(Element::numbers)
              .orElseGet(() -> new double[0]);
      if (spacing.length != 2 || !(spacing[0] > 0) || !(spacing[1] > 0)) {
        throw new DicomException(
            dicom.name()
                + ": "
                + Tag.describe(Tag.PixelSpacing)
                + " is absent or not two numbers above 0, but millimetres need it");
      }
      first = first == null ? spacing : first;
      if (!Arrays.equals(spacing, first)) {
        throw new DicomException(
            dicom.name()
                + ": frame "
                + frame.number()
                + " has a "
                + Tag.describe(Tag.PixelSpacing)
                + " of its own, but frames of one file have one size; take them one by one");
      }
    }
    return first;
  }

  private static Pixels stored(Dicom dicom) {
    Pixels px = Pixels.allOf(dicom);
    if (px.layout().photometric().equals("PALETTE COLOR")) {
      throw new DicomException(
          dicom.name()
              + ": another size needs colours, but the pixels are indices into a palette, which"
              + " have no between");
    }
    return px.layout().photometric().startsWith("YBR_FULL") ? px.toRgb() : px;
  }

  private static Dicom resized(Dicom dicom, Pixels px, String what) {
    DataSet header = dicom.header();
    if (header.contains(Tag.TotalPixelMatrixColumns)) {
      throw new DicomException(
          dicom.name()
              + ": has "
              + Tag.describe(Tag.TotalPixelMatrixColumns)
              + ": its frames are tiles of one larger image, which another size would tear apart;"
              + " take the pixels of a frame with Pixels.of(dicom, frame)");
    }
    ImageLayout layout = dicom.pixelData().layout();
    Scale scale =
        new Scale((double) layout.rows() / px.rows(), (double) layout.columns() / px.columns());
    DataSetBuilder builder = scale.resized(header, Frame.allOf(dicom)).toBuilder();
    for (Element e : header) {
      boolean overlay = (Tag.group(e.tag()) & 0xFF01) == 0x6000;
      if (overlay || STALE_WHEN_RESIZED.contains(e.tag())) {
        builder.remove(e.tag());
      }
    }
    return derived(dicom, px, what, builder);
  }

  /**
   * New distances of pixels.
   *
   * @param down old rows by new ones
   * @param across old columns by new ones
   */
  private record Scale(double down, double across) {
    /** A header with other spacings and positions, in the functional groups of frames as well. */
    DataSet resized(DataSet header, List<Frame> frames) {
      DataSetBuilder out = resized(header, frames.get(0)).toBuilder();
      for (int tag :
          new int[] {Tag.SharedFunctionalGroupsSequence, Tag.PerFrameFunctionalGroupsSequence}) {
        List<DataSet> items = LookupTable.items(header, tag);
        DataSet[] made = new DataSet[items.size()];
        for (int i = 0; i < made.length; i++) {
          // What is shared holds for the first frame too.
          made[i] = resized(items.get(i), frames.get(Math.min(i, frames.size() - 1)));
        }
        if (made.length > 0) {
          out.put(tag, made);
        }
      }
      return out.build();
    }

    private DataSet resized(DataSet set, Frame frame) {
      DataSetBuilder builder = set.toBuilder();
      for (Element e : set) {
        if (SPACINGS.contains(e.tag()) && e.multiplicity() == 2) {
          double[] mm = e.numbers();
          builder.put(e.tag(), mm[0] * down, mm[1] * across);
        } else if (e.tag() == Tag.ImagePositionPatient && e.multiplicity() == 3) {
          double[] at = e.numbers();
          Point moved = new Point(at[0], at[1], at[2]).plus(shift(frame));
          builder.put(e.tag(), moved.x(), moved.y(), moved.z());
        } else if (PLACES.contains(e.tag())) {
          builder.put(
              e.tag(), e.items().stream().map(i -> resized(i, frame)).toArray(DataSet[]::new));
        }
      }
      return builder.build();
    }

    /** From the middle of the old first pixel to that of the new one, mm. */
    private Point shift(Frame frame) {
      return frame
          .plane()
          .map(
              p ->
                  p.alongRow()
                      .times(p.columnSpacing() * (across - 1) / 2)
                      .plus(p.alongColumn().times(p.rowSpacing() * (down - 1) / 2)))
          .orElse(new Point(0, 0, 0));
    }
  }

  /**
   * How values are stored: the map to whole numbers, their range, and what becomes of the header.
   */
  private record Coding(DoubleUnaryOperator toStored, double low, double high) {}

  private static Dicom derived(Dicom dicom, Pixels px, String what, DataSetBuilder header) {
    checkFrames(dicom, px);
    STALE.forEach(header::remove);
    Coding coding = coding(dicom, px, header);
    boolean signed = coding.low < 0;
    int bits = bits(dicom, px, coding);
    long padding = padding(dicom, px, coding, signed, bits);
    if (px.count() == px.size() || px.isGreyLevel()) {
      // Nothing is padding any more, and the old number may be a value now.
      header.remove(Tag.PixelPaddingValue).remove(Tag.PixelPaddingRangeLimit);
    } else {
      VR vr = signed ? VR.SS : VR.US;
      header.remove(Tag.PixelPaddingRangeLimit).put(Tag.PixelPaddingValue, vr, padding);
    }
    int before = dicom.header().integer(Tag.BitsStored, bits);
    int needed = signed ? bits : 64 - Long.numberOfLeadingZeros((long) coding.high);
    boolean sameSign = signed == dicom.pixelData().layout().signed();
    int used = !signed && sameSign && needed <= before && before <= bits ? before : bits;
    header
        .put(Tag.Rows, px.rows())
        .put(Tag.Columns, px.columns())
        .put(Tag.SamplesPerPixel, px.samples())
        .put(Tag.PhotometricInterpretation, px.layout().photometric())
        .put(Tag.BitsAllocated, bits)
        .put(Tag.BitsStored, used)
        .put(Tag.HighBit, used - 1)
        .put(Tag.PixelRepresentation, signed ? 1 : 0);
    header.remove(Tag.PlanarConfiguration);
    if (px.samples() > 1) {
      header.put(Tag.PlanarConfiguration, 0);
    }
    if (px.frames() > 1 || dicom.header().contains(Tag.NumberOfFrames)) {
      header.put(Tag.NumberOfFrames, px.frames());
    }
    name(dicom, what, header);
    Object array = encode(px, coding, padding, bits);
    return written(dicom.name() + ", " + what, header.build(), array);
  }

  private static void checkFrames(Dicom dicom, Pixels px) {
    int frames = dicom.pixelData().layout().frames();
    if (px.frames() != frames && dicom.header().contains(Tag.PerFrameFunctionalGroupsSequence)) {
      throw new DicomException(
          dicom.name()
              + ": describes each of its "
              + frames
              + " frames, but the pixels are "
              + px.frames()
              + "; give all of them");
    }
    if (px.samples() != 1 && px.samples() != 3) {
      throw new DicomException(
          dicom.name() + ": an image has 1 or 3 samples a pixel, but these have " + px.samples());
    }
  }

  private static Coding coding(Dicom dicom, Pixels px, DataSetBuilder header) {
    double low = px.count() == 0 ? 0 : px.min();
    double high = px.count() == 0 ? 0 : px.max();
    if (px.isGreyLevel()) {
      unscaled(header);
      int full = px.samples() == 1 ? FULL : 255;
      return new Coding(v -> v * full, 0, full);
    }
    if (px.stage() == Stage.STORED && !isFloating(dicom)) {
      return new Coding(v -> v, Math.rint(low), Math.rint(high));
    }
    ModalityTransform modality = ModalityTransform.of(dicom.header());
    boolean own = px.quantity().equals(Quantity.of(dicom.header()));
    if (own && modality instanceof Rescale r) {
      DoubleUnaryOperator back = v -> (v - r.intercept()) / r.slope();
      double a = Math.rint(back.applyAsDouble(low));
      double b = Math.rint(back.applyAsDouble(high));
      return new Coding(back, Math.min(a, b), Math.max(a, b));
    }
    unscaled(header);
    if (own) {
      rescaled(header, 1, 0, px.unit());
      return new Coding(v -> v, Math.rint(low), Math.rint(high));
    }
    boolean whole = true;
    for (int i = 0; i < px.size() && whole; i++) {
      whole = !px.hasValue(i) || px.value(i) == Math.rint(px.value(i));
    }
    if (whole && high - low <= Integer.MAX_VALUE && Math.abs(low) <= Integer.MAX_VALUE) {
      return new Coding(v -> v, low, high);
    }
    double slope = high > low ? (high - low) / FULL : 1;
    rescaled(header, slope, low, "US");
    // The written text of the slope may be rounded: what is read back counts.
    Rescale r = Rescale.of(header.build());
    return new Coding(v -> (v - r.intercept()) / r.slope(), 0, FULL);
  }

  private static boolean isFloating(Dicom dicom) {
    return dicom.pixelData().layout().bitsAllocated() >= 32
        && dicom.pixelData().frame(0).isFloating();
  }

  private static void unscaled(DataSetBuilder header) {
    for (int tag :
        new int[] {
          Tag.ModalityLUTSequence,
          Tag.RescaleSlope,
          Tag.RescaleIntercept,
          Tag.RescaleType,
          Tag.VOILUTSequence,
          Tag.WindowCenter,
          Tag.WindowWidth,
          Tag.WindowCenterWidthExplanation,
          Tag.VOILUTFunction
        }) {
      header.remove(tag);
    }
  }

  private static void rescaled(DataSetBuilder header, double slope, double intercept, String unit) {
    header
        .put(Tag.RescaleSlope, slope)
        .put(Tag.RescaleIntercept, intercept)
        .put(Tag.RescaleType, unit.matches("[A-Z0-9_]{1,16}") ? unit : "US");
  }

  private static int bits(Dicom dicom, Pixels px, Coding coding) {
    int before = Math.max(8, dicom.pixelData().layout().bitsAllocated());
    int least = px.isGreyLevel() || before > 32 ? 8 : before;
    for (int bits = 8; bits <= 32; bits *= 2) {
      double low = coding.low < 0 ? -Math.scalb(1.0, bits - 1) : 0;
      double high = Math.scalb(1.0, coding.low < 0 ? bits - 1 : bits) - 1;
      if (bits >= least && coding.low >= low && coding.high <= high) {
        return bits;
      }
    }
    throw new DicomException(
        dicom.name()
            + ": values from "
            + Numbers.text(coding.low)
            + " to "
            + Numbers.text(coding.high)
            + " do not fit 32 bit; scale them first");
  }

  /** A number for samples without a value: the file's, if it is free, or one outside the values. */
  private static long padding(Dicom dicom, Pixels px, Coding coding, boolean signed, int bits) {
    if (px.count() == px.size()) {
      return 0;
    }
    if (px.isGreyLevel()) {
      return px.isInverted() ? (long) coding.high : 0;
    }
    double low = signed ? -Math.scalb(1.0, Math.min(bits, 16) - 1) : 0;
    double high = Math.scalb(1.0, signed ? Math.min(bits, 16) - 1 : Math.min(bits, 16)) - 1;
    double old =
        dicom
            .find(Tag.PixelPaddingValue)
            .filter(e -> e.multiplicity() > 0)
            .map(e -> signed ? (double) (short) e.integer() : e.integer() & 0xFFFF)
            .orElse(low);
    for (double free : new double[] {old, low, high}) {
      if (free >= low && free <= high && (free < coding.low || free > coding.high)) {
        return (long) free;
      }
    }
    throw new DicomException(
        dicom.name()
            + ": pixels without a value need a number that no other has, but "
            + bits
            + " bit are all in use; take withPadding()");
  }

  private static Object encode(Pixels px, Coding coding, long padding, int bits) {
    int n = px.size();
    byte[] bytes = new byte[bits == 8 ? n : 0];
    short[] shorts = new short[bits == 16 ? n : 0];
    int[] ints = new int[bits == 32 ? n : 0];
    for (int i = 0; i < n; i++) {
      long v = padding;
      if (px.hasValue(i)) {
        double stored = Math.rint(coding.toStored.applyAsDouble(px.value(i)));
        v = (long) Math.max(coding.low, Math.min(coding.high, stored));
      }
      switch (bits) {
        case 8 -> bytes[i] = (byte) v;
        case 16 -> shorts[i] = (short) v;
        default -> ints[i] = (int) v;
      }
    }
    return bits == 8 ? bytes : bits == 16 ? shorts : ints;
  }

  private static void name(Dicom dicom, String what, DataSetBuilder header) {
    DataSet old = dicom.header();
    List<String> type =
        new ArrayList<>(old.find(Tag.ImageType).map(Element::strings).orElse(List.of()));
    while (type.size() < 2) {
      type.add("SECONDARY");
    }
    type.set(0, "DERIVED");
    String sop = old.string(Tag.SOPInstanceUID, "");
    String series = old.string(Tag.SeriesInstanceUID, sop);
    UUID together =
        UUID.nameUUIDFromBytes((series + " " + what).getBytes(StandardCharsets.US_ASCII));
    header
        .put(Tag.ImageType, type.toArray(String[]::new))
        .put(Tag.DerivationDescription, what)
        .put(Tag.SOPInstanceUID, uid(UUID.randomUUID()))
        .put(Tag.SeriesInstanceUID, uid(together));
    if (dicom.transferSyntax().mayBeLossy()) {
      header.put(Tag.LossyImageCompression, "01");
    }
    String sopClass = old.string(Tag.SOPClassUID, "");
    if (sopClass.isEmpty()) {
      header.put(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7"); // Secondary Capture
    }
    // A source whose UID breaks the rule cannot be referred to.
    if (sopClass.matches(UID) && sop.matches(UID)) {
      DataSet source =
          DataSet.builder()
              .put(Tag.ReferencedSOPClassUID, sopClass)
              .put(Tag.ReferencedSOPInstanceUID, sop)
              .build();
      header.put(Tag.SourceImageSequence, source);
    }
  }

  /** A UID of a UUID (PS3.5 section B.2). */
  private static String uid(UUID uuid) {
    return "2.25." + new BigInteger(uuid.toString().replace("-", ""), 16);
  }

  private static Dicom written(String name, DataSet header, Object array) {
    DicomWriter writer = DicomWriter.of(header, TransferSyntax.EXPLICIT_LITTLE);
    if (array instanceof byte[] bytes) {
      writer.pixels(bytes);
    } else if (array instanceof short[] shorts) {
      writer.pixels(shorts);
    } else {
      writer.pixels((int[]) array);
    }
    return Dicom.read(writer.bytes(), name);
  }
}
