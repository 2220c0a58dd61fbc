package medimg.codec;

import java.util.Arrays;

/** Huffman codes of JPEG, but for JPEG-LS, which has none (ITU-T T.81 annex C). */
final class JpegHuffman {
  private JpegHuffman() {}

  /** The codes of a table in their order, each as length times 256 and symbol (B.2.4.2). */
  static short[] read(JpegCodestream in) {
    int[] counts = new int[17];
    for (int length = 1; length <= 16; length++) {
      counts[length] = in.u8();
    }
    short[] codes = new short[Arrays.stream(counts).sum()];
    int code = 0;
    for (int length = 1; length <= 16; length++) {
      for (int i = 0; i < counts[length]; i++) {
        codes[code++] = (short) (length << 8 | in.u8());
      }
    }
    return codes;
  }

  /**
   * A table by the next 16 bits, 0 where there is no code: codes of a length count up, shorter ones
   * come first.
   */
  static short[] byBits(short[] codes, JpegCodestream in) {
    short[] out = new short[1 << 16];
    int from = 0;
    for (short code : codes) {
      int to = from + (1 << 16 - (code >> 8));
      if (to > out.length) {
        throw in.damaged("a Huffman table has more codes than there are");
      }
      Arrays.fill(out, from, to, code);
      from = to;
    }
    return out;
  }

  /** The next symbol; 16 bits and more are ready behind it. */
  static int symbol(JpegBits bits, short[] byBits, JpegCodestream in) {
    bits.fill();
    int code = byBits[bits.peek16()];
    if (code == 0) {
      throw in.damaged("a Huffman code is not in its table");
    }
    bits.skip(code >> 8);
    return code & 0xFF;
  }

  /** A number of so many bits, whose first is 0 if it is negative (table F.1). */
  static int extended(JpegBits bits, int size) {
    int value = bits.take(size);
    return value < 1 << size >> 1 ? value + 1 - (1 << size) : value;
  }
}
