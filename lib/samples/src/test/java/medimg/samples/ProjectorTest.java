package medimg.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Film and CT come from the same solids: their integrals agree. */
class ProjectorTest {
  private static final double PITCH = 1;
  private static final int N = 520;
  private static final double THICKNESS = 1.5;

  /** Rays through a slab at the heart's height: sampled voxels against analytic chords. */
  @Test
  void lineIntegralsThroughVoxelsEqualTheAnalyticOnes() {
    ChestPhantom patient = ChestPhantom.of(3, 5).twin();
    Body body = patient.body();
    body.devices.clear();
    Beam beam = Exposure.beam(patient);
    Projector projector = new Projector(body, beam);
    double centreRow = beam.shadow(0, 0, -20)[1];
    float[][] volume = new float[28][];
    double first = -20 - (volume.length - 1) / 2.0 * THICKNESS;
    CtScanner scanner = new CtScanner(body, N, PITCH, 0, true);
    for (int i = 0; i < volume.length; i++) {
      volume[i] = scanner.cut(first + i * THICKNESS, THICKNESS).values();
    }
    Solid.Ray ray = new Solid.Ray();
    int compared = 0;
    for (int column = 60; column < 980; column += 40) {
      double exact = 0;
      double sampled = 0;
      // Neighbouring rays average out where a voxel's corner falls.
      for (int i = -3; i <= 3; i++) {
        for (int j = -12; j <= 12; j++) {
          double c = column + 3.7 * i;
          double r = centreRow + 3.1 * j;
          exact += projector.along(c, r);
          beam.aim(ray, c, r);
          sampled += through(volume, first, ray);
        }
      }
      assertThat(sampled / exact).as("column " + column).isCloseTo(1, within(.01));
      compared++;
    }
    assertThat(compared).isEqualTo(23);
  }

  private static double through(float[][] volume, double first, Solid.Ray ray) {
    double step = .4;
    double start = (-255 - ray.oy) / ray.dy;
    double end = (255 - ray.oy) / ray.dy;
    double sum = 0;
    for (double t = Math.min(start, end); t < Math.max(start, end); t += step) {
      int x = (int) Math.floor((ray.ox + t * ray.dx) / PITCH + N / 2.0);
      int y = (int) Math.round((ray.oy + t * ray.dy) / PITCH + (N - 1) / 2.0);
      int z = (int) Math.round((ray.oz + t * ray.dz - first) / THICKNESS);
      if (x < 0 || x >= N || y < 0 || y >= N) {
        continue;
      }
      // The beam leaves the slab only outside the body.
      z = Math.max(0, Math.min(volume.length - 1, z));
      sum += volume[z][y * N + x];
    }
    return sum * step * ray.unit() / 10;
  }

  /** Interpolation between rays must stay far below the noise. */
  @Test
  void theFastFilmEqualsTheExactRays() {
    ChestPhantom patient = ChestPhantom.of(3, 1).twin();
    Body body = patient.body();
    body.bones.clear();
    body.vessels.clear();
    body.devices.clear();
    Projector projector = new Projector(body, Exposure.beam(patient));
    float[] film = projector.organs();
    double sum = 0;
    int n = 0;
    for (int row = 17; row < 1000; row += 13) {
      for (int column = 15; column < 1000; column += 29) {
        sum += Math.abs(projector.along(column, row) - film[row * Beam.SIZE + column]);
        n++;
      }
    }
    assertThat(sum / n).isLessThan(.003);
  }

  @Test
  void theHeartIsWiderInApThanInPa() {
    ChestPhantom patient = ChestPhantom.of(3, 2).twin();
    Body body = patient.withSupine(false).body();
    double pa = heart(body, Exposure.beam(patient.withSupine(false)));
    double ap = heart(body, Exposure.beam(patient.withSupine(true)));
    assertThat(ap / pa).isBetween(1.08, 1.25);
  }

  /** Width in mm of the heart's shadow at the detector. */
  private static double heart(Body body, Beam beam) {
    int from = Beam.SIZE;
    int to = 0;
    for (Body.Organ o : body.organs) {
      if (o.name().equals("heart")) {
        int[] b = beam.shade(o.solid());
        from = Math.min(from, b[0]);
        to = Math.max(to, b[1]);
      }
    }
    return (to - from) * beam.pitch;
  }
}
