package medimg.codec;

import static medimg.dicom.TransferSyntax.JPEG_EXTENDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import medimg.codec.TwelveBitJpegEncoder.Encoded;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomException;
import medimg.dicom.StoredValues;
import medimg.dictionary.Tag;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * JPEG with 12-bit samples: a block worked by hand, every shape against T.81's formulas, damage.
 */
class TwelveBitJpegTest {
  private static final String SOI_AND_STEPS_OF_1 = "FFD8 FFDB0043 00" + "01".repeat(64);

  private static final String FRAME_8_X_8 = "FFC1000B 0C 0008 0008 01 011100";

  /** The code 0 means a DC difference of 4 bits; the code 0 also means the end of a block. */
  private static final String CODES =
      "FFC40014 00 01000000000000000000000000000000 04"
          + "FFC40014 10 01000000000000000000000000000000 00";

  private static final String SCAN = "FFDA0008 01 0100 003F00";

  /** The bits 0 1000 0 11: a difference of 8, the end of the block, filling. */
  private static final String DATA = "43 FFD9";

  private static final int[] GREY = {0x11};

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static int[] decode(byte[] codestream, int rows, int columns, int samples, int stored) {
    StoredValues values =
        DicomBytes.file(JPEG_EXTENDED)
            .us(Tag.SamplesPerPixel, samples)
            .us(Tag.Rows, rows)
            .us(Tag.Columns, columns)
            .us(Tag.BitsAllocated, stored > 8 ? 16 : 8)
            .us(Tag.BitsStored, stored)
            .us(Tag.HighBit, stored - 1)
            .us(Tag.PixelRepresentation, 0)
            .fragments(codestream)
            .read()
            .pixelData()
            .all();
    int[] out = new int[values.size()];
    Arrays.setAll(out, i -> (int) values.integer(i));
    return out;
  }

  private static int[] decode(TwelveBitJpegEncoder shape, byte[] codestream) {
    return decode(codestream, shape.rows(), shape.columns(), shape.factors().length, 12);
  }

  private static int[] picture(TwelveBitJpegEncoder shape) {
    Random random = new Random(5);
    int samples = shape.factors().length;
    int[] out = new int[shape.rows() * shape.columns() * samples];
    for (int i = 0; i < out.length; i++) {
      int row = i / samples / shape.columns();
      int column = i / samples % shape.columns();
      double wave = 2048 + 1900 * Math.sin(row * .11 + column * .07 + i % samples);
      out[i] = row < shape.rows() / 2 ? (int) wave : random.nextInt(4096);
    }
    return out;
  }

  private static void decodesAsTheFormulasSay(TwelveBitJpegEncoder shape) {
    Encoded encoded = shape.encode(picture(shape));
    int[] decoded = decode(shape, encoded.codestream());
    int differing = 0;
    for (int i = 0; i < decoded.length; i++) {
      assertThat(decoded[i]).isCloseTo(encoded.samples()[i], within(1));
      differing += Math.abs(decoded[i] - encoded.samples()[i]);
    }
    assertThat(differing).isLessThanOrEqualTo(decoded.length / 100);
  }

  @Test
  void aBlockWorkedByHand() {
    byte[] codestream = hex(SOI_AND_STEPS_OF_1 + FRAME_8_X_8 + CODES + SCAN + DATA);
    assertThat(decode(codestream, 8, 8, 1, 12)).hasSize(64).containsOnly(2048 + 8 / 8);
  }

  @Test
  void theInverseTransformIsThatOfTheFormula() {
    Random random = new Random(2);
    for (int i = 0; i < 500; i++) {
      float[] block = new float[64];
      double[] exact = new double[64];
      int rows = 1 + i % 8;
      for (int k = 0; k < 8 * rows; k++) {
        exact[k] = block[k] = random.nextInt(3) == 0 ? random.nextInt(1 << 16) - (1 << 15) : 0;
      }
      Dct.inverse(block, rows);
      double[] expected = TwelveBitJpegEncoder.inverse(exact);
      for (int k = 0; k < 64; k++) {
        assertThat((double) block[k]).isCloseTo(expected[k], within(.05));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 40, 300, 5000})
  void greyIsWithinOneWhateverTheSteps(int step) {
    decodesAsTheFormulasSay(new TwelveBitJpegEncoder(45, 70, GREY, false, 0, step, 8));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 40", "40, 1", "8, 8", "9, 17"})
  void sizesThatAreNoMultipleOfEightAreCut(int rows, int columns) {
    decodesAsTheFormulasSay(new TwelveBitJpegEncoder(rows, columns, GREY, false, 0, 3, 8));
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 13, 16})
  void longCodesAreRead(int codeLength) {
    decodesAsTheFormulasSay(new TwelveBitJpegEncoder(20, 20, GREY, false, 0, 3, codeLength));
  }

  @ParameterizedTest
  @CsvSource({
    "111111, true, 0", "111111, false, 0", "211111, true, 0", "221111, true, 0", "221111, false, 0",
    "411111, true, 3", "122111, true, 0", "11111111, true, 2", "22111122, true, 0", "2111, true, 0",
    "221111, true, 1", "221111, false, 4", "22, true, 0"
  })
  void componentsOfAnySamplingComeInOneScanOrInSeveral(
      String digits, boolean interleaved, int restart) {
    byte[] bytes = hex(digits);
    int[] factors = new int[bytes.length];
    Arrays.setAll(factors, c -> bytes[c]);
    boolean one = interleaved && factors.length > 1;
    decodesAsTheFormulasSay(new TwelveBitJpegEncoder(37, 51, factors, one, restart, 4, 8));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 20})
  void predictionStartsAnewAtRestartMarkers(int restart) {
    decodesAsTheFormulasSay(new TwelveBitJpegEncoder(80, 60, GREY, false, restart, 4, 8));
  }

