package medimg.samples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The download against a server on this machine that behaves well, and in each bad way. */
class SiimArchiveTest {
  private static final String CUT = "cut";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final SiimArchive.Limits LIMITS = new SiimArchive.Limits(20, 8 << 20);

  @TempDir Path folder;

  private final List<Server> servers = new ArrayList<>();

  @AfterEach
  void stopServers() throws IOException {
    for (Server server : servers) {
      server.close();
    }
  }

  // The good way.

  @Test
  void wholeArchiveStandsInItsFolderAndNothingElse() throws Exception {
    byte[] archive = good();
    Path whole = archive(serve(archive), archive).fetch(folder, (bytes, total) -> {});

    assertThat(whole).isEqualTo(folder.resolve("siim_small"));
    assertThat(whole.resolve("train/No Pneumothorax/000000.dcm")).hasBinaryContent(film(0));
    assertThat(whole.resolve("train/Pneumothorax/000001.dcm")).hasBinaryContent(film(1));
    assertThat(names(folder)).containsExactly("siim_small");
  }

  @Test
  void publishedArchiveIsTheOneInFastaisList() {
    assertThat(SiimArchive.PUBLISHED.uri())
        .hasToString("https://s3.amazonaws.com/fast-ai-imagelocal/siim_small.tgz");
    assertThat(SiimArchive.PUBLISHED.size()).isEqualTo(33_276_453);
    assertThat(SiimArchive.PUBLISHED.md5OfFirstMiB()).isEqualTo("2f88ac350dce1d971ecbb5ec722da75f");
  }

  @Test
  void progressRisesToTheWhole() throws Exception {
    byte[] archive = good();
    List<Long> seen = new ArrayList<>();
    archive(serve(archive), archive)
        .fetch(
            folder,
            (bytes, total) -> {
              assertThat(total).isEqualTo(archive.length);
              seen.add(bytes);
            });

    assertThat(seen).isSorted().startsWith(0L).endsWith((long) archive.length);
  }

  @Test
  void wholeFolderIsNotFetchedAgain() throws Exception {
    byte[] archive = good();
    Server server = serve(archive);
    archive(server, archive).fetch(folder, (bytes, total) -> {});
    archive(server, archive).fetch(folder, (bytes, total) -> {});

    assertThat(server.requests).hasSize(1);
  }

  @Test
  void redirectIsFollowed() throws Exception {
    byte[] archive = good();
    Server target = serve(archive);
    Server server = redirect(target.uri().toString());

    assertThat(archive(server, archive).fetch(folder, (bytes, total) -> {})).exists();
  }

  @Test
  void relativeRedirectIsFollowed() throws Exception {
    byte[] archive = good();
    Server server =
        server(
            (request, out) -> {
              if (request.startsWith("GET /siim_small.tgz")) {
                head(out, "302 Found", "Location: /there", "Content-Length: 0");
              } else {
                ok(out, archive);
              }
            });

    assertThat(archive(server, archive).fetch(folder, (bytes, total) -> {})).exists();
  }

  // Cuts and stalls.

  @Test
  void cutConnectionIsResumedWhereItEnded() throws Exception {
    byte[] archive = good();
    int half = archive.length / 2;
    Server server =
        server(
            (request, out) -> {
              if (rangeStart(request) == 0) {
                head(out, "200 OK", "Content-Length: " + archive.length);
                out.write(archive, 0, half);
              } else {
                partial(out, archive, rangeStart(request));
              }
            });

    assertThat(archive(server, archive).fetch(folder, (bytes, total) -> {})).exists();
    assertThat(server.requests).hasSize(2);
    assertThat(server.requests.get(1)).containsIgnoringCase("Range: bytes=" + half + "-\r\n");
  }

