package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colour maps have the colours of matplotlib 3.11's tables of the same names. */
class ColourMapTest {
  @ParameterizedTest
  @CsvSource({
    "BONE, 0, 000000",
    "BONE, 50, 2B2B3C",
    "BONE, 128, 707B8F",
    "BONE, 200, B3CECE",
    "BONE, 255, FFFFFF",
    "VIRIDIS, 0, 440154",
    "VIRIDIS, 64, 3A528B",
    "VIRIDIS, 128, 20908C",
    "VIRIDIS, 200, 70CE56",
    "VIRIDIS, 255, FDE724",
    "GIST_NCAR, 0, 000080",
    "GIST_NCAR, 50, 00E8FF",
    "GIST_NCAR, 100, 6FE100",
    "GIST_NCAR, 128, DAFF1F",
    "GIST_NCAR, 200, FF00D4",
    "GIST_NCAR, 255, FEF7FE"
  })
  void entriesAreThoseOfMatplotlibWithinTwoLevels(ColourMap map, int entry, String hex) {
    Color expected = new Color(Integer.parseInt(hex, 16));
    Color found = new Color(map.rgb(entry / 255.0));
    assertThat(Math.abs(found.getRed() - expected.getRed())).isLessThanOrEqualTo(2);
    assertThat(Math.abs(found.getGreen() - expected.getGreen())).isLessThanOrEqualTo(2);
    assertThat(Math.abs(found.getBlue() - expected.getBlue())).isLessThanOrEqualTo(2);
  }

  @Test
  void greyGivesEachOf256LevelsItsOwnGrey() {
    for (int i = 0; i < 256; i++) {
      assertThat(ColourMap.GREY.rgb(i / 255.0)).isEqualTo(i * 0x010101);
    }
  }

  @Test
  void levelsBeyondTheEndsCountAsTheEnds() {
    assertThat(ColourMap.BONE.rgb(-3)).isEqualTo(ColourMap.BONE.rgb(0)).isZero();
    assertThat(ColourMap.BONE.rgb(7)).isEqualTo(ColourMap.BONE.rgb(1)).isEqualTo(0xFFFFFF);
    assertThat(ColourMap.BONE.rgb(Double.NaN)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"GREY, true", "BONE, true", "VIRIDIS, true", "GIST_NCAR, false"})
  void onlyTheRainbowDoesNotKeepTheOrderOfLightness(ColourMap map, boolean keeps) {
    boolean rising = true;
    for (int i = 8; i < 256; i++) {
      Color before = new Color(map.rgb((i - 8) / 255.0));
      Color now = new Color(map.rgb(i / 255.0));
      double gain = Contrast.of(now, Color.BLACK) - Contrast.of(before, Color.BLACK);
      rising &= gain > 0;
    }
    assertThat(rising).isEqualTo(keeps);
  }
}
