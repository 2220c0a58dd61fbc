package medimg.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;

/** Shares in a window that are counted without a distribution of all values. */
class ByteCountTest {
  private static long naive(byte[] bytes, int low, int high) {
    long count = 0;
    for (byte b : bytes) {
      count += (b & 0xFF) >= low && (b & 0xFF) <= high ? 1 : 0;
    }
    return count;
  }

  @Test
  void everyRangeIsCountedAsOneByOne() {
    byte[] bytes = new byte[1003];
    new Random(9).nextBytes(bytes);
    for (int low = 0; low < 256; low += 5) {
      for (int high = low; high < 256; high += 3) {
        assertThat(ByteCount.within(bytes, low, high)).isEqualTo(naive(bytes, low, high));
      }
    }
  }

  @Test
  void theEndsOfTheRangeAreIncluded() {
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }
    assertThat(ByteCount.within(all, 0, 255)).isEqualTo(256);
    assertThat(ByteCount.within(all, 0, 0)).isEqualTo(1);
    assertThat(ByteCount.within(all, 255, 255)).isEqualTo(1);
    assertThat(ByteCount.within(all, 127, 128)).isEqualTo(2);
    assertThat(ByteCount.within(new byte[0], 0, 255)).isZero();
  }

  @Test
  void manyEqualBytesDoNotOverflow() {
    byte[] many = new byte[1_000_003];
    assertThat(ByteCount.within(many, 0, 7)).isEqualTo(many.length);
    Arrays.fill(many, (byte) 255);
    assertThat(ByteCount.within(many, 200, 255)).isEqualTo(many.length);
    assertThat(ByteCount.within(many, 0, 254)).isZero();
  }

  /** Windows that take in all values, none, a run of stored bytes, or two runs of signed ones. */
  @Test
  void theShareIsTheSameWithAndWithoutADistribution() {
    Random random = new Random(10);
    for (int round = 0; round < 300; round++) {
      boolean signed = random.nextBoolean();
      long[] stored = new long[1 + random.nextInt(200)];
      Arrays.setAll(stored, i -> random.nextInt(256) - (signed ? 128 : 0));
      int slope = random.nextBoolean() ? -3 : 2;
      Window window = Window.of(1 + random.nextInt(500), random.nextInt(800) - 400);
      TestImage image = TestImage.row(8, signed, stored).ds(Tag.RescaleSlope, "" + slope);
      boolean padded = random.nextInt(4) == 0;
      if (padded) {
        image.number(Tag.PixelPaddingValue, signed ? VR.SS : VR.US, stored[0]);
      }
      Pixels px = image.pixels().scaled();
      double[] counted =
          Arrays.stream(stored)
              .filter(v -> !padded || v != stored[0])
              .mapToDouble(v -> slope * v)
              .toArray();
      if (counted.length > 0) {
        double inside =
            Arrays.stream(counted).filter(v -> v > window.low() && v < window.high()).count();
        assertThat(px.pctInWindow(window)).isEqualTo(inside / counted.length);
        px.min();
        assertThat(px.pctInWindow(window)).isEqualTo(inside / counted.length);
      }
    }
  }
}
