package medimg.pixels;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import medimg.codec.ImageLayout;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.dicom.StoredValues;
import medimg.dictionary.Tag;

/**
 * A block of the patient: slices x rows x columns, parallel slices at even distances, in order of
 * their position along the normal of their planes (PS3.3 section C.7.6.2.1.1). Immutable.
 *
 * <p>From a series of single images, or from the frames of one enhanced object. File names and
 * instance numbers play no part. Values are in modality units, such as HU; in memory they stand as
 * stored, in one array as narrow as the files have it.
 */
public final class Volume {
  /** Positions closer than this are the same, mm. */
  private static final double SAME = .01;

  /** Directions may differ by so much through rounding. */
  private static final double PARALLEL = 1e-3;

  /** Distances may differ from the usual one by this share. */
  private static final double EVEN = .1;

  /** Or by so many mm, because files round positions to a tenth, but not by half. */
  private static final double ROUNDED = .11;

  /** A slice is shifted in its plane if its position is so many pixels from where it should be. */
  private static final double SHIFTED = .5;

  /** Values that an array can hold. */
  private static final int MOST = Integer.MAX_VALUE - 16;

  /** Room for decoding beside the array, in bytes. */
  private static final long WORK = 64L << 20;

  /** Up to so many values are computed without a table. */
  private static final int FEW = 1 << 14;

  /** What counts along each axis. */
  private static final String[] AXES = {"slice", "row", "column"};

  /** Which axis of the volume may stand for x, y and z; axial slices first. */
  private static final int[][] PERMUTATIONS = {
    {2, 1, 0}, {2, 0, 1}, {0, 1, 2}, {0, 2, 1}, {1, 2, 0}, {1, 0, 2}
  };

  private final List<Slice> order;
  private final ModalityTransform[] modality;
  private final StoredValues stored;
  private final double spacing;

  private record Slice(Dicom dicom, Frame frame, Plane plane) {
    double distance(Plane first) {
      return plane.position().dot(first.normal());
    }

    ImageLayout layout() {
      return dicom.pixelData().layout();
    }

    StoredValues decoded() {
      return dicom.pixelData().frame(frame.number());
    }

    /** How the samples stand in an array. */
    String cells() {
      ImageLayout l = layout();
      return l.bitsAllocated() + (l.signed() ? " bit signed" : " bit unsigned");
    }

    String name() {
      return frame.file() + (layout().frames() > 1 ? ", frame " + frame.number() : "");
    }

    String series() {
      return frame.header().string(Tag.SeriesInstanceUID, "");
    }
  }

  private Volume(List<Slice> order, double spacing) {
    this.order = order;
    this.spacing = spacing;
    this.modality =
        order.stream().map(slice -> slice.frame.modality()).toArray(ModalityTransform[]::new);
    StoredValues first = order.get(0).decoded();
    int size = first.size();
    Object all =
        Array.newInstance(first.array().getClass().getComponentType(), size * order.size());
    System.arraycopy(first.array(), 0, all, 0, size);
    IntStream.range(1, order.size())
        .parallel()
        .forEach(i -> System.arraycopy(order.get(i).decoded().array(), 0, all, i * size, size));
    this.stored =
        new StoredValues(all, first.isSigned(), order.size(), first.rows(), first.columns(), 1);
  }

  /**
   * The frames of one file, such as an enhanced CT or MR.
   *
   * @throws DicomException if they make no volume, see {@link #of(List)}
   */
  public static Volume of(Dicom dicom) {
    return of(List.of(dicom));
  }

  /**
   * The only series of images in a folder; files without pixels are passed over.
   *
   * @throws DicomException if there is more than one series, or it makes no volume
   */
  public static Volume of(DicomFiles files) {
    Map<String, List<Dicom>> series = new LinkedHashMap<>();
    for (Path path : files) {
      Dicom dicom = Dicom.read(path);
      if (dicom.hasPixelData()) {
        String uid = dicom.header().string(Tag.SeriesInstanceUID, "");
        series.computeIfAbsent(uid, key -> new ArrayList<>()).add(dicom);
      }
    }
    if (series.size() > 1) {
      throw new DicomException(
          files.folder()
              + ": has "
              + series.size()
              + " series of images, such as "
              + series.keySet().iterator().next()
              + "; give Volume.of(..) the files of one");
    }
    return of(series.values().stream().findFirst().orElse(List.of()));
  }

