package medimg.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import medimg.dicom.DicomException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that are written hold the numbers, and nothing is left half written. */
class ImageFilesTest {
  @TempDir Path folder;

  private static Pixels levels() {
    return Pixels.of(new float[] {0, 1, 2, 3, 4, 8}, 2, 3).linear();
  }

  /** fastai: 1.0 becomes 65536, which wraps to 0. */
  @Test
  void theBrightestIs65535() {
    assertThat(levels().toUint16().values())
        .containsExactly(0, 8192, 16_384, 24_576, 32_768, 65_535);
    Pixels stored = TestImage.row(0, 10, 10, 255).pixels();
    assertThat(stored.toUint16().max()).isEqualTo(65_535);
    assertThat(stored.toUint16().values()).containsExactly(stored.histScaled().toUint16().values());
  }

  @Test
  void aTiffOf16BitGivesItsNumbersBack() throws IOException {
    Path file = folder.resolve("a.tif");
    levels().saveTif16(file);
    Pixels back = Pixels.png16read(file);
    assertThat(back.shape()).isEqualTo(new Shape(2, 3));
    assertThat(back.values()).containsExactly(levels().toUint16().values());
    assertThat(names()).containsExactly("a.tif");
  }

  @Test
  void aPngOf16BitGivesItsNumbersBack() throws IOException {
    Path file = folder.resolve("a.png");
    levels().savePng16(file);
    assertThat(Pixels.png16read(file).values()).containsExactly(levels().toUint16().values());
    Pixels stored = TestImage.row(16, false, 0, 1, 40_000, 65_535).pixels();
    stored.savePng16(file);
    assertThat(Pixels.png16read(file).values()).containsExactly(0, 1, 40_000, 65_535);
    assertThat(names()).containsExactly("a.png");
  }

  @Test
  void aJpegIsGreyOrColour() throws IOException {
    float[] ramp = new float[32 * 48];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i % 48;
    }
    Pixels px = Pixels.of(ramp, 32, 48);
    px.saveJpg(folder.resolve("grey.jpg"));
    BufferedImage grey = ImageIO.read(folder.resolve("grey.jpg").toFile());
    assertThat(grey.getWidth()).isEqualTo(48);
    assertThat(grey.getHeight()).isEqualTo(32);
    assertThat(grey.getRaster().getNumBands()).isEqualTo(1);
    assertThat((double) grey.getRaster().getSample(47, 16, 0)).isCloseTo(255, within(4.0));
    px.toNChannels(Window.of(48, 24), Window.of(1000, 500)).saveJpg(folder.resolve("three.jpg"), 1);
    BufferedImage three = ImageIO.read(folder.resolve("three.jpg").toFile());
    assertThat(three.getRaster().getNumBands()).isEqualTo(3);
    assertThat((three.getRGB(47, 16) >> 16 & 0xFF)).isGreaterThan(180);
    assertThat(names()).containsExactly("grey.jpg", "three.jpg");
  }

  @Test
  void aFilmIsInvertedInAJpegAndNotAmongNumbers() throws IOException {
    Pixels film = levels().interpretedAs("MONOCHROME1");
    film.saveJpg(folder.resolve("film.jpg"), 1);
    BufferedImage image = ImageIO.read(folder.resolve("film.jpg").toFile());
    assertThat(image.getRaster().getSample(2, 1, 0)).isLessThan(20);
    film.savePng16(folder.resolve("film.png"));
    assertThat(Pixels.png16read(folder.resolve("film.png")).max()).isEqualTo(65_535);
  }

  @Test
  void whatNoFileCanHoldIsRefused() {
    Path file = folder.resolve("a");
    Pixels hu = Pixels.of(new float[] {-5, 1}, 1, 2);
    assertThatThrownBy(() -> hu.savePng16(file))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "own values: savePng16 needs whole numbers from 0 to 65535, but there is -5; take"
                + " toUint16(), a window, or stored values");
    assertThatThrownBy(() -> hu.saveJpg(file, 2))
        .hasMessage("saveJpg: the quality is 2, must be 0 (small) to 1 (true)");
    assertThatThrownBy(() -> hu.toNChannels(Window.of(4, 1)).saveJpg(file))
        .hasMessageEndingWith("a JPEG has 1 or 3 channels, but these are 2; take channel(i)");
    Pixels three = hu.toNChannels(Window.of(4, 1), Window.of(2, 1));
    assertThatThrownBy(() -> three.saveTif16(file)).isInstanceOf(DicomException.class);
    assertThatThrownBy(() -> three.savePng16(file)).isInstanceOf(DicomException.class);
    assertThat(file).doesNotExist();
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path file = folder.resolve("none").resolve("a.png");
    assertThatThrownBy(() -> levels().savePng16(file))
        .isInstanceOf(DicomException.class)
        .hasMessageStartingWith(file + ": cannot be written: ");
  }

  @Test
  void aFileThatCannotBeReplacedLeavesNothingBehind() throws IOException {
    Path file = Files.createDirectories(folder.resolve("a.png").resolve("full")).getParent();
    assertThatThrownBy(() -> levels().savePng16(file)).isInstanceOf(DicomException.class);
    assertThat(names()).containsExactly("a.png");
  }

  @Test
  void onlyPicturesOf16BitGreyAreRead() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "no picture");
    assertThatThrownBy(() -> Pixels.png16read(text))
        .hasMessage(
            text + ": is no picture of 16-bit grey in PNG or TIFF; savePng16(file) writes one");
    assertThatThrownBy(() -> Pixels.png16read(folder.resolve("none.png")))
        .isInstanceOf(DicomException.class);
    levels().saveJpg(folder.resolve("a.jpg"));
    assertThatThrownBy(() -> Pixels.png16read(folder.resolve("a.jpg")))
        .isInstanceOf(DicomException.class);
  }

  @Test
  void aPictureOfGreyOfAnyKindIsReadAndAColouredOneRefused() {
    Pixels px = Pixels.of(new float[] {0, 0, .5f, .5f, 1, 1, 1, 1}, 2, 4);
    px.saveJpg(folder.resolve("a.jpg"), 1);
    Pixels back = Pixels.readPicture(folder.resolve("a.jpg"));
    assertThat(back.shape()).isEqualTo(new Shape(2, 4));
    assertThat(back.at(1, 3)).isCloseTo(255, within(4.0));
    px.toUint16().savePng16(folder.resolve("a.png"));
    assertThat(Pixels.readPicture(folder.resolve("a.png")).max()).isEqualTo(65_535);
    px.toNChannels(Window.of(1, .5), Window.of(2, 1)).saveJpg(folder.resolve("rgb.jpg"));
    assertThatThrownBy(() -> Pixels.readPicture(folder.resolve("rgb.jpg")))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("has colours, must be grey in JPEG, PNG or TIFF");
  }

  private Stream<String> list() throws IOException {
    return Files.list(folder).map(p -> p.getFileName().toString()).sorted();
  }

  private java.util.List<String> names() throws IOException {
    try (Stream<String> names = list()) {
      return names.toList();
    }
  }
}