  @Test
  void samplesBeyondTheStoredBitsAreHeldWithinThem() {
    TwelveBitJpegEncoder shape = new TwelveBitJpegEncoder(16, 16, GREY, false, 0, 200, 8);
    int[] edges = new int[256];
    Arrays.setAll(edges, i -> i % 3 == 0 ? 0 : 1023);
    Encoded encoded = shape.encode(edges);
    assertThat(Arrays.stream(encoded.samples()).max().orElseThrow()).isGreaterThan(1023);
    int[] decoded = decode(encoded.codestream(), 16, 16, 1, 10);
    for (int i = 0; i < 256; i++) {
      assertThat(decoded[i]).isCloseTo(Math.min(1023, encoded.samples()[i]), within(1));
    }
  }

  private static void refused(String sentence, ThrowingCallable decoding) {
    assertThatThrownBy(decoding).isInstanceOf(DicomException.class).hasMessageContaining(sentence);
  }

  private static void refused(String sentence, String codestream) {
    refused(sentence, () -> decode(hex(codestream), 8, 8, 1, 12));
  }

  @Test
  void aFrameOfAnotherShapeOrDepthThanTheHeaderIsRefused() {
    byte[] good = hex(SOI_AND_STEPS_OF_1 + FRAME_8_X_8 + CODES + SCAN + DATA);
    refused(
        "a JPEG frame is 8 x 8 x 1, but the header says 8 x 9 x 1 (rows x columns x samples)",
        () -> decode(good, 8, 9, 1, 12));
    refused(
        "(0028,0100) BitsAllocated is 8, but the JPEG frame has 12-bit samples",
        () -> decode(good, 8, 8, 1, 8));
  }

  @Test
  void aBrokenRuleIsNamed() {
    String head = SOI_AND_STEPS_OF_1 + FRAME_8_X_8;
    refused("a table of component 1 is absent", head + SCAN + DATA);
    refused("two frame headers", head + FRAME_8_X_8 + CODES + SCAN + DATA);
    refused("has no frame header", "FFD8" + CODES + SCAN + DATA + FRAME_8_X_8);
    refused("component 7, which is not in the frame", head + CODES + SCAN.replace("0100", "0700"));
    refused("ends before 1 of its 1 components", head + CODES + "FFD9");
    refused("a sampling factor is not 1 to 4", head.replace("011100", "015100") + CODES + SCAN);
    refused("a table has the number 5", head + CODES.replace("0014 00", "0014 05") + SCAN + DATA);
    refused(
        "more codes than there are",
        head
            + CODES.replace("FFC40014 00 01", "FFC40016 00 03").replace("04FF", "040404FF")
            + SCAN);
    refused("a Huffman code is not in its table", head + CODES + SCAN + "C3 FFD9");
    refused("its bits end before its image", head + CODES + SCAN + "FFD9");
    refused("a coefficient has 16 bits", head + CODES.replace("04FF", "10FF") + SCAN + DATA);
    refused(
        "more than 64 coefficients",
        head + CODES.replace("00".repeat(15) + " 00", "00".repeat(15) + " F1") + SCAN + "40 00 00");
  }

  @Test
  void aCodestreamCutAnywhereEndsInASentence() {
    TwelveBitJpegEncoder shape =
        new TwelveBitJpegEncoder(17, 12, new int[] {0x21, 0x11, 0x11}, true, 1, 9, 8);
    byte[] whole = shape.encode(picture(shape)).codestream();
    for (int length = 0; length < whole.length - 2; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> decode(shape, cut))
          .as("cut at " + length + " of " + whole.length)
          .isInstanceOf(DicomException.class);
    }
    assertThat(decode(shape, Arrays.copyOf(whole, whole.length - 2)))
        .isEqualTo(decode(shape, whole));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void changedBytesEndInValuesOrInASentence(boolean interleaved) {
    Random random = new Random(3);
    TwelveBitJpegEncoder shape =
        new TwelveBitJpegEncoder(33, 25, new int[] {0x22, 0x11, 0x11}, interleaved, 2, 9, 8);
    byte[] whole = shape.encode(picture(shape)).codestream();
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      byte[] bad = whole.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        int most = random.nextBoolean() ? bad.length : 700;
        bad[random.nextInt(most)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(decode(shape, bad)).hasSize(33 * 25 * 3);
      } catch (DicomException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
