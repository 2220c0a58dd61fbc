package medimg.samples;

/** Takes a film: beam, line integrals, detector, processing. */
final class Exposure {
  private Exposure() {}

  static Beam beam(ChestPhantom patient) {
    Rng r = new Rng(patient.key(), 22);
    Traits t = patient.traits();
    boolean supine = patient.lying();
    double chest = 2 * 152 * t.size() * t.width() * (supine ? 1.19 : 1.075);
    double field = Math.max(supine ? 385 : 365, chest * r.in(1.18, 1.30));
    return new Beam(
        supine,
        field,
        (supine ? 135 : 140) + .7 * t.fat(),
        r.normal(0, supine ? 3 : 1.5),
        r.normal(0, supine ? 2 : 1.2),
        r.normal(0, supine ? 8 : 5),
        -8 * t.size() + r.normal(0, 8));
  }

  static Radiograph film(ChestPhantom patient) {
    Beam beam = beam(patient);
    float[] air = new float[Beam.SIZE * Beam.SIZE];
    boolean ill = patient.pneumothorax().isPresent();
    Body well = patient.twin().body();
    float[] bones = new float[air.length];
    Projector p = new Projector(well, beam);
    p.add(well.bones, bones);
    p.add(well.devices, bones);
    Marker.add(patient.key(), beam.pitch, bones);
    float[] attenuation = p.organs(null);
    p.add(well.vessels, attenuation);
    for (int i = 0; i < bones.length; i++) {
      attenuation[i] += bones[i];
    }
    Detector detector = new Detector(patient.key(), patient.lying(), beam.pitch);
    float[] primary = detector.primary(attenuation);
    float[] small = Smooth.shrink(primary, Beam.SIZE, Beam.SIZE / 8);
    float[] scatter = detector.scatter(small);
    VendorProcessing processing =
        new VendorProcessing(patient.key(), detector.coarseSignal(small, scatter), beam.pitch);
    if (ill) {
      Body body = patient.body();
      Projector q = new Projector(body, beam);
      attenuation = q.organs(air);
      q.add(body.vessels, attenuation);
      q.add(body.devices.subList(well.devices.size(), body.devices.size()), attenuation);
      for (int i = 0; i < bones.length; i++) {
        attenuation[i] += bones[i];
      }
      primary = detector.primary(attenuation);
    }
    float[] full = new float[air.length];
    Smooth.enlarge(scatter, Beam.SIZE / 8, full, Beam.SIZE);
    byte[] grey = processing.apply(detector.signal(primary, full));
    Marker.shutters(patient.key(), grey);
    return new Radiograph(grey, beam.pitch, patient.view(), air);
  }
}
