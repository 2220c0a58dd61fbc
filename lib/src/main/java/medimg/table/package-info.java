/**
 * Headers and pixel statistics of DICOM files as a Tablesaw table, its summary and its CSV file.
 *
 * <p>Main types: {@link medimg.table.Headers} and {@link medimg.table.FromDicoms}. Knows nothing of
 * charts or notebooks.
 */
package medimg.table;
