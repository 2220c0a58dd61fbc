package medimg.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The pixel data of a file: native or compressed frames, read and decoded when asked for.
 *
 * <p>Holds no pixels itself; each call reads what it needs from the file.
 */
public final class PixelData {
  /** Opens the file, or the array that stands for it. */
  interface Opener {
    Source open() throws IOException;
  }

  private static final int MOST_VALUES = Integer.MAX_VALUE - 16;

  /** A flat JPEG block of 64 samples takes some bits; no codec here makes more of a byte. */
  private static final int MOST_EXPANSION = 1024;

  private final Opener opener;
  private final PixelLocation location;
  private final ImageLayout layout;
  private final TransferSyntax syntax;
  private final DataSet header;
  private final String name;

  PixelData(
      Opener opener, PixelLocation location, DataSet header, TransferSyntax syntax, String name) {
    this.opener = opener;
    this.location = location;
    this.layout = ImageLayout.of(header, location.tag());
    this.syntax = syntax;
    this.header = header;
    this.name = name;
  }

  private PixelData(PixelData other, ImageLayout layout) {
    this.opener = other.opener;
    this.location = other.location;
    this.layout = layout;
    this.syntax = other.syntax;
    this.header = other.header;
    this.name = other.name;
  }

  /** Shape and sample format. */
  public ImageLayout layout() {
    return layout;
  }

  /** Bytes that the pixel data takes in the file, without the headers of fragments. */
  public long storedBytes() {
    long sum = 0;
    for (long[] fragment : frameFragments()) {
      sum += fragment[1];
    }
    return sum;
  }

  /** The fragments without the offset table. */
  private List<long[]> frameFragments() {
    List<long[]> all = location.fragments();
    return location.encapsulated() && !all.isEmpty() ? all.subList(1, all.size()) : all;
  }

