package medimg.dicom;

import static medimg.dicom.TransferSyntax.EXPLICIT_LITTLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of fault is told by its kind and tag, whatever the sentence says. */
class FaultKindTest {
  private static final int PATIENT_AGE = Tag.PatientAge;

  @TempDir private static Path folder;

  private static DicomBytes file() {
    return DicomBytes.file(EXPLICIT_LITTLE);
  }

  private static DicomBytes grey() {
    return DicomBytes.grey8(EXPLICIT_LITTLE, 2, 2);
  }

  private static byte[] withoutEnd(DicomBytes file, int bytes) {
    return Arrays.copyOf(file.bytes(), file.bytes().length - bytes);
  }

  static Stream<Arguments> warned() {
    byte[] whole = file().us(Tag.Rows, 4).bytes();
    byte[] meta = whole.clone();
    meta[140]++;
    byte[] fragments = withoutEnd(grey().fragments(new byte[] {1, 2}), 8);
    byte[] pixels = withoutEnd(grey().element(Tag.PixelData, VR.OB, new byte[] {1, 2, 3, 4}), 2);
    return Stream.of(
        arguments(FaultKind.PREAMBLE, 0, Arrays.copyOfRange(whole, 128, whole.length)),
        arguments(FaultKind.META, Tag.FileMetaInformationGroupLength, meta),
        arguments(
            FaultKind.TRANSFER_SYNTAX,
            Tag.TransferSyntaxUID,
            DicomBytes.bare(true)
                .text(Tag.Modality, VR.CS, "CT")
                .text(PATIENT_AGE, VR.AS, "021Y")
                .bytes()),
        arguments(
            FaultKind.TRANSFER_SYNTAX, Tag.PixelData, grey().fragments(new byte[] {1, 2}).bytes()),
        arguments(FaultKind.CUT, Tag.Rows, Arrays.copyOf(whole, whole.length - 1)),
        arguments(FaultKind.PIXELS_CUT, Tag.PixelData, pixels),
        arguments(FaultKind.TRAILING_BYTES, 0, file().us(Tag.Rows, 4).raw(1, 2, 3).bytes()),
        arguments(FaultKind.ITEMS, 0, file().raw(0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0).bytes()),
        arguments(FaultKind.FRAGMENTS, Tag.PixelData, fragments),
        arguments(FaultKind.VR, Tag.Rows, file().text(Tag.Rows, VR.IS, "4").bytes()),
        arguments(
            FaultKind.LENGTH,
            Tag.StudyDescription,
            file().element(Tag.StudyDescription, VR.LO, new byte[] {'a'}).bytes()),
        arguments(
            FaultKind.CHARACTER_SET,
            Tag.SpecificCharacterSet,
            file().text(Tag.SpecificCharacterSet, VR.CS, "KLINGON").bytes()),
        arguments(FaultKind.VALUE, PATIENT_AGE, file().text(PATIENT_AGE, VR.AS, "21").bytes()),
        arguments(
            FaultKind.WINDOW,
            Tag.WindowCenter,
            file().text(Tag.WindowCenter, VR.DS, "40\\60").bytes()));
  }

  @ParameterizedTest
  @MethodSource("warned")
  void whatCouldBeReadIsWarnedOf(FaultKind kind, int tag, byte[] bytes) {
    Dicom dicom = Dicom.read(bytes);
    assertThat(dicom.warnings()).extracting(Warning::kind, Warning::tag).contains(tuple(kind, tag));
    DicomException e =
        catchThrowableOfType(DicomException.class, () -> Dicom.readStrict(written(bytes)));
    assertThat(e.kind()).isEqualTo(dicom.warnings().get(0).kind());
    assertThat(e.tag()).isEqualTo(dicom.warnings().get(0).tag());
  }

