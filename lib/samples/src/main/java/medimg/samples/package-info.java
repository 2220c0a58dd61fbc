/**
 * Sample data: physical phantoms that never were a patient, and the download of the real archive.
 *
 * <p>Main types: {@link medimg.samples.Samples}, {@link medimg.samples.ChestPhantom}, {@link
 * medimg.samples.HeadPhantom}, {@link medimg.samples.SiimArchive}. Knows {@code medimg.dicom} and
 * {@code medimg.work}; imports no table, chart or notebook.
 */
package medimg.samples;
