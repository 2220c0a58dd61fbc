package medimg.samples;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import medimg.dicom.DicomException;
import medimg.samples.SiimArchive.BadArchiveException;
import medimg.table.Films;
import medimg.table.TableFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tech.tablesaw.api.Table;

/**
 * Unpacks the archive as if its author were hostile: files and folders only (no link, device or
 * sparse file), plain relative names, each name once, and limits on count and size that are checked
 * against what an entry announces before a byte of it is written.
 */
record SiimArchiveUnpacker(URI uri, SiimArchive.Limits limits) {

  /** One part of a path: what every file system stores under the same name. */
  private static final Pattern PLAIN =
      Pattern.compile("[\\p{L}\\p{N}._+=@(),-][\\p{L}\\p{N} ._+=@(),-]{0,127}(?<![ .])");

  private static final int DEPTH = 8;

  /** Names, pax records and padding around one entry, decompressed. */
  private static final long OVERHEAD = 1L << 20;

  /** Room that stays free on the disk. */
  private static final long SPARE = 64L << 20;

  /** Writes into a temporary folder beside the final one and moves it there when all is right. */
  void unpack(InputStream archive, Path folder) throws IOException, BadArchiveException {
    Path temporary = folder.resolve(SiimArchive.NAME + ".unpacking");
    delete(temporary);
    try {
      Files.createDirectory(temporary);
      entries(archive, temporary);
      Path whole = temporary.resolve(SiimArchive.NAME);
      Optional<String> missing = missing(whole);
      if (missing.isPresent()) {
        throw bad(missing.get() + ", expected " + SiimArchive.NAME + "/labels.csv and its files");
      }
      Files.move(whole, folder.resolve(SiimArchive.NAME), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(temporary);
    }
  }

  private void entries(InputStream archive, Path folder) throws IOException, BadArchiveException {
    try (InputStream gzip =
            new GZIPInputStream(new BufferedInputStream(archive, 1 << 16), 1 << 16);
        Limited limited = new Limited(gzip);
        TarArchiveInputStream tar = new TarArchiveInputStream(limited, "UTF-8")) {
      long total = 0;
      int count = 0;
      TarArchiveEntry entry;
      while ((entry = next(tar, limited)) != null) {
        if (++count > limits.entries()) {
          throw bad("it holds more than " + limits.entries() + " entries");
        }
        String name = SiimArchive.clip(entry.getName());
        if (!entry.isDirectory() && (!entry.isFile() || special(entry))) {
          throw bad("\"" + name + "\" is a link, a device or a sparse file");
        }
        Path target = target(entry.getName(), folder);
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        if (entry.getSize() > limits.bytes() - total) {
          throw bad(
              "with \"" + name + "\" it unpacks to more than " + SiimArchive.bytes(limits.bytes()));
        }
        total += entry.getSize();
        needRoom(folder, entry.getSize());
        Files.createDirectories(target.getParent());
        limited.allow(entry.getSize() + OVERHEAD);
        write(tar, target);
      }
      // gzip's checksum stands at the end of the stream, behind tar's padding.
      limited.allow(OVERHEAD);
      limited.transferTo(OutputStream.nullOutputStream());
    } catch (FileAlreadyExistsException e) {
      throw bad("it holds \"" + folder.relativize(Path.of(e.getFile())) + "\" twice");
    } catch (BrokenException | EOFException | ZipException e) {
      throw bad("it is damaged (" + e.getMessage() + ")");
    }
  }

  /** Bounded, because long names and pax records are kept in memory. */
  private static TarArchiveEntry next(TarArchiveInputStream tar, Limited limited)
      throws BrokenException {
    limited.allow(OVERHEAD);
    try {
      return tar.getNextEntry();
    } catch (IOException | IllegalArgumentException e) {
      throw new BrokenException(e);
    }
  }

  private static boolean special(TarArchiveEntry entry) {
    return entry.isLink()
        || entry.isSymbolicLink()
        || entry.isCharacterDevice()
        || entry.isBlockDevice()
        || entry.isFIFO()
        || entry.isSparse()
        || entry.isGlobalPaxHeader();
  }

  /** A path below the folder, or a refusal: absolute names, "..", drive letters, odd characters. */
  private Path target(String name, Path folder) throws BadArchiveException {
    Path target = folder;
    int depth = 0;
    for (String step : name.split("/")) {
      if (step.equals(".")) {
        continue;
      }
      if (++depth > DEPTH || !PLAIN.matcher(step).matches()) {
        throw bad("\"" + SiimArchive.clip(name) + "\" is no plain relative path");
      }
      target = target.resolve(step);
    }
    return target;
  }

  private static void write(InputStream in, Path target) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
        out.write(buffer, 0, n);
      }
    }
  }

  private static int read(InputStream in, byte[] buffer) throws BrokenException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new BrokenException(e);
    }
  }

  /** What the archive's own content did wrong, as against what the disk did. */
  private static final class BrokenException extends IOException {
    private static final long serialVersionUID = 1;

    BrokenException(Exception cause) {
      super(SiimArchive.reason(cause), cause);
    }
  }

  /** Bounds what may be decompressed for the next step. */
  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in) {
      super(in);
    }

    void allow(long bytes) {
      left = bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      left -= Math.max(0, n);
      if (left < 0) {
        throw new ZipException("more is packed in it than its files need");
      }
      return n;
    }

    @Override
    public long skip(long n) throws IOException {
      byte[] buffer = new byte[(int) Math.max(1, Math.min(n, 1 << 16))];
      long done = 0;
      for (int got = 0; done < n && got >= 0; done += Math.max(0, got)) {
        got = read(buffer, 0, (int) Math.min(buffer.length, n - done));
      }
      return done;
    }
  }

  /**
   * Refuses to begin what the disk cannot hold.
   *
   * @throws DownloadException if fewer than {@code bytes} and a reserve are free where {@code path}
   *     is
   */
  static void needRoom(Path path, long bytes) throws IOException {
    long free = Files.getFileStore(path).getUsableSpace();
    if (free - SPARE < bytes) {
      throw new DownloadException(
          path
              + ": "
              + SiimArchive.bytes(bytes)
              + " are to be written and "
              + SiimArchive.bytes(SPARE)
              + " to stay free, but the disk has "
              + SiimArchive.bytes(free)
              + " left; make room and run again");
    }
  }

  /**
   * What a folder lacks to be the whole archive: {@code labels.csv} with the columns {@code
   * file,label}, and every file that it lists.
   */
  static Optional<String> missing(Path folder) throws DownloadException {
    Path labels = folder.resolve(Films.LABELS);
    if (!Files.isRegularFile(labels, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("it has no labels.csv");
    }
    Optional<String> none =
        Optional.of("its labels.csv does not list files under the heading file,label");
    Table films;
    try {
      films = TableFile.readTexts(labels);
    } catch (DicomException e) {
      if (e.getCause() instanceof IOException) {
        throw new DownloadException(e.getMessage(), e);
      }
      return none;
    }
    if (films.rowCount() == 0 || !films.columnNames().equals(List.of("file", "label"))) {
      return none;
    }
    return films.stringColumn("file").asList().stream()
        .filter(file -> !Files.isRegularFile(folder.resolve(file)))
        .findFirst()
        .map(file -> "\"" + SiimArchive.clip(file) + "\" of its labels.csv is not there");
  }

  private BadArchiveException bad(String what) {
    return new BadArchiveException(
        uri + ": the archive is refused: " + what + "; nothing of it was kept");
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
