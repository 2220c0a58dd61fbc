package medimg.dcm4che;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import medimg.dicom.DataSet;
import medimg.dicom.DataSetBuilder;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.Element;
import medimg.dicom.FaultKind;
import medimg.dicom.Identifying;
import medimg.dicom.PixelData;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.BulkData;
import org.dcm4che3.data.Fragments;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.UID;
import org.dcm4che3.io.DicomOutputStream;

/** From dcm4che's {@code Attributes} to our files and data sets, and back. */
public final class Dcm4che {
  /** The tag of an item as the four bytes of a little endian number: group first. */
  private static final int ITEM = 0xE000FFFE;

  private Dcm4che() {}

  /**
   * A file of a data set that dcm4che read or made, pixel data included, which is taken into
   * memory. Elements of group 0002 in it are the file meta information.
   *
   * @throws DicomException if it has no SOP class and instance UID, its pixel data is in fragments
   *     and nothing says how they are compressed, or bulk data cannot be read
   */
  public static Dicom toDicom(Attributes dataSet) {
    int[] group2 = Arrays.stream(dataSet.tags()).filter(tag -> Tag.group(tag) == 2).toArray();
    if (group2.length == 0) {
      return toDicom(null, dataSet);
    }
    Attributes body = new Attributes(dataSet.bigEndian(), dataSet.size());
    body.addNotSelected(dataSet, group2);
    return toDicom(new Attributes(dataSet, group2), body);
  }

