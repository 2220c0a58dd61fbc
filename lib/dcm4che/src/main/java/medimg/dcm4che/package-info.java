/**
 * A second reader, on top of dcm4che-core, and the way between its {@code Attributes} and our data
 * sets.
 *
 * <p>Main type: {@link medimg.dcm4che.Dcm4che}. This package is built under the Maven profile
 * {@code dcm4che} only; nothing else names its classes: {@link medimg.dicom.DicomReader} finds the
 * reader.
 */
package medimg.dcm4che;
