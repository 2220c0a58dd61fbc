package medimg.dcm4che;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import medimg.dicom.DataSet;
import medimg.dicom.DicomException;
import medimg.dicom.FaultKind;
import medimg.dicom.FileContent;
import medimg.dicom.Limits;
import medimg.dicom.PixelLocation;
import medimg.dicom.Source;
import medimg.dicom.TransferSyntax;
import medimg.dicom.Warning;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.ElementDictionary;
import org.dcm4che3.data.Fragments;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.UID;
import org.dcm4che3.io.DicomInputHandler;
import org.dcm4che3.io.DicomInputStream;
import org.dcm4che3.util.TagUtils;

/**
 * Reads one file: dcm4che parses, this class steps over pixel data, keeps limits and notices the
 * end of a file that is cut.
 */
final class Reading implements DicomInputHandler {
  private static final int UNDEFINED = -1;

  /** Ends the parsing where the file ends; what was read until then stays. */
  private static final class Cut extends IOException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private final Source file;
  private final boolean headerOnly;
  private final Limits limits = Limits.now();
  private final List<Warning> warnings = new ArrayList<>(0);
  private final List<Long> recordPositions = new ArrayList<>(0);

  private long size;
  private long counted;
  private long valueBytes;
  private final Map<Attributes, Map<Integer, byte[]>> groupLengths = new IdentityHashMap<>();
  private int sequence;
  private boolean endTold;
  private PixelLocation pixels;

  Reading(Source file, boolean headerOnly) {
    this.file = file;
    this.headerOnly = headerOnly;
  }

  FileContent read() throws IOException {
    size = file.size();
    // Closing this stream leaves the source open, whose closing is the caller's task.
    try (DicomInputStream in = new DicomInputStream(new SourceStream(file))) {
      return content(in);
    } catch (Cut e) {
      throw new DicomException(warnings.get(warnings.size() - 1), e);
    } catch (EOFException e) {
      throw new DicomException(
          FaultKind.CUT, "the file ends within the file meta information", e);
    } catch (IOException | RuntimeException e) {
      if (e instanceof DicomException) {
        throw e;
      }
      throw new DicomException(
          FaultKind.UNREADABLE,
          "cannot be read by dcm4che ("
              + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
              + "); -Dmedimg.reader=built-in may read it",
          e);
    }
  }

  private FileContent content(DicomInputStream in) throws IOException {
    in.setDicomInputHandler(this);
    Attributes meta = in.readFileMetaInformation();
    TransferSyntax syntax = TransferSyntax.of(in.getTransferSyntax());
    if (meta == null || !meta.containsValue(Tag.TransferSyntaxUID)) {
      warn(
          FaultKind.TRANSFER_SYNTAX,
          Tag.TransferSyntaxUID,
          "there is no (0002,0010) TransferSyntaxUID; the data set reads as " + syntax.name());
    }
    byte[] inflated = null;
    DicomInputStream body = in;
    if (syntax.deflated()) {
      inflated = file.inflated(in.getPosition(), this::warn);
      size = inflated.length;
      body =
          new DicomInputStream(new SourceStream(Source.of(inflated)), UID.ExplicitVRLittleEndian);
      body.setDicomInputHandler(this);
    }
    Attributes header = new Attributes(false, 64);
    readHeader(body, header);
    return new FileContent(
        meta == null ? DataSet.EMPTY : Dcm4che.toDataSet(meta, groupLengths),
        Dcm4che.toDataSet(header, groupLengths),
        syntax,
        pixels,
        inflated,
        recordPositions,
        warnings);
  }

  private void readHeader(DicomInputStream in, Attributes header) throws IOException {
    try {
      in.readAttributes(header, UNDEFINED, this::ends);
    } catch (Cut e) {
      return; // told already
    } catch (EOFException e) {
      endsWithin(in);
    }
  }

  /** Tells where the file ends: within a header, or within a sequence of which no more is there. */
  private void endsWithin(DicomInputStream in) {
    long left = size - in.getTagPosition();
    if (left >= 8) {
      cut(in);
    } else if (left > 0) {
      rest(in);
    } else if (!endTold) {
      warn(FaultKind.CUT, 0, "the file ends within a sequence");
    }
  }

  private void rest(DicomInputStream in) {
    warn(
        FaultKind.TRAILING_BYTES,
        0,
        (size - in.getTagPosition()) + " bytes at the end of the file are no data element");
  }

  private void cut(DicomInputStream in) {
    warn(
        FaultKind.CUT,
        in.tag(),
        "the file ends within "
            + Tag.describe(in.tag())
            + ", which starts at byte "
            + in.getTagPosition());
  }

