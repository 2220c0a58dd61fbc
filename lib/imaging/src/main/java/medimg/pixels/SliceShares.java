package medimg.pixels;

import java.util.List;
import java.util.stream.IntStream;
import medimg.dicom.DicomException;

/**
 * How much of each slice of a volume lies inside a window: one share from 0 to 1 a slice, in order
 * of position. Immutable; made by {@link Volume#pctInWindow}.
 */
public final class SliceShares {
  private static final int FIRST = 8;

  private final Window window;
  private final double[] shares;
  private final double[] positions;
  private final String direction;

  /**
   * Shares with the places of their slices.
   *
   * @param positions along the normal of the slices, mm
   * @param direction where positions grow, see {@link Point#letters}
   */
  SliceShares(Window window, double[] shares, double[] positions, String direction) {
    this.window = window;
    this.shares = shares.clone();
    this.positions = positions.clone();
    this.direction = direction;
  }

  /** The window that was asked about. */
  public Window window() {
    return window;
  }

  /** How many slices. */
  public int slices() {
    return shares.length;
  }

  /**
   * The share of a slice's pixels that lie inside the window, 0 to 1.
   *
   * @param slice from 0, in order of position
   * @throws DicomException if there is no such slice
   */
  public double share(int slice) {
    return shares[checked(slice)];
  }

  /**
   * The place of a slice along the normal of all, mm: z for axial slices.
   *
   * @param slice from 0, in order of position
   * @throws DicomException if there is no such slice
   */
  public double position(int slice) {
    return positions[checked(slice)];
  }

  private int checked(int slice) {
    if (slice < 0 || slice >= shares.length) {
      throw new DicomException(
          "there is no slice " + slice + ": there are " + shares.length + ", counted from 0");
    }
    return slice;
  }

  /** Where positions grow: {@code H}, the head, for axial slices; see {@link Point#letters}. */
  public String direction() {
    return direction;
  }

  /**
   * The slices whose share is larger than this, in order of position.
   *
   * @param share from 0 to 1
   * @throws DicomException if it is out of range
   */
  public List<Integer> above(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new DicomException("above(" + Numbers.text(share) + "): a share is from 0 to 1");
    }
    return IntStream.range(0, shares.length).filter(i -> shares[i] > share).boxed().toList();
  }

  /** The slice with the largest share; the first of them if there are several. */
  public int largest() {
    return at(1);
  }

  private int at(int sign) {
    int best = 0;
    for (int i = 1; i < shares.length; i++) {
      if (sign * shares[i] > sign * shares[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Number of slices, range and first shares. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("share of each of ").append(shares.length);
    out.append(" slices in ").append(window).append(": ");
    out.append(text(shares[at(-1)])).append(" (slice ").append(at(-1)).append(") to ");
    out.append(text(shares[at(1)])).append(" (slice ").append(at(1)).append("); first:");
    for (int i = 0; i < Math.min(FIRST, shares.length); i++) {
      out.append(' ').append(text(shares[i]));
    }
    return out.append(shares.length > FIRST ? " ..." : "").toString();
  }

  private static String text(double share) {
    return Numbers.text(Math.round(share * 1e4) / 1e4);
  }
}
