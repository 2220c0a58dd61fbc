package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import medimg.dicom.DicomException;
import medimg.pixels.Pixels;
import org.junit.jupiter.api.Test;

/** The numbers of a few pixels. */
class HeatMapTest {
  private static HeatMap of(int rows, int columns, float... values) {
    return Charts.heatMap(Pixels.of(values, rows, columns));
  }

  @Test
  void itsTextHasTheNumbersRowByRow() {
    assertThat(of(2, 2, 0, -3, 200, Float.NaN))
        .hasToString("own values, 2 x 2 values (values)\n0 -3\n200 -");
    assertThat(of(1, 3, .125f, .25f, 1))
        .hasToString("own values, 1 x 3 values (values)\n0.13 0.25 1.00");
    assertThat(of(1, 2, .912f, .918f)).asString().endsWith("0.9120 0.9180");
  }

  @Test
  void cellsHaveTheColoursOfTheirValuesAndThoseWithoutAreEmpty() throws IOException {
    HeatMap map = of(1, 3, 0, 10, Float.NaN).colours(ColourMap.GREY);
    byte[] png = map.encoded().bytes();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(2 * map.width());
    assertThat(image.getHeight()).isEqualTo(2 * map.height());
    int row = 2 * 24; // in the cells, above their numbers
    assertThat(image.getRGB(2 * 32, row)).isEqualTo(0xFF000000);
    assertThat(image.getRGB(2 * (32 + 56), row)).isEqualTo(0xFFFFFFFF);
    assertThat(image.getRGB(2 * (32 + 2 * 56), row) >>> 24).isZero();
  }

  @Test
  void aFullOneIsNotWiderThanThePage() {
    HeatMap map = Charts.heatMap(Pixels.of(new float[24 * 24], 24, 24));
    assertThat(map.width()).isLessThanOrEqualTo(700);
    assertThat(map.encoded().mime()).isEqualTo("image/png");
  }

  @Test
  void nothingButPaddingAndOneSingleValueAreDrawn() {
    assertThat(of(1, 2, Float.NaN, Float.NaN).encoded().bytes()).isNotEmpty();
    assertThat(of(1, 1, 5).encoded().bytes()).isNotEmpty();
  }

  @Test
  void moreNumbersThanCanBeReadAreRefused() {
    assertThatThrownBy(() -> Charts.heatMap(Pixels.of(new float[25 * 24], 25, 24)))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "own values: a heat map shows at most 24 x 24 numbers, but these are 25 x 24; take a"
                + " part, such as px.crop(0, 0, 16, 16)");
  }
}
