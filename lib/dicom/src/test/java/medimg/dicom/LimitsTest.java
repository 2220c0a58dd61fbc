package medimg.dicom;

import static medimg.dicom.TransferSyntax.EXPLICIT_LITTLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What one file may ask for is limited, and each limit can be moved. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class LimitsTest {
  @AfterEach
  void usualLimits() {
    System.getProperties().keySet().removeIf(key -> key.toString().startsWith("medimg.limit."));
  }

  private static void limit(String name, int value) {
    System.setProperty("medimg.limit." + name, Integer.toString(value));
  }

  private static DicomBytes nested(int depth) {
    DicomBytes inner = DicomBytes.bare(true).text(Tag.CodeValue, VR.SH, "1");
    for (int i = 1; i < depth; i++) {
      inner = DicomBytes.bare(true).sequence(Tag.ContentSequence, inner);
    }
    return DicomBytes.file(EXPLICIT_LITTLE).sequence(Tag.ContentSequence, inner);
  }

  @Test
  void nestingMayBeRaised() {
    assertThat(nested(128).read().warnings()).isEmpty();
    assertThatThrownBy(nested(129)::read)
        .isInstanceOf(DicomException.class)
        .hasMessageEndingWith(
            "the limit is 128; if the file is sound, raise it with -Dmedimg.limit.nesting=..");
    limit("nesting", 300);
    assertThat(nested(300).read().warnings()).isEmpty();
  }

  @Test
  void elementsItemsAndFragmentsAreCountedTogether() {
    limit("elements", 6);
    DicomBytes item = DicomBytes.bare(true).text(Tag.CodeValue, VR.SH, "1");
    // Two of the meta group, the sequence, its item, the item's element, and one more.
    DicomBytes six =
        DicomBytes.file(EXPLICIT_LITTLE).sequence(Tag.ContentSequence, item).us(0x00480006, 4);
    assertThat(six.read().header().size()).isEqualTo(2);
    assertThatThrownBy(() -> six.us(0x00480007, 4).read())
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("there are very many data elements")
        .hasMessageContaining("the limit is 6");
    limit("elements", 10);
    assertThatThrownBy(() -> DicomBytes.grey8(EXPLICIT_LITTLE, 1, 2).fragments(new byte[2]).read())
        .hasMessageContaining("the limit is 10");
  }

  @Test
  void aSmallFileThatInflatesToMuchIsRefused() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(DicomBytes.file(TransferSyntax.DEFLATED).bytes());
    byte[] plain =
        DicomBytes.bare(true).element(Tag.PatientComments, VR.UT, new byte[5_000_000]).bytes();
    try (var deflate = new DeflaterOutputStream(file, new Deflater(9, true))) {
      deflate.write(plain);
    }
    assertThat(Dicom.read(file.toByteArray()).get(Tag.PatientComments).length())
        .isEqualTo(5_000_000);
    limit("inflated", 4_000_000);
    assertThatThrownBy(() -> Dicom.read(file.toByteArray()))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("the deflated data set becomes very large, the limit is 4000000");
  }

  @Test
  void samplesAndFramesThatAHeaderPromisesAreLimited() {
    DicomBytes bytes =
        DicomBytes.grey8(EXPLICIT_LITTLE, 1, 2)
            .text(Tag.NumberOfFrames, VR.IS, "3")
            .element(Tag.PixelData, VR.OB, new byte[6]);
    limit("samples", 4);
    assertThat(bytes.read().pixelData().frame(2).size()).isEqualTo(2);
    assertThatThrownBy(() -> bytes.read().pixelData().all())
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("3 frames of 1 x 2 x 1 are too many samples for one array")
        .hasMessageContaining("the limit is 4");
    limit("frames", 2);
    assertThatThrownBy(() -> bytes.read().pixelData())
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("(0028,0008) NumberOfFrames is 3, the limit is 2");
  }
}
