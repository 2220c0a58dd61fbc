package medimg.table;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import medimg.dicom.DataSet;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.dicom.Element;
import medimg.dictionary.Tag;
import medimg.work.Parallel;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The ruler check: columns times Pixel Spacing is the width of what an image shows. The detectors
 * of chest radiographs are 350 to 430 mm wide; a width outside 300 to 450 mm tells that the
 * spacing, or the image, was changed after the exposure.
 */
public final class Ruler {
  /** The least believable width of an adult's chest radiograph, in mm. */
  public static final double LEAST = 300;

  /** The largest, in mm. */
  public static final double MOST = 450;

  private Ruler() {}

  /**
   * Measures the chest radiographs (CR, DX) of a folder.
   *
   * @return a row for each that has a spacing: {@code file}, {@code columns}, {@code spacing} in mm
   *     from column to column (the second value of Pixel Spacing, else of Imager Pixel Spacing),
   *     {@code width} in mm, and {@code believable}: yes or no
   */
  public static Table of(DicomFiles files) {
    StringColumn file = StringColumn.create("file");
    IntColumn columns = IntColumn.create("columns");
    DoubleColumn spacing = DoubleColumn.create("spacing");
    DoubleColumn width = DoubleColumn.create("width");
    StringColumn believable = StringColumn.create("believable");
    for (Row row : Parallel.map(files.files(), "Measuring", path -> row(files, path))) {
      if (row != null) {
        double mm = row.columns * row.spacing;
        file.append(row.file);
        columns.append(row.columns);
        spacing.append(row.spacing);
        width.append(mm);
        believable.append(mm >= LEAST && mm <= MOST ? "yes" : "no");
      }
    }
    return Columns.plain(
        Table.create("widths of chest radiographs, mm", file, columns, spacing, width, believable));
  }

  private record Row(String file, int columns, double spacing) {}

  /**
   * The width of what a chest radiograph shows, in mm.
   *
   * @return empty if it is no chest radiograph (CR or DX of the CHEST) or has no spacing
   * @throws DicomException if its spacing is no number
   */
  public static OptionalDouble width(DataSet header) {
    double[] mm = spacing(header);
    return isChest(header) && mm.length == 2
        ? OptionalDouble.of(header.integer(Tag.Columns, 0) * mm[1])
        : OptionalDouble.empty();
  }

  private static boolean isChest(DataSet header) {
    String modality = header.string(Tag.Modality, "").strip();
    return (modality.equals("CR") || modality.equals("DX"))
        && header.string(Tag.BodyPartExamined, "").strip().equalsIgnoreCase("CHEST");
  }

  private static Row row(DicomFiles files, Path path) {
    try {
      DataSet header = Dicom.readHeader(path).header();
      double[] mm = spacing(header);
      return isChest(header) && mm.length == 2
          ? new Row(files.relative(path), header.integer(Tag.Columns, 0), mm[1])
          : null;
    } catch (DicomException e) {
      return null; // Headers.of tells of broken files
    }
  }

  private static double[] spacing(DataSet header) {
    return List.of(Tag.PixelSpacing, Tag.ImagerPixelSpacing).stream()
        .map(tag -> header.find(tag).map(Element::numbers).orElse(new double[0]))
        .filter(mm -> mm.length == 2)
        .findFirst()
        .orElse(new double[0]);
  }
}
