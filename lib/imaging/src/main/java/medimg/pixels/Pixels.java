package medimg.pixels;

import java.awt.image.BufferedImage;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import medimg.codec.ImageLayout;
import medimg.dicom.DataSet;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.StoredValues;
import medimg.dictionary.ArgumentException;
import medimg.dictionary.Tag;

/**
 * Numbers of an image, rows x columns (x samples for colour), of one frame or several; immutable.
 *
 * <p>{@link #of(Dicom)} gives the stored values of a file (fastai: {@code pixels}, pydicom: {@code
 * pixel_array}), {@link #scaled} gives what they mean, such as Hounsfield units (fastai: {@code
 * scaled_px}). {@link #histScaled}, {@link #windowed} and others make grey levels from 0 to 1 of
 * them.
 *
 * <p><b>Pixels without a value.</b> Pixel padding (PS3.3 section C.7.5.1.1.2), NaN and infinity
 * mean that nothing was measured there. They are left out of every count and statistic, and are
 * black in grey levels and pictures; fastai and pydicom count them. {@link #withPadding} takes
 * padding as values.
 *
 * <p>Colour counts every sample, red, green and blue alike, as fastai does.
 */
public final class Pixels {
  private static final int MOST_BINS = 1_000_000;
  private static final int MOST_BLUR = 10_000;
  private static final int MOST_SIDE = 65_535;

  /** Distributions of up to so many distinct values are kept for the next question. */
  private static final int KEPT = 1 << 16;

  private final StoredValues values;
  private final DoubleUnaryOperator map;

  /** Samples without a value, or null if all have one. */
  private final BitSet absent;

  private final Origin origin;
  private final String name;
  private final Quantity quantity;
  private volatile Distribution distribution;

  /**
   * What the file says about its pixels.
   *
   * @param modality null if it differs from frame to frame
   * @param scaled what the values are after it
   * @param header of the frame, see {@link Frame#header}
   */
  private record Origin(
      ImageLayout layout,
      ModalityTransform modality,
      Quantity scaled,
      DataSet header,
      BitSet noNumber) {
    Origin as(String photometric) {
      return as(layout.as(photometric), noNumber);
    }

    Origin as(ImageLayout other, BitSet without) {
      return new Origin(other, modality, scaled, header, without);
    }
  }

  private Pixels(
      StoredValues values,
      DoubleUnaryOperator map,
      BitSet absent,
      Origin origin,
      String name,
      Quantity quantity) {
    this.values = values;
    this.map = map;
    this.absent = absent;
    this.origin = origin;
    this.name = name;
    this.quantity = quantity;
  }

  /**
   * The stored values of the first frame of a file.
   *
   * @throws DicomException if there is no pixel data or it cannot be decoded
   */
  public static Pixels of(Dicom dicom) {
    return of(dicom, 0);
  }

  /**
   * The stored values of one frame of a file; no other is decoded. Its modality transform, its unit
   * and its windows are the frame's own, see {@link Frame}.
   *
   * @param frame from 0
   * @throws DicomException if there is no such frame or it cannot be decoded
   */
  public static Pixels of(Dicom dicom, int frame) {
    StoredValues values = dicom.pixelData().frame(frame);
    Frame described = Frame.of(dicom, frame);
    boolean several = dicom.pixelData().layout().frames() > 1;
    String name = dicom.name() + (several ? ", frame " + frame : "");
    return of(dicom, values, described.header(), described.modality(), described.quantity(), name);
  }

  /**
   * The stored values of all frames of a file, which must fit the memory: frames x rows x columns x
   * samples. Windows and padding are those of the first frame.
   *
   * @throws DicomException if there is no pixel data or it cannot be decoded
   */
  public static Pixels allOf(Dicom dicom) {
    StoredValues values = dicom.pixelData().all();
    Frame first = Frame.of(dicom, 0);
    ModalityTransform modality = first.modality();
    if (dicom.header().contains(Tag.PerFrameFunctionalGroupsSequence)) {
      boolean same = Frame.stream(dicom).map(Frame::modality).allMatch(first.modality()::equals);
      modality = same ? modality : null;
    }
    return of(dicom, values, first.header(), modality, first.quantity(), dicom.name());
  }

  /** Stored values of a file's frame, or of all, under a header that describes them. */
  static Pixels of(
      Dicom dicom,
      StoredValues values,
      DataSet header,
      ModalityTransform modality,
      Quantity scaled,
      String name) {
    try {
      ImageLayout layout = dicom.pixelData().layout();
      BitSet nothing = absent(values, null);
      BitSet padding = absent(values, values.samples() == 1 ? Padding.of(header, values) : null);
      Origin origin = new Origin(layout, modality, scaled, header, orNull(nothing));
      return new Pixels(
          values, DoubleUnaryOperator.identity(), orNull(padding), origin, name, Quantity.STORED);
    } catch (DicomException e) {
      throw e.in(dicom.name());
    }
  }

  /**
   * Values of your own: rows x columns, row by row. NaN and infinity are pixels without a value.
   *
   * @throws DicomException if there are not rows x columns values, at least one
   */
  public static Pixels of(float[] values, int rows, int columns) {
    if (rows < 1 || columns < 1 || values.length != (long) rows * columns) {
      throw new DicomException(
          values.length
              + " values do not make "
              + rows
              + " x "
              + columns
              + " pixels (rows x columns, at least 1 x 1)");
    }
    StoredValues stored = new StoredValues(values.clone(), true, 1, rows, columns, 1);
    BitSet nothing = orNull(absent(stored, null));
    ImageLayout layout =
        new ImageLayout(rows, columns, 1, 1, false, "MONOCHROME2", 32, 32, 31, true);
    Quantity own = Quantity.of("values");
    Origin origin = new Origin(layout, Rescale.IDENTITY, own, DataSet.EMPTY, nothing);
    return new Pixels(stored, DoubleUnaryOperator.identity(), nothing, origin, "own values", own);
  }

  /**
   * Other grey values in the unit of these and with their windows.
   *
   * @param all rows x columns, row by row; NaN is a pixel without a value
   */
  Pixels like(float[] all, int newRows, int newColumns, String newName) {
    StoredValues stored = new StoredValues(all, true, 1, newRows, newColumns, 1);
    BitSet none = orNull(absent(stored, null));
    return new Pixels(
        stored,
        DoubleUnaryOperator.identity(),
        none,
        origin.as(origin.layout, none),
        newName,
        quantity);
  }

  /** Samples that are not a number or stand for no measurement. */
  private static BitSet absent(StoredValues values, Padding padding) {
    BitSet out = new BitSet();
    if (values.isFloating()) {
      for (int i = 0; i < values.size(); i++) {
        if (!Double.isFinite(values.number(i))) {
          out.set(i);
        }
      }
    }
    if (padding != null) {
      padding.mark(values, out);
    }
    return out;
  }

  private static BitSet orNull(BitSet set) {
    return set.isEmpty() ? null : set;
  }

  /** The file that the values are from, and what has been done to them. */
  public String name() {
    return name;
  }

  /** What the numbers are: HU, grey levels from 0 to 1, stored values, or what the file names. */
  public String unit() {
    return quantity.unit();
  }

  /** How far the numbers have come: as stored, after the modality transform, or grey levels. */
  public Stage stage() {
    return quantity.stage();
  }

  Quantity quantity() {
    return quantity;
  }

  /** Height in pixels. */
  public int rows() {
    return values.rows();
  }

  /** Width in pixels. */
  public int columns() {
    return values.columns();
  }

  /** Samples a pixel: 1 for grey, 3 for colour. */
  public int samples() {
    return values.samples();
  }

  /** Frames held: 1 but after {@link #allOf}. */
  public int frames() {
    return values.frames();
  }

