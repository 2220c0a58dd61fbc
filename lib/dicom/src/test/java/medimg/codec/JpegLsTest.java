package medimg.codec;

import static medimg.dicom.DicomBytes.image;
import static medimg.dicom.TransferSyntax.JPEG_LS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomException;
import medimg.dicom.StoredValues;
import medimg.dictionary.Tag;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JPEG-LS: the standard's worked example, round trips of every mode, and what damage ends in. */
class JpegLsTest {
  /** T.87 section H.3: 4 x 4 samples of 8 bit. */
  private static final String WORKED_EXAMPLE =
      "FFD8FFF7000B080004000401011100FFDA0008010100000000"
          + "C000006C80208E01C0000057400000"
          + "6EE6000001BC18000005D800009160"
          + "FFD9";

  private static final int[] WORKED_VALUES = {
    0, 0, 90, 74, 68, 50, 43, 205, 64, 145, 145, 145, 100, 145, 145, 145
  };

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static int[] decode(byte[] codestream, int rows, int columns, int samples, int bits) {
    String photometric = samples == 1 ? "MONOCHROME2" : "RGB";
    return values(
        image(JPEG_LS, rows, columns, samples, bits <= 8 ? 8 : 16, photometric)
            .fragments(codestream)
            .read()
            .pixelData()
            .all());
  }

  private static int[] values(StoredValues stored) {
    int[] out = new int[stored.size()];
    Arrays.setAll(out, i -> (int) stored.integer(i));
    return out;
  }

  private static int[] decode(JpegLsEncoder shape, byte[] codestream) {
    return decode(codestream, shape.rows(), shape.columns(), shape.components(), shape.precision());
  }

  private static void roundTrip(JpegLsEncoder shape, int[] values) {
    int[] decoded = decode(shape, shape.encode(values));
    if (shape.near() == 0) {
      assertThat(Arrays.mismatch(decoded, values)).as(shape + ", first wrong value").isEqualTo(-1);
      return;
    }
    int worst = 0;
    for (int i = 0; i < values.length; i++) {
      worst = Math.max(worst, Math.abs(values[i] - decoded[i]));
    }
    assertThat(worst).as(shape.toString()).isBetween(1, shape.near());
  }

  /** Waves, flat stretches and noise, in the full range of the precision. */
  private static int[] picture(JpegLsEncoder shape) {
    Random random = new Random(7);
    int most = (1 << shape.precision()) - 1;
    int[] out = new int[shape.rows() * shape.columns() * shape.components()];
    for (int i = 0; i < out.length; i++) {
      int pixel = i / shape.components();
      int row = pixel / shape.columns();
      int column = pixel % shape.columns();
      double value;
      if (row % 16 < 5) {
        value = column < shape.columns() / 2 ? 1 : .25;
      } else if (row % 16 < 12) {
        value = .5 + .45 * Math.sin(row * .3 + column * .2 + i % shape.components());
      } else {
        value = random.nextDouble();
      }
      out[i] = (int) Math.round(value * most);
    }
    return out;
  }

  @Test
  void theStandardsWorkedExampleH3() {
    assertThat(decode(hex(WORKED_EXAMPLE), 4, 4, 1, 8)).isEqualTo(WORKED_VALUES);
    JpegLsEncoder encoder = new JpegLsEncoder(4, 4, 1, 8, 0, 0, 0);
    assertThat(encoder.encode(WORKED_VALUES)).isEqualTo(hex(WORKED_EXAMPLE));
  }

