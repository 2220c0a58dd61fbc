package medimg.pixels;

import java.util.Locale;

/**
 * The three planes in which radiologists look at a patient, each with its radiological side up:
 * axial seen from the feet (the patient's right at the left, front at the top), coronal seen from
 * the front (right at the left, head at the top), sagittal seen from the left hand (front at the
 * left, head at the top).
 */
public enum View {
  /** Across the body: right to left and front to back. */
  AXIAL(0, 1, 1, 2),
  /** Like a standing picture: right to left and head to feet. */
  CORONAL(0, 2, -1, 1),
  /** From the side: front to back and head to feet. */
  SAGITTAL(1, 2, -1, 0);

  /** The patient's axis that leads to the right of the picture, always as it grows. */
  final int across;

  /** The patient's axis along the picture's columns. */
  final int down;

  /** 1 if that axis grows downwards, -1 if upwards. */
  final int downSign;

  /** The patient's axis perpendicular to the picture: 0 is x, 1 is y, 2 is z. */
  final int through;

  View(int across, int down, int downSign, int through) {
    this.across = across;
    this.down = down;
    this.downSign = downSign;
    this.through = through;
  }

  /** Such as {@code axial}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
