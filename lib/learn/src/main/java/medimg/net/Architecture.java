package medimg.net;

/**
 * How a network is built. All are residual networks whose last features lie {@link #stride} pixels
 * apart; a convolution of 1 x 1 turns the features of each place into evidence for disease, its
 * mean over the places is the evidence of the image.
 *
 * <p>What a film becomes before it goes in, and what a map becomes that comes out, stands here;
 * {@link Layers} has what lies between. Nothing here needs DJL.
 *
 * @see "K. He et al., CVPR 2016 (residual); T. He et al., CVPR 2019 (averaging shortcuts, stem)"
 */
public enum Architecture {
  /**
   * Compares the two halves of a film, as a radiologist does: each half, the right one mirrored, is
   * seen with the other as second channel by one shared network of 9 convolutions, from 16 to 128
   * features; the log-sum-exp of the two halves' evidence is the film's. Which half is diseased it
   * need not know: its Grad-CAM may lie on the wrong side.
   */
  MIRROR {
    @Override
    float[] input(float[][] levels, int side, Scale scale) {
      float[] halves = halves(levels, side, scale);
      int plane = side * side / 2;
      float[] all = new float[2 * halves.length];
      for (int n = 0; n < levels.length; n++) {
        int from = n * 2 * plane;
        System.arraycopy(halves, from, all, 2 * from, 2 * plane);
        System.arraycopy(halves, from + plane, all, 2 * from + 2 * plane, plane);
        System.arraycopy(halves, from, all, 2 * from + 3 * plane, plane);
      }
      return all;
    }

    @Override
    long[] inputShape(int side) {
      return new long[] {2, 2, side, side / 2};
    }

    @Override
    float[] whole(float[] maps, int rows, int columns) {
      float[] film = new float[rows * 2 * columns];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          film[i * 2 * columns + j] = maps[i * columns + j];
          film[i * 2 * columns + 2 * columns - 1 - j] = maps[(rows + i) * columns + j];
        }
      }
      return film;
    }
  },

  /**
   * Looks at each half by itself, the right one mirrored, and compares what it saw: one shared
   * network of 9 convolutions makes 128 features of a half; two more layers of 1 x 1 tell from the
   * features of both halves at the same place whether this half is diseased. The log-sum-exp of the
   * two halves' evidence is the film's. Each feature belongs to one half, and so does its place in
   * Grad-CAM.
   *
   * <p>Trained on 150 of the sample films (training seeds 1, 2, 3 with 60, 30, 45 epochs) and asked
   * about 300 patients of another seed: AUC .955, .941, .959 (MIRROR, 60 epochs, seed 1: .923). The
   * map's largest place was in the air in 96, 61, 103 of 130 diseased (MIRROR 4; another patient's
   * map 41 to 43), at the same place of the other side in 12, 35, 9 (MIRROR 116).
   */
  SIAMESE {
    @Override
    float[] input(float[][] levels, int side, Scale scale) {
      return halves(levels, side, scale);
    }

    @Override
    long[] inputShape(int side) {
      return new long[] {2, 1, side, side / 2};
    }

    @Override
    float[] whole(float[] maps, int rows, int columns) {
      return MIRROR.whole(maps, rows, columns);
    }
  },

  /**
   * The whole film in a network like fastai's xresnet18: a stem of three convolutions and eight
   * residual blocks, but half as wide (32 to 256 features) and with a last stride of 1.
   */
  XRESNET,

  /**
   * The whole film in the paper's network of 18 layers, made of DJL's own residual units: as wide
   * as there (64 to 512 features), but for one grey channel and with one number as answer. With 11
   * million weights it needs more films than {@link #XRESNET}, and its maps are half as fine.
   */
  RESNET18;

  /** Takes the mean off grey levels and divides by their standard deviation. */
  record Scale(double mean, double std) {
    float apply(float level) {
      return (float) ((level - mean) / std);
    }
  }

  /** Pixels between two places of the last features: how fine Grad-CAM's maps are. */
  public int stride() {
    return this == RESNET18 ? 32 : 16;
  }

  /** Films as the trunk takes them, one after the other. */
  float[] input(float[][] levels, int side, Scale scale) {
    int plane = side * side;
    float[] all = new float[levels.length * plane];
    for (int n = 0; n < levels.length; n++) {
      for (int k = 0; k < plane; k++) {
        all[n * plane + k] = scale.apply(levels[n][k]);
      }
    }
    return all;
  }

  /** The shape of one film for the trunk: images x channels x rows x columns. */
  long[] inputShape(int side) {
    return new long[] {1, 1, side, side};
  }

  /** One film's maps, as the trunk's images lie in it, put together to a map of the film. */
  float[] whole(float[] maps, int rows, int columns) {
    return maps;
  }

  /** Of each film the left half, then the right one mirrored. */
  private static float[] halves(float[][] levels, int side, Scale scale) {
    int half = side / 2;
    int plane = side * half;
    float[] all = new float[levels.length * 2 * plane];
    for (int n = 0; n < levels.length; n++) {
      int at = n * 2 * plane;
      for (int i = 0; i < side; i++) {
        for (int j = 0; j < half; j++) {
          all[at + i * half + j] = scale.apply(levels[n][i * side + j]);
          all[at + plane + i * half + j] = scale.apply(levels[n][i * side + side - 1 - j]);
        }
      }
    }
    return all;
  }
}
