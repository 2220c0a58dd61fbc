package medimg.trials;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import medimg.dicom.DicomException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The stored results of experiments that take longer than a class.
 *
 * <pre>{@code
 * boolean longer = false;  // true: run anew what is asked for, minutes to an hour each
 * Trials trials = Trials.in(Path.of("trials")).longer(longer);
 * trials.of(Trial.FLIPS).summary()
 * }</pre>
 */
public final class Trials {
  private final Path folder;
  private final boolean longer;
  private final Bench bench;

  Trials(Path folder, boolean longer, Bench bench) {
    this.folder = folder;
    this.longer = longer;
    this.bench = bench;
  }

  /**
   * The results in a folder. What a run needs and makes lies in {@code build/trials} and {@code
   * data/samples} of the project that the folder is in.
   */
  public static Trials in(Path folder) {
    return new Trials(folder, false, Bench.of(root(folder.toAbsolutePath().normalize())));
  }

  /** The project that a folder is in; without one, the folder itself. */
  static Path root(Path folder) {
    for (Path root = folder; root != null; root = root.getParent()) {
      if (Files.exists(root.resolve("lib").resolve("pom.xml"))) {
        return root;
      }
    }
    return folder;
  }

  /** The same; with {@code true} each experiment that is asked for is run anew and stored. */
  public Trials longer(boolean anew) {
    return new Trials(folder, anew, bench);
  }

  /**
   * The result of an experiment: the stored one, or after {@link #longer} a new one.
   *
   * @throws DicomException if the file is missing, cut or of another experiment
   */
  public Stored of(Trial trial) {
    return longer ? run(trial) : Stored.read(file(trial), trial);
  }

  /**
   * Runs an experiment, with a progress bar, and stores its result; an old file stays whole until
   * the new one is. If it is stopped, the next run goes on after the last epoch.
   */
  public Stored run(Trial trial) {
    bench.begin();
    Runs runs = trial.run(bench);
    Stored stored = Stored.of(trial, runs, bench);
    runs.pictures().forEach((name, bytes) -> Stored.write(folder.resolve(name), bytes));
    stored.write(file(trial));
    return stored;
  }

  private Path file(Trial trial) {
    return folder.resolve(trial.key() + ".csv");
  }

  /** What there is: a row for each experiment, with the line that its file says about itself. */
  public Table list() {
    List<String> stored = new ArrayList<>();
    for (Trial trial : Trial.values()) {
      stored.add(
          Files.exists(file(trial)) ? Stored.read(file(trial), trial).about() : "not stored");
    }
    return Table.create("trials")
        .addColumns(
            StringColumn.create("trial", names(Trial::key)),
            StringColumn.create("question", names(Trial::title)),
            StringColumn.create("stored", stored));
  }

  private static List<String> names(Function<Trial, String> name) {
    return Arrays.stream(Trial.values()).map(name).toList();
  }
}