  /**
   * Slices in any order, each a file of its own or a frame.
   *
   * @throws DicomException if there are fewer than two; if series, size, orientation, spacing or
   *     unit differ; if two lie at the same place or one is missing; if they are shifted against
   *     one another, as by a tilted gantry; or if they need more memory than there is
   */
  public static Volume of(List<Dicom> dicoms) {
    List<Slice> slices = new ArrayList<>();
    for (Dicom dicom : dicoms) {
      Frame.stream(dicom).forEachOrdered(frame -> slices.add(slice(dicom, frame)));
    }
    if (slices.size() < 2) {
      throw new DicomException(
          (slices.isEmpty() ? "no slice" : slices.get(0).name() + ": one slice")
              + " makes no volume, which needs at least two");
    }
    slices.forEach(slice -> checkLike(slices.get(0), slice));
    Plane first = slices.get(0).plane;
    slices.sort(Comparator.comparingDouble(slice -> slice.distance(first)));
    double spacing = spacing(slices);
    checkMemory(slices);
    return new Volume(List.copyOf(slices), spacing);
  }

  private static Slice slice(Dicom dicom, Frame frame) {
    return new Slice(
        dicom, frame, frame.plane().orElseThrow(() -> new DicomException(placeless(dicom, frame))));
  }

  private static String placeless(Dicom dicom, Frame frame) {
    return dicom.name()
        + ": frame "
        + frame.number()
        + " has no place in a volume, because it lacks "
        + Stream.of(Tag.ImagePositionPatient, Tag.ImageOrientationPatient, Tag.PixelSpacing)
            .filter(tag -> frame.header().find(tag).filter(e -> !e.isEmpty()).isEmpty())
            .map(Tag::describe)
            .collect(Collectors.joining(" and "));
  }

  private static void checkLike(Slice a, Slice b) {
    ImageLayout of = b.layout();
    if (of.samples() != 1 || of.photometric().equals("PALETTE COLOR")) {
      throw new DicomException(
          b.name() + ": is in colour (" + of.photometric() + "); a volume needs grey slices");
    }
    differ(a, b, "are of the series", a.series(), b.series());
    ImageLayout like = a.layout();
    differ(
        a,
        b,
        "have the size",
        like.rows() + " x " + like.columns(),
        of.rows() + " x " + of.columns());
    differ(a, b, "are stored in", a.cells(), b.cells());
    differ(a, b, "are in", a.frame.unit(), b.frame.unit());
    Plane p = a.plane;
    Plane q = b.plane;
    if (p.alongRow().minus(q.alongRow()).length() > PARALLEL
        || p.alongColumn().minus(q.alongColumn()).length() > PARALLEL) {
      differ(
          a,
          b,
          "have the orientation",
          p.alongRow() + " " + p.alongColumn(),
          q.alongRow() + " " + q.alongColumn());
    }
    if (Math.abs(p.rowSpacing() / q.rowSpacing() - 1) > PARALLEL
        || Math.abs(p.columnSpacing() / q.columnSpacing() - 1) > PARALLEL) {
      differ(a, b, "have the pixel spacing", mm(p), mm(q));
    }
  }

  private static String mm(Plane plane) {
    return plane.rowSpacing() + " x " + plane.columnSpacing() + " mm";
  }

  private static void differ(Slice a, Slice b, String what, String one, String other) {
    if (!one.equals(other)) {
      throw new DicomException(
          a.name()
              + " and "
              + b.name()
              + " make no volume: they "
              + what
              + " "
              + one
              + " and "
              + other
              + "; choose the slices of one series that are alike");
    }
  }

