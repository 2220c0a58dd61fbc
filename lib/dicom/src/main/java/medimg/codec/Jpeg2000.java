package medimg.codec;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReadParamJava;
import java.awt.Point;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongPredicate;
import jj2000.j2k.codestream.HeaderInfo;
import jj2000.j2k.codestream.reader.BitstreamReaderAgent;
import jj2000.j2k.codestream.reader.HeaderDecoder;
import jj2000.j2k.decoder.DecoderSpecs;
import jj2000.j2k.image.DataBlk;
import jj2000.j2k.image.DataBlkInt;
import jj2000.j2k.image.invcomptransf.InvCompTransf;
import jj2000.j2k.io.RandomAccessIO;
import jj2000.j2k.quantization.dequantizer.Dequantizer;
import jj2000.j2k.util.FacilityManager;
import jj2000.j2k.util.ISRandomAccessIO;
import jj2000.j2k.util.MsgLogger;
import jj2000.j2k.wavelet.synthesis.InverseWT;
import medimg.dictionary.Tag;

/**
 * JPEG 2000, reversible and irreversible (ISO/IEC 15444-1), by JJ2000's decoding chain.
 *
 * <p>The chain is put together here and not by its ImageIO plug-in, which knows colour models but
 * not each component's own depth and sign. The codestream's component transform is undone. Where
 * the codestream's sign differs from (0028,0103), its bits count and the header says how to read
 * them.
 */
final class Jpeg2000 implements FrameDecoder {
  private static final int SOC_SIZ = 0xFF4FFF51;
  private static final int SOT = 0xFF90;
  private static final int SOD = 0xFF93;
  private static final int COD = 0xFF52;
  private static final int COC = 0xFF53;
  private static final int CAP = 0xFF50;
  private static final int PPM = 0xFF60;
  private static final int PPT = 0xFF61;
  private static final int MCT = 0xFF74;
  private static final int CBD = 0xFF78;
  private static final int HIGH_THROUGHPUT = 0x4000;
  private static final int MOST_BITS = 26;

  private static final int MOST_TILES = 65_535;
  private static final int MOST_LEVELS = 32;

  /** What JJ2000 keeps of a layer of a code block, of a code block and of a precinct, in bytes. */
  private static final int OF_LAYER = 32;

  private static final int OF_BLOCK = 300;
  private static final int OF_PRECINCT = 600;

  static {
    // JJ2000 would print what it thinks of a codestream.
    FacilityManager.registerMsgLogger(null, new Silent());
  }

  private static final class Silent implements MsgLogger {
    @Override
    public void printmsg(int severity, String message) {}

    @Override
    public void println(String message, int firstIndent, int indent) {}

    @Override
    public void flush() {}
  }

  private final LongPredicate memory;

  /**
   * A decoder.
   *
   * @param memory tells whether so many bytes of layers and precincts may be taken
   */
  Jpeg2000(LongPredicate memory) {
    this.memory = memory;
  }

  /** An empty code block takes less than a bit, whatever its size. */
  @Override
  public long mostSamplesPerByte(ImageLayout layout) {
    return Integer.MAX_VALUE;
  }

  @Override
  public void decode(byte[] b, ImageLayout layout, SampleFormat format, Object array, int at) {
    byte[] codestream = codestream(b);
    try {
      int firstTile = checkMainHeader(codestream, layout);
      decode(tidied(codestream, firstTile, layout), layout, array, at);
    } catch (VirtualMachineError | CodecException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      // JJ2000 throws Error for what it does not support.
      throw new CodecException("a JPEG 2000 frame is damaged: " + reason(e), e);
    }
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null
        ? e.getClass().getSimpleName()
        : e.getMessage().strip().replaceAll("\\s+", " ");
  }

  /** The codestream without the JP2 boxes that some writers leave around it. */
  private static byte[] codestream(byte[] b) {
    for (int i = 0; i + 4 <= b.length; i++) {
      if (int32(b, i) == SOC_SIZ) {
        return i == 0 ? b : Arrays.copyOfRange(b, i, b.length);
      }
    }
    throw new CodecException("a JPEG 2000 frame has no start of codestream (FF 4F FF 51)");
  }

