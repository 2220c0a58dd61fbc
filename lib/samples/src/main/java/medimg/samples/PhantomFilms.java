package medimg.samples;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import medimg.dicom.DicomException;
import medimg.dictionary.ArgumentException;
import medimg.pixels.Box;
import medimg.pixels.Pixels;
import medimg.samples.Pneumothorax.Grade;
import medimg.samples.Pneumothorax.Kind;
import medimg.work.Parallel;

/**
 * Small chest films of invented patients in memory, without files: as many as an experiment needs,
 * one of each patient, half of them diseased. All follows from the seed. They are stretched from
 * black (0) to white (1) and averaged over areas to squares, as files are for a network, but never
 * were JPEG.
 *
 * <p>The films are made when they are first asked for, on all cores: about a third of a second each
 * on one. {@link #keptIn} stores them, which saves that the next time.
 */
public final class PhantomFilms {
  /** Air shows where a ray crosses at least this much of it, mm. */
  public static final double LEAST_AIR = 5;

  /** How wide the air is that a chest tube leaves, mm; the hardest other cases have 4 to 12. */
  public static final double AIR_LEFT = 1;

  private static final String MARK = "medimg phantoms 1";
  private static final double LEVELS = 65_535;
  private static final int MOST = 100_000;

  private final long seed;
  private final int count;
  private final int side;
  private final double treated;
  private final boolean tubes;
  private final PhantomFilms untreated;
  private List<Film> made;

  /**
   * One small film.
   *
   * @param width of the film, mm
   * @param levels 16-bit grey levels, side x side
   * @param region 1 where air shows, side x side; empty without pneumothorax
   */
  private record Film(boolean truth, String view, double width, short[] levels, byte[] region) {}

  private PhantomFilms(
      long seed, int count, int side, double treated, boolean tubes, PhantomFilms untreated) {
    if (count < 1 || count > MOST) {
      throw new ArgumentException(count + " phantoms were asked for, must be 1 to " + MOST);
    }
    if (side < 1 || side > Radiograph.SIZE) {
      throw new ArgumentException(
          "films of " + side + " x " + side + ": the side must be 1 to " + Radiograph.SIZE);
    }
    if (!(treated >= 0 && treated <= 1)) {
      throw new ArgumentException("a share of " + treated + " with tubes, must be 0 to 1");
    }
    this.seed = seed;
    this.count = count;
    this.side = side;
    this.treated = treated;
    this.tubes = tubes;
    this.untreated = untreated;
  }

  /**
   * Patients 0 to count - 1 of a seed, as {@link ChestPhantom#of(long, int)} draws them.
   *
   * @param seed of the whole set
   * @param count 1 to 100,000
   * @param side rows and columns of the films, 1 to {@value Radiograph#SIZE}
   * @return their films
   * @throws IllegalArgumentException if one is out of range
   */
  public static PhantomFilms of(long seed, int count, int side) {
    return new PhantomFilms(seed, count, side, 0, false, null);
  }

  /**
   * The same patients, this share of the diseased, drawn by lot, treated: with a chest tube, and
   * with as little air as it leaves, {@link #AIR_LEFT}. The others have no tube.
   *
   * @param share 0 to 1
   * @return their films
   * @throws IllegalArgumentException if it is not 0 to 1
   */
  public PhantomFilms withTreated(double share) {
    return new PhantomFilms(seed, count, side, share, true, untreated);
  }

  /**
   * {@return films of the same patients with the same air, but without the tubes of the treated}
   */
  public PhantomFilms withoutTubes() {
    return new PhantomFilms(seed, count, side, treated, false, untreated);
  }

  /**
   * The same, but the films of those who are not treated are taken from another set of the same
   * patients without treatment, which need not be made again then.
   *
   * @param other of the same seed and side, as many patients or more, nobody treated
   * @return the films of this set
   * @throws IllegalArgumentException if that set is of another seed or side, has fewer patients or
   *     treated ones
   */
  public PhantomFilms withUntreatedFrom(PhantomFilms other) {
    if (other.seed != seed || other.side != side || other.count < count || other.treated != 0) {
      throw new ArgumentException(other + ": has not the films of " + this);
    }
    return new PhantomFilms(seed, count, side, treated, tubes, other);
  }

