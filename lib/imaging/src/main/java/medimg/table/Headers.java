package medimg.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.dicom.Identifying;
import medimg.dictionary.Dictionary;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import medimg.work.Parallel;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The headers of many DICOM files as a Tablesaw table: one row a file, one column an element
 * (fastai: {@code pd.DataFrame.from_dicoms}).
 *
 * <p>The first column is {@code file}, the path below the folder; then one column for each keyword;
 * the last is {@code error}. A file that cannot be read is a row with its sentence in {@code error}
 * and everything else missing, so that no file is lost; one whose header is cut is a row of what is
 * left, and {@code error} says where it ends. Only headers are read, on all cores, with a progress
 * bar.
 *
 * <p><b>Types.</b> A column's type follows from its element in the dictionary (PS3.6, {@link
 * Dictionary}), never from the files, so that code written for one folder runs on another and on an
 * empty one. An element with a single value (multiplicity 1) is
 *
 * <ul>
 *   <li>an {@link IntColumn} where its VR is US, SS, SL or IS, such as Rows and InstanceNumber;
 *   <li>a {@link LongColumn} where it is UL, SV or UV;
 *   <li>a {@link DoubleColumn} where it is DS, FL or FD, such as SliceThickness.
 * </ul>
 *
 * <p>Every other element, known or private, is a {@link StringColumn}, several values joined by a
 * backslash as in the file: PixelSpacing has two values, and WindowCenter may have several. A
 * missing element and an empty one are both missing. Sequences and bytes are told by their size.
 *
 * <p>Where a column of numbers meets a value that is none, is not whole, is several or is too large
 * (beyond 2147483647 in an {@link IntColumn} and 2<sup>53</sup> - 1 in a {@link LongColumn}), it is
 * missing, and {@code error} says so: {@code badVR.dcm: (0028,0008) NumberOfFrames is "1A", must be
 * a whole number}. It has at most three such sentences, and the number of further ones.
 *
 * <p><b>Privacy.</b> Values that may identify a person ({@link Identifying}) do not enter the table
 * unless asked for: patients, studies, series, images and frames of reference are numbered in the
 * order of their first appearance ({@code patient 1}), so that rows can be grouped, split and
 * counted by them; every other such text is {@code (hidden)}, and every such number is missing. The
 * numbers hold within one table only. Rows with the same PatientID get the same number: where two
 * hospitals use the same ID, their patients become one. {@link #showIdentifying} gives the true
 * values. File names are shown as they are.
 */
public final class Headers {
  /** Fewer files than this are read by the calling thread: threads would cost more. */
  private static final int SEVERAL = 64;

  private static final String[] USUAL = {
    "Modality",
    "PatientID",
    "PatientSex",
    "PatientAge",
    "BodyPartExamined",
    "ViewPosition",
    "StudyInstanceUID",
    "SeriesInstanceUID",
    "InstanceNumber",
    "Rows",
    "Columns",
    "NumberOfFrames",
    "SamplesPerPixel",
    "PhotometricInterpretation",
    "BitsAllocated",
    "BitsStored",
    "PixelRepresentation",
    "PixelSpacing",
    "SliceThickness",
    "RescaleIntercept",
    "RescaleSlope",
    "WindowCenter",
    "WindowWidth",
    "TransferSyntaxUID"
  };

  private Headers() {}

  /**
   * The usual columns of all DICOM files below a folder: who, what, and the facts of the image.
   *
   * @throws DicomException if the folder cannot be read
   */
  public static Table of(Path folder) {
    return of(DicomFiles.in(folder));
  }

  /**
   * Columns of the DICOM files of a folder.
   *
   * @param keywords keywords of PS3.6, or tags such as {@code (0010,1010)}; none for the usual ones
   * @throws DicomException if a keyword is unknown
   */
  public static Table of(DicomFiles files, String... keywords) {
    return read(files.folder(), files.files(), tags(keywords), true, cores());
  }

  /**
   * Columns of some files, told apart by their paths below the folder that they have in common.
   *
   * @param keywords keywords of PS3.6, or tags such as {@code (0010,1010)}; none for the usual ones
   * @throws DicomException if a keyword is unknown
   */
  public static Table of(List<Path> files, String... keywords) {
    return read(commonFolder(files), files, tags(keywords), true, cores());
  }

  /** A column for every element that occurs in a folder, in the order of the tags. */
  public static Table all(DicomFiles files) {
    return read(files.folder(), files.files(), null, true, cores());
  }

  /** A column for every element that occurs in some files, in the order of the tags. */
  public static Table all(List<Path> files) {
    return read(commonFolder(files), files, null, true, cores());
  }

  /**
   * The same as {@link #of(DicomFiles, String...)} with the true values of identifying elements:
   * for data that may be shown.
   *
   * @throws DicomException if a keyword is unknown
   */
  public static Table showIdentifying(DicomFiles files, String... keywords) {
    return read(files.folder(), files.files(), tags(keywords), false, cores());
  }

  /**
   * The same as {@link #of(List, String...)} with the true values of identifying elements: for data
   * that may be shown.
   *
   * @throws DicomException if a keyword is unknown
   */
  public static Table showIdentifying(List<Path> files, String... keywords) {
    return read(commonFolder(files), files, tags(keywords), false, cores());
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static int[] tags(String[] keywords) {
    return Arrays.stream(keywords.length == 0 ? USUAL : keywords)
        .mapToInt(Tag::of)
        .distinct()
        .toArray();
  }

  /**
   * Reads a table.
   *
   * @param tags null for all elements
   */
  static Table read(Path folder, List<Path> files, int[] tags, boolean hide, int threads) {
    List<Row> rows =
        Parallel.map(
            files, "Reading headers", threads(files, threads), file -> Row.read(file, tags));
    List<Column<?>> columns = new ArrayList<>();
    columns.add(StringColumn.create("file", names(folder, files)));
    if (tags != null) {
      int[] places = new int[rows.size()];
      for (int c = 0; c < tags.length; c++) {
        Arrays.fill(places, c);
        columns.add(column(rows, tags[c], places, hide));
      }
    } else {
      walk(rows, (tag, places) -> columns.add(column(rows, tag, places, hide)));
    }
    columns.add(errors(rows));
    return Columns.plain(Table.create("headers", columns));
  }

  static int threads(List<Path> files, int threads) {
    return files.size() < SEVERAL ? 1 : threads;
  }

  static StringColumn errors(List<Row> rows) {
    StringColumn error = StringColumn.create("error");
    for (Row row : rows) {
      error.append(row.error());
    }
    return error;
  }

  static String[] names(Path folder, List<Path> files) {
    String[] names = new String[files.size()];
    for (int i = 0; i < names.length; i++) {
      Path file = files.get(i);
      Path below = file.startsWith(folder) ? folder.relativize(file) : file;
      names[i] = below.toString().replace('\\', '/');
    }
    return names;
  }

  static Path commonFolder(List<Path> files) {
    Path folder = null;
    for (Path file : files) {
      Path parent = file.getParent() == null ? Path.of("") : file.getParent();
      folder = folder == null ? parent : folder;
      while (folder != null && !parent.startsWith(folder)) {
        folder = folder.getParent();
      }
      if (folder == null) {
        return Path.of("");
      }
    }
    return folder;
  }

  /** Takes a tag, and where each row has it: negative for nowhere. */
  interface Step {
    void take(int tag, int[] places);
  }

  /** Walks all rows along their ascending tags; each step takes the least tag left. */
  static void walk(List<Row> rows, Step step) {
    int[] at = new int[rows.size()];
    int[] places = new int[rows.size()];
    while (true) {
      long least = Long.MAX_VALUE;
      for (int r = 0; r < at.length; r++) {
        int[] tags = rows.get(r).tags();
        if (at[r] < tags.length) {
          least = Math.min(least, tags[at[r]] & 0xFFFFFFFFL);
        }
      }
      if (least == Long.MAX_VALUE) {
        return;
      }
      int tag = (int) least;
      for (int r = 0; r < at.length; r++) {
        int[] tags = rows.get(r).tags();
        boolean here = at[r] < tags.length && tags[at[r]] == tag;
        places[r] = here ? at[r]++ : -1;
      }
      step.take(tag, places);
    }
  }

  private static Column<?> column(List<Row> rows, int tag, int[] places, boolean hide) {
    String name = Cells.name(tag);
    Cells cells = new Cells(rows, tag, places, hide, name);
    boolean one = Dictionary.multiplicity(tag).equals("1");
    return switch (one ? Dictionary.vr(tag) : VR.UN) {
      case US, SS, SL, IS -> cells.ints(name);
      case UL, SV, UV -> cells.longs(name);
      case DS, FL, FD -> cells.doubles(name);
      default -> cells.texts(name);
    };
  }
}
