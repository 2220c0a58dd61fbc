package medimg.samples;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import medimg.dicom.DataSet;
import medimg.dicom.DicomException;
import medimg.dicom.DicomWriter;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.ArgumentException;
import medimg.table.Films;
import medimg.table.TableFile;
import medimg.work.Parallel;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A set of synthetic DICOM files: chest radiographs in the layout of fastai's SIIM_SMALL, and two
 * CT series. All of it is computed from a seed; nobody was ever imaged.
 *
 * <pre>
 * siim/labels.csv                            file,label
 * siim/train/No Pneumothorax/000001.dcm      numbered across both classes
 * siim/train/Pneumothorax/000000.dcm
 * ct/chest/0000.dcm                          from head to foot
 * ct/head/0000.dcm                           from the skull base upwards
 * </pre>
 *
 * <p>Pixels are the same on every machine; the bytes of the JPEG files are the same for one build
 * of Java.
 *
 * @param seed what all else follows from
 * @param patients how many patients have radiographs; every ninth of them has two studies
 * @param drains the share of patients with a pneumothorax who have a chest tube, 0 to 1
 */
public record Samples(long seed, int patients, double drains) {
  /** Patients of the usual set, which has 250 radiographs, 75 of them with a pneumothorax. */
  public static final int PATIENTS = 225;

  private static final int MOST_PATIENTS = 100_000;
  private static final String STAMP = "samples.properties";
  private static final Samples USUAL = new Samples(1, PATIENTS, 0);

  /**
   * Checks the numbers.
   *
   * @param seed any number
   * @param patients 9 to 100,000
   * @param drains 0 to 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Samples {
    if (patients < 9 || patients > MOST_PATIENTS) {
      throw new ArgumentException(
          patients + " patients were asked for, must be 9 to " + MOST_PATIENTS);
    }
    if (!(drains >= 0 && drains <= 1)) {
      throw new ArgumentException(
          "a share of " + drains + " with drains was asked for, must be 0 to 1");
    }
  }

  /**
   * The usual set of another seed.
   *
   * @param seed any number
   * @return the set
   */
  public static Samples ofSeed(long seed) {
    return new Samples(seed, PATIENTS, 0);
  }

  /** {@return the usual set: seed 1} */
  public static Samples usual() {
    return USUAL;
  }

  /**
   * The same with another number of patients.
   *
   * @param number 9 to 100,000
   * @return the set
   * @throws IllegalArgumentException if it is not 9 to 100,000
   */
  public Samples withPatients(int number) {
    return new Samples(seed, number, drains);
  }

  /**
   * The same with chest tubes in this share of the patients who have a pneumothorax.
   *
   * @param share 0 to 1
   * @return the set
   * @throws IllegalArgumentException if it is not 0 to 1
   */
  public Samples withDrains(double share) {
    return new Samples(seed, patients, share);
  }

  /**
   * One radiograph of the set.
   *
   * @param number its number across both classes, from 0
   * @param patient the phantom that it shows
   * @param patientNumber which of the patients that is, from 0
   * @param study 0 for the patient's first study, 1 for the second
   */
  public record Film(int number, ChestPhantom patient, int patientNumber, int study) {
    /** {@return whether there is air in the pleural space} */
    public boolean positive() {
      return patient.pneumothorax().isPresent();
    }

    /** {@return the label, which is also the folder} */
    public String label() {
      return positive() ? "Pneumothorax" : "No Pneumothorax";
    }

    /** {@return the path below the set's folder {@code siim}, with / between names} */
    public String file() {
      return String.format(Locale.ROOT, "train/%s/%06d.dcm", label(), number);
    }
  }

  /**
   * All radiographs. A patient's studies are all positive or all negative; three films of ten are
   * positive.
   *
   * @return the films in the order of their numbers
   */
  public List<Film> films() {
    Rng lot = new Rng(seed, 0x46494C4D);
    int repeats = patients / 9;
    int[] studies = new int[patients];
    Arrays.fill(studies, 1);
    int[] order = shuffled(patients, lot);
    for (int i = 0; i < repeats; i++) {
      studies[order[i]] = 2;
    }
    int total = patients + repeats;
    int wanted = Math.round(total * .3f);
    boolean[] positive = new boolean[patients];
    for (int patient : shuffled(patients, lot)) {
      if (studies[patient] <= wanted) {
        positive[patient] = true;
        wanted -= studies[patient];
      }
    }
    List<int[]> slots = new ArrayList<>();
    for (int patient = 0; patient < patients; patient++) {
      for (int study = 0; study < studies[patient]; study++) {
        slots.add(new int[] {patient, study});
      }
    }
    List<Film> films = new ArrayList<>();
    int[] places = shuffled(slots.size(), lot);
    for (int number = 0; number < places.length; number++) {
      int[] slot = slots.get(places[number]);
      ChestPhantom phantom =
          ChestPhantom.of(seed, slot[0], slot[1])
              .withOwnPneumothorax(positive[slot[0]])
              .withDrains(drains);
      films.add(new Film(number, phantom, slot[0], slot[1]));
    }
    return films;
  }

