package medimg.pixels;

/** Which numbers an operation is to give where fastai's are not what its name says. */
public enum Like {
  /** What the operation's name says. */
  TRUTH,
  /** Those of fastai 2.8.12, to compare with it. */
  FASTAI
}
