package medimg.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import medimg.dictionary.Dictionary;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;

/**
 * What in a data set breaks the rules of its value representations (PS3.5 sections 6.2, 7.1), and
 * windows that do not pair.
 */
final class Conformance {
  private static final int MOST = 100;

  private static final Map<VR, Pattern> PATTERNS =
      Map.of(
          VR.AS, AgeString.FORM,
          VR.DA, Pattern.compile("\\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])"),
          VR.TM, Pattern.compile("\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?"),
          VR.DT, Pattern.compile("\\d{4}(\\d{2}){0,5}(\\.\\d{1,6})?([+-]\\d{4})?"),
          VR.UI, Pattern.compile("(0|[1-9]\\d*)(\\.(0|[1-9]\\d*))*"),
          VR.IS, Pattern.compile("[+-]?\\d{1,11}"),
          VR.DS, Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?"));

  private static final Map<VR, String> EXAMPLES =
      Map.of(
          VR.AS, "061Y",
          VR.DA, "20261122",
          VR.TM, "142530.5",
          VR.DT, "20261122142530",
          VR.UI, "1.2.840.10008.1.2",
          VR.IS, "-12",
          VR.DS, "-1.5e3");

  /** VRs between which the standard leaves the choice for some elements. */
  private static final List<Set<VR>> CHOICES =
      List.of(Set.of(VR.US, VR.SS, VR.OW), Set.of(VR.OB, VR.OW));

  private Conformance() {}

  /** The faults, those of nested items included; the first {@value #MOST} of them. */
  static List<Warning> faults(DataSet meta, DataSet header) {
    List<Warning> faults = new ArrayList<>(0);
    check(meta, faults);
    check(header, faults);
    return faults;
  }

  private static void check(DataSet set, List<Warning> faults) {
    checkWindows(set, faults);
    for (Element e : set) {
      if (faults.size() >= MOST) {
        return;
      }
      for (DataSet item : e.items()) {
        check(item, faults);
      }
      checkElement(e, faults);
    }
  }

  /** A centre belongs to the width in the same place (PS3.3 section C.11.2.1.2). */
  private static void checkWindows(DataSet set, List<Warning> faults) {
    int centers = count(set, Tag.WindowCenter);
    int widths = count(set, Tag.WindowWidth);
    if (centers != widths) {
      faults.add(
          new Warning(
              FaultKind.WINDOW,
              Tag.WindowCenter,
              Tag.describe(Tag.WindowCenter)
                  + " has "
                  + values(centers)
                  + " and "
                  + Tag.describe(Tag.WindowWidth)
                  + " "
                  + values(widths)
                  + ", must have as many"));
    }
  }

  private static int count(DataSet set, int tag) {
    return set.find(tag).filter(e -> !e.isEmpty()).map(e -> e.strings().size()).orElse(0);
  }

  private static String values(int count) {
    return count + (count == 1 ? " value" : " values");
  }

  private static void checkElement(Element e, List<Warning> faults) {
    int unit = e.vr().unit();
    if (e.length() % 2 != 0) {
      add(FaultKind.LENGTH, e, " is " + e.length() + " bytes long, must be even", faults);
    } else if (e.vr().kind() == VR.Kind.NUMBERS && e.length() % unit != 0) {
      String rule = ", must be a multiple of " + unit;
      add(FaultKind.LENGTH, e, " is " + e.length() + " bytes long" + rule, faults);
    }
    VR known = Dictionary.vr(e.tag());
    if (known != e.vr() && known != VR.UN && e.vr() != VR.UN && !isChoice(known, e.vr())) {
      add(FaultKind.VR, e, " has VR " + e.vr() + ", must be " + known, faults);
    }
    if (e.tag() == Tag.SpecificCharacterSet) {
      for (String value : e.strings()) {
        if (isMisspelt(value)) {
          String sentence = " is \"" + value + "\", a term spelt wrongly";
          add(FaultKind.CHARACTER_SET, e, sentence, faults);
        }
      }
    }
    Pattern pattern = PATTERNS.get(e.vr());
    if (pattern == null) {
      return;
    }
    for (String value : e.strings()) {
      if (!value.isEmpty() && !pattern.matcher(value).matches()) {
        String shown = e.isIdentifying() ? Identifying.HIDDEN : '"' + value + '"';
        String rule = ", must be like " + EXAMPLES.get(e.vr()) + " (VR " + e.vr() + ")";
        add(FaultKind.VALUE, e, " is " + shown + rule, faults);
        return;
      }
    }
  }

  private static void add(FaultKind kind, Element e, String sentence, List<Warning> faults) {
    faults.add(new Warning(kind, e.tag(), Tag.describe(e.tag()) + sentence));
  }

  /** Whether a character set is known only because we read tolerantly; the reader tells others. */
  private static boolean isMisspelt(String term) {
    return !CharacterSet.isDefinedTerm(term) && CharacterSet.of(List.of(term)).unknown().isEmpty();
  }

  private static boolean isChoice(VR a, VR b) {
    return CHOICES.stream().anyMatch(choice -> choice.contains(a) && choice.contains(b));
  }
}
