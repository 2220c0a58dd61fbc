package medimg.dicom;

import java.nio.file.Path;

/**
 * Turns the bytes of a DICOM file into the data set model: the seam behind which readers differ.
 *
 * <p>The built-in reader needs nothing but the JDK. {@link Dicom#reader()} says which one is at
 * work.
 */
public interface DicomReader {
  /** A short name, such as {@code built-in}. */
  String name();

  /**
   * Reads a file whole; the pixel data stays in the file until asked for.
   *
   * @throws DicomException if the file cannot be opened or is no DICOM file
   */
  Dicom read(Path path);

  /**
   * Reads a file up to its pixel data and no further.
   *
   * @throws DicomException if the file cannot be opened or is no DICOM file
   */
  Dicom readHeader(Path path);

  /**
   * Reads bytes that stand for a file.
   *
   * @param name what messages call it
   * @throws DicomException if the bytes are no DICOM file
   */
  Dicom read(byte[] bytes, String name);
}
