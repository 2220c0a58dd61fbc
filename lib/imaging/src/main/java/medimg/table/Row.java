package medimg.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import medimg.dicom.DataSet;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.Element;
import medimg.dicom.FaultKind;
import medimg.dicom.Identifying;
import medimg.dicom.TransferSyntax;
import medimg.dicom.Warning;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import medimg.pixels.PixelStatistics;
import medimg.pixels.Window;
import medimg.text.DecimalText;

/**
 * One file's values: in the order of the tags asked for, or of the tags it has.
 *
 * <p>A value is text or a number; one of VR FL, FD, SV or UV is both. A missing one is neither.
 *
 * @param file the file's name
 * @param tags the tags of the values
 * @param texts each value's text, or null
 * @param numbers each value's number, or {@code NaN}
 * @param identifying whether each value may identify a person
 * @param several whether each text holds several values between backslashes
 * @param items the items of each sequence; null if they were not asked for
 * @param faults what is wrong with the file
 */
record Row(
    String file,
    int[] tags,
    String[] texts,
    double[] numbers,
    boolean[] identifying,
    boolean[] several,
    Row[][] items,
    List<Warning> faults) {
  /** An item that is not there. */
  static final Row NONE = empty("", new int[0], false, List.of());

  /** Further faults are counted. */
  private static final int MOST_FAULTS = 3;

  /** A longer value is cut where a fault quotes it. */
  private static final int QUOTED = 64;

  /**
   * What {@link Element#isIdentifying()} said of a tag with a VR: asking anew for each file is
   * slow.
   */
  private static final Map<Long, Boolean> JUDGED = new ConcurrentHashMap<>();

  /** Reads a file's header: the values of some tags, or of all its elements if tags is null. */
  static Row read(Path file, int[] tags) {
    return read(file, tags, false, null).row();
  }

  /** A row, and what its pixels say; null if nothing was asked or they cannot be decoded. */
  record WithPixels(Row row, PixelStatistics pixels) {}

  /**
   * Reads a file.
   *
   * @param tags null for all its elements
   * @param nested whether the items of sequences are read
   * @param window for the statistics of its pixels; null for none
   */
  static WithPixels read(Path file, int[] tags, boolean nested, Window window) {
    try {
      Dicom dicom = window == null ? Dicom.readHeader(file) : Dicom.read(file);
      List<Warning> faults = new ArrayList<>(0);
      Row row =
          tags == null
              ? all(dicom.name(), dicom.header(), nested, faults)
              : some(dicom, tags, nested, faults);
      dicom.cut().ifPresent(faults::add);
      return new WithPixels(row, window == null ? null : row.statistics(dicom, window));
    } catch (DicomException e) {
      String name = file.getFileName().toString();
      return new WithPixels(empty(name, new int[0], false, List.of(fault(name, e))), null);
    }
  }

  /** Null, and a fault, if the file is an image whose pixels cannot be had. */
  private PixelStatistics statistics(Dicom dicom, Window window) {
    try {
      if (dicom.hasPixelData() || isImage(dicom.header())) {
        return PixelStatistics.of(dicom, window);
      }
    } catch (DicomException e) {
      faults.add(fault(file, e));
    } catch (OutOfMemoryError e) {
      String sentence = "a frame of its pixels does not fit the memory of this Java";
      faults.add(new Warning(FaultKind.LIMIT, sentence));
    }
    return null;
  }

  private static Warning fault(String file, DicomException e) {
    return new Warning(e.kind(), e.tag(), e.in(file).sentence());
  }

  private static boolean isImage(DataSet header) {
    return header.contains(Tag.Rows)
        || TransferSyntax.name(header.string(Tag.SOPClassUID, "")).contains("Image Storage");
  }

  private static Row empty(String file, int[] tags, boolean nested, List<Warning> faults) {
    int n = tags.length;
    double[] numbers = new double[n];
    Arrays.fill(numbers, Double.NaN);
    Row[][] items = nested ? new Row[n][] : null;
    return new Row(
        file, tags, new String[n], numbers, new boolean[n], new boolean[n], items, faults);
  }

  private static Row all(String file, DataSet header, boolean nested, List<Warning> faults) {
    Row row = empty(file, new int[header.size()], nested, faults);
    int i = 0;
    for (Element e : header) {
      row.tags[i] = e.tag();
      row.put(i++, e);
    }
    return row;
  }

  private static Row some(Dicom dicom, int[] tags, boolean nested, List<Warning> faults) {
    Row row = empty(dicom.name(), tags, nested, faults);
    for (int i = 0; i < tags.length; i++) {
      DataSet from = tags[i] >>> 16 == 2 ? dicom.meta() : dicom.header();
      if (from.contains(tags[i])) {
        row.put(i, from.get(tags[i]));
      }
    }
    return row;
  }

  private void put(int i, Element e) {
    if (e.isEmpty()) {
      return;
    }
    switch (e.vr()) {
      case US, SS, UL, SL -> {
        if (e.multiplicity() == 1) {
          numbers[i] = e.number(); // its text is made when a column needs it
        } else {
          texts[i] = e.text();
        }
      }
      case FL, FD, SV, UV -> {
        texts[i] = e.text();
        numbers[i] = e.multiplicity() == 1 ? e.number() : Double.NaN;
      }
      case SQ, OB, OW, OD, OF, OL, OV, UN -> texts[i] = e.shown();
      default -> {
        String text = tidy(e);
        texts[i] = text.isEmpty() ? null : text;
      }
    }
    identifying[i] = isIdentifying(e);
    several[i] = texts[i] != null && texts[i].indexOf('\\') >= 0 && e.multiplicity() > 1;
    if (items != null && e.vr() == VR.SQ) {
      items[i] = e.items().stream().map(item -> all(file, item, true, faults)).toArray(Row[]::new);
    }
  }

  private static boolean isIdentifying(Element e) {
    Long key = (long) e.tag() << 8 | e.vr().ordinal();
    Boolean known = JUDGED.get(key);
    if (known == null) {
      known = e.isIdentifying();
      JUDGED.put(key, known);
    }
    return known;
  }

  /** Whether there is a value at a place; a negative place is nowhere. */
  boolean has(int i) {
    return i >= 0 && i < texts.length && (texts[i] != null || !Double.isNaN(numbers[i]));
  }

  private static String tidy(Element e) {
    String text = e.text();
    if (text.indexOf(' ') < 0) {
      return text;
    }
    return text.indexOf('\\') < 0 ? text.strip() : String.join("\\", e.strings());
  }

  /** The text of a value that is not missing. */
  String text(int i) {
    return texts[i] != null ? texts[i] : Long.toString((long) numbers[i]);
  }

  /** The number of a value that is not missing; {@code NaN} if it is none or several. */
  double number(int i) {
    return Double.isNaN(numbers[i]) ? DecimalText.parse(texts[i]) : numbers[i];
  }

  /** Notes that a value breaks a rule, such as "must be a whole number". */
  void fault(int i, int tag, boolean hide, String rule) {
    String text = text(i);
    String cut = text.length() > QUOTED ? text.substring(0, QUOTED - 1) + "\u2026" : text;
    String value = hide && identifying[i] ? Identifying.HIDDEN : '"' + cut + '"';
    String sentence = Tag.describe(tag) + " is " + value + ", " + rule;
    faults.add(new Warning(FaultKind.VALUE, tag, sentence));
  }

  /** The file, its first faults and how many more there are; empty if there is none. */
  String error() {
    if (faults.isEmpty()) {
      return "";
    }
    int more = faults.size() - MOST_FAULTS;
    String first =
        faults.stream().limit(MOST_FAULTS).map(Warning::sentence).collect(Collectors.joining("; "));
    return file + ": " + first + (more > 0 ? " and " + more + " more" : "");
  }
}
