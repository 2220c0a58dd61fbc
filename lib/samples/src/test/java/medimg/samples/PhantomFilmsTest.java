package medimg.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import medimg.dicom.DicomException;
import medimg.pixels.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhantomFilmsTest {
  private static final int SIDE = 64;
  private static final PhantomFilms SIX = PhantomFilms.of(2, 6, SIDE);

  @TempDir Path folder;

  private static float[] film(PhantomFilms phantoms, int i) {
    return phantoms.films().get(i).values();
  }

  @Test
  void aSeedGivesTheSamePatientsAgain() {
    PhantomFilms again = PhantomFilms.of(2, 2, SIDE);
    for (int i = 0; i < 2; i++) {
      assertThat(film(again, i)).containsExactly(film(SIX, i));
      assertThat(again.truth()[i]).isEqualTo(SIX.truth()[i]);
      assertThat(again.views().get(i)).isEqualTo(SIX.views().get(i));
    }
    assertThat(film(PhantomFilms.of(4, 1, SIDE), 0)).isNotEqualTo(film(SIX, 0));
  }

  @Test
  void filmsAndTruthAreThoseOfThePhantoms() {
    for (int i = 0; i < 6; i++) {
      ChestPhantom patient = ChestPhantom.of(2, i);
      assertThat(SIX.truth()[i]).isEqualTo(patient.pneumothorax().isPresent());
      assertThat(SIX.views().get(i)).isEqualTo(patient.view());
    }
    assertThat(SIX.truth()).hasSize(6).contains(true, false);
    // A detector of 365 to 440 mm.
    assertThat(SIX.millimetres() * SIDE).isBetween(365.0, 440.0);
  }

  @Test
  void regionsLieWhereTheTwinDiffers() {
    int seen = 0;
    for (int i = 0; i < 6; i++) {
      Pixels region = SIX.regions().get(i);
      if (!SIX.truth()[i]) {
        assertThat(region).as("of a healthy patient").isNull();
        continue;
      }
      if (region == null) {
        continue; // too little air for a pixel of this size
      }
      seen++;
      ChestPhantom patient = ChestPhantom.of(2, i);
      boolean[] differs = Radiograph.of(patient).differenceFrom(Radiograph.of(patient.twin()));
      int step = Radiograph.SIZE / SIDE;
      int inside = 0;
      int there = 0;
      for (int k = 0; k < SIDE * SIDE; k++) {
        if (region.value(k) != 0) {
          inside++;
          int middle = (k / SIDE * step + step / 2) * Radiograph.SIZE + k % SIDE * step + step / 2;
          boolean any = false;
          for (int r = -2; r <= 2; r++) {
            for (int c = -2; c <= 2; c++) {
              any |= differs[middle + r * Radiograph.SIZE + c];
            }
          }
          there += any ? 1 : 0;
        }
      }
      assertThat(there).as("of %d pixels of patient %d", inside, i).isGreaterThan(inside * 9 / 10);
    }
    assertThat(seen).isPositive();
  }

  @Test
  void tubesAreInTheTreatedOnlyWhoKeepLittleAir() {
    PhantomFilms tubes = SIX.withTreated(.5);
    PhantomFilms without = tubes.withoutTubes();
    assertThat(tubes.treated()).contains(true).isEqualTo(without.treated());
    for (int i = 0; i < 6; i++) {
      boolean treated = tubes.treated().get(i);
      assertThat(tubes.truth()[i]).isEqualTo(SIX.truth()[i]);
      assertThat(Arrays.equals(film(without, i), film(SIX, i)))
          .as("air %d", i)
          .isNotEqualTo(treated);
      assertThat(Arrays.equals(film(tubes, i), film(without, i)))
          .as("tube %d", i)
          .isNotEqualTo(treated);
      if (treated && SIX.regions().get(i) != null && without.regions().get(i) != null) {
        assertThat(without.regions().get(i).mean()).isLessThan(SIX.regions().get(i).mean());
      }
    }
    assertThat(tubes)
        .hasToString(
            "6 patients of seed 2, films of 64 x 64, 50 % of the diseased treated with tubes");
  }

  @Test
  void filmsOfTheUntreatedMayComeFromAnotherSet() {
    PhantomFilms tubes = SIX.withTreated(.5);
    PhantomFilms same = PhantomFilms.of(2, 5, SIDE).withUntreatedFrom(SIX).withTreated(.5);
    for (int i = 0; i < 5; i++) {
      assertThat(film(same, i)).containsExactly(film(tubes, i));
    }
    assertThatThrownBy(() -> PhantomFilms.of(2, 7, SIDE).withUntreatedFrom(SIX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has not the films of 7 patients of seed 2");
    assertThatThrownBy(() -> PhantomFilms.of(2, 6, SIDE).withUntreatedFrom(tubes))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keptFilmsAreTheSameInEverySize() throws IOException {
    PhantomFilms kept = PhantomFilms.of(2, 3, 32).keptIn(folder, SIDE);
    try (var files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("phantoms-2-3-32.bin", "phantoms-2-3-64.bin");
    }
    PhantomFilms other = PhantomFilms.of(2, 3, SIDE).keptIn(folder);
    for (int i = 0; i < 3; i++) {
      assertThat(film(kept, i)).containsExactly(film(PhantomFilms.of(2, 3, 32), i));
      assertThat(film(other, i)).containsExactly(film(SIX, i));
      assertThat(values(other.regions(), i)).isEqualTo(values(SIX.regions(), i));
    }
    assertThat(other.views()).isEqualTo(SIX.views().subList(0, 3));
    assertThat(other.millimetres()).isEqualTo(PhantomFilms.of(2, 3, SIDE).millimetres());
  }

  private static float[] values(List<Pixels> regions, int i) {
    return regions.get(i) == null ? null : regions.get(i).values();
  }

  @Test
  void cutFilesAreRefused() throws IOException {
    PhantomFilms.of(2, 1, 32).keptIn(folder);
    Path file = folder.resolve("phantoms-2-1-32.bin");
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 5, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> PhantomFilms.of(2, 1, 32).keptIn(folder))
          .isInstanceOf(DicomException.class)
          .hasMessageContaining("phantoms-2-1-32.bin: is cut")
          .hasMessageContaining("delete it");
    }
    Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
    assertThatThrownBy(() -> PhantomFilms.of(2, 1, 32).keptIn(folder))
        .isInstanceOf(DicomException.class);
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThatThrownBy(() -> PhantomFilms.of(1, 0, 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be 1 to 100000");
    assertThatThrownBy(() -> PhantomFilms.of(1, 1, 1025))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be 1 to 1024");
    assertThatThrownBy(() -> SIX.withTreated(1.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be 0 to 1");
  }

  @Test
  void namesHaveTheSameDigitsInEveryLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(String.format(Locale.getDefault(), "%d", 1))
          .as("what Java does where nobody takes care")
          .isNotEqualTo("1");
      assertThat(SIX.withTreated(.5)).asString().contains("50 % of the diseased");
      assertThat(new Samples.Film(7, ChestPhantom.of(1, 1).twin(), 1, 0).file())
          .isEqualTo("train/No Pneumothorax/000007.dcm");
      assertThat(new Radiograph(new byte[0], .4, "PA", new float[0]))
          .hasToString("PA film, 1024 x 1024, 0.40 mm");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void setsAreEqualWhenTheirFilmsAre() {
    assertThat(PhantomFilms.of(2, 6, SIDE)).isEqualTo(SIX).hasSameHashCodeAs(SIX);
    assertThat(SIX.withTreated(.5)).isEqualTo(SIX.withTreated(.5)).isNotEqualTo(SIX);
    assertThat(SIX.withTreated(.5).withoutTubes()).isNotEqualTo(SIX.withTreated(.5));
  }
}
