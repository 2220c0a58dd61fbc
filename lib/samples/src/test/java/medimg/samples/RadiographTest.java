package medimg.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A film shows the air and nothing else of the label. */
class RadiographTest {
  private static final int N = Radiograph.SIZE;

  private static ChestPhantom with(int patient, boolean supine, Pneumothorax p) {
    return ChestPhantom.of(7, patient).withSupine(supine).withPneumothorax(p);
  }

  private static Pneumothorax air(int side, Pneumothorax.Kind kind, double gap) {
    return new Pneumothorax(side, kind, Pneumothorax.Grade.EASY, gap);
  }

  @Test
  void sameSeedSamePixels() {
    assertThat(Radiograph.of(ChestPhantom.of(7, 3)).grey())
        .isEqualTo(Radiograph.of(ChestPhantom.of(7, 3)).grey());
  }

  @Test
  void patientsAndFilmsAreEqualWhenTheirContentIs() {
    ChestPhantom ill = with(4, false, air(1, Pneumothorax.Kind.APICAL, 30));
    assertThat(with(4, false, air(1, Pneumothorax.Kind.APICAL, 30)))
        .isEqualTo(ill)
        .hasSameHashCodeAs(ill);
    for (ChestPhantom other :
        new ChestPhantom[] {
          ill.twin(),
          ill.withSupine(true),
          ill.withDrains(1),
          ChestPhantom.of(7, 4, 1).withSupine(false).withPneumothorax(ill.pneumothorax().get()),
          with(5, false, air(1, Pneumothorax.Kind.APICAL, 30))
        }) {
      assertThat(other).isNotEqualTo(ill);
    }
    Radiograph film = Radiograph.of(ill);
    assertThat(Radiograph.of(ill)).isEqualTo(film).hasSameHashCodeAs(film);
    assertThat(Radiograph.of(ill.twin())).isNotEqualTo(film);
    assertThat(film.toString()).matches("PA film, 1024 x 1024, 0\\.\\d\\d mm");
  }

