package medimg.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import medimg.TestFiles;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;

/** The bytes of one element, part by part (PS3.5 section 7.1.2). */
class EncodedElementTest {
  @Test
  void partsAreTagVrLengthAndValueInLittleEndian() {
    Element rows = DataSet.builder().put(Tag.Rows, 1024).build().get(Tag.Rows);
    assertThat(EncodedElement.of(rows).toString().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "tag 28 00 10 00 group 0028, element 0010",
            "VR 55 53 the letters US",
            "length 02 00 2 bytes",
            "value 00 04 1024");
  }

  @Test
  void aLongLengthHasFourBytesAfterTwoReservedOnes() {
    Element e =
        DataSet.builder()
            .put(Tag.EncapsulatedDocument, VR.OB, new byte[20])
            .build()
            .get(Tag.EncapsulatedDocument);
    assertThat(EncodedElement.of(e).toString())
        .contains("length  00 00 14 00 00 00")
        .contains("... 20");
  }

  @Test
  void theBytesAreFoundInTheFileTheyComeFrom() throws Exception {
    byte[] file = Files.readAllBytes(TestFiles.pydicom("CT_small.dcm"));
    EncodedElement rows = EncodedElement.of(Dicom.read(file).get("Rows"));
    int at = rows.placeIn(file);
    assertThat(java.util.Arrays.copyOfRange(file, at, at + 10)).isEqualTo(rows.bytes());
    assertThat(rows.placeIn(new byte[400])).isEqualTo(-1);
  }

  @Test
  void aValueThatIdentifiesIsNotPrintedUnlessAsked() {
    Element name = DataSet.builder().put(Tag.PatientName, "Doe^Jane").build().get(Tag.PatientName);
    assertThat(EncodedElement.of(name).toString()).contains("(hidden)").doesNotContain("44 6F");
    assertThat(EncodedElement.of(name.showIdentifying()).toString()).contains("44 6F 65");
  }

  @Test
  void aSequenceIsRefused() {
    Element sequence =
        DataSet.builder()
            .put(Tag.AnatomicRegionSequence, DataSet.EMPTY)
            .build()
            .get(Tag.AnatomicRegionSequence);
    assertThatThrownBy(() -> EncodedElement.of(sequence))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "(0008,2218) AnatomicRegionSequence is a sequence; take an element of one of its items");
  }
}
