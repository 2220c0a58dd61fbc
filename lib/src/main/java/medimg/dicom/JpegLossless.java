package medimg.dicom;

import java.util.Arrays;

/**
 * JPEG lossless (process 14, all seven predictors, 2 to 16 bit; ITU-T T.81 annex H).
 *
 * <p>Our own: TwelveMonkeys' decoder leaves the last pixel at 0 where the entropy-coded data ends
 * with a whole byte in a flat area, and knows neither 16-bit colour nor odd precisions. Several
 * scans, restarts and the point transform are decoded; subsampled components are refused.
 */
final class JpegLossless {
  private static final int SOF3 = 0xC3;
  private static final int DHT = 0xC4;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int DRI = 0xDD;

  private final byte[] b;
  private final ImageLayout layout;
  private final SampleFormat format;
  private final Object array;
  private final int at;
  private final Huffman[] tables = new Huffman[4];
  private int frame;
  private int precision;
  private int interval;

  private JpegLossless(byte[] b, ImageLayout layout, SampleFormat format, Object array, int at) {
    this.b = b;
    this.layout = layout;
    this.format = format;
    this.array = array;
    this.at = at;
  }

  static void decode(byte[] b, ImageLayout layout, SampleFormat format, Object array, int at) {
    try {
      new JpegLossless(b, layout, format, array, at).decode();
    } catch (IndexOutOfBoundsException e) {
      throw new DicomException("a JPEG lossless frame ends within a segment", e);
    }
  }

  private void decode() {
    int scanned = 0;
    int i = 2;
    while (scanned < layout.samples()) {
      if (u8(i) != 0xFF || u8(i + 1) == EOI) {
        throw damaged("has " + scanned + " of " + layout.samples() + " components");
      }
      int marker = u8(i + 1);
      int end = i + 2 + u16(i + 2);
      switch (marker) {
        case SOF3 -> readFrame(i + 4);
        case DHT -> readTables(i + 4, end);
        case DRI -> interval = u16(i + 4);
        case SOS -> {
          scanned += u8(i + 4);
          end = scan(i + 4, end);
        }
        default -> {}
      }
      i = marker == 0xFF ? i + 1 : end;
    }
  }

  private void readFrame(int i) {
    frame = i;
    precision = u8(i);
    int components = u8(i + 5);
    layout.checkShape("JPEG lossless", u16(i + 1), u16(i + 3), components);
    if (precision < 2 || precision > Math.min(16, layout.bitsAllocated())) {
      throw new DicomException(
          "a JPEG lossless frame has "
              + precision
              + "-bit samples, but "
              + Tag.describe(Tag.BitsAllocated)
              + " is "
              + layout.bitsAllocated());
    }
    for (int c = 0; c < components; c++) {
      if (components > 1 && u8(i + 7 + 3 * c) != 0x11) {
        throw new DicomException(
            "a JPEG lossless frame has subsampled components, which are not decoded; "
                + FrameDecoder.CONVERT);
      }
    }
  }

  private void readTables(int from, int end) {
    int i = from;
    while (i < end) {
      int[] counts = new int[17];
      int values = 0;
      for (int length = 1; length <= 16; length++) {
        counts[length] = u8(i + length);
        values += counts[length];
      }
      tables[u8(i) & 3] = new Huffman(b, i + 17, counts);
      i += 17 + values;
    }
  }

