package medimg.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import medimg.dicom.DicomException;
import medimg.eval.Rate;
import medimg.pixels.Pixels;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** The pointing game counts the same films for the own map and for each kind of chance. */
class PointingTest {
  private static final FilmSet FILMS = TinyFilms.larger(12, 1);

  /** Films 0, 3, 6, 9 are diseased, with the spot left, right, left, right. */
  private static List<Pixels> corners(int films) {
    List<Pixels> regions = new ArrayList<>();
    for (int i = 0; i < films; i++) {
      regions.add(i % 3 == 0 ? TinyFilms.corner(TinyFilms.left(i)) : null);
    }
    return regions;
  }

  /** Half a film, left or right: a map that points at all is in one of them. */
  private static Pixels half(boolean left) {
    float[] mask = new float[8];
    for (int k = 0; k < 8; k++) {
      mask[k] = k % 4 < 2 == left ? 1 : 0;
    }
    return Pixels.of(mask, 2, 4);
  }

  private static List<Pixels> halves() {
    List<Pixels> regions = new ArrayList<>(Collections.nCopies(12, null));
    for (int i = 0; i < 12; i += 3) {
      regions.set(i, half(TinyFilms.left(i)));
    }
    return regions;
  }

  /** An untrained network whose maps point somewhere; those of others are 0 everywhere. */
  private static Network network(Architecture architecture) {
    for (long seed = 1; ; seed++) {
      Network network = Network.create(architecture, FILMS, seed);
      boolean points = true;
      for (int i = 0; i < 12; i += 3) {
        points &= GradCam.of(network, FILMS, i).map().max() > 0;
      }
      if (points) {
        return network;
      }
      network.close();
    }
  }

  @Test
  void aTrainedNetworkPointsAtTheSpotsMoreOftenThanChance() {
    FilmSet films = TinyFilms.larger(48, 1);
    Settings settings = Settings.USUAL.epochs(4).batch(8).augment(Augment.NONE);
    try (Network network = Network.create(Architecture.SIAMESE, films, 1)) {
      new Training(network, films, TinyFilms.larger(12, 2), settings).run();
      Pointing game = Pointing.of(network, films, corners(48), 1);
      assertThat(game.own().total()).isEqualTo(16);
      assertThat(game.own().count()).isGreaterThan(12);
      assertThat(game.centre().rate().count()).isZero();
      assertThat(game.another().rate().count()).isLessThan(4); // the next spot is elsewhere
      assertThat(game.mirrored().orElseThrow().rate().count()).isLessThan(4);
      assertThat(game.isAboveChance()).isTrue();
      assertThat(game.randomised().difference().value())
          .isEqualTo(game.own().value() - game.randomised().rate().value());
    }
  }

  @Test
  void everyRowCountsWhatTheMapsOfTheSameFilmsHit() {
    List<Pixels> regions = halves();
    try (Network network = network(Architecture.SIAMESE)) {
      long own = 0;
      long another = 0;
      long mirrored = 0;
      for (int i = 0; i < 12; i += 3) {
        GradCam map = GradCam.of(network, FILMS, i);
        own += map.hits(half(TinyFilms.left(i))) ? 1 : 0;
        mirrored += map.hits(half(!TinyFilms.left(i))) ? 1 : 0;
        GradCam next = GradCam.of(network, FILMS, (i + 3) % 12);
        another += next.hits(half(TinyFilms.left(i))) ? 1 : 0;
      }
      Pointing game = Pointing.of(network, FILMS, regions, 7);
      assertThat(game.own()).isEqualTo(Rate.of("own map", own, 4));
      assertThat(game.another().rate().count()).isEqualTo(another);
      assertThat(game.mirrored().orElseThrow().rate().count()).isEqualTo(mirrored);
      assertThat(own + mirrored).isEqualTo(4); // every map points left or right
      // (1, 2) of 2 x 4 lies in the right half
      assertThat(game.centre().rate().count()).isEqualTo(2);
      // of the three others two are on the other side
      assertThat(game.usual().rate().count()).isZero();
      assertThat(game.randomised().rate().total()).isEqualTo(4);
      assertThat(game.centre().pairs().onlyFirst() + game.centre().pairs().bothRight())
          .isEqualTo(own);
    }
  }

