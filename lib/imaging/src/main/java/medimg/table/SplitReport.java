package medimg.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import medimg.dicom.DicomException;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What can be checked of a split: patients in two parts, equal images and near-equal images in two
 * parts, and the counts of each class.
 *
 * <p><b>Necessary, not sufficient.</b> These checks find leaks; passing them does not prove that
 * there is none. A patient may have two identifiers, and one identifier may stand for many
 * patients; a copy may be cropped or mirrored; site, device or date may tell the label.
 *
 * @param split what was checked
 * @param patient the column of the patients
 * @param shared patients that are in several parts
 * @param equal pairs of images in different parts with the same pixel values
 * @param near pairs of other images in different parts that look alike, the most alike first
 * @param withinParts pairs of equal or near-equal images inside one part, which count double there
 * @param unread why images could not be compared
 */
public record SplitReport(
    Split split,
    String patient,
    List<Shared> shared,
    List<Pair> equal,
    List<Pair> near,
    List<Pair> withinParts,
    List<String> unread) {
  /** What a passed report does not mean. */
  public static final String LIMITS =
      "These checks are necessary, not sufficient: they do not see a patient with two identifiers,"
          + " a cropped, turned or mirrored copy, or a site or device that tells the label.";

  private static final int LINES = 10;

  /**
   * A patient in several parts.
   *
   * @param id as the table has it
   * @param rows how many rows in each part that has any
   */
  public record Shared(String id, Map<String, Integer> rows) {}

  /**
   * Two images that are alike.
   *
   * @param first a file
   * @param firstPart the part that it is in
   * @param second another file
   * @param secondPart the part that this is in
   * @param sameFile whether the files are equal byte for byte
   * @param sameValues whether the pixel values are equal
   * @param bits in how many bits of {@value ImageHash#BITS} their {@link ImageHash} differs
   * @param samePatient whether the table gives them the same patient
   */
  public record Pair(
      String first,
      String firstPart,
      String second,
      String secondPart,
      boolean sameFile,
      boolean sameValues,
      int bits,
      boolean samePatient) {
    private String what() {
      return sameFile
          ? "equal files"
          : sameValues ? "equal pixels" : bits + " of " + ImageHash.BITS + " bits differ";
    }
  }

  /** Keeps the lists. */
  public SplitReport {
    shared = List.copyOf(shared);
    equal = List.copyOf(equal);
    near = List.copyOf(near);
    withinParts = List.copyOf(withinParts);
    unread = List.copyOf(unread);
  }

  /**
   * Checks a split; every pair of images is compared.
   *
   * @param patient the column of the patients: {@code PatientID}
   * @param images of the rows of the table that was split, as many and in their order
   * @throws DicomException if there is no such column, or not as many images as rows
   */
  public static SplitReport of(Split split, String patient, Thumbnails images) {
    Table table = split.table();
    if (images.size() != table.rowCount()) {
      throw new DicomException(
          images.size()
              + " thumbnails for "
              + table.rowCount()
              + " rows: those of the table that was split are needed");
    }
    String[] ids = Columns.texts(table, patient);
    List<Pair> equal = new ArrayList<>();
    List<Pair> near = new ArrayList<>();
    List<Pair> within = new ArrayList<>();
    ImageHash[] hashes = new ImageHash[ids.length];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = images.values(i).map(ImageHash::of).orElse(null);
    }
    for (int i = 0; i < hashes.length; i++) {
      for (int j = i + 1; j < hashes.length; j++) {
        if (hashes[i] == null || hashes[j] == null) {
          continue;
        }
        int bits = hashes[i].differences(hashes[j]);
        if (bits > ImageHash.NEAR) {
          continue;
        }
        Thumbnails.Thumbnail a = images.at(i);
        Thumbnails.Thumbnail b = images.at(j);
        boolean values = a.valuesDigest().equals(b.valuesDigest());
        Pair pair =
            new Pair(
                a.file(),
                split.part(i),
                b.file(),
                split.part(j),
                a.fileDigest().equals(b.fileDigest()),
                values,
                bits,
                ids[i].equals(ids[j]));
        (split.place(i) == split.place(j) ? within : values ? equal : near).add(pair);
      }
    }
    near.sort((a, b) -> Integer.compare(a.bits, b.bits));
    return new SplitReport(
        split, patient, shared(split, ids), equal, near, within, images.errors());
  }

  private static List<Shared> shared(Split split, String[] ids) {
    Map<String, Map<String, Integer>> parts = new TreeMap<>();
    for (int i = 0; i < ids.length; i++) {
      if (!ids[i].equals(Columns.MISSING)) {
        parts
            .computeIfAbsent(ids[i], id -> new LinkedHashMap<>())
            .merge(split.part(i), 1, Integer::sum);
      }
    }
    List<Shared> shared = new ArrayList<>();
    parts.forEach(
        (id, rows) -> {
          if (rows.size() > 1) {
            shared.add(new Shared(id, rows));
          }
        });
    return shared;
  }

  /** Whether no patient, no equal and no near-equal image is in two parts; see {@link #LIMITS}. */
  public boolean passed() {
    return shared.isEmpty() && equal.isEmpty() && near.isEmpty();
  }

  /** One row a check: what was looked for, how many were found, the first of them. */
  public Table table() {
    StringColumn check = StringColumn.create("check");
    IntColumn found = IntColumn.create("found");
    StringColumn first = StringColumn.create("the first");
    List<String> ids = shared.stream().map(SplitReport::line).toList();
    List<List<String>> lists =
        List.of(ids, lines(equal), lines(near), lines(withinParts), unread, split.remarks());
    List<String> names =
        List.of(
            patient + " in two parts",
            "equal images in two parts",
            "near-equal images in two parts",
            "equal or near-equal images inside a part",
            "images that cannot be compared",
            "notes on sizes and classes");
    for (int i = 0; i < names.size(); i++) {
      check.append(names.get(i));
      found.append(lists.get(i).size());
      first.append(lists.get(i).isEmpty() ? "" : lists.get(i).get(0));
    }
    return Columns.plain(Table.create("checks of a split", check, found, first));
  }

  /** One row a pair of images in two parts that are equal or near-equal. */
  public Table pairs() {
    StringColumn first = StringColumn.create("first");
    StringColumn firstPart = StringColumn.create("first in");
    StringColumn second = StringColumn.create("second");
    StringColumn secondPart = StringColumn.create("second in");
    StringColumn what = StringColumn.create("what");
    StringColumn same = StringColumn.create("same " + patient);
    for (List<Pair> pairs : List.of(equal, near)) {
      for (Pair p : pairs) {
        first.append(p.first);
        firstPart.append(p.firstPart);
        second.append(p.second);
        secondPart.append(p.secondPart);
        what.append(p.what());
        same.append(p.samePatient ? "yes" : "no");
      }
    }
    return Columns.plain(
        Table.create(
            "images alike in two parts", first, firstPart, second, secondPart, what, same));
  }

  private static String line(Shared s) {
    StringJoiner rows = new StringJoiner(", ", s.id + ": ", "");
    s.rows.forEach((part, n) -> rows.add(n + " in " + part));
    return rows.toString();
  }

  private static List<String> lines(List<Pair> pairs) {
    return pairs.stream()
        .map(
            p ->
                p.first
                    + " ("
                    + p.firstPart
                    + ") and "
                    + p.second
                    + " ("
                    + p.secondPart
                    + "): "
                    + p.what())
        .toList();
  }

  /** The split, what was found, and what that does not mean. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(split.toString());
    List<String> ids = shared.stream().map(SplitReport::line).toList();
    tell(out, patient + " in two parts", ids);
    tell(out, "equal images in two parts", lines(equal));
    tell(out, "near-equal images in two parts", lines(near));
    tell(out, "equal or near-equal images inside a part", lines(withinParts));
    if (!unread.isEmpty()) {
      tell(out, "images that cannot be compared", unread);
    }
    return out.append('\n').append(LIMITS).toString();
  }

  private static void tell(StringBuilder out, String what, List<String> found) {
    out.append('\n').append(what).append(": ").append(found.isEmpty() ? "none" : found.size());
    found.stream().limit(LINES).forEach(line -> out.append("\n  ").append(line));
    if (found.size() > LINES) {
      out.append("\n  and ").append(found.size() - LINES).append(" more");
    }
  }
}