  /** Decodes the scan whose header starts here; where the data after it starts. */
  private int scan(int i, int data) {
    int count = u8(i);
    if (frame == 0 || count < 1 || count > layout.samples()) {
      throw damaged("has a scan of " + count + " components");
    }
    int predictor = u8(i + 1 + 2 * count);
    int shift = u8(i + 3 + 2 * count) & 0xF;
    if (predictor < 1 || predictor > 7 || shift >= precision) {
      throw damaged("has predictor " + predictor + " and point transform " + shift);
    }
    int[] components = new int[count];
    Huffman[] codes = new Huffman[count];
    for (int k = 0; k < count; k++) {
      components[k] = component(u8(i + 1 + 2 * k));
      codes[k] = tables[u8(i + 2 + 2 * k) >> 4 & 3];
      if (codes[k] == null) {
        throw damaged("has no Huffman table " + (u8(i + 2 + 2 * k) >> 4));
      }
    }
    int columns = layout.columns();
    int[][] above = new int[count][columns];
    int[][] line = new int[count][columns];
    int start = 1 << precision - shift - 1;
    Bits bits = new Bits(b, data);
    int untilRestart = interval == 0 ? Integer.MAX_VALUE : interval;
    for (int y = 0; y < layout.rows(); y++) {
      boolean first = y == 0;
      for (int x = 0; x < columns; x++) {
        boolean restart = untilRestart == 0;
        if (restart) {
          bits.restart();
          untilRestart = interval;
          first = true;
        }
        untilRestart--;
        for (int k = 0; k < count; k++) {
          int left = x == 0 ? 0 : line[k][x - 1];
          int expected;
          if (restart || first && x == 0) {
            expected = start;
          } else if (first) {
            expected = left;
          } else if (x == 0) {
            expected = above[k][0];
          } else {
            expected = predict(predictor, left, above[k][x], above[k][x - 1]);
          }
          int sample = expected + bits.difference(codes[k]) & 0xFFFF;
          line[k][x] = sample;
          int to = at + (y * columns + x) * layout.samples() + components[k];
          SampleFormat.put(array, to, format.stored(sample << shift, precision));
        }
      }
      if (bits.isOverrun()) {
        throw damaged("ends within row " + y + " of " + layout.rows());
      }
      int[][] spare = above;
      above = line;
      line = spare;
    }
    return bits.nextMarker();
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

  private int component(int id) {
    for (int c = 0; c < layout.samples(); c++) {
      if (u8(frame + 6 + 3 * c) == id) {
        return c;
      }
    }
    throw damaged("has no component " + id);
  }

  private static DicomException damaged(String how) {
    return new DicomException("a JPEG lossless frame is damaged: it " + how);
  }

  private int u8(int i) {
    return b[i] & 0xFF;
  }

  private int u16(int i) {
    return u8(i) << 8 | u8(i + 1);
  }

  /** Codes of 1 to 16 bits; those of up to 8 are looked up at once. */
  private static final class Huffman {
    private final int[] short8 = new int[256];
    private final int[] last = new int[17];
    private final int[] toValue = new int[17];
    private final int[] values;

    Huffman(byte[] b, int from, int[] counts) {
      int total = 0;
      int code = 0;
      for (int length = 1; length <= 16; length++) {
        toValue[length] = total - code;
        total += counts[length];
        code += counts[length];
        last[length] = counts[length] == 0 ? -1 : code - 1;
        if (code > 1 << length) {
          throw damaged("has a Huffman table of too many codes");
        }
        code <<= 1;
      }
      values = new int[total];
      for (int k = 0; k < total; k++) {
        values[k] = b[from + k] & 0xFF;
      }
      for (int length = 1; length <= 8; length++) {
        for (int c = last[length] - counts[length] + 1; c <= last[length]; c++) {
          int entry = length << 8 | values[c + toValue[length]];
          Arrays.fill(short8, c << 8 - length, (c + 1) << 8 - length, entry);
        }
      }
    }

    int read(Bits bits) {
      int ahead = bits.peek16();
      int entry = short8[ahead >> 8];
      if (entry != 0) {
        bits.skip(entry >> 8);
        return entry & 0xFF;
      }
      for (int length = 9; length <= 16; length++) {
        int code = ahead >> 16 - length;
        if (code <= last[length]) {
          bits.skip(length);
          return values[code + toValue[length]];
        }
      }
      throw damaged("has a code that no Huffman table has");
    }
  }

  /** The bits of entropy-coded data; after a marker or the end come zeros, which are counted. */
  private static final class Bits {
    private final byte[] b;
    private int next;
    private long buffer;
    private int held;
    private int padding;

    Bits(byte[] b, int next) {
      this.b = b;
      this.next = next;
    }

    int peek16() {
      while (held < 16) {
        int value = 0;
        if (next < b.length && b[next] != -1) {
          value = b[next++] & 0xFF;
        } else if (next + 1 < b.length && b[next + 1] == 0) {
          value = 0xFF;
          next += 2;
        } else {
          padding += 8;
        }
        buffer = buffer << 8 | value;
        held += 8;
      }
      return (int) (buffer >> held - 16) & 0xFFFF;
    }

    void skip(int count) {
      held -= count;
    }

    /** The difference of table H.2: a category and, but for 0 and 16, as many bits. */
    int difference(Huffman codes) {
      int category = codes.read(this);
      if (category == 0) {
        return 0;
      }
      if (category >= 16) {
        if (category > 16) {
          throw damaged("has a difference of " + category + " bits");
        }
        return 32_768;
      }
      int value = peek16() >> 16 - category;
      skip(category);
      return value < 1 << category - 1 ? value - (1 << category) + 1 : value;
    }

    boolean isOverrun() {
      return held < padding;
    }

    /** Steps over the restart marker that must come now. */
    void restart() {
      int marker = nextMarker();
      if (marker + 1 >= b.length || (b[marker + 1] & 0xF8) != 0xD0) {
        throw damaged("has no restart marker where one is due");
      }
      next = marker + 2;
      held = 0;
      padding = 0;
    }

    /** Where the next marker is; the end if there is none. */
    int nextMarker() {
      int i = next;
      while (i + 1 < b.length && (b[i] != -1 || b[i + 1] == 0 || b[i + 1] == -1)) {
        i++;
      }
      return i;
    }
  }
}
