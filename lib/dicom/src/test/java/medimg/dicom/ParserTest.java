package medimg.dicom;

import static medimg.dicom.TransferSyntax.EXPLICIT_BIG;
import static medimg.dicom.TransferSyntax.EXPLICIT_LITTLE;
import static medimg.dicom.TransferSyntax.IMPLICIT_LITTLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How bytes become a data set, on files of a few elements worked out by hand. */
class ParserTest {
  /** Counts what is asked of a source. */
  private static final class Counting implements Source {
    private final Source inner;
    private long read;
    private long furthest;

    Counting(byte[] bytes) {
      inner = Source.of(bytes);
    }

    @Override
    public long size() {
      return inner.size();
    }

    @Override
    public void read(long position, byte[] into, int offset, int length)
        throws java.io.IOException {
      read += length;
      furthest = Math.max(furthest, position + length);
      inner.read(position, into, offset, length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"})
  void theThreeNativeEncodingsReadTheSame(String uid) {
    Dicom dicom =
        DicomBytes.file(TransferSyntax.of(uid))
            .text(Tag.Modality, VR.CS, "CT")
            .text(Tag.PatientName, VR.PN, "Doe^Jane")
            .us(Tag.Rows, 513)
            .read();
    assertThat(dicom.get("Modality").string()).isEqualTo("CT");
    assertThat(dicom.get(Tag.PatientName).string()).isEqualTo("Doe^Jane");
    assertThat(dicom.get(Tag.Rows).integer()).isEqualTo(513);
    assertThat(dicom.transferSyntax().uid()).isEqualTo(uid);
    assertThat(dicom.warnings()).isEmpty();
  }

  @Test
  void aDeflatedDataSetReadsLikeItsPlainOne() throws Exception {
    byte[] plain = DicomBytes.bare(true).text(Tag.Modality, VR.CS, "MR").bytes();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(DicomBytes.file(TransferSyntax.DEFLATED).bytes());
    try (var deflate =
        new DeflaterOutputStream(file, new Deflater(Deflater.BEST_COMPRESSION, true))) {
      deflate.write(plain);
    }
    assertThat(Dicom.read(file.toByteArray()).get("Modality").string()).isEqualTo("MR");
  }

  @Test
  void sequencesOfUndefinedLengthNest() {
    DicomBytes code = DicomBytes.bare(true).text(Tag.CodeValue, VR.SH, "121320");
    DicomBytes source =
        DicomBytes.bare(true).sequence(Tag.PurposeOfReferenceCodeSequence, code, code);
    Dicom dicom =
        DicomBytes.file(EXPLICIT_LITTLE)
            .sequence(Tag.SourceImageSequence, source)
            .us(Tag.Rows, 7)
            .read();
    DataSet item = dicom.get("SourceImageSequence").items().get(0);
    assertThat(item.get("PurposeOfReferenceCodeSequence").items()).hasSize(2);
    assertThat(item.get("PurposeOfReferenceCodeSequence").items().get(1).get("CodeValue").string())
        .isEqualTo("121320");
    assertThat(dicom.get(Tag.Rows).integer()).isEqualTo(7);
  }

  @Test
  void theHeaderAloneReadsNoByteOfALargeImage() throws Exception {
    byte[] file =
        DicomBytes.grey8(EXPLICIT_LITTLE, 4000, 4000)
            .element(Tag.PixelData, VR.OW, new byte[16_000_000])
            .bytes();
    Counting source = new Counting(file);
    FileContent result = new Parser(source, true).parse();
    assertThat(result.header().get(Tag.Columns).integer()).isEqualTo(4000);
    assertThat(source.furthest).isLessThanOrEqualTo(128 + 4096);
    assertThat(source.read).isLessThanOrEqualTo(4096);
  }

  @Test
  void aWholeReadStepsOverThePixelsAndReadsWhatFollows() throws Exception {
    byte[] file =
        DicomBytes.grey8(EXPLICIT_LITTLE, 4000, 4000)
            .element(Tag.PixelData, VR.OW, new byte[16_000_000])
            .element(Tag.DataSetTrailingPadding, VR.OB, new byte[6])
            .bytes();
    Counting source = new Counting(file);
    FileContent result = new Parser(source, false).parse();
    assertThat(result.header().get(Tag.DataSetTrailingPadding).length()).isEqualTo(6);
    assertThat(source.read).isLessThan(20_000);
  }

  @Test
  void aLengthBeyondTheFileTakesNoMemoryAndIsToldOf() {
    Dicom dicom =
        DicomBytes.file(EXPLICIT_LITTLE)
            .us(Tag.Rows, 4)
            .element(Tag.RedPaletteColorLookupTableData, VR.OW, new byte[4], 2_000_000_000)
            .read();
    assertThat(dicom.get(Tag.Rows).integer()).isEqualTo(4);
    assertThat(dicom.find(Tag.RedPaletteColorLookupTableData)).isEmpty();
    assertThat(dicom.warnings())
        .extracting(Warning::sentence)
        .containsExactly(
            "the file ends within (0028,1201) RedPaletteColorLookupTableData, which starts at byte"
                + " 182");
  }

  @Test
  void everyPlaceAtWhichAFileMayBeCutEndsInARowOrOneSentence() {
    byte[] whole =
        DicomBytes.file(EXPLICIT_LITTLE)
            .sequence(
                Tag.SourceImageSequence,
                DicomBytes.bare(true).text(Tag.ReferencedSOPInstanceUID, VR.UI, "1.2.3"))
            .us(Tag.Rows, 4)
            .fragments(new byte[] {1, 2, 3, 4})
            .bytes();
    for (int length = 0; length < whole.length; length++) {
      try {
        Dicom.read(Arrays.copyOf(whole, length));
      } catch (DicomException e) {
        assertThat(e.getMessage()).as("cut at " + length).contains("bytes in memory: ");
      }
    }
  }

  @Test
  void sequencesWithoutEndAreRefusedBeforeTheStackIsFull() {
    DicomBytes bytes = DicomBytes.file(EXPLICIT_LITTLE);
    for (int i = 0; i < 5000; i++) {
      bytes.element(Tag.SourceImageSequence, VR.SQ, new byte[0], DicomBytes.UNDEFINED);
      bytes.raw(0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF);
    }
    assertThatThrownBy(bytes::read)
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("sequences are nested very deep at byte 2752, the limit is 128");
  }

  @Test
  void aTransferSyntaxThatLiesIsToldOfAndTheDataSetStillRead() {
    byte[] implicit = DicomBytes.bare(false).text(Tag.Modality, VR.CS, "CR").bytes();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(DicomBytes.file(EXPLICIT_LITTLE).bytes());
    file.writeBytes(implicit);
    Dicom dicom = Dicom.read(file.toByteArray());
    assertThat(dicom.get("Modality").string()).isEqualTo("CR");
    assertThat(dicom.warnings()).hasSize(1);
    assertThat(dicom.warnings().get(0).sentence())
        .contains("says Explicit VR Little Endian", "written as Implicit VR Little Endian");
  }

  @Test
  void smallestPixelValueIsSignedWhereThePixelsAre() {
    Dicom dicom =
        DicomBytes.file(IMPLICIT_LITTLE)
            .us(Tag.PixelRepresentation, 1)
            .us(Tag.SmallestImagePixelValue, 0xFFFF)
            .read();
    assertThat(dicom.get(Tag.SmallestImagePixelValue).vr()).isEqualTo(VR.SS);
    assertThat(dicom.get(Tag.SmallestImagePixelValue).integer()).isEqualTo(-1);
  }

  @Test
  void aPrivateElementOfImplicitVrHasTheVrThatItsCreatorUses() {
    Dicom dicom =
        DicomBytes.file(IMPLICIT_LITTLE)
            .text(0x00190010, VR.LO, "AGFA")
            .text(0x00191060, VR.UN, "unlisted")
            .read();
    assertThat(dicom.get(0x00190010).vr()).isEqualTo(VR.LO);
    assertThat(dicom.get(0x00190010).string()).isEqualTo("AGFA");
  }

  @Test
  void bigEndianNumbersAreSwappedOnRequestOnly() {
    Dicom dicom =
        DicomBytes.file(EXPLICIT_BIG)
            .element(Tag.RedPaletteColorLookupTableData, VR.OW, new byte[] {1, 2, 3, 4})
            .read();
    Element table = dicom.get(Tag.RedPaletteColorLookupTableData);
    assertThat(table.bytes()).containsExactly(1, 2, 3, 4);
    assertThat(table.littleEndianBytes()).containsExactly(2, 1, 4, 3);
  }

  @Test
  void bytesThatOnlyBeginLikeAnElementAreNoDicom() {
    // (0008,0000) of 4 bytes, then noise: other programs' files begin so by chance.
    byte[] noise = {8, 0, 0, 0, 4, 0, 0, 0, 1, 2, 3, 4, 99, 99, 99, 99, 1, 1, 1, 1, 1, 1};
    assertThatThrownBy(() -> Dicom.read(noise))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("this is no DICOM file");
  }

  @Test
  void aCutHeaderSaysSo() {
    byte[] whole =
        DicomBytes.file(EXPLICIT_LITTLE)
            .text(Tag.SOPClassUID, VR.UI, "1.2.840.10008.5.1.4.1.1.2")
            .us(Tag.Rows, 4)
            .us(Tag.Columns, 4)
            .bytes();
    Dicom within = Dicom.read(Arrays.copyOf(whole, whole.length - 1));
    assertThat(within.cut().orElseThrow().tag()).isEqualTo(Tag.Columns);
    assertThat(within.cut().orElseThrow().sentence()).contains("Columns");
    Dicom between = Dicom.read(Arrays.copyOf(whole, whole.length - 7));
    assertThat(between.cut())
        .hasValue(
            new Warning(
                FaultKind.TRAILING_BYTES, "3 bytes at the end of the file are no data element"));
    assertThat(Dicom.read(whole).cut()).isEmpty();
    assertThatThrownBy(between::pixelData)
        .hasMessageEndingWith(
            "has no pixel data (CT Image Storage); an image has some, so the file may be cut");
    assertThat(between.toString()).contains("warning: 3 bytes at the end");
  }

  /** PS3.5 section 7.5.1: an item's length counts bytes of its sequence. */
  @Test
  void anItemThatIsLongerThanItsSequenceIsTold() {
    byte[] item = {
      (byte) 0xFE, (byte) 0xFF, 0, (byte) 0xE0, 20, 0, 0, 0, 8, 0, 0, 1, 'S', 'H', 2, 0, '1', ' '
    };
    DicomBytes start = DicomBytes.file(EXPLICIT_LITTLE);
    int at = start.bytes().length + 12;
    DicomBytes whole = start.element(Tag.ConceptNameCodeSequence, VR.SQ, item);
    Dicom last = whole.read();
    assertThat(last.warnings())
        .extracting(Warning::sentence)
        .contains("the file ends within the item that starts at byte " + at);
    assertThat(last.get(Tag.ConceptNameCodeSequence).items().get(0).get(Tag.CodeValue).string())
        .isEqualTo("1");
    Dicom between = whole.text(0x00420010, VR.ST, "a title of a document").read();
    assertThat(between.warnings())
        .extracting(Warning::sentence)
        .contains(
            "the item at byte " + at + " is 20 bytes long, but its sequence ends after 10 of them");
    assertThat(between.cut()).isEmpty();
    assertThat(between.get(0x00420010).string()).isEqualTo("a title of a document");
  }
}
