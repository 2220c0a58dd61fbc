package medimg.pixels;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import medimg.dicom.DicomException;
import medimg.dicom.WholeFile;

/** Picture files. */
final class ImageFiles {
  private ImageFiles() {}

  /**
   * Writes a picture.
   *
   * @param format jpeg, png or tiff
   * @param compression one of the format's own, or null
   * @param quality from 0 to 1, or NaN where the format has none
   */
  static void write(
      BufferedImage image, Path file, String format, String compression, double quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try {
      ImageWriteParam how = writer.getDefaultWriteParam();
      if (compression != null) {
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionType(compression);
      }
      if (!Double.isNaN(quality)) {
        how.setCompressionQuality((float) quality);
      }
      WholeFile.write(
          file,
          stream -> {
            try (ImageOutputStream out = new MemoryCacheImageOutputStream(stream)) {
              writer.setOutput(out);
              writer.write(null, new IIOImage(image, null, null), how);
            }
          });
    } finally {
      writer.dispose();
    }
  }

  /** A picture of 16-bit grey. */
  static BufferedImage grey16(short[] values, int rows, int columns) {
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setDataElements(0, 0, columns, rows, values);
    return image;
  }

  /** The numbers of a picture of 16-bit grey. */
  static Pixels read16(Path file) {
    return read(
        file,
        image -> image.getRaster().getDataBuffer() instanceof DataBufferUShort,
        "16-bit grey in PNG or TIFF; savePng16(file) writes one");
  }

  /** The numbers of a picture of 8-bit or 16-bit grey. */
  static Pixels read(Path file) {
    return read(file, image -> true, "grey in JPEG, PNG or TIFF; saveJpg(file) writes one");
  }

  private static Pixels read(Path file, Predicate<BufferedImage> fits, String what) {
    try {
      BufferedImage image = Files.exists(file) ? ImageIO.read(file.toFile()) : null;
      if (image == null || !fits.test(image)) {
        throw new DicomException(file + ": is no picture of " + what);
      }
      int rows = image.getHeight();
      int columns = image.getWidth();
      if (image.getRaster().getNumBands() != 1
          || image.getColorModel() instanceof IndexColorModel) {
        throw new DicomException(file + ": has colours, must be " + what);
      }
      float[] values = image.getRaster().getSamples(0, 0, columns, rows, 0, (float[]) null);
      return Pixels.of(values, rows, columns);
    } catch (IOException e) {
      throw new DicomException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
