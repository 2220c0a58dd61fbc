package medimg.dcm4che;

import java.io.IOException;
import java.io.InputStream;
import medimg.dicom.Source;

/** A file's bytes as a stream that steps over bytes without reading them. */
final class SourceStream extends InputStream {
  private static final int WINDOW = 4096;

  private final Source source;
  private final long size;
  private final byte[] window;
  private long windowStart;
  private int windowLength;
  private long position;
  private long marked;

  SourceStream(Source source) {
    this.source = source;
    this.size = source.size();
    this.window = new byte[(int) Math.min(WINDOW, size)];
  }

  @Override
  public int read() throws IOException {
    if (position >= size) {
      return -1;
    }
    fill();
    return window[(int) (position++ - windowStart)] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position >= size) {
      return -1;
    }
    int count = (int) Math.min(length, size - position);
    if (count > WINDOW) {
      source.read(position, into, offset, count);
    } else {
      fill();
      int at = (int) (position - windowStart);
      count = Math.min(count, windowLength - at);
      System.arraycopy(window, at, into, offset, count);
    }
    position += count;
    return count;
  }

  private void fill() throws IOException {
    if (position < windowStart || position >= windowStart + windowLength) {
      int length = (int) Math.min(window.length, size - position);
      source.read(position, window, 0, length);
      windowStart = position;
      windowLength = length;
    }
  }

  @Override
  public long skip(long count) {
    long step = Math.max(0, Math.min(count, size - position));
    position += step;
    return step;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, size - position);
  }

  @Override
  public boolean markSupported() {
    return true;
  }

  @Override
  public synchronized void mark(int limit) {
    marked = position;
  }

  @Override
  public synchronized void reset() {
    position = marked;
  }
}