  /** The distance from slice to slice, after checks of the positions. */
  private static double spacing(List<Slice> slices) {
    Plane first = slices.get(0).plane;
    Point normal = first.normal();
    double[] gaps = new double[slices.size() - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = slices.get(i + 1).distance(first) - slices.get(i).distance(first);
      if (gaps[i] < SAME) {
        throw new DicomException(
            slices.get(i).name()
                + " and "
                + slices.get(i + 1).name()
                + " lie at the same place "
                + slices.get(i).plane.position()
                + "; a volume needs one slice there, so choose one echo, phase or segment");
      }
    }
    Slice last = slices.get(slices.size() - 1);
    double pixel = Math.min(first.rowSpacing(), first.columnSpacing());
    for (Slice slice : slices) {
      Point way = slice.plane.position().minus(first.position());
      double along = way.dot(normal);
      double aside = way.minus(normal.times(along)).length();
      if (aside > SHIFTED * pixel) {
        throw new DicomException(
            slices.get(0).name()
                + " to "
                + last.name()
                + " make no volume: they are tilted, "
                + slice.name()
                + " lies "
                + Numbers.text(along)
                + " mm along the normal of the first and "
                + Numbers.text(aside)
                + " mm aside ("
                + Math.round(Math.toDegrees(Math.atan2(aside, along)))
                + " degrees), as by a tilted gantry; shear the slices first");
      }
    }
    double[] sorted = gaps.clone();
    Arrays.sort(sorted);
    double usual = sorted[(sorted.length - 1) / 2];
    for (int i = 0; i < gaps.length; i++) {
      double tolerance = Math.min(usual / 2, Math.max(EVEN * usual, ROUNDED));
      if (Math.abs(gaps[i] - usual) > tolerance) {
        long missing = Math.round(gaps[i] / usual) - 1;
        throw new DicomException(
            slices.get(i).name()
                + " and "
                + slices.get(i + 1).name()
                + " lie "
                + Numbers.text(gaps[i])
                + " mm apart, other slices "
                + Numbers.text(usual)
                + " mm: "
                + (missing > 0
                    ? missing + (missing == 1 ? " slice is" : " slices are") + " missing"
                    : "a volume needs even distances"));
      }
    }
    return (last.distance(first) - slices.get(0).distance(first)) / gaps.length;
  }

  private static void checkMemory(List<Slice> slices) {
    ImageLayout layout = slices.get(0).layout();
    long samples = layout.frameSize() * slices.size();
    if (samples > MOST) {
      throw new DicomException(
          slices.size()
              + " slices of "
              + layout.frameSize()
              + " pixels do not fit one array; take fewer slices");
    }
    long array = samples * Math.max(1, layout.bitsAllocated() / 8);
    long needed = array + array / 3 + WORK;
    Runtime java = Runtime.getRuntime();
    long there = java.maxMemory() - (java.totalMemory() - java.freeMemory());
    if (needed > there) {
      throw new DicomException(
          slices.size()
              + " slices need "
              + (needed >> 20)
              + " MB, but Java has "
              + (there >> 20)
              + " MB left; start it with a larger -Xmx");
    }
  }

  /** Slices. */
  public int slices() {
    return order.size();
  }

  /** Rows of a slice. */
  public int rows() {
    return stored.rows();
  }

  /** Columns of a slice. */
  public int columns() {
    return stored.columns();
  }

  /** What the values are, such as HU. */
  public String unit() {
    return order.get(0).frame.unit();
  }

  /** From the middle of a slice to that of the next, mm: by their positions. */
  public double sliceSpacing() {
    return spacing;
  }

  /** From the middle of a row to that of the next, mm. */
  public double rowSpacing() {
    return order.get(0).plane.rowSpacing();
  }

  /** From the middle of a column to that of the next, mm. */
  public double columnSpacing() {
    return order.get(0).plane.columnSpacing();
  }

  /**
   * A slice, in modality units.
   *
   * @param slice from 0, in order of position
   * @throws DicomException if there is no such slice
   */
  public Pixels slice(int slice) {
    return part(checked(slice), 0, rows(), 0, columns());
  }

  /** Some rows and columns of a slice. */
  private Pixels part(int slice, int row, int rows, int column, int columns) {
    Slice of = order.get(slice);
    Object values = Array.newInstance(stored.array().getClass().getComponentType(), rows * columns);
    for (int i = 0; i < rows; i++) {
      int from = (slice * rows() + row + i) * columns() + column;
      System.arraycopy(stored.array(), from, values, i * columns, columns);
    }
    StoredValues some = new StoredValues(values, stored.isSigned(), 1, rows, columns, 1);
    Frame frame = of.frame;
    return Pixels.of(of.dicom, some, frame.header(), modality[slice], frame.quantity(), of.name())
        .scaled();
  }

  /**
   * The frame that a slice is from: its file, header and windows.
   *
   * @param slice from 0, in order of position
   * @throws DicomException if there is no such slice
   */
  public Frame frame(int slice) {
    return order.get(checked(slice)).frame;
  }

  private int checked(int slice) {
    if (slice < 0 || slice >= order.size()) {
      throw new DicomException(
          "there is no slice " + slice + ": the volume has " + order.size() + ", counted from 0");
    }
    return slice;
  }

