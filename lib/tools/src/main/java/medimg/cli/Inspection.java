package medimg.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.Element;
import medimg.dicom.ImageLayout;
import medimg.dicom.PixelData;
import medimg.dicom.StoredValues;
import medimg.dictionary.Tag;

/**
 * What {@code inspect} says about one file.
 *
 * <p>The checksum is over the stored values as little-endian int32 in the order frame, row, column,
 * sample (float pixel data: float64), before rescale and palette; the probes are the values at flat
 * index (2k+1) N / 32.
 */
final class Inspection {
  private static final int PROBES = 16;

  private static final String[] FIELDS = {
    "path",
    "reader",
    "transferSyntax",
    "sopClass",
    "modality",
    "patientId",
    "patientName",
    "studyDate",
    "rows",
    "cols",
    "frames",
    "samples",
    "photometric",
    "bitsAllocated",
    "bitsStored",
    "pixelRepresentation",
    "valuesSha256",
    "min",
    "max",
    "mean",
    "probes",
    "error"
  };

  private final Map<String, Object> fields = new LinkedHashMap<>();
  private Dicom dicom;

  private Inspection(String path) {
    for (String field : FIELDS) {
      fields.put(field, null);
    }
    fields.put("path", path);
    fields.put("reader", Dicom.reader().name());
  }

  /**
   * Inspects a file; a fault becomes the row's {@code error}.
   *
   * @param operations whether the row gets {@code ops}, see {@link Operations}
   */
  static Inspection of(String shown, Path file, boolean operations) {
    Inspection row = new Inspection(shown);
    if (operations) {
      row.fields.put("ops", null);
    }
    try {
      row.readHeader(Dicom.read(file));
      row.readPixels();
      if (operations && row.dicom.hasPixelData()) {
        row.fields.put("ops", Operations.of(row.dicom));
      }
    } catch (DicomException e) {
      row.fields.put("error", e.getMessage());
    } catch (OutOfMemoryError e) {
      row.fields.put("error", shown + ": its pixels do not fit the memory of this Java");
    }
    return row;
  }

  private void readHeader(Dicom read) {
    dicom = read;
    fields.put("transferSyntax", text(dicom.meta().find(Tag.TransferSyntaxUID).orElse(null)));
    fields.put("sopClass", text(dicom.find(Tag.SOPClassUID).orElse(null)));
    fields.put("modality", text(dicom.find(Tag.Modality).orElse(null)));
    fields.put("patientId", text(dicom.find(Tag.PatientID).orElse(null)));
    fields.put("patientName", text(dicom.find(Tag.PatientName).orElse(null)));
    fields.put("studyDate", text(dicom.find(Tag.StudyDate).orElse(null)));
  }

  private static String text(Element element) {
    return element == null ? null : element.text();
  }

  private void readPixels() {
    if (!dicom.hasPixelData()) {
      dicom.cut().ifPresent(why -> fields.put("error", dicom.name() + ": " + why.sentence()));
      return;
    }
    PixelData pixels = dicom.pixelData();
    ImageLayout layout = pixels.layout();
    fields.put("rows", layout.rows());
    fields.put("cols", layout.columns());
    fields.put("frames", layout.frames());
    fields.put("samples", layout.samples());
    fields.put("photometric", layout.photometric());
    if (dicom.find(Tag.BitsAllocated).isPresent()) {
      fields.put("bitsAllocated", dicom.header().integer(Tag.BitsAllocated, 0));
    }
    if (dicom.find(Tag.BitsStored).isPresent()) {
      fields.put("bitsStored", dicom.header().integer(Tag.BitsStored, 0));
    }
    if (dicom.find(Tag.PixelRepresentation).isPresent()) {
      fields.put("pixelRepresentation", dicom.header().integer(Tag.PixelRepresentation, 0));
    }
    summarise(pixels, layout);
  }

  /** Checksum, extremes, mean and probes in one pass, frame by frame. */
  private void summarise(PixelData pixels, ImageLayout layout) {
    MessageDigest sha = sha256();
    long frameSize = layout.frameSize();
    long n = frameSize * layout.frames();
    Object[] probes = new Object[PROBES];
    long wholeSum = 0;
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    boolean floating = false;
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    int next = 0;
    for (int frame = 0; frame < layout.frames(); frame++) {
      StoredValues values = pixels.frame(frame);
      floating = values.isFloating();
      for (int i = 0; i < values.size(); i++) {
        if (chunk.remaining() < 8) {
          sha.update(chunk.array(), 0, chunk.position());
          chunk.clear();
        }
        double value;
        if (floating) {
          value = values.number(i);
          chunk.putDouble(value);
          sum += value;
        } else {
          long whole = values.integer(i);
          value = whole;
          chunk.putInt((int) whole);
          wholeSum += whole;
        }
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
      long start = frame * frameSize;
      while (next < PROBES && probeIndex(next, n) < start + frameSize) {
        int at = (int) (probeIndex(next, n) - start);
        probes[next++] = floating ? (Object) values.number(at) : (Object) values.integer(at);
      }
    }
    sha.update(chunk.array(), 0, chunk.position());
    fields.put("valuesSha256", HexFormat.of().formatHex(sha.digest()));
    fields.put("min", floating ? (Object) min : (Object) (long) min);
    fields.put("max", floating ? (Object) max : (Object) (long) max);
    fields.put("mean", (floating ? sum : (double) wholeSum) / n);
    fields.put("probes", probes);
  }

  private static long probeIndex(int k, long n) {
    return (2L * k + 1) * n / (2 * PROBES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The row as one JSON object. */
  String json() {
    StringBuilder out = new StringBuilder(600);
    Json.write(fields, out);
    return out.toString();
  }

  /** The row for a person to read; nothing that identifies a patient is in it. */
  String line() {
    StringBuilder out = new StringBuilder(String.valueOf(fields.get("path")));
    if (dicom != null) {
      out.append("  ").append(fields.get("modality") == null ? "-" : fields.get("modality"));
      if (fields.get("rows") != null) {
        out.append(
            String.format(
                Locale.ROOT,
                "  %d x %d, %s frame%s, %s, %s of %s bit",
                fields.get("rows"),
                fields.get("cols"),
                fields.get("frames"),
                fields.get("frames").equals(1) ? "" : "s",
                fields.get("photometric"),
                fields.get("bitsStored"),
                fields.get("bitsAllocated")));
      } else if (fields.get("error") == null) {
        out.append("  no pixel data");
      }
      out.append("  ").append(dicom.transferSyntax().name());
    }
    if (fields.get("min") != null) {
      out.append(String.format(Locale.ROOT, "  values %s to %s", fields.get("min"), fields.get("max")));
    }
    if (fields.get("error") != null) {
      out.append("  ERROR ").append(fields.get("error"));
    }
    return out.toString();
  }
}
