package medimg.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import medimg.dicom.DataSet;
import medimg.dicom.DataSetBuilder;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomWriter;
import medimg.dicom.TransferSyntax;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;

/** A hundred sound files, among which each fault is planted. */
final class PlantedFaults {
  private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
  private static final String TEXT_REPORT = "1.2.840.10008.5.1.4.1.1.88.11";
  private static final String PDF = "1.2.840.10008.5.1.4.1.1.104.1";
  private static final String RT_PLAN = "1.2.840.10008.5.1.4.1.1.481.5";

  private final Planted folder;
  private final Map<Rule, Set<String>> planted = new EnumMap<>(Rule.class);

  PlantedFaults(Path place) throws IOException {
    folder = new Planted(place).hundredGood();
    brokenFiles();
    sameFiles();
    patientsAndDates();
    slices();
    elements();
    objects();
  }

  Planted folder() {
    return folder;
  }

  /** The files in which each fault was planted. */
  Map<Rule, Set<String>> files() {
    return planted;
  }

  /** Changes one film of a patient of its own. */
  interface Change {
    DataSetBuilder to(DataSetBuilder film);
  }

  private void plant(Rule rule, String... files) {
    planted.computeIfAbsent(rule, r -> new TreeSet<>()).addAll(List.of(files));
  }

  private static String file(Rule rule, String name) {
    return "bad/" + rule + "/" + name;
  }

  private void film(Rule rule, Change change) throws IOException {
    int number = planted.getOrDefault(rule, Set.of()).size();
    DataSet film = folder.film("F" + rule + number);
    plant(rule, folder.write(file(rule, "film" + number), with(film, change)));
  }

  static DataSet with(DataSet set, Change change) {
    return change.to(set.toBuilder()).build();
  }

  /** Writes a CT series of twelve slices, of which the one at {@code changed} is changed. */
  private List<String> series(Rule rule, int changed, Change change) throws IOException {
    DataSet[] slices = folder.ct("S" + rule, 12);
    slices[changed] = with(slices[changed], change);
    return writeAll(rule, slices);
  }

  private List<String> writeAll(Rule rule, DataSet[] slices) throws IOException {
    String[] names = new String[slices.length];
    for (int i = 0; i < slices.length; i++) {
      names[i] = folder.write(file(rule, i + ".dcm"), slices[i]);
    }
    return List.of(names);
  }

  private static byte[] bytes(DataSet film) {
    byte own = (byte) film.string(Tag.PatientID, "").hashCode();
    return DicomWriter.of(film, TransferSyntax.EXPLICIT_LITTLE)
        .pixels(new byte[] {1, 2, own, 4})
        .bytes();
  }

  private DataSet tiny(Rule rule) {
    return with(folder.film("T" + rule), f -> f.put(Tag.Rows, 2).put(Tag.Columns, 2)).toBuilder()
        .put(Tag.BodyPartExamined, "HAND")
        .build();
  }

