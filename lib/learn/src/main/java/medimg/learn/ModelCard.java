package medimg.learn;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Pattern;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.WholeFile;
import medimg.dictionary.Tag;
import medimg.eval.Auc;
import medimg.eval.Bootstrap;
import medimg.eval.Calibration;
import medimg.eval.Confusion;
import medimg.eval.Estimate;
import medimg.eval.EvalException;
import medimg.eval.Metric;
import medimg.eval.Predictions;
import medimg.eval.Rate;
import medimg.eval.Scores;
import medimg.eval.Subgroups;
import medimg.table.CellText;
import medimg.table.Split;
import medimg.table.SplitReport;
import medimg.work.Parallel;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * What a reader must know of a model before using it, as a Markdown file: what it is, what it is
 * for and not for, its data, how these were split, how well it does with counts and 95 % intervals,
 * in whom, and its limits.
 *
 * <pre>
 * ModelCard.of("Pneumothorax on chest films")
 *     .model(network.toString(), settings.toString()).date(LocalDate.of(2026, 11, 22))
 *     .data("chest phantoms of this library", folder).split(report)
 *     .threshold("Youden on the validation part", point.threshold()).test(predictions)
 *     .subgroups("sex", bySex)
 *     .use("lessons").notFor("diagnosis").limits("trained on phantoms only")
 *     .write(Path.of("model_card.md"))
 * </pre>
 *
 * <p>Every number comes from the data and cannot be typed; texts are taken as they are, not as
 * Markdown. A text that holds a patient's identifier or the path of a folder is refused. Immutable:
 * each call gives a new card.
 *
 * @see "M. Mitchell et al., Model cards for model reporting, FAT* 2019, section 4"
 */
public final class ModelCard {
  /** Draws and seed of the intervals where patients repeat. */
  private static final Bootstrap BY_PATIENT = new Bootstrap(2000, 1);

  /** Shorter identifiers would be found in any text. */
  private static final int SHORTEST_ID = 4;

  /** The first rows of a report's table decide whether it passed; the others are notes. */
  private static final int CHECKS = 3;

  private static final Pattern PATH =
      Pattern.compile("(^|[\\s(\\[\"'=])(/[^\\s/]+/\\S|~/|[A-Za-z]:[\\\\/]|\\\\\\\\)");

  private final String title;
  private String network;
  private String settings;
  private LocalDate date;
  private String source;
  private Path folder;
  private SplitReport report;
  private String how;
  private Double threshold;
  private Predictions test;
  private Map<String, Subgroups> subgroups = Map.of();
  private List<String> use = List.of();
  private List<String> notFor = List.of();
  private List<String> limits = List.of();

  private ModelCard(String title) {
    this.title = title;
  }

  private ModelCard copy() {
    ModelCard other = new ModelCard(title);
    other.network = network;
    other.settings = settings;
    other.date = date;
    other.source = source;
    other.folder = folder;
    other.report = report;
    other.how = how;
    other.threshold = threshold;
    other.test = test;
    other.subgroups = subgroups;
    other.use = use;
    other.notFor = notFor;
    other.limits = limits;
    return other;
  }

  /**
   * A card with a title and nothing else yet.
   *
   * @param title what the model finds, on what
   */
  public static ModelCard of(String title) {
    return new ModelCard(title);
  }

  /**
   * What the model is.
   *
   * @param network its kind and size, as its {@code toString} tells them
   * @param settings of its training with the seed, as their {@code toString} tells them; those of a
   *     record become a table
   */
  public ModelCard model(String network, String settings) {
    ModelCard other = copy();
    other.network = network;
    other.settings = settings;
    return other;
  }

  /** When it was trained. */
  public ModelCard date(LocalDate day) {
    ModelCard other = copy();
    other.date = day;
    return other;
  }