  /**
   * A file of file meta information and a data set that dcm4che read or made. What the file meta
   * information lacks is filled in: explicit VR little endian, the data set's UIDs.
   *
   * @param meta what {@code DicomInputStream.getFileMetaInformation()} gave; null if there is none
   * @throws DicomException as {@link #toDicom(Attributes)} does
   */
  public static Dicom toDicom(Attributes meta, Attributes dataSet) {
    Attributes full = meta == null ? new Attributes() : new Attributes(meta);
    if (!full.containsValue(Tag.TransferSyntaxUID)) {
      if (dataSet.getValue(Tag.PixelData) instanceof Fragments) {
        throw new DicomException(
            FaultKind.TRANSFER_SYNTAX,
            "the pixel data is in fragments, and there is no (0002,0010) TransferSyntaxUID that"
                + " says how they are compressed; use toDicom(meta, dataSet) with"
                + " DicomInputStream.getFileMetaInformation()");
      }
      full.setString(Tag.TransferSyntaxUID, org.dcm4che3.data.VR.UI, UID.ExplicitVRLittleEndian);
    }
    fill(full, Tag.MediaStorageSOPClassUID, dataSet, Tag.SOPClassUID);
    fill(full, Tag.MediaStorageSOPInstanceUID, dataSet, Tag.SOPInstanceUID);
    String instance = full.getString(Tag.MediaStorageSOPInstanceUID);
    Attributes usual =
        Attributes.createFileMetaInformation(
            instance,
            full.getString(Tag.MediaStorageSOPClassUID),
            full.getString(Tag.TransferSyntaxUID));
    usual.addAll(full);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DicomOutputStream out = new DicomOutputStream(bytes, UID.ExplicitVRLittleEndian)) {
      out.writeDataset(usual, dataSet);
    } catch (IOException e) {
      throw new DicomException(
          FaultKind.UNREADABLE, "bulk data cannot be read: " + e.getMessage(), e);
    }
    return Dicom.read(bytes.toByteArray(), instance);
  }

  /** Takes from the data set what the file meta information does not say itself. */
  private static void fill(Attributes meta, int tag, Attributes dataSet, int from) {
    if (meta.containsValue(tag)) {
      return;
    }
    if (!dataSet.containsValue(from)) {
      throw new DicomException(
          FaultKind.ABSENT,
          from,
          Tag.describe(from) + " is absent, but a file needs it (PS3.10 section 7.1)");
    }
    meta.setString(tag, org.dcm4che3.data.VR.UI, dataSet.getString(from));
  }

  /**
   * A file's data set for dcm4che, in little endian, pixel data as the file has it: bytes, or
   * fragments. How those are compressed stands in {@code toAttributes(dicom.meta())}.
   *
   * @throws DicomException if the pixel data cannot be read
   */
  public static Attributes toAttributes(Dicom dicom) {
    Attributes out = toAttributes(dicom.header());
    if (!dicom.hasPixelData()) {
      return out;
    }
    PixelData pixels = dicom.pixelData();
    org.dcm4che3.data.VR vr = vr(pixels.location().vr());
    List<byte[]> parts = pixels.storedParts();
    if (dicom.transferSyntax().bigEndian()) {
      parts.forEach(part -> vr.toggleEndian(part, false));
    }
    if (pixels.location().encapsulated()) {
      Fragments fragments = out.newFragments(pixels.location().tag(), vr, parts.size());
      parts.forEach(fragments::add);
    } else {
      out.setBytes(pixels.location().tag(), vr, parts.get(0));
    }
    return out;
  }

  /**
   * A data set for dcm4che, such as the file meta information or an item, in little endian. An item
   * by itself has only the character set that it names.
   */
  public static Attributes toAttributes(DataSet dataSet) {
    Attributes out = new Attributes(false, dataSet.size());
    for (Element e : dataSet) {
      org.dcm4che3.data.VR vr = vr(e.vr());
      byte[] value = e.littleEndianBytes();
      List<byte[]> fragments = e.tag() == Tag.PixelData ? fragments(value) : List.of();
      if (e.vr() == VR.SQ) {
        Sequence items = out.newSequence(e.tag(), e.items().size());
        e.items().forEach(item -> items.add(toAttributes(item)));
      } else if (fragments.isEmpty()) {
        out.setBytes(e.tag(), vr, value);
      } else {
        Fragments icon = out.newFragments(e.tag(), vr, fragments.size());
        fragments.forEach(icon::add);
      }
    }
    return out;
  }

  /** The fragments in a value that consists of their items, as an icon's; none in any other. */
  private static List<byte[]> fragments(byte[] value) {
    List<byte[]> found = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    while (in.remaining() >= 8 && in.getInt() == ITEM) {
      int length = in.getInt();
      if (length < 0 || length > in.remaining()) {
        return List.of();
      }
      byte[] fragment = new byte[length];
      in.get(fragment);
      found.add(fragment);
    }
    return in.hasRemaining() ? List.of() : found;
  }

  /**
   * A data set of dcm4che's, such as an item, which by itself has only the character set that it
   * names. Bulk data is read, fragments stay in their items.
   *
   * @throws DicomException if bulk data cannot be read
   */
  public static DataSet toDataSet(Attributes attributes) {
    return toDataSet(attributes, Map.of());
  }

  /**
   * A data set together with the group lengths that stood in it and its items, which attributes do
   * not hold.
   */
  static DataSet toDataSet(
      Attributes attributes, Map<Attributes, Map<Integer, byte[]>> groupLengths) {
    DataSetBuilder out = DataSet.builder();
    groupLengths
        .getOrDefault(attributes, Map.of())
        .forEach((tag, value) -> out.put(tag, VR.UL, value));
    try {
      for (int tag : attributes.tags()) {
        Object value = attributes.getValue(tag);
        if (value instanceof Sequence items) {
          out.put(
              Element.sequence(
                  tag, items.stream().map(item -> toDataSet(item, groupLengths)).toList()));
        } else {
          out.put(tag, vr(attributes.getVR(tag)), bytes(attributes, tag, value));
        }
      }
    } catch (IOException e) {
      throw new DicomException(
          FaultKind.UNREADABLE, "bulk data cannot be read: " + e.getMessage(), e);
    }
    return out.build();
  }

  /** A file's header as dcm4che prints attributes; what may identify a person is hidden. */
  static String text(Dicom dicom) {
    Attributes shown = toAttributes(dicom.header());
    if (!dicom.isIdentifyingShown()) {
      hide(dicom.header(), shown);
    }
    return shown.toString().stripTrailing();
  }

  private static void hide(DataSet dataSet, Attributes shown) {
    for (Element e : dataSet) {
      for (int i = 0; i < e.items().size(); i++) {
        hide(e.items().get(i), shown.getNestedDataset(e.tag(), i));
      }
      if (!Identifying.is(e) || e.isEmpty()) {
        continue;
      }
      if (vr(e.vr()).isStringType()) {
        shown.setString(e.tag(), vr(e.vr()), Identifying.HIDDEN);
      } else {
        shown.remove(e.tag());
      }
    }
  }

  private static byte[] bytes(Attributes attributes, int tag, Object value) throws IOException {
    org.dcm4che3.data.VR vr = attributes.getVR(tag);
    if (value instanceof Fragments fragments) {
      return items(fragments);
    }
    if (value instanceof BulkData bulk) {
      return bulk.toBytes(vr, false);
    }
    byte[] bytes = attributes.getBytes(tag);
    if (attributes.bigEndian()) {
      bytes = vr.toggleEndian(bytes, true);
    }
    // What dcm4che has decoded comes back without the byte that makes its length even.
    if (bytes.length % 2 == 1 && !(value instanceof byte[])) {
      bytes = Arrays.copyOf(bytes, bytes.length + 1);
      bytes[bytes.length - 1] = (byte) vr.paddingByte();
    }
    return bytes;
  }

  /** Fragments as a file has them, without the delimiter behind them (PS3.5 section A.4). */
  private static byte[] items(Fragments fragments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    for (Object fragment : fragments) {
      byte[] bytes =
          fragment instanceof BulkData bulk
              ? bulk.toBytes(fragments.vr(), false)
              : fragment instanceof byte[] array ? array : new byte[0];
      out.writeBytes(head.putInt(0, ITEM).putInt(4, bytes.length).array());
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  static VR vr(org.dcm4che3.data.VR vr) {
    return VR.valueOf(vr.name());
  }

  private static org.dcm4che3.data.VR vr(VR vr) {
    return org.dcm4che3.data.VR.valueOf(vr.name());
  }
}
