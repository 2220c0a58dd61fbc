package medimg.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import medimg.TestFiles;
import medimg.dicom.DataSet;
import medimg.dicom.DataSetBuilder;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.DicomWriter;
import medimg.dicom.Element;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Diagrams are well-formed, and their numbers come from files. */
class DiagramsTest {
  @TempDir private Path folder;

  private DataSetBuilder image(String patient, String study, String series, int number) {
    return DataSet.builder()
        .put(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7")
        .put(Tag.SOPInstanceUID, series + "." + number)
        .put(Tag.StudyDate, "20261122")
        .put(Tag.Modality, "MR")
        .put(Tag.SeriesDescription, "knee")
        .put(Tag.PatientID, patient)
        .put(Tag.StudyInstanceUID, study)
        .put(Tag.SeriesInstanceUID, series)
        .put(Tag.SeriesNumber, 4)
        .put(Tag.InstanceNumber, number)
        .put(Tag.SamplesPerPixel, 1)
        .put(Tag.PhotometricInterpretation, "MONOCHROME2")
        .put(Tag.Rows, 4)
        .put(Tag.Columns, 6)
        .put(Tag.PixelRepresentation, 0);
  }

  private Path plain(String name, DataSetBuilder image) throws Exception {
    DataSet header =
        image.put(Tag.BitsAllocated, 16).put(Tag.BitsStored, 16).put(Tag.HighBit, 15).build();
    short[] values = new short[24];
    values[12] = 258;
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    DicomWriter.of(header, TransferSyntax.EXPLICIT_LITTLE).pixels(values).write(file);
    return file;
  }

  private Path compressed(String name) {
    DataSet header =
        image("B", "2.25.7", "2.25.8", 1)
            .put(Tag.BitsAllocated, 8)
            .put(Tag.BitsStored, 8)
            .put(Tag.HighBit, 7)
            .build();
    Path file = folder.resolve(name);
    DicomWriter.of(header, TransferSyntax.JPEG_BASELINE).pixels(new byte[24]).write(file);
    return file;
  }

  @Test
  void theWorkflowIsWellFormedAndTheCommittedOne() throws Exception {
    String svg = Workflow.svg();
    assertThat(Xml.texts(Xml.parse(svg), "text"))
        .contains("HIE", "RIS", "PACS", "Modality", "HL7 ORU", "C-STORE");
    assertThat(TestFiles.repository().resolve("images/workflow.svg")).hasContent(svg);
  }

  @Test
  void thePartsAreThoseOfTheFileDrawn() throws Exception {
    Path plain = plain("a.dcm", image("A", "2.25.1", "2.25.2", 1));
    String svg = FileParts.svg(plain, compressed("b.dcm"), "a.dcm");
    long size = Files.size(plain);
    assertThat(Xml.texts(Xml.parse(svg), "text"))
        .contains(String.format(Locale.ROOT, "a.dcm, %,d bytes", size))
        .contains("byte 128", "byte 132", "byte " + (size - 48 - 12))
        .contains("value \"MR\"", "4D", "52", "value 4", "read as 0x0004")
        .contains("4 x 6 values of 2 bytes", "from the middle: 258, 0, 0, 0, 0 ...")
        .contains("02 01 00 00 00 00 00 00 00 00 ...", "48", "30 00 00 00")
        .contains("FF FF FF FF", "FE FF 00 E0 00 00 00 00", "FE FF DD E0 00 00 00 00")
        .contains("FE FF 00 E0 .. .. .. .. FF D8 ... FF D9");
  }

  @Test
  void everyElementOfAFileIsFoundAtItsPlace() throws Exception {
    Path plain = plain("a.dcm", image("A", "2.25.1", "2.25.2", 1));
    FileBytes file = FileBytes.of(plain);
    Dicom dicom = Dicom.read(plain);
    List<Element> elements = new ArrayList<>(dicom.meta().elements());
    elements.addAll(dicom.header().elements());
    assertThat(file.elements()).hasSize(elements.size() + 1);
    for (Element element : elements) {
      FileBytes.Place place = file.find(element.tag());
      assertThat(place.vr()).isEqualTo(element.vr().name());
      assertThat(Arrays.copyOfRange(file.bytes(), place.value(), place.value() + place.length()))
          .isEqualTo(element.bytes());
    }
  }

  @Test
  void aFileThatCannotBeDrawnIsSaid() throws Exception {
    Path cut = folder.resolve("cut.dcm");
    byte[] whole = Files.readAllBytes(plain("a.dcm", image("A", "2.25.1", "2.25.2", 1)));
    Files.write(cut, Arrays.copyOf(whole, 139));
    assertThatThrownBy(() -> FileBytes.of(cut))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("cut.dcm: is not whole");
  }

  @Test
  void theTreeCountsWhatTheHeadersSay() throws Exception {
    for (int i = 1; i <= 4; i++) {
      plain("x/" + i + ".dcm", image("A", "2.25.1", "2.25.2", i));
    }
    plain("y/1.dcm", image("B", "2.25.3", "2.25.4", 1));
    plain("y/2.dcm", image("B", "2.25.5", "2.25.6", 1));
    Files.writeString(folder.resolve("notes.txt"), "no DICOM");
    assertThat(Xml.texts(Xml.parse(DataTree.svg(folder)), "text"))
        .contains("In all 2 patients, 3 studies, 3 series,")
        .contains("6 instances, each with a UID of its own.")
        .contains("2026-11-22", "Series 4", "MR, knee", "Instance 4", "x/4.dcm")
        .doesNotContain("Instance 3")
        .contains("notes.txt", "x/", "1.dcm \u2026  4 files", "1.dcm \u2026  2 files");
  }

  @Test
  void aTreeWithoutAPatientOfTwoStudiesIsRefused() throws Exception {
    plain("x/1.dcm", image("A", "2.25.1", "2.25.2", 1));
    assertThatThrownBy(() -> DataTree.svg(folder))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("no patient with two studies");
  }
}
