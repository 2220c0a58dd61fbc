package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Inflater;
import medimg.Chromium;
import medimg.dicom.Dicom;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomException;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import medimg.pixels.Pixels;
import medimg.pixels.View;
import medimg.pixels.Volume;
import medimg.pixels.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The element that a page gets, and what it does in a real browser. */
class ViewerTest {
  @TempDir Path temp;

  /** 6 axial slices of 40 x 32, spacing 3 x 2 x 1.5 mm: noise around 100 times the slice, HU. */
  private static Volume volume() {
    List<Dicom> slices = new ArrayList<>();
    Random random = new Random(7);
    for (int k = 0; k < 6; k++) {
      byte[] values = new byte[2 * 40 * 32];
      for (int i = 0; i < values.length; i += 2) {
        int v = 1000 + 100 * k + random.nextInt(60);
        values[i] = (byte) v;
        values[i + 1] = (byte) (v >> 8);
      }
      // The first pixel is padding.
      values[0] = 0;
      values[1] = 0;
      slices.add(
          Dicom.read(
              DicomBytes.image(TransferSyntax.EXPLICIT_LITTLE, 40, 32, 1, 16, "MONOCHROME2")
                  .text(Tag.Modality, VR.CS, "CT")
                  .text(Tag.SeriesInstanceUID, VR.UI, "1.2")
                  .text(Tag.ImagePositionPatient, VR.DS, "-20\\-30\\" + 3 * k)
                  .text(Tag.ImageOrientationPatient, VR.DS, "1\\0\\0\\0\\1\\0")
                  .text(Tag.PixelSpacing, VR.DS, "2\\1.5")
                  .us(Tag.PixelPaddingValue, 0)
                  .text(Tag.WindowCenter, VR.DS, "300")
                  .text(Tag.WindowWidth, VR.DS, "501")
                  .text(Tag.RescaleIntercept, VR.DS, "-1000")
                  .text(Tag.RescaleSlope, VR.DS, "1")
                  .element(Tag.PixelData, VR.OW, values)
                  .bytes()));
    }
    return Volume.of(slices);
  }

  private static String group(String html, String pattern) {
    Matcher m = Pattern.compile(pattern, Pattern.DOTALL).matcher(html);
    assertThat(m.find()).as(pattern).isTrue();
    return m.group(1);
  }

  /** The codes of the first image, unpacked as the script does. */
  private static int[] codes(String html, int images, int rows, int columns) throws Exception {
    String data = group(html, "<script type=\"text/plain\">.*?\n(.*?)</script>");
    int count = images * rows * columns;
    byte[] bytes = new byte[2 * count + 1];
    Inflater inflater = new Inflater();
    inflater.setInput(Base64.getDecoder().decode(data));
    assertThat(inflater.inflate(bytes)).isEqualTo(2 * count);
    inflater.end();
    int[] out = new int[rows * columns];
    for (int i = 0; i < out.length; i++) {
      int left = i % columns > 0 ? out[i - 1] : 0;
      int up = i >= columns ? out[i - columns] : 0;
      int guess = i % columns == 0 ? up : i < columns ? left : (left + up) / 2;
      int folded = bytes[i] & 0xFF | (bytes[count + i] & 0xFF) << 8;
      out[i] = guess + (folded >> 1 ^ -(folded & 1)) & 0xFFFF;
    }
    return out;
  }

  @Test
  void valuesStandInThePageToTheStepThatItStates() throws Exception {
    Pixels px = volume().slice(2);
    String html = Viewer.of(px).html();
    assertThat(html).contains("40 x 32 (rows x columns), HU in steps of 1");
    double low = Double.parseDouble(group(html, "\"low\":([-0-9.]+)"));
    int[] codes = codes(html, 1, 40, 32);
    assertThat(codes[0]).isZero();
    for (int i = 1; i < codes.length; i++) {
      assertThat(low + codes[i] - 1).isEqualTo(px.value(i));
    }
  }

  @Test
  void aCoarserStepRoundsToIt() throws Exception {
    Pixels px = volume().slice(2);
    String html = Viewer.of(px).step(8).html();
    assertThat(html).contains("HU in steps of 8");
    double low = Double.parseDouble(group(html, "\"low\":([-0-9.]+)"));
    int[] codes = codes(html, 1, 40, 32);
    for (int i = 1; i < codes.length; i++) {
      assertThat(low + (codes[i] - 1) * 8).isCloseTo(px.value(i), within(4.0));
    }
  }

  @Test
  void differencesWrapOverTheWholeRangeOfCodes() throws Exception {
    float[] values = {0, 65_533, 0, 65_533, 65_533, 0, 1, 65_532, 0};
    String html = Viewer.of(Pixels.of(values, 3, 3)).html();
    assertThat(codes(html, 1, 3, 3)).containsExactly(1, 65_534, 1, 65_534, 65_534, 1, 2, 65_533, 1);
  }

