package medimg.codec;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStreamImpl;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * JPEG with 8-bit samples (processes 1, 2 and 4), by the JDK's own reader and writer; 12-bit
 * samples go to {@link TwelveBitJpeg}, lossless frames to {@link JpegLossless}. What the frame
 * header says counts, and not the transfer syntax.
 *
 * <p>They are picked by their class and not by ImageIO's order, so that another plug-in on the
 * class path changes nothing. Components come as the codestream has them, YCbCr unconverted.
 */
public final class Jpeg {
  private static final String JDK_READER = "com.sun.imageio.plugins.jpeg.JPEGImageReader";

  private static final int LOSSLESS = 0xC3;

  private static final String JDK_WRITER = "com.sun.imageio.plugins.jpeg.JPEGImageWriter";

  /** Found when first needed; the same whoever finds it. */
  private static volatile ImageReaderSpi readers;

  private static final ColorModel GREY =
      new ComponentColorModel(
          ColorSpace.getInstance(ColorSpace.CS_GRAY),
          false,
          false,
          Transparency.OPAQUE,
          DataBuffer.TYPE_BYTE);

  /** A codestream in memory, which ImageIO's own streams would copy in blocks. */
  private static final class Input extends ImageInputStreamImpl {
    private final byte[] b;

    Input(byte[] b) {
      this.b = b;
    }

    @Override
    public int read() {
      bitOffset = 0;
      return streamPos < b.length ? b[(int) streamPos++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      bitOffset = 0;
      if (streamPos >= b.length) {
        return -1;
      }
      int count = (int) Math.min(length, b.length - streamPos);
      System.arraycopy(b, (int) streamPos, into, offset, count);
      streamPos += count;
      return count;
    }

    @Override
    public long length() {
      return b.length;
    }
  }

  private Jpeg() {}

  static void decode(byte[] b, ImageLayout layout, SampleFormat format, Object array, int at) {
    JpegCodestream in = new JpegCodestream(b, "JPEG");
    int process = in.toFrameHeader();
    if (!JpegCodestream.isFrameHeader(process)) {
      throw new CodecException("a JPEG frame has no frame header (SOF marker)");
    }
    if (process == LOSSLESS) {
      JpegLossless.decode(b, layout, format, array, at);
      return;
    }
    if (precision(in, process, layout) == TwelveBitJpeg.PRECISION) {
      TwelveBitJpeg.decode(b, layout, format, array, at);
      return;
    }
    if (!(array instanceof byte[] out)) {
      throw in.otherDepth(8, layout);
    }
    ImageReader reader = null;
    try {
      reader = reader();
      reader.setInput(new Input(b), true, true);
      layout.checkShape("JPEG", reader.getHeight(0), reader.getWidth(0), layout.samples());
      if (layout.samples() == 1) {
        readGrey(reader, layout, out, at);
      } else {
        readColour(reader, layout, out, at);
      }
    } catch (CodecException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new CodecException("a JPEG frame is damaged: " + e.getMessage(), e);
    } finally {
      if (reader != null) {
        reader.dispose();
      }
    }
  }

  /** Into the array itself, which saves a copy; grey is grey and converted by nothing. */
  private static void readGrey(ImageReader reader, ImageLayout layout, byte[] out, int at)
      throws IOException {
    int columns = layout.columns();
    DataBufferByte frames = new DataBufferByte(out, out.length);
    WritableRaster raster =
        Raster.createInterleavedRaster(
            frames, columns, layout.rows(), columns, 1, new int[] {at}, null);
    ImageReadParam param = reader.getDefaultReadParam();
    param.setDestination(new BufferedImage(GREY, raster, false, null));
    reader.read(0, param);
  }

  /** By way of a raster: an image would be converted to RGB. */
  private static void readColour(ImageReader reader, ImageLayout layout, byte[] out, int at)
      throws IOException {
    Raster raster = reader.readRaster(0, null);
    layout.checkShape("JPEG", raster.getHeight(), raster.getWidth(), raster.getNumBands());
    byte[] decoded = ((DataBufferByte) raster.getDataBuffer()).getData();
    System.arraycopy(decoded, 0, out, at, (int) layout.frameSize());
  }

  /**
   * One grey frame as a JPEG Baseline codestream, by the JDK's own writer.
   *
   * @param grey 8-bit samples, rows x columns
   * @param rows height in pixels
   * @param columns width in pixels
   * @param quality from 0 (small) to 1 (true)
   * @return the codestream
   * @throws CodecException if this Java has no JPEG writer
   */
  public static byte[] encode(byte[] grey, int rows, int columns, float quality) {
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, columns, rows, grey);
    ImageWriter writer = jdks(ImageIO.getImageWritersByFormatName("jpeg"), JDK_WRITER, "writer");
    ByteArrayOutputStream out = new ByteArrayOutputStream(grey.length / 4);
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static ImageReader reader() throws IOException {
    if (readers == null) {
      Iterator<ImageReader> all = ImageIO.getImageReadersByFormatName("jpeg");
      readers = jdks(all, JDK_READER, "reader").getOriginatingProvider();
    }
    return readers.createReaderInstance();
  }

  /** The JDK's own reader or writer among those of all plug-ins. */
  private static <T> T jdks(Iterator<T> found, String name, String what) {
    while (found.hasNext()) {
      T one = found.next();
      if (one.getClass().getName().equals(name)) {
        return one;
      }
    }
    throw CodecException.lacking(
        "this Java has no JPEG "
            + what
            + " ("
            + name
            + "); use a JDK with the module java.desktop");
  }

  /**
   * The precision that the frame header says, which is checked against the data set.
   *
   * @throws CodecException for what the readers here would decode wrongly or fail on without a
   *     clear word
   */
  private static int precision(JpegCodestream in, int marker, ImageLayout layout) {
    int precision = in.u8();
    boolean sequential = marker == 0xC0 || marker == 0xC1;
    boolean known =
        precision == 8 && (sequential || marker == 0xC2)
            || precision == TwelveBitJpeg.PRECISION && sequential;
    if (!known) {
      throw in.unsupported(precision + "-bit samples in process SOF" + (marker - 0xC0));
    }
    in.readShape(precision, layout);
    return precision;
  }
}
