package medimg;

import java.nio.file.Path;
import medimg.dicom.DicomException;
import medimg.notebook.SampleMaker;

/** Makes no samples, but tells that it was asked for them. */
public final class FakeSamples implements SampleMaker {
  @Override
  public Path usual(Path folder) {
    throw new DicomException("samples were asked for in " + folder);
  }
}