  @Test
  void wrongNumbersAreRefused() {
    ChestPhantom patient = ChestPhantom.of(7, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChestPhantom.of(7, -1))
        .withMessageContaining("numbered from 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChestPhantom.of(7, 1, -1))
        .withMessageContaining("numbered from 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> patient.withDrains(1.1))
        .withMessageContaining("must be 0 to 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> air(0, Pneumothorax.Kind.APICAL, 20))
        .withMessageContaining("must be 1 (the patient's left) or -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> air(1, Pneumothorax.Kind.APICAL, 0))
        .withMessageContaining("must be above 0");
    Radiograph film = new Radiograph(new byte[0], 1, "PA", new float[0]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> film.air(0))
        .withMessageContaining("must be above 0");
  }

  @Test
  void anotherSeedIsAnotherPatientEveryTime() {
    for (int i = 0; i < 2; i++) {
      byte[] a = Radiograph.of(ChestPhantom.of(7, i)).grey();
      byte[] b = Radiograph.of(ChestPhantom.of(8, i)).grey();
      int same = 0;
      for (int j = 0; j < a.length; j++) {
        same += a[j] == b[j] ? 1 : 0;
      }
      assertThat(same).isLessThan(a.length / 4);
    }
    for (int i = 0; i < 250; i++) {
      assertThat(ChestPhantom.of(7, i).traits()).isNotEqualTo(ChestPhantom.of(8, i).traits());
    }
  }

  @Test
  void theTwinDiffersOnTheSideOfTheAirOnly() {
    ChestPhantom ill = with(4, false, air(1, Pneumothorax.Kind.APICAL, 30));
    Radiograph film = Radiograph.of(ill);
    Radiograph twin = Radiograph.of(ill.twin());
    boolean[] differs = film.differenceFrom(twin);
    boolean[] air = film.airMask(20);
    Beam beam = Exposure.beam(ill);
    double middle = beam.shadow(-12, 0, 0)[0];
    double darker = 0;
    int pixels = 0;
    int elsewhere = 0;
    for (int i = 0; i < differs.length; i++) {
      if (differs[i] && i % N < middle) {
        elsewhere++;
      }
      if (air[i]) {
        darker += (twin.grey()[i] & 255) - (film.grey()[i] & 255);
        pixels++;
      }
    }
    assertThat(elsewhere).isZero();
    assertThat(pixels).isGreaterThan(N * N / 100);
    assertThat(darker / pixels).isGreaterThan(8);
    assertThat(twin.airLength()).isEmpty();
  }

  @Test
  void aShrunkLungKeepsItsMass() {
    Pneumothorax[] all = {
      air(-1, Pneumothorax.Kind.APICAL, 40),
      air(1, Pneumothorax.Kind.BASAL, 30),
      air(1, Pneumothorax.Kind.TENSION, 45)
    };
    for (Pneumothorax p : all) {
      ChestPhantom ill = with(6, p.kind() != Pneumothorax.Kind.APICAL, p);
      double before = mass(ill.twin().body(), p.side());
      double after = mass(ill.body(), p.side());
      assertThat(after / before).as(p.toString()).isCloseTo(1, within(.02));
      double[] space = ill.twin().body().lungVolumeAndMass(p.side());
      assertThat(ill.body().lungVolumeAndMass(p.side())[0]).isLessThan(.93 * space[0]);
    }
  }

  /** Mass of one lung with its vessels, by random points: mg of tissue. */
  private static double mass(Body body, int side) {
    Rng rng = new Rng(9);
    int n = 300_000;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double x = side * rng.in(0, 170);
      double y = rng.in(-115, 115);
      double z = rng.in(-190, 145);
      int o = body.organAt(x, y, z);
      if (o >= 0
          && body.organs.get(o).material() == Material.LUNG
          && body.organs.get(o).side() == side) {
        sum += body.lungDensity(side, y, z);
      }
    }
    return sum / n * 170 * 230 * 335;
  }

  @Test
  void quantumNoiseIsStrongerBehindTheMediastinumThanBehindLung() {
    Detector detector = new Detector(5, false, .4);
    float[] lung = new float[N * N];
    Arrays.fill(lung, .12f);
    float[] mediastinum = new float[N * N];
    Arrays.fill(mediastinum, .012f);
    float[] scatter = new float[N * N];
    Arrays.fill(scatter, .01f);
    assertThat(deviation(detector.signal(mediastinum, scatter)))
        .isGreaterThan(1.5 * deviation(detector.signal(lung, scatter)));
  }

  private static double deviation(float[] a) {
    double d = 0;
    for (int i = 0; i + 1 < a.length; i += 2) {
      d += (a[i] - a[i + 1]) * (a[i] - a[i + 1]);
    }
    return Math.sqrt(d / a.length);
  }

  @Test
  void greysLieWhereARealFilmHasThem() {
    double[] share = {.25, .50, .75, .95, .99};
    double[] real = {125, 172, 201, 230, 236};
    double[] mean = new double[share.length];
    int films = 4;
    for (int k = 0; k < films; k++) {
      byte[] grey = Radiograph.of(ChestPhantom.of(7, 20 + k)).grey();
      int[] v = new int[grey.length];
      for (int i = 0; i < v.length; i++) {
        v[i] = grey[i] & 255;
      }
      Arrays.sort(v);
      for (int i = 0; i < share.length; i++) {
        mean[i] += v[(int) (share[i] * v.length)] / (double) films;
      }
    }
    for (int i = 0; i < share.length; i++) {
      assertThat(mean[i]).as("percentile " + share[i]).isCloseTo(real[i], within(35.0));
    }
  }

  @Test
  void anotherStudyIsTheSameBodyOnAnotherDay() {
    ChestPhantom first = ChestPhantom.of(7, 2, 0).twin();
    ChestPhantom second = ChestPhantom.of(7, 2, 1).twin();
    assertThat(second.traits()).isEqualTo(first.traits());
    assertThat(Exposure.beam(second).pitch).isNotEqualTo(Exposure.beam(first).pitch);
    double[] a = first.withSupine(false).body().lungVolumeAndMass(1);
    double[] b = second.withSupine(false).body().lungVolumeAndMass(1);
    assertThat(b).isEqualTo(a);
  }

  @Test
  void drainsOnlyInPatientsWithAir() {
    ChestPhantom ill = with(9, false, air(1, Pneumothorax.Kind.APICAL, 20));
    assertThat(Radiograph.of(ill.withDrains(1)).grey()).isNotEqualTo(Radiograph.of(ill).grey());
    assertThat(Radiograph.of(ill.twin().withDrains(1)).grey())
        .isEqualTo(Radiograph.of(ill.twin()).grey());
  }

  @Test
  void nothingElseIsDrawnWithTheLabel() {
    int n = 4000;
    double[][] x = new double[4][n];
    double[] label = new double[n];
    for (int i = 0; i < n; i++) {
      ChestPhantom p = ChestPhantom.of(11, i);
      label[i] = p.pneumothorax().isPresent() ? 1 : 0;
      x[0][i] = p.age();
      x[1][i] = p.sex() == 'F' ? 1 : 0;
      x[2][i] = p.view().equals("AP") ? 1 : 0;
      x[3][i] = Exposure.beam(p).pitch;
    }
    for (double[] v : x) {
      assertThat(correlation(v, label)).isCloseTo(0, within(.05));
    }
    assertThat(Arrays.stream(label).average().orElseThrow()).isCloseTo(.5, within(.03));
  }

  private static double correlation(double[] a, double[] b) {
    double ma = Arrays.stream(a).average().orElseThrow();
    double mb = Arrays.stream(b).average().orElseThrow();
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - ma) * (b[i] - mb);
      aa += (a[i] - ma) * (a[i] - ma);
      bb += (b[i] - mb) * (b[i] - mb);
    }
    return ab / Math.sqrt(aa * bb);
  }
}
