package medimg.cli;

import java.nio.file.Path;
import medimg.notebook.SampleMaker;
import medimg.samples.Samples;

/** Makes the usual samples for notebooks, which do not know {@link Samples}. */
public final class UsualSamples implements SampleMaker {
  @Override
  public Path usual(Path folder) {
    return Samples.usual().in(folder);
  }
}
