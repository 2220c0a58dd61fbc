package medimg.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * A Jupyter kernel for Java: what this library needs of it, in terms of no kernel.
 *
 * <p>Adapters are found by {@link ServiceLoader}. One whose kernel is not there does not load, and
 * is passed over.
 */
public interface Kernel {
  /** The kernel's name, such as {@code JJava}. */
  String name();

  /** The kernel's version, or an empty text if it does not say. */
  String version();

  /** Whether this program runs inside it now. */
  boolean isRunning();

  /** Registers the renderers and what else makes notebooks readable; safe to do twice. */
  void install();

  /**
   * Evaluates lines of Java as a cell does.
   *
   * @throws Exception if they do not compile
   */
  void evaluate(String code) throws Exception;

  /** Makes the usual imports that were not made yet; safe to do twice. */
  default void makeImports() {
    Imports.into(this);
  }

  /** Shows something below the running cell, under a name by which it can be replaced. */
  void display(String id, Map<String, String> data);

  /** Replaces what is shown under a name. */
  void update(String id, Map<String, String> data);

  /** The kernel that this program runs in, if any. */
  static Optional<Kernel> running() {
    List<Kernel> found = new ArrayList<>();
    ServiceLoader.load(Kernel.class, Kernel.class.getClassLoader()).stream()
        .forEach(
            provider -> {
              try {
                Kernel kernel = provider.get();
                if (kernel.isRunning()) {
                  found.add(kernel);
                }
              } catch (ServiceConfigurationError | LinkageError e) {
                // The classes of this kernel are not here.
              }
            });
    return found.stream().findFirst();
  }
}
