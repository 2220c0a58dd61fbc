package medimg.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import medimg.dictionary.Dictionary;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;

/**
 * Reads the bytes of a DICOM file into data sets (PS3.5 section 7, PS3.10 section 7).
 *
 * <p>Bytes are fetched in a window that grows with the header; the pixel data is stepped over.
 * Every length is checked against what the file holds before memory is taken.
 */
final class Parser {
  private static final int UNDEFINED = -1;
  private static final int FIRST_WINDOW = 4096;

  private final Source source;
  private final long size;
  private final boolean headerOnly;
  private final Limits limits = Limits.now();
  private final List<Warning> warnings = new ArrayList<>(0);

  private byte[] window = new byte[0];
  private long windowStart;
  private int windowLength;

  private long position;
  private boolean bigEndian;
  private PixelLocation pixels;
  private long counted;
  private long valueBytes;
  private boolean endTold;
  private final List<Long> recordPositions = new ArrayList<>(0);

  Parser(Source source, boolean headerOnly) {
    this.source = source;
    this.size = source.size();
    this.headerOnly = headerOnly;
  }

  FileContent parse() throws IOException {
    checkDicom();
    DataSet meta = parseMeta();
    TransferSyntax syntax = transferSyntax(meta);
    if (syntax.deflated()) {
      byte[] inflated = source.inflated(position, this::warn);
      Parser inner = new Parser(Source.of(inflated), headerOnly);
      DataSet header = inner.parseHeader(syntax);
      warnings.addAll(inner.warnings);
      return new FileContent(meta, header, syntax, inner.pixels, inflated, List.of(), warnings);
    }
    DataSet header = parseHeader(syntax);
    if (pixels != null && pixels.encapsulated() != syntax.encapsulated()) {
      warn(
          FaultKind.TRANSFER_SYNTAX,
          pixels.tag(),
          Tag.describe(pixels.tag())
              + (pixels.encapsulated() ? " is in fragments" : " has a defined length")
              + ", but (0002,0010) TransferSyntaxUID says "
              + syntax.name());
    }
    return new FileContent(meta, header, syntax, pixels, null, recordPositions, warnings);
  }

  /** Refuses what is no DICOM file, and finds where the data starts. */
  void checkDicom() throws IOException {
    if (size == 0) {
      throw new DicomException(
          FaultKind.NOT_DICOM, "the file is empty (0 bytes), so it is no DICOM file");
    }
    if (!isDicom()) {
      throw new DicomException(
          FaultKind.NOT_DICOM,
          "this is no DICOM file: there is no DICM at byte 128 and no data element at byte 0");
    }
  }

  /** Finds where the data starts; false if the content is no DICOM. */
  boolean isDicom() throws IOException {
    if (size >= 132 && isMagic(128)) {
      position = 132;
    } else if (size >= 4 && isMagic(0)) {
      position = 4;
      warn(FaultKind.PREAMBLE, "the preamble of 128 bytes is missing (PS3.10 section 7.1)");
    } else if (looksLikeElement(0)) {
      warn(FaultKind.PREAMBLE, "the preamble and the prefix DICM are missing (PS3.10 section 7.1)");
    } else {
      return false;
    }
    return true;
  }

  private boolean isMagic(long at) throws IOException {
    int i = window(at, 4);
    return window[i] == 'D' && window[i + 1] == 'I' && window[i + 2] == 'C' && window[i + 3] == 'M';
  }

  /** Whether a bare data set seems to start here: two known elements in order, or one alone. */
  private boolean looksLikeElement(long at) throws IOException {
    for (int order = 0; order < 2; order++) {
      bigEndian = order == 1;
      long next = afterKnownElement(at, 0);
      boolean found = next > 0 && (next == size || afterKnownElement(next, tagAt(at)) > 0);
      bigEndian = false;
      if (found) {
        return true;
      }
    }
    return false;
  }

  private int tagAt(long at) throws IOException {
    return tag(window(at, 8));
  }

  /** Where the element here ends; 0 if it is not known, not after {@code before} or too long. */
  private long afterKnownElement(long at, int before) throws IOException {
    if (size - at < 8) {
      return 0;
    }
    int i = window(at, (int) Math.min(12, size - at));
    int tag = tag(i);
    boolean known = Tag.group(tag) <= 0x0020 && !Dictionary.keyword(tag).isEmpty();
    if (!known && !isGroupLength(tag) || Integer.compareUnsigned(tag, before) <= 0) {
      return 0;
    }
    VR vr = VR.of(window[i + 4], window[i + 5]);
    boolean isLong = vr != null && vr.hasLongLength();
    if (isLong && size - at < 12) {
      return 0;
    }
    long length = isLong ? u32(i + 8) : vr != null ? u16(i + 6) : u32(i + 4);
    long next = at + (isLong ? 12 : 8) + length;
    return length == 0xFFFFFFFFL ? size : next <= size ? next : 0;
  }

