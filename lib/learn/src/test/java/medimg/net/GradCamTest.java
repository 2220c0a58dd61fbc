package medimg.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import medimg.pixels.Box;
import medimg.pixels.Pixels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Grad-CAM points at what decides. */
class GradCamTest {
  private static final int SIDE = TinyFilms.LARGE;
  private static final Settings SETTINGS = Settings.USUAL.epochs(4).batch(8).augment(Augment.NONE);
  private static Network network;
  private static FilmSet films;

  @BeforeAll
  static void train() {
    films = TinyFilms.larger(48, 1);
    network = Network.create(Architecture.MIRROR, films, 1);
    new Training(network, films, TinyFilms.larger(12, 2), SETTINGS).run();
  }

  @AfterAll
  static void close() {
    network.close();
  }

  @Test
  void theMapIsLargestWhereTheHalvesDiffer() {
    int hits = 0;
    for (int film = 0; film < 48; film += 3) {
      GradCam cam = GradCam.of(network, films, film);
      hits += cam.hits(TinyFilms.corner(true)) || cam.hits(TinyFilms.corner(false)) ? 1 : 0;
    }
    assertThat(hits).isGreaterThan(12);
    Pixels nowhere = Pixels.of(new float[SIDE * SIDE], SIDE, SIDE);
    assertThat(GradCam.of(network, films, 0).hits(nowhere)).isFalse();
  }

  @Test
  void theMapOfTheSiameseNetworkIsOnTheSideOfTheSpot() {
    try (Network siamese = Network.create(Architecture.SIAMESE, films, 1)) {
      new Training(siamese, films, TinyFilms.larger(12, 2), SETTINGS).run();
      int hits = 0;
      int wrong = 0;
      for (int film = 0; film < 48; film += 3) {
        GradCam cam = GradCam.of(siamese, films, film);
        hits += cam.hits(TinyFilms.corner(TinyFilms.left(film))) ? 1 : 0;
        wrong += cam.hits(TinyFilms.corner(!TinyFilms.left(film))) ? 1 : 0;
      }
      assertThat(hits).isGreaterThan(12);
      assertThat(wrong).isLessThan(4);
    }
  }

  @Test
  void theMapHasOnePlaceForSixteenPixelsAndTheScoreOfTheNetwork() {
    GradCam cam = GradCam.of(network, films, 0);
    assertThat(cam.map().rows()).isEqualTo(8);
    assertThat(cam.map().columns()).isEqualTo(8);
    assertThat(cam.map().min()).isGreaterThanOrEqualTo(0);
    assertThat(cam.onFilm().rows()).isEqualTo(SIDE);
    assertThat(cam.score()).isCloseTo(network.scores(films)[0], within(1e-5));
  }

  @Test
  void theMapIsTheEvidenceOfEachPlaceWhereThatIsPositive() {
    try (Network whole = Network.create(Architecture.XRESNET, films, 1)) {
      Network.Look look = whole.look(films.levels(0));
      int channels = (int) look.shape()[1];
      double[] place = new double[64];
      for (int c = 0; c < channels; c++) {
        for (int k = 0; k < 64; k++) {
          // the head is linear and the mean taken: a gradient is a weight of the head / 64
          assertThat(look.gradients()[c * 64 + k]).isEqualTo(look.gradients()[c * 64]);
          place[k] += look.gradients()[c * 64] * look.features()[c * 64 + k];
        }
      }
      // the head's shift is 0 at first
      double sum = Arrays.stream(place).sum();
      assertThat(sum).isCloseTo(look.evidence(), within(1e-4 * (1 + Math.abs(sum))));
      Pixels map = GradCam.of(whole, films, 0).map();
      for (int k = 0; k < 64; k++) {
        assertThat(map.value(k)).isCloseTo(Math.max(0, place[k]), within(1e-5));
      }
    }
  }

  @Test
  void theBoxSurroundsTheLargestPartOfTheMap() {
    GradCam cam = GradCam.of(network, films, 0);
    Box all = cam.box(0);
    Box box = cam.box(.5);
    assertThat(box.isEmpty()).isFalse();
    assertThat(box.rows()).isLessThanOrEqualTo(all.rows());
    assertThat(box.rows() * box.columns()).isLessThan(SIDE * SIDE / 2);
    assertThatThrownBy(() -> cam.box(1)).hasMessage("share 1.0: must be 0 to below 1");
  }

  @Test
  void theMapOfTheMirrorNetworkIsPutTogetherFromItsHalves() {
    float[] halves = new float[2 * 2 * 2];
    for (int k = 0; k < halves.length; k++) {
      halves[k] = k;
    }
    // left half 0 1 / 2 3, right half 4 5 / 6 7 as seen in a mirror
    assertThat(Architecture.MIRROR.whole(halves, 2, 2)).containsExactly(0, 1, 5, 4, 2, 3, 7, 6);
  }

  @Test
  void theMirrorNetworksMapIsThatOfTheMirroredFilmMirrored() {
    float[] film = films.levels(0);
    float[] mirrored = new float[film.length];
    for (int k = 0; k < film.length; k++) {
      mirrored[k] = film[k / SIDE * SIDE + SIDE - 1 - k % SIDE];
    }
    FilmSet both = FilmSet.of(SIDE, new float[][] {film, mirrored}, new boolean[] {true, true});
    try (Network mirror = Network.create(Architecture.MIRROR, films, 1)) {
      Pixels map = GradCam.of(mirror, both, 0).map();
      Pixels other = GradCam.of(mirror, both, 1).map();
      for (int i = 0; i < 8; i++) {
        for (int j = 0; j < 8; j++) {
          assertThat(other.at(i, 7 - j)).isCloseTo(map.at(i, j), within(1e-3 * map.max()));
        }
      }
    }
  }
}
