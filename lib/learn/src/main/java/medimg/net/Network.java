package medimg.net;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import medimg.dicom.DicomException;
import medimg.eval.Predictions;
import tech.tablesaw.api.Table;

/**
 * A network that scores films: 0 to 1, higher for disease. Its weights lie in native memory until
 * it is closed. One thread at a time.
 */
public final class Network implements AutoCloseable {
  private static final int AT_ONCE = 16;

  private final Architecture architecture;
  private final int side;
  private final Architecture.Scale scale;
  private final NDManager manager;
  private final Block trunk;
  private final Block head;
  private final List<Weights> weights = new ArrayList<>();

  private ByteBuffer inputs = direct(0);

  /**
   * One array of weights. PyTorch reads and writes them in memory that Java holds as long as the
   * network lives: no step leaves a buffer behind.
   */
  private record Weights(String name, Parameter parameter, ByteBuffer memory) {
    static Weights of(String name, Parameter parameter) {
      float[] values = parameter.getArray().toFloatArray();
      Weights weights = new Weights(name, parameter, direct(values.length));
      weights.set(values);
      return weights;
    }

    NDArray array() {
      return parameter.getArray();
    }

    void set(float[] values) {
      memory.asFloatBuffer().put(values);
      array().set(memory);
    }

    boolean learnt() {
      return parameter.requiresGradient();
    }
  }

  /** Numbers that say which array they belong to. */
  record Values(String name, float[] values) {}

  private Network(Architecture architecture, int side, Architecture.Scale scale) {
    this.architecture = architecture;
    this.side = side;
    this.scale = scale;
    manager = Torch.manager();
    trunk = Layers.trunk(architecture);
    head = Layers.head(architecture);
    Shape shape = new Shape(architecture.inputShape(side));
    trunk.initialize(manager, DataType.FLOAT32, shape);
    head.initialize(manager, DataType.FLOAT32, trunk.getOutputShapes(new Shape[] {shape})[0]);
    collect("trunk", trunk);
    collect("head", head);
  }

  private void collect(String part, Block block) {
    for (Pair<String, Parameter> p : block.getParameters()) {
      weights.add(Weights.of(part + " " + p.getKey(), p.getValue()));
    }
  }

  /**
   * A network that knows nothing yet. Its weights follow from the seed: normally distributed with
   * variance 2 / inputs of a feature; the last layer begins at a tenth of that.
   *
   * @param films to learn from: their side, mean and standard deviation become the network's
   * @throws DicomException if DJL is not on the class path or PyTorch cannot be loaded
   * @see "K. He et al., Delving deep into rectifiers, ICCV 2015, equation 10"
   */
  public static Network create(Architecture architecture, FilmSet films, long seed) {
    Network network =
        new Network(architecture, films.side(), new Architecture.Scale(films.mean(), films.std()));
    network.randomise(seed);
    return network;
  }

  /** Forgets all: weights drawn anew. */
  void randomise(long seed) {
    Random random = new Random(seed);
    for (Weights w : weights) {
      Shape shape = w.array().getShape();
      if (shape.dimension() < 4) {
        continue; // what DJL begins with: factors and variances 1, shifts and means 0
      }
      double inputs = shape.get(1) * shape.get(2) * shape.get(3);
      double sigma = Math.sqrt(2 / inputs) * (shape.get(0) == 1 ? .1 : 1);
      float[] values = new float[(int) shape.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (sigma * random.nextGaussian());
      }
      w.set(values);
    }
  }

  /**
   * Reads a network.
   *
   * @throws DicomException if the file cannot be read, is cut or changed, or is no network
   */
  public static Network load(Path file) {
    WeightsFile stored = WeightsFile.read(file, WeightsFile.Kind.NETWORK);
    Network network = new Network(stored.architecture(), stored.side(), stored.scale());
    try {
      network.values(stored.arrays());
    } catch (DicomException e) {
      network.close();
      throw e.in(file.toString());
    }
    return network;
  }

  /**
   * Writes the network; an old file stays whole until the new one is.
   *
   * @throws DicomException if the file cannot be written
   */
  public void save(Path file) {
    WeightsFile.of(WeightsFile.Kind.NETWORK, this, "", values()).write(file);
  }

