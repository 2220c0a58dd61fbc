/**
 * What is in a folder of DICOM files that nobody has cleaned, and what is wrong with it.
 *
 * <p>Main type: {@link medimg.doctor.Doctor}; {@link medimg.doctor.Rule} lists all that it looks
 * for. Knows files, pixels and tables; imports no chart, notebook or kernel.
 */
package medimg.doctor;
