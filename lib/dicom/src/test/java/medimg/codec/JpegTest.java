package medimg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomException;
import medimg.dicom.PixelData;
import medimg.dicom.StoredValues;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Grey JPEG goes straight into the array of all frames. */
class JpegTest {
  private static final int ROWS = 19;
  private static final int COLUMNS = 33;

  /** A slope that a JPEG of quality 1 keeps but for one or two. */
  private static byte[] slope(int start) {
    byte[] out = new byte[ROWS * COLUMNS];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (start + i / COLUMNS + i % COLUMNS);
    }
    return out;
  }

  private static PixelData image(byte[]... frames) {
    return DicomBytes.grey8(TransferSyntax.JPEG_BASELINE, ROWS, COLUMNS)
        .text(Tag.NumberOfFrames, VR.IS, Integer.toString(frames.length))
        .fragments(frames)
        .read()
        .pixelData();
  }

  @Test
  void eachFrameStandsAtItsPlace() {
    byte[][] frames = new byte[3][];
    Arrays.setAll(frames, i -> Jpeg.encode(slope(60 * i), ROWS, COLUMNS, 1));
    StoredValues all = image(frames).all();
    for (int f = 0; f < frames.length; f++) {
      byte[] expected = slope(60 * f);
      for (int i = 0; i < expected.length; i++) {
        assertThat(all.integer(f * expected.length + i))
            .as("frame %d at %d", f, i)
            .isBetween((expected[i] & 0xFF) - 2L, (expected[i] & 0xFF) + 2L);
      }
    }
  }

  /** Stored values are what the codestream has; a profile is for who shows them. */
  @ParameterizedTest
  @ValueSource(ints = {ColorSpace.CS_GRAY, ColorSpace.CS_sRGB, ColorSpace.CS_LINEAR_RGB})
  void anEmbeddedColourProfileChangesNoGreyValue(int space) {
    byte[] plain = Jpeg.encode(slope(20), ROWS, COLUMNS, 1);
    byte[] profile = ICC_Profile.getInstance(space).getData();
    ByteBuffer with = ByteBuffer.allocate(plain.length + profile.length + 18);
    with.put(plain, 0, 2).putShort((short) 0xFFE2).putShort((short) (profile.length + 16));
    with.put("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII)).put(profile);
    with.put(plain, 2, plain.length - 2);
    assertThat(image(with.array()).frame(0).array()).isEqualTo(image(plain).frame(0).array());
  }

  @Test
  void aFrameOfAnotherSizeThanItsHeaderIsRefused() {
    byte[] wide = Jpeg.encode(new byte[8 * 40], 8, 40, 1);
    assertThatThrownBy(() -> image(wide).frame(0))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("8 x 40 x 1, but the header says 19 x 33 x 1");
  }
}
