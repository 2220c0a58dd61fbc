package medimg.samples;

import medimg.samples.HeadPhantom.Tissue;

/**
 * Which tissue is where in the head: millimetres, x to the patient's left, y to the back, z up,
 * origin in the middle of the third ventricle. Depths are positive inside.
 */
final class HeadAnatomy {
  // The skull's inner surface: an egg, wider behind.
  private static final double HALF_WIDTH = 66;
  private static final double HALF_LENGTH = 83;
  private static final double HEIGHT = 75;
  private static final double MIDDLE_Y = 3;
  private static final double MIDDLE_Z = 3;

  private static final double OUTER_TABLE = 1.8;
  private static final double INNER_TABLE = 1.4;
  private static final double SKIN = 1.6;
  private static final double GREY = 3.1;

  private final double size;
  private final double atrophy;
  private final double bleed;
  private final double side;
  private final RandomField folds;
  private final RandomField smallFolds;
  private final RandomField foldDepth;
  private final RandomField folia;
  private final RandomField bendX;
  private final RandomField bendY;
  private final RandomField bendZ;
  private final RandomField cells;
  private final RandomField septa;
  private final RandomField streaks;
  private final RandomField planes;

  HeadAnatomy(long seed) {
    Rng rng = new Rng(seed, 0x48454144);
    size = rng.normal(1, .02);
    atrophy = rng.in(.7, 1.5);
    bleed = rng.in(8, 12);
    side = rng.sign();
    folds = new RandomField(rng, 31, 12);
    smallFolds = new RandomField(rng, 21, 8);
    foldDepth = new RandomField(rng, 45, 6);
    folia = new RandomField(rng, 9, 6);
    bendX = new RandomField(rng, 55, 3);
    bendY = new RandomField(rng, 55, 3);
    bendZ = new RandomField(rng, 55, 3);
    cells = new RandomField(rng, 10, 12);
    septa = new RandomField(rng, 14, 5);
    streaks = new RandomField(rng, 22, 5);
    planes = new RandomField(rng, 40, 8);
  }

  /** Width of the skull between its outer tables where it is widest at the height of z, in mm. */
  double skullWidth(double z) {
    double widest = 0;
    for (double y = -20; y < 60; y += .25) {
      double low = 0;
      double high = 120;
      while (high - low > 1e-4) {
        double x = (low + high) / 2;
        boolean within = vault(x, y, z / size, .8) > -thickness(x, y, z / size);
        low = within ? x : low;
        high = within ? high : x;
      }
      widest = Math.max(widest, 2 * low);
    }
    return widest * size;
  }

  /** Whether the bleed is on the patient's left, and the stroke on the right. */
  boolean bleedOnLeft() {
    return side > 0;
  }

  Tissue at(double px, double py, double pz) {
    double x = px / size;
    double y = py / size;
    double z = pz / size;
    if (z > 12 && sq(x / 84) + sq((y - MIDDLE_Y) / 100) > 1) {
      return Tissue.AIR;
    }
    double skin = skin(x, y, z);
    if (skin < 0) {
      return ear(x, y, z) > 0 ? Tissue.SKIN : Tissue.AIR;
    }
    double cavity = cavity(x, y, z);
    if (cavity > 0) {
      return brain(x, y, z, cavity);
    }
    double bone = thickness(x, y, z);
    if (z < 12) {
      Tissue base = base(x, y, z, cavity, skin);
      if (base != null) {
        return base;
      }
    }
    if (-cavity < bone && (z > -30 || y > 25 || -cavity < 4.5)) {
      return frontalSinus(x, y, z, -cavity, bone) ? Tissue.AIR : skull(-cavity, bone);
    }
    return scalp(x, y, z, skin, -cavity - bone);
  }

  // Surfaces.

  /**
   * Depth under the egg, along the ray from its middle.
   *
   * @param narrowing how fast the egg closes below its middle: 1 like above, 0 not at all
   */
  private static double vault(double x, double y, double z, double narrowing) {
    double dy = y - MIDDLE_Y;
    double dz = z - MIDDLE_Z;
    double qx = x / (HALF_WIDTH * (1 + .0011 * y));
    double qy = dy / HALF_LENGTH;
    double qz = dz / HEIGHT * (dz < 0 ? narrowing : 1);
    double x2 = qx * qx;
    double y2 = qy * qy;
    double z2 = qz * qz;
    double r =
        .62 * Math.sqrt(x2 + y2 + z2)
            + .38 * Math.sqrt(Math.sqrt(x2 * x2 + y2 * y2 + z2 * z2 + 1.2 * x2 * y2));
    double rho = Math.sqrt(x * x + dy * dy + dz * dz * (dz < 0 ? narrowing * narrowing : 1));
    return rho * (1 / Math.max(r, .05) - 1);
  }

