package medimg.samples;

import java.util.Objects;
import medimg.dictionary.ArgumentException;

/**
 * Air between lung and chest wall.
 *
 * @param side 1 the patient's left, -1 the right
 * @param kind how it shows: at the apex when erect, at the base when supine, or under tension
 * @param grade how hard it is to see
 * @param gap greatest width of the air, mm
 */
public record Pneumothorax(int side, Kind kind, Grade grade, double gap) {
  /** Where the air goes: up, so the sign depends on the posture. */
  public enum Kind {
    /** Erect patient: air above and beside the lung. */
    APICAL,
    /** Supine patient: air in front and below, a deep and dark costophrenic sulcus. */
    BASAL,
    /** Collapsed lung, mediastinum pushed to the other side, low diaphragm. */
    TENSION
  }

  /** How hard it is to see, by the width of the air where the phantom draws one by lot. */
  public enum Grade {
    /** 4 to 12 mm. */
    HARD,
    /** 12 to 25 mm. */
    MEDIUM,
    /** 25 to 55 mm. */
    EASY
  }

  /**
   * Checks the values.
   *
   * @param side 1 or -1
   * @param kind not null
   * @param grade not null
   * @param gap mm, above 0
   * @throws IllegalArgumentException if the side is neither 1 nor -1, or the gap not above 0
   */
  public Pneumothorax {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(grade);
    if (side != 1 && side != -1) {
      throw new ArgumentException(
          "side is " + side + ", must be 1 (the patient's left) or -1 (the right)");
    }
    if (!(gap > 0 && gap < Double.POSITIVE_INFINITY)) {
      throw new ArgumentException("gap is " + gap + " mm, must be above 0");
    }
  }

  /** Draws one; a third of each grade, one easy case in five under tension. */
  static Pneumothorax draw(Rng rng, boolean supine) {
    int side = rng.sign();
    Grade grade = Grade.values()[(int) rng.in(0, 3)];
    double where = rng.unit();
    double gap =
        switch (grade) {
          case HARD -> 4 + 8 * where;
          case MEDIUM -> 12 + 13 * where;
          case EASY -> 25 + 30 * where;
        };
    boolean tension = rng.chance(.2) && grade == Grade.EASY;
    Kind kind = tension ? Kind.TENSION : supine ? Kind.BASAL : Kind.APICAL;
    return new Pneumothorax(side, kind, grade, gap);
  }

  /** Push of the mediastinum to the other side, mm along x. */
  double push() {
    return kind == Kind.TENSION ? -side * (8 + .35 * (gap - 25)) : 0;
  }

  /** How much the diaphragm stands lower on the side of the air, mm. */
  double lowering() {
    return switch (kind) {
      case APICAL -> 0;
      case BASAL -> 2 + .35 * gap;
      case TENSION -> 10 + .3 * gap;
    };
  }

  /** Height by which the lung's apex has sunk, mm. */
  double sinking() {
    return switch (kind) {
      case APICAL -> gap;
      case BASAL -> .15 * gap;
      case TENSION -> 1.3 * gap;
    };
  }

  /**
   * Width of the air between lung and lateral wall.
   *
   * @param depth distance below the apex of the chest, mm
   */
  double lateral(double depth) {
    double down = Math.max(0, Math.min(1, depth / 260));
    double up = 1 - down;
    return switch (kind) {
      case APICAL -> gap * (.08 + .62 * up * up);
      case BASAL -> gap * (.04 + .5 * down * down * down);
      case TENSION -> gap * (1.15 - .35 * down);
    };
  }

  /** Width of the air in front of the lung, mm, at a depth below the apex. */
  double anterior(double depth) {
    double down = Math.max(0, Math.min(1, depth / 260));
    return switch (kind) {
      case APICAL -> gap * .30 * (1 - down);
      case BASAL -> gap * (.25 + 1.35 * down);
      case TENSION -> gap * .8;
    };
  }
}
