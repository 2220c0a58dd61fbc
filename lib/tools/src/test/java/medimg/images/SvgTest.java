package medimg.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import medimg.images.Svg.Ink;
import medimg.images.Svg.Side;
import medimg.images.Svg.Type;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** A drawing is well-formed, says what it is, and never cuts a text. */
class SvgTest {
  private final Svg svg = new Svg(100, "A < B & C", "What it shows.");

  @Test
  void titleAndDescriptionAreTheFirstChildrenAndNamedAsLabels() throws Exception {
    Element root = Xml.parse(svg.toString());
    assertThat(root.getAttribute("role")).isEqualTo("img");
    assertThat(root.getAttribute("aria-labelledby")).isEqualTo("title desc");
    assertThat(Xml.texts(root, "title")).containsExactly("A < B & C");
    assertThat(Xml.texts(root, "desc")).containsExactly("What it shows.");
    assertThat(svg.toString().indexOf("<title")).isLessThan(svg.toString().indexOf("<style"));
  }

  @Test
  void everyColourHasALightAndADarkForm() {
    String[] schemes = svg.toString().split("@media \\(prefers-color-scheme:dark\\)");
    assertThat(schemes).hasSize(2);
    for (Ink ink : Ink.values()) {
      String name = ink.name().toLowerCase(Locale.ROOT);
      for (String scheme : schemes) {
        assertThat(scheme).contains(".f-" + name + "{", ".s-" + name + "{", ".t-" + name + "{");
      }
    }
  }

  @Test
  void aTextThatMayNotFitItsRoomIsRefused() {
    int width = Type.BODY.width("worklist");
    svg.text(Type.BODY, Side.START, 10, 50, width, "worklist");
    assertThatThrownBy(() -> svg.text(Type.BODY, Side.START, 10, 50, width - 1, "worklist"))
        .hasMessageContaining("\"worklist\" may be " + width + " wide");
  }

  @Test
  void nothingIsDrawnOutsideOfTheDrawing() {
    assertThatThrownBy(() -> svg.text(Type.BODY, Side.END, 20, 50, 500, "worklist"))
        .hasMessageContaining("outside of the drawing of 900 x 100");
    assertThatThrownBy(() -> svg.box(Ink.BLUE, 10, 90, 50, 11)).hasMessageContaining("(60, 101)");
    assertThatThrownBy(() -> svg.arrow(Ink.BLUE, false, 10, 10, 901, 10))
        .hasMessageContaining("(901, 10)");
  }

  @Test
  void anArrowsHeadPointsToItsEnd() {
    svg.arrow(Ink.BLUE, true, 10, 20, 60, 20);
    assertThat(svg.toString())
        .contains("class=\"s-blue dash\" d=\"M10 20L60 20\"")
        .contains("class=\"h-blue\" d=\"M60 20L49 26L49 14Z\"");
  }

  @Test
  void textIsEscaped() throws Exception {
    svg.text(Type.BODY, Side.START, 10, 50, 500, "a < b & c > d");
    assertThat(Xml.texts(Xml.parse(svg.toString()), "text")).containsExactly("a < b & c > d");
  }
}
