package medimg.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import medimg.dicom.DicomException;
import medimg.pixels.Pixels;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tech.tablesaw.api.Table;

/** A network: what it is made of, its file, its gradients. */
class NetworkTest {
  @TempDir Path folder;

  private static final FilmSet FILMS = TinyFilms.of(9, 1);

  @ParameterizedTest
  @EnumSource
  void theSameSeedGivesTheSameScoresAnotherSeedOthers(Architecture architecture) {
    try (Network one = Network.create(architecture, FILMS, 1);
        Network same = Network.create(architecture, FILMS, 1);
        Network other = Network.create(architecture, FILMS, 2)) {
      double[] scores = one.scores(FILMS);
      assertThat(scores).hasSize(9);
      assertThat(Arrays.stream(scores).allMatch(s -> s > 0 && s < 1)).isTrue();
      assertThat(same.scores(FILMS)).containsExactly(scores);
      assertThat(other.scores(FILMS)).isNotEqualTo(scores);
    }
  }

  @Test
  void theMirrorNetworkHasTheSizeOfTheTrial() {
    try (Network network = Network.create(Architecture.MIRROR, FILMS, 1)) {
      assertThat(network.size()).isEqualTo(307_521);
      assertThat(network).hasToString("mirror network for 32 x 32 films, 307,521 weights");
    }
  }

  @Test
  void aMirroredFilmGetsTheSameScoreFromTheMirrorNetworkOnly() {
    float[] film = FILMS.levels(0);
    float[] mirrored = new float[film.length];
    for (int i = 0; i < film.length; i++) {
      mirrored[i] = film[i - i % 32 + 31 - i % 32];
    }
    FilmSet both = FilmSet.of(32, new float[][] {film, mirrored}, new boolean[] {true, false});
    try (Network mirror = Network.create(Architecture.MIRROR, both, 1);
        Network whole = Network.create(Architecture.XRESNET, both, 1)) {
      double[] scores = mirror.scores(both);
      assertThat(scores[1]).isCloseTo(scores[0], within(1e-6));
      double[] others = whole.scores(both);
      assertThat(Math.abs(others[1] - others[0])).isGreaterThan(1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGradientIsTheSlopeOfTheLoss(Architecture architecture) {
    float[][] levels = {FILMS.levels(0), FILMS.levels(1), FILMS.levels(2), FILMS.levels(3)};
    boolean[] truth = {true, false, false, true};
    float[] importance = {1, 2, 1, .5f};
    try (Network network = Network.create(architecture, FILMS, 1)) {
      Network.Slope slope = network.slope(levels, truth, importance);
      // A second pass must not add to the first.
      Network.Slope again = network.slope(levels, truth, importance);
      List<Network.Values> weights = network.values();
      int head = weights.size() - 2;
      assertThat(weights.get(head).name()).startsWith("head").endsWith("weight");
      assertThat(again.gradients().get(head)[3])
          .isCloseTo(slope.gradients().get(head)[3], within(1e-5f));
      float step = .02f;
      weights.get(head).values()[3] += step;
      network.learnt(weights);
      double up = network.slope(levels, truth, importance).loss();
      weights.get(head).values()[3] -= 2 * step;
      network.learnt(weights);
      double down = network.slope(levels, truth, importance).loss();
      assertThat((up - down) / (2 * step)).isCloseTo(slope.gradients().get(head)[3], within(1e-3));
    }
  }

  @Test
  void aSavedNetworkScoresAsBefore() {
    Path file = folder.resolve("new/net.bin");
    try (Network network = Network.create(Architecture.MIRROR, FILMS, 1)) {
      network.slope(new float[][] {FILMS.levels(0)}, new boolean[] {true}, new float[] {1});
      network.save(file);
      try (Network read = Network.load(file);
          Network copy = network.copy();
          Network other = network.randomised(7)) {
        assertThat(read.scores(FILMS)).containsExactly(network.scores(FILMS));
        assertThat(copy.scores(FILMS)).containsExactly(network.scores(FILMS));
        assertThat(other.scores(FILMS)).isNotEqualTo(network.scores(FILMS));
        assertThat(read).hasToString(network.toString());
      }
    }
    assertThat(folder.resolve("new").toFile().list()).containsExactly("net.bin");
  }

  @Test
  void aCutAChangedAndAForeignFileAreRefusedInOneSentence() throws IOException {
    Path file = folder.resolve("net.bin");
    try (Network network = Network.create(Architecture.MIRROR, FILMS, 1)) {
      network.save(file);
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));
    assertThatThrownBy(() -> Network.load(file))
        .hasMessage(
            file + ": the file is cut or was changed (its checksum differs); train and save again");
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> Network.load(file)).hasMessageContaining("cut or was changed");
    Files.writeString(file, "PK a model of somebody else");
    assertThatThrownBy(() -> Network.load(file))
        .hasMessage(file + ": is no network of this library; it takes what save(..) wrote");
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> Network.load(file)).hasMessageContaining("is no network");
    assertThatThrownBy(() -> Network.load(folder.resolve("none")))
        .hasMessageEndingWith("none: there is no such file");
  }

  @Test
  void filmsOfAnotherSizeAreRefused() {
    FilmSet larger = FilmSet.of(64, new float[1][64 * 64], new boolean[1]);
    try (Network network = Network.create(Architecture.MIRROR, FILMS, 1)) {
      assertThatThrownBy(() -> network.scores(larger))
          .hasMessage(
              "the films are of 64 x 64, the network takes 32 x 32: read them in that size");
    }
  }

