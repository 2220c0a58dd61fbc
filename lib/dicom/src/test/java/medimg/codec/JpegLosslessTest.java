package medimg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomException;
import medimg.dicom.PixelData;
import medimg.dicom.StoredValues;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JPEG lossless gives every sample back, or says what is wrong. */
class JpegLosslessTest {
  private static final TransferSyntax LOSSLESS = TransferSyntax.of("1.2.840.10008.1.2.4.57");
  private static final int ROWS = 13;
  private static final int COLUMNS = 17;

  private static int[] samples(int precision, int components) {
    Random random = new Random(precision);
    int[] samples = new int[ROWS * COLUMNS * components];
    for (int i = 0; i < samples.length; i++) {
      int ramp = 37 * i % (1 << precision);
      samples[i] = random.nextInt(3) == 0 ? random.nextInt(1 << precision) : ramp;
    }
    return samples;
  }

  private static PixelData image(int allocated, int components, byte[] frame) {
    String photometric = components == 1 ? "MONOCHROME2" : "RGB";
    return DicomBytes.image(LOSSLESS, ROWS, COLUMNS, components, allocated, photometric)
        .fragments(frame)
        .read()
        .pixelData();
  }

  private static int[] decode(int allocated, int components, byte[] frame) {
    StoredValues values = image(allocated, components, frame).frame(0);
    int[] out = new int[values.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (int) values.integer(i);
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 0", "8, 1, 0", "8, 3, 0", "11, 1, 3", "12, 1, 0", "15, 1, 1", "16, 3, 3"})
  void everyPredictorGivesTheSamplesBack(int precision, int components, int restartRows) {
    int[] samples = samples(precision, components);
    for (int predictor = 1; predictor <= 7; predictor++) {
      byte[] frame =
          new LosslessJpegBytes(precision, components, predictor)
              .restartEvery(restartRows)
              .encode(samples, ROWS, COLUMNS);
      assertThat(decode(precision > 8 ? 16 : 8, components, frame))
          .as("predictor " + predictor)
          .isEqualTo(samples);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void theLastPixelOfAFlatAreaIsThereWhereverTheBitsEnd(int length) {
    // Each difference of 1 takes six bits and each 0 five: the data ends at any bit of a byte.
    int[] samples = new int[ROWS * COLUMNS];
    Arrays.fill(samples, 128);
    Arrays.fill(samples, 0, length, 129);
    for (int i = 0; i < length; i++) {
      samples[i] += i;
    }
    byte[] frame = new LosslessJpegBytes(8, 1, 1).encode(samples, ROWS, COLUMNS);
    assertThat(decode(8, 1, frame)).isEqualTo(samples);
  }

  @Test
  void samplesOfSignedPixelsAreSignedFromTheBitsStored() {
    int[] samples = new int[ROWS * COLUMNS];
    samples[0] = 0xFFF;
    byte[] frame = new LosslessJpegBytes(12, 1, 1).encode(samples, ROWS, COLUMNS);
    PixelData data =
        DicomBytes.file(LOSSLESS)
            .us(Tag.SamplesPerPixel, 1)
            .us(Tag.Rows, ROWS)
            .us(Tag.Columns, COLUMNS)
            .us(Tag.BitsAllocated, 16)
            .us(Tag.BitsStored, 12)
            .us(Tag.HighBit, 11)
            .us(Tag.PixelRepresentation, 1)
            .fragments(frame)
            .read()
            .pixelData();
    assertThat(data.frame(0).integer(0)).isEqualTo(-1);
  }

  @Test
  void aFrameThatIsCutIsNotFilledWithZeros() {
    byte[] frame = new LosslessJpegBytes(8, 1, 1).encode(samples(8, 1), ROWS, COLUMNS);
    assertThatThrownBy(() -> decode(8, 1, Arrays.copyOf(frame, frame.length / 2)))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("a JPEG lossless frame is damaged: its bits end before its image");
  }

  @Test
  void everyCutEndsInASentence() {
    byte[] frame = new LosslessJpegBytes(8, 1, 1).encode(samples(8, 1), ROWS, COLUMNS);
    for (int length = 2; length < frame.length - 2; length++) {
      byte[] cut = Arrays.copyOf(frame, length);
      assertThatThrownBy(() -> decode(8, 1, cut)).isInstanceOf(DicomException.class);
    }
  }

  @Test
  void aSizeThatIsNotTheHeadersIsRefused() {
    byte[] frame = new LosslessJpegBytes(8, 1, 1).encode(samples(8, 1), COLUMNS, ROWS);
    assertThatThrownBy(() -> decode(8, 1, frame))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("a JPEG lossless frame is 17 x 13 x 1, but the header says 13 x 17");
  }

  @Test
  void moreBitsThanAreAllocatedAreRefused() {
    byte[] frame = new LosslessJpegBytes(12, 1, 1).encode(samples(12, 1), ROWS, COLUMNS);
    assertThatThrownBy(() -> decode(8, 1, frame))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining(
            "(0028,0100) BitsAllocated is 8, but the JPEG lossless frame has 12-bit samples");
  }
}
