package medimg.codec;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import medimg.dictionary.Tag;

/** Turns the bytes of native pixel cells into numbers, in the narrowest array that holds them. */
public final class SampleFormat {
  private final ImageLayout layout;
  private final int tag;
  private final boolean subsampled;
  private final int shift;
  private final int unused;

  /**
   * The format of an image's cells.
   *
   * @param layout their width, and which of their bits are stored
   * @param tag the element that holds them: Pixel Data, or float or double ones
   */
  public SampleFormat(ImageLayout layout, int tag) {
    this(
        layout,
        tag,
        layout.isSubsampled(),
        layout.highBit() + 1 - layout.bitsStored(),
        layout.bitsStored());
  }

  private SampleFormat(ImageLayout layout, int tag, boolean subsampled, int shift, int bitsStored) {
    this.layout = layout;
    this.tag = tag;
    this.subsampled = subsampled;
    this.shift = shift;
    this.unused = 32 - bitsStored;
  }

  /** {@return the same format with chroma stored for every pixel} */
  public SampleFormat whole() {
    return new SampleFormat(layout, tag, false, shift, layout.bitsStored());
  }

  /**
   * The format of a codestream's samples of some bits: the whole cells, or where they are too
   * narrow for that the stored bits alone, with the sign at the highest of them.
   */
  SampleFormat ofPrecision(int precision) {
    return precision > layout.highBit()
        ? this
        : new SampleFormat(layout, tag, subsampled, 0, Math.min(precision, layout.bitsStored()));
  }

  /**
   * The memory that an array takes.
   *
   * @param samples how many it holds
   * @return bytes
   */
  public long bytes(long samples) {
    return samples * Math.max(8, layout.bitsAllocated()) / 8;
  }

  /**
   * Makes an array of the narrowest type that holds the samples.
   *
   * @param length how many samples
   * @return byte[], short[] or int[]; float[] or double[] for cells of that kind
   */
  public Object newArray(int length) {
    if (tag == Tag.FloatPixelData) {
      return new float[length];
    }
    if (tag == Tag.DoubleFloatPixelData) {
      return new double[length];
    }
    return switch (layout.bitsAllocated()) {
      case 1, 8 -> new byte[length];
      case 16 -> new short[length];
      default -> new int[length];
    };
  }

  /** Puts a whole number into an array of {@link #newArray}, cut to the array's width. */
  static void put(Object array, int i, int value) {
    if (array instanceof short[] s) {
      s[i] = (short) value;
    } else if (array instanceof byte[] b) {
      b[i] = (byte) value;
    } else {
      ((int[]) array)[i] = value;
    }
  }

  /**
   * The size of native frames. Those of 1-bit samples follow without a gap.
   *
   * @param frames how many
   * @return bits
   */
  public long nativeBits(int frames) {
    long samples = subsampled ? layout.frameSize() / 3 * 2 : layout.frameSize();
    return samples * layout.bitsAllocated() * frames;
  }

  /** Drops the bits that are not stored and extends the sign. */
  int stored(int cell) {
    int bits = cell >>> shift << unused;
    return layout.signed() ? bits >> unused : bits >>> unused;
  }

  /**
   * Puts cells of one colour into an array made by this format.
   *
   * @param cells where the cells are, each in the low bits
   * @param from index of the first
   * @param count how many
   * @param first index of the first value in {@code array}
   * @param step from a value to the next: samples a pixel
   */
  void store(int[] cells, int from, int count, Object array, int first, int step) {
    for (int i = from, o = first; i < from + count; i++, o += step) {
      put(array, o, stored(cells[i]));
    }
  }

  /** Unpacks one native frame that stands for itself, such as in a fragment of its own. */
  void unpackFrame(byte[] b, Object array, int at) {
    long needed = nativeBits(1) + 7 >>> 3;
    if (b.length < needed) {
      throw new CodecException(
          "a frame has " + b.length + " bytes, must have " + needed + "; the file is damaged");
    }
    int size = (int) layout.frameSize();
    Object frame = newArray(size);
    unpack(b.length == needed ? b : Arrays.copyOf(b, (int) needed), 0, false, frame, 1);
    System.arraycopy(frame, 0, array, at, size);
  }

