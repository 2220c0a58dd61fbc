/**
 * Decoders of pixel data: RLE, JPEG (8 and 12 bit, lossless), JPEG-LS, JPEG 2000, deflated and
 * native frames; each makes stored values of the bytes of one frame.
 *
 * <p>Main type: {@link medimg.codec.FrameDecoder}, found by the transfer syntax and the frame's
 * first bytes. Knows neither files nor data sets: may import {@code medimg.dictionary}, and JJ2000
 * for JPEG 2000; {@code medimg.dicom} imports it.
 */
package medimg.codec;
