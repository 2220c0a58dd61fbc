package medimg.pixels;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import medimg.dicom.DataSet;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.Element;
import medimg.dictionary.Tag;

/**
 * The range of values that is spread from black to white: its width, and the level in its middle
 * (Window Width and Window Center, PS3.3 section C.11.2.1.2).
 *
 * @param name what it shows, may be empty
 * @param width of the range, in the unit of the pixels
 * @param level the middle, in the same unit
 * @param rule how values become grey
 * @param unit of width and level, empty if it is not bound to one
 */
public record Window(String name, double width, double level, Rule rule, String unit)
    implements Voi {
  /** How a value becomes a grey level from 0 to 1. */
  public enum Rule {
    /**
     * fastai's: a straight line over level - w to level + w with w = floor(width / 2). It is
     * LINEAR_EXACT for even widths, and one narrower for odd ones.
     */
    FASTAI,
    /**
     * The standard's default: 0 up to c - .5 - (w - 1) / 2, 1 above c - .5 + (w - 1) / 2, a
     * straight line between. Needs a width of at least 1.
     */
    LINEAR,
    /** 0 up to c - w / 2, 1 above c + w / 2, a straight line between (C.11.2.1.3.2). */
    LINEAR_EXACT,
    /** 1 / (1 + exp(-4 (v - c) / w)), C.11.2.1.3.1. */
    SIGMOID
  }

  /** Brain tissue. */
  public static final Window BRAIN = preset("brain", 80, 40);

  /** Blood between skull and brain beside the bright bone. */
  public static final Window SUBDURAL = preset("subdural", 254, 100);

  /** The few HU between healthy and badly perfused brain. */
  public static final Window STROKE = preset("stroke", 8, 32);

  /** Bone of the skull. */
  public static final Window BRAIN_BONE = preset("brain_bone", 2800, 600);

  /** Soft tissue of the head. */
  public static final Window BRAIN_SOFT = preset("brain_soft", 375, 40);

  /** Lungs. */
  public static final Window LUNGS = preset("lungs", 1500, -600);

  /** Heart, vessels and nodes between the lungs. */
  public static final Window MEDIASTINUM = preset("mediastinum", 350, 50);

  /** Soft tissue of the abdomen. */
  public static final Window ABDOMEN_SOFT = preset("abdomen_soft", 400, 50);

  /** Liver. */
  public static final Window LIVER = preset("liver", 150, 30);

  /** Soft tissue of the spine. */
  public static final Window SPINE_SOFT = preset("spine_soft", 250, 50);

  /** Bone of the spine. */
  public static final Window SPINE_BONE = preset("spine_bone", 1800, 400);

  /** The eleven windows for CT, in HU, that fastai calls {@code dicom_windows}. */
  public static final List<Window> PRESETS =
      List.of(
          BRAIN,
          SUBDURAL,
          STROKE,
          BRAIN_BONE,
          BRAIN_SOFT,
          LUNGS,
          MEDIASTINUM,
          ABDOMEN_SOFT,
          LIVER,
          SPINE_SOFT,
          SPINE_BONE);

  /**
   * Checks the numbers.
   *
   * @throws DicomException if the width breaks the rule of PS3.3 section C.11.2.1.2
   */
  public Window {
    boolean wide = rule == Rule.LINEAR ? width >= 1 : width > 0;
    if (!wide || !Double.isFinite(width)) {
      throw new DicomException(
          Tag.describe(Tag.WindowWidth)
              + " is "
              + Numbers.text(width)
              + ", must be "
              + (rule == Rule.LINEAR ? "at least 1" : "greater than 0")
              + " (PS3.3 section C.11.2.1.2)");
    }
    if (!Double.isFinite(level)) {
      throw new DicomException(
          Tag.describe(Tag.WindowCenter) + " is " + level + ", must be a number");
    }
  }

  private static Window preset(String name, double width, double level) {
    return new Window(name, width, level, Rule.FASTAI, "HU");
  }

  /**
   * A window by fastai's rule, in the unit of whatever pixels it is used on.
   *
   * @throws DicomException if the width is not greater than 0
   */
  public static Window of(double width, double level) {
    return new Window("", width, level, Rule.FASTAI, "");
  }

  /**
   * The window that a file asks for: the first of {@link #allOf}.
   *
   * @throws DicomException if the file has none
   */
  public static Window of(Dicom dicom) {
    List<Window> all = allOf(dicom);
    if (all.isEmpty()) {
      throw new DicomException(
          dicom.name()
              + ": has no "
              + Tag.describe(Tag.WindowCenter)
              + " and "
              + Tag.describe(Tag.WindowWidth)
              + "; choose a window, such as Window.of(width, level)");
    }
    return all.get(0);
  }

  /**
   * All windows that a file offers, with their explanations and its VOI LUT Function (PS3.3 section
   * C.11.2), for its first frame; none if it has none. They apply to values after the modality
   * transform. Where there are more centres than widths, or fewer, the pairs that there are count,
   * and {@link Dicom#warnings()} says so.
   *
   * @throws DicomException if there are centres without any width or widths without any centre, or
   *     a width breaks its rule
   */
  public static List<Window> allOf(Dicom dicom) {
    try {
      return allOf(Frame.of(dicom, 0).header());
    } catch (DicomException e) {
      throw e.in(dicom.name());
    }
  }

  static List<Window> allOf(DataSet header) {
    double[] centers = numbers(header, Tag.WindowCenter);
    double[] widths = numbers(header, Tag.WindowWidth);
    int pairs = Math.min(centers.length, widths.length);
    if (pairs == 0 && centers.length != widths.length) {
      throw new DicomException(
          Tag.describe(Tag.WindowCenter)
              + " has "
              + centers.length
              + " values and "
              + Tag.describe(Tag.WindowWidth)
              + " "
              + widths.length
              + "; they must pair");
    }
    List<String> names =
        header.find(Tag.WindowCenterWidthExplanation).map(Element::strings).orElse(List.of());
    Rule rule = rule(header.string(Tag.VOILUTFunction, "LINEAR").strip());
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      String name = i < names.size() ? names.get(i).strip() : "";
      windows.add(new Window(name, widths[i], centers[i], rule, ""));
    }
    return windows;
  }

  private static double[] numbers(DataSet header, int tag) {
    return header.find(tag).map(Element::numbers).orElse(new double[0]);
  }

  private static Rule rule(String function) {
    return switch (function.toUpperCase(Locale.ROOT)) {
      case "LINEAR" -> Rule.LINEAR;
      case "LINEAR_EXACT" -> Rule.LINEAR_EXACT;
      case "SIGMOID" -> Rule.SIGMOID;
      default ->
          throw new DicomException(
              Tag.describe(Tag.VOILUTFunction)
                  + " is "
                  + function
                  + ", must be LINEAR, LINEAR_EXACT or SIGMOID (PS3.3 section C.11.2.1.3)");
    };
  }

  /** The same window under another rule. */
  public Window by(Rule rule) {
    return new Window(name, width, level, rule, unit);
  }

  /** The lower border: values up to it are black. For SIGMOID, level - width / 2. */
  public double low() {
    return level - offset() - half();
  }

  /** The upper border: values above it are white. For SIGMOID, level + width / 2. */
  public double high() {
    return level - offset() + half();
  }

  private double half() {
    return switch (rule) {
      case FASTAI -> Math.floor(width / 2);
      case LINEAR -> (width - 1) / 2;
      case LINEAR_EXACT, SIGMOID -> width / 2;
    };
  }

  private double offset() {
    return rule == Rule.LINEAR ? .5 : 0;
  }

  /**
   * The grey level of a value, from 0 to 1; a window without room between its borders is a step: 0
   * up to its border and 1 above it (fastai divides 0 by 0 there).
   */
  @Override
  public double apply(double value) {
    if (rule == Rule.SIGMOID) {
      return 1 / (1 + Math.exp(-4 * (value - level) / width));
    }
    double low = low();
    double high = high();
    if (value <= low) {
      return 0;
    }
    return value > high ? 1 : (value - low) / (high - low);
  }

  /** Whether it is meant for Hounsfield units. */
  boolean isHu() {
    return unit.equals("HU");
  }

  /** Name, width, level and unit, such as {@code lungs: w 1500, l -600 HU}. */
  @Override
  public String toString() {
    return (name.isEmpty() ? "" : name + ": ")
        + "w "
        + Numbers.text(width)
        + ", l "
        + Numbers.text(level)
        + (unit.isEmpty() ? "" : " " + unit)
        + (rule == Rule.FASTAI ? "" : " (" + rule + ")");
  }
}