  /**
   * Refuses what JJ2000 cannot decode, and what does not fit the header, before memory is taken.
   *
   * @return where the main header ends and the first tile-part starts
   */
  private int checkMainHeader(byte[] b, ImageLayout layout) {
    int components = b.length < 42 ? 0 : u16(b, 40);
    if (components == 0 || b.length < 42 + 3 * components) {
      throw new CodecException("a JPEG 2000 frame ends within its main header");
    }
    long rows = (long) int32(b, 12) - int32(b, 20);
    long columns = (long) int32(b, 8) - int32(b, 16);
    layout.checkShape("JPEG 2000", rows, columns, components);
    checkTiles(b);
    for (int c = 0; c < components; c++) {
      int bits = (b[42 + 3 * c] & 0x7F) + 1;
      if (bits > Math.min(layout.bitsAllocated(), MOST_BITS)) {
        throw new CodecException(
            "a JPEG 2000 frame has "
                + bits
                + "-bit samples, but "
                + Tag.describe(Tag.BitsAllocated)
                + " is "
                + layout.bitsAllocated());
      }
      if (b[43 + 3 * c] != 1 || b[44 + 3 * c] != 1) {
        throw CodecException.unsupported(
            "a JPEG 2000 frame has subsampled components, which are not decoded");
      }
    }
    return checkMarkers(b, layout);
  }

  /** The tiles must cover the image and be no more than the standard allows (section B.3). */
  private static void checkTiles(byte[] b) {
    long tiles = 1;
    for (int axis = 0; axis <= 4; axis += 4) {
      long end = int32(b, 8 + axis);
      long start = int32(b, 16 + axis);
      long size = int32(b, 24 + axis);
      long origin = int32(b, 32 + axis);
      if (start < 0 || size < 1 || origin < 0 || origin > start || origin + size <= start) {
        throw new CodecException(
            "a JPEG 2000 frame is damaged: tiles of "
                + size
                + " from "
                + origin
                + " on do not cover an image from "
                + start
                + " to "
                + end);
      }
      tiles *= (end - origin + size - 1) / size;
    }
    if (tiles > MOST_TILES) {
      throw new CodecException(
          "a JPEG 2000 frame has " + tiles + " tiles, must be at most " + MOST_TILES);
    }
  }

  /**
   * Refuses what the tables of a coding style would take more memory for than there is.
   *
   * @param i where its values stand in a COD or COC segment, the number of levels first
   */
  private void checkCoding(byte[] b, int i, int layers, boolean precincts, ImageLayout layout) {
    int levels = b[i] & 0xFF;
    int width = (b[i + 1] & 0xF) + 2;
    int height = (b[i + 2] & 0xF) + 2;
    if (levels > MOST_LEVELS || width + height > 12) {
      throw new CodecException(
          "a JPEG 2000 frame is damaged: it has "
              + levels
              + " levels and code blocks of 2^"
              + width
              + " x 2^"
              + height);
    }
    long tilesDown = (layout.rows() + int32(b, 28) - 1L) / int32(b, 28) + 1;
    long tilesAcross = (layout.columns() + int32(b, 24) - 1L) / int32(b, 24) + 1;
    long blocks = (layout.frameSize() >> width + height) + 1;
    long bytes = 0;
    for (int level = 0; level <= levels; level++) {
      int size = precincts ? b[i + 5 + level] & 0xFF : 0xFF;
      int down = Math.min(31, levels - level);
      long rows = (layout.rows() >> down >> (size >> 4)) + tilesDown;
      long columns = (layout.columns() >> down >> (size & 0xF)) + tilesAcross;
      bytes += rows * columns * layout.samples() * OF_PRECINCT;
      blocks += 3 * rows * columns * layout.samples();
    }
    bytes += blocks * (OF_BLOCK + (long) OF_LAYER * layers);
    if (!memory.test(bytes)) {
      throw CodecException.tooLarge(bytes);
    }
  }

  /** Checks the coding styles of a main or tile-part header's segment. */
  private void checkCoding(byte[] b, int i, int layers, ImageLayout layout) {
    boolean ofAll = u16(b, i) == COD;
    int values = i + (ofAll ? 9 : layout.samples() < 257 ? 6 : 7);
    if (ofAll || u16(b, i) == COC) {
      boolean precincts = (b[ofAll ? i + 4 : values - 1] & 1) != 0;
      int end = values + 5 + (precincts && values < b.length ? (b[values] & 0xFF) + 1 : 0);
      if (end > b.length) {
        throw new CodecException("a JPEG 2000 frame ends within its coding style");
      }
      checkCoding(b, values, ofAll ? u16(b, i + 6) : layers, precincts, layout);
    }
  }