  private static double skin(double x, double y, double z) {
    double ax = Math.abs(x);
    double layer = 11.5 + 1.5 * bump(y, 75, 40);
    double head = vault(x, y, z, .30) + layer;
    if (z > 12) {
      return head;
    }
    double face =
        ellipsoid(ax, y, z, 16, -62, -55, 42, 34, 62); // cheeks and brows, one to each side
    double nose = ellipsoid(ax, y, z, 0, -92, -58, 11, 17, 24);
    return union(union(head, Math.min(face, 40), 6), nose, 5);
  }

  private static double ear(double x, double y, double z) {
    double ax = Math.abs(x);
    return Math.max(
        ellipsoid(ax - .40 * (y - 20), y, z, 81, 18, -42, 2.6, 15, 28),
        ellipsoid(ax, y, z, 76, 10, -44, 6, 7, 12));
  }

  private double cavity(double x, double y, double z) {
    double vault = vault(x, y, z, .8);
    if (z > 0) {
      return vault;
    }
    double ax = Math.abs(x);
    double floor = -22 - 6 * bump(y, -62, 25) + 4 * bump(ax, 30, 16) * bump(y, -55, 30);
    double upper = intersection(vault, z - floor, 4);
    double uneven = 1.1 * streaks.at(x, y, 0) * clamp(-z / 30);
    double temporal = ellipsoid(ax, y, z, 37, -8, -22, 26, 34, 23) + uneven;
    double clivus = (y - 1 + (z + 20) * .28) * .95;
    double sella = z > -12 ? -9 : ellipsoid(ax, y, z, 0, -12, -24, 18, 13, 9);
    double posterior = intersection(ellipsoid(x, y, z, 0, 45, -24, 54, 43, 39), clivus, 4);
    double foramen = capsule(x, y, z, 0, 24, -50, 0, 27, -90, 14, 14);
    double all = union(union(union(union(upper, temporal, 3), posterior, 3), foramen, 3), sella, 3);
    return z > -20 ? all : intersection(all, -pyramid(ax, y, z), 2);
  }

  /** The petrous bone: a ridge between the middle and the posterior fossa. */
  private static double pyramid(double ax, double y, double z) {
    return capsule(ax, y, z, 13, -1, -38, 58, 24, -40, 5, 11.5);
  }

  private double thickness(double x, double y, double z) {
    double ax = Math.abs(x);
    double squama = bump(ax, 66, 22) * bump(y, -6, 40) * bump(z, -12, 42);
    return 5.8
        + 2.2 * bump(y, 92, 26) * bump(ax, 0, 30)
        + 1.6 * bump(y, -84, 24) * bump(ax, 0, 40)
        + .9 * bump(z, 60, 40)
        + 4.5 * bump(y, -84, 16) * bump(ax, 0, 34) * bump(z, -22, 18)
        - 3.6 * squama;
  }

  private static Tissue skull(double depth, double thickness) {
    boolean compact = depth < INNER_TABLE || depth > thickness - OUTER_TABLE;
    return compact || thickness < 4.2 ? Tissue.CORTEX : Tissue.DIPLOE;
  }

  private Tissue scalp(double x, double y, double z, double skin, double offBone) {
    if (skin < SKIN) {
      return Tissue.SKIN;
    }
    double ax = Math.abs(x);
    if (offBone < .9 && z > -10) {
      return Tissue.MUSCLE;
    }
    double muscles = 0;
    // Temporalis: a fan on the side of the skull.
    muscles =
        Math.max(
            muscles,
            (1.5 + 14 * bump(y, -22, 42) * bump(z, -25, 62)) * (ax > 30 && y < 30 ? 1 : 0));
    if (offBone < muscles && skin > 4.5) {
      return Math.abs(planes.at(y, x, z)) < .06 ? Tissue.FAT : Tissue.MUSCLE;
    }
    if (z < -28 && skin > 5 + 3 * bump(y, -60, 40)) {
      boolean fat =
          ax < 1 && y > 55
              || ellipsoid(ax, y, z, 17, -12, -64, 4, 11, 18) > 0
              || ellipsoid(ax, y, z, 46, -46, -62, 9, 10, 20) > 0
              || Math.abs(planes.at(1.2 * ax + .1 * x, 1.6 * y, z)) < .14
              || planes.at(y, z, ax + .1 * x) > 1.6;
      return fat ? Tissue.FAT : Tissue.MUSCLE;
    }
    return Tissue.FAT;
  }

  // The base of the skull and the face.

