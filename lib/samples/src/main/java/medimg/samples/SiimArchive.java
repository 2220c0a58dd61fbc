package medimg.samples;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import medimg.dictionary.ArgumentException;

/**
 * The real radiographs: 250 files of the SIIM-ACR pneumothorax challenge that fastai publishes as
 * {@code siim_small.tgz}. They are fetched only when the user asks for them.
 *
 * <p>{@link #fetch(Path)} leaves {@code siim_small/labels.csv} and {@code siim_small/train/...} in
 * the folder, and nothing else. While it works it keeps {@code siim_small.tgz.part}; when the
 * connection breaks, that file stays and the next call goes on where it ended. What has arrived is
 * unpacked only after its size and the MD5 of its first MiB are right, into a temporary folder that
 * is moved to its name when the last file is written and gzip's checksum over the whole is right.
 *
 * @param uri where the archive is; {@code http} or {@code https}
 * @param size exact size in bytes
 * @param md5OfFirstMiB MD5 of the first 2^20 bytes (of all, if there are fewer), 32 hex digits: the
 *     check that fastai publishes
 * @param patience how long to wait for a connection, an answer, or the next bytes
 * @param limits what may come out of the archive
 * @see "fastai data/external.py (URLs.SIIM_SMALL) and data/checks.txt"
 */
