package medimg.trials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import medimg.dicom.DicomException;
import medimg.dictionary.ArgumentException;
import medimg.eval.Interval;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The stored result of an experiment. Its file is CSV below lines that begin with {@code #} and say
 * when, with which seeds and how it was run; the last line tells whether all of it is there.
 */
public final class TrialResult {
  private static final String FIRST = "# medimg trial: ";
  private static final String LAST = "# end: ";
  private static final List<String> FACTS =
      List.of(
          "question",
          "note",
          "date",
          "seeds",
          "command",
          "versions",
          "cores",
          "seconds",
          "cpu seconds",
          "measure");

  private final Trial trial;
  private final Map<String, String> facts;
  private final List<String> means;
  private final List<String> csv;

  private TrialResult(
      Trial trial, Map<String, String> facts, List<String> means, List<String> csv) {
    this.trial = trial;
    this.facts = facts;
    this.means = means;
    this.csv = csv;
  }

  /**
   * The mean of a variant's runs.
   *
   * @param low from where its 95 % interval goes
   * @param high to where
   */
  public record Mean(String variant, int runs, double value, double low, double high) {}

  /**
   * The result of runs that just ended.
   *
   * @param facts when, with which seeds and how it was run, by name: all of question, note, date,
   *     seeds, command, versions, cores, seconds, cpu seconds, measure
   * @param table a row for each run, below the row of heads
   * @param means a row for each variant
   * @throws ArgumentException if a fact is missing, or a cell holds a comma
   */
  public static TrialResult of(
      Trial trial, Map<String, String> facts, List<List<String>> table, List<Mean> means) {
    if (!facts.keySet().containsAll(FACTS)) {
      throw new ArgumentException("the facts of a trial are " + FACTS + ", not " + facts.keySet());
    }
    return new TrialResult(
        trial,
        new LinkedHashMap<>(facts),
        means.stream()
            .map(
                m ->
                    line(
                        List.of(
                            m.variant(),
                            String.valueOf(m.runs()),
                            text(m.value()),
                            text(m.low()),
                            text(m.high()))))
            .toList(),
        table.stream().map(TrialResult::line).toList());
  }

  /** A figure as the table has it: three decimals. */
  public static String text(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String line(List<String> cells) {
    for (String cell : cells) {
      if (cell.contains(",") || cell.contains("\n") || cell.startsWith("#")) {
        throw new ArgumentException("a cell of a trial's table may not hold a comma: " + cell);
      }
    }
    return String.join(",", cells);
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(FIRST + trial.key());
    facts.forEach((name, value) -> lines.add("# " + name + ": " + value));
    means.forEach(mean -> lines.add("# mean: " + mean));
    lines.addAll(csv);
    lines.add(end(lines, csv.size() - 1));
    return lines;
  }

  private static String end(List<String> before, int rows) {
    CRC32 crc = new CRC32();
    before.forEach(line -> crc.update((line + '\n').getBytes(StandardCharsets.UTF_8)));
    return String.format(Locale.ROOT, "%s%d rows, checksum %08x", LAST, rows, crc.getValue());
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @throws DicomException if it cannot be written
   */
  public void write(Path file) {
    write(file, (String.join("\n", lines()) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Writes under another name first, so that a file is whole or not there. */
  public static void write(Path file, byte[] bytes) {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try {
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new DicomException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a stored result.
   *
   * @throws DicomException if the file is missing, cut, changed, or of something else
   */
  public static TrialResult read(Path file, Trial trial) {
    String again = "; run the trial " + trial.key() + " again";
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new DicomException(file + ": is not there" + again, e);
    } catch (IOException e) {
      throw new DicomException(file + ": cannot be read: " + e.getMessage() + again, e);
    }
    if (lines.isEmpty() || !lines.get(0).startsWith(FIRST)) {
      throw new DicomException(file + ": is not the stored result of a trial" + again);
    }
    if (!lines.get(0).equals(FIRST + trial.key())) {
      throw new DicomException(
          file
              + ": is the result of the trial "
              + lines.get(0).substring(FIRST.length())
              + ", not of "
              + trial.key()
              + again);
    }
    int last = lines.size() - 1;
    List<String> before = lines.subList(0, last);
    Map<String, String> facts = new LinkedHashMap<>();
    List<String> means = new ArrayList<>();
    List<String> csv = new ArrayList<>();
    for (String text : before.subList(Math.min(1, last), last)) {
      int colon = text.indexOf(": ");
      if (text.startsWith("# mean: ")) {
        means.add(text.substring("# mean: ".length()));
      } else if (text.startsWith("# ") && colon > 0) {
        facts.put(text.substring(2, colon), text.substring(colon + 2));
      } else {
        csv.add(text);
      }
    }
    if (!lines.get(last).equals(end(before, csv.size() - 1))) {
      throw new DicomException(
          file + ": is cut or was changed (its last line does not fit the others)" + again);
    }
    if (!facts.keySet().containsAll(FACTS) || means.isEmpty() || csv.size() < 2) {
      throw new DicomException(file + ": was written by another version of this library" + again);
    }
    return new TrialResult(trial, facts, List.copyOf(means), List.copyOf(csv));
  }

  /** Which experiment it is of. */
  public Trial trial() {
    return trial;
  }

  /**
   * When, with which seeds and how long it was run, and how to repeat it, in one line. The seconds
   * are those of training and judging, on a machine that did other work too; those of the processor
   * (CPU) are nearer to what the experiment needs. Making films takes longer: a third of a second
   * each.
   */
  public String about() {
    return String.format(
        Locale.ROOT,
        "run on %s, %s, %s s on %s (CPU %s s); again: %s",
        facts.get("date"),
        facts.get("seeds"),
        facts.get("seconds"),
        facts.get("cores").equals("1") ? "1 core" : facts.get("cores") + " cores",
        facts.get("cpu seconds"),
        facts.get("command"));
  }

  /** How it was done, in a sentence or two. */
  public String note() {
    return facts.get("note");
  }

  /**
   * With which versions it was run: {@code Java 17.0.15, DJL 0.35.0, PyTorch 2.7.1 on all threads}.
   * With another number of threads sums are rounded in another order, and a training takes another
   * course.
   */
  public String versions() {
    return facts.get("versions");
  }

  /** A row for each run: what was varied, seed, figure with its 95 % interval {@code from, to}. */
  public Table table() {
    return table(trial.key(), csv);
  }

  /**
   * A row for each variant: how many runs, the mean of their figures and its 95 % interval. Of one
   * run it is that run's own interval; of several it comes from drawing patients with replacement,
   * and from ten runs on by drawing runs too.
   */
  public Table summary() {
    List<String> lines = new ArrayList<>();
    lines.add(
        csv.get(0).split(",", -1)[0]
            + ",runs,"
            + (means.stream().allMatch(m -> m.split(",", -1)[1].equals("1")) ? "" : "mean ")
            + facts.get("measure")
            + ",from,to");
    lines.addAll(means);
    return table(trial.key() + ", means", lines);
  }

  /**
   * The mean of a variant's figures, as {@link #summary} has it.
   *
   * @param variant the first cell of its row: {@code siamese}
   * @throws ArgumentException if there is no such row
   */
  public double mean(String variant) {
    return Double.parseDouble(meanOf(variant)[2]);
  }

  /** The 95 % interval of {@link #mean}. */
  public Interval interval(String variant) {
    String[] cells = meanOf(variant);
    return new Interval(
        Double.parseDouble(cells[3]),
        Double.parseDouble(cells[4]),
        Interval.DEFAULT_LEVEL,
        "stored");
  }

  private String[] meanOf(String variant) {
    return means.stream()
        .map(line -> line.split(",", -1))
        .filter(cells -> cells[0].equals(variant))
        .findFirst()
        .orElseThrow(
            () ->
                new ArgumentException(
                    "the trial "
                        + trial.key()
                        + " has no row "
                        + variant
                        + "; it has "
                        + means.stream().map(m -> m.split(",", -1)[0]).toList()));
  }

  private static Table table(String name, List<String> lines) {
    String[] heads = lines.get(0).split(",", -1);
    List<String[]> rows =
        lines.subList(1, lines.size()).stream().map(line -> line.split(",", -1)).toList();
    Table table = Table.create(name);
    for (int c = 0; c < heads.length; c++) {
      int at = c;
      table.addColumns(column(heads[c], rows.stream().map(r -> r[at]).toArray(String[]::new)));
    }
    return table;
  }

  private static Column<?> column(String name, String[] cells) {
    if (Arrays.stream(cells).allMatch(c -> c.matches("-?\\d+"))) {
      return IntColumn.create(name, Arrays.stream(cells).mapToInt(Integer::parseInt).toArray());
    }
    if (Arrays.stream(cells).allMatch(c -> c.matches("-?\\d+\\.\\d+"))) {
      return DoubleColumn.create(
          name, Arrays.stream(cells).mapToDouble(Double::parseDouble).toArray());
    }
    return StringColumn.create(name, cells);
  }

  @Override
  public String toString() {
    return trial.title() + ": " + about();
  }
}