  @Test
  void aNoisyStackFitsFiveHundredKilobytesByACoarserStep() {
    Random random = new Random(3);
    float[] noise = new float[512 * 512];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextInt(60_000);
    }
    String html = Viewer.of(Pixels.of(noise, 512, 512)).html();
    assertThat(html.length()).isLessThan(500_000);
    assertThat(html).containsPattern("values in steps of (5|10|20|50)+");
  }

  @Test
  void hundredSlicesAreTwentyFourOfThemAndLargeOnesAreAveraged() {
    Viewer viewer = Viewer.of(volume(), View.SAGITTAL);
    assertThat(viewer).hasToString("viewer of a volume, 24 of 32 sagittal planes");
    assertThat(viewer.slices(List.of(0, 31)).html()).contains("2 of 32 sagittal planes");
    String small = Viewer.of(volume()).side(20).html();
    assertThat(small)
        .contains("20 x 12 (rows x columns)", "mean of 2 x 2.66667 (rows x columns) of the file");
    // The middle of the first new pixel is that of the two rows and 2.67 columns under it.
    assertThat(small).contains("\"first\":[-18.75, -29.0, 0.0]");
  }

  @Test
  void aStaticPictureStandsWhereScriptsDoNot() {
    String html = Viewer.of(volume()).html();
    String without = html.replaceAll("(?s)<script.*?</script>", "");
    assertThat(without)
        .contains(
            "<img src=\"data:image/jpeg;base64,", "alt=\"axial, slice 3\"", "HU in steps of 1")
        .doesNotContain("http://", "https://");
    assertThat(html).doesNotContain("https://", " id=");
    assertThat(group(html, "<figcaption.*?>(.*?)</figcaption>"))
        .startsWith("axial, slice 3, w 501, l 300 (LINEAR); 6 slices of 40 x 32");
  }

  @Test
  void mistakesAreNamed() {
    Viewer viewer = Viewer.of(volume());
    assertThatThrownBy(() -> viewer.start(6))
        .isInstanceOf(DicomException.class)
        .hasMessage("a volume: there is no slice 6: there are 6, counted from 0");
    assertThatThrownBy(() -> viewer.slices(List.of())).hasMessageContaining("has no slice");
    assertThatThrownBy(() -> viewer.side(5)).hasMessage("side(5): must be 16 to 4096");
    assertThatThrownBy(() -> viewer.step(0)).hasMessage("step(0.0): must be greater than 0");
    assertThatThrownBy(() -> viewer.step(1e-6).html())
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("makes more than 65534 steps");
  }

  @Test
  void aPageThatCannotBeWrittenLeavesNothing() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("page.html"));
    Files.writeString(folder.resolve("in the way"), "");
    assertThatThrownBy(() -> Viewer.of(volume()).saveHtml(folder))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("cannot be written");
    try (var files = Files.list(temp)) {
      assertThat(files).containsExactly(folder);
    }
  }

  private static final String OUTPUTS = "all('.row output').map(o => o.textContent)";

  private static final String FIND =
      """
      var hosts = document.querySelectorAll('.medimg-viewer'), v = hosts[0].shadowRoot,
        all = s => Array.from(v.querySelectorAll(s)), one = s => v.querySelector(s),
        box = () => one('.stage').getBoundingClientRect(), told = () => one('.value').textContent,
        copy = document.createElement('canvas').getContext('2d', { willReadFrequently: true }),
        grey = (r, c) => (copy.drawImage(one('canvas'), -c, -r), copy.getImageData(0, 0, 1, 1).data[0]),
        sliders = all('input'); 1""";

  private double[] at(Chromium page, int row, int column) throws Exception {
    return new double[] {
      Double.parseDouble(page.eval("box().left + box().width * (" + column + " + .5) / 32")),
      Double.parseDouble(page.eval("box().top + box().height * (" + row + " + .5) / 40"))
    };
  }

  @Test
  void itScrollsWindowsReadsAndMeasuresInABrowser() throws Exception {
    Volume volume = volume();
    Path file = temp.resolve("page.html");
    String two = Viewer.of(volume).start(2).html() + Viewer.of(volume).html();
    Files.writeString(
        file,
        "<!doctype html><meta charset=\"utf-8\"><style>canvas,div{border:9px solid red}</style>"
            + two
            + "<div style=\"height:3000px\"></div>");
    try (Chromium page = new Chromium(file, temp, 760, 900)) {
      page.await("document.querySelectorAll('.medimg-viewer[data-state=ready]').length == 2");
      page.eval("(window.eval(" + quoted(FIND) + "))");

      // The value under the pointer is the embedded one, with unit, row, column and place.
      for (int[] rc : new int[][] {{0, 1}, {17, 30}, {39, 0}, {25, 12}}) {
        double[] p = at(page, rc[0], rc[1]);
        page.mouse("mouseMoved", p[0], p[1]);
        int value = (int) volume.at(2, rc[0], rc[1]);
        assertThat(page.eval("told()"))
            .startsWith(value + " HU \u00b7 row " + rc[0] + ", column " + rc[1] + " \u00b7 x ")
            .contains("z 6.0 mm");
        int grey =
            (int) Math.round(255 * new Window("", 501, 300, Window.Rule.LINEAR, "").apply(value));
        assertThat(page.eval("grey(" + rc[0] + "," + rc[1] + ")")).isEqualTo("" + grey);
      }
      double[] padding = at(page, 0, 0);
      page.mouse("mouseMoved", padding[0], padding[1]);
      assertThat(page.eval("told()")).startsWith("no value");

      // The wheel is the page's until the image is clicked.
      double[] p = at(page, 20, 16);
      page.wheel(p[0], p[1], 100);
      page.await("scrollY > 0");
      assertThat(page.eval("sliders[0].value")).isEqualTo("2");
      page.eval("scrollTo(0, 0)");
      page.await("scrollY == 0");
      page.mouse("mouseMoved", p[0], p[1]);
      page.mouse("mousePressed", p[0], p[1]);
      page.mouse("mouseReleased", p[0], p[1]);
      page.wheel(p[0], p[1], 100);
      page.await("sliders[0].value == 3");
      assertThat(page.eval("scrollY")).isEqualTo("0");
      page.mouse("mouseMoved", p[0], p[1]);
      assertThat(page.eval("told()")).startsWith((int) volume.at(3, 20, 16) + " HU");
      page.key("ArrowDown");
      assertThat(page.eval("sliders[0].value")).isEqualTo("4");
      page.key("End");
      assertThat(page.eval("sliders[0].value")).isEqualTo("5");
      assertThat(page.eval("one('.stage').getAttribute('aria-label')"))
          .startsWith("axial, slice 5");

      // Presets by name, then dragging: across for width, up and down for level.
      page.eval(
          "(one('select').value = all('option').findIndex(o => o.text.startsWith('lungs')),"
              + " one('select').dispatchEvent(new Event('change')))");
      assertThat(page.eval(OUTPUTS)).isEqualTo("6 of 6,1500 HU,\u2212600 HU");
      int lungs = (int) Math.round(255 * Window.LUNGS.apply(volume.at(5, 9, 9)));
      assertThat(page.eval("grey(9, 9)")).isEqualTo("" + lungs);
      page.drag(p[0], p[1], p[0] - 100, p[1] - 30);
      long width = Math.round(1500 * Math.exp(-.5));
      assertThat(page.eval(OUTPUTS)).isEqualTo("6 of 6," + width + " HU,\u2212450 HU");
      assertThat(page.eval("one('select').selectedOptions[0].text")).isEqualTo("own window");
      page.eval("(sliders[2].value = 500, sliders[2].dispatchEvent(new Event('input')))");
      assertThat(page.eval(OUTPUTS)).startsWith("6 of 6," + width + " HU,").doesNotContain("450");

      // A length between two pixels, in mm: 10 rows of 2 mm and 10 columns of 1.5 mm.
      page.key("m");
      double[] from = at(page, 5, 5);
      double[] to = at(page, 15, 15);
      page.drag(from[0], from[1], to[0], to[1]);
      assertThat(page.eval("one('.length').textContent")).isEqualTo("25.0 mm");
      assertThat(page.eval(OUTPUTS)).startsWith("6 of 6," + width + " HU,");
      page.key("PageUp");
      assertThat(page.eval("sliders[0].value + one('.length').style.display")).isEqualTo("0none");

      // The same by keys: a cross from the middle of the image, Enter at both ends.
      page.key("ArrowRight");
      assertThat(page.eval("told()"))
          .startsWith((int) volume.at(0, 20, 17) + " HU \u00b7 row 20, column 17 ");
      page.key("Enter");
      for (int i = 0; i < 3; i++) {
        page.key("ArrowDown");
      }
      page.key("Enter");
      page.key("ArrowLeft");
      assertThat(page.eval("one('.length').textContent")).isEqualTo("6.0 mm");
      assertThat(page.eval("told()")).contains("row 23, column 16");

      // After Escape wheel and keys are the page's again; the other viewer has not changed.
      page.key("r");
      assertThat(page.eval(OUTPUTS)).isEqualTo("1 of 6,501 HU,300 HU");
      page.key("Escape");
      page.key("End");
      assertThat(page.eval("sliders[0].value")).isEqualTo("0");
      assertThat(page.eval("hosts[1].shadowRoot.querySelector('input').value")).isEqualTo("3");
      assertThat(page.eval("getComputedStyle(one('canvas')).borderTopWidth")).isEqualTo("0px");
      assertThat(page.complaints()).isEmpty();
    }
  }

  @Test
  void theSavedPageHasAllSlicesInFull() throws Exception {
    Path file = temp.resolve("full.html");
    Viewer.of(volume(), View.CORONAL).saveHtml(file);
    assertThat(Files.readString(file)).contains("40 coronal planes of 6 x 32 (rows x columns)");
    try (Chromium page = new Chromium(file, temp, 360, 700)) {
      page.await("document.querySelectorAll('.medimg-viewer[data-state=ready]').length == 1");
      assertThat(page.eval("document.documentElement.scrollWidth <= innerWidth")).isEqualTo("true");
      assertThat(page.complaints()).isEmpty();
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ") + "'";
  }
}
