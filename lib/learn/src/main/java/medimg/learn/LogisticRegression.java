package medimg.learn;

import medimg.dicom.DicomException;

/**
 * Scores a case by {@code 1 / (1 + exp(-(a + b x)))}, the probability of disease. Each feature is
 * shifted and scaled to mean 0 and standard deviation 1 of the train cases; a and b maximise the
 * likelihood less {@code ridge / 2 |b|^2}, by Newton's method with halved steps.
 *
 * @param ridge how much large weights cost, above 0; 1 is scikit-learn's default (C = 1)
 * @see "S. le Cessie, J. C. van Houwelingen, Applied Statistics 41 (1992) 191"
 */
public record LogisticRegression(double ridge) implements Classifier {
  private static final int STEPS = 50;
  private static final double ENOUGH = 1e-9;

  /**
   * Checks the ridge.
   *
   * @throws DicomException if it is not above 0
   */
  public LogisticRegression {
    if (!(ridge > 0 && ridge < Double.POSITIVE_INFINITY)) {
      throw new DicomException("ridge " + ridge + ": must be above 0");
    }
  }

  @Override
  public Scorer over(Features features) {
    double[][] rows = features.rows();
    return (truth, train, test) -> {
      Features.requireBoth(truth, train);
      double[][] scale = scale(rows, train);
      double[][] x = scaled(rows, train, scale);
      double[] y = new double[train.length];
      for (int i = 0; i < y.length; i++) {
        y[i] = truth[train[i]] ? 1 : 0;
      }
      double[] b = fit(x, y);
      double[][] unseen = scaled(rows, test, scale);
      double[] scores = new double[test.length];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = 1 / (1 + Math.exp(-dot(b, unseen[i])));
      }
      return scores;
    };
  }

  /** Means and standard deviations of the train cases' features; constant ones get 1. */
  private static double[][] scale(double[][] rows, int[] train) {
    int d = rows[0].length;
    double[] mean = new double[d];
    double[] sd = new double[d];
    for (int row : train) {
      for (int c = 0; c < d; c++) {
        mean[c] += rows[row][c] / train.length;
      }
    }
    for (int row : train) {
      for (int c = 0; c < d; c++) {
        double e = rows[row][c] - mean[c];
        sd[c] += e * e / train.length;
      }
    }
    for (int c = 0; c < d; c++) {
      sd[c] = sd[c] > 1e-24 ? Math.sqrt(sd[c]) : 1;
    }
    return new double[][] {mean, sd};
  }

  /** The scaled features of some rows after a 1, which belongs to a. */
  private static double[][] scaled(double[][] rows, int[] which, double[][] scale) {
    int d = scale[0].length;
    double[][] x = new double[which.length][d + 1];
    for (int i = 0; i < which.length; i++) {
      x[i][0] = 1;
      for (int c = 0; c < d; c++) {
        x[i][c + 1] = (rows[which[i]][c] - scale[0][c]) / scale[1][c];
      }
    }
    return x;
  }

  private double[] fit(double[][] x, double[] y) {
    int d = x[0].length;
    double[] b = new double[d];
    double loss = loss(x, y, b);
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[d];
      double[][] hessian = new double[d][d];
      for (int i = 0; i < y.length; i++) {
        double p = 1 / (1 + Math.exp(-dot(b, x[i])));
        double w = p * (1 - p);
        for (int r = 0; r < d; r++) {
          gradient[r] += (y[i] - p) * x[i][r];
          double wx = w * x[i][r];
          for (int c = 0; c <= r; c++) {
            hessian[r][c] += wx * x[i][c];
          }
        }
      }
      hessian[0][0] += 1e-12;
      for (int r = 1; r < d; r++) {
        gradient[r] -= ridge * b[r];
        hessian[r][r] += ridge;
      }
      double[] move = solve(hessian, gradient);
      double factor = 1;
      double before = loss;
      double[] next = b;
      for (int halved = 0; halved < 30; halved++, factor /= 2) {
        next = b.clone();
        for (int r = 0; r < d; r++) {
          next[r] += factor * move[r];
        }
        loss = loss(x, y, next);
        if (loss <= before) {
          break;
        }
      }
      b = next;
      if (before - loss < ENOUGH * (1 + before)) {
        break;
      }
    }
    return b;
  }

  private double loss(double[][] x, double[] y, double[] b) {
    double loss = 0;
    for (int i = 0; i < y.length; i++) {
      double z = y[i] > 0 ? -dot(b, x[i]) : dot(b, x[i]);
      loss += z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
    }
    for (int r = 1; r < b.length; r++) {
      loss += ridge / 2 * b[r] * b[r];
    }
    return loss;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Solves {@code A x = v} by Cholesky's method; the lower triangle of A is overwritten. */
  private static double[] solve(double[][] a, double[] v) {
    int d = v.length;
    double[] x = v.clone();
    for (int r = 0; r < d; r++) {
      for (int c = 0; c <= r; c++) {
        double sum = a[r][c];
        for (int k = 0; k < c; k++) {
          sum -= a[r][k] * a[c][k];
        }
        a[r][c] = r == c ? Math.sqrt(sum) : sum / a[c][c];
      }
      for (int k = 0; k < r; k++) {
        x[r] -= a[r][k] * x[k];
      }
      x[r] /= a[r][r];
    }
    for (int r = d - 1; r >= 0; r--) {
      for (int k = r + 1; k < d; k++) {
        x[r] -= a[k][r] * x[k];
      }
      x[r] /= a[r][r];
    }
    return x;
  }

  @Override
  public String toString() {
    return "logistic regression";
  }
}
