package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomException;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import medimg.pixels.Box;
import medimg.pixels.FreqHist;
import medimg.pixels.Pixels;
import org.junit.jupiter.api.Test;

/** How pixels become a picture. */
class PictureTest {
  private static Picture of(String photometric, int rows, int columns, byte[] values) {
    int samples = values.length / (rows * columns);
    return Picture.of(
        Pixels.of(
            DicomBytes.image(TransferSyntax.EXPLICIT_LITTLE, rows, columns, samples, 8, photometric)
                .element(Tag.PixelData, VR.OB, values)
                .read()));
  }

  private static int grey(Picture picture, int x, int y) {
    return picture.image().getRaster().getSample(x, y, 0);
  }

  @Test
  void theSmallestValueIsBlackAndTheLargestWhite() {
    Picture picture = of("MONOCHROME2", 1, 2, new byte[] {10, 20});
    assertThat(grey(picture, 0, 0)).isZero();
    assertThat(grey(picture, picture.image().getWidth() - 1, 0)).isEqualTo(255);
  }

  @Test
  void monochrome1IsShownInverted() {
    assertThat(grey(of("MONOCHROME1", 1, 2, new byte[] {10, 20}), 0, 0)).isEqualTo(255);
  }

  @Test
  void aLineOfOnePixelDoesNotVanishWhenAnImageShrinks() {
    byte[] values = new byte[2048 * 2];
    values[1] = values[2049] = (byte) 200; // one white column of 2048
    Picture picture = of("MONOCHROME2", 2, 2048, values);
    assertThat(picture.image().getWidth()).isEqualTo(Picture.LARGEST);
    assertThat(grey(picture, 0, 0)).isEqualTo(Math.round(255 / 4f));
  }

  @Test
  void smallImagesAreEnlargedByAWholeFactor() {
    Pixels px = Pixels.of(Dicom.read(TestFiles.pydicom("CT_small.dcm")));
    assertThat(Picture.of(px).image().getWidth()).isEqualTo(256);
  }

  @Test
  void ybrIsShownInItsColours() {
    // PS3.3 section C.7.6.3.1.2: pure red is Y 76, Cb 85, Cr 255.
    Picture picture = of("YBR_FULL", 1, 2, new byte[] {76, 85, -1, 76, 85, -1});
    int rgb = picture.image().getRGB(0, 0);
    assertThat(rgb >> 16 & 0xFF).isBetween(252, 255);
    assertThat(rgb >> 8 & 0xFF).isLessThan(3);
    assertThat(rgb & 0xFF).isLessThan(3);
  }

  @Test
  void pixelsWithoutAValueAreBlackAndLeftOutOfTheAverage() {
    float nan = Float.NaN;
    float[] values = new float[1024 * 4];
    Arrays.fill(values, 10);
    values[0] = 20;
    for (int i : new int[] {1, 1024, 1025, 4, 5, 1028, 1029}) {
      values[i] = nan;
    }
    Picture picture = Picture.of(Pixels.of(values, 4, 1024));
    assertThat(picture.image().getWidth()).isEqualTo(512);
    assertThat(grey(picture, 0, 0)).isEqualTo(255); // of four pixels one has a value, 20
    assertThat(grey(picture.colours(ColourMap.VIRIDIS), 2, 0)).isZero(); // of four none
    assertThat(picture.colours(ColourMap.VIRIDIS).image().getRGB(2, 0)).isEqualTo(0xFF000000);
    Pixels inverted = Pixels.of(values, 4, 1024).interpretedAs("MONOCHROME1");
    assertThat(grey(Picture.of(inverted), 2, 0)).isZero();
  }

  @Test
  void anImageOfPaddingOnlyIsBlack() {
    Picture picture = Picture.of(Pixels.of(new float[] {Float.NaN, Float.NaN}, 1, 2)).withBar();
    assertThat(grey(picture, 0, 0)).isZero();
    assertThat(picture.bar()).isPresent();
  }

