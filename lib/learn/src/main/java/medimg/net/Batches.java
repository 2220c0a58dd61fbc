package medimg.net;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import medimg.dicom.DicomException;
import medimg.pixels.Pixels;

/**
 * The batches of every epoch: which films, in which order, how changed. All of it follows from the
 * seed, whatever the number of threads. What does not fill an epoch's last batch waits for another
 * epoch; a set smaller than a batch is one batch.
 *
 * @param films to learn from
 * @param size films in a batch, 1 or more
 * @param augment how films are changed
 * @param balanced whether films of the rarer class are repeated until both are equally frequent
 *     (oversampling)
 * @param seed of order and changes
 */
public record Batches(FilmSet films, int size, Augment augment, boolean balanced, long seed) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /**
   * Checks the size.
   *
   * @throws DicomException if it is below 1
   */
  public Batches {
    if (size < 1) {
      throw new DicomException("batches of " + size + " films: must be 1 or more");
    }
  }

  /**
   * Films and labels that are learnt from at once.
   *
   * @param rows which films of the set
   * @param levels of each film: side x side grey levels, row by row
   * @param truth whether each is diseased
   */
  public record Batch(int[] rows, float[][] levels, boolean[] truth) {
    /** Copies the numbers. */
    public Batch {
      rows = rows.clone();
      levels = Arrays.stream(levels).map(float[]::clone).toArray(float[][]::new);
      truth = truth.clone();
    }

    /**
     * A film of the batch for a page: side x side grey levels, cut to 0 to 1.
     *
     * @param k its place in the batch, from 0
     */
    public Pixels film(int k) {
      return Augment.levels(levels[k]);
    }

    /** A copy. */
    @Override
    public int[] rows() {
      return rows.clone();
    }

    /** A copy. */
    @Override
    public float[][] levels() {
      return Arrays.stream(levels).map(float[]::clone).toArray(float[][]::new);
    }

    /** A copy. */
    @Override
    public boolean[] truth() {
      return truth.clone();
    }

    /** Equal when the content is. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Batch that
          && Arrays.equals(rows, that.rows)
          && Arrays.deepEquals(levels, that.levels)
          && Arrays.equals(truth, that.truth);
    }

    @Override
    public int hashCode() {
      return Objects.hash(
          Arrays.hashCode(rows), Arrays.deepHashCode(levels), Arrays.hashCode(truth));
    }
  }

  /** How many films an epoch draws from: more than there are if balanced. */
  public int drawn() {
    int positive = films.positives();
    int negative = films.size() - positive;
    return balanced && positive > 0 && negative > 0
        ? 2 * Math.max(positive, negative)
        : films.size();
  }

  /** How many batches an epoch has. */
  public int perEpoch() {
    return Math.max(1, drawn() / size);
  }

  /** Which films each batch of an epoch holds. */
  int[] order(int epoch) {
    int[] order = IntStream.range(0, drawn()).toArray();
    if (drawn() != films.size()) {
      boolean[] truth = films.truth();
      int[] positive = IntStream.range(0, truth.length).filter(i -> truth[i]).toArray();
      int[] negative = IntStream.range(0, truth.length).filter(i -> !truth[i]).toArray();
      // Repeats begin at another film each epoch, so that all are repeated equally often.
      int half = drawn() / 2;
      for (int k = 0; k < half; k++) {
        int from = (int) ((k + (long) epoch * half) % positive.length);
        order[k] = positive[from];
        order[half + k] = negative[(int) ((k + (long) epoch * half) % negative.length)];
      }
    }
    SplittableRandom random = random(epoch, -1);
    for (int k = order.length - 1; k > 0; k--) {
      int other = random.nextInt(k + 1);
      int row = order[k];
      order[k] = order[other];
      order[other] = row;
    }
    return order;
  }

  private SplittableRandom random(int epoch, int place) {
    return new SplittableRandom(((seed * GOLDEN + epoch) * GOLDEN + place) * GOLDEN);
  }

  /**
   * A batch.
   *
   * @param epoch from 0
   * @param number from 0 to {@link #perEpoch()} less 1
   */
  public Batch at(int epoch, int number) {
    int[] order = order(epoch);
    int from = number * size;
    int[] rows = Arrays.copyOfRange(order, from, Math.min(order.length, from + size));
    long[] seeds = new long[rows.length];
    boolean[] truth = new boolean[rows.length];
    for (int k = 0; k < rows.length; k++) {
      seeds[k] = random(epoch, from + k).nextLong();
      truth[k] = films.truth(rows[k]);
    }
    return new Batch(rows, films.drawn(rows, augment, seeds), truth);
  }
}
