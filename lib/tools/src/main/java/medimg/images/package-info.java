/**
 * The project's own pictures in {@code images/}: diagrams as SVG, charts and images as PNG or JPEG,
 * all computed from the samples.
 *
 * <p>Main type: {@link medimg.images.ReadmePictures}. Imports no kernel.
 */
package medimg.images;
