/**
 * Experiments about training that take longer than a class, and their stored results.
 *
 * <p>Main type: {@link medimg.trials.Trials}. What runs them is elsewhere, behind {@link
 * medimg.trials.TrialRunner}. May import dicom, eval, and Tablesaw.
 */
package medimg.trials;