public record SiimArchive(
    URI uri, long size, String md5OfFirstMiB, Duration patience, Limits limits) {

  /** The archive as fastai publishes it. */
  public static final SiimArchive PUBLISHED =
      new SiimArchive(
          URI.create("https://s3.amazonaws.com/fast-ai-imagelocal/siim_small.tgz"),
          33_276_453,
          "2f88ac350dce1d971ecbb5ec722da75f",
          Duration.ofSeconds(30),
          new Limits(1_000, 256L << 20));

  /** The folder that the archive holds and {@link #fetch(Path)} returns. */
  public static final String NAME = "siim_small";

  private static final int MIB = 1 << 20;
  private static final int REDIRECTS = 5;
  private static final int ATTEMPTS = 5;
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");

  /**
   * What may come out of the archive before it is refused.
   *
   * @param entries number of files and folders
   * @param bytes size of all files together, and of the decompressed stream
   */
  public record Limits(int entries, long bytes) {}

  /** Told how far the download is, for a progress bar. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Called after each piece, at most every few kilobytes, on the thread that fetches.
     *
     * @param bytes bytes that are here, those of an earlier run included
     * @param total size of the whole archive in bytes
     */
    void at(long bytes, long total);
  }

  /**
   * Fetches the published archive, silently.
   *
   * @param folder where {@code siim_small} shall be; made if absent
   * @return {@code folder/siim_small}, whole
   * @throws DownloadException if anything is not as published; nothing partial stands under the
   *     final name then
   */
  public static Path fetch(Path folder) throws DownloadException {
    return PUBLISHED.fetch(folder, (bytes, total) -> {});
  }

  /**
   * Fetches this archive, or returns at once if it is there and whole.
   *
   * @param folder where {@code siim_small} shall be; made if absent
   * @param listener told of each piece of the download
   * @return {@code folder/siim_small}, whole: each file that its {@code labels.csv} lists is there
   * @throws DownloadException if anything is not as expected, or the disk does not take it; nothing
   *     partial stands under the final name then
   */
  public Path fetch(Path folder, Listener listener) throws DownloadException {
    Path whole = folder.resolve(NAME);
    if (Files.exists(whole, LinkOption.NOFOLLOW_LINKS)) {
      Optional<String> missing = SiimArchiveUnpacker.missing(whole);
      if (missing.isPresent()) {
        throw new DownloadException(
            whole + " is there, but not whole: " + missing.get() + "; remove it and run again");
      }
      return whole;
    }
    Path part = folder.resolve(NAME + ".tgz.part");
    try {
      Files.createDirectories(folder);
      try (FileChannel file =
          FileChannel.open(
              part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        lock(file, part);
        try {
          download(file, part, listener);
          verify(file);
          new SiimArchiveUnpacker(uri, limits).unpack(content(file), folder);
        } catch (BadArchiveException bad) {
          file.truncate(0);
          throw bad.reason();
        } finally {
          if (Files.exists(whole) || Files.size(part) == 0) {
            Files.deleteIfExists(part);
          }
        }
      }
    } catch (DownloadException e) {
      throw e;
    } catch (IOException | UncheckedIOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted(e);
      }
      throw new DownloadException(
          folder
              + ": cannot store "
              + NAME
              + " there ("
              + reason(e)
              + "); check that the folder can be written to and the disk is not full, then run"
              + " again",
          e);
    }
    return whole;
  }

  /**
   * Checks the values.
   *
   * @param uri http or https, with a host
   * @param size above 0
   * @param md5OfFirstMiB 32 hex digits
   * @param patience above 0
   * @param limits of what is unpacked
   * @throws IllegalArgumentException if a value is not so
   */
  public SiimArchive {
    if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("(?i)https?")) {
      throw new ArgumentException(uri + " is no http or https address");
    }
    if (size <= 0 || patience.isNegative() || patience.isZero()) {
      throw new ArgumentException(
          "size is " + size + " and patience " + patience + ", both must be > 0");
    }
    if (!md5OfFirstMiB.matches("[0-9a-fA-F]{32}")) {
      throw new ArgumentException("MD5 is \"" + md5OfFirstMiB + "\", must have 32 hex digits");
    }
  }

  /** Content that must not be resumed or unpacked: the part file is emptied. */
  static final class BadArchiveException extends Exception {
    private static final long serialVersionUID = 1;

    BadArchiveException(String message) {
      super(message);
    }

    DownloadException reason() {
      return new DownloadException(getMessage(), this);
    }
  }

  /** Released when the channel closes, also when the program is killed. */
  private static void lock(FileChannel file, Path part) throws IOException {
    boolean free;
    try {
      free = file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      free = false;
    }
    if (!free) {
      throw new DownloadException(
          part + ": another program is fetching the archive into it; wait until it has ended");
    }
  }

  /** Goes on for as long as each attempt brings bytes, because a cut connection is common. */
  private void download(FileChannel file, Path part, Listener listener)
      throws IOException, BadArchiveException {
    if (file.size() > size) {
      file.truncate(0);
    }
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience)
            .build();
    for (int attempt = 1; file.size() < size; attempt++) {
      long before = file.size();
      SiimArchiveUnpacker.needRoom(part, size - before);
      try {
        request(client, file, listener);
      } catch (CutException cut) {
        if (file.size() <= before || attempt == ATTEMPTS) {
          throw new DownloadException(
              uri
                  + ": expected "
                  + bytes(size)
                  + ", got "
                  + bytes(file.size())
                  + " ("
                  + cut.getMessage()
                  + "); check the network and run again: "
                  + (file.size() > 0
                      ? "it goes on where it stopped"
                      : "nothing has been written yet"),
              cut);
        }
      }
    }
  }

  /** The network failed, not the server's answer: worth another attempt. */
  private static final class CutException extends IOException {
    private static final long serialVersionUID = 1;

    CutException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private void request(HttpClient client, FileChannel file, Listener listener)
      throws IOException, BadArchiveException {
    long have = file.size();
    URI at = uri;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      HttpRequest.Builder request = HttpRequest.newBuilder(at).timeout(patience).GET();
      if (have > 0) {
        request.header("Range", "bytes=" + have + "-");
      }
      HttpResponse<InputStream> answer = send(client, request.build());
      try (InputStream body = answer.body()) {
        int status = answer.statusCode();
        if (status >= 300 && status < 400) {
          at = redirect(at, answer.headers().firstValue("Location").orElse(""));
          continue;
        }
        receive(answer, body, file, have, listener);
        return;
      }
    }
    throw new DownloadException(
        uri
            + ": the server redirects more than "
            + REDIRECTS
            + " times, expected the archive; run again later, or fetch it with a browser");
  }

  private HttpResponse<InputStream> send(HttpClient client, HttpRequest request)
      throws IOException {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (HttpConnectTimeoutException e) {
      throw new CutException("no connection within " + seconds(), e);
    } catch (ConnectException e) {
      throw new CutException("no connection to " + request.uri().getHost(), e);
    } catch (HttpTimeoutException e) {
      throw new CutException("no answer within " + seconds(), e);
    } catch (IOException e) {
      throw new CutException("no answer from " + request.uri().getHost() + ": " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
  }

  private DownloadException interrupted(Exception cause) {
    return new DownloadException(uri + ": the download was interrupted; run again to go on", cause);
  }

  /**
   * The next address. Refused: another scheme than http and https, and http after https, because
   * what comes then is not protected on its way.
   */
  private URI redirect(URI from, String location) throws DownloadException {
    URI to;
    try {
      to = from.resolve(new URI(location));
    } catch (URISyntaxException e) {
      throw badRedirect(from, location, e);
    }
    String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
    boolean downgrade = "https".equalsIgnoreCase(from.getScheme()) && scheme.equals("http");
    if (location.isEmpty()
        || to.getHost() == null
        || downgrade
        || !(scheme.equals("http") || scheme.equals("https"))) {
      throw badRedirect(from, location, null);
    }
    return to;
  }

  private DownloadException badRedirect(URI from, String location, Throwable cause) {
    return new DownloadException(
        from
            + ": the server redirects to \""
            + clip(location)
            + "\", expected an "
            + from.getScheme()
            + " address; it is not followed: check that no proxy or login page is in between",
        cause);
  }

  private void receive(
      HttpResponse<?> answer, InputStream body, FileChannel file, long have, Listener listener)
      throws IOException, BadArchiveException {
    HttpHeaders headers = answer.headers();
    int status = answer.statusCode();
    String type = headers.firstValue("Content-Type").orElse("no type");
    if (status == 416) {
      throw new BadArchiveException(
          answer.uri()
              + ": the server has no more than the "
              + bytes(have)
              + " that are here, expected "
              + bytes(size)
              + ": the file there has changed; run again to start anew");
    }
    if (status != 200 && status != 206) {
      throw new DownloadException(
          answer.uri()
              + ": the server answers with status "
              + status
              + ", expected the archive; "
              + (status >= 500
                  ? "run again later"
                  : "check the address and that no proxy is in between"));
    }
    if (type.toLowerCase(Locale.ROOT).startsWith("text/")) {
      throw new DownloadException(
          answer.uri()
              + ": the server sends a page ("
              + clip(type)
              + "), expected an archive of "
              + bytes(size)
              + "; perhaps the network asks for a login: open the address in a browser");
    }
    long start = 0;
    if (status == 206) {
      String range = headers.firstValue("Content-Range").orElse("");
      Matcher matcher = CONTENT_RANGE.matcher(range);
      String expected = "bytes " + have + "-" + (size - 1) + "/" + size;
      if (!matcher.matches() || !range.equals(expected)) {
        throw new BadArchiveException(
            answer.uri()
                + ": the server continues with \""
                + clip(range)
                + "\", expected \""
                + expected
                + "\": the file there has changed; run again to start anew");
      }
      start = have;
    }
    long announced = headers.firstValueAsLong("Content-Length").orElse(size - start);
    if (announced != size - start) {
      throw new BadArchiveException(
          answer.uri()
              + ": the server announces "
              + bytes(start + announced)
              + ", expected "
              + bytes(size)
              + ": it is another file; check the address");
    }
    file.truncate(start).position(start);
    copy(answer.uri(), body, file, listener);
  }

  private void copy(URI at, InputStream body, FileChannel file, Listener listener)
      throws IOException, BadArchiveException {
    byte[] buffer = new byte[1 << 16];
    long done = file.position();
    listener.at(done, size);
    try (Watch watch = new Watch(body, patience)) {
      while (true) {
        int n;
        if (Thread.currentThread().isInterrupted()) {
          throw interrupted(null);
        }
        try {
          n = body.read(buffer);
        } catch (IOException e) {
          if (Thread.currentThread().isInterrupted()) {
            throw interrupted(e);
          }
          throw new CutException(
              watch.stalled() ? "no bytes for " + seconds() : "the connection was cut", e);
        }
        if (n < 0) {
          break;
        }
        watch.alive();
        if (done + n > size) {
          throw new BadArchiveException(
              at
                  + ": the server sends more than the expected "
                  + bytes(size)
                  + ": it is another file; check the address");
        }
        for (ByteBuffer piece = ByteBuffer.wrap(buffer, 0, n); piece.hasRemaining(); ) {
          file.write(piece);
        }
        done += n;
        listener.at(done, size);
      }
      if (done < size) {
        throw new CutException(
            watch.stalled() ? "no bytes for " + seconds() : "the server ended early", null);
      }
    }
  }

  /**
   * Closes a stream from which no bytes come: the HTTP client's own timeout ends when the headers
   * have arrived.
   */
  private static final class Watch implements AutoCloseable {
    private final ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "download watch");
              thread.setDaemon(true);
              return thread;
            });
    private volatile long last = System.nanoTime();
    private volatile boolean stalled;

    Watch(InputStream body, Duration patience) {
      long period = patience.toNanos() / 4 + 1;
      timer.scheduleWithFixedDelay(
          () -> {
            if (System.nanoTime() - last > patience.toNanos()) {
              stalled = true;
              try {
                body.close();
              } catch (IOException e) {
                // The reader is woken either way.
              }
            }
          },
          period,
          period,
          TimeUnit.NANOSECONDS);
    }

    void alive() {
      last = System.nanoTime();
    }

    boolean stalled() {
      return stalled;
    }

    @Override
    public void close() {
      timer.shutdownNow();
    }
  }

  private void verify(FileChannel file) throws IOException, BadArchiveException {
    MessageDigest md5;
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no MD5", e);
    }
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(MIB, size));
    while (head.hasRemaining() && file.read(head, head.position()) > 0) {
      continue;
    }
    md5.update(head.flip());
    String got = HexFormat.of().formatHex(md5.digest());
    if (!got.equalsIgnoreCase(md5OfFirstMiB)) {
      throw new BadArchiveException(
          uri
              + ": the MD5 of the first MiB is "
              + got
              + ", expected "
              + md5OfFirstMiB
              + ": what came was removed; run again to start anew");
    }
  }

  /** The part file from its beginning; closing it leaves the channel and its lock alone. */
  private static InputStream content(FileChannel file) throws IOException {
    return new FilterInputStream(Channels.newInputStream(file.position(0))) {
      @Override
      public void close() {}
    };
  }

  private String seconds() {
    return patience.toMillis() / 1000.0 + " s";
  }

  static String bytes(long n) {
    return String.format(Locale.ROOT, "%,d bytes", n);
  }

  static String clip(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= 80 ? plain : plain.substring(0, 80) + "...";
  }

  static String reason(Throwable e) {
    String kind = e.getClass().getSimpleName().replaceAll("Exception$", "");
    return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
  }
}
