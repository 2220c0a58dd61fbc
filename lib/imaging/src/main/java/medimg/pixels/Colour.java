package medimg.pixels;

import java.lang.reflect.Array;
import medimg.dicom.StoredValues;

/** Changes of colour space (PS3.3 section C.7.6.3.1.2), for samples of any width. */
final class Colour {
  private static final double RED = .299;
  private static final double GREEN = .587;
  private static final double BLUE = .114;

  private Colour() {}

  /** YBR_FULL to RGB: whole numbers from 0 to the largest of so many bits. */
  static StoredValues rgbOfYbr(StoredValues ybr, int bits) {
    Object rgb = Array.newInstance(ybr.array().getClass().getComponentType(), ybr.size());
    double middle = 1L << bits - 1;
    double largest = (1L << bits) - 1;
    for (int i = 0; i + 2 < ybr.size(); i += 3) {
      double y = ybr.number(i);
      double cb = ybr.number(i + 1) - middle;
      double cr = ybr.number(i + 2) - middle;
      put(rgb, i, y + 1.402 * cr, largest);
      put(rgb, i + 1, y - BLUE * 1.772 / GREEN * cb - RED * 1.402 / GREEN * cr, largest);
      put(rgb, i + 2, y + 1.772 * cb, largest);
    }
    return new StoredValues(rgb, false, ybr.frames(), ybr.rows(), ybr.columns(), 3);
  }

  /** The luma of RGB: .299 R + .587 G + .114 B, whole numbers for whole numbers. */
  static StoredValues luma(StoredValues rgb) {
    Object grey = Array.newInstance(rgb.array().getClass().getComponentType(), rgb.size() / 3);
    for (int i = 0; i < rgb.size() / 3; i++) {
      double y =
          RED * rgb.number(3 * i) + GREEN * rgb.number(3 * i + 1) + BLUE * rgb.number(3 * i + 2);
      put(grey, i, y, Double.POSITIVE_INFINITY);
    }
    return one(grey, rgb);
  }

  /** The first sample of each pixel: Y of YBR. */
  static StoredValues firstOf(StoredValues ybr) {
    Object y = Array.newInstance(ybr.array().getClass().getComponentType(), ybr.size() / 3);
    for (int i = 0; i < ybr.size() / 3; i++) {
      put(y, i, ybr.number(3 * i), Double.POSITIVE_INFINITY);
    }
    return one(y, ybr);
  }

  private static StoredValues one(Object grey, StoredValues of) {
    return new StoredValues(grey, of.isSigned(), of.frames(), of.rows(), of.columns(), 1);
  }

  private static void put(Object array, int i, double value, double largest) {
    if (array instanceof float[] f) {
      f[i] = (float) value;
    } else if (array instanceof double[] d) {
      d[i] = value;
    } else {
      long whole = (long) Math.max(0, Math.min(largest, Math.floor(value + .5)));
      if (array instanceof byte[] b) {
        b[i] = (byte) whole;
      } else if (array instanceof short[] s) {
        s[i] = (short) whole;
      } else {
        ((int[]) array)[i] = (int) whole;
      }
    }
  }
}
