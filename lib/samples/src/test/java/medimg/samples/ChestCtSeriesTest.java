package medimg.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The CT series tells the truth about tissues, noise and lengths. */
class ChestCtSeriesTest {
  private static final int N = ChestCtSeries.SIZE;
  private static ChestCtSeries ct;
  private static List<ChestCtSeries.Region> regions;

  @BeforeAll
  static void search() {
    ct = ChestCtSeries.chestAbdomen(1, 0, false);
    regions = ct.regions();
  }

  @Test
  void everyOrganHasAPlaceToMeasure() {
    assertThat(regions)
        .extracting(ChestCtSeries.Region::material)
        .contains(
            "AIR", "LUNG", "FAT", "MUSCLE", "BLOOD", "HEART", "LIVER", "LESION", "SPLEEN", "KIDNEY",
            "SPONGY", "GUT", "CHYME");
  }

  @Test
  void regionMeansAreTheTruth() {
    for (ChestCtSeries.Region r : regions) {
      assertThat(mean(ct.clean(r.slice()), r)).as(r.toString()).isCloseTo(r.hu(), within(1.0));
    }
  }

  @Test
  void regionMeansAreTheTruthWithinTwoHuBehindTheNoise() {
    int measured = 0;
    for (ChestCtSeries.Region r : regions) {
      // In smaller squares the noise of the mean itself is more than half a unit.
      if (r.size() >= 40) {
        assertThat(mean(ct.slice(r.slice()), r)).as(r.toString()).isCloseTo(r.hu(), within(2.0));
        measured++;
      }
    }
    assertThat(measured).isGreaterThanOrEqualTo(4);
  }

  @Test
  void noiseHasTheStatedStandardDeviationAndIsCorrelated() {
    short[] noisy = ct.slice(30);
    short[] clean = ct.clean(30);
    double sum = 0;
    double squares = 0;
    double neighbours = 0;
    int n = 0;
    for (int i = 0; i < noisy.length - 1; i++) {
      if (clean[i] > -900 && clean[i + 1] > -900) {
        double d = noisy[i] - clean[i];
        sum += d;
        squares += d * d;
        neighbours += d * (noisy[i + 1] - clean[i + 1]);
        n++;
      }
    }
    double variance = squares / n - sum / n * sum / n;
    assertThat(Math.sqrt(variance))
        .isCloseTo(ChestCtSeries.NOISE, within(.1 * ChestCtSeries.NOISE));
    assertThat(neighbours / n / variance).isBetween(.5, .8);
  }

  @Test
  void theLiversLesionHasItsDiameterWithinOneMillimetre() {
    double[] c = ct.lesionCentre();
    double[] first = ct.position(0);
    int slice = (int) Math.round((first[2] - c[2]) / ChestCtSeries.SPACING);
    double[] p = ct.position(slice);
    short[] hu = ct.clean(slice);
    int row = (int) Math.round((c[1] - p[1]) / ChestCtSeries.PIXEL_SPACING);
    int column = (int) Math.round((c[0] - p[0]) / ChestCtSeries.PIXEL_SPACING);
    int reach = (int) (ct.lesionDiameter() / 2 + 5);
    double area = 0;
    for (int i = row - reach; i <= row + reach; i++) {
      for (int j = column - reach; j <= column + reach; j++) {
        area += (57.0 - hu[i * N + j]) / (57 - 35);
      }
    }
    double radius = Math.sqrt(area / Math.PI) * ChestCtSeries.PIXEL_SPACING;
    double offset = p[2] - c[2];
    double diameter = 2 * Math.sqrt(radius * radius + offset * offset);
    assertThat(diameter).isCloseTo(ct.lesionDiameter(), within(1.0));
  }

  @Test
  void paddingFillsExactlyWhatTheScannerCannotSee() {
    short[] hu = ct.slice(10);
    assertThat(hu[0]).isEqualTo(ChestCtSeries.PADDING);
    assertThat(hu[N / 2 * N]).isNotEqualTo(ChestCtSeries.PADDING);
    int padded = 0;
    for (short v : hu) {
      padded += v == ChestCtSeries.PADDING ? 1 : 0;
      assertThat(v == ChestCtSeries.PADDING || v >= -1024).isTrue();
    }
    assertThat(padded / (double) hu.length).isCloseTo(1 - Math.PI / 4, within(.005));
  }

  @Test
  void slicesGoDownwardByTheirSpacing() {
    assertThat(ct.position(0)[2] - ct.position(1)[2]).isEqualTo(ChestCtSeries.SPACING);
    assertThat(ct.position(3)[0]).isEqualTo(-255.5 * ChestCtSeries.PIXEL_SPACING);
  }