  @Test
  void averagesAreThoseOfTheAreaAlsoWhereTheFactorIsNotWhole() {
    // 3 columns become 2: each new one covers one and a half.
    Picture picture = Picture.of(Pixels.of(ramp(768), 1, 768)).between(0, 767);
    assertThat(picture.image().getWidth()).isEqualTo(512);
    assertThat(grey(picture, 0, 0)).isEqualTo((int) Math.round(255 * (0 + .5 * 1) / 1.5 / 767));
    assertThat(grey(picture, 511, 0))
        .isEqualTo((int) Math.round(255 * (767 + .5 * 766) / 1.5 / 767));
  }

  private static float[] ramp(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    return values;
  }

  @Test
  void greyLevelsAreShownAsTheyAre() {
    Pixels levels = Pixels.of(new float[] {0, 10}, 1, 2).histScaled(FreqHist.of(-10, 30));
    Picture picture = Picture.of(levels);
    assertThat(grey(picture, 0, 0)).isEqualTo(64);
    assertThat(grey(picture, picture.image().getWidth() - 1, 0)).isEqualTo(128);
  }

  @Test
  void betweenChoosesTheValuesShownBlackAndWhite() {
    Picture picture = Picture.of(Pixels.of(new float[] {0, 10, 20}, 1, 3)).between(10, 30);
    int third = picture.image().getWidth() / 3;
    assertThat(grey(picture, 0, 0)).isZero();
    assertThat(grey(picture, third, 0)).isZero();
    assertThat(grey(picture, 2 * third, 0)).isEqualTo(128);
    assertThatThrownBy(() -> picture.between(5, 5))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("the first value must be below the second");
  }

  @Test
  void coloursOfAMapReplaceGrey() {
    Picture picture = of("MONOCHROME2", 1, 2, new byte[] {10, 20}).colours(ColourMap.VIRIDIS);
    assertThat(picture.image().getRGB(0, 0)).isEqualTo(0xFF440154);
  }

  @Test
  void aBarTellsTheEndsAndTheUnitAndStaysWithinTheWidthAskedFor() {
    Pixels ct = Pixels.of(Dicom.read(TestFiles.pydicom("CT_small.dcm"))).scaled();
    Picture picture = Picture.of(ct).withBar().width(200);
    ColourBar bar = picture.bar().orElseThrow();
    assertThat(bar.low()).isEqualTo(ct.min());
    assertThat(bar.high()).isEqualTo(ct.max());
    assertThat(bar.unit()).isEqualTo("HU");
    assertThat(bar.height()).isEqualTo(picture.image().getHeight());
    assertThat(bar.width() + picture.image().getWidth()).isLessThanOrEqualTo(200);
    Picture other = Picture.of(ct).width(200).withBar();
    assertThat(other.image().getWidth()).isEqualTo(picture.image().getWidth());
    assertThat(Picture.of(ct).bar()).isEmpty();
  }

  @Test
  void aWidthIsTheMostThatAPictureTakesAndLetsASmallOneGrow() {
    assertThat(Picture.of(Pixels.of(new float[2000], 2, 1000)).width(300).image().getWidth())
        .isEqualTo(300);
    assertThat(Picture.of(Pixels.of(new float[100], 10, 10)).width(300).image().getWidth())
        .isEqualTo(300);
    assertThat(Picture.of(Pixels.of(new float[100], 10, 10)).width(309).image().getWidth())
        .isEqualTo(300);
    assertThatThrownBy(() -> Picture.of(Pixels.of(new float[1], 1, 1)).width(5))
        .isInstanceOf(DicomException.class)
        .hasMessage("width(5): the width must be 16 to 2000");
  }

  @Test
  void severalFramesAreRefusedWithAdvice() {
    Pixels frames = Pixels.allOf(Dicom.read(TestFiles.pydicom("rtdose.dcm")));
    assertThatThrownBy(() -> Picture.of(frames))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("these are 15; choose one, such as px.frame(0)");
    assertThat(Picture.of(frames.frame(3)).image()).isNotNull();
  }

  @Test
  void aColouredImageHasNoMapAndNoBar() {
    Picture colour = of("RGB", 1, 1, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> colour.colours(ColourMap.BONE))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("this image is coloured");
    assertThatThrownBy(colour::withBar).isInstanceOf(DicomException.class);
  }

