package medimg.experiments;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import medimg.dicom.DicomException;
import medimg.net.FilmSet;
import medimg.pixels.Box;
import medimg.pixels.Pixels;
import medimg.samples.ChestPhantom;
import medimg.samples.Pneumothorax;
import medimg.samples.Pneumothorax.Grade;
import medimg.samples.Pneumothorax.Kind;
import medimg.samples.Radiograph;
import medimg.work.Parallel;

/**
 * Chest films of invented patients in memory, without files: as many as an experiment needs, one of
 * each patient, half of them diseased. All follows from the seed. They are stretched and shrunk as
 * {@link FilmSet} does with files, but never were JPEG.
 *
 * <p>The films are made when they are first asked for, on all cores: about a third of a second each
 * on one. {@link #keptIn} stores them, which saves that the next time.
 */
public final class Phantoms {
  /** Air shows where a ray crosses at least this much of it, mm. */
  public static final double LEAST_AIR = 5;

  /** How wide the air is that a chest tube leaves, mm; the hardest other cases have 4 to 12. */
  public static final double AIR_LEFT = 1;

  private static final String MARK = "medimg phantoms 1";
  private static final double LEVELS = 65_535;

  private final long seed;
  private final int count;
  private final int side;
  private final double treated;
  private final boolean tubes;
  private Phantoms untreated;
  private List<Shot> shots;
  private FilmSet films;

  /**
   * One small film.
   *
   * @param levels 16-bit grey levels, side x side
   * @param region 1 where air shows, side x side; empty without pneumothorax
   * @param width of the film, mm
   */
  private record Shot(boolean truth, String view, double width, short[] levels, byte[] region) {}

  private Phantoms(long seed, int count, int side, double treated, boolean tubes) {
    if (count < 1 || count > 100_000) {
      throw new DicomException(count + " phantoms were asked for, must be 1 to 100000");
    }
    if (!(treated >= 0 && treated <= 1)) {
      throw new DicomException("a share of " + treated + " with tubes, must be 0 to 1");
    }
    this.seed = seed;
    this.count = count;
    this.side = side;
    this.treated = treated;
    this.tubes = tubes;
  }

  /**
   * Patients 0 to count - 1 of a seed.
   *
   * @param side rows and columns of the films: a multiple of 32 from 32 to 1024
   */
  public static Phantoms of(long seed, int count, int side) {
    return new Phantoms(seed, count, side, 0, false);
  }

  /**
   * The same patients, this share of the diseased, drawn by lot, treated: with a chest tube, and
   * with as little air as it leaves, {@link #AIR_LEFT}. The others have no tube.
   */
  public Phantoms tubes(double share) {
    return treated(share, true);
  }

  /** The same patients with the same air, but without the tubes of the treated. */
  public Phantoms withoutTubes() {
    return treated(treated, false);
  }

  /**
   * The same, but the films of those who are not treated are taken from another set of the same
   * patients without treatment, which need not be made again then.
   *
   * @throws DicomException if that set is of another seed or side, has fewer patients or treated
   *     ones
   */
  public Phantoms untreatedFrom(Phantoms other) {
    if (other.seed != seed || other.side != side || other.count < count || other.treated != 0) {
      throw new DicomException(other + ": has not the films of " + this);
    }
    Phantoms same = treated(treated, tubes);
    same.untreated = other;
    return same;
  }

  private Phantoms treated(double share, boolean shown) {
    Phantoms same = new Phantoms(seed, count, side, share, shown);
    same.untreated = untreated;
    return same;
  }

  /** Whether each patient has been treated; see {@link #tubes}. */
  public List<Boolean> treated() {
    return IntStream.range(0, count).mapToObj(i -> treats(i, ChestPhantom.of(seed, i))).toList();
  }

  private boolean treats(int patient, ChestPhantom phantom) {
    return phantom.pneumothorax().isPresent()
        && new SplittableRandom(seed * 1_000_003 + patient).nextDouble() < treated;
  }

  private ChestPhantom patient(int number) {
    ChestPhantom phantom = ChestPhantom.of(seed, number);
    if (!treats(number, phantom)) {
      return phantom;
    }
    Pneumothorax before = phantom.pneumothorax().orElseThrow();
    Kind kind = phantom.view().equals("AP") ? Kind.BASAL : Kind.APICAL;
    return phantom
        .with(new Pneumothorax(before.side(), kind, Grade.HARD, AIR_LEFT))
        .drains(tubes ? 1 : 0);
  }