  @Test
  void laterRunGoesOnWithThePartOfAnEarlierOne() throws Exception {
    byte[] archive = good();
    int half = archive.length / 2;
    Server dies =
        server(
            (request, out) -> {
              if (rangeStart(request) > 0) {
                throw new IOException(CUT);
              }
              head(out, "200 OK", "Content-Length: " + archive.length);
              out.write(archive, 0, half);
            });
    refused(archive(dies, archive))
        .withMessageContaining(String.format(Locale.ROOT, "got %,d bytes", half))
        .withMessageContaining("run again: it goes on where it stopped");
    assertThat(folder.resolve("siim_small.tgz.part")).hasSize(half);
    assertThat(folder.resolve("siim_small")).doesNotExist();

    Server lives = server((request, out) -> partial(out, archive, rangeStart(request)));
    assertThat(archive(lives, archive).fetch(folder, (bytes, total) -> {})).exists();
    assertThat(lives.requests).hasSize(1);
    assertThat(names(folder)).containsExactly("siim_small");
  }

  @Test
  void serverWithoutRangesIsReadFromTheBeginning() throws Exception {
    byte[] archive = good();
    Files.write(folder.resolve("siim_small.tgz.part"), Arrays.copyOf(archive, 100));

    assertThat(archive(serve(archive), archive).fetch(folder, (bytes, total) -> {})).exists();
  }

  @Test
  void completePartIsUnpackedWithoutTheNetwork() throws Exception {
    byte[] archive = good();
    Server server = serve(archive);
    Files.write(folder.resolve("siim_small.tgz.part"), archive);

    assertThat(archive(server, archive).fetch(folder, (bytes, total) -> {})).exists();
    assertThat(server.requests).isEmpty();
  }

  @Test
  void serverThatAlwaysCutsIsGivenUp() throws Exception {
    byte[] archive = good();
    Server server =
        server(
            (request, out) -> {
              head(out, "200 OK", "Content-Length: " + archive.length);
              out.write(archive, 0, 1000);
            });

    refused(archive(server, archive)).withMessageContaining("the connection was cut");
    assertThat(server.requests).hasSizeBetween(1, 5);
  }

  @Test
  void stalledBodyIsGivenUp() throws Exception {
    byte[] archive = good();
    Server server =
        server(
            (request, out) -> {
              head(out, "200 OK", "Content-Length: " + archive.length);
              out.write(archive, 0, 1000);
              out.flush();
              sleep();
            });

    refused(impatient(server, archive)).withMessageContaining("no bytes for 1.0 s");
  }