  /** {@return whether each patient has been treated; see {@link #withTreated}} */
  public List<Boolean> treated() {
    return IntStream.range(0, count).mapToObj(i -> isTreated(i, ChestPhantom.of(seed, i))).toList();
  }

  private boolean isTreated(int number, ChestPhantom patient) {
    return patient.pneumothorax().isPresent()
        && new SplittableRandom(seed * 1_000_003 + number).nextDouble() < treated;
  }

  private ChestPhantom patient(int number) {
    ChestPhantom patient = ChestPhantom.of(seed, number);
    if (!isTreated(number, patient)) {
      return patient;
    }
    Pneumothorax before = patient.pneumothorax().orElseThrow();
    Kind kind = patient.supine() ? Kind.BASAL : Kind.APICAL;
    return patient
        .withPneumothorax(new Pneumothorax(before.side(), kind, Grade.HARD, AIR_LEFT))
        .withDrains(tubes ? 1 : 0);
  }

  /**
   * The same films, read from a folder; what is missing there is made and stored.
   *
   * @param folder made if absent
   * @param others further sides to make and store in the same pass
   * @return the films, read
   * @throws DicomException if a stored file is cut or cannot be written
   */
  public PhantomFilms keptIn(Path folder, int... others) {
    Path file = file(folder, side);
    if (!Files.exists(file)) {
      int[] sides = IntStream.concat(IntStream.of(side), IntStream.of(others)).distinct().toArray();
      List<List<Film>> all = make(sides);
      for (int s = 0; s < sides.length; s++) {
        int at = s;
        write(file(folder, sides[s]), sides[s], all.stream().map(films -> films.get(at)).toList());
      }
    }
    PhantomFilms kept = new PhantomFilms(seed, count, side, treated, tubes, untreated);
    kept.made = read(file);
    return kept;
  }

  private Path file(Path folder, int size) {
    String share = treated == 0 ? "" : "-treated-" + treated + (tubes ? "-tubes" : "");
    return folder.resolve("phantoms-" + seed + "-" + count + "-" + size + share + ".bin");
  }

  /** {@return how many films there are} */
  public int size() {
    return count;
  }

  /**
   * The films.
   *
   * @return side x side grey levels of each, 0 (black) to 1; each is unpacked when asked for
   */
  public List<Pixels> films() {
    List<Film> films = made();
    return new AbstractList<>() {
      @Override
      public Pixels get(int i) {
        short[] levels = films.get(i).levels;
        float[] values = new float[levels.length];
        for (int k = 0; k < values.length; k++) {
          values[k] = (float) ((levels[k] & 0xffff) / LEVELS);
        }
        return Pixels.of(values, side, side);
      }

      @Override
      public int size() {
        return count;
      }
    };
  }

  /** {@return whether each patient has a pneumothorax} */
  public boolean[] truth() {
    boolean[] truth = new boolean[count];
    for (int i = 0; i < count; i++) {
      truth[i] = made().get(i).truth;
    }
    return truth;
  }

  /**
   * Where the disease is. Not all that differs from the twin without air: a lung that has shrunk is
   * denser and its vessels have moved, so that a good deal of it differs where no air is.
   *
   * @return for each film an image of its size: 1 where rays cross {@link #LEAST_AIR} mm of air or
   *     more in at least half of the pixel, else 0; null for a film on which no air shows
   */
  public List<Pixels> regions() {
    List<Pixels> regions = new ArrayList<>();
    for (Film film : made()) {
      float[] values = new float[film.region.length];
      float sum = 0;
      for (int k = 0; k < values.length; k++) {
        values[k] = film.region[k];
        sum += values[k];
      }
      regions.add(sum == 0 ? null : Pixels.of(values, side, side));
    }
    return regions;
  }

