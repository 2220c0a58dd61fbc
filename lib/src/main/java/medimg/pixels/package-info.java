/**
 * The mathematics of pixels: stored values, their distribution, what is made of them.
 *
 * <p>Main type: {@link medimg.pixels.Pixels}. Knows {@code medimg.dicom}; imports no chart, table
 * or notebook.
 */
package medimg.pixels;
