package medimg.dcm4che;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import medimg.Medimg;
import medimg.TestFiles;
import medimg.dicom.DataSet;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.dicom.DicomReader;
import medimg.dicom.Element;
import medimg.dictionary.Tag;
import medimg.dicom.TransferSyntax;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Fragments;
import org.dcm4che3.data.UID;
import org.dcm4che3.data.VR;
import org.dcm4che3.io.DicomInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from our files to dcm4che's attributes, and back. */
class Dcm4cheTest {
  @TempDir Path folder;

  /** dcm4che's own way of reading, without our reader. */
  private static DicomInputStream stream(Path file) throws IOException {
    DicomInputStream in = new DicomInputStream(file.toFile());
    in.setIncludeBulkData(DicomInputStream.IncludeBulkData.YES);
    return in;
  }

  /** The pixel data as the file has it: one part, or the fragments. */
  private static byte[][] stored(Dicom dicom) {
    return dicom.pixelData().storedParts().toArray(new byte[0][]);
  }

  @Test
  void theReaderIsFound() {
    assertThat(DicomReader.present())
        .extracting(DicomReader::name)
        .containsExactly("built-in", "dcm4che");
  }

  @Test
  void attributesOfAFileAreThoseThatDcm4cheReads() throws IOException {
    for (String name :
        List.of("CT_small.dcm", "MR_small_bigendian.dcm", "rtplan.dcm", "JPEG-lossy.dcm")) {
      Path file = TestFiles.pydicom(name);
      try (DicomInputStream in = stream(file)) {
        Attributes meta = in.readFileMetaInformation();
        Attributes truth = new Attributes(in.readDataset(), false);
        Dicom dicom = Dicom.read(file, DicomReader.present().get(0));
        assertThat(Dcm4che.toAttributes(dicom)).as(name).isEqualTo(truth);
        assertThat(Dcm4che.toAttributes(dicom.meta())).as(name).isEqualTo(meta);
      }
    }
  }

  @Test
  void aFileOfAttributesHasTheirElementsAndPixels() throws IOException {
    for (String name : List.of("CT_small.dcm", "MR_small_bigendian.dcm", "JPEG-lossy.dcm")) {
      Path file = TestFiles.pydicom(name);
      try (DicomInputStream in = stream(file)) {
        Attributes meta = in.readFileMetaInformation();
        Dicom made = Dcm4che.toDicom(meta, in.readDataset());
        Dicom truth = Dicom.read(file);
        assertThat(made.header().string(Tag.PatientName, ""))
            .isEqualTo(truth.header().string(Tag.PatientName, ""));
        assertThat(made.header().size()).isEqualTo(truth.header().size());
        if (!name.startsWith("JPEG")) { // lossy 12 bit: the same bytes are enough
          assertThat(made.pixelData().all().array()).isEqualTo(truth.pixelData().all().array());
        }
        assertThat(stored(made)).isDeepEqualTo(stored(truth));
      }
    }
  }

  /** Where dcm4che keeps only the place of large values, they are fetched from there. */
  @Test
  void bulkDataThatWasLeftInTheFileIsRead() throws IOException {
    for (String name : List.of("CT_small.dcm", "JPEG-lossy.dcm")) {
      Path file = Files.copy(TestFiles.pydicom(name), folder.resolve(name));
      byte[][] truth = stored(Dicom.read(file));
      try (DicomInputStream in = new DicomInputStream(file.toFile())) {
        in.setIncludeBulkData(DicomInputStream.IncludeBulkData.URI);
        Attributes meta = in.readFileMetaInformation();
        Attributes dataSet = in.readDataset();
        assertThat(stored(Dcm4che.toDicom(meta, dataSet))).isDeepEqualTo(truth);
        byte[] last = truth[truth.length - 1];
        assertThat(Dcm4che.toDataSet(dataSet).get(Tag.PixelData).bytes()).endsWith(last);
        Files.delete(file);
        for (ThrowingCallable way :
            List.<ThrowingCallable>of(
                () -> Dcm4che.toDicom(meta, dataSet), () -> Dcm4che.toDataSet(dataSet))) {
          assertThatThrownBy(way)
              .isInstanceOf(DicomException.class)
              .hasMessageStartingWith("bulk data cannot be read: ");
        }
      }
    }
  }

