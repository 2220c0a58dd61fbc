package medimg.dicom;

import static medimg.dicom.TransferSyntax.EXPLICIT_BIG;
import static medimg.dicom.TransferSyntax.EXPLICIT_LITTLE;
import static medimg.dicom.TransferSyntax.IMPLICIT_LITTLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import medimg.TestFiles;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/**
 * What every reader keeps, run once for each that is present: by hand-made bytes on each alone, and
 * on real files element by element and pixel by pixel against the built-in one.
 */
public class ReaderContractTest {
  private static final DicomReader BUILT_IN = DicomReader.present().get(0);

  private static final String PRIVATE =
      "both are right: no byte tells the VR of a private element in implicit VR or under UN, only"
          + " its creator's dictionary does, which the built-in reader has (PS3.5 section 6.2.2)";

  /** Files on which the dcm4che reader differs, and who is right by the standard. */
  private static final Map<String, String> DCM4CHE_DIFFERS = new TreeMap<>();

  static {
    for (String file :
        List.of(
            "charset_files/chrJapMulti.dcm",
            "charset_files/chrJapMultiExplicitIR6.dcm",
            "charset_files/chrKoreanMulti.dcm",
            "dcmqi/ct-3slice__01.dcm",
            "dcmqi/ct-3slice__03.dcm",
            "rse-panimg/dicom_enhanced__slice1.dcm",
            "rse-panimg/dicom_enhanced__slice2.dcm",
            "rse-panimg/dicom_enhanced__slice3.dcm",
            "rse-panimg/dicom_enhanced__slice4.dcm",
            "rse-panimg/dicom_enhanced__slice5.dcm",
            "rse-panimg/dicom_enhanced__slice6.dcm",
            "rse-panimg/dicom_enhanced__slice7.dcm")) {
      DCM4CHE_DIFFERS.put(file, PRIVATE);
    }
    DCM4CHE_DIFFERS.put(
        "test_files/SC_rgb_jpeg.dcm",
        "the built-in reader: the data set is written in implicit VR although its transfer syntax"
            + " is explicit (PS3.5 section A.4); dcm4che takes lengths for VRs and loses elements");
    DCM4CHE_DIFFERS.put(
        "test_files/meta_missing_tsyntax.dcm",
        "neither: the transfer syntax is absent, which is required (PS3.10 section 7.1); dcm4che"
            + " assumes explicit VR, the built-in reader looks at the bytes, which are implicit");
    DCM4CHE_DIFFERS.put(
        "synthetic/cr_modality_lut_first30.dcm",
        "the built-in reader: a LUT Descriptor within unsigned pixels is US (PS3.3 section"
            + " C.11.1.1.1), dcm4che's dictionary has SS; LUT Data may be US or OW (PS3.6)");
    DCM4CHE_DIFFERS.put(
        "synthetic/no_preamble_with_dicm.dcm",
        "dcm4che: a file starts with a preamble of 128 bytes (PS3.10 section 7.1), so it may refuse"
            + " this one; the built-in reader reads it and warns");
  }

  static List<DicomReader> readers() {
    return DicomReader.present();
  }

  private static Dicom read(DicomReader reader, DicomBytes bytes) {
    return Readers.read(reader, bytes.bytes(), "a file");
  }