  @Test
  void theFileHasThePixelsShownAndNoMore() throws IOException {
    for (Picture picture :
        List.of(
            Picture.of(Pixels.of(new float[2048 * 1024], 1024, 2048)),
            Picture.of(Pixels.of(ramp(64), 8, 8)).colours(ColourMap.GIST_NCAR))) {
      byte[] file = picture.encoded().bytes();
      BufferedImage back = ImageIO.read(new ByteArrayInputStream(file));
      assertThat(back.getWidth()).isEqualTo(picture.image().getWidth());
      assertThat(back.getHeight()).isEqualTo(picture.image().getHeight());
    }
  }

  @Test
  void aGreyRampStaysSmoothInItsFile() throws IOException {
    float[] values = new float[512 * 512];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 512 + i / 512 / 64f;
    }
    Picture picture = Picture.of(Pixels.of(values, 512, 512));
    byte[] file = picture.encoded().bytes();
    BufferedImage back = ImageIO.read(new ByteArrayInputStream(file));
    for (int x = 0; x < 512; x++) {
      int there = back.getRaster().getSample(x, 300, 0);
      assertThat(Math.abs(there - grey(picture, x, 300))).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void aPhotographIsEncodedAsJpegAndFlatColourAsPng() {
    Pixels mr = Pixels.of(Dicom.read(TestFiles.pydicom("examples_overlay.dcm")));
    assertThat(Picture.of(mr).encoded().mime()).isEqualTo("image/jpeg");
    assertThat(of("MONOCHROME2", 1, 2, new byte[] {10, 20}).encoded().mime())
        .isEqualTo("image/png");
  }

  @Test
  void aBoxIsFramedJustWithinItsEdgesAndTheRestStaysAsItIs() {
    Picture plain = Picture.of(Pixels.of(new float[64 * 64], 64, 64));
    Picture boxed = plain.boxed(new Box(16, 8, 47, 23));
    int times = boxed.image().getWidth() / 64;
    int frame = boxed.image().getRGB(8 * times, 30 * times);
    assertThat(frame).isEqualTo(Theme.ORANGE.getRGB());
    assertThat(boxed.image().getRGB(24 * times - 1, 48 * times - 1)).isEqualTo(frame);
    assertThat(boxed.image().getRGB(24 * times, 30 * times)).isEqualTo(0xFF000000);
    assertThat(boxed.image().getRGB(16 * times, 30 * times)).isEqualTo(0xFF000000);
    assertThat(plain.boxed(Box.EMPTY).image().getRaster().getNumBands()).isEqualTo(1);
    assertThatThrownBy(() -> plain.boxed(new Box(0, 0, 64, 3)))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining(
            "the box rows 0 to 64, columns 0 to 3 (65 x 4) is not within 64 x 64");
  }

  private static final Picture GREY =
      Picture.of(Pixels.of(new float[64 * 64], 64, 64).histScaled(FreqHist.of(-1, 1)));

  @Test
  void aMapCoversTheMoreTheLargerItIsAndNothingWhereItIsZero() {
    float[] map = {0, 2, 4};
    BufferedImage image = GREY.overlaid(Pixels.of(map, 1, 3), .5).image();
    int y = image.getHeight() / 2;
    assertThat(image.getRGB(0, y)).isEqualTo(0xFF808080);
    assertThat(image.getRGB(image.getWidth() / 2, y))
        .isEqualTo(mixed(ColourMap.VIRIDIS.rgb(.5), .25));
    assertThat(image.getRGB(image.getWidth() - 1, y))
        .isEqualTo(mixed(ColourMap.VIRIDIS.rgb(1), .5));
    BufferedImage all = GREY.overlaid(Pixels.of(map, 1, 3), 1).image();
    assertThat(all.getRGB(image.getWidth() - 1, y) & 0xFFFFFF).isEqualTo(ColourMap.VIRIDIS.rgb(1));
  }

  /** A colour over grey 128. */
  private static int mixed(int over, double share) {
    int out = 0xFF;
    for (int shift = 16; shift >= 0; shift -= 8) {
      out = out << 8 | (int) Math.round(128 + share * ((over >> shift & 0xFF) - 128));
    }
    return out;
  }

  @Test
  void aMapOfZerosAndOneWithoutValuesLeaveTheImageAsItIs() {
    for (float value : new float[] {0, Float.NaN}) {
      float[] map = {value, value, value, value};
      BufferedImage image = GREY.overlaid(Pixels.of(map, 2, 2), 1).image();
      assertThat(image.getRGB(100, 100)).isEqualTo(0xFF808080);
    }
    assertThat(GREY.image().getRaster().getNumBands()).isEqualTo(1);
  }

  @Test
  void aMapThatIsNoneOrCoversMoreThanAllIsRefused() {
    Pixels negative = Pixels.of(new float[] {-1, 2}, 1, 2);
    assertThatThrownBy(() -> GREY.overlaid(negative, .5))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("a map over a picture is 0 and above, but its minimum is -1");
    assertThatThrownBy(() -> GREY.overlaid(Pixels.of(new float[1], 1, 1), 1.5))
        .isInstanceOf(DicomException.class)
        .hasMessage("overlaid(.., 1.5): the share must be 0 to 1");
    Pixels one = Pixels.of(new float[1], 1, 1);
    Pixels colours = Pixels.ofChannels(one, one, one);
    assertThatThrownBy(() -> GREY.overlaid(colours, .5))
        .hasMessageContaining("a map over a picture has one frame and one sample a pixel");
    assertThatThrownBy(() -> GREY.outlined(colours))
        .hasMessageContaining("a region in a picture has one frame and one sample a pixel");
  }

  @Test
  void aRegionIsOutlinedFromOutsideAndLeftAsItIs() {
    float[] region = new float[64 * 64];
    Arrays.fill(region, 10 * 64 + 20, 10 * 64 + 40, 1); // row 10, columns 20 to 39
    BufferedImage image = GREY.outlined(Pixels.of(region, 64, 64)).image();
    int times = image.getWidth() / 64;
    int y = 10 * times + times / 2;
    int line = Picture.OUTLINE.getRGB();
    assertThat(image.getRGB(20 * times, y)).isEqualTo(0xFF808080);
    assertThat(image.getRGB(20 * times - 1, y)).isEqualTo(line);
    assertThat(image.getRGB(20 * times - 2, y)).isEqualTo(line);
    assertThat(image.getRGB(20 * times - 3, y)).isEqualTo(0xFF000000);
    assertThat(image.getRGB(20 * times - 4, y)).isEqualTo(0xFF808080);
    assertThat(image.getRGB(40 * times, y)).isEqualTo(line);
    assertThat(image.getRGB(30 * times, 10 * times - 1)).isEqualTo(line);
    assertThat(image.getRGB(30 * times, 11 * times)).isEqualTo(line);
  }

  @Test
  void aSinglePixelOfALargeRegionIsStillOutlined() {
    float[] region = new float[1024 * 1024];
    region[512 * 1024] = 1; // at the left edge: the line does not go on at the right one
    BufferedImage image = GREY.outlined(Pixels.of(region, 1024, 1024)).image();
    int y = image.getHeight() / 2;
    assertThat(image.getRGB(0, y)).isEqualTo(0xFF808080);
    assertThat(image.getRGB(1, y)).isEqualTo(Picture.OUTLINE.getRGB());
    assertThat(image.getRGB(image.getWidth() - 1, y)).isEqualTo(0xFF808080);
    assertThat(image.getRGB(image.getWidth() - 1, y - 1)).isEqualTo(0xFF808080);
  }

  @Test
  void mapRegionAndBoxAreDrawnTogetherWhateverIsAskedForFirst() {
    Pixels map = Pixels.of(new float[] {1, 0, 0, 0}, 2, 2);
    float[] values = new float[64 * 64];
    values[40 * 64 + 40] = 1;
    Pixels region = Pixels.of(values, 64, 64);
    Box box = new Box(8, 8, 20, 20);
    BufferedImage one = GREY.overlaid(map, .5).outlined(region).boxed(box).image();
    BufferedImage other = GREY.boxed(box).titled("t").outlined(region).overlaid(map, .5).image();
    int[] rgb = one.getRGB(0, 0, one.getWidth(), one.getHeight(), null, 0, one.getWidth());
    assertThat(other.getRGB(0, 0, one.getWidth(), one.getHeight(), null, 0, one.getWidth()))
        .containsExactly(rgb);
    assertThat(Arrays.stream(rgb).boxed())
        .contains(
            Theme.ORANGE.getRGB(), Picture.OUTLINE.getRGB(), mixed(ColourMap.VIRIDIS.rgb(1), .5));
  }
}