  private void brokenFiles() throws IOException {
    plant(
        Rule.UNREADABLE,
        folder.write("bad/text.dcm", "just words, and no image at all".getBytes()));
    plant(Rule.EMPTY_FILE, folder.write("bad/empty.dcm", new byte[0]));
    plant(Rule.EMPTY_FILE, folder.write("bad/empty", new byte[0]));
    byte[] whole = bytes(tiny(Rule.CUT));
    plant(Rule.CUT, folder.write("bad/cut.dcm", Arrays.copyOf(whole, whole.length - 60)));
    byte[] inPixels = folder.bytes(folder.film("C1"), -6);
    plant(
        Rule.CUT, folder.write("bad/cutpixels.dcm", Arrays.copyOf(inPixels, inPixels.length - 60)));
    byte[] noPixels = DicomWriter.of(folder.film("N1"), TransferSyntax.EXPLICIT_LITTLE).bytes();
    plant(Rule.NO_PIXELS, folder.write("bad/nopixels.dcm", noPixels));
    DataSet large = tiny(Rule.PIXELS_BROKEN);
    byte[] less = bytes(large);
    int rows = indexOf(less, new byte[] {0x28, 0, 0x10, 0, 'U', 'S', 2, 0});
    less[rows + 8] = 3;
    plant(Rule.PIXELS_BROKEN, folder.write("bad/short.dcm", less));
    byte[] more = bytes(tiny(Rule.PIXELS_LONGER));
    more[indexOf(more, new byte[] {0x28, 0, 0x10, 0, 'U', 'S', 2, 0}) + 8] = 1;
    plant(Rule.PIXELS_LONGER, folder.write("bad/long.dcm", more));
    byte[] syntax = bytes(tiny(Rule.TRANSFER_SYNTAX));
    int explicit = indexOf(syntax, "1.2.840.10008.1.2.1".getBytes());
    syntax[explicit + 18] = 0;
    syntax[explicit + 17] = 0;
    plant(Rule.TRANSFER_SYNTAX, folder.write("bad/syntax.dcm", syntax));
    byte[] meta = bytes(tiny(Rule.META_DIFFERS));
    int uid = indexOf(meta, "2.25.1".getBytes());
    meta[uid + 6]++;
    plant(Rule.META_DIFFERS, folder.write("bad/meta.dcm", meta));
    Files.createSymbolicLink(folder.folder().resolve("bad/link"), Path.of("nowhere"));
    plant(Rule.UNREACHABLE, "bad/link");
  }

