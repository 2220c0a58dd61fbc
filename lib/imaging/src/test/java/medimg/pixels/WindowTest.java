package medimg.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.FaultKind;
import medimg.dicom.Warning;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import medimg.pixels.Window.Rule;
import org.junit.jupiter.api.Test;

/** From values to grey levels by width and level: PS3.3 section C.11.2.1.2 and fastai's rule. */
class WindowTest {
  private static Window window(double width, double level, Rule rule) {
    return new Window("", width, level, rule, "");
  }

  @Test
  void theStandardsExampleLinear2048And4096() {
    Window w = window(4096, 2048, Rule.LINEAR);
    assertThat(w.low()).isEqualTo(0);
    assertThat(w.high()).isEqualTo(4095);
    assertThat(w.apply(-1)).isEqualTo(0);
    assertThat(w.apply(0)).isEqualTo(0);
    assertThat(w.apply(1)).isCloseTo((1 - 2047.5) / 4095 + .5, within(1e-15));
    assertThat(w.apply(2047.5)).isEqualTo(.5);
    assertThat(w.apply(4094)).isCloseTo((4094 - 2047.5) / 4095 + .5, within(1e-15));
    assertThat(w.apply(4095)).isEqualTo(1);
    assertThat(w.apply(4096)).isEqualTo(1);
  }

  @Test
  void theStandardsExampleLinear2048And1IsAStepBelow2048() {
    Window w = window(1, 2048, Rule.LINEAR);
    assertThat(w.apply(2047)).isEqualTo(0);
    assertThat(w.apply(2047.5)).isEqualTo(0);
    assertThat(w.apply(2047.6)).isEqualTo(1);
    assertThat(w.apply(2048)).isEqualTo(1);
  }

  @Test
  void theStandardsExampleLinear0And100() {
    Window w = window(100, 0, Rule.LINEAR);
    assertThat(w.low()).isEqualTo(-50);
    assertThat(w.high()).isEqualTo(49);
    assertThat(w.apply(-50)).isEqualTo(0);
    assertThat(w.apply(-49)).isCloseTo(1 / 99.0, within(1e-15));
    assertThat(w.apply(0)).isCloseTo(.5 / 99 + .5, within(1e-15));
    assertThat(w.apply(49)).isEqualTo(1);
    assertThat(w.apply(50)).isEqualTo(1);
  }

  @Test
  void theStandardsExampleLinear0And1IsAStepBelow0() {
    Window w = window(1, 0, Rule.LINEAR);
    assertThat(w.apply(-1)).isEqualTo(0);
    assertThat(w.apply(-.5)).isEqualTo(0);
    assertThat(w.apply(0)).isEqualTo(1);
  }

  @Test
  void linearExactReachesHalfAWidthToBothSides() {
    Window w = window(100, 0, Rule.LINEAR_EXACT);
    assertThat(w.apply(-50)).isEqualTo(0);
    assertThat(w.apply(-49)).isCloseTo(.01, within(1e-15));
    assertThat(w.apply(0)).isEqualTo(.5);
    assertThat(w.apply(50)).isEqualTo(1);
    assertThat(window(.5, 0, Rule.LINEAR_EXACT).apply(.125)).isEqualTo(.75);
  }

