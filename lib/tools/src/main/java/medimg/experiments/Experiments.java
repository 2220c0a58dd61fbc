package medimg.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import medimg.eval.Predictions;
import medimg.eval.Rate;
import medimg.net.Architecture;
import medimg.net.FilmSet;
import medimg.net.Network;
import medimg.net.Pointing;
import medimg.net.Settings;
import medimg.pixels.Pixels;
import medimg.samples.PhantomFilms;

/** The experiments that are a loop over variants and training seeds. */
final class Experiments {
  private static final long MANY_SEED = 8001;
  private static final long MANY_VALID_SEED = 8002;
  private static final long WEIGHTS_SEED = 99;

  /** Films in the pointing game at most. */
  private static final int POINTED = 400;

  private Experiments() {}

  static Settings settings(Bench bench, long seed) {
    return Settings.USUAL.epochs(bench.size().epochs()).seed(seed);
  }

  static String seeds(int to) {
    return to == 1 ? "training seed 1" : "training seeds 1 to " + to;
  }

  /** What all experiments on the sample set have in common. */
  private static String onSamples(Bench bench, int side) {
    Bench.Sets sets = bench.samples(side);
    return String.format(
        Locale.ROOT,
        "trained on %d of the sample films, the epoch of %d chosen by %d others; AUC on %s",
        sets.train().size(),
        bench.size().epochs(),
        sets.valid().size(),
        judges(bench));
  }

  /** No run yet of networks trained on the samples. */
  private static Runs ofNetworks(String what, Bench bench, int side) {
    return new Runs(
        what + onSamples(bench, side),
        seeds(bench.size().seeds()),
        "AUC",
        "network",
        "seed",
        "epoch",
        "valid AUC");
  }

  static String judges(Bench bench) {
    return String.format(
        Locale.ROOT, "%d further patients (seed %d)", bench.size().test(), Bench.TEST_SEED);
  }

  static Runs usual(Bench bench) {
    int side = bench.size().side();
    Runs runs = ofNetworks("", bench, side);
    for (int seed = 1; seed <= bench.size().seeds(); seed++) {
      add(runs, bench, Architecture.SIAMESE, "siamese", side, settings(bench, seed));
    }
    return runs;
  }

  /** Trains on the samples, judges, and adds a row of variant, seed, epoch and valid AUC. */
  private static void add(
      Runs runs, Bench bench, Architecture kind, String variant, int side, Settings settings) {
    Bench.Trained trained = bench.trained(kind, bench.samples(side), settings);
    try (Network network = trained.network()) {
      Predictions p = network.predictions(bench.testFilms(side));
      runs.add(Runs.auc(p), variant, settings.seed(), trained.epoch(), trained.validAuc());
    }
  }

  static Runs many(Bench bench) {
    int side = bench.size().side();
    int count = bench.size().many();
    int others = Math.max(8, count * 3 / 20);
    Bench.Sets sets =
        new Bench.Sets(
            "many",
            bench.films(PhantomFilms.of(MANY_SEED, count, side)),
            bench.films(PhantomFilms.of(MANY_VALID_SEED, others, side)));
    Settings settings = Settings.USUAL.epochs(bench.size().manyEpochs()).seed(1);
    Runs runs =
        new Runs(
            String.format(
                Locale.ROOT,
                "the siamese network trained on %d patients (seed %d), the epoch of %d chosen by %d"
                    + " others (seed %d); AUC on %s; PA erect, AP lying",
                count,
                MANY_SEED,
                settings.epochs(),
                others,
                MANY_VALID_SEED,
                judges(bench)),
            seeds(1),
            "AUC",
            "films",
            "seed",
            "epoch",
            "valid AUC",
            "positive",
            "negative");
    Bench.Trained trained = bench.trained(Architecture.SIAMESE, sets, settings);
    try (Network network = trained.network()) {
      Predictions all = network.predictions(bench.testFilms(side));
      List<String> views = bench.test(side).views();
      for (String view : List.of("all", "PA", "AP")) {
        boolean[] keep = new boolean[all.size()];
        for (int i = 0; i < keep.length; i++) {
          keep[i] = view.equals("all") || views.get(i).equals(view);
        }
        Predictions p = all.where(keep);
        if (p.positives() == 0 || p.negatives() == 0) {
          continue; // possible only in a small set
        }
        runs.add(
            Runs.auc(p),
            view,
            1,
            trained.epoch(),
            trained.validAuc(),
            (int) p.positives(),
            (int) p.negatives());
      }
    }
    return runs;
  }

  static Runs wholeFilm(Bench bench) {
    int side = bench.size().side();
    Runs runs =
        ofNetworks(
            "siamese and mirror compare the two halves, the others see the whole film; ",
            bench,
            side);
    for (Architecture kind : Architecture.values()) {
      // ResNet-18 has 35 times as many weights, and a training takes as long as three others.
      int seeds = kind == Architecture.RESNET18 ? 1 : bench.size().seeds();
      for (int seed = 1; seed <= seeds; seed++) {
        add(runs, bench, kind, kind.name().toLowerCase(Locale.ROOT), side, settings(bench, seed));
      }
    }
    return runs;
  }