  /** Null where there is nothing of its own. */
  private Tissue base(double x, double y, double z, double cavity, double skin) {
    double ax = Math.abs(x);
    if (z > -18) {
      return null;
    }
    if (y < -20 && ax < 62) {
      Tissue orbit = orbit(ax, y, z, skin);
      if (orbit != null) {
        return orbit;
      }
      Tissue nose = nose(x, ax, y, z, skin);
      if (nose != null) {
        return nose;
      }
    }
    if (y > -40 && y < 62) {
      return temporalBone(x, ax, y, z, cavity, skin);
    }
    return cheekbone(ax, y, z);
  }

  /** Air between the two tables above the nose, in two halves. */
  private boolean frontalSinus(double x, double y, double z, double depth, double thickness) {
    if (y > -60 || z < -34 || z > -4 || depth < 1.8 || depth > thickness - 1.8) {
      return false;
    }
    double middle = 10 + 2 * side * (x > 0 ? 1 : -1);
    double half = ellipsoid(Math.abs(x), y, z, middle, -86, -21, 12, 12, 14);
    return half + 1.5 * septa.at(x, y, z) > 0 && Math.abs(x - 1.5 * side) > .6;
  }

  private Tissue orbit(double ax, double y, double z, double skin) {
    double globe = sphere(ax, y, z, 32.5, -72, -39, 12);
    if (globe > 0) {
      if (ellipsoid(ax, y, z, 32.5, -80.2, -39, 4.6, 2.1, 4.6) > 0) {
        return Tissue.LENS;
      }
      return globe < .9 ? Tissue.SKIN : Tissue.VITREOUS;
    }
    double axis = (y + 84) / 60;
    double middle = 33.5 - 18 * axis;
    double radius = 20.5 - 15.5 * axis;
    double dx = ax - middle;
    double dz = z + 38 - 4 * axis;
    double cone = radius - Math.sqrt(dx * dx + dz * dz * 1.25);
    if (y > -28) {
      return null;
    }
    if (cone > 0) {
      if (skin < 2.2 || globe > -1 && y < -74) {
        return Tissue.SKIN;
      }
      if (capsule(ax, y, z, 31.5, -60, -39, 15, -29, -35, 2.4, 2.0) > 0) {
        return Tissue.NERVE;
      }
      double muscle = radius * .80 - Math.sqrt(dx * dx + dz * dz);
      boolean straight = Math.abs(dx) > 3.2 * Math.abs(dz) || Math.abs(dz) > 3.2 * Math.abs(dx);
      if (y > -72 && Math.abs(muscle) < 1.5 && straight) {
        return Tissue.MUSCLE;
      }
      if (ellipsoid(ax, y, z, 45.5, -73, -31, 3, 7, 7) > 0) {
        return Tissue.MUSCLE;
      }
      return Tissue.FAT;
    }
    double wall = dx > 0 ? 3.0 + 2.4 * bump(y, -60, 14) : 1.2;
    if (Math.abs(dz) > 1.3 * Math.abs(dx)) {
      wall = 1.2;
    }
    double rim = -85 + .020 * (ax - 14) * (ax - 14);
    if (cone > -wall && y > rim + (dx < 0 ? 0 : 5)) {
      return Tissue.CORTEX;
    }
    return null;
  }

  private Tissue nose(double x, double ax, double y, double z, double skin) {
    // Bridge of the nose.
    if (skin > 2 && ax < 7 && y < -78 && y > -93 + .5 * (z + 30) * (z < -30 ? -.4 : 1) && z < -22) {
      double bridge = Math.abs(ax + .45 * (y + 93) - 4);
      if (bridge < 1.4) {
        return Tissue.CORTEX;
      }
    }
    // Ethmoid cells between the orbits, nasal cavity below.
    double middle =
        Math.min(13 - .006 * sq(y + 52) - ax, Math.min(y + 83, -34 - y)) + .4 * septa.at(0, y, z);
    if (middle > 0 && z > -52 && z < -25) {
      if (Math.abs(x - .8 * septa.at(0, y, z)) < .6) {
        return Tissue.DIPLOE;
      }
      double wall = Math.abs(septa.at(x * 1.6, y, z * .7));
      return wall < .16 ? Tissue.DIPLOE : wall < .30 ? Tissue.MUSCLE : Tissue.AIR;
    }
    if (middle > 0 && z <= -52) {
      if (Math.abs(x - 1.2 * septa.at(0, y, z)) < .7) {
        return Tissue.DIPLOE;
      }
      double turbinate = Math.abs(ax - 6.5 - 2.2 * streaks.at(0, 2 * y, z));
      return turbinate < 2.4 - .006 * sq(y + 56) || ax < 1.8 ? Tissue.MUSCLE : Tissue.AIR;
    }
    // Maxillary sinuses.
    double maxillary = ellipsoid(ax, y, z, 30, -56, -72, 15, 18, 15);
    if (maxillary > -1.3) {
      return maxillary > 0 ? Tissue.AIR : Tissue.CORTEX;
    }
    return null;
  }

