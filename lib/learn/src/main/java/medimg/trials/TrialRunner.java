package medimg.trials;

import java.nio.file.Path;

/**
 * Runs experiments. It is no part of what a notebook loads: {@link Trials} looks for it by {@link
 * java.util.ServiceLoader} when an experiment is to be run anew.
 */
public interface TrialRunner {
  /**
   * Runs an experiment, with a progress bar. If it is stopped, the next run goes on after the last
   * epoch.
   *
   * @param folder where the result is going to be stored; pictures are put there too
   */
  TrialResult run(Trial trial, Path folder);
}
