package medimg.net;

import java.util.Locale;
import medimg.dicom.DicomException;
import medimg.pixels.Box;
import medimg.pixels.Pixels;

/**
 * Where a network looks: each feature of its last layer weighs as much as the evidence for disease
 * grows with it, on average over the film; the weighted sum, where it is above 0, is the map.
 *
 * <p>A map of {@link Architecture#MIRROR} may lie on the wrong side: what it sees is that two
 * halves differ, and to which of them it books the evidence is a habit that it picks up in
 * training. Take {@link Architecture#SIAMESE} for maps.
 *
 * @see "R. R. Selvaraju et al., Grad-CAM, ICCV 2017, equations 1 and 2"
 */
public final class GradCam {
  private final int side;
  private final double evidence;
  private final Pixels map;

  private GradCam(int side, double evidence, Pixels map) {
    this.side = side;
    this.evidence = evidence;
    this.map = map;
  }

  /** What the network sees in a film of a set. */
  public static GradCam of(Network network, FilmSet films, int film) {
    network.requireSide(films);
    Network.Look look = network.look(films.levels(film));
    int images = (int) look.shape()[0];
    int channels = (int) look.shape()[1];
    int rows = (int) look.shape()[2];
    int columns = (int) look.shape()[3];
    int places = rows * columns;
    float[] maps = new float[images * places];
    for (int n = 0; n < images; n++) {
      for (int c = 0; c < channels; c++) {
        int at = (n * channels + c) * places;
        double weight = 0;
        for (int k = 0; k < places; k++) {
          weight += look.gradients()[at + k] / places;
        }
        for (int k = 0; k < places; k++) {
          maps[n * places + k] += (float) (weight * look.features()[at + k]);
        }
      }
    }
    for (int k = 0; k < maps.length; k++) {
      maps[k] = Math.max(0, maps[k]);
    }
    float[] whole = network.architecture().whole(maps, rows, columns);
    return new GradCam(
        network.side(), look.evidence(), Pixels.of(whole, rows, whole.length / rows));
  }

  /** The network's score of the film, 0 to 1. */
  public double score() {
    return 1 / (1 + Math.exp(-evidence));
  }

  /** The map as it is: side / {@link Architecture#stride()} rows and columns, 0 and above. */
  public Pixels map() {
    return map;
  }

  /** The map in the size of the film, between its places on straight lines. */
  public Pixels onFilm() {
    return onFilm(side, side);
  }

  /**
   * The map in another size, such as that of the film before it was shrunk.
   *
   * @param rows of the result
   * @param columns of the result
   */
  public Pixels onFilm(int rows, int columns) {
    return map.cropResize(Box.of(map), rows, columns);
  }

  /**
   * The largest connected part of the film in which the map is above a share of its maximum; {@link
   * Box#EMPTY} if the map is 0 everywhere.
   *
   * @param share 0 to below 1; .5 is usual
   * @throws DicomException if it is out of range
   */
  public Box box(double share) {
    if (!(share >= 0 && share < 1)) {
      throw new DicomException("share " + share + ": must be 0 to below 1");
    }
    float[] values = onFilm().values();
    float[] mask = new float[values.length];
    for (int k = 0; k < mask.length; k++) {
      mask[k] = values[k] > share * map.max() ? 1 : 0;
    }
    return Pixels.of(mask, side, side).largestComponent().mask2bbox();
  }

  /**
   * Whether the place where the map is largest lies in a region (the pointing game); {@link
   * Pointing} asks it of a set of films, beside chance.
   *
   * @param region of the film in any size: not 0 where the disease is
   * @see "J. Zhang et al., Top-down neural attention by excitation backprop, ECCV 2016, section
   *     4.2"
   */
  public boolean hits(Pixels region) {
    float[] values = onFilm(region.rows(), region.columns()).values();
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return values[best] > 0 && region.value(best) != 0;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "Grad-CAM of %s places, score %.3f", map.shape(), score());
  }
}
