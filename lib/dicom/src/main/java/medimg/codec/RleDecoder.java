package medimg.codec;

import java.util.Arrays;

/** RLE Lossless: a byte plane a segment, most significant plane first (PS3.5 annex G). */
final class RleDecoder {
  private RleDecoder() {}

  static void decode(byte[] b, ImageLayout layout, SampleFormat format, Object array, int at) {
    boolean bits = layout.bitsAllocated() == 1;
    int width = bits ? 1 : layout.bitsAllocated() / 8;
    int expected = layout.samples() * width;
    int pixels = layout.rows() * layout.columns();
    int plane = bits ? pixels + 7 >>> 3 : pixels;
    int segments = b.length < 64 ? -1 : int32(b, 0);
    if (segments != expected) {
      throw new CodecException(
          segments < 0
              ? "an RLE frame of " + b.length + " bytes is shorter than its header of 64"
              : "an RLE frame has " + segments + " segments, must have " + expected);
    }
    byte[] out = new byte[plane];
    int[] cells = new int[pixels];
    for (int sample = 0; sample < layout.samples(); sample++) {
      for (int k = 0; k < width; k++) {
        int segment = sample * width + k;
        int from = int32(b, 4 + 4 * segment);
        int to = segment + 1 < segments ? int32(b, 8 + 4 * segment) : b.length;
        if (from < 64 || to > b.length || from > to) {
          throw new CodecException(
              "RLE segment "
                  + segment
                  + " lies at bytes "
                  + from
                  + " to "
                  + to
                  + " of "
                  + b.length);
        }
        unpack(b, from, to, out, segment);
        if (k == 0) {
          Arrays.fill(cells, 0);
        }
        for (int i = 0; i < pixels; i++) {
          cells[i] = bits ? out[i >> 3] >> (i & 7) & 1 : cells[i] << 8 | out[i] & 0xFF;
        }
      }
      format.store(cells, 0, pixels, array, at + sample, layout.samples());
    }
  }

  /** The PackBits scheme of PS3.5 section G.3. */
  private static void unpack(byte[] b, int from, int to, byte[] out, int segment) {
    int i = from;
    int o = 0;
    while (o < out.length && i < to) {
      int n = b[i++];
      if (n >= 0) {
        int count = Math.min(n + 1, out.length - o);
        if (i + count > to) {
          break;
        }
        System.arraycopy(b, i, out, o, count);
        i += n + 1;
        o += count;
      } else if (n != -128) {
        if (i >= to) {
          break;
        }
        int count = Math.min(1 - n, out.length - o);
        Arrays.fill(out, o, o + count, b[i++]);
        o += count;
      }
    }
    if (o < out.length) {
      throw new CodecException(
          "RLE segment " + segment + " ends after " + o + " of " + out.length + " bytes");
    }
  }

  private static int int32(byte[] b, int i) {
    return b[i] & 0xFF | (b[i + 1] & 0xFF) << 8 | (b[i + 2] & 0xFF) << 16 | (b[i + 3] & 0xFF) << 24;
  }
}
