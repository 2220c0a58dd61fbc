package medimg.dicom;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Turns the bytes of a DICOM file into the data set model: the seam behind which readers differ.
 *
 * <p>The built-in reader needs nothing but the JDK and is at work unless the system property
 * {@value #PROPERTY} names another one. Others are found by {@link java.util.ServiceLoader}: a jar
 * with a reader names it in {@code META-INF/services/medimg.dicom.DicomReader}. What is the same
 * for all is no reader's task: opening the file, its name in messages, whether the bytes are DICOM
 * at all, and decoding pixel data.
 */
public interface DicomReader {
  /** The system property that names the reader to use, such as {@code -Dmedimg.reader=built-in}. */
  String PROPERTY = "medimg.reader";

  /** The name of the reader on top of dcm4che-core, which the Maven profile of this name adds. */
  String DCM4CHE = "dcm4che";

  /** {@return a short name, such as {@code built-in}} */
  String name();

  /**
   * Reads a file. Pixel data of the top level is not read but located.
   *
   * @param file bytes that are not empty and start like a DICOM file; stays open
   * @param headerOnly whether to stop before group 7FE0
   * @return what is in it
   * @throws DicomException if the bytes cannot be read as DICOM or ask for more than {@link Limits}
   * @throws IOException if the file cannot be read
   */
  FileContent read(Source file, boolean headerOnly) throws IOException;

  /**
   * The header of a file as the toolkit below this reader prints it, with identifying values hidden
   * unless {@link Dicom#showIdentifying()} was called; empty if there is no toolkit below it.
   *
   * @param dicom the file
   * @return the text
   */
  default Optional<String> toolkitText(Dicom dicom) {
    return Optional.empty();
  }

  /** {@return all readers that are present, the built-in one first} */
  static List<DicomReader> present() {
    return Readers.PRESENT;
  }
}
