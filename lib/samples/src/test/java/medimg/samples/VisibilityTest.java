package medimg.samples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Air that is called easy or medium can be seen by whoever knows where to look. */
class VisibilityTest {
  private static final int N = Radiograph.SIZE;
  private static final int PATIENTS = 10;

  /**
   * A matched filter (the difference to the twin, smoothed, against the same place of the other
   * lung) tells films with air from films without: AUC at least .95.
   */
  @Test
  void aMatchedFilterSeesEasyAndMediumCases() {
    double[] with = new double[PATIENTS];
    double[] without = new double[PATIENTS];
    int n = 0;
    for (int i = 0; n < PATIENTS; i++) {
      ChestPhantom ill = ChestPhantom.of(21, i);
      boolean fit =
          ill.pneumothorax().filter(p -> p.grade() != Pneumothorax.Grade.HARD).isPresent();
      if (!fit) {
        continue;
      }
      Radiograph film = Radiograph.of(ill);
      Radiograph twin = Radiograph.of(ill.twin());
      float[] filter = new float[N * N];
      for (int k = 0; k < filter.length; k++) {
        filter[k] = (twin.grey()[k] & 255) - (film.grey()[k] & 255);
      }
      filter = BlurAndResize.blur(filter, N, 6);
      double middle = Exposure.beam(ill).shadow(0, -20, 0)[0];
      with[n] = score(film, film.airLength(), filter, middle);
      without[n] = score(twin, film.airLength(), filter, middle);
      n++;
    }
    double won = 0;
    for (double a : with) {
      for (double b : without) {
        won += a > b ? 1 : 0;
      }
    }
    assertThat(won / PATIENTS / PATIENTS).isGreaterThanOrEqualTo(.95);
  }

  /** Weighted mean of how much darker the place is than its mirror image, in greys. */
  private static double score(Radiograph film, float[] air, float[] filter, double middle) {
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < filter.length; i++) {
      int mirror = (int) Math.round(2 * middle - i % N);
      if (air[i] > 3 && mirror >= 0 && mirror < N) {
        double other = film.grey()[i / N * N + mirror] & 255;
        sum += filter[i] * (other - (film.grey()[i] & 255));
        weight += Math.abs(filter[i]);
      }
    }
    return sum / weight;
  }
}
