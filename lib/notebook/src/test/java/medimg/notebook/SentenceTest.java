package medimg.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentenceTest {
  @Test
  void aDicomExceptionIsItsMessage() {
    assertThat(Sentence.of("medimg.dicom.DicomException: a.dcm: is empty"))
        .isEqualTo("a.dcm: is empty");
    assertThat(
            Sentence.of(
                "medimg.dicom.DicomException: a.dcm: is\nempty\n\tat medimg.dicom.X.y(X.java:1)\n"
                    + "Caused by: java.io.IOException: z\n\tat .(#1:1)\n"))
        .isEqualTo("a.dcm: is\nempty");
  }

  @Test
  void anEvalExceptionIsItsMessage() {
    assertThat(Sentence.of("medimg.eval.EvalException: prevalence is 2.0, must be below 1"))
        .isEqualTo("prevalence is 2.0, must be below 1");
  }

  @Test
  void soIsAWrongArgumentAndWhateverElseTheLibraryThrows() {
    assertThat(Sentence.of("medimg.dictionary.ArgumentException: width is 0, must be above 0"))
        .isEqualTo("width is 0, must be above 0");
    assertThat(Sentence.of("medimg.samples.DownloadException: no answer")).isEqualTo("no answer");
  }

  @Test
  void inIJavaAnExceptionWithoutFramesIsOurs() {
    assertThat(Sentence.of("jdk.jshell.EvalException: a.dcm: is empty\n"))
        .isEqualTo("a.dcm: is empty");
    String other = "jdk.jshell.EvalException: x\n\tat .(#29:1)\n";
    assertThat(Sentence.of(other)).isEqualTo(other);
  }

  @Test
  void everyOtherErrorIsLeftAsItIs() {
    String trace = "java.lang.NullPointerException: x\n\tat .(#29:1)\n";
    assertThat(Sentence.of(trace)).isEqualTo(trace);
    assertThat(Sentence.of("\tat medimg.dicom.DicomException.x")).startsWith("\tat");
  }
}
