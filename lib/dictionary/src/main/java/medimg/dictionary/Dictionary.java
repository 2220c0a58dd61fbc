package medimg.dictionary;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The dictionary of data elements (PS3.6): keyword, value representation and name of every tag.
 *
 * <p>Repeating groups such as overlays (60xx) are found under any of their group numbers.
 */
public final class Dictionary {
  private Dictionary() {}

  private record Entry(
      String keyword, VR vr, boolean usOrSs, String name, String vm, boolean retired) {}

  private record Repeater(int bits, int mask, Entry entry) {}

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int[] TAGS;
  private static final Entry[] ENTRIES;
  private static final List<Repeater> REPEATERS = new ArrayList<>();
  private static final Map<String, Integer> BY_KEYWORD = new HashMap<>(12_000);
  private static final Entry GROUP_LENGTH = new Entry("", VR.UL, false, "Group Length", "1", true);
  private static final Entry PRIVATE_CREATOR =
      new Entry("", VR.LO, false, "Private Creator", "1", false);

  static {
    List<String[]> rows = rows("dictionary.tsv");
    List<String[]> plain = new ArrayList<>(rows.size());
    for (String[] row : rows) {
      if (row[0].indexOf('x') < 0) {
        plain.add(row);
      } else {
        int mask = Integer.parseUnsignedInt(row[0].replaceAll("[^x]", "F").replace('x', '0'), 16);
        int bits = Integer.parseUnsignedInt(row[0].replace('x', '0'), 16);
        REPEATERS.add(new Repeater(bits, mask, entry(row)));
      }
    }
    plain.sort((a, b) -> a[0].compareTo(b[0]));
    TAGS = new int[plain.size()];
    ENTRIES = new Entry[plain.size()];
    for (int i = 0; i < TAGS.length; i++) {
      String[] row = plain.get(i);
      TAGS[i] = Integer.parseUnsignedInt(row[0], 16) ^ Integer.MIN_VALUE;
      ENTRIES[i] = entry(row);
      BY_KEYWORD.put(ENTRIES[i].keyword, TAGS[i] ^ Integer.MIN_VALUE);
    }
  }

  /** The lines of a tab-separated resource beside this class, without comments. */
  private static List<String[]> rows(String resource) {
    List<String[]> rows = new ArrayList<>(5_200);
    try (InputStream in = Dictionary.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          rows.add(line.split("\t", -1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the library's resource " + resource + " cannot be read", e);
    }
    return rows;
  }

  private static Entry entry(String[] row) {
    // "US or SS" is decided by the reader from Pixel Representation; "OB or OW" reads as words.
    String vr = row[1];
    VR first =
        switch (vr) {
          case "OB or OW" -> VR.OW;
          case "NONE" -> VR.UN;
          default -> VR.valueOf(vr.substring(0, 2));
        };
    return new Entry(row[5], first, vr.startsWith("US or SS"), row[3], row[2], row[4].equals("R"));
  }

  private static Entry find(int tag) {
    int i = Arrays.binarySearch(TAGS, tag ^ Integer.MIN_VALUE);
    if (i >= 0) {
      return ENTRIES[i];
    }
    if (Tag.element(tag) == 0) {
      return GROUP_LENGTH;
    }
    if (Tag.isPrivate(tag)) {
      return Tag.isPrivateCreator(tag) ? PRIVATE_CREATOR : null;
    }
    for (Repeater r : REPEATERS) {
      if ((tag & r.mask) == r.bits) {
        return r.entry;
      }
    }
    return null;
  }

  /**
   * The keyword, such as {@code PatientAge}; empty for private and unknown tags.
   *
   * @param tag the tag
   * @return the keyword
   */
  public static String keyword(int tag) {
    Entry e = find(tag);
    return e == null ? "" : e.keyword;
  }

  /**
   * The name, such as {@code Patient's Age}; empty for unknown tags.
   *
   * @param tag the tag
   * @return the name
   */
  public static String name(int tag) {
    Entry e = find(tag);
    return e == null ? "" : e.name;
  }

  /**
   * The value multiplicity that the standard allows, such as {@code 1}, {@code 2-n}; or empty.
   *
   * @param tag the tag
   * @return the multiplicity
   */
  public static String multiplicity(int tag) {
    Entry e = find(tag);
    return e == null ? "" : e.vm;
  }

  /**
   * Whether the standard has retired the element.
   *
   * @param tag the tag
   * @return whether it has
   */
  public static boolean isRetired(int tag) {
    Entry e = find(tag);
    return e != null && e.retired;
  }

  /**
   * The value representation, the first where the standard allows several; UN if unknown.
   *
   * @param tag the tag
   * @return the value representation
   */
  public static VR vr(int tag) {
    Entry e = find(tag);
    return e == null ? VR.UN : e.vr;
  }

  /**
   * The same where the standard says "US or SS": (0028,0103) Pixel Representation decides.
   *
   * @param tag the tag
   * @param signedPixels whether pixels are in two's complement
   * @return the value representation
   */
  public static VR vr(int tag, boolean signedPixels) {
    Entry e = find(tag);
    return e == null ? VR.UN : e.usOrSs && signedPixels ? VR.SS : e.vr;
  }

  private static final class Private {
    static final Map<String, VR> VRS = new HashMap<>(16_000);

    static {
      for (String[] row : rows("private.tsv")) {
        VRS.put(row[0] + '\t' + row[1], VR.valueOf(row[2]));
      }
    }
  }

  /**
   * The value representation that a vendor's private element is known to have; UN if unknown.
   *
   * @param creator what the element that reserves the block names
   * @param tag the tag
   * @return the value representation
   */
  public static VR privateVr(String creator, int tag) {
    String name = HEX.toHexDigits((char) (tag >>> 16)) + "xx" + HEX.toHexDigits((byte) tag);
    return Private.VRS.getOrDefault(creator + '\t' + name, VR.UN);
  }

  private static final class Uids {
    static final Map<String, String> NAMES = new HashMap<>(1_000);

    static {
      for (String[] row : rows("uids.tsv")) {
        NAMES.put(row[0], row[1]);
      }
    }
  }

  /**
   * The name that PS3.6 annex A gives a unique identifier, or the identifier itself.
   *
   * @param uid the unique identifier
   * @return the name
   */
  public static String uidName(String uid) {
    return Uids.NAMES.getOrDefault(uid, uid);
  }

  /**
   * The tag of a keyword, or empty.
   *
   * @param keyword such as {@code PatientAge}
   * @return the tag, or nothing
   */
  public static OptionalInt tag(String keyword) {
    Integer tag = BY_KEYWORD.get(keyword);
    return tag == null ? OptionalInt.empty() : OptionalInt.of(tag);
  }

  /**
   * The keyword that a misspelt one most likely meant: at most a third of its letters differ.
   *
   * @param misspelt what was typed
   * @return the keyword, or nothing if none is near
   */
  public static Optional<String> nearest(String misspelt) {
    String best = null;
    int least = Math.max(1, misspelt.length() / 3) + 1;
    for (String keyword : BY_KEYWORD.keySet()) {
      if (Math.abs(keyword.length() - misspelt.length()) >= least) {
        continue;
      }
      int distance = distance(keyword.toLowerCase(Locale.ROOT), misspelt.toLowerCase(Locale.ROOT));
      if (distance < least || distance == least && best != null && keyword.compareTo(best) < 0) {
        least = distance;
        best = keyword;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
