package medimg.net;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import medimg.codec.ImageLayout;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dictionary.ArgumentException;
import medimg.dictionary.Tag;
import medimg.pixels.Box;
import medimg.pixels.Pixels;
import medimg.work.Parallel;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Films for a network: grey levels of side x side pixels and whether each is diseased.
 *
 * <p>A film is stretched from its smallest value (0) to its largest (1), MONOCHROME1 turned round,
 * and averaged over areas to a square, whatever its aspect; of several frames the first counts,
 * colour as grey. Small films are kept in 16 bits up to a bound of memory; what is above it is
 * decoded anew each time. A file that cannot be read is left out, with the sentence why.
 */
public final class FilmSet {
  /** How many bytes of small films are kept where nothing else is said: 256 MiB, 5,200 of 160. */
  public static final long MEMORY = 256L << 20;

  private static final int LARGEST_SIDE = 1024;
  private static final float LEVELS = 65_535;

  private final int side;
  private final List<Film> films;
  private final List<String> errors;
  private final double mean;
  private final double std;

  /**
   * One film.
   *
   * @param kept its levels as 16-bit numbers; null if it is decoded each time
   */
  private record Film(String name, Path file, boolean truth, short[] kept) {}

  /** What came of one file. */
  private record Read(short[] levels, String error) {}

  private FilmSet(int side, List<Film> films, List<String> errors, double mean, double std) {
    this.side = side;
    this.films = List.copyOf(films);
    this.errors = List.copyOf(errors);
    this.mean = mean;
    this.std = std;
  }

  /** {@link #read(Path, Table, String, int, long)} with {@link #MEMORY}. */
  public static FilmSet read(Path folder, Table films, String positive, int side) {
    return read(folder, films, positive, side, MEMORY);
  }

  /**
   * Reads the films of a table's rows, on all cores, with a progress bar.
   *
   * @param folder what the names in the column {@code file} are below
   * @param films with the columns {@code file} and {@code label}
   * @param positive the label of the diseased: {@code Pneumothorax}
   * @param side rows and columns of the small films, 32 to 1024
   * @param memory how many bytes of small films are kept; 0 keeps none
   * @throws DicomException if a column or a label is missing, the side is out of range, or no file
   *     can be read
   */
  public static FilmSet read(Path folder, Table films, String positive, int side, long memory) {
    checkSide(side);
    String[] names = texts(films, "file");
    String[] labels = texts(films, "label");
    long room = memory / (2L * side * side);
    List<Read> all =
        Parallel.map(
            Arrays.asList(names), "Reading films", name -> tryRead(folder.resolve(name), side));
    List<Film> some = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    Moments moments = new Moments();
    for (int i = 0; i < names.length; i++) {
      Read read = all.get(i);
      if (read.levels == null) {
        errors.add(read.error);
        continue;
      }
      moments.add(read.levels);
      Path file = folder.resolve(names[i]);
      boolean truth = positive.equals(labels[i]);
      some.add(new Film(names[i], file, truth, some.size() < room ? read.levels : null));
    }
    if (some.isEmpty()) {
      throw new DicomException(
          folder
              + ": no film can be read"
              + (errors.isEmpty() ? ", the table has no row" : "; the first: " + errors.get(0)));
    }
    return new FilmSet(side, some, errors, moments.mean(), moments.std());
  }

  /**
   * Films that are in memory already.
   *
   * @param side rows and columns, 32 to 1024
   * @param levels of each film, row by row, 0 to 1; what is outside is cut to it
   * @throws DicomException if a film has another size, there are not as many labels, or none
   */
  public static FilmSet of(int side, float[][] levels, boolean[] truth) {
    checkSide(side);
    if (levels.length == 0 || levels.length != truth.length) {
      throw new DicomException(
          levels.length + " films and " + truth.length + " labels: must be equal, and 1 or more");
    }
    List<Film> films = new ArrayList<>();
    Moments moments = new Moments();
    for (int i = 0; i < levels.length; i++) {
      if (levels[i].length != side * side) {
        throw new DicomException(
            "film " + i + " has " + levels[i].length + " pixels, must be " + side + " x " + side);
      }
      short[] kept = packed(levels[i]);
      moments.add(kept);
      films.add(new Film("film " + i, null, truth[i], kept));
    }
    return new FilmSet(side, films, List.of(), moments.mean(), moments.std());
  }

  /**
   * Films that are in memory already, as {@link #film} gives them.
   *
   * @param films grey levels of each, 0 to 1, side x side; what is outside is cut to it
   * @param truth whether each is diseased
   * @return the set
   * @throws IllegalArgumentException if there is none, or one is in colour or of another size than
   *     side x side of the first
   * @throws DicomException if the side is not 32 to 1024, or there are not as many labels
   */
  public static FilmSet of(List<Pixels> films, boolean... truth) {
    if (films.isEmpty()) {
      throw new ArgumentException("no films: a set has 1 or more");
    }
    int side = films.get(0).rows();
    float[][] levels = new float[films.size()][];
    for (int i = 0; i < levels.length; i++) {
      Pixels film = films.get(i);
      if (film.rows() != side || film.columns() != side || film.samples() != 1) {
        throw new ArgumentException(
            "film "
                + i
                + " has "
                + film.rows()
                + " x "
                + film.columns()
                + (film.samples() == 1 ? "" : " coloured")
                + " pixels, must be "
                + side
                + " x "
                + side
                + " and grey");
      }
      levels[i] = film.values();
    }
    return of(side, levels, truth);
  }

  private static void checkSide(int side) {
    if (side < 32 || side > LARGEST_SIDE || side % 32 != 0) {
      throw new DicomException(
          "side " + side + ": must be a multiple of 32 from 32 to " + LARGEST_SIDE);
    }
  }

