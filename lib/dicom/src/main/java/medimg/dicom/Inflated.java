package medimg.dicom;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates a deflated data set (PS3.5 section A.5) within {@link Limits}. */
final class Inflated {
  private static final int MOST = Integer.MAX_VALUE - 16;

  private final Consumer<Warning> warnings;
  private final long limit = Limits.now().inflated();

  private Inflated(Consumer<Warning> warnings) {
    this.warnings = warnings;
  }

  static byte[] of(Source source, long from, Consumer<Warning> warnings) throws IOException {
    byte[] packed = new byte[(int) Math.min(source.size() - from, MOST)];
    source.read(from, packed, 0, packed.length);
    return new Inflated(warnings).inflate(packed);
  }

  /** Inflates twice: the first time to know how much memory that takes. */
  private byte[] inflate(byte[] packed) {
    long length = inflate(packed, null);
    Limits.checkMemory(packed.length + 2 * length, "the deflated data set");
    byte[] out = new byte[(int) length];
    inflate(packed, out);
    return out;
  }

  /** Inflates into an array, or only counts the bytes if there is none. */
  private long inflate(byte[] packed, byte[] out) {
    Inflater inflater = new Inflater(true);
    long done = 0;
    try {
      inflater.setInput(packed);
      byte[] chunk = new byte[1 << 16];
      for (int n = inflater.inflate(chunk); n > 0; n = inflater.inflate(chunk)) {
        if (out != null) {
          System.arraycopy(chunk, 0, out, (int) done, n);
        }
        done += n;
        if (done > Math.min(limit, MOST)) {
          throw Limits.exceeded("the deflated data set becomes very large", "inflated", limit);
        }
      }
      if (out == null && !inflater.finished()) {
        warnings.accept(new Warning(FaultKind.CUT, "the file ends within the deflated data set"));
      }
    } catch (DataFormatException e) {
      throw new DicomException(
          FaultKind.DAMAGED,
          "the deflated data set is damaged after " + done + " bytes: " + e.getMessage(),
          e);
    } finally {
      inflater.end();
    }
    return done;
  }
}