  @Test
  void pyTorchIsUnpackedWhereThePropertySays() {
    Path build = Path.of(System.getProperty("medimg.cache"));
    assertThat(Torch.engine().getEngineName()).isEqualTo("PyTorch");
    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
    assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
    assertThat(build).isDirectory();
  }

  /** Has all classes but DJL's. */
  private static final class WithoutDjl extends ClassLoader {
    WithoutDjl() {
      super(NetworkTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("ai.djl.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("medimg.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void withoutDjlASentenceSaysWhatToAdd() throws ReflectiveOperationException {
    Path file = folder.resolve("net.bin");
    try (Network network = Network.create(Architecture.MIRROR, FILMS, 1)) {
      network.save(file);
    }
    ClassLoader without = new WithoutDjl();
    Class<?> filmSet = without.loadClass(FilmSet.class.getName());
    Class<?> architecture = without.loadClass(Architecture.class.getName());
    Class<?> network = without.loadClass(Network.class.getName());
    Object films =
        filmSet
            .getMethod("of", int.class, float[][].class, boolean[].class)
            .invoke(null, 32, new float[1][32 * 32], new boolean[1]);
    Method create = network.getMethod("create", architecture, filmSet, long.class);
    Method load = network.getMethod("load", Path.class);
    List<ThrowingCallable> calls = new ArrayList<>();
    for (Object each : architecture.getEnumConstants()) {
      calls.add(() -> create.invoke(null, each, films, 1L));
    }
    calls.add(() -> load.invoke(null, file));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .cause()
          .hasMessage(
              "networks need DJL with PyTorch, which are not on the class path: in a notebook of this"
                  + " project write %classpath ../lib/target/learn/*.jar as the second line of the"
                  + " first cell and run it again")
          .extracting(e -> e.getClass().getName())
          .isEqualTo(DicomException.class.getName());
    }
  }

  @ParameterizedTest
  @CsvSource({"RESNET18, 64", "XRESNET, 64", "SIAMESE, 64", "RESNET18, 96"})
  void aMapHasAPlaceForEachStrideOfPixels(Architecture architecture, int side) {
    FilmSet films = FilmSet.of(side, new float[][] {new float[side * side]}, new boolean[1]);
    try (Network network = Network.create(architecture, films, 1)) {
      Pixels map = GradCam.of(network, films, 0).map();
      assertThat(map.rows()).isEqualTo(side / architecture.stride());
      assertThat(map.columns()).isEqualTo(side / architecture.stride());
    }
  }

  @Test
  void resnet18IsOfTheSizeOfThePaper() {
    try (Network network = Network.create(Architecture.RESNET18, FILMS, 1)) {
      // 11,689,512 less the layer of 1000 classes and two of three colours, and our last layer
      assertThat(network.size()).isEqualTo(11_689_512 - 1000 * 513 - 2 * 49 * 64 + 513);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLayersLearnAllThatTheNetworkLearns(Architecture architecture) {
    try (Network network = Network.create(architecture, FILMS, 1)) {
      Table layers = network.layers();
      assertThat(layers.longColumn("weights").sum()).isEqualTo(network.size());
      assertThat(layers.stringColumn("layer").asList()).allMatch(s -> s.length() <= 75);
      assertThat(layers.name()).isEqualTo(network + ": layers");
    }
  }

  @Test
  void theSiameseNetworkHasFifteenLayersInPlainWords() {
    FilmSet films = FilmSet.of(160, new float[1][160 * 160], new boolean[1]);
    try (Network network = Network.create(Architecture.SIAMESE, films, 1)) {
      Table layers = network.layers();
      assertThat(layers.stream().map(row -> row.getObject(0) + " | " + row.getObject(1)).toList())
          .containsExactly(
              "convolution 3 x 3, norm | 16 x 80 x 40",
              "residual 1: convolution 3 x 3, norm | 16 x 80 x 40",
              "residual 1: convolution 3 x 3, norm | 16 x 80 x 40",
              "residual 2: convolution 3 x 3, norm | 32 x 40 x 20",
              "residual 2: convolution 3 x 3, norm | 32 x 40 x 20",
              "residual 2, shortcut: mean of 2 x 2, convolution 1 x 1, norm | 32 x 40 x 20",
              "residual 3: convolution 3 x 3, norm | 64 x 20 x 10",
              "residual 3: convolution 3 x 3, norm | 64 x 20 x 10",
              "residual 3, shortcut: mean of 2 x 2, convolution 1 x 1, norm | 64 x 20 x 10",
              "residual 4: convolution 3 x 3, norm | 128 x 10 x 5",
              "residual 4: convolution 3 x 3, norm | 128 x 10 x 5",
              "residual 4, shortcut: mean of 2 x 2, convolution 1 x 1, norm | 128 x 10 x 5",
              "both halves' features: convolution 1 x 1 | 64 x 10 x 5",
              "convolution 1 x 1 | 1 x 10 x 5",
              "mean over all places, log-sum-exp of both halves | 1");
      assertThat(layers.longColumn(2).get(0)).isEqualTo(9 * 16 + 2 * 16);
      assertThat(layers.longColumn(2).get(5)).isEqualTo(16 * 32 + 2 * 32);
    }
  }

  @Test
  void resnet18HasItsEighteenLayersPoolsAndShortcuts() {
    try (Network network = Network.create(Architecture.RESNET18, FILMS, 1)) {
      Table layers = network.layers();
      assertThat(layers.rowCount()).isEqualTo(18 + 2 + 3);
    }
  }
}