  @Test
  void silentServerIsGivenUp() throws Exception {
    Server server = server((request, out) -> sleep());

    refused(impatient(server, good())).withMessageContaining("no answer within 1.0 s");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void interruptedDownloadEndsAndCanBeResumed() throws Exception {
    byte[] archive = good();
    Server stalls =
        server(
            (request, out) -> {
              head(out, "200 OK", "Content-Length: " + archive.length);
              out.write(archive, 0, 1000);
              out.flush();
              sleep();
            });
    Thread reader = Thread.currentThread();
    refused(
            archive(stalls, archive),
            (bytes, total) -> {
              if (bytes == 1000) {
                reader.interrupt();
              }
            })
        .withMessageContaining("the download was interrupted; run again to go on");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(folder.resolve("siim_small.tgz.part")).hasSize(1000);

    Server lives = server((request, out) -> partial(out, archive, rangeStart(request)));
    assertThat(archive(lives, archive).fetch(folder, (bytes, total) -> {})).exists();
  }

  @Test
  void closedPortIsNamed() throws Exception {
    Server server = serve(good());
    server.close();

    refused(archive(server, good()))
        .withMessageContaining("no connection to 127.0.0.1")
        .withMessageContaining("check the network and run again");
  }

  @Test
  void serverThatAnswersNonsenseIsNamed() throws Exception {
    Server server = server((request, out) -> out.write("hello\r\n\r\n".getBytes(UTF_8)));

    refused(archive(server, good())).withMessageContaining("no answer from 127.0.0.1");
  }

  // Lies.

  @Test
  void otherLengthIsRefusedBeforeItIsRead() throws Exception {
    byte[] archive = good();
    Server server = serve(Arrays.copyOf(archive, archive.length + 1));

    refused(archive(server, archive))
        .withMessageContaining(
            String.format(
                Locale.ROOT,
                "announces %,d bytes, expected %,d bytes",
                archive.length + 1,
                archive.length));
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void endlessBodyWithoutLengthIsStopped() throws Exception {
    byte[] archive = good();
    Server server =
        server(
            (request, out) -> {
              head(out, "200 OK");
              while (true) {
                out.write(new byte[1 << 16]);
              }
            });

    refused(archive(server, archive)).withMessageContaining("sends more than the expected");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void wrongContentIsRefusedAndNotKept() throws Exception {
    byte[] archive = good();
    byte[] other = archive.clone();
    other[other.length / 2] ^= 1;

    refused(archive(serve(other), archive))
        .withMessageContaining("the MD5 of the first MiB is " + md5(other))
        .withMessageContaining("expected " + md5(archive));
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void changeBehindTheFirstMibIsFoundByGzipsChecksum() throws Exception {
    byte[] archive = gzip(tar(file("siim_small/labels.csv", csv()), noise(2 << 20)));
    byte[] other = archive.clone();
    other[(1 << 20) + 4096] ^= 1;

    refused(archive(serve(other), archive)).withMessageContaining("it is damaged");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void rangeOfAnotherFileIsRefused() throws Exception {
    byte[] archive = good();
    Files.write(folder.resolve("siim_small.tgz.part"), Arrays.copyOf(archive, 100));
    Server server =
        server((request, out) -> partial(out, Arrays.copyOf(archive, archive.length + 7), 100));

    refused(archive(server, archive))
        .withMessageContaining("the server continues with \"bytes 100-")
        .withMessageContaining("run again to start anew");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void rangeThatBeginsElsewhereIsRefused() throws Exception {
    byte[] archive = good();
    Files.write(folder.resolve("siim_small.tgz.part"), Arrays.copyOf(archive, 100));
    Server server = server((request, out) -> partial(out, archive, 50));

    refused(archive(server, archive)).withMessageContaining("continues with \"bytes 50-");
  }

  @Test
  void fileThatChangedBetweenRunsIsRefused() throws Exception {
    byte[] archive = good();
    Files.write(folder.resolve("siim_small.tgz.part"), new byte[archive.length / 2]);
    Server server = server((request, out) -> partial(out, archive, rangeStart(request)));

    refused(archive(server, archive)).withMessageContaining("run again to start anew");
    assertThat(archive(server, archive).fetch(folder, (bytes, total) -> {})).exists();
  }

  @Test
  void partBeyondTheServersEndIsRefused() throws Exception {
    Files.write(folder.resolve("siim_small.tgz.part"), new byte[100]);
    Server server =
        server((request, out) -> head(out, "416 Range Not Satisfiable", "Content-Length: 0"));

    refused(archive(server, good())).withMessageContaining("the file there has changed");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void statusIsNamed() throws Exception {
    Server gone = server((request, out) -> head(out, "404 Not Found", "Content-Length: 0"));
    Server broken = server((request, out) -> head(out, "500 Oops", "Content-Length: 0"));

    refused(archive(gone, good()))
        .withMessageContaining("status 404, expected the archive; check the address");
    refused(archive(broken, good()))
        .withMessageContaining("status 500")
        .withMessageEndingWith("later");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void loginPageIsNotTakenForTheArchive() throws Exception {
    Server server =
        server(
            (request, out) -> head(out, "200 OK", "Content-Type: text/html", "Content-Length: 0"));

    refused(archive(server, good())).withMessageContaining("sends a page (text/html)");
  }

  // Redirects.

  @Test
  void redirectInACircleIsGivenUp() throws Exception {
    Server server =
        server(
            (request, out) ->
                head(out, "302 Found", "Location: /siim_small.tgz", "Content-Length: 0"));

    refused(archive(server, good())).withMessageContaining("redirects more than 5 times");
    assertThat(server.requests).hasSize(6);
  }

  @Test
  void redirectToAFileOrWithoutAddressIsNotFollowed() throws Exception {
    refused(archive(redirect("file:///etc/passwd"), good()))
        .withMessageContaining("redirects to \"file:///etc/passwd\"");
    refused(archive(redirect("::"), good())).withMessageContaining("redirects to \"::\"");
    refused(archive(redirect(""), good())).withMessageContaining("redirects to \"\"");
  }

  @Test
  void redirectFromHttpsToHttpIsNotFollowed() throws Exception {
    byte[] archive = good();
    Server plain = serve(archive);
    SSLContext before = SSLContext.getDefault();
    SSLContext own = ownCertificate();
    Server secure =
        new Server(
            own.getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getByName("127.0.0.1")),
            "https",
            (request, out) -> {
              if (request.startsWith("GET /siim_small.tgz")) {
                head(out, "301 Moved", "Location: " + plain.uri(), "Content-Length: 0");
              } else {
                ok(out, archive);
              }
            });
    servers.add(secure);
    try {
      SSLContext.setDefault(own);
      refused(archive(secure, archive))
          .withMessageContaining("redirects to \"http://127.0.0.1")
          .withMessageContaining("expected an https address");
      assertThat(plain.requests).isEmpty();

      SiimArchive direct =
          new SiimArchive(
              secure.uri().resolve("/other"), archive.length, md5(archive), PATIENCE, LIMITS);
      assertThat(direct.fetch(folder, (bytes, total) -> {})).exists();
    } finally {
      SSLContext.setDefault(before);
    }
  }

  // Hostile archives.

  @Test
  void namesThatLeaveTheFolderAreRefused() throws Exception {
    for (String name :
        List.of(
            "../evil",
            "siim_small/../../evil",
            "/tmp/evil",
            "siim_small//evil",
            "C:/evil",
            "siim_small\\..\\evil",
            "siim_small/evil:stream",
            "siim_small/evil\u0007",
            "siim_small/evil ",
            "a/b/c/d/e/f/g/h/i")) {
      hostile(tar(file("siim_small/labels.csv", csv()), file(name, film(0))))
          .withMessageContaining("is no plain relative path");
    }
  }

  @Test
  void linksAndDevicesAreRefused() throws Exception {
    for (byte type :
        new byte[] {
          TarConstants.LF_SYMLINK,
          TarConstants.LF_LINK,
          TarConstants.LF_CHR,
          TarConstants.LF_BLK,
          TarConstants.LF_FIFO,
          TarConstants.LF_GNUTYPE_SPARSE
        }) {
      TarArchiveEntry entry = new TarArchiveEntry("siim_small/train", type);
      if (type != TarConstants.LF_GNUTYPE_SPARSE) {
        entry.setLinkName("/etc");
      }
      hostile(tar(file("siim_small/labels.csv", csv()), header(entry)))
          .withMessageContaining("\"siim_small/train\" is a link, a device or a sparse file");
    }
  }

  @Test
  void nameThatComesTwiceIsRefused() throws Exception {
    hostile(tar(file("siim_small/labels.csv", csv()), file("siim_small/labels.csv", csv())))
        .withMessageContaining("labels.csv\" twice");
    hostile(tar(file("siim_small/a", film(0)), file("siim_small/a/b", film(0))))
        .withMessageContaining("twice");
  }

  @Test
  void tenGigabytesOfZerosAreRefusedByTheirAnnouncement() throws Exception {
    TarArchiveEntry entry = new TarArchiveEntry("siim_small/zeros.dcm");
    entry.setSize(10L << 30);

    hostile(tar(header(entry), new byte[4 << 20]))
        .withMessageContaining("unpacks to more than 8,388,608 bytes");
  }

  @Test
  void manySmallFilesThatAreLargeTogetherAreRefused() throws Exception {
    byte[][] files = new byte[5][];
    for (int i = 0; i < files.length; i++) {
      files[i] = file("siim_small/" + i, new byte[2 << 20]);
    }

    hostile(tar(files)).withMessageContaining("with \"siim_small/4\" it unpacks to more than");
  }

  @Test
  void moreThanTheDiskHoldsIsRefusedBeforeItIsWritten() throws Exception {
    TarArchiveEntry entry = new TarArchiveEntry("siim_small/large.dcm");
    entry.setSize(1L << 60);
    byte[] archive = gzip(tar(header(entry), new byte[1 << 20]));
    SiimArchive large =
        new SiimArchive(
            serve(archive).uri(),
            archive.length,
            md5(archive),
            PATIENCE,
            new SiimArchive.Limits(10, Long.MAX_VALUE));

    refused(large).withMessageContaining("but the disk has").withMessageContaining("make room");
    assertThat(names(folder)).containsExactly("siim_small.tgz.part");
  }

  @Test
  void downloadLargerThanTheDiskIsNotBegun() throws Exception {
    Server server = serve(good());
    SiimArchive large = new SiimArchive(server.uri(), 1L << 60, md5(good()), PATIENCE, LIMITS);

    refused(large).withMessageContaining("but the disk has");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void endlessNameAndEndlessPaddingAreRefused() throws Exception {
    TarArchiveEntry name = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
    name.setSize(64 << 20);

    hostile(tar(header(name), new byte[64 << 20]))
        .withMessageContaining("more is packed in it than its files need");
    hostile(tar(file("siim_small/labels.csv", csv()), new byte[64 << 20]))
        .withMessageContaining("more is packed in it than its files need");
  }

  @Test
  void tooManyEntriesAreRefused() throws Exception {
    byte[][] files = new byte[21][];
    for (int i = 0; i < files.length; i++) {
      files[i] = file("siim_small/" + i, film(i));
    }

    hostile(tar(files)).withMessageContaining("it holds more than 20 entries");
  }

  @Test
  void truncatedGzipIsRefused() throws Exception {
    byte[] archive = good();

    refusedAsPublished(Arrays.copyOf(archive, archive.length - 4))
        .withMessageContaining("it is damaged");
    refusedAsPublished(Arrays.copyOf(archive, archive.length / 2))
        .withMessageContaining("it is damaged");
  }

  @Test
  void truncatedTarInWholeGzipIsRefused() throws Exception {
    byte[] tar = tar(file("siim_small/labels.csv", csv()), file("siim_small/a.dcm", noise(50_000)));

    hostile(Arrays.copyOf(tar, tar.length - 20_000)).withMessageContaining("it is damaged");
  }

  @Test
  void whatIsNoArchiveIsRefused() throws Exception {
    refusedAsPublished(noise(5000)).withMessageContaining("it is damaged");
    hostile(noise(5000)).withMessageContaining("the archive is refused");
  }

  @Test
  void archiveThatLacksAListedFileIsRefused() throws Exception {
    hostile(tar(file("siim_small/labels.csv", csv()), file("siim_small/train/x", film(0))))
        .withMessageContaining(
            "\"train/No Pneumothorax/000000.dcm\" of its labels.csv is not there");
    hostile(tar(file("other/labels.csv", csv()))).withMessageContaining("it has no labels.csv");
    hostile(tar(file("siim_small/labels.csv", new byte[0])))
        .withMessageContaining("does not list files");
  }

  // The disk.

  @Test
  void partialFolderIsNotTakenForTheWhole() throws Exception {
    byte[] archive = good();
    Server server = serve(archive);
    Path whole = archive(server, archive).fetch(folder, (bytes, total) -> {});
    Files.delete(whole.resolve("train/Pneumothorax/000001.dcm"));

    refused(archive(server, archive))
        .withMessageContaining(
            "siim_small is there, but not whole: \"train/Pneumothorax/000001.dcm\"")
        .withMessageEndingWith("remove it and run again");
  }

  @Test
  void leftoversOfAKilledRunAreRemoved() throws Exception {
    byte[] archive = good();
    Files.createDirectories(folder.resolve("siim_small.unpacking/siim_small/train"));
    Files.write(folder.resolve("siim_small.unpacking/siim_small/labels.csv"), csv());

    archive(serve(archive), archive).fetch(folder, (bytes, total) -> {});
    assertThat(names(folder)).containsExactly("siim_small");
  }

  @Test
  void targetThatIsAFileIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    byte[] archive = good();

    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> archive(serve(archive), archive).fetch(file, (bytes, total) -> {}))
        .withMessageStartingWith(file + ": cannot store siim_small there")
        .withMessageContaining("run again");
  }

  @Test
  void folderThatCannotBeWrittenToIsNamed() throws Exception {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "not as root");
    byte[] archive = good();
    try {
      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(() -> archive(serve(archive), archive).fetch(locked, (bytes, total) -> {}))
          .withMessageContaining("cannot store siim_small there");
    } finally {
      assertThat(locked.toFile().setWritable(true)).isTrue();
    }
  }

  @Test
  void partThatCannotBeWrittenIsNamed() throws Exception {
    Files.createDirectory(folder.resolve("siim_small.tgz.part"));
    byte[] archive = good();

    refused(archive(serve(archive), archive))
        .withMessageContaining("cannot store siim_small there");
  }

  @Test
  void twoProgramsDoNotWriteIntoOnePart() throws Exception {
    byte[] archive = good();
    Server server = serve(archive);
    Path part = folder.resolve("siim_small.tgz.part");
    try (FileChannel other =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(other.lock().isValid()).isTrue();
      refused(archive(server, archive)).withMessageContaining("another program is fetching");
      assertThat(part).exists();
    }
    assertThat(server.requests).isEmpty();
  }

  @Test
  void badParametersAreNamed() {
    URI uri = URI.create("ftp://example.org/siim_small.tgz");
    String md5 = "0".repeat(32);
    URI good = URI.create("https://example.org/siim_small.tgz");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SiimArchive(uri, 1, md5, PATIENCE, LIMITS))
        .withMessageContaining("ftp://example.org");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SiimArchive(good, 0, md5, PATIENCE, LIMITS))
        .withMessageContaining("size is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SiimArchive(good, 1, "xyz", PATIENCE, LIMITS))
        .withMessageContaining("\"xyz\"");
  }

  // Helpers.

  private ThrowableAssertAlternative<DownloadException> refused(SiimArchive archive) {
    return refused(archive, (bytes, total) -> {});
  }

  private ThrowableAssertAlternative<DownloadException> refused(
      SiimArchive archive, SiimArchive.Listener listener) {
    return assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> archive.fetch(folder, listener))
        .withMessageMatching("(?s)[^\\n]{40,}");
  }

  /** Served with the right size and MD5, so that only its content speaks against it. */
  private ThrowableAssertAlternative<DownloadException> refusedAsPublished(byte[] archive)
      throws Exception {
    var refusal = refused(archive(serve(archive), archive));
    assertThat(names(folder)).isEmpty();
    return refusal;
  }

  private ThrowableAssertAlternative<DownloadException> hostile(byte[] tar) throws Exception {
    return refusedAsPublished(gzip(tar)).withMessageContaining("nothing of it was kept");
  }

  private static SiimArchive archive(Server server, byte[] expected) throws Exception {
    return new SiimArchive(server.uri(), expected.length, md5(expected), PATIENCE, LIMITS);
  }

  private static SiimArchive impatient(Server server, byte[] expected) throws Exception {
    return new SiimArchive(
        server.uri(), expected.length, md5(expected), Duration.ofSeconds(1), LIMITS);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static String md5(byte[] bytes) throws Exception {
    byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, 1 << 20));
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(head));
  }

  private static byte[] film(int seed) {
    return noise(3000 + seed);
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] csv() {
    return "file,label\ntrain/No Pneumothorax/000000.dcm,No Pneumothorax\ntrain/Pneumothorax/000001.dcm,Pneumothorax\n"
        .getBytes(UTF_8);
  }

  private static byte[] good() throws IOException {
    TarArchiveEntry train = new TarArchiveEntry("siim_small/train/");
    return gzip(
        tar(
            header(new TarArchiveEntry("siim_small/")),
            header(train),
            file("siim_small/labels.csv", csv()),
            file("siim_small/train/No Pneumothorax/000000.dcm", film(0)),
            file("./siim_small/train/Pneumothorax/000001.dcm", film(1))));
  }

  private static byte[] header(TarArchiveEntry entry) throws IOException {
    byte[] header = new byte[512];
    entry.writeEntryHeader(header, ZipEncodingHelper.getZipEncoding("UTF-8"), true);
    return header;
  }

  private static byte[] file(String name, byte[] content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("x");
    entry.setSize(content.length);
    byte[] header = header(entry);
    byte[] text = name.getBytes(UTF_8);
    System.arraycopy(text, 0, header, 0, text.length);
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    byte[] check = String.format(Locale.ROOT, "%06o\0 ", sum).getBytes(ISO_8859_1);
    System.arraycopy(check, 0, header, 148, 8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(header);
    out.write(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
    return out.toByteArray();
  }

  private static byte[] tar(byte[]... blocks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] block : blocks) {
      out.write(block);
    }
    out.write(new byte[1024]);
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private interface Answer {
    void to(String request, OutputStream out) throws IOException;
  }

  private Server server(Answer answer) throws IOException {
    Server server =
        new Server(new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1")), "http", answer);
    servers.add(server);
    return server;
  }

  private Server serve(byte[] archive) throws IOException {
    return server((request, out) -> ok(out, archive));
  }

  private Server redirect(String location) throws IOException {
    return server(
        (request, out) -> head(out, "302 Found", "Location: " + location, "Content-Length: 0"));
  }

  private static void head(OutputStream out, String status, String... fields) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\nConnection: close\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
  }

  private static void ok(OutputStream out, byte[] archive) throws IOException {
    head(out, "200 OK", "Content-Length: " + archive.length, "Content-Type: application/x-tar");
    out.write(archive);
  }

  private static void partial(OutputStream out, byte[] archive, int start) throws IOException {
    if (start == 0) {
      ok(out, archive);
      return;
    }
    head(
        out,
        "206 Partial Content",
        "Content-Length: " + (archive.length - start),
        "Content-Range: bytes " + start + "-" + (archive.length - 1) + "/" + archive.length);
    out.write(archive, start, archive.length - start);
  }

  private static int rangeStart(String request) {
    for (String line : request.split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("range: bytes=")) {
        return Integer.parseInt(line.substring(13, line.indexOf('-', 13)));
      }
    }
    return 0;
  }

  private static void sleep() {
    try {
      Thread.sleep(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads each request's head, then writes whatever the answer writes, and cuts. */
  private static final class Server implements AutoCloseable {
    final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;
    private final String scheme;

    Server(ServerSocket socket, String scheme, Answer answer) {
      this.socket = socket;
      this.scheme = scheme;
      start(
          () -> {
            while (!socket.isClosed()) {
              try {
                Socket client = socket.accept();
                start(() -> serve(client, answer));
              } catch (IOException e) {
                return;
              }
            }
          });
    }

    private void serve(Socket client, Answer answer) {
      try (client) {
        BufferedReader in =
            new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
        StringBuilder request = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
          request.append(line).append("\r\n");
        }
        requests.add(request.toString());
        answer.to(request.toString(), client.getOutputStream());
        client.getOutputStream().flush();
      } catch (IOException e) {
        // A client that hangs up, or a cut on purpose.
      }
    }

    private void start(Runnable task) {
      Thread thread = new Thread(task, "test server");
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }

    URI uri() {
      return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort() + "/siim_small.tgz");
    }

    @Override
    public void close() throws IOException {
      socket.close();
      threads.forEach(Thread::interrupt);
    }
  }

  private SSLContext ownCertificate() throws Exception {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Path store = Files.createTempFile("siim", ".p12");
    Files.delete(store);
    char[] password = "password".toCharArray();
    try {
      Process process =
          new ProcessBuilder(
                  keytool.toString(),
                  "-genkeypair",
                  "-alias",
                  "test",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=127.0.0.1",
                  "-ext",
                  "SAN=ip:127.0.0.1",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  store.toString(),
                  "-storepass",
                  "password")
              .redirectErrorStream(true)
              .start();
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
      assertThat(process.waitFor()).isZero();
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, password);
      }
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(keys, password);
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("test", keys.getCertificate("test"));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } finally {
      Files.deleteIfExists(store);
    }
  }
}
