package medimg.dicom;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import medimg.dictionary.Tag;

/**
 * A DICOM file: header and pixel data in one. Immutable.
 *
 * <p>The header is in memory; the pixel data stays in the file and is decoded when asked for.
 * Identifying values are hidden in {@link #toString()} and in notebooks until {@link
 * #showIdentifying()} is called; {@link #get} always gives the true value.
 */
public final class Dicom {
  private static final int MOST_WARNINGS = 100;
  private static final int BLOCK = 1 << 20;

  private final String name;
  private final DataSet meta;
  private final DataSet header;
  private final TransferSyntax syntax;
  private final PixelLocation location;
  private final PixelData.Opener file;
  private final PixelData.Opener pixels;
  private final boolean headerOnly;
  private final List<Warning> warnings;
  private final List<Long> recordPositions;
  private final boolean identifyingShown;

  Dicom(String name, FileContent content, PixelData.Opener file, boolean headerOnly) {
    byte[] inflated = content.inflated();
    this.name = name;
    this.meta = content.meta();
    this.header = content.header();
    this.syntax = content.syntax();
    this.location = content.pixels();
    this.file = file;
    this.pixels = inflated == null ? file : () -> Source.of(inflated);
    this.headerOnly = headerOnly;
    this.warnings = content.warnings();
    this.recordPositions = content.recordPositions();
    this.identifyingShown = false;
  }

  private Dicom(Dicom other, boolean identifyingShown) {
    this.name = other.name;
    this.meta = other.meta;
    this.header = other.header;
    this.syntax = other.syntax;
    this.location = other.location;
    this.file = other.file;
    this.pixels = other.pixels;
    this.headerOnly = other.headerOnly;
    this.warnings = other.warnings;
    this.recordPositions = other.recordPositions;
    this.identifyingShown = identifyingShown;
  }

  /**
   * The reader at work: the built-in one, or the one that {@code -Dmedimg.reader} names.
   *
   * @return the reader
   * @throws DicomException if it names one that is not there
   */
  public static DicomReader reader() {
    return Readers.chosen();
  }

  /**
   * Reads a file (fastai: {@code dcmread}).
   *
   * @param path the file
   * @return the file, whose pixels are read when asked for
   * @throws DicomException if it cannot be opened or is no DICOM file; the message says why
   */
  public static Dicom read(Path path) {
    return read(path, reader());
  }

  /**
   * Reads a file named by text.
   *
   * @param path the file
   * @return the file, whose pixels are read when asked for
   * @throws DicomException if it cannot be opened or is no DICOM file; the message says why
   */
  public static Dicom read(String path) {
    return read(Path.of(path));
  }

  /**
   * Reads a file with a reader of one's choice, to compare what they say.
   *
   * @param path the file
   * @param reader one of {@link DicomReader#present()}
   * @return the file as that reader sees it
   * @throws DicomException if it cannot be opened or is no DICOM file; the message says why
   */
  public static Dicom read(Path path, DicomReader reader) {
    return Readers.read(reader, path, false);
  }

  /**
   * Reads a file only if there is nothing to tell in {@link #warnings()}.
   *
   * @param path the file
   * @return the file
   * @throws DicomException if it cannot be read, or breaks a rule of the standard; the message says
   *     which, and kind and tag are those of the first warning
   */
  public static Dicom readStrict(Path path) {
    Dicom dicom = read(path);
    List<Warning> warnings = dicom.warnings();
    if (!warnings.isEmpty()) {
      Warning first = warnings.get(0);
      int others = warnings.size() - 1;
      throw new DicomException(
              first.kind(),
              first.tag(),
              "breaks the standard: "
                  + first.sentence()
                  + (others == 0 ? "" : "; and " + others + " more")
                  + "; Dicom.read(..) reads it all the same and warnings() tells all")
          .in(dicom.name);
    }
    return dicom;
  }

  /**
   * Reads the bytes of a file, such as one that came over a network.
   *
   * @param bytes all bytes of a file
   * @return the file
   * @throws DicomException if they are no DICOM file
   */
  public static Dicom read(byte[] bytes) {
    return read(bytes, bytes.length + " bytes in memory");
  }

  /**
   * Reads the bytes of a file that has a name.
   *
   * @param bytes all bytes of a file
   * @param name what {@link #name()} and messages call it
   * @return the file
   * @throws DicomException if they are no DICOM file
   */
  public static Dicom read(byte[] bytes, String name) {
    return Readers.read(reader(), bytes, name);
  }

  /**
   * Reads only what stands before the pixel data, and no more bytes than that takes.
   *
   * @param path the file
   * @return the file without pixel data
   * @throws DicomException if the file cannot be opened or is no DICOM file
   */
  public static Dicom readHeader(Path path) {
    return Readers.read(reader(), path, true);
  }

  /**
   * Writes the bytes that were read to a file (pydicom: {@code save_as}), as for an image that was
   * derived in memory, see {@link WholeFile}.
   *
   * @param to the file to write
   * @throws DicomException if it cannot be written; nothing is left behind then
   */
  public void save(Path to) {
    WholeFile.write(
        to,
        out -> {
          try (Source from = file.open()) {
            byte[] block = new byte[(int) Math.min(BLOCK, from.size())];
            for (long at = 0; at < from.size(); at += block.length) {
              int length = (int) Math.min(block.length, from.size() - at);
              from.read(at, block, 0, length);
              out.write(block, 0, length);
            }
          }
        });
  }

