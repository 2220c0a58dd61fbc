/**
 * Experiments about training that take longer than a class: run once, stored as small text files,
 * shown by the notebook with their date and seeds, and repeatable.
 *
 * <p>Main types: {@link medimg.trials.Trials}, {@link medimg.trials.Trial}, {@link
 * medimg.trials.Stored}. Areas under ROC curves are taken on 2,000 invented patients, or the first
 * of them, that no network learnt from and no epoch was chosen by. What a run has made so far,
 * films and networks, lies in {@code build/trials}: a run that was stopped goes on from there, and
 * an experiment takes the networks that another one has trained; {@code ./run clean} forgets them.
 */
package medimg.trials;
