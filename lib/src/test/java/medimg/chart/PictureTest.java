package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;

import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.dicom.DicomBytes;
import medimg.dicom.Tag;
import medimg.dicom.TransferSyntax;
import medimg.dicom.VR;
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
  void aPhotographIsEncodedAsJpegAndFlatColourAsPng() {
    Pixels mr = Pixels.of(Dicom.read(TestFiles.pydicom("examples_overlay.dcm")));
    assertThat(Picture.of(mr).encoded().mime()).isEqualTo("image/jpeg");
    assertThat(of("MONOCHROME2", 1, 2, new byte[] {10, 20}).encoded().mime())
        .isEqualTo("image/png");
  }
}
