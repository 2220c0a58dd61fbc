package medimg.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;

/** Writes small DICOM files by hand, right or wrong on purpose. */
public final class DicomBytes {
  public static final int UNDEFINED = -1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final boolean explicit;
  private final ByteOrder order;

  private DicomBytes(boolean explicit, ByteOrder order) {
    this.explicit = explicit;
    this.order = order;
  }

  /** A file with preamble, prefix and meta group. */
  public static DicomBytes file(TransferSyntax syntax) {
    DicomBytes bytes =
        new DicomBytes(
            syntax.explicit(), syntax.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    bytes.out.writeBytes(new byte[128]);
    bytes.out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    DicomBytes meta = new DicomBytes(true, ByteOrder.LITTLE_ENDIAN);
    meta.text(Tag.TransferSyntaxUID, VR.UI, syntax.uid());
    DicomBytes length = new DicomBytes(true, ByteOrder.LITTLE_ENDIAN);
    length.element(
        Tag.FileMetaInformationGroupLength, VR.UL, new byte[] {(byte) meta.size(), 0, 0, 0});
    bytes.out.writeBytes(length.bytes());
    bytes.out.writeBytes(meta.bytes());
    return bytes;
  }

  /** A bare data set, such as an item's. */
  public static DicomBytes bare(boolean explicit) {
    return new DicomBytes(explicit, ByteOrder.LITTLE_ENDIAN);
  }

  /** An image of 8-bit grey without its pixel data. */
  public static DicomBytes grey8(TransferSyntax syntax, int rows, int columns) {
    return image(syntax, rows, columns, 1, 8, "MONOCHROME2");
  }

  /** An image's attributes without its pixel data. */
  public static DicomBytes image(
      TransferSyntax syntax, int rows, int columns, int samples, int bits, String photometric) {
    return file(syntax)
        .us(Tag.SamplesPerPixel, samples)
        .text(Tag.PhotometricInterpretation, VR.CS, photometric)
        .us(Tag.Rows, rows)
        .us(Tag.Columns, columns)
        .us(Tag.BitsAllocated, bits)
        .us(Tag.BitsStored, bits)
        .us(Tag.HighBit, bits - 1)
        .us(Tag.PixelRepresentation, 0);
  }

  public DicomBytes element(int tag, VR vr, byte[] value) {
    return element(tag, vr, value, value.length);
  }

  /** An element whose length field says something else than there is. */
  public DicomBytes element(int tag, VR vr, byte[] value, int length) {
    tag(tag);
    if (!explicit) {
      int32(length);
    } else {
      out.writeBytes(vr.name().getBytes(StandardCharsets.US_ASCII));
      if (vr.hasLongLength()) {
        int16(0);
        int32(length);
      } else {
        int16(length);
      }
    }
    out.writeBytes(value);
    return this;
  }

  public DicomBytes text(int tag, VR vr, String value) {
    byte pad = (byte) (vr == VR.UI ? 0 : ' ');
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    byte[] even = java.util.Arrays.copyOf(bytes, bytes.length + 1 & ~1);
    if (even.length > bytes.length) {
      even[bytes.length] = pad;
    }
    return element(tag, vr, even);
  }

  public DicomBytes us(int tag, int value) {
    byte[] two = ByteBuffer.allocate(2).order(order).putShort((short) value).array();
    return element(tag, VR.US, two);
  }

  /** A sequence of undefined length with items of undefined length. */
  public DicomBytes sequence(int tag, DicomBytes... items) {
    element(tag, VR.SQ, new byte[0], UNDEFINED);
    for (DicomBytes item : items) {
      item(UNDEFINED, item.bytes());
      item(Tag.ItemDelimitationItem, 0);
    }
    return item(Tag.SequenceDelimitationItem, 0);
  }

  /** Encapsulated pixel data: an empty offset table and the fragments. */
  public DicomBytes fragments(byte[]... fragments) {
    return fragmentsAt(new byte[0], fragments);
  }

  /** Encapsulated pixel data: an offset table and the fragments. */
  public DicomBytes fragmentsAt(byte[] offsets, byte[]... fragments) {
    element(Tag.PixelData, VR.OB, new byte[0], UNDEFINED);
    item(offsets.length, offsets);
    for (byte[] fragment : fragments) {
      item(fragment.length, fragment);
    }
    return item(Tag.SequenceDelimitationItem, 0);
  }

  private void item(int length, byte[] content) {
    item(Tag.Item, length);
    out.writeBytes(content);
  }

  private DicomBytes item(int tag, int length) {
    tag(tag);
    int32(length);
    return this;
  }

  public DicomBytes raw(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  private void tag(int tag) {
    int16(Tag.group(tag));
    int16(Tag.element(tag));
  }

  private void int16(int value) {
    out.writeBytes(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
  }

  private void int32(int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(order).putInt(value).array());
  }

  private int size() {
    return out.size();
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  public Dicom read() {
    return Dicom.read(bytes());
  }
}