  private Tissue temporalBone(double x, double ax, double y, double z, double cavity, double skin) {
    // Sphenoid sinus, clivus and the saddle above them.
    double body = ellipsoid(ax, y, z, 0, -17, -37, 19, 20, 14);
    if (body > 0) {
      double sinus = ellipsoid(ax, y, z, 0, -21, -37, 15, 14.5, 10.5) + septa.at(x, y, z);
      if (sinus > 0 && Math.abs(x - 2.5 * side) > .7) {
        return Tissue.AIR;
      }
      return sinus > -1.3 || body < 1.3 ? Tissue.CORTEX : Tissue.DIPLOE;
    }
    double clivus = capsule(ax, y, z, 0, -9, -32, 0, 6, -64, 13, 11);
    if (clivus > 0) {
      return clivus < 1.4 || cavity > -1.6 ? Tissue.CORTEX : Tissue.DIPLOE;
    }
    // The ear's canal and the middle ear.
    double canal = capsule(ax, y, z, 49, 9, -43, 84, 11, -46, 3.0, 4.0);
    double middleEar = ellipsoid(ax, y, z, 46, 8, -41, 3.5, 5, 6);
    if (canal > 0 && ax < 80 || middleEar > 0) {
      return middleEar > 0 && Math.abs(septa.at(2 * x, 2 * y, 2 * z)) < .25
          ? Tissue.CORTEX
          : Tissue.AIR;
    }
    // Petrous pyramid: the densest bone of the body; cells in its outer part, the mastoid.
    double pyramid = pyramid(ax, y, z);
    double mastoid = skin > 7 ? ellipsoid(ax, y, z, 55, 29, -52, 13.5, 19, 27) : -1;
    double temporal = Math.max(pyramid, mastoid);
    if (temporal > 0) {
      double innerCanal = capsule(ax, y, z, 16, 8, -38, 30, 9, -38, 2.6, 2.2);
      if (innerCanal > 0) {
        return Tissue.CSF;
      }
      boolean airy = ax > 42 && temporal > 1.5 && cavity < -2;
      if (airy) {
        double wall = Math.abs(cells.at(x, y, z));
        return wall > .3 ? Tissue.AIR : Tissue.CORTEX;
      }
      double labyrinth =
          Math.max(ellipsoid(ax, y, z, 27, 4, -39, 3, 2, 2), ring(ax, y, z, 37, 9, -35, 3.4, .8));
      if (labyrinth > 0) {
        return Tissue.CSF;
      }
      double capsule = ellipsoid(ax, y, z, 33, 7, -38, 14, 9, 9);
      return capsule > 0
          ? Tissue.PETROUS
          : pyramid > 2.5 && ax < 24 ? Tissue.DIPLOE : Tissue.CORTEX;
    }
    // Jaw joint, and the pharynx below the base.
    double condyle = ellipsoid(ax, y, z, 51, -4, -56, 9, 4.5, 8);
    double ramus = capsule(ax, y, z, 50, -3, -62, 47, 0, -90, 4.5, 4.5);
    double joint = Math.max(condyle, ramus);
    if (joint > 0) {
      return joint < 1.4 ? Tissue.CORTEX : Tissue.DIPLOE;
    }
    if (z < -52 && ellipsoid(ax, y, z, 0, -24, -70, 15, 9, 20) > 0) {
      return Tissue.AIR;
    }
    return cheekbone(ax, y, z);
  }

  private static Tissue cheekbone(double ax, double y, double z) {
    double arch =
        Math.max(
            capsule(ax, y, z, 50, -66, -50, 64, -40, -52, 5, 3),
            capsule(ax, y, z, 64, -40, -52, 66, -8, -50, 3, 3));
    if (arch > 0) {
      return arch < 1.5 ? Tissue.CORTEX : Tissue.DIPLOE;
    }
    return null;
  }

  // Inside the skull.

