package medimg.net;

import java.util.SplittableRandom;
import medimg.pixels.Pixels;

/** Small films with noise; the diseased ones have a bright spot in one of the upper corners. */
final class TinyFilms {
  static final int SIDE = 32;
  static final int SPOT = 10;
  static final int LARGE = 128;
  private static final int TIMES = LARGE / SIDE;

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

  /** The tiny films enlarged, so that a place of the last features does not see all of a film. */
  static FilmSet larger(int count, long seed) {
    FilmSet small = of(count, seed);
    float[][] levels = new float[count][LARGE * LARGE];
    for (int n = 0; n < count; n++) {
      float[] from = small.levels(n);
      for (int k = 0; k < LARGE * LARGE; k++) {
        levels[n][k] = from[k / LARGE / TIMES * SIDE + k % LARGE / TIMES];
      }
    }
    return FilmSet.of(LARGE, levels, small.truth());
  }

  /** The upper corner of an enlarged film where the spot is, or the other one. */
  static Pixels corner(boolean left) {
    float[] mask = new float[LARGE * LARGE];
    int size = (SPOT + 2) * TIMES;
    for (int k = 0; k < mask.length; k++) {
      int column = left ? k % LARGE : LARGE - 1 - k % LARGE;
      mask[k] = k / LARGE < size && column < size ? 1 : 0;
    }
    return Pixels.of(mask, LARGE, LARGE);
  }
}
