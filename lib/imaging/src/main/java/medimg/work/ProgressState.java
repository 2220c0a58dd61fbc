package medimg.work;

/**
 * How far a piece of work is.
 *
 * @param title what is done
 * @param done steps done
 * @param total steps in all; negative when not known
 * @param seconds time passed since the work began
 */
public record ProgressState(String title, long done, long total, double seconds) {
  private static final int BAR = 24;

  /** Share done, from 0 to 1; 0 when the total is not known. */
  public double share() {
    return total <= 0 ? 0 : Math.min(1, done / (double) total);
  }

  /** Steps per second. */
  public double rate() {
    return seconds <= 0 ? 0 : done / seconds;
  }

  /** Seconds that the rest takes at this rate; NaN when that cannot be told. */
  public double secondsLeft() {
    return total < 0 || done == 0 ? Double.NaN : Math.max(0, total - done) / rate();
  }

  /** Counts, rate and time left, such as {@code 120/250, 85/s, 2 s left}. */
  public String figures() {
    StringBuilder out = new StringBuilder().append(done);
    if (total >= 0) {
      out.append('/').append(total);
    }
    out.append(", ").append(rate(rate()));
    double left = secondsLeft();
    if (!Double.isNaN(left)) {
      out.append(", ").append(time(left)).append(" left");
    }
    return out.toString();
  }

  /** All in one line: title, percentage and bar when the total is known, and the figures. */
  public String line() {
    if (total < 0) {
      return title + ": " + figures();
    }
    int filled = (int) (share() * BAR);
    int percent = (int) (share() * 100);
    return title
        + ": "
        + " ".repeat(percent < 10 ? 2 : percent < 100 ? 1 : 0)
        + percent
        + " % ["
        + "#".repeat(filled)
        + "-".repeat(BAR - filled)
        + "] "
        + figures();
  }

  private static String rate(double perSecond) {
    if (perSecond >= 10 || perSecond == 0) {
      return Math.round(perSecond) + "/s";
    }
    if (perSecond >= .1) {
      return Math.round(perSecond * 10) / 10.0 + "/s";
    }
    return Math.round(1 / perSecond) + " s each";
  }

  private static String time(double seconds) {
    long s = (long) Math.ceil(seconds);
    if (s < 60) {
      return s + " s";
    }
    return s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
  }
}
