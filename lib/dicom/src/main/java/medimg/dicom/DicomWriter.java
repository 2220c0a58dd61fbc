package medimg.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import medimg.codec.CodecException;
import medimg.codec.ImageLayout;
import medimg.codec.Jpeg;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;

/**
 * Writes DICOM files: preamble, file meta information, data set and pixel data (PS3.10 section 7).
 *
 * <p>Transfer syntaxes: implicit and explicit VR little endian, deflated, and JPEG Baseline for
 * 8-bit grey. A file appears under its name only when it is whole.
 */
public final class DicomWriter {
  /** Names this library in (0002,0012); derived from a random UUID (PS3.5 section B.2). */
  static final String IMPLEMENTATION_CLASS = "2.25.98261742037654117460182351702613481526";

  static final String IMPLEMENTATION_VERSION = "MEDIMG_0_1";

  private final DataSet header;
  private final TransferSyntax syntax;
  private final float quality;
  private byte[] pixels;
  private VR pixelVr;

  private DicomWriter(DataSet header, TransferSyntax syntax, float quality) {
    this.header = header;
    this.syntax = syntax;
    this.quality = quality;
  }

  /**
   * A writer of a data set in a transfer syntax.
   *
   * @param header the data set, without its pixels
   * @param syntax uncompressed little endian, deflated or JPEG Baseline
   * @return the writer
   * @throws DicomException if the syntax cannot be written, or the data set has no SOP Class UID or
   *     SOP Instance UID
   */
  public static DicomWriter of(DataSet header, TransferSyntax syntax) {
    return of(header, syntax, .9f);
  }

  /**
   * The same with a quality for JPEG.
   *
   * @param header the data set, without its pixels
   * @param syntax uncompressed little endian, deflated or JPEG Baseline
   * @param quality from 0 (small) to 1 (true)
   * @return the writer
   * @throws DicomException if the syntax cannot be written, or the data set has no SOP Class UID or
   *     SOP Instance UID
   */
  public static DicomWriter of(DataSet header, TransferSyntax syntax, float quality) {
    if (syntax.bigEndian()
        || syntax.encapsulated() && !syntax.uid().equals(TransferSyntax.JPEG_BASELINE.uid())) {
      throw new DicomException(
          syntax
              + " cannot be written; use implicit or explicit little endian, deflated or JPEG"
              + " Baseline");
    }
    for (int tag : new int[] {Tag.SOPClassUID, Tag.SOPInstanceUID}) {
      if (header.string(tag, "").isEmpty()) {
        throw new DicomException(
            Tag.describe(tag) + " is absent, but a file needs it (PS3.10 section 7.1)");
      }
    }
    return new DicomWriter(header, syntax, quality);
  }

  /**
   * Gives the stored values of 8-bit pixels in the order frame, row, column, sample.
   *
   * @param values frames x rows x columns x samples
   * @return this writer
   * @throws DicomException if the data set's image attributes describe another number or depth, or
   *     a frame that JPEG is not written for
   */
  public DicomWriter pixels(byte[] values) {
    check(values.length, 8);
    pixels = syntax.encapsulated() ? null : values;
    pixelVr = VR.OB;
    if (syntax.encapsulated()) {
      ImageLayout layout = ImagePixelModule.layout(header, Tag.PixelData);
      if (layout.samples() != 1 || layout.frames() != 1 || layout.signed()) {
        throw new DicomException("JPEG Baseline is written for one frame of unsigned grey only");
      }
      try {
        pixels = Jpeg.encode(values, layout.rows(), layout.columns(), quality);
      } catch (CodecException e) {
        throw PixelData.fault(e);
      }
    }
    return this;
  }

  /**
   * Gives the stored values of 16-bit pixels in the order frame, row, column, sample.
   *
   * @param values frames x rows x columns x samples
   * @return this writer
   * @throws DicomException if the data set's image attributes describe another number or depth, or
   *     the syntax is JPEG
   */
  public DicomWriter pixels(short[] values) {
    check(values.length, 16);
    if (syntax.encapsulated()) {
      throw new DicomException(syntax.name() + " holds 8-bit pixels only");
    }
    ByteBuffer b = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    b.asShortBuffer().put(values);
    pixels = b.array();
    pixelVr = VR.OW;
    return this;
  }

  /**
   * Gives the stored values of 32-bit pixels in the order frame, row, column, sample.
   *
   * @param values frames x rows x columns x samples
   * @return this writer
   * @throws DicomException if the data set's image attributes describe another number or depth, or
   *     the syntax is JPEG
   */
  public DicomWriter pixels(int[] values) {
    check(values.length, 32);
    if (syntax.encapsulated()) {
      throw new DicomException(syntax.name() + " holds 8-bit pixels only");
    }
    ByteBuffer b = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    b.asIntBuffer().put(values);
    pixels = b.array();
    pixelVr = VR.OW;
    return this;
  }

  private void check(int count, int bits) {
    ImageLayout layout = ImagePixelModule.layout(header, Tag.PixelData);
    if (layout.bitsAllocated() != bits) {
      throw new DicomException(
          Tag.describe(Tag.BitsAllocated)
              + " is "
              + layout.bitsAllocated()
              + ", but the pixels have "
              + bits
              + " bits");
    }
    if (count != layout.frameSize() * layout.frames()) {
      throw new DicomException(
          count
              + " pixel values were given, must be "
              + layout.frameSize() * layout.frames()
              + " ("
              + layout.shape()
              + ")");
    }
  }

