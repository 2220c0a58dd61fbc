package medimg.dicom;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Which reader is at work, and what is the same for all of them. */
final class Readers {
  private static final DicomReader BUILT_IN = new BuiltInReader();

  static final List<DicomReader> PRESENT = present();

  private Readers() {}

  private static List<DicomReader> present() {
    List<DicomReader> all = new ArrayList<>(List.of(BUILT_IN));
    // A kernel loads jars by a loader of its own, which the thread's knows nothing of.
    ServiceLoader.load(DicomReader.class, DicomReader.class.getClassLoader()).forEach(all::add);
    return List.copyOf(all);
  }

  /**
   * The reader that {@link DicomReader#PROPERTY} names, else the built-in one.
   *
   * @throws DicomException if there is no such reader, or it is not on the class path
   */
  static DicomReader chosen() {
    String name = System.getProperty(DicomReader.PROPERTY, BuiltInReader.NAME);
    for (DicomReader reader : PRESENT) {
      if (reader.name().equals(name)) {
        return reader;
      }
    }
    if (name.equals(DicomReader.DCM4CHE)) {
      throw new DicomException(
          "medimg.reader is dcm4che, but that reader is not on the class path; ./run --dcm4che"
              + " builds and uses it, without -Dmedimg.reader=.. the built-in one reads");
    }
    String names = PRESENT.stream().map(DicomReader::name).collect(Collectors.joining(" or "));
    throw new DicomException(
        "medimg.reader is \""
            + name
            + "\", must be "
            + (names.contains(DicomReader.DCM4CHE) ? names : names + " or " + DicomReader.DCM4CHE));
  }

  /** Reads a file, or only what stands before its pixel data. */
  static Dicom read(DicomReader reader, Path path, boolean headerOnly) {
    String name = path.getFileName() == null ? path.toString() : path.getFileName().toString();
    return read(reader, () -> Source.of(path), name, headerOnly);
  }

  /** Reads bytes that stand for a file. */
  static Dicom read(DicomReader reader, byte[] bytes, String name) {
    return read(reader, () -> Source.of(bytes), name, false);
  }

  private static Dicom read(
      DicomReader reader, PixelData.Opener file, String name, boolean headerOnly) {
    try (Source source = file.open()) {
      if (reader != BUILT_IN) {
        new Parser(source, true).checkDicom(); // the built-in one does so itself
      }
      return new Dicom(name, reader.read(source, headerOnly), file, headerOnly);
    } catch (DicomException e) {
      throw e.in(name);
    } catch (NoSuchFileException e) {
      String where = e.getMessage().equals(name) ? "" : " (" + e.getMessage() + ")";
      throw new DicomException(FaultKind.UNREADABLE, "there is no such file" + where, e).in(name);
    } catch (AccessDeniedException e) {
      String advice = "no permission to read it; ask for read access or pick another file";
      throw new DicomException(FaultKind.UNREADABLE, advice, e).in(name);
    } catch (FolderException e) {
      throw new DicomException(FaultKind.UNREADABLE, "is a folder, not a file", e).in(name);
    } catch (IOException e) {
      throw new DicomException(FaultKind.UNREADABLE, "cannot be read: " + e.getMessage(), e)
          .in(name);
    }
  }
}