  /**
   * The same films, read from a folder; what is missing there is made and stored.
   *
   * @param others further sides to make and store in the same pass
   * @throws DicomException if a stored file is cut or cannot be written
   */
  public Phantoms keptIn(Path folder, int... others) {
    Path file = file(folder, side);
    if (!Files.exists(file)) {
      int[] sides = IntStream.concat(IntStream.of(side), IntStream.of(others)).distinct().toArray();
      List<List<Shot>> made = made(sides);
      for (int s = 0; s < sides.length; s++) {
        int at = s;
        write(file(folder, sides[s]), sides[s], made.stream().map(m -> m.get(at)).toList());
      }
    }
    Phantoms kept = new Phantoms(seed, count, side, treated, tubes);
    kept.shots = read(file);
    return kept;
  }

  private Path file(Path folder, int size) {
    String share = treated == 0 ? "" : "-treated-" + treated + (tubes ? "-tubes" : "");
    return folder.resolve("phantoms-" + seed + "-" + count + "-" + size + share + ".bin");
  }

  /** How many films there are. */
  public int size() {
    return count;
  }

  /** The films with their truth, for a network. */
  public synchronized FilmSet films() {
    if (films == null) {
      float[][] levels = new float[count][];
      boolean[] truth = new boolean[count];
      for (int i = 0; i < count; i++) {
        Shot shot = shots().get(i);
        truth[i] = shot.truth;
        levels[i] = new float[shot.levels.length];
        for (int k = 0; k < shot.levels.length; k++) {
          levels[i][k] = (float) ((shot.levels[k] & 0xffff) / LEVELS);
        }
      }
      films = FilmSet.of(side, levels, truth);
    }
    return films;
  }

  /**
   * Where the disease is, for each film an image of its size: 1 where rays cross {@link #LEAST_AIR}
   * mm of air or more in at least half of the pixel, else 0; null for a film on which no air shows.
   *
   * <p>Not all that differs from the twin without air: a lung that has shrunk is denser and its
   * vessels have moved, so that a good deal of it differs where no air is.
   */
  public List<Pixels> regions() {
    List<Pixels> regions = new ArrayList<>();
    for (Shot shot : shots()) {
      float[] values = new float[shot.region.length];
      float sum = 0;
      for (int k = 0; k < values.length; k++) {
        values[k] = shot.region[k];
        sum += values[k];
      }
      regions.add(sum == 0 ? null : Pixels.of(values, side, side));
    }
    return regions;
  }

  /** PA or AP of each film. */
  public List<String> views() {
    return shots().stream().map(Shot::view).toList();
  }

  /** Seed and number of each patient: {@code 7001/0012}. */
  public List<String> names() {
    return IntStream.range(0, count).mapToObj(i -> String.format("%d/%04d", seed, i)).toList();
  }

  /** How wide a pixel is, mm at the detector, on average over the films. */
  public double millimetres() {
    return shots().stream().mapToDouble(Shot::width).average().orElseThrow() / side;
  }

  private synchronized List<Shot> shots() {
    if (shots == null) {
      shots = made(side).stream().map(s -> s.get(0)).toList();
    }
    return shots;
  }

  /** Each patient's film in each of the sizes. */
  private List<List<Shot>> made(int... sides) {
    return Parallel.map(
        IntStream.range(0, count).boxed().toList(), "Making films", i -> shot(i, sides));
  }

  private List<Shot> shot(int patient, int[] sides) {
    ChestPhantom phantom = patient(patient);
    if (untreated != null && sides.length == 1 && !treats(patient, phantom)) {
      return List.of(untreated.shots().get(patient));
    }
    boolean truth = phantom.pneumothorax().isPresent();
    Radiograph film = Radiograph.of(phantom);
    Pixels grey = film.pixels().linear();
    Pixels air = truth ? film.air(LEAST_AIR) : null;
    double width = film.pixelSpacing() * Radiograph.SIZE;
    List<Shot> all = new ArrayList<>();
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
      all.add(new Shot(truth, film.view(), width, levels, region));
    }
    return all;
  }

  private void write(Path file, int size, List<Shot> all) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
        out.writeUTF(MARK);
        for (Shot shot : all) {
          out.writeBoolean(shot.truth);
          out.writeUTF(shot.view);
          out.writeDouble(shot.width);
          ByteBuffer numbers = ByteBuffer.allocate(2 * size * size);
          numbers.asShortBuffer().put(shot.levels);
          out.write(numbers.array());
          out.write(shot.region);
        }
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new DicomException(file + ": the films cannot be stored: " + e.getMessage(), e);
    } finally {
      part.toFile().delete(); // where it was not moved
    }
  }

  private List<Shot> read(Path file) {
    List<Shot> all = new ArrayList<>();
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
        all.add(new Shot(truth, view, width, levels, region));
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
        + (treated == 0 ? "" : String.format(", %.0f %% of the diseased treated", 100 * treated))
        + (treated > 0 && tubes ? " with tubes" : "");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Phantoms p
        && seed == p.seed
        && count == p.count
        && side == p.side
        && treated == p.treated
        && tubes == p.tubes;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(new double[] {seed, count, side, treated, tubes ? 1 : 0});
  }
}