  /** Whether the data set of the top level ends before the element whose tag was just read. */
  private boolean ends(DicomInputStream in) {
    int tag = in.tag();
    if (headerOnly && TagUtils.groupNumber(tag) == 0x7FE0) {
      return true;
    }
    boolean late = pixels != null && Integer.compareUnsigned(tag, Tag.PixelData) < 0;
    if (tag == 0 || late && ElementDictionary.keywordOf(tag, null).isEmpty()) {
      rest(in);
      return true;
    }
    return false;
  }

  @Override
  public void readValue(DicomInputStream in, Attributes into) throws IOException {
    int tag = in.tag();
    long length = in.unsignedLength();
    count(in);
    if (in.level() == 0) {
      sequence = tag;
      if (tag == Tag.PixelData || tag == Tag.FloatPixelData || tag == Tag.DoubleFloatPixelData) {
        locatePixels(in);
        return;
      }
    }
    if (in.vr() != org.dcm4che3.data.VR.SQ && length != UNDEFINED) {
      check(in, length);
    }
    if (TagUtils.isGroupLength(tag) && length == 4) {
      // Attributes hold no group lengths, but a data set says what the file said.
      byte[] value = in.readValue();
      if (tag == Tag.FileMetaInformationGroupLength) {
        in.setFileMetaInformationGroupLength(value);
      }
      if (in.bigEndian() != into.bigEndian()) {
        in.vr().toggleEndian(value, false);
      }
      groupLengths.computeIfAbsent(into, any -> new TreeMap<>()).put(tag, value);
      return;
    }
    if (length > size - in.getPosition()) {
      endTold = true;
      warn(
          FaultKind.CUT,
          tag,
          "the file ends within the sequence whose items start at byte " + in.getPosition());
    }
    in.readValue(in, into);
  }

  /** Ends the parsing if the file is too short for a value, or memory too small. */
  private void check(DicomInputStream in, long length) throws IOException {
    if (length > size - in.getPosition()) {
      cut(in);
      throw new Cut();
    }
    valueBytes += length;
    if (length > 1 << 20) {
      Limits.checkMemory(2 * valueBytes, "the header");
    }
  }

  @Override
  public void readValue(DicomInputStream in, Sequence into) throws IOException {
    count(in);
    if (in.level() > limits.nesting()) {
      throw Limits.exceeded(
          "sequences are nested very deep at byte " + in.getPosition(),
          "nesting",
          limits.nesting());
    }
    if (in.level() == 1 && sequence == Tag.DirectoryRecordSequence) {
      recordPositions.add(in.getTagPosition());
    }
    if (in.unsignedLength() > size - in.getPosition()) {
      endTold = true;
      warn(
          FaultKind.CUT,
          0,
          "the file ends within the item that starts at byte " + in.getTagPosition());
    }
    in.readValue(in, into);
  }

  /** A fragment of an icon's pixel data. */
  @Override
  public void readValue(DicomInputStream in, Fragments into) throws IOException {
    count(in);
    check(in, in.unsignedLength());
    in.readValue(in, into);
  }

  private void locatePixels(DicomInputStream in) throws IOException {
    int tag = in.tag();
    VR vr = Dcm4che.vr(in.vr());
    long length = in.unsignedLength();
    long start = in.getPosition();
    if (length != UNDEFINED) {
      long there = Math.min(length, size - start);
      pixels = PixelLocation.nativeAt(tag, vr, start, there);
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
        throw new Cut();
      }
      in.skipFully(length);
      return;
    }
    List<long[]> fragments = new ArrayList<>();
    boolean closed = false;
    try {
      while (in.readItemHeader()) {
        long fragment = in.unsignedLength();
        if (fragment > size - in.getPosition()) {
          throw new Cut();
        }
        count(in);
        fragments.add(new long[] {in.getPosition(), fragment});
        in.skipFully(fragment);
      }
      closed = true;
    } catch (Cut | EOFException e) {
      warn(
          FaultKind.FRAGMENTS,
          tag,
          "the fragments of " + Tag.describe(tag) + " have no end before byte " + size);
    }
    pixels = PixelLocation.encapsulated(tag, vr, fragments);
    if (!closed) {
      throw new Cut();
    }
  }

  private void count(DicomInputStream in) {
    if (++counted > limits.elements()) {
      throw Limits.exceeded(
          "there are very many data elements up to byte " + in.getPosition(),
          "elements",
          limits.elements());
    }
  }

  private void warn(FaultKind kind, int tag, String sentence) {
    warn(new Warning(kind, tag, sentence));
  }

  private void warn(Warning warning) {
    if (warnings.size() < 100) {
      warnings.add(warning);
    }
  }

  @Override
  public void startDataset(DicomInputStream in) {}

  @Override
  public void endDataset(DicomInputStream in) {}
}
