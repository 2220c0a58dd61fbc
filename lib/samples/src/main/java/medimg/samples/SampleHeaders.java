package medimg.samples;

import java.math.BigInteger;
import java.util.Locale;
import medimg.dicom.DataSet;
import medimg.dicom.DataSetBuilder;
import medimg.dicom.SampleImage;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;

/**
 * The headers of the samples: radiographs with the tags that SIIM's have, CT slices with those that
 * the CT Image module asks for (PS3.3 section C.8.2.1).
 *
 * <p>Everything says that it is synthetic: (0008,001C) Synthetic Data, the name, the comments.
 */
final class SampleHeaders {
  /** Rises when the same seed gives other files. */
  static final String VERSION = "1";

  private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
  private static final String CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2";

  /** The spacing that SIIM's files give, though their images were shrunk after it was written. */
  static final double SIIM_SPACING = .168;

  private SampleHeaders() {}

  /** SIIM's own faults, kept in the films of these numbers so that lessons can find them. */
  enum Fault {
    /** (0010,1010) Patient's Age without its unit, such as {@code 21}. */
    AGE_WITHOUT_UNIT(4, 21, 38),
    /** (0008,0020) Study Date 19010101, as de-identification left it. */
    STUDY_DATE_1901(7, 21, 55),
    /** (0028,0030) Pixel Spacing .168 mm, which would make the chest 172 mm wide. */
    PIXEL_SPACING_TOO_SMALL(11, 38, 90);

    private final int[] films;

    Fault(int... films) {
      this.films = films;
    }

    boolean of(int film) {
      for (int faulty : films) {
        if (faulty == film) {
          return true;
        }
      }
      return false;
    }
  }

  /** A UID under 2.25: 128 bits as a decimal number (PS3.5 section B.2). */
  private static String uid(long... keys) {
    Rng rng = new Rng(keys);
    BigInteger high = BigInteger.valueOf(rng.bits() >>> 1);
    BigInteger low = new BigInteger(Long.toUnsignedString(rng.bits()));
    return "2.25." + high.shiftLeft(64).or(low);
  }

  /** Quality of the JPEG, drawn without regard to the label. */
  static float quality(long seed, int film) {
    return (float) new Rng(seed, film, 0x4A504547).in(.86, .94);
  }

  private static String patientId(long seed, int patient) {
    return String.format(Locale.ROOT, "SYNTHETIC-%d-%05d", seed, patient);
  }

  private static DataSetBuilder common(String sopClass, long... keys) {
    return DataSet.builder()
        .put(Tag.SpecificCharacterSet, "ISO_IR 100")
        .put(Tag.SOPClassUID, sopClass)
        .put(Tag.SOPInstanceUID, uid(keys))
        .put(Tag.SyntheticData, "YES")
        .put(Tag.AccessionNumber, "")
        .put(Tag.ReferringPhysicianName, "")
        .put(Tag.PatientBirthDate, "")
        .put(Tag.StudyID, "")
        .put(Tag.ImageComments, SampleImage.COMMENT)
        .put(Tag.SamplesPerPixel, 1)
        .put(Tag.PhotometricInterpretation, "MONOCHROME2");
  }

  static DataSet radiograph(long seed, Samples.Film film, double spacing) {
    ChestPhantom patient = film.patient();
    int number = film.number();
    boolean oddDate = Fault.STUDY_DATE_1901.of(number);
    String age = String.format(Locale.ROOT, "%03dY", patient.age() + film.study());
    double shown = Fault.PIXEL_SPACING_TOO_SMALL.of(number) ? SIIM_SPACING : spacing;
    String id = patientId(seed, film.patientNumber());
    DataSetBuilder set = common(SECONDARY_CAPTURE, seed, number, 1);
    if (Fault.AGE_WITHOUT_UNIT.of(number)) {
      age = age.substring(1, 3);
    }
    return set.put(Tag.StudyDate, oddDate ? "19010101" : date(seed, film))
        .put(Tag.StudyTime, "000000.00")
        .put(Tag.Modality, "CR")
        .put(Tag.ConversionType, "WSD")
        .put(Tag.SeriesDescription, "view: " + patient.view())
        .put(Tag.PatientName, id)
        .put(Tag.PatientID, id)
        .put(Tag.PatientSex, String.valueOf(patient.sex()))
        .put(Tag.PatientAge, age)
        .put(Tag.BodyPartExamined, "CHEST")
        .put(Tag.ViewPosition, patient.view())
        .put(Tag.StudyInstanceUID, uid(seed, number, 2))
        .put(Tag.SeriesInstanceUID, uid(seed, number, 3))
        .put(Tag.SeriesNumber, 1)
        .put(Tag.InstanceNumber, 1)
        .put(Tag.PatientOrientation, "")
        .put(Tag.Rows, Radiograph.SIZE)
        .put(Tag.Columns, Radiograph.SIZE)
        .put(Tag.PixelSpacing, rounded(shown), rounded(shown))
        .put(Tag.BitsAllocated, 8)
        .put(Tag.BitsStored, 8)
        .put(Tag.HighBit, 7)
        .put(Tag.PixelRepresentation, 0)
        .put(Tag.LossyImageCompression, "01")
        .put(Tag.LossyImageCompressionMethod, "ISO_10918_1")
        .build();
  }

