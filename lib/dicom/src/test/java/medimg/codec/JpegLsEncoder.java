package medimg.codec;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A JPEG-LS encoder for tests: T.87 annex A sample by sample, as its code segments put it.
 *
 * @param interleave 0 for a scan a component, 1 by line, 2 by sample
 * @param restart lines from one restart marker to the next, 0 for none
 * @param preset MAXVAL, T1, T2, T3 and RESET, or empty for none in the codestream
 */
public record JpegLsEncoder(
    int rows,
    int columns,
    int components,
    int precision,
    int near,
    int interleave,
    int restart,
    int... preset) {

  /** The codestream of values in the order row, column, component. */
  public byte[] encode(int[] values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    bytes(out, 0xFF, 0xD8, 0xFF, 0xF7, 0, 8 + 3 * components, precision);
    bytes(out, rows >> 8, rows, columns >> 8, columns, components);
    for (int c = 0; c < components; c++) {
      bytes(out, c + 1, 0x11, 0);
    }
    if (preset.length > 0) {
      bytes(out, 0xFF, 0xF8, 0, 13, 1);
      for (int value : preset) {
        bytes(out, value >> 8, value);
      }
    }
    if (restart > 0) {
      bytes(out, 0xFF, 0xDD, 0, 4, restart >> 8, restart);
    }
    if (interleave == 0) {
      for (int c = 0; c < components; c++) {
        scan(out, values, c);
      }
    } else {
      int[] all = new int[components];
      Arrays.setAll(all, c -> c);
      scan(out, values, all);
    }
    bytes(out, 0xFF, 0xD9);
    return out.toByteArray();
  }

  private void scan(ByteArrayOutputStream out, int[] values, int... scanned) {
    bytes(out, 0xFF, 0xDA, 0, 6 + 2 * scanned.length, scanned.length);
    for (int c : scanned) {
      bytes(out, c + 1, 0);
    }
    bytes(out, near, interleave, 0);
    int height = restart > 0 ? restart : rows;
    for (int top = 0; top < rows; top += height) {
      if (top > 0) {
        bytes(out, 0xFF, 0xD0 + (top / height - 1) % 8);
      }
      out.writeBytes(new Interval(values, scanned, top, Math.min(rows, top + height)).bytes());
    }
  }

  private static void bytes(ByteArrayOutputStream out, int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
  }

  /** What lies between two restart markers. */
  private final class Interval {
    private static final int[] J = {
      0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
      14, 15
    };

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int partial;
    private int room = 8;

    private final JpegLsPreset p =
        JpegLsPreset.of(preset.length > 0 ? preset : new int[5], precision, near);
    private final int range = p.range();
    private final int[] a = new int[367];
    private final int[] b = new int[367];
    private final int[] c = new int[367];
    private final int[] n = new int[367];
    private final int[] nn = new int[367];
    private final int[] runIndex;

    /** Reconstructed samples by component and line, with the borders of section A.2.1. */
    private final int[][][] rx;

    Interval(int[] values, int[] scanned, int top, int bottom) {
      Arrays.fill(a, Math.max(2, (range + 32) / 64));
      Arrays.fill(n, 1);
      runIndex = new int[scanned.length];
      rx = new int[scanned.length][bottom - top + 1][columns + 2];
      for (int row = top; row < bottom; row++) {
        int[][] ix = new int[scanned.length][columns + 2];
        int line = row - top + 1;
        for (int s = 0; s < scanned.length; s++) {
          for (int x = 0; x < columns; x++) {
            ix[s][x + 1] = values[(row * columns + x) * components + scanned[s]];
          }
          rx[s][line][0] = rx[s][line - 1][1];
          rx[s][line - 1][columns + 1] = rx[s][line - 1][columns];
        }
        if (interleave == 2) {
          int[] all = new int[scanned.length];
          Arrays.setAll(all, s -> s);
          line(ix, line, all);
        } else {
          for (int s = 0; s < scanned.length; s++) {
            line(ix, line, s);
          }
        }
      }
      if (room < 8) {
        out.write(partial);
        if (partial == 0xFF) {
          out.write(0);
        }
      } else if (out.size() > 0 && (bytes()[out.size() - 1] & 0xFF) == 0xFF) {
        out.write(0);
      }
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private void bit(int bit) {
      partial |= bit << --room;
      if (room == 0) {
        out.write(partial);
        room = partial == 0xFF ? 7 : 8;
        partial = 0;
      }
    }

    private void bits(int value, int count) {
      for (int i = count - 1; i >= 0; i--) {
        bit(value >> i & 1);
      }
    }

    private int region(int d) {
      int size = Math.abs(d);
      int region = size <= near ? 0 : size < p.t1() ? 1 : size < p.t2() ? 2 : size < p.t3() ? 3 : 4;
      return d < 0 ? -region : region;
    }

    private int context(int s, int line, int x) {
      int[] above = rx[s][line - 1];
      int[] here = rx[s][line];
      return 81 * region(above[x + 1] - above[x])
          + 9 * region(above[x] - above[x - 1])
          + region(above[x - 1] - here[x - 1]);
    }

    private void line(int[][] ix, int line, int... together) {
      int x = 1;
      while (x <= columns) {
        boolean flat = true;
        for (int s : together) {
          flat &= context(s, line, x) == 0;
        }
        if (!flat) {
          int[] contexts = new int[rx.length];
          for (int s : together) {
            contexts[s] = context(s, line, x);
          }
          for (int s : together) {
            regular(contexts[s], ix[s][x], s, line, x);
          }
          x++;
          continue;
        }
        int count = 0;
        while (x + count <= columns && isInRun(ix, line, x, x + count, together)) {
          for (int s : together) {
            rx[s][line][x + count] = rx[s][line][x - 1];
          }
          count++;
        }
        x += count;
        int index = runIndex[together[0]];
        while (count >= 1 << J[index]) {
          bit(1);
          count -= 1 << J[index];
          index = Math.min(31, index + 1);
        }
        runIndex[together[0]] = index;
        if (x > columns) {
          if (count > 0) {
            bit(1);
          }
          return;
        }
        bit(0);
        bits(count, J[index]);
        for (int s : together) {
          interruption(ix[s][x], s, line, x, together.length > 1, J[index]);
        }
        runIndex[together[0]] = Math.max(0, index - 1);
        x++;
      }
    }

    private boolean isInRun(int[][] ix, int line, int start, int x, int... together) {
      for (int s : together) {
        if (Math.abs(ix[s][x] - rx[s][line][start - 1]) > near) {
          return false;
        }
      }
      return true;
    }

    private void regular(int context, int sample, int s, int line, int x) {
      int sign = context < 0 ? -1 : 1;
      int q = Math.abs(context);
      int ra = rx[s][line][x - 1];
      int rb = rx[s][line - 1][x];
      int rc = rx[s][line - 1][x - 1];
      int px;
      if (rc >= Math.max(ra, rb)) {
        px = Math.min(ra, rb);
      } else if (rc <= Math.min(ra, rb)) {
        px = Math.max(ra, rb);
      } else {
        px = ra + rb - rc;
      }
      px = Math.max(0, Math.min(p.maxval(), px + sign * c[q]));
      int error = reconstruct(sample, px, sign, s, line, x);
      int k = 0;
      while (n[q] << k < a[q]) {
        k++;
      }
      int mapped;
      if (near == 0 && k == 0 && 2 * b[q] <= -n[q]) {
        mapped = error >= 0 ? 2 * error + 1 : -2 * (error + 1);
      } else {
        mapped = error >= 0 ? 2 * error : -2 * error - 1;
      }
      golomb(mapped, k, p.limit());
      b[q] += error * (2 * near + 1);
      a[q] += Math.abs(error);
      if (n[q] == p.reset()) {
        a[q] >>= 1;
        b[q] = b[q] >= 0 ? b[q] >> 1 : -(1 - b[q] >> 1);
        n[q] >>= 1;
      }
      n[q]++;
      if (b[q] <= -n[q]) {
        b[q] += n[q];
        if (c[q] > -128) {
          c[q]--;
        }
        if (b[q] <= -n[q]) {
          b[q] = -n[q] + 1;
        }
      } else if (b[q] > 0) {
        b[q] -= n[q];
        if (c[q] < 127) {
          c[q]++;
        }
        if (b[q] > 0) {
          b[q] = 0;
        }
      }
    }

    private void interruption(int sample, int s, int line, int x, boolean shared, int j) {
      int ra = rx[s][line][x - 1];
      int rb = rx[s][line - 1][x];
      int type = !shared && Math.abs(ra - rb) <= near ? 1 : 0;
      int q = 365 + type;
      int sign = type == 0 && ra > rb ? -1 : 1;
      int error = reconstruct(sample, type == 1 ? ra : rb, sign, s, line, x);
      int temp = type == 0 ? a[q] : a[q] + (n[q] >> 1);
      int k = 0;
      while (n[q] << k < temp) {
        k++;
      }
      int map = 0;
      if (k == 0 && error > 0 && 2 * nn[q] < n[q]
          || error < 0 && 2 * nn[q] >= n[q]
          || error < 0 && k != 0) {
        map = 1;
      }
      int mapped = 2 * Math.abs(error) - type - map;
      golomb(mapped, k, p.limit() - j - 1);
      if (error < 0) {
        nn[q]++;
      }
      a[q] += mapped + 1 - type >> 1;
      if (n[q] == p.reset()) {
        a[q] >>= 1;
        n[q] >>= 1;
        nn[q] >>= 1;
      }
      n[q]++;
    }

    /**
     * Sets the reconstructed sample and returns the error that is coded (sections A.4.4, A.4.5).
     */
    private int reconstruct(int sample, int px, int sign, int s, int line, int x) {
      int step = 2 * near + 1;
      int error = sign * (sample - px);
      error = error > 0 ? (error + near) / step : -((near - error) / step);
      rx[s][line][x] = Math.max(0, Math.min(p.maxval(), px + sign * error * step));
      if (error < 0) {
        error += range;
      }
      return error >= (range + 1) / 2 ? error - range : error;
    }

    private void golomb(int value, int k, int limit) {
      int most = limit - p.errorBits() - 1;
      boolean escaped = value >> k >= most;
      for (int zeros = escaped ? most : value >> k; zeros > 0; zeros--) {
        bit(0);
      }
      bit(1);
      bits(escaped ? value - 1 : value, escaped ? p.errorBits() : k);
    }
  }
}
