package medimg.work;

import java.io.PrintStream;

/** Progress as text on standard error: one line rewritten in place, or a new line now and then. */
enum TextLine implements ProgressDisplay {
  /** One line, rewritten. */
  ON_TERMINAL,
  /** A new line every ten seconds: what a log can bear. */
  IN_LOG;

  private static final double SECONDS_BETWEEN = 10;

  @Override
  public boolean isAvailable() {
    return true;
  }

  @Override
  public Line open() {
    return open(System.err);
  }

  Line open(PrintStream out) {
    return this == ON_TERMINAL ? new Rewritten(out) : new Appended(out);
  }

  private static final class Rewritten implements Line {
    private final PrintStream out;
    private int width;

    Rewritten(PrintStream out) {
      this.out = out;
    }

    @Override
    public void show(ProgressState state) {
      String line = state.line();
      out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      out.flush();
      width = line.length();
    }

    @Override
    public void close() {
      out.print("\r" + " ".repeat(width) + "\r");
      out.flush();
    }
  }

  private static final class Appended implements Line {
    private final PrintStream out;
    private double last;

    Appended(PrintStream out) {
      this.out = out;
    }

    @Override
    public void show(ProgressState state) {
      if (state.seconds() - last >= SECONDS_BETWEEN) {
        last = state.seconds();
        out.println(state.line());
      }
    }

    @Override
    public void close() {}
  }
}
