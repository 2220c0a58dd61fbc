package medimg.pixels;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remarks to the reader, each told once, on the standard error stream. */
final class Remarks {
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private Remarks() {}

  /**
   * Tells a remark unless one on the same matter was told before.
   *
   * @param matter what it is about
   */
  static void once(String matter, String text) {
    if (TOLD.add(matter)) {
      System.err.println(text);
    }
  }
}
