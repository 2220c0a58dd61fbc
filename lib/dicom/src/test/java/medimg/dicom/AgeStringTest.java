package medimg.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ages of headers, PS3.5 section 6.2. */
class AgeStringTest {
  @ParameterizedTest
  @CsvSource({
    "062Y, 62, 62 years",
    "018M, 1.5, 18 months",
    "'018M ', 1.5, 18 months",
    "052W, 0.99658, 52 weeks",
    "000D, 0, 0 days",
    "999D, 2.73511, 999 days"
  })
  void threeDigitsAndAUnitAreAnAge(String text, double years, String words) {
    AgeString age = AgeString.of(text).orElseThrow();
    assertThat(age.years()).isCloseTo(years, within(1e-5));
    assertThat(age).hasToString(words);
    assertThat(AgeString.tolerant(text)).contains(age);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "21", "21Y", "0021Y", "021", "021y", "021 Y", "-01Y", "Y"})
  void anythingElseIsNone(String text) {
    assertThat(AgeString.of(text)).isEmpty();
  }

  @Test
  void thoseWhoTolerateMoreTakeYearsForGranted() {
    assertThat(AgeString.tolerant("21")).contains(new AgeString(21, AgeString.Unit.YEARS));
    assertThat(AgeString.tolerant("5M")).contains(new AgeString(5, AgeString.Unit.MONTHS));
    assertThat(AgeString.tolerant("1234")).isEmpty();
    assertThat(AgeString.tolerant("21y")).isEmpty();
    assertThat(AgeString.tolerant("")).isEmpty();
  }
}
