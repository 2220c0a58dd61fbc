package medimg.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import medimg.TestFiles;
import medimg.chart.Charts;
import medimg.chart.Gallery;
import medimg.chart.HeatMap;
import medimg.chart.Picture;
import medimg.chart.Scale;
import medimg.dicom.Dicom;
import medimg.dicom.TinyDicom;
import medimg.doctor.Doctor;
import medimg.pixels.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RenderingTest {
  private static final Dicom FILE =
      Dicom.read(
          TinyDicom.of(
              "00080060CS=CT",
              "00080016UI=1.2.840.10008.5.1.4.1.1.2",
              "00100010PN=Roe^Jane",
              "00100020LO=ID77",
              "00101010AS=062Y",
              "00280010US=512"));

  private static String html(Object value) {
    return Rendering.of(value).data().get("text/html");
  }

  private static String text(Object value) {
    return Rendering.of(value).data().get("text/plain");
  }

  @Test
  void headingsOfACardStandBelowTheNotebooks() {
    assertThat(Rendering.below("# card\n\n## data\n\n| # | #x |\n"))
        .isEqualTo("#### card\n\n##### data\n\n| # | #x |\n");
  }

  @Test
  void aHeaderShowsTagVrNameAndValue() {
    assertThat(html(FILE))
        .contains("(0010,1010)", ">AS<", "Patient&#39;s Age", "title=\"PatientAge\"", "062Y")
        .contains("CT Image Storage <i>1.2.840.10008.5.1.4.1.1.2</i>");
  }

  @Test
  void hiddenValuesAreNotInTheOutputAtAll() {
    for (Object value : new Object[] {FILE, FILE.header(), FILE.get("PatientName")}) {
      assertThat(Rendering.of(value).data().toString())
          .contains("(hidden)")
          .doesNotContain("Roe", "Jane", "ID77");
    }
    assertThat(html(FILE)).contains("2 values that may identify a person hidden");
  }

  @Test
  void showIdentifyingShowsThemInTextAndTable() {
    Dicom shown = FILE.showIdentifying();
    assertThat(html(shown)).contains("Roe^Jane", "ID77").doesNotContain("(hidden)");
    assertThat(text(shown)).contains("Roe^Jane", "ID77").doesNotContain("(hidden)");
  }

  @Test
  void markupInValuesIsEscaped() {
    Dicom nasty = Dicom.read(TinyDicom.of("00080060CS=<b>&\"'", "00080070LO=</td><script>x"));
    assertThat(html(nasty))
        .contains("&lt;b&gt;&amp;&quot;&#39;", "&lt;/td&gt;&lt;script&gt;x")
        .doesNotContain("<script>x", "<b>&");
  }

  @Test
  void aLongValueIsCutAndWholeOnHovering() {
    String words = "word ".repeat(60).strip();
    String html = html(Dicom.read(TinyDicom.of("00080070LO=" + words)));
    assertThat(html).contains("title=\"" + words + "\"").contains("word \u2026</span>");
  }

  @Test
  void onlyTheScriptMakesTheSearchBoxAndNothingHasAnId() {
    assertThat(html(FILE)).contains("createElement('input')").doesNotContain("<input", " id=");
  }

  @Test
  void aDoctorIsFoldedHtmlAndLinesOfText(@TempDir Path folder) throws IOException {
    Files.createFile(folder.resolve("empty.dcm"));
    Doctor doctor = Doctor.of(folder);
    assertThat(html(doctor))
        .contains("A file is empty")
        .doesNotContain("<script", "<html", " open");
    assertThat(text(doctor)).endsWith("\nfault: A file is empty (0 bytes) (1 file, empty.dcm)");
    assertThat(Rendering.TYPES).contains(Doctor.class);
  }

  @Test
  void twoRenderingsOfTheSameFileAreEqual() {
    assertThat(html(FILE)).isEqualTo(html(FILE));
  }

  @Test
  void sequencesFold() {
    Dicom ct = Dicom.read(TestFiles.pydicom("CT_small.dcm"));
    assertThat(html(ct))
        .contains("<details><summary>2 items</summary><i>item 1</i><table class=\"medimg-t\">");
  }

  @Test
  void aHeaderOfAHundredElementsStaysBelow40kB() {
    String[] elements =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    String.format(Locale.ROOT, "0028%04XLO=some value of this element", 0x4000 + i))
            .toArray(String[]::new);
    assertThat(html(Dicom.read(TinyDicom.of(elements)))).hasSizeLessThan(40_000);
  }

  @Test
  void everyRealFileRendersOrIsRefused() throws IOException {
    for (var file : medimg.dicom.DicomFiles.in(TestFiles.pydicom())) {
      try {
        Dicom dicom = Dicom.read(file);
        assertThat(html(dicom)).contains("</table>");
      } catch (medimg.dicom.DicomException e) {
        assertThat(e.getMessage()).contains(file.getFileName().toString());
      }
    }
  }

  @Test
  void aTableHasNumbersToTheRightAndMissingValuesVisible() {
    Table table =
        Table.create(
            "t",
            StringColumn.create("file", "a<b", ""),
            IntColumn.create("Rows", new Integer[] {512, null}),
            DoubleColumn.create("slope", 1, 2.5));
    assertThat(html(table))
        .contains("<th>file</th><th class=\"n\">Rows</th>")
        .contains("<td>a&lt;b</td><td class=\"n\">512</td><td class=\"n\">1</td>")
        .contains("<td class=\"e\"></td><td class=\"e\"></td><td class=\"n\">2.5</td>")
        .contains("2 rows x 3 columns");
    assertThat(text(table))
        .isEqualTo("2 rows x 3 columns\nfile | Rows | slope\na<b | 512 | 1\n |  | 2.5");
  }

  @Test
  void aLongNameBeforeOtherColumnsMayBeCutByThePageAndIsWholeOnHovering() {
    StringColumn file = StringColumn.create("file", "a rather long name of a file.dcm", "short");
    Table table = Table.create("t", file, IntColumn.create("Rows", 1, 2));
    assertThat(html(table))
        .contains("<td class=\"f\" title=\"a rather long name of a file.dcm\">a rather long")
        .contains("<td>short</td>");
    assertThat(html(Table.create("t", file))).doesNotContain("class=\"f\"");
  }

  @Test
  void aLongTableShowsItsFirstAndLastRows() {
    Table table = Table.create(IntColumn.create("i", IntStream.range(1000, 1250).toArray()));
    assertThat(html(table))
        .contains(">1000<", ">1011<", ">1244<", ">1249<")
        .doesNotContain(">1012<", ">1243<")
        .contains("250 rows x 1 column; the first 12 and the last 6 are shown");
    assertThat(text(table.column(0)).lines()).hasSize(2 + 12 + 1 + 6).contains("1011", "1244");
  }

  @Test
  void aChartIsAFineImageWithItsTitleAsText() throws IOException {
    XYChart chart = new XYChartBuilder().width(300).height(200).title("A \"chart\"").build();
    chart.addSeries("s", new double[] {1, 2}, new double[] {3, 4});
    assertThat(html(chart)).contains("width=\"300\"", "alt=\"A &quot;chart&quot;\"");
    assertThat(image(html(chart)).getWidth()).isEqualTo(600);
    assertThat(text(chart)).isEqualTo("chart: A \"chart\"");
  }

  @Test
  void aGalleryIsOneBlockOfFiguresWithAltTextAndCaption() {
    Pixels px = Pixels.of(new float[] {0, 1, 2, 3}, 2, 2);
    Gallery gallery =
        Gallery.of("a < b", px).with("its histogram", px.histogram(2)).with("\"c\"", px);
    assertThat(html(gallery))
        .startsWith("<div")
        .endsWith("</div>")
        .contains("repeat(auto-fill,", "alt=\"a &lt; b\"", ">a &lt; b</figcaption>")
        .contains("alt=\"its histogram\"", ">&quot;c&quot;</figcaption>");
    assertThat(html(gallery).split("<figure")).hasSize(4);
    assertThat(text(gallery)).isEqualTo("gallery of 3: a < b; its histogram; \"c\"");
  }

  @Test
  void aBarStandsBesideItsPictureWithATextOfItsOwn() {
    Pixels px = Pixels.of(new float[] {0, 1, 2, 300}, 2, 2);
    assertThat(html(Picture.of(px).titled("four").withBar()))
        .contains("alt=\"four\"", "alt=\"colours from 0 to 300 values\"", "display:flex");
    assertThat(html(Picture.of(px)).split("<img")).hasSize(2);
  }

  @Test
  void aHeatMapIsAnImageAndItsTextTheNumbers() throws IOException {
    HeatMap map = Charts.heatMap(Pixels.of(new float[] {0, 1, 2, 300}, 2, 2)).titled("four");
    assertThat(image(html(map)).getWidth()).isEqualTo(2 * map.width());
    assertThat(html(map)).contains("alt=\"four\"", ">four</figcaption>");
    assertThat(text(map)).isEqualTo("four (values)\n0 1\n2 300");
  }

  @Test
  void everyTypeThatIsDrawnIsRegisteredWithAKernel() {
    Pixels px = Pixels.of(new float[] {0, 1}, 1, 2);
    for (Object drawn :
        new Object[] {
          Picture.of(px),
          Gallery.of("a", px),
          Charts.heatMap(px),
          px.histogram(2),
          Charts.histogram(px.histogram(2), Scale.LOGARITHMIC),
          Charts.overHistogram(px),
          Charts.cumulative(px, px.freqHistBins(1))
        }) {
      assertThat(Rendering.TYPES).anyMatch(type -> type.isInstance(drawn));
      assertThat(Rendering.of(drawn).data()).containsOnlyKeys("text/plain", "text/html");
    }
  }

  @Test
  void anImageKeepsItsPixelsAndALargeOneIsMadeSmaller() throws IOException {
    BufferedImage small = new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_GRAY);
    small.getRaster().setSample(7, 3, 0, 200);
    BufferedImage shown = image(html(small));
    assertThat(shown.getRaster().getSample(7, 3, 0)).isEqualTo(200);
    assertThat(html(small)).contains("width=\"30\"", "alt=\"image, 30 x 20\"");
    BufferedImage large = new BufferedImage(3000, 1500, BufferedImage.TYPE_INT_RGB);
    assertThat(html(large)).contains("width=\"640\"");
    assertThat(image(html(large)).getWidth()).isEqualTo(1280);
  }

  private static BufferedImage image(String html) throws IOException {
    Matcher m = Pattern.compile("data:image/png;base64,([^\"]+)\"").matcher(html);
    assertThat(m.find()).isTrue();
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(m.group(1))));
  }

  @Test
  void arraysTellTypeLengthAndFirstValues() {
    assertThat(text(new double[] {1, 2.5})).isEqualTo("double[2]: 1.0, 2.5");
    assertThat(text(new byte[0])).isEqualTo("byte[0]");
    assertThat(text(new int[100])).isEqualTo("int[100]: 0, 0, 0, 0, 0, 0, 0, 0, \u2026");
    assertThat(text(new String[] {"a"})).isEqualTo("String[1]: a");
  }

  @Test
  void anythingElseIsItsText() {
    assertThat(Rendering.of(Arrays.asList(1, 2)).data())
        .containsOnlyKeys("text/plain")
        .containsValue("[1, 2]");
  }
}
