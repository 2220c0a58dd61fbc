package medimg.doctor;

import static medimg.doctor.PlantedFaults.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import medimg.dicom.DataSet;
import medimg.dicom.DicomFiles;
import medimg.dicom.OtherWords;
import medimg.dictionary.Tag;
import medimg.table.FromDicoms;
import medimg.table.Headers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** When every sentence of the reader changes, nothing changes but the sentences. */
@Isolated
class OtherWordsTest {
  private static final int ORIENTATION = Tag.ImageOrientationPatient;

  /** Rules whose cases are told in the reader's sentences. */
  private static final Set<Rule> TOLD =
      EnumSet.of(
          Rule.UNREADABLE,
          Rule.CUT,
          Rule.PIXELS_BROKEN,
          Rule.TRANSFER_SYNTAX,
          Rule.NO_POSITION,
          Rule.WINDOW,
          Rule.STANDARD,
          Rule.NOT_DECODED);

  @TempDir private static Path folder;

  @BeforeAll
  static void plant() throws IOException {
    Planted planted = new PlantedFaults(folder).folder();
    DataSet[] slices = planted.ct("W1", 2);
    planted.write("more/askew", with(slices[0], s -> s.put(ORIENTATION, 1, 0, 0, 1, 0, 0)));
    planted.write("more/spacing", with(slices[1], s -> s.put(Tag.PixelSpacing, 0, 0)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theDoctorFindsTheSame(boolean pixels) {
    DicomFiles files = DicomFiles.in(folder);
    Doctor usual = pixels ? Doctor.of(files) : Doctor.headersOf(files);
    Doctor other;
    try (OtherWords words = new OtherWords()) {
      other = pixels ? Doctor.of(files) : Doctor.headersOf(files);
    }
    assertThat(other.counts()).isEqualTo(usual.counts());
    assertThat(other.modalities()).isEqualTo(usual.modalities());
    assertThat(other.series()).isEqualTo(usual.series());
    assertThat(other.findings()).extracting(Finding::rule).isEqualTo(rules(usual));
    Set<Rule> changed = EnumSet.noneOf(Rule.class);
    for (int i = 0; i < other.findings().size(); i++) {
      List<Finding.Case> cases = other.findings().get(i).cases();
      List<Finding.Case> as = usual.findings().get(i).cases();
      assertThat(cases).extracting(Finding.Case::files).isEqualTo(files(as));
      for (int c = 0; c < cases.size(); c++) {
        assertThat(OtherWords.plain(cases.get(c).detail())).isEqualTo(as.get(c).detail());
        if (!cases.get(c).detail().equals(as.get(c).detail())) {
          changed.add(other.findings().get(i).rule());
        }
      }
    }
    Set<Rule> told = EnumSet.copyOf(TOLD);
    if (!pixels) {
      told.removeAll(List.of(Rule.PIXELS_BROKEN, Rule.NOT_DECODED));
    }
    assertThat(changed).isEqualTo(told);
  }

  private static List<Rule> rules(Doctor doctor) {
    return doctor.findings().stream().map(Finding::rule).toList();
  }

  private static List<List<String>> files(List<Finding.Case> cases) {
    return cases.stream().map(Finding.Case::files).toList();
  }

  @Test
  void tablesHaveTheSameValues() {
    DicomFiles files = DicomFiles.in(folder);
    List<Table> usual = tables(files);
    List<Table> other;
    try (OtherWords words = new OtherWords()) {
      other = tables(files);
    }
    for (int t = 0; t < usual.size(); t++) {
      assertThat(other.get(t).columnNames()).isEqualTo(usual.get(t).columnNames());
      int changed = 0;
      for (int c = 0; c < usual.get(t).columnCount(); c++) {
        List<?> values = values(other.get(t), c);
        List<?> as = values(usual.get(t), c);
        if (other.get(t).column(c).name().equals("error")) {
          changed += values.equals(as) ? 0 : 1;
          values = values.stream().map(v -> OtherWords.plain(v.toString())).toList();
        }
        assertThat(values).isEqualTo(as);
      }
      assertThat(changed).isEqualTo(1);
    }
  }

  private static List<Table> tables(DicomFiles files) {
    return List.of(
        Headers.of(files),
        Headers.showIdentifying(files),
        FromDicoms.of(files).nested().withPixels().table());
  }

  private static List<Object> values(Table table, int column) {
    List<Object> values = new ArrayList<>();
    table.column(column).forEach(values::add);
    return values;
  }
}