  /** How the file describes its samples: bits, sign, photometric interpretation. */
  public ImageLayout layout() {
    return origin.layout;
  }

  /**
   * How the file's stored values get their meaning: {@link Rescale} or {@link LookupTable}.
   *
   * @throws DicomException if these are several frames with transforms of their own
   */
  public ModalityTransform modality() {
    if (origin.modality == null) {
      throw new DicomException(
          name
              + ": its frames have modality transforms of their own; take them one by one with"
              + " Pixels.of(dicom, frame)");
    }
    return origin.modality;
  }

  /**
   * What the file proposes to see of this frame: its tables and windows, see {@link
   * Voi#allOf(Dicom)}. They apply to {@link #scaled} values.
   *
   * @throws DicomException if one breaks its rule
   */
  public List<Voi> vois() {
    try {
      return Voi.allOf(origin.header);
    } catch (DicomException e) {
      throw e.in(name);
    }
  }

  /** Samples in all: frames x rows x columns x samples. */
  public int size() {
    return values.size();
  }

  /** Samples that have a value: all but padding, NaN and infinity. */
  public int count() {
    return size() - (absent == null ? 0 : absent.cardinality());
  }

  /** Whether a sample has a value, by its index in the order frame, row, column, sample. */
  public boolean hasValue(int index) {
    return absent == null || !absent.get(index);
  }

  /**
   * The value of a grey pixel, or what the file has there if the pixel is padding.
   *
   * @param row from 0, at the top
   * @param column from 0, at the left
   * @throws DicomException if the pixel is outside the image, or there are several frames or
   *     samples
   */
  public double at(int row, int column) {
    if (row < 0 || row >= rows() || column < 0 || column >= columns()) {
      throw new DicomException(
          name
              + ": there is no pixel in row "
              + row
              + ", column "
              + column
              + " of "
              + rows()
              + " x "
              + columns()
              + " (rows x columns, from 0)");
    }
    needGrey("at");
    return value(row * columns() + column);
  }

  /** The value of a sample by its index in the order frame, row, column, sample. */
  public double value(int index) {
    return map.applyAsDouble(values.number(index));
  }

  /** All values in the order frame, row, column, sample; padding as the file has it. */
  public float[] values() {
    return mapped(map, 0);
  }

  /**
   * The values after the modality transform: {@code slope * stored + intercept} or the file's table
   * (PS3.3 section C.11.1). Their unit is HU for a CT that is no localizer, else what the file
   * says; without a transform numbers and unit stay the same. Computed in double precision.
   *
   * @throws ArgumentException if these are no stored values any more
   */
  public Pixels scaled() {
    if (stage() != Stage.STORED) {
      throw new ArgumentException(
          name + ": the values are in " + unit() + " already; scaled() takes stored values");
    }
    ModalityTransform modality = modality();
    DoubleUnaryOperator next = map.andThen(modality::apply);
    return new Pixels(values, next, absent, origin, name, origin.scaled);
  }

  /** The same values with padding counted like any other, as fastai and pydicom do. */
  public Pixels withPadding() {
    return new Pixels(values, map, origin.noNumber, origin, name, quantity);
  }

  /**
   * The values no smaller than a minimum and no larger than a maximum.
   *
   * @param min or {@code Double.NEGATIVE_INFINITY}
   * @param max or {@code Double.POSITIVE_INFINITY}, not below {@code min}
   * @throws DicomException if the maximum is below the minimum
   */
  public Pixels clipped(double min, double max) {
    needNoPalette("clipped");
    if (!(min <= max)) {
      throw new DicomException(
          "clipped("
              + Numbers.text(min)
              + ", "
              + Numbers.text(max)
              + "): the minimum must not be above the maximum");
    }
    DoubleUnaryOperator next = map.andThen(v -> Math.max(min, Math.min(max, v)));
    return new Pixels(values, next, absent, origin, name, quantity);
  }

  /**
   * A rectangle of the image.
   *
   * @param row first row, from 0
   * @param column first column, from 0
   * @throws DicomException if it is empty or reaches out of the image
   */
  public Pixels crop(int row, int column, int rows, int columns) {
    if (row < 0
        || column < 0
        || rows < 1
        || columns < 1
        || row > rows() - rows
        || column > columns() - columns) {
      throw new DicomException(
          name
              + ": a crop of "
              + rows
              + " x "
              + columns
              + " at row "
              + row
              + ", column "
              + column
              + " is not within "
              + rows()
              + " x "
              + columns()
              + " (rows x columns, at least 1 x 1)");
    }
    int width = columns * samples();
    return part(
        rows,
        columns,
        frames(),
        i -> {
          int line = i / width;
          int frame = line / rows;
          return ((frame * rows() + row + line % rows) * columns() + column) * samples()
              + i % width;
        });
  }

  /**
   * One of several frames held.
   *
   * @param frame from 0
   * @throws DicomException if there is no such frame
   */
  public Pixels frame(int frame) {
    if (frame < 0 || frame >= frames()) {
      throw new DicomException(
          name + ": there is no frame " + frame + ": " + frames() + " are held, counted from 0");
    }
    int start = frame * rows() * columns() * samples();
    return part(rows(), columns(), 1, i -> start + i);
  }

  /** Some of the samples, in the array type they are in. */
  private Pixels part(int rows, int columns, int frames, IntUnaryOperator from) {
    int size = rows * columns * frames * samples();
    Object all = values.array();
    Object some = Array.newInstance(all.getClass().getComponentType(), size);
    BitSet without = new BitSet();
    BitSet noNumber = new BitSet();
    int run = columns * samples();
    for (int i = 0; i < size; i += run) {
      int start = from.applyAsInt(i);
      System.arraycopy(all, start, some, i, run);
      for (int k = 0; k < run && absent != null; k++) {
        without.set(i + k, absent.get(start + k));
      }
      for (int k = 0; k < run && origin.noNumber != null; k++) {
        noNumber.set(i + k, origin.noNumber.get(start + k));
      }
    }
    StoredValues stored =
        new StoredValues(some, values.isSigned(), frames, rows, columns, samples());
    Origin cut = origin.as(origin.layout, orNull(noNumber));
    return new Pixels(stored, map, orNull(without), cut, name, quantity);
  }

  /**
   * The same numbers under another photometric interpretation: MONOCHROME2 shows small values
   * black, MONOCHROME1 white (PS3.3 section C.7.6.3.1.2).
   *
   * @param photometric MONOCHROME1 or MONOCHROME2
   * @throws DicomException if it is another, or the image is not grey
   */
  public Pixels interpretedAs(String photometric) {
    if (samples() != 1
        || !photometric.equals("MONOCHROME1") && !photometric.equals("MONOCHROME2")) {
      throw new DicomException(
          name
              + ": interpretedAs(\""
              + photometric
              + "\") needs a grey image and MONOCHROME1 or MONOCHROME2");
    }
    Origin other = origin.as(origin.layout.as(photometric), origin.noNumber);
    return new Pixels(values, map, absent, other, name, quantity);
  }

