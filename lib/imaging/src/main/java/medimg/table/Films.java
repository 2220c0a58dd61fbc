package medimg.table;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import medimg.dicom.AgeString;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.dicom.Identifying;
import medimg.text.DecimalText;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The table that a classifier's story begins with: a row a film, the ten tags that say who and what
 * was imaged, and the label, which comes from a table and not from the name of a folder.
 */
public final class Films {
  /** The ten tags. */
  public static final List<String> TAGS =
      List.of(
          "PatientID",
          "PatientSex",
          "PatientAge",
          "StudyDate",
          "Modality",
          "BodyPartExamined",
          "ViewPosition",
          "Rows",
          "Columns",
          "PixelSpacing");

  /** The name of the table of labels. */
  public static final String LABELS = "labels.csv";

  /** Nobody was imaged before Roentgen, and nearly nobody digitally before this year. */
  private static final int FIRST_YEAR = 1980;

  private static final double OLDEST = 110;

  private Films() {}

  /**
   * The films of a folder that has {@code labels.csv} with the columns {@code file} and {@code
   * label}; what identifies persons is hidden as {@link Headers} does.
   *
   * @return {@code file}, {@code label}, the ten {@link #TAGS} and {@code error}; a label is
   *     missing where {@code labels.csv} has none
   * @throws DicomException if {@code labels.csv} is missing, has other columns, or two labels for a
   *     file
   */
  public static Table of(Path folder) {
    DicomFiles files = DicomFiles.in(folder);
    return labelled(Headers.of(files, TAGS.toArray(String[]::new)), folder);
  }

  /** The same with true identifiers and dates: for data that may be shown, such as samples. */
  public static Table showIdentifying(Path folder) {
    DicomFiles files = DicomFiles.in(folder);
    return labelled(Headers.showIdentifying(files, TAGS.toArray(String[]::new)), folder);
  }

  private static Table labelled(Table films, Path folder) {
    Map<String, String> labels = labels(folder.resolve(LABELS));
    StringColumn label = StringColumn.create("label");
    for (String file : films.stringColumn("file")) {
      label.append(labels.getOrDefault(file, ""));
    }
    return films.insertColumn(1, label).setName("films");
  }

  private static Map<String, String> labels(Path csv) {
    if (!Files.isReadable(csv)) {
      throw new DicomException(
          csv + ": cannot be read; it must have a line file,label and one line a film");
    }
    Table table = TableFile.readTexts(csv);
    if (!table.columnNames().stream()
        .map(String::strip)
        .toList()
        .equals(List.of("file", "label"))) {
      throw new DicomException(csv + ": the first line must be file,label");
    }
    Map<String, String> labels = new HashMap<>();
    for (int row = 0; row < table.rowCount(); row++) {
      String file = table.getString(row, 0);
      String label = table.getString(row, 1).strip();
      String before = labels.put(file, label);
      if (before != null && !before.equals(label)) {
        throw new DicomException(csv + ": " + file + " is both " + before + " and " + label);
      }
    }
    return labels;
  }

  /** The films that a classifier can use: with a label and a patient, and without error. */
  public static Table usable(Table films) {
    return films.where(
        Columns.of(films, "label")
            .isNotMissing()
            .and(Columns.of(films, "PatientID").isNotMissing())
            .and(Columns.of(films, "error").isMissing()));
  }

