package medimg.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.dicom.DicomBytes;
import medimg.dicom.StoredValues;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import medimg.pixels.Box;
import medimg.pixels.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Films for a network: what is read, changed, and put into batches. */
class FilmSetTest {
  @TempDir Path folder;

  private Table table(String... filesAndLabels) {
    StringColumn file = StringColumn.create("file");
    StringColumn label = StringColumn.create("label");
    for (int i = 0; i < filesAndLabels.length; i += 2) {
      file.append(filesAndLabels[i]);
      label.append(filesAndLabels[i + 1]);
    }
    return Table.create("films", file, label);
  }

  private Table twoGoodOneBad() throws IOException {
    Files.copy(TestFiles.pydicom("CT_small.dcm"), folder.resolve("a.dcm"));
    Files.writeString(folder.resolve("b.dcm"), "not a film");
    Files.copy(TestFiles.pydicom("MR_small.dcm"), folder.resolve("c.dcm"));
    return table("a.dcm", "ill", "b.dcm", "ill", "c.dcm", "well");
  }

  @Test
  void aBadFileIsLeftOutAndTold() throws IOException {
    FilmSet films = FilmSet.read(folder, twoGoodOneBad(), "ill", 64);
    assertThat(films.size()).isEqualTo(2);
    assertThat(films.truth()).containsExactly(true, false);
    assertThat(films.name(1)).isEqualTo("c.dcm");
    assertThat(films.errors()).singleElement().asString().contains("b.dcm");
    assertThat(films)
        .hasToString(
            films.size() + " films of 64 x 64, 1 of them positive; 1 files left out: see errors()");
  }

  @Test
  void aFilmIsStretchedAndAveragedOverAreas() throws IOException {
    FilmSet films = FilmSet.read(folder, twoGoodOneBad(), "ill", 64);
    Pixels px = Pixels.of(Dicom.read(folder.resolve("a.dcm"))).linear();
    float[] expected = px.cropResize(Box.of(px), 64, 64).values();
    float[] levels = films.film(0).values();
    for (int i = 0; i < levels.length; i++) {
      assertThat(levels[i]).isCloseTo(expected[i], within(1e-5f));
    }
    double mean = (films.film(0).mean() + films.film(1).mean()) / 2;
    assertThat(films.mean()).isCloseTo(mean, within(1e-6));
  }

