package medimg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.TinyDicom;
import org.junit.jupiter.api.Test;

/** What a notebook says it checks: of the samples it must hold, other files are free to differ. */
class ClaimTest {
  private static final Dicom SAMPLE =
      Dicom.read(
          TinyDicom.of(
              "0008001CCS=YES",
              "00204000LT=Computed phantom, synthetic: not an image of a patient"));
  private static final Dicom OTHER = Dicom.read(TinyDicom.of("0008001CCS=YES"));

  @Test
  void aClaimThatHoldsIsMarked() {
    assertThat(Claim.about("air is dark", true, SAMPLE)).hasToString("\u2713 air is dark");
  }

  @Test
  void aClaimAboutSamplesMustHold() {
    assertThatThrownBy(() -> Claim.about("air is bright", false, SAMPLE))
        .isInstanceOf(DicomException.class)
        .hasMessage("this does not hold, though the text says so: air is bright");
  }

  @Test
  void aClaimAboutOtherFilesMayFailAndSaysSo() {
    assertThat(Claim.about("air is bright", false, SAMPLE, OTHER))
        .hasToString("\u2717 not so in your files: air is bright");
  }

  @Test
  void aClaimOfAnyDataMustHold() {
    assertThatThrownBy(() -> Claim.that("one is more than two", 1 > 2))
        .isInstanceOf(DicomException.class);
  }
}
