package medimg.dicom;

import java.io.IOException;

/** A folder where a file was expected. */
final class FolderException extends IOException {
  private static final long serialVersionUID = 1L;

  FolderException(String path) {
    super(path);
  }
}