  private static String[] texts(Table table, String name) {
    Column<?> column =
        table.columns().stream()
            .filter(c -> c.name().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow(() -> new DicomException("the table has no column " + name));
    if (column.countMissing() > 0) {
      throw new DicomException(
          "column " + name + " has " + column.countMissing() + " missing values: drop those rows");
    }
    return column.asStringColumn().asObjectArray();
  }

  private static Read tryRead(Path file, int side) {
    try {
      return new Read(packed(decoded(file, side)), "");
    } catch (DicomException e) {
      return new Read(null, e.in(file.toString()).getMessage());
    }
  }

  /** The grey levels of a file, 0 to 1, side x side. */
  static float[] decoded(Path file, int side) {
    Dicom dicom = Dicom.read(file);
    ImageLayout layout = dicom.pixelData().layout();
    boolean direct =
        layout.frames() == 1
            && layout.photometric().startsWith("MONOCHROME")
            && !dicom.header().contains(Tag.PixelPaddingValue)
            && Areas.fit(layout, side);
    return direct
        ? turned(
            Areas.linear(dicom.pixelData().frame(0), side),
            layout.photometric().equals("MONOCHROME1"))
        : decoded(Pixels.of(dicom, 0), side);
  }

  /** The same for all files, by way of planes of the whole film. */
  static float[] decoded(Pixels px, int side) {
    Pixels grey = px.samples() > 1 || px.isPalette() ? px.toRgb().toGrey() : px;
    Pixels level = grey.linear();
    return turned(level.cropResize(Box.of(level), side, side).values(), level.isInverted());
  }

  private static float[] turned(float[] levels, boolean inverted) {
    for (int i = 0; inverted && i < levels.length; i++) {
      levels[i] = 1 - levels[i];
    }
    return levels;
  }

  private static short[] packed(float[] levels) {
    short[] out = new short[levels.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (short) Math.round(Math.max(0, Math.min(1, levels[i])) * LEVELS);
    }
    return out;
  }

  /** Mean and standard deviation of all levels so far. */
  private static final class Moments {
    private double sum;
    private double squares;
    private long count;

    void add(short[] levels) {
      for (short s : levels) {
        double v = (s & 0xffff) / LEVELS;
        sum += v;
        squares += v * v;
      }
      count += levels.length;
    }

    double mean() {
      return sum / count;
    }

    double std() {
      return Math.sqrt(Math.max(1e-8, squares / count - mean() * mean()));
    }
  }

  /** How many films there are. */
  public int size() {
    return films.size();
  }

  /** Rows and columns of the small films. */
  public int side() {
    return side;
  }

  /** Whether a film is diseased. */
  public boolean truth(int i) {
    return films.get(i).truth;
  }

  /** Whether each film is diseased. */
  public boolean[] truth() {
    boolean[] truth = new boolean[size()];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = truth(i);
    }
    return truth;
  }

  /** How many films are diseased. */
  public int positives() {
    return (int) films.stream().filter(Film::truth).count();
  }

  /** The name of a film, as the table has it. */
  public String name(int i) {
    return films.get(i).name;
  }

  /** Why files were left out, a sentence each. */
  public List<String> errors() {
    return errors;
  }

  /** The mean of all grey levels, 0 to 1: networks take it off. */
  public double mean() {
    return mean;
  }

  /** The standard deviation of all grey levels: networks divide by it. */
  public double std() {
    return std;
  }

  /** How many films are kept in memory. */
  public int kept() {
    return (int) films.stream().filter(f -> f.kept != null).count();
  }

  /** Some of the films, in this order; mean and deviation stay those of the whole set. */
  public FilmSet rows(int... rows) {
    List<Film> some = Arrays.stream(rows).mapToObj(films::get).toList();
    if (some.isEmpty()) {
      throw new DicomException("no rows: a set of films has 1 or more");
    }
    return new FilmSet(side, some, List.of(), mean, std);
  }

  /** The same films with other labels, for example shuffled ones. */
  public FilmSet labelled(boolean... truth) {
    if (truth.length != size()) {
      throw new DicomException(size() + " films and " + truth.length + " labels: must be equal");
    }
    List<Film> other = new ArrayList<>();
    for (int i = 0; i < truth.length; i++) {
      Film f = films.get(i);
      other.add(new Film(f.name, f.file, truth[i], f.kept));
    }
    return new FilmSet(side, other, errors, mean, std);
  }

  /** A film as the network sees it but for the normalisation: side x side grey levels, 0 to 1. */
  public Pixels film(int i) {
    return Pixels.of(levels(i), side, side);
  }

  /** The grey levels of a film, 0 to 1; those of a film that is not kept are decoded. */
  float[] levels(int i) {
    Film film = films.get(i);
    short[] from = film.kept != null ? film.kept : packed(decoded(film.file, side));
    float[] out = new float[from.length];
    for (int k = 0; k < out.length; k++) {
      out[k] = (from[k] & 0xffff) / LEVELS;
    }
    return out;
  }

  /** Some films as they are, on all cores. */
  float[][] levels(int[] rows) {
    return drawn(rows, Augment.NONE, new long[rows.length]);
  }

  /** Some films, each changed as its seed says, on all cores. */
  float[][] drawn(int[] rows, Augment augment, long[] seeds) {
    return Parallel.map(
            IntStream.range(0, rows.length).boxed().toList(),
            "Reading films",
            k -> augment.apply(levels(rows[k]), side, new SplittableRandom(seeds[k])))
        .toArray(float[][]::new);
  }

  @Override
  public String toString() {
    return size()
        + " films of "
        + side
        + " x "
        + side
        + ", "
        + positives()
        + " of them positive"
        + (errors.isEmpty() ? "" : "; " + errors.size() + " files left out: see errors()");
  }
}