  private static int indexOf(byte[] all, byte[] part) {
    for (int i = 0; i + part.length <= all.length; i++) {
      if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("the bytes are not there");
  }

  private void sameFiles() throws IOException {
    DataSet one = folder.film("P1");
    plant(Rule.COPY, folder.write("bad/copy/a.dcm", one, -1));
    plant(Rule.COPY, folder.write("bad/copy/b.dcm", one, -1));
    DataSet two = folder.film("P2");
    plant(Rule.UID_FOR_SEVERAL, folder.write("bad/uid/a.dcm", two, -2));
    plant(Rule.UID_FOR_SEVERAL, folder.write("bad/uid/b.dcm", two, -3));
    plant(Rule.SAME_PIXELS, folder.write("bad/pixels/yes/a.dcm", folder.film("P3"), -4));
    plant(Rule.SAME_PIXELS, folder.write("bad/pixels/no/a.dcm", folder.film("P3"), -4));
    plant(Rule.PIXELS_OF_TWO_PATIENTS, folder.write("bad/whose/a.dcm", folder.film("P4"), -5));
    plant(Rule.PIXELS_OF_TWO_PATIENTS, folder.write("bad/whose/b.dcm", folder.film("P5"), -5));
    byte[] blank =
        DicomWriter.of(folder.film("P6"), TransferSyntax.EXPLICIT_LITTLE)
            .pixels(new byte[Planted.SIZE * Planted.SIZE])
            .bytes();
    plant(Rule.BLANK, folder.write("bad/blank.dcm", blank));
  }

  private void patientsAndDates() throws IOException {
    for (String sex : List.of("M", "F")) {
      film(
          Rule.PATIENT_CONTRADICTS,
          f ->
              f.put(Tag.PatientID, "one").put(Tag.PatientName, "Doe^One").put(Tag.PatientSex, sex));
    }
    film(Rule.ONE_PERSON, f -> f.put(Tag.PatientName, "Roe^Jane"));
    film(Rule.ONE_PERSON, f -> f.put(Tag.PatientName, "ROE^JANE^"));
    film(Rule.BODY, f -> f.put(Tag.PatientSize, 175));
    film(Rule.BODY, f -> f.put(Tag.PatientWeight, 0));
    String dates = folder.uid();
    for (String date : List.of("20200612", "20200614")) {
      film(
          Rule.STUDY_CONTRADICTS,
          f ->
              f.put(Tag.PatientID, "dates")
                  .put(Tag.PatientName, "Doe")
                  .put(Tag.StudyInstanceUID, dates)
                  .put(Tag.StudyDate, date));
    }
    film(Rule.NO_PATIENT, f -> f.put(Tag.PatientID, ""));
    film(Rule.SEX, f -> f.put(Tag.PatientSex, "FEMALE"));
    film(Rule.AGE_FORM, f -> f.put(Tag.PatientAge, "59"));
    film(Rule.AGE, f -> f.put(Tag.PatientAge, "033Y"));
    film(Rule.AGE, f -> f.put(Tag.PatientAge, "148Y").put(Tag.PatientBirthDate, ""));
    film(Rule.DATE, f -> f.put(Tag.StudyDate, "19010101"));
    film(Rule.DATE, f -> f.put(Tag.StudyDate, "29990101"));
    film(Rule.DATE, f -> f.put(Tag.AcquisitionDate, "20200231"));
    film(Rule.DATE, f -> f.put(Tag.PatientBirthDate, "20200701"));
    film(Rule.DATES_APART, f -> f.put(Tag.AcquisitionDate, "20190615"));
    String study = folder.uid();
    for (String patient : List.of("Q1", "Q2")) {
      DataSet film = with(folder.film(patient), f -> f.put(Tag.StudyInstanceUID, study));
      plant(
          Rule.TWO_PATIENTS_IN_STUDY,
          folder.write(file(Rule.TWO_PATIENTS_IN_STUDY, patient), film));
    }
    String series = folder.uid();
    for (int i = 0; i < 2; i++) {
      DataSet film = folder.film("Q3");
      int number = i + 1;
      film = with(film, f -> f.put(Tag.SeriesInstanceUID, series).put(Tag.InstanceNumber, number));
      plant(
          Rule.SERIES_IN_TWO_STUDIES, folder.write(file(Rule.SERIES_IN_TWO_STUDIES, "" + i), film));
    }
    String space = folder.uid();
    for (String patient : List.of("Q4", "Q5")) {
      DataSet slice = with(folder.ct(patient, 1)[0], s -> s.put(Tag.FrameOfReferenceUID, space));
      plant(
          Rule.TWO_PATIENTS_IN_SPACE,
          folder.write(file(Rule.TWO_PATIENTS_IN_SPACE, patient), slice));
    }
    film(
        Rule.IDENTITY_LEFT,
        f -> f.put(Tag.PatientIdentityRemoved, "YES").put(Tag.PatientAddress, "1 Main Street"));
  }

  private void slices() throws IOException {
    DataSet[] gap = folder.ct("G1", 12);
    gap[6] = gap[11];
    List<String> names = writeAll(Rule.MISSING_SLICE, Arrays.copyOf(gap, 11));
    Files.delete(folder.folder().resolve(names.get(6)));
    plant(Rule.MISSING_SLICE, names.get(5), names.get(7));

    DataSet[] twice = folder.ct("G2", 12);
    names = writeAll(Rule.DOUBLED_SLICE, twice);
    DataSet again =
        with(twice[4], s -> s.put(Tag.SOPInstanceUID, folder.uid()).put(Tag.InstanceNumber, 13));
    plant(
        Rule.DOUBLED_SLICE,
        names.get(4),
        folder.write(file(Rule.DOUBLED_SLICE, "again.dcm"), again));

    names = series(Rule.UNEVEN_SLICES, 5, s -> s.put(Tag.ImagePositionPatient, 0, 0, 26));
    plant(Rule.UNEVEN_SLICES, names.get(5), names.get(6));
    DataSet[] said = folder.ct("G3", 12);
    Arrays.setAll(said, i -> with(said[i], s -> s.put(Tag.SpacingBetweenSlices, 2.5)));
    plant(Rule.SLICE_DISTANCE, writeAll(Rule.SLICE_DISTANCE, said).toArray(String[]::new));
    names = series(Rule.SAME_NUMBER, 5, s -> s.put(Tag.InstanceNumber, 5));
    plant(Rule.SAME_NUMBER, names.get(4), names.get(5));
    names = series(Rule.MIXED_SIZE, 11, s -> s.put(Tag.Rows, 8).put(Tag.Columns, 8));
    plant(Rule.MIXED_SIZE, names.get(11));
    DataSet[] thick = folder.ct("G7", 12);
    Arrays.setAll(thick, i -> with(thick[i], s -> s.put(Tag.SliceThickness, i < 11 ? 5 : 10)));
    plant(Rule.MIXED_THICKNESS, writeAll(Rule.MIXED_THICKNESS, thick).get(11));
    names = series(Rule.MIXED_SPACING, 3, s -> s.put(Tag.PixelSpacing, .9, .9));
    plant(Rule.MIXED_SPACING, names.get(3));
    names =
        series(
            Rule.MIXED_ORIENTATION, 11, s -> s.put(Tag.ImageOrientationPatient, 1, 0, 0, 0, 0, -1));
    plant(Rule.MIXED_ORIENTATION, names.get(11));
    names = series(Rule.MIXED_RESCALE, 2, s -> s.put(Tag.RescaleIntercept, -1000));
    plant(Rule.MIXED_RESCALE, names.get(2));
    names = series(Rule.MIXED_MODALITY, 11, s -> s.put(Tag.Modality, "MR"));
    plant(Rule.MIXED_MODALITY, names.get(11));
    plant(Rule.CLASS_AND_MODALITY, names.get(11));
    names = series(Rule.NO_POSITION, 11, s -> s.remove(Tag.ImagePositionPatient));
    plant(Rule.NO_POSITION, names.get(11));
    names = series(Rule.NO_SPACING, 11, s -> s.remove(Tag.PixelSpacing));
    plant(Rule.NO_SPACING, names.get(11));
    names = series(Rule.UNIT, 5, s -> s.remove(Tag.RescaleIntercept).remove(Tag.RescaleSlope));
    plant(Rule.UNIT, names.get(5));
    names = series(Rule.RESCALE, 5, s -> s.remove(Tag.RescaleIntercept));
    plant(Rule.RESCALE, names.get(5));
    plant(Rule.MIXED_RESCALE, names.get(5));
    DataSet[] lost = folder.ct("G4", 12);
    Arrays.setAll(lost, i -> with(lost[i], s -> s.put(Tag.RescaleIntercept, 0)));
    plant(Rule.NOT_HU, writeAll(Rule.NOT_HU, lost).toArray(String[]::new));
    names =
        series(
            Rule.LOCALIZER,
            0,
            s ->
                s.put(Tag.ImageType, "ORIGINAL", "PRIMARY", "LOCALIZER")
                    .put(Tag.ImageOrientationPatient, 1, 0, 0, 0, 0, -1));
    plant(Rule.LOCALIZER, names.get(0));
    names = series(Rule.NO_WINDOW, 3, s -> s.remove(Tag.WindowCenter).remove(Tag.WindowWidth));
    plant(Rule.NO_WINDOW, names.get(3));
    DataSet[] tilted = folder.ct("G5", 12);
    for (int i = 0; i < tilted.length; i++) {
      int n = i;
      tilted[i] = with(tilted[i], s -> s.put(Tag.ImagePositionPatient, 0, 2 * n, 5 * n));
    }
    plant(Rule.TILTED, writeAll(Rule.TILTED, tilted).get(1));
    DataSet[] late = folder.ct("G6", 12);
    plant(
        Rule.NUMBER_GAP,
        writeAll(Rule.NUMBER_GAP, Arrays.copyOfRange(late, 4, 12)).toArray(String[]::new));
  }

  private void elements() throws IOException {
    film(Rule.REQUIRED_ABSENT, f -> f.remove(Tag.Modality));
    film(Rule.RULER, f -> f.put(Tag.PixelSpacing, .168, .168));
    film(Rule.NO_SPACING, f -> f.remove(Tag.BodyPartExamined).put(Tag.PixelSpacing, 0, 0));
    film(
        Rule.STANDARD,
        f -> f.put(Tag.StudyDescription, VR.LO, new byte[] {'M', (byte) 0xFC, 'l', 'l'}));
    film(Rule.NO_RULER, f -> f.remove(Tag.PixelSpacing));
    film(Rule.WINDOW, f -> f.put(Tag.WindowCenter, 128).put(Tag.WindowWidth, 0));
    film(Rule.WINDOW, f -> f.put(Tag.WindowCenter, 128, 60).put(Tag.WindowWidth, 20));
    film(Rule.BITS, f -> f.put(Tag.BitsStored, 7));
    film(Rule.BURNED_IN, f -> f.put(Tag.BurnedInAnnotation, "YES"));
    film(Rule.PRIVATE_CREATOR, f -> f.put(0x00111001, VR.LO, new byte[] {'a', 'b'}));
    film(Rule.STANDARD, f -> f.put(Tag.StudyTime, "half past two"));
    film(
        Rule.PRIVATE,
        f ->
            f.put(0x00110010, VR.LO, "MAKER".getBytes())
                .put(0x00111001, VR.LO, new byte[] {'a', 'b'}));
    film(Rule.INVERTED, f -> f.put(Tag.PhotometricInterpretation, "MONOCHROME1"));
    film(
        Rule.UID_FORM,
        f -> f.put(Tag.StudyInstanceUID, VR.UI, ("1.2." + "3".repeat(66)).getBytes()));
    DataSet film = folder.film("L1");
    byte[] lossy =
        DicomWriter.of(film, TransferSyntax.JPEG_BASELINE)
            .pixels(new byte[Planted.SIZE * Planted.SIZE])
            .bytes();
    plant(Rule.LOSSY_UNSAID, folder.write("bad/lossy.dcm", lossy));
    plant(Rule.BLANK, "bad/lossy.dcm");
    byte[] htj2k =
        DicomBytes.grey8(TransferSyntax.of("1.2.840.10008.1.2.4.201"), 4, 4)
            .fragments(new byte[] {1, 2})
            .bytes();
    plant(Rule.NOT_DECODED, folder.write("bad/htj2k.dcm", htj2k));
    plant(Rule.NO_PATIENT, "bad/htj2k.dcm");
    plant(Rule.REQUIRED_ABSENT, "bad/htj2k.dcm");
  }

  private void objects() throws IOException {
    film(Rule.SECONDARY_CAPTURE, f -> f.put(Tag.SOPClassUID, SECONDARY_CAPTURE));
    plant(Rule.BURNED_IN_UNSAID, planted.get(Rule.SECONDARY_CAPTURE).toArray(String[]::new));
    object(Rule.REPORT, TEXT_REPORT, "SR");
    object(Rule.DOCUMENT, PDF, "DOC");
    object(Rule.OTHER_OBJECT, RT_PLAN, "RTPLAN");
    plant(Rule.OTHER_FILE, folder.write("bad/letter.pdf", "%PDF-1.4 and so on".getBytes()));
    plant(Rule.OTHER_FILE, folder.write("bad/list.csv", "file,label\n".getBytes()));
    byte[] directory =
        DicomBytes.file(TransferSyntax.EXPLICIT_LITTLE)
            .sequence(
                Tag.DirectoryRecordSequence,
                DicomBytes.bare(true)
                    .text(Tag.DirectoryRecordType, VR.CS, "IMAGE")
                    .text(Tag.ReferencedFileID, VR.CS, "GONE"))
            .bytes();
    String name = folder.write("bad/disc/DICOMDIR", directory);
    plant(Rule.DICOMDIR, name);
    plant(Rule.DICOMDIR_MISSING, name);
    DataSet[] views = {folder.film("V1"), folder.film("V1")};
    String series = views[0].string(Tag.SeriesInstanceUID, "");
    String study = views[0].string(Tag.StudyInstanceUID, "");
    views[1] =
        with(
            views[1],
            f ->
                f.put(Tag.SeriesInstanceUID, series)
                    .put(Tag.StudyInstanceUID, study)
                    .put(Tag.InstanceNumber, 2)
                    .put(Tag.PixelSpacing, 20, 20));
    plant(Rule.MIXED_VIEWS, writeAll(Rule.MIXED_VIEWS, views).get(1));
  }

  private void object(Rule rule, String sopClass, String modality) throws IOException {
    DataSet object =
        DataSet.builder()
            .put(Tag.SOPClassUID, sopClass)
            .put(Tag.SOPInstanceUID, folder.uid())
            .put(Tag.Modality, modality)
            .put(Tag.PatientID, "O1")
            .put(Tag.StudyInstanceUID, "2.25.77")
            .put(Tag.SeriesInstanceUID, folder.uid())
            .build();
    byte[] bytes = DicomWriter.of(object, TransferSyntax.EXPLICIT_LITTLE).bytes();
    plant(rule, folder.write(file(rule, "a.dcm"), bytes));
  }
}