  /**
   * The value of a voxel in modality units, or what the file has there if it is padding.
   *
   * @param slice from 0, in order of position
   * @param row from 0
   * @param column from 0
   * @throws DicomException if it is outside the volume
   */
  public double at(int slice, int row, int column) {
    checked(slice);
    if (row < 0 || row >= rows() || column < 0 || column >= columns()) {
      throw new DicomException(
          "there is no voxel in row "
              + row
              + ", column "
              + column
              + " of slices of "
              + rows()
              + " x "
              + columns()
              + " (rows x columns, from 0)");
    }
    return modality[slice].apply(stored.number((slice * rows() + row) * columns() + column));
  }

  /**
   * The place of the middle of a voxel in the patient; between voxels too.
   *
   * @param slice from 0, in order of position
   * @param row from 0
   * @param column from 0
   */
  public Point position(double slice, double row, double column) {
    Plane first = order.get(0).plane;
    return first.at(row, column).plus(first.normal().times(slice * spacing));
  }

  /** The view whose planes are the slices of this volume, or nearest to them. */
  public View view() {
    return Arrays.stream(View.values()).filter(v -> axis(v.through) == 0).findFirst().orElseThrow();
  }

  /**
   * How many planes there are of a view: the number of slices, rows or columns, whichever count
   * along the patient's axis that is perpendicular to it, or nearest to that.
   */
  public int size(View view) {
    return size(axis(view.through));
  }

  /** The plane of a view through the middle of the volume. */
  public Section section(View view) {
    return section(view, size(view) / 2);
  }

  /**
   * The plane of a view through a voxel, turned as radiologists look at it.
   *
   * @param slice from 0, in order of position
   * @param row from 0
   * @param column from 0
   * @throws DicomException if it is outside the volume
   */
  public Section section(View view, int slice, int row, int column) {
    at(slice, row, column);
    return section(view, new int[] {slice, row, column}[axis(view.through)]);
  }

  /**
   * A plane of a view, turned as radiologists look at it (right at the left, head at the top)
   * however the slices lie. An oblique volume is cut along its own axes, each taken for the
   * patient's axis that it is nearest to.
   *
   * @param index a slice, row or column, from 0: see {@link #size(View)}
   * @throws DicomException if there is no such plane
   */
  public Section section(View view, int index) {
    int axis = axis(view.through);
    return turned(view, index, values(axis, index, index), view + ", " + AXES[axis] + " " + index);
  }

  /** The maximum intensity projection of all planes of a view. */
  public Section mip(View view) {
    return mip(view, 0, size(view) - 1);
  }

  /**
   * The maximum intensity projection of a slab: the largest value along each ray perpendicular to
   * the view. Voxels without a value are passed over.
   *
   * @param from the first slice, row or column, from 0: see {@link #size(View)}
   * @param to the last one
   * @throws DicomException if there are no such planes
   */
  public Section mip(View view, int from, int to) {
    int axis = axis(view.through);
    String what = view + " maximum of " + AXES[axis] + "s " + from + " to " + to;
    return turned(view, (from + to) / 2.0, values(axis, from, to), what);
  }

  private int size(int axis) {
    return axis == 0 ? slices() : axis == 1 ? rows() : columns();
  }

  /** Where slices, rows and columns count to. */
  private Point direction(int axis) {
    Plane first = order.get(0).plane;
    return axis == 0 ? first.normal() : axis == 1 ? first.alongColumn() : first.alongRow();
  }

  private static double part(Point p, int patientAxis) {
    return patientAxis == 0 ? p.x() : patientAxis == 1 ? p.y() : p.z();
  }

  /** The axis of the volume that stands for one of the patient: all three fit best together. */
  private int axis(int patientAxis) {
    int[] best = null;
    double most = -1;
    for (int[] axes : PERMUTATIONS) {
      double sum = 0;
      for (int i = 0; i < 3; i++) {
        sum += Math.abs(part(direction(axes[i]), i));
      }
      if (sum > most + 1e-9) {
        most = sum;
        best = axes;
      }
    }
    return best[patientAxis];
  }

