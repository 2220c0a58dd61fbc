package medimg.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import medimg.dicom.DicomException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Training learns, keeps the best, ends early, and goes on after an interruption. */
class TrainingTest {
  @TempDir Path folder;

  private static final FilmSet FILMS = TinyFilms.of(48, 1);
  private static final FilmSet VALID = TinyFilms.of(24, 2);
  private static final Settings SHORT = Settings.USUAL.epochs(4).batch(8).augment(Augment.NONE);

  private static double[] trained(Settings settings, List<History> seen) {
    try (Network network = Network.create(Architecture.MIRROR, FILMS, 1)) {
      new Training(network, FILMS, VALID, settings).run(seen::add);
      return network.scores(VALID);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aVisibleSpotIsLearnt(Architecture architecture) {
    try (Network network = Network.create(architecture, FILMS, 1)) {
      History history = new Training(network, FILMS, VALID, SHORT).run();
      assertThat(history.bestEpoch().validAuc()).isGreaterThan(.95);
      assertThat(network.predictions(TinyFilms.of(60, 3)).auc().value()).isGreaterThan(.95);
      assertThat(history.table().rowCount()).isEqualTo(4);
    }
  }

  @Test
  void theWatcherSeesEveryEpochAndTheRateFollowsTheCycle() {
    List<History> seen = new ArrayList<>();
    trained(SHORT, seen);
    assertThat(seen).extracting(h -> h.epochs().size()).containsExactly(1, 2, 3, 4);
    assertThat(seen.get(3).planned()).isEqualTo(4);
    OneCycle cycle = new OneCycle(SHORT.rate(), 24);
    assertThat(seen.get(3).epochs().get(1).rate()).isEqualTo(cycle.rate(11));
    assertThat(seen.get(3).epochs().get(3).rate()).isCloseTo(1e-5 * SHORT.rate(), within(1e-12));
  }

  @Test
  void theCycleRisesForAQuarterAndFalls() {
    OneCycle cycle = new OneCycle(.1, 101);
    assertThat(cycle.rate(0)).isCloseTo(.004, within(1e-12));
    assertThat(cycle.rate(25)).isCloseTo(.1, within(1e-12));
    assertThat(cycle.rate(100)).isCloseTo(1e-6, within(1e-12));
    assertThat(cycle.momentum(0)).isCloseTo(.95, within(1e-12));
    assertThat(cycle.momentum(25)).isCloseTo(.85, within(1e-12));
    assertThat(cycle.momentum(100)).isCloseTo(.95, within(1e-12));
    assertThatThrownBy(() -> new OneCycle(0, 10)).hasMessageContaining("rate must be above 0");
  }

  @Test
  void adamMovesByTheRateAtFirstAndDecayShrinksOnlyWhatItMay() {
    List<Network.Values> weights =
        List.of(
            new Network.Values("a", new float[] {1, 1}), new Network.Values("b", new float[] {1}));
    Adam adam = new Adam(.5, new boolean[] {true, false}, weights);
    adam.step(weights, List.of(new float[] {3, 0}, new float[] {-2}), .1, .9);
    assertThat(weights.get(0).values()[0]).isCloseTo(.95f - .1f, within(1e-4f));
    assertThat(weights.get(0).values()[1]).isCloseTo(.95f, within(1e-6f));
    assertThat(weights.get(1).values()[0]).isCloseTo(1.1f, within(1e-4f));
  }

  @Test
  void theBestEpochsWeightsAreKept() {
    FilmSet shuffled = shuffled();
    try (Network network = Network.create(Architecture.MIRROR, FILMS, 1)) {
      History history = new Training(network, FILMS, shuffled, SHORT.epochs(6).rate(.01)).run();
      double best = history.epochs().stream().mapToDouble(Epoch::validAuc).max().orElseThrow();
      assertThat(history.bestEpoch().validAuc()).isEqualTo(best);
      assertThat(network.predictions(shuffled).auc().value()).isEqualTo(best);
    }
  }

  /** Labels that have nothing to do with the spots. */
  private static FilmSet shuffled() {
    boolean[] other = new boolean[VALID.size()];
    IntStream.range(0, other.length).forEach(i -> other[i] = i * 7 % 5 < 2);
    return VALID.labelled(other);
  }

  @Test
  void itEndsEarlyWhenNothingGetsBetter() {
    try (Network network = Network.create(Architecture.MIRROR, FILMS, 1)) {
      History history =
          new Training(network, FILMS, shuffled(), SHORT.epochs(40).patience(3)).run();
      assertThat(history.stopped()).isTrue();
      assertThat(history.epochs()).hasSize(history.best() + 3);
    }
  }

  @Test
  void weightsAndOversamplingRaiseTheScoresOfARareClass() {
    int[] rare = IntStream.range(0, 48).filter(i -> i % 3 != 0 || i % 12 == 0).toArray();
    FilmSet films = FILMS.rows(rare);
    assertThat(films.positives()).isEqualTo(4);
    double[] means = new double[3];
    for (Settings.Balance balance : Settings.Balance.values()) {
      try (Network network = Network.create(Architecture.MIRROR, films, 1)) {
        Settings one = SHORT.epochs(1).rate(3e-4).balance(balance);
        new Training(network, films, VALID, one).run();
        means[balance.ordinal()] = Arrays.stream(network.scores(VALID)).average().orElseThrow();
      }
    }
    assertThat(means[1]).isGreaterThan(means[0]);
    assertThat(means[2]).isGreaterThan(means[0]);
  }

  @Test
  void anInterruptedTrainingGoesOnToTheSameEnd() {
    Path file = folder.resolve("run.bin");
    double[] whole = trained(SHORT, new ArrayList<>());
    try (Network network = Network.create(Architecture.MIRROR, FILMS, 1)) {
      Training training = new Training(network, FILMS, VALID, SHORT);
      assertThatThrownBy(
              () ->
                  training.resume(
                      file,
                      h -> {
                        if (h.epochs().size() == 2) {
                          throw new IllegalStateException("power cut");
                        }
                      }))
          .hasMessage("power cut");
    }
    List<History> seen = new ArrayList<>();
    try (Network network = Network.create(Architecture.MIRROR, FILMS, 99)) {
      History history = new Training(network, FILMS, VALID, SHORT).resume(file, seen::add);
      assertThat(seen).hasSize(2);
      assertThat(history.epochs()).hasSize(4);
      double[] scores = network.scores(VALID);
      for (int i = 0; i < scores.length; i++) {
        assertThat(scores[i]).isCloseTo(whole[i], within(1e-4));
      }
      assertThat(new Training(network, FILMS, VALID, SHORT).resume(file, seen::add))
          .isEqualTo(history);
      assertThatThrownBy(
              () -> new Training(network, FILMS, VALID, SHORT.seed(5)).resume(file, h -> {}))
          .hasMessageStartingWith(file + ": is of another training");
      assertThatThrownBy(() -> Network.load(file))
          .hasMessage(file + ": is a training run, a network is needed here");
    }
  }

  @Test
  void anInterruptedThreadEndsTheTrainingWithASentence() {
    try (Network network = Network.create(Architecture.MIRROR, FILMS, 1)) {
      Training training = new Training(network, FILMS, VALID, SHORT);
      assertThatThrownBy(() -> training.run(h -> Thread.currentThread().interrupt()))
          .hasMessage("Training: stopped in epoch 2 of 4");
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void theSearchForARateLeavesTheNetworkAsItWas() {
    try (Network network = Network.create(Architecture.MIRROR, FILMS, 1)) {
      double[] before = network.scores(VALID);
      RateSearch search = new Training(network, FILMS, VALID, SHORT).searchRate(40);
      assertThat(network.scores(VALID)).containsExactly(before);
      assertThat(search.rates()[0]).isEqualTo(1e-5);
      assertThat(search.rates()).isSorted().hasSameSizeAs(search.losses());
      assertThat(search.suggested()).isBetween(1e-5, .1);
    }
  }

  @Test
  void oneClassAloneIsRefused() {
    try (Network network = Network.create(Architecture.MIRROR, FILMS, 1)) {
      assertThatThrownBy(() -> new Training(network, FILMS.rows(1, 2), VALID, SHORT))
          .hasMessage("0 of 2 films to learn from are positive: both are needed");
      assertThatThrownBy(() -> new Training(network, FILMS, VALID.rows(0, 3), SHORT))
          .hasMessage("2 of 2 films to choose by are positive: both are needed");
      assertThatThrownBy(() -> SHORT.batch(1)).hasMessageContaining("batches 2 or more");
    }
  }

  @Test
  void aSearchWithoutAStepSuggestsNothing() {
    RateSearch none = new RateSearch(new double[0], new double[0]);
    assertThat(none).hasToString("0 steps");
    assertThatThrownBy(none::suggested)
        .isInstanceOf(DicomException.class)
        .hasMessageStartingWith("the search for a learning rate has no step");
  }

  @Test
  void closedBatchesLeaveNoNativeArraysBehind() {
    try (Network network = Network.create(Architecture.MIRROR, FILMS, 1)) {
      Training training = new Training(network, FILMS, VALID, SHORT.epochs(1));
      training.run();
      int before = network.arrays();
      training.run();
      training.run();
      assertThat(network.arrays()).isEqualTo(before);
    }
  }
}
