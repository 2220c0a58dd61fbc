package medimg.net;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import medimg.dicom.DicomException;
import medimg.eval.Predictions;
import medimg.work.Progress;

/**
 * Trains a network on films and chooses the epoch by others: Adam with weight decay along the
 * one-cycle policy, cross entropy as loss. At the end the network has the weights of the epoch with
 * the highest AUC on the films to choose by (of equal ones the smallest loss).
 *
 * @param network that learns
 * @param films to learn from
 * @param valid to choose by; both classes, no patient of the films to learn from
 * @param settings how
 */
public record Training(Network network, FilmSet films, FilmSet valid, Settings settings) {
  private static final double SMOOTH = .98;
  private static final double EXPLODED = 4;

  /**
   * Checks the films.
   *
   * @throws DicomException if a set lacks a class or has another side than the network
   */
  public Training {
    network.requireSide(films);
    network.requireSide(valid);
    check("films to learn from", films);
    check("films to choose by", valid);
  }

  private static void check(String name, FilmSet set) {
    if (set.positives() == 0 || set.positives() == set.size()) {
      throw new DicomException(
          set.positives() + " of " + set.size() + " " + name + " are positive: both are needed");
    }
  }

  private Batches batches() {
    return new Batches(
        films,
        Math.min(settings.batch(), films.size()),
        settings.augment(),
        settings.balance() == Settings.Balance.OVERSAMPLING,
        settings.seed());
  }

  /** What each film of a batch weighs in the loss; the mean over all films is 1. */
  private float[] importance(boolean[] truth) {
    float[] weights = new float[truth.length];
    Arrays.fill(weights, 1);
    if (settings.balance() == Settings.Balance.WEIGHTS) {
      float n = films.size();
      for (int i = 0; i < truth.length; i++) {
        weights[i] = n / 2 / (truth[i] ? films.positives() : films.size() - films.positives());
      }
    }
    return weights;
  }

  /**
   * Looks for a learning rate: it grows from 0.00001 to 1 in so many steps, or until the loss
   * explodes. The network is as before afterwards.
   *
   * @param steps 10 or more; 100 are usual
   */
  public RateSearch searchRate(int steps) {
    if (steps < 10) {
      throw new DicomException("a search of " + steps + " steps: must be 10 or more");
    }
    List<Network.Values> before = network.values();
    List<Network.Values> weights = network.values();
    Adam adam = new Adam(settings.decay(), network.shrunk(), weights);
    Batches batches = batches();
    double[] rates = new double[steps];
    double[] losses = new double[steps];
    double smooth = 0;
    double least = Double.POSITIVE_INFINITY;
    int done = 0;
    try (Progress progress = Progress.of("Searching a learning rate", steps)) {
      while (done < steps) {
        Batches.Batch b = batches.at(done / batches.perEpoch(), done % batches.perEpoch());
        Network.Slope slope = network.slope(b.levels(), b.truth(), importance(b.truth()));
        smooth = SMOOTH * smooth + (1 - SMOOTH) * slope.loss();
        double loss = smooth / (1 - Math.pow(SMOOTH, done + 1));
        if (!Double.isFinite(slope.loss()) || loss > EXPLODED * least) {
          break;
        }
        least = Math.min(least, loss);
        rates[done] = 1e-5 * Math.pow(1e5, done / (steps - 1.0));
        losses[done] = loss;
        adam.step(weights, slope.gradients(), rates[done], .9);
        network.learnt(weights);
        done++;
        progress.step();
      }
    } finally {
      network.values(before);
    }
    return new RateSearch(Arrays.copyOf(rates, done), Arrays.copyOf(losses, done));
  }

  /** Trains; a progress bar counts the steps. */
  public History run() {
    return run(h -> {});
  }

  /**
   * Trains.
   *
   * @param watch is told the history after each epoch, for example to draw it
   * @throws CancellationException if the calling thread was interrupted
   * @throws DicomException if the loss becomes infinite
   */
  public History run(Consumer<History> watch) {
    return new Run(null, watch).all();
  }

  /**
   * Trains, and writes after each epoch what is needed to go on; if the file is there already, goes
   * on where it ends. The result is the same as without interruption.
   *
   * @throws DicomException if the file is cut, or of a training with other films, network or
   *     settings
   */
  public History resume(Path file, Consumer<History> watch) {
    return new Run(file, watch).all();
  }

  /** What must be equal for a run to go on. */
  private String identity() {
    CRC32 crc = new CRC32();
    for (FilmSet set : List.of(films, valid)) {
      for (int i = 0; i < set.size(); i++) {
        crc.update((set.name(i) + '=' + set.truth(i) + '\n').getBytes(StandardCharsets.UTF_8));
      }
    }
    return network + "; " + films + "; " + valid + "; " + settings + "; " + crc.getValue();
  }

