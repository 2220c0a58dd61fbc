package medimg.chart;

import java.util.Locale;

/**
 * Round numbers on an axis: steps of 1, 2 or 5 times a power of ten.
 *
 * @param values rising
 * @param labels their texts, all with the same number of decimals
 * @param decimals how many
 */
record Ticks(double[] values, String[] labels, int decimals) {
  /** At most so many numbers from a low to a high one, at least one. */
  static Ticks of(double low, double high, int most) {
    double span = high - low;
    if (!(span > 0)) {
      int decimals = low == Math.rint(low) ? 0 : 2;
      return new Ticks(new double[] {low}, new String[] {text(low, decimals)}, decimals);
    }
    double power = Math.pow(10, Math.floor(Math.log10(span / most)));
    double step = 10 * power;
    for (double times : new double[] {1, 2, 5}) {
      double first = Math.ceil(low / (times * power) - 1e-9);
      double last = Math.floor(high / (times * power) + 1e-9);
      if (last - first + 1 <= most) {
        step = times * power;
        break;
      }
    }
    int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    long first = (long) Math.ceil(low / step - 1e-9);
    long last = (long) Math.floor(high / step + 1e-9);
    int count = (int) Math.max(0, last - first + 1);
    double[] values = new double[count];
    String[] labels = new String[count];
    for (int i = 0; i < count; i++) {
      values[i] = (first + i) * step;
      labels[i] = text(values[i], decimals);
    }
    return new Ticks(values, labels, decimals);
  }

  /** A number as these labels have it. */
  String text(double value) {
    return text(value, decimals);
  }

  private static String text(double value, int decimals) {
    // Adding 0 takes the sign from -0.
    return String.format(Locale.ROOT, "%,." + decimals + "f", value + 0.0);
  }
}