  /** {@return the file's name without its folder} */
  public String name() {
    return name;
  }

  /** {@return the file meta information: group 0002 (PS3.10 section 7.1)} */
  public DataSet meta() {
    return meta;
  }

  /** {@return the data set without the pixel data} */
  public DataSet header() {
    return header;
  }

  /** {@return how the file is written} */
  public TransferSyntax transferSyntax() {
    return syntax;
  }

  /**
   * What was wrong with the file and yet could be read, at most {@value #MOST_WARNINGS}; empty for
   * a sound file.
   *
   * <p>First how the file is written (preamble, meta group, transfer syntax, lengths, delimiters,
   * trailing bytes), then the values of the header: lengths that are odd, VRs that are not the
   * dictionary's, character sets, and texts that break the rule of their VR, such as the age {@code
   * 21}.
   *
   * @return the warnings, first those of how the file is written
   */
  public List<Warning> warnings() {
    return Stream.concat(warnings.stream(), Conformance.faults(meta, header).stream())
        .limit(MOST_WARNINGS)
        .toList();
  }

  /** Where each directory record starts in the file. */
  List<Long> recordPositions() {
    return recordPositions;
  }

  /**
   * The element of a keyword or a tag in text form, such as {@code "PatientAge"}.
   *
   * @param keyword such as {@code PatientAge}, or {@code (0010,1010)}
   * @return the element
   * @throws DicomException if the keyword is unknown or the element absent
   */
  public Element get(String keyword) {
    try {
      return shown(header.get(keyword));
    } catch (DicomException e) {
      throw e.in(name);
    }
  }

  /**
   * The element of a tag, such as {@code Tag.PatientAge}.
   *
   * @param tag the tag
   * @return the element
   * @throws DicomException if it is absent
   */
  public Element get(int tag) {
    try {
      return shown(header.get(tag));
    } catch (DicomException e) {
      throw e.in(name);
    }
  }

  private Element shown(Element element) {
    return identifyingShown ? element.showIdentifying() : element;
  }

  /**
   * The element of a tag, if there is one.
   *
   * @param tag the tag
   * @return the element, or nothing
   */
  public Optional<Element> find(int tag) {
    return header.find(tag).map(this::shown);
  }

  /**
   * The element of a keyword, if there is one.
   *
   * @param keyword such as {@code PatientAge}, or {@code (0010,1010)}
   * @return the element, or nothing
   * @throws DicomException if the keyword is unknown
   */
  public Optional<Element> find(String keyword) {
    try {
      return header.find(keyword).map(this::shown);
    } catch (DicomException e) {
      throw e.in(name);
    }
  }

  /**
   * Why the file seems to be cut: the warning that tells most closely where it ends within the
   * header, or of bytes at its end that are no data element.
   *
   * @return the warning, or nothing if the file seems to be whole
   */
  public Optional<Warning> cut() {
    return warnings.stream()
        .filter(w -> w.kind() == FaultKind.CUT || w.kind() == FaultKind.TRAILING_BYTES)
        .reduce((outer, inner) -> inner);
  }

  /** {@return whether the file has pixel data} */
  public boolean hasPixelData() {
    return location != null;
  }

  /**
   * The pixel data, not yet decoded.
   *
   * @return the pixel data
   * @throws DicomException if there is none, or the header does not describe it
   */
  public PixelData pixelData() {
    if (location == null && headerOnly) {
      throw new DicomException(
              FaultKind.NO_PIXELS, "only the header was read; use Dicom.read(..) for the pixels")
          .in(name);
    }
    if (location == null && header.contains(Tag.PixelDataProviderURL)) {
      throw new DicomException(
              FaultKind.NO_PIXELS,
              Tag.PixelDataProviderURL,
              "the pixels are not in the file but at a server ("
                  + Tag.describe(Tag.PixelDataProviderURL)
                  + "); fetch the image with its pixels")
          .in(name);
    }
    if (location == null) {
      String kind = TransferSyntax.name(header.string(Tag.SOPClassUID, "no SOP class"));
      String image =
          kind.contains("Image Storage") ? "; an image has some, so the file may be cut" : "";
      throw new DicomException(FaultKind.NO_PIXELS, "has no pixel data (" + kind + ")" + image)
          .in(name);
    }
    try {
      return new PixelData(pixels, location, header, syntax, name);
    } catch (DicomException e) {
      throw e.in(name);
    }
  }

  /** {@return the same file, whose header prints and renders with identifying values visible} */
  public Dicom showIdentifying() {
    return new Dicom(this, true);
  }

  /** {@return whether {@link #showIdentifying()} was asked for} */
  public boolean isIdentifyingShown() {
    return identifyingShown;
  }

  /** File name, how it is written, and the elements, one a line. */
  @Override
  public String toString() {
    return name
        + ", "
        + syntax.name()
        + "\n"
        + warnings().stream()
            .map(w -> "warning: " + w.sentence() + "\n")
            .collect(Collectors.joining())
        + meta.lines(identifyingShown)
        + header.lines(identifyingShown);
  }
}
