package medimg.codec;

/**
 * The entropy-coded bits of a JPEG or JPEG-LS scan, most significant first, without what was
 * stuffed: after FF a zero byte in JPEG (T.81 section F.1.2.3), a zero bit in JPEG-LS (T.87 section
 * A.1).
 *
 * <p>Behind the last bit come zeros, so that the hot loops need no check for each bit; whoever has
 * used one of them gets an exception at the next refill or at the scan's end.
 */
final class JpegBits {
  private final byte[] b;
  private final JpegCodestream codestream;
  private final boolean ls;
  private int at;
  private boolean ended;

  /** The next bits, left-aligned, and how many they are. */
  private long cache;

  private int bits;

  /** How many of them, the last ones, are not in the codestream. */
  private int missing;

  JpegBits(byte[] b, int at, JpegCodestream codestream) {
    this.b = b;
    this.at = at;
    this.codestream = codestream;
    this.ls = codestream.isLs();
  }

  /** Makes at least 57 bits ready, as many as the longest code of JPEG-LS needs. */
  void fill() {
    if (bits < 57) {
      refill();
    }
  }

  private void refill() {
    checkUsed();
    while (bits < 57) {
      if (ended || at >= b.length || b[at] == -1 && !isStuffed(at + 1)) {
        ended = true;
        missing += 8;
        bits += 8;
        continue;
      }
      int width = ls && b[at - 1] == -1 ? 7 : 8;
      cache |= (b[at] & 0xFFL) << 64 - width - bits;
      bits += width;
      at += !ls && b[at] == -1 ? 2 : 1;
    }
  }

  private boolean isStuffed(int i) {
    return i < b.length && (ls ? b[i] >= 0 : b[i] == 0);
  }

  private void checkUsed() {
    if (missing > bits) {
      throw codestream.damaged("its bits end before its image; the file is cut or was changed");
    }
  }

  /** Whether the next bit is 1. */
  boolean nextIsOne() {
    return cache < 0;
  }

  /** Zeros before the next 1. */
  int zeros() {
    return Long.numberOfLeadingZeros(cache);
  }

  /** The next 16 bits, which stay. */
  int peek16() {
    return (int) (cache >>> 48);
  }

  /** Drops bits that are ready, fewer than 64. */
  void skip(int count) {
    cache <<= count;
    bits -= count;
  }

  /** Takes 0 to 16 bits that are ready. */
  int take(int count) {
    int value = (int) (cache >>> 1 >>> 63 - count);
    skip(count);
    return value;
  }

  /** Goes on behind the restart marker of this number, modulo 8. */
  void restart(int number) {
    int position = finish();
    if (position + 1 >= b.length || (b[position + 1] & 0xFF) != 0xD0 + (number & 7)) {
      throw codestream.damaged("restart marker %d is not where it must be", number & 7);
    }
    at = position + 2;
    cache = 0;
    bits = 0;
    missing = 0;
    ended = false;
  }

  /** Checks that no bit was used that is not there; where the next marker is. */
  int finish() {
    checkUsed();
    while (at + 1 < b.length && !JpegCodestream.isMarker(b, at)) {
      at++;
    }
    return at;
  }
}
