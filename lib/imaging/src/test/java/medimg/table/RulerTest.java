package medimg.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import medimg.dicom.DicomFiles;
import medimg.dicom.TinyDicom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Columns times spacing tells whether a chest film can be true. */
class RulerTest {
  @TempDir Path folder;

  private void film(String name, String modality, String spacing) throws Exception {
    Files.write(
        folder.resolve(name),
        TinyDicom.of(
            "00080060CS=" + modality,
            "00180015CS=CHEST",
            "00280011US=1024",
            "00280030DS=" + spacing));
  }

  @Test
  void aFilmShrunkBehindItsTagIsNotBelievable() throws Exception {
    film("shrunk", "CR", "0.168\\0.168");
    film("true", "DX", "0.5\\0.35");
    film("slice", "CT", "0.168\\0.168");
    film("silent", "CR", "");
    Files.writeString(folder.resolve("broken.dcm"), "no DICOM");
    Table widths = Ruler.of(DicomFiles.in(folder));
    assertThat(widths.stringColumn("file").asList()).containsExactly("shrunk", "true");
    assertThat(widths.stringColumn("believable").asList()).containsExactly("no", "yes");
    assertThat(widths.doubleColumn("width").asList()).containsExactly(1024 * .168, 1024 * .35);
  }
}
