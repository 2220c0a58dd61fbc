package medimg.dicom;

import java.util.List;
import medimg.dictionary.VR;

/**
 * Where a file has its pixel data.
 *
 * @param tag (7FE0,0010), or (7FE0,0008) and (7FE0,0009) for float and double
 * @param vr OB or OW; big endian swaps words
 * @param encapsulated whether the data is in fragments
 * @param fragments position and length of each; the first of encapsulated data is the offset table
 */
public record PixelLocation(int tag, VR vr, boolean encapsulated, List<long[]> fragments) {
  /**
   * Pixel data as they are.
   *
   * @param tag the element that holds them
   * @param vr its VR
   * @param position of the first byte
   * @param length in bytes
   * @return where they are
   */
  public static PixelLocation nativeAt(int tag, VR vr, long position, long length) {
    return new PixelLocation(tag, vr, false, List.of(new long[] {position, length}));
  }

  /**
   * Pixel data in fragments.
   *
   * @param tag the element that holds them
   * @param vr its VR
   * @param fragments position and length of each, the offset table first
   * @return where they are
   */
  public static PixelLocation encapsulated(int tag, VR vr, List<long[]> fragments) {
    return new PixelLocation(tag, vr, true, List.copyOf(fragments));
  }
}