  @Test
  void anotherPatientsMapIsNeverOneOfTheSamePatient() {
    String[] patients = new String[12];
    Arrays.fill(patients, "a");
    patients[9] = "b";
    List<Pixels> regions = halves();
    try (Network network = network(Architecture.SIAMESE)) {
      long hits = 0;
      for (int i = 0; i < 12; i += 3) {
        GradCam of = GradCam.of(network, FILMS, i == 9 ? 0 : 9);
        hits += of.hits(regions.get(i)) ? 1 : 0;
      }
      Pointing game = Pointing.of(network, FILMS, regions, 1, patients);
      assertThat(game.another().rate().count()).isEqualTo(hits);
      // films 0, 3, 6 (left, right, left) know the right of film 9, which knows most are left
      assertThat(game.usual().rate().count()).isEqualTo(1);
      patients[9] = "a";
      assertThatThrownBy(() -> Pointing.of(network, FILMS, regions, 1, patients))
          .isInstanceOf(DicomException.class)
          .hasMessage(
              "films with a region are of 1 patient: the pointing game needs two or more, for"
                  + " another patient's map");
    }
  }

  @Test
  void randomisedWeightsDifferFromFilmToFilmAndFollowFromTheSeed() {
    boolean[] yes = new boolean[40];
    Arrays.fill(yes, true);
    FilmSet same =
        FilmSet.of(
            FILMS.side(),
            IntStream.range(0, 40).mapToObj(i -> FILMS.levels(0)).toArray(float[][]::new),
            yes);
    List<Pixels> left = Collections.nCopies(40, half(true));
    try (Network network = network(Architecture.XRESNET)) {
      Pointing game = Pointing.of(network, same, left, 1);
      // 40 draws of weights, each of which points left or right
      assertThat(game.randomised().rate().count()).isBetween(4L, 36L);
      assertThat(game.own().count()).isIn(0L, 40L);
      assertThat(Pointing.of(network, same, left, 1)).isEqualTo(game);
      assertThat(Pointing.of(network, same, Collections.nCopies(40, half(false)), 1))
          .extracting(g -> g.randomised().rate().count())
          .isEqualTo(40 - game.randomised().rate().count());
    }
  }

  @Test
  void theTableHasEachRateAndTheOwnLessIt() {
    try (Network siamese = network(Architecture.SIAMESE);
        Network whole = network(Architecture.XRESNET)) {
      Pointing game = Pointing.of(siamese, FILMS, halves(), 1);
      Table table = game.table();
      assertThat(table.columnNames())
          .containsExactly(
              "what", "hits", "of", "rate", "low", "high", "own less this", "its low", "its high");
      assertThat(table.stringColumn("what").asList())
          .containsExactly(
              "own map",
              "another patient's map",
              "centre of the film",
              "usual place of the others",
              "randomised weights",
              "own map, left and right exchanged");
      assertThat(table.intColumn("of").asList()).containsOnly(4);
      assertThat(table.doubleColumn("own less this").isMissing(0)).isTrue();
      assertThat(table.doubleColumn("own less this").get(2))
          .isEqualTo(game.own().value() - game.centre().rate().value());
      assertThat(table.doubleColumn("high").get(2)).isEqualTo(.85); // Wilson of 2/4
      assertThat(game.toString()).contains("centre of the film 2/4 = .5, 95 % .15 to .85 (Wilson)");
      assertThat(Pointing.of(whole, FILMS, halves(), 1).mirrored()).isEmpty();
    }
  }

  @Test
  void regionsThatDoNotFitTheFilmsAreRefused() {
    try (Network network = network(Architecture.SIAMESE)) {
      List<Pixels> regions = halves();
      assertThatThrownBy(() -> Pointing.of(network, FILMS, regions.subList(0, 3), 1))
          .hasMessage(
              "12 films, 3 regions, 12 patients: must be as many, null for a film without region");
      regions.set(1, half(true));
      assertThatThrownBy(() -> Pointing.of(network, FILMS, regions, 1))
          .hasMessage("film 1 is healthy and has a region: give null for it");
      regions.set(1, null);
      regions.set(3, Pixels.of(new float[6], 2, 3));
      assertThatThrownBy(() -> Pointing.of(network, FILMS, regions, 1))
          .hasMessage("film 3: its region is 0 everywhere; give null, or a region of finer pixels");
    }
  }
}
