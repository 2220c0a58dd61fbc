package medimg.dicom;

import static medimg.dicom.TransferSyntax.EXPLICIT_BIG;
import static medimg.dicom.TransferSyntax.EXPLICIT_LITTLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;

/**
 * Which bits of a cell are the value: Bits Stored, High Bit, float and double (PS3.5 section 8).
 */
class CellsTest {
  private static byte[] words(int... values) {
    ByteBuffer out = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      out.putShort((short) value);
    }
    return out.array();
  }

  private static Dicom cells(int stored, int high, int signed, int... cells) {
    return DicomBytes.file(EXPLICIT_LITTLE)
        .us(Tag.SamplesPerPixel, 1)
        .us(Tag.Rows, 1)
        .us(Tag.Columns, cells.length)
        .us(Tag.BitsAllocated, 16)
        .us(Tag.BitsStored, stored)
        .us(Tag.HighBit, high)
        .us(Tag.PixelRepresentation, signed)
        .element(Tag.PixelData, VR.OW, words(cells))
        .read();
  }

  private static long[] values(StoredValues stored) {
    long[] out = new long[stored.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = stored.integer(i);
    }
    return out;
  }

  @Test
  void theValueEndsAtTheHighBitWhereverThatIs() {
    assertThat(values(cells(12, 15, 0, 0xFFFF, 0x0010).pixelData().all())).containsExactly(4095, 1);
    assertThat(values(cells(12, 15, 1, 0xFFFF, 0x0017).pixelData().all())).containsExactly(-1, 1);
    assertThat(values(cells(8, 11, 1, 0xF80F, 0x07F0).pixelData().all()))
        .containsExactly(-128, 127);
  }

  @Test
  void aBitOfTheCellsIsHadAlone() {
    PixelData data = cells(12, 11, 1, 0x1FFF, 0x0FFF, 0xF000).pixelData();
    assertThat(values(data.bits(0, 12))).containsExactly(1, 0, 1);
    assertThat(values(data.bits(0, 0))).containsExactly(1, 1, 0);
    assertThatThrownBy(() -> data.bits(0, 16))
        .isInstanceOf(DicomException.class)
        .hasMessageEndingWith("there is no bit 16 in cells of 16 bit");
  }

  @Test
  void floatsAndDoublesComeInTheFilesByteOrder() {
    for (TransferSyntax syntax : new TransferSyntax[] {EXPLICIT_LITTLE, EXPLICIT_BIG}) {
      ByteOrder order = syntax.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      byte[] floats = ByteBuffer.allocate(8).order(order).putFloat(1.5f).putFloat(-2).array();
      StoredValues single =
          DicomBytes.image(syntax, 1, 2, 1, 32, "MONOCHROME2")
              .element(Tag.FloatPixelData, VR.OF, floats)
              .read()
              .pixelData()
              .all();
      assertThat(single.array()).isEqualTo(new float[] {1.5f, -2});
      byte[] doubles = ByteBuffer.allocate(16).order(order).putDouble(.1).putDouble(-2).array();
      StoredValues twice =
          DicomBytes.image(syntax, 1, 2, 1, 64, "MONOCHROME2")
              .element(Tag.DoubleFloatPixelData, VR.OD, doubles)
              .read()
              .pixelData()
              .all();
      assertThat(twice.array()).isEqualTo(new double[] {.1, -2});
    }
  }
}
