package medimg.pixels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Counts bytes in a range, eight at a time: faster than counting each value. */
final class ByteCount {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** A 1 in each of four lanes of 16 bit, in which a byte has room to carry. */
  private static final long ONES = 0x0001000100010001L;

  private static final long BYTES = 0xFF * ONES;
  private static final long CARRY = 0x100 * ONES;

  /** Steps that a lane can count, two bytes each, so that the sum of all lanes fits one. */
  private static final int STEPS = 4096;

  private ByteCount() {}

  /**
   * How many unsigned bytes are in a range.
   *
   * @param low from 0 to 255, included
   * @param high from {@code low} to 255, included
   */
  static long within(byte[] bytes, int low, int high) {
    // byte + 256 - low carries if the byte is at least low, byte + 255 - high if it is above high.
    long least = (256 - low) * ONES;
    long above = (255 - high) * ONES;
    int whole = bytes.length & ~7;
    long count = 0;
    for (int start = 0; start < whole; start += 8 * STEPS) {
      int end = Math.min(whole, start + 8 * STEPS);
      long lanes = 0;
      for (int i = start; i < end; i += 8) {
        long eight = (long) EIGHT.get(bytes, i);
        long even = eight & BYTES;
        long odd = eight >>> 8 & BYTES;
        lanes +=
            (even + least & CARRY)
                    - (even + above & CARRY)
                    + (odd + least & CARRY)
                    - (odd + above & CARRY)
                >>> 8;
      }
      count += lanes * ONES >>> 48;
    }
    for (int i = whole; i < bytes.length; i++) {
      int b = bytes[i] & 0xFF;
      count += b >= low && b <= high ? 1 : 0;
    }
    return count;
  }
}
