package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.pixels.SliceShares;
import medimg.pixels.View;
import medimg.pixels.Volume;
import medimg.pixels.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

/** The three planes of a real series, and what lies along it. */
class PlanesTest {
  private static final Path CHEST = Path.of("../data/samples/ct/chest");
  private static Volume volume;

  @BeforeAll
  static void read() {
    assumeThat(Files.isDirectory(CHEST)).as("data/samples is made").isTrue();
    volume = Volume.of(DicomFiles.in(CHEST));
  }

  @Test
  void threePlanesStandAtOneScaleInMillimetres() throws Exception {
    List<Planes.Panel> panels = Planes.of(volume).window(Window.MEDIASTINUM).panels();
    assertThat(panels).hasSize(3);
    assertThat(panels.stream().mapToInt(Planes.Panel::width).sum()).isBetween(600, 680);
    BufferedImage axial = image(panels.get(0));
    BufferedImage coronal = image(panels.get(1));
    assertThat(axial.getWidth()).isEqualTo(2 * panels.get(0).width());
    assertThat((double) coronal.getHeight() / axial.getHeight())
        .isCloseTo(52 * 7.5 / 500, within(.01));
    assertThat(panels.stream().mapToInt(panel -> panel.file().bytes().length).sum())
        .isLessThan(150_000);
  }

  private static BufferedImage image(Planes.Panel panel) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(panel.file().bytes()));
  }

  @Test
  void theLinesOfTheOtherPlanesCrossWhereTheyCut() throws Exception {
    Planes.Panel axial = Planes.of(volume, 20, 128, 384).panels().get(0);
    BufferedImage image = image(axial);
    int x = (int) (384.5 / 512 * image.getWidth());
    int y = (int) (128.5 / 512 * image.getHeight());
    assertThat(isColoured(image, x, image.getHeight() * 5 / 6)).isTrue();
    assertThat(isColoured(image, image.getWidth() / 6, y)).isTrue();
    assertThat(isColoured(image, image.getWidth() / 6, y + 40)).isFalse();
  }

  private static boolean isColoured(BufferedImage image, int x, int y) {
    int most = 0;
    for (int dx = -1; dx <= 1; dx++) {
      for (int dy = -1; dy <= 1; dy++) {
        int rgb = image.getRGB(x + dx, y + dy);
        int red = rgb >> 16 & 0xFF;
        int green = rgb >> 8 & 0xFF;
        most = Math.max(most, Math.max(Math.abs(red - green), Math.abs(red - (rgb & 0xFF))));
      }
    }
    return most > 40;
  }

  @Test
  void planesSayWhatTheyShowInWhichWindow() {
    assertThat(Planes.mip(volume))
        .hasToString(
            "axial maximum of slices 0 to 51; coronal maximum of rows 0 to 511;"
                + " sagittal maximum of columns 0 to 511; window SOFT TISSUE: w 400, l 40 (LINEAR)");
    assertThat(Planes.of(volume.section(View.CORONAL, 200)).panels())
        .singleElement()
        .satisfies(panel -> assertThat(panel.colour()).isEqualTo(-1));
    assertThatThrownBy(Planes::of)
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("has 0 planes");
  }

  @Test
  void theChartAlongAVolumeMarksTheSlicesAboveAShare() {
    SliceShares shares = volume.pctInWindow(Window.SPINE_BONE);
    double border = (shares.share(0) + shares.share(shares.largest())) / 2;
    XYChart chart = Charts.along(shares, border);
    assertThat(chart.getXAxisTitle()).contains("mm", "towards the head");
    assertThat(chart.getYAxisTitle()).isEqualTo("pixels in the window, %");
    assertThat(chart.getSeries("share").getYData()).hasSize(52);
    assertThat(chart.getSeries("above").getYData()).hasSize(shares.above(border).size());
  }
}
