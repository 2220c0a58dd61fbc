package medimg.samples;

/**
 * The numbers that make one patient differ from the next. All are drawn before and without regard
 * to a pneumothorax.
 *
 * @param female sex
 * @param age years
 * @param size factor on all lengths of the skeleton
 * @param width factor on the chest's width
 * @param depth factor on the chest's depth
 * @param fat thickness under the skin, mm
 * @param muscle factor on the muscles' thickness
 * @param breast half height of a breast, mm; 0 for none
 * @param heart factor on the heart's lengths
 * @param domeRight height of the right diaphragm against the mean, mm
 * @param domeLeft the left one against the right one, mm
 * @param scoliosis sideways bend of the spine, mm
 * @param shoulders how far the shoulder blades are rolled outward, mm
 * @param arms degrees between arms and trunk; more than 90 is over the head, out of the picture
 * @param ribPitch distance of the ribs, mm
 * @param ribSlope factor on how far ribs descend to the front
 * @param unfolding how far the aorta bulges with age, mm
 * @param density mean density of the lung (water 1)
 * @param gradient change of that density over the lung along gravity
 * @param vessels factor on the vessels' radius
 * @param gas stomach's share of gas, 0 to 1
 */
record PatientTraits(
    boolean female,
    int age,
    double size,
    double width,
    double depth,
    double fat,
    double muscle,
    double breast,
    double heart,
    double domeRight,
    double domeLeft,
    double scoliosis,
    double shoulders,
    double arms,
    double ribPitch,
    double ribSlope,
    double unfolding,
    double density,
    double gradient,
    double vessels,
    double gas) {

  static PatientTraits draw(Rng r) {
    boolean female = r.chance(.45);
    int age = (int) (18 + 72 * r.unit());
    double heavy = Math.max(-1.2, r.normal(0, 1));
    double fat = 11 + 6 * heavy + (female ? 4 : 0) + r.in(0, 3);
    return new PatientTraits(
        female,
        age,
        r.normal(female ? .93 : 1.01, .035),
        r.normal(1, .03),
        r.normal(1 + .02 * heavy, .04),
        Math.max(5, fat),
        r.normal(female ? .85 : 1.1, .12),
        female ? r.in(12, 26) + 5 * Math.max(0, heavy) : 0,
        r.normal(.96 + .0022 * (age - 40), .055),
        r.normal(0, 8),
        r.normal(-10, 5),
        r.normal(0, 5),
        r.in(6, 34),
        r.in(8, 28),
        r.in(23, 26),
        r.normal(1, .12),
        Math.max(0, (age - 45) * .14 + r.normal(0, 1.5)),
        r.normal(.235, .025),
        r.in(.04, .07),
        r.normal(1.04, .10),
        r.unit());
  }

  /**
   * The same patient in the scanner: a lung from -850 HU in front to -700 HU behind. The arms are
   * out of the way; a CT has its own.
   */
  PatientTraits forCt() {
    return new PatientTraits(
        female, age, size, width, depth, fat, muscle, breast, heart, domeRight, domeLeft, scoliosis,
        shoulders, 170, ribPitch, ribSlope, unfolding, .225, .075, vessels, gas);
  }
}
