/**
 * Folders of DICOM files, and their headers as a Tablesaw table.
 *
 * <p>Main types: {@link medimg.table.DicomFiles} and {@link medimg.table.Headers}. Knows nothing of
 * charts or notebooks.
 */
package medimg.table;
