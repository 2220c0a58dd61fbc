package medimg.dicom;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The reader that needs nothing but the JDK. */
final class BuiltInReader implements DicomReader {
  @Override
  public String name() {
    return "built-in";
  }

  @Override
  public Dicom read(Path path) {
    return read(path, false);
  }

  @Override
  public Dicom readHeader(Path path) {
    return read(path, true);
  }

  @Override
  public Dicom read(byte[] bytes, String name) {
    return parse(() -> Source.of(bytes), name, false);
  }

  private static Dicom read(Path path, boolean headerOnly) {
    String name = path.getFileName() == null ? path.toString() : path.getFileName().toString();
    return parse(() -> Source.of(path), name, headerOnly);
  }

  private static Dicom parse(PixelData.Opener file, String name, boolean headerOnly) {
    try (Source source = file.open()) {
      Parser.Result result = new Parser(source, headerOnly).parse();
      byte[] inflated = result.inflated();
      PixelData.Opener pixels = inflated == null ? file : () -> Source.of(inflated);
      return new Dicom(name, result, pixels, headerOnly);
    } catch (DicomException e) {
      throw e.in(name);
    } catch (NoSuchFileException e) {
      String where = e.getMessage().equals(name) ? "" : " (" + e.getMessage() + ")";
      throw new DicomException(name + ": there is no such file" + where, e);
    } catch (AccessDeniedException e) {
      throw new DicomException(
          name + ": no permission to read it; ask for read access or pick another file", e);
    } catch (IOException e) {
      throw new DicomException(
          name
              + (isFolder(e) ? ": is a folder, not a file" : ": cannot be read: " + e.getMessage()),
          e);
    }
  }

  private static boolean isFolder(IOException e) {
    return e.getMessage() != null && e.getMessage().contains("Is a directory");
  }
}
