package medimg.net;

import medimg.dicom.DicomException;

/**
 * How a network is trained.
 *
 * @param epochs passes through the films, 1 or more
 * @param batch films learnt from at once, 2 or more
 * @param rate the highest learning rate of the cycle
 * @param decay weight decay: the share of a weight taken off at each step, times the rate
 * @param augment how films are changed
 * @param balance what is done about a rare class
 * @param patience after how many epochs without a better AUC the training ends; 0: never
 * @param seed of order and changes
 */
public record Settings(
    int epochs,
    int batch,
    double rate,
    double decay,
    Augment augment,
    Balance balance,
    int patience,
    long seed) {
  /** What is done about a rare class. */
  public enum Balance {
    /** Nothing. */
    NONE,
    /** A film weighs the more in the loss the rarer its class is; both classes weigh the same. */
    WEIGHTS,
    /** Films of the rarer class are repeated until both are equally frequent. */
    OVERSAMPLING
  }

  /** What a short training on some hundred films takes: 30 epochs. */
  public static final Settings USUAL =
      new Settings(30, 16, 3e-3, .01, Augment.USUAL, Balance.NONE, 0, 1);

  /**
   * Checks the values.
   *
   * @throws DicomException if one is out of range
   */
  public Settings {
    if (epochs < 1 || batch < 2 || !(decay >= 0 && decay <= 1) || patience < 0) {
      throw new DicomException(
          "training: "
              + epochs
              + " epochs, batches of "
              + batch
              + ", weight decay "
              + decay
              + ", patience "
              + patience
              + ": epochs must be 1 or more, batches 2 or more, decay 0 to 1, patience 0 or more");
    }
    new OneCycle(rate, 1); // checks the rate
  }

  /** The same with another number of epochs. */
  public Settings epochs(int other) {
    return new Settings(other, batch, rate, decay, augment, balance, patience, seed);
  }

  /** The same with batches of another size. */
  public Settings batch(int other) {
    return new Settings(epochs, other, rate, decay, augment, balance, patience, seed);
  }

  /** The same with another highest learning rate. */
  public Settings rate(double other) {
    return new Settings(epochs, batch, other, decay, augment, balance, patience, seed);
  }

  /** The same with another weight decay. */
  public Settings decay(double other) {
    return new Settings(epochs, batch, rate, other, augment, balance, patience, seed);
  }

  /** The same with other changes of films. */
  public Settings augment(Augment other) {
    return new Settings(epochs, batch, rate, decay, other, balance, patience, seed);
  }

  /** The same with another way to balance the classes. */
  public Settings balance(Balance other) {
    return new Settings(epochs, batch, rate, decay, augment, other, patience, seed);
  }

  /** The same with another patience. */
  public Settings patience(int other) {
    return new Settings(epochs, batch, rate, decay, augment, balance, other, seed);
  }

  /** The same with another seed. */
  public Settings seed(long other) {
    return new Settings(epochs, batch, rate, decay, augment, balance, patience, other);
  }
}
