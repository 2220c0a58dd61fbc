package medimg.trials;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import medimg.dictionary.ArgumentException;

/** The experiments. Each asks one question; its answer is a table with a row a run. */
public enum Trial {
  /** How good the network of the notebook is, whatever the training seed. */
  DEFAULT("the notebook's network, three training seeds"),

  /** How good the same network is with sixteen times as many films. */
  MANY("the same network trained on 2,000 films"),

  /** Whether a network that sees the whole film learns from as few films. */
  WHOLE_FILM("networks that compare halves or see the whole film"),

  /** What the size of the pixels does. */
  PIXEL_SIZE("films of 64 to 224 pixels"),

  /** Whether mirrored films help. */
  FLIPS("augmentation with and without mirrored films"),

  /** Whether the network finds something where there is nothing. */
  SHUFFLED("labels shuffled: nothing can be learnt"),

  /** What a network learns from films on which most of the diseased have a chest tube. */
  DRAINS("trained with chest tubes in most of the diseased"),

  /** Whether the network looks at the disease. */
  GRAD_CAM("whether the map's largest place lies in the air");

  private final String title;

  Trial(String title) {
    this.title = title;
  }

  /** What it is about, in a few words. */
  public String title() {
    return title;
  }

  /** Its name on the command line and of its file: {@code pixel-size}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The experiment of a name.
   *
   * @throws ArgumentException if there is none
   */
  public static Trial named(String name) {
    return Arrays.stream(values())
        .filter(t -> t.key().equals(name.strip().toLowerCase(Locale.ROOT).replace('_', '-')))
        .findFirst()
        .orElseThrow(
            () ->
                new ArgumentException(
                    "there is no trial "
                        + name
                        + "; there are "
                        + Arrays.stream(values())
                            .map(Trial::key)
                            .collect(Collectors.joining(", "))));
  }
}
