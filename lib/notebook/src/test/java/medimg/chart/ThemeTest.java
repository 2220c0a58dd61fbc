package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** One look is read on a light and on a dark page. */
class ThemeTest {
  private static final Color DARK_PAGE = new Color(0x111111);

  @Test
  void contrastIsThatOfTheStandardsExamples() {
    assertThat(Contrast.of(Color.BLACK, Color.WHITE)).isEqualTo(21, Offset.offset(1e-9));
    // #767676 is the lightest grey that has 4.5 on white.
    assertThat(Contrast.of(new Color(0x767676), Color.WHITE)).isBetween(4.5, 4.6);
  }

  @Test
  void textIsAsFarFromWhiteAsFromADarkPage() {
    assertThat(Contrast.of(Theme.TEXT, Color.WHITE)).isGreaterThan(4.3);
    assertThat(Contrast.of(Theme.TEXT, DARK_PAGE)).isGreaterThan(4.3);
  }

  @Test
  void whatIsDrawnStandsOutFromBothPages() {
    // WCAG 2.2, 1.4.11: graphics need 3.
    for (Color colour : new Color[] {Theme.BLUE, Theme.ORANGE}) {
      assertThat(Contrast.of(colour, Color.WHITE)).isGreaterThan(4);
      assertThat(Contrast.of(colour, DARK_PAGE)).isGreaterThan(4);
    }
  }

  @Test
  void numbersAreReadableOnEveryColourOfEveryMap() {
    for (ColourMap map : ColourMap.values()) {
      for (int i = 0; i < 256; i++) {
        Color cell = new Color(map.rgb(i / 255.0));
        assertThat(Contrast.of(Contrast.inkOn(cell), cell)).isGreaterThan(4.3);
      }
    }
  }
}