  @Test
  void sigmoidIsHalfInTheMiddleAndNeverQuiteBlackOrWhite() {
    Window w = window(100, 10, Rule.SIGMOID);
    assertThat(w.apply(10)).isEqualTo(.5);
    assertThat(w.apply(60)).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-15));
    assertThat(w.apply(-40)).isCloseTo(1 / (1 + Math.exp(2)), within(1e-15));
    assertThat(w.low()).isEqualTo(-40);
    assertThat(w.high()).isEqualTo(60);
  }

  @Test
  void fastaisRuleRoundsHalfOfAnOddWidthDown() {
    Window odd = Window.of(375, 40);
    assertThat(odd.low()).isEqualTo(-147);
    assertThat(odd.high()).isEqualTo(227);
    assertThat(odd.apply(40)).isEqualTo(.5);
    assertThat(odd.apply(-146)).isCloseTo(1 / 374.0, within(1e-15));
  }

  @Test
  void fastaisRuleIsLinearExactForEvenWidths() {
    Window fastai = Window.of(80, 40);
    Window exact = fastai.by(Rule.LINEAR_EXACT);
    for (int v = -10; v < 90; v++) {
      assertThat(fastai.apply(v)).isEqualTo(exact.apply(v));
    }
  }

  /** fastai divides 0 by 0 there: every pixel is NaN. */
  @Test
  void fastaisRuleOfWidth1IsAStep() {
    Window w = Window.of(1, 40);
    assertThat(w.apply(39)).isEqualTo(0);
    assertThat(w.apply(40)).isEqualTo(0);
    assertThat(w.apply(41)).isEqualTo(1);
  }

  @Test
  void aPictureIsWindowedInDoublePrecisionAndKeptInSingle() {
    Pixels px = TestImage.row(0, 1, 2, 3, 4, 255).pixels().windowed(4, 2);
    assertThat(px.values()).containsExactly(0, .25f, .5f, .75f, 1, 1);
    assertThat(px.unit()).isEqualTo("grey level, 0 to 1");
    assertThat(px.isGreyLevel()).isTrue();
    assertThat(px.name()).endsWith(", w 4, l 2");
  }

  @Test
  void theShareInAWindowLeavesBothBordersOut() {
    Pixels px = TestImage.row(0, 1, 2, 3, 4, 5, 6, 7).pixels();
    assertThat(px.pctInWindow(Window.of(4, 3))).isEqualTo(3 / 8.0);
    assertThat(px.pctInWindow(Window.of(1, 3))).isEqualTo(0);
    // c - .5 - (w - 1) / 2 = 1 to 4
    assertThat(px.pctInWindow(window(4, 3, Rule.LINEAR))).isEqualTo(2 / 8.0);
    assertThat(px.pctInWindow(window(1, 3, Rule.LINEAR))).isEqualTo(0);
    assertThat(px.pctInWindow(window(3, 3, Rule.LINEAR_EXACT))).isEqualTo(3 / 8.0);
  }

  @Test
  void theShareInAWindowNeedsAValue() {
    Pixels nothing = Pixels.of(new float[] {Float.NaN}, 1, 1);
    assertThatThrownBy(() -> nothing.pctInWindow(Window.of(2, 1)))
        .isInstanceOf(DicomException.class)
        .hasMessage("own values: has no share in a window: all 1 pixels are padding or no number");
  }

  @Test
  void theElevenPresetsAreFastais() {
    assertThat(Window.PRESETS)
        .extracting(Window::toString)
        .containsExactly(
            "brain: w 80, l 40 HU",
            "subdural: w 254, l 100 HU",
            "stroke: w 8, l 32 HU",
            "brain_bone: w 2800, l 600 HU",
            "brain_soft: w 375, l 40 HU",
            "lungs: w 1500, l -600 HU",
            "mediastinum: w 350, l 50 HU",
            "abdomen_soft: w 400, l 50 HU",
            "liver: w 150, l 30 HU",
            "spine_soft: w 250, l 50 HU",
            "spine_bone: w 1800, l 400 HU");
  }

  @Test
  void aFileOffersItsWindowsByItsFunction() {
    Dicom dicom =
        TestImage.row(1)
            .ds(Tag.WindowCenter, "40\\-600")
            .ds(Tag.WindowWidth, "80\\1500.5")
            .with(Tag.WindowCenterWidthExplanation, VR.LO, "BRAIN \\ LUNG")
            .with(Tag.VOILUTFunction, VR.CS, "SIGMOID")
            .read();
    assertThat(Window.allOf(dicom))
        .containsExactly(
            new Window("BRAIN", 80, 40, Rule.SIGMOID, ""),
            new Window("LUNG", 1500.5, -600, Rule.SIGMOID, ""));
    assertThat(Window.of(dicom)).hasToString("BRAIN: w 80, l 40 (SIGMOID)");
  }

  @Test
  void withoutAFunctionAFileMeansLinear() {
    Dicom dicom =
        TestImage.row(1)
            .ds(Tag.WindowCenter, "40\\50\\60")
            .ds(Tag.WindowWidth, "80\\90\\100")
            .with(Tag.WindowCenterWidthExplanation, VR.LO, "ONLY ONE NAME")
            .read();
    assertThat(Window.allOf(dicom)).extracting(Window::rule).containsOnly(Rule.LINEAR);
    assertThat(Window.allOf(dicom))
        .extracting(Window::name)
        .containsExactly("ONLY ONE NAME", "", "");
    assertThat(
            Window.of(
                    TestImage.row(1)
                        .ds(Tag.WindowCenter, "0")
                        .ds(Tag.WindowWidth, ".5")
                        .with(Tag.VOILUTFunction, VR.CS, "LINEAR_EXACT")
                        .read())
                .rule())
        .isEqualTo(Rule.LINEAR_EXACT);
  }

  @Test
  void noWindowIsAnEmptyListAndAskingForOneSaysSo() {
    for (Dicom dicom :
        new Dicom[] {
          TestImage.row(1).read(),
          TestImage.row(1).ds(Tag.WindowCenter, "").ds(Tag.WindowWidth, "").read()
        }) {
      assertThat(Window.allOf(dicom)).isEmpty();
      assertThatThrownBy(() -> Window.of(dicom))
          .isInstanceOf(DicomException.class)
          .hasMessage(
              dicom.name()
                  + ": has no (0028,1050) WindowCenter and (0028,1051) WindowWidth; choose a window,"
                  + " such as Window.of(width, level)");
    }
  }

  @Test
  void ofCentresAndWidthsThatDifferInNumberThePairsCountAndAWarningSaysSo() {
    Dicom dicom =
        TestImage.row(1).ds(Tag.WindowCenter, "40\\-600").ds(Tag.WindowWidth, "80").read();
    assertThat(Window.allOf(dicom)).hasSize(1);
    assertThat(Window.of(dicom).level()).isEqualTo(40);
    assertThat(Window.of(dicom).width()).isEqualTo(80);
    assertThat(dicom.warnings())
        .contains(
            new Warning(
                FaultKind.WINDOW,
                Tag.WindowCenter,
                "(0028,1050) WindowCenter has 2 values and (0028,1051) WindowWidth 1 value, must"
                    + " have as many"));
  }

  @Test
  void centresWithoutAnyWidthAreNoWindow() {
    Dicom dicom = TestImage.row(1).ds(Tag.WindowCenter, "40").read();
    assertThatThrownBy(() -> Window.allOf(dicom))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            dicom.name()
                + ": (0028,1050) WindowCenter has 1 values and (0028,1051) WindowWidth 0; they must"
                + " pair");
  }

  @Test
  void anUnknownFunctionIsRefused() {
    Dicom dicom = TestImage.row(1).with(Tag.VOILUTFunction, VR.CS, "CUBIC").read();
    assertThatThrownBy(() -> Window.allOf(dicom))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            dicom.name()
                + ": (0028,1056) VOILUTFunction is CUBIC, must be LINEAR, LINEAR_EXACT or SIGMOID"
                + " (PS3.3 section C.11.2.1.3)");
  }

  @Test
  void eachRuleHasItsLeastWidth() {
    Dicom dicom = TestImage.row(1).ds(Tag.WindowCenter, "0").ds(Tag.WindowWidth, ".5").read();
    assertThatThrownBy(() -> Window.of(dicom))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            dicom.name()
                + ": (0028,1051) WindowWidth is 0.5, must be at least 1 (PS3.3 section"
                + " C.11.2.1.2)");
    for (Rule rule : new Rule[] {Rule.FASTAI, Rule.LINEAR_EXACT, Rule.SIGMOID}) {
      assertThat(window(.5, 0, rule).width()).isEqualTo(.5);
      assertThatThrownBy(() -> window(0, 0, rule))
          .isInstanceOf(DicomException.class)
          .hasMessage(
              "(0028,1051) WindowWidth is 0, must be greater than 0 (PS3.3 section C.11.2.1.2)");
    }
    assertThatThrownBy(() -> TestImage.row(1).pixels().windowed(-5, 0))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "(0028,1051) WindowWidth is -5, must be greater than 0 (PS3.3 section C.11.2.1.2)");
    assertThatThrownBy(() -> Window.of(Double.NaN, 0))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "(0028,1051) WindowWidth is NaN, must be greater than 0 (PS3.3 section C.11.2.1.2)");
    assertThatThrownBy(() -> Window.of(1, Double.POSITIVE_INFINITY))
        .isInstanceOf(DicomException.class)
        .hasMessage("(0028,1050) WindowCenter is Infinity, must be a number");
  }

  @Test
  void windowsInHounsfieldUnitsOnOtherUnitsAreRemarkedOnOnceAUnit() {
    // Once for each unit in the life of the program, so the unit is one that no other test has.
    Pixels px =
        TestImage.row(1, 2)
            .ds(Tag.RescaleSlope, "1")
            .ds(Tag.RescaleIntercept, "0")
            .with(Tag.RescaleType, VR.LO, "WINDOWTEST")
            .pixels()
            .scaled();
    PrintStream before = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      px.windowed(Window.of(80, 40));
      assertThat(told.size()).isZero();
      px.windowed(Window.LUNGS);
      px.windowed(Window.BRAIN);
      px.pctInWindow(Window.BRAIN);
    } finally {
      System.setErr(before);
    }
    assertThat(told.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo(
            px.name()
                + ": the window lungs: w 1500, l -600 HU is meant for Hounsfield units, but these"
                + " pixels are WINDOWTEST: the result is about grey levels, not tissue");
  }
}