  /**
   * Colour as red, green and blue, three unsigned samples a pixel.
   *
   * <p>YBR_FULL and YBR_FULL_422 are converted by the equations of PS3.3 section C.7.6.3.1.2,
   * rounded to whole numbers within the bits stored. PALETTE COLOR becomes the entries of its
   * tables, of 8 or 16 bit. RGB stays as it is, and so do YBR_RCT and YBR_ICT, whose samples the
   * JPEG 2000 decoder has made RGB already.
   *
   * @throws DicomException if the photometric interpretation is none of these, or the palette
   *     breaks a rule
   */
  public Pixels toRgb() {
    ImageLayout layout = origin.layout;
    if (isPalette()) {
      try {
        Palette palette = Palette.of(origin.header);
        int bits = palette.bits();
        return colour(
            palette.rgb(values),
            DoubleUnaryOperator.identity(),
            new ImageLayout(
                layout.rows(),
                layout.columns(),
                layout.frames(),
                3,
                false,
                "RGB",
                bits,
                bits,
                bits - 1,
                false),
            null);
      } catch (DicomException e) {
        throw e.in(name);
      }
    }
    boolean whole = !values.isFloating() && samples() == 3;
    return switch (layout.photometric()) {
      case "RGB" -> this;
      case "YBR_RCT", "YBR_ICT" ->
          new Pixels(
              values, map, absent, origin.as(layout.as("RGB"), origin.noNumber), name, quantity);
      case "YBR_FULL", "YBR_FULL_422" -> {
        if (!whole) {
          throw new DicomException(
              name + ": toRgb() of " + layout.photometric() + " needs stored values");
        }
        yield colour(Colour.rgbOfYbr(values, layout.bitsStored()), map, layout.as("RGB"), absent);
      }
      default ->
          throw new DicomException(
              name
                  + ": toRgb() needs RGB, YBR_FULL, YBR_FULL_422, YBR_RCT, YBR_ICT or PALETTE COLOR,"
                  + " but these are "
                  + layout.photometric());
    };
  }

  private Pixels colour(
      StoredValues converted, DoubleUnaryOperator next, ImageLayout layout, BitSet without) {
    Origin other = origin.as(layout, without);
    return new Pixels(converted, next, without, other, name, quantity);
  }

  /**
   * Colour as grey: the luma {@code .299 R + .587 G + .114 B} of ITU-R BT.601, which is the Y of
   * YBR_FULL (PS3.3 section C.7.6.3.1.2). Whole numbers stay whole, in the bits of the colours;
   * grey stays as it is.
   *
   * @throws DicomException if the colours cannot be converted, see {@link #toRgb}
   */
  public Pixels toGrey() {
    if (samples() == 1 && !isPalette()) {
      return this;
    }
    boolean hasLuma = origin.layout.photometric().startsWith("YBR_FULL");
    Pixels from = hasLuma && samples() == 3 ? this : toRgb();
    StoredValues grey = hasLuma ? Colour.firstOf(from.values) : Colour.luma(from.values);
    ImageLayout of = from.origin.layout;
    ImageLayout layout =
        new ImageLayout(
            of.rows(),
            of.columns(),
            of.frames(),
            1,
            false,
            "MONOCHROME2",
            of.bitsAllocated(),
            of.bitsStored(),
            of.highBit(),
            false);
    BitSet nothing = orNull(absent(grey, null));
    return new Pixels(grey, from.map, nothing, origin.as(layout, nothing), name, quantity);
  }

  /** Whether the stored values are indexes into a palette, which {@link #toRgb} makes colours. */
  public boolean isPalette() {
    return origin.layout.photometric().equals("PALETTE COLOR");
  }

  /** Indexes have no order of grey. */
  private void needNoPalette(String operation) {
    if (isPalette()) {
      throw new DicomException(
          name
              + ": "
              + operation
              + " needs grey or colour, but these are indexes into a palette; take toRgb(), or"
              + " toGrey(), first");
    }
  }

  /** Whether small values are to be shown white: MONOCHROME1. */
  public boolean isInverted() {
    return origin.layout.photometric().equals("MONOCHROME1");
  }

  /** Whether the values are grey levels from 0 to 1, which a picture shows as they are. */
  public boolean isGreyLevel() {
    return stage() == Stage.GREY_LEVEL;
  }

  /**
   * The smallest value.
   *
   * @throws DicomException if no pixel has a value
   */
  public double min() {
    return some("minimum").values[0];
  }

  /**
   * The largest value.
   *
   * @throws DicomException if no pixel has a value
   */
  public double max() {
    Distribution d = some("maximum");
    return d.values[d.values.length - 1];
  }

  /**
   * The arithmetic mean.
   *
   * @throws DicomException if no pixel has a value
   */
  public double mean() {
    return some("mean").mean();
  }

  /**
   * The population standard deviation.
   *
   * @throws DicomException if no pixel has a value
   */
  public double std() {
    return some("standard deviation").std();
  }