  @Test
  void attributesMadeByHandBecomeAFile() {
    Attributes image = image();
    image.setInt(Tag.Rows, VR.US, 2);
    Dicom dicom = Dcm4che.toDicom(image);
    assertThat(dicom.name()).isEqualTo("1.2.3");
    assertThat(dicom.transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_LITTLE);
    assertThat(dicom.get(Tag.Rows).integer()).isEqualTo(2);
    assertThat(dicom.meta().string(Tag.MediaStorageSOPInstanceUID, "")).isEqualTo("1.2.3");
  }

  private static Attributes image() {
    Attributes image = new Attributes();
    image.setString(Tag.SOPClassUID, VR.UI, UID.SecondaryCaptureImageStorage);
    image.setString(Tag.SOPInstanceUID, VR.UI, "1.2.3");
    return image;
  }

  @Test
  void elementsOfGroup2AreTheFilesMetaInformation() {
    Attributes image = image();
    image.setString(Tag.TransferSyntaxUID, VR.UI, UID.JPEGBaseline8Bit);
    image.newFragments(Tag.PixelData, VR.OB, 2).addAll(List.of(new byte[0], new byte[] {1, 2}));
    Dicom dicom = Dcm4che.toDicom(image);
    assertThat(dicom.transferSyntax()).isEqualTo(TransferSyntax.JPEG_BASELINE);
    assertThat(dicom.header().elements()).extracting(Element::tag).doesNotContain(0x00020010);
    assertThat(image.getString(Tag.TransferSyntaxUID)).isEqualTo(UID.JPEGBaseline8Bit);
  }

  /** PS3.3 section F.2.1: a DICOMDIR says its SOP class in the file meta information alone. */
  @Test
  void aDicomdirOfAttributesIsAFile() throws IOException {
    Path file = TestFiles.pydicom("dicomdirtests/DICOMDIR");
    try (DicomInputStream in = stream(file)) {
      Attributes meta = in.readFileMetaInformation();
      Dicom made = Dcm4che.toDicom(meta, in.readDataset());
      assertThat(made.get(Tag.DirectoryRecordSequence).items())
          .hasSameSizeAs(Dicom.read(file).get(Tag.DirectoryRecordSequence).items());
      assertThat(made.meta().string(Tag.MediaStorageSOPInstanceUID, ""))
          .isEqualTo(meta.getString(Tag.MediaStorageSOPInstanceUID));
    }
  }

  @Test
  void aStreamWithoutFileMetaInformationBecomesAFile() {
    assertThat(Dcm4che.toDicom(null, image()).transferSyntax())
        .isEqualTo(TransferSyntax.EXPLICIT_LITTLE);
  }

  /** PS3.5 section 7.8.1: each block of a creator is its own, also when a name is there twice. */
  @Test
  void privateBlocksOfOneCreatorStayApart() {
    Attributes image = image();
    image.setBytes(0x00090010, VR.LO, "MADE UP ".getBytes(StandardCharsets.US_ASCII));
    image.setBytes(0x00090011, VR.LO, "MADE UP ".getBytes(StandardCharsets.US_ASCII));
    image.setBytes(0x00091001, VR.US, new byte[] {1, 0});
    image.setBytes(0x00091101, VR.US, new byte[] {2, 0});
    DataSet header = Dcm4che.toDicom(image).header();
    assertThat(header.get(0x00091001).integer()).isEqualTo(1);
    assertThat(header.get(0x00091101).integer()).isEqualTo(2);
    Attributes back = Dcm4che.toAttributes(header);
    assertThat(back.getInt(0x00091001, 0)).isEqualTo(1);
    assertThat(back.getInt(0x00091101, 0)).isEqualTo(2);
  }

