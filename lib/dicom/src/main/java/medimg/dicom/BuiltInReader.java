package medimg.dicom;

import java.io.IOException;

/** The reader that needs nothing but the JDK. */
final class BuiltInReader implements DicomReader {
  static final String NAME = "built-in";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public FileContent read(Source file, boolean headerOnly) throws IOException {
    return new Parser(file, headerOnly).parse();
  }
}
