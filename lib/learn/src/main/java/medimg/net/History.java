package medimg.net;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import medimg.dicom.DicomException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * How a training went so far: a chart is drawn of it while it goes on. Immutable.
 *
 * @param epochs the passes that are done
 * @param planned how many there are at most
 * @param best the number of the epoch whose weights are kept; 0 before the first is done
 * @param stopped whether it ended early, because the films to choose by got no better
 */
public record History(List<Epoch> epochs, int planned, int best, boolean stopped) {
  /** Copies the list. */
  public History {
    epochs = List.copyOf(epochs);
  }

  /**
   * The epoch whose weights are kept.
   *
   * @throws DicomException if none is done
   */
  public Epoch bestEpoch() {
    if (best == 0) {
      throw new DicomException("no epoch is done yet");
    }
    return epochs.get(best - 1);
  }

  /** The seconds of all epochs. */
  public double seconds() {
    return epochs.stream().mapToDouble(Epoch::seconds).sum();
  }

  /** A row for each epoch. */
  public Table table() {
    return Table.create("training")
        .addColumns(
            IntColumn.create("epoch", epochs.stream().mapToInt(Epoch::number).toArray()),
            column("train loss", epochs.stream().mapToDouble(Epoch::trainLoss).toArray()),
            column("valid loss", epochs.stream().mapToDouble(Epoch::validLoss).toArray()),
            column("valid AUC", epochs.stream().mapToDouble(Epoch::validAuc).toArray()),
            column("rate", epochs.stream().mapToDouble(Epoch::rate).toArray()),
            column("seconds", epochs.stream().mapToDouble(Epoch::seconds).toArray()));
  }

  /** Numbers of three digits: more say nothing of a training. */
  private static DoubleColumn column(String name, double[] values) {
    return DoubleColumn.create(
        name,
        Arrays.stream(values).map(v -> Double.parseDouble(String.format(Locale.ROOT, "%.2e", v))));
  }

  @Override
  public String toString() {
    return epochs.size()
        + " of "
        + planned
        + " epochs"
        + (stopped ? ", stopped early" : "")
        + (best == 0 ? "" : "; best " + bestEpoch());
  }
}
