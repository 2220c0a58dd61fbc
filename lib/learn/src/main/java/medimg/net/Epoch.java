package medimg.net;

import java.util.Locale;

/**
 * What one pass through the films gave.
 *
 * @param number from 1
 * @param trainLoss mean cross entropy of the batches, in nats
 * @param validLoss that of the films to choose by
 * @param validAuc the area under their ROC curve
 * @param rate the learning rate at its end
 * @param seconds that it took
 */
public record Epoch(
    int number, double trainLoss, double validLoss, double validAuc, double rate, double seconds) {
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "epoch %d: loss %.3f, valid loss %.3f, AUC %.3f, rate %.1e, %.1f s",
        number,
        trainLoss,
        validLoss,
        validAuc,
        rate,
        seconds);
  }
}