  @Test
  void theFragmentsOfAnIconStayFragmentsThereAndBack() {
    Attributes image = image();
    image.setString(Tag.TransferSyntaxUID, VR.UI, UID.JPEGBaseline8Bit);
    Attributes icon = new Attributes();
    icon.newFragments(Tag.PixelData, VR.OB, 2)
        .addAll(List.of(new byte[0], new byte[] {1, 2, 3, 4}));
    image.newSequence(Tag.IconImageSequence, 1).add(icon);
    Attributes back = Dcm4che.toAttributes(Dcm4che.toDicom(image));
    Fragments fragments =
        (Fragments) back.getNestedDataset(Tag.IconImageSequence).getValue(Tag.PixelData);
    assertThat(fragments).hasSize(2);
    assertThat((byte[]) fragments.get(1)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void aHeaderIsPrintedAsAttributesPrintItWithIdentifyingValuesHidden() {
    Dicom dicom = Dicom.read(TestFiles.pydicom("CT_small.dcm"));
    assertThat(Medimg.throughDcm4che(dicom))
        .contains("(0008,0060) CS [CT] Modality\n")
        .contains("(0010,0010) PN [(hidden)] PatientName\n")
        .contains("(0008,0050) SH [] AccessionNumber\n")
        .doesNotContain("CompressedSamples");
    assertThat(Medimg.throughDcm4che(dicom.showIdentifying()))
        .contains("(0010,0010) PN [CompressedSamples^CT1] PatientName\n");
  }

  @Test
  void everyHeaderThatCanBeReadCanBePrinted() throws IOException {
    int printed = 0;
    for (Path file : DicomFiles.in(TestFiles.pydicom())) {
      Dicom dicom;
      try {
        dicom = Dicom.readHeader(file);
      } catch (DicomException e) {
        continue;
      }
      printed++;
      assertThat(Medimg.throughDcm4che(dicom).lines()).as(dicom.name()).hasSizeLessThan(60);
    }
    assertThat(printed).isGreaterThan(100);
  }

  @Test
  void attributesThatMakeNoFileAreRefused() {
    Attributes none = new Attributes();
    assertThatThrownBy(() -> Dcm4che.toDicom(none))
        .isInstanceOf(DicomException.class)
        .hasMessage("(0008,0016) SOPClassUID is absent, but a file needs it (PS3.10 section 7.1)");
    Attributes compressed = new Attributes();
    compressed.newFragments(Tag.PixelData, VR.OB, 2).add(new byte[0]);
    assertThatThrownBy(() -> Dcm4che.toDicom(compressed))
        .isInstanceOf(DicomException.class)
        .hasMessageStartingWith("the pixel data is in fragments, and there is no (0002,0010)");
  }

  @Test
  void aFileThatIsCutWithinItsMetaInformationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(TestFiles.pydicom("CT_small.dcm"));
    Path cut = folder.resolve("cut.dcm");
    Files.write(cut, Arrays.copyOf(whole, 170));
    assertThatThrownBy(() -> Dicom.read(cut, DicomReader.present().get(1)))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "cut.dcm: the file ends within (0002,0002) MediaStorageSOPClassUID, which starts at"
                + " byte 158");
  }

  /** Two decoders of character sets, written apart, agree on every text of pydicom's files. */
  @Test
  void textsAreThoseThatDcm4cheDecodes() throws IOException {
    List<String> different = new ArrayList<>();
    int compared = 0;
    for (Path file : DicomFiles.in(TestFiles.pydicom().resolve("charset_files"))) {
      DataSet header = Dicom.read(file).header();
      Attributes attributes = Dcm4che.toAttributes(header);
      compared += compare(header, attributes, file.getFileName() + " ", different);
    }
    assertThat(compared).isGreaterThan(300);
    assertThat(different).isEmpty();
  }

  private static int compare(
      DataSet header, Attributes attributes, String where, List<String> different) {
    int compared = 0;
    for (Element e : header) {
      if (e.vr() == medimg.dictionary.VR.SQ) {
        for (int i = 0; i < e.items().size(); i++) {
          compared +=
              compare(e.items().get(i), attributes.getNestedDataset(e.tag(), i), where, different);
        }
        continue;
      }
      String[] theirs = attributes.getStrings(e.tag());
      if (theirs == null || !attributes.getVR(e.tag()).isStringType()) {
        continue;
      }
      compared++;
      List<String> told = new ArrayList<>();
      for (String value : theirs) {
        // Empty groups at a name's end may be left out (PS3.5 section 6.2.1.1).
        told.add(value == null ? "" : value.strip().replaceFirst("=+$", ""));
      }
      List<String> ours = e.strings().stream().map(String::strip).toList();
      if (!ours.equals(told)) {
        different.add(where + Tag.describe(e.tag()) + ": " + ours + " | " + told);
      }
    }
    return compared;
  }
}
