package medimg.notebook;

import java.util.Map;
import java.util.UUID;
import medimg.text.HtmlText;
import medimg.work.ProgressDisplay;
import medimg.work.ProgressState;

/** Progress below the running cell: one output, replaced in place and emptied at the end. */
public final class NotebookProgress implements ProgressDisplay {
  private static final Map<String, String> NOTHING = Map.of("text/html", "", "text/plain", "");

  @Override
  public boolean isAvailable() {
    return Kernel.running().isPresent();
  }

  @Override
  public Line open() {
    Kernel kernel = Kernel.running().orElseThrow();
    String id = UUID.randomUUID().toString();
    return new Line() {
      private boolean shown;

      @Override
      public void show(ProgressState state) {
        Map<String, String> data = Map.of("text/html", html(state), "text/plain", state.line());
        if (shown) {
          kernel.update(id, data);
        } else {
          kernel.display(id, data);
          shown = true;
        }
      }

      @Override
      public void close() {
        kernel.update(id, NOTHING);
      }
    };
  }

  static String html(ProgressState state) {
    String bar =
        state.total() < 0
            ? "<progress></progress> "
            : "<progress max=\"100\" value=\""
                + (int) (100 * state.share())
                + "\"></progress> "
                + (int) (100 * state.share())
                + " % ";
    return "<div>"
        + HtmlText.escape(state.title())
        + " "
        + bar
        + "<small>"
        + HtmlText.escape(state.figures())
        + "</small></div>";
  }
}
