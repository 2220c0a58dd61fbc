package medimg.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A file is written as a whole or not at all, and never to where it was not meant. */
class WholeFileTest {
  @TempDir private Path folder;

  private List<Path> left() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  private static void refused(Path file, String why) {
    DicomException e =
        catchThrowableOfType(DicomException.class, () -> WholeFile.write(file, "the page", "new"));
    assertThat(e).hasMessageStartingWith(file + ": the page cannot be written: " + why);
    assertThat(e.kind()).isEqualTo(FaultKind.UNWRITABLE);
    assertThatThrownBy(() -> WholeFile.check(file))
        .hasMessageStartingWith(file + ": cannot be written: " + why);
  }

  @Test
  void aFileIsNewOrReplacesARegularOne() throws IOException {
    Path file = folder.resolve("a.txt");
    assertThat(WholeFile.write(file, "", "one")).isEqualTo(file);
    assertThat(file).hasContent("one");
    WholeFile.write(file, out -> out.write("\u00FC".getBytes("UTF-8")));
    assertThat(file).hasContent("\u00FC");
    assertThat(left()).containsExactly(file);
  }

  @Test
  void anythingThatGoesWrongInTheMiddleLeavesWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    byte[] half = new byte[100_000];
    List<Throwable> faults =
        List.of(
            new FileSystemException("name", null, "No space left on device"),
            new IllegalStateException("wrong"),
            new OutOfMemoryError("full"));
    for (Throwable fault : faults) {
      assertThatThrownBy(
              () ->
                  WholeFile.write(
                      file,
                      out -> {
                        out.write(half);
                        assertThat(left()).hasSize(2);
                        WholeFileTest.<IOException>raise(fault);
                      }))
          .hasMessage(
              fault instanceof IOException
                  ? file + ": cannot be written: No space left on device"
                  : fault.getMessage());
      assertThat(file).hasContent("old");
      assertThat(left()).containsExactly(file);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void raise(Throwable fault) throws T {
    throw (T) fault;
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nothingIsWrittenThroughALink() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "other");
    Path link = Files.createSymbolicLink(folder.resolve("link"), other);
    Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("none"));
    refused(link, "it is a link; name the file that it leads to");
    refused(nowhere, "it is a link; name the file that it leads to");
    assertThat(other).hasContent("other");
    assertThat(left()).containsExactly(link, nowhere, other);
    assertThat(link).isSymbolicLink();
  }

  @Test
  void aFolderStays() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    refused(empty, "it is a folder; name a file");
    refused(folder.resolve("none/a.txt"), "there is no folder " + folder.resolve("none"));
    refused(Path.of("/"), "it is a folder; name a file");
    assertThat(left()).containsExactly(empty);
    Path below = folder.resolve("b/c/a.txt");
    WholeFile.makeFolder(below);
    assertThat(WholeFile.write(below, "", "new")).hasContent("new");
    Path within = Files.writeString(folder.resolve("file"), "").resolve("c/a.txt");
    assertThatThrownBy(() -> WholeFile.makeFolder(within))
        .hasMessageStartingWith(within + ": cannot be written: its folder cannot be made (");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDeviceOrTheLikeStays() throws IOException {
    Path socket = folder.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      refused(socket, "it is a device, pipe or the like; name a file");
    }
    refused(Path.of("/dev/null"), "it is a device, pipe or the like; name a file");
    assertThat(left()).containsExactly(socket);
  }

  /** What takes the place while the content is written is not replaced either. */
  @Test
  void whatComesInBetweenStays() throws IOException {
    Path file = folder.resolve("a.txt");
    assertThatThrownBy(() -> WholeFile.write(file, out -> Files.createDirectory(file)))
        .hasMessage(file + ": cannot be written: something else has taken its place meanwhile");
    assertThat(left()).containsExactly(file);
    assertThat(file).isEmptyDirectory();
  }

  @Test
  void theNameUntilThenIsAnotherOneEachTime() throws Exception {
    Set<Path> names = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Path file = folder.resolve("a.txt");
      WholeFile.write(file, out -> names.addAll(left()));
      Files.delete(file);
    }
    assertThat(names).hasSize(20).allMatch(p -> p.toString().matches(".*\\.medimg-\\w{32}\\.part"));
  }

  @Test
  void aThreadThatIsInterruptedLeavesNothing() throws Exception {
    Path file = folder.resolve("a.txt");
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean refused = new AtomicBoolean();
    Thread thread =
        new Thread(
            () -> {
              try {
                WholeFile.write(
                    file,
                    out -> {
                      // Long enough to be interrupted, and no disk is filled if that is not heard.
                      for (int i = 0; i < 1_000_000; i++) {
                        out.write(i);
                        out.flush();
                        started.countDown();
                      }
                    });
              } catch (DicomException e) {
                refused.set(true);
              }
            });
    thread.start();
    started.await();
    thread.interrupt();
    thread.join();
    assertThat(refused).isTrue();
    assertThat(left()).isEmpty();
  }
}
