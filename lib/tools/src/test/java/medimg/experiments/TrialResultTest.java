package medimg.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import medimg.dicom.DicomException;
import medimg.eval.Predictions;
import medimg.trials.Trial;
import medimg.trials.TrialResult;
import medimg.trials.Trials;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class TrialResultTest {
  private static final boolean[] TRUTH = {true, false, true, false, true, false, true, false};
  private static final double[] GOOD = {.9, .1, .8, .2, .7, .75, .6, .3};
  private static final double[] BAD = {.1, .9, .8, .2, .3, .7, .6, .4};

  @TempDir Path folder;
  private Path file;
  private Trials trials;

  @BeforeEach
  void store() {
    Runs runs = new Runs("made by hand", "training seeds 1 to 2", "AUC", "network", "seed", "mm");
    runs.add(Runs.auc(Predictions.of(TRUTH, GOOD)), "siamese", 1, 2.5);
    runs.add(Runs.auc(Predictions.of(TRUTH, BAD)), "siamese", 2, 2.5);
    runs.add(Runs.auc(Predictions.of(TRUTH, GOOD)), "mirror", 1, 1.0);
    trials = Trials.in(folder);
    file = folder.resolve("flips.csv");
    ExperimentRunner.result(Trial.FLIPS, runs, Bench.of(folder)).write(file);
  }

  @Test
  void whatCannotBeWrittenLeavesNothingHalfWritten() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("taken.csv"));
    Files.writeString(taken.resolve("inside"), "a folder that is not empty cannot be replaced");
    assertThatThrownBy(() -> TrialResult.write(taken, new byte[] {1}))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("taken.csv: cannot be written");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(file, taken);
    }
  }

  @Test
  void aRowARunComesBack() {
    Table table = trials.of(Trial.FLIPS).table();
    assertThat(table.columnNames()).containsExactly("network", "seed", "mm", "AUC", "from", "to");
    assertThat(table.rowCount()).isEqualTo(3);
    assertThat(table.intColumn("seed").asList()).containsExactly(1, 2, 1);
    // 14 and 6 of 16 pairs are in order.
    assertThat(table.doubleColumn("AUC").asList()).containsExactly(.875, .375, .875);
    assertThat(table.doubleColumn("from").get(0)).isLessThan(.875);
  }

  @Test
  void theSummaryHasTheMeanOfEachVariant() {
    Table means = trials.of(Trial.FLIPS).summary();
    assertThat(means.columnNames()).containsExactly("network", "runs", "mean AUC", "from", "to");
    assertThat(means.intColumn("runs").asList()).containsExactly(2, 1);
    assertThat(means.doubleColumn("mean AUC").get(0)).isEqualTo(.625); // (.875 + .375) / 2
    assertThat(means.doubleColumn("from").get(0)).isLessThan(.625);
    assertThat(means.doubleColumn("to").get(0)).isGreaterThan(.625);
  }

  @Test
  void aboutSaysWhenWithWhichSeedsAndHowToRepeat() {
    assertThat(trials.of(Trial.FLIPS).about())
        .matches(
            "run on \\d{4}-\\d\\d-\\d\\d, training seeds 1 to 2, \\d+ s on \\d+ cores \\(CPU \\d+"
                + " s\\); again: \\./run trials flips");
    assertThat(trials.of(Trial.FLIPS).versions()).contains("Java ", "DJL ", "PyTorch ");
    assertThat(trials.of(Trial.FLIPS).note()).isEqualTo("made by hand");
  }

  @Test
  void aCutOrChangedFileIsRefused() throws IOException {
    List<String> lines = Files.readAllLines(file);
    for (int n = 1; n < lines.size(); n++) {
      Files.write(file, lines.subList(0, n));
      refused("flips.csv: is cut or was changed");
    }
    for (int n = 1; n < lines.size(); n++) {
      List<String> changed = new ArrayList<>(lines);
      changed.set(n, changed.get(n).replaceFirst("[0-9a]", "7-"));
      Files.write(file, changed);
      if (!changed.equals(lines)) {
        refused("flips.csv: is cut or was changed");
      }
    }
  }

  @Test
  void lineEndsOfOtherSystemsAreNoChange() throws IOException {
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\n", "\r\n"));
    assertThat(trials.of(Trial.FLIPS).table().rowCount()).isEqualTo(3);
  }

  @Test
  void aMissingOrForeignFileIsRefusedInASentence() throws IOException {
    Files.copy(file, folder.resolve("many.csv"));
    assertThatThrownBy(() -> trials.of(Trial.MANY))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("is the result of the trial flips, not of many");
    Files.writeString(file, "file,label\na.dcm,1\n");
    refused("flips.csv: is not the stored result of a trial");
    Files.write(file, new byte[0]);
    refused("flips.csv: is not the stored result of a trial");
    Files.write(file, "# medimg trial: flips\n\u00e4".getBytes(StandardCharsets.ISO_8859_1));
    refused("flips.csv: cannot be read");
    Files.delete(file);
    refused("flips.csv: is not there; run the trial flips again");
  }

  private void refused(String words) {
    assertThatThrownBy(() -> trials.of(Trial.FLIPS))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining(words)
        .hasMessageContaining("run the trial flips again")
        .hasMessageNotContaining("\n");
  }

  @Test
  void theListTellsWhatIsStored() {
    Table list = trials.list();
    assertThat(list.rowCount()).isEqualTo(Trial.values().length);
    int flips = Trial.FLIPS.ordinal();
    assertThat(list.stringColumn("trial").get(flips)).isEqualTo("flips");
    assertThat(list.stringColumn("stored").get(flips)).startsWith("run on ");
    assertThat(list.stringColumn("stored").get(Trial.MANY.ordinal())).isEqualTo("not stored");
  }

  @Test
  void trialsAreFoundByTheirName() {
    assertThat(Trial.named("grad-cam")).isEqualTo(Trial.GRAD_CAM);
    assertThat(Trial.named("GRAD_CAM")).isEqualTo(Trial.GRAD_CAM);
    assertThatThrownBy(() -> Trial.named("flip"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no trial flip; there are default, many");
  }
}
