package medimg.dicom;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes a file as a whole or not at all: under a name beside its own that nobody can guess, then
 * moved into the place of a regular file or of none.
 *
 * <p>Nothing is written through a link, and what is no regular file, such as a folder, a device or
 * a pipe, stays what it is. Whatever goes wrong, or ends this Java, leaves nothing half-written.
 */
public final class WholeFile {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Files that are not yet whole. */
  private static final Set<Path> PARTS = ConcurrentHashMap.newKeySet();

  static {
    // After Ctrl-C, or when a notebook's kernel is stopped.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> PARTS.forEach(WholeFile::delete)));
  }

  private WholeFile() {}

  /** Gives a file its content. */
  public interface Content {
    /**
     * Writes all of it; the stream is buffered and closed by the caller.
     *
     * @param out where it goes
     * @throws IOException if it cannot be had or written
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param file its name
   * @param content gives the bytes
   * @return the file
   * @throws DicomException of the kind {@link FaultKind#UNWRITABLE} if it cannot be written
   */
  public static Path write(Path file, Content content) {
    return write(file, "", content);
  }

  /**
   * Writes a file that messages have a word for.
   *
   * @param file its name
   * @param what such as {@code the page}
   * @param content gives the bytes
   * @return the file
   * @throws DicomException of the kind {@link FaultKind#UNWRITABLE} if it cannot be written
   */
  public static Path write(Path file, String what, Content content) {
    check(file, what);
    byte[] name = new byte[16];
    RANDOM.nextBytes(name);
    Path part = file.resolveSibling(".medimg-" + HexFormat.of().formatHex(name) + ".part");
    PARTS.add(part);
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              // A channel's stream ends when its thread is interrupted, that of Files does not.
              Channels.newOutputStream(
                  FileChannel.open(
                      part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)))) {
        content.writeTo(out);
      }
      move(part, file);
      return file;
    } catch (IOException e) {
      throw unwritable(file, what, reason(e), e);
    } finally {
      delete(part);
      PARTS.remove(part);
    }
  }

  /**
   * Writes text in UTF-8.
   *
   * @param file its name
   * @param what such as {@code the page}; may be empty
   * @param text what it holds
   * @return the file
   * @throws DicomException of the kind {@link FaultKind#UNWRITABLE} if it cannot be written
   */
  public static Path write(Path file, String what, String text) {
    return write(file, what, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Makes the folder of a file and all above it, where they are missing.
   *
   * @param file the file
   * @throws DicomException of the kind {@link FaultKind#UNWRITABLE} if that is not possible
   */
  public static void makeFolder(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      String why = "its folder cannot be made (" + reason(e) + ")";
      throw unwritable(file, "", why, e);
    }
  }

  /**
   * Tells before long work whether a file can be written.
   *
   * @param file the file
   * @throws DicomException of the kind {@link FaultKind#UNWRITABLE} if it is a folder, a link or no
   *     regular file, or its own folder is none or may not be written to
   */
  public static void check(Path file) {
    check(file, "");
  }

  private static void check(Path file, String what) {
    Path folder = file.toAbsolutePath().getParent();
    String why =
        folder == null || file.getFileName().toString().isEmpty() || Files.isDirectory(file)
            ? "it is a folder; name a file"
            : Files.isSymbolicLink(file)
                ? "it is a link; name the file that it leads to"
                : !isFree(file)
                    ? "it is a device, pipe or the like; name a file"
                    : !Files.isDirectory(folder)
                        ? "there is no folder " + folder
                        : !Files.isWritable(folder)
                            ? "no permission to write in the folder " + folder
                            : "";
    if (!why.isEmpty()) {
      throw unwritable(file, what, why, null);
    }
  }

  private static boolean isFree(Path file) {
    return !Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static DicomException unwritable(Path file, String what, String why, IOException e) {
    String noun = what.isEmpty() ? "" : what + " ";
    return new DicomException(
        FaultKind.UNWRITABLE, file + ": " + noun + "cannot be written: " + why, e);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission to write there";
    }
    if (e instanceof FileSystemException of && of.getReason() != null) {
      return of.getReason(); // not the name of the part
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static void move(Path part, Path file) throws IOException {
    if (!isFree(file)) {
      throw new IOException("something else has taken its place meanwhile");
    }
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // Nothing is left to try; what went wrong before is told.
    }
  }
}
