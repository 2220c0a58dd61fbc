package medimg.trials;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.Supplier;
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
  private final Supplier<TrialRunner> runner;

  private Trials(Path folder, boolean longer, Supplier<TrialRunner> runner) {
    this.folder = folder;
    this.longer = longer;
    this.runner = runner;
  }

  /** The results in a folder. */
  public static Trials in(Path folder) {
    return new Trials(folder, false, Trials::present);
  }

  private static TrialRunner present() {
    return ServiceLoader.load(TrialRunner.class, TrialRunner.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new DicomException(
                    "what runs experiments (medimg-tools) is not on the class path; in a notebook"
                        + " of this project add a line %classpath ../lib/target/tools/*.jar to the"
                        + " first cell, or run them by ./run trials"));
  }

  /** The same results, but experiments are run by this. */
  public Trials withRunner(TrialRunner other) {
    return new Trials(folder, longer, () -> other);
  }

  /** The same; with {@code true} each experiment that is asked for is run anew and stored. */
  public Trials longer(boolean anew) {
    return new Trials(folder, anew, runner);
  }

  /**
   * The result of an experiment: the stored one, or after {@link #longer} a new one.
   *
   * @throws DicomException if the file is missing, cut or of another experiment
   */
  public TrialResult of(Trial trial) {
    return longer ? run(trial) : TrialResult.read(file(trial), trial);
  }

  /**
   * Runs an experiment, with a progress bar, and stores its result; an old file stays whole until
   * the new one is. If it is stopped, the next run goes on after the last epoch.
   */
  public TrialResult run(Trial trial) {
    TrialResult result = runner.get().run(trial, folder);
    result.write(file(trial));
    return result;
  }

  private Path file(Trial trial) {
    return folder.resolve(trial.key() + ".csv");
  }

  /** What there is: a row for each experiment, with the line that its file says about itself. */
  public Table list() {
    List<String> stored = new ArrayList<>();
    for (Trial trial : Trial.values()) {
      stored.add(
          Files.exists(file(trial)) ? TrialResult.read(file(trial), trial).about() : "not stored");
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
