package medimg.learn;

import java.util.Arrays;
import medimg.dicom.DicomException;

/**
 * Scores a case by the share of the diseased among the k most similar cases known. Distances are
 * Euclidean, in the units of the features; cases as far as the k-th count too, so that the order of
 * the rows does not matter.
 *
 * @param k how many neighbours, 1 or more
 * @see "T. M. Cover, P. E. Hart, IEEE Trans. Information Theory 13 (1967) 21"
 */
public record NearestNeighbour(int k) implements Classifier {
  /** All distances are kept, 4 bytes each. */
  private static final int MOST = 10_000;

  /**
   * Checks k.
   *
   * @throws DicomException if it is below 1
   */
  public NearestNeighbour {
    if (k < 1) {
      throw new DicomException(k + " nearest neighbours: must be 1 or more");
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws DicomException if there are more than 10,000 cases
   */
  @Override
  public Scorer over(Features features) {
    int n = features.size();
    if (n > MOST) {
      throw new DicomException(n + " cases: nearest neighbours take at most " + MOST);
    }
    double[][] rows = features.rows();
    float[][] distance = new float[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double sum = 0;
        for (int c = 0; c < rows[i].length; c++) {
          double d = rows[i][c] - rows[j][c];
          sum += d * d;
        }
        distance[i][j] = (float) sum;
        distance[j][i] = (float) sum;
      }
    }
    return (truth, train, test) -> {
      Features.requireBoth(truth, train);
      double[] scores = new double[test.length];
      float[] sorted = new float[train.length];
      for (int t = 0; t < test.length; t++) {
        float[] to = distance[test[t]];
        for (int i = 0; i < train.length; i++) {
          sorted[i] = to[train[i]];
        }
        Arrays.sort(sorted);
        float farthest = sorted[Math.min(k, train.length) - 1];
        int near = 0;
        int diseased = 0;
        for (int row : train) {
          if (to[row] <= farthest) {
            near++;
            diseased += truth[row] ? 1 : 0;
          }
        }
        scores[t] = (double) diseased / near;
      }
      return scores;
    };
  }

  @Override
  public String toString() {
    return k == 1 ? "nearest neighbour" : k + " nearest neighbours";
  }
}
