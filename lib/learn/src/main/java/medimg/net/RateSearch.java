package medimg.net;

import java.util.Arrays;
import java.util.Locale;
import medimg.dicom.DicomException;

/**
 * The loss while the learning rate grows from step to step: too small a rate learns nothing, too
 * large a one explodes.
 *
 * @param rates of each step
 * @param losses of each step, smoothed (98 % of the one before)
 * @see "L. N. Smith, Cyclical learning rates, WACV 2017, section 3.3; smoothing as fastai"
 */
public record RateSearch(double[] rates, double[] losses) {
  /** Copies the numbers. */
  public RateSearch {
    rates = rates.clone();
    losses = losses.clone();
  }

  /**
   * A tenth of the rate with the smallest loss.
   *
   * @throws DicomException if the first loss was infinite already
   */
  public double suggested() {
    if (losses.length == 0) {
      throw new DicomException(
          "the search for a learning rate has no step: the first loss was infinite; look at the"
              + " films, or take a network that is not trained yet");
    }
    int best = 0;
    for (int i = 1; i < losses.length; i++) {
      best = losses[i] < losses[best] ? i : best;
    }
    return rates[best] / 10;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RateSearch r
        && Arrays.equals(rates, r.rates)
        && Arrays.equals(losses, r.losses);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(rates) + Arrays.hashCode(losses);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d steps%s",
        rates.length,
        rates.length == 0
            ? ""
            : String.format(Locale.ROOT, ", suggested learning rate %.1e", suggested()));
  }

  /** A copy. */
  @Override
  public double[] rates() {
    return rates.clone();
  }

  /** A copy. */
  @Override
  public double[] losses() {
    return losses.clone();
  }
}
