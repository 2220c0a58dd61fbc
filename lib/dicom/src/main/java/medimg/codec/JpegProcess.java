package medimg.codec;

/**
 * A decoding process of JPEG or JPEG-LS: takes the segments of a codestream one after another until
 * all components are decoded.
 */
abstract class JpegProcess {
  final JpegCodestream in;
  final ImageLayout layout;

  /** Bits of a sample; 0 before the frame header. */
  private int precision;

  /** The identifiers of the components; null before the frame header. */
  private int[] ids;

  private boolean[] scanned;

  JpegProcess(JpegCodestream in, ImageLayout layout) {
    this.in = in;
    this.layout = layout;
  }

  /** Decodes scans until no component is left. */
  final void decodeScans() {
    int left = layout.samples();
    while (left > 0) {
      int marker = in.next();
      switch (marker) {
        case JpegCodestream.DRI -> in.readRestartInterval();
        case JpegCodestream.SOS -> left -= scan();
        case JpegCodestream.EOI ->
            throw in.damaged("it ends before %d of its %d components", left, layout.samples());
        default -> readSegment(marker);
      }
    }
  }

  /** Reads a segment that is neither a scan's nor a restart interval. */
  abstract void readSegment(int marker);

  private int scan() {
    if (ids == null) {
      throw in.damaged("a scan comes before the frame header");
    }
    return decodeScan();
  }

  /** Decodes a scan, before whose header the codestream stands; returns how many components. */
  abstract int decodeScan();

  /** T.81 section B.2.2 and T.87 section C.2.2. */
  final void readFrameHeader() {
    if (ids != null) {
      throw in.damaged("it has two frame headers");
    }
    precision = in.u8();
    ids = new int[in.readShape(precision, layout)];
    scanned = new boolean[ids.length];
    if (precision < 2 || precision > 16) {
      throw in.damaged("its precision is %d bits, must be 2 to 16", precision);
    }
    for (int c = 0; c < ids.length; c++) {
      ids[c] = in.u8();
      readComponent(c);
    }
  }

  /**
   * Reads a component's sampling factors and the number of its quantisation table. Lossless
   * processes have neither: all components have the full size.
   */
  void readComponent(int c) {
    if (in.u8() != 0x11 && ids.length > 1) {
      throw in.unsupported("subsampled components");
    }
    in.u8();
  }

  /** Bits of a sample. */
  final int precision() {
    return precision;
  }

  /** The component, counted from 0, that has an identifier and was in no scan before. */
  final int component(int id) {
    for (int c = 0; c < ids.length; c++) {
      if (ids[c] == id && !scanned[c]) {
        scanned[c] = true;
        return c;
      }
    }
    throw in.damaged("a scan has component %d, which is not in the frame or comes twice", id);
  }
}