  private static boolean isGroupLength(int tag) {
    int group = Tag.group(tag);
    return Tag.element(tag) == 0 && (group == 2 || group == 8);
  }

  private DataSet parseMeta() throws IOException {
    Collector found = new Collector(16);
    CharacterSet plain = CharacterSet.DEFAULT;
    long promised = -1;
    while (size - position >= 8) {
      int i = window(position, 8);
      if (Tag.group(tag(i)) != 2) {
        break;
      }
      boolean explicit = VR.of(window[i + 4], window[i + 5]) != null;
      if (!explicit) {
        warn(
            FaultKind.META,
            "the file meta information is written in implicit VR, must be explicit");
      }
      if (!element(found, explicit, plain, false, 1)) {
        break;
      }
      Element last = found.last();
      if (last.tag() == Tag.FileMetaInformationGroupLength && last.length() == 4) {
        promised = position + (last.integer() & 0xFFFFFFFFL);
      }
    }
    if (found.count > 0 && promised != position) {
      String group = Tag.describe(Tag.FileMetaInformationGroupLength);
      warn(
          FaultKind.META,
          Tag.FileMetaInformationGroupLength,
          promised < 0
              ? "there is no " + group
              : group
                  + " says that the group ends at byte "
                  + promised
                  + ", it ends at "
                  + position);
    }
    return found.dataSet();
  }

  private TransferSyntax transferSyntax(DataSet meta) throws IOException {
    String uid = meta.string(Tag.TransferSyntaxUID, "");
    TransferSyntax said = uid.isEmpty() ? null : TransferSyntax.of(uid);
    if (said != null && said.deflated()) {
      return said;
    }
    if (size - position < 8) {
      return said == null ? TransferSyntax.IMPLICIT_LITTLE : said;
    }
    TransferSyntax found = guess(said);
    if (said == null) {
      warn(
          FaultKind.TRANSFER_SYNTAX,
          Tag.TransferSyntaxUID,
          "there is no (0002,0010) TransferSyntaxUID; the data set reads as " + found.name());
      return found;
    }
    if (said.explicit() == found.explicit() && said.bigEndian() == found.bigEndian()) {
      return said;
    }
    warn(
        FaultKind.TRANSFER_SYNTAX,
        Tag.TransferSyntaxUID,
        "(0002,0010) TransferSyntaxUID says "
            + said.name()
            + " but the data set is written as "
            + found.name());
    return new TransferSyntax(
        said.uid(), found.explicit(), found.bigEndian(), false, said.encapsulated());
  }

  /**
   * The encoding that the first element after the file meta information is written in; the byte
   * order that was said unless the element makes no sense in it.
   */
  private TransferSyntax guess(TransferSyntax said) throws IOException {
    int i = window(position, 8);
    boolean explicit = VR.of(window[i + 4], window[i + 5]) != null;
    boolean big = said != null && said.bigEndian();
    if (!isPlausible(i, big) && isPlausible(i, !big)) {
      big = !big;
    }
    if (big) {
      return explicit ? TransferSyntax.EXPLICIT_BIG : TransferSyntax.IMPLICIT_LITTLE;
    }
    return explicit ? TransferSyntax.EXPLICIT_LITTLE : TransferSyntax.IMPLICIT_LITTLE;
  }

  private boolean isPlausible(int i, boolean big) {
    bigEndian = big;
    int tag = tag(i);
    bigEndian = false;
    return !Dictionary.keyword(tag).isEmpty() || Tag.element(tag) == 0 && Tag.group(tag) < 0x100;
  }

  private DataSet parseHeader(TransferSyntax syntax) throws IOException {
    bigEndian = syntax.bigEndian();
    Collector found = new Collector(64);
    dataSet(found, size, false, syntax.explicit(), CharacterSet.DEFAULT, false, 0);
    return found.dataSet();
  }

  /** Elements as they come, in a growing array. */
  private static final class Collector {
    private Element[] elements;
    private int count;

    Collector(int expected) {
      elements = new Element[expected];
    }

    void add(Element e) {
      if (count == elements.length) {
        elements = Arrays.copyOf(elements, 2 * count);
      }
      elements[count++] = e;
    }

    Element last() {
      return elements[count - 1];
    }