  /**
   * Where the films come from. Whether they are synthetic is asked of each file (Synthetic Data,
   * 0008,001C).
   *
   * @param source the origin, in words
   * @param folder what the names in the column {@code file} of the split's table are below; it is
   *     not told in the card
   */
  public ModelCard data(String source, Path folder) {
    ModelCard other = copy();
    other.source = source;
    other.folder = folder;
    return other;
  }

  /**
   * How the films were split and what was checked.
   *
   * @param report of a split that is stratified by the label first
   * @throws DicomException if it is not
   */
  public ModelCard split(SplitReport report) {
    if (report.split().by().strata().isEmpty()) {
      throw new DicomException(
          "a card tells how frequent each label is in each part: split with"
              + " Split.by(..).stratified(\"label\")");
    }
    ModelCard other = copy();
    other.report = report;
    return other;
  }

  /**
   * Where a score becomes a call.
   *
   * @param how it was chosen, and on which part: {@code Youden on the validation part}
   * @param value scores at or above it are called positive; infinite if no case is
   */
  public ModelCard threshold(String how, double value) {
    if (Double.isNaN(value)) {
      throw new DicomException("threshold is NaN, must be a number");
    }
    ModelCard other = copy();
    other.how = how;
    other.threshold = value;
    return other;
  }

  /** Truth and probabilities of the test set; with their patients if these repeat. */
  public ModelCard test(Predictions cases) {
    ModelCard other = copy();
    other.test = cases;
    return other;
  }

  /**
   * The test set in groups; may be called several times.
   *
   * @param by what the groups are: {@code sex}
   */
  public ModelCard subgroups(String by, Subgroups groups) {
    ModelCard other = copy();
    other.subgroups = new LinkedHashMap<>(subgroups);
    other.subgroups.put(by, groups);
    return other;
  }

  /** What the model is for, an entry a text. */
  public ModelCard use(String... texts) {
    ModelCard other = copy();
    other.use = List.of(texts);
    return other;
  }

  /** What the model must not be used for, an entry a text. */
  public ModelCard notFor(String... texts) {
    ModelCard other = copy();
    other.notFor = List.of(texts);
    return other;
  }

  /** What else a reader should doubt, an entry a text. */
  public ModelCard limits(String... texts) {
    ModelCard other = copy();
    other.limits = List.of(texts);
    return other;
  }

  /**
   * Writes the card, see {@link WholeFile}.
   *
   * @return the file
   * @throws DicomException if it cannot be written, and as {@link #markdown}
   */
  public Path write(Path file) {
    return WholeFile.write(file, "", markdown());
  }

  /**
   * The card as Markdown.
   *
   * @throws DicomException if a part of it was not given, a text holds an identifier or a path, or
   *     subgroups are not those of the test set at its threshold
   * @throws EvalException if a score is no probability
   */
  public String markdown() {
    requireAll();
    requireNothingIdentifying();
    subgroups.forEach(this::requireSameCases);
    int[] marked = marked();
    return String.join(
        "\n",
        "# Model card: " + Markdown.plain(title),
        "",
        "Sections after Mitchell et al., Model cards for model reporting (2019). Numbers are"
            + " computed from the data; use, origin and limits are the author's words.",
        "",
        modelDetails(),
        intendedUse(),
        data(marked),
        split(),
        metrics(),
        inSubgroups(),
        allLimits(marked[0]));
  }

  private void requireAll() {
    StringJoiner missing = new StringJoiner(", ");
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("model(..)", network);
    parts.put("date(..)", date);
    parts.put("data(..)", source);
    parts.put("split(..)", report);
    parts.put("threshold(..)", threshold);
    parts.put("test(..)", test);
    parts.put("subgroups(..)", subgroups.isEmpty() ? null : subgroups);
    parts.put("use(..)", use.isEmpty() ? null : use);
    parts.put("notFor(..)", notFor.isEmpty() ? null : notFor);
    parts.put("limits(..)", limits.isEmpty() ? null : limits);
    parts.forEach(
        (call, part) -> {
          if (part == null) {
            missing.add(call);
          }
        });
    if (missing.length() > 0) {
      throw new DicomException("the model card is not complete: call " + missing);
    }
  }