  /** {@return the bytes of the file} */
  public byte[] bytes() {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(2048 + (pixels == null ? 0 : pixels.length));
    out.writeBytes(new byte[128]);
    out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    byte[] meta = dataSet(meta(), true);
    DataSet length =
        new DataSetBuilder(DataSet.EMPTY)
            .put(Tag.FileMetaInformationGroupLength, meta.length)
            .build();
    out.writeBytes(dataSet(length, true));
    out.writeBytes(meta);
    if (!syntax.deflated()) {
      writeBody(out);
      return out.toByteArray();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    writeBody(body);
    byte[] deflated = deflate(body.toByteArray());
    out.writeBytes(deflated);
    if (deflated.length % 2 == 1) {
      out.write(0); // PS3.5 section A.5
    }
    return out.toByteArray();
  }

  private DataSet meta() {
    return new DataSetBuilder(DataSet.EMPTY)
        .put(Tag.FileMetaInformationVersion, VR.OB, new byte[] {0, 1})
        .put(Tag.MediaStorageSOPClassUID, header.get(Tag.SOPClassUID).string())
        .put(Tag.MediaStorageSOPInstanceUID, header.get(Tag.SOPInstanceUID).string())
        .put(Tag.TransferSyntaxUID, syntax.uid())
        .put(Tag.ImplementationClassUID, IMPLEMENTATION_CLASS)
        .put(Tag.ImplementationVersionName, IMPLEMENTATION_VERSION)
        .build();
  }

  private static byte[] deflate(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2);
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try (DeflaterOutputStream stream = new DeflaterOutputStream(out, deflater)) {
      stream.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  private void writeBody(ByteArrayOutputStream out) {
    boolean explicit = syntax.explicit();
    boolean written = pixels == null;
    for (Element e : header) {
      if (!written && Integer.compareUnsigned(e.tag(), Tag.PixelData) > 0) {
        writePixels(out);
        written = true;
      }
      if (Tag.element(e.tag()) != 0 && Tag.group(e.tag()) != 2) {
        write(e, explicit, out);
      }
    }
    if (!written) {
      writePixels(out);
    }
  }

  private void writePixels(ByteArrayOutputStream out) {
    if (!syntax.encapsulated()) {
      VR vr = syntax.explicit() ? pixelVr : VR.OW;
      head(Tag.PixelData, vr, pixels.length + 1 & ~1, syntax.explicit(), out);
      padded(pixels, 0, out);
      return;
    }
    head(Tag.PixelData, VR.OB, -1, true, out);
    head(Tag.Item, null, 0, false, out);
    head(Tag.Item, null, pixels.length + 1 & ~1, false, out);
    padded(pixels, 0, out);
    head(Tag.SequenceDelimitationItem, null, 0, false, out);
  }

  private static byte[] dataSet(DataSet set, boolean explicit) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Element e : set) {
      write(e, explicit, out);
    }
    return out.toByteArray();
  }

  /** One element in explicit VR little endian. */
  static byte[] explicit(Element element) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(element, true, out);
    return out.toByteArray();
  }

  private static void write(Element e, boolean explicit, ByteArrayOutputStream out) {
    if (e.vr() == VR.SQ) {
      ByteArrayOutputStream items = new ByteArrayOutputStream();
      for (DataSet item : e.items()) {
        byte[] content = dataSet(item, explicit);
        head(Tag.Item, null, content.length, false, items);
        items.writeBytes(content);
      }
      head(e.tag(), VR.SQ, items.size(), explicit, out);
      out.writeBytes(items.toByteArray());
      return;
    }
    byte[] value = e.littleEndianBytes();
    VR vr = e.vr();
    if (value.length > 0xFFFE && !vr.hasLongLength()) {
      vr = VR.UN; // too long for a 16-bit length (PS3.5 section 6.2.2)
    }
    int pad = e.vr().kind() == VR.Kind.TEXT && e.vr() != VR.UI ? ' ' : 0;
    head(e.tag(), vr, value.length + 1 & ~1, explicit, out);
    padded(value, pad, out);
  }

  private static void padded(byte[] value, int pad, ByteArrayOutputStream out) {
    out.writeBytes(value);
    if (value.length % 2 == 1) {
      out.write(pad);
    }
  }

  private static void head(
      int tag, VR vr, int length, boolean explicit, ByteArrayOutputStream out) {
    int16(Tag.group(tag), out);
    int16(Tag.element(tag), out);
    if (explicit) {
      out.write(vr.name().charAt(0));
      out.write(vr.name().charAt(1));
      if (!vr.hasLongLength()) {
        int16(length, out);
        return;
      }
      int16(0, out);
    }
    int16(length, out);
    int16(length >>> 16, out);
  }

  private static void int16(int value, ByteArrayOutputStream out) {
    out.write(value);
    out.write(value >>> 8);
  }

  /**
   * Writes the file, see {@link WholeFile}.
   *
   * @param file its name
   * @throws DicomException if it cannot be written; nothing is left behind then
   */
  public void write(Path file) {
    WholeFile.write(file, out -> out.write(bytes()));
  }
}