  @Test
  void sameSeedSamePixelsAnotherSeedAnotherBody() {
    assertThat(ChestCtSeries.chestAbdomen(1, 0, false).slice(20)).isEqualTo(ct.slice(20));
    assertThat(ChestCtSeries.chestAbdomen(2, 0, false).clean(20)).isNotEqualTo(ct.clean(20));
  }

  @Test
  void armsLieBesideTheBodyOnlyWhenAsked() {
    assertThat(tissueBeside(ChestCtSeries.chestAbdomen(1, 0, true))).isGreaterThan(2000);
    assertThat(tissueBeside(ct)).isLessThan(100);
  }

  @Test
  void armsAreNoMirrorImagesAndHoldMuscleFatAndBone() {
    short[] hu = ChestCtSeries.chestAbdomen(1, 0, true).clean(24);
    int[] muscle = new int[2];
    int[] fat = new int[2];
    int[] bone = new int[2];
    int unlike = 0;
    for (int i = 0; i < hu.length; i++) {
      int column = i % N;
      double x = (column - 255.5) * ChestCtSeries.PIXEL_SPACING;
      if (Math.abs(x) > 195) {
        int side = x > 0 ? 1 : 0;
        muscle[side] += hu[i] == 50 ? 1 : 0;
        fat[side] += hu[i] == -100 ? 1 : 0;
        bone[side] += hu[i] > 500 ? 1 : 0;
        unlike += Math.abs(hu[i] - hu[i - column + N - 1 - column]) > 50 ? 1 : 0;
      }
    }
    for (int side = 0; side < 2; side++) {
      assertThat(muscle[side]).isGreaterThan(300);
      assertThat(fat[side]).isGreaterThan(300);
      assertThat(bone[side]).isGreaterThan(50);
    }
    assertThat(unlike).isGreaterThan(500);
  }

  @Test
  void theRecessBetweenDiaphragmAndRibsIsWiderBehindThanAtTheSide() {
    Body body = ct.body();
    double z = ct.lesionCentre()[2];
    double[] c = ct.lesionCentre();
    assertThat(lung(body, c, 0, 1, z)).isGreaterThan(2 * lung(body, c, -1, 0, z));
    assertThat(lung(body, c, 0, 1, z)).isLessThan(45);
  }

  /** Length of lung on the way from a place outward, mm. */
  private static int lung(Body body, double[] from, double dx, double dy, double z) {
    int length = 0;
    for (int i = 0; i < 150; i++) {
      int o = body.organAt(from[0] + i * dx, from[1] + i * dy, z);
      length += o >= 0 && body.organs.get(o).material() == Material.LUNG ? 1 : 0;
    }
    return length;
  }

  @Test
  void noLineMeetsMoreOrgansThanTheScannerTells() {
    double[] t = new double[2];
    for (int seed = 1; seed < 6; seed++) {
      ChestCtSeries series = ChestCtSeries.chestAbdomen(seed, 0, true);
      for (int slice = 0; slice < series.slices(); slice++) {
        double z = series.position(slice)[2];
        for (double y = -130; y < 130; y += 2) {
          Solid.Ray ray = new Solid.Ray().from(0, y, z).to(1, 0, 0);
          int met = 0;
          for (Body.Organ o : series.body().organs) {
            Solid s = o.solid();
            boolean near = z > s.low[2] && z < s.high[2] && y > s.low[1] && y < s.high[1];
            met += near && s.span(ray, t) ? 1 : 0;
          }
          assertThat(met).isLessThan(CtScanner.MOST);
        }
      }
    }
  }

  @Test
  void filmsKeepTheirPlainBody() {
    Body film = ChestPhantom.of(1, 0).body();
    assertThat(film.organs).noneMatch(o -> o.solid() instanceof ScanlineSolid);
    assertThat(ct.body().organs).anyMatch(o -> o.solid() instanceof ScanlineSolid);
  }

  /** Soft tissue pixels at least 200 mm from the midline, at the level of the heart. */
  private static int tissueBeside(ChestCtSeries series) {
    short[] hu = series.clean(22);
    int n = 0;
    for (int i = 0; i < hu.length; i++) {
      double x = (i % N - 255.5) * ChestCtSeries.PIXEL_SPACING;
      n += Math.abs(x) > 200 && hu[i] > -150 && hu[i] < 100 ? 1 : 0;
    }
    return n;
  }

  private static double mean(short[] hu, ChestCtSeries.Region r) {
    double sum = 0;
    for (int i = 0; i < r.size(); i++) {
      for (int j = 0; j < r.size(); j++) {
        sum += hu[(r.row() + i) * N + r.column() + j];
      }
    }
    return sum / r.size() / r.size();
  }
}
