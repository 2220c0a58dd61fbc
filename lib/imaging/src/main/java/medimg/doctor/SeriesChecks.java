package medimg.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import medimg.dictionary.Tag;
import medimg.pixels.Plane;
import medimg.pixels.Point;
import medimg.text.DecimalText;

/** What can be wrong with the images of one series. */
final class SeriesChecks {
  /** Directions may differ by so much through rounding. */
  private static final double PARALLEL = .01;

  /** Air is far below, and no tissue but lung is. */
  private static final double AIR = -200;

  private static final Set<String> SLICES = Set.of("CT", "MR", "PT");

  private static final Set<String> RADIOGRAPHS = Set.of("CR", "DX", "MG", "RG", "IO", "PX", "XA");

  /** What slices of one stack have in common. */
  private static final int[] STACK = {
    Tag.ImageType, Tag.Rows, Tag.Columns, Tag.StackID, Tag.ConvolutionKernel
  };

  /** What may tell several images at one place apart. */
  private static final int[] VARIANT = {
    Tag.EchoTime,
    Tag.EchoNumbers,
    Tag.InversionTime,
    Tag.FlipAngle,
    Tag.TriggerTime,
    Tag.FrameReferenceTime,
    Tag.DiffusionBValue,
    Tag.DiffusionGradientOrientation,
    Tag.AcquisitionNumber,
    Tag.TemporalPositionIdentifier
  };

  private final String name;
  private final List<Examined> images;
  private final Findings findings;
  private final List<Plane> directions = new ArrayList<>();
  private boolean slicesMissing;

  /**
   * Checks of a series.
   *
   * @param name such as {@code series 3}
   * @param images its images; of those with the same SOP Instance UID only one
   */
  SeriesChecks(String name, List<Examined> images, Findings findings) {
    this.name = name;
    this.images = images;
    this.findings = findings;
  }

  void run() {
    mixed(images, Rule.MIXED_MODALITY, Examined::modality);
    List<Examined> slices =
        images.stream()
            .filter(e -> SLICES.contains(e.modality()) && !e.isLocalizer() && e.frames() == 1)
            .toList();
    mixed(slices, Rule.MIXED_SIZE, Examined::size);
    mixed(slices, Rule.MIXED_SPACING, SeriesChecks::spacing);
    mixed(slices, Rule.MIXED_THICKNESS, SeriesChecks::thickness);
    mixed(
        slices.stream().filter(e -> !e.modality().equals("MR")).toList(),
        Rule.MIXED_ORIENTATION,
        e -> e.plane().isPresent() ? direction(e) : "");
    List<Examined> ct = slices.stream().filter(e -> e.unit().equals("HU")).toList();
    mixed(ct, Rule.MIXED_RESCALE, SeriesChecks::rescale);
    air(ct);
    List<Examined> films = images.stream().filter(e -> RADIOGRAPHS.contains(e.modality())).toList();
    mixed(films, Rule.MIXED_VIEWS, e -> (e.size() + ", " + spacing(e)).replaceFirst(", $", ""));
    places(slices);
    numbers();
  }

  static String spacing(Examined e) {
    double[] mm =
        e.plane()
            .map(plane -> new double[] {plane.rowSpacing(), plane.columnSpacing()})
            .orElseGet(() -> numbers(e.text(Tag.PixelSpacing)));
    return mm.length == 2 && Double.isFinite(mm[0] + mm[1])
        ? fourDigits(mm[0]) + " x " + fourDigits(mm[1]) + " mm"
        : e.text(Tag.PixelSpacing);
  }

  private static String fourDigits(double mm) {
    return DecimalText.rounded(mm, 4);
  }

  private static String thickness(Examined e) {
    double mm = number(e.text(Tag.SliceThickness));
    return Double.isFinite(mm) ? fourDigits(mm) + " mm" : "";
  }

  private static String rescale(Examined e) {
    String intercept = e.text(Tag.RescaleIntercept);
    return "slope "
        + (e.text(Tag.RescaleSlope).isEmpty()
            ? "absent"
            : Gaps.text(number(e.text(Tag.RescaleSlope))))
        + ", intercept "
        + (intercept.isEmpty() ? "absent" : Gaps.text(number(intercept)));
  }

  private static double number(String text) {
    double[] all = numbers(text);
    return all.length == 0 ? Double.NaN : all[0];
  }

  private static double[] numbers(String text) {
    try {
      return text.isEmpty()
          ? new double[0]
          : Arrays.stream(text.split("\\\\")).mapToDouble(Double::parseDouble).toArray();
    } catch (NumberFormatException e) {
      return new double[0];
    }
  }