  private Tissue brain(double px, double py, double pz, double cavity) {
    // The bleed between skull and brain presses the brain toward the other side.
    double toward = side * px;
    double extent = (1 - sq((py + 4) / 66)) * (1 - sq((pz - 26) / 40));
    extent = py > -70 && py < 62 && pz > -14 && pz < 66 ? Math.max(0, extent) : 0;
    double clot = bleed * Math.sqrt(extent * Math.sqrt(extent)) * clamp((toward - 8) / 26);
    if (cavity < clot) {
      return Tissue.BLOOD;
    }
    double deep = clamp(cavity / 30);
    double give = toward > 0 ? .45 + .5 * toward / HALF_WIDTH : .45 * (1 + toward / HALF_WIDTH);
    double shift = side * bleed * extent * Math.max(0, give) * deep;
    double x = px + shift + .9 * bendX.at(px, py, pz);
    double y = py + 1.2 * bendY.at(px, py, pz);
    double z = pz + 1.2 * bendZ.at(px, py, pz);
    double ax = Math.abs(x);
    double depth = cavity - clot;
    boolean pressed = clot > 1;

    Tissue vessel = duraAndVessels(x, px, ax, y, z, cavity);
    if (vessel != null) {
      return vessel;
    }
    double tent = tent(ax, y, z);
    boolean notch = ax < 19 - .25 * Math.max(0, y - 10) && y < 32;
    if (tent < 0 && (y > 26 || ax > 13 && y > 14) && !temporalLobe(ax, y, z)) {
      if (tent > -.9 && !notch) {
        return Tissue.DURA;
      }
      return hindbrain(x, ax, y, z, cavity, tent);
    }
    if (z < -14 && ax < 20 && y > -6 && !temporalLobe(ax, y, z)) {
      return hindbrain(x, ax, y, z, cavity, tent);
    }
    Tissue core = core(x, ax, y, z);
    if (core != null) {
      return core;
    }
    return cerebrum(x, ax, y, z, depth, pressed, tent, notch);
  }

  private static boolean temporalLobe(double ax, double y, double z) {
    return ax > 17 && z < -8 && y < 24 && ellipsoid(ax, y, z, 38, -7, -20, 28, 36, 26) > 0;
  }

  /** Height above the tentorium: a tent with its ridge in the middle, lower outside and behind. */
  private static double tent(double ax, double y, double z) {
    return z - (9 - .42 * ax - .20 * Math.max(0, y - 28) - .0016 * sq(ax));
  }

  private Tissue duraAndVessels(double x, double px, double ax, double y, double z, double cavity) {
    // Superior sagittal sinus, falx, straight and transverse sinus.
    if (ax < 6 && (z > 10 || y > 40)) {
      double sinus = 4.6 - cavity - 1.15 * Math.abs(px);
      if (sinus > 0 && z > -16) {
        return Tissue.VEIN;
      }
    }
    boolean behind = y > 26 && z < 24;
    double tent = tent(ax, y, z);
    if (behind && ax < 1.7 && Math.abs(tent) < 2.2 && y > 34) {
      return Tissue.VEIN;
    }
    if (cavity < 4.2 && Math.abs(tent) < 4 && y > 28 && y > 70 - .75 * ax) {
      return Tissue.VEIN;
    }
    double reach = corpusEdge(y, z);
    if (ax < .65
        && (tent > 0 || y < 20)
        && (reach > 9 + 10 * bump(y, -40, 40) || y > 48)
        && z > -22) {
      return Tissue.DURA;
    }
    return null;
  }

  /** How far outside the corpus callosum's arch, in mm. */
  private static double corpusEdge(double y, double z) {
    double qy = (y - 1) / 43;
    double qz = (z - 4) / 27;
    double r = Math.sqrt(qy * qy + qz * qz);
    return (r - 1) * Math.sqrt(sq(y - 1) + sq(z - 4)) / Math.max(r, .1);
  }

  /** Brain stem, cerebellum and the water around them. */
  private Tissue hindbrain(double x, double ax, double y, double z, double cavity, double tent) {
    double fourth =
        Math.min(ellipsoid(ax, y, z, 0, 30, -35, 8.5 - .12 * (z + 35), 5, 13), y - 26 + .1 * ax);
    if (fourth > 0 || capsule(ax, y, z, 0, 26, -24, 0, 16, -6, 1.3, 1.0) > 0) {
      return Tissue.CSF;
    }
    double stem =
        Math.max(
            union(
                ellipsoid(ax, y, z, 0, 15, -29, 15.5, 11, 14),
                capsule(ax, y, z, 0, 18, -40, 0, 25, -75, 9, 7),
                4),
            midbrain(ax, y, z));
    double peduncle = capsule(ax, y, z, 9, 17, -30, 24, 33, -34, 8, 8);
    double cerebellum = cavity - 1.6 - .8 * atrophy;
    double under = -tent - 2.0;
    double front = y - 19 + 1.4 * Math.max(0, ax - 15) - .2 * Math.max(0, 12 - ax);
    cerebellum = Math.min(cerebellum, Math.min(under, front));
    if (z < -40) {
      // The great cistern, and the fissure between the tonsils.
      double cistern = ellipsoid(ax, y, z, 0, 58 + .4 * (z + 48), -58, 13, 16, 13);
      cerebellum = Math.min(cerebellum, -cistern);
    }
    double notch = y > 66 ? ax - .22 * (y - 66) - .4 : 9;
    cerebellum = Math.min(cerebellum, notch);
    if (stem > 0) {
      return Tissue.WHITE;
    }
    if (peduncle > 0 && cavity > 4) {
      return Tissue.WHITE;
    }
    if (cerebellum < 0) {
      return Tissue.CSF;
    }
    double whiteCore =
        Math.max(
            ellipsoid(ax, y, z, 24, 40, -33, 17, 14, 9), ellipsoid(ax, y, z, 0, 34, -28, 9, 6, 10));
    if (ellipsoid(ax, y, z, 15, 34, -33, 5, 4, 3.5) > 0) {
      return Tissue.GREY;
    }
    if (whiteCore > 0) {
      return Tissue.WHITE;
    }
    // Leaves: thin, nearly parallel to the skull behind and to the tentorium.
    double line = Math.abs(folia.at(.35 * x, y + .25 * ax, 1.1 * z));
    double open = .12 * atrophy * clamp((14 - cerebellum) / 14);
    if (line < open) {
      return Tissue.CSF;
    }
    return line > 1.15 && cerebellum > 3 ? Tissue.WHITE : Tissue.GREY;
  }

