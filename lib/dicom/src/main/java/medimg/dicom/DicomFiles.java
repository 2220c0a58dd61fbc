package medimg.dicom;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import medimg.dictionary.Tag;

/**
 * The DICOM files below a folder (fastai: {@code get_dicom_files}).
 *
 * <p>Searched recursively and sorted by path. A file counts by its content, whatever it is called;
 * a file called {@code *.dcm} always counts, so that a broken one is seen and not lost.
 */
public final class DicomFiles implements Iterable<Path> {
  /** Smaller images show nobody. */
  private static final int LEAST = 32;

  private final Path folder;
  private final List<Path> files;
  private final int skipped;

  private DicomFiles(Path folder, List<Path> files, int skipped) {
    this.folder = folder;
    this.files = List.copyOf(files);
    this.skipped = skipped;
  }

  /** The files that a DICOMDIR lists, in its order. */
  static DicomFiles of(Path folder, List<Path> files) {
    return new DicomFiles(folder, files, 0);
  }

  /**
   * Searches a folder and all below it; links are followed.
   *
   * @param folder the folder
   * @return its DICOM files
   * @throws DicomException if it is no folder or cannot be read
   */
  public static DicomFiles in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DicomException(
          FaultKind.UNREADABLE,
          folder
              + (Files.exists(folder) ? " is a file, not a folder" : ": there is no such folder"));
    }
    List<Path> all = new ArrayList<>();
    walk(
        folder,
        file -> {
          all.add(file);
          return FileVisitResult.CONTINUE;
        });
    List<Path> kept = new ArrayList<>();
    for (Path file : all) {
      if (isNamedDicom(file) || isDicom(file)) {
        kept.add(file);
      }
    }
    kept.sort(Comparator.comparing(file -> relative(folder, file)));
    return new DicomFiles(folder, kept, all.size() - kept.size());
  }

  /**
   * Whether there is a DICOM file below a folder, by content; looks no further than the first.
   *
   * @param folder the folder
   * @return whether there is one
   * @throws DicomException if the folder cannot be read
   */
  public static boolean isAnyIn(Path folder) {
    boolean[] found = {false};
    walk(
        folder,
        file -> {
          found[0] = isDicom(file);
          return found[0] ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        });
    return found[0];
  }

  /** Visits all regular files; folders below that may not be read are passed over. */
  private static void walk(Path folder, Function<Path, FileVisitResult> visit) {
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return attributes.isRegularFile() ? visit.apply(file) : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(folder)) {
              throw e;
            }
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(
          folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    } catch (AccessDeniedException e) {
      throw new DicomException(
          FaultKind.UNREADABLE, folder + ": no permission to read this folder", e);
    } catch (IOException e) {
      throw new DicomException(
          FaultKind.UNREADABLE, folder + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isNamedDicom(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".dcm");
  }

  /**
   * Whether the content of a file is DICOM: the prefix DICM, or a data set without it.
   *
   * @param file the file
   * @return whether it is; a file that cannot be read is not
   */
  public static boolean isDicom(Path file) {
    try (Source source = Source.of(file)) {
      return new Parser(source, true).isDicom();
    } catch (IOException e) {
      return false;
    }
  }

  /** {@return the folder that was searched} */
  public Path folder() {
    return folder;
  }

  /** {@return the files in ascending order} */
  public List<Path> files() {
    return files;
  }

  /** {@return how many files were found} */
  public int count() {
    return files.size();
  }

  /** {@return how many other files were passed over, because they are no DICOM} */
  public int skipped() {
    return skipped;
  }

  /**
   * The file at a place in the order.
   *
   * @param i from 0 to {@link #count} - 1
   * @return the file
   * @throws DicomException if there is none
   */
  public Path get(int i) {
    if (i < 0 || i >= files.size()) {
      throw new DicomException(
          "there is no file " + i + ": " + folder + " has " + files.size() + " DICOM files");
    }
    return files.get(i);
  }

  /**
   * A file that is good to look at: grey, of a modality that makes grey images, decodable, and of
   * those the one with the most pixels; the first of equals.
   *
   * @return the file
   * @throws DicomException if no file of the folder has such an image
   */
  public Path exampleImage() {
    List<Candidate> candidates = new ArrayList<>();
    for (Path file : files) {
      try {
        DataSet header = Dicom.readHeader(file).header();
        long pixels = (long) header.integer(Tag.Rows, 0) * header.integer(Tag.Columns, 0);
        String photometric = header.string(Tag.PhotometricInterpretation, "");
        if (pixels > 0 && photometric.startsWith("MONOCHROME")) {
          String modality = header.string(Tag.Modality, "");
          candidates.add(new Candidate(file, GREY_MODALITIES.contains(modality), pixels));
        }
      } catch (DicomException e) {
        continue; // a broken file is no example
      }
    }
    candidates.sort(
        Comparator.comparing(Candidate::greyModality).thenComparing(Candidate::pixels).reversed());
    for (Candidate candidate : candidates) {
      try {
        Dicom.read(candidate.file).pixelData().frame(0);
        return candidate.file;
      } catch (DicomException e) {
        continue; // nor is one that cannot be decoded
      }
    }
    throw new DicomException(
        FaultKind.NO_PIXELS,
        folder
            + ": "
            + counted(files.size(), "DICOM file")
            + ", but no grey image that can be decoded; choose a folder with CT, MR or X-ray images");
  }

  /**
   * A slice of the CT series with the most files, the first of {@link #ctSeries}.
   *
   * @param bodyPart as in (0018,0015) Body Part Examined, such as CHEST or HEAD
   * @param along where in the series, from the head at 0 to the feet at 1
   * @return empty if the folder has no such series
   * @throws DicomException if {@code along} is outside 0 to 1
   */
  public Optional<Path> slice(String bodyPart, double along) {
    if (!(along >= 0 && along <= 1)) {
      throw new DicomException(
          "slice(.., " + along + "): the place along the series must be 0 to 1");
    }
    return ctSeries(bodyPart).stream()
        .findFirst()
        .map(series -> series.get((int) Math.round(along * (series.size() - 1))));
  }

  /**
   * The CT series of a body part, those with the most files first; of those that do not say what
   * they show if none says so. Localizers are left out, and so are images of fewer than {@value
   * #LEAST} rows or columns, which show nobody. The files of each are in order from head to feet.
   *
   * @param bodyPart as in (0018,0015) Body Part Examined, such as CHEST or HEAD
   * @return the files of each series
   */
  public List<List<Path>> ctSeries(String bodyPart) {
    Map<String, List<Slice>> exact = new LinkedHashMap<>();
    Map<String, List<Slice>> silent = new LinkedHashMap<>();
    for (Path file : files) {
      try {
        DataSet header = Dicom.readHeader(file).header();
        boolean localizer =
            header.find(Tag.ImageType).map(e -> e.strings().contains("LOCALIZER")).orElse(false);
        String part = header.string(Tag.BodyPartExamined, "").strip();
        if (header.string(Tag.Modality, "").strip().equals("CT")
            && header.integer(Tag.Rows, 0) >= LEAST
            && header.integer(Tag.Columns, 0) >= LEAST
            && !localizer
            && (part.isEmpty() || part.equalsIgnoreCase(bodyPart))) {
          (part.isEmpty() ? silent : exact)
              .computeIfAbsent(header.string(Tag.SeriesInstanceUID, ""), uid -> new ArrayList<>())
              .add(Slice.of(file, header));
        }
      } catch (DicomException e) {
        continue; // a broken file is no slice
      }
    }
    return (exact.isEmpty() ? silent : exact)
        .values().stream()
            .sorted(Comparator.comparingInt(series -> -series.size()))
            .map(
                series ->
                    series.stream()
                        .sorted(Comparator.comparingDouble(Slice::order))
                        .map(Slice::file)
                        .toList())
            .toList();
  }

  private record Slice(Path file, double order) {
    /** In order from head to feet; by instance number where the position is not told. */
    static Slice of(Path file, DataSet header) {
      double[] position =
          header.find(Tag.ImagePositionPatient).map(Element::numbers).orElse(new double[0]);
      return new Slice(
          file, position.length == 3 ? -position[2] : header.number(Tag.InstanceNumber, 0));
    }
  }

  private static final Set<String> GREY_MODALITIES =
      Set.of("CR", "CT", "DX", "IO", "MG", "MR", "NM", "PT", "PX", "RF", "RG", "XA");

  private record Candidate(Path file, boolean greyModality, long pixels) {}

  /**
   * A file's path below the folder, with / between names on every system.
   *
   * @param file the file
   * @return the path
   */
  public String relative(Path file) {
    return relative(folder, file);
  }

  private static String relative(Path folder, Path file) {
    if (!file.startsWith(folder)) {
      throw new DicomException(file + " is not below " + folder);
    }
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static String counted(int n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  @Override
  public Iterator<Path> iterator() {
    return files.iterator();
  }

  /** Count, and what was skipped, in one line. */
  @Override
  public String toString() {
    return counted(files.size(), "DICOM file")
        + (skipped == 0 ? "" : ", " + counted(skipped, "other file") + " skipped");
  }
}
