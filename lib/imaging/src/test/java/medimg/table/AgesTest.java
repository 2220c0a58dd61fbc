package medimg.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import medimg.dicom.DicomException;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Age strings become years only where they say their unit (PS3.5 section 6.2). */
class AgesTest {
  @Test
  void agesAreYearsAndMissingWithoutTheirUnit() {
    DoubleColumn years =
        Ages.years(Table.create(StringColumn.create("PatientAge", "062Y", "018M", "21", "")));
    assertThat(years.getDouble(0)).isEqualTo(62);
    assertThat(years.getDouble(1)).isEqualTo(1.5);
    assertThat(years.isMissing(2)).isTrue();
    assertThat(years.isMissing(3)).isTrue();
  }

  @Test
  void datesAreYearsAfter2000AndImpossibleOnesAreMissing() {
    Table films =
        Table.create(StringColumn.create("StudyDate", "20010101", "20010231", "19010101", "2001"));
    assertThat(Ages.yearsSince2000(films, "StudyDate").getDouble(0)).isBetween(1.0, 1.01);
    assertThat(Ages.yearsSince2000(films, "StudyDate").isMissing(1)).isTrue();
    assertThat(Ages.yearsSince2000(films, "StudyDate").getDouble(2)).isLessThan(-98);
    assertThat(Ages.yearsSince2000(films, "StudyDate").isMissing(3)).isTrue();
  }

  @Test
  void agesFallIntoGroupsByCompletedYears() {
    Table films =
        Table.create(
            StringColumn.create("PatientAge", "039Y", "040Y", "059Y", "060Y", "006M", "21", ""));
    assertThat(Ages.groups(films, 40, 60))
        .containsExactly("0 to 39", "40 to 59", "40 to 59", "60 and over", "0 to 39", "", "");
    assertThat(Ages.groups(films, 1)[4]).isEqualTo("0 to 0");
    for (int[] borders : new int[][] {{}, {0}, {60, 40}, {40, 40}}) {
      assertThatThrownBy(() -> Ages.groups(films, borders))
          .isInstanceOf(DicomException.class)
          .hasMessageEndingWith("must be one or more years, above 0 and ascending");
    }
  }
}
