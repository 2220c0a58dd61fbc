package medimg.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import medimg.dicom.DicomException;

/** What else lies in a folder: files that are no DICOM, and what cannot be reached. */
final class Others {
  private static final int HEAD = 132;

  private Others() {}

  /** Tells of all files below a folder that are not among those known. */
  static void tell(Path folder, Set<Path> known, Findings findings) {
    Map<String, Path> others = new TreeMap<>();
    Map<String, String> unreachable = new TreeMap<>();
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isRegularFile()) {
              unreachable.put(name(folder, file), reason(file));
            } else if (!known.contains(file)) {
              others.put(name(folder, file), file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            boolean loop = e instanceof FileSystemLoopException;
            unreachable.put(
                name(folder, file), loop ? "a link that leads in a circle" : "no permission");
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(
          folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    } catch (IOException e) {
      throw new DicomException(folder + ": cannot be read: " + e.getMessage(), e);
    }
    others.forEach((name, file) -> tell(name, file, findings));
    unreachable.forEach((name, why) -> findings.addAlike(Rule.UNREACHABLE, why, name));
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static String reason(Path file) {
    return Files.isSymbolicLink(file)
        ? "a link that leads nowhere"
        : "a device or pipe, not a file";
  }

  private static void tell(String name, Path file, Findings findings) {
    String kind = kind(file);
    switch (kind) {
      case "empty" -> findings.addAlike(Rule.EMPTY_FILE, "", name);
      case "unreadable" -> findings.addAlike(Rule.UNREACHABLE, "no permission", name);
      default -> findings.addAlike(Rule.OTHER_FILE, kind, name);
    }
  }

  /** What a file is by its first bytes. */
  static String kind(Path file) {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    } catch (IOException e) {
      return "unreadable";
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.isEmpty()) {
      return "empty";
    }
    if (text.startsWith("%PDF")) {
      return "PDF";
    }
    if (text.startsWith("\u00FF\u00D8\u00FF")) {
      return "JPEG picture";
    }
    if (text.startsWith("\u0089PNG")) {
      return "PNG picture";
    }
    if (text.startsWith("PK\u0003\u0004")) {
      return "ZIP archive (or office document), which may hold more files";
    }
    if (text.startsWith("\u001F\u008B")) {
      return "gzip, which may hold more files";
    }
    if (text.startsWith("DICM", 128)) {
      return "DICOM that was not asked for";
    }
    return text.chars().allMatch(c -> c >= ' ' && c != 0x7F || c == '\n' || c == '\r' || c == '\t')
        ? "text"
        : "of another kind";
  }
}