  private void requireNothingIdentifying() {
    List<String> texts = new ArrayList<>(List.of(title, network, settings, source, how));
    texts.addAll(use);
    texts.addAll(notFor);
    texts.addAll(limits);
    subgroups.forEach(
        (by, groups) -> {
          texts.add(by);
          texts.addAll(groups.groups().keySet());
        });
    Set<String> ids = ids();
    for (String text : texts) {
      if (PATH.matcher(text).find()) {
        throw new DicomException(
            "the model card would hold a path of this machine: leave it out of: " + text);
      }
      for (String word : text.split("[\\s,;:()\\[\\]\"']+")) {
        if (ids.contains(word)) {
          throw new DicomException(
              "the model card would hold a patient's identifier: leave it out of: " + text);
        }
      }
    }
  }

  private Set<String> ids() {
    Set<String> ids = new HashSet<>();
    Table films = report.split().table();
    for (Column<?> column : films.columns()) {
      String name = column.name();
      if (name.equalsIgnoreCase("PatientID") || name.equals(report.split().by().group())) {
        for (int i = 0; i < column.size(); i++) {
          String id = CellText.of(column, i).strip();
          if (id.length() >= SHORTEST_ID) {
            ids.add(id);
          }
        }
      }
    }
    return ids;
  }

  private void requireSameCases(String by, Subgroups groups) {
    int cases = groups.groups().values().stream().mapToInt(Predictions::size).sum();
    double positives = groups.groups().values().stream().mapToDouble(Predictions::positives).sum();
    if (groups.threshold() != threshold
        || cases != test.size()
        || Math.abs(positives - test.positives()) > 1e-9) {
      throw new DicomException(
          "subgroups by "
              + by
              + ": they have "
              + cases
              + " cases at a threshold of "
              + groups.threshold()
              + ", the test set has "
              + test.size()
              + " at "
              + threshold
              + "; make them of the same cases and threshold");
    }
  }

