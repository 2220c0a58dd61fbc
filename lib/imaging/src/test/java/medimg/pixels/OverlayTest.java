package medimg.pixels;

import static medimg.dicom.TransferSyntax.EXPLICIT_LITTLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomException;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;

/** Overlay planes of groups 60xx, PS3.3 sections C.9.2 and C.9.3. */
class OverlayTest {
  private static int tag(int element) {
    return Tag.of(0x6000, element);
  }

  private static byte[] words(int... values) {
    byte[] out = new byte[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      out[2 * i] = (byte) values[i];
      out[2 * i + 1] = (byte) (values[i] >> 8);
    }
    return out;
  }

  private static DicomBytes overlay(
      DicomBytes image, int rows, int columns, int top, int left, int... bits) {
    return image
        .us(tag(0x0010), rows)
        .us(tag(0x0011), columns)
        .text(tag(0x0040), VR.CS, "R")
        .element(tag(0x0050), VR.SS, words(top, left))
        .us(tag(0x0100), 1)
        .us(tag(0x0102), 0)
        .text(tag(0x1500), VR.LO, "tumour")
        .element(tag(0x3000), VR.OW, words(bits));
  }

  private static String drawn(Overlay overlay) {
    StringBuilder out = new StringBuilder();
    for (int row = 0; row < overlay.rows(); row++) {
      for (int column = 0; column < overlay.columns(); column++) {
        out.append(overlay.at(row, column) ? '#' : '.');
      }
      out.append('/');
    }
    return out.toString();
  }

  private static DicomBytes image() {
    return DicomBytes.grey8(EXPLICIT_LITTLE, 3, 4);
  }

  @Test
  void theFirstBitIsTheLowestAndLiesAtTheOriginWhichCountsFromOne() {
    Overlay overlay = Overlay.of(overlay(image(), 2, 2, 2, 3, 0b0111).read()).get(0);
    assertThat(drawn(overlay)).isEqualTo("..../..##/..#./");
    assertThat(overlay.isRegion()).isTrue();
    assertThat(overlay.group()).isEqualTo(0x6000);
    assertThat(overlay.mask().at(1, 3)).isEqualTo(1);
    assertThat(overlay).hasToString("region (6000) 3 x 4, 3 pixels, tumour");
  }

  @Test
  void whatLiesOutsideTheImageIsLeftOut() {
    assertThat(drawn(Overlay.of(overlay(image(), 2, 2, 0, 0, 0b1111).read()).get(0)))
        .isEqualTo("#.../..../..../");
    assertThat(drawn(Overlay.of(overlay(image(), 2, 2, 3, 4, 0b1111).read()).get(0)))
        .isEqualTo("..../..../...#/");
    assertThat(drawn(Overlay.of(overlay(image(), 2, 2, 9, 9, 0b1111).read()).get(0)))
        .isEqualTo("..../..../..../");
  }

  @Test
  void framesOfAnOverlayFollowWithoutAGapAndBelongToTheirFrames() {
    DicomBytes image =
        overlay(
            image().text(Tag.NumberOfFrames, VR.IS, "4"), 1, 3, 1, 1, 0b101_010); // 010, then 101
    Dicom dicom = image.text(tag(0x0015), VR.IS, "2").us(tag(0x0051), 2).read();
    assertThat(Overlay.of(dicom, 0)).isEmpty();
    assertThat(drawn(Overlay.of(dicom, 1).get(0))).startsWith(".#..");
    assertThat(drawn(Overlay.of(dicom, 2).get(0))).startsWith("#.#.");
    assertThat(Overlay.of(dicom, 3)).isEmpty();
  }

  @Test
  void anOverlayThatNamesNoFramesIsForAll() {
    Dicom dicom = overlay(image().text(Tag.NumberOfFrames, VR.IS, "2"), 1, 1, 1, 1, 1).read();
    assertThat(Overlay.of(dicom, 1)).hasSize(1);
  }

  private static DicomBytes embedded(TransferSyntax syntax) {
    return DicomBytes.file(syntax)
        .us(Tag.SamplesPerPixel, 1)
        .text(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2")
        .us(Tag.Rows, 1)
        .us(Tag.Columns, 2)
        .us(Tag.BitsAllocated, 16)
        .us(Tag.BitsStored, 12)
        .us(Tag.HighBit, 11)
        .us(Tag.PixelRepresentation, 0)
        .us(tag(0x0010), 1)
        .us(tag(0x0011), 2)
        .us(tag(0x0100), 16)
        .us(tag(0x0102), 12);
  }

  @Test
  void anOverlayInAnUnusedBitIsFoundAndNotPartOfTheValues() {
    Dicom dicom =
        embedded(EXPLICIT_LITTLE).element(Tag.PixelData, VR.OW, words(0x0FFF, 0x1007)).read();
    assertThat(drawn(Overlay.of(dicom).get(0))).isEqualTo(".#/");
    assertThat(Pixels.of(dicom).values()).containsExactly(4095, 7);
  }

  @Test
  void anOverlayInAnUnusedBitOfRleIsFoundToo() {
    byte[] frame = new byte[70];
    frame[0] = 2; // segments: high bytes 0F 10, low bytes FF 07
    frame[4] = 64;
    frame[8] = 67;
    byte[] literal = {1, 0x0F, 0x10, 1, (byte) 0xFF, 7};
    System.arraycopy(literal, 0, frame, 64, literal.length);
    Dicom dicom = embedded(TransferSyntax.RLE).fragments(frame).read();
    assertThat(drawn(Overlay.of(dicom).get(0))).isEqualTo(".#/");
    assertThat(Pixels.of(dicom).values()).containsExactly(4095, 7);
  }

  @Test
  void aCompressionThatDropsUnusedBitsIsNamed() {
    Dicom dicom = embedded(TransferSyntax.JPEG_BASELINE).fragments(new byte[8]).read();
    assertThatThrownBy(() -> Overlay.of(dicom))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("bit 12 of the cells cannot be had: JPEG Baseline");
  }

  @Test
  void tooFewBitsAreTold() {
    Dicom dicom = overlay(image(), 5, 5, 1, 1, 1).read();
    assertThatThrownBy(() -> Overlay.of(dicom))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("holds 2 bytes, must be 4 (5 x 5 bits, rows x columns)");
  }

  @Test
  void anImageWithoutOverlaysHasNone() {
    assertThat(Overlay.of(image().read())).isEqualTo(List.of());
  }

  @Test
  void pydicomsOverlayCoversAsManyPixels() {
    Overlay overlay = Overlay.of(Dicom.read(TestFiles.pydicom("examples_overlay.dcm"))).get(0);
    assertThat(overlay.count()).isEqualTo(222); // overlay_array(0x6000).sum() of pydicom 3.0.2
    assertThat(overlay.description()).isEqualTo("Siemens MedCom Object Graphics");
    assertThat(overlay.isRegion()).isFalse();
  }
}
