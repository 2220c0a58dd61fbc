package medimg.pixels;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.DoubleUnaryOperator;
import medimg.dicom.StoredValues;

/**
 * The values that occur, in rising order, and how often each does.
 *
 * <p>Whole numbers of up to 16 bits are counted in one pass and mapped afterwards, so that no
 * million of floats is ever sorted; others are sorted.
 */
final class Distribution {
  /** Whole numbers that span less than this are counted. */
  private static final long COUNTED = 1 << 20;

  /** The values that occur, rising, each once. */
  final double[] values;

  /** Pixels up to and with each value. */
  final long[] cumulative;

  private Distribution(double[] values, long[] cumulative) {
    this.values = values;
    this.cumulative = cumulative;
  }

  /**
   * Counts samples.
   *
   * @param map from a sample to its value
   * @param absent samples that are not counted, or null; no sample outside it may be NaN
   */
  static Distribution of(StoredValues samples, DoubleUnaryOperator map, BitSet absent) {
    Object array = samples.array();
    if (array instanceof byte[] bytes) {
      int low = samples.isSigned() ? Byte.MIN_VALUE : 0;
      return counted(low, without(absent, samples, low, counts(bytes, low)), map);
    }
    if (array instanceof short[] shorts) {
      int low = samples.isSigned() ? Short.MIN_VALUE : 0;
      return counted(low, without(absent, samples, low, counts(shorts, low)), map);
    }
    if (array instanceof int[] && samples.size() > 0) {
      long low = Long.MAX_VALUE;
      long high = Long.MIN_VALUE;
      for (int i = 0; i < samples.size(); i++) {
        low = Math.min(low, samples.integer(i));
        high = Math.max(high, samples.integer(i));
      }
      if (high - low < COUNTED) {
        int[] counts = new int[(int) (high - low) + 1];
        for (int i = 0; i < samples.size(); i++) {
          counts[(int) (samples.integer(i) - low)]++;
        }
        return counted(low, without(absent, samples, low, counts), map);
      }
    }
    return sorted(samples, map, absent);
  }

  private static int[] counts(byte[] samples, int low) {
    // Four tables: neighbours are often equal, and an addition would wait for the one before.
    int[] a = new int[256];
    int[] b = new int[256];
    int[] c = new int[256];
    int[] d = new int[256];
    int i = 0;
    for (; i + 4 <= samples.length; i += 4) {
      a[samples[i] & 0xFF]++;
      b[samples[i + 1] & 0xFF]++;
      c[samples[i + 2] & 0xFF]++;
      d[samples[i + 3] & 0xFF]++;
    }
    for (; i < samples.length; i++) {
      a[samples[i] & 0xFF]++;
    }
    int[] counts = new int[256];
    for (int k = 0; k < 256; k++) {
      counts[((byte) k - low) & 0xFF] = a[k] + b[k] + c[k] + d[k];
    }
    return counts;
  }

  private static int[] counts(short[] samples, int low) {
    int[] counts = new int[1 << 16];
    for (short sample : samples) {
      counts[sample - low & 0xFFFF]++;
    }
    return counts;
  }

  private static int[] without(BitSet absent, StoredValues samples, long low, int[] counts) {
    if (absent != null) {
      for (int i = absent.nextSetBit(0); i >= 0; i = absent.nextSetBit(i + 1)) {
        counts[(int) (samples.integer(i) - low)]--;
      }
    }
    return counts;
  }

  private static Distribution counted(long low, int[] counts, DoubleUnaryOperator map) {
    int distinct = 0;
    for (int count : counts) {
      if (count > 0) {
        distinct++;
      }
    }
    double[] values = new double[distinct];
    long[] times = new long[distinct];
    boolean rising = true;
    for (int i = 0, k = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        values[k] = map.applyAsDouble(low + i) + 0.0; // -0.0 is 0.0
        times[k] = counts[i];
        rising &= k == 0 || values[k - 1] < values[k];
        k++;
      }
    }
    if (!rising) {
      return merged(values, times);
    }
    for (int k = 1; k < distinct; k++) {
      times[k] += times[k - 1];
    }
    return new Distribution(values, times);
  }

  /** Sorts values and joins equal ones, as a falling line or a table may give. */
  private static Distribution merged(double[] values, long[] times) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(values[i], values[j]));
    double[] rising = new double[values.length];
    long[] cumulative = new long[values.length];
    int last = -1;
    long sum = 0;
    for (int i : order) {
      sum += times[i];
      if (last < 0 || rising[last] != values[i]) {
        rising[++last] = values[i];
      }
      cumulative[last] = sum;
    }
    return new Distribution(Arrays.copyOf(rising, last + 1), Arrays.copyOf(cumulative, last + 1));
  }

  private static Distribution sorted(StoredValues samples, DoubleUnaryOperator map, BitSet absent) {
    double[] all = new double[samples.size()];
    int n = 0;
    for (int i = 0; i < all.length; i++) {
      if (absent == null || !absent.get(i)) {
        all[n++] = map.applyAsDouble(samples.number(i)) + 0.0; // -0.0 is 0.0
      }
    }
    Arrays.parallelSort(all, 0, n);
    long[] cumulative = new long[n];
    int last = -1;
    for (int i = 0; i < n; i++) {
      if (last < 0 || all[last] != all[i]) {
        all[++last] = all[i];
      }
      cumulative[last] = i + 1;
    }
    return new Distribution(Arrays.copyOf(all, last + 1), Arrays.copyOf(cumulative, last + 1));
  }

  /** The two together, as if their pixels were of one image. */
  Distribution plus(Distribution other) {
    int n = values.length;
    double[] both = Arrays.copyOf(values, n + other.values.length);
    System.arraycopy(other.values, 0, both, n, other.values.length);
    long[] times = new long[both.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = i < n ? times(i) : other.times(i - n);
    }
    return merged(both, times);
  }

  /** Pixels of a value, by its place. */
  long times(int i) {
    return cumulative[i] - (i == 0 ? 0 : cumulative[i - 1]);
  }

  /** Pixels counted. */
  long total() {
    return cumulative.length == 0 ? 0 : cumulative[cumulative.length - 1];
  }

  /** The value of a pixel when all stand in rising order, from 0. */
  double ranked(long rank) {
    int at = Arrays.binarySearch(cumulative, rank + 1);
    return values[at >= 0 ? at : -at - 1];
  }

  /** Pixels below a value, or up to it. */
  long below(double value, boolean orEqual) {
    int at = Arrays.binarySearch(values, value + 0.0);
    int count = at >= 0 ? (orEqual ? at + 1 : at) : -at - 1;
    return count == 0 ? 0 : cumulative[count - 1];
  }

  double mean() {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * times(i);
    }
    return sum / total();
  }

  /** Population standard deviation. */
  double std() {
    double mean = mean();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double off = values[i] - mean;
      sum += off * off * times(i);
    }
    return Math.sqrt(sum / total());
  }
}
