package medimg.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import medimg.codec.LosslessJpegBytes;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How fragments become frames, and what is said of frames that are not decoded. */
class FramesTest {
  /** Encapsulated Uncompressed: a frame's bytes stand in the fragments as they are. */
  private static final TransferSyntax UNCOMPRESSED = TransferSyntax.of("1.2.840.10008.1.2.1.98");

  private static byte[] table(int width, long... offsets) {
    ByteBuffer table = ByteBuffer.allocate(width * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long offset : offsets) {
      if (width == 8) {
        table.putLong(offset);
      } else {
        table.putInt((int) offset);
      }
    }
    return table.array();
  }

  private static DicomBytes image(TransferSyntax syntax, int frames) {
    return DicomBytes.image(syntax, 1, 4, 1, 8, "MONOCHROME2")
        .text(Tag.NumberOfFrames, VR.IS, Integer.toString(frames));
  }

  private static byte[] bytes(PixelData data, int frame) {
    return (byte[]) data.frame(frame).array();
  }

  @Test
  void theBasicOffsetTableTellsWhichFragmentsMakeAFrame() {
    byte[][] even = {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10, 11, 12}};
    PixelData data =
        image(UNCOMPRESSED, 3).fragmentsAt(table(4, 0, 20, 40), even).read().pixelData();
    assertThat(bytes(data, 0)).containsExactly(1, 2, 3, 4);
    assertThat(bytes(data, 1)).containsExactly(5, 6, 7, 8);
    assertThat(bytes(data, 2)).containsExactly(9, 10, 11, 12);
    assertThat((byte[]) data.all().array()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void theExtendedOffsetTableCountsBeforeTheBasicOne() {
    byte[][] even = {{1, 2}, {3, 4}, {5, 6, 7, 8}};
    PixelData data =
        image(UNCOMPRESSED, 2)
            .element(Tag.ExtendedOffsetTable, VR.OV, table(8, 0, 20))
            .fragmentsAt(new byte[0], even)
            .read()
            .pixelData();
    assertThat(bytes(data, 1)).containsExactly(5, 6, 7, 8);
  }

  @Test
  void anOffsetThatIsAtNoFragmentMakesTheTableUseless() {
    byte[][] even = {{1, 2}, {3, 4}, {5, 6, 7, 8}};
    PixelData data = image(UNCOMPRESSED, 2).fragmentsAt(table(4, 0, 19), even).read().pixelData();
    assertThatThrownBy(() -> data.frame(0))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("has 3 fragments and no usable offset table for 2 frames");
  }

  @Test
  void withoutATableFramesStartWhereACodestreamStarts() {
    byte[] jpeg = new LosslessJpegBytes(8, 1, 1).encode(new int[] {1, 2, 3, 4}, 1, 4);
    byte[] other = new LosslessJpegBytes(8, 1, 1).encode(new int[] {5, 6, 7, 8}, 1, 4);
    byte[] head = Arrays.copyOf(jpeg, 20);
    byte[] tail = Arrays.copyOfRange(jpeg, 20, jpeg.length);
    PixelData data =
        image(TransferSyntax.of("1.2.840.10008.1.2.4.70"), 2)
            .fragments(head, tail, other)
            .read()
            .pixelData();
    assertThat(bytes(data, 0)).containsExactly(1, 2, 3, 4);
    assertThat(bytes(data, 1)).containsExactly(5, 6, 7, 8);
  }

  @Test
  void framesThatACutFileStillHasAreRead() {
    PixelData data =
        image(UNCOMPRESSED, 3).fragments(new byte[] {1, 2, 3, 4}, new byte[4]).read().pixelData();
    assertThat(bytes(data, 0)).containsExactly(1, 2, 3, 4);
    assertThatThrownBy(() -> data.frame(2))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("frame 2 is not in the file: (7FE0,0010) PixelData has 2 of 3");
    PixelData plain =
        image(TransferSyntax.EXPLICIT_LITTLE, 3)
            .element(Tag.PixelData, VR.OB, new byte[] {1, 2, 3, 4, 5, 6, 7, 8})
            .read()
            .pixelData();
    assertThat(bytes(plain, 1)).containsExactly(5, 6, 7, 8);
    assertThatThrownBy(plain::all).hasMessageContaining("holds 8 bytes, must be 12");
  }

  @Test
  void eachDeflatedFrameIsInflatedAlone() throws Exception {
    byte[][] frames = new byte[2][];
    for (int i = 0; i < 2; i++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (var deflate = new DeflaterOutputStream(out, new Deflater(9, true))) {
        deflate.write(new byte[] {(byte) (4 * i), (byte) (4 * i + 1), 2, 3});
      }
      frames[i] = out.toByteArray();
    }
    PixelData data =
        image(TransferSyntax.of("1.2.840.10008.1.2.8.1"), 2).fragments(frames).read().pixelData();
    assertThat(bytes(data, 1)).containsExactly(4, 5, 2, 3);
    PixelData damaged =
        image(TransferSyntax.of("1.2.840.10008.1.2.8.1"), 1)
            .fragments(new byte[] {-1, -1, -1, -1})
            .read()
            .pixelData();
    assertThatThrownBy(damaged::all).hasMessageContaining("a deflated frame is damaged");
  }

  @Test
  void compressedFramesUnderASyntaxThatSaysNothingOfItAreReadByTheirFirstBytes() {
    byte[] jpeg = new LosslessJpegBytes(8, 1, 1).encode(new int[] {1, 2, 3, 4}, 1, 4);
    PixelData data = image(TransferSyntax.EXPLICIT_LITTLE, 1).fragments(jpeg).read().pixelData();
    assertThat(bytes(data, 0)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void pixelsOfDefinedLengthUnderACompressedSyntaxAreNativeIfTheirLengthSaysSo() {
    DicomBytes fits =
        image(TransferSyntax.JPEG_BASELINE, 1)
            .element(Tag.PixelData, VR.OW, new byte[] {1, 2, 3, 4});
    assertThat(bytes(fits.read().pixelData(), 0)).containsExactly(1, 2, 3, 4);
    DicomBytes other =
        image(TransferSyntax.JPEG_BASELINE, 1).element(Tag.PixelData, VR.OW, new byte[8]);
    assertThatThrownBy(() -> other.read().pixelData().all())
        .hasMessageContaining("has a defined length of 8 bytes, but JPEG Baseline (Process 1)");
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.840.10008.1.2.4.110, JPEG XL Lossless, for which there is no decoder",
    "1.2.840.10008.1.2.4.102, MPEG-4 AVC/H.264 High Profile / Level 4.1, which is not decoded",
    "1.2.840.10008.1.2.4.107, HEVC/H.265 Main Profile / Level 5.1, which is not decoded",
    "1.2.3.4, 1.2.3.4, for which there is no decoder"
  })
  void aSyntaxWithoutDecoderNamesFileTagAndSyntax(String uid, String name, String what) {
    PixelData data =
        image(TransferSyntax.of(uid), 3).fragments(new byte[] {0, 0, 1, 0}).read().pixelData();
    assertThatThrownBy(() -> data.frame(0))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("bytes in memory: (7FE0,0010) PixelData is")
        .hasMessageContaining(name)
        .hasMessageContaining(what);
  }

  @Test
  void pixelsThatAreAtAServerAreNotMissing() {
    Dicom dicom =
        DicomBytes.file(TransferSyntax.of("1.2.840.10008.1.2.4.94"))
            .text(Tag.PixelDataProviderURL, VR.UR, "https://example.org/1")
            .read();
    assertThatThrownBy(dicom::pixelData)
        .hasMessageContaining("the pixels are not in the file but at a server");
  }
}