  @Test
  void anAreaIsTheMeanOfThePixelPartsInIt() {
    byte[] pixels = {0, 0, 0, 0, (byte) 144, 0, 0, 0, (byte) 225};
    StoredValues film = new StoredValues(pixels, false, 1, 3, 3, 1);
    // 1.5 x 1.5 pixels each: a quarter of the middle one, one corner whole
    assertThat(Areas.linear(film, 2))
        .containsExactly(
            new float[] {36 / 2.25f / 225, 36 / 2.25f / 225, 36 / 2.25f / 225, 261 / 2.25f / 225},
            within(1e-6f));
    StoredValues flat = new StoredValues(new short[9], true, 1, 3, 3, 1);
    assertThat(Areas.linear(flat, 2)).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({
    "160, 160, 8, 8, false, MONOCHROME2, ",
    "161, 163, 8, 8, false, MONOCHROME1, ",
    "1000, 97, 8, 8, true, MONOCHROME2, ",
    "97, 301, 16, 12, false, MONOCHROME1, ",
    "300, 200, 16, 12, true, MONOCHROME2, ",
    "257, 255, 16, 16, true, MONOCHROME1, ",
    "255, 500, 16, 16, false, MONOCHROME2, 7",
    "31, 400, 8, 8, false, MONOCHROME2, ",
    "400, 31, 16, 16, false, MONOCHROME2, ",
    "200, 200, 32, 20, false, MONOCHROME2, ",
    "200, 200, 8, 8, false, PALETTE COLOR, "
  })
  void theShortWayGivesTheLevelsOfPlanesOfTheWholeFilm(
      int rows,
      int columns,
      int allocated,
      int stored,
      boolean signed,
      String photometric,
      Integer padding)
      throws IOException {
    DicomBytes bytes =
        DicomBytes.file(TransferSyntax.EXPLICIT_LITTLE)
            .us(Tag.SamplesPerPixel, 1)
            .text(Tag.PhotometricInterpretation, VR.CS, photometric)
            .us(Tag.Rows, rows)
            .us(Tag.Columns, columns)
            .us(Tag.BitsAllocated, allocated)
            .us(Tag.BitsStored, stored)
            .us(Tag.HighBit, stored - 1)
            .us(Tag.PixelRepresentation, signed ? 1 : 0);
    if (padding != null) {
      bytes.us(Tag.PixelPaddingValue, padding);
    }
    bytes.text(Tag.RescaleIntercept, VR.DS, "-1024").text(Tag.RescaleSlope, VR.DS, "-2");
    for (int tag :
        List.of(
            Tag.RedPaletteColorLookupTableDescriptor,
            Tag.GreenPaletteColorLookupTableDescriptor,
            Tag.BluePaletteColorLookupTableDescriptor)) {
      bytes.element(tag, VR.US, new byte[] {0, 1, 0, 0, 8, 0});
    }
    byte[] table = new byte[256];
    byte[] pixels = new byte[rows * columns * allocated / 8];
    SplittableRandom random = new SplittableRandom(rows);
    random.nextBytes(table);
    random.nextBytes(pixels);
    for (int i = 0; padding != null && i < pixels.length / 5; i += 2) {
      pixels[i] = padding.byteValue();
      pixels[i + 1] = 0;
    }
    bytes.element(Tag.RedPaletteColorLookupTableData, VR.OW, table);
    bytes.element(Tag.GreenPaletteColorLookupTableData, VR.OW, table);
    bytes.element(Tag.BluePaletteColorLookupTableData, VR.OW, table);
    bytes.element(Tag.PixelData, VR.OW, Arrays.copyOf(pixels, pixels.length + 1 & ~1));
    Path file = folder.resolve("film.dcm");
    Files.write(file, bytes.bytes());
    for (int side : List.of(32, 96)) {
      float[] expected = FilmSet.decoded(Pixels.of(Dicom.read(file)), side);
      assertThat(FilmSet.decoded(file, side)).containsExactly(expected, within(1 / 65_535f));
    }
  }

  @Test
  void realFilesAreReadByTheShortWayAsByPlanes() throws IOException {
    List<String> real =
        List.of("CT_small.dcm", "MR_small.dcm", "SC_jpeg_no_color_transform.dcm", "rtdose.dcm");
    for (String name : real) {
      Path file = TestFiles.pydicom(name);
      float[] expected = FilmSet.decoded(Pixels.of(Dicom.read(file)), 32);
      assertThat(FilmSet.decoded(file, 32)).containsExactly(expected, within(1 / 65_535f));
    }
  }

  @Test
  void whatDoesNotFitIntoMemoryIsDecodedEachTimeToTheSame() throws IOException {
    Table table = twoGoodOneBad();
    FilmSet all = FilmSet.read(folder, table, "ill", 64);
    FilmSet one = FilmSet.read(folder, table, "ill", 64, 64 * 64 * 2);
    assertThat(all.kept()).isEqualTo(2);
    assertThat(one.kept()).isEqualTo(1);
    assertThat(one.film(1).values()).containsExactly(all.film(1).values());
  }

  @Test
  void missingLabelsColumnsFilesAndOddSidesAreRefused() throws IOException {
    Table table = twoGoodOneBad();
    assertThatThrownBy(() -> FilmSet.read(folder, table, "ill", 100))
        .hasMessage("side 100: must be a multiple of 32 from 32 to 1024");
    assertThatThrownBy(() -> FilmSet.read(folder, table("a.dcm", ""), "ill", 64))
        .hasMessageContaining("column label has 1 missing values");
    assertThatThrownBy(() -> FilmSet.read(folder, table("b.dcm", "ill"), "ill", 64))
        .hasMessageContaining("no film can be read; the first: ")
        .hasMessageContaining("b.dcm");
    assertThatThrownBy(
            () -> FilmSet.read(folder, Table.create(StringColumn.create("file")), "ill", 64))
        .hasMessage("the table has no column label");
  }

  @Test
  void eachChangeDoesWhatItsNameSays() {
    float[] ramp = new float[32 * 32];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i % 32 / 31f;
    }
    SplittableRandom random = new SplittableRandom(1);
    assertThat(Augment.NONE.apply(ramp, 32, random)).containsExactly(ramp);
    float[] brighter = new Augment(0, 0, 1, .5, 0, false).apply(ramp, 32, random);
    float added = brighter[0] - ramp[0];
    assertThat(added).isNotZero();
    assertThat(brighter[31] - ramp[31]).isCloseTo(added, within(1e-6f));
    float[] contrast = new Augment(0, 0, 1, 0, .5, false).apply(ramp, 32, random);
    float factor = contrast[31] - contrast[0];
    assertThat(factor).isNotEqualTo(1f).isBetween(.5f, 1.5f);
    assertThat(contrast[15] + contrast[16]).isCloseTo(1, within(1e-5f));
    float[] zoomed = new Augment(0, 0, 1.5, 0, 0, false).apply(ramp, 32, random);
    float slope = (zoomed[17] - zoomed[16]) * 31;
    assertThat(slope).isNotCloseTo(1, within(.01f)).isBetween(1 / 1.5f, 1.5f);
    float[] turned = new Augment(0, 20, 1, 0, 0, false).apply(ramp, 32, random);
    assertThat(turned[5 * 32 + 16]).isNotCloseTo(turned[25 * 32 + 16], within(.01f));
    float[] cropped = new Augment(.5, 0, 1, 0, 0, false).apply(ramp, 32, random);
    assertThat((cropped[17] - cropped[16]) * 31).isBetween(.5f, .99f);
  }

