package medimg.net;

import java.util.SplittableRandom;
import medimg.dicom.DicomException;
import medimg.pixels.FreqHist;
import medimg.pixels.Pixels;

/**
 * How a film is changed each time it is learnt from, so that a network does not learn it by heart.
 * Every part is drawn uniformly and independently; 0 (zoom: 1) leaves it out.
 *
 * @param crop up to which share of rows and columns is cut away, at a random place: 0 to .5
 * @param degrees up to which angle the film is turned, either way: 0 to 45
 * @param zoom up to which factor it is enlarged or shrunk: 1 to 2
 * @param brightness up to which share of the grey scale is added or taken: 0 to 1
 * @param contrast up to which share contrast is raised or lowered: 0 to .9
 * @param flip whether half of the films are mirrored left to right: that keeps the label
 *     pneumothorax, but puts the heart on the wrong side and the marker in mirror writing
 */
public record Augment(
    double crop, double degrees, double zoom, double brightness, double contrast, boolean flip) {
  /** Films as they are. */
  public static final Augment NONE = new Augment(0, 0, 1, 0, 0, false);

  /** Small changes that positioning and exposure make too; no flip. */
  public static final Augment USUAL = new Augment(.08, 5, 1.08, .1, .2, false);

  /**
   * Checks the values.
   *
   * @throws DicomException if one is out of range
   */
  public Augment {
    check("crop", crop, 0, .5);
    check("degrees", degrees, 0, 45);
    check("zoom", zoom, 1, 2);
    check("brightness", brightness, 0, 1);
    check("contrast", contrast, 0, .9);
  }

  private static void check(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new DicomException(
          "augmentation: " + name + " is " + value + ", must be " + low + " to " + high);
    }
  }

  /** The same with another part cut away. */
  public Augment crop(double other) {
    return new Augment(other, degrees, zoom, brightness, contrast, flip);
  }

  /** The same with films turned further or less. */
  public Augment degrees(double other) {
    return new Augment(crop, other, zoom, brightness, contrast, flip);
  }

  /** The same with another zoom. */
  public Augment zoom(double other) {
    return new Augment(crop, degrees, other, brightness, contrast, flip);
  }

  /** The same with another change of brightness. */
  public Augment brightness(double other) {
    return new Augment(crop, degrees, zoom, other, contrast, flip);
  }

  /** The same with another change of contrast. */
  public Augment contrast(double other) {
    return new Augment(crop, degrees, zoom, brightness, other, flip);
  }

  /** The same with or without mirrored films. */
  public Augment flip(boolean other) {
    return new Augment(crop, degrees, zoom, brightness, contrast, other);
  }

  /**
   * A film changed as in training, on the grey scale that a network sees: what is changed beyond
   * black and white is cut to them here, not in training. With the same seed each part is drawn
   * alike, whether the others are left out or not.
   *
   * @param film square, at least 2 x 2, grey levels 0 to 1, such as {@link FilmSet#film}
   * @param seed of the change
   * @throws DicomException if the film is not such
   */
  public Pixels drawn(Pixels film, long seed) {
    int side = film.rows();
    boolean plain = film.size() == side * side && film.columns() == side && !film.isInverted();
    boolean levels = film.count() == film.size() && film.min() >= 0 && film.max() <= 1;
    if (!plain || !levels || side < 2) {
      throw new DicomException(
          film.name()
              + ": a film to change is square, 2 x 2 or more, of grey levels 0 to 1 without gaps,"
              + " not MONOCHROME1; take one of a set, such as films.film(0)");
    }
    return levels(apply(film.values(), side, new SplittableRandom(seed)));
  }

  /** Square grey levels as pixels, whose pictures show 0 black and 1 white. */
  static Pixels levels(float[] film) {
    int side = (int) Math.round(Math.sqrt(film.length));
    return Pixels.of(film, side, side).histScaled(FreqHist.of(0, 1));
  }

  /**
   * A changed copy of a film; beyond its border its outermost pixels go on.
   *
   * @param film side x side grey levels, row by row
   */
  float[] apply(float[] film, int side, SplittableRandom random) {
    if (equals(NONE)) {
      return film.clone();
    }
    double cut = crop * random.nextDouble();
    double top = side * cut * random.nextDouble();
    double left = side * cut * random.nextDouble();
    double angle = Math.toRadians(degrees * (2 * random.nextDouble() - 1));
    double scale = (1 - cut) / Math.pow(zoom, 2 * random.nextDouble() - 1);
    double added = brightness * (2 * random.nextDouble() - 1);
    double factor = 1 + contrast * (2 * random.nextDouble() - 1);
    boolean mirrored = random.nextBoolean() && flip;
    double middle = side / 2.0;
    double centreRow = top + middle * (1 - cut);
    double centreColumn = left + middle * (1 - cut);
    double cos = StrictMath.cos(angle) * scale;
    double sin = StrictMath.sin(angle) * scale;
    float[] out = new float[side * side];
    for (int i = 0; i < side; i++) {
      double dy = i + .5 - middle;
      for (int j = 0; j < side; j++) {
        double dx = (mirrored ? side - 1 - j : j) + .5 - middle;
        double y = clamp(centreRow + cos * dy - sin * dx - .5, side);
        double x = clamp(centreColumn + sin * dy + cos * dx - .5, side);
        int row = Math.min((int) y, side - 2);
        int column = Math.min((int) x, side - 2);
        double v = y - row;
        double u = x - column;
        int at = row * side + column;
        double value =
            (1 - v) * ((1 - u) * film[at] + u * film[at + 1])
                + v * ((1 - u) * film[at + side] + u * film[at + side + 1]);
        out[i * side + j] = (float) (.5 + (value - .5) * factor + added);
      }
    }
    return out;
  }

  private static double clamp(double place, int side) {
    return Math.max(0, Math.min(side - 1, place));
  }
}
