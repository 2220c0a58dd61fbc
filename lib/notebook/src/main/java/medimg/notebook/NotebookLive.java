package medimg.notebook;

import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import medimg.work.LiveDisplay;

/** Drawings below the running cell: one output, replaced in place; the last one is stored. */
public final class NotebookLive implements LiveDisplay {
  @Override
  public boolean isAvailable() {
    return Kernel.running().isPresent();
  }

  @Override
  public Consumer<Object> open() {
    Kernel kernel = Kernel.running().orElseThrow();
    String id = UUID.randomUUID().toString();
    return new Consumer<>() {
      private boolean shown;

      @Override
      public void accept(Object drawing) {
        Map<String, String> data = Rendering.of(drawing).data();
        if (shown) {
          kernel.update(id, data);
        } else {
          kernel.display(id, data);
          shown = true;
        }
      }
    };
  }
}
