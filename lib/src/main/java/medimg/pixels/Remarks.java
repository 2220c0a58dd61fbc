package medimg.pixels;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remarks to the reader, each told once, on the standard error stream. */
final class Remarks {
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private Remarks() {}

  static void once(String text) {
    if (TOLD.add(text)) {
      System.err.println(text);
    }
  }
}
