package medimg.codec;

/**
 * The shape and the sample format of an image: the Image Pixel module (PS3.3 section C.7.6.3).
 *
 * @param rows height in pixels
 * @param columns width in pixels
 * @param frames number of frames, 1 where the file says nothing
 * @param samples samples a pixel: 1 for grey and palette, 3 for colour
 * @param planar whether the colours of a native frame stand one plane after another
 * @param photometric photometric interpretation, such as MONOCHROME2
 * @param bitsAllocated bits of the cell of a sample: 1, 8, 16, 32 or 64
 * @param bitsStored bits of the cell that are used
 * @param highBit number of the highest bit used
 * @param signed whether the sample is in two's complement
 */
public record ImageLayout(
    int rows,
    int columns,
    int frames,
    int samples,
    boolean planar,
    String photometric,
    int bitsAllocated,
    int bitsStored,
    int highBit,
    boolean signed) {

  /** {@return the shape as text: frames x rows x columns x samples} */
  public String shape() {
    return frames + " x " + rows + " x " + columns + " x " + samples;
  }

  /** Refuses a compressed frame of another shape than the header says. */
  void checkShape(String codec, long rows, long columns, int samples) {
    if (rows != this.rows || columns != this.columns || samples != this.samples) {
      throw new CodecException(
          "a "
              + codec
              + " frame is "
              + rows
              + " x "
              + columns
              + " x "
              + samples
              + ", but the header says "
              + this.rows
              + " x "
              + this.columns
              + " x "
              + this.samples
              + " (rows x columns x samples)");
    }
  }

  /** {@return the samples of one frame: rows x columns x samples} */
  public long frameSize() {
    return (long) rows * columns * samples;
  }

  /** {@return whether chroma is stored for every second pixel of a row only} */
  public boolean isSubsampled() {
    return samples == 3 && photometric.endsWith("_422");
  }

  /**
   * The same layout with another photometric interpretation.
   *
   * @param other such as RGB
   * @return the layout
   */
  public ImageLayout as(String other) {
    return new ImageLayout(
        rows, columns, frames, samples, planar, other, bitsAllocated, bitsStored, highBit, signed);
  }

  /** {@return the smallest number that a sample can store} */
  public long smallest() {
    return signed ? -(1L << bitsStored - 1) : 0;
  }

  /** {@return the largest number that a sample can store} */
  public long largest() {
    return (1L << (signed ? bitsStored - 1 : bitsStored)) - 1;
  }
}