  /**
   * The value below which a share of the sorted values lies: the one of rank {@code share * count},
   * rounded down, at most the largest.
   *
   * @param share from 0 to 1
   * @throws DicomException if the share is outside 0 to 1, or no pixel has a value
   */
  public double quantile(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new DicomException("quantile(" + share + "): the share must be 0 to 1");
    }
    Distribution d = some("quantile");
    return d.ranked(Math.min(d.total() - 1, (long) (share * d.total())));
  }

  /**
   * The share of values that are not above a value: the cumulative distribution, 0 to 1.
   *
   * @throws DicomException if no pixel has a value
   */
  public double shareUpTo(double value) {
    Distribution d = some("cumulative distribution");
    return (double) d.below(value, true) / d.total();
  }

  /**
   * Share of values inside a window, both borders excluded: count(low &lt; v &lt; high) / count,
   * from 0 to 1. On an X-ray without rescale this is about grey levels, not tissue.
   *
   * @param window width and level in the unit of these pixels; its borders are those of its rule
   * @throws DicomException if no pixel has a value
   * @see "fastai medical.imaging pct_in_window, which uses floor(width / 2) as Rule.FASTAI does"
   */
  public double pctInWindow(Window window) {
    needNoPalette("pctInWindow");
    remark(window);
    double low = window.low();
    double high = window.high();
    if (distribution == null && absent == null && values.array() instanceof byte[] bytes) {
      int[] run = run(v -> v > low && v < high);
      if (run != null) {
        return (double) ByteCount.within(bytes, run[0], run[1]) / size();
      }
    }
    Distribution d = some("share in a window");
    long inside = d.below(high, false) - d.below(low, true);
    return (double) Math.max(0, inside) / d.total();
  }

  /** First and last of the bytes whose values fit, or null if there is none or one between not. */
  private int[] run(DoublePredicate fits) {
    int[] fitting =
        IntStream.range(0, 256)
            .filter(b -> fits.test(map.applyAsDouble(values.isSigned() ? (byte) b : b)))
            .toArray();
    int n = fitting.length;
    return n > 0 && fitting[n - 1] - fitting[0] == n - 1
        ? new int[] {fitting[0], fitting[n - 1]}
        : null;
  }

  /**
   * How often values occur, in bins of equal width from the smallest to the largest.
   *
   * @param bins how many, 1 to 1,000,000
   * @throws DicomException if {@code bins} is out of range or no pixel has a value
   */
  public Histogram histogram(int bins) {
    needNoPalette("histogram");
    checked(bins);
    Distribution d = some("histogram");
    return histogram(d, bins, d.values[0], d.values[d.values.length - 1]);
  }

  /**
   * How often values occur in a range, in bins of equal width; values outside it are not counted.
   *
   * @param bins how many, 1 to 1,000,000
   * @param low left edge of the first bin
   * @param high right edge of the last bin, which belongs to it
   * @throws DicomException if {@code bins} is out of range, or {@code high} is not above {@code
   *     low}
   */
  public Histogram histogram(int bins, double low, double high) {
    needNoPalette("histogram");
    if (!(low < high) || !Double.isFinite(high - low)) {
      throw new DicomException(
          "a histogram from "
              + Numbers.text(low)
              + " to "
              + Numbers.text(high)
              + " was asked for; the upper end must be above the lower one");
    }
    return histogram(distribution(), checked(bins), low, high);
  }

  private static int checked(int bins) {
    if (bins < 1 || bins > MOST_BINS) {
      throw new DicomException(
          "a histogram of " + bins + " bins was asked for, must be 1 to " + MOST_BINS);
    }
    return bins;
  }

  private Histogram histogram(Distribution d, int bins, double low, double high) {
    double[] edges = Histogram.edges(low, high, bins);
    long[] counts = new long[bins];
    for (int i = 0, bin = 0; i < d.values.length; i++) {
      if (d.values[i] >= low && d.values[i] <= high) {
        while (high > low && bin < bins - 1 && d.values[i] >= edges[bin + 1]) {
          bin++;
        }
        counts[bin] += d.times(i);
      }
    }
    return new Histogram(name, unit(), low, high, counts);
  }

  /**
   * Breaks between bins of about the same number of pixels, see {@link FreqHist}; ranks are cut as
   * in fastai's {@code freqhist_bins}. None if no pixel has a value.
   *
   * @param bins how many, 1 to 1,000,000; fastai's default is 100
   * @throws DicomException if {@code bins} is out of range
   */
  public FreqHist freqHistBins(int bins) {
    needNoPalette("freqHistBins");
    return FreqHist.of(distribution(), name, unit(), bins);
  }

  /**
   * As {@link #freqHistBins} with rounded ranks, as in fastai's {@code array_freqhist_bins}; that
   * fails on small images, where the last rank is behind the last pixel: here it is the last pixel.
   *
   * @param bins how many, 1 to 1,000,000
   * @throws DicomException if {@code bins} is out of range
   */
  public FreqHist arrayFreqHistBins(int bins) {
    needNoPalette("arrayFreqHistBins");
    return FreqHist.rounded(distribution(), name, unit(), bins);
  }

  /** Grey levels by {@code freqHistBins(100)}: see {@link #histScaled(FreqHist)}. */
  public Pixels histScaled() {
    return histScaled(freqHistBins(100));
  }

  /**
   * Grey levels that use the range from 0 to 1 evenly: values are spread so that about as many
   * pixels lie between any two neighbouring breaks (fastai: {@code hist_scaled}).
   *
   * <p>Order is kept, distances are not: equal steps of grey are no longer equal steps of the
   * measured value. An image of one single value becomes 0.
   *
   * @param breaks of this image, of your own, or of a sample of images
   */
  public Pixels histScaled(FreqHist breaks) {
    return grey(breaks::apply, "histScaled");
  }

  /**
   * {@link #histScaled()} of the values clipped to a range, so that no bin is spent outside it.
   *
   * @param minPx values below become this, or {@code Double.NEGATIVE_INFINITY}
   * @param maxPx values above become this, or {@code Double.POSITIVE_INFINITY}
   * @throws DicomException if {@code maxPx} is below {@code minPx}
   */
  public Pixels histScaled(double minPx, double maxPx) {
    return clipped(minPx, maxPx).histScaled();
  }

  /**
   * Grey levels by a window, black up to its lower border and white above its upper one, or by a
   * table.
   *
   * @param voi in the unit of these pixels
   */
  public Pixels windowed(Voi voi) {
    if (voi instanceof Window window) {
      remark(window);
    }
    return grey(voi::apply, voi.toString());
  }

  /**
   * Grey levels as the file asks for: the first of {@link #vois}, which applies to {@link #scaled}
   * values; stored values are scaled before.
   *
   * @throws DicomException if the file has neither window nor table, or these are grey levels
   *     already
   */
  public Pixels windowed() {
    if (isGreyLevel()) {
      throw new DicomException(
          name + ": the values are " + unit() + " already; windowed() takes what was measured");
    }
    Voi voi = Voi.first(vois(), name);
    return (stage() == Stage.STORED ? scaled() : this).windowed(voi);
  }

  /**
   * Grey levels by a window of fastai's rule, see {@link Window#of(double, double)}.
   *
   * @throws DicomException if the width is not greater than 0
   */
  public Pixels windowed(double width, double level) {
    return windowed(Window.of(width, level));
  }

  /**
   * A mask: 1 where a value lies inside a window, both borders excluded, 0 elsewhere and where
   * there is no value. Its mean is {@link #pctInWindow}.
   *
   * @param window width and level in the unit of these pixels
   */
  public Pixels within(Window window) {
    needNoPalette("within");
    remark(window);
    double low = window.low();
    double high = window.high();
    float[] mask = mapped(map.andThen(v -> v > low && v < high ? 1 : 0), 0);
    return derived(mask, "mask of " + window);
  }

  /**
   * Grey levels on a straight line, the smallest value 0 and the largest 1; one single value: 0.
   */
  public Pixels linear() {
    Distribution d = distribution();
    double low = d.values.length == 0 ? 0 : d.values[0];
    double high = d.values.length == 0 ? 0 : d.values[d.values.length - 1];
    return grey(v -> high > low ? (v - low) / (high - low) : 0, "linear");
  }

  /**
   * Grey levels by histogram equalisation: each value becomes its place in the cumulative
   * distribution, the smallest 0 and the largest 1 (Gonzalez and Woods, Digital Image Processing,
   * section 3.3).
   */
  public Pixels equalised() {
    Distribution d = distribution();
    long first = d.values.length == 0 ? 0 : d.times(0);
    double rest = d.total() - first;
    return grey(v -> rest == 0 ? 0 : (d.below(v, true) - first) / rest, "equalised");
  }

  /** {@link #clahe(int, double)} with 8 x 8 tiles and a clip limit of 2. */
  public Pixels clahe() {
    return clahe(8, 2);
  }

  /**
   * Contrast limited adaptive histogram equalisation: each tile of the image is equalised by its
   * own histogram of 256 bins, and pixels between the middles of tiles get a mixture (Zuiderveld,
   * Graphics Gems IV, 1994). The same value may become another grey at another place.
   *
   * @param tiles along each axis, 1 to 64, at most rows and columns
   * @param clip a bin counts at most so many times the mean bin, the rest is spread over all bins;
   *     at least 1
   * @throws DicomException if an argument is out of range, or there are several frames or samples
   */
  public Pixels clahe(int tiles, double clip) {
    needGrey("clahe");
    float[] grey = Clahe.apply(linear().values(), absent, rows(), columns(), tiles, clip);
    return derived(grey, "CLAHE");
  }

  /** Rows and columns (fastai: {@code shape}). */
  public Shape shape() {
    return new Shape(rows(), columns());
  }

  /** {@link #uniformBlur2d(int, Like)} without fastai's growth. */
  public Pixels uniformBlur2d(int size) {
    return uniformBlur2d(size, Like.TRUTH);
  }

  /**
   * Blurred by the mean of a square around each pixel; an even size reaches one pixel further up
   * and left. Frames and colours each by themselves; the same unit.
   *
   * <p>{@link Like#TRUTH}: rows x columns stay, the square is cut at the edge of the image, and
   * pixels without a value do not count. {@link Like#FASTAI}: zeros lie around the image, which
   * darken its edge, and it grows by size - 1 for odd and size + 1 for even sizes on both axes;
   * padding counts, what is no number is 0.
   *
   * @param size side of the square in pixels, 1 to 10,000
   * @throws DicomException if the size is out of range, or the pixels are indexes into a palette
   *     and not to be like fastai's
   */
  public Pixels uniformBlur2d(int size, Like like) {
    String what = "uniformBlur2d(" + size + ")";
    if (size < 1 || size > MOST_BLUR) {
      throw new DicomException(what + ": the size must be 1 to " + MOST_BLUR + " pixels");
    }
    if (like == Like.FASTAI) {
      return withPadding().eachPlane(what, p -> Blur.uniformLikeFastai(p, size));
    }
    needNoPalette("uniformBlur2d");
    return eachPlane(what, p -> Blur.uniform(p, size));
  }

  /** {@link #gaussBlur2d(double, Like)} by a true Gaussian. */
  public Pixels gaussBlur2d(double sigma) {
    return gaussBlur2d(sigma, Like.TRUTH);
  }

  /**
   * Blurred by a Gaussian. Frames and colours each by themselves; the same shape and unit.
   *
   * <p>{@link Like#TRUTH}: cut at four standard deviations; what lies outside the image or has no
   * value does not count. {@link Like#FASTAI}: cut at a quarter of one, so that it is nearly the
   * mean of a square of {@code 2 floor(sigma / 4) + 1} pixels and nothing below 4; the pixels of
   * the edge go on outside; padding counts, what is no number is 0.
   *
   * @param sigma standard deviation in pixels, above 0, at most 10,000
   * @throws DicomException if sigma is out of range, or the pixels are indexes into a palette and
   *     not to be like fastai's
   */
  public Pixels gaussBlur2d(double sigma, Like like) {
    String what = "gaussBlur2d(" + Numbers.text(sigma) + ")";
    if (!(sigma > 0 && sigma <= MOST_BLUR)) {
      throw new DicomException(what + ": sigma must be above 0, at most " + MOST_BLUR + " pixels");
    }
    if (like == Like.FASTAI) {
      return withPadding().eachPlane(what, p -> Blur.gaussLikeFastai(p, sigma));
    }
    needNoPalette("gaussBlur2d");
    return eachPlane(what, p -> Blur.gauss(p, sigma));
  }

  /** {@link #maskFromBlur(Window, double, double, boolean)} with fastai's .3, .05 and true. */
  public Pixels maskFromBlur(Window window) {
    return maskFromBlur(window, .3, .05, true);
  }

  /**
   * A mask: 1 where an image is bright once it is windowed and blurred, 0 elsewhere (fastai: {@code
   * mask_from_blur}). The blur is fastai's {@link #gaussBlur2d(double, Like)}, for which its
   * thresholds are made. Frames and colours each by themselves. Pixels without a value are black.
   *
   * @param window width and level in the unit of these pixels
   * @param sigma of the blur as a share of the columns, above 0, at most 1
   * @param thresh grey level from 0 to 1, above which a pixel belongs to the mask
   * @param removeMax whether what the window shows white (bone, metal, the table) becomes black
   * @throws DicomException if sigma is out of range
   */
  public Pixels maskFromBlur(Window window, double sigma, double thresh, boolean removeMax) {
    if (!(sigma > 0 && sigma <= 1)) {
      throw new DicomException(
          "maskFromBlur: sigma is "
              + Numbers.text(sigma)
              + ", must be above 0, at most 1 (a share of the columns)");
    }
    remark(window);
    float[] levels =
        mapped(
            map.andThen(
                v -> {
                  double level = window.apply(v);
                  return removeMax && level == 1 ? 0 : level;
                }),
            0);
    Raster[] planes = planes(levels, null);
    for (int i = 0; i < planes.length; i++) {
      planes[i] = Mask.above(Blur.gaussLikeFastai(planes[i], sigma * columns()), thresh);
    }
    return joined(planes, samples(), origin, "mask from blur of " + window, Quantity.GREY_LEVEL);
  }

  /**
   * The smallest box of the pixels that are not 0 in any colour (fastai: {@code mask2bbox}); {@link
   * Box#EMPTY} if all are. fastai says {@link Box#fastaiEmpty} then.
   *
   * @throws DicomException if there are several frames
   */
  public Box mask2bbox() {
    if (frames() != 1) {
      throw new DicomException(
          name
              + ": mask2bbox() needs one frame, but these are "
              + frames()
              + "; take mask2bboxes()");
    }
    return Mask.box(planes());
  }

  /** {@link #mask2bbox()} of each frame. */
  public List<Box> mask2bboxes() {
    return IntStream.range(0, frames()).mapToObj(i -> frame(i).mask2bbox()).toList();
  }

  /**
   * The largest part of a mask: pixels that are not 0 and touch at a side or a corner; of equal
   * parts the one whose first pixel comes first, row by row. All others become 0. Each frame by
   * itself.
   *
   * @throws DicomException if there are several samples a pixel
   */
  public Pixels largestComponent() {
    needOneSample("largestComponent");
    return eachPlane("largest component", Mask::largest);
  }

  /**
   * These values where a mask is not 0, and one value elsewhere; pixels without a value get it too.
   * The same unit.
   *
   * @param mask as many frames, rows and columns as these
   * @param outside in the unit of these pixels, such as -1000 for air in HU
   * @throws DicomException if the shapes differ, there are several samples, or a palette
   */
  public Pixels masked(Pixels mask, double outside) {
    needNoPalette("masked");
    needOneSample("masked");
    if (mask.samples() != 1
        || mask.frames() != frames()
        || mask.rows() != rows()
        || mask.columns() != columns()) {
      throw new DicomException(
          name
              + ": masked(..) needs a mask of "
              + frames()
              + " x "
              + rows()
              + " x "
              + columns()
              + " (frames x rows x columns), but "
              + mask.name
              + " has "
              + mask.frames()
              + " x "
              + mask.rows()
              + " x "
              + mask.columns());
    }
    float[] all = values();
    for (int i = 0; i < all.length; i++) {
      if (mask.value(i) == 0 || !hasValue(i)) {
        all[i] = (float) outside;
      }
    }
    StoredValues stored = new StoredValues(all, true, frames(), rows(), columns(), 1);
    Origin made = origin.as(origin.layout, null);
    return new Pixels(
        stored, DoubleUnaryOperator.identity(), null, made, name + ", masked", quantity);
  }

  /** {@link #cropResize(Box, int, int, Like)} with true areas. */
  public Pixels cropResize(Box box, int rows, int columns) {
    return cropResize(box, rows, columns, Like.TRUTH);
  }

  /**
   * A box of the image in another size. Frames and colours each by themselves; the same unit.
   *
   * <p>{@link Like#TRUTH}: the box becomes rows x columns, whatever its aspect ({@link Box#squared}
   * keeps it); where it shrinks, each new pixel is the mean of the area under it, and where it
   * grows, it lies on a straight line between the middles of pixels of the box. What has no value
   * does not count. {@link Like#FASTAI}: bilinear at single points of a square that begins at the
   * box's first corner, one pixel smaller than its longer side, moved into the image; right for
   * square images only, because its rows are counted as if there were as many as columns; padding
   * counts, what is no number is 0.
   *
   * @param rows of the result, 1 to 65,535
   * @param columns of the result, 1 to 65,535
   * @throws DicomException if the box is empty or not within the image, a size is out of range, or
   *     the pixels are indexes into a palette and not to be like fastai's
   */
  public Pixels cropResize(Box box, int rows, int columns, Like like) {
    checkSize("cropResize", rows, columns);
    String what = "crop of " + box;
    if (like == Like.FASTAI) {
      return withPadding().eachPlane(what, p -> Resize.likeFastai(p, box, rows, columns));
    }
    box.check(this);
    needNoPalette("cropResize");
    return eachPlane(what, p -> Resize.of(p, box, rows, columns));
  }

  /**
   * Several boxes in one size, each a frame: of an image of one frame all boxes, of several frames
   * one box each.
   *
   * @throws DicomException if there are several frames and not as many boxes, no box at all, or one
   *     that {@link #cropResize(Box, int, int)} refuses
   */
  public Pixels cropResize(List<Box> boxes, int rows, int columns) {
    if (boxes.isEmpty() || frames() != 1 && boxes.size() != frames()) {
      throw new DicomException(
          name + ": " + boxes.size() + " boxes for " + frames() + " frames; give one for each");
    }
    Pixels[] crops = new Pixels[boxes.size()];
    for (int i = 0; i < crops.length; i++) {
      Pixels from = frames() == 1 ? this : frame(i);
      crops[i] = from.cropResize(boxes.get(i), rows, columns);
    }
    Raster[] planes = Stream.of(crops).flatMap(c -> Stream.of(c.planes())).toArray(Raster[]::new);
    return joined(planes, samples(), origin, boxes.size() + " crops", quantity);
  }

  /**
   * Channels for a network: the image through several windows, and histScaled as the last (fastai:
   * {@code to_nchan}). Three make a picture in false colours, red, green and blue. Of MONOCHROME1,
   * small values are 0 all the same.
   *
   * @param windows width and level in the unit of these pixels
   * @throws DicomException if there are several samples a pixel
   */
  public Pixels toNChannels(Window... windows) {
    return toNChannels(freqHistBins(100), windows);
  }

  /**
   * {@link #toNChannels(Window...)} with breaks of your own for histScaled. Without histScaled: see
   * {@link #ofChannels}.
   *
   * @throws DicomException if there are several samples a pixel
   */
  public Pixels toNChannels(FreqHist breaks, Window... windows) {
    return ofChannels(
        Stream.concat(Stream.of(windows).map(this::windowed), Stream.of(histScaled(breaks)))
            .toArray(Pixels[]::new));
  }

  /**
   * Two windows and histScaled: {@link #toNChannels(Window...)} (fastai: {@code to_3chan}).
   *
   * @throws DicomException if there are several samples a pixel
   */
  public Pixels to3Channels(Window first, Window second) {
    return toNChannels(first, second);
  }

  /**
   * Grey images of one shape as the samples of one, in their order.
   *
   * @throws DicomException if there is none, they differ in shape or unit, or one has several
   *     samples
   */
  public static Pixels ofChannels(Pixels... channels) {
    if (channels.length == 0) {
      throw new DicomException("ofChannels() needs at least one image");
    }
    Pixels first = channels[0];
    Raster[] planes = new Raster[first.frames() * channels.length];
    for (int c = 0; c < channels.length; c++) {
      Pixels px = channels[c];
      px.needOneSample("ofChannels");
      if (px.rows() != first.rows()
          || px.columns() != first.columns()
          || px.frames() != first.frames()
          || !px.quantity.equals(first.quantity)) {
        throw new DicomException(
            "ofChannels: "
                + px.described()
                + " does not go with "
                + first.described()
                + "; all need one shape and unit");
      }
      Raster[] own = px.planes();
      for (int f = 0; f < own.length; f++) {
        planes[f * channels.length + c] = own[f];
      }
    }
    int n = channels.length;
    Origin origin = n == 1 ? first.origin : first.origin.as(n == 3 ? "RGB" : n + " CHANNELS");
    return first.joined(planes, n, origin, n + " channels", first.quantity);
  }

  private String described() {
    return name + " (" + frames() + " frames of " + shape() + ", " + unit() + ")";
  }

  /**
   * One channel as a grey image.
   *
   * @param channel from 0
   * @throws DicomException if there is no such channel
   */
  public Pixels channel(int channel) {
    if (channel < 0 || channel >= samples()) {
      throw new DicomException(
          name + ": there is no channel " + channel + ": there are " + samples() + ", from 0");
    }
    Raster[] all = planes();
    Raster[] planes = new Raster[frames()];
    Arrays.setAll(planes, f -> all[f * samples() + channel]);
    Origin grey = samples() == 1 ? origin : origin.as("MONOCHROME2");
    return joined(planes, 1, grey, "channel " + channel, quantity);
  }

  /** {@link #zoom(double, Like)} without scipy's black edge. */
  public Pixels zoom(double ratio) {
    return zoom(ratio, Like.TRUTH);
  }

  /**
   * {@link #zoomTo(int, int, Like)} to {@code ratio} times as many rows and columns, rounded half
   * to even.
   *
   * @throws DicomException if that leaves no pixel, or more than 65,535 rows or columns
   */
  public Pixels zoom(double ratio, Like like) {
    if (!(ratio > 0 && ratio < MOST_SIDE)) {
      throw new DicomException("zoom(" + Numbers.text(ratio) + "): the ratio must be above 0");
    }
    return zoomTo((int) Math.rint(rows() * ratio), (int) Math.rint(columns() * ratio), like);
  }

  /** {@link #zoomTo(int, int, Like)} without scipy's black edge. */
  public Pixels zoomTo(int rows, int columns) {
    return zoomTo(rows, columns, Like.TRUTH);
  }

  /**
   * The image in another size by the cubic spline through its pixels, as scipy.ndimage.zoom does it
   * for fastai's {@code zoom_to}: the middles of the outermost pixels stay where they are, and
   * nothing is averaged, so that small detail is lost or doubled when it shrinks ({@link
   * #cropResize} averages). Frames and colours each by themselves. Stored whole numbers stay such,
   * rounded and cut to their range; grey levels are cut to 0 to 1.
   *
   * <p>What has no value is filled with the smallest value before, and a new pixel has none if its
   * nearest old one has none. {@link Like#FASTAI}: padding counts, and the last row or column is 0
   * where scipy's rounding puts it behind the image (28 to 14, but not 512 to 256).
   *
   * @param rows of the result, 1 to 65,535
   * @param columns of the result, 1 to 65,535
   * @throws DicomException if a size is out of range, or the pixels are indices into a palette
   */
  public Pixels zoomTo(int rows, int columns, Like like) {
    checkSize("zoomTo", rows, columns);
    Pixels from = like == Like.FASTAI ? withPadding() : this;
    if (like == Like.TRUTH && origin.layout.photometric().equals("PALETTE COLOR")) {
      throw new DicomException(
          name
              + ": zoom needs colours, but these are indices into a palette, which have no between");
    }
    Raster[] planes = from.planes();
    int samples = samples();
    boolean whole = stage() == Stage.STORED && !values.isFloating();
    int size = planes.length * rows * columns;
    Object out =
        whole
            ? Array.newInstance(values.array().getClass().getComponentType(), size)
            : new float[size];
    for (int i = 0; i < planes.length; i++) {
      int start = i / samples * rows * columns * samples + i % samples;
      Spline.zoom(
          filled(planes[i]),
          rows,
          columns,
          like,
          (row, column, pixels) ->
              store(pixels, out, start + (row * columns + column) * samples, samples));
    }
    BitSet without = from.absent == null ? null : from.zoomedAbsent(rows, columns, out);
    Origin zoomed = origin.as(origin.layout, whole ? null : without);
    String what = name + ", zoom to " + rows + " x " + columns;
    StoredValues stored =
        new StoredValues(out, values.isSigned() || !whole, frames(), rows, columns, samples);
    return new Pixels(stored, DoubleUnaryOperator.identity(), without, zoomed, what, quantity);
  }

  /** The plane with its smallest value where there is none. */
  private static Raster filled(Raster p) {
    if (p.weight() == null) {
      return p;
    }
    float least = Float.POSITIVE_INFINITY;
    for (int i = 0; i < p.values().length; i++) {
      least = p.weight()[i] == 0 ? least : Math.min(least, p.values()[i]);
    }
    float[] full = p.values().clone();
    for (int i = 0; i < full.length; i++) {
      full[i] = p.weight()[i] == 0 ? Float.isInfinite(least) ? 0 : least : full[i];
    }
    return new Raster(p.rows(), p.columns(), full);
  }

  private void store(double[] from, Object out, int start, int step) {
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    if (isGreyLevel()) {
      low = 0;
      high = 1;
    }
    int bits = out instanceof byte[] ? 8 : out instanceof short[] ? 16 : 32;
    if (!(out instanceof float[])) {
      low = values.isSigned() ? -Math.scalb(1.0, bits - 1) : 0;
      high = Math.scalb(1.0, values.isSigned() ? bits - 1 : bits) - 1;
    }
    for (int i = 0, to = start; i < from.length; i++, to += step) {
      double v = Math.max(low, Math.min(high, from[i]));
      if (out instanceof float[] floats) {
        floats[to] = (float) v;
      } else {
        long whole = (long) (v + Math.copySign(.5, v));
        if (out instanceof byte[] bytes) {
          bytes[to] = (byte) whole;
        } else if (out instanceof short[] shorts) {
          shorts[to] = (short) whole;
        } else {
          ((int[]) out)[to] = (int) whole;
        }
      }
    }
  }

  /** Which new samples have no value; they get the number of the old one. */
  private BitSet zoomedAbsent(int rows, int columns, Object out) {
    BitSet without = new BitSet();
    int samples = samples();
    float[] old = values();
    for (int line = 0; line < frames() * rows; line++) {
      int row = nearest(line % rows, rows(), rows) + line / rows * rows();
      for (int j = 0; j < columns * samples; j++) {
        int column = nearest(j / samples, columns(), columns);
        int from = (row * columns() + column) * samples + j % samples;
        if (absent.get(from)) {
          int to = line * columns * samples + j;
          without.set(to);
          if (out instanceof float[] floats) {
            floats[to] = old[from];
          } else {
            System.arraycopy(values.array(), from, out, to, 1);
          }
        }
      }
    }
    return orNull(without);
  }

  private static int nearest(int i, int old, int size) {
    return size == 1 ? 0 : (int) Math.round((double) i * (old - 1) / (size - 1));
  }

  private void checkSize(String operation, int rows, int columns) {
    if (rows < 1
        || columns < 1
        || rows > MOST_SIDE
        || columns > MOST_SIDE
        || (long) rows * columns * frames() * samples() > Integer.MAX_VALUE - 16) {
      throw new DicomException(
          name
              + ": "
              + operation
              + " to "
              + rows
              + " x "
              + columns
              + " (rows x columns): both must be 1 to "
              + MOST_SIDE
              + ", and all samples fit one array");
    }
  }

  /**
   * Whole numbers from 0 to 65,535 for a picture of 16-bit grey: grey levels times 65,535, rounded;
   * anything else through {@link #histScaled()} first. fastai's {@code to_uint16} makes 0 of the
   * brightest pixels.
   */
  public Pixels toUint16() {
    Pixels grey = isGreyLevel() ? this : histScaled();
    float[] levels = grey.values();
    short[] out = new short[levels.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (short) Math.round(65_535 * levels[i]);
    }
    StoredValues stored = new StoredValues(out, false, frames(), rows(), columns(), samples());
    String what = grey.name + ", 16 bit";
    return new Pixels(
        stored,
        DoubleUnaryOperator.identity(),
        absent,
        origin,
        what,
        Quantity.of("16-bit grey level"));
  }

  /** {@link #saveJpg(Path, double)} with a quality of .9, fastai's. */
  public void saveJpg(Path file) {
    saveJpg(file, .9);
  }

  /**
   * Writes a JPEG of {@link #toImage()}: 8 bit, grey or colour, with loss. {@code
   * px.toNChannels(brain, subdural).saveJpg(file)} is fastai's {@code save_jpg}; its four channels,
   * which it writes as CMYK, are refused.
   *
   * @param quality from 0 (small) to 1 (true)
   * @throws DicomException if there are several frames, or neither one nor three channels, or the
   *     file cannot be written; nothing is left behind then
   */
  public void saveJpg(Path file, double quality) {
    if (!(quality >= 0 && quality <= 1)) {
      throw new DicomException(
          "saveJpg: the quality is " + Numbers.text(quality) + ", must be 0 (small) to 1 (true)");
    }
    if (samples() != 1 && samples() != 3) {
      throw new DicomException(
          name + ": a JPEG has 1 or 3 channels, but these are " + samples() + "; take channel(i)");
    }
    ImageFiles.write(toImage(), file, "jpeg", "JPEG", quality);
  }

  /**
   * Writes a TIFF of 16-bit grey, compressed without loss: {@link #toUint16()} (fastai: {@code
   * save_tif16}). These are numbers: MONOCHROME1 is not inverted.
   *
   * @throws DicomException if there are several frames or samples, or the file cannot be written;
   *     nothing is left behind then
   */
  public void saveTif16(Path file) {
    needGrey("saveTif16");
    short[] levels = (short[]) toUint16().values.array();
    ImageFiles.write(
        ImageFiles.grey16(levels, rows(), columns()), file, "tiff", "ZLib", Double.NaN);
  }

  /**
   * Writes a PNG of 16-bit grey, without loss: grey levels as {@link #toUint16()}, whole numbers
   * from 0 to 65,535 as they are. {@link #png16read} gives them back. These are numbers:
   * MONOCHROME1 is not inverted.
   *
   * @throws DicomException if there are several frames or samples, or other values, or the file
   *     cannot be written; nothing is left behind then
   */
  public void savePng16(Path file) {
    needGrey("savePng16");
    ImageFiles.write(
        ImageFiles.grey16(sixteenBits(), rows(), columns()), file, "png", null, Double.NaN);
  }

  private short[] sixteenBits() {
    if (isGreyLevel()) {
      return (short[]) toUint16().values.array();
    }
    float[] all = values();
    short[] out = new short[all.length];
    for (int i = 0; i < out.length; i++) {
      if (!(all[i] >= 0 && all[i] <= 65_535) || all[i] != Math.rint(all[i])) {
        throw new DicomException(
            name
                + ": savePng16 needs whole numbers from 0 to 65535, but there is "
                + Numbers.text(all[i])
                + "; take toUint16(), a window, or stored values");
      }
      out[i] = (short) (int) all[i];
    }
    return out;
  }

  /**
   * The numbers of a grey picture in JPEG, PNG or TIFF, as they stand in it: rows x columns, 0 to
   * 255 or 0 to 65535.
   *
   * @throws DicomException if it is no such file, or has colours
   */
  public static Pixels readPicture(Path file) {
    return ImageFiles.read(file);
  }

  /**
   * The numbers of a PNG or TIFF of 16-bit grey (fastai: {@code png16read}).
   *
   * @throws DicomException if it cannot be read or is another kind of file
   */
  public static Pixels png16read(Path file) {
    return ImageFiles.read16(file);
  }

  /** The numbers before {@link #scaled} or any other map. */
  StoredValues stored() {
    return values;
  }

  /** All planes: the samples of the first frame, then those of the second. */
  private Raster[] planes() {
    return planes(values(), absent);
  }

  private Raster[] planes(float[] all, BitSet missing) {
    int samples = samples();
    int size = rows() * columns();
    Raster[] planes = new Raster[frames() * samples];
    float[] weight = null;
    if (missing != null) {
      weight = new float[all.length];
      Arrays.fill(weight, 1);
      for (int i = missing.nextSetBit(0); i >= 0; i = missing.nextSetBit(i + 1)) {
        weight[i] = 0;
        all[i] = 0;
      }
    }
    for (int n = 0; n < planes.length; n++) {
      int start = n / samples * size * samples + n % samples;
      float[] own = plane(all, start, samples, size);
      float[] weights = weight == null ? null : plane(weight, start, samples, size);
      planes[n] = new Raster(rows(), columns(), own, weights);
    }
    return planes;
  }

  private static float[] plane(float[] all, int start, int step, int size) {
    if (all.length == size) {
      return all;
    }
    float[] out = new float[size];
    for (int i = 0, from = start; i < size; i++, from += step) {
      out[i] = all[from];
    }
    return out;
  }

  private Pixels eachPlane(String what, UnaryOperator<Raster> operation) {
    Raster[] planes = planes();
    Arrays.setAll(planes, i -> operation.apply(planes[i]));
    return joined(planes, samples(), origin, what, quantity);
  }

  /** Planes of one shape as an image; what weighs nothing has no value. */
  private Pixels joined(Raster[] planes, int samples, Origin from, String what, Quantity as) {
    int rows = planes[0].rows();
    int columns = planes[0].columns();
    int size = rows * columns;
    float[] all = planes.length == 1 ? planes[0].values() : new float[planes.length * size];
    BitSet without = new BitSet();
    for (int n = 0; n < planes.length; n++) {
      int start = n / samples * size * samples + n % samples;
      Raster p = planes[n];
      for (int i = 0; i < size && planes.length > 1; i++) {
        all[start + i * samples] = p.values()[i];
      }
      for (int i = 0; i < size && p.weight() != null; i++) {
        without.set(start + i * samples, p.weight()[i] == 0);
      }
    }
    StoredValues stored =
        new StoredValues(all, true, planes.length / samples, rows, columns, samples);
    BitSet none = orNull(without);
    Origin made = from.as(from.layout, none);
    return new Pixels(stored, DoubleUnaryOperator.identity(), none, made, name + ", " + what, as);
  }

  private void needOneSample(String operation) {
    if (samples() != 1) {
      throw new DicomException(
          name + ": " + operation + " needs one sample a pixel, but these have " + samples());
    }
  }

  private Pixels grey(DoubleUnaryOperator level, String what) {
    needNoPalette(what);
    return derived(mapped(map.andThen(level), isInverted() ? 1 : 0), what);
  }

  private Pixels derived(float[] grey, String what) {
    StoredValues stored = new StoredValues(grey, true, frames(), rows(), columns(), samples());
    return new Pixels(
        stored,
        DoubleUnaryOperator.identity(),
        absent,
        origin,
        name + ", " + what,
        Quantity.GREY_LEVEL);
  }

  /**
   * An image of all pixels for Java's own libraries (fastai: {@code PILDicom.create}): grey levels
   * 0 to 255, or RGB.
   *
   * <p>Unsigned stored values of 8 bit keep their numbers, grey levels from 0 to 1 are spread over
   * 0 to 255, and so are others from the smallest to the largest. MONOCHROME1 is inverted, because
   * an image has no photometric interpretation.
   *
   * @throws DicomException if there are several frames, or the colour cannot be converted
   */
  public BufferedImage toImage() {
    if (frames() != 1) {
      throw new DicomException(
          name + ": toImage() needs one frame, but these are " + frames() + "; take frame(i)");
    }
    if (samples() != 1 || isPalette()) {
      return toRgb().colourImage();
    }
    boolean asStored =
        values.array() instanceof byte[] && !values.isSigned() && stage() == Stage.STORED;
    float[] grey = asStored || isGreyLevel() ? values() : linear().values();
    BufferedImage image = new BufferedImage(columns(), rows(), BufferedImage.TYPE_BYTE_GRAY);
    byte[] out = new byte[grey.length];
    for (int i = 0; i < out.length; i++) {
      int level = level(asStored ? grey[i] : 255 * grey[i]);
      out[i] = (byte) (isInverted() ? 255 - level : level);
    }
    image.getRaster().setDataElements(0, 0, columns(), rows(), out);
    return image;
  }

  private BufferedImage colourImage() {
    BufferedImage image = new BufferedImage(columns(), rows(), BufferedImage.TYPE_INT_RGB);
    double scale = isGreyLevel() ? 255 : 255.0 / origin.layout.largest();
    int[] rgb = new int[rows() * columns()];
    for (int i = 0; i < rgb.length; i++) {
      for (int s = 0; s < 3; s++) {
        rgb[i] = rgb[i] << 8 | level(scale * value(3 * i + s));
      }
    }
    image.setRGB(0, 0, columns(), rows(), rgb, 0, columns());
    return image;
  }

  private static int level(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }

  /**
   * All samples through a function; 8 and 16 bit by a table.
   *
   * @param black what samples without a value become, when the function is not the own map
   */
  private float[] mapped(DoubleUnaryOperator f, float black) {
    float[] out = new float[size()];
    if (values.array() instanceof byte[] bytes) {
      float[] table = new float[256];
      for (int i = 0; i < 256; i++) {
        table[i] = (float) f.applyAsDouble(values.isSigned() ? (byte) i : i);
      }
      lookUp(bytes, table, out);
    } else if (values.array() instanceof short[] shorts) {
      float[] table = new float[1 << 16];
      for (int i = 0; i < table.length; i++) {
        table[i] = (float) f.applyAsDouble(values.isSigned() ? (short) i : i);
      }
      lookUp(shorts, table, out);
    } else {
      for (int i = 0; i < out.length; i++) {
        out[i] = (float) f.applyAsDouble(values.number(i));
      }
    }
    if (f != map && absent != null) {
      for (int i = absent.nextSetBit(0); i >= 0; i = absent.nextSetBit(i + 1)) {
        out[i] = black;
      }
    }
    return out;
  }

  // Methods of their own: the compiler makes them faster than loops within a larger method.
  private static void lookUp(byte[] samples, float[] table, float[] out) {
    for (int i = 0; i < samples.length; i++) {
      out[i] = table[samples[i] & 0xFF];
    }
  }

  private static void lookUp(short[] samples, float[] table, float[] out) {
    for (int i = 0; i < samples.length; i++) {
      out[i] = table[samples[i] & 0xFFFF];
    }
  }

  Distribution distribution() {
    Distribution d = distribution;
    if (d == null) {
      d = Distribution.of(values, map, absent);
      if (d.values.length <= KEPT) {
        distribution = d;
      }
    }
    return d;
  }

  private Distribution some(String what) {
    Distribution d = distribution();
    if (d.total() == 0) {
      throw new DicomException(
          name + ": has no " + what + ": all " + size() + " pixels are padding or no number");
    }
    return d;
  }

  private void remark(Window window) {
    if (window.isHu() && !quantity.isHu()) {
      Remarks.once(
          "windows in Hounsfield units on " + unit(),
          name
              + ": the window "
              + window
              + " is meant for Hounsfield units, but these pixels are "
              + unit()
              + ": the result is about grey levels, not tissue");
    }
  }

  private void needGrey(String operation) {
    if (samples() != 1 || frames() != 1) {
      throw new DicomException(
          name
              + ": "
              + operation
              + " needs one frame with one sample a pixel, but these are "
              + frames()
              + " with "
              + samples());
    }
  }

  /** Shape, sample format, range and the first values of the middle row. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    out.append(frames() > 1 ? frames() + " frames of " : "");
    out.append(rows()).append(" x ").append(columns());
    out.append(samples() > 1 ? " x " + samples() : "").append(' ');
    ImageLayout layout = origin.layout;
    out.append(layout.photometric());
    if (stage() == Stage.STORED) {
      out.append(", ").append(layout.bitsStored()).append(" of ").append(layout.bitsAllocated());
      out.append(layout.signed() ? " bit signed" : " bit unsigned");
    }
    out.append(", ").append(unit());
    Distribution d = distribution();
    if (d.total() > 0) {
      out.append(isGreyLevel() ? ", from " : " ").append(Numbers.text(d.values[0])).append(" to ");
      out.append(Numbers.text(d.values[d.values.length - 1]));
      out.append(String.format(Locale.ROOT, ", mean %.2f", d.mean()));
    }
    if (d.total() < size()) {
      out.append(", ").append(size() - d.total()).append(" without a value");
    }
    out.append("; middle row:");
    int start = rows() / 2 * columns() * samples();
    int end = Math.min(start + 8, size());
    for (int i = start; i < end; i++) {
      out.append(' ').append(hasValue(i) ? Numbers.text(value(i)) : "-");
    }
    return end < size() ? out.append(" ...").toString() : out.toString();
  }
}
