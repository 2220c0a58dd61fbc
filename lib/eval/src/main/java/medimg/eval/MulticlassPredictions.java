package medimg.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Truth and scores of cases of more than two classes.
 *
 * @param names of the classes
 * @param truth each case's class, an index of {@code names}
 * @param scores each case's scores, one for each class
 */
public record MulticlassPredictions(List<String> names, int[] truth, double[][] scores) {
  /**
   * Copies and checks the cases.
   *
   * @param names of the classes
   * @param truth each case's class, an index of {@code names}
   * @param scores each case's scores, one for each class
   * @throws EvalException if the lengths differ, a class is outside or a score is not finite
   */
  public MulticlassPredictions {
    names = List.copyOf(names);
    truth = truth.clone();
    scores = scores.clone();
    Predictions.requireLength("scores", scores.length, truth.length);
    for (int i = 0; i < scores.length; i++) {
      MulticlassConfusion.requireClass(truth[i], i, names.size());
      if (scores[i].length != names.size()
          || !Arrays.stream(scores[i]).allMatch(Double::isFinite)) {
        throw new EvalException(
            "scores of case " + i + ": must be " + names.size() + " finite numbers");
      }
      scores[i] = scores[i].clone();
    }
  }

  /** {@return the counts if each case is called by its highest score, of equals the first} */
  public MulticlassConfusion confusion() {
    int[] called = new int[truth.length];
    for (int i = 0; i < called.length; i++) {
      for (int c = 1; c < names.size(); c++) {
        if (scores[i][c] > scores[i][called[i]]) {
          called[i] = c;
        }
      }
    }
    return MulticlassConfusion.of(names, truth, called);
  }

  /**
   * A class's scores, that class against all others.
   *
   * @param index the class that counts as diseased, an index of the names
   * @return all cases, with that class's scores
   * @throws EvalException if there is no such class
   */
  public Predictions oneVsRest(int index) {
    if (index < 0 || index >= names.size()) {
      throw new EvalException("class " + index + ": must be from 0 to " + (names.size() - 1));
    }
    boolean[] is = new boolean[truth.length];
    double[] score = new double[truth.length];
    for (int i = 0; i < is.length; i++) {
      is[i] = truth[i] == index;
      score[i] = scores[i][index];
    }
    return Predictions.of(is, score);
  }

  /** A class's scores over the cases of that class and one other. */
  private Predictions oneVsOne(int index, int other) {
    boolean[] keep = new boolean[truth.length];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = truth[i] == index || truth[i] == other;
    }
    return oneVsRest(index).where(keep);
  }

  /** {@return the mean AUC of each class against all others; undefined if a class has no case} */
  public Estimate aucOneVsRest() {
    List<Auc> areas = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      areas.add(oneVsRest(i).auc());
    }
    return mean("AUC, one class against all others", areas);
  }

  /**
   * The mean AUC of all ordered pairs of classes, which does not depend on their shares; undefined
   * if a class has no case.
   *
   * @return the mean area, without interval
   * @see "D. J. Hand, R. J. Till, Machine Learning 45 (2001) 171"
   */
  public Estimate aucOneVsOne() {
    List<Auc> areas = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      for (int j = 0; j < names.size(); j++) {
        if (i != j) {
          areas.add(oneVsOne(i, j).auc());
        }
      }
    }
    return mean("AUC, one class against another", areas);
  }

  private Estimate mean(String name, List<Auc> areas) {
    for (Auc auc : areas) {
      if (!auc.isDefined()) {
        return Estimate.undefined(name, "a class has no cases, or is the only one");
      }
    }
    return Estimate.ratio(
        name,
        areas.stream().mapToDouble(Auc::value).sum(),
        areas.size(),
        TextFormat.count(truth.length, "case", "cases"),
        "no classes");
  }

  /** {@return each case's class, an index of the names; a copy} */
  @Override
  public int[] truth() {
    return truth.clone();
  }

  /** {@return the scores, cases x classes; a copy} */
  @Override
  public double[][] scores() {
    return Arrays.stream(scores).map(double[]::clone).toArray(double[][]::new);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MulticlassPredictions m
        && names.equals(m.names)
        && Arrays.equals(truth, m.truth)
        && Arrays.deepEquals(scores, m.scores);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * names.hashCode() + Arrays.hashCode(truth)) + Arrays.deepHashCode(scores);
  }

  @Override
  public String toString() {
    return TextFormat.count(truth.length, "case", "cases") + " of " + names + "\n" + confusion();
  }
}
