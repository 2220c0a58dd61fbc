package medimg.samples;

import java.io.IOException;

/**
 * A download that cannot be used. The message is one sentence that names the address or file, what
 * was expected, what came instead, and what to do.
 */
public final class DownloadException extends IOException {
  private static final long serialVersionUID = 1;

  DownloadException(String message, Throwable cause) {
    super(message, cause);
  }

  DownloadException(String message) {
    super(message);
  }
}