  /** {@return PA or AP of each film} */
  public List<String> views() {
    return made().stream().map(Film::view).toList();
  }

  /** {@return how wide a pixel is, mm at the detector, on average over the films} */
  public double millimetres() {
    return made().stream().mapToDouble(Film::width).average().orElseThrow() / side;
  }

  private synchronized List<Film> made() {
    if (made == null) {
      made = make(side).stream().map(films -> films.get(0)).toList();
    }
    return made;
  }

  /** Each patient's film in each of the sizes. */
  private List<List<Film>> make(int... sides) {
    return Parallel.map(
        IntStream.range(0, count).boxed().toList(), "Making films", i -> make(i, sides));
  }

  private List<Film> make(int number, int[] sides) {
    ChestPhantom patient = patient(number);
    if (untreated != null && sides.length == 1 && !isTreated(number, patient)) {
      return List.of(untreated.made().get(number));
    }
    boolean truth = patient.pneumothorax().isPresent();
    Radiograph radiograph = Radiograph.of(patient);
    Pixels grey = radiograph.pixels().linear();
    Pixels air = truth ? radiograph.air(LEAST_AIR) : null;
    double width = radiograph.pixelSpacing() * Radiograph.SIZE;
    List<Film> all = new ArrayList<>();
    for (int size : sides) {
      float[] small = grey.cropResize(Box.of(grey), size, size).values();
      short[] levels = new short[small.length];
      for (int k = 0; k < levels.length; k++) {
        levels[k] = (short) Math.round(small[k] * LEVELS);
      }
      byte[] region = new byte[0];
      if (truth) {
        float[] part = air.cropResize(Box.of(air), size, size).values();
        region = new byte[part.length];
        for (int k = 0; k < region.length; k++) {
          region[k] = (byte) (part[k] >= .5f ? 1 : 0);
        }
      }
      all.add(new Film(truth, radiograph.view(), width, levels, region));
    }
    return all;
  }

  private void write(Path file, int size, List<Film> all) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
        out.writeUTF(MARK);
        for (Film film : all) {
          out.writeBoolean(film.truth);
          out.writeUTF(film.view);
          out.writeDouble(film.width);
          ByteBuffer numbers = ByteBuffer.allocate(2 * size * size);
          numbers.asShortBuffer().put(film.levels);
          out.write(numbers.array());
          out.write(film.region);
        }
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new DicomException(file + ": the films cannot be stored: " + e.getMessage(), e);
    } finally {
      part.toFile().delete(); // where it was not moved
    }
  }

  private List<Film> read(Path file) {
    List<Film> all = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (!in.readUTF().equals(MARK)) {
        throw new EOFException();
      }
      for (int i = 0; i < count; i++) {
        boolean truth = in.readBoolean();
        String view = in.readUTF();
        double width = in.readDouble();
        byte[] bytes = new byte[2 * side * side];
        in.readFully(bytes);
        short[] levels = new short[side * side];
        ByteBuffer.wrap(bytes).asShortBuffer().get(levels);
        byte[] region = new byte[truth ? side * side : 0];
        in.readFully(region);
        all.add(new Film(truth, view, width, levels, region));
      }
      if (in.read() >= 0) {
        throw new EOFException();
      }
      return all;
    } catch (IOException e) {
      throw new DicomException(
          file + ": is cut or was written by another version; delete it, it is made again", e);
    }
  }

  @Override
  public String toString() {
    return count
        + " patients of seed "
        + seed
        + ", films of "
        + side
        + " x "
        + side
        + (treated == 0
            ? ""
            : String.format(Locale.ROOT, ", %.0f %% of the diseased treated", 100 * treated))
        + (treated > 0 && tubes ? " with tubes" : "");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PhantomFilms p
        && seed == p.seed
        && count == p.count
        && side == p.side
        && treated == p.treated
        && tubes == p.tubes;
  }

  @Override
  public int hashCode() {
    return Objects.hash(seed, count, side, treated, tubes);
  }
}
