package medimg.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import medimg.TestFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding the DICOM files below a folder. */
class DicomFilesTest {
  @Test
  void filesCountByContentWhateverTheyAreCalledAndSorted(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("b/c"));
    Files.copy(TestFiles.pydicom("MR_small.dcm"), folder.resolve("b/c/IM0001"));
    Files.copy(TestFiles.pydicom("CT_small.dcm"), folder.resolve("b/a.dcm"));
    Files.copy(TestFiles.pydicom("ExplVR_BigEndNoMeta.dcm"), folder.resolve("b/z"));
    Files.writeString(folder.resolve("b/readme.txt"), "plain text of more than eight bytes");
    Files.createFile(folder.resolve("empty"));
    DicomFiles found = DicomFiles.in(folder);
    assertThat(found.files().stream().map(found::relative))
        .containsExactly("b/a.dcm", "b/c/IM0001", "b/z");
    assertThat(found.skipped()).isEqualTo(2);
    assertThat(found).hasToString("3 DICOM files, 2 other files skipped");
  }

  @Test
  void aBrokenDcmIsKeptToBeSeen(@TempDir Path folder) throws Exception {
    Files.createFile(folder.resolve("broken.DCM"));
    assertThat(DicomFiles.in(folder).count()).isEqualTo(1);
  }

  @Test
  void aMissingFolderAndAFileAreToldApart(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("f"));
    assertThatThrownBy(() -> DicomFiles.in(folder.resolve("none")))
        .isInstanceOf(DicomException.class)
        .hasMessageEndingWith("none: there is no such folder");
    assertThatThrownBy(() -> DicomFiles.in(file))
        .isInstanceOf(DicomException.class)
        .hasMessageEndingWith("f is a file, not a folder");
  }

  @Test
  void theExampleIsTheLargestGreyImageThatCanBeDecoded(@TempDir Path folder) throws Exception {
    for (String name : new String[] {"examples_rgb_color.dcm", "MR_small.dcm", "CT_small.dcm"}) {
      Files.copy(TestFiles.pydicom(name), folder.resolve(name));
    }
    TransferSyntax jpegXl = TransferSyntax.of("1.2.840.10008.1.2.4.110");
    Files.write(
        folder.resolve("larger.dcm"),
        DicomBytes.grey8(jpegXl, 512, 512).fragments(new byte[64]).bytes());
    assertThat(DicomFiles.in(folder).exampleImage().getFileName()).hasToString("CT_small.dcm");
  }

  @Test
  void aFolderWithoutAnImageSaysSo(@TempDir Path folder) throws Exception {
    Files.copy(TestFiles.pydicom("rtplan.dcm"), folder.resolve("rtplan.dcm"));
    assertThatThrownBy(() -> DicomFiles.in(folder).exampleImage())
        .isInstanceOf(DicomException.class)
        .hasMessageEndingWith(
            ": 1 DICOM file, but no grey image that can be decoded; choose a folder with CT, MR or"
                + " X-ray images");
  }

  private static void slice(Path file, String part, String type, String series, int z)
      throws Exception {
    slice(file, part, type, series, z, 64);
  }

  private static void slice(Path file, String part, String type, String series, int z, int side)
      throws Exception {
    Files.write(
        file,
        TinyDicom.of(
            "00080008CS=" + type,
            "00080060CS=CT",
            "00180015CS=" + part,
            "0020000EUI=" + series,
            "00200032DS=0\\0\\" + z,
            "00280010US=" + side,
            "00280011US=" + side));
  }

  @Test
  void slicesRunFromHeadToFeetWithinTheLargestSeriesOfABodyPart(@TempDir Path folder)
      throws Exception {
    slice(folder.resolve("a"), "CHEST", "ORIGINAL", "1.1", -30);
    slice(folder.resolve("b"), "CHEST", "ORIGINAL", "1.1", 10);
    slice(folder.resolve("c"), "CHEST", "ORIGINAL", "1.1", -10);
    slice(folder.resolve("d"), "CHEST", "ORIGINAL", "1.2", 50);
    slice(folder.resolve("e"), "CHEST", "ORIGINAL\\PRIMARY\\LOCALIZER", "1.1", 90);
    slice(folder.resolve("f"), "HEAD", "ORIGINAL", "1.3", 70);
    slice(folder.resolve("tiny1"), "HEAD", "ORIGINAL", "1.4", 70, 3);
    slice(folder.resolve("tiny2"), "HEAD", "ORIGINAL", "1.4", 80, 3);
    DicomFiles files = DicomFiles.in(folder);
    assertThat(files.slice("CHEST", 0).map(files::relative)).contains("b");
    assertThat(files.slice("CHEST", .5).map(files::relative)).contains("c");
    assertThat(files.slice("CHEST", 1).map(files::relative)).contains("a");
    assertThat(files.slice("HEAD", .5).map(files::relative)).contains("f");
    assertThat(files.slice("KNEE", .5)).isEmpty();
    assertThatThrownBy(() -> files.slice("CHEST", 1.5))
        .isInstanceOf(DicomException.class)
        .hasMessage("slice(.., 1.5): the place along the series must be 0 to 1");
  }

  @Test
  void aSeriesThatDoesNotSayWhatItShowsStandsInForAnyBodyPart(@TempDir Path folder)
      throws Exception {
    slice(folder.resolve("a"), "", "ORIGINAL", "1.1", 0);
    DicomFiles files = DicomFiles.in(folder);
    assertThat(files.slice("HEAD", .5).map(files::relative)).contains("a");
  }
}
