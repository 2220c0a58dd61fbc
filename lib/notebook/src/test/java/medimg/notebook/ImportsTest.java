package medimg.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a notebook need not import itself. */
class ImportsTest {
  private static final class Recorded implements Kernel {
    final List<String> evaluated = new ArrayList<>();
    boolean fails;

    @Override
    public String name() {
      return "none";
    }

    @Override
    public String version() {
      return "";
    }

    @Override
    public boolean isRunning() {
      return true;
    }

    @Override
    public void install() {}

    @Override
    public void evaluate(String code) throws Exception {
      if (fails) {
        throw new Exception("does not compile");
      }
      evaluated.add(code);
    }

    @Override
    public void display(String id, Map<String, String> data) {}

    @Override
    public void update(String id, Map<String, String> data) {}
  }

  @Test
  void packagesThatAreThereAreImportedOnceAndAgainOnlyAfterAFailure() {
    Recorded kernel = new Recorded();
    kernel.fails = true;
    Imports.into(kernel);
    kernel.fails = false;
    Imports.into(kernel);
    Imports.into(kernel);
    assertThat(kernel.evaluated).hasSize(1);
    assertThat(kernel.evaluated.get(0))
        .contains("import medimg.dicom.*;", "import medimg.chart.*;", "import java.util.*;")
        .doesNotContain("medimg.samples", "medimg.dcm4che");
  }
}