  private String modelDetails() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("model", network));
    String text = settings.strip();
    int open = text.indexOf('[');
    if (open > 0 && text.endsWith("]")) {
      for (String part : topLevel(text.substring(open + 1, text.length() - 1))) {
        int at = part.indexOf('=');
        rows.add(
            at < 0
                ? List.of("training", part)
                : List.of(part.substring(0, at), part.substring(at + 1)));
      }
    } else {
      rows.add(List.of("training", text));
    }
    rows.add(List.of("trained", date.toString()));
    String version = ModelCard.class.getPackage().getImplementationVersion();
    rows.add(List.of("library", "medimg" + (version == null ? ", not from a jar" : " " + version)));
    return "## Model details\n\n" + Markdown.table(List.of("", ""), rows);
  }

  /** What commas part that are in no inner brackets. */
  private static List<String> topLevel(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ',' : text.charAt(i);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == ',' && depth <= 0 || i == text.length()) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    return parts;
  }

  private String intendedUse() {
    return "## Intended use\n\n"
        + Markdown.list(use)
        + "\n**It must not be used for:**\n\n"
        + Markdown.list(notFor);
  }

  private String data(int[] marked) {
    Table films = report.split().table();
    String synthetic =
        String.format(
            Locale.ROOT,
            "%,d of %,d films say that they are synthetic (Synthetic Data, 0008,001C)%s",
            marked[0],
            films.rowCount(),
            marked[1] == 0 ? "" : String.format(Locale.ROOT, "; %,d cannot be read", marked[1]));
    return "## Data\n\n"
        + Markdown.list(List.of("origin: " + source))
        + "- "
        + synthetic
        + "\n\n"
        + parts();
  }

  /** How many films are marked as synthetic, and how many cannot be read. */
  private int[] marked() {
    Column<?> files = report.split().table().column("file");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      names.add(files.getString(i));
    }
    int[] marked = new int[2];
    for (int m : Parallel.map(names, "Reading headers", this::mark)) {
      marked[0] += m > 0 ? 1 : 0;
      marked[1] += m < 0 ? 1 : 0;
    }
    return marked;
  }

  private int mark(String name) {
    try {
      Dicom film = Dicom.read(folder.resolve(name));
      return film.header().string(Tag.SyntheticData, "").strip().equals("YES") ? 1 : 0;
    } catch (DicomException e) {
      return -1;
    }
  }

  /** Films, patients and classes of each part, a column a part. */
  private String parts() {
    Table counts = report.split().counts();
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(report.split().names());
    List<List<String>> rows = new ArrayList<>();
    for (int c = 1; c < counts.columnCount(); c++) {
      Column<?> column = counts.column(c);
      String share = column.name() + ", %";
      boolean isClass = counts.containsColumn(share);
      List<String> row = new ArrayList<>();
      row.add(c == 1 ? "films" : c == 2 ? "different " + column.name() : column.name());
      for (int p = 0; p < column.size(); p++) {
        row.add(
            CellText.of(column, p)
                + (isClass ? " (" + CellText.of(counts.column(share), p) + " %)" : ""));
      }
      rows.add(row);
      c += isClass ? 1 : 0;
    }
    return Markdown.table(head, rows);
  }

  private String split() {
    Split.By by = report.split().by();
    String columns = by.group() + ", stratified by " + String.join(" and ", by.strata());
    String passed = report.passed() ? "passed." : "did **not** pass.";
    String line =
        "By " + Markdown.plain(columns) + ", seed " + by.seed() + ". The checks " + passed;
    Table checks = report.table();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < checks.rowCount(); i++) {
      int found = (Integer) checks.column("found").get(i);
      rows.add(
          List.of(
              checks.column("check").getString(i),
              String.valueOf(found),
              i >= CHECKS
                  ? (found == 0 ? "none" : "a note")
                  : found == 0 ? "passed" : "NOT passed"));
    }
    return "## Split\n\n" + line + "\n\n" + Markdown.table(List.of("check", "found", ""), rows);
  }

  private String metrics() {
    List<String> lines = new ArrayList<>();
    lines.add("test set: " + test);
    int part = report.split().rows("test").length;
    if (part != test.size()) {
      lines.add(
          "the test part of the split has "
              + part
              + " films; "
              + test.size()
              + " cases were judged");
    }
    lines.add(
        "threshold "
            + (Double.isInfinite(threshold)
                ? threshold + ": " + (threshold > 0 ? "no" : "every") + " case is called positive"
                : number(threshold) + " (exactly " + threshold + ")")
            + ", chosen by: "
            + how);
    Confusion counts = test.at(threshold);
    lines.add(
        String.format(
            Locale.ROOT,
            "there %,d diseased are found (tp) and %,d missed (fn), %,d healthy are called negative"
                + " (tn) and %,d positive (fp)",
            counts.tp(),
            counts.fn(),
            counts.tn(),
            counts.fp()));
    lines.add(
        repeats(test)
            ? "patients repeat: intervals are bootstraps by patient, "
                + BY_PATIENT.rounds()
                + " draws, seed "
                + BY_PATIENT.seed()
            : "intervals take the cases as independent");
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(test, Predictions::auc));
    rows.add(row(test, p -> scores(p).sensitivity()));
    rows.add(row(test, p -> scores(p).specificity()));
    rows.add(row(test, p -> scores(p).ppv()));
    rows.add(row(test, p -> scores(p).npv()));
    rows.add(row(test, p -> scores(p).prevalence()));
    rows.add(row(test, Predictions::brier));
    rows.add(row(test, p -> calibration(p).slope()));
    rows.add(row(test, p -> calibration(p).inTheLarge()));
    return "## Metrics on the test set\n\n"
        + Markdown.list(lines)
        + "\n"
        + Markdown.table(List.of("figure", "value", "counted from", "interval"), rows)
        + "\nPPV and NPV hold for this prevalence only. A calibration slope of 1 is right; below it"
        + " the scores are too extreme.\n";
  }

  private Scores scores(Predictions cases) {
    return cases.at(threshold).scores();
  }

  private static Calibration calibration(Predictions cases) {
    return cases.calibration(10);
  }

  private static boolean repeats(Predictions cases) {
    return cases.patientCount().filter(n -> n < cases.size()).isPresent();
  }

  /** What is computed of some cases. */
  private interface Ask extends Function<Predictions, Metric> {}

  /** Name, value, counts and interval; the reason where there is none. */
  private List<String> row(Predictions cases, Ask ask) {
    Metric figure = ask.apply(cases);
    return List.of(figure.name(), figure.brief(), counted(figure), interval(figure, cases, ask));
  }

  private static String counted(Metric figure) {
    if (figure instanceof Rate r) {
      return String.format(Locale.ROOT, "%,d of %,d", r.count(), r.total());
    }
    if (figure instanceof Auc a) {
      return String.format(
          Locale.ROOT, "%.0f positive, %.0f negative", a.positives(), a.negatives());
    }
    return ((Estimate) figure).basis();
  }

  private static String interval(Metric figure, Predictions cases, Ask ask) {
    Metric drawn = repeats(cases) ? BY_PATIENT.estimate(cases, ask) : figure;
    // Where all draws are alike a rate has Wilson's interval still.
    return interval(hasWidth(drawn) ? drawn : figure);
  }

  private static boolean hasWidth(Metric figure) {
    return figure.interval().filter(i -> i.width() > 0).isPresent();
  }

  private static String interval(Metric figure) {
    if (hasWidth(figure)) {
      return figure.interval().orElseThrow().toString();
    }
    return !figure.isDefined()
        ? figure.reason()
        : "none: "
            + (figure.interval().isEmpty()
                ? figure.reason()
                : "without spread these cases say nothing about others");
  }

  private String inSubgroups() {
    List<List<String>> rows = new ArrayList<>();
    subgroups.forEach(
        (by, groups) ->
            groups
                .groups()
                .forEach(
                    (name, cases) ->
                        rows.add(
                            List.of(
                                by,
                                name,
                                String.valueOf(cases.size()),
                                String.format(Locale.ROOT, "%.0f", cases.positives()),
                                cell(cases.auc()),
                                cell(scores(cases).sensitivity()),
                                cell(scores(cases).specificity())))));
    return "## Subgroups\n\n"
        + Markdown.table(
            List.of("by", "group", "cases", "positive", "AUC", "sensitivity", "specificity"), rows)
        + "\nIntervals of AUC by DeLong, of rates by Wilson, cases taken as independent. Small groups"
        + " have wide ones; with many groups some differ by chance alone.\n";
  }

  /** Value and interval without the name of its method. */
  private static String cell(Metric figure) {
    String counts =
        figure instanceof Rate r && r.total() > 0 ? r.count() + "/" + r.total() + " = " : "";
    String interval = interval(figure);
    return counts
        + figure.brief()
        + "; "
        + (hasWidth(figure) ? interval.substring(0, interval.indexOf(" (")) : interval);
  }

  private String allLimits(int synthetic) {
    List<String> all = new ArrayList<>(limits);
    if (synthetic == report.split().table().rowCount()) {
      all.add("Every film is synthetic: no number here says how the model does on patients.");
    }
    all.add(SplitReport.LIMITS);
    all.add("Intervals tell the chance of drawing these cases, not what another hospital adds.");
    return "## Limits\n\n" + Markdown.list(all);
  }

  private static String number(double value) {
    return new Estimate("", OptionalDouble.of(value), "", Optional.empty(), "").brief();
  }

  /** The Markdown, or the sentence why there is none. */
  @Override
  public String toString() {
    try {
      return markdown();
    } catch (DicomException | EvalException e) {
      return e.getMessage();
    }
  }
}
