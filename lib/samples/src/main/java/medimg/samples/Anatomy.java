package medimg.samples;

/**
 * Builds one patient's body, for films or for a CT, out of traits, posture and, if there is one, a
 * pneumothorax.
 *
 * <p>The order is the rank: where organs overlap, the one added first counts.
 */
final class Anatomy {
  private Anatomy() {}

  /**
   * A film's body with bones and vessels.
   *
   * @param air the pneumothorax, or null
   * @param key every random detail follows from it, with or without air
   */
  static Body build(PatientTraits traits, boolean supine, Pneumothorax air, long key) {
    OrganBuilder.Plan plan = new OrganBuilder.Plan(traits, supine, air, key);
    Body body = organs(plan);
    new BodyWall(plan).add();
    Skeleton.add(plan.thorax(), body.bones, new Rng(key, 2));
    new Lungs(plan).addVessels();
    return body;
  }

  /**
   * The supine body of a CT: in chest and abdomen, trunk and arms it shows what no film could.
   *
   * @param arms true: arms beside the body; false: over the head, out of the picture
   */
  static Body scanned(PatientTraits traits, boolean arms, long key) {
    OrganBuilder.Plan plan = new OrganBuilder.Plan(traits, true, null, key);
    Body body = plan.body();
    density(plan);
    Mediastinum mediastinum = new Mediastinum(plan);
    CtBodyWall wall = new CtBodyWall(plan);
    mediastinum.upper();
    new CtAbdomen(plan).add();
    wall.grooves();
    mediastinum.lower();
    wall.pericardium();
    new Lungs(plan).add();
    wall.layers();
    new BodyWall(plan).add();
    wall.front();
    wall.back();
    Skeleton.add(plan.thorax(), body.bones, new Rng(key, 2));
    if (arms) {
      wall.arms();
    }
    new Lungs(plan).addVessels();
    return body;
  }

  private static void density(OrganBuilder.Plan plan) {
    PatientTraits traits = plan.traits();
    Body body = plan.body();
    double k = traits.size();
    body.density = traits.density();
    body.densityY = plan.supine() ? traits.gradient() / (90 * k) : 0;
    body.densityZ = plan.supine() ? 0 : -traits.gradient() / (130 * k);
  }

  /** The organs of chest and abdomen, without their wall. */
  static Body organs(OrganBuilder.Plan plan) {
    density(plan);
    Mediastinum mediastinum = new Mediastinum(plan);
    mediastinum.upper();
    new Abdomen(plan).add();
    mediastinum.lower();
    new Lungs(plan).add();
    return plan.body();
  }
}
