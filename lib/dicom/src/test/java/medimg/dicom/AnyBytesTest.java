package medimg.dicom;

import static medimg.dicom.DicomBytes.bare;
import static medimg.dicom.DicomBytes.grey8;
import static medimg.dicom.DicomBytes.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.github.jaiimageio.jpeg2000.J2KImageWriteParam;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriter;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriterSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import medimg.codec.Jpeg;
import medimg.codec.JpegLsEncoder;
import medimg.codec.LosslessJpegBytes;
import medimg.codec.TwelveBitJpegEncoder;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes, reading and decoding them ends in values or a {@link DicomException}.
 *
 * <p>The usual run takes the seeds made here and what was found before, which is kept in the
 * resources beside this class ({@code AnyBytesTestInputs}, a folder a test). To look for more, name
 * one test: {@code JAZZER_FUZZ=1 mvn -o test -Dtest='AnyBytesTest#jpegLs'}, for three minutes; a
 * finding is written to those resources, a growing corpus to {@code lib/.cifuzz-corpus}.
 *
 * <p>A file stands for itself. A codestream stands behind five bytes that say its shape: rows,
 * columns, samples a pixel, bits allocated, and bits stored, 128 more for signed samples.
 */
class AnyBytesTest {
  private static final TransferSyntax JPEG_LOSSLESS = TransferSyntax.of("1.2.840.10008.1.2.4.70");
  private static final TransferSyntax JPEG_2000 = TransferSyntax.of("1.2.840.10008.1.2.4.90");
  private static final TransferSyntax DEFLATED_FRAMES = TransferSyntax.of("1.2.840.10008.1.2.8.1");
  private static final int ROWS = 11;
  private static final int COLUMNS = 18;
  private static final int SIGNED = 128;

  @MethodSource("files")
  @FuzzTest(maxDuration = "3m")
  void file(byte[] bytes) {
    try {
      MutationRun.use(bytes);
    } catch (DicomException e) {
      return; // a sentence is a right end
    }
  }

  @MethodSource("rleFrames")
  @FuzzTest(maxDuration = "3m")
  void rle(byte[] bytes) {
    decode(TransferSyntax.RLE, bytes);
  }

  @MethodSource("jpegFrames")
  @FuzzTest(maxDuration = "3m")
  void jpeg(byte[] bytes) {
    decode(TransferSyntax.JPEG_BASELINE, bytes);
  }

  @MethodSource("twelveBitJpegFrames")
  @FuzzTest(maxDuration = "3m")
  void twelveBitJpeg(byte[] bytes) {
    decode(TransferSyntax.JPEG_EXTENDED, bytes);
  }

  @MethodSource("jpegLosslessFrames")
  @FuzzTest(maxDuration = "3m")
  void jpegLossless(byte[] bytes) {
    decode(JPEG_LOSSLESS, bytes);
  }

  @MethodSource("jpegLsFrames")
  @FuzzTest(maxDuration = "3m")
  void jpegLs(byte[] bytes) {
    decode(TransferSyntax.JPEG_LS, bytes);
  }

  @MethodSource("jpeg2000Frames")
  @FuzzTest(maxDuration = "3m")
  void jpeg2000(byte[] bytes) {
    decode(JPEG_2000, bytes);
  }

  @MethodSource("deflatedFrames")
  @FuzzTest(maxDuration = "3m")
  void deflated(byte[] bytes) {
    decode(DEFLATED_FRAMES, bytes);
  }

  private static void decode(TransferSyntax syntax, byte[] b) {
    if (b.length < 5) {
      return;
    }
    int stored = b[4] & SIGNED - 1;
    DicomBytes file =
        DicomBytes.file(syntax)
            .us(Tag.SamplesPerPixel, b[2])
            .us(Tag.Rows, b[0] & 0xFF)
            .us(Tag.Columns, b[1] & 0xFF)
            .us(Tag.BitsAllocated, b[3])
            .us(Tag.BitsStored, stored)
            .us(Tag.HighBit, stored - 1)
            .us(Tag.PixelRepresentation, b[4] < 0 ? 1 : 0)
            .fragments(Arrays.copyOfRange(b, 5, b.length));
    try {
      file.read().pixelData().all();
    } catch (DicomException e) {
      return; // a sentence is a right end
    }
  }

