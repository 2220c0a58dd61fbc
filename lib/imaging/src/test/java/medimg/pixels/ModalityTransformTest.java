package medimg.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import medimg.TestFiles;
import medimg.dicom.Dicom;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stored values mean: slope and intercept, a table, and their unit (PS3.3 section C.11.1). */
class ModalityTransformTest {
  private static byte[] words(int... values) {
    ByteBuffer b = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int v : values) {
      b.putShort((short) v);
    }
    return b.array();
  }

  private static DicomBytes table(VR vr, int count, int first, int bits, byte[] data) {
    return DicomBytes.bare(true)
        .element(Tag.LUTDescriptor, vr, words(count, first, bits))
        .element(Tag.LUTData, VR.OW, data);
  }

  @Test
  void slopeAndInterceptMakeValues() {
    Pixels px =
        TestImage.row(16, true, -2, 0, 3)
            .ds(Tag.RescaleSlope, "2.5")
            .ds(Tag.RescaleIntercept, "-1024")
            .pixels();
    assertThat(px.values()).containsExactly(-2, 0, 3);
    assertThat(px.scaled().values()).containsExactly(-1029, -1024, -1016.5f);
    assertThat(px.modality()).isEqualTo(new Rescale(2.5, -1024));
    assertThat(px.modality()).hasToString("2.5 x stored value - 1024");
  }

  @Test
  void aNegativeSlopeTurnsTheOrder() {
    Pixels px =
        TestImage.row(0, 1, 2, 2)
            .ds(Tag.RescaleSlope, "-1")
            .ds(Tag.RescaleIntercept, "10")
            .pixels();
    Pixels scaled = px.scaled();
    assertThat(scaled.values()).containsExactly(10, 9, 8, 8);
    assertThat(scaled.min()).isEqualTo(8);
    assertThat(scaled.max()).isEqualTo(10);
    assertThat(scaled.quantile(.25)).isEqualTo(8);
    assertThat(scaled.histogram(2).counts()).containsExactly(2, 2);
    assertThat(scaled.linear().values()).containsExactly(1, .5f, 0, 0);
    assertThat(scaled.modality()).hasToString("-1 x stored value + 10");
  }

  @Test
  void withoutATransformNumbersAndUnitStay() {
    Pixels px = TestImage.row(1, 2).pixels();
    assertThat(px.modality()).isEqualTo(Rescale.IDENTITY);
    assertThat(px.scaled().values()).containsExactly(1, 2);
    assertThat(px.scaled().unit()).isEqualTo("stored values");
  }

  @Test
  void aTransformWithoutUnitIsAppliedOnce() {
    Pixels px = TestImage.row(1, 2).ds(Tag.RescaleSlope, "2").pixels().scaled();
    assertThat(px.unit()).isEqualTo("unspecified units");
    assertThatThrownBy(px::scaled)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            px.name()
                + ": the values are in unspecified units already; scaled() takes stored values");
  }

  @Test
  void aSlopeOfZeroIsRefused() {
    Dicom dicom = TestImage.row(1).ds(Tag.RescaleSlope, "0").ds(Tag.RescaleIntercept, "1").read();
    assertThatThrownBy(() -> Pixels.of(dicom))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            dicom.name()
                + ": (0028,1053) RescaleSlope is 0, must be a number other than 0 (PS3.3 section"
                + " C.11.1.1.2)");
  }

  @Test
  void anInterceptThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> new Rescale(1, Double.NaN))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            "(0028,1052) RescaleIntercept is NaN, must be a number (PS3.3 section C.11.1.1.2)");
    Dicom dicom = TestImage.row(1).ds(Tag.RescaleIntercept, "1,5").read();
    assertThatThrownBy(() -> Pixels.of(dicom))
        .isInstanceOf(DicomException.class)
        .hasMessage(dicom.name() + ": (0028,1052) RescaleIntercept is \"1,5\", which is no number");
  }

  @Test
  void aTableIsClampedAtBothEnds() {
    Pixels px =
        TestImage.row(0, 9, 10, 11, 12, 13, 255)
            .table(table(VR.US, 3, 10, 16, words(100, 200, 65535)))
            .pixels();
    assertThat(px.scaled().values()).containsExactly(100, 100, 100, 200, 65535, 65535, 65535);
    assertThat(px.modality()).hasToString("look-up table of 3 entries from stored value 10");
  }

  @Test
  void aTableOfSignedPixelsMayBeginBelowZero() {
    for (VR vr : new VR[] {VR.SS, VR.US}) {
      Pixels px =
          TestImage.row(16, true, -5, -2, -1, 0, 5)
              .table(table(vr, 3, -2, 16, words(7, 8, 9)))
              .pixels();
      assertThat(px.scaled().values()).containsExactly(7, 7, 8, 9, 9);
    }
  }

  @Test
  void aTableOfUnsignedPixelsMayBeginAbove32767() {
    Pixels px =
        TestImage.row(16, false, 0, 40000, 40001, 65535)
            .table(table(VR.SS, 2, 40000, 16, words(7, 8)))
            .pixels();
    assertThat(px.scaled().values()).containsExactly(7, 7, 8, 8);
  }

  @Test
  void entriesOfEightBitMayTakeOneByteOrTwo() {
    byte[] narrow = {5, (byte) 250, 7, 0};
    Pixels px = TestImage.row(0, 1, 2).table(table(VR.US, 3, 0, 8, narrow)).pixels();
    assertThat(px.scaled().values()).containsExactly(5, 250, 7);
    Pixels wide = TestImage.row(0, 1, 2).table(table(VR.US, 3, 0, 8, words(5, 250, 7))).pixels();
    assertThat(wide.scaled().values()).containsExactly(5, 250, 7);
  }

  @Test
  void noEntriesMean65536() {
    int[] entries = new int[1 << 16];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = entries.length - 1 - i;
    }
    Pixels px =
        TestImage.row(16, false, 0, 1, 65535)
            .table(table(VR.US, 0, 0, 16, words(entries)))
            .pixels();
    assertThat(px.scaled().values()).containsExactly(65535, 65534, 0);
    assertThat(((LookupTable) px.modality()).entries()).hasSize(65536);
  }

  @Test
  void theTableComesBeforeSlopeAndIntercept() {
    Pixels px =
        TestImage.row(0, 1)
            .ds(Tag.RescaleSlope, "3")
            .ds(Tag.RescaleIntercept, "1")
            .table(
                table(VR.US, 2, 0, 16, words(50, 60))
                    .text(Tag.LUTExplanation, VR.LO, "film")
                    .text(Tag.ModalityLUTType, VR.LO, "OD"))
            .pixels();
    assertThat(px.scaled().values()).containsExactly(50, 60);
    assertThat(px.scaled().unit()).isEqualTo("OD");
    assertThat(px.modality()).hasToString("look-up table of 2 entries from stored value 0 (film)");
  }

  @Test
  void aTableThatFallsOrRepeatsIsCountedByItsResults() {
    Pixels px =
        TestImage.row(0, 1, 2, 3, 3)
            .table(table(VR.US, 4, 0, 16, words(9, 1, 9, 5)))
            .pixels()
            .scaled();
    assertThat(px.min()).isEqualTo(1);
    assertThat(px.max()).isEqualTo(9);
    assertThat(px.shareUpTo(5)).isEqualTo(.6);
    assertThat(px.freqHistBins(5).breaks()).containsExactly(1, 5, 9);
  }

  @Test
  void brokenTablesAreRefused() {
    Dicom cut = TestImage.row(1).table(table(VR.US, 3, 0, 16, words(1, 2))).read();
    assertThatThrownBy(() -> Pixels.of(cut))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            cut.name()
                + ": (0028,3006) LUTData holds 4 bytes, must be 3 entries of 16 bit ((0028,3002)"
                + " LUTDescriptor)");
    Dicom narrow = TestImage.row(1).table(table(VR.US, 5, 0, 8, words(1, 2))).read();
    assertThatThrownBy(() -> Pixels.of(narrow))
        .isInstanceOf(DicomException.class)
        .hasMessage(
            narrow.name()
                + ": (0028,3006) LUTData holds 4 bytes, must be 5 entries of 8 bit ((0028,3002)"
                + " LUTDescriptor)");
    Dicom two =
        TestImage.row(1)
            .table(
                DicomBytes.bare(true)
                    .element(Tag.LUTDescriptor, VR.US, words(1, 0))
                    .element(Tag.LUTData, VR.OW, words(1)))
            .read();
    assertThatThrownBy(() -> Pixels.of(two))
        .isInstanceOf(DicomException.class)
        .hasMessage(two.name() + ": (0028,3002) LUTDescriptor has 2 values, must be 3");
    assertThatThrownBy(() -> new LookupTable(0, new double[0], ""))
        .isInstanceOf(DicomException.class)
        .hasMessage("a look-up table without entries was asked for, must be at least 1");
  }

  /** Truth: pydicom's apply_modality_lut. */
  @Test
  void aRealTableHasPydicomsValues() {
    Pixels px =
        Pixels.of(Dicom.read(TestFiles.shared("dicom/files/pydicom-data/data__mlut_18.dcm")));
    Pixels scaled = px.scaled();
    assertThat(px.min()).isEqualTo(-2048);
    assertThat(scaled.min()).isEqualTo(0);
    assertThat(scaled.max()).isEqualTo(65535);
    assertThat(scaled.at(200, 200)).isEqualTo(26214);
  }

  private static String unit(String modality, String... more) {
    TestImage image = TestImage.row(1).with(Tag.Modality, VR.CS, modality);
    for (String m : more) {
      String[] pair = m.split("=");
      image.with(Tag.of(pair[0]), pair[0].equals("ImageType") ? VR.CS : VR.LO, pair[1]);
    }
    return image.pixels().scaled().unit();
  }

  @Test
  void ctIsInHounsfieldUnitsIfItIsRescaledAndNoLocalizer() {
    assertThat(unit("CT", "RescaleSlope=1", "RescaleIntercept=0")).isEqualTo("HU");
    assertThat(unit("CT", "RescaleSlope=1", "RescaleIntercept=-1024", "RescaleType=HU"))
        .isEqualTo("HU");
    assertThat(unit("CT", "RescaleIntercept=-1024")).isEqualTo("HU");
    assertThat(unit("CT", "RescaleSlope=1", "ImageType=ORIGINAL\\PRIMARY\\AXIAL")).isEqualTo("HU");
    assertThat(unit("CT", "RescaleSlope=1", "ImageType=ORIGINAL\\PRIMARY\\LOCALIZER"))
        .isEqualTo("stored values");
    assertThat(unit("CT", "RescaleIntercept=-1024", "ImageType=ORIGINAL\\PRIMARY\\LOCALIZER"))
        .isEqualTo("unspecified units");
    assertThat(unit("CT")).isEqualTo("stored values");
    assertThat(unit("CT", "RescaleSlope=1", "RescaleType=US")).isEqualTo("unspecified units");
    assertThat(unit("CT", "RescaleSlope=1", "RescaleType=HU_MOD")).isEqualTo("HU_MOD");
  }

  @Test
  void otherModalitiesAreInWhatTheFileSays() {
    assertThat(unit("CR", "RescaleSlope=1", "RescaleType=OD")).isEqualTo("OD");
    assertThat(unit("DX", "RescaleSlope=1", "RescaleType=US")).isEqualTo("unspecified units");
    assertThat(unit("MR", "RescaleSlope=2", "RescaleType=HU")).isEqualTo("unspecified units");
    assertThat(unit("MR", "RescaleSlope=2")).isEqualTo("unspecified units");
    assertThat(unit("MR")).isEqualTo("stored values");
    assertThat(unit("PT", "RescaleSlope=2.5", "Units=BQML")).isEqualTo("BQML");
  }

  /** (0028,1054) is free text of a file: no value of it passes for a state of ours. */
  @ParameterizedTest
  @ValueSource(strings = {"stored values", "grey level, 0 to 1", "HU", "values"})
  void noRescaleTypeForgesHowFarTheNumbersHaveCome(String type) {
    Pixels scaled =
        TestImage.row(1, 2)
            .ds(Tag.RescaleSlope, "2")
            .ds(Tag.RescaleIntercept, "3")
            .with(Tag.RescaleType, VR.LO, type)
            .pixels()
            .scaled();
    assertThat(scaled.stage()).isEqualTo(Stage.MODALITY);
    assertThat(scaled.isGreyLevel()).isFalse();
    assertThat(scaled.values()).containsExactly(5, 7);
    assertThatThrownBy(scaled::scaled)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(" already; scaled() takes stored values");
    // 5 of a window from 5 to 7 is black, however often one asks.
    assertThat(scaled.windowed(2, 6).values()).containsExactly(0, 1);
  }
}
