package medimg.dicom;

import static medimg.dicom.TransferSyntax.EXPLICIT_BIG;
import static medimg.dicom.TransferSyntax.EXPLICIT_LITTLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import medimg.TestFiles;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stored values, frame by frame and all at once, and what is said when they cannot be had. */
class PixelDataTest {
  private static long[] values(StoredValues stored) {
    long[] out = new long[stored.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = stored.integer(i);
    }
    return out;
  }

  private static byte[] bytes(int... values) {
    byte[] out = new byte[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) values[i];
    }
    return out;
  }

  @Test
  void eachFrameAloneEqualsItsPartOfAll() {
    for (String name :
        new String[] {"SC_rgb_rle_16bit_2frame.dcm", "rtdose.dcm", "rtdose_expb.dcm"}) {
      PixelData data = Dicom.read(TestFiles.pydicom(name)).pixelData();
      long[] all = values(data.all());
      int size = (int) data.layout().frameSize();
      assertThat(data.layout().frames()).isGreaterThan(1);
      for (int frame = 0; frame < data.layout().frames(); frame++) {
        assertThat(values(data.frame(frame)))
            .as(name + " frame " + frame)
            .isEqualTo(Arrays.copyOfRange(all, frame * size, (frame + 1) * size));
      }
    }
  }

  /** The file is sparse: three thousand frames of a megabyte, of which two bytes are written. */
  @Test
  void aLateFrameIsReadFromAFileLargerThanTheMemory(@TempDir Path folder) throws Exception {
    int frames = 3000;
    int side = 1024;
    long most = Runtime.getRuntime().maxMemory();
    long length = (long) frames * side * side;
    assumeThat(length).as("the file against the memory of %d bytes", most).isGreaterThan(most);
    byte[] header =
        DicomBytes.grey8(EXPLICIT_LITTLE, side, side)
            .text(Tag.NumberOfFrames, VR.IS, Integer.toString(frames))
            .element(Tag.PixelData, VR.OB, new byte[0], (int) length)
            .bytes();
    Path file = folder.resolve("long.dcm");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(header);
      out.setLength(header.length + length);
      out.seek(header.length + length - 1);
      out.write(7);
      out.seek(header.length + length - (long) side * side);
      out.write(5);
    }
    StoredValues last = Dicom.read(file).pixelData().frame(frames - 1);
    assertThat(last.size()).isEqualTo(side * side);
    assertThat(last.integer(0)).isEqualTo(5);
    assertThat(last.integer(side * side - 1)).isEqualTo(7);
  }

  @Test
  void oneBitPixelsStartAtTheLowestBitAndFramesFollowWithoutAGap() {
    PixelData data =
        DicomBytes.image(EXPLICIT_LITTLE, 1, 3, 1, 1, "MONOCHROME2")
            .text(Tag.NumberOfFrames, VR.IS, "2")
            .element(Tag.PixelData, VR.OB, bytes(0b101_011, 0))
            .read()
            .pixelData();
    assertThat(values(data.frame(0))).containsExactly(1, 1, 0);
    assertThat(values(data.frame(1))).containsExactly(1, 0, 1);
  }

  @Test
  void bitsAboveBitsStoredAreDroppedAndTheSignExtended() {
    PixelData data =
        DicomBytes.file(EXPLICIT_LITTLE)
            .us(Tag.SamplesPerPixel, 1)
            .us(Tag.Rows, 1)
            .us(Tag.Columns, 2)
            .us(Tag.BitsAllocated, 16)
            .us(Tag.BitsStored, 12)
            .us(Tag.HighBit, 11)
            .us(Tag.PixelRepresentation, 1)
            .element(Tag.PixelData, VR.OW, bytes(0xFF, 0x7F, 0x01, 0xF0))
            .read()
            .pixelData();
    assertThat(values(data.all())).containsExactly(-1, 1);
  }

  @Test
  void bigEndianWordsOfEightBitPixelsAreSwappedWithOddLengthToo() {
    PixelData data =
        DicomBytes.grey8(EXPLICIT_BIG, 1, 3)
            .element(Tag.PixelData, VR.OW, bytes(2, 1, 0, 3))
            .read()
            .pixelData();
    assertThat(values(data.all())).containsExactly(1, 2, 3);
  }

  @Test
  void planesOfColourBecomePixelsOfThree() {
    PixelData data =
        DicomBytes.image(EXPLICIT_LITTLE, 1, 2, 3, 8, "RGB")
            .us(Tag.PlanarConfiguration, 1)
            .element(Tag.PixelData, VR.OB, bytes(1, 2, 3, 4, 5, 6))
            .read()
            .pixelData();
    assertThat(values(data.all())).containsExactly(1, 3, 5, 2, 4, 6);
  }

  @Test
  void tooFewPixelBytesNameWhatIsThereAndWhatIsNeeded() {
    PixelData data =
        DicomBytes.grey8(EXPLICIT_LITTLE, 4, 4)
            .element(Tag.PixelData, VR.OW, new byte[10])
            .read()
            .pixelData();
    assertThatThrownBy(data::all)
        .isInstanceOf(DicomException.class)
        .hasMessageContaining(
            "(7FE0,0010) PixelData holds 10 bytes, must be 16 (1 x 4 x 4 x 1 samples of 8 bit)");
  }

  @Test
  void aFrameThatIsNotThereIsRefusedWithTheirNumber() {
    PixelData data = Dicom.read(TestFiles.pydicom("CT_small.dcm")).pixelData();
    assertThatThrownBy(() -> data.frame(1))
        .isInstanceOf(DicomException.class)
        .hasMessage("CT_small.dcm: there is no frame 1: the file has 1 (0 to 0)");
  }

  @Test
  void progressiveTwelveBitJpegIsRefusedAndNotReadAsAnotherProcess() throws Exception {
    byte[] file = Files.readAllBytes(TestFiles.pydicom("JPGExtended.dcm"));
    int at = 0;
    while (file[at] != -1 || file[at + 1] != (byte) 0xC1) {
      at++;
    }
    file[at + 1] = (byte) 0xC2;
    PixelData data = Dicom.read(file).pixelData();
    assertThatThrownBy(data::all)
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("a JPEG frame has 12-bit samples in process SOF2");
  }

  @Test
  void aDamagedRleSegmentIsNamed() {
    byte[] frame = new byte[66];
    frame[0] = 1;
    frame[4] = 64;
    frame[64] = -1; // repeat the next byte twice
    frame[65] = 9;
    PixelData data = DicomBytes.grey8(TransferSyntax.RLE, 2, 2).fragments(frame).read().pixelData();
    assertThatThrownBy(data::all)
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("RLE segment 0 ends after 2 of 4 bytes");
  }

  @Test
  void aHeaderThatPromisesMoreThanTheBytesCanHoldTakesNoMemory() {
    PixelData data =
        DicomBytes.grey8(TransferSyntax.RLE, 20_000, 20_000)
            .fragments(new byte[66])
            .read()
            .pixelData();
    assertThatThrownBy(data::all)
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("66 compressed bytes cannot hold 400000000 samples");
  }

  @Test
  void aHeaderThatPromisesMoreThanTheLimitTakesNoMemory() {
    PixelData data =
        DicomBytes.grey8(TransferSyntax.RLE, 40_000, 40_000)
            .fragments(new byte[66])
            .read()
            .pixelData();
    assertThatThrownBy(data::all)
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("a frame of 40000 x 40000 x 1 are too many samples for one array")
        .hasMessageContaining("the limit is 536870912; if the file is sound, raise it with");
  }

  @Test
  void rowsOfZeroBreakARule() {
    Dicom dicom =
        DicomBytes.grey8(EXPLICIT_LITTLE, 0, 4).element(Tag.PixelData, VR.OW, new byte[2]).read();
    assertThatThrownBy(dicom::pixelData)
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("(0028,0010) Rows is 0, must be at least 1");
  }

  @Test
  void theEncodedBytesAreThereToBeShown() {
    PixelData data = Dicom.read(TestFiles.pydicom("SC_rgb_jpeg_dcmtk.dcm")).pixelData();
    assertThat(data.firstBytes(2)).isEqualTo(bytes(0xFF, 0xD8));
    assertThat(data.storedBytes()).isLessThan(100 * 100 * 3);
  }
}