  private static Path written(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("warned.dcm"), bytes);
  }

  static Stream<Arguments> thrown() {
    byte[] deflated = DicomBytes.file(TransferSyntax.DEFLATED).raw(7, 7, 7, 7).bytes();
    DicomBytes htj2k = DicomBytes.grey8(TransferSyntax.of("1.2.840.10008.1.2.4.201"), 2, 2);
    DicomBytes jpeg = DicomBytes.grey8(TransferSyntax.JPEG_BASELINE, 2, 2);
    return Stream.of(
        refused(FaultKind.UNREADABLE, 0, () -> Dicom.read(folder.resolve("none.dcm"))),
        refused(FaultKind.UNREADABLE, 0, () -> Dicom.read(folder)),
        refused(FaultKind.UNREADABLE, 0, () -> DicomFiles.in(folder.resolve("none"))),
        refused(FaultKind.NOT_DICOM, 0, () -> Dicom.read(new byte[0])),
        refused(
            FaultKind.NOT_DICOM,
            0,
            () -> Dicom.read("just words".getBytes(StandardCharsets.US_ASCII))),
        refused(
            FaultKind.UNWRITABLE,
            0,
            () -> file().us(Tag.Rows, 4).read().save(folder.resolve("a/b"))),
        refused(
            FaultKind.LIMIT,
            0,
            () -> {
              DicomBytes inner = DicomBytes.bare(true);
              for (int i = 0; i < 130; i++) {
                inner = DicomBytes.bare(true).sequence(Tag.ContentSequence, inner);
              }
              file().sequence(Tag.ContentSequence, inner).read();
            }),
        refused(FaultKind.DAMAGED, 0, () -> Dicom.read(deflated)),
        refused(FaultKind.ABSENT, PATIENT_AGE, () -> grey().read().get(PATIENT_AGE)),
        refused(
            FaultKind.VALUE,
            PATIENT_AGE,
            () -> file().text(PATIENT_AGE, VR.AS, "021Y").read().get(PATIENT_AGE).number()),
        refused(
            FaultKind.VR,
            Tag.RedPaletteColorLookupTableData,
            () ->
                file()
                    .element(Tag.RedPaletteColorLookupTableData, VR.OW, new byte[2])
                    .read()
                    .get(Tag.RedPaletteColorLookupTableData)
                    .numbers()),
        refused(
            FaultKind.CONTENT,
            Tag.BitsAllocated,
            () ->
                grey()
                    .us(Tag.BitsAllocated, 7)
                    .element(Tag.PixelData, VR.OB, new byte[4])
                    .read()
                    .pixelData()),
        refused(FaultKind.NO_PIXELS, 0, () -> grey().read().pixelData()),
        refused(
            FaultKind.PIXELS,
            0,
            () -> grey().element(Tag.PixelData, VR.OB, new byte[2]).read().pixelData().all()),
        refused(
            FaultKind.PIXELS, 0, () -> jpeg.fragments(new byte[] {1, 2}).read().pixelData().all()),
        refused(
            FaultKind.UNSUPPORTED,
            0,
            () -> htj2k.fragments(new byte[] {1, 2}).read().pixelData().all()));
  }

  private static Arguments refused(FaultKind kind, int tag, ThrowingCallable work) {
    return arguments(kind, tag, work);
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void whatCouldNotIsThrown(FaultKind kind, int tag, ThrowingCallable work) {
    DicomException e = catchThrowableOfType(DicomException.class, work);
    assertThat(e.kind()).isEqualTo(kind);
    assertThat(e.tag()).isEqualTo(tag);
  }

  @Test
  void everyKindIsProvoked() {
    Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
    Stream.concat(warned(), thrown()).forEach(a -> kinds.add((FaultKind) a.get()[0]));
    assertThat(kinds).containsExactlyInAnyOrder(FaultKind.values());
  }

  @Test
  void theNameOfTheFileStandsBeforeTheSentenceOnce() {
    DicomException e = new DicomException(FaultKind.VALUE, Tag.Rows, "is wrong").in("a.dcm");
    assertThat(e).hasMessage("a.dcm: is wrong");
    assertThat(e.in("a.dcm")).hasMessage("a.dcm: is wrong");
    assertThat(new DicomException("a.dcm: is wrong").in("a.dcm")).hasMessage("a.dcm: is wrong");
    assertThat(e.sentence()).isEqualTo("is wrong");
    assertThat(e.kind()).isEqualTo(FaultKind.VALUE);
    assertThat(e.tag()).isEqualTo(Tag.Rows);
  }
}
