package medimg.codec;

import java.util.Arrays;

/**
 * JPEG with 12-bit samples, sequential with Huffman codes: process 4, extended (ITU-T T.81).
 *
 * <p>Components come as the codestream has them, YCbCr unconverted; those with fewer samples are
 * widened by repeating.
 */
final class TwelveBitJpeg extends JpegProcess {
  static final int PRECISION = 12;

  /** Where the coefficients of the zigzag order stand in a block (T.81 figure A.6). */
  private static final int[] ZIGZAG = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  /** A component: its sampling factors, its samples (rows x columns of them) and its tables. */
  private static final class Component {
    int horizontal;
    int vertical;
    int quantisation;
    int rows;
    int columns;
    short[] samples;
    int[] steps;
    short[] dcCodes;
    short[] acCodes;
    int dc;
  }

  /** The largest sample that the image's cells hold: a lossy one may lie beyond. */
  private final int largest;

  private final int[][] quantisations = new int[4][];

  /** The Huffman codes in their order, each as length times 256 and symbol. */
  private final short[][] dcCodes = new short[4][];

  private final short[][] acCodes = new short[4][];
  private final float[] block = new float[64];
  private final Component[] components;
  private int mostHorizontal;
  private int mostVertical;

  private TwelveBitJpeg(byte[] b, ImageLayout layout) {
    super(new JpegCodestream(b, "JPEG"), layout);
    this.components = new Component[layout.samples()];
    Arrays.setAll(components, c -> new Component());
    this.largest = Math.min((1 << PRECISION) - 1, (2 << layout.highBit()) - 1);
  }

  static void decode(byte[] b, ImageLayout layout, SampleFormat format, Object array, int at) {
    TwelveBitJpeg frame = new TwelveBitJpeg(b, layout);
    frame.decodeScans();
    frame.store(format.ofPrecision(PRECISION), array, at);
  }

  @Override
  void readSegment(int marker) {
    if (marker == JpegCodestream.DQT) {
      readQuantisation();
    } else if (marker == JpegCodestream.DHT) {
      readCodes();
    } else if (JpegCodestream.isFrameHeader(marker)) {
      readFrameHeader();
      for (Component component : components) {
        component.rows = ceil(layout.rows() * component.vertical, mostVertical);
        component.columns = ceil(layout.columns() * component.horizontal, mostHorizontal);
      }
    }
  }

  /** T.81 section B.2.4.1. */
  private void readQuantisation() {
    while (in.left() > 0) {
      int head = in.u8();
      int[] steps = new int[64];
      for (int k = 0; k < 64; k++) {
        steps[k] = head >> 4 == 0 ? in.u8() : in.u16();
      }
      quantisations[table(head & 15)] = steps;
    }
  }

  /** T.81 section B.2.4.2. */
  private void readCodes() {
    while (in.left() > 0) {
      int head = in.u8();
      (head >> 4 == 0 ? dcCodes : acCodes)[table(head & 15)] = JpegHuffman.read(in);
    }
  }

  private int table(int number) {
    if (number > 3) {
      throw in.damaged("a table has the number %d, must be 0 to 3", number);
    }
    return number;
  }

  @Override
  void readComponent(int c) {
    Component component = components[c];
    int factors = in.u8();
    component.horizontal = factors >> 4;
    component.vertical = factors & 15;
    component.quantisation = table(in.u8());
    if (Math.min(component.horizontal, component.vertical) < 1
        || Math.max(component.horizontal, component.vertical) > 4) {
      throw in.damaged("a sampling factor is not 1 to 4");
    }
    mostHorizontal = Math.max(mostHorizontal, component.horizontal);
    mostVertical = Math.max(mostVertical, component.vertical);
  }

  private static int ceil(int value, int unit) {
    return (value + unit - 1) / unit;
  }