  /**
   * How often each value of a column occurs: rows, different patients, and the rows of each label
   * with their share. Missing values are counted too, as {@value Columns#MISSING}.
   *
   * @param column such as {@code PatientSex}
   * @throws DicomException if the table lacks the column, {@code PatientID} or {@code label}
   */
  public static Table counts(Table films, String column) {
    String[] values = Columns.texts(films, column);
    String[] patients = Columns.texts(films, "PatientID");
    String[] labels = Columns.texts(films, "label");
    List<String> classes = List.copyOf(new TreeSet<>(List.of(labels)));
    Map<String, int[]> rows = new TreeMap<>();
    Map<String, Set<String>> ids = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      rows.computeIfAbsent(values[i], v -> new int[classes.size()])[classes.indexOf(labels[i])]++;
      ids.computeIfAbsent(values[i], v -> new HashSet<>()).add(patients[i]);
    }
    StringColumn value = StringColumn.create(column);
    IntColumn n = IntColumn.create("films");
    IntColumn different = IntColumn.create("patients");
    List<IntColumn> ofClass = new ArrayList<>();
    List<DoubleColumn> share = new ArrayList<>();
    for (String c : classes) {
      ofClass.add(IntColumn.create(c + " "));
      share.add(DoubleColumn.create(c + ", %"));
    }
    rows.forEach(
        (v, counts) -> {
          int sum = Arrays.stream(counts).sum();
          value.append(v);
          n.append(sum);
          different.append(ids.get(v).size());
          for (int c = 0; c < counts.length; c++) {
            ofClass.get(c).append(counts[c]);
            share.get(c).append(Math.round(1000.0 * counts[c] / sum) / 10.0);
          }
        });
    Table table = Table.create(column, value, n, different);
    for (int c = 0; c < classes.size(); c++) {
      table.addColumns(ofClass.get(c).setName(classes.get(c)), share.get(c));
    }
    return Columns.plain(table);
  }

  /** How many patients have one film, two and so on: {@code films each}, {@code patients}. */
  public static Table perPatient(Table films) {
    Map<String, Integer> count = new HashMap<>();
    for (String id : Columns.texts(films, "PatientID")) {
      if (!id.equals(Columns.MISSING)) {
        count.merge(id, 1, Integer::sum);
      }
    }
    Map<Integer, Integer> patients = new TreeMap<>();
    count.values().forEach(n -> patients.merge(n, 1, Integer::sum));
    IntColumn each = IntColumn.create("films each");
    IntColumn n = IntColumn.create("patients");
    patients.forEach(
        (films1, patients1) -> {
          each.append(films1);
          n.append(patients1);
        });
    return Columns.plain(Table.create("films per patient", each, n));
  }

  /**
   * What a reader should doubt: a row a value that is missing or odd, with the reason. Looked for:
   * a missing label or tag, an age that is no Age String (PS3.5 section 6.2) or above 110 years, a
   * date that is none, before 1980 or in the future, a sex other than M, F, O, and a width (columns
   * times spacing) outside the {@link Ruler}'s bounds. Hidden values are passed over.
   *
   * @return {@code file}, {@code tag}, {@code value}, {@code why}
   */
  public static Table odd(Table films) {
    StringColumn file = StringColumn.create("file");
    StringColumn tag = StringColumn.create("tag");
    StringColumn value = StringColumn.create("value");
    StringColumn why = StringColumn.create("why");
    String[] files = Columns.texts(films, "file");
    List<String> columns = new ArrayList<>(List.of("label"));
    columns.addAll(TAGS);
    for (String column : columns) {
      if (!films.containsColumn(column)) {
        continue;
      }
      String[] values = Columns.texts(films, column);
      String[] widths = column.equals("PixelSpacing") ? Columns.texts(films, "Columns") : values;
      for (int i = 0; i < values.length; i++) {
        String reason = reason(column, values[i], widths[i]);
        if (!reason.isEmpty()) {
          file.append(files[i]);
          tag.append(column);
          value.append(values[i].equals(Columns.MISSING) ? "" : values[i]);
          why.append(reason);
        }
      }
    }
    return Columns.plain(Table.create("missing and odd values", file, tag, value, why));
  }

  private static String reason(String column, String value, String columns) {
    if (value.equals(Columns.MISSING)) {
      return "missing";
    }
    if (value.equals(Identifying.HIDDEN)) {
      return "";
    }
    return switch (column) {
      case "PatientAge" ->
          AgeString.of(value)
              .map(age -> age.years() > OLDEST ? "above 110 years" : "")
              .orElse("must be three digits and D, W, M or Y, such as 021Y");
      case "StudyDate" -> date(value);
      case "PatientSex" -> value.matches("[MFO]") ? "" : "must be M, F or O";
      case "PixelSpacing" -> width(value, columns);
      default -> "";
    };
  }

  private static String date(String value) {
    LocalDate date = Ages.date(value);
    return date == null
        ? "must be a date, YYYYMMDD"
        : date.getYear() < FIRST_YEAR
            ? "before " + FIRST_YEAR + ": no digital radiograph is that old"
            : date.isAfter(LocalDate.now()) ? "in the future" : "";
  }

  private static String width(String spacing, String columns) {
    String[] mm = spacing.split("\\\\");
    double width = DecimalText.parse(mm[mm.length - 1].strip()) * DecimalText.parse(columns);
    return Double.isNaN(width) || mm.length != 2
        ? "must be two numbers"
        : width < Ruler.LEAST || width > Ruler.MOST
            ? String.format(
                Locale.ROOT,
                "makes the chest %.0f mm wide, must be %.0f to %.0f",
                width,
                Ruler.LEAST,
                Ruler.MOST)
            : "";
  }
}
