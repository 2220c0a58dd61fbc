package medimg.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One line about an image: what the header says, and nothing that identifies. */
class ImageSummaryTest {
  @Test
  void whatTheHeaderSaysIsToldInWordsAndNames() {
    byte[] file =
        TinyDicom.of(
            "00080060CS=CR",
            "00100010PN=Doe^Jane",
            "00100040CS=F",
            "00101010AS=061Y",
            "00180015CS=CHEST",
            "00185101CS=PA");
    assertThat(ImageSummary.of(Dicom.read(file)))
        .hasToString("modality CR, body part chest, view PA, age 61 years, sex F");
  }

  @Test
  void anAgeThatBreaksItsFormIsToldAsItStands() {
    assertThat(ImageSummary.of(Dicom.read(TinyDicom.of("00101010AS=21"))).facts())
        .containsEntry("age", "21 (not of the form 061Y)");
  }

  @Test
  void aHeaderThatSaysNothingHasNoFacts() {
    assertThat(ImageSummary.of(Dicom.read(TinyDicom.of("00080060CS="))).facts()).isEmpty();
  }
}
