package medimg.notebook;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** What JJava calls when a cell's {@code %classpath} brings this library; safe to load twice. */
public final class JJavaExtension implements Extension {
  @Override
  public void install(BaseKernel kernel) {
    JJavaKernel.install(kernel);
    new JJavaKernel().makeImports();
  }
}