  private static double midbrain(double ax, double y, double z) {
    if (z < -22 || z > -2) {
      return -9;
    }
    double body = ellipsoid(ax, y, z, 0, 9, -12, 15, 11, 16);
    double leg = capsule(ax, y, z, 8, 2, -20, 13, -3, -4, 6, 6);
    double between = ellipsoid(ax, y, z, 0, -6, -14, 5, 7, 12);
    return Math.min(Math.max(body, leg), -between);
  }

  /** Ventricles, deep grey matter, midbrain and the cisterns about it; null elsewhere. */
  private Tissue core(double x, double ax, double y, double z) {
    if (ax > 48 || y < -52 || y > 72 || z < -32 || z > 40) {
      return null;
    }
    double wide = .85 + .35 * atrophy;
    if (sphere(x, y, z, .5, 21, 2, 2.1) > 0 || ellipsoid(ax, y, z, 23, 35, 7, 2.2, 3.5, 3) > 0) {
      return Tissue.CALCIUM;
    }
    double caudate =
        Math.max(
            ellipsoid(ax, y, z, 13.5, -24, 8, 5.6, 10, 10),
            capsule(ax, y, z, 14.5, -16, 17, 20, 14, 19, 3.2, 1.6));
    if (caudate > 0) {
      return Tissue.GREY;
    }
    if (ax > .7 && ax < 42 && ventricle(ax, y, z, wide) > 0) {
      return Tissue.CSF;
    }
    double third =
        Math.min(
            (1.2 + 1.1 * atrophy) * (1 - .25 * sq((y - 2) / 14)) - ax,
            ellipsoid(0, y, z, 0, 1, 0, 1, 15.5, 11));
    if (third > 0) {
      return Tissue.CSF;
    }
    double turn = .42;
    double dx = ax - 12.5;
    double dy = y - 6;
    double thalamus =
        ellipsoid(dx * .91 - turn * dy, dx * turn + dy * .91, z, 0, 0, 6, 8.6, 15, 9.5);
    if (thalamus > 0 && ax > 1.5) {
      return Tissue.GREY;
    }
    dx = ax - 23.5;
    dy = y + 3;
    double lens = ellipsoid(dx * .95 - .30 * dy, dx * .30 + dy * .95, z, 0, 0, 4, 7.2, 16.5, 10.5);
    if (lens > 0) {
      return Tissue.GREY;
    }
    if (midbrain(ax, y, z) > 0) {
      return Tissue.WHITE;
    }
    if (z < 1 && z > -30) {
      double star =
          Math.max(
              ellipsoid(ax, y, z, 0, -12, -19, 13 + 4 * bump(y, -16, 8), 11, 9),
              Math.max(
                  capsule(ax, y, z, 8, -17, -18, 27, -19, -16, 3.4, 2),
                  capsule(ax, y, z, 0, -18, -18, 0, -34, -20, 3.4, 2)));
      double chiasm = capsule(ax, y, z, 0, -14, -16, 9, -9, -15, 2.2, 1.6);
      double carotid = capsule(ax, y, z, 10, -17, -30, 11, -15, -16, 2.3, 2.0);
      double artery = capsule(ax, y, z, 11, -15, -16, 27, -19, -15, 1.5, 1.1);
      double basilar = capsule(ax, y, z, 0, -7, -34, 0, -8, -16, 1.7, 1.7);
      double vessel = Math.max(Math.max(carotid, artery), basilar);
      if (vessel > 0) {
        return Tissue.VEIN;
      }
      if (star > 0) {
        return chiasm > 0 ? Tissue.WHITE : Tissue.CSF;
      }
      double around = ellipsoid(ax, y, z, 0, 9, -10, 17, 13.6, 20);
      if (around > 0 && z < 0) {
        return Tissue.CSF;
      }
    }
    if (z < -21 && ellipsoid(ax, y, z, 0, -12, -24, 19, 14, 10) > 0) {
      return ellipsoid(ax, y, z, 0, -13, -28, 6.5, 5.5, 4) > 0
          ? Tissue.MUSCLE
          : ax > 6 ? Tissue.VEIN : Tissue.CSF;
    }
    double smile = ellipsoid(ax, y, z, 0, 26, -1, 13, 4.2, 6);
    if (smile > 0) {
      return Tissue.CSF;
    }
    return null;
  }