    DataSet dataSet() {
      return count == 0 ? DataSet.EMPTY : new DataSet(elements, count);
    }
  }

  /** Reads elements until {@code end}, or until the delimiter of an item of undefined length. */
  private void dataSet(
      Collector found,
      long end,
      boolean delimited,
      boolean explicit,
      CharacterSet characters,
      boolean signed,
      int depth)
      throws IOException {
    if (depth > limits.nesting()) {
      throw Limits.exceeded(
          "sequences are nested very deep at byte " + position, "nesting", limits.nesting());
    }
    while (position < end) {
      if (end - position < 8) {
        if (end == size) {
          rest();
        }
        position = end;
        return;
      }
      int i = window(position, 8);
      int tag = tag(i);
      if (Tag.group(tag) == 0xFFFE) {
        if (tag == Tag.SequenceDelimitationItem && delimited) {
          warn(FaultKind.ITEMS, "an item delimiter is missing before byte " + position);
          return;
        }
        position += 8;
        if (tag == Tag.ItemDelimitationItem && delimited) {
          return;
        }
        warn(FaultKind.ITEMS, "a stray " + Tag.toString(tag) + " stands at byte " + (position - 8));
        continue;
      }
      if (depth == 0 && Tag.group(tag) == 0x7FE0 && headerOnly) {
        return;
      }
      if (depth == 0 && isTrailing(tag)) {
        rest();
        position = end;
        return;
      }
      if (!element(found, explicit, characters, signed, depth)) {
        position = end;
        return;
      }
      if (tag == Tag.SpecificCharacterSet) {
        characters = CharacterSet.of(found.last().strings());
        for (String name : characters.unknown()) {
          warn(
              FaultKind.CHARACTER_SET,
              tag,
              "(0008,0005) SpecificCharacterSet \"" + name + "\" is unknown; read as ISO 8859-1");
        }
      } else if (tag == Tag.PixelRepresentation) {
        signed = found.last().length() == 2 && found.last().integer() == 1;
      }
    }
    if (delimited) {
      endsWithinSequence();
    }
  }

  private void rest() {
    endTold = true;
    warn(
        FaultKind.TRAILING_BYTES,
        (size - position) + " bytes at the end of the file are no data element");
  }

  /** Tells so unless something more precise was told of the file's end. */
  private void endsWithinSequence() {
    if (!endTold) {
      endTold = true;
      warn(FaultKind.CUT, "the file ends within a sequence");
    }
  }

  /** Whether what starts with such a tag cannot belong to the data set: zeros, or noise. */
  private boolean isTrailing(int tag) {
    boolean late = pixels != null && Integer.compareUnsigned(tag, Tag.PixelData) < 0;
    return tag == 0 || late && Dictionary.keyword(tag).isEmpty();
  }

  /** Counts an element, an item or a fragment against the limit. */
  private void count() {
    if (++counted > limits.elements()) {
      throw Limits.exceeded(
          "there are very many data elements up to byte " + position,
          "elements",
          limits.elements());
    }
  }

  /** Reads one element at the position; false if the file ends within it. */
  private boolean element(
      Collector found, boolean explicit, CharacterSet characters, boolean signed, int depth)
      throws IOException {
    long start = position;
    count();
    int i = window(position, (int) Math.min(12, size - position));
    int tag = tag(i);
    VR vr;
    long length;
    VR said = explicit ? VR.of(window[i + 4], window[i + 5]) : null;
    if (explicit && said == null && isVrLike(i + 4)) {
      // A VR of a later edition: written like the long ones (PS3.5 section 6.2, note on unknown
      // VRs).
      said = VR.UN;
    }
    if (said != null && said.hasLongLength()) {
      if (size - position < 12) {
        return cut(tag, start);
      }
      vr = said;
      length = u32(i + 8);
      position += 12;
    } else if (said != null) {
      vr = said;
      length = u16(i + 6);
      position += 8;
    } else {
      if (explicit) {
        warn(FaultKind.VR, tag, Tag.describe(tag) + " has no valid VR; read as implicit VR");
      }
      vr = vr(tag, signed, found);
      length = u32(i + 4);
      position += 8;
    }
    boolean undefined = length == 0xFFFFFFFFL;
    boolean insideExplicit = explicit && said != null;

    if (isPixelData(tag) && depth == 0) {
      return pixelData(tag, vr, undefined ? UNDEFINED : length, start);
    }
    if (vr == VR.UN) {
      VR known = vr(tag, signed, found);
      if (undefined) {
        vr = VR.SQ; // implicit VR inside, whatever the outside is (CP-246)
        insideExplicit = false;
      } else if (known != VR.UN && (known.kind() != VR.Kind.BYTES || known == VR.SQ)) {
        vr = known;
        insideExplicit = false;
      }
    }
    if (vr == VR.SQ) {
      boolean order = bigEndian;
      if (said == VR.UN) {
        bigEndian = false;
      }
      found.add(
          new Element(
              tag, items(tag, length, undefined, insideExplicit, characters, signed, depth)));
      bigEndian = order;
      return true;
    }
    if (undefined) {
      return fragmentsInside(found, tag, vr, start, characters);
    }
    if (length > size - position) {
      return cut(tag, start);
    }
    if (length > Integer.MAX_VALUE - 16) {
      throw new DicomException(
          FaultKind.LIMIT,
          tag,
          Tag.describe(tag) + " is " + length + " bytes long, more than an array can hold");
    }
    valueBytes += length;
    if (length > 1 << 20) {
      Limits.checkMemory(2 * valueBytes, "the header");
    }
    int at = window(position, (int) length);
    found.add(new Element(tag, vr, window, at, (int) length, bigEndian, characters));
    position += length;
    return true;
  }