  /** T.81 sections B.2.3 and A.2. */
  @Override
  int decodeScan() {
    Component[] scanned = new Component[in.u8()];
    for (int i = 0; i < scanned.length; i++) {
      int id = in.u8();
      Component component = scanned[i] = components[component(id)];
      component.samples = new short[component.rows * component.columns];
      int codes = in.u8();
      short[] dc = dcCodes[table(codes >> 4)];
      short[] ac = acCodes[table(codes & 15)];
      component.steps = quantisations[component.quantisation];
      if (dc == null || ac == null || component.steps == null) {
        throw in.damaged("a table of component %d is absent", id);
      }
      component.dcCodes = JpegHuffman.byBits(dc, in);
      component.acCodes = JpegHuffman.byBits(ac, in);
    }
    if (scanned.length == 0) {
      throw in.damaged("a scan has no component");
    }
    JpegBits bits = in.entropyCoded();
    boolean interleaved = scanned.length > 1;
    Component first = scanned[0];
    int down = interleaved ? ceil(layout.rows(), 8 * mostVertical) : ceil(first.rows, 8);
    int across = interleaved ? ceil(layout.columns(), 8 * mostHorizontal) : ceil(first.columns, 8);
    int interval = in.restartInterval();
    int unit = 0;
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++, unit++) {
        if (interval > 0 && unit > 0 && unit % interval == 0) {
          bits.restart(unit / interval - 1);
          for (Component component : scanned) {
            component.dc = 0;
          }
        }
        if (!interleaved) {
          decodeBlock(bits, first, y, x);
          continue;
        }
        for (Component component : scanned) {
          int v = component.vertical;
          int h = component.horizontal;
          for (int i = 0; i < v * h; i++) {
            decodeBlock(bits, component, y * v + i / h, x * h + i % h);
          }
        }
      }
    }
    in.resumeAt(bits.finish());
    return scanned.length;
  }

  /**
   * T.81 section F.2.2. The row and column count blocks; what lies outside the image is dropped.
   */
  private void decodeBlock(JpegBits bits, Component component, int row, int column) {
    float[] s = block;
    int[] steps = component.steps;
    Arrays.fill(s, 0);
    component.dc += extended(bits, JpegHuffman.symbol(bits, component.dcCodes, in));
    s[0] = (float) component.dc * steps[0];
    int last = 0;
    for (int k = 1; k < 64; k++) {
      int symbol = JpegHuffman.symbol(bits, component.acCodes, in);
      int size = symbol & 15;
      if (size == 0) {
        if (symbol != 0xF0) {
          break;
        }
        k += 15;
        continue;
      }
      k += symbol >> 4;
      if (k > 63) {
        throw in.damaged("a block has more than 64 coefficients");
      }
      int at = ZIGZAG[k];
      s[at] = extended(bits, size) * steps[k];
      last = Math.max(last, at);
    }
    if (last == 0) {
      Arrays.fill(s, s[0] / 8);
    } else {
      Dct.inverse(s, (last >> 3) + 1);
    }
    int bottom = Math.min(8, component.rows - 8 * row);
    int right = Math.min(8, component.columns - 8 * column);
    for (int y = 0; y < bottom; y++) {
      int to = (8 * row + y) * component.columns + 8 * column;
      for (int x = 0; x < right; x++) {
        int sample = Math.round(s[8 * y + x]) + (1 << PRECISION - 1);
        component.samples[to + x] = (short) Math.max(0, Math.min(sample, largest));
      }
    }
  }

  /** A number of so many bits, at most 15. */
  private int extended(JpegBits bits, int size) {
    if (size > 15) {
      throw in.damaged("a coefficient has %d bits", size);
    }
    return JpegHuffman.extended(bits, size);
  }

  private void store(SampleFormat format, Object array, int at) {
    int columns = layout.columns();
    int samples = layout.samples();
    int[] line = new int[columns];
    for (int c = 0; c < samples; c++) {
      Component component = components[c];
      for (int row = 0; row < layout.rows(); row++) {
        int from = row * component.vertical / mostVertical * component.columns;
        for (int column = 0; column < columns; column++) {
          line[column] = component.samples[from + column * component.horizontal / mostHorizontal];
        }
        format.store(line, 0, columns, array, at + row * columns * samples + c, samples);
      }
    }
  }
}