  private static int[] shuffled(int n, Rng lot) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = (int) (lot.unit() * (i + 1));
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /**
   * Makes the set in a folder, unless it is there already. The folder appears only when the set is
   * whole.
   *
   * @param folder a new one, an empty one, or one with this set
   * @return the folder
   * @throws DicomException if the folder holds something else, or cannot be written
   */
  public Path in(Path folder) {
    Path stamp = folder.resolve(STAMP);
    try {
      if (Files.exists(stamp)) {
        Properties there = read(stamp);
        if (there.equals(properties())) {
          return folder;
        }
        if (!describe(there).equals(describe(properties()))) {
          throw new DicomException(
              folder
                  + " holds samples of "
                  + describe(there)
                  + "; delete it or name another folder for "
                  + describe(properties()));
        }
        deleteAll(folder); // the same set as an older version of this library made it
      }
      if (Files.exists(folder) && !isEmpty(folder)) {
        throw new DicomException(
            folder + " is there and holds no samples; name a new folder, nothing is overwritten");
      }
      make(folder);
      return folder;
    } catch (IOException e) {
      throw new DicomException(
          folder + ": the samples cannot be written: " + e.getMessage() + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return String.valueOf(e.getMessage()).contains("No space left")
        ? "; they need about 120 MB"
        : "";
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.findAny().isEmpty();
    }
  }

  private Properties properties() {
    Properties p = new Properties();
    p.setProperty("seed", Long.toString(seed));
    p.setProperty("patients", Integer.toString(patients));
    p.setProperty("drains", Double.toString(drains));
    p.setProperty("version", SampleHeaders.VERSION);
    return p;
  }

  private static Properties read(Path stamp) throws IOException {
    Properties p = new Properties();
    try (var in = Files.newBufferedReader(stamp)) {
      p.load(in);
    }
    return p;
  }

  private static String describe(Properties p) {
    return "seed "
        + p.getProperty("seed")
        + ", "
        + p.getProperty("patients")
        + " patients, drains "
        + p.getProperty("drains");
  }

  private void make(Path folder) throws IOException {
    Path whole = folder.toAbsolutePath().normalize();
    Files.createDirectories(whole.getParent());
    Path part = Files.createTempDirectory(whole.getParent(), "." + whole.getFileName() + "-");
    try {
      write(part);
      try {
        Files.deleteIfExists(whole); // an empty folder
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileSystemException e) {
        if (!Files.exists(whole.resolve(STAMP))) {
          throw e;
        }
        // somebody else has made the same set meanwhile
      }
    } finally {
      deleteAll(part);
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  private void write(Path folder) throws IOException {
    List<Runnable> tasks = new ArrayList<>();
    ChestCtSeries chest = ChestCtSeries.chestAbdomen(seed, 0, true);
    Path chestFolder = Files.createDirectories(folder.resolve("ct/chest"));
    for (int s = 0; s < chest.slices(); s++) {
      int slice = s;
      tasks.add(() -> writeChest(chest, slice, chestFolder));
    }
    HeadPhantom head = new HeadPhantom(seed);
    Path headFolder = Files.createDirectories(folder.resolve("ct/head"));
    for (int s = 0; s < HeadPhantom.SLICES; s++) {
      int slice = s;
      tasks.add(() -> writeHead(head, slice, headFolder));
    }
    StringColumn files = StringColumn.create("file");
    StringColumn labels = StringColumn.create("label");
    Path siim = folder.resolve("siim");
    Files.createDirectories(siim.resolve("train/Pneumothorax"));
    Files.createDirectories(siim.resolve("train/No Pneumothorax"));
    for (Film film : films()) {
      files.append(film.file());
      labels.append(film.label());
      tasks.add(() -> writeFilm(film, siim.resolve(film.file())));
    }
    Parallel.map(
        tasks,
        "Making samples",
        task -> {
          task.run();
          return null;
        });
    TableFile.writeTexts(Table.create("labels", files, labels), siim.resolve(Films.LABELS));
    StringBuilder stamp = new StringBuilder("# Synthetic data, see data/README.md\n");
    for (String key : new TreeSet<>(properties().stringPropertyNames())) {
      stamp.append(key).append('=').append(properties().getProperty(key)).append('\n');
    }
    Files.writeString(folder.resolve(STAMP), stamp);
  }

  private static String name(int slice) {
    return String.format(Locale.ROOT, "%04d.dcm", slice);
  }

  private void writeFilm(Film film, Path file) {
    Radiograph radiograph = Radiograph.of(film.patient());
    DataSet header = SampleHeaders.radiograph(seed, film, radiograph.pixelSpacing());
    DicomWriter.of(header, TransferSyntax.JPEG_BASELINE, SampleHeaders.quality(seed, film.number()))
        .pixels(radiograph.grey())
        .write(file);
  }

  private void writeChest(ChestCtSeries chest, int slice, Path folder) {
    short[] values = chest.slice(slice);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != ChestCtSeries.PADDING) {
        values[i] -= HeadPhantom.RESCALE_INTERCEPT;
      }
    }
    DataSet header = SampleHeaders.chestCt(seed, chest, slice);
    DicomWriter.of(header, TransferSyntax.EXPLICIT_LITTLE)
        .pixels(values)
        .write(folder.resolve(name(slice)));
  }

  private void writeHead(HeadPhantom head, int slice, Path folder) {
    DataSet header = SampleHeaders.headCt(seed, head, slice);
    DicomWriter.of(header, TransferSyntax.EXPLICIT_LITTLE)
        .pixels(head.pixels(slice))
        .write(folder.resolve(name(slice)));
  }
}
