package medimg.net;

import java.util.SplittableRandom;

/** Small films with noise; the diseased ones have a bright spot in one of the upper corners. */
final class TinyFilms {
  static final int SIDE = 32;
  static final int SPOT = 10;

  private TinyFilms() {}

  /** Every third film is diseased; its spot is at the left in every second of those. */
  static FilmSet of(int films, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] levels = new float[films][SIDE * SIDE];
    boolean[] truth = new boolean[films];
    for (int n = 0; n < films; n++) {
      truth[n] = n % 3 == 0;
      for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
          boolean spot = truth[n] && i < SPOT && (left(n) ? j < SPOT : j >= SIDE - SPOT);
          levels[n][i * SIDE + j] = (float) (.4 + .2 * random.nextDouble() + (spot ? .3 : 0));
        }
      }
    }
    return FilmSet.of(SIDE, levels, truth);
  }

  static boolean left(int film) {
    return film / 3 % 2 == 0;
  }
}
