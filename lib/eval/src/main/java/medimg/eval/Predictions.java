package medimg.eval;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * The truth and a model's scores of a set of cases: what every metric of an evaluation is computed
 * from. Higher scores mean disease; for {@link #brier}, {@link #logLoss} and {@link #calibration}
 * they must be probabilities.
 *
 * <p>Immutable; equal to other predictions of the same cases with the same scores, in the same
 * order. Optional: each case's patient ({@link #withPatients}), which a {@link Bootstrap} draws by,
 * and weights ({@link #withWeights}).
 */
public final class Predictions {
  /** Below this many cases an expected calibration error is mostly noise. */
  public static final int LEAST_FOR_ECE = 200;

  /** Scores nearer than this to 0 or 1 count as this near in the log loss, as in scikit-learn. */
  private static final double CLIP = Math.ulp(1.0);

  private final boolean[] truth;
  private final double[] scores;
  private final String[] patient;
  private final int[] patientIndex;
  private final int patients;
  private final double[] weight;
  private final int[] level;
  private final ScoreCounts byScore;

  private Predictions(boolean[] truth, double[] scores) {
    this.truth = truth;
    this.scores = scores;
    patient = null;
    patientIndex = null;
    patients = truth.length;
    weight = null;
    double[] levels = ScoreCounts.levels(scores);
    level = new int[scores.length];
    for (int i = 0; i < level.length; i++) {
      level[i] = Arrays.binarySearch(levels, scores[i]);
    }
    byScore = ScoreCounts.of(levels, level, truth, null);
  }

  private Predictions(
      Predictions of, String[] patient, int[] patientIndex, int patients, double[] weight) {
    truth = of.truth;
    scores = of.scores;
    level = of.level;
    this.patient = patient;
    this.patientIndex = patientIndex;
    this.patients = patients;
    this.weight = weight;
    byScore =
        weight == of.weight ? of.byScore : ScoreCounts.of(of.byScore.score(), level, truth, weight);
  }

  /**
   * Cases with their scores.
   *
   * @param truth whether each case is diseased
   * @param scores each case's score, as many
   * @return the cases; the arrays are copied
   * @throws EvalException if the lengths differ, or a score is NaN or infinite
   */
  public static Predictions of(boolean[] truth, double[] scores) {
    requireLength("scores", scores.length, truth.length);
    double[] copy = new double[scores.length];
    for (int i = 0; i < copy.length; i++) {
      if (!Double.isFinite(scores[i])) {
        throw new EvalException(
            "score of case " + i + " is " + scores[i] + ", must be a finite number");
      }
      copy[i] = scores[i] + 0.0; // one zero
    }
    return new Predictions(truth.clone(), copy);
  }

  /**
   * Cases with labels 1 (diseased) and 0.
   *
   * @param truth each case's label
   * @param scores each case's score, as many
   * @return the cases; the arrays are copied
   * @throws EvalException if a label is another number, the lengths differ, or a score is NaN or
   *     infinite
   */
  public static Predictions of(int[] truth, double[] scores) {
    boolean[] diseased = new boolean[truth.length];
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] != 0 && truth[i] != 1) {
        throw new EvalException("label of case " + i + " is " + truth[i] + ", must be 0 or 1");
      }
      diseased[i] = truth[i] == 1;
    }
    return of(diseased, scores);
  }

  static void requireLength(String what, int length, int cases) {
    if (length != cases) {
      throw new EvalException(what + ": " + length + ", but " + cases + " cases: must be as many");
    }
  }

  /**
   * The same cases, each with its patient.
   *
   * @param ids each case's patient, as PatientID has it
   * @return the cases with their patients
   * @throws EvalException if there are not as many as cases, or one is empty
   */
  public Predictions withPatients(String... ids) {
    requireLength("patients", ids.length, truth.length);
    Map<String, Integer> known = new LinkedHashMap<>();
    int[] index = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == null || ids[i].isBlank()) {
        throw new EvalException("case " + i + " has no patient: every case needs one, or none has");
      }
      index[i] = known.computeIfAbsent(ids[i], id -> known.size());
    }
    return new Predictions(this, ids.clone(), index, known.size(), weight);
  }

  /**
   * {@link #withPatients(String...)} from a list or a column.
   *
   * @param ids each case's patient, in the order of the cases
   * @return the cases with their patients
   */
  public Predictions withPatients(Collection<String> ids) {
    return withPatients(ids.toArray(String[]::new));
  }

  /**
   * {@link #withPatients(String...)} with numbers.
   *
   * @param ids each case's patient, equal numbers for one patient
   * @return the cases with their patients
   */
  public Predictions withPatients(int... ids) {
    return withPatients(Arrays.stream(ids).mapToObj(Integer::toString).toArray(String[]::new));
  }

  /**
   * The same cases, each counting as often as its weight says. Whole weights are the same as
   * repeated cases. With others the curves, areas and losses are weighted, without intervals by
   * formula, and counts of cases are refused.
   *
   * @param weights each case's weight, 0 or more
   * @return the cases with their weights
   * @throws EvalException if there are not as many as cases, or one is negative or not finite
   */
  public Predictions withWeights(double... weights) {
    requireLength("weights", weights.length, truth.length);
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new EvalException(
            "weight of case " + i + " is " + weights[i] + ", must be 0 or more");
      }
    }
    return new Predictions(this, patient, patientIndex, patients, weights.clone());
  }

  /**
   * The same cases with each score changed, for example by {@link PriorShift}.
   *
   * @param change makes the new score of the old one
   * @return the cases with the new scores, their patients and weights
   */
  public Predictions map(DoubleUnaryOperator change) {
    Predictions changed = of(truth, Arrays.stream(scores).map(change).toArray());
    return patient == null && weight == null
        ? changed
        : new Predictions(changed, patient, patientIndex, patients, weight);
  }

  /**
   * Some of the cases.
   *
   * @param keep whether each case is kept
   * @return the kept cases in their order, with their patients and weights
   * @throws EvalException if there are not as many as cases
   */
  public Predictions where(boolean... keep) {
    requireLength("choices", keep.length, truth.length);
    int n = 0;
    int[] kept = new int[keep.length];
    for (int i = 0; i < keep.length; i++) {
      if (keep[i]) {
        kept[n++] = i;
      }
    }
    return cases(Arrays.copyOf(kept, n));
  }

  /**
   * One case of each patient, drawn at random; for metrics that need independent cases.
   *
   * @param seed of the random numbers
   * @return as many cases as there are patients
   * @throws EvalException if the cases' patients are not known
   */
  public Predictions onePerPatient(long seed) {
    requirePatients("one case per patient");
    Random random = new Random(seed);
    int[] chosen = new int[patients];
    int[] seen = new int[patients];
    for (int i = 0; i < truth.length; i++) {
      int p = patientIndex[i];
      if (random.nextInt(++seen[p]) == 0) {
        chosen[p] = i;
      }
    }
    return cases(chosen);
  }

  private Predictions cases(int[] index) {
    boolean[] t = new boolean[index.length];
    double[] s = new double[index.length];
    for (int i = 0; i < index.length; i++) {
      t[i] = truth[index[i]];
      s[i] = scores[index[i]];
    }
    Predictions some = new Predictions(t, s);
    if (weight != null) {
      some = some.withWeights(Arrays.stream(index).mapToDouble(i -> weight[i]).toArray());
    }
    return patient == null
        ? some
        : some.withPatients(Arrays.stream(index).mapToObj(i -> patient[i]).toArray(String[]::new));
  }

  /**
   * The cases of several sets together, for example of all folds' test sets.
   *
   * @param sets the sets, in the order in which they are joined
   * @return all their cases, with their patients and weights
   * @throws EvalException if only some of the sets have patients
   */
  public static Predictions pooled(List<Predictions> sets) {
    int n = sets.stream().mapToInt(Predictions::size).sum();
    boolean[] truth = new boolean[n];
    double[] scores = new double[n];
    double[] weight = new double[n];
    String[] patient = new String[n];
    int at = 0;
    for (Predictions set : sets) {
      for (int i = 0; i < set.size(); i++) {
        truth[at] = set.truth[i];
        scores[at] = set.scores[i];
        weight[at] = set.weight == null ? 1 : set.weight[i];
        patient[at++] = set.patient == null ? null : set.patient[i];
      }
    }
    Predictions all = new Predictions(truth, scores);
    all = sets.stream().anyMatch(s -> s.weight != null) ? all.withWeights(weight) : all;
    return sets.stream().anyMatch(s -> s.patient != null) ? all.withPatients(patient) : all;
  }

  /** A set of as many patients (or cases, where no patients are known), drawn with replacement. */
  Predictions drawn(Random random) {
    int[] times = new int[patients];
    for (int i = 0; i < patients; i++) {
      times[random.nextInt(patients)]++;
    }
    double[] w = new double[truth.length];
    for (int i = 0; i < w.length; i++) {
      int n = times[patientIndex == null ? i : patientIndex[i]];
      w[i] = weight == null ? n : n * weight[i];
    }
    return new Predictions(this, patient, patientIndex, patients, w);
  }

  void requirePatients(String forWhat) {
    if (patient == null) {
      throw new EvalException(forWhat + ": the cases' patients are needed, see withPatients(..)");
    }
  }

  /** {@return how many cases are in this set, whatever their weights} */
  public int size() {
    return truth.length;
  }

  private void requireCase(int i) {
    if (i < 0 || i >= truth.length) {
      throw new EvalException("case " + i + ": there are " + truth.length + ", the first is 0");
    }
  }

  /**
   * Whether a case is diseased.
   *
   * @param i the case, from 0
   * @return true for a diseased case
   * @throws EvalException if there is no such case
   */
  public boolean truth(int i) {
    requireCase(i);
    return truth[i];
  }

  /**
   * The score of a case.
   *
   * @param i the case, from 0
   * @return its score
   * @throws EvalException if there is no such case
   */
  public double score(int i) {
    requireCase(i);
    return scores[i];
  }

  /**
   * Scores of the diseased or of the healthy, in the order of the cases; for histograms.
   *
   * @param diseased true for the diseased, false for the healthy
   * @return their scores; a copy
   */
  public double[] scores(boolean diseased) {
    double[] some = new double[truth.length];
    int n = 0;
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] == diseased) {
        some[n++] = scores[i];
      }
    }
    return Arrays.copyOf(some, n);
  }

  /** {@return the diseased cases (their weight, if cases have weights)} */
  public double positives() {
    return byScore.positives();
  }

  /** {@return the healthy cases (their weight, if cases have weights)} */
  public double negatives() {
    return byScore.negatives();
  }

  /** {@return how many patients the cases come from, if that is known} */
  public Optional<Integer> patientCount() {
    return patient == null ? Optional.empty() : Optional.of(patients);
  }

  boolean hasPatients() {
    return patient != null;
  }

  boolean isWeighted() {
    return weight != null;
  }

  ScoreCounts byScore() {
    return byScore;
  }

  boolean sameCases(Predictions other) {
    return Arrays.equals(truth, other.truth)
        && Arrays.equals(patient, other.patient)
        && Arrays.equals(weight, other.weight);
  }

  int level(int i) {
    return level[i];
  }

  /**
   * The counts at a threshold: called positive is a score at or above it.
   *
   * @param threshold any number; infinity calls no case positive
   * @return the four counts
   * @throws EvalException if the threshold is NaN, or the cases have weights that are not whole
   */
  public Confusion at(double threshold) {
    if (Double.isNaN(threshold)) {
      throw new EvalException("threshold is NaN, must be a number");
    }
    requireWhole("a confusion matrix");
    long tp = 0;
    long fp = 0;
    for (int i = byScore.from(threshold); i < byScore.size(); i++) {
      tp += (long) byScore.positive()[i];
      fp += (long) byScore.negative()[i];
    }
    return new Confusion((long) byScore.negatives() - fp, fp, (long) byScore.positives() - tp, tp);
  }

  void requireWhole(String what) {
    if (!byScore.whole()) {
      throw new EvalException(
          what
              + " counts cases: weights must be whole numbers (for another prevalence use"
              + " Scores.ppvAt and npvAt)");
    }
  }

  /** {@return the area under the ROC curve with DeLong's interval} */
  public Auc auc() {
    return Auc.of(byScore.positive(), byScore.negative(), byScore.whole());
  }

  /**
   * The ROC curve.
   *
   * @return the curve, with a point for each different score
   * @throws EvalException if a class has no case
   */
  public Roc roc() {
    requireBoth("a ROC curve");
    return Roc.of(byScore);
  }

  /**
   * The precision-recall curve.
   *
   * @return the curve, with a point for each different score
   * @throws EvalException if there are no positive cases
   */
  public PrecisionRecall precisionRecall() {
    if (byScore.positives() == 0) {
      throw new EvalException("a precision-recall curve needs positive cases: there are none");
    }
    return PrecisionRecall.of(byScore);
  }

  private void requireBoth(String what) {
    if (!byScore.missing().isEmpty()) {
      throw new EvalException(what + " needs both classes: there are " + byScore.missing());
    }
  }

  /**
   * Average precision: the precision at each threshold, weighted by the recall it adds, {@code sum
   * (R_i - R_(i-1)) P_i}; no interpolation. A useless model has the prevalence. Interval: normal on
   * the logit, its variance the infinitesimal jackknife's (the sum over cases of the squared
   * derivative by the case's weight), for cases drawn without regard to their class; somewhat too
   * wide if the class counts were fixed. None if it is 1.
   *
   * @return average precision, 0 to 1; undefined without positive cases
   * @see "scikit-learn average_precision_score; L. A. Jaeckel, Bell Laboratories MM 72-1215-11
   *     (1972); B. Efron, The Jackknife, the Bootstrap and Other Resampling Plans (1982), chapter
   *     6"
   */
  public Estimate averagePrecision() {
    return AveragePrecision.of(byScore);
  }

  /**
   * The mean squared difference of probability and truth (1 or 0); 0 is perfect, always saying the
   * prevalence p gives {@code p (1 - p)}. Interval: normal, from the cases' spread.
   *
   * @return the score, 0 to 1; undefined without cases
   * @throws EvalException if a score is no probability
   * @see "G. W. Brier, Monthly Weather Review 78 (1950) 1"
   */
  public Estimate brier() {
    return meanLoss("Brier score", p -> (1 - p) * (1 - p), p -> p * p);
  }

  /**
   * The mean of {@code -ln(p)} over the diseased and {@code -ln(1 - p)} over the healthy. Scores
   * nearer than 2.2e-16 to 0 or 1 are taken as that near, as in scikit-learn. Interval: normal,
   * from the cases' spread.
   *
   * @return the loss in nats, 0 or more; undefined without cases
   * @throws EvalException if a score is no probability
   * @see "I. J. Good, J. R. Stat. Soc. B 14 (1952) 107"
   */
  public Estimate logLoss() {
    return meanLoss(
        "log loss",
        p -> -Math.log(Math.min(1 - CLIP, Math.max(CLIP, p))),
        p -> -Math.log(1 - Math.min(1 - CLIP, Math.max(CLIP, p))));
  }

  private Estimate meanLoss(
      String name, DoubleUnaryOperator ofPositive, DoubleUnaryOperator ofNegative) {
    requireProbabilities(name);
    double n = byScore.cases();
    if (n == 0) {
      return Estimate.undefined(name, "no cases");
    }
    double[] positive = Arrays.stream(byScore.score()).map(ofPositive).toArray();
    double[] negative = Arrays.stream(byScore.score()).map(ofNegative).toArray();
    double sum = 0;
    for (int i = 0; i < byScore.size(); i++) {
      sum += byScore.positive()[i] * positive[i] + byScore.negative()[i] * negative[i];
    }
    double mean = sum / n;
    if (!byScore.whole()) {
      return Estimate.of(name, mean, byScore.basis(), Bootstrap.WEIGHTS);
    }
    if (n < 2) {
      return Estimate.of(name, mean, byScore.basis(), "one case has no spread");
    }
    double squares = 0;
    for (int i = 0; i < byScore.size(); i++) {
      double d = positive[i] - mean;
      double e = negative[i] - mean;
      squares += byScore.positive()[i] * d * d + byScore.negative()[i] * e * e;
    }
    double half = Interval.z(Interval.DEFAULT_LEVEL) * Math.sqrt(squares / (n - 1) / n);
    return Estimate.of(
        name,
        mean,
        byScore.basis(),
        new Interval(Math.max(0, mean - half), mean + half, Interval.DEFAULT_LEVEL, "normal"));
  }

  void requireProbabilities(String what) {
    int n = byScore.size();
    if (n > 0 && (byScore.score()[0] < 0 || byScore.score()[n - 1] > 1)) {
      double wrong = byScore.score()[0] < 0 ? byScore.score()[0] : byScore.score()[n - 1];
      throw new EvalException(
          what + " needs probabilities: a score is " + wrong + ", must be between 0 and 1");
    }
  }

  /**
   * Calibration in bins of equal width.
   *
   * @param bins how many bins from 0 to 1; bin i holds {@code i/bins < score <= (i+1)/bins}, the
   *     first one 0 as well
   * @return the bins that hold cases, with slope and intercept
   * @throws EvalException if a score is no probability, bins is below 1, or weights are not whole
   */
  public Calibration calibration(int bins) {
    return Calibration.of(this, Calibration.equalWidth(bins));
  }

  /**
   * Calibration in bins of about equally many cases, borders at the scores' quantiles.
   *
   * @param bins how many bins, 1 or more
   * @return the bins that hold cases, with slope and intercept
   * @throws EvalException as {@link #calibration}, or if there are no cases
   */
  public Calibration calibrationByQuantile(int bins) {
    return Calibration.of(this, Calibration.quantiles(bins, this));
  }

  /**
   * All metrics at a threshold.
   *
   * @param threshold scores at or above it are called positive
   * @return the metrics, computed when they are asked for
   * @throws EvalException if a score is no probability, or weights are not whole
   */
  public Evaluation evaluate(double threshold) {
    return new Evaluation(this, threshold);
  }

  /**
   * Compares with another model's scores of the same cases.
   *
   * @param other the other model's scores of the same cases, in the same order
   * @return the comparison, from which tests are asked
   * @throws EvalException if truth, patients or weights differ
   */
  public Comparison against(Predictions other) {
    return new Comparison(this, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Predictions p && Arrays.equals(scores, p.scores) && sameCases(p);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(truth) + Arrays.hashCode(scores);
  }

  /** {@code 250 cases of 139 patients, 77 positive (.308)}. */
  @Override
  public String toString() {
    return TextFormat.count(size(), "case", "cases")
        + (patient == null ? "" : " of " + TextFormat.count(patients, "patient", "patients"))
        + ", "
        + TextFormat.count(byScore.positives())
        + " positive"
        + (byScore.cases() == 0
            ? ""
            : " (" + TextFormat.number(positives() / byScore.cases()) + ")")
        + (weight == null ? "" : ", weighted");
  }
}
