package medimg.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import medimg.eval.Predictions;
import medimg.pixels.Pixels;
import medimg.trials.Trial;
import medimg.trials.TrialResult;
import medimg.trials.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentsTest {
  private static final Bench.Size TINY =
      new Bench.Size(32, List.of(32), 12, 12, 1, 1, 1, 2, 1, 16, 12, 1);

  @TempDir static Path folder; // films are made once

  private Trials trials() {
    Bench bench = new Bench(folder.resolve("work"), folder.resolve("samples"), TINY);
    return Trials.in(folder).withRunner(new ExperimentRunner(bench));
  }

  @Test
  void longerRunsAndStoresAndTheNextCallReads() throws IOException {
    TrialResult made = trials().longer(true).of(Trial.DRAINS);
    TrialResult read = trials().of(Trial.DRAINS);
    assertThat(read.table().print()).isEqualTo(made.table().print());
    assertThat(read.about()).isEqualTo(made.about());
    assertThat(read.summary().stringColumn("what").asList())
        .containsExactly(
            "AUC with tubes", "AUC without", "difference", "map on the tube", "another's map");
    assertThat(read.mean("difference")).isEqualTo(read.summary().doubleColumn(2).get(2));
    assertThat(read.interval("difference").low()).isEqualTo(read.summary().doubleColumn(3).get(2));
    assertThatThrownBy(() -> read.mean("none"))
        .hasMessageStartingWith("the trial drains has no row none; it has [AUC with tubes,");
    double gap =
        read.table().doubleColumn("value").get(0) - read.table().doubleColumn("value").get(1);
    assertThat(read.table().doubleColumn("value").get(2)).isCloseTo(gap, within(.002));
    var picture = ImageIO.read(folder.resolve("drains.png").toFile());
    assertThat(picture.getWidth()).isLessThanOrEqualTo(700);
  }

  @Test
  void networksAndFilmsAreTakenAgain() throws IOException {
    TrialResult first = trials().run(Trial.MANY);
    var times = new TreeMap<String, Object>();
    try (var files = Files.list(folder.resolve("work"))) {
      for (Path f : files.toList()) {
        times.put(f.getFileName().toString(), Files.getLastModifiedTime(f));
      }
    }
    assertThat(times.keySet())
        .contains("many-siamese-32-1-epochs-seed-1.net", "phantoms-8001-12-32.bin")
        .noneMatch(name -> name.endsWith(".run") || name.endsWith(".part"));
    TrialResult second = trials().run(Trial.MANY);
    assertThat(second.table().print()).isEqualTo(first.table().print());
    for (String name : times.keySet()) {
      assertThat(Files.getLastModifiedTime(folder.resolve("work").resolve(name)))
          .as(name)
          .isEqualTo(times.get(name));
    }
  }

  @Test
  void theMeanOfRunsHasAnIntervalOfPatients() {
    boolean[] truth = new boolean[200];
    double[] scores = new double[200];
    Random random = new Random(1);
    for (int i = 0; i < truth.length; i++) {
      truth[i] = i % 2 == 0;
      scores[i] = random.nextGaussian() + (truth[i] ? 1 : 0);
    }
    Predictions p = Predictions.of(truth, scores);
    Runs one = new Runs("", "", "AUC", "variant");
    one.add(Runs.auc(p), "a");
    Runs three = new Runs("", "", "AUC", "variant");
    for (int i = 0; i < 3; i++) {
      three.add(Runs.auc(p), "a");
    }
    TrialResult.Mean alone = one.means().get(0);
    TrialResult.Mean mean = three.means().get(0);
    assertThat(mean.value()).isCloseTo(alone.value(), within(1e-12));
    // The same run three times says nothing more about patients: the bootstrap is near DeLong.
    assertThat(mean.low()).isCloseTo(alone.low(), within(.02));
    assertThat(mean.high()).isCloseTo(alone.high(), within(.02));
  }

  @Test
  void fromTenRunsOnRunsAreDrawnToo() {
    Runs few = new Runs("", "", "share", "variant");
    Runs many = new Runs("", "", "share", "variant");
    for (int run = 0; run < 12; run++) {
      boolean[] hits = new boolean[50];
      Arrays.fill(hits, run % 2 == 0); // patients do not differ, runs do
      if (run < 8) {
        few.add(Runs.share("", hits), "a");
      }
      many.add(Runs.share("", hits), "a");
    }
    assertThat(few.means().get(0).low()).isEqualTo(.5);
    assertThat(many.means().get(0).low()).isBetween(.15, .4);
    assertThat(many.means().get(0).high()).isBetween(.6, .85);
  }

  @Test
  void aTubesSurroundingsAreHalfAPlaceWide() {
    Pixels without = Pixels.of(new float[64 * 64], 64, 64);
    float[] values = new float[64 * 64];
    values[20 * 64 + 30] = .5f;
    Pixels tube = Drains.tube(Pixels.of(values, 64, 64), without);
    assertThat(tube.at(12, 22)).isEqualTo(1);
    assertThat(tube.at(28, 38)).isEqualTo(1);
    assertThat(tube.at(11, 30)).isEqualTo(0);
    assertThat(tube.at(20, 39)).isEqualTo(0);
    assertThat(Drains.tube(without, without)).isNull();
  }
}
