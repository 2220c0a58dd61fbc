package medimg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import medimg.dicom.DicomBytes;
import medimg.dicom.OtherWords;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** When every sentence of the reader changes, the commands print the same but for the sentences. */
@Isolated
class OtherWordsTest {
  private static final TransferSyntax HTJ2K = TransferSyntax.of("1.2.840.10008.1.2.4.201");

  @TempDir private static Path folder;
  @TempDir private static Path pages;

  @BeforeAll
  static void plant() throws Exception {
    byte[] sound = grey(TransferSyntax.EXPLICIT_LITTLE).raw(0xE0, 0x7F).bytes();
    Files.write(folder.resolve("text.dcm"), "no image at all".getBytes());
    Files.write(folder.resolve("empty.dcm"), new byte[0]);
    Files.write(folder.resolve("header.dcm"), Arrays.copyOf(sound, sound.length - 9));
    Files.write(folder.resolve("trailing.dcm"), sound);
    Files.write(folder.resolve("pixels.dcm"), native4().us(Tag.Rows, 3).bytes());
    Files.write(folder.resolve("htj2k.dcm"), grey(HTJ2K).fragments(new byte[] {1, 2}).bytes());
    Files.write(folder.resolve("age.dcm"), native4().text(Tag.PatientAge, VR.AS, "twenty").bytes());
  }

  private static DicomBytes grey(TransferSyntax syntax) {
    return DicomBytes.grey8(syntax, 2, 2).text(Tag.Modality, VR.CS, "CR");
  }

  private static DicomBytes native4() {
    return grey(TransferSyntax.EXPLICIT_LITTLE)
        .element(Tag.PixelData, VR.OB, new byte[] {1, 2, 3, 4});
  }

  private static String run(String... args) {
    StringWriter out = new StringWriter();
    int status = Main.run(args, new PrintWriter(out), new PrintWriter(out));
    return out + "status " + status;
  }

  private static String inOtherWords(String... args) {
    try (OtherWords words = new OtherWords()) {
      return run(args);
    }
  }

  @Test
  void inspectSaysTheSameOfHeadersAndPixels() {
    List<String> usual = run("inspect", "--json", folder.toString()).lines().toList();
    List<String> other = inOtherWords("inspect", "--json", folder.toString()).lines().toList();
    assertThat(other).hasSameSizeAs(usual).hasSize(8);
    int changed = 0;
    for (int i = 0; i < 7; i++) {
      JsonObject row = JsonParser.parseString(other.get(i)).getAsJsonObject();
      JsonObject as = JsonParser.parseString(usual.get(i)).getAsJsonObject();
      if (!row.equals(as)) {
        changed++;
        row.addProperty("error", OtherWords.plain(row.get("error").getAsString()));
      }
      assertThat(row).isEqualTo(as);
    }
    assertThat(changed).isEqualTo(6);
    assertThat(other.get(7)).isEqualTo("status 0").isEqualTo(usual.get(7));
  }

  @Test
  void theOtherCommandsSayTheSame() {
    String page = pages.resolve("doctor.html").toString();
    String csv = pages.resolve("table.csv").toString();
    for (List<String> command :
        List.of(
            List.of("inspect"),
            List.of("doctor", "--out", page),
            List.of("table", "--pixels", "--out", csv))) {
      String[] args =
          Stream.concat(command.stream(), Stream.of("" + folder)).toArray(String[]::new);
      assertThat(OtherWords.plain(inOtherWords(args))).isEqualTo(run(args));
    }
  }
}
