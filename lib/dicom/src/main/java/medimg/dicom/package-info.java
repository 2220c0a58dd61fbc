/**
 * DICOM files: data set, tags, reader and stored pixel values.
 *
 * <p>Main type: {@link medimg.dicom.Dicom}. A data set is immutable and never changes what the file
 * said; pixel data is decoded when asked for. This package knows nothing of the mathematics of
 * pixels, of tables, charts or notebooks: it imports the JDK and codec libraries only.
 *
 * <p>{@link medimg.dicom.DicomReader} is the seam behind which readers differ; {@code
 * -Dmedimg.reader} picks one of those that are present.
 *
 * <p>What one file may ask for is limited; each limit is a system property that may be raised:
 * {@code medimg.limit.nesting} (128), {@code medimg.limit.elements} (4 million), {@code
 * medimg.limit.inflated} (1 GiB), {@code medimg.limit.samples} (2^29 decoded at once), {@code
 * medimg.limit.frames} (1 million).
 */
package medimg.dicom;
