/**
 * Sample data: physical phantoms that never were a patient, and the download of the real archive.
 *
 * <p>Main types: {@link medimg.samples.Samples} (a set of files), {@link
 * medimg.samples.PhantomFilms} (small films in memory), {@link medimg.samples.ChestPhantom} and its
 * {@link medimg.samples.Radiograph}, {@link medimg.samples.SiimArchive}. Knows {@code
 * medimg.dicom}, {@code medimg.pixels}, {@code medimg.table} and {@code medimg.work}; imports no
 * network, chart or notebook.
 */
package medimg.samples;
