package medimg.samples;

/** Takes a film: beam, line integrals, detector, processing. */
final class Exposure {
  private Exposure() {}

  static Beam beam(ChestPhantom patient) {
    Rng r = new Rng(patient.visit(), 22);
    PatientTraits t = patient.traits();
    boolean supine = patient.supine();
    double chest = 2 * 152 * t.size() * t.width() * (supine ? 1.19 : 1.075);
    // A detector is 43 cm wide; the widest patients do not fit it.
    double field = Math.min(440, Math.max(supine ? 385 : 365, chest * r.in(1.18, 1.30)));
    return new Beam(
        supine,
        field,
        (supine ? 135 : 140) + .7 * t.fat(),
        r.normal(0, supine ? 3 : 1.5),
        r.normal(0, supine ? 2 : 1.2),
        r.normal(0, supine ? 8 : 5),
        (supine ? 6 : -8) * t.size() + r.normal(0, 8));
  }

  static Radiograph film(ChestPhantom patient) {
    Beam beam = beam(patient);
    Body well = patient.twin().body();
    Projector p = new Projector(well, beam);
    float[] still = new float[Beam.SIZE * Beam.SIZE];
    p.add(well.bones, still);
    p.add(well.devices, still);
    SideMarker.add(patient.visit(), beam.pitch, still);
    float[] attenuation = p.organs();
    p.add(well.vessels, attenuation);
    add(still, attenuation);
    Detector detector = new Detector(patient.visit(), patient.supine(), beam.pitch);
    float[] primary = detector.primary(attenuation);
    float[] small = BlurAndResize.shrink(primary, Beam.SIZE, Beam.SIZE / 8);
    float[] scatter = detector.scatter(small);
    // Processing learns from the film without air, so that only the air's own shadow differs.
    VendorProcessing processing =
        new VendorProcessing(patient.visit(), detector.coarseSignal(small, scatter), beam.pitch);
    float[] air = new float[0];
    if (patient.pneumothorax().isPresent()) {
      Body body = patient.body(well);
      Projector q = new Projector(body, beam);
      attenuation = q.organs(p, changed(patient.pneumothorax().get(), body, beam));
      air = q.air();
      q.add(body.vessels, attenuation);
      q.add(body.devices.subList(well.devices.size(), body.devices.size()), attenuation);
      add(still, attenuation);
      primary = detector.primary(attenuation);
    }
    float[] full = new float[Beam.SIZE * Beam.SIZE];
    BlurAndResize.enlarge(scatter, Beam.SIZE / 8, full, Beam.SIZE);
    byte[] grey = processing.apply(detector.signal(primary, full));
    VendorProcessing.shutters(patient.visit(), grey);
    return new Radiograph(grey, beam.pitch, patient.view(), air);
  }

  /** The part of the film that air changes: one lung's shadow, or all if more than a lung moves. */
  private static int[] changed(Pneumothorax p, Body body, Beam beam) {
    int last = Beam.SIZE - 1;
    if (p.kind() == Pneumothorax.Kind.APICAL) {
      for (Body.Organ o : body.organs) {
        if (o.name().equals("air")) {
          int[] b = beam.shade(o.solid());
          return new int[] {
            Math.max(0, b[0] - 4),
            Math.min(last, b[1] + 4),
            Math.max(0, b[2] - 4),
            Math.min(last, b[3] + 4)
          };
        }
      }
    }
    return new int[] {0, last, 0, last};
  }

  private static void add(float[] from, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }
}
