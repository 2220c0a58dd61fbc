package medimg.experiments;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import medimg.dicom.DicomException;
import medimg.net.Architecture;
import medimg.net.FilmSet;
import medimg.net.History;
import medimg.net.Network;
import medimg.net.Settings;
import medimg.net.Training;
import medimg.samples.PhantomFilms;
import medimg.samples.Samples;
import medimg.table.Films;
import medimg.table.Split;
import medimg.trials.TrialResult;
import tech.tablesaw.api.Table;

/**
 * What all experiments share: films to learn from and to judge by, and networks that are trained
 * once. All of it is kept in a folder, so that a run that was stopped goes on, and an experiment
 * takes the networks that another one has trained already.
 */
final class Bench {
  /** Of the patients that all networks are judged by; nothing else uses it. */
  static final long TEST_SEED = 7001;

  static final String POSITIVE = "Pneumothorax";

  /**
   * How large the experiments are; tests take smaller ones.
   *
   * @param side rows and columns of the films where nothing else is said
   * @param sides those that are compared, the smallest first
   * @param test patients that the networks are judged by
   * @param many patients in the experiment with many
   * @param manyEpochs epochs with many
   * @param seeds training seeds, from 1
   * @param epochs where nothing else is said
   * @param shuffles runs with shuffled labels
   * @param shuffledEpochs epochs of those
   * @param drains patients that the network with tubes learns from; three in ten choose the epoch
   * @param drainsTest the first of the patients that the networks are judged by: so many of them
   *     are judged with tubes too
   * @param drainsEpochs a thin tube takes a network longer to find
   */
  record Size(
      int side,
      List<Integer> sides,
      int test,
      int many,
      int manyEpochs,
      int seeds,
      int epochs,
      int shuffles,
      int shuffledEpochs,
      int drains,
      int drainsTest,
      int drainsEpochs) {
    static final Size FULL =
        new Size(
            160,
            List.of(64, 96, 160, 224),
            2000,
            2000,
            8,
            3,
            Settings.USUAL.epochs(),
            20,
            10,
            300,
            300,
            80);
  }

  /** Films to learn from and to choose the epoch by. */
  record Sets(String name, FilmSet train, FilmSet valid) {}

  /**
   * A network and what its training took.
   *
   * @param epoch the best one
   */
  record Trained(Network network, int epoch, double validAuc) {}

  private final Path work;
  private final Path samples;
  private final Size size;
  private final Map<Integer, Sets> sets = new HashMap<>();
  private final Map<Integer, PhantomFilms> tests = new HashMap<>();
  private final Map<Integer, FilmSet> testFilms = new HashMap<>();
  private long start;
  private Duration cpu = Duration.ZERO;
  private double earlierSeconds;
  private double earlierCpu;

  Bench(Path work, Path samples, Size size) {
    this.work = work;
    this.samples = samples;
    this.size = size;
    begin();
  }

  static Bench of(Path root) {
    return new Bench(
        root.resolve("build").resolve("trials"),
        root.resolve("data").resolve("samples"),
        Size.FULL);
  }

  Size size() {
    return size;
  }

  Path work() {
    return work;
  }

  /** Starts the clocks. */
  void begin() {
    start = System.nanoTime();
    cpu = cpuNow();
    earlierSeconds = 0;
    earlierCpu = 0;
  }

  private static Duration cpuNow() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Seconds since the start without the making of films, and those that training took before. */
  double seconds() {
    return (System.nanoTime() - start) / 1e9 + earlierSeconds;
  }

  /** Seconds of all cores since the start, and those that training took before. */
  double cpuSeconds() {
    return cpuNow().minus(cpu).toMillis() / 1e3 + earlierCpu;
  }