  static Runs pixelSize(Bench bench) {
    int seeds = Math.min(2, bench.size().seeds());
    Runs runs =
        new Runs(
            "the siamese network; " + onSamples(bench, bench.size().side()),
            seeds(seeds),
            "AUC",
            "side",
            "mm a pixel",
            "seed",
            "epoch",
            "valid AUC");
    for (int side : bench.size().sides()) {
      for (int seed = 1; seed <= seeds; seed++) {
        Bench.Trained trained =
            bench.trained(Architecture.SIAMESE, bench.samples(side), settings(bench, seed));
        try (Network network = trained.network()) {
          Predictions p = network.predictions(bench.testFilms(side));
          double mm = bench.test(side).millimetres();
          runs.add(Runs.auc(p), side, mm, seed, trained.epoch(), trained.validAuc());
        }
      }
    }
    return runs;
  }

  static Runs flips(Bench bench) {
    int side = bench.size().side();
    Runs runs =
        ofNetworks(
            "half of the films mirrored left to right each time they are learnt from, or none; ",
            bench,
            side);
    for (Architecture kind : List.of(Architecture.SIAMESE, Architecture.XRESNET)) {
      for (boolean flip : new boolean[] {false, true}) {
        for (int seed = 1; seed <= bench.size().seeds(); seed++) {
          Settings s = settings(bench, seed).augment(Settings.USUAL.augment().flip(flip));
          String name = kind.name().toLowerCase(Locale.ROOT) + (flip ? " with flips" : " without");
          add(runs, bench, kind, name, side, s);
        }
      }
    }
    return runs;
  }

  static Runs shuffled(Bench bench) {
    int side = bench.size().sides().get(0);
    Bench.Sets sets = bench.samples(side);
    int n = bench.size().shuffles();
    Runs runs =
        new Runs(
            String.format(
                Locale.ROOT,
                "the siamese network on films of %d x %d, labels shuffled among the %d films to"
                    + " learn from and among the %d to choose by, %d epochs; AUC on %s, whose"
                    + " labels are true",
                side,
                side,
                sets.train().size(),
                sets.valid().size(),
                bench.size().shuffledEpochs(),
                judges(bench)),
            seeds(n).replace("training", "training and shuffling"),
            "AUC",
            "labels",
            "seed",
            "epoch",
            "valid AUC");
    for (int seed = 1; seed <= n; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Bench.Sets mixed =
          new Bench.Sets(
              "shuffled-" + seed, shuffled(sets.train(), random), shuffled(sets.valid(), random));
      Settings settings = Settings.USUAL.epochs(bench.size().shuffledEpochs()).seed(seed);
      Bench.Trained trained = bench.trained(Architecture.SIAMESE, mixed, settings);
      try (Network network = trained.network()) {
        Predictions p = network.predictions(bench.testFilms(side));
        runs.add(Runs.auc(p), "shuffled", seed, trained.epoch(), trained.validAuc());
      }
    }
    return runs;
  }

  private static FilmSet shuffled(FilmSet films, SplittableRandom random) {
    boolean[] truth = films.truth();
    for (int i = truth.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      boolean label = truth[i];
      truth[i] = truth[other];
      truth[other] = label;
    }
    return films.labelled(truth);
  }

  /** The pointing game and three kinds of chance, on diseased patients. */
  static Runs gradCam(Bench bench) {
    int side = bench.size().side();
    PhantomFilms test = bench.test(side);
    int[] diseased =
        IntStream.range(0, test.size())
            .filter(i -> test.regions().get(i) != null)
            .limit(POINTED)
            .toArray();
    FilmSet films = bench.testFilms(side).rows(diseased);
    List<Pixels> regions = Arrays.stream(diseased).mapToObj(test.regions()::get).toList();
    Runs runs =
        new Runs(
            String.format(
                Locale.ROOT,
                "the networks of the trial default; hit: the map's largest place lies where rays"
                    + " cross %.0f mm of air or more; the first %d diseased of %s; own less this:"
                    + " the own rate less this one and the least it is (95 %% interval of pairs)",
                PhantomFilms.LEAST_AIR,
                diseased.length,
                judges(bench)),
            seeds(bench.size().seeds()),
            "hit rate",
            "map",
            "seed",
            "hits",
            "own less this",
            "at least");
    List<Pointing> games = new ArrayList<>();
    for (int seed = 1; seed <= bench.size().seeds(); seed++) {
      Bench.Trained trained =
          bench.trained(Architecture.SIAMESE, bench.samples(side), settings(bench, seed));
      try (Network network = trained.network()) {
        games.add(Pointing.of(network, films, regions, WEIGHTS_SEED + 1000L * seed));
      }
    }
    for (int k = 0; k < games.size(); k++) {
      Rate own = games.get(k).own();
      runs.add(Runs.rate(own), "own", k + 1, own.count(), 0.0, 0.0);
    }
    add(runs, "another patient's", games, Pointing::another);
    add(runs, "usual place", games, Pointing::usual);
    add(runs, "centre", games, Pointing::centre);
    add(runs, "random weights", games, Pointing::randomised);
    add(runs, "own mirrored", games, g -> g.mirrored().orElseThrow());
    return runs;
  }

  private static void add(
      Runs runs, String name, List<Pointing> games, Function<Pointing, Pointing.Rival> which) {
    for (int k = 0; k < games.size(); k++) {
      Pointing.Rival rival = which.apply(games.get(k));
      double least = rival.difference().interval().orElseThrow().low();
      runs.add(
          Runs.rate(rival.rate()),
          name,
          k + 1,
          rival.rate().count(),
          rival.difference().value(),
          least);
    }
  }
}
