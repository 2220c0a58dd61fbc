package medimg.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import medimg.codec.CodecException;
import medimg.codec.FrameDecoder;
import medimg.codec.ImageLayout;
import medimg.codec.SampleFormat;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;

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

  /** RLE, deflated frames, uncompressed ones in fragments. */
  private static final Set<String> KEEPS_CELLS =
      Set.of("1.2.840.10008.1.2.5", "1.2.840.10008.1.2.8.1", "1.2.840.10008.1.2.1.98");

  private final Opener opener;
  private final PixelLocation location;
  private final ImageLayout layout;
  private final TransferSyntax syntax;
  private final DataSet header;
  private final String name;

  /** Found when first needed; the same whoever finds it. */
  private volatile List<List<long[]>> fragmentsOfFrames;

  PixelData(
      Opener opener, PixelLocation location, DataSet header, TransferSyntax syntax, String name) {
    this.opener = opener;
    this.location = location;
    this.layout = ImagePixelModule.layout(header, location.tag());
    this.syntax = syntax;
    this.header = header;
    this.name = name;
    long most = Limits.now().frames();
    if (layout.frames() > most) {
      throw Limits.exceeded(
          Tag.describe(Tag.NumberOfFrames) + " is " + layout.frames(), "frames", most);
    }
  }

  private PixelData(PixelData other, ImageLayout layout) {
    this.opener = other.opener;
    this.location = other.location;
    this.layout = layout;
    this.syntax = other.syntax;
    this.header = other.header;
    this.name = other.name;
  }

  /** {@return the shape and the sample format} */
  public ImageLayout layout() {
    return layout;
  }

  /** {@return where the file has it; in a deflated file, where the inflated data set has it} */
  public PixelLocation location() {
    return location;
  }

  /**
   * The pixel data as the file has it.
   *
   * @return one array, or the fragments of compressed frames, the offset table first
   * @throws DicomException if it cannot be read or does not fit the memory
   */
  public List<byte[]> storedParts() {
    long total = location.fragments().stream().mapToLong(part -> part[1]).sum();
    Limits.checkMemory(total, "the pixel data");
    List<byte[]> parts = new ArrayList<>();
    try (Source source = opener.open()) {
      for (long[] part : location.fragments()) {
        parts.add(read(source, part[0], part[1]));
      }
    } catch (DicomException e) {
      throw e.in(name);
    } catch (IOException e) {
      throw unreadable(e);
    }
    return parts;
  }

  private DicomException unreadable(IOException e) {
    return new DicomException(FaultKind.UNREADABLE, "cannot be read: " + e.getMessage(), e)
        .in(name);
  }

  /** {@return bytes that the pixel data takes in the file, without the headers of fragments} */
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
   * @return the bytes
   * @throws DicomException if they cannot be read
   */
  public byte[] firstBytes(int most) {
    List<long[]> fragments = frameFragments();
    if (fragments.isEmpty()) {
      return new byte[0];
    }
    try (Source source = opener.open()) {
      return read(source, fragments.get(0)[0], Math.min(most, fragments.get(0)[1]));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * The stored values of one frame.
   *
   * @param frame from 0 to {@link ImageLayout#frames()} - 1
   * @return rows x columns x samples
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
   * The stored values of all frames.
   *
   * @return frames x rows x columns x samples
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
   * @throws DicomException if there is no such frame or bit, or the compression keeps the stored
   *     bits only, as all but RLE and deflate do
   */
  public StoredValues bits(int frame, int bit) {
    if (bit < 0 || bit >= layout.bitsAllocated()) {
      throw new DicomException(
          name + ": there is no bit " + bit + " in cells of " + layout.bitsAllocated() + " bit");
    }
    if (location.encapsulated() && !KEEPS_CELLS.contains(syntax.uid())) {
      throw DicomException.unsupported(
              "bit "
                  + bit
                  + " of the cells cannot be had: "
                  + syntax.name()
                  + " keeps the stored bits only")
          .in(name);
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
    } catch (CodecException e) {
      throw fault(e).in(name);
    } catch (DicomException e) {
      // What a decoder refuses is damaged, unless it says what else it is.
      throw e.orElse(FaultKind.PIXELS).in(name);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private StoredValues values(int from, int to) throws IOException {
    long count = layout.frameSize() * (to - from);
    long most = Math.min(MOST_VALUES, Limits.now().samples());
    if (count > most) {
      throw Limits.exceeded(
          (to - from == 1 ? "a frame" : (to - from) + " frames")
              + " of "
              + layout.rows()
              + " x "
              + layout.columns()
              + " x "
              + layout.samples()
              + " are too many samples for one array (read frame by frame)",
          "samples",
          most);
    }
    try (Source source = opener.open()) {
      if (!location.encapsulated()) {
        return nativeFrames(source, from, to);
      }
      checkDecoded();
      List<List<long[]>> frames = frames(source);
      if (to > frames.size()) {
        throw new DicomException(
            "frame "
                + Math.max(from, frames.size())
                + " is not in the file: "
                + Tag.describe(location.tag())
                + " has "
                + frames.size()
                + " of "
                + layout.frames()
                + " frames; the file is cut or its header wrong");
      }
      SampleFormat format = new SampleFormat(layout, location.tag());
      Object array = null;
      for (int frame = from; frame < to; frame++) {
        byte[] encoded = join(source, frames.get(frame));
        FrameDecoder decoder =
            FrameDecoder.of(syntax.uid(), encoded, Limits::isWithinMemory)
                .orElseThrow(this::withoutDecoder);
        checkExpansion(encoded.length, decoder.mostSamplesPerByte(layout));
        if (array == null) {
          // Decoders hold the codestream some times over and two numbers for each sample.
          long work = 4L * encoded.length + 8 * layout.frameSize();
          Limits.checkMemory(format.bytes(count) + work, "decoding");
          array = format.newArray((int) count);
        }
        decoder.decode(encoded, layout, format, array, (int) ((frame - from) * layout.frameSize()));
      }
      return values(array, from, to);
    }
  }

  /** Refuses a transfer syntax for which there is no decoder, whatever its frames are. */
  private void checkDecoded() {
    if (location.tag() != Tag.PixelData) {
      throw new DicomException(
          Tag.describe(location.tag())
              + " must not be compressed (PS3.5 section A.4); "
              + FrameDecoder.CONVERT);
    }
    if (syntax.isVideo()) {
      throw DicomException.unsupported(
          Tag.describe(location.tag())
              + " is video ("
              + syntax
              + "), which is not decoded; a video program such as a DICOM viewer shows it");
    }
    if (FrameDecoder.isWithoutDecoder(syntax.uid())) {
      throw withoutDecoder();
    }
  }

  private DicomException withoutDecoder() {
    return DicomException.unsupported(
        Tag.describe(Tag.PixelData)
            + " is compressed as "
            + syntax
            + ", for which there is no decoder; "
            + FrameDecoder.CONVERT);
  }

  /** The same fault, of a file. */
  static DicomException fault(CodecException e) {
    if (e.tooManyBytes() > 0) {
      return Limits.tooLarge(
          e.tooManyBytes(), "decoding a JPEG 2000 frame of so many layers and precincts");
    }
    FaultKind kind = e.isUnsupported() ? FaultKind.UNSUPPORTED : FaultKind.PIXELS;
    return new DicomException(kind, e.getMessage(), e);
  }

  /** Refuses a header that promises more samples than the compressed bytes can hold. */
  private void checkExpansion(int bytes, long mostPerByte) {
    if (layout.frameSize() / mostPerByte > bytes + 64) {
      throw new DicomException(
          bytes
              + " compressed bytes cannot hold "
              + layout.frameSize()
              + " samples; Rows or Columns is wrong");
    }
  }

  private StoredValues values(Object array, int from, int to) {
    return new StoredValues(
        array, layout.signed(), to - from, layout.rows(), layout.columns(), layout.samples());
  }

  /**
   * Native frames. They may be fewer than the header says, as long as those asked for are there;
   * chroma may be stored for every pixel in spite of the photometric interpretation.
   */
  private StoredValues nativeFrames(Source source, int from, int to) throws IOException {
    long there = location.fragments().get(0)[1];
    SampleFormat format = new SampleFormat(layout, location.tag());
    if (layout.isSubsampled() && there >= format.whole().nativeBits(layout.frames()) + 7 >>> 3) {
      format = format.whole();
    }
    long needed = format.nativeBits(to) + 7 >>> 3;
    long whole = format.nativeBits(layout.frames()) + 7 >>> 3;
    if (syntax.encapsulated() && there != whole && there != whole + 1) {
      throw new DicomException(
          Tag.describe(location.tag())
              + " has a defined length of "
              + there
              + " bytes, but "
              + syntax.name()
              + " needs fragments (PS3.5 section A.4), and uncompressed it would be "
              + whole);
    }
    if (there < needed) {
      throw new DicomException(
          Tag.describe(location.tag())
              + " holds "
              + there
              + " bytes, must be "
              + whole
              + " ("
              + layout.shape()
              + " samples of "
              + layout.bitsAllocated()
              + " bit); the file is cut or its header wrong");
    }
    long count = layout.frameSize() * (to - from);
    long start = location.fragments().get(0)[0];
    long firstBit = format.nativeBits(from);
    long lastBit = format.nativeBits(to);
    long firstByte = firstBit >>> 3;
    long lastByte = lastBit + 7 >>> 3;
    Limits.checkMemory(lastByte - firstByte + 2 * format.bytes(count), "reading the pixels");
    boolean words = layout.bitsAllocated() <= 8 && syntax.bigEndian() && location.vr() == VR.OW;
    byte[] bytes =
        words
            ? swappedWords(source, start, firstByte, lastByte, there)
            : read(source, start + firstByte, lastByte - firstByte);
    Object array = format.newArray((int) count);
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

  /**
   * Which fragments make up each frame (PS3.5 section A.4): told by the extended offset table, the
   * basic one, the frames' own first bytes, or, where none of them serves, by one fragment a frame.
   */
  private List<List<long[]>> frames(Source source) throws IOException {
    if (fragmentsOfFrames != null) {
      return fragmentsOfFrames;
    }
    List<long[]> fragments = frameFragments();
    int frames = layout.frames();
    if (fragments.isEmpty()) {
      throw new DicomException(Tag.describe(location.tag()) + " has no fragment, so no pixels");
    }
    List<List<long[]>> out;
    if (frames == 1) {
      out = List.of(fragments);
    } else if (fragments.size() == frames) {
      out = fragments.stream().map(List::of).toList();
    } else {
      out = byOffsets(fragments, extendedOffsets());
      if (out.isEmpty()) {
        out = byOffsets(fragments, basicOffsets(source));
      }
      if (out.isEmpty()) {
        out = byFirstBytes(source, fragments);
      }
      if (out.isEmpty() && fragments.size() < frames) {
        out = fragments.stream().map(List::of).toList();
      }
      if (out.isEmpty()) {
        throw new DicomException(
            Tag.describe(location.tag())
                + " has "
                + fragments.size()
                + " fragments and no usable offset table for "
                + frames
                + " frames");
      }
    }
    fragmentsOfFrames = out;
    return out;
  }

  /** The fragments from each offset to the next; none if an offset is at no fragment's item. */
  private List<List<long[]>> byOffsets(List<long[]> fragments, long[] starts) {
    if (starts.length != layout.frames() || starts[0] != 0) {
      return List.of();
    }
    long first = fragments.get(0)[0] - 8;
    List<List<long[]>> out = new ArrayList<>(starts.length);
    int begin = 0;
    for (int i = 1; i <= fragments.size(); i++) {
      int next = out.size() + 1;
      boolean last = next == starts.length;
      long at = i < fragments.size() ? fragments.get(i)[0] - 8 - first : Long.MAX_VALUE;
      if (last ? i == fragments.size() : at == starts[next]) {
        out.add(fragments.subList(begin, i));
        begin = i;
      }
    }
    return out.size() == starts.length ? out : List.of();
  }

  /** Cuts where a JPEG or JPEG 2000 codestream starts; none if there are more than frames. */
  private List<List<long[]>> byFirstBytes(Source source, List<long[]> fragments)
      throws IOException {
    List<List<long[]>> out = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= fragments.size(); i++) {
      if (i == fragments.size() || startsJpeg(source, fragments.get(i))) {
        out.add(fragments.subList(begin, i));
        begin = i;
      }
    }
    boolean some = out.size() > 1 || startsJpeg(source, fragments.get(0));
    return some && out.size() <= layout.frames() ? out : List.of();
  }

  private boolean startsJpeg(Source source, long[] fragment) throws IOException {
    byte[] head = read(source, fragment[0], Math.min(3, fragment[1]));
    return head.length == 3
        && head[0] == (byte) 0xFF
        && (head[1] == (byte) 0xD8 || head[1] == 0x4F)
        && head[2] == (byte) 0xFF;
  }

  private long[] extendedOffsets() {
    Element table = header.find(Tag.ExtendedOffsetTable).orElse(null);
    return table == null ? new long[0] : longs(table.littleEndianBytes(), 8);
  }

  private long[] basicOffsets(Source source) throws IOException {
    long[] table = location.fragments().get(0);
    return longs(read(source, table[0], Math.min(table[1], 4L * layout.frames())), 4);
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
      throw new DicomException(
          FaultKind.LIMIT, "a frame of " + total + " compressed bytes is too large");
    }
    Limits.checkMemory(4 * total, "a compressed frame");
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
          FaultKind.LIMIT, length + " bytes of pixels do not fit one array; read frame by frame");
    }
    byte[] out = new byte[(int) length];
    source.read(at, out, 0, out.length);
    return out;
  }

  @Override
  public String toString() {
    String hex = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(firstBytes(8));
    return storedBytes()
        + " bytes in the file as "
        + syntax.name()
        + ", the first of them "
        + hex
        + "; decoded "
        + layout.shape()
        + " (frames x rows x columns x samples), "
        + layout.frameSize() * layout.frames() * layout.bitsAllocated() / 8
        + " bytes";
  }
}
