package medimg.dcm4che;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import medimg.dicom.DataSet;
import medimg.dicom.DataSetBuilder;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.Element;
import medimg.dicom.PixelData;
import medimg.dicom.Tag;
import medimg.dicom.VR;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.BulkData;
import org.dcm4che3.data.Fragments;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.UID;
import org.dcm4che3.io.DicomOutputStream;

/** From dcm4che's {@code Attributes} to our files and data sets, and back. */
public final class Dcm4che {
  private static final byte[] ITEM = {(byte) 0xFE, (byte) 0xFF, 0, (byte) 0xE0};

  private Dcm4che() {}

  /**
   * A file of a data set that dcm4che read or made, pixel data included, which is taken into
   * memory. Elements of group 0002 in it are the file meta information.
   *
   * @throws DicomException if it has no SOP class and instance UID, its pixel data is in fragments
   *     and nothing says how they are compressed, or bulk data cannot be read
   */
  public static Dicom toDicom(Attributes dataSet) {
    Attributes meta = new Attributes();
    Attributes body = new Attributes(dataSet.bigEndian(), dataSet.size());
    for (int tag : dataSet.tags()) {
      Attributes part = Tag.group(tag) == 2 ? meta : body;
      part.addSelected(dataSet, new int[] {tag});
    }
    return toDicom(meta, body);
  }

  /**
   * A file of file meta information and a data set that dcm4che read or made. What the file meta
   * information lacks is filled in: explicit VR little endian, the data set's UIDs.
   *
   * @throws DicomException as {@link #toDicom(Attributes)} does
   */
  public static Dicom toDicom(Attributes meta, Attributes dataSet) {
    String syntax = meta.getString(Tag.TransferSyntaxUID);
    Object pixels = dataSet.getValue(Tag.PixelData);
    if (syntax == null && pixels instanceof Fragments) {
      throw new DicomException(
          "the pixel data is in fragments, and there is no (0002,0010) TransferSyntaxUID that says"
              + " how they are compressed; use toDicom(meta, dataSet) with"
              + " DicomInputStream.getFileMetaInformation()");
    }
    for (int tag : new int[] {Tag.SOPClassUID, Tag.SOPInstanceUID}) {
      if (!dataSet.containsValue(tag)) {
        throw new DicomException(
            Tag.describe(tag) + " is absent, but a file needs it (PS3.10 section 7.1)");
      }
    }
    Attributes full =
        dataSet.createFileMetaInformation(syntax == null ? UID.ExplicitVRLittleEndian : syntax);
    full.addAll(meta);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DicomOutputStream out = new DicomOutputStream(bytes, UID.ExplicitVRLittleEndian)) {
      out.writeDataset(full, dataSet);
    } catch (IOException e) {
      throw new DicomException("bulk data cannot be read: " + e.getMessage(), e);
    }
    return Dicom.read(bytes.toByteArray(), dataSet.getString(Tag.SOPInstanceUID));
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

  /** A data set for dcm4che, such as the file meta information or an item, in little endian. */
  public static Attributes toAttributes(DataSet dataSet) {
    Attributes out = new Attributes(false, dataSet.size());
    for (Element e : dataSet) {
      if (e.vr() == VR.SQ) {
        Sequence items = out.newSequence(e.tag(), e.items().size());
        e.items().forEach(item -> items.add(toAttributes(item)));
      } else {
        out.setBytes(e.tag(), vr(e.vr()), e.littleEndianBytes());
      }
    }
    return out;
  }

  /**
   * A data set of dcm4che's, such as an item. Bulk data is read, fragments stay in their items.
   *
   * @throws DicomException if bulk data cannot be read
   */
  public static DataSet toDataSet(Attributes attributes) {
    DataSetBuilder out = DataSet.builder();
    try {
      for (int tag : attributes.tags()) {
        Object value = attributes.getValue(tag);
        if (value instanceof Sequence items) {
          out.put(Element.sequence(tag, items.stream().map(Dcm4che::toDataSet).toList()));
        } else {
          out.put(tag, vr(attributes.getVR(tag)), bytes(attributes, tag, value));
        }
      }
    } catch (IOException e) {
      throw new DicomException("bulk data cannot be read: " + e.getMessage(), e);
    }
    return out.build();
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
    for (Object fragment : fragments) {
      byte[] bytes =
          fragment instanceof BulkData bulk
              ? bulk.toBytes(fragments.vr(), false)
              : fragment instanceof byte[] array ? array : new byte[0];
      out.writeBytes(ITEM);
      for (int shift = 0; shift < 32; shift += 8) {
        out.write(bytes.length >>> shift);
      }
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
