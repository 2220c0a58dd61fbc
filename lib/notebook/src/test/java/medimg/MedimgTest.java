package medimg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import medimg.dicom.DataSet;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.dicom.DicomWriter;
import medimg.dicom.TinyDicom;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import medimg.pixels.Pixels;
import medimg.pixels.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MedimgTest {
  @TempDir Path folder;

  @Test
  void versionsAreOneLine() {
    assertThat(Medimg.versions().toString())
        .startsWith("medimg ")
        .contains(" | Java " + System.getProperty("java.version") + " | no kernel | ")
        .doesNotContain("\n");
  }

  @Test
  void withoutDcm4cheOneLineTellsHowToAddIt() {
    Dicom dicom = Dicom.read(TinyDicom.of("00080060CS=CT"));
    assertThat(Medimg.throughDcm4che(dicom))
        .startsWith("dcm4che is not here: ./run --dcm4che ")
        .doesNotContain("\n");
  }

  @Test
  void theFolderThatTheEnvironmentNamesComesBeforeTheSamples() throws IOException {
    Files.createDirectories(folder.resolve("own/deep"));
    Files.write(folder.resolve("own/deep/image"), TinyDicom.of("00080060CS=CT"));
    String own = folder.resolve("own").toString();
    assertThat(Medimg.data(own, folder.resolve("samples"))).isEqualTo(Path.of(own));
    assertThat(folder.resolve("samples")).doesNotExist();
  }

  @Test
  void aFolderThatTheNotebookNamesIsTakenWhateverTheEnvironmentSays() throws IOException {
    Files.write(folder.resolve("image"), TinyDicom.of("00080060CS=CT"));
    assertThat(Medimg.data(folder.toString())).isEqualTo(folder);
  }

  @Test
  void labelledFilmsAreTheReadersOwnWhereEnoughPatientsOfBothClassesAreThere() throws IOException {
    Path siim = Files.createDirectories(folder.resolve("siim"));
    StringBuilder labels = new StringBuilder("file,label\n");
    for (int i = 0; i < 2 * Medimg.LEAST_PATIENTS; i++) {
      Files.write(siim.resolve(i + ".dcm"), TinyDicom.of("00080060CS=CR", "00100020LO=P" + i));
      labels.append(i).append(".dcm,").append(i % 2 == 0 ? "ill" : "well").append('\n');
    }
    Files.writeString(siim.resolve("labels.csv"), labels);
    assertThat(Medimg.labelled(folder, "ill", folder)).isEqualTo(siim);
    assertThat(Medimg.labelled(siim, "ill", folder)).isEqualTo(siim);
    assertThatThrownBy(() -> Medimg.labelled(folder, "neither", folder))
        .isInstanceOf(DicomException.class)
        .hasMessage("samples were asked for in " + folder);
  }

  @Test
  void aFolderThatCannotBeUsedIsNamedWithTheReason() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "text, and no DICOM");
    assertThatThrownBy(() -> Medimg.data("nowhere", folder))
        .isInstanceOf(DicomException.class)
        .hasMessage("nowhere: there is no such folder; this is what --data or MEDIMG_DATA named");
    assertThatThrownBy(() -> Medimg.data("nowhere"))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "nowhere: there is no such folder; Medimg.data(..) takes the folder of your DICOM"
                + " files");
    assertThatThrownBy(() -> Medimg.data(file.toString()))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("notes.txt: is a file, not a folder");
    assertThatThrownBy(() -> Medimg.data(folder.toString()))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining(folder + ": has no DICOM file that can be read");
    assertThatThrownBy(() -> Medimg.data(" "))
        .isInstanceOf(DicomException.class)
        .hasMessage("Medimg.data(\"\"): the name of a folder is needed");
  }

  @Test
  void aSampleIsTakenFromAllOverTheFolderAndPassesOverWhatCannotBeDecoded() throws IOException {
    for (int i = 0; i < 9; i++) {
      Files.copy(TestFiles.pydicom("CT_small.dcm"), folder.resolve("ct" + i));
    }
    Files.copy(TestFiles.pydicom("MR_small.dcm"), folder.resolve("mr"));
    byte[] cut = Files.readAllBytes(TestFiles.pydicom("CT_small.dcm"));
    Files.write(folder.resolve("ct3"), Arrays.copyOf(cut, cut.length / 2));
    DicomFiles files = DicomFiles.in(folder);
    assertThat(Medimg.sample(files, "CT", 3))
        .extracting(Pixels::name)
        .containsExactly("ct0", "ct4", "ct6");
    assertThat(Medimg.sample(files, "MR", 3)).hasSize(1);
    assertThat(Medimg.sample(files, "US", 3)).isEmpty();
  }

  @Test
  void aVolumeIsOfTheLargestSeriesThatMakesOne() throws IOException {
    for (int z = 0; z < 5; z++) {
      ct("broken" + z, "1.1", z == 3 ? 40 : z); // uneven distances
    }
    for (int z = 0; z < 3; z++) {
      ct("good" + z, "1.2", 2 * z);
    }
    ct("single", "1.3", 0);
    Volume volume = Medimg.volume(DicomFiles.in(folder), "CHEST");
    assertThat(volume.slices()).isEqualTo(3);
    assertThat(volume.sliceSpacing()).isEqualTo(2);
    assertThat(volume.frame(0).file()).isEqualTo("good0");
  }

  private void ct(String name, String series, int z) throws IOException {
    DataSet header =
        DataSet.builder()
            .put(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
            .put(Tag.SOPInstanceUID, series + "." + z)
            .put(Tag.Modality, "CT")
            .put(Tag.BodyPartExamined, "CHEST")
            .put(Tag.SeriesInstanceUID, series)
            .put(Tag.ImagePositionPatient, 0, 0, (double) z)
            .put(Tag.ImageOrientationPatient, 1.0, 0, 0, 0, 1, 0)
            .put(Tag.SamplesPerPixel, 1)
            .put(Tag.PhotometricInterpretation, "MONOCHROME2")
            .put(Tag.Rows, 32)
            .put(Tag.Columns, 32)
            .put(Tag.PixelSpacing, 1.0, 1.0)
            .put(Tag.BitsAllocated, 16)
            .put(Tag.BitsStored, 16)
            .put(Tag.HighBit, 15)
            .put(Tag.PixelRepresentation, 1)
            .put(Tag.RescaleIntercept, 0.0)
            .put(Tag.RescaleSlope, 1.0)
            .build();
    DicomWriter.of(header, TransferSyntax.EXPLICIT_LITTLE)
        .pixels(new short[32 * 32])
        .write(folder.resolve(name));
  }
}