  /**
   * Tells if a value differs within the series; the files are those that have not the usual one.
   */
  private void mixed(List<Examined> files, Rule rule, Function<Examined, String> value) {
    Map<String, List<Examined>> by = new LinkedHashMap<>();
    for (Examined file : files) {
      String text = value.apply(file);
      if (!text.isEmpty()) {
        by.computeIfAbsent(text, t -> new ArrayList<>()).add(file);
      }
    }
    if (by.size() < 2) {
      return;
    }
    List<Map.Entry<String, List<Examined>>> groups = new ArrayList<>(by.entrySet());
    groups.sort(Comparator.comparingInt(group -> -group.getValue().size()));
    String detail =
        groups.stream()
            .limit(4)
            .map(group -> group.getKey() + " in " + counted(group.getValue().size()))
            .collect(Collectors.joining("; "));
    findings.add(
        rule,
        name + ": " + detail + (groups.size() > 4 ? "; and others" : ""),
        groups.stream().skip(1).flatMap(group -> group.getValue().stream()).toList());
  }

  private static String counted(int files) {
    return files + (files == 1 ? " file" : " files");
  }

  private void air(List<Examined> ct) {
    List<Examined> original =
        ct.stream()
            .filter(e -> !e.text(Tag.ImageType).startsWith("DERIVED"))
            .filter(e -> e.fingerprint().isPresent())
            .toList();
    double least =
        original.stream().mapToDouble(SeriesChecks::least).min().orElse(Double.NEGATIVE_INFINITY);
    if (least > AIR && original.stream().noneMatch(e -> e.fingerprint().get().isBlank())) {
      findings.add(
          Rule.NOT_HU, name + ": the least value is " + Gaps.text(least) + " HU", original);
    }
  }

  private static double least(Examined e) {
    double slope = number(e.text(Tag.RescaleSlope));
    double intercept = number(e.text(Tag.RescaleIntercept));
    double stored = slope < 0 ? e.fingerprint().get().most() : e.fingerprint().get().least();
    return stored * (Double.isNaN(slope) ? 1 : slope) + (Double.isNaN(intercept) ? 0 : intercept);
  }

  private static String key(Examined e, int[] tags) {
    return Arrays.stream(tags).mapToObj(e::text).collect(Collectors.joining("|"));
  }

  /** A name of the direction in which a slice lies, the same for all that are parallel. */
  private String direction(Examined e) {
    Plane plane = e.plane().orElseThrow();
    int i = 0;
    while (i < directions.size() && !isParallel(directions.get(i), plane)) {
      i++;
    }
    if (i == directions.size()) {
      directions.add(plane);
    }
    return "direction " + (i + 1) + " (" + directions.get(i).orientation() + ")";
  }

  private static boolean isParallel(Plane a, Plane b) {
    return isNear(a.alongRow(), b.alongRow()) && isNear(a.alongColumn(), b.alongColumn());
  }

  private static boolean isNear(Point a, Point b) {
    return Math.abs(a.x() - b.x()) < PARALLEL
        && Math.abs(a.y() - b.y()) < PARALLEL
        && Math.abs(a.z() - b.z()) < PARALLEL;
  }

  private void places(List<Examined> slices) {
    Map<String, List<Examined>> stacks =
        slices.stream()
            .filter(e -> e.plane().isPresent())
            .collect(
                Collectors.groupingBy(
                    e -> direction(e) + key(e, STACK), LinkedHashMap::new, Collectors.toList()));
    for (List<Examined> stack : stacks.values()) {
      if (byPlace(stack).values().stream().noneMatch(files -> files.size() > 1)) {
        stack(stack, true);
      } else {
        variants(stack);
      }
    }
  }

  /** Several images at some places: told apart by echo, time and the like, or doubled. */
  private void variants(List<Examined> stack) {
    Collection<List<Examined>> variants =
        stack.stream()
            .collect(
                Collectors.groupingBy(
                    e -> key(e, VARIANT), LinkedHashMap::new, Collectors.toList()))
            .values();
    Set<Integer> counts = new LinkedHashSet<>();
    byPlace(stack).values().forEach(files -> counts.add(files.size()));
    boolean everywhere = counts.size() == 1 && byPlace(stack).size() > 1;
    if (everywhere || variants.size() > 1) {
      int most = counts.stream().mapToInt(n -> n).max().orElse(1);
      findings.add(Rule.REPEATED, name + ": up to " + most + " at each place", stack);
    }
    boolean doubled = !everywhere || variants.size() > 1;
    variants.forEach(variant -> stack(variant, doubled));
  }

