package medimg.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ServiceLoader;
import medimg.dicom.Dicom;
import medimg.dicom.TinyDicom;
import medimg.learn.ModelCard;
import medimg.work.ProgressState;
import org.junit.jupiter.api.Test;

class KernelsTest {
  private static final Dicom FILE = Dicom.read(TinyDicom.of("00080060CS=CT"));

  @Test
  void jjavaRendersTextAndHtmlOnceHoweverOftenItIsRegistered() {
    var renderer = new org.dflib.jjava.jupyter.kernel.display.Renderer();
    JJavaKernel.register(renderer);
    JJavaKernel.register(renderer);
    var data = renderer.render(FILE);
    var html = org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.TEXT_HTML;
    var text = org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.TEXT_PLAIN;
    assertThat(data.getData(html)).isEqualTo(Rendering.of(FILE).data().get("text/html"));
    assertThat(data.getData(text)).isEqualTo(Rendering.of(FILE).data().get("text/plain"));
    assertThat(renderer.renderAs(FILE, "text/plain").hasDataForType(html)).isFalse();
    assertThat(renderer.render(new double[] {1}).getData(text)).isEqualTo("double[1]: 1.0");
  }

  @Test
  void ijavaRendersTextAndHtmlOnceHoweverOftenItIsRegistered() {
    var renderer = new io.github.spencerpark.jupyter.kernel.display.Renderer();
    IJavaKernel.register(renderer);
    IJavaKernel.register(renderer);
    var data = renderer.render(FILE);
    var html = io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.TEXT_HTML;
    var text = io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.TEXT_PLAIN;
    assertThat(data.getData(html)).isEqualTo(Rendering.of(FILE).data().get("text/html"));
    assertThat(data.getData(text)).isEqualTo(Rendering.of(FILE).data().get("text/plain"));
    assertThat(renderer.render(new int[] {1, 2}).getData(text)).isEqualTo("int[2]: 1, 2");
  }

  @Test
  void aModelCardIsRenderedAsMarkdown() {
    ModelCard card = ModelCard.of("title");
    var jjava = new org.dflib.jjava.jupyter.kernel.display.Renderer();
    JJavaKernel.register(jjava);
    var markdown = org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.TEXT_MARKDOWN;
    assertThat(jjava.render(card).getData(markdown)).isEqualTo(card.toString());
    assertThat(jjava.render(FILE).hasDataForType(markdown)).isFalse();
    var ijava = new io.github.spencerpark.jupyter.kernel.display.Renderer();
    IJavaKernel.register(ijava);
    var same = io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.TEXT_MARKDOWN;
    assertThat(ijava.render(card).getData(same)).isEqualTo(card.toString());
  }

  @Test
  void outsideOfANotebookThereIsNoKernel() {
    assertThat(Kernel.running()).isEmpty();
    assertThat(new NotebookProgress().isAvailable()).isFalse();
  }

  @Test
  void jjavaFindsTheExtension() {
    assertThat(ServiceLoader.load(org.dflib.jjava.jupyter.Extension.class))
        .anyMatch(JJavaExtension.class::isInstance);
  }

  @Test
  void withoutAnyKernelsClassesVersionsAreToldAllTheSame() throws Exception {
    String kernels = ".*(jjava-jupyter|jupyter-jvm-basekernel)[^/]*\\.jar";
    URL[] rest =
        Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
            .filter(entry -> !entry.replace('\\', '/').matches(kernels))
            .map(KernelsTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader plain = new URLClassLoader(rest, ClassLoader.getPlatformClassLoader())) {
      Class<?> medimg = plain.loadClass("medimg.Medimg");
      assertThat(medimg.getMethod("versions").invoke(null).toString())
          .contains("medimg", "no kernel", "DICOM reader built-in", "Tablesaw 0.", "XChart 4.");
    }
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (java.net.MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void theBarInANotebookTellsShareAndFigures() {
    assertThat(NotebookProgress.html(new ProgressState("a<b", 1, 4, 2)))
        .contains("a&lt;b", "value=\"25\"", "25 %", "1/4, 0.5/s, 6 s left");
    assertThat(NotebookProgress.html(new ProgressState("x", 1, -1, 2)))
        .contains("<progress></progress>");
  }
}
