package medimg.net;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import medimg.dicom.DicomException;
import medimg.dicom.WholeFile;

/**
 * A file of weights: the mark {@value #MARK}, what it is, the network's build, a text, named arrays
 * of 32-bit numbers, and a CRC-32 of all before it; big endian.
 */
record WeightsFile(
    Kind kind,
    Architecture architecture,
    int side,
    Architecture.Scale scale,
    String text,
    List<Network.Values> arrays) {
  /** What a file holds. */
  enum Kind {
    NETWORK("network"),
    RUN("training run");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private static final String MARK = "medimg 1\n";
  private static final int CRC = 4;

  static WeightsFile of(Kind kind, Network network, String text, List<Network.Values> arrays) {
    return new WeightsFile(
        kind, network.architecture(), network.side(), network.scale(), text, arrays);
  }

  void write(Path file) {
    WholeFile.makeFolder(file);
    WholeFile.write(file, "the " + kind.words, out -> out.write(bytes()));
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(MARK.getBytes(StandardCharsets.US_ASCII));
      out.writeUTF(kind.name());
      out.writeUTF(architecture.name());
      out.writeInt(side);
      out.writeDouble(scale.mean());
      out.writeDouble(scale.std());
      byte[] words = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(words.length);
      out.write(words);
      out.writeInt(arrays.size());
      for (Network.Values a : arrays) {
        out.writeUTF(a.name());
        out.writeInt(a.values().length);
        ByteBuffer numbers = ByteBuffer.allocate(4 * a.values().length);
        numbers.asFloatBuffer().put(a.values());
        out.write(numbers.array());
      }
      out.flush();
      CRC32 crc = new CRC32();
      crc.update(bytes.toByteArray());
      out.writeInt((int) crc.getValue());
    }
    return bytes.toByteArray();
  }

  static WeightsFile read(Path file, Kind wanted) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new DicomException(file + ": there is no such file");
    } catch (IOException e) {
      throw new DicomException(file + ": cannot be read (" + e + ")", e);
    }
    byte[] mark = MARK.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length < mark.length + CRC
        || !Arrays.equals(mark, Arrays.copyOf(bytes, mark.length))) {
      throw new DicomException(
          file + ": is no " + wanted.words + " of this library; it takes what save(..) wrote");
    }
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length - CRC);
    if ((int) crc.getValue() != ByteBuffer.wrap(bytes).getInt(bytes.length - CRC)) {
      throw new DicomException(
          file + ": the file is cut or was changed (its checksum differs); train and save again");
    }
    try {
      int size = bytes.length - mark.length - CRC;
      return parsed(new ByteArrayInputStream(bytes, mark.length, size), file, wanted);
    } catch (IOException | IllegalArgumentException | NegativeArraySizeException e) {
      throw new DicomException(
          file + ": was written by another version of this library; train and save again", e);
    }
  }

  private static WeightsFile parsed(ByteArrayInputStream from, Path file, Kind wanted)
      throws IOException {
    DataInputStream in = new DataInputStream(from);
    Kind kind = Kind.valueOf(in.readUTF());
    if (kind != wanted) {
      throw new DicomException(
          file + ": is a " + kind.words + ", a " + wanted.words + " is needed here");
    }
    Architecture architecture = Architecture.valueOf(in.readUTF());
    int side = in.readInt();
    Architecture.Scale scale = new Architecture.Scale(in.readDouble(), in.readDouble());
    String text = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    int count = in.readInt();
    List<Network.Values> arrays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      float[] values = new float[in.readInt()];
      byte[] numbers = in.readNBytes(4 * values.length);
      if (numbers.length != 4 * values.length) {
        throw new IOException(name + " is cut");
      }
      ByteBuffer.wrap(numbers).asFloatBuffer().get(values);
      arrays.add(new Network.Values(name, values));
    }
    return new WeightsFile(kind, architecture, side, scale, text, List.copyOf(arrays));
  }
}
