package medimg.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import medimg.dicom.DataSet;
import medimg.dicom.DataSetBuilder;
import medimg.dicom.DicomWriter;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;

/** A folder of small sound DICOM files, to which faults are added one by one. */
final class Planted {
  static final int SIZE = 16;
  private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  private static final String MR = "1.2.840.10008.5.1.4.1.1.4";
  private static final String PET = "1.2.840.10008.5.1.4.1.1.128";
  private static final String CR = "1.2.840.10008.5.1.4.1.1.1";

  private final Path folder;
  private final TreeSet<String> good = new TreeSet<>();
  private int uids;

  Planted(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** The files that have no fault. */
  TreeSet<String> good() {
    return good;
  }

  String uid() {
    return "2.25." + (1_000_000 + uids++);
  }

  /** What all files have, with new UIDs for study, series and image. */
  private DataSetBuilder any(String sopClass, String modality, String patient) {
    return DataSet.builder()
        .put(Tag.SOPClassUID, sopClass)
        .put(Tag.SOPInstanceUID, uid())
        .put(Tag.StudyDate, "20200615")
        .put(Tag.AcquisitionDate, "20200616")
        .put(Tag.Modality, modality)
        .put(Tag.PatientName, "Doe^" + patient)
        .put(Tag.PatientID, patient)
        .put(Tag.PatientBirthDate, "19600701")
        .put(Tag.PatientSex, "F")
        .put(Tag.PatientAge, "059Y")
        .put(Tag.PatientIdentityRemoved, "NO")
        .put(Tag.StudyInstanceUID, uid())
        .put(Tag.SeriesInstanceUID, uid())
        .put(Tag.InstanceNumber, 1);
  }

  private static DataSetBuilder image(DataSetBuilder set, int rows, int columns, int bits) {
    return set.put(Tag.SamplesPerPixel, 1)
        .put(Tag.PhotometricInterpretation, "MONOCHROME2")
        .put(Tag.Rows, rows)
        .put(Tag.Columns, columns)
        .put(Tag.BitsAllocated, bits)
        .put(Tag.BitsStored, bits)
        .put(Tag.HighBit, bits - 1)
        .put(Tag.PixelRepresentation, 0);
  }

  /** A chest radiograph 400 mm wide. */
  DataSet film(String patient) {
    return image(any(CR, "CR", patient), SIZE, SIZE, 8)
        .put(Tag.BodyPartExamined, "CHEST")
        .put(Tag.PixelSpacing, 400. / SIZE, 400. / SIZE)
        .build();
  }

  private DataSet[] slices(String sopClass, String modality, String patient, int count) {
    DataSet first = image(any(sopClass, modality, patient), SIZE, SIZE, 16).build();
    String frame = uid();
    DataSet[] slices = new DataSet[count];
    for (int i = 0; i < count; i++) {
      slices[i] =
          first.toBuilder()
              .put(Tag.SOPInstanceUID, uid())
              .put(Tag.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
              .put(Tag.InstanceNumber, i + 1)
              .put(Tag.FrameOfReferenceUID, frame)
              .put(Tag.ImagePositionPatient, 0, 0, 5 * i)
              .put(Tag.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)
              .put(Tag.PixelSpacing, .7, .7)
              .put(Tag.WindowCenter, 40)
              .put(Tag.WindowWidth, 400)
              .build();
    }
    return slices;
  }

  /** A CT series of axial slices 5 mm apart, in HU. */
  DataSet[] ct(String patient, int count) {
    DataSet[] slices = slices(CT, "CT", patient, count);
    Arrays.setAll(
        slices,
        i ->
            slices[i].toBuilder()
                .put(Tag.RescaleIntercept, -1024)
                .put(Tag.RescaleSlope, 1)
                .put(Tag.RescaleType, "HU")
                .build());
    return slices;
  }

  /** An MR series with two echoes at each place. */
  DataSet[] mr(String patient, int count) {
    DataSet[] slices = slices(MR, "MR", patient, count);
    Arrays.setAll(
        slices,
        i ->
            slices[i].toBuilder()
                .put(Tag.EchoTime, i % 2 == 0 ? 10 : 80)
                .put(Tag.SpacingBetweenSlices, 5)
                .put(Tag.ImagePositionPatient, 0, 0, 5 * (i / 2))
                .build());
    return slices;
  }

  /** A PET series, whose slope differs from slice to slice as it may. */
  DataSet[] pet(String patient, int count) {
    DataSet[] slices = slices(PET, "PT", patient, count);
    Arrays.setAll(
        slices,
        i ->
            slices[i].toBuilder()
                .put(Tag.Units, "BQML")
                .put(Tag.RescaleIntercept, 0)
                .put(Tag.RescaleSlope, 1 + i)
                .build());
    return slices;
  }

  /** Pixels that no other image has. */
  private static short[] values(int seed, int count) {
    Random random = new Random(seed);
    short[] values = new short[count];
    for (int i = 0; i < count; i++) {
      values[i] = (short) (10 + random.nextInt(200));
    }
    return values;
  }

  /** Writes a file with pixels of its own. */
  String write(String name, DataSet set) throws IOException {
    return write(name, set, uids++);
  }

  /** Writes a file whose pixels follow from a seed. */
  String write(String name, DataSet set, int seed) throws IOException {
    return write(name, bytes(set, seed));
  }

  /** A file whose pixels follow from a seed. */
  byte[] bytes(DataSet set, int seed) {
    int count = set.integer(Tag.Rows, 0) * set.integer(Tag.Columns, 0);
    short[] values = values(seed, count);
    DicomWriter writer = DicomWriter.of(set, TransferSyntax.EXPLICIT_LITTLE);
    if (set.integer(Tag.BitsAllocated, 16) == 8) {
      byte[] bytes = new byte[count];
      for (int i = 0; i < count; i++) {
        bytes[i] = (byte) values[i];
      }
      writer.pixels(bytes);
    } else {
      writer.pixels(values);
    }
    return writer.bytes();
  }

  /** Writes bytes as they are. */
  String write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return name;
  }

  /** Writes a whole series of sound files. */
  void writeGood(String prefix, DataSet... sets) throws IOException {
    for (int i = 0; i < sets.length; i++) {
      good.add(write(String.format(Locale.ROOT, "%s/%03d.dcm", prefix, i), sets[i]));
    }
  }

  /** A hundred sound files. */
  Planted hundredGood() throws IOException {
    writeGood("good/ct", ct("A1", 40));
    writeGood("good/mr", mr("A2", 20));
    writeGood("good/pet", pet("A3", 10));
    for (int i = 0; i < 30; i++) {
      writeGood("good/film" + i, film("B" + i / 2));
    }
    return this;
  }
}
