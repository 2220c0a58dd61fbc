package medimg.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What PS3.5 section 10 and annex A say of each transfer syntax. */
class TransferSyntaxTest {
  private static final String COMPRESSED = "1.2.840.10008.1.2.4.";

  static Stream<TransferSyntax> jpegAndVideo() {
    return Stream.of(
            "50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 70 80 81 90 91 92 93 94 95 100"
                + " 100.1 101 101.1 102 102.1 103 103.1 104 104.1 105 105.1 106 106.1 107 108 110 111"
                + " 112 201 202 203 204 205")
        .flatMap(all -> Stream.of(all.split(" ")))
        .map(end -> TransferSyntax.of(COMPRESSED + end));
  }

  private static final Set<String> LOSS_LEFT_OPEN =
      Set.of("91", "93", "94", "95", "112", "203", "204", "205");

  @ParameterizedTest
  @MethodSource("jpegAndVideo")
  void lossIsToldAsTheNameTellsIt(TransferSyntax syntax) {
    assertThat(syntax.name()).isNotEqualTo(syntax.uid());
    boolean without = syntax.name().contains("Lossless") && !syntax.name().contains("Near");
    boolean open = LOSS_LEFT_OPEN.contains(syntax.uid().substring(COMPRESSED.length()));
    assertThat(syntax.lossy()).isEqualTo(!without && !open);
    assertThat(syntax.mayBeLossy()).isEqualTo(!without);
  }

  @ParameterizedTest
  @MethodSource("others")
  void allOthersKeepEachValue(TransferSyntax syntax) {
    assertThat(syntax.lossy()).isFalse();
    assertThat(syntax.mayBeLossy()).isFalse();
  }

  static Stream<TransferSyntax> others() {
    return Stream.of(
        TransferSyntax.IMPLICIT_LITTLE,
        TransferSyntax.EXPLICIT_LITTLE,
        TransferSyntax.DEFLATED,
        TransferSyntax.EXPLICIT_BIG,
        TransferSyntax.RLE,
        TransferSyntax.of("1.2.840.10008.1.2.8.1"),
        TransferSyntax.of("1.2.840.10008.1.2.1.98"),
        TransferSyntax.of("1.2.840.10008.1.2.7.1"));
  }
}
