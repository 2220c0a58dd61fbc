package medimg.dicom;

import static medimg.dicom.TransferSyntax.EXPLICIT_LITTLE;
import static org.assertj.core.api.Assertions.assertThat;

import medimg.dictionary.Dictionary;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is hidden until somebody asks for it. */
class IdentifyingTest {
  private static boolean hidden(int tag, VR vr) {
    return Identifying.is(DicomBytes.file(EXPLICIT_LITTLE).text(tag, vr, "1").read().get(tag));
  }

  /** Elements of PS3.15 table E.1-1 of all kinds. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AccessionNumber",
        "AcquisitionDate",
        "AdditionalPatientHistory",
        "AdmittingDiagnosesDescription",
        "Allergies",
        "BranchOfService",
        "CassetteID",
        "ContrastBolusAgent",
        "ContainerIdentifier",
        "CountryOfResidence",
        "DeviceSerialNumber",
        "EthnicGroup",
        "FillerOrderNumberImagingServiceRequest",
        "FrameOfReferenceUID",
        "GPSLatitude",
        "ImageComments",
        "InstitutionAddress",
        "InstitutionName",
        "IssuerOfPatientID",
        "MedicalAlerts",
        "MedicalRecordLocator",
        "Occupation",
        "OperatorsName",
        "OrderCallbackPhoneNumber",
        "OrderEntererLocation",
        "OtherPatientIDs",
        "PatientAddress",
        "PatientBirthDate",
        "PatientBirthTime",
        "PatientID",
        "PatientName",
        "PatientTelephoneNumbers",
        "PerformedStationName",
        "PlacerOrderNumberImagingServiceRequest",
        "PregnancyStatus",
        "ProtocolName",
        "ROIName",
        "RTPlanLabel",
        "RTPlanName",
        "RequestedProcedureLocation",
        "ResponsibleOrganization",
        "SOPInstanceUID",
        "SeriesDescription",
        "SeriesInstanceUID",
        "SlideIdentifier",
        "SmokingStatus",
        "SpecimenIdentifier",
        "StationName",
        "StructureSetLabel",
        "StudyDate",
        "StudyDescription",
        "StudyID",
        "StudyInstanceUID",
        "StudyTime",
        "TextString",
        "TimezoneOffsetFromUTC",
        "TreatmentMachineName"
      })
  void whatTheConfidentialityProfileListsIsHidden(String keyword) {
    int tag = Tag.of(keyword);
    assertThat(hidden(tag, Dictionary.vr(tag))).as(keyword).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BodyPartExamined",
        "CodeMeaning",
        "ConvolutionKernel",
        "DistanceSourceToPatient",
        "ImageOrientationPatient",
        "ImagePositionPatient",
        "ImageType",
        "InstanceNumber",
        "KVP",
        "Manufacturer",
        "Modality",
        "PatientAge",
        "PatientSex",
        "PatientSize",
        "PatientWeight",
        "PhotometricInterpretation",
        "PixelSpacing",
        "RescaleType",
        "Rows",
        "SOPClassUID",
        "SliceThickness",
        "SyntheticData",
        "ViewPosition",
        "WindowCenter"
      })
  void whatDescribesTheImageIsShown(String keyword) {
    int tag = Tag.of(keyword);
    assertThat(hidden(tag, Dictionary.vr(tag))).as(keyword).isFalse();
  }

  @Test
  void aWrongVrInTheFileUnhidesNothing() {
    assertThat(hidden(Tag.StudyDate, VR.CS)).isTrue();
    assertThat(hidden(Tag.PatientID, VR.CS)).isTrue();
  }

  @Test
  void privateValuesAreHiddenAndTheirCreatorsShown() {
    assertThat(hidden(0x00291010, VR.DS)).isTrue();
    assertThat(hidden(0x00290010, VR.LO)).isFalse();
  }

  @Test
  void anElementAskedForByNameShowsItsValueAfterShowIdentifying() {
    Dicom dicom = DicomBytes.file(EXPLICIT_LITTLE).text(Tag.PatientName, VR.PN, "Doe^Jane").read();
    assertThat(dicom.get("PatientName")).hasToString("(0010,0010) PN Patient's Name: (hidden)");
    assertThat(dicom.showIdentifying().get("PatientName"))
        .hasToString("(0010,0010) PN Patient's Name: Doe^Jane");
    assertThat(dicom.showIdentifying().find(Tag.PatientName).orElseThrow().toString())
        .endsWith("Doe^Jane");
  }
}
