package medimg.dcm4che;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import medimg.dicom.Dicom;
import medimg.dicom.DicomFiles;
import medimg.dicom.DicomReader;
import org.dcm4che3.io.DicomInputStream;

/**
 * How long the header of a file takes by each reader, and by dcm4che alone; no test.
 *
 * <p>Arguments: a folder of DICOM files and how many rounds. All take turns of fifty files, on one
 * thread, so that what else the machine does hits them alike. Prints milliseconds a file over the
 * turns of the second half of the rounds: a tenth of them took less, and half of them.
 */
final class HeaderScanBenchmark {
  private static final int TURN = 50;

  private HeaderScanBenchmark() {}

  /** Reads one header and tells how many elements it has, so that no reading can be left out. */
  private interface Scan {
    int of(Path file) throws IOException;
  }

  public static void main(String[] args) throws IOException {
    List<Path> files = DicomFiles.in(Path.of(args[0])).files();
    int rounds = Integer.parseInt(args[1]);
    Map<String, Scan> scans = new LinkedHashMap<>();
    for (DicomReader reader : DicomReader.present()) {
      scans.put(
          reader.name(),
          file -> {
            System.setProperty(DicomReader.PROPERTY, reader.name());
            return Dicom.readHeader(file).header().size();
          });
    }
    scans.put("dcm4che alone", HeaderScanBenchmark::alone);

    List<Scan> all = List.copyOf(scans.values());
    int turns = (files.size() + TURN - 1) / TURN;
    double[][] times = new double[all.size()][rounds * turns];
    long elements = 0;
    for (int turn = 0; turn < rounds * turns; turn++) {
      int from = turn % turns * TURN;
      List<Path> some = files.subList(from, Math.min(files.size(), from + TURN));
      for (int i = 0; i < all.size(); i++) {
        // Whoever comes first finds the files in no cache of the processor, so each is it at times.
        int which = (turn + turn / turns + i) % all.size();
        long start = System.nanoTime();
        for (Path file : some) {
          elements += all.get(which).of(file);
        }
        times[which][turn] = (System.nanoTime() - start) / 1e6 / some.size();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d files, %.1f elements a header%n",
        files.size(),
        (double) elements / files.size() / rounds / all.size());
    int next = 0;
    for (String name : scans.keySet()) {
      double[] warm = Arrays.copyOfRange(times[next], times[next].length / 2, times[next].length);
      next++;
      Arrays.sort(warm);
      System.out.printf(
          Locale.ROOT,
          "%-14s tenth %.4f, median %.4f ms a file%n",
          name,
          warm[warm.length / 10],
          warm[warm.length / 2]);
    }
  }

  /** As its own tools read: buffered, elements as attributes, up to the pixel data. */
  private static int alone(Path file) throws IOException {
    try (DicomInputStream in =
        new DicomInputStream(new BufferedInputStream(new FileInputStream(file.toFile())))) {
      return in.readDatasetUntilPixelData().size();
    }
  }
}
