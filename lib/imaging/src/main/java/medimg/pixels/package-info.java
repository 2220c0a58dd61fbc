/**
 * The mathematics of pixels: stored values, their distribution, what is made of them.
 *
 * <p>Main type: {@link medimg.pixels.Pixels}; {@link medimg.pixels.Volume} for slices that belong
 * together, {@link medimg.pixels.Frame} for what a file says of one frame. Knows {@code
 * medimg.dicom}; imports no chart, table or notebook.
 */
package medimg.pixels;
