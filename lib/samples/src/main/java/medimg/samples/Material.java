package medimg.samples;

/**
 * What a body is made of: CT number and linear attenuation at 60 keV, the mean energy of a chest
 * film. The two are not proportional: bone's calcium weighs more at 60 keV than on the HU scale.
 *
 * <p>Attenuation: mass attenuation coefficients x densities of NIST's tables (J. H. Hubbell and S.
 * M. Seltzer, NISTIR 5632; tissues of ICRU-44).
 */
enum Material {
  AIR(-1000, .0002),
  /** Lung's own tissue, of which a share (its density, about a quarter) fills the lung's space. */
  LUNG(0, .2156),
  /**
   * Visceral pleura, .3 mm thick in life; drawn three times thicker and as much thinner in matter.
   */
  PLEURA(-680, .068),
  FAT(-100, .1875),
  WATER(5, .2059),
  /** Fibrous and glandular tissue mixed with fat: breast. */
  GLAND(0, .2010),
  MUSCLE(50, .2150),
  BLOOD(45, .2180),
  HEART(45, .2165),
  LIVER(57, .2165),
  LESION(35, .2125),
  SPLEEN(45, .2160),
  KIDNEY(30, .2145),
  BOWEL(30, .2120),
  /** Wall of stomach and bowel, and pancreas. */
  GUT(40, .2140),
  /** What stomach and bowel hold. */
  CHYME(20, .2090),
  DISC(80, .2230),
  CARTILAGE(110, .2280),
  SPONGY(220, .2550),
  CORTEX(1150, .6040),
  PLASTIC(120, .2400),
  TABLE(-700, .0500),
  METAL(3000, 4.0);

  /** CT number in HU. */
  final int hu;

  /** Linear attenuation coefficient at 60 keV, 1/cm. */
  final double mu;

  Material(int hu, double mu) {
    this.hu = hu;
    this.mu = mu;
  }
}
