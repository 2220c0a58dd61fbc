package medimg.pixels;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import medimg.dicom.Dicom;

/**
 * How long the operations on one image take when warm, without anything remembered from the call
 * before (each on new Pixels) and with it; no test.
 *
 * <p>Argument: a DICOM file. From the folder of the repository, after {@code mvn test-compile}:
 * {@code java -cp lib/target/classes:lib/target/test-classes medimg.pixels.PixelsBenchmark FILE}.
 * Decoding is not counted.
 */
final class PixelsBenchmark {
  private static final int ROUNDS = 1000;
  private static final int WARM = 300;

  /** Results go here, so that no work is left out. */
  private static volatile Object result;

  private PixelsBenchmark() {}

  public static void main(String[] args) {
    Pixels px = Pixels.of(Dicom.read(Path.of(args[0])));
    System.out.println(px);
    for (int repeat = 0; repeat < 3; repeat++) {
      time("freqHistBins(100)", px, p -> result = p.freqHistBins(100));
      time("histScaled()", px, p -> result = p.histScaled());
      time("windowed(LUNGS)", px, p -> result = p.windowed(Window.LUNGS));
      time("pctInWindow(LUNGS)", px, p -> result = p.pctInWindow(Window.LUNGS));
    }
  }

  private static void time(String what, Pixels px, Consumer<Pixels> operation) {
    System.out.printf(
        Locale.ROOT,
        "%-20s new Pixels %.3f ms, the same Pixels %.3f ms%n",
        what,
        median(px::withPadding, operation),
        median(() -> px, operation));
  }

  private static double median(Supplier<Pixels> pixels, Consumer<Pixels> operation) {
    double[] millis = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      Pixels px = pixels.get();
      long start = System.nanoTime();
      operation.accept(px);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    double[] warm = Arrays.copyOfRange(millis, WARM, ROUNDS);
    Arrays.sort(warm);
    return warm[warm.length / 2];
  }
}
