package medimg.chart;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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

  /** Colours that differ by less than 16 of 256 levels may become one. */
  private static final int FEWEST_BITS = 4;

  private Png() {}

  /** The file of an image. */
  static byte[] of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      byte[] grey = new byte[width * height];
      image.getRaster().getDataElements(0, 0, width, height, grey);
      return file(width, height, 8, GREY, null, filtered(grey, width, height, 1));
    }
    int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
    Map<Integer, int[]> counts = counts(argb);
    int[] palette = palette(counts);
    if (palette == null) {
      byte[] bytes = new byte[4 * argb.length];
      for (int i = 0; i < argb.length; i++) {
        bytes[4 * i] = (byte) (argb[i] >> 16);
        bytes[4 * i + 1] = (byte) (argb[i] >> 8);
        bytes[4 * i + 2] = (byte) argb[i];
        bytes[4 * i + 3] = (byte) (argb[i] >>> 24);
      }
      return file(width, height, 8, RGBA, null, filtered(bytes, 4 * width, height, 4));
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
    return file(width, height, 8, PALETTE, palette, unfiltered(indices, width, height));
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
   * visibly. Of colours that are nearly the same the most frequent one stays, so that areas keep
   * theirs and only the soft edges of lines and letters change.
   */
  private static int[] palette(Map<Integer, int[]> counts) {
    List<Map.Entry<Integer, int[]>> frequent = new ArrayList<>(counts.entrySet());
    frequent.sort(
        (a, b) ->
            a.getValue()[0] != b.getValue()[0]
                ? b.getValue()[0] - a.getValue()[0]
                : Integer.compare(a.getKey(), b.getKey()));
    for (int bits = 8; bits >= FEWEST_BITS; bits--) {
      int mask = 0xFF << 8 - bits & 0xFF;
      int[] palette = palette(frequent, mask << 24 | mask << 16 | mask << 8 | mask);
      if (palette != null) {
        return palette;
      }
    }
    return null;
  }

  private static int[] palette(List<Map.Entry<Integer, int[]>> frequent, int mask) {
    int[] palette = new int[256];
    Map<Integer, Integer> places = new HashMap<>();
    for (Map.Entry<Integer, int[]> colour : frequent) {
      Integer place = places.get(colour.getKey() & mask);
      if (place == null) {
        place = places.size();
        if (place == palette.length) {
          return null;
        }
        places.put(colour.getKey() & mask, place);
        palette[place] = colour.getKey();
      }
      colour.getValue()[1] = place;
    }
    return Arrays.copyOf(palette, places.size());
  }

  private static byte[] unfiltered(byte[] bytes, int stride, int height) {
    byte[] out = new byte[(stride + 1) * height];
    for (int y = 0; y < height; y++) {
      System.arraycopy(bytes, y * stride, out, y * (stride + 1) + 1, stride);
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

  private static byte[] file(
      int width, int height, int depth, int type, int[] palette, byte[] lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(SIGNATURE);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream head = new DataOutputStream(header);
      head.writeInt(width);
      head.writeInt(height);
      head.write(new byte[] {(byte) depth, (byte) type, 0, 0, 0});
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
      Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
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
