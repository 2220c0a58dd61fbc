package medimg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./run trials}: what there is, and nothing begun with a wrong name. */
class RunTrialsTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(args, new PrintWriter(out), new PrintWriter(err));
  }

  @Test
  void withoutNameItListsWhatIsStored() {
    assertThat(run("trials", "--out", folder.toString())).isZero();
    assertThat(out.toString().lines())
        .hasSize(16)
        .contains("shuffled    labels shuffled: nothing can be learnt", "            not stored");
  }

  @Test
  void anUnknownNameIsRefusedBeforeTheFirstRunBegins() throws Exception {
    assertThat(run("trials", "--out", folder.toString(), "shuffled", "flip")).isEqualTo(1);
    assertThat(err.toString()).startsWith("there is no trial flip; there are default, many, ");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aFileThatIsNoResultIsNamed() throws Exception {
    Files.writeString(folder.resolve("many.csv"), "file,label\n");
    assertThat(run("trials", "--out", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("many.csv: is not the stored result of a trial");
  }
}