  /**
   * Unpacks native frames.
   *
   * @param b their bytes, in which bits that are not stored may be dropped
   * @param firstBit number of the first bit of the first byte that belongs to them; 0 but for cells
   *     of one bit
   * @param bigEndian whether cells of more than 8 bits start with the most significant byte
   * @param array where the values go from its first on, made by {@link #newArray}
   * @param frames how many frames
   * @throws CodecException if chroma for every second pixel fits neither columns nor cells
   */
  public void unpack(byte[] b, int firstBit, boolean bigEndian, Object array, int frames) {
    ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer buffer = ByteBuffer.wrap(b).order(order);
    if (array instanceof float[] f) {
      buffer.asFloatBuffer().get(f);
      return;
    }
    if (array instanceof double[] d) {
      buffer.asDoubleBuffer().get(d);
      return;
    }
    if (layout.bitsAllocated() == 1) {
      byte[] out = (byte[]) array;
      for (int i = 0; i < out.length; i++) {
        int bit = firstBit + i;
        out[i] = (byte) (b[bit >>> 3] >> (bit & 7) & 1);
      }
      return;
    }
    Object cells = cells(buffer);
    if (subsampled) {
      widen422(cells, array);
    } else if (layout.planar()) {
      interleave(cells, array, frames);
    } else {
      System.arraycopy(cells, 0, array, 0, Array.getLength(array));
    }
  }

  /** The cells in an array of their width, bits that are not stored dropped. */
  private Object cells(ByteBuffer buffer) {
    boolean whole = unused + layout.bitsAllocated() == 32;
    switch (layout.bitsAllocated()) {
      case 8 -> {
        byte[] out = buffer.array();
        for (int i = 0; !whole && i < out.length; i++) {
          out[i] = (byte) stored(out[i] & 0xFF);
        }
        return out;
      }
      case 16 -> {
        short[] out = new short[buffer.capacity() / 2];
        buffer.asShortBuffer().get(out);
        for (int i = 0; !whole && i < out.length; i++) {
          out[i] = (short) stored(out[i] & 0xFFFF);
        }
        return out;
      }
      default -> {
        int[] out = new int[buffer.capacity() / 4];
        buffer.asIntBuffer().get(out);
        for (int i = 0; !whole && i < out.length; i++) {
          out[i] = stored(out[i]);
        }
        return out;
      }
    }
  }

  /** Y Y Cb Cr for two pixels becomes Y Cb Cr for each (PS3.3 section C.7.6.3.1.2). */
  private void widen422(Object cells, Object array) {
    if (!(cells instanceof byte[] in) || layout.columns() % 2 != 0) {
      throw new CodecException(
          layout.photometric()
              + " needs an even number of columns and 8 bits; these are "
              + layout.columns()
              + " columns of "
              + layout.bitsAllocated()
              + " bits");
    }
    byte[] out = (byte[]) array;
    for (int i = 0, o = 0; o + 6 <= out.length; i += 4, o += 6) {
      out[o] = in[i];
      out[o + 3] = in[i + 1];
      out[o + 1] = out[o + 4] = in[i + 2];
      out[o + 2] = out[o + 5] = in[i + 3];
    }
  }

  /** Planes of one colour each become pixels of three. */
  private void interleave(Object cells, Object array, int frames) {
    int plane = layout.rows() * layout.columns();
    int samples = layout.samples();
    for (int f = 0; f < frames; f++) {
      int start = f * plane * samples;
      for (int s = 0; s < samples; s++) {
        int from = start + s * plane;
        int to = start + s;
        if (cells instanceof byte[] in) {
          byte[] out = (byte[]) array;
          for (int i = 0; i < plane; i++) {
            out[to + i * samples] = in[from + i];
          }
        } else if (cells instanceof short[] in) {
          short[] out = (short[]) array;
          for (int i = 0; i < plane; i++) {
            out[to + i * samples] = in[from + i];
          }
        } else {
          int[] in = (int[]) cells;
          int[] out = (int[]) array;
          for (int i = 0; i < plane; i++) {
            out[to + i * samples] = in[from + i];
          }
        }
      }
    }
  }
}
