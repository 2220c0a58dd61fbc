/**
 * Headers and pixel statistics of DICOM files as a Tablesaw table, its summary and its CSV file.
 *
 * <p>Main types: {@link medimg.table.Headers} and {@link medimg.table.FromDicoms}; for the set of a
 * classifier {@link medimg.table.Films}, {@link medimg.table.Split} and {@link
 * medimg.table.SplitReport}. Knows nothing of charts or notebooks.
 */
package medimg.table;
