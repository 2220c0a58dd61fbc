package medimg.eval;

/**
 * The logistic curve {@code P(y = 1) = expit(a + b x)} of largest likelihood through counts, with
 * its covariance.
 *
 * @param intercept a
 * @param slope b
 * @param varianceOfIntercept variance of a, from the inverse information
 * @param varianceOfSlope variance of b; 0 if the slope was given
 */
record Logistic(
    double intercept, double slope, double varianceOfIntercept, double varianceOfSlope) {
  private static final int STEPS = 200;

  /** A step of Newton's that is this small leaves an error of about its square. */
  private static final double ENOUGH = 1e-8;

  static double expit(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double logit(double p) {
    return Math.log(p / (1 - p));
  }

  /**
   * Newton's method with halved steps.
   *
   * @param x values
   * @param positive weight of y = 1 at each
   * @param negative weight of y = 0 at each
   * @param free whether the slope is fitted; else it stays 1
   */
  static Logistic fit(double[] x, double[] positive, double[] negative, boolean free) {
    double a = 0;
    double b = free ? 0 : 1;
    double likelihood = likelihood(x, positive, negative, a, b);
    double saa = 1;
    double sab = 0;
    double sbb = 1;
    for (int step = 0; step < STEPS; step++) {
      double ga = 0;
      double gb = 0;
      saa = 0;
      sab = 0;
      sbb = 0;
      for (int i = 0; i < x.length; i++) {
        double n = positive[i] + negative[i];
        if (n == 0) {
          continue; // its x may be infinite
        }
        double p = expit(a + b * x[i]);
        double residual = positive[i] - n * p;
        double w = n * p * (1 - p);
        ga += residual;
        gb += residual * x[i];
        saa += w;
        sab += w * x[i];
        sbb += w * x[i] * x[i];
      }
      double det = saa * sbb - sab * sab;
      double da = free ? (sbb * ga - sab * gb) / det : ga / saa;
      double db = free ? (saa * gb - sab * ga) / det : 0;
      double factor = 1;
      double next = likelihood(x, positive, negative, a + da, b + db);
      while (!(next >= likelihood - 1e-9 * Math.abs(likelihood)) && factor > 1e-9) {
        factor /= 2;
        next = likelihood(x, positive, negative, a + factor * da, b + factor * db);
      }
      a += factor * da;
      b += factor * db;
      likelihood = next;
      if (Math.abs(da) <= ENOUGH * (1 + Math.abs(a))
          && Math.abs(db) <= ENOUGH * (1 + Math.abs(b))) {
        break;
      }
    }
    double det = saa * sbb - sab * sab;
    return new Logistic(a, b, free ? sbb / det : 1 / saa, free ? saa / det : 0);
  }

  private static double likelihood(
      double[] x, double[] positive, double[] negative, double a, double b) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      if (positive[i] + negative[i] == 0) {
        continue;
      }
      double t = a + b * x[i];
      sum += positive[i] * t - (positive[i] + negative[i]) * softplus(t);
    }
    return sum;
  }

  /** {@code ln(1 + e^t)} without overflow. */
  private static double softplus(double t) {
    return Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));
  }
}
