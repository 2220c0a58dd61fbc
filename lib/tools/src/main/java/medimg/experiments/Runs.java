package medimg.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import medimg.dicom.DicomException;
import medimg.eval.Auc;
import medimg.eval.Interval;
import medimg.eval.Predictions;
import medimg.eval.Rate;
import medimg.trials.TrialResult;

/** What the runs of an experiment gave, and the mean of each variant with its interval. */
final class Runs {
  /** From so many runs of a variant on, runs are drawn again too. */
  static final int MANY = 10;

  private static final int ROUNDS = 1000;

  private final String note;
  private final String seeds;
  private final String measure;
  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();
  private final Map<String, List<Sample>> variants = new LinkedHashMap<>();
  private final Map<String, byte[]> pictures = new LinkedHashMap<>();

  /** A figure of one run that can be computed again with other weights of its cases. */
  interface Sample {
    int cases();

    /** NaN where the figure is undefined, as the AUC is where a class has no case. */
    double value(double[] weights);

    /** The interval of this run alone. */
    Optional<Interval> interval();

    /** The count behind a share of which nothing else is known. */
    default Optional<Rate> rate() {
      return Optional.empty();
    }
  }

  /**
   * An experiment without runs yet.
   *
   * @param note one sentence on how it was done
   * @param seeds which there are
   * @param measure what the figure is called: {@code AUC}
   * @param columns what stands before it in each row: the variant first
   */
  Runs(String note, String seeds, String measure, String... columns) {
    this.note = note;
    this.seeds = seeds;
    this.measure = measure;
    this.columns = List.of(columns);
  }

  /** The area under a ROC curve, with DeLong's interval. */
  static Sample auc(Predictions p) {
    return new Sample() {
      @Override
      public int cases() {
        return p.size();
      }

      @Override
      public double value(double[] weights) {
        return area(p, weights);
      }

      @Override
      public Optional<Interval> interval() {
        return p.auc().interval();
      }
    };
  }

  private static double area(Predictions p, double[] weights) {
    Auc auc = p.withWeights(weights).auc();
    return auc.isDefined() ? auc.value() : Double.NaN;
  }

  /** The area of the first less that of the second, both of the same cases; without interval. */
  static Sample difference(Predictions first, Predictions second) {
    return new Sample() {
      @Override
      public int cases() {
        return first.size();
      }

      @Override
      public double value(double[] weights) {
        return area(first, weights) - area(second, weights);
      }

      @Override
      public Optional<Interval> interval() {
        return Optional.empty();
      }
    };
  }

  /** The share of hits, with Wilson's interval. */
  static Sample share(String name, boolean[] hits) {
    return new Sample() {
      @Override
      public int cases() {
        return hits.length;
      }

      @Override
      public double value(double[] weights) {
        double hit = 0;
        for (int i = 0; i < hits.length; i++) {
          hit += hits[i] ? weights[i] : 0;
        }
        return hit / Arrays.stream(weights).sum();
      }

      @Override
      public Optional<Interval> interval() {
        return Rate.of(name, count(hits), hits.length).interval();
      }
    };
  }

  /** A share that was counted elsewhere, with Wilson's interval. */
  static Sample rate(Rate rate) {
    return new Sample() {
      @Override
      public int cases() {
        return (int) rate.total();
      }

      @Override
      public double value(double[] weights) {
        return rate.value();
      }

      @Override
      public Optional<Interval> interval() {
        return rate.interval();
      }

      @Override
      public Optional<Rate> rate() {
        return Optional.of(rate);
      }
    };
  }

  static int count(boolean[] hits) {
    int n = 0;
    for (boolean hit : hits) {
      n += hit ? 1 : 0;
    }
    return n;
  }

  /**
   * Adds a run.
   *
   * @param cells of the columns before the figure; the first is the variant
   */
  void add(Sample sample, Object... cells) {
    if (cells.length != columns.size()) {
      throw new DicomException(cells.length + " cells for the columns " + columns);
    }
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell instanceof Double d ? TrialResult.text(d) : String.valueOf(cell));
    }
    Interval interval = sample.interval().orElseGet(() -> drawn(List.of(sample), 1));
    row.add(TrialResult.text(sample.value(ones(sample.cases()))));
    row.add(TrialResult.text(interval.low()));
    row.add(TrialResult.text(interval.high()));
    rows.add(row);
    variants.computeIfAbsent(row.get(0), v -> new ArrayList<>()).add(sample);
  }

  /** Adds a picture, which is stored beside the table. */
  void picture(String name, byte[] bytes) {
    pictures.put(name, bytes);
  }

  String note() {
    return note;
  }

  String seeds() {
    return seeds;
  }

  String measure() {
    return measure;
  }

  Map<String, byte[]> pictures() {
    return pictures;
  }

  /** The heads of all columns. */
  List<String> columns() {
    List<String> all = new ArrayList<>(columns);
    all.addAll(List.of(measure, "from", "to"));
    return all;
  }

  /** A row a run. */
  List<List<String>> rows() {
    return rows;
  }

  /**
   * The mean of each variant's runs with its 95 % interval: of one run that run's own; else by
   * drawing patients with replacement (bootstrap), the same in all runs, and from {@link #MANY}
   * runs on runs too.
   */
  List<TrialResult.Mean> means() {
    List<TrialResult.Mean> means = new ArrayList<>();
    variants.forEach(
        (variant, samples) -> {
          double value =
              samples.stream().mapToDouble(s -> s.value(ones(s.cases()))).average().orElseThrow();
          Interval interval = interval(samples, value);
          means.add(
              new TrialResult.Mean(
                  variant, samples.size(), value, interval.low(), interval.high()));
        });
    return means;
  }

  private static Interval interval(List<Sample> samples, double mean) {
    Optional<Rate> rate = samples.get(0).rate();
    if (rate.isPresent()) {
      long of = rate.get().total();
      return Rate.of("mean", Math.round(mean * of), of).wilson();
    }
    return samples.size() > 1
        ? drawn(samples, 1)
        : samples.get(0).interval().orElseGet(() -> drawn(samples, 1));
  }

  private static Interval drawn(List<Sample> samples, long seed) {
    Random random = new Random(seed);
    int cases = samples.get(0).cases();
    double[] means = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double[] weights = new double[cases];
      for (int i = 0; i < cases; i++) {
        weights[random.nextInt(cases)]++;
      }
      for (int k = 0; k < samples.size(); k++) {
        int run = samples.size() < MANY ? k : random.nextInt(samples.size());
        means[round] += samples.get(run).value(weights) / samples.size();
      }
    }
    double[] sorted = Arrays.stream(means).filter(m -> !Double.isNaN(m)).sorted().toArray();
    if (sorted.length < ROUNDS / 2) {
      throw new DicomException(
          cases + " cases: too few for an interval, in most draws of them a class is missing");
    }
    int beyond = sorted.length / 40;
    return new Interval(
        sorted[beyond], sorted[sorted.length - 1 - beyond], Interval.DEFAULT_LEVEL, "bootstrap");
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }
}
