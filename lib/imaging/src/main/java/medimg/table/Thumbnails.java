package medimg.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.pixels.Box;
import medimg.pixels.Pixels;
import medimg.work.Parallel;
import tech.tablesaw.api.Table;

/**
 * A small grey picture of each row's image, {@value #SIDE} x {@value #SIDE}, read once: for {@link
 * SplitReport} and for small classifiers. Immutable.
 *
 * <p>Each image is stretched from its smallest value (0) to its largest (1), MONOCHROME1 turned
 * round, and averaged over areas; of several frames the first counts, colour as grey. An image that
 * cannot be read keeps its place, with the sentence why.
 */
public final class Thumbnails {
  /** Rows and columns of a thumbnail. */
  public static final int SIDE = ImageHash.SIDE;

  private final List<Thumbnail> all;

  /**
   * What is kept of one image.
   *
   * @param file as the table names it
   * @param values row by row, 0 to 1; empty if the image cannot be read
   * @param fileDigest SHA-256 of the file
   * @param valuesDigest SHA-256 of the decoded values and their shape
   * @param error why the image cannot be read; empty if it can
   */
  record Thumbnail(
      String file, float[] values, String fileDigest, String valuesDigest, String error) {}

  private Thumbnails(List<Thumbnail> all) {
    this.all = all;
  }

  /**
   * Reads the images of a table's rows, on all cores, with a progress bar.
   *
   * @param folder what the names in the column {@code file} are below
   * @throws DicomException if there is no column {@code file}
   */
  public static Thumbnails of(Path folder, Table table) {
    List<String> files = Arrays.asList(Columns.texts(table, "file"));
    return new Thumbnails(Parallel.map(files, "Reading images", name -> read(folder, name)));
  }

  private static Thumbnail read(Path folder, String name) {
    Path file = folder.resolve(name);
    String digest = "";
    try {
      digest = digest(Files.readAllBytes(file));
      Pixels px = Pixels.of(Dicom.read(file), 0);
      float[] values = px.values();
      ByteBuffer bytes = ByteBuffer.allocate(12 + 4 * values.length);
      bytes.putInt(px.rows()).putInt(px.columns()).putInt(px.samples());
      bytes.asFloatBuffer().put(values);
      return new Thumbnail(name, small(px, SIDE), digest, digest(bytes.array()), "");
    } catch (DicomException e) {
      return new Thumbnail(name, new float[0], digest, "", e.getMessage());
    } catch (IOException e) {
      return new Thumbnail(name, new float[0], digest, "", file + ": cannot be read");
    }
  }

  static float[] small(Pixels px, int side) {
    Pixels grey = px.samples() > 1 || px.isPalette() ? px.toRgb().toGrey() : px;
    Pixels level = grey.linear();
    float[] values = level.cropResize(Box.of(level), side, side).values();
    for (int i = 0; i < values.length; i++) {
      values[i] = level.isInverted() ? 1 - values[i] : values[i];
    }
    return values;
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has SHA-256
    }
  }

  /** How many rows there are. */
  public int size() {
    return all.size();
  }

  Thumbnail at(int row) {
    return all.get(row);
  }

  /** The grey levels of a row's image, 32 x 32, row by row; none if it cannot be read. */
  public Optional<float[]> values(int row) {
    Thumbnail t = all.get(row);
    return t.error.isEmpty() ? Optional.of(t.values.clone()) : Optional.empty();
  }

  /** Why images cannot be read, a sentence each. */
  public List<String> errors() {
    return all.stream().map(Thumbnail::error).filter(e -> !e.isEmpty()).toList();
  }

  /** Those that could be read, in their order; {@link #rowsOf} makes a table fit to them. */
  public Thumbnails readable() {
    return new Thumbnails(all.stream().filter(t -> t.error.isEmpty()).toList());
  }

  /**
   * A table's rows of the films that are here, so that row and thumbnail belong together.
   *
   * @param table with these films, in this order, and perhaps others between
   * @throws DicomException if there is no column {@code file} or the table lacks a film
   */
  public Table rowsOf(Table table) {
    String[] files = Columns.texts(table, "file");
    int[] rows = new int[all.size()];
    int at = 0;
    for (int i = 0; i < rows.length; i++) {
      String file = all.get(i).file;
      while (at < files.length && !files[at].equals(file)) {
        at++;
      }
      if (at == files.length) {
        throw new DicomException("the table has no row for the film " + file + " in this order");
      }
      rows[i] = at++;
    }
    return table.rows(rows).setName(table.name());
  }

  /** The thumbnails of some rows, for example of a part of a split. */
  public Thumbnails rows(int... rows) {
    List<Thumbnail> some = new ArrayList<>();
    for (int row : rows) {
      some.add(all.get(row));
    }
    return new Thumbnails(List.copyOf(some));
  }

  /** Each thumbnail with left and right exchanged; no longer the file's image, so no digests. */
  public Thumbnails mirrored() {
    List<Thumbnail> turned = new ArrayList<>();
    for (Thumbnail t : all) {
      float[] values = new float[t.values.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = t.values[i / SIDE * SIDE + SIDE - 1 - i % SIDE];
      }
      turned.add(new Thumbnail(t.file + " mirrored", values, "", "", t.error));
    }
    return new Thumbnails(List.copyOf(turned));
  }

  @Override
  public String toString() {
    int errors = errors().size();
    return size()
        + " thumbnails of "
        + SIDE
        + " x "
        + SIDE
        + (errors == 0 ? "" : ", " + errors + " of them missing: see errors()");
  }
}
