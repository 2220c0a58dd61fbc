package medimg.net;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import medimg.dicom.DicomException;
import medimg.eval.Estimate;
import medimg.eval.Interval;
import medimg.eval.McNemar;
import medimg.eval.Metric;
import medimg.eval.Rate;
import medimg.pixels.Pixels;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The pointing game over a set of films: how often the place where Grad-CAM is largest lies in the
 * true region, beside what hits the same films by chance.
 *
 * <p>Every row has the same films, each counted once, so that Wilson's interval of each rate and
 * Newcombe's of each paired difference hold, if the films are of different patients.
 *
 * @param own the network's map of the film itself
 * @param another the map of the next film (cyclically, in the order of the set) that has a region
 *     and is of another patient: what knowing the usual place of the disease hits
 * @param centre the middle point of the film, pixel (rows / 2, columns / 2) of the region
 * @param usual the place that lies in most of the other patients' true regions, of 32 x 32 places
 *     (the first of equals): the best that can be done without looking at the film. It is harder
 *     than chance and no part of {@link #isAboveChance}; it needs the truth of the other films
 * @param randomised the map of a network built alike that knows nothing: film i of those with a
 *     region is seen by weights of its own, drawn with seed + i, so that each film is one
 *     independent draw of weights; a map that is 0 everywhere is drawn again
 * @param mirrored the own map, left and right exchanged; of {@link Architecture#SIAMESE} and {@link
 *     Architecture#MIRROR} only. It is no chance: it tells which half is pointed at
 * @see "J. Zhang et al., Top-down neural attention by excitation backprop, ECCV 2016, section 4.2
 *     (the game, the centre); J. Adebayo et al., Sanity checks for saliency maps, NeurIPS 2018
 *     (randomised weights)"
 */
public record Pointing(
    Rate own,
    Rival another,
    Rival centre,
    Rival usual,
    Rival randomised,
    Optional<Rival> mirrored) {
  private static final int DRAWS = 50;

  /** Rows and columns of the places that are looked at for the usual one. */
  private static final int PLACES = 32;

  /**
   * What the own map is compared with.
   *
   * @param rate how often it hits
   * @param pairs own (first) and this (second), film by film; right is a hit
   */
  public record Rival(Rate rate, McNemar pairs) {
    private static Rival of(String what, boolean[] own, boolean[] hits) {
      long[] n = new long[4];
      for (int i = 0; i < own.length; i++) {
        n[(own[i] ? 0 : 2) + (hits[i] ? 0 : 1)]++;
      }
      return new Rival(hits(what, hits), new McNemar(n[0], n[1], n[2], n[3]));
    }

    /** The own rate minus this one, with Newcombe's paired interval. */
    public Estimate difference() {
      return pairs.difference();
    }

    @Override
    public String toString() {
      return rate + "; own less this " + difference();
    }
  }

  /** {@link #of(Network, FilmSet, List, long, String...)}, each film of a patient of its own. */
  public static Pointing of(Network network, FilmSet films, List<Pixels> regions, long seed) {
    String[] each =
        IntStream.range(0, films.size()).mapToObj(String::valueOf).toArray(String[]::new);
    return of(network, films, regions, seed, each);
  }

  /**
   * Plays the game.
   *
   * @param films the diseased are asked about
   * @param regions of each film, in any size: not 0 where the disease is; null for a film without
   * @param seed of the randomised weights
   * @param patients of each film
   * @throws DicomException if there are not as many regions or patients as films, a healthy film
   *     has a region, a region is 0 everywhere, or fewer than two patients have one
   */
  public static Pointing of(
      Network network, FilmSet films, List<Pixels> regions, long seed, String... patients) {
    int[] asked = asked(films, regions, patients);
    GradCam[] maps = new GradCam[asked.length];
    for (int k = 0; k < maps.length; k++) {
      maps[k] = GradCam.of(network, films, asked[k]);
    }
    boolean[] own = new boolean[asked.length];
    boolean[] another = new boolean[asked.length];
    boolean[] centre = new boolean[asked.length];
    boolean[] randomised = new boolean[asked.length];
    boolean[] mirrored = new boolean[asked.length];
    try (Network nothing = network.randomised(seed)) {
      for (int k = 0; k < asked.length; k++) {
        Pixels region = regions.get(asked[k]);
        own[k] = maps[k].hits(region);
        another[k] = maps[next(k, asked, patients)].hits(region);
        centre[k] = region.at(region.rows() / 2, region.columns() / 2) != 0;
        randomised[k] = drawn(nothing, films, asked[k], seed + k).hits(region);
        mirrored[k] = maps[k].hits(mirrored(region));
      }
    }
    boolean halves =
        network.architecture() == Architecture.SIAMESE
            || network.architecture() == Architecture.MIRROR;
    return new Pointing(
        hits("own map", own),
        Rival.of("another patient's map", own, another),
        Rival.of("centre of the film", own, centre),
        Rival.of("usual place of the others", own, usual(asked, regions, patients)),
        Rival.of("randomised weights", own, randomised),
        halves
            ? Optional.of(Rival.of("own map, left and right exchanged", own, mirrored))
            : Optional.empty());
  }

  private static int[] asked(FilmSet films, List<Pixels> regions, String[] patients) {
    if (regions.size() != films.size() || patients.length != films.size()) {
      throw new DicomException(
          films.size()
              + " films, "
              + regions.size()
              + " regions, "
              + patients.length
              + " patients: must be as many, null for a film without region");
    }
    int[] asked = IntStream.range(0, films.size()).filter(i -> regions.get(i) != null).toArray();
    for (int i : asked) {
      if (!films.truth(i)) {
        throw new DicomException(films.name(i) + " is healthy and has a region: give null for it");
      }
      if (regions.get(i).max() == 0 && regions.get(i).min() == 0) {
        throw new DicomException(
            films.name(i) + ": its region is 0 everywhere; give null, or a region of finer pixels");
      }
    }
    long different = Arrays.stream(asked).mapToObj(i -> patients[i]).distinct().count();
    if (different < 2) {
      throw new DicomException(
          "films with a region are of "
              + different
              + (different == 1 ? " patient" : " patients")
              + ": the pointing game needs two or more, for another patient's map");
    }
    return asked;
  }

  private static int next(int k, int[] asked, String[] patients) {
    int other = k;
    do {
      other = (other + 1) % asked.length;
    } while (patients[asked[other]].equals(patients[asked[k]]));
    return other;
  }

  /** Whether each film's region holds the place that is in most regions of other patients. */
  private static boolean[] usual(int[] asked, List<Pixels> regions, String[] patients) {
    boolean[][] holds = new boolean[asked.length][PLACES * PLACES];
    for (int k = 0; k < asked.length; k++) {
      Pixels region = regions.get(asked[k]);
      for (int p = 0; p < holds[k].length; p++) {
        int row = (2 * (p / PLACES) + 1) * region.rows() / (2 * PLACES);
        int column = (2 * (p % PLACES) + 1) * region.columns() / (2 * PLACES);
        holds[k][p] = region.at(row, column) != 0;
      }
    }
    boolean[] hits = new boolean[asked.length];
    for (int k = 0; k < asked.length; k++) {
      int[] count = new int[PLACES * PLACES];
      for (int other = 0; other < asked.length; other++) {
        boolean same = patients[asked[other]].equals(patients[asked[k]]);
        for (int p = 0; p < count.length; p++) {
          count[p] += !same && holds[other][p] ? 1 : 0;
        }
      }
      int best = 0;
      for (int p = 1; p < count.length; p++) {
        best = count[p] > count[best] ? p : best;
      }
      hits[k] = holds[k][best];
    }
    return hits;
  }

  /** A map of weights that know nothing; of {@value #DRAWS} draws the first that is not all 0. */
  private static GradCam drawn(Network network, FilmSet films, int film, long seed) {
    GradCam map = null;
    for (int i = 0; i < DRAWS && (map == null || map.map().max() == 0); i++) {
      // The golden ratio keeps the further draws of a film apart from the first of the others.
      network.randomise(seed + i * 0x9E3779B97F4A7C15L);
      map = GradCam.of(network, films, film);
    }
    return map;
  }

  private static Pixels mirrored(Pixels region) {
    float[] from = region.values();
    float[] to = new float[from.length];
    int columns = region.columns();
    for (int k = 0; k < to.length; k++) {
      to[k] = from[k - k % columns + columns - 1 - k % columns];
    }
    return Pixels.of(to, region.rows(), columns);
  }

  private static Rate hits(String what, boolean[] hits) {
    long count = IntStream.range(0, hits.length).filter(i -> hits[i]).count();
    return Rate.of(what, count, hits.length);
  }

  private List<Rival> rivals() {
    return Stream.concat(Stream.of(another, centre, usual, randomised), mirrored.stream()).toList();
  }

  /**
   * Whether the own map hits more often than another patient's, the centre and randomised weights:
   * the interval of each of the three paired differences lies above 0.
   */
  public boolean isAboveChance() {
    return Stream.of(another, centre, randomised)
        .allMatch(r -> r.difference().interval().orElseThrow().low() > 0);
  }

  /**
   * One row for each: {@code what}, {@code hits}, {@code of}, {@code rate} with the ends of its 95
   * % interval, and the own rate minus this one with the ends of the paired interval.
   */
  public Table table() {
    StringColumn what = StringColumn.create("what");
    IntColumn hits = IntColumn.create("hits");
    IntColumn of = IntColumn.create("of");
    List<DoubleColumn> numbers =
        Stream.of("rate", "low", "high", "own less this", "its low", "its high")
            .map(DoubleColumn::create)
            .toList();
    add(own, what, hits, of, numbers);
    numbers.subList(3, 6).forEach(DoubleColumn::appendMissing);
    for (Rival rival : rivals()) {
      add(rival.rate, what, hits, of, numbers);
      append(numbers.subList(3, 6), rival.difference());
    }
    Table table = Table.create("pointing game", what, hits, of);
    numbers.forEach(table::addColumns);
    return table;
  }

  private static void add(
      Rate rate, StringColumn what, IntColumn hits, IntColumn of, List<DoubleColumn> numbers) {
    what.append(rate.name());
    hits.append((int) rate.count());
    of.append((int) rate.total());
    append(numbers, rate);
  }

  private static void append(List<DoubleColumn> columns, Metric figure) {
    Interval interval = figure.interval().orElseThrow();
    columns.get(0).append(rounded(figure.value()));
    columns.get(1).append(rounded(interval.low()));
    columns.get(2).append(rounded(interval.high()));
  }

  private static double rounded(double value) {
    return Math.round(1000 * value) / 1000.0;
  }

  /** A line for each. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(own.toString());
    for (Rival rival : rivals()) {
      out.append('\n').append(rival);
    }
    return out.toString();
  }
}