  @ParameterizedTest
  @CsvSource({
    "255, 0, 3, 7, 21",
    "4095, 0, 18, 67, 276",
    "65535, 0, 18, 67, 276",
    "65535, 2, 24, 77, 290",
    "127, 0, 2, 3, 10",
    "15, 0, 2, 3, 4",
    "127, 1, 4, 8, 17",
    "3, 0, 2, 3, 3"
  })
  void thresholdsNotGivenAreTheStandardsC2411(int maxval, int near, int t1, int t2, int t3) {
    assertThat(JpegLsPreset.of(new int[] {maxval, 0, 0, 0, 0}, 16, near))
        .isEqualTo(new JpegLsPreset(maxval, t1, t2, t3, 64, near));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void everyPrecisionComesBack(int precision) {
    JpegLsEncoder shape = new JpegLsEncoder(37, 53, 1, precision, 0, 0, 0);
    roundTrip(shape, picture(shape));
  }

  @ParameterizedTest
  @CsvSource({"4, 1", "8, 1", "8, 2", "8, 3", "12, 3", "16, 1", "16, 3", "16, 255"})
  void nearLosslessStaysWithinItsBound(int precision, int near) {
    JpegLsEncoder shape = new JpegLsEncoder(37, 53, 1, precision, near, 0, 0);
    roundTrip(shape, picture(shape));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 8, 0",
    "1, 8, 0",
    "2, 8, 0",
    "0, 8, 2",
    "1, 8, 2",
    "2, 8, 2",
    "0, 16, 0",
    "1, 16, 0",
    "2, 16, 0",
    "1, 12, 3",
    "2, 12, 3"
  })
  void threeComponentsComeBackInEachInterleaveMode(int interleave, int precision, int near) {
    JpegLsEncoder shape = new JpegLsEncoder(33, 29, 3, precision, near, interleave, 0);
    roundTrip(shape, picture(shape));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 300", "300, 1", "2, 2", "1, 2", "3, 1"})
  void theSmallestAndNarrowestImagesComeBack(int rows, int columns) {
    for (int interleave = 0; interleave < 3; interleave++) {
      JpegLsEncoder shape = new JpegLsEncoder(rows, columns, 3, 12, 0, interleave, 0);
      roundTrip(shape, picture(shape));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 5", "1, 5", "2, 5", "0, 40"})
  void restartIntervalsCountLines(int interleave, int restart) {
    JpegLsEncoder shape = new JpegLsEncoder(64, 20, 3, 8, 0, interleave, restart);
    roundTrip(shape, picture(shape));
  }

  @Test
  void aRestartIntervalMayTakeFourBytes() {
    JpegLsEncoder shape = new JpegLsEncoder(8, 8, 1, 8, 0, 0, 3);
    String digits = HexFormat.of().withUpperCase().formatHex(shape.encode(picture(shape)));
    assertThat(digits).contains("FFDD00040003");
    byte[] wide = hex(digits.replace("FFDD00040003", "FFDD000600000003"));
    assertThat(decode(shape, wide)).isEqualTo(picture(shape));
  }

  @Test
  void presetParametersOfTheCodestreamAreUsed() {
    JpegLsEncoder shape = new JpegLsEncoder(40, 40, 1, 12, 0, 0, 0, 4000, 5, 60, 900, 31);
    int[] values = picture(shape);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.min(values[i], 4000);
    }
    roundTrip(shape, values);
  }

  @Test
  void aBlackImageOfFewBytesIsNotTakenForADamagedHeader() {
    JpegLsEncoder shape = new JpegLsEncoder(600, 3000, 1, 16, 0, 0, 0);
    byte[] codestream = shape.encode(new int[600 * 3000]);
    assertThat(codestream.length).isLessThan(160);
    assertThat(decode(shape, codestream)).containsOnly(0);
  }

  @Test
  void noiseThatFillsEveryCodeComesBack() {
    Random random = new Random(1);
    JpegLsEncoder shape = new JpegLsEncoder(200, 200, 1, 16, 0, 0, 0);
    int[] values = random.ints(200 * 200, 0, 1 << 16).toArray();
    roundTrip(shape, values);
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] & 1) * 0xFFFF;
    }
    roundTrip(shape, values);
  }

  @Test
  void theSignOfStoredBitsIsExtendedAndBitsAboveThemAreDropped() {
    int[] twelve = {0x800, 0xFFF, 0, 0x7FF};
    assertThat(signed(new JpegLsEncoder(1, 4, 1, 12, 0, 0, 0), twelve, 12))
        .containsExactly(-2048, -1, 0, 2047);
    int[] cells = {0xF800, 0x0FFF, 0, 0x07FF};
    assertThat(signed(new JpegLsEncoder(1, 4, 1, 16, 0, 0, 0), cells, 12))
        .containsExactly(-2048, -1, 0, 2047);
    assertThat(signed(new JpegLsEncoder(1, 4, 1, 12, 0, 0, 0), twelve, 16))
        .containsExactly(-2048, -1, 0, 2047);
  }

  private static int[] signed(JpegLsEncoder shape, int[] values, int bitsStored) {
    return values(
        DicomBytes.file(JPEG_LS)
            .us(Tag.SamplesPerPixel, 1)
            .us(Tag.Rows, shape.rows())
            .us(Tag.Columns, shape.columns())
            .us(Tag.BitsAllocated, 16)
            .us(Tag.BitsStored, bitsStored)
            .us(Tag.HighBit, bitsStored - 1)
            .us(Tag.PixelRepresentation, 1)
            .fragments(shape.encode(values))
            .read()
            .pixelData()
            .all());
  }

  private static void refused(String sentence, ThrowingCallable decoding) {
    assertThatThrownBy(decoding).isInstanceOf(DicomException.class).hasMessageContaining(sentence);
  }

  private static byte[] changed(int at, int value) {
    byte[] out = hex(WORKED_EXAMPLE);
    out[at] = (byte) value;
    return out;
  }

  @Test
  void aFrameOfAnotherShapeOrDepthThanTheHeaderIsRefused() {
    byte[] good = hex(WORKED_EXAMPLE);
    refused(
        "a JPEG-LS frame is 4 x 4 x 1, but the header says 5 x 4 x 1 (rows x columns x samples)",
        () -> decode(good, 5, 4, 1, 8));
    refused("4 x 4 x 1, but the header says 4 x 4 x 3", () -> decode(good, 4, 4, 3, 8));
    refused(
        "(0028,0100) BitsAllocated is 8, but the JPEG-LS frame has 12-bit samples",
        () -> decode(changed(6, 12), 4, 4, 1, 8));
    refused("its precision is 1 bits, must be 2 to 16", () -> decode(changed(6, 1), 4, 4, 1, 8));
  }

  @Test
  void whatIsNotDecodedIsNamed() {
    refused("a mapping table", () -> decode(changed(21, 1), 4, 4, 1, 8));
    refused("a point transform", () -> decode(changed(24, 1), 4, 4, 1, 8));
    byte[] colour = new JpegLsEncoder(1, 1, 3, 8, 0, 1, 0).encode(new int[3]);
    colour[13] = 0x21;
    refused("subsampled components", () -> decode(colour, 1, 1, 3, 8));
    String mrfx = "FFE800076D72667801";
    byte[] transformed = hex(WORKED_EXAMPLE.replace("FFF7", mrfx + "FFF7"));
    refused("a colour transform that is not the standard's", () -> decode(transformed, 4, 4, 1, 8));
    byte[] none = hex(WORKED_EXAMPLE.replace("FFF7", mrfx.replace("7801", "7800") + "FFF7"));
    assertThat(decode(none, 4, 4, 1, 8)).isEqualTo(WORKED_VALUES);
    refused("a JPEG frame is damaged", () -> decode(changed(3, 0xC0), 4, 4, 1, 8));
  }

  @Test
  void brokenParametersAreRefused() {
    refused("1 components in interleave mode 3", () -> decode(changed(23, 3), 4, 4, 1, 8));
    refused("its preset parameters break", () -> decode(changed(22, 200), 4, 4, 1, 8));
    refused("component 9, which is not in the frame", () -> decode(changed(20, 9), 4, 4, 1, 8));
    refused("does not start with FF D8", () -> decode(changed(0, 0), 4, 4, 1, 8));
    JpegLsEncoder shape = new JpegLsEncoder(8, 8, 1, 8, 0, 0, 3);
    String digits = HexFormat.of().withUpperCase().formatHex(shape.encode(picture(shape)));
    refused(
        "restart marker 1 is not where it must be",
        () -> decode(shape, hex(digits.replace("FFD1", "FFD2"))));
  }

  @Test
  @ResourceLock(Resources.LOCALE)
  void aSentenceHasTheSameDigitsWhateverTheMachinesLanguage() {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      refused("its precision is 1 bits, must be 2 to 16", () -> decode(changed(6, 1), 4, 4, 1, 8));
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void aCodestreamCutAnywhereEndsInASentence() {
    for (int interleave = 0; interleave < 3; interleave++) {
      JpegLsEncoder shape = new JpegLsEncoder(12, 9, 3, 8, 0, interleave, 5);
      byte[] whole = shape.encode(picture(shape));
      for (int length = 0; length < whole.length - 2; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> decode(shape, cut))
            .as("cut at " + length + " of " + whole.length)
            .isInstanceOf(DicomException.class);
      }
    }
  }

  @Test
  void aCodestreamWithoutItsEndMarkerIsRead() {
    byte[] whole = hex(WORKED_EXAMPLE);
    assertThat(decode(Arrays.copyOf(whole, whole.length - 2), 4, 4, 1, 8)).isEqualTo(WORKED_VALUES);
  }

  @ParameterizedTest
  @CsvSource({"8, 0, 0", "16, 0, 0", "8, 1, 2", "16, 2, 0", "12, 2, 1"})
  void changedBytesEndInValuesOrInASentence(int precision, int interleave, int near) {
    Random random = new Random(precision + interleave);
    JpegLsEncoder shape = new JpegLsEncoder(30, 25, 3, precision, near, interleave, 7);
    byte[] whole = shape.encode(picture(shape));
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      byte[] bad = whole.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        int most = random.nextBoolean() ? bad.length : 60;
        bad[random.nextInt(most)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(decode(shape, bad)).hasSize(30 * 25 * 3);
      } catch (DicomException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