  private static double ventricle(double ax, double y, double z, double wide) {
    double horn = capsule(ax, y, z, 9, -36, 1, 8, -23, 13, 3.0 * wide, 4.8 * wide);
    double front = capsule(ax, y, z, 8, -23, 13, 9.5, -2, 22, 4.8 * wide, 4.4 * wide);
    double monro = capsule(ax, y, z, 6, -22, 9, 2, -9, 6, 3.6 * wide, 1.8);
    double body = capsule(ax, y, z, 9.5, -2, 22, 18, 24, 18, 4.2 * wide, 4.8 * wide);
    double atrium = capsule(ax, y, z, 18, 24, 18, 24, 35, 8, 4.8 * wide, 6.0 * wide);
    double back = capsule(ax, y, z, 24, 36, 7, 23, 58, 3, 5.0 * wide, 1.5);
    double down = capsule(ax, y, z, 26, 32, 4, 33, 18, -11, 4.2 * wide, 2.2 * wide);
    double temporal = capsule(ax, y, z, 33, 18, -11, 29, -9, -21, 2.2 * wide, 1.6 * wide);
    double upper = union(union(union(horn, front, 2), monro, 2), union(body, atrium, 3), 3);
    return Math.max(upper, Math.max(union(back, down, 2), temporal));
  }

  private Tissue cerebrum(
      double x,
      double ax,
      double y,
      double z,
      double depth,
      boolean pressed,
      double tent,
      boolean notch) {
    double lesion = stroke(x, y, z);
    double room = pressed ? .3 : 1.1 + 1.0 * atrophy * (.6 + .8 * bump(y, -70, 45));
    if (lesion > 0) {
      room *= .5;
    }
    double surface = depth - room;
    // The fissure between the hemispheres, as far as the corpus callosum.
    double edge = corpusEdge(y, z);
    double gap = (pressed ? .5 : .7) + .55 * atrophy * (.5 + bump(y, -50, 40));
    if (edge > 0 && ax < gap) {
      return Tissue.CSF;
    }
    double medial = edge > 0 ? ax - gap : Math.sqrt(sq(Math.max(0, ax - gap)) + sq(edge)) + 1.5;
    surface = Math.min(surface, medial);
    double folded = surface;
    if (y > 20 && tent < 30 && !notch && !temporalLobe(ax, y, z)) {
      surface = Math.min(surface, tent - .6);
    }
    // Insula and the fissure over it.
    double sylvian = sylvian(ax, y, z);
    double open = (pressed && side * x > 0 ? .35 : .65 + .85 * atrophy) * (lesion > 0 ? .5 : 1);
    if (sylvian < open) {
      return Tissue.CSF;
    }
    surface = Math.min(surface, sylvian - open);
    if (surface < 0) {
      return Tissue.CSF;
    }
    boolean grey = surface < GREY;
    if (folded < 26) {
      double ux = (ax - 27) / 42;
      double uy = (y - 2) / 80;
      double uz = (z - 10) / 66;
      double r = Math.sqrt(ux * ux + uy * uy + uz * uz) + 1e-9;
      double f = 1 / r;
      ux *= f;
      uy *= f;
      uz *= f;
      double sx = Math.copySign(62, x) * ux + Math.copySign(20, x);
      double sy = 74 * uy;
      double sz = 66 * uz;
      double reach = (16 + 6 * foldDepth.at(sx, sy, sz)) * (medial < depth - room ? .6 : 1);
      if (folded < reach + GREY) {
        double wander = .12 * (26 - folded) * bendX.at(3 * y, 3 * z, 3 * x);
        sx += wander;
        sy -= wander;
        double shrink = Math.min(1, .35 + .65 * r);
        double main = folds.distance(sx, sy, sz, ux, uy, uz) * shrink;
        double mouth = clamp(1 - folded / Math.max(4, reach));
        double tight = (pressed ? .35 : 1) * (lesion > 0 ? .35 : 1);
        double width = tight * atrophy * (.38 + 1.35 * mouth * mouth);
        double bottom = Math.max(0, folded - reach);
        if (main < width && bottom == 0) {
          return Tissue.CSF;
        }
        grey |= Math.sqrt(sq(Math.max(0, main - width)) + sq(bottom)) < GREY;
        double shallow = Math.min(9, .45 * reach);
        if (folded < shallow && depth - room < folded + 3) {
          double small = smallFolds.distance(sx, sy, sz, ux, uy, uz) * shrink;
          if (small < .7 * width * clamp((shallow - folded) / 4)) {
            return Tissue.CSF;
          }
          grey |= small < GREY - .6;
        }
      }
    }
    if (lesion > 0) {
      return grey ? Tissue.STROKE_GREY : Tissue.STROKE_WHITE;
    }
    return grey ? Tissue.GREY : Tissue.WHITE;
  }

