package medimg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.jaiimageio.jpeg2000.J2KImageWriteParam;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriter;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriterSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomException;
import medimg.dicom.StoredValues;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import org.junit.jupiter.api.Test;

/** JPEG 2000 codestreams made here: exact where they are reversible, refused where they lie. */
class Jpeg2000Test {
  private static final TransferSyntax JPEG_2000 = TransferSyntax.of("1.2.840.10008.1.2.4.90");
  private static final int ROWS = 37;
  private static final int COLUMNS = 53;

  /** A JP2 file: boxes around a reversible codestream, of 8 bit in tiles of 32 x 32. */
  private static byte[] jp2(int imageType) throws Exception {
    BufferedImage image = new BufferedImage(COLUMNS, ROWS, imageType);
    for (int y = 0; y < ROWS; y++) {
      for (int x = 0; x < COLUMNS; x++) {
        for (int s = 0; s < image.getRaster().getNumBands(); s++) {
          image.getRaster().setSample(x, y, s, sample(image, x, y, s));
        }
      }
    }
    J2KImageWriter writer = new J2KImageWriter(new J2KImageWriterSpi());
    J2KImageWriteParam param = (J2KImageWriteParam) writer.getDefaultWriteParam();
    param.setLossless(true);
    if (imageType != BufferedImage.TYPE_USHORT_GRAY) { // of which the writer makes wrong tiles
      param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
      param.setTiling(32, 32, 0, 0);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
    }
    return out.toByteArray();
  }

  private static int sample(BufferedImage image, int x, int y, int s) {
    boolean wide = image.getType() == BufferedImage.TYPE_USHORT_GRAY;
    return wide ? (x * 1237 + y * 3) & 0xFFFF : (x * 7 + y * (s + 1)) & 0xFF;
  }

  private static byte[] codestream(byte[] jp2) {
    for (int i = 0; ; i++) {
      if (ByteBuffer.wrap(jp2).getInt(i) == 0xFF4FFF51) {
        return Arrays.copyOfRange(jp2, i, jp2.length);
      }
    }
  }

  private static StoredValues decode(int samples, int bits, byte[] frame) {
    String photometric = samples == 1 ? "MONOCHROME2" : "YBR_RCT";
    return DicomBytes.image(JPEG_2000, ROWS, COLUMNS, samples, bits, photometric)
        .fragments(frame)
        .read()
        .pixelData()
        .frame(0);
  }

  @Test
  void greyOfSixteenBitsInJp2BoxesIsExact() throws Exception {
    StoredValues values = decode(1, 16, jp2(BufferedImage.TYPE_USHORT_GRAY));
    for (int i = 0; i < values.size(); i++) {
      assertThat(values.integer(i)).isEqualTo((i % COLUMNS * 1237 + i / COLUMNS * 3) & 0xFFFF);
    }
  }

  @Test
  void theReversibleColourTransformIsUndone() throws Exception {
    StoredValues values = decode(3, 8, jp2(BufferedImage.TYPE_3BYTE_BGR));
    for (int i = 0; i < values.size(); i++) {
      int x = i / 3 % COLUMNS;
      int y = i / 3 / COLUMNS;
      assertThat(values.integer(i)).isEqualTo((x * 7 + y * (i % 3 + 1)) & 0xFF);
    }
  }

  @Test
  void unsignedCodestreamsOfSignedPixelsAreReadAsTheirBits() throws Exception {
    byte[] frame = codestream(jp2(BufferedImage.TYPE_USHORT_GRAY));
    StoredValues values =
        DicomBytes.file(JPEG_2000)
            .us(Tag.SamplesPerPixel, 1)
            .us(Tag.Rows, ROWS)
            .us(Tag.Columns, COLUMNS)
            .us(Tag.BitsAllocated, 16)
            .us(Tag.BitsStored, 16)
            .us(Tag.HighBit, 15)
            .us(Tag.PixelRepresentation, 1)
            .fragments(frame)
            .read()
            .pixelData()
            .frame(0);
    for (int i = 0; i < COLUMNS; i++) {
      assertThat(values.integer(i)).isEqualTo((short) (i * 1237));
    }
  }

