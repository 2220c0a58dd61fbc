package medimg.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomException;
import medimg.dicom.Tag;
import medimg.dicom.TransferSyntax;
import medimg.dicom.VR;
import org.junit.jupiter.api.Test;

/** Stored values as numbers, and how they are distributed. */
class PixelsTest {
  private static Pixels row(int... values) {
    byte[] bytes = new byte[values.length + 1 & ~1];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Pixels.of(
        DicomBytes.grey8(TransferSyntax.EXPLICIT_LITTLE, 1, values.length)
            .element(Tag.PixelData, VR.OB, bytes)
            .read());
  }

  @Test
  void aRealCtHasPydicomsValues() {
    Pixels px = Pixels.of(Dicom.read(TestFiles.pydicom("CT_small.dcm")));
    assertThat(px.rows()).isEqualTo(128);
    assertThat(px.columns()).isEqualTo(128);
    assertThat(px.min()).isEqualTo(128);
    assertThat(px.max()).isEqualTo(2191);
    assertThat(px.at(0, 0)).isEqualTo(175);
    assertThat(px.at(64, 64)).isEqualTo(1928);
  }

  @Test
  void binsHoldTheirLeftEdgeAndTheLastOneItsRightEdgeToo() {
    Histogram h = row(0, 1, 2, 3, 4).histogram(2);
    assertThat(h.edges()).containsExactly(0, 2, 4);
    assertThat(h.counts()).containsExactly(2, 3);
    assertThat(h.total()).isEqualTo(5);
    assertThat(h.fullest()).isEqualTo(1);
  }

  @Test
  void aConstantImageFillsTheFirstBin() {
    assertThat(row(7, 7, 7).histogram(3).counts()).containsExactly(3, 0, 0);
  }

  @Test
  void noBinsAreRefused() {
    Pixels px = row(1, 2);
    assertThatThrownBy(() -> px.histogram(0))
        .isInstanceOf(DicomException.class)
        .hasMessage("a histogram of 0 bins was asked for, must be 1 to 1000000");
  }

  @Test
  void aPixelOutsideTheImageIsNamed() {
    Pixels px = row(1, 2);
    assertThatThrownBy(() -> px.at(1, 0))
        .isInstanceOf(DicomException.class)
        .hasMessageEndingWith(
            "there is no pixel in row 1, column 0 of 1 x 2 (rows x columns, from 0)");
  }

  @Test
  void theTextSaysShapeRangeAndFirstValues() {
    assertThat(row(1, 2, 3))
        .hasToString(
            "1 x 3 MONOCHROME2, 8 of 8 bit unsigned, stored values 1 to 3, mean 2.00; middle row:"
                + " 1 2 3");
  }

  @Test
  void aHistogramTellsWholeNumbersAsSuch() {
    assertThat(row(0, 1, 2, 3, 4).histogram(2))
        .hasToString("2 bins from 0 to 4, 5 pixels; most in 2 to 4: 3 (60.0 %)");
  }
}
