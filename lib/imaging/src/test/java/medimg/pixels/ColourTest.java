package medimg.pixels;

import static medimg.dicom.TransferSyntax.EXPLICIT_LITTLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;

/** Colour spaces by the equations and tables of PS3.3 sections C.7.6.3.1.2, C.7.6.3.1.5, C.7.9. */
class ColourTest {
  private static byte[] bytes(int... values) {
    byte[] out = new byte[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) values[i];
    }
    return out;
  }

  private static byte[] repeated(byte[] first, byte[] unit, int times) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(first);
    for (int i = 0; i < 300; i++) {
      out.writeBytes(bytes(0, 0)); // segments without entries, for the others to point at
    }
    for (int i = 0; i < times; i++) {
      out.writeBytes(unit);
    }
    return out.toByteArray();
  }

  private static byte[] words(int... values) {
    byte[] out = new byte[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      out[2 * i] = (byte) values[i];
      out[2 * i + 1] = (byte) (values[i] >> 8);
    }
    return out;
  }

  private static Pixels colour(String photometric, int bits, byte[] pixels) {
    int columns = pixels.length / 3 / (bits / 8);
    return Pixels.of(
        DicomBytes.image(EXPLICIT_LITTLE, 1, columns, 3, bits, photometric)
            .element(Tag.PixelData, VR.OW, pixels)
            .read());
  }

  private static DicomBytes indexed(int bits, int count, int first, int entryBits) {
    DicomBytes image = DicomBytes.image(EXPLICIT_LITTLE, 1, 4, 1, bits, "PALETTE COLOR");
    for (int tag :
        List.of(
            Tag.RedPaletteColorLookupTableDescriptor,
            Tag.GreenPaletteColorLookupTableDescriptor,
            Tag.BluePaletteColorLookupTableDescriptor)) {
      image.element(tag, VR.US, words(count, first, entryBits));
    }
    return image;
  }

  private static DicomBytes tables(DicomBytes image, byte[] red, byte[] green, byte[] blue) {
    return image
        .element(Tag.RedPaletteColorLookupTableData, VR.OW, red)
        .element(Tag.GreenPaletteColorLookupTableData, VR.OW, green)
        .element(Tag.BluePaletteColorLookupTableData, VR.OW, blue);
  }

  private static DicomBytes segments(DicomBytes image, byte[] all) {
    return image
        .element(Tag.SegmentedRedPaletteColorLookupTableData, VR.OW, all)
        .element(Tag.SegmentedGreenPaletteColorLookupTableData, VR.OW, all)
        .element(Tag.SegmentedBluePaletteColorLookupTableData, VR.OW, all);
  }

  private static Pixels four(DicomBytes image, int... indexes) {
    return Pixels.of(image.element(Tag.PixelData, VR.OW, bytes(indexes)).read());
  }

  @Test
  void yOfYbrFullIsGreyAndItsChromaShiftsRedAndBlue() {
    Pixels rgb = colour("YBR_FULL", 8, bytes(100, 128, 128, 100, 128, 228)).toRgb();
    assertThat(rgb.values()).containsExactly(100, 100, 100, 240, 29, 100);
    assertThat(rgb.layout().photometric()).isEqualTo("RGB");
  }

  @Test
  void ybrOfSixteenBitHasItsMiddleAt32768AndEndsAt65535() {
    Pixels rgb = colour("YBR_FULL", 16, words(40000, 32768, 32768, 60000, 32768, 65535)).toRgb();
    assertThat(rgb.values()).containsExactly(40000, 40000, 40000, 65535, 36600, 60000);
  }

  @Test
  void samplesThatTheDecoderMadeRgbOnlyGetTheirName() {
    Pixels px = colour("YBR_RCT", 8, bytes(1, 2, 3, 4, 5, 6));
    assertThat(px.toRgb().values()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(px.toRgb().layout().photometric()).isEqualTo("RGB");
  }

  @Test
  void greyIsTheLumaOfBt601() {
    Pixels grey = colour("RGB", 8, bytes(255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 10, 10)).toGrey();
    assertThat(grey.values()).containsExactly(76, 150, 29, 10);
    assertThat(grey.samples()).isEqualTo(1);
    assertThat(grey.layout().photometric()).isEqualTo("MONOCHROME2");
  }

  @Test
  void greyOfYbrIsItsYExactly() {
    Pixels grey = colour("YBR_FULL", 8, bytes(100, 0, 255, 7, 255, 0)).toGrey();
    assertThat(grey.values()).containsExactly(100, 7);
  }

  @Test
  void indexesOutsideAPaletteGetItsFirstOrLastColour() {
    Pixels px =
        four(
            tables(indexed(8, 2, 5, 8), bytes(10, 20), bytes(30, 40), bytes(50, 60)), 4, 5, 6, 200);
    assertThat(px.toRgb().values()).containsExactly(10, 30, 50, 10, 30, 50, 20, 40, 60, 20, 40, 60);
    assertThat(px.toRgb().layout().bitsStored()).isEqualTo(8);
  }

  @Test
  void entriesOfSixteenBitStaySo() {
    Pixels rgb =
        four(tables(indexed(8, 2, 0, 16), words(0, 65535), words(1, 2), words(3, 256)), 0, 1, 1, 1)
            .toRgb();
    assertThat(rgb.values()).startsWith(0, 1, 3, 65535, 2, 256);
    assertThat(rgb.layout().bitsStored()).isEqualTo(16);
  }

  @Test
  void aSignedImageHasASignedFirstIndex() {
    DicomBytes image =
        tables(indexed(8, 2, 0xFFFF, 8), bytes(10, 20), bytes(30, 40), bytes(50, 60))
            .us(Tag.PixelRepresentation, 1);
    assertThat(four(image, -1, 0, -5, 5).toRgb().values())
        .containsExactly(10, 30, 50, 20, 40, 60, 10, 30, 50, 20, 40, 60);
  }

  @Test
  void segmentsAreDiscreteLinearOrPointBack() {
    // 3 discrete: 0 0 100; 2 linear to 200: 150 200; then the first segment again: 0 0 100
    byte[] all = bytes(0, 3, 0, 0, 100, 1, 2, 200, 2, 1, 0, 0, 0, 0);
    Pixels px = four(segments(indexed(8, 8, 0, 8), all), 2, 3, 4, 7);
    assertThat(px.toRgb().values())
        .containsExactly(100, 100, 100, 150, 150, 150, 200, 200, 200, 100, 100, 100);
  }

  @Test
  void theOffsetOfAnIndirectSegmentOfWordsCountsBytes() {
    byte[] all = words(0, 1, 7, 0, 2, 1000, 2000, 2, 1, 6, 0);
    assertThat(four(segments(indexed(8, 5, 0, 16), all), 0, 2, 3, 4).toRgb().values())
        .containsExactly(7, 7, 7, 2000, 2000, 2000, 1000, 1000, 1000, 2000, 2000, 2000);
  }

  @Test
  void segmentsThatBreakARuleAreTold() {
    for (var wrong :
        List.of(
            new Object[] {bytes(1, 2, 9, 0), "starts with a linear segment"},
            new Object[] {bytes(0, 9, 1, 2), "ends within a segment"},
            new Object[] {
              repeated(bytes(0, 1, 5, 0, 0), bytes(2, 255, 3, 0, 0, 0), 400),
              "more than 65536 segments"
            },
            new Object[] {bytes(3, 1), "has a segment of type 3, must be 0, 1 or 2"},
            new Object[] {
              bytes(0, 1, 5, 2, 1, 3, 0, 0, 0, 0), "has an indirect segment that leads to another"
            })) {
      Pixels px = four(segments(indexed(8, 8, 0, 8), (byte[]) wrong[0]), 0, 0, 0, 0);
      assertThatThrownBy(px::toRgb)
          .isInstanceOf(DicomException.class)
          .hasMessageContaining("(0028,1221) SegmentedRedPaletteColorLookupTableData")
          .hasMessageContaining((String) wrong[1]);
    }
  }

  @Test
  void aPaletteThatIsTooShortOrMissingIsTold() {
    Pixels small =
        four(tables(indexed(8, 4, 0, 8), bytes(1, 2), bytes(1, 2), bytes(1, 2)), 0, 0, 0, 0);
    assertThatThrownBy(small::toRgb)
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("RedPaletteColorLookupTableData holds 2 bytes, must be 4 entries");
    Pixels none = four(DicomBytes.image(EXPLICIT_LITTLE, 1, 4, 1, 8, "PALETTE COLOR"), 0, 0, 0, 0);
    assertThatThrownBy(none::toRgb)
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("RedPaletteColorLookupTableDescriptor");
  }

  @Test
  void whatNeedsGreyNamesToRgbOnIndexes() {
    Pixels px =
        four(tables(indexed(8, 2, 0, 8), bytes(1, 2), bytes(1, 2), bytes(1, 2)), 0, 1, 0, 1);
    List<Consumer<Pixels>> needGrey =
        List.of(
            p -> p.histogram(5),
            p -> p.histogram(5, 0, 1),
            p -> p.freqHistBins(5),
            p -> p.arrayFreqHistBins(5),
            p -> p.histScaled(),
            p -> p.windowed(80, 40),
            p -> p.within(Window.of(80, 40)),
            p -> p.pctInWindow(Window.of(80, 40)),
            p -> p.clipped(0, 1),
            Pixels::linear,
            Pixels::equalised,
            Pixels::clahe);
    for (Consumer<Pixels> operation : needGrey) {
      assertThatThrownBy(() -> operation.accept(px))
          .isInstanceOf(DicomException.class)
          .hasMessageContaining(
              "needs grey or colour, but these are indexes into a palette; take toRgb(), or"
                  + " toGrey(), first");
    }
    assertThat(px.toGrey().histogram(2).counts()).containsExactly(2, 2);
  }

  @Test
  void anImageForJavaHasThePalettesColours() {
    Pixels px =
        four(tables(indexed(8, 2, 0, 8), bytes(0, 255), bytes(0, 128), bytes(9, 1)), 0, 1, 0, 1);
    assertThat(px.toImage().getRGB(1, 0) & 0xFFFFFF).isEqualTo(0xFF8001);
  }

  @Test
  void otherColourSpacesAreNamed() {
    assertThatThrownBy(() -> colour("CMYK", 8, bytes(1, 2, 3)).toRgb())
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("toRgb() needs RGB, YBR_FULL")
        .hasMessageEndingWith("but these are CMYK");
  }
}
