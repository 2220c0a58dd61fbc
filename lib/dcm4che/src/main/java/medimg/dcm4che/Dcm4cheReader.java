package medimg.dcm4che;

import java.io.IOException;
import java.util.Optional;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.DicomReader;
import medimg.dicom.FileContent;
import medimg.dicom.Source;

/** The reader on top of dcm4che's {@code DicomInputStream}. */
public final class Dcm4cheReader implements DicomReader {
  @Override
  public String name() {
    return DCM4CHE;
  }

  /**
   * Reads a file.
   *
   * @throws DicomException if dcm4che cannot read the bytes; the message gives its reason
   */
  @Override
  public FileContent read(Source file, boolean headerOnly) throws IOException {
    return new Reading(file, headerOnly).read();
  }

  /** What {@code Attributes.toString()} says. */
  @Override
  public Optional<String> toolkitText(Dicom dicom) {
    return Optional.of(Dcm4che.text(dicom));
  }
}
