package medimg.net;

import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/** The layers of each architecture, in DJL's blocks. */
final class Layers {
  static final String BOTH_HALVES = "both halves' features";

  private Layers() {}

  /** From images to the last features: N x C x rows / stride x columns / stride. */
  static Block trunk(Architecture architecture) {
    return switch (architecture) {
      case MIRROR, SIAMESE ->
          new SequentialBlock()
              .add(convolution(16, 3, 2))
              .add(Activation.reluBlock())
              .add(residual(16, 16, 1))
              .add(residual(16, 32, 2))
              .add(residual(32, 64, 2))
              .add(residual(64, 128, 2));
      case XRESNET ->
          new SequentialBlock()
              .add(convolution(16, 3, 2))
              .add(Activation.reluBlock())
              .add(convolution(16, 3, 1))
              .add(Activation.reluBlock())
              .add(convolution(32, 3, 1))
              .add(Activation.reluBlock())
              .add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1)))
              .add(residual(32, 32, 1))
              .add(residual(32, 32, 1))
              .add(residual(32, 64, 2))
              .add(residual(64, 64, 1))
              .add(residual(64, 128, 2))
              .add(residual(128, 128, 1))
              .add(residual(128, 256, 1))
              .add(residual(256, 256, 1));
      case RESNET18 -> resnet18();
    };
  }

  /**
   * Of DJL's own residual units. Its builder is not asked: for 18 layers and images above 28 pixels
   * it makes units of three convolutions, which the paper has from 50 layers on (DJL 0.36).
   */
  private static Block resnet18() {
    SequentialBlock all =
        new SequentialBlock()
            .add(convolution(64, 7, 2))
            .add(Activation.reluBlock())
            .add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1)));
    for (int features = 64; features <= 512; features *= 2) {
      int stride = features == 64 ? 1 : 2;
      all.add(unit(features, stride)).add(unit(features, 1));
    }
    return all;
  }

  private static Block unit(int features, int stride) {
    return ResNetV1.residualUnit(features, new Shape(stride, stride), stride == 1, false, .9f);
  }

  /** Evidence from features. */
  static Block head(Architecture architecture) {
    Block evidence = Conv2d.builder().setKernelShape(new Shape(1, 1)).setFilters(1).build();
    return architecture != Architecture.SIAMESE
        ? evidence
        : new SequentialBlock()
            .add(Layers::besideTheOtherHalf, BOTH_HALVES)
            .add(Conv2d.builder().setKernelShape(new Shape(1, 1)).setFilters(64).build())
            .add(Activation.reluBlock())
            .add(evidence);
  }

  private static NDList besideTheOtherHalf(NDList features) {
    NDArray own = features.singletonOrThrow();
    Shape s = own.getShape();
    Shape pairs = new Shape(-1, 2, s.get(1), s.get(2), s.get(3));
    NDArray other = own.reshape(pairs).flip(1).reshape(s);
    return new NDList(own.concat(other, 1));
  }

  /** What {@link #pooled} does, in words. */
  static String pooling(Architecture architecture) {
    return switch (architecture) {
      case MIRROR, SIAMESE -> "mean over all places, log-sum-exp of both halves";
      case XRESNET, RESNET18 -> "mean over all places";
    };
  }

  /** From the evidence at each place to one number for each film. */
  static NDArray pooled(Architecture architecture, NDArray evidence) {
    NDArray mean = evidence.mean(new int[] {3}).mean(new int[] {2}); // DJL takes one axis at a time
    return switch (architecture) {
      case MIRROR, SIAMESE -> {
        NDArray halves = mean.reshape(-1, 2);
        NDArray larger = halves.max(new int[] {1}, true);
        yield halves.sub(larger).exp().sum(new int[] {1}, true).log().add(larger).reshape(-1);
      }
      case XRESNET, RESNET18 -> mean.reshape(-1);
    };
  }

  private static Block convolution(int features, int size, int stride) {
    return new SequentialBlock()
        .add(
            Conv2d.builder()
                .setKernelShape(new Shape(size, size))
                .setFilters(features)
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(size / 2, size / 2))
                .optBias(false)
                .build())
        .add(BatchNorm.builder().build());
  }

  private static Block residual(int in, int out, int stride) {
    SequentialBlock path =
        new SequentialBlock()
            .add(convolution(out, 3, stride))
            .add(Activation.reluBlock())
            .add(convolution(out, 3, 1));
    SequentialBlock shortcut = new SequentialBlock();
    if (stride == 2) {
      shortcut.add(Pool.avgPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
    }
    if (in == out) {
      shortcut.addSingleton(x -> x);
    } else {
      shortcut.add(convolution(out, 1, 1));
    }
    return new SequentialBlock()
        .add(
            new ParallelBlock(
                both ->
                    new NDList(both.get(0).singletonOrThrow().add(both.get(1).singletonOrThrow())),
                List.of(path, shortcut)))
        .add(Activation.reluBlock());
  }
}