  /** Distance to the sheet of the Sylvian fissure: over the insula, and out to the surface. */
  private double sylvian(double ax, double y, double z) {
    if (ax < 24 || y < -44 || y > 42 || z < -30 || z > 40) {
      return 99;
    }
    double insula = ax - (37.5 - .006 * sq(y + 4) - .01 * sq(z - 4)) + planes.at(0, 3.2 * y, 3 * z);
    double beyond =
        Math.max(0, Math.max(Math.abs(y + 4) - 19 + .25 * (z - 4), Math.abs(z - 3) - 14));
    double over = Math.sqrt(insula * insula + beyond * beyond);
    double rise = z - (-6 + .42 * (y + 22)) + .8 * streaks.at(ax, 2 * y, 0);
    double outside = Math.max(0, Math.max(38 - ax, Math.max(-26 - y, y - 22)));
    double stem = Math.sqrt(sq(rise * .92) + outside * outside);
    return Math.min(over, stem);
  }

  /** Depth inside the stroke: a wedge of the middle cerebral artery, away from the bleed. */
  private double stroke(double x, double y, double z) {
    if (side * x > -20) {
      return -9;
    }
    double ax = Math.abs(x);
    double wedge = ellipsoid(ax, y, z, 60, 20, 20, 31, 27, 24);
    return wedge < -5 ? wedge : wedge + 1.5 * foldDepth.at(x, y, z);
  }

  // Shapes.

  private static double sq(double v) {
    return v * v;
  }

  private static double clamp(double v) {
    return v < 0 ? 0 : Math.min(v, 1);
  }

  /** 1 at the middle, 0 from the half width on, smooth. */
  private static double bump(double v, double middle, double half) {
    double t = (v - middle) / half;
    t = 1 - t * t;
    return t <= 0 ? 0 : t * t;
  }

  private static double sphere(
      double x, double y, double z, double cx, double cy, double cz, double r) {
    return r - Math.sqrt(sq(x - cx) + sq(y - cy) + sq(z - cz));
  }

  /** Depth along the ray from the middle. */
  private static double ellipsoid(
      double x, double y, double z, double cx, double cy, double cz, double a, double b, double c) {
    double dx = x - cx;
    double dy = y - cy;
    double dz = z - cz;
    double q2 = sq(dx / a) + sq(dy / b) + sq(dz / c);
    if (q2 < 1e-4) {
      return Math.min(a, Math.min(b, c));
    }
    double q = Math.sqrt(q2);
    return Math.sqrt(dx * dx + dy * dy + dz * dz) * (1 / q - 1);
  }

  /** A rod from one place to another with round ends, its radius changing from ra to rb. */
  private static double capsule(
      double x,
      double y,
      double z,
      double ax,
      double ay,
      double az,
      double bx,
      double by,
      double bz,
      double ra,
      double rb) {
    double ux = bx - ax;
    double uy = by - ay;
    double uz = bz - az;
    double dx = x - ax;
    double dy = y - ay;
    double dz = z - az;
    double t = clamp((dx * ux + dy * uy + dz * uz) / (ux * ux + uy * uy + uz * uz));
    return ra + t * (rb - ra) - Math.sqrt(sq(dx - t * ux) + sq(dy - t * uy) + sq(dz - t * uz));
  }

  /** A lying ring. */
  private static double ring(
      double x, double y, double z, double cx, double cy, double cz, double r, double tube) {
    double across = Math.sqrt(sq(x - cx) + sq(y - cy)) - r;
    return tube - Math.sqrt(across * across + sq(z - cz));
  }

  /** Both together, the seam rounded over k mm. */
  private static double union(double a, double b, double k) {
    double h = Math.max(0, k - Math.abs(a - b)) / k;
    return Math.max(a, b) + h * h * k / 4;
  }

  private static double intersection(double a, double b, double k) {
    return -union(-a, -b, k);
  }
}
