package medimg.pixels;

import static medimg.dicom.TransferSyntax.EXPLICIT_LITTLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import medimg.dicom.Dicom;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;

/** Tables and windows that a file offers: the VOI LUT module, PS3.3 section C.11.2. */
class VoiTest {
  private static byte[] words(int... values) {
    byte[] out = new byte[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      out[2 * i] = (byte) values[i];
      out[2 * i + 1] = (byte) (values[i] >> 8);
    }
    return out;
  }

  private static DicomBytes table(int first, int bits, String explanation, int... entries) {
    return DicomBytes.bare(true)
        .element(Tag.LUTDescriptor, VR.US, words(entries.length, first, bits))
        .text(Tag.LUTExplanation, VR.LO, explanation)
        .element(Tag.LUTData, VR.OW, words(entries));
  }

  private static DicomBytes image() {
    return DicomBytes.grey8(EXPLICIT_LITTLE, 1, 4);
  }

  private static Dicom read(DicomBytes image) {
    return image.element(Tag.PixelData, VR.OB, new byte[] {0, 10, 11, 50}).read();
  }

  @Test
  void aTableMapsToItsOwnBlackAndWhiteAndHoldsItsEnds() {
    Dicom dicom = read(image().sequence(Tag.VOILUTSequence, table(10, 12, "BONE", 0, 4095)));
    assertThat(Pixels.of(dicom).windowed().values()).containsExactly(0, 0, 1, 1);
    assertThat(Voi.of(dicom).name()).isEqualTo("BONE");
  }

  @Test
  void tablesStandBeforeWindowsAndAllKeepTheirExplanations() {
    Dicom dicom =
        read(
            image()
                .text(Tag.WindowCenter, VR.DS, "40\\600")
                .text(Tag.WindowWidth, VR.DS, "80\\2800")
                .text(Tag.WindowCenterWidthExplanation, VR.LO, "BRAIN\\SKULL")
                .sequence(
                    Tag.VOILUTSequence, table(0, 8, "SOFT", 0, 255), table(0, 8, "HARD", 0, 1)));
    assertThat(Voi.allOf(dicom))
        .extracting(Voi::name)
        .containsExactly("SOFT", "HARD", "BRAIN", "SKULL");
    assertThat(Pixels.of(dicom).vois()).hasSize(4);
    assertThat(Voi.of(dicom)).isInstanceOf(VoiTable.class);
  }

  @Test
  void aTableAfterANegativeInterceptStartsAtANegativeValue() {
    Dicom dicom =
        read(
            image()
                .text(Tag.RescaleIntercept, VR.DS, "-11")
                .text(Tag.RescaleSlope, VR.DS, "1")
                .sequence(Tag.VOILUTSequence, table(0xFFFF, 8, "", 51, 255)));
    assertThat(Pixels.of(dicom).windowed().values()).containsExactly(.2f, .2f, 1, 1);
  }

  @Test
  void windowedWithoutArgumentScalesStoredValuesFirst() {
    Dicom dicom =
        read(
            image()
                .text(Tag.RescaleIntercept, VR.DS, "-10")
                .text(Tag.RescaleSlope, VR.DS, "1")
                .text(Tag.WindowCenter, VR.DS, "0")
                .text(Tag.WindowWidth, VR.DS, "2")
                .text(
                    Tag.VOILUTFunction,
                    VR.CS,
                    "Linear_Exact")); // code strings are in capitals, but pydicom reads this too
    assertThat(Pixels.of(dicom).windowed().values()).containsExactly(0, .5f, 1, 1);
    assertThat(Pixels.of(dicom).scaled().windowed().values()).containsExactly(0, .5f, 1, 1);
  }

  @Test
  void aSigmoidIsOneHalfAtItsCentre() {
    Window window = new Window("", 20, 10, Window.Rule.SIGMOID, "");
    assertThat(window.apply(10)).isEqualTo(.5);
    assertThat(window.apply(20)).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-15));
  }

  @Test
  void aFileWithoutViewsSaysWhatToDo() {
    Pixels px = Pixels.of(read(image()));
    assertThat(px.vois()).isEqualTo(List.of());
    assertThatThrownBy(px::windowed)
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("nor a (0028,3010) VOILUTSequence; choose a window");
  }

  @Test
  void greyLevelsAreNotWindowedAgain() {
    Pixels grey = Pixels.of(read(image())).linear();
    assertThatThrownBy(grey::windowed)
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("are grey level, 0 to 1 already");
  }

  @Test
  void aBrokenWindowDoesNotKeepThePixelsFromBeingRead() {
    Dicom dicom =
        read(image().text(Tag.WindowCenter, VR.DS, "40").text(Tag.WindowWidth, VR.DS, "0"));
    assertThat(Pixels.of(dicom).max()).isEqualTo(50);
    assertThatThrownBy(() -> Pixels.of(dicom).windowed())
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("(0028,1051) WindowWidth is 0, must be at least 1");
  }
}
