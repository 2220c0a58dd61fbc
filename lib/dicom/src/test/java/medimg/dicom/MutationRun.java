package medimg.dicom;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import medimg.dictionary.Tag;

/**
 * Reads and decodes mutated files, by hand: arguments are how many, a seed, a folder for what
 * failed, and the folders of the files to mutate. Anything but a {@link DicomException}, and any
 * input that takes more than five seconds of processor time, is kept and named.
 */
public final class MutationRun {
  private static final int SLOW_MILLISECONDS = 5_000;
  private static final int LARGE = 150_000;
  private static final int[] NUMBERS = {
    0,
    1,
    2,
    7,
    8,
    0x7F,
    0x80,
    0xFF,
    0x100,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x10000,
    0x7FFFFFFF,
    Integer.MIN_VALUE,
    -1,
    -2,
    -8
  };

  /** Processor time, because a shared machine may stand still for seconds. */
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Random random;
  private final List<byte[]> files;
  private final Map<String, Integer> ends = new TreeMap<>();
  private volatile byte[] current;
  private volatile long started;

  private MutationRun(long seed, List<byte[]> files) {
    this.random = new Random(seed);
    this.files = files;
  }

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[0]);
    long seed = Long.parseLong(args[1]);
    Path kept = Files.createDirectories(Path.of(args[2]));
    List<byte[]> files = new ArrayList<>();
    for (String folder : Arrays.asList(args).subList(3, args.length)) {
      try (Stream<Path> all = Files.walk(Path.of(folder))) {
        for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
          if (DicomFiles.isDicom(file)) {
            files.add(Files.readAllBytes(file));
          }
        }
      }
    }
    files.sort(Comparator.comparing(bytes -> bytes.length));
    new MutationRun(seed, files).run(count, seed, kept);
  }

  private void run(int count, long seed, Path kept) throws Exception {
    Thread watch = new Thread(() -> watch(kept), "watch");
    watch.setDaemon(true);
    watch.start();
    int failed = 0;
    long slowest = 0;
    long most = 0;
    for (int i = 1; i <= count; i++) {
      byte[] bytes = mutated();
      started = System.nanoTime();
      long cpu = THREADS.getCurrentThreadCpuTime();
      current = bytes;
      String end;
      try {
        end = use(bytes);
      } catch (DicomException e) {
        end = "DicomException";
      } catch (Throwable e) {
        end = e.getClass().getName();
        failed++;
        Path file = kept.resolve("seed" + seed + "-" + i + ".dcm");
        Files.write(file, bytes);
        System.out.println(file + ": " + e + " " + Arrays.toString(top(e)));
      }
      current = null;
      long took = (THREADS.getCurrentThreadCpuTime() - cpu) / 1_000_000;
      if (took > SLOW_MILLISECONDS) {
        failed++;
        Path file = kept.resolve("slow-seed" + seed + "-" + i + ".dcm");
        Files.write(file, bytes);
        System.out.println(file + ": took " + took + " ms");
      }
      slowest = Math.max(slowest, took);
      ends.merge(end, 1, Integer::sum);
      if (i % 500 == 0) {
        Runtime runtime = Runtime.getRuntime();
        most = Math.max(most, runtime.totalMemory() - runtime.freeMemory());
      }
      if (i % 5000 == 0 || i == count) {
        System.out.printf(
            "%d inputs, seed %d: %s, %d failed, slowest %d ms, heap at most %d MB of %d%n",
            i, seed, ends, failed, slowest, most >> 20, Runtime.getRuntime().maxMemory() >> 20);
      }
    }
  }

  private static StackTraceElement[] top(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return Arrays.copyOf(trace, Math.min(4, trace.length));
  }

  /** Names an input that seems to hang, with the place where it does, and ends the run. */
  private void watch(Path kept) {
    while (true) {
      try {
        Thread.sleep(1000);
        byte[] bytes = current;
        if (bytes != null && System.nanoTime() - started > 60_000_000_000L && bytes == current) {
          Path file = Files.write(kept.resolve("hang-" + System.nanoTime() + ".dcm"), bytes);
          System.out.println(file + " hangs");
          Thread.getAllStackTraces().values().forEach(t -> System.out.println(Arrays.toString(t)));
          Runtime.getRuntime().halt(1);
        }
      } catch (InterruptedException | IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** All that a notebook would do with a file; which of it ended in a sentence is no matter. */
  static String use(byte[] bytes) {
    Dicom dicom = Dicom.read(bytes);
    dicom.warnings();
    dicom.toString();
    for (Element e : dicom.header()) {
      quietly(e::strings);
      quietly(e::numbers);
      quietly(e::littleEndianBytes);
      quietly(e::shown);
    }
    if (dicom.find(Tag.DirectoryRecordSequence).isPresent()) {
      quietly(() -> DicomDir.of(dicom, Path.of("nowhere")).toString());
    }
    PixelData data = dicom.pixelData();
    data.toString();
    int last = data.layout().frames() - 1;
    data.frame(0);
    if (last > 0) {
      quietly(() -> data.frame(last));
    }
    if (data.layout().frameSize() * (last + 1) < 1_000_000) {
      quietly(data::all);
    }
    return "decoded";
  }

  private static void quietly(Runnable use) {
    try {
      use.run();
    } catch (DicomException e) {
      return; // a sentence is a right end
    }
  }

  private byte[] file() {
    while (true) {
      byte[] file = files.get(random.nextInt(files.size()));
      if (file.length < LARGE || random.nextInt(60) == 0) {
        return file;
      }
    }
  }

  private byte[] mutated() {
    byte[] bytes = file().clone();
    int changes = 1 + random.nextInt(random.nextInt(10) + 1);
    for (int i = 0; i < changes && bytes.length > 8; i++) {
      bytes = mutate(bytes);
    }
    return bytes;
  }

  private byte[] mutate(byte[] b) {
    int at = place(b);
    int length = Math.min(b.length - at, 1 + random.nextInt(1 << random.nextInt(10)));
    switch (random.nextInt(11)) {
      case 0, 1 -> b[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> b[at] = (byte) random.nextInt(256);
      case 3, 4 -> number(b, at, 2);
      case 5, 6 -> number(b, at, 4);
      case 7 -> {
        return Arrays.copyOf(b, Math.max(1, random.nextInt(4) == 0 ? at : b.length - length));
      }
      case 8 -> {
        byte[] out = Arrays.copyOf(b, b.length - length);
        System.arraycopy(b, at + length, out, at, out.length - at);
        return out;
      }
      case 9 -> {
        byte[] from = random.nextBoolean() ? b : file();
        int start = random.nextInt(from.length);
        int n = Math.min(from.length - start, length);
        byte[] out = Arrays.copyOf(b, b.length + n);
        System.arraycopy(b, at, out, at + n, b.length - at);
        System.arraycopy(from, start, out, at, n);
        return out;
      }
      default -> {
        byte[] from = file();
        int start = random.nextInt(from.length);
        System.arraycopy(from, start, b, at, Math.min(from.length - start, length));
      }
    }
    return b;
  }

  private void number(byte[] b, int at, int width) {
    int value = NUMBERS[random.nextInt(NUMBERS.length)] + random.nextInt(3) - 1;
    boolean big = random.nextBoolean();
    for (int i = 0; i < width && at + i < b.length; i++) {
      b[at + i] = (byte) (value >> 8 * (big ? width - 1 - i : i));
    }
  }

  /** Anywhere; or near the start of the pixel data, where codestreams have their headers. */
  private int place(byte[] b) {
    if (random.nextBoolean()) {
      int pixels = lastIndexOf(b, new byte[] {(byte) 0xE0, 0x7F, 0x10, 0});
      if (pixels > 0 && random.nextInt(4) > 0) {
        return Math.min(b.length - 1, pixels + random.nextInt(400));
      }
      int syntax = lastIndexOf(b, "1.2.840.10008.1.2".getBytes(StandardCharsets.US_ASCII));
      return random.nextInt(8) == 0 && syntax > 0
          ? Math.min(b.length - 1, syntax + random.nextInt(24))
          : random.nextInt(Math.min(b.length, 2000));
    }
    return random.nextInt(b.length);
  }

  private static int lastIndexOf(byte[] b, byte[] part) {
    int found = -1;
    for (int i = 0; i + part.length <= Math.min(b.length, 100_000); i++) {
      if (b[i] == part[0] && Arrays.equals(b, i, i + part.length, part, 0, part.length)) {
        found = i;
      }
    }
    return found;
  }
}