  private static TreeMap<Double, List<Examined>> byPlace(List<Examined> stack) {
    TreeMap<Double, List<Examined>> places = new TreeMap<>();
    Point normal = stack.get(0).plane().orElseThrow().normal();
    for (Examined e : stack) {
      double at = along(e, normal);
      Double near = places.floorKey(at + Gaps.SAME);
      if (near == null || near < at - Gaps.SAME) {
        near = at;
      }
      places.computeIfAbsent(near, k -> new ArrayList<>()).add(e);
    }
    return places;
  }

  private static double along(Examined e, Point normal) {
    Point at = e.plane().orElseThrow().position();
    return at.x() * normal.x() + at.y() * normal.y() + at.z() * normal.z();
  }

  /**
   * Checks the distances within a stack.
   *
   * @param doubled whether two slices at one place are to be told
   */
  private void stack(List<Examined> stack, boolean doubled) {
    TreeMap<Double, List<Examined>> places = byPlace(stack);
    for (List<Examined> files : places.values()) {
      if (doubled && files.size() > 1) {
        findings.add(Rule.DOUBLED_SLICE, name + ": " + files.size() + " at one place", files);
      }
    }
    if (places.size() < 3) {
      return;
    }
    List<Double> at = List.copyOf(places.keySet());
    Gaps gaps = Gaps.of(at.stream().mapToDouble(mm -> mm).toArray());
    List<Examined> uneven = new ArrayList<>();
    for (int i = 0; i < at.size() - 1; i++) {
      Examined below = places.get(at.get(i)).get(0);
      Examined above = places.get(at.get(i + 1)).get(0);
      if (gaps.missing(i) > 0) {
        slicesMissing = true;
        findings.add(Rule.MISSING_SLICE, name + ": " + gaps.told(i), List.of(below, above));
      } else if (!gaps.isUsual(gaps.mm()[i])) {
        uneven.add(above);
      }
    }
    if (!uneven.isEmpty()) {
      findings.add(
          Rule.UNEVEN_SLICES,
          name + ": from " + Gaps.text(gaps.least()) + " to " + Gaps.text(gaps.most()) + " mm",
          uneven);
    }
    double said = Math.abs(number(stack.get(0).text(Tag.SpacingBetweenSlices)));
    if (!Double.isNaN(said) && !gaps.isUsual(said)) {
      String usual = Gaps.text(gaps.usual()) + " mm by the positions";
      findings.add(
          Rule.SLICE_DISTANCE, name + ": " + Gaps.text(said) + " mm are said, " + usual, stack);
    }
    tilted(stack);
  }

  private void tilted(List<Examined> stack) {
    Plane first = stack.get(0).plane().orElseThrow();
    Point normal = first.normal();
    double pixel = Math.min(first.rowSpacing(), first.columnSpacing());
    for (Examined e : stack) {
      Point at = e.plane().orElseThrow().position();
      double along = along(e, normal) - along(stack.get(0), normal);
      double x = at.x() - first.position().x() - along * normal.x();
      double y = at.y() - first.position().y() - along * normal.y();
      double z = at.z() - first.position().z() - along * normal.z();
      double aside = Math.sqrt(x * x + y * y + z * z);
      if (aside > pixel) {
        findings.add(Rule.TILTED, name + ": by " + Gaps.text(aside) + " mm and more", List.of(e));
        return;
      }
    }
  }

  private void numbers() {
    Map<String, List<Examined>> same = new HashMap<>();
    TreeMap<Integer, Examined> byNumber = new TreeMap<>();
    for (Examined e : images) {
      double number = number(e.text(Tag.InstanceNumber));
      if (!Double.isNaN(number)) {
        byNumber.putIfAbsent((int) number, e);
        String key = (int) number + "|" + key(e, STACK) + key(e, VARIANT);
        same.computeIfAbsent(key, k -> new ArrayList<>()).add(e);
      }
    }
    same.values().stream()
        .filter(files -> files.size() > 1)
        .sorted(Comparator.comparing(files -> files.get(0).file()))
        .forEach(
            files ->
                findings.add(
                    Rule.SAME_NUMBER,
                    name + ": number " + files.get(0).text(Tag.InstanceNumber),
                    files));
    if (slicesMissing || byNumber.size() < 3) {
      return;
    }
    int first = byNumber.firstKey();
    int last = byNumber.lastKey();
    int gaps = last - first + 1 - byNumber.size();
    if (gaps > 0 || first > 1) {
      findings.add(
          Rule.NUMBER_GAP,
          name + ": from " + first + " to " + last + (gaps > 0 ? ", " + gaps + " not here" : ""),
          byNumber.values());
    }
  }
}
