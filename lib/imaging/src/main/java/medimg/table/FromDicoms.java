package medimg.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.dictionary.Dictionary;
import medimg.dictionary.Tag;
import medimg.pixels.PixelStatistics;
import medimg.pixels.Window;
import medimg.work.Parallel;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * All elements of many DICOM files as a table, and what their pixels say (fastai: {@code
 * pd.DataFrame.from_dicoms}).
 *
 * <pre>{@code
 * Table t = FromDicoms.of(folder).withPixels().table();
 * }</pre>
 *
 * <p>{@link Headers} is the short table for a look; this is the long one to compute with. One row a
 * file, in the order of the paths. The first column is {@code file}, then come the elements in the
 * order of their tags, then those of the pixels, and last {@code error}.
 *
 * <p><b>Several values</b> are split as fastai splits them: PixelSpacing, PixelSpacing1, and
 * MultiPixelSpacing, which is 1 where a file has several and else missing. fastai leaves binary
 * numbers such as AcquisitionMatrix as a list; here they are split like the others.
 *
 * <p><b>Types</b> follow from the dictionary (PS3.6) alone: whole numbers are {@code int} (US, SS,
 * SL, IS) or {@code long} (UL, SV, UV), others {@code double} (DS, FL, FD), dates {@link
 * java.time.LocalDate}, times {@link java.time.LocalTime} in whole milliseconds, an age is a {@code
 * double} in years (006M is 0.5; 21 without its letter is 21 years). All others are texts, and so
 * is a date with time (DT), for the sake of its time zone. Sequences and bytes are told by their
 * size. A value that its type cannot hold is missing, and {@code error} quotes it.
 *
 * <p><b>Privacy</b> is that of {@link Headers}: by default identifiers are numbered, other
 * identifying texts are {@code (hidden)}, identifying numbers, dates and times are missing.
 *
 * <p><b>Faults.</b> A file that cannot be read is a row with nothing but its {@code error}. One
 * whose pixels cannot be decoded has its header, no statistics, and an {@code error}; one that is
 * no image has no statistics. An interrupted work leaves nothing behind.
 *
 * <p>A value with options; each method gives another one. Files are read when {@link #table} is
 * called.
 */
public final class FromDicoms {
  /** Nested items of enhanced images may ask for a column for each of a thousand frames. */
  private static final int MOST_COLUMNS = 5_000;

  /** Of a column: after the names of sequences, Multi, a keyword, a tag, a number. */
  private static final Pattern NAME =
      Pattern.compile("(?:^|\\.)([A-Za-z]\\w*)(?: \\(\\w{4},\\w{4}\\)\\d*)?$");

  private final Path folder;
  private final List<Path> files;
  private final int[] tags;
  private final Window window;
  private final boolean nested;
  private final boolean hide;
  private final int threads;

  private FromDicoms(
      Path folder,
      List<Path> files,
      int[] tags,
      Window window,
      boolean nested,
      boolean hide,
      int threads) {
    this.folder = folder;
    this.files = files;
    this.tags = tags;
    this.window = window;
    this.nested = nested;
    this.hide = hide;
    this.threads = threads;
  }

  /**
   * All DICOM files below a folder.
   *
   * @throws DicomException if the folder cannot be read
   */
  public static FromDicoms of(Path folder) {
    return of(DicomFiles.in(folder));
  }

  /** The files of a folder. */
  public static FromDicoms of(DicomFiles files) {
    return of(files.folder(), files.files());
  }

  /** Some files, told apart by their paths below the folder that they have in common. */
  public static FromDicoms of(List<Path> files) {
    return of(Headers.commonFolder(files), List.copyOf(files));
  }

  private static FromDicoms of(Path folder, List<Path> files) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new FromDicoms(folder, files, null, null, false, true, cores);
  }

  /**
   * Only these elements, in this order; one that no file has is a column of missing values.
   *
   * @param keywords of PS3.6, or tags such as {@code (0010,1010)}
   * @throws DicomException if one is unknown
   */
  public FromDicoms keywords(String... keywords) {
    int[] some = Arrays.stream(keywords).mapToInt(Tag::of).distinct().toArray();
    return new FromDicoms(folder, files, some, window, nested, hide, threads);
  }

  /** {@link #withPixels(Window)} with fastai's window, {@link Window#BRAIN}. */
  public FromDicoms withPixels() {
    return withPixels(Window.BRAIN);
  }

  /**
   * With {@code img_min, img_max, img_mean, img_std} of the stored values of all frames, and {@code
   * img_pct_window}, the share of scaled values in a window: fastai's five, see {@link
   * PixelStatistics}. Padding counts, as with fastai. Each frame is decoded once and not kept, so
   * that memory depends on the largest frame and not on the number of files.
   */
  public FromDicoms withPixels(Window inside) {
    return new FromDicoms(folder, files, tags, inside, nested, hide, threads);
  }

  /**
   * With the elements within sequences, after the sequence itself: {@code
   * OtherPatientIDsSequence.PatientID} of the first item, {@code
   * OtherPatientIDsSequence1.PatientID} of the second.
   */
  public FromDicoms nested() {
    return new FromDicoms(folder, files, tags, window, true, hide, threads);
  }

  /** With the true values of identifying elements: for data that may be shown. */
  public FromDicoms showIdentifying() {
    return new FromDicoms(folder, files, tags, window, nested, false, threads);
  }

  /**
   * On so many threads instead of all cores.
   *
   * @throws DicomException if it is less than 1
   */
  public FromDicoms threads(int number) {
    if (number < 1) {
      throw new DicomException("threads(" + number + "): the number must be at least 1");
    }
    return new FromDicoms(folder, files, tags, window, nested, hide, number);
  }

  /**
   * Reads the files, on all cores and with a progress bar.
   *
   * @return files x columns
   * @throws DicomException if {@link #nested} makes more than 5000 columns
   * @throws CancellationException if the thread was interrupted
   */
  public Table table() {
    List<Row.WithPixels> read =
        Parallel.map(
            files,
            window == null ? "Reading headers" : "Reading headers and pixels",
            window == null ? Headers.threads(files, threads) : threads,
            file -> Row.read(file, tags, nested, window));
    List<Row> rows = read.stream().map(Row.WithPixels::row).toList();
    List<Column<?>> columns = new ArrayList<>();
    columns.add(StringColumn.create("file", Headers.names(folder, files)));
    if (tags == null) {
      addAll(rows, "", columns);
    } else {
      int[] places = new int[rows.size()];
      for (int i = 0; i < tags.length; i++) {
        for (int r = 0; r < places.length; r++) {
          places[r] = rows.get(r).tags().length > 0 ? i : -1;
        }
        add(rows, tags[i], places, "", columns);
      }
    }
    if (window != null) {
      addPixels(read, columns);
    }
    columns.add(Headers.errors(rows));
    return Columns.plain(Table.create("from_dicoms", columns));
  }

  private void addAll(List<Row> rows, String prefix, List<Column<?>> columns) {
    Headers.walk(rows, (tag, places) -> add(rows, tag, places, prefix, columns));
  }

  /** The columns of one element. */
  private void add(List<Row> rows, int tag, int[] places, String prefix, List<Column<?>> columns) {
    String name = prefix + Cells.name(tag);
    Cells cells = new Cells(rows, tag, places, hide, name);
    int most = cells.split();
    if (most > 1) {
      String keyword = name.substring(prefix.length());
      columns.add(cells.several(prefix + "Multi" + keyword));
    }
    for (int part = 0; part < most; part++) {
      columns.add(column(cells.part(part), tag, numbered(name, part)));
    }
    if (columns.size() > MOST_COLUMNS) {
      throw new DicomException(
          "the table has more than "
              + MOST_COLUMNS
              + " columns at "
              + name
              + "; leave nested() out, or name the elements wanted with keywords(..)");
    }
    if (nested) {
      addItems(rows, places, name, columns);
    }
  }

  private void addItems(List<Row> rows, int[] places, String name, List<Column<?>> columns) {
    int most = 0;
    for (int r = 0; r < places.length; r++) {
      most = Math.max(most, items(rows.get(r), places[r]).length);
    }
    for (int k = 0; k < most; k++) {
      List<Row> items = new ArrayList<>(places.length);
      for (int r = 0; r < places.length; r++) {
        Row[] all = items(rows.get(r), places[r]);
        items.add(k < all.length ? all[k] : Row.NONE);
      }
      addAll(items, numbered(name, k) + ".", columns);
    }
  }

  private static Row[] items(Row row, int place) {
    Row[] items = place < 0 || row.items() == null ? null : row.items()[place];
    return items == null ? new Row[0] : items;
  }

  /** The first of several has the name itself. */
  private static String numbered(String name, int part) {
    return part == 0 ? name : name + part;
  }

  private static Column<?> column(Cells cells, int tag, String name) {
    return switch (Dictionary.vr(tag)) {
      case US, SS, SL, IS -> cells.ints(name);
      case UL, SV, UV -> cells.longs(name);
      case DS, FL, FD -> cells.doubles(name);
      case AS -> cells.ages(name);
      case DA -> cells.dates(name);
      case TM -> cells.times(name);
      default -> cells.texts(name);
    };
  }

  /** The type of a column of this name; text if no table has it. */
  static ColumnType type(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.find()) {
      return ColumnType.STRING;
    }
    String keyword = parts.group(1);
    if (Dictionary.tag(keyword).isEmpty()) {
      keyword = keyword.replaceFirst("\\d+$", "");
    }
    if (keyword.startsWith("img_")) {
      return ColumnType.DOUBLE;
    }
    if (keyword.startsWith("Multi") && Dictionary.tag(keyword.substring(5)).isPresent()) {
      return ColumnType.INTEGER;
    }
    int tag = Dictionary.tag(keyword).orElse(0);
    return tag == 0
        ? ColumnType.STRING
        : column(new Cells(List.of(), tag, new int[0], true, name), tag, name).type();
  }

  private static void addPixels(List<Row.WithPixels> read, List<Column<?>> columns) {
    DoubleColumn min = DoubleColumn.create("img_min", read.size());
    DoubleColumn max = DoubleColumn.create("img_max", read.size());
    DoubleColumn mean = DoubleColumn.create("img_mean", read.size());
    DoubleColumn std = DoubleColumn.create("img_std", read.size());
    DoubleColumn inside = DoubleColumn.create("img_pct_window", read.size());
    for (int r = 0; r < read.size(); r++) {
      PixelStatistics pixels = read.get(r).pixels();
      if (pixels != null) {
        min.set(r, pixels.min());
        max.set(r, pixels.max());
        mean.set(r, pixels.mean());
        std.set(r, pixels.std());
        inside.set(r, pixels.pctWindow());
      }
    }
    columns.addAll(List.of(min, max, mean, std, inside));
  }
}
