package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import medimg.dicom.DicomException;
import medimg.pixels.Pixels;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

/** Values along a row. */
class ProfileTest {
  private static final Pixels STEPS = Pixels.of(new float[] {0, 1, 2, 3, 4, 5}, 2, 3);

  @Test
  void eachLineHasTheValuesOfTheRow() {
    Pixels other = Pixels.of(new float[] {9, 9, 9, 8, 7, Float.NaN}, 2, 3);
    XYChart chart = Profile.of(1, "steps", STEPS).with("other", other).chart();
    assertThat(chart.getSeries("steps").getXData()).containsExactly(-.5, 0, 1, 2);
    assertThat(chart.getSeries("steps").getYData()).containsExactly(3, 3, 4, 5);
    assertThat(chart.getSeries("other").getYData()).containsExactly(8, 8, 7, Double.NaN);
    assertThat(chart.getTitle()).isEqualTo("Values along row 1");
    assertThat(chart.getXAxisTitle()).isEqualTo("column");
    assertThat(chart.getYAxisTitle()).isEqualTo(STEPS.unit());
    assertThat(chart.getStyler().isLegendVisible()).isTrue();
  }

  @Test
  void aFlatRowIsDrawnInTheMiddle() {
    XYChart chart = Profile.of(0, "flat", Pixels.of(new float[] {7, 7}, 1, 2)).chart();
    assertThat(chart.getStyler().getYAxisMin()).isLessThan(7);
    assertThat(chart.getStyler().getYAxisMax()).isGreaterThan(7);
    assertThat(chart.getStyler().isLegendVisible()).isFalse();
    assertThat(Charts.encoded(chart).bytes()).isNotEmpty();
  }

  @Test
  void whatDoesNotFitIsRefusedInASentence() {
    assertThatThrownBy(() -> Profile.of(2, "steps", STEPS))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("there is no row 2: there are 2, counted from 0");
    Profile one = Profile.of(0, "steps", STEPS);
    assertThatThrownBy(() -> one.with("wide", Pixels.of(new float[4], 1, 4)))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("has 4 columns");
    assertThatThrownBy(() -> one.with("steps", STEPS))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("\"steps\" is one too many");
  }
}