  /** The VR of the dictionary; of a private element the one that its creator is known to use. */
  private static VR vr(int tag, boolean signed, Collector found) {
    if (!Tag.isPrivate(tag) || Tag.element(tag) < 0x1000) {
      return Dictionary.vr(tag, signed);
    }
    int reserves = tag & 0xFFFF0000 | Tag.element(tag) >>> 8;
    for (int i = found.count - 1; i >= 0; i--) {
      if (found.elements[i].tag() == reserves) {
        return Dictionary.privateVr(found.elements[i].string(), tag);
      }
    }
    return VR.UN;
  }

  private boolean isVrLike(int i) {
    return window[i] >= 'A' && window[i] <= 'Z' && window[i + 1] >= 'A' && window[i + 1] <= 'Z';
  }

  private static boolean isPixelData(int tag) {
    return tag == Tag.PixelData || tag == Tag.FloatPixelData || tag == Tag.DoubleFloatPixelData;
  }

  private boolean cut(int tag, long start) {
    endTold = true;
    warn(
        FaultKind.CUT,
        tag,
        "the file ends within " + Tag.describe(tag) + ", which starts at byte " + start);
    position = size;
    return false;
  }

  private List<DataSet> items(
      int sequence,
      long length,
      boolean undefined,
      boolean explicit,
      CharacterSet characters,
      boolean signed,
      int depth)
      throws IOException {
    List<DataSet> items = new ArrayList<>(2);
    long end = undefined ? size : Math.min(size, position + length);
    if (!undefined && position + length > size) {
      endTold = true;
      warn(
          FaultKind.CUT,
          sequence,
          "the file ends within the sequence whose items start at byte " + position);
    }
    while (end - position >= 8) {
      int i = window(position, 8);
      int tag = tag(i);
      if (tag == Tag.SequenceDelimitationItem) {
        position += 8;
        if (undefined) {
          return items;
        }
        continue;
      }
      if (tag != Tag.Item) {
        warn(
            FaultKind.ITEMS,
            "at byte " + position + " an item was expected, not " + Tag.describe(tag));
        if (!undefined) {
          position = end;
        }
        return items;
      }
      long itemLength = u32(i + 4);
      count();
      if (depth == 0 && sequence == Tag.DirectoryRecordSequence) {
        recordPositions.add(position);
      }
      position += 8;
      boolean itemUndefined = itemLength == 0xFFFFFFFFL;
      long itemEnd = itemUndefined ? end : Math.min(end, position + itemLength);
      if (!itemUndefined && position + itemLength > end) {
        tooLong(position - 8, itemLength, end);
      }
      boolean itemExplicit = explicit;
      if (itemEnd - position >= 8) {
        int j = window(position, 8);
        boolean letters = VR.of(window[j + 4], window[j + 5]) != null;
        if (letters != explicit && Tag.group(tag(j)) != 0xFFFE && (letters || !isVrLike(j + 4))) {
          itemExplicit = letters;
          warn(
              FaultKind.VR,
              "the item at byte "
                  + (position - 8)
                  + " is written in "
                  + (letters ? "explicit VR within implicit" : "implicit VR within explicit"));
        }
      }
      Collector found = new Collector(8);
      dataSet(found, itemEnd, itemUndefined, itemExplicit, characters, signed, depth + 1);
      items.add(found.dataSet());
    }
    if (position < end && end == size) {
      rest();
    } else if (undefined) {
      endsWithinSequence();
    }
    position = end;
    return items;
  }

