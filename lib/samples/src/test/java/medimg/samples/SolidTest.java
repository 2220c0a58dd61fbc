package medimg.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Chords of the solids agree with their point tests, for rays from everywhere. */
class SolidTest {
  @Test
  void anEllipsoidsLongestChordIsItsAxis() {
    Quadric q = Quadric.ellipsoid(Vec.of(1, 2, 3), Vec.frame(10, 20, 30), 5, 6, 7);
    double[] axis = Vec.frame(10, 20, 30)[2];
    Solid.Ray ray = new Solid.Ray().from(1, 2, 3).to(axis[0], axis[1], axis[2]);
    double[] t = new double[2];
    assertThat(q.span(ray, t)).isTrue();
    assertThat(t[1] - t[0]).isCloseTo(14, within(1e-9));
  }

  @Test
  void aCutHalvesTheBall() {
    Quadric half = Quadric.ellipsoid(Vec.of(0, 0, 0), Vec.frame(0, 0, 0), 5, 5, 5).cut(1, 0, 0, 0);
    double[] t = new double[2];
    assertThat(half.span(new Solid.Ray().from(-9, 0, 0).to(1, 0, 0), t)).isTrue();
    assertThat(t).containsExactly(new double[] {4, 9}, within(1e-9));
    assertThat(half.inside(-1, 0, 0)).isTrue();
    assertThat(half.inside(1, 0, 0)).isFalse();
  }

  @Test
  void stackedEllipsesAndPadsHaveTheChordsTheirPointsTell() {
    PatientTraits traits = PatientTraits.draw(new Rng(4));
    Thorax thorax = new Thorax(traits, false);
    Solid lung =
        new StackedEllipses(
            thorax.heightAt(300), thorax.heightAt(0), z -> thorax.cavity(1, z, 0), 1, 0);
    Solid pad = new TaperedPad(Vec.of(70, -60, 20), Vec.frame(90, 10, 20), 60, 50, 20);
    Rng rng = new Rng(5);
    for (Solid s : new Solid[] {lung, pad}) {
      double found = 0;
      double expected = 0;
      double[] t = new double[2];
      for (int i = 0; i < 3000; i++) {
        Solid.Ray ray = new Solid.Ray().from(20, -1660, 10);
        ray.to(rng.in(-20, 160) / 1660 - 20.0 / 1660, 1, rng.in(-180, 150) / 1660 - 10.0 / 1660);
        if (s.span(ray, t)) {
          found += t[1] - t[0];
        }
        for (double at = 1500; at < 1820; at += 1) {
          expected += s.inside(ray.ox + at * ray.dx, ray.oy + at, ray.oz + at * ray.dz) ? 1 : 0;
        }
      }
      assertThat(found / expected).isCloseTo(1, within(.004));
    }
  }

  @Test
  void aSolidOfScanLinesHasTheSameChordsAlongAndAcrossThem() {
    ScanlineSolid egg =
        new ScanlineSolid(
            new double[] {-20, -10, -10},
            new double[] {20, 10, 10},
            (y, z, t) -> {
              double rest = 1 - (y * y + z * z) / 100;
              t[0] = 3 - 8 * Math.sqrt(Math.max(0, rest));
              t[1] = 3 + 8 * Math.sqrt(Math.max(0, rest));
              return rest > 0;
            });
    double[] t = new double[2];
    assertThat(egg.span(new Solid.Ray().from(5, 6, 0).to(1, 0, 0), t)).isTrue();
    assertThat(t).containsExactly(new double[] {-8.4, 4.4}, within(1e-9));
    assertThat(egg.span(new Solid.Ray().from(5, 6, 0).to(-2, 0, 0), t)).isTrue();
    assertThat(t).containsExactly(new double[] {-2.2, 4.2}, within(1e-9));
    assertThat(egg.span(new Solid.Ray().from(3, -50, 0).to(0, 1, 0), t)).isTrue();
    assertThat(t).containsExactly(new double[] {40, 60}, within(1e-2));
    assertThat(egg.span(new Solid.Ray().from(0, 0, 11).to(1, 0, 0), t)).isFalse();
    assertThat(egg.inside(10.9, 0, 0)).isTrue();
    assertThat(egg.inside(-5.1, 0, 0)).isFalse();
  }
}
