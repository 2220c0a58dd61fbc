package medimg.pixels;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import medimg.dicom.Dicom;

/**
 * How long the operations on one image take when warm; no test.
 *
 * <p>Argument: a DICOM file. From the folder of the repository, after {@code mvn test-compile}:
 * {@code java -cp lib/target/classes:lib/target/test-classes medimg.pixels.OperationsBenchmark
 * FILE}. Decoding is not counted.
 */
final class OperationsBenchmark {
  private static final int ROUNDS = 60;
  private static final int WARM = 30;

  /** Results go here, so that no work is left out. */
  private static volatile Object result;

  private OperationsBenchmark() {}

  public static void main(String[] args) {
    Pixels px = Pixels.of(Dicom.read(Path.of(args[0])));
    System.out.println(px);
    for (int repeat = 0; repeat < 2; repeat++) {
      time("uniformBlur2d(50)", () -> px.uniformBlur2d(50));
      time("uniformBlur2d(50, FASTAI)", () -> px.uniformBlur2d(50, Like.FASTAI));
      time("gaussBlur2d(50, FASTAI)", () -> px.gaussBlur2d(50, Like.FASTAI));
      time("gaussBlur2d(50)", () -> px.gaussBlur2d(50));
      time("maskFromBlur(BRAIN)", () -> px.maskFromBlur(Window.BRAIN));
      time("mask2bbox()", () -> px.mask2bbox());
      time("zoom(.5)", () -> px.zoom(.5));
      time("cropResize(all, 512, 512)", () -> px.cropResize(Box.of(px), 512, 512));
    }
  }

  private static void time(String what, Supplier<Object> operation) {
    double[] millis = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      result = operation.get();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    double[] warm = Arrays.copyOfRange(millis, WARM, ROUNDS);
    Arrays.sort(warm);
    double median = warm[warm.length / 2];
    System.out.printf(Locale.ROOT, "%-28s %.2f ms, best %.2f ms%n", what, median, warm[0]);
  }
}
