package medimg.codec;

/**
 * JPEG-LS, lossless and near-lossless, 2 to 16 bit (ISO/IEC 14495-1, ITU-T T.87).
 *
 * <p>All three interleave modes, restart intervals and preset parameters. Mapping tables, point
 * transforms, subsampled components and colour transforms of other makers are refused.
 */
final class JpegLs implements FrameDecoder {
  /** A run that reaches the end of a line takes one bit, whatever its length. */
  @Override
  public long mostSamplesPerByte(ImageLayout layout) {
    return 8L * layout.columns() * layout.samples();
  }

  @Override
  public void decode(byte[] b, ImageLayout layout, SampleFormat format, Object array, int at) {
    new Frame(b, layout, format, array, at).decodeScans();
  }

  private static final class Frame extends JpegProcess {
    private static final int PRESET = 1;
    private static final int APP8 = 0xE8;

    private final SampleFormat format;
    private final Object array;
    private final int at;
    private int[] preset = new int[5];

    Frame(byte[] b, ImageLayout layout, SampleFormat format, Object array, int at) {
      super(new JpegCodestream(b, "JPEG-LS"), layout);
      this.format = format;
      this.array = array;
      this.at = at;
    }

    @Override
    void readSegment(int marker) {
      switch (marker) {
        case JpegCodestream.SOF_LS -> readFrameHeader();
        case JpegCodestream.LSE -> readPreset();
        case APP8 -> checkColourTransform();
        default -> {
          if (JpegCodestream.isFrameHeader(marker)) {
            throw in.damaged("its frame header is JPEG's (FF %02X), not JPEG-LS's", marker);
          }
        }
      }
    }

    /** T.87 section C.2.4.1.1; the tables of the other kinds count only if a scan names them. */
    private void readPreset() {
      if (in.u8() == PRESET) {
        for (int i = 0; i < preset.length; i++) {
          preset[i] = in.u16();
        }
      }
    }

    /** A marker of HP's, which some encoders use to say that RGB was turned into differences. */
    private void checkColourTransform() {
      if (in.left() >= 5 && in.u16() == 0x6D72 && in.u16() == 0x6678) {
        if (in.u8() != 0) {
          throw in.unsupported("a colour transform that is not the standard's (mrfx)");
        }
      }
    }

    /** T.87 section C.2.3. */
    @Override
    int decodeScan() {
      int count = in.u8();
      int[] components = new int[count];
      for (int i = 0; i < count; i++) {
        components[i] = component(in.u8());
        if (in.u8() != 0) {
          throw in.unsupported("a mapping table");
        }
      }
      int near = in.u8();
      int interleave = in.u8();
      if (in.u8() != 0) {
        throw in.unsupported("a point transform");
      }
      if (count == 0 || interleave > 2 || interleave == 0 && count > 1) {
        throw in.damaged("a scan has %d components in interleave mode %d", count, interleave);
      }
      JpegLsPreset parameters = JpegLsPreset.of(preset, precision(), near);
      if (parameters == null) {
        throw in.damaged("its preset parameters break T.87 section C.2.4.1.1");
      }
      JpegBits bits = in.entropyCoded();
      int columns = layout.columns();
      int samples = layout.samples();
      SampleFormat cells = format.ofPrecision(precision());
      JpegLsScan scan = new JpegLsScan(bits, in, parameters, count, columns);
      int interval = in.restartInterval();
      for (int row = 0; row < layout.rows(); row++) {
        if (interval > 0 && row > 0 && row % interval == 0) {
          bits.restart(row / interval - 1);
          scan.reset();
        }
        scan.decodeLine(interleave == 2 && count > 1);
        for (int i = 0; i < count; i++) {
          int first = at + row * columns * samples + components[i];
          cells.store(scan.line(i), 1, columns, array, first, samples);
        }
      }
      in.resumeAt(bits.finish());
      return count;
    }
  }
}