  /** A day of the years 2001 to 2005; a second study is some weeks after the first. */
  private static String date(long seed, Samples.Film film) {
    Rng rng = new Rng(seed, film.patientNumber(), 0x44415445);
    int day = (int) (rng.unit() * 1500) + film.study() * (14 + (int) (rng.unit() * 300));
    return java.time.LocalDate.of(2001, 1, 1)
        .plusDays(day)
        .format(java.time.format.DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static double rounded(double spacing) {
    return Math.round(spacing * 1e6) / 1e6;
  }

  private static DataSetBuilder ct(
      long seed, int series, int slice, double[] position, double spacing, double thickness) {
    String id = patientId(seed, 90_000 + series);
    return common(CT_IMAGE, seed, series, slice, 5)
        .put(Tag.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
        .put(Tag.StudyDate, "20050101")
        .put(Tag.SeriesDate, "20050101")
        .put(Tag.AcquisitionDate, "20050101")
        .put(Tag.ContentDate, "20050101")
        .put(Tag.StudyTime, "120000")
        .put(Tag.ContentTime, "120000")
        .put(Tag.Modality, "CT")
        .put(Tag.Manufacturer, "medimg")
        .put(Tag.ManufacturerModelName, "analytic phantom")
        .put(Tag.PatientName, id)
        .put(Tag.PatientID, id)
        .put(Tag.PatientPosition, "HFS")
        .put(Tag.StudyInstanceUID, uid(seed, series, 6))
        .put(Tag.SeriesInstanceUID, uid(seed, series, 7))
        .put(Tag.FrameOfReferenceUID, uid(seed, series, 8))
        .put(Tag.PositionReferenceIndicator, "")
        .put(Tag.SeriesNumber, series)
        .put(Tag.AcquisitionNumber, 1)
        .put(Tag.InstanceNumber, slice + 1)
        .put(Tag.KVP, 120)
        .put(Tag.SliceThickness, thickness)
        .put(Tag.ImagePositionPatient, position)
        .put(Tag.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)
        .put(Tag.SliceLocation, position[2])
        .put(Tag.Rows, ChestCtSeries.SIZE)
        .put(Tag.Columns, ChestCtSeries.SIZE)
        .put(Tag.PixelSpacing, spacing, spacing)
        .put(Tag.BitsAllocated, 16)
        .put(Tag.BitsStored, 16)
        .put(Tag.HighBit, 15)
        .put(Tag.PixelRepresentation, 1)
        .put(Tag.PixelPaddingValue, VR.SS, ChestCtSeries.PADDING)
        .put(Tag.RescaleIntercept, HeadPhantom.RESCALE_INTERCEPT)
        .put(Tag.RescaleSlope, 1)
        .put(Tag.RescaleType, "HU");
  }

  static DataSet chestCt(long seed, ChestCtSeries chest, int slice) {
    return ct(
            seed,
            1,
            slice,
            chest.position(slice),
            ChestCtSeries.PIXEL_SPACING,
            ChestCtSeries.THICKNESS)
        .put(Tag.SeriesDescription, "Chest and abdomen")
        .put(Tag.BodyPartExamined, "CHEST")
        .put(Tag.PatientSex, String.valueOf(chest.sex()))
        .put(Tag.PatientAge, String.format(Locale.ROOT, "%03dY", chest.age()))
        .put(Tag.WindowCenter, 40, -600)
        .put(Tag.WindowWidth, 400, 1500)
        .put(Tag.WindowCenterWidthExplanation, "SOFT TISSUE", "LUNG")
        .build();
  }

  static DataSet headCt(long seed, HeadPhantom head, int slice) {
    return ct(
            seed,
            2,
            slice,
            head.position(slice),
            HeadPhantom.PIXEL_SPACING,
            HeadPhantom.SLICE_THICKNESS)
        .put(Tag.SeriesDescription, "Head")
        .put(Tag.BodyPartExamined, "HEAD")
        .put(Tag.PatientSex, "O")
        .put(Tag.PatientAge, "060Y")
        .put(Tag.WindowCenter, 40, 600)
        .put(Tag.WindowWidth, 80, 2800)
        .put(Tag.WindowCenterWidthExplanation, "BRAIN", "BONE")
        .build();
  }
}