  /** The layers of the main header's coding style. */
  private static int layers(byte[] b) {
    for (int i = 2; i + 8 <= b.length && u16(b, i) != SOT; i += 2 + Math.max(2, u16(b, i + 2))) {
      if (u16(b, i) == COD) {
        return u16(b, i + 6);
      }
    }
    return 1;
  }

  /** High throughput (part 15) and the component transforms of part 2 stand in markers. */
  private int checkMarkers(byte[] b, ImageLayout layout) {
    boolean high = (u16(b, 6) & HIGH_THROUGHPUT) != 0;
    boolean part2 = false;
    int layers = layers(b);
    int i = 2;
    while (i + 4 <= b.length && u16(b, i) != SOT) {
      int marker = u16(b, i);
      high |= marker == CAP;
      part2 |= marker >= MCT && marker <= CBD;
      checkPacked(marker);
      checkCoding(b, i, layers, layout);
      i += 2 + Math.max(2, u16(b, i + 2));
    }
    if (high || part2) {
      throw CodecException.unsupported(
          "a JPEG 2000 frame uses "
              + (high
                  ? "high throughput coding (HTJ2K), which is not decoded"
                  : "the component transforms of part 2, which are not decoded"));
    }
    return i;
  }

  /** JJ2000 would read packed headers that are damaged without end. */
  private static void checkPacked(int marker) {
    if (marker == PPM || marker == PPT) {
      throw CodecException.unsupported(
          "a JPEG 2000 frame has packed packet headers, which are not decoded");
    }
  }

  /**
   * The codestream without a profile, and with the true number of tile-parts in each tile's SOT
   * segments: some writers count one too few, and JJ2000 would leave the last ones out.
   */
  private byte[] tidied(byte[] b, int firstTile, ImageLayout layout) {
    int[] parts = new int[1 << 16];
    int layers = layers(b);
    for (int i = firstTile; isTilePart(b, i); i = afterTilePart(b, i)) {
      parts[u16(b, i + 4)]++;
      for (int k = i + 12; k + 4 <= b.length && u16(b, k) != SOD; k += 2 + u16(b, k + 2)) {
        checkPacked(u16(b, k));
        checkCoding(b, k, layers, layout);
      }
    }
    byte[] out = b.clone();
    out[6] = 0; // the profile, of which JJ2000 wants to know the oldest only
    out[7] = 0;
    for (int i = firstTile; isTilePart(b, i); i = afterTilePart(b, i)) {
      int said = b[i + 11] & 0xFF;
      int counted = parts[u16(b, i + 4)];
      if (said != 0 && counted > said && counted < 256) {
        out[i + 11] = (byte) counted;
      }
    }
    return out;
  }

  private static boolean isTilePart(byte[] b, int i) {
    return i >= 0 && i + 12 <= b.length && u16(b, i) == SOT;
  }

  /** Where the next tile-part starts; -1 if this one goes to the end. */
  private static int afterTilePart(byte[] b, int i) {
    int length = int32(b, i + 6);
    return length < 12 || length > b.length - i ? -1 : i + length;
  }

  private static void decode(byte[] b, ImageLayout layout, Object array, int at)
      throws IOException {
    int components = layout.samples();
    J2KImageReadParamJava options = new J2KImageReadParamJava();
    RandomAccessIO in = new Codestream(b);
    HeaderInfo info = new HeaderInfo();
    HeaderDecoder header = new HeaderDecoder(in, options, info);
    DecoderSpecs specs = header.getDecoderSpecs();
    int[] depths = new int[components];
    for (int c = 0; c < components; c++) {
      depths[c] = header.getOriginalBitDepth(c);
    }
    BitstreamReaderAgent packets =
        BitstreamReaderAgent.createInstance(in, header, options, specs, false, info);
    Dequantizer quanta =
        header.createDequantizer(
            header.createROIDeScaler(header.createEntropyDecoder(packets, options), options, specs),
            depths,
            specs);
    InverseWT wavelets = InverseWT.createInstance(quanta, specs);
    wavelets.setImgResLevel(packets.getImgRes());
    Point tiles = wavelets.getNumTiles(null);
    for (int y = 0; y < tiles.y; y++) {
      for (int x = 0; x < tiles.x; x++) {
        wavelets.setTile(x, y);
        tile(wavelets, header, layout, array, at);
      }
    }
  }

  /** The bytes as JJ2000 wants them. At their end it would print a stack trace and go on. */
  private static final class Codestream extends ISRandomAccessIO {
    private boolean full;