  /** One training from its beginning, or its last epoch, to its end. */
  private final class Run {
    private final Path file;
    private final Consumer<History> watch;
    private final Batches batches = batches();
    private final OneCycle cycle =
        new OneCycle(settings.rate(), settings.epochs() * batches.perEpoch());
    private final List<Epoch> epochs = new ArrayList<>();
    private List<Network.Values> weights = network.values();
    private final Adam adam = new Adam(settings.decay(), network.shrunk(), weights);
    private List<Network.Values> best = weights;
    private int bestNumber;
    private boolean stopped;

    Run(Path file, Consumer<History> watch) {
      this.file = file;
      this.watch = watch;
    }

    History all() {
      if (file != null && Files.exists(file)) {
        goOn();
      }
      int steps = batches.perEpoch();
      try (Progress progress = Progress.of("Training", (long) settings.epochs() * steps)) {
        progress.step((long) epochs.size() * steps);
        while (epochs.size() < settings.epochs() && !stopped) {
          epoch(progress);
          if (file != null) {
            write();
          }
          watch.accept(history());
        }
      }
      network.values(best);
      return history();
    }

    private void epoch(Progress progress) {
      long start = System.nanoTime();
      int number = epochs.size();
      int steps = batches.perEpoch();
      double loss = 0;
      double rate = 0;
      for (int i = 0; i < steps; i++) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException(
              "Training: stopped in epoch " + (number + 1) + " of " + settings.epochs());
        }
        int step = number * steps + i;
        rate = cycle.rate(step);
        Batches.Batch b = batches.at(number, i);
        Network.Slope slope = network.slope(b.levels(), b.truth(), importance(b.truth()));
        if (!Double.isFinite(slope.loss())) {
          throw new DicomException(
              String.format(
                  Locale.ROOT,
                  "training: the loss of step %d is %s at a learning rate of %.1e; choose a"
                      + " smaller rate",
                  step + 1,
                  slope.loss(),
                  rate));
        }
        loss += slope.loss() / steps;
        adam.step(weights, slope.gradients(), rate, cycle.momentum(step));
        network.learnt(weights);
        progress.step();
      }
      weights = network.values(); // with the means and variances of the batches
      Predictions p = network.predictions(valid);
      double seconds = (System.nanoTime() - start) / 1e9;
      Epoch epoch =
          new Epoch(number + 1, loss, p.logLoss().value(), p.auc().value(), rate, seconds);
      epochs.add(epoch);
      if (bestNumber == 0 || better(epoch, epochs.get(bestNumber - 1))) {
        bestNumber = epoch.number();
        best = weights.stream().map(w -> new Network.Values(w.name(), w.values().clone())).toList();
      }
      stopped = settings.patience() > 0 && epoch.number() - bestNumber >= settings.patience();
    }

    private boolean better(Epoch one, Epoch other) {
      int auc = Double.compare(one.validAuc(), other.validAuc());
      return auc > 0 || auc == 0 && one.validLoss() < other.validLoss();
    }

    private History history() {
      return new History(epochs, settings.epochs(), bestNumber, stopped);
    }

    private void write() {
      StringBuilder text = new StringBuilder(identity()).append('\n');
      text.append(bestNumber).append(' ').append(stopped).append('\n');
      for (Epoch e : epochs) {
        text.append(e.trainLoss()).append(' ').append(e.validLoss()).append(' ');
        text.append(e.validAuc()).append(' ').append(e.rate()).append(' ');
        text.append(e.seconds()).append('\n');
      }
      List<Network.Values> all = new ArrayList<>(weights);
      all.addAll(best);
      all.addAll(adam.values());
      WeightsFile.of(WeightsFile.Kind.RUN, network, text.toString(), all).write(file);
    }

    private void goOn() {
      WeightsFile stored = WeightsFile.read(file, WeightsFile.Kind.RUN);
      String[] lines = stored.text().split("\n");
      if (!lines[0].equals(identity())) {
        throw new DicomException(
            file
                + ": is of another training ("
                + lines[0]
                + "), not of this ("
                + identity()
                + "); name another file or delete it");
      }
      String[] state = lines[1].split(" ");
      bestNumber = Integer.parseInt(state[0]);
      stopped = Boolean.parseBoolean(state[1]);
      for (int i = 2; i < lines.length; i++) {
        double[] v = Arrays.stream(lines[i].split(" ")).mapToDouble(Double::valueOf).toArray();
        epochs.add(new Epoch(i - 1, v[0], v[1], v[2], v[3], v[4]));
      }
      int n = weights.size();
      network.values(stored.arrays().subList(0, n));
      weights = network.values();
      best = List.copyOf(stored.arrays().subList(n, 2 * n));
      adam.values(stored.arrays().subList(2 * n, stored.arrays().size()));
    }
  }
}