  /** An item within a sequence that is shorter, or within a file that is (PS3.5 section 7.5.1). */
  private void tooLong(long start, long length, long end) {
    if (start + 8 + length > size) {
      endTold = true;
      warn(FaultKind.CUT, "the file ends within the item that starts at byte " + start);
    } else {
      warn(
          FaultKind.ITEMS,
          "the item at byte "
              + start
              + " is "
              + length
              + " bytes long, but its sequence ends after "
              + (end - start - 8)
              + " of them");
    }
  }

  /** Encapsulated pixel data inside an item, such as an icon's: its bytes are kept whole. */
  private boolean fragmentsInside(
      Collector found, int tag, VR vr, long start, CharacterSet characters) throws IOException {
    long from = position;
    while (size - position >= 8) {
      int i = window(position, 8);
      int item = tag(i);
      long length = u32(i + 4);
      if (item == Tag.SequenceDelimitationItem) {
        int total = Math.toIntExact(position - from);
        position += 8;
        int at = window(from, total);
        found.add(new Element(tag, vr, window, at, total, bigEndian, characters));
        return true;
      }
      if (item != Tag.Item || length > size - position - 8) {
        break;
      }
      position += 8 + length;
    }
    return cut(tag, start);
  }

  private boolean pixelData(int tag, VR vr, long length, long start) throws IOException {
    if (length != UNDEFINED) {
      long there = Math.min(length, size - position);
      if (there < length) {
        warn(
            FaultKind.PIXELS_CUT,
            tag,
            Tag.describe(tag)
                + " is "
                + length
                + " bytes long, but the file ends after "
                + there
                + " of them");
      }
      pixels = PixelLocation.nativeAt(tag, vr, position, there);
      position += there;
      return there == length;
    }
    List<long[]> fragments = new ArrayList<>();
    boolean closed = false;
    while (size - position >= 8) {
      int i = window(position, 8);
      int item = tag(i);
      long fragment = u32(i + 4);
      if (item == Tag.SequenceDelimitationItem) {
        position += 8;
        closed = true;
        break;
      }
      if (item != Tag.Item || fragment > size - position - 8) {
        break;
      }
      count();
      fragments.add(new long[] {position + 8, fragment});
      position += 8 + fragment;
    }
    if (!closed) {
      warn(
          FaultKind.FRAGMENTS,
          tag,
          "the fragments of " + Tag.describe(tag) + " have no end before byte " + position);
    }
    pixels = PixelLocation.encapsulated(tag, vr, fragments);
    return closed;
  }

  private void warn(FaultKind kind, String sentence) {
    warn(kind, 0, sentence);
  }

  private void warn(FaultKind kind, int tag, String sentence) {
    warn(new Warning(kind, tag, sentence));
  }

  private void warn(Warning warning) {
    if (warnings.size() < 100) {
      warnings.add(warning);
    }
  }

  /** Makes {@code length} bytes from a position on available and returns their index. */
  private int window(long at, int length) throws IOException {
    if (at < windowStart || at + length > windowStart + windowLength) {
      load(at, length);
    }
    return (int) (at - windowStart);
  }

  private void load(long at, int length) throws IOException {
    if (length > size - at) {
      throw new DicomException(
          FaultKind.CUT, "the file ends at byte " + size + ", within a data element");
    }
    long end = windowStart + windowLength;
    if (windowLength == 0 || at < windowStart || at > end || at - windowStart > 1 << 20) {
      // Elements hold on to the old window; a new one starts here.
      int wanted = (int) Math.min(size - at, Math.max(FIRST_WINDOW, length));
      window = new byte[wanted];
      source.read(at, window, 0, wanted);
      windowStart = at;
      windowLength = wanted;
      return;
    }
    long needed = at + length - windowStart;
    int wanted =
        (int) Math.min(size - windowStart, Math.max(needed, Math.min(2L * windowLength, 1 << 20)));
    byte[] larger = Arrays.copyOf(window, wanted);
    source.read(end, larger, windowLength, wanted - windowLength);
    window = larger;
    windowLength = wanted;
  }

  private int u16(int i) {
    int a = window[i] & 0xFF;
    int b = window[i + 1] & 0xFF;
    return bigEndian ? a << 8 | b : b << 8 | a;
  }

  private long u32(int i) {
    return bigEndian ? (long) u16(i) << 16 | u16(i + 2) : (long) u16(i + 2) << 16 | u16(i);
  }

  private int tag(int i) {
    return u16(i) << 16 | u16(i + 2);
  }
}
