package medimg.table;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import medimg.dicom.DataSet;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.Element;
import medimg.dicom.VR;

/**
 * One file's values: in the order of the tags asked for, or of the tags it has.
 *
 * <p>A value is text; one of a numeric VR is a number besides, {@code NaN} otherwise.
 *
 * @param tags the tags of the values
 * @param texts each value's text; null if missing
 * @param numbers each value's number
 * @param vrs each value's VR; null if missing
 * @param identifying whether each value may identify a person
 * @param error why the file could not be read; null if it could
 */
record Row(
    int[] tags, String[] texts, double[] numbers, VR[] vrs, boolean[] identifying, String error) {
  /**
   * What {@link Element#isIdentifying()} said of a tag with a VR: asking anew for each file is
   * slow.
   */
  private static final Map<Long, Boolean> JUDGED = new ConcurrentHashMap<>();

  /** Reads a file's header: the values of some tags, or of all its elements if tags is null. */
  static Row read(Path file, int[] tags) {
    try {
      Dicom dicom = Dicom.readHeader(file);
      return tags == null ? all(dicom.header()) : some(dicom, tags);
    } catch (DicomException e) {
      return empty(new int[0], e.getMessage());
    }
  }

  private static Row empty(int[] tags, String error) {
    int n = tags.length;
    return new Row(tags, new String[n], new double[n], new VR[n], new boolean[n], error);
  }

  private static Row all(DataSet header) {
    Row row = empty(new int[header.size()], null);
    int i = 0;
    for (Element e : header) {
      row.tags[i] = e.tag();
      row.put(i++, e);
    }
    return row;
  }

  private static Row some(Dicom dicom, int[] tags) {
    Row row = empty(tags, null);
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
    VR vr = e.vr();
    String text;
    double number = Double.NaN;
    switch (vr) {
      case US, SS, UL, SL, FL, FD -> {
        if (e.multiplicity() == 1) {
          number = e.number();
          text = null; // made when a column needs it
        } else {
          text = e.text();
        }
      }
      case SQ, OB, OW, OD, OF, OL, OV, UN -> text = e.shown();
      default -> {
        text = tidy(e);
        if (vr == VR.DS || vr == VR.IS) {
          number = Numbers.parse(text);
        }
        if (text.isEmpty()) {
          return;
        }
      }
    }
    texts[i] = text;
    numbers[i] = number;
    vrs[i] = vr;
    identifying[i] = isIdentifying(e);
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
    return i >= 0 && i < vrs.length && vrs[i] != null;
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
    return texts[i] != null ? texts[i] : Numbers.toText(numbers[i]);
  }
}