  /** The train and valid films of the sample set, as the notebook splits it. */
  Sets samples(int side) {
    return sets.computeIfAbsent(
        side,
        s -> {
          Path folder = Samples.usual().in(samples).resolve("siim");
          Table films = Films.usable(Films.of(folder));
          Split split =
              Split.by("PatientID")
                  .stratified("label", "PatientSex")
                  .seed(1)
                  .shares(films, .5, .2, .3);
          return new Sets(
              "samples",
              FilmSet.read(folder, split.train(), POSITIVE, s),
              FilmSet.read(folder, split.valid(), POSITIVE, s));
        });
  }

  /** The patients that all networks are judged by. */
  PhantomFilms test(int side) {
    int[] sides = size.sides.stream().mapToInt(i -> i).toArray();
    return tests.computeIfAbsent(side, s -> kept(PhantomFilms.of(TEST_SEED, size.test, s), sides));
  }

  /** The films of {@link #test}, for a network. */
  FilmSet testFilms(int side) {
    return testFilms.computeIfAbsent(side, s -> FilmSet.of(test(s).films(), test(s).truth()));
  }

  /** Films of phantoms for a network, kept for other runs. */
  FilmSet films(PhantomFilms phantoms) {
    PhantomFilms kept = kept(phantoms);
    return FilmSet.of(kept.films(), kept.truth());
  }

  /** Films of phantoms, kept for other runs; the time it takes to make them is not counted. */
  private PhantomFilms kept(PhantomFilms phantoms, int... others) {
    long before = System.nanoTime();
    Duration cpuBefore = cpuNow();
    PhantomFilms kept = phantoms.keptIn(work, others);
    start += System.nanoTime() - before;
    cpu = cpu.plus(cpuNow().minus(cpuBefore));
    return kept;
  }

  /** A network trained on films, or the one that was trained like this before. */
  Trained trained(Architecture architecture, Sets sets, Settings settings) {
    String name =
        String.format(
            Locale.ROOT,
            "%s-%s-%d-%d-epochs%s-seed-%d",
            sets.name,
            architecture.name().toLowerCase(Locale.ROOT),
            sets.train.side(),
            settings.epochs(),
            settings.augment().flip() ? "-flips" : "",
            settings.seed());
    Path file = work.resolve(name + ".net");
    Path facts = work.resolve(name + ".properties");
    if (Files.exists(file) && Files.exists(facts)) {
      Properties p = read(facts);
      earlierSeconds += Double.parseDouble(p.getProperty("seconds"));
      earlierCpu += Double.parseDouble(p.getProperty("cpu"));
      return new Trained(
          Network.load(file),
          Integer.parseInt(p.getProperty("epoch")),
          Double.parseDouble(p.getProperty("valid")));
    }
    long before = System.nanoTime();
    Duration cpuBefore = cpuNow();
    Network network = Network.create(architecture, sets.train, settings.seed());
    Path run = work.resolve(name + ".run");
    try {
      Files.createDirectories(work);
      Training training = new Training(network, sets.train, sets.valid, settings);
      History history = training.resume(run, h -> {});
      double took = (System.nanoTime() - before) / 1e9;
      earlierSeconds += Math.max(0, history.seconds() - took);
      Properties p = new Properties();
      p.setProperty("seconds", String.valueOf(Math.max(took, history.seconds())));
      p.setProperty("cpu", String.valueOf(cpuNow().minus(cpuBefore).toMillis() / 1e3));
      p.setProperty("epoch", String.valueOf(history.best()));
      p.setProperty("valid", String.valueOf(history.bestEpoch().validAuc()));
      StringWriter text = new StringWriter();
      p.store(text, "a training of medimg.trials");
      network.save(file);
      TrialResult.write(facts, text.toString().getBytes(StandardCharsets.UTF_8));
      Files.deleteIfExists(run);
      return new Trained(network, history.best(), history.bestEpoch().validAuc());
    } catch (IOException e) {
      network.close();
      throw new DicomException(work + ": cannot be written: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static Properties read(Path file) {
    try (Reader in = Files.newBufferedReader(file)) {
      Properties p = new Properties();
      p.load(in);
      return p;
    } catch (IOException e) {
      throw new DicomException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
