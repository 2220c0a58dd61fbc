package medimg.codec;

/**
 * JPEG lossless with Huffman codes: process 14, all seven predictors, 2 to 16 bit (ITU-T T.81 annex
 * H).
 *
 * <p>Our own: TwelveMonkeys' decoder leaves the last pixel at 0 where the bits of a flat area end
 * with a whole byte, and has neither colour of 16 bit nor restarts of all predictors. Several
 * scans, restarts and the point transform are decoded; subsampled components are refused.
 */
final class JpegLossless extends JpegProcess {
  private final SampleFormat format;
  private final Object array;
  private final int at;

  /** The Huffman codes in their order; some encoders number them as those of AC coefficients. */
  private final short[][] codes = new short[32][];

  private JpegLossless(byte[] b, ImageLayout layout, SampleFormat format, Object array, int at) {
    super(new JpegCodestream(b, "JPEG lossless"), layout);
    this.format = format;
    this.array = array;
    this.at = at;
  }

  static void decode(byte[] b, ImageLayout layout, SampleFormat format, Object array, int at) {
    new JpegLossless(b, layout, format, array, at).decodeScans();
  }

  @Override
  void readSegment(int marker) {
    if (marker == JpegCodestream.DHT) {
      while (in.left() > 0) {
        codes[in.u8() & 31] = JpegHuffman.read(in);
      }
    } else if (JpegCodestream.isFrameHeader(marker)) {
      readFrameHeader();
    }
  }

  /** T.81 sections B.2.3 and H.1. */
  @Override
  int decodeScan() {
    int count = in.u8();
    int[] components = new int[count];
    short[][] tables = new short[count][];
    for (int k = 0; k < count; k++) {
      components[k] = component(in.u8());
      int number = in.u8() >> 4;
      short[] table = codes[number] == null ? codes[16 + (number & 15)] : codes[number];
      if (table == null) {
        throw in.damaged("Huffman table %d is absent", number);
      }
      tables[k] = JpegHuffman.byBits(table, in);
    }
    int predictor = in.u8();
    in.u8();
    int transform = in.u8() & 15;
    if (count == 0 || predictor < 1 || predictor > 7 || transform >= precision()) {
      throw in.damaged(
          "a scan has %d components, predictor %d and point transform %d",
          count, predictor, transform);
    }
    int columns = layout.columns();
    int samples = layout.samples();
    int[][] above = new int[count][columns];
    int[][] line = new int[count][columns];
    int[] cells = new int[columns];
    SampleFormat stored = format.ofPrecision(precision());
    int start = 1 << precision() - transform - 1;
    int interval = in.restartInterval();
    JpegBits bits = in.entropyCoded();
    int unit = 0;
    for (int row = 0; row < layout.rows(); row++) {
      boolean first = row == 0; // of the image or since a restart: no row above counts
      for (int x = 0; x < columns; x++, unit++) {
        boolean restart = interval > 0 && unit > 0 && unit % interval == 0;
        if (restart) {
          bits.restart(unit / interval - 1);
          first = true;
        }
        for (int k = 0; k < count; k++) {
          int expected;
          if (restart || first && x == 0) {
            expected = start;
          } else if (first) {
            expected = line[k][x - 1];
          } else if (x == 0) {
            expected = above[k][0];
          } else {
            expected = predict(predictor, line[k][x - 1], above[k][x], above[k][x - 1]);
          }
          line[k][x] = expected + difference(bits, tables[k]) & 0xFFFF;
        }
      }
      for (int k = 0; k < count; k++) {
        for (int x = 0; x < columns; x++) {
          cells[x] = line[k][x] << transform;
        }
        int to = at + row * columns * samples + components[k];
        stored.store(cells, 0, columns, array, to, samples);
      }
      int[][] spare = above;
      above = line;
      line = spare;
    }
    in.resumeAt(bits.finish());
    return count;
  }

  /** The predictors of table H.1. */
  private static int predict(int predictor, int left, int above, int corner) {
    return switch (predictor) {
      case 1 -> left;
      case 2 -> above;
      case 3 -> corner;
      case 4 -> left + above - corner;
      case 5 -> left + (above - corner >> 1);
      case 6 -> above + (left - corner >> 1);
      default -> left + above >> 1;
    };
  }

  /** A difference modulo 65536: its size, and, but for size 16, as many bits (table H.2). */
  private int difference(JpegBits bits, short[] table) {
    int size = JpegHuffman.symbol(bits, table, in);
    if (size > 16) {
      throw in.damaged("a difference has %d bits", size);
    }
    return size == 16 ? 32_768 : JpegHuffman.extended(bits, size);
  }
}