  @Test
  void onlyWhereAskedForAndOnlyHalfOfTheFilmsAreMirrored() {
    float[] ramp = new float[32 * 32];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i % 32 / 31f;
    }
    Augment none = Augment.NONE.flip(true);
    SplittableRandom random = new SplittableRandom(1);
    long mirrored =
        IntStream.range(0, 100).filter(i -> none.apply(ramp, 32, random)[0] > .5).count();
    assertThat(mirrored).isBetween(30L, 70L);
    assertThat(Augment.USUAL.flip()).isFalse();
    long usual =
        IntStream.range(0, 100).filter(i -> Augment.USUAL.apply(ramp, 32, random)[0] > .5).count();
    assertThat(usual).isZero();
  }

  @Test
  void aDrawnFilmIsChangedAsInTrainingAndShownOnTheSameGreyScale() {
    Pixels film = TinyFilms.of(3, 1).film(1);
    Pixels drawn = Augment.USUAL.drawn(film, 7);
    float[] expected = Augment.USUAL.apply(film.values(), 32, new SplittableRandom(7));
    for (int i = 0; i < expected.length; i++) {
      float shown = Math.max(0, Math.min(1, expected[i]));
      assertThat((float) drawn.value(i)).isCloseTo(shown, within(1e-6f));
    }
    assertThat(drawn.isGreyLevel()).isTrue();
    Pixels bright = Augment.NONE.contrast(.9).drawn(Augment.NONE.brightness(1).drawn(film, 3), 3);
    assertThat(bright.min()).isGreaterThanOrEqualTo(0);
    assertThat(bright.max()).isLessThanOrEqualTo(1);
    assertThat(Augment.USUAL.drawn(film, 8).values()).isNotEqualTo(drawn.values());
    assertThat(Augment.NONE.drawn(film, 7).values()).containsExactly(film.values());
  }

  @Test
  void eachChangeAloneIsTheOneThatAllTogetherHave() {
    Augment all = Augment.NONE.crop(.1).degrees(6).zoom(1.2).brightness(.3).contrast(.4).flip(true);
    assertThat(all).isEqualTo(new Augment(.1, 6, 1.2, .3, .4, true));
    Pixels film = TinyFilms.of(3, 1).film(1);
    Augment two = Augment.NONE.brightness(.1).contrast(.2);
    for (long seed = 0; seed < 4; seed++) {
      double added = Augment.NONE.brightness(.1).drawn(film, seed).value(5) - film.value(5);
      double contrast = Augment.NONE.contrast(.2).drawn(film, seed).value(5);
      assertThat(two.drawn(film, seed).value(5)).isCloseTo(contrast + added, within(1e-6));
    }
  }

  @Test
  void aFilmThatIsNotOfASetIsNotChanged() {
    String told = "a film to change is square, 2 x 2 or more, of grey levels 0 to 1 without gaps";
    for (Pixels wrong :
        new Pixels[] {
          Pixels.of(new float[6], 2, 3),
          Pixels.of(new float[1], 1, 1),
          Pixels.of(new float[] {0, 1, 2, 0}, 2, 2),
          Pixels.of(new float[] {0, 1, Float.NaN, 0}, 2, 2),
          Pixels.of(new float[4], 2, 2).interpretedAs("MONOCHROME1")
        }) {
      assertThatThrownBy(() -> Augment.USUAL.drawn(wrong, 1)).hasMessageContaining(told);
    }
  }

  @Test
  void aFilmOfABatchIsWhatIsLearntFromOnTheGreyScale() {
    FilmSet films = TinyFilms.of(20, 1);
    Batches.Batch plain = new Batches(films, 8, Augment.NONE, false, 3).at(0, 0);
    assertThat(plain.film(5).values()).containsExactly(films.film(plain.rows()[5]).values());
    Batches.Batch changed = new Batches(films, 8, Augment.NONE.brightness(1), false, 3).at(0, 0);
    for (int k = 0; k < 8; k++) {
      assertThat(changed.film(k).rows()).isEqualTo(32);
      assertThat(changed.film(k).isGreyLevel()).isTrue();
      float level = Math.max(0, Math.min(1, changed.levels()[k][100]));
      assertThat((float) changed.film(k).value(100)).isCloseTo(level, within(1e-6f));
    }
  }

  @Test
  void theSeedAloneDecidesTheBatches() {
    FilmSet films = TinyFilms.of(20, 1);
    Batches.Batch one = new Batches(films, 8, Augment.USUAL, false, 3).at(2, 1);
    Batches.Batch same = new Batches(films, 8, Augment.USUAL, false, 3).at(2, 1);
    assertThat(same.rows()).containsExactly(one.rows());
    assertThat(Arrays.deepEquals(same.levels(), one.levels())).isTrue();
    Batches.Batch epoch = new Batches(films, 8, Augment.USUAL, false, 3).at(3, 1);
    Batches.Batch seed = new Batches(films, 8, Augment.USUAL, false, 4).at(2, 1);
    assertThat(epoch.rows()).isNotEqualTo(one.rows());
    assertThat(seed.rows()).isNotEqualTo(one.rows());
  }

  @Test
  void anEpochTakesEveryFilmAtMostOnce() {
    Batches batches = new Batches(TinyFilms.of(20, 1), 8, Augment.NONE, false, 1);
    assertThat(batches.perEpoch()).isEqualTo(2);
    int[] rows =
        IntStream.range(0, 2).flatMap(i -> Arrays.stream(batches.at(0, i).rows())).toArray();
    assertThat(rows).hasSize(16).doesNotHaveDuplicates();
    assertThat(new Batches(TinyFilms.of(5, 1), 8, Augment.NONE, false, 1).at(0, 0).rows())
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }

  @Test
  void filmsInMemoryAreTakenAsTheyAre() {
    FilmSet films = TinyFilms.of(5, 1);
    List<Pixels> pixels = IntStream.range(0, 5).mapToObj(films::film).toList();
    FilmSet again = FilmSet.of(pixels, films.truth());
    assertThat(again.side()).isEqualTo(films.side());
    assertThat(again.truth()).isEqualTo(films.truth());
    assertThat(again.mean()).isEqualTo(films.mean());
    for (int i = 0; i < 5; i++) {
      assertThat(again.levels(i)).isEqualTo(films.levels(i));
    }
  }

  @Test
  void filmsInMemoryMustBeSquaresOfOneSize() {
    Pixels square = Pixels.of(new float[32 * 32], 32, 32);
    Pixels wide = Pixels.of(new float[32 * 32], 16, 64);
    assertThatThrownBy(() -> FilmSet.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no films: a set has 1 or more");
    assertThatThrownBy(() -> FilmSet.of(List.of(square, wide), true, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("film 1 has 16 x 64 pixels, must be 32 x 32 and grey");
    assertThatThrownBy(() -> FilmSet.of(List.of(square), true, false))
        .hasMessageContaining("1 films and 2 labels");
  }

  @Test
  void oversamplingDrawsBothClassesEquallyOften() {
    FilmSet films = TinyFilms.of(30, 1);
    assertThat(films.positives()).isEqualTo(10);
    Batches batches = new Batches(films, 10, Augment.NONE, true, 1);
    assertThat(batches.perEpoch()).isEqualTo(4);
    int[] drawn = new int[30];
    for (int i = 0; i < 4; i++) {
      for (int row : batches.at(0, i).rows()) {
        drawn[row]++;
      }
    }
    for (int i = 0; i < 30; i++) {
      assertThat(drawn[i]).isEqualTo(films.truth(i) ? 2 : 1);
    }
  }
}
