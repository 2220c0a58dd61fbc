package medimg.dicom;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;

/**
 * A data set: data elements in ascending order of their tags. Immutable.
 *
 * <p>A file's header is one, and so is each item of a sequence.
 */
public final class DataSet implements Iterable<Element> {
  /** A data set without elements. */
  public static final DataSet EMPTY = new DataSet(new Element[0], 0);

  private final Element[] elements;

  /**
   * Takes the first {@code count} elements, which need not be in order; the last of equals wins.
   */
  DataSet(Element[] found, int count) {
    Element[] sorted = Arrays.copyOf(found, count);
    boolean ascending = true;
    for (int i = 1; i < count; i++) {
      ascending &= Integer.compareUnsigned(sorted[i - 1].tag(), sorted[i].tag()) < 0;
    }
    if (!ascending) {
      Arrays.sort(sorted, (a, b) -> Integer.compareUnsigned(a.tag(), b.tag()));
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (kept > 0 && sorted[kept - 1].tag() == sorted[i].tag()) {
          kept--;
        }
        sorted[kept++] = sorted[i];
      }
      sorted = Arrays.copyOf(sorted, kept);
    }
    elements = sorted;
  }

  /** This data set as an item of one whose text is in a character set. */
  DataSet inheriting(CharacterSet characters) {
    if (contains(Tag.SpecificCharacterSet)) {
      return this;
    }
    Element[] all = new Element[elements.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = elements[i].with(characters);
    }
    return new DataSet(all, all.length);
  }

  /** {@return a builder of a new data set} */
  public static DataSetBuilder builder() {
    return new DataSetBuilder(EMPTY);
  }

  /** {@return a builder that starts from this data set, which stays as it is} */
  public DataSetBuilder toBuilder() {
    return new DataSetBuilder(this);
  }

  /** {@return how many elements this data set has, those of nested items not counted} */
  public int size() {
    return elements.length;
  }

  @Override
  public Iterator<Element> iterator() {
    return elements().iterator();
  }

  /** {@return all elements in ascending order of their tags} */
  public List<Element> elements() {
    return List.of(elements);
  }

  private Element lookUp(int tag) {
    int low = 0;
    int high = elements.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Integer.compareUnsigned(elements[middle].tag(), tag);
      if (order == 0) {
        return elements[middle];
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  /**
   * {@return how many elements there are of each value representation; those within sequences do
   * not count}
   */
  public Map<VR, Integer> countVrs() {
    Map<VR, Integer> counts = new EnumMap<>(VR.class);
    for (Element element : this) {
      counts.merge(element.vr(), 1, Integer::sum);
    }
    return counts;
  }

  /**
   * Whether there is such an element, empty or not.
   *
   * @param tag the tag
   * @return whether it is there
   */
  public boolean contains(int tag) {
    return lookUp(tag) != null;
  }

  /**
   * The element of a tag, if there is one.
   *
   * @param tag the tag
   * @return the element, or nothing
   */
  public Optional<Element> find(int tag) {
    return Optional.ofNullable(lookUp(tag));
  }

  /**
   * The element of a keyword or a tag in text form, if there is one.
   *
   * @param keyword such as {@code PatientAge}, or {@code (0010,1010)}
   * @return the element, or nothing
   * @throws DicomException if the keyword is unknown
   */
  public Optional<Element> find(String keyword) {
    return find(Tag.of(keyword));
  }

  /**
   * The element of a tag.
   *
   * @param tag the tag
   * @return the element
   * @throws DicomException if it is absent
   */
  public Element get(int tag) {
    Element e = lookUp(tag);
    if (e == null) {
      throw new DicomException(
          FaultKind.ABSENT,
          tag,
          "there is no " + Tag.describe(tag) + " here; find(..) answers whether there is one");
    }
    return e;
  }

  /**
   * The element of a keyword or a tag in text form.
   *
   * @param keyword such as {@code PatientAge}, or {@code (0010,1010)}
   * @return the element
   * @throws DicomException if the keyword is unknown or the element absent
   */
  public Element get(String keyword) {
    return get(Tag.of(keyword));
  }

  /**
   * The first value as text, or {@code fallback} if the element is absent or empty.
   *
   * @param tag the tag
   * @param fallback what to return without a value
   * @return the value
   */
  public String string(int tag, String fallback) {
    Element e = lookUp(tag);
    return e == null || e.isEmpty() ? fallback : e.string();
  }

  /**
   * The first value as a number, or {@code fallback} if the element is absent or empty.
   *
   * @param tag the tag
   * @param fallback what to return without a value
   * @return the value
   * @throws DicomException if there is a value that is no number
   */
  public double number(int tag, double fallback) {
    Element e = lookUp(tag);
    return e == null || e.multiplicity() == 0 ? fallback : e.number();
  }

  /**
   * The first value as a whole number, or {@code fallback} if the element is absent or empty.
   *
   * @param tag the tag
   * @param fallback what to return without a value
   * @return the value
   * @throws DicomException if there is a value that is no whole number
   */
  public int integer(int tag, int fallback) {
    Element e = lookUp(tag);
    return e == null || e.multiplicity() == 0 ? fallback : e.integer();
  }

  /** All elements, one a line, identifying values hidden. */
  @Override
  public String toString() {
    return lines(false);
  }

  /** The lines with identifying values shown or hidden. */
  String lines(boolean identifyingShown) {
    StringBuilder out = new StringBuilder();
    print(this, "", identifyingShown, out);
    return out.toString();
  }

  private static void print(DataSet set, String indent, boolean shown, StringBuilder out) {
    for (Element e : set.elements) {
      out.append(indent).append(e.line(shown)).append('\n');
      for (DataSet item : e.items()) {
        print(item, indent + "  ", shown, out);
      }
    }
  }
}
