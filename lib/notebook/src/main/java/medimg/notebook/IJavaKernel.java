package medimg.notebook;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.kernel.util.StringStyler;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The older kernel IJava, which loads no extensions: {@code Medimg.versions()} finds it.
 *
 * <p>Its API is the library jupyter-jvm-basekernel; the running kernel itself is reached by name,
 * because IJava is published in no repository that a build could rely on.
 */
public final class IJavaKernel implements Kernel {
  private static final Set<Renderer> DONE = Collections.newSetFromMap(new WeakHashMap<>());

  @Override
  public String name() {
    return "IJava";
  }

  private static Object ask(String member) {
    try {
      Class<?> kernel = Class.forName("io.github.spencerpark.ijava.IJava");
      return member.equals("VERSION")
          ? kernel.getField(member).get(null)
          : kernel.getMethod(member).invoke(null);
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }

  private static BaseKernel kernel() {
    return (BaseKernel) ask("getKernelInstance");
  }

  @Override
  public String version() {
    Object version = ask("VERSION");
    return version == null ? "" : version.toString();
  }

  @Override
  public boolean isRunning() {
    return kernel() != null;
  }

  @Override
  public void install() {
    install(kernel());
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
  public void evaluate(String code) throws Exception {
    kernel().eval(code);
  }

  @Override
  public void display(String id, Map<String, String> data) {
    kernel().display(displayData(id, data));
  }

  @Override
  public void update(String id, Map<String, String> data) {
    kernel().getIO().display.updateDisplay(displayData(id, data));
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
