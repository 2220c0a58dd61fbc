package medimg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakeSamplesTest {
  @Test
  void numbersOutOfRangeAreWrongUsageToldInOneSentence(@TempDir Path temp) {
    String folder = temp.resolve("samples").toString();
    assertThat(said("samples", "--patients", "8", folder))
        .isEqualTo(
            "2: 8 patients were asked for, must be 9 to 100000; ./run samples --help tells more");
    assertThat(said("samples", "--drains", "1.5", folder))
        .isEqualTo(
            "2: a share of 1.5 with drains was asked for, must be 0 to 1; ./run samples --help"
                + " tells more");
    assertThat(temp).isEmptyDirectory();
  }

  /** Status and what was told. */
  private static String said(String... args) {
    StringWriter err = new StringWriter();
    int status = Main.run(args, new PrintWriter(new StringWriter()), new PrintWriter(err));
    return status + ": " + err.toString().strip();
  }
}
