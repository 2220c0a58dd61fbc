/**
 * The experiments about training whose results SIIM_Starter shows: minutes to an hour each.
 *
 * <p>Main type: {@link medimg.experiments.ExperimentRunner}. Imported by nothing but the command
 * line; {@link medimg.trials.Trials} finds it.
 */
package medimg.experiments;
