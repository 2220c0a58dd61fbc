package medimg.samples;

import static medimg.samples.HeadPhantom.COLUMNS;
import static medimg.samples.HeadPhantom.PIXEL_PADDING_VALUE;
import static medimg.samples.HeadPhantom.PIXEL_SPACING;
import static medimg.samples.HeadPhantom.RESCALE_INTERCEPT;
import static medimg.samples.HeadPhantom.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import medimg.samples.HeadPhantom.Tissue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HeadPhantomTest {
  private static final int EYES = 7;
  private static final int THALAMUS = 15;
  private static final int VENTRICLES = 18;
  private static final int CONVEXITY = 21;
  private static final List<Integer> LEVELS = List.of(EYES, THALAMUS, VENTRICLES, CONVEXITY);
  private static final HeadPhantom HEAD = new HeadPhantom(1);

  private static final Map<Integer, short[]> PIXELS = new HashMap<>();
  private static final Map<Integer, byte[]> TISSUES = new HashMap<>();
  private static final Map<Integer, short[]> QUIET = new HashMap<>();

  @BeforeAll
  static void makeSlices() {
    for (int slice : LEVELS) {
      PIXELS.put(slice, HEAD.pixels(slice));
      TISSUES.put(slice, HEAD.tissues(slice));
      QUIET.put(slice, HEAD.pixelsWithoutNoise(slice));
    }
  }

  @Test
  void meansOfTissuesAreTheirTrueHu() {
    Map<Tissue, double[]> sums = new EnumMap<>(Tissue.class);
    for (int slice : LEVELS) {
      for (Tissue tissue : Tissue.values()) {
        boolean[] mask = HeadPhantom.mask(TISSUES.get(slice), tissue, 3);
        double[] sum = sums.computeIfAbsent(tissue, t -> new double[2]);
        for (int i = 0; i < mask.length; i++) {
          if (mask[i]) {
            sum[0] += PIXELS.get(slice)[i] + RESCALE_INTERCEPT;
            sum[1]++;
          }
        }
      }
    }

    for (Tissue tissue :
        List.of(
            Tissue.AIR,
            Tissue.FOAM,
            Tissue.FAT,
            Tissue.CSF,
            Tissue.VITREOUS,
            Tissue.STROKE_WHITE,
            Tissue.WHITE,
            Tissue.GREY,
            Tissue.MUSCLE,
            Tissue.BLOOD,
            Tissue.PETROUS)) {
      double[] sum = sums.get(tissue);
      assertThat(sum[1]).as("pixels of " + tissue).isGreaterThan(25);
      assertThat(sum[0] / sum[1]).as("mean of " + tissue).isCloseTo(tissue.hu(), within(2.0));
    }
  }

  @Test
  void strokeIsEightHuBelowItsSurroundings() {
    assertThat(Tissue.WHITE.hu() - Tissue.STROKE_WHITE.hu()).isEqualTo(8);
    assertThat(Tissue.GREY.hu() - Tissue.STROKE_GREY.hu()).isEqualTo(8);
  }

  @Test
  void noiseHasThreeHuAndIsCorrelated() {
    boolean[] white = HeadPhantom.mask(TISSUES.get(CONVEXITY), Tissue.WHITE, 0);
    double n = 0;
    double square = 0;
    double product = 0;
    for (int i = 0; i < white.length - 1; i++) {
      if (white[i] && white[i + 1]) {
        double here = PIXELS.get(CONVEXITY)[i] - QUIET.get(CONVEXITY)[i];
        double next = PIXELS.get(CONVEXITY)[i + 1] - QUIET.get(CONVEXITY)[i + 1];
        n++;
        square += here * here;
        product += here * next;
      }
    }

    assertThat(n).isGreaterThan(5000);
    assertThat(Math.sqrt(square / n)).isCloseTo(3, within(.3));
    assertThat(product / square).isBetween(.3, .8);
  }

  @Test
  void noiseOfNeighbouringSlicesIsIndependent() {
    double product = 0;
    double square = 0;
    short[] next = HEAD.pixels(VENTRICLES + 1);
    short[] nextQuiet = HEAD.pixelsWithoutNoise(VENTRICLES + 1);
    for (int i = 0; i < next.length; i++) {
      double here = PIXELS.get(VENTRICLES)[i] - QUIET.get(VENTRICLES)[i];
      product += here * (next[i] - nextQuiet[i]);
      square += here * here;
    }

    assertThat(product / square).isCloseTo(0, within(.02));
  }

  @Test
  void skullIsAsWideAsItsOutlineSays() {
    for (int slice : List.of(VENTRICLES, CONVEXITY)) {
      double widest = 0;
      for (int row = 150; row < 400; row++) {
        double left = edge(slice, row, 0, 1);
        double right = edge(slice, row, COLUMNS - 1, -1);
        widest = Math.max(widest, right - left);
      }

      assertThat(widest * PIXEL_SPACING).isCloseTo(HEAD.skullWidth(slice), within(1.0));
      assertThat(HEAD.skullWidth(slice)).isBetween(125.0, 160.0);
    }
  }

  /** Column where HU first passes half of cortical bone's way, between two pixels. */
  private static double edge(int slice, int row, int from, int step) {
    double half = (Tissue.CORTEX.hu() + Tissue.FAT.hu()) / 2.0;
    short[] pixels = QUIET.get(slice);
    for (int column = from; column >= 1 && column < COLUMNS - 1 || column == from; column += step) {
      double here = pixels[row * COLUMNS + column] + RESCALE_INTERCEPT;
      double next = pixels[row * COLUMNS + column + step] + RESCALE_INTERCEPT;
      if (next >= half) {
        return column + step * (half - here) / (next - here);
      }
    }
    return COLUMNS / 2.0;
  }

  @Test
  void skullHasTwoTablesWithSpongyBoneBetween() {
    short[] pixels = QUIET.get(VENTRICLES);
    int row = ROWS / 2 + 20;
    int column = (int) edge(VENTRICLES, row, 0, 1);
    double outer = 0;
    double between = 9999;
    double inner = 0;
    for (int c = column; c < column + 22; c++) {
      double hu = pixels[row * COLUMNS + c] + RESCALE_INTERCEPT;
      if (hu > outer && between == 9999) {
        outer = hu;
      } else if (hu < between && inner == 0 && hu > 150) {
        between = hu;
      }
      if (between < 600 && hu > between + 200) {
        inner = Math.max(inner, hu);
      }
    }

    assertThat(outer).isGreaterThan(1000);
    assertThat(between).isBetween(200.0, 500.0);
    assertThat(inner).isGreaterThan(700);
  }

  @Test
  void bleedAndStrokeLieOnOppositeSides() {
    for (long seed = 1; seed <= 3; seed++) {
      HeadPhantom head = new HeadPhantom(seed);
      double bleed = meanColumn(head, Tissue.BLOOD) - COLUMNS / 2.0;
      double stroke = meanColumn(head, Tissue.STROKE_WHITE) - COLUMNS / 2.0;

      assertThat(bleed * stroke).as("seed " + seed).isNegative();
      assertThat(bleed > 0).isEqualTo(head.bleedOnLeft());
    }
  }

  private static double meanColumn(HeadPhantom head, Tissue tissue) {
    boolean[] mask = HeadPhantom.mask(head.tissues(VENTRICLES), tissue, 1);
    return IntStream.range(0, mask.length)
        .filter(i -> mask[i])
        .map(i -> i % COLUMNS)
        .average()
        .orElseThrow();
  }

  @Test
  void circleOfReconstructionIsPadded() {
    short[] pixels = PIXELS.get(EYES);
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        boolean outside = Math.hypot(row - 255.5, column - 255.5) > 256;
        assertThat(pixels[row * COLUMNS + column] == PIXEL_PADDING_VALUE).isEqualTo(outside);
      }
    }
  }

  @Test
  void samePixelsForSameSeedAlsoInParallel() {
    HeadPhantom again = new HeadPhantom(1);
    List<short[]> slices = LEVELS.parallelStream().map(again::pixels).toList();

    for (int i = 0; i < slices.size(); i++) {
      assertThat(slices.get(i)).isEqualTo(PIXELS.get(LEVELS.get(i)));
    }
  }

  @Test
  void pixelsAreThoseOfEveryMachine() {
    CRC32 crc = new CRC32();
    for (short value : PIXELS.get(THALAMUS)) {
      crc.update(value >> 8);
      crc.update(value);
    }

    assertThat(crc.getValue()).isEqualTo(3589126578L);
  }

  @Test
  void anotherSeedIsAnotherHead() {
    short[] other = new HeadPhantom(2).pixelsWithoutNoise(VENTRICLES);
    long differing =
        IntStream.range(0, other.length).filter(i -> other[i] != QUIET.get(VENTRICLES)[i]).count();

    assertThat(differing).isGreaterThan(ROWS * COLUMNS / 10);
  }

  @Test
  void positionsAreOneThicknessApartAndCentred() {
    double[] first = HEAD.position(0);
    double[] second = HEAD.position(1);

    assertThat(second[2] - first[2]).isEqualTo(HeadPhantom.SLICE_THICKNESS);
    assertThat(first[0]).isEqualTo(-(COLUMNS - 1) / 2.0 * PIXEL_SPACING);
    assertThat(new double[] {second[0], second[1]}).isEqualTo(new double[] {first[0], first[1]});
    assertThat(HEAD.orientation()).containsExactly(1, 0, 0, 0, 1, 0);
  }

  @Test
  void sliceThatIsNotThereIsRefused() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> HEAD.pixels(32));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> HEAD.tissues(-1));
  }

  @Test
  void theMiddleSliceShowsBleedAndStrokeWhateverTheSeed() {
    for (long seed = 1; seed <= 6; seed++) {
      byte[] tissues = new HeadPhantom(seed).tissues(HeadPhantom.SLICES / 2);
      int blood = 0;
      int stroke = 0;
      for (byte tissue : tissues) {
        blood += tissue == HeadPhantom.Tissue.BLOOD.ordinal() ? 1 : 0;
        stroke += tissue == HeadPhantom.Tissue.STROKE_GREY.ordinal() ? 1 : 0;
        stroke += tissue == HeadPhantom.Tissue.STROKE_WHITE.ordinal() ? 1 : 0;
      }
      // In pixels of .2 mm2: 2 cm2 of blood, 1 cm2 of stroke.
      assertThat(blood).as("blood, seed " + seed).isGreaterThan(1000);
      assertThat(stroke).as("stroke, seed " + seed).isGreaterThan(500);
    }
  }
}