  private static void refuses(DicomReader reader, Path file, String sentence) {
    assertThatThrownBy(() -> Readers.read(reader, file, false))
        .isInstanceOf(DicomException.class)
        .hasMessage(sentence);
    assertThatThrownBy(() -> Readers.read(reader, file, true))
        .isInstanceOf(DicomException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @MethodSource("readers")
  void whatIsNoDicomFileIsRefusedInOneSentence(DicomReader reader, @TempDir Path folder)
      throws Exception {
    Path none = folder.resolve("none.dcm");
    refuses(reader, none, "none.dcm: there is no such file (" + none + ")");
    refuses(reader, folder, folder.getFileName() + ": is a folder, not a file");
    refuses(
        reader,
        Files.createFile(folder.resolve("empty.dcm")),
        "empty.dcm: the file is empty (0 bytes), so it is no DICOM file");
    refuses(
        reader,
        Files.writeString(folder.resolve("text.dcm"), "Dear colleague, please find"),
        "text.dcm: this is no DICOM file: there is no DICM at byte 128 and no data element at byte"
            + " 0");
  }

  @ParameterizedTest
  @MethodSource("readers")
  void theThreeNativeEncodingsReadTheSame(DicomReader reader) {
    for (TransferSyntax syntax : List.of(IMPLICIT_LITTLE, EXPLICIT_LITTLE, EXPLICIT_BIG)) {
      Dicom dicom =
          read(
              reader,
              DicomBytes.image(syntax, 1, 2, 1, 16, "MONOCHROME2")
                  .element(
                      Tag.PixelData,
                      VR.OW,
                      syntax.bigEndian() ? new byte[] {1, 2, 3, 4} : new byte[] {2, 1, 4, 3}));
      assertThat(dicom.transferSyntax()).isEqualTo(syntax);
      assertThat(dicom.get(Tag.Columns).integer()).isEqualTo(2);
      assertThat(dicom.get(Tag.PhotometricInterpretation).string()).isEqualTo("MONOCHROME2");
      assertThat(dicom.pixelData().all().array()).isEqualTo(new short[] {0x0102, 0x0304});
      assertThat(dicom.warnings()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("readers")
  void aDeflatedDataSetReadsLikeItsPlainOne(DicomReader reader) throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(DicomBytes.file(TransferSyntax.DEFLATED).bytes());
    try (var deflate = new DeflaterOutputStream(file, new Deflater(9, true))) {
      deflate.write(DicomBytes.bare(true).text(Tag.Modality, VR.CS, "MR").us(Tag.Rows, 7).bytes());
    }
    Dicom dicom = Readers.read(reader, file.toByteArray(), "a file");
    assertThat(dicom.get("Modality").string()).isEqualTo("MR");
    assertThat(dicom.get(Tag.Rows).integer()).isEqualTo(7);
    assertThat(dicom.transferSyntax()).isEqualTo(TransferSyntax.DEFLATED);
  }

  @ParameterizedTest
  @MethodSource("readers")
  void itemsKeepOrAreGivenTheirCharacterSet(DicomReader reader) {
    byte[] utf8 = "Jos\u00e9".getBytes(StandardCharsets.UTF_8);
    DicomBytes own =
        DicomBytes.bare(true)
            .text(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 144")
            .element(Tag.PatientName, VR.PN, new byte[] {(byte) 0xBB, (byte) 0xEE});
    Dicom dicom =
        read(
            reader,
            DicomBytes.file(EXPLICIT_LITTLE)
                .text(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192")
                .sequence(
                    Tag.ReferencedPatientSequence,
                    DicomBytes.bare(true).element(Tag.PatientName, VR.PN, utf8),
                    own));
    List<DataSet> items = dicom.get(Tag.ReferencedPatientSequence).items();
    assertThat(items.get(0).get(Tag.PatientName).string()).isEqualTo("Jos\u00e9");
    assertThat(items.get(1).get(Tag.PatientName).string()).isEqualTo("\u041b\u044e");
  }

  @ParameterizedTest
  @MethodSource("readers")
  void privateElementsAndTheirCreatorsAreKept(DicomReader reader) {
    Dicom dicom =
        read(
            reader,
            DicomBytes.file(EXPLICIT_LITTLE)
                .text(0x00290010, VR.LO, "MADE UP 1.0")
                .element(0x00291001, VR.OB, new byte[] {1, 2, 3, 4}));
    assertThat(dicom.get(0x00290010).string()).isEqualTo("MADE UP 1.0");
    assertThat(dicom.get(0x00291001).bytes()).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @MethodSource("readers")
  void fragmentsAreLocatedAndNotRead(DicomReader reader) {
    DicomBytes image =
        DicomBytes.grey8(TransferSyntax.RLE, 1, 2)
            .fragmentsAt(new byte[] {0, 0, 0, 0}, new byte[70], new byte[8]);
    PixelData pixels = read(reader, image).pixelData();
    int end = image.bytes().length;
    assertThat(pixels.location().encapsulated()).isTrue();
    assertThat(pixels.location().fragments())
        .containsExactly(
            new long[] {end - 8 - 8 - 8 - 70 - 8 - 4, 4},
            new long[] {end - 8 - 8 - 8 - 70, 70},
            new long[] {end - 8 - 8, 8});
    assertThat(pixels.storedParts()).containsExactly(new byte[4], new byte[70], new byte[8]);
  }

  @ParameterizedTest
  @MethodSource("readers")
  void aFileThatIsCutIsReadUpToThereAndTold(DicomReader reader) {
    byte[] whole =
        DicomBytes.file(EXPLICIT_LITTLE)
            .us(Tag.Rows, 4)
            .text(Tag.PatientComments, VR.LT, "a long comment")
            .bytes();
    Dicom dicom = Readers.read(reader, Arrays.copyOf(whole, whole.length - 3), "a file");
    // Comments stand before rows in the standard's order, but after them in these bytes.
    int start = whole.length - 8 - 14;
    assertThat(dicom.cut())
        .contains(
            new Warning(
                FaultKind.CUT,
                Tag.PatientComments,
                "the file ends within (0010,4000) PatientComments, which starts at byte " + start));
    assertThat(dicom.get(Tag.Rows).integer()).isEqualTo(4);
    assertThat(dicom.find(Tag.PatientComments)).isEmpty();
  }

  /** Wherever it is cut: the elements before are there, and the same sentence tells of the end. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CT_small.dcm",
        "rtplan.dcm",
        "JPEG-lossy.dcm",
        "MR_small_bigendian.dcm",
        "nested_priv_SQ.dcm",
        "dicomdirtests/DICOMDIR-nooffset"
      })
  void aFileThatIsCutAnywhereReadsTheSame(String name) {
    byte[] whole = bytes(TestFiles.pydicom(name));
    int step = whole.length < 4000 ? 1 : 3;
    // Within the file meta information dcm4che refuses, which its own test names.
    for (int length = 400; length < Math.min(whole.length, 6000); length += step) {
      byte[] cut = Arrays.copyOf(whole, length);
      List<Dicom> read =
          readers().stream().map(reader -> Readers.read(reader, cut, "a file")).toList();
      for (Dicom other : read) {
        List<String> faults = new ArrayList<>();
        compare(other, read.get(0), faults);
        assertThat(faults).as("%s after %d bytes", name, length).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("readers")
  void groupLengthsAreKeptWithinItemsToo(DicomReader reader) {
    byte[] length = {10, 0, 0, 0};
    DicomBytes item =
        DicomBytes.bare(true).element(0x00080000, VR.UL, length).text(Tag.CodeValue, VR.SH, "1");
    Dicom dicom =
        read(
            reader,
            DicomBytes.file(EXPLICIT_LITTLE)
                .element(0x00080000, VR.UL, length)
                .sequence(Tag.ConceptNameCodeSequence, item));
    DataSet inside = dicom.get(Tag.ConceptNameCodeSequence).items().get(0);
    assertThat(dicom.get(0x00080000).integer()).isEqualTo(10);
    assertThat(inside.get(0x00080000).integer()).isEqualTo(10);
    assertThat(inside.size()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("readers")
  void sequencesThatAreNestedTooDeepAreRefused(DicomReader reader) {
    DicomBytes deep = DicomBytes.bare(true).text(Tag.CodeValue, VR.SH, "1");
    for (int i = 1; i < 128; i++) {
      deep = DicomBytes.bare(true).sequence(Tag.ContentSequence, deep);
    }
    DicomBytes most = DicomBytes.file(EXPLICIT_LITTLE).sequence(Tag.ContentSequence, deep);
    assertThat(read(reader, most).warnings()).isEmpty();
    DicomBytes more = DicomBytes.bare(true).sequence(Tag.ContentSequence, deep);
    assertThatThrownBy(
            () ->
                read(reader, DicomBytes.file(EXPLICIT_LITTLE).sequence(Tag.ContentSequence, more)))
        .isInstanceOf(DicomException.class)
        .hasMessageStartingWith("a file: sequences are nested very deep at byte ")
        .hasMessageEndingWith(
            "the limit is 128; if the file is sound, raise it with -Dmedimg.limit.nesting=..");
  }

  @ParameterizedTest
  @MethodSource("readers")
  void aLengthBeyondTheFileTakesNoMemory(DicomReader reader) {
    Dicom dicom =
        read(
            reader,
            DicomBytes.file(EXPLICIT_LITTLE)
                .us(Tag.Rows, 4)
                .element(Tag.EncapsulatedDocument, VR.OB, new byte[4], 0x7FFFFFF0));
    assertThat(dicom.get(Tag.Rows).integer()).isEqualTo(4);
    Warning cut = dicom.cut().orElseThrow();
    assertThat(cut.sentence()).startsWith("the file ends within (0042,0011)");
    assertThat(cut.tag()).isEqualTo(Tag.EncapsulatedDocument);
  }

  /** All that is read of a file is the same from bytes in memory; a header scan has its header. */
  @TestFactory
  Stream<DynamicNode> pydicomsFiles() throws IOException {
    return perReader(TestFiles.pydicom());
  }

  @TestFactory
  Stream<DynamicNode> sharedFiles() throws IOException {
    return perReader(TestFiles.shared("dicom").resolve("files"));
  }

  @Test
  void everyFileThatDiffersIsOneOfTheTests() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path root : List.of(TestFiles.pydicom(), TestFiles.shared("dicom").resolve("files"))) {
      files(root).forEach(file -> names.add(name(file)));
    }
    assertThat(names).containsAll(DCM4CHE_DIFFERS.keySet());
  }

  /** A test for each file of a folder, run once for each reader that is present. */
  public static Stream<DynamicNode> perReader(Path root) throws IOException {
    List<Path> files = files(root);
    if (files.isEmpty()) {
      throw new TestAbortedException("there is no file in " + root);
    }
    return readers().stream()
        .map(
            reader ->
                dynamicContainer(
                    reader.name(),
                    files.stream()
                        .map(file -> dynamicTest(name(file), () -> keepsContract(reader, file)))));
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).filter(DicomFiles::isDicom).sorted().toList();
    }
  }

  /** The file's name with its folder's, which tells files of the same name apart. */
  private static String name(Path file) {
    return file.getParent().getFileName() + "/" + file.getFileName();
  }

  private static void keepsContract(DicomReader reader, Path file) {
    List<String> faults = new ArrayList<>();
    Outcome whole = Outcome.of(() -> Readers.read(reader, file, false));
    if (whole.dicom != null) {
      byte[] bytes = bytes(file);
      Dicom memory = Readers.read(reader, bytes, whole.dicom.name());
      compare(memory, whole.dicom, faults);
      Dicom scanned = Readers.read(reader, file, true);
      DataSet before = before7FE0(whole.dicom.header());
      compare(scanned.header(), before, "header scan: ", faults);
    }
    assertThat(faults).isEmpty();
    if (reader == BUILT_IN) {
      return;
    }
    Outcome reference = Outcome.of(() -> Readers.read(BUILT_IN, file, false));
    if (whole.dicom == null || reference.dicom == null) {
      if (!whole.sentence.equals(reference.sentence)) {
        faults.add(whole.sentence + " | " + reference.sentence);
      }
    } else {
      compare(whole.dicom, reference.dicom, faults);
      String ours = pixels(reference.dicom);
      String theirs = pixels(whole.dicom);
      if (!ours.equals(theirs)) {
        faults.add("pixels: " + theirs + " | " + ours);
      }
    }
    String right = reader.name().equals("dcm4che") ? DCM4CHE_DIFFERS.get(name(file)) : null;
    if (right == null) {
      assertThat(faults).as("%s and the built-in reader differ", reader.name()).isEmpty();
    } else {
      assertThat(faults).as("they no longer differ, who was right: " + right).isNotEmpty();
      if (right.equals(PRIVATE)) {
        assertThat(faults).allMatch(fault -> fault.endsWith("private, UN"), right);
      }
    }
  }

  /** A file that was read, or the sentence that refused it. */
  private record Outcome(Dicom dicom, String sentence) {
    static Outcome of(java.util.function.Supplier<Dicom> reading) {
      try {
        return new Outcome(reading.get(), "");
      } catch (DicomException e) {
        return new Outcome(null, e.getMessage());
      }
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataSet before7FE0(DataSet header) {
    DataSetBuilder out = header.toBuilder();
    header.forEach(
        e -> {
          if (Integer.compareUnsigned(e.tag(), 0x7FE00000) >= 0) {
            out.remove(e.tag());
          }
        });
    return out.build();
  }

  private static String pixels(Dicom dicom) {
    if (!dicom.hasPixelData()) {
      return "none";
    }
    try {
      PixelData data = dicom.pixelData();
      PixelLocation at = data.location();
      StringBuilder text = new StringBuilder(at.tag() + " " + at.vr() + " " + at.encapsulated());
      at.fragments().forEach(part -> text.append(Arrays.toString(part)));
      StoredValues values = data.all();
      return text + " " + data.layout() + " " + hash(values.array());
    } catch (DicomException e) {
      return e.getMessage();
    }
  }

  private static int hash(Object array) {
    return Arrays.deepHashCode(new Object[] {array});
  }

  private static void compare(Dicom one, Dicom other, List<String> faults) {
    compare(one.meta(), other.meta(), "", faults);
    compare(one.header(), other.header(), "", faults);
    if (!one.transferSyntax().equals(other.transferSyntax())) {
      faults.add(one.transferSyntax() + " | " + other.transferSyntax());
    }
    if (!one.cut().equals(other.cut())) {
      faults.add("cut: " + one.cut() + " | " + other.cut());
    }
    if (!one.recordPositions().equals(other.recordPositions())) {
      faults.add("records: " + one.recordPositions() + " | " + other.recordPositions());
    }
  }

  private static void compare(DataSet one, DataSet other, String path, List<String> faults) {
    Set<Integer> tags = new TreeSet<>(Integer::compareUnsigned);
    one.forEach(e -> tags.add(e.tag()));
    other.forEach(e -> tags.add(e.tag()));
    for (int tag : tags) {
      String where = path + Tag.describe(tag);
      Element a = one.find(tag).orElse(null);
      Element b = other.find(tag).orElse(null);
      if (a == null || b == null) {
        faults.add(where + " is there only once");
      } else if (a.vr() != b.vr()) {
        boolean same = Arrays.equals(a.bytes(), b.bytes());
        boolean untold = Tag.isPrivate(tag) && a.vr() == VR.UN && (same || b.vr() == VR.SQ);
        faults.add(where + ": " + a.vr() + " | " + b.vr() + (untold ? ", private, UN" : ""));
      } else if (a.items().size() != b.items().size()
          || !Arrays.equals(a.littleEndianBytes(), b.littleEndianBytes())
          || !a.text().equals(b.text())) {
        faults.add(where + ": " + a.shown() + " | " + b.shown());
      } else {
        for (int i = 0; i < a.items().size(); i++) {
          compare(a.items().get(i), b.items().get(i), where + "[" + i + "] ", faults);
        }
      }
    }
  }
}