  /** A copy with weights and native memory of its own. */
  public Network copy() {
    Network copy = new Network(architecture, side, scale);
    copy.values(values());
    return copy;
  }

  /** A network built alike that knows nothing: what Grad-CAM finds with it is chance. */
  public Network randomised(long seed) {
    Network other = new Network(architecture, side, scale);
    other.randomise(seed);
    return other;
  }

  /** How it is built. */
  public Architecture architecture() {
    return architecture;
  }

  /** Rows and columns of the films that it takes. */
  public int side() {
    return side;
  }

  Architecture.Scale scale() {
    return scale;
  }

  /** How many numbers it learns. */
  public long size() {
    return weights.stream().filter(Weights::learnt).mapToLong(w -> w.array().size()).sum();
  }

  /**
   * The layers that learn or pool, in the order in which a film meets them: {@code layer}, {@code
   * channels x rows x columns} of what it makes, {@code weights}, whose sum is {@link #size}. What
   * learns nothing and changes no shape (ReLU, the sum of a residual's path and shortcut) has no
   * row. Where the architecture takes halves of films, each half meets all of them.
   */
  public Table layers() {
    return LayerTable.of(
        this + ": layers", architecture, trunk, head, new Shape(architecture.inputShape(side)));
  }

  /** All weights, copied. */
  List<Values> values() {
    return weights.stream().map(w -> new Values(w.name, w.array().toFloatArray())).toList();
  }

  /** Sets all weights. */
  void values(List<Values> values) {
    boolean fits = values.size() == weights.size();
    for (int i = 0; fits && i < values.size(); i++) {
      fits = values.get(i).values.length == weights.get(i).array().size();
    }
    if (!fits) {
      throw new DicomException("these are weights of another network than " + this);
    }
    for (int i = 0; i < values.size(); i++) {
      weights.get(i).set(values.get(i).values);
    }
  }

  /** Sets what is learnt; means and variances of batches stay as they are. */
  void learnt(List<Values> values) {
    for (int i = 0; i < values.size(); i++) {
      if (weights.get(i).learnt()) {
        weights.get(i).set(values.get(i).values);
      }
    }
  }

  /** The score of each film. */
  public double[] scores(FilmSet films) {
    requireSide(films);
    double[] scores = new double[films.size()];
    for (int from = 0; from < scores.length; from += AT_ONCE) {
      int[] rows = IntStream.range(from, Math.min(scores.length, from + AT_ONCE)).toArray();
      try (NDManager sub = manager.newSubManager()) {
        float[] evidence = evidence(sub, films.levels(rows), false).toFloatArray();
        for (int k = 0; k < rows.length; k++) {
          scores[rows[k]] = 1 / (1 + Math.exp(-evidence[k]));
        }
      }
    }
    return scores;
  }

  /** Truth and score of each film. */
  public Predictions predictions(FilmSet films) {
    return Predictions.of(films.truth(), scores(films));
  }

  void requireSide(FilmSet films) {
    if (films.side() != side) {
      throw new DicomException(
          "the films are of "
              + films.side()
              + " x "
              + films.side()
              + ", the network takes "
              + side
              + " x "
              + side
              + ": read them in that size");
    }
  }

  private static ByteBuffer direct(int numbers) {
    return ByteBuffer.allocateDirect(4 * numbers).order(ByteOrder.nativeOrder());
  }

  /** Films as the trunk takes them, in memory that the next ones take over. */
  private NDArray input(NDManager sub, float[][] levels) {
    float[] all = architecture.input(levels, side, scale);
    if (inputs.capacity() < 4 * all.length) {
      inputs = direct(all.length);
    }
    inputs.clear().limit(4 * all.length);
    inputs.asFloatBuffer().put(all);
    long[] shape = architecture.inputShape(side);
    shape[0] *= levels.length;
    return sub.create(inputs, new Shape(shape), DataType.FLOAT32);
  }

