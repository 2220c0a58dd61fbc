package medimg.dicom;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Random access to the bytes of a file, or of an array that stands for one. */
public interface Source extends Closeable {
  /** {@return bytes in all} */
  long size();

  /**
   * Copies bytes from a position on; all of them are there.
   *
   * @param position of the first, from 0
   * @param into where they go
   * @param offset index of the first in {@code into}
   * @param length how many
   * @throws IOException if the file cannot be read or became shorter
   */
  void read(long position, byte[] into, int offset, int length) throws IOException;

  @Override
  default void close() throws IOException {}

  /**
   * The data set of a deflated file, within {@link Limits} (PS3.5 section A.5).
   *
   * @param from where the compressed bytes start, after the file meta information
   * @param warnings is told if they have no end
   * @return the data set
   * @throws DicomException if they are damaged or become more than the limit
   * @throws IOException if the file cannot be read
   */
  default byte[] inflated(long from, Consumer<Warning> warnings) throws IOException {
    return Inflated.of(this, from, warnings);
  }

  /**
   * A source over an array.
   *
   * @param bytes the array, which is not copied
   * @return the source
   */
  static Source of(byte[] bytes) {
    return new Source() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public void read(long position, byte[] into, int offset, int length) {
        System.arraycopy(bytes, (int) position, into, offset, length);
      }
    };
  }

  /**
   * A source over a file, which stays open until closed.
   *
   * @param path the file
   * @return the source
   * @throws IOException if the file cannot be opened
   */
  static Source of(Path path) throws IOException {
    RandomAccessFile file;
    try {
      file = new RandomAccessFile(path.toFile(), "r");
    } catch (IOException e) {
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      if (Files.isDirectory(path)) {
        throw new FolderException(path.toString());
      }
      if (!Files.isReadable(path)) {
        throw new AccessDeniedException(path.toString());
      }
      throw e;
    }
    return new Source() {
      private final long size = file.length();
      private long position;

      @Override
      public long size() {
        return size;
      }

      @Override
      public void read(long from, byte[] into, int offset, int length) throws IOException {
        if (from != position) {
          file.seek(from);
        }
        int done = 0;
        while (done < length) {
          int n = file.read(into, offset + done, length - done);
          if (n < 0) {
            throw new EOFException("the file became shorter while it was read");
          }
          done += n;
        }
        position = from + length;
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }
}
