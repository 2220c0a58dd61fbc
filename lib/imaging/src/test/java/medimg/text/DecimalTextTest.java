package medimg.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "7",
        "+7",
        "-12",
        "0.168",
        ".5",
        "5.",
        "1e2",
        "-1.5E-3",
        "123456789012345",
        "0.1234567890123456",
        "3.14159265358979",
        "99999999999999999999",
        "0.30000000000000004"
      })
  void decimalTextIsTheNearestDouble(String text) {
    assertThat(DecimalText.parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", ".", "1.2.3", "12 3", "0x10", "NaN", "Infinity", "1d", "7\\8"})
  void everythingElseIsNoNumber(String text) {
    assertThat(DecimalText.parse(text)).isNaN();
  }
}
