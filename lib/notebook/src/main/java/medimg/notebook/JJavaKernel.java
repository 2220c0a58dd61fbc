package medimg.notebook;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;

/** The kernel JJava. Uses only what its API 1.0-a6 and its release 1.0a8 have in common. */
public final class JJavaKernel implements Kernel {
  private static final Set<Renderer> DONE = Collections.newSetFromMap(new WeakHashMap<>());

  @Override
  public String name() {
    return "JJava";
  }

  @Override
  public String version() {
    String version = BaseKernel.notebookKernel().getVersion();
    return version == null ? "" : version;
  }

  @Override
  public boolean isRunning() {
    try {
      return BaseKernel.notebookKernel() != null;
    } catch (NullPointerException e) {
      return false; // how this kernel says that it does not run
    }
  }

  @Override
  public void install() {
    install(BaseKernel.notebookKernel());
  }

  static void install(BaseKernel kernel) {
    Surroundings.prepare();
    register(kernel.getRenderer());
    Sentence.install(kernel, BaseKernel.class, new Sentences(), StringStyler.class);
  }

  /** Registers the renderers, once for each kernel. */
  static void register(Renderer renderer) {
    synchronized (DONE) {
      if (!DONE.add(renderer)) {
        return;
      }
    }
    for (Class<?> type : Rendering.TYPES) {
      renderer
          .createRegistration(type)
          .supporting(MIMEType.TEXT_PLAIN, MIMEType.TEXT_HTML, MIMEType.TEXT_MARKDOWN)
          .register(
              (value, context) -> {
                Map<String, String> data = Rendering.of(value).data();
                context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> data.get("text/plain"));
                if (data.containsKey("text/html")) {
                  context.renderIfRequested(MIMEType.TEXT_HTML, () -> data.get("text/html"));
                }
                if (data.containsKey("text/markdown")) {
                  context.renderIfRequested(
                      MIMEType.TEXT_MARKDOWN, () -> data.get("text/markdown"));
                }
              });
    }
  }

  private static DisplayData displayData(String id, Map<String, String> data) {
    DisplayData out = new DisplayData();
    data.forEach(out::putData);
    out.putTransientData("display_id", id);
    return out;
  }

  @Override
  public void evaluate(String code) {
    BaseKernel.notebookKernel().evalRaw(code);
  }

  @Override
  public void display(String id, Map<String, String> data) {
    BaseKernel.notebookKernel().display(displayData(id, data));
  }

  @Override
  public void update(String id, Map<String, String> data) {
    BaseKernel.notebookKernel().getIO().display.updateDisplay(displayData(id, data));
  }

  /** Says what is wrong with one sentence where the kernel would print a stack trace. */
  private static final class Sentences extends StringStyler {
    Sentences() {
      super("", "", "", line -> "");
    }

    @Override
    public String secondary(String line) {
      return super.secondary(Sentence.of(line));
    }

    @Override
    public List<String> secondaryLines(String trace) {
      return super.secondaryLines(Sentence.of(trace));
    }
  }
}
