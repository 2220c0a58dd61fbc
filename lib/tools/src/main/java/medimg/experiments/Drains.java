package medimg.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import medimg.eval.Predictions;
import medimg.net.Architecture;
import medimg.net.FilmSet;
import medimg.net.GradCam;
import medimg.net.Network;
import medimg.net.Settings;
import medimg.pixels.Pixels;
import medimg.samples.PhantomFilms;

/**
 * The lesson on shortcuts: who has a chest tube has been treated for a pneumothorax, so that a
 * network may learn the tube and not the disease. As on real wards the treated have little air
 * left: where all of it shows, the network has no need of the tube.
 *
 * @see "L. Oakden-Rayner et al., Hidden stratification causes clinically meaningful failures in
 *     machine learning for medical imaging, CHIL 2020"
 */
final class Drains {
  static final double SHARE = .8;
  private static final long SEED = 9001;

  /** How much of the grey scale a tube must change for its shadow to count. */
  private static final float SHADOW = .02f;

  /** A tube is found if the largest place is no further from its shadow: half a place, pixels. */
  private static final int NEAR = 8;

  private static final int SEEDS = 1;

  /** Films in the picture: the first with a tube, not chosen. */
  private static final int SHOWN = 4;

  private Drains() {}

  static Runs run(Bench bench) {
    int side = bench.size().side();
    int count = bench.size().drains();
    int learnt = count * 7 / 10;
    int seeds = Math.min(SEEDS, bench.size().seeds());
    Settings settings = Settings.USUAL.epochs(bench.size().drainsEpochs());
    FilmSet all = bench.films(PhantomFilms.of(SEED, count, side).withTreated(SHARE));
    Bench.Sets sets =
        new Bench.Sets(
            "drains",
            all.rows(IntStream.range(0, learnt).toArray()),
            all.rows(IntStream.range(learnt, count).toArray()));
    int judged = bench.size().drainsTest();
    PhantomFilms test =
        PhantomFilms.of(Bench.TEST_SEED, judged, side)
            .withUntreatedFrom(bench.test(side))
            .withTreated(SHARE);
    FilmSet with = bench.films(test);
    FilmSet without = bench.films(test.withoutTubes());
    List<Pixels> tubes = tubes(with, without);
    int[] treated = IntStream.range(0, judged).filter(i -> tubes.get(i) != null).toArray();
    Runs runs =
        new Runs(
            String.format(
                Locale.ROOT,
                "the siamese network trained on %d patients (seed %d), %.0f %% of the diseased"
                    + " treated: a tube and %.0f mm of air left, the epoch of %d chosen by %d alike;"
                    + " AUC of the first %d of the test patients (seed %d), as many of them treated,"
                    + " with their tubes and with the tubes taken off the films; on the tube: the"
                    + " map's largest place lies within %d pixels of its shadow, %d films with a"
                    + " tube",
                learnt,
                SEED,
                100 * SHARE,
                PhantomFilms.AIR_LEFT,
                bench.size().drainsEpochs(),
                count - learnt,
                judged,
                Bench.TEST_SEED,
                NEAR,
                treated.length),
            Experiments.seeds(seeds),
            "value",
            "what",
            "seed",
            "films");
    for (int seed = 1; seed <= seeds; seed++) {
      Bench.Trained trained = bench.trained(Architecture.SIAMESE, sets, settings.seed(seed));
      try (Network network = trained.network()) {
        Predictions p = network.predictions(with);
        Predictions q = network.predictions(without);
        runs.add(Runs.auc(p), "AUC with tubes", seed, judged);
        runs.add(Runs.auc(q), "AUC without", seed, judged);
        runs.add(Runs.difference(p, q), "difference", seed, judged);
        point(runs, network, with, tubes, treated, seed);
        if (seed == 1) {
          int[] shown = Arrays.copyOf(treated, Math.min(SHOWN, treated.length));
          runs.picture("drains.png", MapPicture.of(network, with, shown));
        }
      }
    }
    return runs;
  }

  /** How often the largest place of the map, or of the next patient's, lies on the tube. */
  private static void point(
      Runs runs, Network network, FilmSet films, List<Pixels> tubes, int[] treated, int seed) {
    int n = treated.length;
    boolean[] own = new boolean[n];
    boolean[] other = new boolean[n];
    for (int k = 0; k < n; k++) {
      GradCam map = GradCam.of(network, films, treated[k]);
      int next = (k + 1) % n;
      own[k] = map.hits(tubes.get(treated[k]));
      other[next] = map.hits(tubes.get(treated[next]));
    }
    runs.add(Runs.share("on the tube", own), "map on the tube", seed, n);
    runs.add(Runs.share("on the tube", other), "another's map", seed, n);
  }

  /** The surroundings of each tube's shadow; null for a film without. */
  private static List<Pixels> tubes(FilmSet with, FilmSet without) {
    List<Pixels> tubes = new ArrayList<>();
    for (int i = 0; i < with.size(); i++) {
      tubes.add(tube(with.film(i), without.film(i)));
    }
    return tubes;
  }

  static Pixels tube(Pixels with, Pixels without) {
    int side = with.columns();
    float[] near = new float[side * side];
    boolean any = false;
    for (int k = 0; k < near.length; k++) {
      if (Math.abs(with.value(k) - without.value(k)) >= SHADOW) {
        any = true;
        for (int i = Math.max(0, k / side - NEAR); i <= Math.min(side - 1, k / side + NEAR); i++) {
          for (int j = Math.max(0, k % side - NEAR);
              j <= Math.min(side - 1, k % side + NEAR);
              j++) {
            near[i * side + j] = 1;
          }
        }
      }
    }
    return any ? Pixels.of(near, side, side) : null;
  }
}
