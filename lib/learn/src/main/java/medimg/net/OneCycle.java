package medimg.net;

import medimg.dicom.DicomException;

/**
 * The one-cycle policy: the learning rate rises along a cosine from 1/25 of its maximum during the
 * first quarter of all steps and falls to 1/100,000 of it by the last; momentum falls from .95 to
 * .85 and rises again.
 *
 * @param maximum the highest learning rate, above 0
 * @param steps how many steps there are, 1 or more
 * @see "L. N. Smith, N. Topin, Super-convergence, arXiv:1708.07120; the shape is fastai's"
 */
public record OneCycle(double maximum, int steps) {
  private static final double RISE = .25;
  private static final double START = 1 / 25.0;
  private static final double END = 1e-5;
  private static final double MOST_MOMENTUM = .95;
  private static final double LEAST_MOMENTUM = .85;

  /**
   * Checks the values.
   *
   * @throws DicomException if one is out of range
   */
  public OneCycle {
    if (!(maximum > 0 && maximum <= 10) || steps < 1) {
      throw new DicomException(
          "one cycle with a rate of "
              + maximum
              + " and "
              + steps
              + " steps: the rate must be above 0 and at most 10, the steps 1 or more");
    }
  }

  /** The learning rate of a step, counted from 0. */
  public double rate(int step) {
    double share = share(step);
    return share < RISE
        ? cosine(START * maximum, maximum, share / RISE)
        : cosine(maximum, END * maximum, (share - RISE) / (1 - RISE));
  }

  /** The momentum of a step, counted from 0. */
  public double momentum(int step) {
    double share = share(step);
    return share < RISE
        ? cosine(MOST_MOMENTUM, LEAST_MOMENTUM, share / RISE)
        : cosine(LEAST_MOMENTUM, MOST_MOMENTUM, (share - RISE) / (1 - RISE));
  }

  private double share(int step) {
    return steps == 1 ? 0 : Math.min(1, step / (steps - 1.0));
  }

  private static double cosine(double from, double to, double share) {
    return from + (to - from) * (1 - Math.cos(Math.PI * share)) / 2;
  }
}
