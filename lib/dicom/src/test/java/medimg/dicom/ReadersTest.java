package medimg.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Which reader is at work, and what is told when the one that was asked for is not there. */
class ReadersTest {
  private final String before = System.getProperty(DicomReader.PROPERTY);

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(DicomReader.PROPERTY);
    } else {
      System.setProperty(DicomReader.PROPERTY, before);
    }
  }

  @Test
  void theBuiltInReaderIsAtWorkUnlessAnotherIsNamed() {
    System.clearProperty(DicomReader.PROPERTY);
    assertThat(Dicom.reader().name()).isEqualTo("built-in");
    System.setProperty(DicomReader.PROPERTY, "built-in");
    assertThat(Dicom.reader()).isSameAs(DicomReader.present().get(0));
  }

  @Test
  void everyReaderThatIsPresentCanBeNamed() {
    for (DicomReader reader : DicomReader.present()) {
      System.setProperty(DicomReader.PROPERTY, reader.name());
      assertThat(Dicom.reader()).isSameAs(reader);
    }
  }

  @Test
  void anUnknownReaderEndsInASentence() {
    System.setProperty(DicomReader.PROPERTY, "dcmtk");
    assertThatThrownBy(() -> Dicom.read(Path.of("any.dcm")))
        .isInstanceOf(DicomException.class)
        .hasMessage("medimg.reader is \"dcmtk\", must be built-in or dcm4che");
  }

  @Test
  void aReaderThatIsNotThereEndsInASentence() {
    Assumptions.assumeTrue(
        DicomReader.present().stream().noneMatch(reader -> reader.name().equals("dcm4che")),
        "the dcm4che reader is on the class path");
    System.setProperty(DicomReader.PROPERTY, "dcm4che");
    assertThatThrownBy(() -> Dicom.readHeader(Path.of("any.dcm")))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "medimg.reader is dcm4che, but that reader is not on the class path; ./run --dcm4che"
                + " builds and uses it, without -Dmedimg.reader=.. the built-in one reads");
  }

  /** PS3.3 section C.12.1.1.2: an item without a character set of its own has the data set's. */
  @Test
  void anItemThatABuilderPutHasTheCharacterSetOfItsDataSet() {
    byte[] name = "Äneas".getBytes(StandardCharsets.UTF_8);
    DataSet inner = DataSet.builder().put(Tag.PatientName, VR.PN, name).build();
    DataSet middle = DataSet.builder().put(Tag.OriginalAttributesSequence, inner).build();
    DataSet own =
        DataSet.builder()
            .put(Tag.SpecificCharacterSet, "ISO_IR 100")
            .put(Tag.PatientName, "Ärzte")
            .build();
    DataSet outer =
        DataSet.builder()
            .put(Tag.SpecificCharacterSet, "ISO_IR 192")
            .put(Tag.OriginalAttributesSequence, middle, own)
            .build();
    List<DataSet> items = outer.get(Tag.OriginalAttributesSequence).items();
    assertThat(
            items.stream()
                .map(
                    item ->
                        item.find(Tag.OriginalAttributesSequence)
                            .map(e -> e.items().get(0))
                            .orElse(item)
                            .get(Tag.PatientName)
                            .string())
                .toList())
        .containsExactly("Äneas", "Ärzte");
  }
}
