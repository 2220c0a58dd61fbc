package medimg.pixels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import medimg.dicom.Dicom;
import medimg.dicom.DicomBytes;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;

/** Images of a few pixels, and what a header may say about them. */
final class TestImage {
  private final DicomBytes bytes;
  private final int pixelTag;
  private final VR vr;
  private final byte[] pixels;

  private TestImage(DicomBytes bytes, int pixelTag, VR vr, byte[] pixels) {
    this.bytes = bytes;
    this.pixelTag = pixelTag;
    this.vr = vr;
    this.pixels = pixels;
  }

  /** One row of whole numbers of 8, 16 or 32 bit. */
  static TestImage row(int bits, boolean signed, long... values) {
    return image(1, 1, bits, signed, "MONOCHROME2", values);
  }

  /** One row of 8-bit grey. */
  static TestImage row(long... values) {
    return row(8, false, values);
  }

  /** An image whose columns follow from the number of values; frames come by an element. */
  static TestImage image(
      int rows, int samples, int bits, boolean signed, String photometric, long... values) {
    int columns = values.length / rows / samples;
    ByteBuffer b = buffer(values.length * bits / 8);
    for (long v : values) {
      switch (bits) {
        case 8 -> b.put((byte) v);
        case 16 -> b.putShort((short) v);
        default -> b.putInt((int) v);
      }
    }
    DicomBytes header =
        DicomBytes.image(TransferSyntax.EXPLICIT_LITTLE, rows, columns, samples, bits, photometric)
            .us(Tag.PixelRepresentation, signed ? 1 : 0);
    return new TestImage(header, Tag.PixelData, bits == 8 ? VR.OB : VR.OW, b.array());
  }

  /** One row of single precision. */
  static TestImage floats(float... values) {
    ByteBuffer b = buffer(4 * values.length);
    for (float v : values) {
      b.putFloat(v);
    }
    return new TestImage(header(values.length, 32), Tag.FloatPixelData, VR.OF, b.array());
  }

  /** One row of double precision. */
  static TestImage doubles(double... values) {
    ByteBuffer b = buffer(8 * values.length);
    for (double v : values) {
      b.putDouble(v);
    }
    return new TestImage(header(values.length, 32), Tag.DoubleFloatPixelData, VR.OD, b.array());
  }

  private static DicomBytes header(int columns, int bits) {
    return DicomBytes.image(TransferSyntax.EXPLICIT_LITTLE, 1, columns, 1, bits, "MONOCHROME2");
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size + 1 & ~1).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Adds a text. */
  TestImage with(int tag, VR textVr, String value) {
    bytes.text(tag, textVr, value);
    return this;
  }

  /** Adds a decimal string. */
  TestImage ds(int tag, String value) {
    return with(tag, VR.DS, value);
  }

  /** Adds a number of one of the binary kinds. */
  TestImage number(int tag, VR numberVr, double value) {
    ByteBuffer b = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    switch (numberVr) {
      case US, SS -> b.putShort((short) value);
      case FL -> b.putFloat((float) value);
      case FD -> b.putDouble(value);
      default -> throw new IllegalArgumentException(numberVr.toString());
    }
    bytes.element(tag, numberVr, Arrays.copyOf(b.array(), b.position()));
    return this;
  }

  /** Adds a sequence. */
  TestImage sequence(int tag, DicomBytes... items) {
    bytes.sequence(tag, items);
    return this;
  }

  /** Adds a Modality LUT Sequence of one item. */
  TestImage table(DicomBytes item) {
    bytes.sequence(Tag.ModalityLUTSequence, item);
    return this;
  }

  Dicom read() {
    return bytes.element(pixelTag, vr, pixels).read();
  }

  Pixels pixels() {
    return Pixels.of(read());
  }
}