  /**
   * The largest values of some planes perpendicular to an axis, the other two axes in their order;
   * NaN where there is none.
   */
  private float[] values(int axis, int from, int to) {
    if (from < 0 || to >= size(axis) || from > to) {
      throw new DicomException(
          "there is no "
              + AXES[axis]
              + " "
              + (from == to ? from : from + " to " + to)
              + ": the volume has "
              + size(axis)
              + ", counted from 0");
    }
    int rows = rows();
    int columns = columns();
    if (axis == 0) {
      return IntStream.rangeClosed(from, to)
          .parallel()
          .collect(
              () -> nothing(rows * columns),
              (out, slice) -> raise(out, numbers(part(slice, 0, rows, 0, columns))),
              Volume::raise);
    }
    int width = axis == 1 ? columns : rows;
    float[] out = nothing(slices() * width);
    IntStream.range(0, slices())
        .parallel()
        .forEach(
            slice -> {
              int count = to - from + 1;
              float[] own =
                  numbers(
                      axis == 1
                          ? part(slice, from, count, 0, columns)
                          : part(slice, 0, rows, from, count));
              for (int i = 0; i < own.length; i++) {
                int at = slice * width + (axis == 1 ? i % columns : i / count);
                if (own[i] > out[at] || Float.isNaN(out[at])) {
                  out[at] = own[i];
                }
              }
            });
    return out;
  }

  private static float[] nothing(int size) {
    float[] out = new float[size];
    Arrays.fill(out, Float.NaN);
    return out;
  }

  private static void raise(float[] out, float[] values) {
    for (int i = 0; i < out.length; i++) {
      if (values[i] > out[i] || Float.isNaN(out[i])) {
        out[i] = values[i];
      }
    }
  }

  /** Values in modality units, NaN where there is none. */
  private static float[] numbers(Pixels px) {
    float[] out;
    if (px.size() > FEW) {
      out = px.values();
    } else {
      out = new float[px.size()];
      for (int i = 0; i < out.length; i++) {
        out[i] = (float) px.value(i);
      }
    }
    boolean all = px.count() == px.size();
    for (int i = 0; i < out.length && !all; i++) {
      if (!px.hasValue(i)) {
        out[i] = Float.NaN;
      }
    }
    return out;
  }

  /** Values of a plane as a picture of a view. */
  private Section turned(View view, double index, float[] values, String what) {
    int through = axis(view.through);
    int across = axis(view.across);
    int down = axis(view.down);
    Point right = direction(across);
    Point below = direction(down);
    boolean flipAcross = part(right, view.across) < 0;
    boolean flipDown = part(below, view.down) * view.downSign < 0;
    int rows = size(down);
    int columns = size(across);
    int rowStep = down < across ? columns : 1;
    int columnStep = down < across ? 1 : rows;
    float[] out = new float[values.length];
    for (int i = 0; i < rows; i++) {
      int from = (flipDown ? rows - 1 - i : i) * rowStep;
      for (int j = 0; j < columns; j++) {
        out[i * columns + j] = values[from + (flipAcross ? columns - 1 - j : j) * columnStep];
      }
    }
    double[] corner = new double[3];
    corner[through] = index;
    corner[down] = flipDown ? rows - 1 : 0;
    corner[across] = flipAcross ? columns - 1 : 0;
    double[] spacings = {spacing, rowSpacing(), columnSpacing()};
    Plane plane =
        new Plane(
            position(corner[0], corner[1], corner[2]),
            flipAcross ? right.times(-1) : right,
            flipDown ? below.times(-1) : below,
            spacings[down],
            spacings[across]);
    Pixels like = part(slices() / 2, 0, 1, 0, 1);
    return new Section(view, like.like(out, rows, columns, what), plane, what);
  }

  /**
   * The share of each slice's pixels inside a window, see {@link Pixels#pctInWindow}: which slices
   * show lung, or bone.
   *
   * @param window in the unit of this volume
   */
  public SliceShares pctInWindow(Window window) {
    double[] shares =
        IntStream.range(0, slices())
            .parallel()
            .mapToDouble(slice -> slice(slice).pctInWindow(window))
            .toArray();
    double[] positions = new double[slices()];
    Point normal = order.get(0).plane.normal();
    Arrays.setAll(positions, slice -> position(slice, 0, 0).dot(normal));
    return new SliceShares(window, shares, positions, normal.letters());
  }

  /**
   * Where columns, rows and slices lead, such as {@code L\P\H} for axial slices: to the left hand,
   * to the back, to the head; see {@link Point#letters}.
   */
  public String orientation() {
    Plane first = order.get(0).plane;
    return first.orientation() + "\\" + first.normal().letters();
  }

  /** Shape, unit, spacing and orientation. */
  @Override
  public String toString() {
    return slices()
        + " x "
        + rows()
        + " x "
        + columns()
        + " (slices x rows x columns), "
        + unit()
        + ", spacing "
        + Numbers.text(sliceSpacing())
        + " x "
        + Numbers.text(rowSpacing())
        + " x "
        + Numbers.text(columnSpacing())
        + " mm, orientation "
        + orientation();
  }
}