    Codestream(byte[] b) throws IOException {
      super(new ByteArrayInputStream(b), b.length, 1 << 16, b.length);
      length(); // reads all, so that from now on only a packet header's bits come by read()
    }

    @Override
    public void seek(int position) throws IOException {
      full = false;
      try {
        super.seek(position);
      } catch (EOFException e) {
        throw ended(e);
      }
    }

    @Override
    public int read() throws IOException {
      try {
        int value = super.read();
        if (full && value == 0xFF) {
          // JJ2000 would read ones without end.
          throw new CodecException("a JPEG 2000 frame is damaged: FF FF stands in a packet header");
        }
        full = value == 0xFF;
        return value;
      } catch (EOFException e) {
        throw ended(e);
      }
    }

    @Override
    public void readFully(byte[] into, int from, int length) throws IOException {
      full = false;
      try {
        super.readFully(into, from, length);
      } catch (EOFException e) {
        throw ended(e);
      }
    }

    private static CodecException ended(EOFException e) {
      return new CodecException("a JPEG 2000 frame ends before its last code block", e);
    }
  }

  /** Decodes the tile that is set, all components of it. */
  private static void tile(
      InverseWT wavelets, HeaderDecoder header, ImageLayout layout, Object array, int at) {
    int components = layout.samples();
    int tile = wavelets.getTileIdx();
    int width = wavelets.getTileCompWidth(tile, 0);
    int height = wavelets.getTileCompHeight(tile, 0);
    Object[] planes = new Object[components];
    for (int c = 0; c < components; c++) {
      DataBlk all = new DataBlkInt(0, 0, width, height);
      planes[c] = wavelets.getInternCompData(all, c).getData();
    }
    Object transform = header.getDecoderSpecs().cts.getTileDef(tile);
    if (components >= 3 && !transform.equals(InvCompTransf.NONE)) {
      undoComponentTransform(planes);
    }
    int row = wavelets.getCompULY(0) - header.getImgULY();
    int column = wavelets.getCompULX(0) - header.getImgULX();
    for (int c = 0; c < components; c++) {
      int bits = header.getOriginalBitDepth(c);
      Range range = new Range(bits, header.isOriginalSigned(c), layout.signed());
      for (int y = 0; y < height; y++) {
        int to = at + ((row + y) * layout.columns() + column) * components + c;
        for (int x = 0; x < width; x++, to += components) {
          int i = y * width + x;
          int sample = planes[c] instanceof int[] n ? n[i] : Math.round(((float[]) planes[c])[i]);
          SampleFormat.put(array, to, range.of(sample));
        }
      }
    }
  }

  /**
   * Turns luminance and chrominance into red, green and blue: the reversible transform on whole
   * numbers, else the irreversible one (ISO/IEC 15444-1 annex G).
   */
  private static void undoComponentTransform(Object[] planes) {
    if (planes[0] instanceof int[] a
        && planes[1] instanceof int[] b
        && planes[2] instanceof int[] c) {
      for (int i = 0; i < a.length; i++) {
        int green = a[i] - (b[i] + c[i] >> 2);
        a[i] = c[i] + green;
        c[i] = b[i] + green;
        b[i] = green;
      }
    } else if (planes[0] instanceof float[] y
        && planes[1] instanceof float[] cb
        && planes[2] instanceof float[] cr) {
      for (int i = 0; i < y.length; i++) {
        float green = y[i] - .34413f * cb[i] - .71414f * cr[i];
        float blue = y[i] + 1.772f * cb[i];
        y[i] += 1.402f * cr[i];
        cb[i] = green;
        cr[i] = blue;
      }
    } else {
      throw new CodecException(
          "a JPEG 2000 frame is damaged: its components differ in their wavelets");
    }
  }

  /** Puts a decoded sample into the codestream's range, and reads its bits as the header says. */
  private record Range(int bits, boolean signedInCodestream, boolean signedInHeader) {
    int of(int sample) {
      int half = 1 << bits - 1;
      int inRange = Math.max(-half, Math.min(half - 1, sample));
      int value = signedInCodestream ? inRange : inRange + half;
      int unused = 32 - bits;
      return signedInHeader ? value << unused >> unused : value << unused >>> unused;
    }
  }

  private static int u16(byte[] b, int i) {
    return (b[i] & 0xFF) << 8 | b[i + 1] & 0xFF;
  }

  private static int int32(byte[] b, int i) {
    return u16(b, i) << 16 | u16(b, i + 2);
  }
}
