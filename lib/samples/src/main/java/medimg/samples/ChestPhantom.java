package medimg.samples;

import java.util.Objects;
import java.util.Optional;
import medimg.dictionary.ArgumentException;

/**
 * One invented patient with a chest, deterministic by seed and number: the same solids give CT
 * slices and radiographs.
 *
 * <p>Whether there is a pneumothorax is drawn from random numbers of its own; all the rest (sex,
 * age, build, view, exposure, marker, mimics) is drawn without regard to it. Immutable; what gives
 * the same films is equal.
 */
public final class ChestPhantom {
  private final long key;
  private final long visit;
  private final PatientTraits traits;
  private final boolean supine;
  private final Pneumothorax pneumothorax;
  private final double drains;

  private ChestPhantom(
      long key,
      long visit,
      PatientTraits traits,
      boolean supine,
      Pneumothorax pneumothorax,
      double drains) {
    this.key = key;
    this.visit = visit;
    this.traits = traits;
    this.supine = supine;
    this.pneumothorax = pneumothorax;
    this.drains = drains;
  }

  /**
   * The patient of a number, in the first study; every second one, drawn by lot, has a
   * pneumothorax.
   *
   * @param seed of the whole set
   * @param patient from 0
   * @return the patient
   * @throws IllegalArgumentException if the number is below 0
   */
  public static ChestPhantom of(long seed, int patient) {
    return of(seed, patient, 0);
  }

  /**
   * Another study of the same patient: the same body, but view, exposure, devices and disease are
   * drawn anew.
   *
   * @param seed of the whole set
   * @param patient from 0
   * @param study from 0
   * @return the patient in that study
   * @throws IllegalArgumentException if a number is below 0
   */
  public static ChestPhantom of(long seed, int patient, int study) {
    if (patient < 0 || study < 0) {
      throw new ArgumentException(
          "patient " + patient + ", study " + study + ": both are numbered from 0");
    }
    long key = new Rng(seed, patient).bits();
    long visit = new Rng(key, 40, study).bits();
    PatientTraits traits = PatientTraits.draw(new Rng(key, 1));
    boolean supine = new Rng(visit, 2).chance(.25);
    Rng lot = new Rng(visit, 10);
    Pneumothorax p = lot.chance(.5) ? Pneumothorax.draw(lot, supine) : null;
    return new ChestPhantom(key, visit, traits, supine, p, 0);
  }

  /** {@return the same patient, well: without a pneumothorax, and so without a chest tube} */
  public ChestPhantom twin() {
    return new ChestPhantom(key, visit, traits, supine, null, 0);
  }

  /**
   * The same patient with or without a pneumothorax of the patient's own, whatever the lot said.
   */
  ChestPhantom withOwnPneumothorax(boolean positive) {
    if (!positive) {
      return twin();
    }
    Rng lot = new Rng(visit, 10);
    lot.unit();
    return new ChestPhantom(key, visit, traits, supine, Pneumothorax.draw(lot, supine), drains);
  }

  /**
   * The same patient with this pneumothorax, instead of any other.
   *
   * @param other not null; {@link #twin()} is the patient without
   * @return the patient with it
   */
  public ChestPhantom withPneumothorax(Pneumothorax other) {
    Objects.requireNonNull(other, "twin() is the patient without a pneumothorax");
    return new ChestPhantom(key, visit, traits, supine, other, drains);
  }

  /**
   * The same patient in this posture.
   *
   * @param lying true: supine, AP at 1000 mm; false: erect, PA at 1800 mm
   * @return the patient in it
   */
  public ChestPhantom withSupine(boolean lying) {
    return new ChestPhantom(key, visit, traits, lying, pneumothorax, drains);
  }

  /**
   * The same patient, who gets a chest tube with this probability if there is a pneumothorax.
   *
   * @param probability 0 to 1
   * @return the patient with such a tube, or without
   * @throws IllegalArgumentException if it is not
   */
  public ChestPhantom withDrains(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new ArgumentException(
          "a chest tube with a probability of " + probability + ": must be 0 to 1");
    }
    return new ChestPhantom(key, visit, traits, supine, pneumothorax, probability);
  }

  /** {@return the pneumothorax, if the patient has one} */
  public Optional<Pneumothorax> pneumothorax() {
    return Optional.ofNullable(pneumothorax);
  }

  /** {@return the sex: M or F} */
  public char sex() {
    return traits.female() ? 'F' : 'M';
  }

  /** {@return the age in years} */
  public int age() {
    return traits.age();
  }

  /** {@return the View Position as in DICOM (0018,5101): AP when supine, else PA} */
  public String view() {
    return supine ? "AP" : "PA";
  }

  boolean supine() {
    return supine;
  }

  /** What the exposure's own chances follow from. */
  long visit() {
    return visit;
  }

  PatientTraits traits() {
    return traits;
  }

  /** The patient's body; a lung that has shrunk keeps its mass. */
  Body body() {
    return body(null);
  }

  /** The same, for which the body without air is at hand. */
  Body body(Body well) {
    Body body = Anatomy.build(traits, supine, pneumothorax, key);
    if (pneumothorax != null) {
      Body whole = well == null ? Anatomy.build(traits, supine, null, key) : well;
      for (int side = -1; side <= 1; side += 2) {
        if (side == pneumothorax.side() || pneumothorax.push() != 0) {
          double before = whole.lungVolumeAndMass(side)[1];
          double after = body.lungVolumeAndMass(side)[1];
          body.squeeze[side > 0 ? 1 : 0] = before / after;
        }
      }
    }
    MimicsAndDevices.add(new Thorax(traits, supine), body, supine, pneumothorax, drains, visit);
    return body;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChestPhantom p
        && key == p.key
        && visit == p.visit
        && supine == p.supine
        && Objects.equals(pneumothorax, p.pneumothorax)
        && drains == p.drains;
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, visit, supine, pneumothorax, drains);
  }
}
