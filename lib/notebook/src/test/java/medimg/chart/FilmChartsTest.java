package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Charts of a table of films. */
class FilmChartsTest {
  private static Table films(String sex) {
    return Table.create(
        "films",
        StringColumn.create("PatientID", "a", "a", "b", "c"),
        StringColumn.create("label", "yes", "no", "no", ""),
        StringColumn.create("PatientSex", "F", "F", "M", sex),
        StringColumn.create("PatientAge", "040Y", "041Y", "21", "110Y"));
  }

  @Test
  void theOverviewHasAChartForEachColumnThatIsThere() {
    Gallery overview = FilmCharts.overview(films("F"));
    assertThat(overview.items().stream().map(Gallery.Item::caption))
        .containsExactly(
            "Films by label",
            "Films by PatientSex",
            "Patients by number of films",
            "Age by label, 1 missing or odd");
    overview.items().stream()
        .map(item -> Charts.encoded((XYChart) item.content(), overview.cellWidth()))
        .forEach(png -> assertThat(png.bytes()).isNotEmpty());
  }

  @Test
  void barsReachFarEnoughForTheLongestAndSayTheirUnit() {
    XYChart chart = FilmCharts.counts(films("M"), "PatientSex");
    assertThat(chart.getXAxisTitle()).isEqualTo("films");
    assertThat(chart.getStyler().getXAxisMax()).isGreaterThan(2);
    assertThat(chart.getHeight()).isGreaterThan(200);
  }

  @Test
  void manyValuesAreCutAndTheTitleSaysSo() {
    StringColumn id = StringColumn.create("PatientID");
    StringColumn label = StringColumn.create("label");
    StringColumn view = StringColumn.create("ViewPosition");
    for (int i = 0; i < 30; i++) {
      id.append("p" + i);
      label.append("no");
      view.append("view " + i);
    }
    assertThat(FilmCharts.counts(Table.create(id, label, view), "ViewPosition").getTitle())
        .isEqualTo("Films by ViewPosition, the first 12 of 30");
  }

  @Test
  void aTableOfNoUsableAgeIsDrawn() {
    Table films = films("F");
    films.replaceColumn("PatientAge", StringColumn.create("PatientAge", "21", "", "x", "1"));
    XYChart chart = FilmCharts.ages(films);
    assertThat(chart.getTitle()).isEqualTo("Age by label, 4 missing or odd");
    assertThat(Charts.encoded(chart).bytes()).isNotEmpty();
  }
}
