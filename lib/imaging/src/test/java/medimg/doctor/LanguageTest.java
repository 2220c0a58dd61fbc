package medimg.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import medimg.dicom.Dicom;
import medimg.dicom.DicomFiles;
import medimg.dicom.EncodedElement;
import medimg.dicom.ImageSummary;
import medimg.dictionary.Tag;
import medimg.pixels.Frame;
import medimg.pixels.PixelStatistics;
import medimg.pixels.Pixels;
import medimg.pixels.View;
import medimg.pixels.Volume;
import medimg.pixels.Window;
import medimg.table.Films;
import medimg.table.FromDicoms;
import medimg.table.Headers;
import medimg.table.Split;
import medimg.table.Summary;
import medimg.table.TableFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Texts are the same whatever language the machine speaks: digits, points, small letters. */
@Isolated
class LanguageTest {
  @TempDir private static Path temp;
  private static Path folder;
  private static List<String> english;

  @BeforeAll
  static void plant() throws IOException {
    folder = temp.resolve("folder");
    new PlantedFaults(folder);
    english = in(Locale.ENGLISH);
    assertThat(String.join("", english)).contains("12", "0.7", "-1024", "%");
  }

  private static List<String> in(Locale language) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(language);
    try {
      return texts();
    } finally {
      Locale.setDefault(before);
    }
  }

  private static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    DicomFiles files = DicomFiles.in(folder);
    Doctor doctor = Doctor.of(files);
    texts.add(doctor.toString());
    texts.add(doctor.html());
    for (Table table :
        List.of(
            Headers.showIdentifying(files),
            FromDicoms.of(files).withPixels().showIdentifying().table())) {
      texts.add(table.print(500));
      texts.add(Summary.of(table).print());
      Path csv = temp.resolve("table.csv");
      TableFile.write(table, csv);
      texts.add(Files.readString(csv));
    }
    Table films = Headers.showIdentifying(files, Films.TAGS.toArray(String[]::new));
    films.addColumns(StringColumn.create("label", films.column("Modality").asObjectArray().length));
    texts.add(Films.odd(films).print(500));
    texts.add(Films.counts(films, "PatientSex").print());
    texts.add(Split.by("file").shares(films, .7, .3).toString());
    Path slice = folder.resolve("good/ct/000.dcm");
    Dicom dicom = Dicom.read(slice);
    Pixels px = Pixels.of(dicom);
    Volume volume = Volume.of(DicomFiles.in(slice.getParent()));
    for (Object value :
        List.of(
            dicom,
            dicom.pixelData(),
            EncodedElement.of(dicom.get(Tag.Rows)),
            ImageSummary.of(dicom),
            Frame.of(dicom, 0),
            PixelStatistics.of(dicom, Window.LUNGS),
            px,
            px.histogram(7),
            px.freqHistBins(7),
            px.scaled().windowed(Window.LUNGS),
            Window.of(dicom),
            volume,
            volume.section(View.CORONAL, 3))) {
      texts.add(value.toString());
    }
    return texts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "tr", "de", "hi-IN-u-nu-deva"})
  void everyTextIsTheSame(String language) throws IOException {
    List<String> other = in(Locale.forLanguageTag(language));
    for (int i = 0; i < english.size(); i++) {
      assertThat(other.get(i)).isEqualTo(english.get(i));
    }
  }
}