  /** The evidence (log odds) of each film, within a manager that is closed soon. */
  private NDArray evidence(NDManager sub, float[][] levels, boolean training) {
    ParameterStore store = new ParameterStore(sub, false);
    NDArray input = input(sub, levels);
    NDArray features = trunk.forward(store, new NDList(input), training).singletonOrThrow();
    return Layers.pooled(
        architecture, head.forward(store, new NDList(features), training).singletonOrThrow());
  }

  /**
   * The loss of some films, and what each weight does to it.
   *
   * @param loss mean cross entropy, in nats, each film with its weight
   * @param gradients one array for each array of weights; empty for what is not learnt
   */
  record Slope(double loss, List<float[]> gradients) {}

  /** One pass there and back; means and variances of batches are taken up, weights stay. */
  Slope slope(float[][] levels, boolean[] truth, float[] importance) {
    for (Weights w : weights) {
      if (w.learnt() && !w.array().hasGradient()) {
        w.array().setRequiresGradient(true);
      }
    }
    float[] wanted = new float[truth.length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = truth[i] ? 1 : 0;
    }
    double loss;
    try (NDManager sub = manager.newSubManager();
        GradientCollector collector = Torch.engine().newGradientCollector()) {
      NDArray z = evidence(sub, levels, true);
      // log(1 + exp(z)) - y z, without overflow
      NDArray each =
          z.maximum(0).sub(z.mul(sub.create(wanted))).add(z.abs().neg().exp().add(1).log());
      NDArray mean = each.mul(sub.create(importance)).mean();
      loss = mean.getFloat();
      if (Double.isFinite(loss)) {
        collector.backward(mean);
      }
    }
    List<float[]> gradients = new ArrayList<>();
    for (Weights w : weights) {
      gradients.add(w.learnt() ? gradient(w.array()) : new float[0]);
    }
    return new Slope(loss, gradients);
  }

  /** The gradient of an array, which is 0 afterwards. */
  private static float[] gradient(NDArray array) {
    try (NDArray gradient = array.getGradient()) {
      float[] values = gradient.toFloatArray();
      gradient.subi(gradient);
      return values;
    }
  }

  /**
   * What Grad-CAM needs of one film.
   *
   * @param features images x channels x rows x columns
   * @param gradients of the film's evidence, of the same shape
   */
  record Look(float[] features, float[] gradients, long[] shape, double evidence) {}

  Look look(float[] levels) {
    try (NDManager sub = manager.newSubManager()) {
      ParameterStore store = new ParameterStore(sub, false);
      NDArray input = input(sub, new float[][] {levels});
      NDArray made = trunk.forward(store, new NDList(input), false).singletonOrThrow();
      float[] values = made.toFloatArray();
      NDArray features = made.duplicate();
      features.setRequiresGradient(true);
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray evidence =
            Layers.pooled(
                architecture, head.forward(store, new NDList(features), false).singletonOrThrow());
        collector.backward(evidence);
        try (NDArray gradient = features.getGradient()) {
          return new Look(
              values,
              gradient.toFloatArray(),
              features.getShape().getShape(),
              evidence.toFloatArray()[0]);
        }
      }
    }
  }

  /** Whether an array of weights is shrunk by weight decay: factors of features, not shifts. */
  boolean[] shrunk() {
    boolean[] shrunk = new boolean[weights.size()];
    for (int i = 0; i < shrunk.length; i++) {
      shrunk[i] = weights.get(i).array().getShape().dimension() == 4;
    }
    return shrunk;
  }

  /** How many arrays and managers of native memory it holds. */
  int arrays() {
    return manager.getManagedArrays().size();
  }

  /** What computes: {@code cpu()} or {@code gpu(0)}, chosen by DJL. */
  public String device() {
    Device device = manager.getDevice();
    return device.toString();
  }

  /** What computes, and its version: {@code DJL 0.36.0, PyTorch 2.7.1}. */
  public static String versions() {
    return "DJL " + Engine.getDjlVersion() + ", PyTorch " + Torch.engine().getVersion();
  }

  /** Frees the native memory. */
  @Override
  public void close() {
    manager.close();
  }

  @Override
  public String toString() {
    return architecture.name().toLowerCase(Locale.ROOT)
        + " network for "
        + side
        + " x "
        + side
        + " films, "
        + String.format(Locale.ROOT, "%,d", size())
        + " weights";
  }
}