  /** A codestream behind its shape. */
  private static byte[] frame(int samples, int allocated, int stored, byte[] codestream) {
    byte[] head = {ROWS, COLUMNS, (byte) samples, (byte) allocated, (byte) stored};
    byte[] out = Arrays.copyOf(head, head.length + codestream.length);
    System.arraycopy(codestream, 0, out, head.length, codestream.length);
    return out;
  }

  /** Waves of so many bits. */
  private static int[] samples(int perPixel, int bits) {
    int[] out = new int[ROWS * COLUMNS * perPixel];
    Arrays.setAll(out, i -> (int) ((1 + Math.sin(i * .37)) / 2 * ((1 << bits) - 1)));
    return out;
  }

  /** The same, little endian. */
  private static byte[] cells(int perPixel, int bits) {
    int[] samples = samples(perPixel, bits);
    ByteBuffer out = ByteBuffer.allocate(samples.length * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int sample : samples) {
      if (bits == 8) {
        out.put((byte) sample);
      } else {
        out.putShort((short) sample);
      }
    }
    return out.array();
  }

  private static byte[] deflate(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(out, new Deflater(9, true))) {
      deflater.write(bytes);
    }
    return out.toByteArray();
  }

  static List<byte[]> files() throws IOException {
    byte[] pixels = cells(1, 8);
    DicomBytes code =
        bare(true).text(Tag.CodeValue, VR.SH, "T-1").text(Tag.CodeMeaning, VR.LO, "x");
    byte[] explicit =
        grey8(TransferSyntax.EXPLICIT_LITTLE, ROWS, COLUMNS)
            .text(Tag.SpecificCharacterSet, VR.CS, "ISO 2022 IR 6\\ISO 2022 IR 87")
            .text(Tag.PatientName, VR.PN, "Yamada^Tarou=\33$B;3ED\33(B^x")
            .text(Tag.PatientAge, VR.AS, "21")
            .text(Tag.StudyDate, VR.DA, "20261122")
            .text(Tag.PixelSpacing, VR.DS, "0.5\\1e-1")
            .sequence(Tag.ContentSequence, code, bare(true).sequence(Tag.ContentSequence, code))
            .element(Tag.PixelData, VR.OW, pixels)
            .bytes();
    byte[] implicit =
        image(TransferSyntax.IMPLICIT_LITTLE, ROWS, COLUMNS, 1, 16, "MONOCHROME1")
            .text(Tag.WindowWidth, VR.DS, "400")
            .sequence(Tag.ContentSequence, bare(false).text(Tag.CodeValue, VR.SH, "T-1"))
            .element(Tag.PixelData, VR.OW, cells(1, 16))
            .bytes();
    byte[] big =
        image(TransferSyntax.EXPLICIT_BIG, ROWS, COLUMNS, 3, 8, "RGB")
            .us(Tag.PlanarConfiguration, 1)
            .element(Tag.PixelData, VR.OW, cells(3, 8))
            .bytes();
    byte[] frames =
        grey8(TransferSyntax.RLE, ROWS, COLUMNS)
            .text(Tag.NumberOfFrames, VR.IS, "2")
            .fragmentsAt(new byte[8], rle(1, pixels), rle(1, pixels))
            .bytes();
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    deflated.write(DicomBytes.file(TransferSyntax.DEFLATED).bytes());
    deflated.write(
        deflate(
            bare(true)
                .us(Tag.Rows, 1)
                .us(Tag.Columns, 2)
                .us(Tag.BitsAllocated, 8)
                .element(Tag.PixelData, VR.OB, new byte[2])
                .bytes()));
    byte[] oneBit =
        image(TransferSyntax.EXPLICIT_LITTLE, ROWS, COLUMNS, 1, 1, "MONOCHROME2")
            .element(Tag.PixelData, VR.OB, new byte[26])
            .bytes();
    return List.of(explicit, implicit, big, frames, deflated.toByteArray(), oneBit);
  }

  /** Byte planes, each as literal runs of one byte and a run of two at its begin. */
  private static byte[] rle(int planes, byte[] cells) {
    int pixels = ROWS * COLUMNS;
    ByteBuffer out =
        ByteBuffer.allocate(64 + planes * (2 * pixels + 2)).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(planes);
    for (int plane = 0; plane < planes; plane++) {
      out.putInt(64 + plane * (2 * pixels + 2));
    }
    out.position(64);
    for (int plane = 0; plane < planes; plane++) {
      out.put((byte) -1).put(cells[plane]);
      for (int i = 0; i < pixels; i++) {
        out.put((byte) 0).put(cells[i * planes + plane]);
      }
    }
    return out.array();
  }

  static List<byte[]> rleFrames() {
    return List.of(
        frame(1, 8, 8, rle(1, cells(1, 8))),
        frame(1, 16, SIGNED | 12, rle(2, cells(1, 16))),
        frame(3, 8, 8, rle(3, cells(3, 8))));
  }

  static List<byte[]> jpegFrames() throws IOException {
    BufferedImage colour = new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_3BYTE_BGR);
    colour.getRaster().setPixels(0, 0, COLUMNS, ROWS, samples(3, 8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(colour, "jpeg", out);
    return List.of(
        frame(1, 8, 8, Jpeg.encode(cells(1, 8), ROWS, COLUMNS, .9f)),
        frame(3, 8, 8, out.toByteArray()));
  }

  private static byte[] twelveBit(int[] factors, boolean interleaved, int restart) {
    return new TwelveBitJpegEncoder(ROWS, COLUMNS, factors, interleaved, restart, 4, 8)
        .encode(samples(factors.length, 12))
        .codestream();
  }

  static List<byte[]> twelveBitJpegFrames() {
    return List.of(
        frame(1, 16, 12, twelveBit(new int[] {0x11}, false, 2)),
        frame(3, 16, 12, twelveBit(new int[] {0x22, 0x11, 0x11}, true, 0)));
  }

  static List<byte[]> jpegLosslessFrames() {
    LosslessJpegBytes grey = new LosslessJpegBytes(16, 1, 1);
    LosslessJpegBytes colour = new LosslessJpegBytes(8, 3, 6).restartEvery(2);
    return List.of(
        frame(1, 16, SIGNED | 16, grey.encode(samples(1, 16), ROWS, COLUMNS)),
        frame(3, 8, 8, colour.encode(samples(3, 8), ROWS, COLUMNS)));
  }

  private static byte[] jpegLs(int components, int bits, int near, int interleave, int... preset) {
    return new JpegLsEncoder(ROWS, COLUMNS, components, bits, near, interleave, 4, preset)
        .encode(samples(components, bits));
  }

  static List<byte[]> jpegLsFrames() {
    return List.of(
        frame(1, 16, 12, jpegLs(1, 12, 0, 0)),
        frame(1, 8, SIGNED | 8, jpegLs(1, 8, 3, 0, 255, 9, 14, 40, 31)),
        frame(3, 8, 8, jpegLs(3, 8, 0, 1)),
        frame(3, 8, 8, jpegLs(3, 8, 0, 2)));
  }

  private static byte[] jpeg2000(int type, int bands, int bits, boolean lossless)
      throws IOException {
    BufferedImage image = new BufferedImage(COLUMNS, ROWS, type);
    image.getRaster().setPixels(0, 0, COLUMNS, ROWS, samples(bands, bits));
    J2KImageWriter writer = new J2KImageWriter(new J2KImageWriterSpi());
    J2KImageWriteParam param = (J2KImageWriteParam) writer.getDefaultWriteParam();
    param.setLossless(lossless);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
    }
    return out.toByteArray();
  }

  static List<byte[]> jpeg2000Frames() throws IOException {
    return List.of(
        frame(1, 8, 8, jpeg2000(BufferedImage.TYPE_BYTE_GRAY, 1, 8, false)),
        frame(1, 16, 16, jpeg2000(BufferedImage.TYPE_USHORT_GRAY, 1, 16, true)),
        frame(3, 8, 8, jpeg2000(BufferedImage.TYPE_3BYTE_BGR, 3, 8, true)));
  }

  static List<byte[]> deflatedFrames() throws IOException {
    return List.of(
        frame(1, 16, SIGNED | 12, deflate(cells(1, 16))), frame(3, 8, 8, deflate(cells(3, 8))));
  }
}
