package medimg.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import medimg.trials.Trial;
import medimg.trials.TrialResult;
import medimg.trials.Trials;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Row;

/** {@code trials}: runs experiments about training and stores their results; see {@link Trials}. */
@Command(
    name = "trials",
    description = {
      "Runs experiments about training, minutes to an hour each, and stores what they",
      "gave for the notebook SIIM_Starter. Films and networks are kept in",
      "build/trials: a run that was stopped goes on, and one that takes networks of",
      "another finds them there; delete the folder to train them anew. Without a name",
      "it lists the experiments and what is stored."
    },
    mixinStandardHelpOptions = true)
final class RunTrials implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", arity = "0..*", description = "which experiments")
  private List<String> names = List.of();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "where the results are stored (default: notebooks/trials)")
  private Path folder = Path.of("notebooks", "trials");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Trials trials = Trials.in(folder);
    List<Trial> wanted = new ArrayList<>();
    for (String name : names) {
      wanted.add(Trial.named(name)); // all names are right before the first run begins
    }
    if (wanted.isEmpty()) {
      for (Row row : trials.list()) {
        out.printf("%-11s %s%n", row.getString("trial"), row.getString("question"));
        out.printf("%-11s %s%n", "", row.getString("stored"));
      }
    }
    for (Trial trial : wanted) {
      TrialResult result = trials.run(trial);
      out.println(result);
      out.println(result.summary().printAll());
      out.flush();
    }
    return 0;
  }
}
