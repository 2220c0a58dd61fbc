package medimg.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Small DICOM files of explicit VR little endian, written by hand for tests. */
public final class TinyDicom {
  private TinyDicom() {}

  /**
   * The bytes of a file.
   *
   * @param elements such as {@code 00080060CS=CT}: tag, VR of short form and value, in order
   */
  public static byte[] of(String... elements) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[128]);
    out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(element("00020010UI=1.2.840.10008.1.2.1"));
    for (String element : elements) {
      out.writeBytes(element(element));
    }
    return out.toByteArray();
  }

  private static byte[] element(String element) {
    String vr = element.substring(8, 10);
    String text = element.substring(11);
    byte[] value =
        switch (vr) {
          case "US" -> little(2).putShort((short) Integer.parseInt(text)).array();
          case "UL" -> little(4).putInt(Integer.parseUnsignedInt(text)).array();
          case "FD" -> little(8).putDouble(Double.parseDouble(text)).array();
          default -> text.getBytes(StandardCharsets.ISO_8859_1);
        };
    int even = value.length + value.length % 2;
    ByteBuffer out = little(8 + even);
    out.putShort((short) Integer.parseInt(element.substring(0, 4), 16));
    out.putShort((short) Integer.parseInt(element.substring(4, 8), 16));
    out.put(vr.getBytes(StandardCharsets.US_ASCII)).putShort((short) even).put(value);
    if (even > value.length) {
      out.put((byte) (vr.equals("UI") ? 0 : ' '));
    }
    return out.array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
