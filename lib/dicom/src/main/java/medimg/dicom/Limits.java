package medimg.dicom;

/**
 * How much one file may ask for. A sound file stays far below; a broken or hostile one is refused
 * by a sentence before memory is taken or a stack is full.
 *
 * <p>Each limit is a system property that may be raised: {@code medimg.limit.nesting}, {@code
 * elements}, {@code inflated}, {@code samples}, {@code frames}, such as {@code
 * -Dmedimg.limit.frames=5000000} or {@code System.setProperty("medimg.limit.frames", "5000000")}
 * before the file is read.
 *
 * @param nesting sequences within sequences, at most 500
 * @param elements data elements and items of a file, nested ones included, and fragments
 * @param inflated bytes that a deflated data set may become
 * @param samples samples that are decoded at once: rows x columns x samples of a frame, times
 *     frames where all are asked for
 * @param frames frames that a header may promise
 */
public record Limits(int nesting, long elements, long inflated, long samples, long frames) {
  /** What a thread's stack of usual size holds. */
  private static final int MOST_NESTING = 500;

  /** {@return the limits that hold now} */
  public static Limits now() {
    return new Limits(
        Math.toIntExact(Math.min(MOST_NESTING, property("nesting", 128))),
        property("elements", 4_000_000),
        property("inflated", 1L << 30),
        property("samples", 1L << 29),
        property("frames", 1_000_000));
  }

  private static long property(String name, long usual) {
    return Long.getLong("medimg.limit." + name, usual);
  }

  /**
   * The refusal of what is beyond a limit, such as {@code nesting}.
   *
   * @param sentence what is beyond it
   * @param name of the limit, as in its system property
   * @param limit what it is
   * @return the refusal
   */
  public static DicomException exceeded(String sentence, String name, long limit) {
    return new DicomException(
        FaultKind.LIMIT,
        sentence
            + ", the limit is "
            + limit
            + "; if the file is sound, raise it with -Dmedimg.limit."
            + name
            + "=..");
  }

  /**
   * Refuses what would not fit this Java's memory.
   *
   * @param bytes what is about to be taken in all
   * @param what the subject of the sentence, such as {@code the header}
   */
  public static void checkMemory(long bytes, String what) {
    if (!isWithinMemory(bytes)) {
      throw tooLarge(bytes, what);
    }
  }

  /** Whether so many bytes may be taken. */
  static boolean isWithinMemory(long bytes) {
    return bytes <= Runtime.getRuntime().maxMemory() / 4 * 3;
  }

  /** Tells that something takes more memory than there is. */
  static DicomException tooLarge(long bytes, String what) {
    return new DicomException(
        FaultKind.LIMIT,
        what
            + " takes "
            + (bytes >> 20)
            + " MB of memory, but this Java has "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MB; start it with more (-Xmx)");
  }
}
