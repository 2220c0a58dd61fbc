/**
 * DICOM files: data set, tags, reader and stored pixel values.
 *
 * <p>Main type: {@link medimg.dicom.Dicom}. A data set is immutable and never changes what the file
 * said; pixel data is decoded when asked for. This package knows nothing of the mathematics of
 * pixels, of tables, charts or notebooks: it imports the JDK and codec libraries only.
 */
package medimg.dicom;
