package medimg.chart;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Small PNG files: a palette with transparency where 256 colours look the same, else 8 bits for
 * each of red, green, blue and alpha, or grey.
 *
 * @see "PNG specification, ISO/IEC 15948:2004, sections 9 and 11"
 */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int GREY = 0;
  private static final int PALETTE = 3;
  private static final int RGBA = 6;

  /** Colours of so many pixels are those of an area. */
  private static final int AREA = 100;

  /** Differences at which colours become one, in areas and at soft edges. */
  private static final int[][] EXACT = {{0, 0}};

  /** As little as it takes to come down to 256 colours, tried in this order. */
  private static final int[][] MERGED = {{0, 8}, {0, 16}, {2, 24}, {4, 32}, {4, 48}};

  private Png() {}

  /** The file of an image, exact: grey, a palette if 256 colours are enough, or more. */
  static byte[] of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      byte[] grey = new byte[width * height];
      image.getRaster().getDataElements(0, 0, width, height, grey);
      return file(width, height, GREY, null, filtered(grey, width, height, 1));
    }
    return file(image, EXACT);
  }

  /**
   * The file of a drawing: soft edges of lines and letters may differ a little, so that a palette
   * is enough and the file small.
   */
  static byte[] ofDrawing(BufferedImage image) {
    return file(image, MERGED);
  }

  private static byte[] file(BufferedImage image, int[][] distances) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
    Map<Integer, int[]> counts = counts(argb);
    int[] palette = palette(counts, distances);
    if (palette == null) {
      byte[] bytes = new byte[4 * argb.length];
      for (int i = 0; i < argb.length; i++) {
        bytes[4 * i] = (byte) (argb[i] >> 16);
        bytes[4 * i + 1] = (byte) (argb[i] >> 8);
        bytes[4 * i + 2] = (byte) argb[i];
        bytes[4 * i + 3] = (byte) (argb[i] >>> 24);
      }
      return file(width, height, RGBA, null, filtered(bytes, 4 * width, height, 4));
    }
    byte[] indices = new byte[argb.length];
    int last = 0;
    byte index = 0;
    for (int i = 0; i < argb.length; i++) {
      if (i == 0 || argb[i] != last) {
        last = argb[i];
        index = (byte) counts.get(visible(last))[1];
      }
      indices[i] = index;
    }
    return of(width, height, palette, indices, false);
  }

  /**
   * The file of places in a palette, line by line.
   *
   * @param steps whether each place is kept as its difference to the one before
   */
  static byte[] of(int width, int height, int[] palette, byte[] indices, boolean steps) {
    return file(width, height, PALETTE, palette, lines(indices, width, height, steps));
  }

  /** What is wholly transparent has no colour. */
  private static int visible(int argb) {
    return argb >>> 24 == 0 ? 0 : argb;
  }

  /** How often each colour occurs; room for its place in a palette. */
  private static Map<Integer, int[]> counts(int[] argb) {
    Map<Integer, int[]> counts = new HashMap<>();
    int start = 0;
    for (int i = 1; i <= argb.length; i++) {
      if (i == argb.length || argb[i] != argb[start]) {
        counts.computeIfAbsent(visible(argb[start]), c -> new int[2])[0] += i - start;
        start = i;
      }
    }
    return counts;
  }

  /**
   * At most 256 colours for all, and the place of each colour among them; null if too many differ
   * visibly. The most frequent colours come first, so that areas keep theirs and only the soft
   * edges of lines and letters change.
   */
  private static int[] palette(Map<Integer, int[]> counts, int[][] merged) {
    int[] colours = counts.keySet().stream().mapToInt(c -> c).toArray();
    long[] order = new long[colours.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (long) counts.get(colours[i])[0] << 32 | colours[i] & 0xFFFFFFFFL;
    }
    Arrays.sort(order);
    for (int[] distances : merged) {
      int[] palette = palette(order, counts, distances[0], distances[1]);
      if (palette != null) {
        return palette;
      }
    }
    return null;
  }

  private static int[] palette(long[] order, Map<Integer, int[]> counts, int area, int edge) {
    int[] palette = new int[256];
    int size = 0;
    for (int i = order.length - 1; i >= 0; i--) {
      int colour = (int) order[i];
      int[] place = counts.get(colour);
      int least = place[0] >= AREA ? area : edge;
      int nearest = -1;
      for (int k = 0; k < size; k++) {
        int distance = distance(palette[k], colour);
        if (distance <= least) {
          least = distance - 1;
          nearest = k;
        }
      }
      if (nearest < 0) {
        if (size == palette.length) {
          return null;
        }
        nearest = size;
        palette[size++] = colour;
      }
      place[1] = nearest;
    }
    return Arrays.copyOf(palette, size);
  }

  /** The largest difference that two colours make on any page, from 0 to 255. */
  private static int distance(int a, int b) {
    int alphaA = a >>> 24;
    int alphaB = b >>> 24;
    int largest = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int onBlack = (a >> shift & 0xFF) * alphaA / 255 - (b >> shift & 0xFF) * alphaB / 255;
      int onWhite = onBlack - alphaA + alphaB;
      largest = Math.max(largest, Math.max(Math.abs(onBlack), Math.abs(onWhite)));
    }
    return largest;
  }

  /** Lines as they are, or each place as its difference to the one before. */
  private static byte[] lines(byte[] bytes, int width, int height, boolean steps) {
    byte[] out = new byte[(width + 1) * height];
    for (int y = 0; y < height; y++) {
      int to = y * (width + 1);
      System.arraycopy(bytes, y * width, out, to + 1, width);
      if (steps) {
        out[to] = 1;
        for (int x = width; x > 1; x--) {
          out[to + x] -= out[to + x - 1];
        }
      }
    }
    return out;
  }

  /** Each line as its difference to its left or upper neighbours, whichever sums up smallest. */
  private static byte[] filtered(byte[] bytes, int stride, int height, int step) {
    byte[] out = new byte[(stride + 1) * height];
    byte[][] tried = new byte[5][stride];
    for (int y = 0; y < height; y++) {
      int best = 0;
      long smallest = Long.MAX_VALUE;
      for (int filter = 0; filter < tried.length; filter++) {
        long sum = 0;
        for (int x = 0; x < stride; x++) {
          int at = y * stride + x;
          int left = x >= step ? bytes[at - step] & 0xFF : 0;
          int up = y > 0 ? bytes[at - stride] & 0xFF : 0;
          int corner = x >= step && y > 0 ? bytes[at - stride - step] & 0xFF : 0;
          int guess =
              switch (filter) {
                case 0 -> 0;
                case 1 -> left;
                case 2 -> up;
                case 3 -> (left + up) / 2;
                default -> paeth(left, up, corner);
              };
          tried[filter][x] = (byte) (bytes[at] - guess);
          sum += Math.abs(tried[filter][x]);
        }
        if (sum < smallest) {
          smallest = sum;
          best = filter;
        }
      }
      out[y * (stride + 1)] = (byte) best;
      System.arraycopy(tried[best], 0, out, y * (stride + 1) + 1, stride);
    }
    return out;
  }

  private static int paeth(int left, int up, int corner) {
    int p = left + up - corner;
    int a = Math.abs(p - left);
    int b = Math.abs(p - up);
    int c = Math.abs(p - corner);
    return a <= b && a <= c ? left : b <= c ? up : corner;
  }

  private static byte[] file(int width, int height, int type, int[] palette, byte[] lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(SIGNATURE);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream head = new DataOutputStream(header);
      head.writeInt(width);
      head.writeInt(height);
      head.write(new byte[] {8, (byte) type, 0, 0, 0});
      chunk(out, "IHDR", header.toByteArray());
      if (palette != null) {
        byte[] colours = new byte[3 * palette.length];
        byte[] alpha = new byte[palette.length];
        for (int i = 0; i < palette.length; i++) {
          colours[3 * i] = (byte) (palette[i] >> 16);
          colours[3 * i + 1] = (byte) (palette[i] >> 8);
          colours[3 * i + 2] = (byte) palette[i];
          alpha[i] = (byte) (palette[i] >>> 24);
        }
        chunk(out, "PLTE", colours);
        chunk(out, "tRNS", alpha);
      }
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      // Photographs gain nothing from the slowest search, drawings a tenth.
      int effort = palette == null ? Deflater.DEFAULT_COMPRESSION : Deflater.BEST_COMPRESSION;
      Deflater deflater = new Deflater(effort);
      try (DeflaterOutputStream deflated = new DeflaterOutputStream(data, deflater)) {
        deflated.write(lines);
      }
      deflater.end();
      chunk(out, "IDAT", data.toByteArray());
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) check.getValue());
  }
}