  /**
   * The first bytes of the pixel data as the file has them: compressed ones if it is compressed.
   *
   * @param most how many at most
   */
  public byte[] firstBytes(int most) {
    List<long[]> fragments = frameFragments();
    if (fragments.isEmpty()) {
      return new byte[0];
    }
    try (Source source = opener.open()) {
      return read(source, fragments.get(0)[0], Math.min(most, fragments.get(0)[1]));
    } catch (IOException e) {
      throw new DicomException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The stored values of one frame: rows x columns x samples.
   *
   * @param frame from 0 to {@link ImageLayout#frames()} - 1
   * @throws DicomException if there is no such frame or it cannot be decoded
   */
  public StoredValues frame(int frame) {
    if (frame < 0 || frame >= layout.frames()) {
      throw new DicomException(
          name
              + ": there is no frame "
              + frame
              + ": the file has "
              + layout.frames()
              + " (0 to "
              + (layout.frames() - 1)
              + ")");
    }
    return decode(frame, frame + 1);
  }

  /**
   * The stored values of all frames: frames x rows x columns x samples.
   *
   * @throws DicomException if a frame cannot be decoded, or all do not fit one array
   */
  public StoredValues all() {
    return decode(0, layout.frames());
  }

  /**
   * One bit of each cell of one frame, whether it belongs to the stored bits or not: retired files
   * keep overlays in unused ones (PS3.3 section C.9.2 as of 2003).
   *
   * @param frame from 0
   * @param bit from 0, the lowest, to Bits Allocated - 1
   * @return 0 or 1, rows x columns x samples
   * @throws DicomException if there is no such frame or bit, or the frames are compressed by other
   *     than RLE, which keeps the stored bits only
   */
  public StoredValues bits(int frame, int bit) {
    if (bit < 0 || bit >= layout.bitsAllocated()) {
      throw new DicomException(
          name + ": there is no bit " + bit + " in cells of " + layout.bitsAllocated() + " bit");
    }
    if (syntax.encapsulated() && !syntax.equals(TransferSyntax.RLE)) {
      throw new DicomException(
          name
              + ": bit "
              + bit
              + " of the cells cannot be had: "
              + syntax.name()
              + " keeps the stored bits only");
    }
    ImageLayout plane =
        new ImageLayout(
            layout.rows(),
            layout.columns(),
            layout.frames(),
            layout.samples(),
            layout.planar(),
            layout.photometric(),
            layout.bitsAllocated(),
            1,
            bit,
            false);
    return new PixelData(this, plane).frame(frame);
  }

  private StoredValues decode(int from, int to) {
    try {
      return values(from, to);
    } catch (DicomException e) {
      throw e.in(name);
    } catch (IOException e) {
      throw new DicomException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private StoredValues values(int from, int to) throws IOException {
    long count = layout.frameSize() * (to - from);
    if (count > MOST_VALUES) {
      throw new DicomException(
          (to - from)
              + " frames of "
              + layout.frameSize()
              + " samples do not fit one array; read frame by frame");
    }
    try (Source source = opener.open()) {
      SampleFormat format = new SampleFormat(layout, location.tag());
      if (!location.encapsulated()) {
        if (syntax.encapsulated()) {
          throw new DicomException(
              Tag.describe(location.tag())
                  + " has a defined length, but "
                  + syntax.name()
                  + " needs fragments (PS3.5 section A.4)");
        }
        return nativeFrames(source, format, from, to);
      }
      FrameDecoder decoder = FrameDecoder.of(syntax, location.tag());
      List<List<long[]>> frames = fragmentsOfFrames(source);
      checkExpansion(count, frames.subList(from, to));
      Object array = format.newArray((int) count);
      for (int frame = from; frame < to; frame++) {
        byte[] encoded = join(source, frames.get(frame));
        decoder.decode(encoded, layout, format, array, (int) ((frame - from) * layout.frameSize()));
      }
      return values(array, from, to);
    }
  }

  /** Refuses a header that promises more samples than the compressed bytes can hold. */
  private static void checkExpansion(long count, List<List<long[]>> frames) {
    long bytes = frames.stream().flatMap(List::stream).mapToLong(f -> f[1]).sum();
    if (count > (bytes + 64) * MOST_EXPANSION) {
      throw new DicomException(
          bytes
              + " compressed bytes cannot hold "
              + count
              + " samples; Rows, Columns or the number of frames is wrong");
    }
  }

  private StoredValues values(Object array, int from, int to) {
    return new StoredValues(
        array, layout.signed(), to - from, layout.rows(), layout.columns(), layout.samples());
  }

  private StoredValues nativeFrames(Source source, SampleFormat format, int from, int to)
      throws IOException {
    long there = location.fragments().get(0)[1];
    long needed = format.nativeBits(layout.frames()) + 7 >>> 3;
    if (there < needed) {
      throw new DicomException(
          Tag.describe(location.tag())
              + " holds "
              + there
              + " bytes, must be "
              + needed
              + " ("
              + layout.shape()
              + " samples of "
              + layout.bitsAllocated()
              + " bit); the file is cut or its header wrong");
    }
    long start = location.fragments().get(0)[0];
    long firstBit = format.nativeBits(from);
    long lastBit = format.nativeBits(to);
    long firstByte = firstBit >>> 3;
    long lastByte = lastBit + 7 >>> 3;
    boolean words = layout.bitsAllocated() <= 8 && syntax.bigEndian() && location.vr() == VR.OW;
    byte[] bytes =
        words
            ? swappedWords(source, start, firstByte, lastByte, there)
            : read(source, start + firstByte, lastByte - firstByte);
    Object array = format.newArray((int) (layout.frameSize() * (to - from)));
    format.unpack(bytes, (int) (firstBit & 7), syntax.bigEndian(), array, to - from);
    return values(array, from, to);
  }

  /** Bytes that big endian wrote as 16-bit words, in the order that they were meant. */
  private static byte[] swappedWords(Source source, long start, long from, long to, long there)
      throws IOException {
    long first = from & ~1L;
    byte[] b = read(source, start + first, Math.min(to + 1 & ~1L, there) - first);
    byte[] out = new byte[(int) (to - from)];
    for (int i = 0; i < out.length; i++) {
      int at = (int) (from - first) + i ^ 1;
      out[i] = b[Math.min(at, b.length - 1)];
    }
    return out;
  }

  /** Which fragments make up each frame (PS3.5 section A.4). */
  private List<List<long[]>> fragmentsOfFrames(Source source) throws IOException {
    List<long[]> fragments = frameFragments();
    int frames = layout.frames();
    if (fragments.isEmpty()) {
      throw new DicomException(Tag.describe(location.tag()) + " has no fragment, so no pixels");
    }
    if (frames == 1) {
      return List.of(fragments);
    }
    if (fragments.size() == frames) {
      return fragments.stream().map(List::of).toList();
    }
    long[] starts = offsets(source);
    List<List<long[]>> out = new ArrayList<>();
    if (starts.length == frames) {
      long first = fragments.get(0)[0] - 8;
      int next = 0;
      for (int frame = 0; frame < frames; frame++) {
        long end = frame + 1 < frames ? first + starts[frame + 1] : Long.MAX_VALUE;
        int begin = next;
        while (next < fragments.size() && fragments.get(next)[0] - 8 < end) {
          next++;
        }
        out.add(fragments.subList(begin, next));
      }
    } else {
      int begin = 0;
      for (int i = 1; i <= fragments.size(); i++) {
        if (i == fragments.size() || startsJpeg(source, fragments.get(i))) {
          out.add(fragments.subList(begin, i));
          begin = i;
        }
      }
    }
    if (out.size() != frames || out.stream().anyMatch(List::isEmpty)) {
      throw new DicomException(
          Tag.describe(location.tag())
              + " has "
              + fragments.size()
              + " fragments and no usable offset table for "
              + frames
              + " frames");
    }
    return out;
  }

  private boolean startsJpeg(Source source, long[] fragment) throws IOException {
    byte[] head = read(source, fragment[0], Math.min(3, fragment[1]));
    return head.length == 3
        && head[0] == (byte) 0xFF
        && (head[1] == (byte) 0xD8 || head[1] == 0x4F);
  }

  /** The offsets of frames from the first fragment's item: extended, else basic, else none. */
  private long[] offsets(Source source) throws IOException {
    Element extended = header.find(Tag.ExtendedOffsetTable).orElse(null);
    if (extended != null && !extended.isEmpty()) {
      return longs(extended.bytes(), 8);
    }
    long[] table = location.fragments().get(0);
    return longs(read(source, table[0], table[1]), 4);
  }

  private static long[] longs(byte[] b, int width) {
    long[] out = new long[b.length / width];
    for (int i = 0; i < b.length / width * width; i++) {
      out[i / width] |= (b[i] & 0xFFL) << 8 * (i % width);
    }
    return out;
  }

  private byte[] join(Source source, List<long[]> fragments) throws IOException {
    long total = fragments.stream().mapToLong(f -> f[1]).sum();
    if (total > MOST_VALUES) {
      throw new DicomException("a frame of " + total + " compressed bytes is too large");
    }
    byte[] out = new byte[(int) total];
    int at = 0;
    for (long[] fragment : fragments) {
      source.read(fragment[0], out, at, (int) fragment[1]);
      at += (int) fragment[1];
    }
    return out;
  }

  private static byte[] read(Source source, long at, long length) throws IOException {
    if (length > MOST_VALUES) {
      throw new DicomException(
          length + " bytes of pixels do not fit one array; read frame by frame");
    }
    byte[] out = new byte[(int) length];
    source.read(at, out, 0, out.length);
    return out;
  }

  @Override
  public String toString() {
    byte[] first = firstBytes(8);
    StringBuilder hex = new StringBuilder();
    for (byte b : first) {
      hex.append(String.format("%02X ", b));
    }
    return storedBytes()
        + " bytes in the file as "
        + syntax.name()
        + ", the first of them "
        + hex.toString().strip()
        + "; decoded "
        + layout.shape()
        + " (frames x rows x columns x samples), "
        + layout.frameSize() * layout.frames() * layout.bitsAllocated() / 8
        + " bytes";
  }
}