  @Test
  void aWriterThatCountsOneTilePartTooFewLosesNothing() throws Exception {
    byte[] whole = codestream(jp2(BufferedImage.TYPE_BYTE_GRAY));
    int sot = indexOf(whole, 0xFF90);
    // A first tile-part without packets stands before the one that was there.
    byte[] split = new byte[whole.length + 14];
    System.arraycopy(whole, 0, split, 0, sot + 12);
    ByteBuffer.wrap(split).putInt(sot + 6, 14).put(sot + 10, (byte) 0).put(sot + 11, (byte) 1);
    split[sot + 12] = (byte) 0xFF;
    split[sot + 13] = (byte) 0x93;
    System.arraycopy(whole, sot, split, sot + 14, whole.length - sot);
    split[sot + 14 + 10] = 1;
    StoredValues values = decode(1, 8, split);
    assertThat(values.array()).isEqualTo(decode(1, 8, whole).array());
  }

  @Test
  void highThroughputIsNamedAndRefused() throws Exception {
    byte[] frame = codestream(jp2(BufferedImage.TYPE_BYTE_GRAY));
    frame[6] |= 0x40;
    assertThatThrownBy(() -> decode(1, 8, frame))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("high throughput coding (HTJ2K), which is not decoded; convert");
  }

  @Test
  void aSizeThatIsNotTheHeadersIsRefusedBeforeAnythingIsDecoded() throws Exception {
    byte[] frame = codestream(jp2(BufferedImage.TYPE_BYTE_GRAY));
    ByteBuffer.wrap(frame).putInt(8, 2_000_000_000);
    assertThatThrownBy(() -> decode(1, 8, frame))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("a JPEG 2000 frame is 37 x 2000000000 x 1, but the header says");
  }

  @Test
  void tilesThatDoNotCoverTheImageOrAreTooManyAreRefused() throws Exception {
    byte[] frame = codestream(jp2(BufferedImage.TYPE_BYTE_GRAY));
    byte[] far = frame.clone();
    ByteBuffer.wrap(far).putInt(8, 2_000_000_000 + COLUMNS).putInt(16, 2_000_000_000);
    assertThatThrownBy(() -> decode(1, 8, far))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("do not cover an image from 2000000000 to 2000000053");
    sized(frame, 300);
    ByteBuffer.wrap(frame).putInt(24, 1).putInt(28, 1);
    assertThatThrownBy(() -> decodeSquare(frame, 300))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("has 90000 tiles, must be at most 65535");
  }

  private static void sized(byte[] frame, int side) {
    ByteBuffer.wrap(frame).putInt(8, side).putInt(12, side);
  }

  private static void decodeSquare(byte[] frame, int side) {
    DicomBytes.grey8(JPEG_2000, side, side).fragments(frame).read().pixelData().frame(0);
  }

  @Test
  void layersThatWouldFillTheMemoryAreRefused() throws Exception {
    byte[] frame = codestream(jp2(BufferedImage.TYPE_BYTE_GRAY));
    int coding = indexOf(frame, 0xFF52);
    sized(frame, 4000);
    ByteBuffer.wrap(frame).putShort(coding + 6, (short) 65_535);
    frame[coding + 10] = 0; // code blocks of 4 x 4
    frame[coding + 11] = 0;
    assertThatThrownBy(() -> decodeSquare(frame, 4000))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("decoding a JPEG 2000 frame of so many layers and precincts takes");
  }

  private static int indexOf(byte[] b, int marker) {
    int i = 0;
    while ((b[i] & 0xFF) != marker >> 8 || (b[i + 1] & 0xFF) != (marker & 0xFF)) {
      i++;
    }
    return i;
  }

  @Test
  void onesWithoutEndInAPacketHeaderAreRefused() throws Exception {
    byte[] frame = codestream(jp2(BufferedImage.TYPE_BYTE_GRAY));
    int data = indexOf(frame, 0xFF93) + 2;
    Arrays.fill(frame, data, data + 8, (byte) 0xFF);
    assertThatThrownBy(() -> decode(1, 8, frame))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("FF FF stands in a packet header");
  }

  @Test
  void packedPacketHeadersAreRefused() throws Exception {
    byte[] frame = codestream(jp2(BufferedImage.TYPE_BYTE_GRAY));
    frame[indexOf(frame, 0xFF64) + 1] = 0x60;
    assertThatThrownBy(() -> decode(1, 8, frame))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("has packed packet headers, which are not decoded; convert");
  }

  @Test
  void everyCutEndsInAnImageOrASentence() throws Exception {
    byte[] frame = codestream(jp2(BufferedImage.TYPE_BYTE_GRAY));
    for (int length = 4; length < frame.length; length += 3) {
      byte[] cut = Arrays.copyOf(frame, length);
      try {
        decode(1, 8, cut);
      } catch (DicomException e) {
        assertThat(e.getMessage()).as("cut at " + length).contains("a JPEG 2000 frame ");
      }
    }
  }
}
