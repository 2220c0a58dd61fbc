package medimg.experiments;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import medimg.net.Network;
import medimg.notebook.Project;
import medimg.trials.Trial;
import medimg.trials.TrialResult;
import medimg.trials.TrialRunner;

/**
 * Runs the experiments. What a run needs and makes lies in {@code build/trials} and {@code
 * data/samples} of the project that the folder of results is in.
 */
public final class ExperimentRunner implements TrialRunner {
  private Bench bench;

  /** For {@link java.util.ServiceLoader}. */
  public ExperimentRunner() {}

  ExperimentRunner(Bench bench) {
    this.bench = bench;
  }

  private static Runs run(Trial trial, Bench bench) {
    return switch (trial) {
      case DEFAULT -> Experiments.usual(bench);
      case MANY -> Experiments.many(bench);
      case WHOLE_FILM -> Experiments.wholeFilm(bench);
      case PIXEL_SIZE -> Experiments.pixelSize(bench);
      case FLIPS -> Experiments.flips(bench);
      case SHUFFLED -> Experiments.shuffled(bench);
      case DRAINS -> Drains.run(bench);
      case GRAD_CAM -> Experiments.gradCam(bench);
    };
  }

  @Override
  public TrialResult run(Trial trial, Path folder) {
    if (bench == null) {
      bench = Bench.of(Project.around(folder).orElse(folder.toAbsolutePath().normalize()));
    }
    bench.begin();
    Runs runs = run(trial, bench);
    TrialResult result = result(trial, runs, bench);
    runs.pictures().forEach((name, bytes) -> TrialResult.write(folder.resolve(name), bytes));
    return result;
  }

  static TrialResult result(Trial trial, Runs runs, Bench bench) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("question", trial.title());
    facts.put("note", runs.note());
    facts.put("date", LocalDate.now().toString());
    facts.put("seeds", runs.seeds());
    facts.put("command", "./run trials " + trial.key());
    facts.put(
        "versions",
        String.format(
            Locale.ROOT,
            "Java %s, %s on %s threads",
            System.getProperty("java.version"),
            Network.versions(),
            System.getProperty("ai.djl.pytorch.num_threads", "all")));
    facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("seconds", String.format(Locale.ROOT, "%.0f", bench.seconds()));
    facts.put("cpu seconds", String.format(Locale.ROOT, "%.0f", bench.cpuSeconds()));
    facts.put("measure", runs.measure());
    List<List<String>> table = new ArrayList<>();
    table.add(runs.columns());
    table.addAll(runs.rows());
    return TrialResult.of(trial, facts, table, runs.means());
  }
}
